//! An app in a list.

use leptos::prelude::*;
use shared::marketplace::api::ListingCard;

use super::{address, compare::CompareToggle, texts, words};
use crate::{
    platform::use_platform,
    test_ids,
    ui::{RatingStars, SealMark},
    view,
};

/// Cards in a grid that keeps name, line, seals, rating and price of neighbours at one height.
#[component]
pub fn Cards(cards: Vec<ListingCard>) -> impl IntoView {
    view! {
        <ul class="cards">
            {cards.into_iter().map(|card| view! { <li><Card card=card/></li> }).collect_view()}
        </ul>
    }
}

/// One app: what it is, who makes it, what was checked, what it costs. `foot` comes under it.
#[component]
pub fn Card(
    card: ListingCard,
    /// A label over the card.
    #[prop(default = None)]
    flag: Option<&'static str>,
    #[prop(default = None)] foot: Option<AnyView>,
    /// Id of the link, where a card stands once on its page.
    #[prop(default = None)]
    id: Option<String>,
) -> impl IntoView {
    let t = texts();
    let today = use_platform().today;
    let seals = if card.badges.is_empty() {
        view! { <p class="card-seals none">{t.no_seals}</p> }
    } else {
        let seals =
            card.badges.into_iter().map(|badge| view! { <li><SealMark badge=badge today=today/></li> });
        view! {
            <ul class="card-seals" aria-label=(t.seals_of)(&card.name)>
                {seals.collect_view()}
            </ul>
        }
    };
    view! {
        <article class="app-card" data-testid=test_ids::CARD>
            <div class="card-head">
                <AppIcon url=card.icon_url name=card.name.clone() size=48/>
                <div>
                    {flag.map(|flag| view! { <p class="card-flag">{flag}</p> })}
                    <h3><a id=id href=address::app(&card.slug)>{card.name.clone()}</a></h3>
                    <p class="card-partner">
                        {t.by}" "<a href=address::partner(&card.partner.slug)>{card.partner.name}</a>
                    </p>
                </div>
            </div>
            <p class="card-line">{card.tagline}</p>
            {seals}
            <p class="card-rating"><RatingStars rating=card.rating compact=true/></p>
            <div class="card-price">
                <p>{words::price(card.pricing)}</p>
                <CompareToggle slug=card.slug name=card.name/>
            </div>
            {foot}
        </article>
    }
}

/// An app's icon, or its first letter on a tile. Decoration beside the name.
#[component]
pub fn AppIcon(url: Option<String>, name: String, size: u32) -> impl IntoView {
    match url {
        Some(url) => {
            let sharp = format!(
                "{} 1x, {} 2x",
                address::picture(&url, one_x(size)),
                address::picture(&url, one_x(size * 2))
            );
            view! {
                <img class="app-icon" src=address::picture(&url, one_x(size)) srcset=sharp alt=""
                    width=size.to_string() height=size.to_string() loading="lazy" decoding="async"/>
            }
        }
        None => {
            let letter: String = name.chars().next().map(char::to_uppercase).into_iter().flatten().collect();
            view! { <span class="app-icon letter" data-size=size.to_string() aria-hidden="true">{letter}</span> }
        }
    }
}

/// The served width that a size in CSS pixels needs.
fn one_x(size: u32) -> u32 {
    shared::marketplace::model::Picture::WIDTHS.into_iter().find(|width| *width >= size).unwrap_or(1600)
}
