//! Two texts line by line: what stayed, what went, what came.

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Same,
    Gone,
    New,
}

/// Above so many lines in either text they are not compared: each stands whole.
const MOST: usize = 400;

/// The lines of both in one order, those that went before those that came.
pub fn lines<'t>(before: &'t str, after: &'t str) -> Vec<(Mark, &'t str)> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    if old.len() > MOST || new.len() > MOST {
        let gone = old.into_iter().map(|line| (Mark::Gone, line));
        return gone.chain(new.into_iter().map(|line| (Mark::New, line))).collect();
    }
    // The length of the longest common part from each pair of lines on.
    let mut common = vec![vec![0_u16; new.len() + 1]; old.len() + 1];
    for (at, line) in old.iter().enumerate().rev() {
        for (to, other) in new.iter().enumerate().rev() {
            common[at][to] = if line == other {
                common[at + 1][to + 1] + 1
            } else {
                common[at + 1][to].max(common[at][to + 1])
            };
        }
    }
    let (mut at, mut to) = (0, 0);
    let mut all = Vec::new();
    while at < old.len() || to < new.len() {
        let (left, right) = (old.get(at), new.get(to));
        match (left, right) {
            (Some(left), Some(right)) if left == right => {
                all.push((Mark::Same, *left));
                (at, to) = (at + 1, to + 1);
            }
            (Some(left), _) if to == new.len() || common[at + 1][to] >= common[at][to + 1] => {
                all.push((Mark::Gone, *left));
                at += 1;
            }
            (_, Some(right)) => {
                all.push((Mark::New, *right));
                to += 1;
            }
            // Neither has a line left, or the one that has was taken above.
            (Some(_) | None, None) => break,
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &str, after: &str, marks: &str) {
        let said: String = lines(before, after)
            .iter()
            .map(|(mark, line)| {
                let sign = match mark {
                    Mark::Same => ' ',
                    Mark::Gone => '-',
                    Mark::New => '+',
                };
                format!("{sign}{line};")
            })
            .collect();
        assert_eq!(said, marks);
    }

    #[test]
    fn what_stayed_stands_once() {
        check("a\nb\nc", "a\nx\nc", " a;-b;+x; c;");
        check("", "a\nb", "+a;+b;");
        check("a\nb", "", "-a;-b;");
        check("a", "a", " a;");
        check("b\na", "a\nb", "-b; a;+b;");
        check("a", "a\nb", " a;+b;");
    }

    #[test]
    fn texts_of_many_lines_stand_whole() {
        let long = "a\n".repeat(MOST + 1);
        assert_eq!(lines(&long, "a").len(), MOST + 2);
    }
}
