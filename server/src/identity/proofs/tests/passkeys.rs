//! Passkeys, made and signed by software.

use futures::future::join_all;
use serde_json::{Value, json};
use shared::{
    endpoint::ByPasskey,
    identity::{
        api::{
            AddPasskey, Ceremony, FinishPasskeySignIn, Me, NewPasskey, PasskeyAnswer, ProofsView,
            RemovePasskey, RemovePassword, StartPasskey, StartPasskeySignIn,
        },
        model::Person,
    },
    problem::Problem,
};

use super::key::SoftKey;
use crate::{
    identity::testing::{Browser, House, PASSWORD, refused},
    testing::deep,
};

async fn asked_to_make(browser: &mut Browser) -> Ceremony {
    browser.ask::<StartPasskey>((), &()).await.expect("a challenge")
}

async fn add(browser: &mut Browser, ceremony: &str, credential: Value) -> Result<ProofsView, Problem> {
    let name = "Laptop".parse().expect("a name");
    browser.ask::<AddPasskey>((), &NewPasskey { ceremony: ceremony.to_owned(), name, credential }).await
}

/// Adds a passkey to the person.
pub(super) async fn with_key(house: &House, person: &Person, mut key: SoftKey) -> SoftKey {
    let mut browser = house.browser_of(person).await;
    let asked = asked_to_make(&mut browser).await;
    let made = key.make(&asked.options);
    add(&mut browser, &asked.ceremony, made).await.expect("added");
    key
}

async fn asked_to_sign(browser: &mut Browser) -> Ceremony {
    browser.ask::<StartPasskeySignIn>((), &()).await.expect("a challenge")
}

async fn finish(browser: &mut Browser, ceremony: &str, credential: Value) -> Result<Me, Problem> {
    let answer = PasskeyAnswer { ceremony: ceremony.to_owned(), credential };
    browser.ask::<FinishPasskeySignIn>((), &answer).await
}

/// Signs in, all in one.
async fn sign_in(house: &House, key: &mut SoftKey) -> Result<Me, Problem> {
    let mut browser = house.stranger();
    let asked = asked_to_sign(&mut browser).await;
    let signed = key.sign(&asked.options);
    finish(&mut browser, &asked.ceremony, signed).await
}

#[test]
fn a_passkey_is_added_signs_in_and_is_removed() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let mut browser = house.browser_of(&anna).await;
        let asked = asked_to_make(&mut browser).await;
        assert_eq!(asked.options["rp"], json!({ "id": "market.example", "name": "Guildhall" }));
        assert_eq!(asked.options["user"]["name"], "anna@example.com");
        assert_eq!(asked.options["authenticatorSelection"]["residentKey"], "required");
        assert_eq!(asked.options["authenticatorSelection"]["userVerification"], "required");
        let mut key = SoftKey::named("one");
        let made = key.make(&asked.options);
        let view = add(&mut browser, &asked.ceremony, made).await.expect("added");
        assert_eq!((view.passkeys[0].id.clone(), view.passkeys[0].used_at), (key.id(), None));

        let mut stranger = house.stranger();
        let asked = asked_to_sign(&mut stranger).await;
        assert_eq!(asked.options["rpId"], "market.example");
        assert_eq!(asked.options["allowCredentials"], json!([]), "the authenticator finds it");
        let me = finish(&mut stranger, &asked.ceremony, key.sign(&asked.options)).await.expect("signed in");
        assert_eq!(me.person.expect("a person").id, anna.id);
        assert!(stranger.token().starts_with("ghs_"));
        assert_eq!(house.mails().await.len(), 1, "about a device that was not known");
        assert!(house.proofs_of(&anna).await.passkeys[0].used_at.is_some());

        browser.ask::<RemovePassword>((), &()).await.expect("the passkey stays");
        let by = || ByPasskey { passkey: key.id() };
        refused(browser.ask::<RemovePasskey>(by(), &()).await, 409, "last way");
        with_key(&house, &anna, SoftKey::named("two")).await;
        assert_eq!(browser.ask::<RemovePasskey>(by(), &()).await.expect("removed").passkeys.len(), 1);
        refused(browser.ask::<RemovePasskey>(by(), &()).await, 404, "No such way");
        refused(sign_in(&house, &mut key).await, 401, "not accepted");
        let trail = house.trail_of(&anna).await;
        let expected = ["passkey_added", "signed_in", "password_removed", "passkey_added", "passkey_removed"];
        assert_eq!(trail, expected.map(|kind| format!("person.{kind}")));
    });
}

