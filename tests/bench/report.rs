//! The table.

use std::time::Duration;

/// What a row must reach.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Must {
    AtMost(f64),
    AtLeast(f64),
}

#[derive(Debug)]
struct Row {
    what: String,
    measured: String,
    against: String,
    value: f64,
    must: Must,
}

#[derive(Debug, Default)]
pub(crate) struct Report {
    rows: Vec<Row>,
}

impl Report {
    /// A ratio of two measurements.
    pub(crate) fn ratio(&mut self, what: &str, ours: (f64, &str), peer: (f64, &str), must: Must) {
        let (measured, against) = (format!("{:.3} {}", ours.0, ours.1), format!("{:.3} {}", peer.0, peer.1));
        self.add(what, measured, against, ours.0 / peer.0, must);
    }

    /// A value against a fixed limit.
    pub(crate) fn value(&mut self, what: &str, value: f64, unit: &str, must: Must) {
        self.add(what, format!("{value:.1} {unit}"), "—".to_owned(), value, must);
    }

    fn add(&mut self, what: &str, measured: String, against: String, value: f64, must: Must) {
        let row = Row { what: what.to_owned(), measured, against, value, must };
        println!("    {}", line(&row));
        self.rows.push(row);
    }

    pub(crate) fn print(&self) {
        println!("\n| what | measured | against | value | must reach | |\n|---|---|---|---|---|---|");
        for row in &self.rows {
            println!("{}", line(row));
        }
    }
}

fn line(row: &Row) -> String {
    let (limit, met) = match row.must {
        Must::AtMost(limit) => (format!("≤ {limit}"), row.value <= limit),
        Must::AtLeast(limit) => (format!("≥ {limit}"), row.value >= limit),
    };
    let verdict = if met { "met" } else { "**missed**" };
    format!("| {} | {} | {} | {:.2} | {limit} | {verdict} |", row.what, row.measured, row.against, row.value)
}

/// The middle of some measurements.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

pub(crate) fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
