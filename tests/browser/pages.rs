//! Every page in every look: no accessibility violation, no sideways scrolling, no complaint of the
//! browser; and the pictures of the README.

use tests::{
    an_app,
    author::Author,
    axe,
    browser::{Browser, Look, Person},
    persona::Persona,
    run,
    server::Server,
};

use crate::{act_as, certification::listing, go};

/// Pages for whoever comes in, and those of who is signed in as the owner of a partner.
const DOORWAYS: [(&str, &str); 10] = [
    ("sign-in", "/sign-in"),
    ("sign-up", "/sign-up"),
    ("forgot", "/forgot"),
    ("verify-again", "/verify/again"),
    ("reset", "/reset"),
    ("set-up", "/set-up"),
    ("demo", "/demo"),
    ("mailbox", "/dev/mail"),
    ("invitation-broken", "/invitation"),
    ("signed-out", "/account"),
];
const WORKSPACE: [(&str, &str); 16] = [
    ("home-partner", "/home"),
    ("account", "/account"),
    ("account-security", "/account/security"),
    ("account-sessions", "/account/sessions"),
    ("account-notifications", "/account/notifications"),
    ("account-followed", "/account/followed"),
    ("account-data", "/account/data"),
    ("organisation", "/organisation"),
    ("organisation-listings", "/organisation/listings"),
    ("organisation-members", "/organisation/members"),
    ("organisation-roles", "/organisation/roles"),
    ("organisation-domains", "/organisation/domains"),
    ("organisation-sign-on", "/organisation/sign-on"),
    ("organisation-keys", "/organisation/keys"),
    ("organisation-audit", "/organisation/audit"),
    ("organisation-new", "/organisation/new"),
];
/// Those of who runs the program and edits the marketplace.
const CONSOLE: [(&str, &str); 9] = [
    ("home-operator", "/home"),
    ("clean-up", "/clean-up"),
    ("clean-up-preview", "/clean-up/preview"),
    ("console-collections", "/organisation/collections"),
    ("console-picks", "/organisation/picks"),
    ("console-home", "/organisation/home"),
    ("console-categories", "/organisation/categories"),
    ("console-verticals", "/organisation/categories/verticals"),
    ("console-jobs", "/organisation/categories/jobs"),
];

/// Every public page and state, by the name of its picture.
async fn pages(server: &Server) -> Vec<(&'static str, String)> {
    let list = server.get("/api/v1/listings?sort=installs&limit=4").await.json();
    let slugs: Vec<&str> =
        list["items"].as_array().into_iter().flatten().filter_map(|item| item["slug"].as_str()).collect();
    let first = &list["items"][0];
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    let four = slugs.iter().map(|slug| format!("app={slug}")).collect::<Vec<_>>().join("&");
    vec![
        ("home", "/".to_owned()),
        ("directory", "/apps".to_owned()),
        ("directory-filtered", format!("/apps?q=a&category={}", text(&first["categories"][0]))),
        ("directory-empty", "/apps?q=zzzzqqqq".to_owned()),
        ("directory-error", "/apps?limit=0".to_owned()),
        ("listing", format!("/apps/{}", slugs[0])),
        ("partner", format!("/partners/{}", text(&first["partner"]["slug"]))),
        ("categories", "/categories".to_owned()),
        ("category", format!("/categories/{}", text(&first["categories"][0]))),
        ("vertical", format!("/verticals/{}", text(&first["verticals"][0]))),
        ("compare-empty", "/compare".to_owned()),
        ("compare", format!("/compare?{four}")),
        ("about", "/about".to_owned()),
        ("gallery", "/gallery".to_owned()),
        ("not-found", "/no-such-page".to_owned()),
    ]
}

