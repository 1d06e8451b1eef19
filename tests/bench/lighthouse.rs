//! Lighthouse on the pages that a visitor sees first.

use std::process::Command;

use anyhow::{Context, ensure};
use serde_json::Value;
use tests::server::Server;

use crate::report::{Must, Report, median};

const RUNS: usize = 3;
const CHROME: &str = "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking \
                      --disable-component-update --disable-sync";

pub(crate) async fn measure(report: &mut Report) -> anyhow::Result<()> {
    let server = Server::demo().await;
    let list = server.get("/api/v1/listings?sort=installs&limit=1").await.json();
    let slug = list["items"][0]["slug"].as_str().context("the demo has listings")?;
    for (page, path) in
        [("home", "/".to_owned()), ("directory", "/apps".to_owned()), ("listing", format!("/apps/{slug}"))]
    {
        let mut runs = Vec::new();
        for _ in 0..RUNS {
            let url = server.url(&path);
            runs.push(tokio::task::spawn_blocking(move || run(&url)).await??);
        }
        for (category, least) in
            [("performance", 95.0), ("accessibility", 100.0), ("best-practices", 100.0), ("seo", 100.0)]
        {
            let scores =
                runs.iter().map(|run| run["categories"][category]["score"].as_f64().unwrap_or(0.0) * 100.0);
            report.value(
                &format!("Lighthouse {category}, {page}"),
                median(scores.collect()),
                "",
                Must::AtLeast(least),
            );
            for (id, audit) in failed(&runs[0], category) {
                println!("      {page} {category}: {id}: {audit}");
            }
        }
    }
    Ok(())
}

fn run(url: &str) -> anyhow::Result<Value> {
    let mut command = Command::new(tests::place("GUILDHALL_TEST_LIGHTHOUSE"));
    command
        .arg(url)
        .args(["--quiet", "--output=json", "--preset=desktop"])
        .arg(format!("--chrome-flags={CHROME}"));
    let output = command.env("CHROME_PATH", "/usr/bin/chromium").output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The audits of a category that cost points.
fn failed(run: &Value, category: &str) -> Vec<(String, String)> {
    let references = run["categories"][category]["auditRefs"].as_array().into_iter().flatten();
    references
        .filter(|reference| reference["weight"].as_f64().unwrap_or(0.0) > 0.0)
        .filter_map(|reference| reference["id"].as_str())
        .filter(|id| run["audits"][*id]["score"].as_f64().is_some_and(|score| score < 1.0))
        .map(|id| (id.to_owned(), run["audits"][id]["displayValue"].as_str().unwrap_or("failed").to_owned()))
        .collect()
}
