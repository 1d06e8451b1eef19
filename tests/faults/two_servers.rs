//! Two servers on one database: what one makes holds at the other.

use std::time::Duration;

use serde_json::json;
use tests::{database::Database, mail_server::MailServer, persona::Persona, run, server::Server};

/// For so long a server may remember a session that another ended.
const REMEMBERED: Duration = Duration::from_millis(1_200);

const PATIENCE: Duration = Duration::from_secs(60);

struct Pair {
    _database: Database,
    _media: tempfile::TempDir,
    mail: MailServer,
    one: Server,
    other: Server,
}

async fn pair() -> Pair {
    let database = Database::empty().await;
    let media = tempfile::tempdir().expect("a temporary folder");
    let mail = MailServer::start();
    let settings = [
        ("GUILDHALL_MEDIA", media.path().to_str().expect("UTF-8")),
        ("GUILDHALL_MAIL_URL", &mail.url()),
        ("GUILDHALL_MAIL_FROM", "Guildhall <no-reply@market.example>"),
    ];
    let one = Server::beside(&database.url(), &settings).await;
    let other = Server::beside(&database.url(), &settings).await;
    Pair { _database: database, _media: media, mail, one, other }
}

#[test]
fn sessions_deeds_versions_jobs_and_limits_of_one_server_hold_at_the_other() {
    run(async {
        let pair = pair().await;
        sessions(&pair).await;
        deeds(&pair).await;
        versions(&pair).await;
        jobs(&pair).await;
        limits(&pair).await;
    });
}

async fn sessions(pair: &Pair) {
    let here = Persona::demo(&pair.one, "Anna Lind").await;
    let there = here.at(&pair.other);
    assert_eq!(there.get("/api/v1/me").await.json()["person"]["name"], "Anna Lind");
    assert_eq!(here.send("POST", "/api/v1/sign-out", None, &[]).await.status, 200);
    tokio::time::sleep(REMEMBERED).await;
    assert_eq!(there.get("/api/v1/me/sessions").await.status, 401, "signed out here, signed out there");
}

async fn deeds(pair: &Pair) {
    let here = Persona::demo(&pair.one, "Anna Lind").await;
    let there = here.at(&pair.other);
    let path = format!("/api/v1/organisations/{}/invitations", here.organisation().await);
    let body =
        json!({ "id": "inv_00000000000000000000000077", "email": "new@guest.example", "role": "admin" });
    let key = [("idempotency-key", "one-deed-at-two-servers")];
    let (first, second) = futures::future::join(
        here.send("POST", &path, Some(&body), &key),
        there.send("POST", &path, Some(&body), &key),
    )
    .await;
    assert_eq!(
        (first.status.as_u16(), second.status.as_u16()),
        (200, 200),
        "{} {}",
        first.text(),
        second.text()
    );
    assert_eq!(first.body, second.body, "one deed, one answer");
    let subject = body["id"].as_str().expect("an id");
    let trail = format!("{}?kind=invitation.sent&subject={subject}", path.replace("invitations", "audit"));
    let trail = here.get(&trail).await;
    assert_eq!(trail.json()["events"].as_array().map(Vec::len), Some(1), "{}", trail.text());
}

async fn versions(pair: &Pair) {
    let here = Persona::demo(&pair.one, "Hugo Martin").await;
    let there = here.at(&pair.other);
    let path = format!("/api/v1/organisations/{}", here.organisation().await);
    let seen = here.get(&path).await;
    let body = |name: &str| json!({ "name": name });
    let version = [("if-match", seen.header("etag"))];
    let first = here.send("PATCH", &path, Some(&body("Harrow, Pike and Sons")), &version).await;
    assert_eq!(first.status, 200, "{}", first.text());
    let second = there.send("PATCH", &path, Some(&body("Harrow")), &version).await;
    assert_eq!(second.status, 412, "{}", second.text());
    assert_eq!(there.get(&path).await.json()["name"], "Harrow, Pike and Sons");
}

/// Mail that is written at one server goes out once, from whichever has the job.
async fn jobs(pair: &Pair) {
    let mut to = Vec::new();
    for (number, server) in [&pair.one, &pair.other].into_iter().cycle().take(10).enumerate() {
        let owner = Persona::demo(server, "Amara Diallo").await;
        let path = format!("/api/v1/organisations/{}/invitations", owner.organisation().await);
        let email = format!("guest-{number}@fern.example");
        let id = format!("inv_{}", ulid::Ulid(900 + number as u128));
        let answer = owner.post(&path, &json!({ "id": id, "email": email, "role": "admin" })).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        to.push(email);
    }
    let arrived = || {
        let mails = pair.mail.arrived();
        let mut arrived: Vec<String> = mails.into_iter().flat_map(|mail| mail.to).collect();
        arrived.retain(|address| address.ends_with("@fern.example"));
        arrived.sort();
        arrived
    };
    let start = std::time::Instant::now();
    while arrived().len() < to.len() {
        assert!(start.elapsed() < PATIENCE, "only {:?} arrived", arrived());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    // A second one would have gone out by now.
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(arrived(), to, "each once");
}

/// The limit of an address is one for both.
async fn limits(pair: &Pair) {
    let number = |answer: &tests::http::Answer, name: &str| -> u32 {
        let header = answer.header("ratelimit").to_owned();
        let rest = header.split(name).nth(1).unwrap_or_else(|| panic!("no limit in {header:?}"));
        rest.chars().take_while(char::is_ascii_digit).collect::<String>().parse().expect("a number")
    };
    let left = |answer: &tests::http::Answer| number(answer, "r=");
    let (here, there) = (Persona::anonymous(&pair.one), Persona::anonymous(&pair.other));
    let path = "/api/v1/me";
    // All of it within one window: when a minute ends meanwhile, it begins anew.
    for _ in 0..5 {
        let start = std::time::Instant::now();
        let first = there.get(path).await;
        for _ in 0..100 {
            here.get(path).await;
        }
        // A server hands out what it took before it asks again.
        let mut last = first.clone();
        for _ in 0..40 {
            last = there.get(path).await;
        }
        if start.elapsed().as_secs() < u64::from(number(&first, "t=")).saturating_sub(1) {
            let (before, after) = (left(&first), left(&last));
            assert!(after + 100 <= before, "{before} before, {after} after a hundred requests elsewhere");
            return;
        }
        // Out of its last second.
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    panic!("a hundred and forty requests never fitted into a minute");
}
