//! The report for a developer: what was called, what came back, what is wrong with it and what to do.

use shared::{
    manifest::{
        rule::Severity,
        words::{self, Language, Words},
    },
    sandbox::{
        budget::{Figures, words::over},
        contract::{
            plan::Skipped,
            report::{Checked, Finding},
            words::{failure, finding, skipped},
        },
        exchange::{Exchange, Header, Outcome},
    },
};

use super::labels::{Labels, labels};
use crate::{cli::report::counts, sandbox::Tried};

/// Characters of a body that are shown.
const SHOWN: usize = 600;

struct Writer<'w> {
    tried: &'w Tried,
    language: Language,
    labels: &'static Labels,
    text: String,
}

/// `own_secret` says whether deliveries were signed with a secret that was given.
pub(super) fn text(tried: &Tried, manifest: &str, own_secret: bool, language: Language) -> String {
    let labels = labels(language);
    let mut writer = Writer { tried, language, labels, text: String::new() };
    writer.line(&format!("{manifest} → {}", tried.contract.target));
    if !own_secret {
        writer.line(labels.example_secret);
    }
    writer.calls();
    for found in &tried.contract.findings {
        writer.finding(found);
    }
    writer.performance();
    let over: usize = tried.performance.endpoints.iter().map(|figures| figures.over.len()).sum();
    let count =
        |severity| tried.contract.count(severity) + if severity == Severity::Error { over } else { 0 };
    writer.line(&format!("\n{manifest}: {}", counts(language, count)));
    writer.line(&format!("{} {}", labels.report, tried.contract.hash.as_str()));
    writer.text
}

impl<'w> Writer<'w> {
    fn line(&mut self, line: &str) {
        self.text += line;
        self.text.push('\n');
    }

    /// A line for each call, by version.
    fn calls(&mut self) {
        let mut version = None;
        let tried = self.tried;
        for checked in &tried.contract.checked {
            if version.replace(checked.place.version) != Some(checked.place.version) {
                self.line(&format!("\n{} {}", self.labels.version, checked.place.version));
            }
            self.call(checked);
        }
        for skipped in &tried.contract.skipped {
            self.skipped(skipped);
        }
    }

    fn call(&mut self, checked: &Checked) {
        let place = &checked.place;
        let mark = if checked.passed { self.labels.ok } else { self.labels.failed };
        let tried = self.tried;
        let step = &tried.plan.steps[place.step];
        let came = self.exchange(place.step).map(|exchange| self.came(&exchange.outcome)).unwrap_or_default();
        let event = step.event.as_deref().unwrap_or_default();
        self.line(&format!("  {mark} {:27} {:4} {event:18} {came}", place.name, step.method.as_str()));
    }

    fn skipped(&mut self, one: &Skipped) {
        let why = skipped(self.language, one);
        self.line(&format!("  {} {:27} {} {why}", self.labels.skipped, one.name, one.version));
    }

    fn finding(&mut self, found: &Finding) {
        let said = finding(self.language, found);
        self.heading(found.severity, &said, found.check.id());
        let place = &found.place;
        self.line(&format!("  {} {} {}", place.name, place.version, place.pointer));
        if let Some(exchange) = self.exchange(place.step) {
            self.exchanged(exchange);
        }
        self.advice(&said);
    }

    /// What was sent and what came back.
    fn exchanged(&mut self, exchange: &Exchange) {
        let request = &exchange.request;
        self.line(&format!("  {}: {} {}", self.labels.sent, request.method.as_str(), request.url));
        self.headers(&request.headers);
        self.body(&request.body);
        let came = self.came(&exchange.outcome);
        self.line(&format!("  {}: {came}", self.labels.came_back));
        if let Outcome::Answered(answer) = &exchange.outcome {
            self.headers(&answer.headers);
            self.body(&answer.body.text);
        }
    }

    fn headers(&mut self, headers: &[Header]) {
        for (name, value) in headers {
            self.line(&format!("    {name}: {}", printable(value, SHOWN, self.labels.cut)));
        }
    }

    fn body(&mut self, body: &str) {
        if !body.is_empty() {
            self.line(&format!("    {}", printable(body, SHOWN, self.labels.cut)));
        }
    }

    fn performance(&mut self) {
        self.line(&format!("\n{}", self.labels.performance));
        let endpoints = &self.tried.performance.endpoints;
        for figures in endpoints {
            self.figures(figures);
        }
        for figures in endpoints {
            for limit in &figures.over {
                let said = over(self.language, limit);
                self.heading(Severity::Error, &said, limit.id());
                self.line(&format!("  {}", figures.pointer));
                self.advice(&said);
            }
        }
    }

    fn figures(&mut self, figures: &Figures) {
        let Labels { ok, failed, requests, errors, longest, .. } = self.labels;
        let mark = if figures.over.is_empty() { ok } else { failed };
        let ms = |ms: Option<u64>| ms.map_or_else(|| "–".to_owned(), |ms| format!("{ms} ms"));
        self.line(&format!(
            "  {mark} {:27} {} {requests}, {} {errors}, p50 {}, p95 {}, {longest} {}",
            figures.kind.as_str(),
            figures.requests,
            figures.errors,
            ms(figures.p50_ms),
            ms(figures.p95_ms),
            ms(figures.max_ms),
        ));
    }

    fn heading(&mut self, severity: Severity, said: &Words, id: &str) {
        self.line(&format!("\n{}: {} [{id}]", words::severity(self.language, severity), said.title));
    }

    fn advice(&mut self, said: &Words) {
        self.line(&format!("  {}\n  {}", said.why, said.fix));
    }

    fn exchange(&self, step: usize) -> Option<&'w Exchange> {
        self.tried.exchanges.iter().find(|exchange| exchange.step == step)
    }

    /// `200 in 3 ms`, or why there was no answer.
    fn came(&self, outcome: &Outcome) -> String {
        let within = self.labels.within;
        match outcome {
            Outcome::Answered(answer) => format!("{} {within} {} ms", answer.status, answer.elapsed_ms),
            Outcome::Failed { failure: why, elapsed_ms } => {
                format!("{} {within} {elapsed_ms} ms", failure(self.language, why))
            }
        }
    }
}

/// Text of an app on a terminal: on one line, without what would move the cursor.
fn printable(text: &str, most: usize, cut: &str) -> String {
    let mut shown: String =
        text.chars().take(most).map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    if text.chars().nth(most).is_some() {
        shown += cut;
    }
    shown
}
