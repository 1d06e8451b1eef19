//! Texts of the figures.

use crate::i18n::use_locale;

/// One language of this page.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    pub lead: &'static str,
    pub waits: &'static str,
    pub waits_about: &'static str,
    pub all_categories: &'static str,
    pub category: &'static str,
    pub waiting: &'static str,
    pub p50: &'static str,
    pub p90: &'static str,
    pub rests_on: &'static str,
    pub days: &'static str,
    pub days_table: &'static str,
    pub no_days: &'static str,
    pub day: &'static str,
    pub came: &'static str,
    pub ended: &'static str,
    pub waiting_at_end: &'static str,
    /// Days, came, ended, waiting now.
    pub chart: fn(u64, u64, u64, u64) -> String,
    /// Day, came, ended, waiting.
    pub one_day: fn(&str, u64, u64, u64) -> String,
    pub reviewers: &'static str,
    pub reviewer: &'static str,
    pub claimed: &'static str,
    pub decided: &'static str,
    pub no_reviewers: &'static str,
}

/// The texts of the language of the page.
pub fn texts() -> &'static Texts {
    use_locale().pick(&ENGLISH, &GERMAN)
}

static ENGLISH: Texts = Texts {
    lead: "How long partners wait for a decision, and how the work is spread.",
    waits: "How long reviews take",
    waits_about: "From the submission to the decision, over the reviews that ended lately. Each figure is a wait that really happened.",
    all_categories: "All categories",
    category: "Category",
    waiting: "Waiting now",
    p50: "Half took at most",
    p90: "Nine in ten took at most",
    rests_on: "It rests on",
    days: "Day by day",
    days_table: "The days as a table",
    no_days: "There are no days to show yet.",
    day: "Day (UTC)",
    came: "Came",
    ended: "Ended",
    waiting_at_end: "Waited at the end",
    chart: |days, came, ended, waiting| {
        format!("Within {days} days {came} submissions came and {ended} reviews ended; {waiting} wait.")
    },
    one_day: |day, came, ended, waiting| {
        format!("{day}: {came} came, {ended} ended, {waiting} waited at the end")
    },
    reviewers: "Reviewers",
    reviewer: "Reviewer",
    claimed: "At it now",
    decided: "Decided in 30 days",
    no_reviewers: "Nobody has a submission, and nothing was decided within 30 days.",
};

static GERMAN: Texts = Texts {
    lead: "Wie lange Partner auf eine Entscheidung warten und wie sich die Arbeit verteilt.",
    waits: "Wie lange Prüfungen dauern",
    waits_about: "Von der Einreichung bis zur Entscheidung, über die Prüfungen, die zuletzt endeten. Jede Zahl ist eine Wartezeit, die es wirklich gab.",
    all_categories: "Alle Kategorien",
    category: "Kategorie",
    waiting: "Warten jetzt",
    p50: "Die Hälfte dauerte höchstens",
    p90: "Neun von zehn dauerten höchstens",
    rests_on: "Es beruht auf",
    days: "Tag für Tag",
    days_table: "Die Tage als Tabelle",
    no_days: "Noch gibt es keine Tage zu zeigen.",
    day: "Tag (UTC)",
    came: "Gekommen",
    ended: "Beendet",
    waiting_at_end: "Warteten am Ende",
    chart: |days, came, ended, waiting| {
        format!("In {days} Tagen kamen {came} Einreichungen und endeten {ended} Prüfungen; {waiting} warten.")
    },
    one_day: |day, came, ended, waiting| {
        format!("{day}: {came} gekommen, {ended} beendet, {waiting} warteten am Ende")
    },
    reviewers: "Prüfende",
    reviewer: "Wer",
    claimed: "Jetzt daran",
    decided: "Entschieden in 30 Tagen",
    no_reviewers: "Niemand hat eine Einreichung, und in 30 Tagen wurde nichts entschieden.",
};
