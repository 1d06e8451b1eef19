//! What an import looks like in a terminal: a bar, and a line for each fault above it.

use std::sync::atomic::{AtomicU64, Ordering};

use indicatif::{ProgressBar, ProgressStyle};

use super::Progress;

/// Draws on standard error. Without a terminal there is no bar: faults are plain lines, and so is every
/// [`ROWS_A_LINE`] rows that have landed.
#[derive(Debug)]
pub struct Console {
    bar: ProgressBar,
    told: AtomicU64,
}

/// How far apart the lines of an import without a terminal are, in rows.
const ROWS_A_LINE: u64 = 2_500;

impl Default for Console {
    fn default() -> Self {
        Self::new()
    }
}

impl Console {
    pub fn new() -> Self {
        let bar = ProgressBar::no_length().with_style(style("{spinner} {binary_bytes} {msg}"));
        Self { bar, told: AtomicU64::new(0) }
    }

    /// Shows what the import tells. Handed to [`super::import`].
    pub fn show(&self, progress: Progress<'_>) {
        match progress {
            Progress::Advanced { rows, .. } if self.bar.is_hidden() => {
                if rows >= self.told.load(Ordering::Relaxed) + ROWS_A_LINE {
                    self.told.store(rows, Ordering::Relaxed);
                    eprintln!("committed {rows} rows");
                }
            }
            Progress::Advanced { bytes, of, rows } => {
                if let Some(length) = of.filter(|length| Some(*length) != self.bar.length()) {
                    self.bar.set_length(length);
                    self.bar.set_style(style("{wide_bar} {percent:>3} %  {msg}  {eta} left"));
                }
                self.bar.set_position(bytes);
                self.bar.set_message(format!("{rows} rows"));
            }
            Progress::Refused(row) => self.say(&row.to_string()),
            Progress::Noted(row) => self.say(&format!("note: {row}")),
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }

    fn say(&self, text: &str) {
        if self.bar.is_hidden() {
            eprintln!("{text}");
        } else {
            self.bar.println(text);
        }
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
