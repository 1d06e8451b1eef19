//! How wide a line of text is, so that drawn text stays inside its box whatever font renders it.

/// Advance widths of ASCII 32 to 126 in thousandths of the size: Inter Regular.
const REGULAR: [u16; 95] = [
    281, 278, 403, 631, 638, 812, 639, 222, 362, 362, 500, 659, 280, 460, 276, 357, 625, 464, 605, 636, 642,
    608, 624, 571, 616, 624, 276, 280, 659, 659, 659, 507, 936, 676, 651, 727, 719, 598, 587, 743, 740, 264,
    543, 652, 562, 889, 753, 761, 635, 761, 639, 638, 642, 741, 676, 949, 642, 665, 625, 362, 357, 362, 469,
    452, 497, 564, 621, 558, 621, 582, 361, 609, 591, 237, 237, 544, 237, 869, 585, 597, 609, 609, 372, 523,
    364, 581, 557, 812, 540, 557, 541, 362, 327, 362, 659,
];
/// A letter outside ASCII, in thousandths of the size.
const OTHER: u16 = 640;
/// How much wider bold runs than regular.
const BOLD: f64 = 1.05;

/// Width in pixels at `size`.
pub(super) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let thousandths: u32 = text
        .chars()
        .map(|letter| {
            let place = u32::from(letter).checked_sub(32).and_then(|place| usize::try_from(place).ok());
            u32::from(place.and_then(|place| REGULAR.get(place)).copied().unwrap_or(OTHER))
        })
        .sum();
    f64::from(thousandths) / 1000.0 * size * if bold { BOLD } else { 1.0 }
}

/// The text, cut with an ellipsis where it would be wider than `most` pixels.
pub(super) fn fit(text: &str, size: f64, bold: bool, most: f64) -> String {
    if width(text, size, bold) <= most {
        return text.to_owned();
    }
    let room = most - width("…", size, bold);
    let mut cut = String::new();
    for letter in text.chars() {
        cut.push(letter);
        if width(&cut, size, bold) > room {
            cut.pop();
            break;
        }
    }
    format!("{}…", cut.trim_end_matches([' ', ',', '.', ':']))
}

/// The text broken at spaces into at most `lines` lines no wider than `most` pixels; the last one is
/// cut where the text goes on.
pub(super) fn wrap(text: &str, size: f64, bold: bool, most: f64, lines: usize) -> Vec<String> {
    let mut wrapped: Vec<String> = Vec::new();
    let mut words = text.split(' ').peekable();
    while words.peek().is_some() && wrapped.len() < lines {
        if wrapped.len() + 1 == lines {
            let rest: Vec<&str> = words.by_ref().collect();
            wrapped.push(fit(&rest.join(" "), size, bold, most));
            break;
        }
        let mut line = String::new();
        while let Some(word) = words.peek() {
            let longer = if line.is_empty() { (*word).to_owned() } else { format!("{line} {word}") };
            if !line.is_empty() && width(&longer, size, bold) > most {
                break;
            }
            line = longer;
            words.next();
        }
        wrapped.push(fit(&line, size, bold, most));
    }
    wrapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_and_wrapped_inside_its_box() {
        let text = "Order 4412 arrived with the wrong charger for the second time";
        let cut = fit(text, 22.0, false, 200.0);
        assert!(cut.ends_with('…') && width(&cut, 22.0, false) <= 200.0, "{cut}");
        let lines = wrap(text, 22.0, false, 240.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| width(line, 22.0, false) <= 240.0), "{lines:?}");
        assert_eq!(wrap("short", 22.0, false, 240.0, 3), ["short"]);
    }
}
