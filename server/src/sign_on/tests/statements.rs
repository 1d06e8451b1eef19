//! What a provider signs, and what of it is believed.

use super::{fake::statement, *};
use crate::testing::deep;

#[test]
fn a_statement_that_does_not_hold_lets_nobody_in() {
    deep(async {
        let stage = Stage::connected().await;
        let check = async |change: fn(&mut Value, i64), says: &str| {
            let now = stage.market.clock.now().timestamp();
            let (answer, _) = stage.come_in(Browser::default(), |claims| change(claims, now)).await;
            answer.refused(401, says);
        };
        check(|claims, _| claims["iss"] = json!("https://evil.example"), "by another issuer").await;
        check(|claims, _| claims["aud"] = json!("another"), "for another program").await;
        check(|claims, _| claims["aud"] = json!(["guildhall", "another"]), "for another program").await;
        check(|claims, _| claims["azp"] = json!("another"), "for another program").await;
        check(|claims, _| claims["nonce"] = json!("another"), "not about this sign-in").await;
        check(|claims, _| claims["nonce"] = Value::Null, "not about this sign-in").await;
        check(|claims, now| claims["exp"] = json!(now - 60), "not of this time").await;
        check(|claims, now| claims["iat"] = json!(now + 61), "not of this time").await;
        check(|claims, _| claims["sub"] = json!(""), "names nobody").await;
        check(|claims, _| claims["sub"] = json!("s".repeat(256)), "names nobody").await;
        check(|claims, _| claims["sub"] = Value::Null, "not understood").await;
        assert!(stage.person("ben@example.com").await.is_none());
    });
}

#[test]
fn clocks_may_differ_by_a_little() {
    deep(async {
        let stage = Stage::connected().await;
        let now = stage.market.clock.now().timestamp();
        stage.come_in(Browser::default(), |claims| claims["exp"] = json!(now - 59)).await.0.good();
        stage.come_in(Browser::default(), |claims| claims["iat"] = json!(now + 60)).await.0.good();
        stage.come_in(Browser::default(), |claims| claims["azp"] = json!("guildhall")).await.0.good();
    });
}

#[test]
fn only_the_providers_own_signature_counts() {
    deep(async {
        let stage = Stage::connected().await;
        for (header, signature, says) in [
            (json!({ "alg": "none" }), Vec::new(), "signed in a way that is not accepted"),
            (json!({ "alg": "HS256" }), vec![1; 32], "signed in a way that is not accepted"),
            (json!({ "alg": "EdDSA", "kid": "key-1" }), vec![1; 64], "the signature is wrong"),
            (json!({ "alg": "EdDSA", "kid": "key-1" }), Vec::new(), "the signature is wrong"),
            (json!({ "alg": "EdDSA", "kid": "key-9" }), vec![1; 64], "no key of the provider fits"),
            (json!({ "alg": "RS256", "kid": "key-1" }), vec![1; 256], "no key of the provider fits"),
            (json!({ "alg": "EdDSA", "kid": "key-1", "crit": ["x"] }), vec![1; 64], "not understood"),
        ] {
            let mut away = stage.leave(Browser::default()).await;
            let written = statement(&header, &stage.claims(&away), |_| signature);
            stage.come_back(&mut away, fake::answer(&written)).await.refused(401, says);
        }
        // By a key of the same name that is not the provider's.
        stage.provider.says(|script| script.keys = vec![2]);
        let mut away = stage.leave(Browser::default()).await;
        let claims = stage.claims(&away);
        stage
            .come_back(&mut away, fake::signed(3, &claims))
            .await
            .refused(401, "no key of the provider fits");
    });
}

#[test]
fn new_keys_are_read_when_a_statement_is_signed_by_one() {
    deep(async {
        let stage = Stage::connected().await;
        let keys = || stage.provider.asked().keys;
        assert_eq!(keys(), 1);
        stage.provider.says(|script| script.keys = vec![1, 2]);
        for read in [2, 2] {
            let mut away = stage.leave(Browser::default()).await;
            let tokens = fake::signed(2, &stage.claims(&away));
            stage.come_back(&mut away, tokens).await.good();
            assert_eq!(keys(), read, "once, and then they are known");
        }
        let mut away = stage.leave(Browser::default()).await;
        let tokens = fake::signed(7, &stage.claims(&away));
        stage.come_back(&mut away, tokens).await.refused(401, "no key of the provider fits");
        assert_eq!(keys(), 3);
        assert_eq!(stage.provider.asked().document, 1);
    });
}

#[test]
fn what_is_asked_for_beside_has_to_be_about_the_same_person() {
    deep(async {
        let stage = Stage::connected().await;
        for (about, says) in [
            (json!({ "sub": "eve", "email": "ben@example.com", "email_verified": true }), "somebody else"),
            (json!([]), "not understood"),
            (Value::Null, "not understood"),
        ] {
            stage.provider.says(|script| script.user_info = about);
            let without = |claims: &mut Value| claims["email"] = Value::Null;
            stage.come_in(Browser::default(), without).await.0.refused(401, says);
        }
    });
}

#[test]
fn an_answer_says_who_gives_it_where_the_provider_promises_that() {
    deep(async {
        let stage = Stage::connected().await;
        let come_back = async |iss: Value| {
            let mut away = stage.leave(Browser::default()).await;
            let tokens = fake::signed(1, &stage.claims(&away));
            stage.provider.says(|script| script.tokens = tokens);
            let answer = json!({ "state": away.value("state"), "code": "code-1", "iss": iss });
            stage.finish(&mut away, &answer).await
        };
        come_back(json!("https://evil.example")).await.refused(401, "another provider answered");
        come_back(Value::Null).await.good();
        come_back(json!(stage.provider.issuer)).await.good();
        stage.later(TimeDelta::minutes(11));
        let promise = "authorization_response_iss_parameter_supported";
        stage.provider.says(|script| script.document[promise] = json!(true));
        come_back(Value::Null).await.refused(401, "another provider answered");
        come_back(json!(stage.provider.issuer)).await.good();
    });
}
