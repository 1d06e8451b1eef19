//! Signing up, in, and the links in mails, through the whole Router.

mod again;
mod repeated;

use shared::{
    identity::api::{
        ChangeMail, Credentials, ForgotPassword, GetMe, LinkToken, MailAddress, NewAccount, NewPassword,
        ResetPassword, SignIn, SignInReply, SignOut, SignUp, VerifyMail,
    },
    mail::model::Mail,
    problem::Problem,
};

use crate::{
    identity::testing::{Browser, House, PASSWORD, refused},
    testing::deep,
};

fn account(name: &str, password: &str) -> NewAccount {
    NewAccount {
        email: address(name).parse().expect("an address"),
        name: name.parse().expect("a name"),
        password: password.to_owned(),
        locale: "en".parse().expect("a language"),
    }
}

fn address(name: &str) -> String {
    format!("{}@example.com", name.to_lowercase())
}

fn asked(name: &str) -> MailAddress {
    MailAddress { email: address(name).parse().expect("an address") }
}

fn credentials(name: &str, password: &str) -> Credentials {
    Credentials { email: address(name), password: password.to_owned() }
}

/// What stands behind the `#` of the link in a mail.
fn secret(mail: &Mail) -> LinkToken {
    let link = mail.link.as_ref().expect("a link");
    LinkToken { token: link.split_once('#').expect("a secret").1.to_owned() }
}

/// A problem but for the id of its request.
fn words(problem: Result<SignInReply, Problem>) -> Problem {
    Problem { instance: None, ..problem.expect_err("refused") }
}

async fn signed_in(browser: &mut Browser) -> Option<String> {
    browser.ask::<GetMe>((), &()).await.expect("read").person.map(|person| person.name.to_string())
}

#[test]
fn an_account_begins_with_a_link_that_works_once() {
    deep(async {
        let house = House::small().await;
        let mut browser = house.stranger();
        browser.ask::<SignUp>((), &account("Anna", PASSWORD)).await.expect("asked");
        assert_eq!(signed_in(&mut browser).await, None, "an address has to be proved first");
        refused(browser.ask::<SignIn>((), &credentials("Anna", PASSWORD)).await, 403, "not confirmed yet");
        let mails = house.mails().await;
        // Who knows the password and has not opened the link gets another one.
        assert!(mails.len() == 2 && mails.iter().all(|mail| mail.subject == "Confirm your address"));
        let link = secret(&mails[0]);
        let reply = browser.ask::<VerifyMail>((), &link).await.expect("proved");
        assert!(matches!(reply, SignInReply::SignedIn { .. }));
        assert_eq!(signed_in(&mut browser).await.as_deref(), Some("Anna"));
        refused(browser.ask::<VerifyMail>((), &link).await, 410, "used");
        // Nor is the other one a way into an account that has begun.
        refused(browser.ask::<VerifyMail>((), &secret(&mails[1])).await, 410, "used");
        // Signed up and proved in one browser: the password is theirs.
        browser.ask::<SignOut>((), &()).await.expect("signed out");
        assert_eq!(signed_in(&mut browser).await, None);
        browser.ask::<SignIn>((), &credentials("Anna", PASSWORD)).await.expect("the password of the sign-up");
    });
}

#[test]
fn who_signs_up_under_somebody_else_s_address_gets_nothing_from_it() {
    deep(async {
        let house = House::small().await;
        let (mut thief, mut owner) = (house.stranger(), house.stranger());
        thief.ask::<SignUp>((), &account("Anna", "the thief's own password")).await.expect("asked");
        let link = secret(&house.mails().await[0]);
        owner.ask::<VerifyMail>((), &link).await.expect("proved elsewhere");
        let theirs = thief.ask::<SignIn>((), &credentials("Anna", "the thief's own password")).await;
        refused(theirs, 401, "not right");
    });
}

#[test]
fn a_taken_address_is_answered_as_a_free_one_and_its_owner_told() {
    deep(async {
        let house = House::small().await;
        house.person("Anna", Some(PASSWORD)).await;
        let mut browser = house.stranger();
        let taken = browser.ask::<SignUp>((), &account("Anna", "another good password")).await;
        let free = browser.ask::<SignUp>((), &account("Ben", "another good password")).await;
        assert_eq!(taken, free);
        let subjects: Vec<String> = house.mails().await.into_iter().map(|mail| mail.subject).collect();
        assert_eq!(subjects.len(), 2);
        assert!(subjects.contains(&"You have an account already".to_owned()), "{subjects:?}");
        refused(
            browser.ask::<SignIn>((), &credentials("Anna", "another good password")).await,
            401,
            "not right",
        );
    });
}

