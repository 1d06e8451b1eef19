//! A desktop app signs in, stays signed in, and is signed out.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use futures::future::join_all;
use sha2::{Digest, Sha256};
use shared::{
    endpoint::BySession,
    identity::{
        api::{
            AuthoriseDesktop, DesktopGrant, DesktopRefresh, DesktopRequest, DesktopTokens, EndSession,
            ExchangeDesktopCode, GetMe, ListSessions, RevokeDesktop,
        },
        model::{ClientKind, Person},
        rules::desktop::Device,
    },
    problem::{Problem, ProblemKind},
};

use crate::{
    identity::testing::{Browser, House, PASSWORD, refused},
    testing::deep,
};

const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const REDIRECT: &str = "http://127.0.0.1:49152/signed-in";

fn request() -> DesktopRequest {
    DesktopRequest {
        challenge: URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER)),
        redirect: REDIRECT.to_owned(),
        state: "a state & more".to_owned(),
        device: "Anna's laptop".to_owned(),
    }
}

/// The code that the browser hands to the app.
async fn code(browser: &mut Browser) -> String {
    let url = browser.ask::<AuthoriseDesktop>((), &request()).await.expect("let in").url;
    let query = url.strip_prefix(REDIRECT).and_then(|rest| rest.strip_prefix("?code=")).expect("a code");
    let (code, state) = query.split_once("&state=").expect("the state");
    assert_eq!(state, "a%20state%20%26%20more");
    code.to_owned()
}

fn grant(code: &str) -> DesktopGrant {
    DesktopGrant::Code { code: code.to_owned(), verifier: VERIFIER.to_owned(), redirect: REDIRECT.to_owned() }
}

async fn exchange(app: &mut Browser, grant: &DesktopGrant) -> Result<DesktopTokens, Problem> {
    app.ask::<ExchangeDesktopCode>((), grant).await
}

async fn refresh(app: &mut Browser, token: &str) -> Result<DesktopTokens, Problem> {
    exchange(app, &DesktopGrant::Refresh { refresh: token.to_owned() }).await
}

async fn signed_in(house: &House, person: &Person) -> DesktopTokens {
    let code = code(&mut house.browser_of(person).await).await;
    exchange(&mut house.stranger(), &grant(&code)).await.expect("tokens")
}

/// Who is signed in by an access token.
async fn name(house: &House, access: &str) -> Option<String> {
    let mut app = house.stranger();
    app.bearer = Some(access.to_owned());
    let me = app.ask::<GetMe>((), &()).await.expect("read");
    me.person.map(|person| person.name.to_string())
}

#[test]
fn an_app_signs_in_through_the_browser_and_asks_for_new_tokens_every_quarter_of_an_hour() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let first = signed_in(&house, &anna).await;
        assert!(first.access.starts_with("ghs_") && first.refresh.starts_with("ghr_"));
        assert_eq!(first.me.person.as_ref().map(|person| person.id), Some(anna.id));
        assert_eq!(name(&house, &first.access).await.as_deref(), Some("Anna"));
        let mails = house.mails().await;
        assert!(mails[0].text.contains("Anna's laptop"), "{}", mails[0].text);
        house.wait(15 * 60 - 1);
        assert_eq!(name(&house, &first.access).await.as_deref(), Some("Anna"));
        house.wait(1);
        assert_eq!(name(&house, &first.access).await, None);
        // Nor as a cookie.
        let mut browser = house.stranger();
        browser.cookies.insert("__Host-guildhall".to_owned(), first.access.clone());
        assert!(browser.ask::<GetMe>((), &()).await.expect("read").person.is_none());

        let mut app = house.stranger();
        let second = refresh(&mut app, &first.refresh).await.expect("the next");
        assert_ne!((&second.access, &second.refresh), (&first.access, &first.refresh));
        assert_eq!(name(&house, &second.access).await.as_deref(), Some("Anna"));
        house.wait(31);
        assert_eq!(name(&house, &first.access).await, None, "the token before");
        let third = refresh(&mut app, &second.refresh).await.expect("the next");
        assert_eq!(name(&house, &third.access).await.as_deref(), Some("Anna"));
        assert_eq!(house.trail_of(&anna).await, ["person.signed_in"]);
    });
}

#[test]
fn an_app_is_let_in_only_to_this_machine_and_only_by_a_person() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let mut browser = house.browser_of(&anna).await;
        for (at_fault, bad) in [
            ("/redirect", DesktopRequest { redirect: "https://evil.example/".to_owned(), ..request() }),
            ("/redirect", DesktopRequest { redirect: "http://localhost:1/".to_owned(), ..request() }),
            ("/challenge", DesktopRequest { challenge: VERIFIER.replace('_', "/"), ..request() }),
        ] {
            let problem = browser.ask::<AuthoriseDesktop>((), &bad).await.expect_err(at_fault);
            assert_eq!(problem.status, 400);
            assert_eq!(problem.errors[0].pointer.as_deref(), Some(at_fault));
        }
        let nobody = house.stranger().ask::<AuthoriseDesktop>((), &request()).await;
        assert!(nobody.expect_err("nobody").is(ProblemKind::SignInRequired));
    });
}