async fn every_page(name: &str, look: Look) {
    let server = Server::demo().await;
    let browser = Browser::open(look).await;
    // All of them are looked at before any is complained about.
    let mut wrong = Vec::new();
    for (page, path) in pages(&server).await {
        look_at(&browser, &server, (page, &path), name, &mut wrong).await;
    }
    for page in DOORWAYS {
        look_at(&browser, &server, page, name, &mut wrong).await;
    }
    act_as(&browser, &server, "Anna Lind").await;
    for page in WORKSPACE {
        look_at(&browser, &server, page, name, &mut wrong).await;
    }
    let editor = editor(&server).await;
    look_at(&browser, &server, ("organisation-listing", &editor), name, &mut wrong).await;
    let versions = format!("{editor}/versions");
    look_at(&browser, &server, ("organisation-versions", &versions), name, &mut wrong).await;
    for (page, path) in sandboxes(&server, &editor).await {
        look_at(&browser, &server, (page, &path), name, &mut wrong).await;
    }
    let certified = format!("/organisation/listings/{}/certification", listing(&server, "deskline").await);
    look_at(&browser, &server, ("organisation-certification", &certified), name, &mut wrong).await;
    act_as(&browser, &server, "Leila Haddad").await;
    for (page, path) in reviews(&server).await {
        look_at(&browser, &server, (page, &path), name, &mut wrong).await;
    }
    for (page, path) in certifications(&server).await {
        look_at(&browser, &server, (page, &path), name, &mut wrong).await;
    }
    act_as(&browser, &server, "Ines Okafor").await;
    for (page, path) in governance(&server).await {
        look_at(&browser, &server, (page, &path), name, &mut wrong).await;
    }
    for page in CONSOLE {
        look_at(&browser, &server, page, name, &mut wrong).await;
    }
    let collection = collection(&server).await;
    look_at(&browser, &server, ("console-collection", &collection), name, &mut wrong).await;
    browser.close().await;
    assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
}

