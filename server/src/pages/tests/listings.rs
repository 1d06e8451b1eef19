//! Pages of apps that are not for everyone, or not there for a while.

use http::StatusCode;
use shared::{
    listings::link,
    marketplace::{details::SuspendedSince, model::Listing, state::ListingState},
    testing::{START, SeededRandom, listing},
};

use super::{Site, text};
use crate::testing::deep;

#[test]
fn a_suspended_app_says_so_on_a_page_that_search_engines_leave_out() {
    deep(async {
        let site = Site::with(None).await;
        let before = site.text("/apps/ledger-bridge", &[]).await;
        assert!(before.contains("Syncs invoices") && !before.contains("noindex"), "{before}");
        let reason = "It sends addresses away.".parse().expect("words");
        site.market
            .update(&Listing {
                state: ListingState::Hidden,
                suspended: Some(SuspendedSince { at: START, reason }),
                ..listing().version(2).build()
            })
            .await;
        let page = site.ask("/apps/ledger-bridge", &[]).await;
        assert_eq!(page.status(), StatusCode::OK);
        let page = text(page).await;
        for wanted in ["It sends addresses away.", "Ledger Bridge", "noindex"] {
            assert!(page.contains(wanted), "{wanted} is missing in {page}");
        }
        for gone in ["Syncs invoices", "Visit website", "rel=\"canonical\"", "/og/apps/"] {
            assert!(!page.contains(gone), "{gone} is in {page}");
        }
        site.market.update(&listing().version(3).build()).await;
        assert!(site.text("/apps/ledger-bridge", &[]).await.contains("Syncs invoices"));
    });
}

#[test]
fn an_app_that_its_partner_ended_says_so() {
    deep(async {
        let site = Site::with(None).await;
        let ended = Listing { state: ListingState::Hidden, ..listing().version(2).build() };
        site.market.update(&ended).await;
        let page = site.text("/apps/ledger-bridge", &[]).await;
        for wanted in ["not offered any more", "Ledger Bridge", "noindex"] {
            assert!(page.contains(wanted), "{wanted} is missing in {page}");
        }
        for gone in ["Syncs invoices", "rel=\"canonical\"", "/og/apps/"] {
            assert!(!page.contains(gone), "{gone} is in {page}");
        }
    });
}

#[test]
fn an_app_with_a_link_is_there_for_who_has_it() {
    deep(async {
        let site = Site::with(None).await;
        let random = SeededRandom::default();
        let (token, kept) = link::draw(&random);
        let linked = |version: u64, kept| Listing {
            state: ListingState::Unlisted,
            link: Some(kept),
            ..listing().version(version).build()
        };
        site.market.update(&linked(2, kept)).await;
        let address = format!("/apps/ledger-bridge?link={token}");
        assert_eq!(site.ask("/apps/ledger-bridge", &[]).await.status(), StatusCode::NOT_FOUND);
        let page = site.ask(&address, &[]).await;
        assert_eq!(page.status(), StatusCode::OK);
        let page = text(page).await;
        assert!(page.contains("Syncs invoices") && page.contains("noindex"), "{page}");
        assert_eq!(site.ask("/apps/ledger-bridge", &[]).await.status(), StatusCode::NOT_FOUND);
        // A new link ends the one before, also where its page was kept.
        let (next, kept) = link::draw(&random);
        site.market.update(&linked(3, kept)).await;
        assert_eq!(site.ask(&address, &[]).await.status(), StatusCode::NOT_FOUND);
        let address = format!("/apps/ledger-bridge?link={next}");
        assert_eq!(site.ask(&address, &[]).await.status(), StatusCode::OK);
    });
}
