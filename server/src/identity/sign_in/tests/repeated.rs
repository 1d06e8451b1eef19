//! What strangers do, sent once more because the first answer was lost.

use shared::{
    event::Event,
    identity::api::{
        Credentials, DesktopRefresh, ForgotPassword, LinkToken, MailAddress, NewAccount, RevokeDesktop,
        SignIn, SignInReply, SignUp, VerifyMail,
    },
    mail::model::Mail,
};

use crate::{
    identity::testing::{House, PASSWORD, refused},
    testing::deep,
};

const DEED: Option<&str> = Some("an-answer-that-was-lost");

fn link(mail: &Mail) -> LinkToken {
    let link = mail.link.as_ref().expect("a link");
    LinkToken { token: link.split_once('#').expect("a secret").1.to_owned() }
}

#[test]
fn who_signs_in_twice_by_one_deed_has_one_session() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let mut lost = house.stranger();
        lost.deed = DEED;
        let mut repeated = lost.clone();
        let credentials = Credentials { email: anna.email.to_string(), password: PASSWORD.to_owned() };
        let first = lost.ask::<SignIn>((), &credentials).await.expect("signed in");
        let second = repeated.ask::<SignIn>((), &credentials).await.expect("the same");
        assert_eq!(first, second);
        assert!(!lost.token().is_empty());
        assert_eq!(lost.token(), repeated.token());
        assert_eq!(house.sessions_of(&anna).await.len(), 1);
        assert_eq!(house.mails().await.len(), 1, "of the new device");
        let mut other = house.stranger();
        other.deed = DEED;
        let wrong = Credentials { password: "another password".to_owned(), ..credentials };
        refused(other.ask::<SignIn>((), &wrong).await, 422, "another request");
    });
}

#[test]
fn a_link_that_was_used_by_a_lost_request_brings_its_session() {
    deep(async {
        let house = House::small().await;
        let mut browser = house.stranger();
        browser.deed = Some("signing-up-and-lost");
        let mut again = browser.clone();
        let account = NewAccount {
            email: "anna@example.com".parse().expect("an address"),
            name: "Anna".parse().expect("a name"),
            password: PASSWORD.to_owned(),
            locale: "en".parse().expect("a language"),
        };
        browser.ask::<SignUp>((), &account).await.expect("asked");
        again.ask::<SignUp>((), &account).await.expect("the same");
        assert_eq!(browser.cookies, again.cookies, "both are the browser that signed up");
        let mails = house.mails().await;
        assert_eq!(mails.len(), 1);
        again.deed = DEED;
        let mut repeated = again.clone();
        again.ask::<VerifyMail>((), &link(&mails[0])).await.expect("proved");
        let reply = repeated.ask::<VerifyMail>((), &link(&mails[0])).await.expect("the same");
        let SignInReply::SignedIn { me } = reply else { panic!("signed in") };
        assert_eq!(me.person.map(|person| person.version), Some(2), "as it is now");
        assert_eq!(again.token(), repeated.token());
    });
}

#[test]
fn a_mail_is_sent_once_however_often_it_is_asked_for_by_one_deed() {
    deep(async {
        let house = House::small().await;
        let mut browser = house.stranger();
        browser.deed = DEED;
        let asked = MailAddress { email: "nobody@example.com".parse().expect("an address") };
        for _ in 0..5 {
            browser.ask::<ForgotPassword>((), &asked).await.expect("asked");
        }
        assert_eq!(house.mails().await.len(), 1);
    });
}

#[test]
fn what_changed_nothing_is_kept_too() {
    deep(async {
        let house = House::small().await;
        let mut browser = house.stranger();
        browser.deed = DEED;
        let unknown = |refresh: &str| DesktopRefresh { refresh: refresh.to_owned() };
        browser.ask::<RevokeDesktop>((), &unknown("one")).await.expect("nothing to do");
        browser.ask::<RevokeDesktop>((), &unknown("one")).await.expect("the same");
        refused(browser.ask::<RevokeDesktop>((), &unknown("two")).await, 422, "another request");
    });
}

#[test]
fn the_trail_says_whether_a_device_is_new() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let mut browser = house.stranger();
        let credentials = Credentials { email: anna.email.to_string(), password: PASSWORD.to_owned() };
        for _ in 0..2 {
            browser.ask::<SignIn>((), &credentials).await.expect("signed in");
        }
        let store = &house.services.store;
        let events: Vec<Event> = store.events_after(store.program(), 0, 1000).await.expect("read");
        let signed_in = events.iter().filter(|event| event.kind == "person.signed_in");
        let new: Vec<bool> = signed_in.map(|event| event.payload["new_device"].is_string()).collect();
        assert_eq!(new, [true, false]);
    });
}
