//! Signing in, staying signed in, and being signed out, against a server on this computer.

mod house;

use std::{fs, sync::atomic::Ordering};

use http::{Method, StatusCode};
use serde_json::{Value, json};
use shared::desktop::api::{Kept, SignInFailure, SignInView, Standing};

use super::tokens::NoBearer;
use house::{App, House, consent};

fn failure(view: shared::desktop::api::ConnectionsView) -> Option<SignInFailure> {
    match view.sign_in {
        Some(SignInView::Failed { why, .. }) => Some(why),
        _ => None,
    }
}

#[tokio::test]
async fn somebody_signs_in_through_the_browser_and_stays_signed_in_after_a_restart() {
    let (house, app) = (House::open().await, App::new());
    assert!(app.call(Method::GET, "/api/v1/me").await.is_none(), "this computer answers");
    app.sign_in(&house).await;

    let view = app.view();
    let here = view.here().expect("a server");
    assert_eq!(
        (here.address.clone(), here.kept, here.standing),
        (house.address.clone(), Kept::Keyring, Standing::SignedIn)
    );
    assert_eq!(here.person.name, "Anna Lind");
    assert_eq!(here.organisation.as_ref().map(|here| here.name.as_str()), Some("Northwind Works 1"));
    let book = fs::read_to_string(app.path().join("connections.json")).expect("written");
    assert!(!book.contains("ghr_") && !book.contains("ghs_"), "{book}");

    let app = app.again();
    let (status, headers, me) = app.call(Method::GET, "/api/v1/me").await.expect("the server answers");
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers["etag"], "\"1-a\"");
    assert_eq!(me["organisation"]["name"], "Northwind Works 2", "with the next pair of tokens");
    assert_eq!(
        app.view().here().and_then(|here| here.organisation.clone()).map(|here| here.name).as_deref(),
        Some("Northwind Works 2")
    );
    assert!(!me.to_string().contains("ghs_"));
}

#[tokio::test]
async fn a_second_sign_in_as_the_same_person_takes_the_place_of_the_first() {
    let (house, app) = (House::open().await, App::new());
    app.sign_in(&house).await;
    let first = app.view().chosen;
    app.sign_in(&house).await;
    let view = app.view();
    assert_eq!((view.connections.len(), view.chosen), (1, first));
    // The session before ends; nobody waits for it but this test.
    let start = std::time::Instant::now();
    while house.with(|memory| memory.revoked.is_empty()) {
        assert!(start.elapsed() < std::time::Duration::from_secs(10), "it goes on");
        tokio::task::yield_now().await;
    }
    assert_eq!(house.with(|memory| memory.revoked.clone()), ["ghr_1"]);
    assert!(app.call(Method::GET, "/api/v1/me").await.expect("the server answers").2["person"].is_object());
}

