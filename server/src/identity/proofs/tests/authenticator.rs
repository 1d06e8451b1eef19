//! An authenticator app: setting it up, signing in with it, and without the phone.

use futures::future::join_all;
use shared::{
    identity::{
        api::{
            Code, ConfirmAuthenticator, Credentials, DrawRecoveryCodes, GetProofs, RemoveAuthenticator,
            SecondFactor, SignIn, SignInReply, SignInSecondFactor, StartAuthenticator,
        },
        model::Person,
        rules::{token::OneTimeToken, totp},
        secret::{Opens, Secret},
    },
    ids::{DomainClaimId, OrganisationId},
    organisations::model::{Challenge, DomainClaim},
    problem::Problem,
    sign_on::model::Connection,
};
use store::Unit;

use crate::{
    identity::testing::{Browser, House, PASSWORD, refused},
    testing::deep,
};

/// What the person's app shows now.
async fn shown(house: &House, person: &Person) -> String {
    let proofs = house.proofs_of(person).await;
    totp::code_at(&proofs.totp.expect("an app").secret, house.services.clock.now())
}

fn typed(code: &str) -> Code {
    Code { code: code.to_owned() }
}

/// Sets an app up; the recovery codes.
async fn with_app(house: &House, person: &Person) -> Vec<String> {
    let mut browser = house.browser_of(person).await;
    browser.ask::<StartAuthenticator>((), &()).await.expect("a secret");
    let code = shown(house, person).await;
    let reply = browser.ask::<ConfirmAuthenticator>((), &typed(&code)).await.expect("confirmed");
    // The code of this moment is used up.
    house.wait(60);
    reply.codes
}

/// Shows the password; the step to the second factor.
async fn step(browser: &mut Browser, person: &Person) -> String {
    let credentials = Credentials { email: person.email.to_string(), password: PASSWORD.to_owned() };
    match browser.ask::<SignIn>((), &credentials).await.expect("the right password") {
        SignInReply::SecondFactor { step, .. } => step,
        SignInReply::SignedIn { .. } => panic!("a second factor is asked for"),
    }
}

async fn show(browser: &mut Browser, step: &str, code: &str) -> Result<String, Problem> {
    let body = SecondFactor { step: step.to_owned(), code: code.to_owned() };
    let me = browser.ask::<SignInSecondFactor>((), &body).await?;
    Ok(me.person.expect("signed in").name.to_string())
}

#[test]
fn an_app_is_set_up_by_its_first_code() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let mut browser = house.browser_of(&anna).await;
        refused(browser.ask::<ConfirmAuthenticator>((), &typed("123456")).await, 404, "No such way");
        refused(browser.ask::<DrawRecoveryCodes>((), &()).await, 404, "No such way");
        let secret = browser.ask::<StartAuthenticator>((), &()).await.expect("a secret");
        assert_eq!(secret.secret.split(' ').map(str::len).collect::<Vec<_>>(), [4; 8]);
        assert!(secret.uri.starts_with("otpauth://totp/Guildhall:anna%40example.com?secret="));
        assert!(secret.side > 30 && secret.picture.starts_with('M'), "{}", secret.picture);
        refused(browser.ask::<ConfirmAuthenticator>((), &typed("12345")).await, 401, "not right");
        assert_eq!(browser.ask::<GetProofs>((), &()).await.expect("read").authenticator, None);
        let code = shown(&house, &anna).await;
        let reply = browser.ask::<ConfirmAuthenticator>((), &typed(&code)).await.expect("confirmed");
        assert_eq!((reply.codes.len(), reply.proofs.recovery_left), (10, 10));
        assert!(reply.proofs.authenticator.is_some());
        refused(browser.ask::<StartAuthenticator>((), &()).await, 409, "already");
        refused(browser.ask::<ConfirmAuthenticator>((), &typed(&code)).await, 409, "already");
        assert_eq!(house.trail_of(&anna).await, ["person.second_factor_added"]);
    });
}

#[test]
fn the_password_alone_does_not_sign_in_and_a_code_works_once() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        with_app(&house, &anna).await;
        let (mut here, mut there) = (house.stranger(), house.stranger());
        let (one, two) = (step(&mut here, &anna).await, step(&mut there, &anna).await);
        let code = shown(&house, &anna).await;
        refused(show(&mut here, &one, "000000").await, 401, "not right");
        assert_eq!(show(&mut here, &one, &code).await.expect("signed in"), "Anna");
        assert!(here.token().starts_with("ghs_"));
        refused(show(&mut house.stranger(), &one, &code).await, 410, "Begin again");
        refused(show(&mut there, &two, &code).await, 410, "Begin again");
        let three = step(&mut there, &anna).await;
        refused(show(&mut there, &three, &code).await, 401, "used already");
        assert_eq!(house.mails().await.len(), 1, "about a device that was not known");
    });
}

#[test]
fn a_recovery_code_stands_in_once() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let codes = with_app(&house, &anna).await;
        let mut browser = house.stranger();
        let first = step(&mut browser, &anna).await;
        show(&mut browser, &first, &codes[0]).await.expect("signed in");
        let second = step(&mut browser, &anna).await;
        refused(show(&mut browser, &second, &codes[0]).await, 401, "not right");
        let trail = house.trail_of(&anna).await;
        assert!(trail.contains(&"person.recovery_code_used".to_owned()), "{trail:?}");
        let drawn = browser.ask::<DrawRecoveryCodes>((), &()).await.expect("new ones");
        assert_eq!(drawn.proofs.recovery_left, 10);
        let third = step(&mut browser, &anna).await;
        refused(show(&mut browser, &third, &codes[1]).await, 401, "not right");
        show(&mut browser, &third, &drawn.codes[1]).await.expect("signed in");
    });
}

