//! Suspensions and changes of owner, as the operator and both partners see them.

use app::{
    i18n::Locale,
    listings::{
        governance::{listing::GovernedPage, table::Governed},
        ownership::offers::OffersToUs,
    },
    organisations::Here,
};
use chrono::TimeDelta;
use leptos::prelude::*;
use shared::{
    endpoint::{ByListing, ByOrganisation},
    ids::{ListingId, PersonId, TransferId, VersionId},
    listings::{
        api::{
            AcceptedView, EarlierVersion, GovernedListing, GovernedListings, GovernedRow, InCharge,
            OfferView, Offers, ReceiverView, SuspensionView, TransferView,
        },
        state::Phase,
    },
    organisations::{
        model::OrganisationKind,
        permission::{Permission, Permissions},
    },
    testing::START,
};

use super::{
    data::{ANNA, ORGANISATION, owner, reader},
    drawn, hides, shows,
};

const LISTING: ListingId = ListingId::from_ulid(ulid::Ulid(1));

fn operator(permissions: &[Permission]) -> Here {
    Here {
        organisation: ORGANISATION,
        kind: OrganisationKind::Operator,
        person: ANNA,
        permissions: Permissions::of(permissions),
    }
}

fn suspension() -> SuspensionView {
    SuspensionView {
        owner: Some("Ines Okafor".to_owned()),
        reason: "It leaks <addresses>.".parse().expect("words"),
        way_back: "Mend it and submit again.".parse().expect("words"),
        at: START,
    }
}

fn change(accepted: Option<AcceptedView>) -> TransferView {
    TransferView {
        transfer: TransferId::from_ulid(ulid::Ulid(1)),
        to: Some("Harrow & Pike".to_owned()),
        offered_at: START,
        expires_at: START + TimeDelta::days(14),
        accepted,
    }
}

fn accepted() -> AcceptedView {
    AcceptedView { at: START, quarantine_until: START + TimeDelta::days(14), verified_at: None }
}

fn row(suspension: Option<SuspensionView>, change: Option<TransferView>) -> GovernedRow {
    GovernedRow {
        listing: LISTING,
        name: "Ledger <Bridge>".to_owned(),
        partner: Some("Tidewell".to_owned()),
        suspension,
        change,
    }
}

fn page(locale: Locale, here: Here, row: GovernedRow, standing: Phase) -> String {
    let at = ByListing { organisation: ORGANISATION, listing: LISTING };
    let people = vec![
        InCharge { person: ANNA, name: "Anna Lind".to_owned() },
        InCharge { person: PersonId::from_ulid(ulid::Ulid(2)), name: "Tomasz Wilk".to_owned() },
    ];
    let receiver = row.change.is_some().then(|| ReceiverView {
        since: START,
        owner: Some("Pia <Harrow>".to_owned()),
        people: 4,
        domains: vec!["harrow-pike.example".parse().expect("a domain")],
        listings: 2,
        approved: true,
        suspensions: 1,
        rejections: 0,
    });
    let one = GovernedListing {
        row,
        standing,
        slug: Some("ledger-bridge".to_owned()),
        people,
        decided: true,
        live: Some("1.4.0".parse().expect("a label")),
        earlier: vec![EarlierVersion {
            version: VersionId::from_ulid(ulid::Ulid(3)),
            label: "1.3.2".parse().expect("a label"),
        }],
        receiver,
    };
    drawn(locale, move || {
        let ignored = Callback::new(|_: GovernedListing| {});
        view! { <GovernedPage one=one at=at here=here now=START on_change=ignored/> }
    })
}

#[test]
fn the_table_says_what_is_suspended_and_what_changes_hands() {
    for locale in Locale::ALL {
        let html = drawn(locale, || {
            let listings = vec![row(Some(suspension()), None), row(None, Some(change(Some(accepted()))))];
            let at = ByOrganisation { organisation: ORGANISATION };
            view! { <Governed all=GovernedListings { listings } at=at now=START/> }
        });
        shows(&html, "href=\"/governance/lst_00000000000000000000000001\"");
        shows(&html, locale.pick("Suspended", "Ausgesetzt"));
        shows(&html, "Ines Okafor");
        shows(&html, locale.pick("It goes to Harrow &amp; Pike.", "Er geht an Harrow &amp; Pike."));
        shows(&html, locale.pick("New owner not verified yet", "Neuer Besitzer noch nicht verifiziert"));
        hides(&html, "<Bridge>");
    }
}

