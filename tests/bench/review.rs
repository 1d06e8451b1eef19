//! The reviewers' queue with many submissions in it, and how soon customers find what was published.

use std::{
    net::TcpListener,
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use futures::future::join_all;
use serde_json::json;
use tests::{
    an_app::{self, AnApp},
    author::Author,
    database::Database,
    persona::Persona,
    reviewer::approve,
    server::Server,
};
use ulid::Ulid;

use crate::{
    identity::Line,
    report::{Must, Report, median, millis},
    requests::wrk,
};

const SUBMISSIONS: u128 = 5_000;
/// Submitted beside those: an app that never answers is sent back while the queue is filled.
const SPARE: u128 = 100;
const CLIENTS: usize = 32;
const ROUNDS: usize = 5;
/// Requests after a pause.
const COLD: usize = 20;
const PAUSE: Duration = Duration::from_millis(400);

pub(crate) async fn measure(report: &mut Report) -> anyhow::Result<()> {
    let server = Server::without_limits().await;
    // First: apps that never answer take every place at which apps are tried.
    visible(report, &server, &server, "publication until search finds it", 1_000.0).await?;
    visible_elsewhere(report).await?;
    submitted(&server).await;
    queue(report, &server).await
}

/// The ids of the n-th listing, version and round.
fn ids(number: u128) -> [String; 3] {
    ["lst", "ver", "sub"].map(|prefix| format!("{prefix}_{}", Ulid((1 << 80) + number)))
}

/// Fills the queue.
async fn submitted(server: &Server) {
    let lines = join_all((0..CLIENTS).map(|_| Line::open(server))).await;
    let people = join_all(lines.iter().map(|line| Persona::demo(line, "Anna Lind"))).await;
    let authors = join_all(people.iter().map(Author::new)).await;
    // It takes connections and says nothing: what is submitted stays in the queue.
    let silent = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let target = format!("http://{}", silent.local_addr().expect("an address"));
    join_all((0_u128..).zip(&authors).map(async |(first, author)| {
        for number in (first..SUBMISSIONS + SPARE).step_by(CLIENTS) {
            let [listing, version, submission] = ids(number);
            author.write(&listing, &format!("Quay {number:04}")).await;
            author.place(&listing, &target).await;
            author.submit(&listing, &version, &submission).await;
        }
    }))
    .await;
    // It is silent for as long as the bench runs.
    std::mem::forget(silent);
}

/// The first page and every filter against the read of one row.
async fn queue(report: &mut Report, server: &Server) -> anyhow::Result<()> {
    let leila = Persona::demo(server, "Leila Haddad").await;
    let organisation = format!("/api/v1/organisations/{}", leila.organisation().await);
    let reviews = format!("{organisation}/reviews");
    let page = leila.get(&reviews).await.json();
    ensure!(page["total"].as_u64() >= u64::try_from(SUBMISSIONS).ok(), "{}", page["total"]);
    let category = page["cases"][0]["category"].as_str().unwrap_or_default().to_owned();
    let cookie = format!("Cookie: {}", leila.cookie());
    let filters = [
        ("first page", String::new()),
        ("stage", "?stage=contract_tests".to_owned()),
        ("category", format!("?category={category}")),
        ("risk", "?risk=20".to_owned()),
        ("free", "?held=free".to_owned()),
        ("ended", "?ended=true".to_owned()),
    ];
    let cold = [format!("{reviews}?risk=0"), organisation.clone()];
    let mut apart = [Vec::new(), Vec::new()];
    for _ in 0..COLD {
        for (address, took) in cold.iter().zip(&mut apart) {
            // A reply to somebody is kept for a moment: by then it is made anew.
            tokio::time::sleep(PAUSE).await;
            let start = Instant::now();
            ensure!(leila.get(address).await.status == 200, "{address}");
            took.push(millis(start.elapsed()));
        }
    }
    let [ours, point] = apart.map(median);
    let what = format!("queue of {SUBMISSIONS}, first page made anew, against one row read anew");
    report.ratio(&what, (ours, "ms"), (point, "ms"), Must::AtMost(5.0));
    for (what, query) in filters {
        let (mut ours, mut point) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            ours.push(1e3 / wrk(&server.url(&format!("{reviews}{query}")), &["-H", &cookie]).await?);
            point.push(1e3 / wrk(&server.url(&organisation), &["-H", &cookie]).await?);
        }
        let what = format!("queue of {SUBMISSIONS}, {what}, against the read of one row");
        report.ratio(&what, (median(ours), "ms"), (median(point), "ms"), Must::AtMost(5.0));
    }
    Ok(())
}

/// From the answer to a publication at one server until the search of one finds it.
async fn visible(
    report: &mut Report,
    here: &Server,
    there: &Server,
    what: &str,
    most: f64,
) -> anyhow::Result<()> {
    let (anna, leila) = (Persona::demo(here, "Anna Lind").await, Persona::demo(here, "Leila Haddad").await);
    let author = Author::new(&anna).await;
    let reviews = format!("/api/v1/organisations/{}/reviews", leila.organisation().await);
    let mut took = Vec::new();
    for round in 0..5 {
        let [listing, version, submission] = ids(SUBMISSIONS + SPARE + round);
        let name = format!("Zanzibar Beacon {round}");
        author.write(&listing, &name).await;
        let target = an_app::target();
        let _app = AnApp::start(&target, &author.place(&listing, &target).await);
        author.submit(&listing, &version, &submission).await;
        approve(&leila, &format!("{reviews}/{submission}")).await;
        let path = format!("{}/{listing}/versions/{version}/publication", author.listings);
        let answer = anna.post(&path, &json!({})).await;
        ensure!(answer.status == 200, "{}", answer.text());
        let start = Instant::now();
        let search = format!("/api/v1/listings?q={}", name.replace(' ', "+"));
        while there.get(&search).await.json()["items"][0]["name"].as_str() != Some(name.as_str()) {
            ensure!(start.elapsed().as_secs() < 30, "{name} is not found");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        took.push(millis(start.elapsed()));
    }
    report.value(what, median(took), "ms", Must::AtMost(most));
    Ok(())
}

/// Two servers on one database: what one publishes the other finds.
async fn visible_elsewhere(report: &mut Report) -> anyhow::Result<()> {
    let database = Database::empty().await;
    let media = tempfile::tempdir()?;
    let settings = [("GUILDHALL_MEDIA", media.path().to_str().context("a path in UTF-8")?)];
    let here = Server::beside(&database.url(), &settings).await;
    let there = Server::beside(&database.url(), &settings).await;
    let what = "publication until the search of a second server finds it";
    visible(report, &here, &there, what, 3_000.0).await
}
