//! A text as a square of dark and light modules that a phone reads.

use std::fmt::Write as _;

use anyhow::Context;
use qrcode::{Color, QrCode};

/// Modules that stay light around the square, so that it is found (ISO/IEC 18004).
const MARGIN: usize = 4;

/// The square, its light margin included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Picture {
    /// In modules.
    pub(super) side: u32,
    /// The dark modules as one SVG path: a bar for each run of them in a row.
    pub(super) path: String,
}

/// Draws the text.
///
/// # Errors
/// A text of more than 2331 bytes.
pub(super) fn of(text: &str) -> anyhow::Result<Picture> {
    let code = QrCode::new(text).context("a picture of a text")?;
    let (width, modules) = (code.width(), code.to_colors());
    let mut path = String::new();
    for (y, row) in modules.chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run.first() == Some(&Color::Dark) {
                // Writing to a string does not fail.
                _ = write!(path, "M{} {}h{}v1h-{}z", x + MARGIN, y + MARGIN, run.len(), run.len());
            }
            x += run.len();
        }
    }
    Ok(Picture { side: u32::try_from(width + 2 * MARGIN)?, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bars_cover_the_dark_modules_and_nothing_else() {
        let text = "otpauth://totp/Guildhall:anna%40example.com?secret=GEZDGNBVGY3TQOJQ";
        let picture = of(text).expect("drawn");
        let code = QrCode::new(text).expect("drawn");
        let side = usize::try_from(picture.side).expect("small");
        assert_eq!(side, code.width() + 8);
        let mut dark = vec![vec![false; side]; side];
        for bar in picture.path.split('M').skip(1) {
            let numbers: Vec<usize> =
                bar.split([' ', 'h', 'v', 'z', '-']).filter_map(|part| part.parse().ok()).collect();
            let [x, y, length, 1, back] = numbers[..] else { panic!("{bar}") };
            assert_eq!(length, back, "{bar}");
            dark[y][x..x + length].fill(true);
        }
        for (y, row) in dark.iter().enumerate() {
            for (x, drawn) in row.iter().enumerate() {
                let inside = |at: usize| at.checked_sub(MARGIN).filter(|at| *at < code.width());
                let expected = inside(x).zip(inside(y)).is_some_and(|(x, y)| code[(x, y)] == Color::Dark);
                assert_eq!(*drawn, expected, "{x} {y}");
            }
        }
    }
}
