//! The apps side by side.

use leptos::prelude::*;
use shared::marketplace::api::{ListingPage, TermRef};

use super::{
    super::{address, card::AppIcon, words},
    kept::Kept,
    texts,
};
use crate::{
    i18n::{date, language_name, number, stars, use_locale},
    platform::use_platform,
    test_ids,
    ui::{Icon, IconName, RatingStars, Seal},
    view,
};

/// A row: its name, and for each app what is compared and what is shown. What is of each app alone, such as
/// its line, is not compared.
type Row = (&'static str, Vec<(String, AnyView)>);

/// The table. With `differences` the rows in which the apps differ are marked.
#[component]
pub fn CompareTable(apps: Vec<ListingPage>, differences: bool) -> impl IntoView {
    let t = texts();
    let names = apps.iter().map(|app| app.name.clone()).collect::<Vec<_>>();
    let columns = apps
        .iter()
        .map(|app| {
            let rest: Vec<&str> =
                apps.iter().map(|other| other.slug.as_str()).filter(|slug| *slug != app.slug).collect();
            let without = address::compare(&rest, differences);
            let slug = app.slug.clone();
            let kept = Kept::context();
            let remove = (t.remove)(&app.name);
            view! {
                <th scope="col">
                    <div class="compare-head">
                        <AppIcon url=app.icon_url.clone() name=app.name.clone() size=48/>
                        <a href=address::app(&app.slug)>{app.name.clone()}</a>
                        <a class="button quiet square" href=without aria-label=remove.clone() title=remove data-noscroll=""
                            on:click=move |_| kept.remove(&slug)>
                            <Icon name=IconName::Close/>
                        </a>
                    </div>
                </th>
            }
        })
        .collect_view();
    let rows = rows(&apps)
        .into_iter()
        .map(|(name, cells)| {
            let marked = differences && differ(&cells);
            let cells = cells.into_iter().map(|(_, shown)| view! { <td>{shown}</td> }).collect_view();
            view! {
                <tr class:differs=marked>
                    <th scope="row">
                        {name}
                        {marked.then(|| view! { <span class="differs-mark">{t.differs}</span> })}
                    </th>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    let caption = (t.table)(&crate::i18n::list(use_locale(), &names));
    let label = caption.clone();
    // The table scrolls by itself where it is wider than the page; the keyboard must reach it.
    view! {
        <div class="compare-scroll" tabindex="0" role="region" aria-label=label>
            <table class="compare-table" data-testid=test_ids::COMPARE_TABLE>
                <caption class="visually-hidden">{caption}</caption>
                <thead><tr><td><span class="visually-hidden">{t.feature}</span></td>{columns}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn differ(cells: &[(String, AnyView)]) -> bool {
    cells.windows(2).any(|pair| pair[0].0 != pair[1].0)
}

fn rows(apps: &[ListingPage]) -> Vec<Row> {
    let t = texts();
    let locale = use_locale();
    let today = use_platform().today;
    let each = |name: &'static str, cell: &dyn Fn(&ListingPage) -> (String, AnyView)| {
        (name, apps.iter().map(cell).collect())
    };
    let text = |name: &'static str, read: &dyn Fn(&ListingPage) -> String| {
        each(name, &|app| {
            let value = read(app);
            let shown = if value.is_empty() { t.none.to_owned() } else { value.clone() };
            (value, shown.into_any())
        })
    };
    let alone = String::new;
    vec![
        each(t.tagline, &|app| (alone(), app.tagline.clone().into_any())),
        each(t.partner, &|app| {
            let partner = app.partner.clone();
            (alone(), view! { <a href=address::partner(&partner.slug)>{partner.name}</a> })
        }),
        text(t.price, &|app| words::price(app.pricing)),
        each(t.rating, &|app| (stars(locale, app.rating.score), view! { <RatingStars rating=app.rating/> })),
        text(t.installs, &|app| number(locale, app.signals.installs)),
        each(t.seals, &|app| {
            let mut kinds: Vec<_> =
                app.badges.iter().map(|badge| (badge.kind.as_str(), badge.expires_on < today)).collect();
            kinds.sort_unstable();
            let shown = if app.badges.is_empty() {
                t.none.into_any()
            } else {
                let seals =
                    app.badges.iter().cloned().map(
                        |badge| view! { <li><Seal badge=badge today=today scope=app.slug.clone()/></li> },
                    );
                view! { <ul class="seals">{seals.collect_view()}</ul> }
            };
            (format!("{kinds:?}"), shown)
        }),
        text(t.categories, &|app| labels(&app.categories)),
        text(t.verticals, &|app| labels(&app.verticals)),
        text(t.jobs, &|app| labels(&app.jobs)),
        text(t.regions, &|app| labels(&app.regions)),
        text(t.languages, &|app| {
            app.languages
                .iter()
                .map(|tag| language_name(locale, tag).into_owned())
                .collect::<Vec<_>>()
                .join(", ")
        }),
        text(t.compliance, &|app| labels(&app.compliance)),
        text(t.release, &|app| {
            app.release.as_ref().map(|release| release.version.clone()).unwrap_or_default()
        }),
        text(t.updated, &|app| date(locale, app.updated_at.date_naive())),
        each(t.website, &|app| match app.website.clone() {
            None => (alone(), t.none.into_any()),
            Some(website) => {
                (alone(), view! { <a href=website rel="external nofollow noopener">{t.visit}</a> })
            }
        }),
    ]
}

/// Sorted: an order is no difference.
fn labels(terms: &[TermRef]) -> String {
    let mut labels = terms.iter().map(|term| term.label.as_str()).collect::<Vec<_>>();
    labels.sort_unstable();
    labels.join(", ")
}
