//! How wide text is, as it will be drawn.

use resvg::usvg::{Node, Tree};

use super::{fonts::Fonts, vector};
use crate::xml::escape;

/// A face and a size.
#[derive(Clone, Copy, Debug)]
pub struct Lettering {
    pub family: &'static str,
    pub weight: u16,
    /// In pixels.
    pub size: f32,
}

/// Measures text in the server's fonts.
pub struct Ruler<'f>(pub(super) &'f Fonts);

impl Ruler<'_> {
    /// Width in pixels; 0 for text that draws nothing.
    pub fn width(&self, text: &str, lettering: Lettering) -> f32 {
        let Lettering { family, weight, size } = lettering;
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text y='9' font-family='\"{family}\"' \
             font-weight='{weight}' font-size='{size}'>{}</text></svg>",
            escape(text)
        );
        let Ok(tree) = Tree::from_str(&svg, &vector::own_options(&svg, self.0)) else { return 0.0 };
        let extent = |node: &Node| node.bounding_box().right();
        tree.root().children().iter().map(extent).fold(0.0, f32::max)
    }

    /// The text in lines that are at most so wide; what does not fit in `most` lines ends in an ellipsis.
    pub fn lines(&self, text: &str, lettering: Lettering, width: f32, most: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut words = text.split_whitespace().peekable();
        while let Some(word) = words.next() {
            let longer = lines.last().map(|line| format!("{line} {word}"));
            match longer.filter(|line| self.width(line, lettering) <= width) {
                Some(line) => {
                    lines.pop();
                    lines.push(line);
                }
                None if lines.len() < most => lines.push(self.cut(word, lettering, width)),
                None => {
                    if let Some(last) = lines.pop() {
                        lines.push(self.cut(&format!("{last} {word}"), lettering, width));
                    }
                    break;
                }
            }
        }
        lines
    }

    /// As much of the text as fits, with an ellipsis when that is not all.
    fn cut(&self, text: &str, lettering: Lettering, width: f32) -> String {
        if self.width(text, lettering) <= width {
            return text.to_owned();
        }
        let letters: Vec<char> = text.chars().collect();
        let shortened = |count: usize| {
            let kept: String = letters[..count].iter().collect();
            format!("{}…", kept.trim_end())
        };
        // The longest beginning that fits, by halving.
        let (mut fits, mut too_long) = (0, letters.len());
        while too_long - fits > 1 {
            let middle = fits.midpoint(too_long);
            if self.width(&shortened(middle), lettering) <= width { fits = middle } else { too_long = middle }
        }
        shortened(fits)
    }
}

impl std::fmt::Debug for Ruler<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ruler")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SANS: Lettering = Lettering { family: "Instrument Sans", weight: 400, size: 30.0 };

    #[test]
    fn text_is_broken_into_lines_that_fit() {
        let fonts = Fonts::bundled();
        let ruler = Ruler(&fonts);
        let text =
            "Keeps your ledger and your sales in step, every night, in every currency that you trade in";
        let lines = ruler.lines(text, SANS, 300.0, 3);
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert!(lines.iter().all(|line| ruler.width(line, SANS) <= 300.0), "{lines:?}");
        assert!(lines[2].ends_with('…') && !lines[0].ends_with('…'), "{lines:?}");
        assert_eq!(ruler.lines("Short", SANS, 300.0, 3), ["Short"]);
        assert!(ruler.lines("  ", SANS, 300.0, 3).is_empty());
    }

    #[test]
    fn a_word_without_end_is_cut() {
        let fonts = Fonts::bundled();
        let ruler = Ruler(&fonts);
        let lines = ruler.lines(&"W".repeat(500), SANS, 300.0, 2);
        assert_eq!(lines.len(), 1);
        assert!(lines[0].ends_with('…') && ruler.width(&lines[0], SANS) <= 300.0, "{lines:?}");
    }
}
