//! The words that an app's screens are filled with.

use serde::Deserialize;

/// An app's own vocabulary, as its demo data gives it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    /// The main button.
    pub(crate) action: String,
    /// Areas of the app.
    pub(crate) nav: Vec<String>,
    /// What one item is called.
    pub(crate) thing: String,
    /// Items, as a list of them shows.
    pub(crate) things: Vec<String>,
    /// `Label: one, another`; the cells repeat. `@customer`, `@person`, `@date` and `@money` stand for
    /// one of many.
    pub(crate) columns: Vec<String>,
    /// States of an item in their order; a leading `!` marks one that is bad news.
    pub(crate) stages: Vec<String>,
    /// `Label | value | change`.
    pub(crate) metrics: Vec<String>,
    /// `Label | hint`.
    pub(crate) settings: Vec<String>,
    /// Sentences: messages, notes, paragraphs.
    pub(crate) texts: Vec<String>,
    /// Teams, channels or kinds that items are divided by.
    pub(crate) groups: Vec<String>,
    /// What the chart counts.
    pub(crate) chart: String,
    /// `Our field > their field`, for mapping screens.
    #[serde(default)]
    pub(crate) pairs: Vec<String>,
}

const CUSTOMERS: [&str; 12] = [
    "Halden Bikes",
    "Orla Dental",
    "Pinter Freight",
    "Brightwater School",
    "Castle Lane Hotel",
    "Veltman Tools",
    "Sandgate Clinic",
    "Rook & Sons Bakery",
    "Lindqvist Marine",
    "Alto Coffee Roasters",
    "Fenwood Insurance",
    "Marisol Textiles",
];

const PEOPLE: [&str; 12] = [
    "Anneke Vos",
    "Tomasz Wilk",
    "Priya Raman",
    "Lucía Ferrer",
    "Owen Hale",
    "Mei Tanaka",
    "Jonas Brandt",
    "Amara Obi",
    "Sofia Lind",
    "Karim Haddad",
    "Elise Marchand",
    "Daniel Kerr",
];

/// One of a list by a running number, starting over at its end; empty when the list is.
pub(super) fn nth(list: &[String], at: usize) -> &str {
    if list.is_empty() { "" } else { &list[at % list.len()] }
}

pub(super) fn customer(at: usize) -> &'static str {
    CUSTOMERS[at % CUSTOMERS.len()]
}

pub(super) fn person(at: usize) -> &'static str {
    PEOPLE[at % PEOPLE.len()]
}

/// A column of a table.
pub(super) struct Column<'w> {
    pub(super) label: &'w str,
    cells: Vec<&'w str>,
}

impl<'w> Column<'w> {
    fn parse(text: &'w str) -> Option<Self> {
        let (label, cells) = text.split_once(':')?;
        Some(Self { label: label.trim(), cells: cells.split(',').map(str::trim).collect() })
    }

    /// The cell in row `at`; `turn` shifts people and customers so that screens differ.
    pub(super) fn cell(&self, at: usize, turn: usize) -> String {
        let cell = if self.cells.is_empty() { "" } else { self.cells[at % self.cells.len()] };
        match cell {
            "@customer" => customer(at * 5 + turn).to_owned(),
            "@person" => person(at * 7 + turn).to_owned(),
            "@date" => date((at * 11 + turn * 3) % TODAY),
            "@money" => money(minor(at, turn)),
            text => text.to_owned(),
        }
    }
}

/// The day on which all screens were taken, counted from 1 March: a Wednesday in May.
pub(super) const TODAY: usize = 73;

/// A day, counted from 1 March: `13 May`.
pub(super) fn date(day: usize) -> String {
    const MONTHS: [(&str, usize); 3] = [("March", 31), ("April", 30), ("May", 31)];
    let mut left = day % 92;
    for (month, days) in MONTHS {
        if left < days {
            return format!("{} {month}", left + 1);
        }
        left -= days;
    }
    String::new()
}

/// One of many amounts, in cents.
pub(super) fn minor(at: usize, turn: usize) -> usize {
    (90 + (at * 7919 + turn * 104_729) % 9_700) * 100 + [0, 50, 0, 95][at % 4]
}

/// An amount in cents with two decimals.
pub(super) fn money(minor: usize) -> String {
    let (whole, cents) = (minor / 100, minor % 100);
    if whole >= 1000 {
        format!("{},{:03}.{cents:02}", whole / 1000, whole % 1000)
    } else {
        format!("{whole}.{cents:02}")
    }
}

impl Words {
    pub(super) fn columns(&self) -> Vec<Column<'_>> {
        self.columns.iter().filter_map(|text| Column::parse(text)).collect()
    }

    /// State `at` and whether it is bad news.
    pub(super) fn stage(&self, at: usize) -> (&str, bool) {
        let stage = nth(&self.stages, at);
        stage.strip_prefix('!').map_or((stage, false), |bad| (bad, true))
    }
}

/// The parts of `a | b | c`, trimmed; missing ones are empty.
pub(super) fn parts<const N: usize>(text: &str, between: char) -> [&str; N] {
    let mut split = text.splitn(N, between).map(str::trim);
    std::array::from_fn(|_| split.next().unwrap_or(""))
}
