//! The link of a new account, asked for once more.

use shared::{
    identity::{
        api::{LinkToken, MailAddress, NewAccount, SendLinkAgain, SignInReply, SignUp, VerifyMail},
        email::Email,
    },
    mail::model::Mail,
};

use crate::{
    identity::testing::{House, PASSWORD, refused},
    testing::deep,
};

fn address(text: &str) -> MailAddress {
    MailAddress { email: text.parse().expect("an address") }
}

/// What was written to an address, the oldest first.
async fn mails_to(house: &House, address: &str) -> Vec<Mail> {
    let email: Email = address.parse().expect("an address");
    let mut mails = house.mails().await;
    mails.retain(|mail| mail.to == email);
    mails
}

#[test]
fn the_link_comes_again_and_works_as_the_first_did() {
    deep(async {
        let house = House::small().await;
        let mut browser = house.stranger();
        let account = NewAccount {
            email: "anna@example.com".parse().expect("an address"),
            name: "Anna".parse().expect("a name"),
            password: PASSWORD.to_owned(),
            locale: "en".parse().expect("a language"),
        };
        browser.ask::<SignUp>((), &account).await.expect("asked for");
        house.wait(25 * 60 * 60);
        browser.ask::<SendLinkAgain>((), &address("anna@example.com")).await.expect("asked for");
        let mails = mails_to(&house, "anna@example.com").await;
        assert_eq!(mails.len(), 2);
        let token = |mail: &Mail| {
            let link = mail.link.clone().expect("a link");
            LinkToken { token: link.split_once('#').expect("a secret").1.to_owned() }
        };
        refused(browser.ask::<VerifyMail>((), &token(&mails[0])).await, 410, "expired");
        let reply = browser.ask::<VerifyMail>((), &token(&mails[1])).await.expect("proved");
        assert!(matches!(reply, SignInReply::SignedIn { .. }));
    });
}

#[test]
fn asking_for_the_link_says_nothing_about_who_has_an_account() {
    deep(async {
        let house = House::small().await;
        let known = house.person("Ben", Some(PASSWORD)).await;
        let mut browser = house.stranger();
        let nobody = browser.ask::<SendLinkAgain>((), &address("nobody@example.com")).await;
        let proved = browser.ask::<SendLinkAgain>((), &address(known.email.as_str())).await;
        assert_eq!(nobody.expect("accepted"), proved.expect("accepted"));
        let (to_nobody, to_ben) =
            (mails_to(&house, "nobody@example.com").await, mails_to(&house, known.email.as_str()).await);
        assert_eq!((to_nobody.len(), to_ben.len()), (1, 1));
        assert!(to_nobody[0].text.contains("/sign-up") && to_ben[0].text.contains("/sign-in"));
    });
}

#[test]
fn nobodys_mailbox_is_filled() {
    deep(async {
        let house = House::small().await;
        let mut browser = house.stranger();
        for _ in 0..3 {
            browser.ask::<SendLinkAgain>((), &address("anna@example.com")).await.expect("accepted");
        }
        let more = browser.ask::<SendLinkAgain>((), &address("Anna@example.com")).await;
        refused(more, 429, "wait a minute");
        house.wait(60);
        browser.ask::<SendLinkAgain>((), &address("anna@example.com")).await.expect("accepted");
    });
}
