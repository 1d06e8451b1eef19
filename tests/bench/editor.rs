//! The editor in a real browser: what the linter takes there, and how soon what is typed is painted.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use anyhow::ensure;
use chrono::NaiveDate;
use serde_json::{Value, json};
use shared::manifest::{Facts, catalogue::Catalogue, lint, policy::LintPolicy, source::Format};
use tests::{
    author::Author,
    browser::{Browser, Look, Person},
    persona::Persona,
    server::Server,
};

use crate::report::{Must, Report, median, millis};

const SCOPES: usize = 200;
const ROUNDS: usize = 60;
const LISTING: &str = "lst_01J00000000000000000000BEN";
/// Event Timing rounds to 8 ms and says nothing of what is sooner than this.
const LEAST_REPORTED: f64 = 16.0;

/// Until what a jump to another field has drawn is there; the browser draws without a graphics card.
const SETTLE: Duration = Duration::from_secs(2);
/// Between two strokes: sixteen or so a second, faster than anybody types.
const STROKE: Duration = Duration::from_millis(50);

/// Everything that a person can write in the editor, by the interactions that were slower than [`LEAST_REPORTED`].
const WATCH: &str = "
    window.slow = new Map();
    new PerformanceObserver(list => {
        for (const event of list.getEntries()) {
            if (event.interactionId) {
                window.slow.set(event.interactionId,
                    Math.max(window.slow.get(event.interactionId) ?? 0, event.duration));
            }
        }
    }).observe({ type: 'event', durationThreshold: 16, buffered: false });
    return true;";

/// A manifest that asks for a great many scopes.
fn manifest() -> String {
    let mut text = include_str!("../../shared/corpus/manifest/good.toml").to_owned();
    let catalogue = Catalogue::default();
    for (number, scope) in catalogue.scopes.iter().cycle().take(SCOPES).enumerate() {
        let purpose = "Finds what belongs to an order by the number that stands on its label";
        let name = &scope.name;
        text.push_str(&format!(
            "\n[[scopes]]\nscope = \"{name}\"\npurpose = \"{purpose} ({number}).\"\nfields = [\"number\"]\n"
        ));
    }
    text
}

pub(crate) async fn measure(report: &mut Report) -> anyhow::Result<()> {
    let server = Server::demo().await;
    let anna = Persona::demo(&server, "Anna Lind").await;
    let author = Author::new(&anna).await;
    author.write(LISTING, "Quay Bench").await;
    let text = manifest();
    let path = format!("{}/{LISTING}", author.listings);
    let known = anna.get(&path).await.json();
    let edit = json!({
        "field": "manifest", "based_on": known["draft"]["manifest"]["revision"], "value": text,
    });
    let answer = anna.send("PATCH", &format!("{path}/draft"), Some(&json!({ "edits": [edit] })), &[]).await;
    ensure!(answer.status == 200, "{}", answer.text());

    let browser = Browser::open(Look::default()).await;
    browser.client.goto(&server.url("/demo")).await?;
    browser.press_button("Anna Lind").await;
    browser.until("signed in", async || !browser.address().await.ends_with("/demo")).await;
    browser.script("localStorage.setItem('manifest-view', 'toml'); return true").await;
    browser.client.goto(&server.url(&format!("/organisation/listings/{LISTING}"))).await?;
    browser.see("#field-manifest").await;
    browser.read("line 1").await;

    // At the end of the text, in a remark: what is typed there is linted with all the rest.
    let end = "const area = document.querySelector('#field-manifest');
        area.focus(); area.setSelectionRange(area.value.length, area.value.length);
        performance.clearMeasures('lint'); return true;";
    browser.script(end).await;
    browser.script(WATCH).await;
    browser.see("#field-manifest").await.send_keys("\n# ").await?;
    type_into(&browser, "#field-manifest").await?;
    let in_manifest = slowest(&browser, ROUNDS).await;
    let taken = browser
        .script("return performance.getEntriesByName('lint', 'measure').map(entry => entry.duration)")
        .await;
    let taken: Vec<f64> = taken.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    ensure!(taken.len() >= ROUNDS, "the editor linted {} times", taken.len());

    type_into(&browser, "#field-tagline").await?;
    let in_line = slowest(&browser, ROUNDS).await;
    browser.close().await;

    let (catalogue, policy) =
        (Catalogue::default(), LintPolicy { allow_loopback: true, ..LintPolicy::default() });
    let today = NaiveDate::from_ymd_opt(2026, 11, 29).unwrap_or_default();
    let facts = Facts { today, approved: None };
    let native = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        black_box(lint(black_box(&text), Format::Toml, &catalogue, &policy, &facts));
        millis(start.elapsed())
    });
    let native = median(native.collect());
    let what = format!("lint of {SCOPES} scopes in the browser against the same natively");
    report.ratio(&what, (median(taken.clone()), "ms"), (native, "ms"), Must::AtMost(4.0));
    report.value("the same against a frame", median(taken), "ms", Must::AtMost(16.0));
    let what = format!("typing in a manifest of {SCOPES} scopes until it is painted (INP)");
    report.value(&what, in_manifest, "ms", Must::AtMost(100.0));
    report.value(
        "typing in a line of the editor until it is painted (INP)",
        in_line,
        "ms",
        Must::AtMost(100.0),
    );
    Ok(())
}

/// Types where the focus is or goes, once the page stands still there: what is measured is typing, and not the way
/// to the field.
async fn type_into(browser: &Browser, css: &str) -> anyhow::Result<()> {
    let field = browser.see(css).await;
    field.send_keys("a").await?;
    tokio::time::sleep(SETTLE).await;
    browser.script("window.slow.clear(); return true").await;
    for _ in 0..ROUNDS {
        field.send_keys("a").await?;
        tokio::time::sleep(STROKE).await;
    }
    Ok(())
}

/// The interaction to next paint of so many key strokes: the slowest but one of fifty (web.dev/inp).
async fn slowest(browser: &Browser, strokes: usize) -> f64 {
    // What was last is reported after its paint.
    tokio::time::sleep(Duration::from_millis(500)).await;
    let slow = browser.script("return [...window.slow.values()]").await;
    let mut slow: Vec<f64> = slow.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    slow.sort_by(|one, other| other.total_cmp(one));
    slow.get(strokes / 50).copied().unwrap_or(LEAST_REPORTED)
}
