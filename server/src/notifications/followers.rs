//! Those who follow an app are told of it, beside those who are told for what they are to its partner.

use shared::{
    event::Event,
    following::{api::Shown, model::Following},
    notifications::rules::{Told, news_of_app},
    organisations::model::Roster,
};
use store::StoreError;

use super::texts::Said;
use crate::{following, services::Services};

/// Followers that are read at once.
const PAGE: usize = 1_000;
/// Where one reads what one follows: the way to an app whose page is not there for them.
const FOLLOWED: &str = "/account/followed";

/// What the followers of an app are told of an event, but for those who hear of it anyway.
///
/// # Errors
/// When the database cannot be read.
pub(super) async fn told(
    services: &Services,
    event: &Event,
    roster: Option<&Roster>,
    anyway: &[Told],
) -> Result<Vec<Told>, StoreError> {
    let Some(news) = news_of_app(event, roster) else { return Ok(Vec::new()) };
    let Some(listing) = services.store.listings(&[news.listing]).await?.pop() else { return Ok(Vec::new()) };
    let href = match following::shown(&listing) {
        Shown::InDirectory | Shown::Unlisted | Shown::Suspended if listing.link.is_none() => {
            format!("/apps/{}", listing.slug)
        }
        _ => FOLLOWED.to_owned(),
    };
    let mut all = Vec::new();
    let mut last: Option<Following> = None;
    loop {
        let page = services.store.followers(news.listing, last.as_ref(), PAGE).await?;
        let hears_anyway = |follower: &Following| anyway.iter().any(|told| told.person == follower.person);
        // What happened before they followed is no news to them.
        let followers = page.iter().filter(|follower| follower.at <= event.at && !hears_anyway(follower));
        all.extend(followers.filter_map(|follower| news.to(follower.person, &href)));
        let whole = page.len() < PAGE;
        last = page.into_iter().next_back();
        if whole {
            return Ok(all);
        }
    }
}

/// Whether it is said to a follower.
pub(super) fn is_said(said: &Said<'_>) -> bool {
    (said.fact)("side") == "follower"
}

pub(super) fn english(kind: &str, said: &Said<'_>) -> Option<String> {
    let fact = said.fact;
    let (app, to) = (fact("listing"), fact("to"));
    Some(match kind {
        "version.published" => format!("“{app}” has a new version"),
        "version.rolled_back" => format!("“{app}” is back at an earlier version"),
        "app.unlisted" => format!("“{app}” is not in the directory any more"),
        "app.relisted" => format!("“{app}” is in the directory again"),
        "app.deprecated" => format!("“{app}” is given up; its partner points to “{to}” instead"),
        "app.archived" => format!("“{app}” is not offered any more"),
        "app.suspended" => format!("“{app}” is suspended; its page says why"),
        "app.suspension_lifted" => format!("“{app}” is back: its suspension was lifted"),
        "ownership.accepted" => format!("“{app}” goes to {to}, on {} at the earliest", fact("until")),
        "ownership.changed" => format!("“{app}” belongs to {to} now, no longer to {}", fact("from")),
        _ => return None,
    })
}

pub(super) fn german(kind: &str, said: &Said<'_>) -> Option<String> {
    let fact = said.fact;
    let (app, to) = (fact("listing"), fact("to"));
    Some(match kind {
        "version.published" => format!("„{app}“ hat eine neue Version"),
        "version.rolled_back" => format!("„{app}“ ist zurück bei einer früheren Version"),
        "app.unlisted" => format!("„{app}“ steht nicht mehr im Verzeichnis"),
        "app.relisted" => format!("„{app}“ steht wieder im Verzeichnis"),
        "app.deprecated" => format!("„{app}“ wird aufgegeben; der Partner verweist auf „{to}“"),
        "app.archived" => format!("„{app}“ wird nicht mehr angeboten"),
        "app.suspended" => format!("„{app}“ ist ausgesetzt; auf der Seite steht, warum"),
        "app.suspension_lifted" => format!("„{app}“ ist zurück: die Aussetzung wurde aufgehoben"),
        "ownership.accepted" => format!("„{app}“ geht an {to}, frühestens am {}", fact("until")),
        "ownership.changed" => format!("„{app}“ gehört jetzt {to}, nicht mehr {}", fact("from")),
        _ => return None,
    })
}
