//! Proving once more who is signed in.

use futures::future::join_all;
use shared::{
    identity::api::{
        Credentials, DrawRecoveryCodes, Me, Proof, Reauthenticate, ReauthenticationAsked,
        ReauthenticationStarted, RemovePassword, SignIn, StartReauthentication,
    },
    problem::{Problem, ProblemKind},
};

use super::{key::SoftKey, passkeys::with_key};
use crate::{
    identity::testing::{Browser, House, PASSWORD, refused},
    testing::deep,
};

async fn with_password(browser: &mut Browser, password: &str) -> Result<Me, Problem> {
    browser.ask::<Reauthenticate>((), &Proof::Password { password: password.to_owned(), code: None }).await
}

async fn with_code(browser: &mut Browser, code: &str) -> Result<Me, Problem> {
    browser.ask::<Reauthenticate>((), &Proof::Code { code: code.to_owned() }).await
}

async fn ask_for_passkey(browser: &mut Browser) -> Result<(String, serde_json::Value), Problem> {
    match browser.ask::<StartReauthentication>((), &ReauthenticationAsked::Passkey).await? {
        ReauthenticationStarted::Passkey { ceremony, options } => Ok((ceremony, options)),
        ReauthenticationStarted::Mail => panic!("a challenge"),
    }
}

async fn ask_for_mail(browser: &mut Browser) -> Result<ReauthenticationStarted, Problem> {
    browser.ask::<StartReauthentication>((), &ReauthenticationAsked::Mail).await
}

/// Whether the proof is fresh: what needs one is refused for another reason.
async fn is_fresh(browser: &mut Browser) -> bool {
    let problem = browser.ask::<DrawRecoveryCodes>((), &()).await.expect_err("no second factor");
    !problem.is(ProblemKind::ProofRequired)
}

#[test]
fn the_password_makes_an_old_session_fresh_under_a_new_secret() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let mut browser = house.browser_of(&anna).await;
        house.wait(10 * 60);
        assert!(!is_fresh(&mut browser).await);
        let before = browser.token();
        refused(with_password(&mut browser, "not the password").await, 401, "not right");
        assert!(!is_fresh(&mut browser).await);
        assert_eq!(browser.token(), before);
        let me = with_password(&mut browser, PASSWORD).await.expect("proved");
        assert!(me.fresh_until.is_some() && is_fresh(&mut browser).await);
        assert_ne!(browser.token(), before);
        assert!(with_password(&mut house.stranger(), PASSWORD).await.is_err(), "nobody is signed in");
    });
}

#[test]
fn guesses_are_slowed_down_here_and_at_the_sign_in_together() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let mut thief = house.browser_of(&anna).await;
        for _ in 0..6 {
            refused(with_password(&mut thief, "not the password").await, 401, "too many attempts");
        }
        refused(with_password(&mut thief, PASSWORD).await, 401, "too many attempts");
        let credentials = Credentials { email: anna.email.to_string(), password: PASSWORD.to_owned() };
        refused(house.stranger().ask::<SignIn>((), &credentials).await, 401, "too many attempts");
        house.wait(3);
        with_password(&mut thief, PASSWORD).await.expect("after the pause");
    });
}

#[test]
fn a_passkey_proves_it_in_the_session_that_asked() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let ben = house.person("Ben", Some(PASSWORD)).await;
        let mut browser = house.browser_of(&anna).await;
        refused(ask_for_passkey(&mut browser).await, 404, "No such way");
        let mut key = with_key(&house, &anna, SoftKey::named("one")).await;
        let mut of_ben = with_key(&house, &ben, SoftKey::named("two")).await;
        let mut elsewhere = house.browser_of(&anna).await;
        house.wait(10 * 60);
        let (ceremony, options) = ask_for_passkey(&mut browser).await.expect("a challenge");
        assert_eq!(options["allowCredentials"][0]["id"], key.id());
        let proof = |credential| Proof::Passkey { ceremony: ceremony.clone(), credential };
        let foreign = proof(of_ben.sign(&options));
        refused(browser.ask::<Reauthenticate>((), &foreign).await, 401, "not accepted");
        let mut good = key.sign(&options);
        // An authenticator that was told which passkeys to use need not say whose they are.
        good["response"]["userHandle"] = serde_json::Value::Null;
        let proof = proof(good);
        refused(elsewhere.ask::<Reauthenticate>((), &proof).await, 410, "has ended");
        browser.ask::<Reauthenticate>((), &proof).await.expect("proved");
        assert!(is_fresh(&mut browser).await && !is_fresh(&mut elsewhere).await);
        refused(browser.ask::<Reauthenticate>((), &proof).await, 410, "has ended");
        let (ceremony, options) = ask_for_passkey(&mut browser).await.expect("a challenge");
        house.wait(5 * 60);
        let late = Proof::Passkey { ceremony, credential: key.sign(&options) };
        refused(browser.ask::<Reauthenticate>((), &late).await, 410, "has ended");
    });
}

#[test]
fn who_has_neither_gets_six_digits_by_mail() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", None).await;
        let mut browser = house.browser_of(&anna).await;
        let mut elsewhere = house.browser_of(&anna).await;
        house.wait(10 * 60);
        refused(with_code(&mut browser, "123456").await, 401, "not right");
        ask_for_mail(&mut browser).await.expect("sent");
        ask_for_mail(&mut browser).await.expect("one is on its way");
        let mails = house.mails().await;
        assert_eq!(mails.len(), 1);
        let code = mails[0].subject.split(' ').next().expect("digits").to_owned();
        let other = if code == "000000" { "000001" } else { "000000" };
        refused(with_code(&mut browser, other).await, 401, "not right");
        refused(with_code(&mut elsewhere, &code).await, 401, "not right");
        let proved = join_all((0..4).map(|_| {
            let (mut browser, code) = (browser.clone(), code.clone());
            async move { with_code(&mut browser, &code).await.map(|_| browser) }
        }));
        let mut proved: Vec<Browser> = proved.await.into_iter().filter_map(Result::ok).collect();
        assert_eq!(proved.len(), 1, "a code works once");
        assert!(is_fresh(&mut proved[0]).await);
        house.wait(60);
        ask_for_mail(&mut proved[0]).await.expect("sent");
        let code = house.mails().await[1].subject.split(' ').next().expect("digits").to_owned();
        house.wait(5 * 60);
        refused(with_code(&mut proved[0], &code).await, 401, "expired");
    });
}

#[test]
fn a_code_that_is_guessed_at_ends() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", None).await;
        let mut browser = house.browser_of(&anna).await;
        ask_for_mail(&mut browser).await.expect("sent");
        let code = house.mails().await[0].subject.split(' ').next().expect("digits").to_owned();
        for _ in 0..5 {
            refused(with_code(&mut browser, "nonsense").await, 401, "not right");
        }
        house.wait(60);
        refused(with_code(&mut browser, &code).await, 401, "tried too often");
    });
}

#[test]
fn a_mail_is_not_enough_for_who_has_better() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let mut browser = house.browser_of(&anna).await;
        refused(ask_for_mail(&mut browser).await, 409, "password or a passkey");
        with_key(&house, &anna, SoftKey::named("one")).await;
        browser.ask::<RemovePassword>((), &()).await.expect("the passkey stays");
        refused(ask_for_mail(&mut browser).await, 409, "password or a passkey");
        refused(with_password(&mut browser, PASSWORD).await, 401, "not right");
        assert!(house.mails().await.is_empty());
    });
}
