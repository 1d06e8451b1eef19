//! Who does not come in, and what they are told.

use shared::sign_on::model::Attempt;

use super::*;
use crate::testing::deep;

#[test]
fn whoever_is_signed_in_by_nobody_gets_one_answer() {
    deep(async {
        let stage = Stage::set().await;
        let known = ["ben@example.com", "example"];
        let unknown = ["ben@elsewhere.example", "elsewhere", "", "@", "a b", "ben@", "<script>", "ÄÖÜ"];
        let mut answers = Vec::new();
        for who in known.into_iter().chain(unknown) {
            let mut browser = Browser::default();
            let mut answer = stage.start(&mut browser, who).await;
            answer.refused(404, "No organisation signs people at this address in");
            assert_eq!(browser.cookies, []);
            answer.body["instance"] = Value::Null;
            answers.push(answer.body);
        }
        answers.dedup();
        assert_eq!(answers.len(), 1, "{answers:?}");
    });
}

#[test]
fn nobody_is_sent_elsewhere_afterwards() {
    deep(async {
        let stage = Stage::connected().await;
        for after in ["//evil.example", "/\\evil.example", "https://evil.example", "account", "", "/\t/x"] {
            let asked = json!({ "who": "example", "after": after });
            let answer = stage.ask(&mut Browser::default(), "POST", "/api/v1/sign-on/start", &asked).await;
            answer.refused(400, "one slash");
            assert_eq!(answer.body["errors"][0]["pointer"], "/after");
        }
        let asked = json!({ "who": "example" });
        stage.ask(&mut Browser::default(), "POST", "/api/v1/sign-on/start", &asked).await.good();
    });
}

#[test]
fn an_answer_belongs_to_the_browser_that_asked_and_to_its_time() {
    deep(async {
        let stage = Stage::connected().await;
        let mut away = stage.leave(Browser::default()).await;
        let tokens = fake::signed(1, &stage.claims(&away));
        let other = stage.leave(Browser::default()).await;
        for browser in [Browser::default(), other.browser, stage.owner.clone()] {
            let mut stolen = Away { browser, url: away.url.clone() };
            stage.come_back(&mut stolen, tokens.clone()).await.refused(410, "not begun in this browser");
        }
        for state in ["", "x", &"a".repeat(52)] {
            let answer = json!({ "state": state, "code": "code-1" });
            stage.finish(&mut away, &answer).await.refused(410, "not begun in this browser");
        }
        assert_eq!(stage.provider.asked().value("code"), "", "the provider was not asked");
        stage.come_back(&mut away, tokens).await.good();

        let mut late = stage.leave(Browser::default()).await;
        stage.later(TimeDelta::minutes(10));
        let tokens = fake::signed(1, &stage.claims(&late));
        stage.come_back(&mut late, tokens).await.refused(410, "took too long");
    });
}

#[test]
fn what_the_provider_says_instead_is_said_in_a_sentence_and_ends_the_attempt() {
    deep(async {
        let stage = Stage::connected().await;
        for (error, description, says) in [
            ("access_denied", Value::Null, "let you in: you declined"),
            ("login_required", Value::Null, "ask you something first"),
            ("server_error", json!("Down\nfor tea"), "In its words: “Downfor tea”."),
            ("made_up", Value::Null, "it says “made_up”"),
        ] {
            let mut away = stage.leave(Browser::default()).await;
            let answer =
                json!({ "state": away.value("state"), "error": error, "error_description": description });
            stage.finish(&mut away, &answer).await.refused(401, says);
            stage.finish(&mut away, &answer).await.refused(410, "Start again");
        }
        let mut away = stage.leave(Browser::default()).await;
        let bare = json!({ "state": away.value("state") });
        stage.finish(&mut away, &bare).await.refused(401, "no code");
        let attempts = stage.services().store.all_after::<Attempt>(None, 10).await.expect("read");
        assert_eq!(attempts, []);
    });
}

#[test]
fn a_code_that_the_provider_does_not_take_lets_nobody_in() {
    deep(async {
        let stage = Stage::connected().await;
        for (tokens, says) in [
            ((400, json!({ "error": "invalid_grant" })), "used or is too old"),
            ((401, json!({ "error": "invalid_client" })), "client id or the secret"),
            ((400, json!({ "error": "odd\nthing" })), "it says “oddthing”"),
            ((500, json!({ "message": "oh" })), "not understood"),
            ((200, json!({ "access_token": "at", "token_type": "Bearer" })), "it made no statement"),
            (
                (200, json!({ "access_token": "at", "token_type": "Bearer", "id_token": "a.b.c" })),
                "not understood",
            ),
            ((200, json!("x".repeat(2 << 20))), "more than 1 MiB"),
        ] {
            let mut away = stage.leave(Browser::default()).await;
            stage.come_back(&mut away, tokens).await.refused(401, says);
        }
        assert!(stage.person("ben@example.com").await.is_none());
    });
}

#[test]
fn a_provider_speaks_for_its_own_people_only() {
    deep(async {
        let stage = Stage::connected().await;
        let check = async |change: fn(&mut Value), says: &str| {
            let (answer, browser) = stage.come_in(Browser::default(), change).await;
            answer.refused(403, says);
            assert!(!browser.cookies.iter().any(|(name, _)| name == "__Host-guildhall"));
        };
        check(|claims| claims["email"] = json!("ben@elsewhere.example"), "address at example.com").await;
        check(|claims| claims["email"] = json!("ben@sub.example.com"), "address at example.com").await;
        check(|claims| claims["email_verified"] = json!(false), "verified mail address").await;
        check(|claims| claims["email_verified"] = Value::Null, "verified mail address").await;
        let mut settings = stage.settings();
        settings["based_on"] = json!(1);
        settings["join_as"] = Value::Null;
        stage.put(&settings).await.good();
        check(|_| {}, "Ask for an invitation").await;
    });
}

#[test]
fn what_changes_while_somebody_is_away_counts() {
    deep(async {
        let stage = Stage::connected().await;
        let mut away = stage.leave(Browser::default()).await;
        let tokens = fake::signed(1, &stage.claims(&away));
        let other = Fake::start().await;
        let mut settings = stage.settings();
        settings["based_on"] = json!(1);
        settings["issuer"] = json!(other.issuer);
        stage.put(&settings).await.good();
        stage.come_back(&mut away, tokens).await.refused(404, "No organisation signs people");
        assert_eq!(other.asked().form, [], "no code is shown to another provider");

        let mut away = stage.leave(Browser::default()).await;
        stage.ask(&mut stage.owner.clone(), "DELETE", &stage.path(), &Value::Null).await.good();
        let answer = json!({ "state": away.value("state"), "code": "code-1" });
        stage.finish(&mut away, &answer).await.refused(404, "No organisation signs people");
    });
}

#[test]
fn who_comes_from_another_site_is_not_let_in() {
    deep(async {
        let stage = Stage::connected().await;
        let request = Request::post("/api/v1/sign-on/start")
            .header("sec-fetch-site", "cross-site")
            .header("content-type", "application/json")
            .body(Body::from(json!({ "who": "example" }).to_string()))
            .expect("a request");
        let Ok(response) = stage.router.clone().oneshot(request).await;
        assert_eq!(response.status(), 403);
    });
}