#[test]
fn a_challenge_works_once_for_five_minutes_and_for_who_asked() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let ben = house.person("Ben", Some(PASSWORD)).await;
        let (mut of_anna, mut of_ben) = (house.browser_of(&anna).await, house.browser_of(&ben).await);
        let mut elsewhere = house.browser_of(&anna).await;
        let mut key = SoftKey::named("one");
        let asked = asked_to_make(&mut of_anna).await;
        let made = key.make(&asked.options);
        for browser in [&mut of_ben, &mut elsewhere] {
            refused(add(browser, &asked.ceremony, made.clone()).await, 410, "has ended");
        }
        for bad in ["", "nonsense", &"a".repeat(52)] {
            refused(add(&mut of_anna, bad, made.clone()).await, 410, "has ended");
        }
        add(&mut of_anna, &asked.ceremony, made.clone()).await.expect("added");
        refused(add(&mut of_anna, &asked.ceremony, made.clone()).await, 410, "has ended");
        let fresh = asked_to_make(&mut of_anna).await;
        refused(add(&mut of_anna, &fresh.ceremony, made).await, 401, "not accepted");
        let late = asked_to_make(&mut of_anna).await;
        house.wait(5 * 60);
        let made = SoftKey::named("two").make(&late.options);
        refused(add(&mut of_anna, &late.ceremony, made).await, 410, "has ended");

        let mut stranger = house.stranger();
        let asked = asked_to_sign(&mut stranger).await;
        let signed = key.sign(&asked.options);
        finish(&mut stranger, &asked.ceremony, signed.clone()).await.expect("signed in");
        refused(finish(&mut stranger, &asked.ceremony, signed.clone()).await, 410, "has ended");
        let fresh = asked_to_sign(&mut stranger).await;
        refused(finish(&mut stranger, &fresh.ceremony, signed).await, 401, "not accepted");
        let late = asked_to_sign(&mut stranger).await;
        house.wait(5 * 60);
        let signed = key.sign(&late.options);
        refused(finish(&mut stranger, &late.ceremony, signed).await, 410, "has ended");
    });
}

#[test]
fn a_challenge_to_make_a_passkey_is_none_to_sign_in_with() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let mut key = with_key(&house, &anna, SoftKey::named("one")).await;
        let mut browser = house.browser_of(&anna).await;
        let making = asked_to_make(&mut browser).await;
        let options = json!({ "rpId": "market.example", "challenge": making.options["challenge"] });
        let signed = key.sign(&options);
        refused(finish(&mut house.stranger(), &making.ceremony, signed).await, 410, "has ended");
    });
}

#[test]
fn one_answer_that_is_sent_five_times_at_once_signs_in_once() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let mut key = with_key(&house, &anna, SoftKey::named("one")).await;
        let asked = asked_to_sign(&mut house.stranger()).await;
        let signed = key.sign(&asked.options);
        let all = (0..5).map(|_| {
            let (mut browser, ceremony, signed) = (house.stranger(), asked.ceremony.clone(), signed.clone());
            async move { finish(&mut browser, &ceremony, signed).await }
        });
        let good = join_all(all).await.into_iter().filter(Result::is_ok).count();
        assert_eq!(good, 1);
    });
}

