//! Deeds that give the caller's session a new secret, sent once more because the first answer was lost.

use shared::{
    endpoint::ByOrganisation,
    identity::api::{ChosenPassword, GetMe, SetPassword, Switch, SwitchOrganisation},
    ids::OrganisationId,
    organisations::{
        api::{FoundOrganisation, LeaveOrganisation, NewKind, NewOrganisation},
        model::OrganisationKind,
        role::BuiltIn,
    },
    testing::slug,
};

use crate::{
    identity::testing::{Browser, House, PASSWORD, refused},
    personas::Stage,
    testing::deep,
};

const DEED: Option<&str> = Some("an-answer-that-was-lost");

async fn is_signed_in(browser: &mut Browser) -> bool {
    browser.ask::<GetMe>((), &()).await.expect("read").person.is_some()
}

#[test]
fn a_repeated_change_of_the_password_brings_the_new_secret_again() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let mut lost = house.browser_of(&anna).await;
        lost.deed = DEED;
        let mut repeated = lost.clone();
        let chosen = ChosenPassword { password: "a heron on the roof".to_owned() };
        let first = lost.ask::<SetPassword>((), &chosen).await.expect("set");
        let second = repeated.ask::<SetPassword>((), &chosen).await.expect("the same");
        assert_eq!((first.version, lost.token()), (second.version, repeated.token()));
        assert_eq!(house.trail_of(&anna).await, ["person.password_changed"], "done once");
        house.wait(31);
        assert!(is_signed_in(&mut repeated).await, "the secret before has ended");
    });
}

#[test]
fn a_secret_that_was_replaced_since_is_not_brought_again() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", Some(PASSWORD)).await;
        let mut browser = house.browser_of(&anna).await;
        browser.deed = DEED;
        let chosen = ChosenPassword { password: "a heron on the roof".to_owned() };
        browser.ask::<SetPassword>((), &chosen).await.expect("set");
        let mut other = browser.clone();
        other.deed = None;
        let newer = ChosenPassword { password: "two herons on the roof".to_owned() };
        other.ask::<SetPassword>((), &newer).await.expect("set once more");
        let newest = other.token();
        other.deed = DEED;
        other.ask::<SetPassword>((), &chosen).await.expect("the first answer");
        assert_eq!(other.token(), newest);
    });
}

#[test]
fn an_organisation_is_founded_once_and_both_answers_act_in_it() {
    deep(async {
        let house = House::small().await;
        let anna = house.person("Anna", None).await;
        let mut lost = house.browser_of(&anna).await;
        lost.deed = DEED;
        let mut repeated = lost.clone();
        let alder = NewOrganisation {
            id: OrganisationId::new(&*house.services.ids),
            kind: NewKind::Partner,
            name: "Birch Works".parse().expect("a name"),
            slug: slug("birch-works"),
        };
        lost.ask::<FoundOrganisation>((), &alder).await.expect("founded");
        let me = repeated.ask::<FoundOrganisation>((), &alder).await.expect("the same");
        assert_eq!(me.organisation.map(|organisation| organisation.id), Some(alder.id));
        assert_eq!(me.organisations.len(), 1);
        assert_eq!(lost.token(), repeated.token());
    });
}

#[test]
fn who_has_left_an_organisation_is_told_so_once_more() {
    deep(async {
        let stage = Stage::new().await;
        let (anna, olga) = (stage.person("anna").await, stage.person("olga").await);
        let acme = stage.organisation(OrganisationKind::Partner, "acme", olga.id).await;
        let birch = stage.organisation(OrganisationKind::Customer, "birch", olga.id).await;
        stage.join(acme, &anna, BuiltIn::Seller).await;
        stage.join(birch, &anna, BuiltIn::Admin).await;
        let persona = stage.sign_in(anna.id, Some(acme)).await;
        let house = House::of(stage.market);
        let mut lost = house.stranger();
        lost.cookies.insert("__Host-guildhall".to_owned(), persona.token);
        lost.deed = DEED;
        let mut repeated = lost.clone();
        let here = || ByOrganisation { organisation: acme };
        lost.ask::<LeaveOrganisation>(here(), &()).await.expect("left");
        let mut another = repeated.clone();
        another.deed = Some("another-deed-of-hers");
        let me = repeated.ask::<LeaveOrganisation>(here(), &()).await.expect("the same");
        assert_eq!(me.organisation.map(|organisation| organisation.id), Some(birch));
        assert_eq!(lost.token(), repeated.token());
        refused(another.ask::<LeaveOrganisation>(here(), &()).await, 404, "");
        // What one may do elsewhere goes on from there.
        repeated.deed = None;
        let to = Switch { organisation: birch };
        assert!(repeated.ask::<SwitchOrganisation>((), &to).await.is_ok());
    });
}
