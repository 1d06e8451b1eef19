//! Setting and removing a password.

use shared::{
    identity::{
        api::{ChosenPassword, Credentials, GetMe, GetProofs, RemovePassword, SetPassword, SignIn},
        rules::session::Rotation,
    },
    problem::ProblemKind,
};

use crate::{
    identity::testing::{House, PASSWORD, refused},
    testing::deep,
};

fn chosen(password: &str) -> ChosenPassword {
    ChosenPassword { password: password.to_owned() }
}

#[test]
fn a_new_password_ends_every_other_session_and_says_so() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let (mut here, mut there) = (house.browser_of(&anna).await, house.browser_of(&anna).await);
        let before = here.clone();
        let view = here.ask::<SetPassword>((), &chosen("a heron on the roof")).await.expect("set");
        assert!(view.password && view.version == 2);
        assert_ne!(here.token(), before.token(), "a new secret for this session");
        assert!(here.ask::<GetMe>((), &()).await.expect("read").person.is_some());
        assert!(there.ask::<GetMe>((), &()).await.expect("read").person.is_none(), "signed out");
        assert_eq!(house.sessions_of(&anna).await.len(), 1);
        assert_eq!(house.mails().await[0].subject, "Your password was changed");
        assert_eq!(house.trail_of(&anna).await, ["person.password_changed"]);
        house.wait(31);
        let mut old = before;
        assert!(old.ask::<GetMe>((), &()).await.expect("read").person.is_none(), "the secret before");
        let mut stranger = house.stranger();
        let credentials =
            |password: &str| Credentials { email: anna.email.to_string(), password: password.to_owned() };
        refused(stranger.ask::<SignIn>((), &credentials(PASSWORD)).await, 401, "not right");
        stranger.ask::<SignIn>((), &credentials("a heron on the roof")).await.expect("the new one");
    });
}

#[test]
fn a_weak_password_and_an_old_proof_are_refused() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let mut browser = house.browser_of(&anna).await;
        for (weak, says) in [("short", "at least 10"), ("password1234", "first that are guessed")] {
            let outcome = browser.ask::<SetPassword>((), &chosen(weak)).await;
            let problem = outcome.as_ref().expect_err("weak");
            assert_eq!(problem.errors[0].pointer.as_deref(), Some("/password"));
            refused(outcome, 422, says);
        }
        house.wait(10 * 60);
        let late = browser.ask::<SetPassword>((), &chosen("a heron on the roof")).await;
        assert!(late.as_ref().expect_err("an old proof").is(ProblemKind::ProofRequired));
        assert!(house.mails().await.is_empty());
        let nobody = house.stranger().ask::<SetPassword>((), &chosen("a heron on the roof")).await;
        assert!(nobody.expect_err("nobody").is(ProblemKind::SignInRequired));
    });
}

#[test]
fn the_last_way_in_stays() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let mut browser = house.browser_of(&anna).await;
        refused(browser.ask::<RemovePassword>((), &()).await, 409, "last way");
        assert!(browser.ask::<GetProofs>((), &()).await.expect("read").password);
        let ben = house.person("Ben", None).await;
        let mut browser = house.browser_of(&ben).await;
        refused(browser.ask::<RemovePassword>((), &()).await, 404, "No such way");
    });
}

#[test]
fn a_session_that_was_written_in_between_is_rotated_all_the_same() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let mut browser = house.browser_of(&anna).await;
        browser.ask::<GetMe>((), &()).await.expect("this server remembers the session now");
        let session = house.sessions_of(&anna).await.remove(0);
        let mut unit = store::Unit::default();
        let begun =
            crate::identity::sessions::rotate(&house.services, &session, Rotation::Privileges, &mut unit);
        house.services.store.commit(unit).await.expect("written");
        browser.ask::<SetPassword>((), &chosen("a heron on the roof")).await.expect("set");
        assert_ne!(browser.token(), begun.token.encode());
        assert!(browser.ask::<GetMe>((), &()).await.expect("read").person.is_some());
    });
}
