//! How much the frame, the API and the rendered pages cost over a bare route with the same bytes.

use std::process::Command;

use anyhow::{Context, ensure};
use axum::{Router, routing::get};
use bytes::Bytes;
use tests::{http, server::Server};

use crate::report::{Must, Report, median};

const ROUNDS: usize = 7;

pub(crate) async fn measure(report: &mut Report) -> anyhow::Result<()> {
    let server = Server::demo().await;
    let list = server.get("/api/v1/listings?limit=1").await.json();
    let slug = list["items"][0]["slug"].as_str().context("the demo has listings")?.to_owned();
    let rows = [
        ("listing JSON over HTTP against a bare route", format!("/api/v1/listings/{slug}"), 0.5),
        ("listing page as HTML against a bare route", format!("/apps/{slug}"), 0.3),
    ];
    for (what, path, least) in rows {
        let answer = server.get(&path).await;
        ensure!(answer.status == 200, "{path}: {}", answer.status);
        let peer = bare(answer.body.clone(), answer.header("content-type").to_owned()).await?;
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            ours.push(wrk(&server.url(&path), &[]).await?);
            theirs.push(wrk(&format!("http://{peer}/"), &[]).await?);
        }
        report.ratio(what, (median(ours), "req/s"), (median(theirs), "req/s"), Must::AtLeast(least));
    }
    Ok(())
}

/// A server with one route that gives the same bytes and type, and nothing around it.
pub(crate) async fn bare(body: Bytes, mime: String) -> anyhow::Result<String> {
    let route = get(move || {
        let (body, mime) = (body.clone(), mime.clone());
        async move { ([("content-type", mime)], body) }
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?.to_string();
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/", route)).await });
    ensure!(http::get(&address, "/").await.status == 200, "the bare route answers");
    Ok(address)
}

/// Requests per second with eight connections for three seconds.
pub(crate) async fn wrk(url: &str, flags: &[&str]) -> anyhow::Result<f64> {
    let url = url.to_owned();
    let flags: Vec<String> = flags.iter().map(|&flag| flag.to_owned()).collect();
    let printed = tokio::task::spawn_blocking(move || {
        Command::new("wrk")
            .args(["-t1", "-c8", "-d3s"])
            .args(flags)
            .arg(&url)
            .output()
            .context("wrk is not installed")
    })
    .await??;
    let text = String::from_utf8_lossy(&printed.stdout).into_owned();
    ensure!(!text.contains("Non-2xx"), "{text}");
    let rate =
        text.lines().find_map(|line| line.trim().strip_prefix("Requests/sec:")).context(text.clone())?;
    Ok(rate.trim().parse()?)
}