#[test]
fn with_nothing_to_look_after_a_listing_can_still_be_found() {
    for locale in Locale::ALL {
        let html = drawn(locale, || {
            let at = ByOrganisation { organisation: ORGANISATION };
            view! { <Governed all=GovernedListings::default() at=at now=START/> }
        });
        shows(&html, locale.pick("Nothing to look after", "Nichts zu beaufsichtigen"));
        shows(&html, "id=\"find-listing\"");
        hides(&html, "<table");
    }
}

#[test]
fn an_earlier_version_can_be_made_live_again() {
    for locale in Locale::ALL {
        let here = operator(&[Permission::ListingsSuspend]);
        let html = page(locale, here, row(None, None), Phase::Published);
        shows(&html, locale.pick("Customers have version 1.4.0.", "Kunden haben Version 1.4.0."));
        shows(&html, locale.pick("Make version 1.3.2 live again", "Version 1.3.2 wieder live nehmen"));
    }
}

#[test]
fn a_published_listing_is_suspended_with_somebody_in_charge_a_reason_and_a_way_back() {
    for locale in Locale::ALL {
        let here = operator(&[Permission::ListingsSuspend]);
        let html = page(locale, here, row(None, None), Phase::Published);
        shows(&html, locale.pick("Suspend the listing", "Eintrag aussetzen"));
        for field in ["suspension-owner", "suspension-reason", "suspension-way-back"] {
            shows(&html, &format!("id=\"{field}\""));
        }
        shows(&html, "Tomasz Wilk");
        let draft = page(locale, here, row(None, None), Phase::Draft);
        hides(&draft, "suspension-reason");
    }
}

#[test]
fn a_suspension_says_all_of_it_and_can_be_lifted() {
    for locale in Locale::ALL {
        let here = operator(&[Permission::ListingsSuspend]);
        let html = page(locale, here, row(Some(suspension()), None), Phase::Suspended);
        shows(&html, "It leaks &lt;addresses&gt;.");
        shows(&html, "Mend it and submit again.");
        shows(&html, "Ines Okafor");
        shows(&html, locale.pick("Lift the suspension", "Aussetzung aufheben"));
    }
}

#[test]
fn only_who_may_verifies_a_new_owner() {
    for locale in Locale::ALL {
        let change = row(None, Some(change(Some(accepted()))));
        let may = operator(&[Permission::ListingsSuspend, Permission::ListingsVerifyOwner]);
        let html = page(locale, may, change.clone(), Phase::Published);
        let verify = locale.pick("Verify the new owner", "Neuen Besitzer verifizieren");
        shows(&html, verify);
        shows(&html, locale.pick("Stop the change", "Wechsel stoppen"));
        for known in [
            "Pia &lt;Harrow&gt;",
            "harrow-pike.example",
            locale.pick("0 rejections, 1 suspension.", "0 Ablehnungen, 1 Aussetzung."),
        ] {
            shows(&html, known);
        }
        let may_not = operator(&[Permission::ListingsSuspend]);
        hides(&page(locale, may_not, change, Phase::Published), verify);
    }
}

#[test]
fn an_offer_says_from_whom_and_only_who_may_answers_it() {
    let offers = |accepted| Offers {
        offers: vec![OfferView {
            listing: LISTING,
            name: "Ledger <Bridge>".to_owned(),
            slug: Some("ledger-bridge".to_owned()),
            from: Some("Tidewell".to_owned()),
            standing: Phase::Published,
            change: change(accepted),
        }],
        quarantine_days: 14,
    };
    let seen = |locale: Locale, here: Here, offers: Offers| {
        drawn(locale, move || {
            let ignored = Callback::new(|_: Offers| {});
            view! { <OffersToUs offers=offers here=here now=START on_change=ignored/> }
        })
    };
    for locale in Locale::ALL {
        let accept = locale.pick("Accept the listing", "Eintrag annehmen");
        let html = seen(locale, owner(), offers(None));
        shows(&html, locale.pick("from Tidewell", "von Tidewell"));
        shows(&html, accept);
        hides(&seen(locale, reader(), offers(None)), accept);
        hides(&seen(locale, owner(), offers(Some(accepted()))), accept);
        assert!(!seen(locale, owner(), Offers::default()).contains("offers-title"));
    }
}