#[test]
fn a_passkey_that_answers_for_another_site_is_refused() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let mut browser = house.browser_of(&anna).await;
        for origin in ["https://market.example.evil", "http://market.example", "https://market.example:8443"]
        {
            let asked = asked_to_make(&mut browser).await;
            let mut key = SoftKey { origin: origin.to_owned(), ..SoftKey::named("one") };
            let made = key.make(&asked.options);
            refused(add(&mut browser, &asked.ceremony, made).await, 401, "another site");
        }
        let key = with_key(&house, &anna, SoftKey::named("one")).await;
        let mut lured = SoftKey { origin: "https://market.example.evil".to_owned(), ..key.clone() };
        refused(sign_in(&house, &mut lured).await, 401, "another site");
        let mut stranger = house.stranger();
        let asked = asked_to_sign(&mut stranger).await;
        let elsewhere = json!({ "rpId": "evil.example", "challenge": asked.options["challenge"] });
        let signed = key.clone().sign(&elsewhere);
        refused(finish(&mut stranger, &asked.ceremony, signed).await, 401, "another site");
    });
}

#[test]
fn a_passkey_whose_counter_goes_back_is_refused() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let mut key = with_key(&house, &anna, SoftKey { counter: 5, ..SoftKey::named("one") }).await;
        let mut copy = key.clone();
        sign_in(&house, &mut key).await.expect("6");
        sign_in(&house, &mut key).await.expect("7");
        refused(sign_in(&house, &mut copy).await, 401, "counter went back");
        refused(sign_in(&house, &mut copy).await, 401, "counter went back");
        sign_in(&house, &mut key).await.expect("8");
    });
}

#[test]
fn a_passkey_speaks_for_its_own_person_only() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let ben = house.person("Ben", Some(PASSWORD)).await;
        let of_anna = with_key(&house, &anna, SoftKey::named("one")).await;
        let of_ben = with_key(&house, &ben, SoftKey::named("two")).await;
        let mut swapped = SoftKey { holder: of_ben.holder.clone(), ..of_anna.clone() };
        refused(sign_in(&house, &mut swapped).await, 401, "not accepted");
        for nobody in ["", "AAAAAAAAAAAAAAAAAAAAAA", "AAAA"] {
            let mut key = SoftKey { holder: nobody.to_owned(), ..of_anna.clone() };
            refused(sign_in(&house, &mut key).await, 401, "not accepted");
        }
        // The same id at two people, which nobody can rule out: each signs in as who they are.
        let same = with_key(&house, &ben, SoftKey::named("one")).await;
        let me = sign_in(&house, &mut same.clone()).await.expect("signed in");
        assert_eq!(me.person.expect("a person").id, ben.id);
        let me = sign_in(&house, &mut of_anna.clone()).await.expect("signed in");
        assert_eq!(me.person.expect("a person").id, anna.id);
    });
}

#[test]
fn a_passkey_that_did_not_look_who_holds_it_or_is_there_already_is_refused() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let mut browser = house.browser_of(&anna).await;
        let asked = asked_to_make(&mut browser).await;
        let made = SoftKey { verifies: false, ..SoftKey::named("one") }.make(&asked.options);
        refused(add(&mut browser, &asked.ceremony, made).await, 401, "not accepted");
        let key = with_key(&house, &anna, SoftKey::named("one")).await;
        refused(sign_in(&house, &mut SoftKey { verifies: false, ..key.clone() }).await, 401, "not accepted");
        let asked = asked_to_make(&mut browser).await;
        assert_eq!(asked.options["excludeCredentials"][0]["id"], key.id());
        let made = SoftKey::named("one").make(&asked.options);
        refused(add(&mut browser, &asked.ceremony, made).await, 401, "not accepted");
        assert_eq!(house.proofs_of(&anna).await.passkeys.len(), 1);
    });
}

#[test]
fn what_is_no_answer_of_a_passkey_is_named() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let mut browser = house.browser_of(&anna).await;
        let asked = asked_to_make(&mut browser).await;
        for bad in [json!(null), json!({}), json!({ "id": 7 }), json!({ "id": "a", "rawId": "?" })] {
            let outcome = add(&mut browser, &asked.ceremony, bad.clone()).await;
            assert_eq!(outcome.as_ref().expect_err("bad").errors[0].pointer.as_deref(), Some("/credential"));
            refused(outcome, 400, "PublicKeyCredential.toJSON()");
            refused(finish(&mut house.stranger(), &asked.ceremony, bad).await, 400, "toJSON()");
        }
    });
}