#[test]
fn a_code_works_once_for_a_minute_and_for_who_knows_the_verifier() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let mut browser = house.browser_of(&anna).await;
        let mut app = house.stranger();
        let fresh = code(&mut browser).await;
        let other = "a".repeat(43);
        for bad in [
            grant("nonsense"),
            grant(&"a".repeat(52)),
            DesktopGrant::Code {
                code: fresh.clone(),
                verifier: other.clone(),
                redirect: REDIRECT.to_owned(),
            },
            DesktopGrant::Code {
                code: fresh.clone(),
                verifier: String::new(),
                redirect: REDIRECT.to_owned(),
            },
            DesktopGrant::Code {
                code: fresh.clone(),
                verifier: VERIFIER.to_owned(),
                redirect: "http://127.0.0.1:49153/signed-in".to_owned(),
            },
        ] {
            refused(exchange(&mut app, &bad).await, 401, "Begin again in the app");
        }
        let all = (0..4).map(|_| {
            let (mut app, grant) = (house.stranger(), grant(&fresh));
            async move { exchange(&mut app, &grant).await }
        });
        let good = join_all(all).await.into_iter().filter(Result::is_ok).count();
        assert_eq!(good, 1);
        refused(exchange(&mut app, &grant(&fresh)).await, 401, "used already");
        let late = code(&mut browser).await;
        house.wait(60);
        refused(exchange(&mut app, &grant(&late)).await, 401, "older than a minute");
    });
}

#[test]
fn a_refresh_token_that_is_used_twice_signs_the_app_out() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let mut app = house.stranger();
        // One step behind, and far behind: a thief who was faster twice is found out all the same.
        for steps in [1, 3] {
            let stolen = signed_in(&house, &anna).await;
            let mut newest = stolen.clone();
            for _ in 0..steps {
                newest = refresh(&mut app, &newest.refresh).await.expect("the next");
            }
            refused(refresh(&mut app, &stolen.refresh).await, 401, "was used before");
            assert_eq!(name(&house, &newest.access).await, None);
            refused(refresh(&mut app, &newest.refresh).await, 401, "signed out");
        }
        let devices = house.services.store.owned_by::<Device>(&anna.id.to_string(), None, 10).await;
        assert!(devices.expect("read").is_empty());
        assert_eq!(house.trail_of(&anna).await.last().map(String::as_str), Some("person.signed_out"));
        for bad in ["", "nonsense", &format!("ghr_{}_{}", "a".repeat(52), "a".repeat(52))] {
            refused(refresh(&mut app, bad).await, 401, "signed out");
        }
    });
}

#[test]
fn of_two_uses_at_once_one_wins_and_the_app_is_signed_out() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let tokens = signed_in(&house, &anna).await;
        let all = (0..2).map(|_| {
            let (mut app, token) = (house.stranger(), tokens.refresh.clone());
            async move { refresh(&mut app, &token).await }
        });
        let outcomes: Vec<_> = join_all(all).await.into_iter().filter_map(Result::ok).collect();
        assert_eq!(outcomes.len(), 1);
        assert_eq!(name(&house, &outcomes[0].access).await, None);
    });
}

#[test]
fn the_same_request_once_more_gets_the_same_tokens() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let tokens = signed_in(&house, &anna).await;
        let mut app = house.stranger();
        app.deed = Some("an answer that was lost");
        let once = refresh(&mut app, &tokens.refresh).await.map_err(|problem| problem.detail);
        assert!(once.is_err(), "blanks are no key: {once:?}");
        app.deed = Some("an-answer-that-was-lost");
        let once = refresh(&mut app, &tokens.refresh).await.expect("the next");
        let again = refresh(&mut app, &tokens.refresh).await.expect("the same");
        assert_eq!(once.refresh, again.refresh);
        assert_eq!(name(&house, &again.access).await.as_deref(), Some("Anna"));
    });
}

#[test]
fn ending_the_session_in_the_list_ends_the_app() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let tokens = signed_in(&house, &anna).await;
        let mut browser = house.browser_of(&anna).await;
        let all = browser.ask::<ListSessions>((), &()).await.expect("read").sessions;
        let app = all.iter().find(|session| session.client == ClientKind::Desktop).expect("listed");
        assert_eq!(app.device, "Anna's laptop");
        browser.ask::<EndSession>(BySession { session: app.id }, &()).await.expect("ended");
        assert_eq!(name(&house, &tokens.access).await, None);
        refused(refresh(&mut house.stranger(), &tokens.refresh).await, 401, "signed out");
    });
}

#[test]
fn an_app_signs_itself_out() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let tokens = signed_in(&house, &anna).await;
        let body = DesktopRefresh { refresh: tokens.refresh.clone() };
        for _ in 0..2 {
            house.stranger().ask::<RevokeDesktop>((), &body).await.expect("signed out");
        }
        assert_eq!(name(&house, &tokens.access).await, None);
        refused(refresh(&mut house.stranger(), &tokens.refresh).await, 401, "signed out");
        assert_eq!(house.trail_of(&anna).await, ["person.signed_in", "person.signed_out"]);
        let nonsense = DesktopRefresh { refresh: "nonsense".to_owned() };
        house.stranger().ask::<RevokeDesktop>((), &nonsense).await.expect("nothing to do");
    });
}

#[test]
fn an_app_stays_signed_in_over_a_holiday_and_no_longer_than_the_proof_behind_it() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let day = 24 * 60 * 60;
        let mut app = house.stranger();
        let tokens = signed_in(&house, &anna).await;
        house.wait(14 * day - 1);
        let tokens = refresh(&mut app, &tokens.refresh).await.expect("within a fortnight");
        house.wait(14 * day);
        refused(refresh(&mut app, &tokens.refresh).await, 401, "signed out");

        // A browser that was signed in ten hours ago lets in an app for thirty days less ten hours.
        let mut browser = house.browser_of(&anna).await;
        house.wait(10 * 60 * 60);
        let code = code(&mut browser).await;
        let mut tokens = exchange(&mut app, &grant(&code)).await.expect("tokens");
        for _ in 0..3 {
            house.wait(9 * day);
            tokens = refresh(&mut app, &tokens.refresh).await.expect("used every now and then");
        }
        house.wait(3 * day - 10 * 60 * 60);
        refused(refresh(&mut app, &tokens.refresh).await, 401, "signed out");
    });
}