#[tokio::test]
async fn several_servers_are_held_and_one_is_worked_on() {
    let (one, other, app) = (House::open().await, House::open().await, App::new());
    app.sign_in(&one).await;
    app.sign_in(&other).await;
    let view = app.view();
    assert_eq!(view.here().map(|here| &here.address), Some(&other.address));
    let first = view.connections.first().expect("both").id;
    let (status, _) = app.shell(Method::PUT, "connections/chosen", json!({ "connection": first })).await;
    assert_eq!(status, StatusCode::OK);
    app.call(Method::GET, "/api/v1/me").await.expect("answered");
    assert!(one.with(|memory| memory.seen.contains_key("authorization")));
    assert!(other.with(|memory| memory.seen.is_empty()));
    let nothing = json!({ "connection": "con_00000000000000000000000009" });
    let (status, _) = app.shell(Method::PUT, "connections/chosen", nothing).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn of_many_calls_at_once_one_asks_for_the_next_token() {
    let (house, app) = (House::open().await, App::new());
    app.sign_in(&house).await;
    let app = app.again();
    let id = app.view().chosen.expect("a server");
    let all: Vec<_> = (0..8)
        .map(|_| {
            let connections = app.connections.clone();
            tokio::spawn(async move { connections.bearer(id, None).await })
        })
        .collect();
    for one in all {
        assert_eq!(one.await.expect("no panic"), Ok("ghs_2".to_owned()));
    }
    assert_eq!(house.with(|memory| memory.exchanges), 2, "one for the code, one for the refresh token");
    assert_eq!(app.connections.bearer(id, Some("ghs_2")).await, Ok("ghs_3".to_owned()), "that one is worn");
    assert_eq!(app.connections.bearer(id, Some("ghs_2")).await, Ok("ghs_3".to_owned()));
}

#[tokio::test]
async fn an_answer_that_was_lost_is_asked_for_again_and_nobody_takes_it_for_theft() {
    let (house, app) = (House::open().await, App::new());
    app.sign_in(&house).await;
    let app = app.again();
    house.with(|memory| memory.lose_answer = true);
    let id = app.view().chosen.expect("a server");
    assert!(matches!(app.connections.bearer(id, None).await, Err(NoBearer::Unreachable(_))));
    // The app may have been closed in between.
    let app = app.again();
    assert_eq!(app.connections.bearer(id, None).await, Ok("ghs_2".to_owned()));
    assert_eq!(app.view().here().map(|here| here.standing), Some(Standing::SignedIn));
}

#[tokio::test]
async fn whom_the_server_signs_out_is_told_so_and_nothing_else_is_lost() {
    let (house, app) = (House::open().await, App::new());
    app.sign_in(&house).await;
    house.with(|memory| memory.ended = true);
    let (status, _, me) = app.call(Method::GET, "/api/v1/me").await.expect("answered");
    assert_eq!((status, &me["person"]), (StatusCode::OK, &Value::Null));
    let (status, _, problem) = app.call(Method::PATCH, "/api/v1/me").await.expect("answered");
    assert_eq!((status, &problem["type"]), (StatusCode::UNAUTHORIZED, &json!("/problems/sign-in-required")));
    let app = app.again();
    let view = app.view();
    assert_eq!(view.here().map(|here| here.standing), Some(Standing::Ended));
    assert!(app.ring.entries.lock().expect("no panic").is_empty(), "the token is worth nothing");

    app.sign_in(&house).await;
    assert_eq!(
        app.view().here().map(|here| (here.id, here.standing)),
        view.chosen.map(|id| (id, Standing::SignedIn))
    );
}

#[tokio::test]
async fn a_copy_of_the_token_signs_the_app_out_and_says_why() {
    let (house, app) = (House::open().await, App::new());
    app.sign_in(&house).await;
    house.with(|memory| memory.generation += 1);
    let (_, _, problem) = app.call(Method::PATCH, "/api/v1/me").await.expect("answered");
    assert!(problem["detail"].as_str().expect("a sentence").contains("somebody else may have a copy"));
    assert_eq!(app.view().here().map(|here| here.standing), Some(Standing::Reused));
}

#[tokio::test]
async fn a_server_that_is_down_is_named_and_comes_back() {
    let (house, app) = (House::open_alone().await, App::new());
    app.sign_in(&house).await;
    let name = house.address.name();
    let shut = house.shut().await;
    let (status, _, problem) = app.call(Method::PATCH, "/api/v1/me").await.expect("answered");
    assert_eq!((status, &problem["type"]), (StatusCode::GATEWAY_TIMEOUT, &json!("/problems/unreachable")));
    assert!(
        problem["detail"].as_str().expect("a sentence").starts_with(&format!("{name} cannot be reached"))
    );
    assert_eq!(app.view().here().map(|here| here.standing), Some(Standing::Unreachable));

    let _house = House::reopen(shut).await;
    let (status, ..) = app.call(Method::PATCH, "/api/v1/me").await.expect("answered");
    assert_eq!(status, StatusCode::OK);
    assert_eq!(app.view().here().map(|here| here.standing), Some(Standing::SignedIn));
}

#[tokio::test]
async fn what_a_screen_says_arrives_and_cookies_stay_outside() {
    let (house, app) = (House::open().await, App::new());
    app.sign_in(&house).await;
    let (status, headers, _) = app.call(Method::PATCH, "/api/v1/me").await.expect("answered");
    assert_eq!(status, StatusCode::OK);
    assert!(!headers.contains_key("set-cookie"));
    let seen = house.with(|memory| memory.seen.clone());
    assert_eq!(seen["if-match"], "\"1\"");
    assert_eq!(seen["idempotency-key"], "0123456789abcdef");
    assert!(seen["user-agent"].to_str().expect("text").starts_with("Guildhall-Desktop/"));
    assert!(!seen.contains_key("cookie"));
    let exchanges = house.with(|memory| memory.exchanges);
    app.call(Method::GET, "/api/v1/me").await.expect("answered");
    assert_eq!(
        house.with(|memory| memory.exchanges),
        exchanges + 1,
        "the cookie told that the token is worn"
    );
}

#[tokio::test]
async fn signing_out_ends_it_there_and_forgets_it_here_in_any_case() {
    let (house, app) = (House::open().await, App::new());
    app.sign_in(&house).await;
    let (status, ..) = app.call(Method::POST, "/api/v1/sign-out").await.expect("answered");
    assert_eq!(status, StatusCode::OK);
    assert_eq!(house.with(|memory| memory.revoked.clone()), ["ghr_1"]);
    assert!(app.view().connections.is_empty() && app.ring.entries.lock().expect("no panic").is_empty());

    app.sign_in(&house).await;
    let id = app.view().chosen.expect("a server");
    drop(house.shut().await);
    let (status, view) = app.shell(Method::DELETE, &format!("connections/{id}"), Value::Null).await;
    assert_eq!((status, &view["connections"]), (StatusCode::OK, &json!([])));
    assert!(app.again().view().connections.is_empty());
}

#[tokio::test]
async fn a_locked_keyring_signs_nobody_out() {
    let (house, app) = (House::open().await, App::new());
    app.sign_in(&house).await;
    let app = app.again();
    app.ring.locked.store(true, Ordering::Relaxed);
    let (status, _, problem) = app.call(Method::GET, "/api/v1/me").await.expect("answered");
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(problem["detail"].as_str().expect("a sentence").contains("keyring"), "{problem}");
    assert_eq!(app.view().here().map(|here| here.standing), Some(Standing::Locked));
    app.ring.locked.store(false, Ordering::Relaxed);
    app.call(Method::GET, "/api/v1/me").await.expect("answered");
    assert_eq!(app.view().here().map(|here| here.standing), Some(Standing::SignedIn));
}

#[tokio::test]
async fn without_a_keyring_the_token_is_in_the_file_and_what_is_damaged_signs_out() {
    let (house, app) = (House::open().await, App::new());
    app.ring.locked.store(true, Ordering::Relaxed);
    app.sign_in(&house).await;
    assert_eq!(app.view().here().map(|here| here.kept), Some(Kept::File));
    let app = app.again();
    app.call(Method::GET, "/api/v1/me").await.expect("answered");
    assert_eq!(app.view().here().map(|here| here.standing), Some(Standing::SignedIn));

    fs::write(app.path().join("tokens.sealed"), "nonsense").expect("written");
    let app = app.again();
    let (_, _, problem) = app.call(Method::PATCH, "/api/v1/me").await.expect("answered");
    assert!(problem["detail"].as_str().expect("a sentence").contains("cannot be read any more"), "{problem}");
    assert_eq!(app.view().here().map(|here| here.standing), Some(Standing::Lost));
}

#[tokio::test]
async fn a_wrong_address_a_server_that_is_down_and_one_without_data_are_told_apart() {
    let app = App::new();
    for (address, says) in [
        ("", "Write the address"),
        ("http://market.example", "has to begin with https://"),
        ("https://a b", "not the address of a server"),
    ] {
        let (status, problem) = app.shell(Method::POST, "sign-in", json!({ "address": address })).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert!(problem["errors"][0]["detail"].as_str().expect("a sentence").contains(says), "{problem}");
        assert_eq!(problem["errors"][0]["pointer"], "/address");
    }
    let house = House::open().await;
    house.with(|memory| memory.set_up_needed = true);
    app.begin(&house.address.to_string()).await;
    assert_eq!(app.until(failure).await, SignInFailure::NotSetUp);
    let (address, _) = house.shut().await;
    app.begin(&address.to_string()).await;
    assert!(matches!(app.until(failure).await, SignInFailure::NotReached { .. }));

    let stranger = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = format!("http://{}", stranger.local_addr().expect("bound"));
    tokio::spawn(async move { axum::serve(stranger, axum::Router::new()).await });
    app.begin(&address).await;
    assert_eq!(app.until(failure).await, SignInFailure::NotGuildhall);
    app.shell(Method::DELETE, "sign-in", Value::Null).await;
    assert_eq!(app.view().sign_in, None);
}

#[tokio::test]
async fn who_cancels_is_not_signed_in_later() {
    let (house, app) = (House::open().await, App::new());
    app.begin(&house.address.to_string()).await;
    let redirect = consent(&house, &app.page().await);
    app.shell(Method::DELETE, "sign-in", Value::Null).await;
    assert_eq!(app.view().sign_in, None);
    // The port closes once the work has ended.
    let start = std::time::Instant::now();
    while reqwest::get(&redirect).await.is_ok() {
        assert!(start.elapsed() < std::time::Duration::from_secs(10), "it still listens");
        tokio::task::yield_now().await;
    }
    assert!(app.view().connections.is_empty());
}

#[tokio::test]
async fn a_code_that_the_server_refuses_is_told_in_the_browser_and_in_the_app() {
    let (house, app) = (House::open().await, App::new());
    app.begin(&house.address.to_string()).await;
    let redirect = consent(&house, &app.page().await);
    house.with(|memory| memory.challenge = "of another app".to_owned());
    let page = reqwest::get(redirect).await.expect("the app listens").text().await.expect("a page");
    assert!(page.contains("You are not signed in"), "{page}");
    assert!(matches!(app.until(failure).await, SignInFailure::Refused { detail } if detail.contains("code")));
    assert!(app.view().connections.is_empty());
}