/// Sandboxes of a listing: none of another one, all of it, and one whose app is not there.
async fn sandboxes(server: &Server, editor: &str) -> Vec<(&'static str, String)> {
    let anna = Persona::demo(server, "Anna Lind").await;
    let listings = format!("/api/v1/organisations/{}/listings", anna.organisation().await);
    let listing = editor.rsplit('/').next().expect("an id");
    let all = anna.get(&listings).await.json();
    let last = all["listings"].as_array().and_then(|rows| rows.last());
    let other =
        last.and_then(|row| row["listing"].as_str()).unwrap_or_else(|| panic!("none: {all}")).to_owned();
    let author = Author::new(&anna).await;
    author.place(listing, &an_app::target()).await;
    let sandboxes = format!("{listings}/{listing}/sandboxes");
    let sandbox = anna.get(&sandboxes).await.json();
    let sandbox = sandbox["sandboxes"][0]["sandbox"].as_str().expect("a sandbox").to_owned();
    let body = serde_json::json!({ "run": format!("run_{}", ulid::Ulid(77)) });
    let run = anna.post(&format!("{sandboxes}/{sandbox}/runs"), &body).await;
    assert_eq!(run.status, 200, "{}", run.text());
    let start = std::time::Instant::now();
    while anna.get(&format!("{sandboxes}/{sandbox}")).await.json()["runs"][0]["state"]["state"] != "done" {
        assert!(start.elapsed().as_secs() < 120, "the checks do not end");
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    vec![
        ("organisation-sandbox-none", format!("/organisation/listings/{other}/sandbox")),
        ("organisation-sandboxes", format!("{editor}/sandbox")),
        ("organisation-sandbox", format!("{editor}/sandbox/{sandbox}")),
    ]
}

/// The editor of a listing of Anna Lind's organisation.
async fn editor(server: &Server) -> String {
    let anna = Persona::demo(server, "Anna Lind").await;
    let listings = format!("/api/v1/organisations/{}/listings", anna.organisation().await);
    let listings = anna.get(&listings).await.json();
    let listing = listings["listings"][0]["listing"].as_str().unwrap_or_else(|| panic!("none: {listings}"));
    format!("/organisation/listings/{listing}")
}

/// A reviewer's home and the console: the queue, its figures, a submission that waits and one that ended.
async fn reviews(server: &Server) -> Vec<(&'static str, String)> {
    let leila = Persona::demo(server, "Leila Haddad").await;
    let reviews = format!("/api/v1/organisations/{}/reviews", leila.organisation().await);
    let first = async |query: &str| {
        let page = leila.get(&format!("{reviews}{query}")).await.json();
        let id = page["cases"][0]["submission"].as_str().unwrap_or_else(|| panic!("none: {page}"));
        format!("/reviews/{id}")
    };
    vec![
        ("home-reviewer", "/home".to_owned()),
        ("reviews", "/reviews".to_owned()),
        ("reviews-figures", "/reviews/figures".to_owned()),
        ("review-open", first("").await),
        ("review-ended", first("?ended=true").await),
    ]
}

/// The listings that the operator looks after: the table, one that is suspended, one that changes hands, and
/// the page on which customers read that.
async fn governance(server: &Server) -> Vec<(&'static str, String)> {
    let ines = Persona::demo(server, "Ines Okafor").await;
    let console = format!("/api/v1/organisations/{}/governance", ines.organisation().await);
    let all = ines.get(&console).await.json();
    let moving = all["listings"][0]["listing"].as_str().unwrap_or_else(|| panic!("none: {all}"));
    let one = ines.get(&format!("{console}/listings/{moving}")).await.json();
    let slug = one["slug"].as_str().unwrap_or_else(|| panic!("no address: {one}"));
    let least = server.get("/api/v1/listings?sort=installs&limit=60").await.json();
    let least = least["items"].as_array().and_then(|items| items.last()).expect("a listing").clone();
    let found = format!("{console}/find?q={}", least["slug"].as_str().expect("an address"));
    let found = ines.get(&found).await.json();
    let away = found["listings"][0]["id"].as_str().unwrap_or_else(|| panic!("none: {found}"));
    let incident = serde_json::json!({
        "owner": one["people"][0]["person"],
        "reason": "It sends the addresses of customers to a host that its manifest does not name.",
        "way_back": "A version that does not, approved by a security review.",
    });
    let suspension = format!("{console}/listings/{away}/suspension");
    let answer = ines.send("PUT", &suspension, Some(&incident), &[]).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    vec![
        ("governance", "/governance".to_owned()),
        ("governance-moving", format!("/governance/{moving}")),
        ("governance-suspended", format!("/governance/{away}")),
        ("listing-moving", format!("/apps/{slug}")),
    ]
}

/// The console of certifications: what is asked for, what holds, a request, and one that can be renewed.
async fn certifications(server: &Server) -> Vec<(&'static str, String)> {
    let leila = Persona::demo(server, "Leila Haddad").await;
    let all = format!("/api/v1/organisations/{}/certifications", leila.organisation().await);
    let first = async |query: &str| {
        let page = leila.get(&format!("{all}{query}")).await.json();
        let id = page["rows"][0]["certification"].as_str().unwrap_or_else(|| panic!("none: {page}"));
        format!("/certifications/{id}")
    };
    vec![
        ("certifications", "/certifications".to_owned()),
        ("certifications-held", "/certifications?which=held".to_owned()),
        ("certifications-over", "/certifications?which=over".to_owned()),
        ("certification-requested", first("").await),
        ("certification-held", first("?which=held").await),
    ]
}

/// A collection of the demo program.
async fn collection(server: &Server) -> String {
    let ines = Persona::demo(server, "Ines Okafor").await;
    let all = format!("/api/v1/organisations/{}/collections", ines.organisation().await);
    let all = ines.get(&all).await.json();
    let id = all["collections"][0]["id"].as_str().unwrap_or_else(|| panic!("none: {all}"));
    format!("/organisation/collections/{id}")
}

/// Judges a page, once what it asked for is there, and takes its picture.
async fn look_at(
    browser: &Browser,
    server: &Server,
    (page, path): (&str, &str),
    name: &str,
    wrong: &mut Vec<String>,
) {
    go(browser, server, path).await;
    browser.see("main h1").await;
    browser.gone(".waiting").await;
    pictures_loaded(browser).await;
    wrong.extend(axe::violations(browser).await.into_iter().map(|what| format!("{page}: {what}")));
    let headings = browser.script("return document.querySelectorAll('h1').length").await;
    if headings != 1 && path != "/gallery" {
        wrong.push(format!("{page}: {headings} headings of the first level"));
    }
    let wider = browser.script("return document.documentElement.scrollWidth - innerWidth").await;
    if wider.as_i64().is_none_or(|wider| wider > 0) {
        wrong.push(format!("{page}: scrolls sideways by {wider} px"));
    }
    let complaints: Vec<String> = browser.complaints().await;
    let own = |line: &&String| line.contains(path) && (line.contains("404") || line.contains("400"));
    wrong.extend(complaints.iter().filter(|line| !own(line)).map(|line| format!("{page}: {line}")));
    browser.picture(&format!("{page}-{name}")).await;
}

async fn pictures_loaded(browser: &Browser) {
    browser
        .until("the pictures in view are there", async || {
            let pending = "return [...document.images].filter(i => i.loading !== 'lazy' && !(i.complete && i.naturalWidth)).length";
            browser.script(pending).await == 0
        })
        .await;
}

#[test]
fn light_and_wide() {
    run(every_page("light-1440", Look::default()));
}

#[test]
fn dark_and_wide() {
    run(every_page("dark-1440", Look { dark: true, ..Look::default() }));
}

#[test]
fn light_and_narrow() {
    run(every_page("light-390", Look { width: 390, height: 844, ..Look::default() }));
}

#[test]
fn dark_narrow_and_german() {
    run(every_page(
        "dark-390-de",
        Look { width: 390, height: 844, dark: true, language: "de", ..Look::default() },
    ));
}
