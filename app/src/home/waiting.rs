//! What waits, group by group: what presses, what somebody waits for, what can be done whenever, what is
//! under way.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::home::{
    model::{Entry, What},
    order::{More, Ranked, Urgency},
};

use super::{addresses, texts};
use crate::{
    i18n::{instant, use_locale},
    review::spans,
    ui::Clock,
    view,
};

/// The groups of the page, in their order, with the ids of their headings.
const GROUPS: [(Urgency, &str); 4] = [
    (Urgency::Presses, "home-presses"),
    (Urgency::Waits, "home-waits"),
    (Urgency::Open, "home-open"),
    (Urgency::UnderWay, "home-under-way"),
];

/// Each group that has something.
pub fn groups(waiting: &[Ranked], more: &[More], now: DateTime<Utc>) -> AnyView {
    let t = texts();
    let group = |(urgency, id): (Urgency, &'static str)| {
        let rows: Vec<_> = waiting
            .iter()
            .filter(|ranked| ranked.urgency == urgency)
            .map(|ranked| row(&ranked.entry, now))
            .chain(more.iter().filter(|more| Urgency::of(more.kind) == urgency).map(beyond))
            .collect();
        (!rows.is_empty()).then(|| {
            view! {
                <section class="home-group" data-urgency=name(urgency) aria-labelledby=id>
                    <h2 id=id>{(t.urgency)(urgency)}</h2>
                    <ul class="home-list">{rows}</ul>
                </section>
            }
        })
    };
    GROUPS.into_iter().map(group).collect_view().into_any()
}

const fn name(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Presses => "presses",
        Urgency::Waits => "waits",
        Urgency::Open => "open",
        Urgency::UnderWay => "under-way",
    }
}

/// What, whose, since when, until when; and the way to where it is done.
fn row(entry: &Entry, now: DateTime<Utc>) -> AnyView {
    let t = texts();
    let Entry { what, name, whose, since, until } = entry;
    let said = (t.said)(what);
    let several = matches!(what, What::CasesFree { .. } | What::Invitations { .. });
    let (title, said) = if several {
        (said, None)
    } else {
        let name = name.clone().filter(|name| !name.is_empty());
        (name.unwrap_or_else(|| t.unnamed.to_owned()), Some(said))
    };
    let whose =
        whose.as_ref().map(|whose| view! { <span class="home-whose">{(t.whose)(what, whose)}</span> });
    let since = since.map(|since| {
        let locale = use_locale();
        let span = spans::span(locale, spans::minutes(since, now));
        view! {
            <time class="home-since" datetime=since.to_rfc3339() title=instant(locale, since)>
                {(t.waits)(&span)}
            </time>
        }
    });
    let clock = until.map(|until| {
        let (label, over) = (t.clock)(what.kind());
        view! { <Clock until=until now=now label=label over=over/> }
    });
    view! {
        <li class="home-row">
            <p class="home-what">
                <a href=addresses::of(what)><b>{title}</b></a>
                {whose}
            </p>
            {said.map(|said| view! { <p class="home-said">{said}</p> })}
            <p class="home-when">{since}{clock}</p>
        </li>
    }
}

/// How many of a kind there are beside those that are shown.
fn beyond(more: &More) -> AnyView {
    let said = (texts().more)(more.kind, u64::try_from(more.count).unwrap_or(u64::MAX));
    view! {
        <li class="home-row">
            <p class="home-what"><a href=addresses::of_all(more.kind)>{said}</a></p>
        </li>
    }
}