#[test]
fn a_wrong_password_an_unknown_address_and_a_slowed_down_account_are_told_alike() {
    deep(async {
        let house = House::small().await;
        house.person("Anna", Some(PASSWORD)).await;
        let mut browser = house.stranger();
        let wrong = words(browser.ask::<SignIn>((), &credentials("Anna", "a guess at it")).await);
        let unknown = words(browser.ask::<SignIn>((), &credentials("Nobody", "a guess at it")).await);
        let nonsense = Credentials { email: "no address at all".to_owned(), password: "x".to_owned() };
        let nonsense = words(browser.ask::<SignIn>((), &nonsense).await);
        assert!(wrong == unknown && wrong == nonsense && wrong.status == 401, "{wrong:?} {unknown:?}");
        for _ in 0..6 {
            assert_eq!(words(browser.ask::<SignIn>((), &credentials("Anna", "a guess at it")).await), wrong);
        }
        // Now it is slowed down, and even the right one is told as a wrong one.
        assert_eq!(words(browser.ask::<SignIn>((), &credentials("Anna", PASSWORD)).await), wrong);
    });
}

#[test]
fn guesses_slow_down_and_do_not_lock_the_owner_out() {
    deep(async {
        let house = House::small().await;
        house.person("Anna", Some(PASSWORD)).await;
        let mut own = house.stranger();
        own.ask::<SignIn>((), &credentials("Anna", PASSWORD)).await.expect("the owner, before");
        let mut thief = house.stranger();
        for _ in 0..6 {
            refused(thief.ask::<SignIn>((), &credentials("Anna", "a guess at it")).await, 401, "not right");
        }
        refused(thief.ask::<SignIn>((), &credentials("Anna", PASSWORD)).await, 401, "not right");
        // The browser that the owner used before is counted by itself.
        own.ask::<SignOut>((), &()).await.expect("signed out");
        own.ask::<SignIn>((), &credentials("Anna", PASSWORD)).await.expect("the owner, meanwhile");
        // And everywhere else it is a matter of waiting.
        house.wait(3);
        thief.ask::<SignIn>((), &credentials("Anna", PASSWORD)).await.expect("after the pause");
    });
}

#[test]
fn many_accounts_from_one_address_are_slowed_down_together() {
    deep(async {
        let house = House::small().await;
        house.person("Anna", Some(PASSWORD)).await;
        let mut stuffer = house.stranger();
        for number in 0..31 {
            let name = format!("victim{number}");
            refused(
                stuffer.ask::<SignIn>((), &credentials(&name, "leaked elsewhere")).await,
                401,
                "not right",
            );
        }
        refused(stuffer.ask::<SignIn>((), &credentials("Anna", PASSWORD)).await, 401, "not right");
        let mut elsewhere = house.stranger();
        elsewhere.address = std::net::Ipv4Addr::new(198, 51, 100, 9).into();
        elsewhere.ask::<SignIn>((), &credentials("Anna", PASSWORD)).await.expect("from another address");
    });
}

#[test]
fn a_new_password_goes_by_a_link_that_works_once_and_for_an_hour() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let (mut browser, mut there) = (house.stranger(), house.browser_of(&anna).await);
        let known = browser.ask::<ForgotPassword>((), &asked("Anna")).await.expect("asked");
        let unknown = browser.ask::<ForgotPassword>((), &asked("Nobody")).await.expect("asked");
        assert_eq!(known, unknown);
        let mails = house.mails().await;
        let of = |name: &str| mails.iter().find(|mail| mail.to.to_string() == address(name)).expect("a mail");
        assert_eq!(of("Nobody").subject, "There is no account under this address");
        let token = secret(of("Anna")).token;
        let new = |token: &str, password: &str| NewPassword {
            token: token.to_owned(),
            password: password.to_owned(),
        };
        refused(browser.ask::<ResetPassword>((), &new(&token, "short")).await, 422, "at least 10");
        browser.ask::<ResetPassword>((), &new(&token, "a heron on the roof")).await.expect("set");
        refused(browser.ask::<ResetPassword>((), &new(&token, "another on the roof")).await, 410, "used");
        assert_eq!(signed_in(&mut there).await, None, "signed out everywhere");
        browser.ask::<SignIn>((), &credentials("Anna", "a heron on the roof")).await.expect("the new one");
        refused(
            browser.ask::<ResetPassword>((), &new("forged", "a heron on the roof")).await,
            404,
            "not one of ours",
        );

        house.wait(61);
        browser.ask::<ForgotPassword>((), &asked("Anna")).await.expect("asked once more");
        let mails = house.mails().await;
        let newest = mails
            .iter()
            .filter(|mail| mail.subject == "Reset your password")
            .max_by_key(|mail| mail.written_at);
        let late = secret(newest.expect("a second link")).token;
        house.wait(60 * 60);
        refused(browser.ask::<ResetPassword>((), &new(&late, "a heron on the shed")).await, 410, "expired");
    });
}

#[test]
fn a_link_of_one_use_does_nothing_in_another() {
    deep(async {
        let house = House::small().await;
        house.person("Anna", Some(PASSWORD)).await;
        let mut browser = house.stranger();
        browser.ask::<ForgotPassword>((), &asked("Anna")).await.expect("asked");
        let reset = secret(&house.mails().await[0]);
        assert!(browser.ask::<VerifyMail>((), &reset).await.is_err());
        assert!(browser.ask::<ChangeMail>((), &reset).await.is_err());
        assert_eq!(signed_in(&mut browser).await, None);
        let new = NewPassword { token: reset.token, password: "a heron on the roof".to_owned() };
        browser.ask::<ResetPassword>((), &new).await.expect("it was not used up");
    });
}