#[test]
fn a_step_is_over_after_five_minutes_or_a_change_and_nothing_else_is_one() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        with_app(&house, &anna).await;
        let mut browser = house.stranger();
        for bad in ["", "nonsense", &"a".repeat(52)] {
            refused(show(&mut browser, bad, "123456").await, 410, "Begin again");
        }
        let late = step(&mut browser, &anna).await;
        house.wait(5 * 60);
        let code = shown(&house, &anna).await;
        refused(show(&mut browser, &late, &code).await, 410, "Begin again");
        let overtaken = step(&mut browser, &anna).await;
        let mut own = house.browser_of(&anna).await;
        own.ask::<DrawRecoveryCodes>((), &()).await.expect("a change");
        refused(show(&mut browser, &overtaken, &code).await, 410, "Begin again");
    });
}

#[test]
fn guesses_are_slowed_down_and_the_right_password_does_not_clear_them() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        with_app(&house, &anna).await;
        let mut guesser = house.stranger();
        for _ in 0..2 {
            let step = step(&mut guesser, &anna).await;
            for _ in 0..3 {
                refused(show(&mut guesser, &step, "000000").await, 401, "too many attempts");
            }
        }
        let step_of_guesser = step(&mut guesser, &anna).await;
        let code = shown(&house, &anna).await;
        let held_up = show(&mut guesser, &step_of_guesser, &code).await;
        refused(held_up, 401, "too many attempts");
        house.wait(3);
        show(&mut guesser, &step_of_guesser, &code).await.expect("after the pause");
    });
}

#[test]
fn of_guesses_at_once_no_more_than_ten_are_compared_and_one_right_code_signs_in_once() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        with_app(&house, &anna).await;
        let mut browser = house.stranger();
        let step_of_many = step(&mut browser, &anna).await;
        let code = shown(&house, &anna).await;
        let all = (0..5).map(|_| {
            let (mut browser, step, code) = (house.stranger(), step_of_many.clone(), code.clone());
            async move { show(&mut browser, &step, &code).await }
        });
        let good = join_all(all).await.into_iter().filter(Result::is_ok).count();
        assert_eq!(good, 1);

        // From many places at once, as one attacker with many machines.
        let step_of_many = step(&mut browser, &anna).await;
        let all = (0..40_u8).map(|number| {
            let (mut browser, step) = (house.stranger(), step_of_many.clone());
            browser.address = [198, 51, 100, number].into();
            async move { show(&mut browser, &step, "000000").await }
        });
        join_all(all).await;
        house.wait(60);
        let code = shown(&house, &anna).await;
        let id = Secret::parse(&step_of_many).expect("a secret").hash(Opens::Token).to_string();
        let kept = house.services.store.get::<OneTimeToken>(id).await.expect("read").expect("there");
        assert!((1..=10).contains(&kept.misses), "{}", kept.misses);
        house.wait(15 * 60);
        refused(show(&mut browser, &step_of_many, &code).await, 410, "Begin again");
    });
}

#[test]
fn without_the_app_the_password_is_enough_again() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        with_app(&house, &anna).await;
        let mut browser = house.browser_of(&anna).await;
        let view = browser.ask::<RemoveAuthenticator>((), &()).await.expect("removed");
        assert_eq!((view.authenticator, view.recovery_left), (None, 0));
        refused(browser.ask::<RemoveAuthenticator>((), &()).await, 404, "No such way");
        let credentials = Credentials { email: anna.email.to_string(), password: PASSWORD.to_owned() };
        let reply = house.stranger().ask::<SignIn>((), &credentials).await.expect("the right password");
        assert!(matches!(reply, SignInReply::SignedIn { .. }));
        let trail = house.trail_of(&anna).await;
        assert!(trail.contains(&"person.second_factor_removed".to_owned()), "{trail:?}");
    });
}

#[test]
fn no_code_signs_in_past_a_provider_that_is_required_meanwhile() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        with_app(&house, &anna).await;
        let mut browser = house.stranger();
        let step = step(&mut browser, &anna).await;
        let (services, now) = (&house.services, house.services.clock.now());
        let organisation = OrganisationId::new(&*services.ids);
        let mut unit = Unit::default();
        unit.create(&DomainClaim {
            id: DomainClaimId::new(&*services.ids),
            version: 2,
            organisation,
            domain: anna.email.domain(),
            challenge: Challenge::Dns { record: String::new() },
            asked_at: now,
            verified_at: Some(now),
        });
        unit.create(&Connection {
            organisation,
            version: 1,
            issuer: "https://login.example.com".to_owned(),
            client_id: "guildhall".to_owned(),
            client_secret: None,
            join_as: None,
            required: true,
            changed_at: now,
            worked_at: Some(now),
        });
        services.store.commit(unit).await.expect("written");
        let code = shown(&house, &anna).await;
        refused(show(&mut browser, &step, &code).await, 403, "identity provider");
    });
}
