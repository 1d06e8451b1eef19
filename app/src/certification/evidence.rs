//! What a request rests on, and what was asked about it.

use leptos::prelude::*;
use shared::certification::{
    api::{BadgeView, RequestView, Reviewed},
    model::{Evidence, Question},
};

use super::texts;
use crate::{
    i18n::{date, instant, use_locale},
    review,
    ui::level_words,
    view,
};

/// The pieces of evidence, in order. `console` leads to the reviews that are named.
pub fn evidence(all: &[Evidence], reviews: &[Reviewed], console: bool) -> AnyView {
    let t = texts();
    let piece = |one: &Evidence| {
        let link = one.link.as_ref().map(|link| {
            let (href, shown) = (link.to_string(), link.to_string());
            view! { <p><a class="evidence-link" href=href rel="external nofollow noopener noreferrer" target="_blank">{shown}</a></p> }
        });
        let named = one.review.as_ref().map(|receipt| {
            let known = reviews.iter().find(|review| review.receipt == *receipt);
            match known {
                Some(known) => reviewed(known, console),
                None => {
                    view! { <p class="quiet"><code class="evidence-link">{receipt.to_string()}</code></p> }
                }
            }
        });
        view! {
            <li>
                <p><b>{(t.kind)(one.kind)}</b></p>
                <p class="said">{one.words.to_string()}</p>
                {link}
                {named}
            </li>
        }
    };
    let pieces = all.iter().map(piece).collect_view();
    view! { <ol class="case-asked">{pieces}</ol> }
}

fn reviewed(review: &Reviewed, console: bool) -> AnyView {
    let said = (texts().review_of)(&review.label.to_string(), &date(use_locale(), review.at.date_naive()));
    if console {
        view! { <p><a href=review::href(review.submission)>{said}</a></p> }
    } else {
        view! { <p class="quiet">{said}</p> }
    }
}

/// What reviewers asked for, each with what the partner says to it, under its heading.
pub fn questions(all: &[Question], heading: AnyView) -> Option<AnyView> {
    let t = texts();
    let locale = use_locale();
    if all.is_empty() {
        return None;
    }
    let question = |one: &Question| {
        let answer = match &one.answer {
            Some(answer) => view! { <p class="said">{answer.to_string()}</p> },
            None => view! { <p class="quiet">{t.no_answer}</p> },
        };
        view! {
            <li>
                <p class="quiet">{instant(locale, one.at)}</p>
                <p class="said asked">{one.words.to_string()}</p>
                {answer}
            </li>
        }
    };
    let list = all.iter().map(question).collect_view();
    Some(view! { {heading}<ol class="case-asked">{list}</ol> })
}

/// What is asked for, since when and by whom.
pub fn asked_for(request: &RequestView) -> AnyView {
    let t = texts();
    let by = request.by.clone().unwrap_or_else(|| t.somebody.to_owned());
    let said = (t.asked_for)(level_words(request.level).0, &by, &instant(use_locale(), request.at));
    view! { <p>{said}</p> }
}

/// What was granted.
pub fn badge(badge: &BadgeView) -> AnyView {
    let t = texts();
    let locale = use_locale();
    let fact = |label: &'static str, value: String| view! { <div><dt>{label}</dt><dd>{value}</dd></div> };
    view! {
        <dl class="known-facts">
            {fact(t.level, super::level_line(badge.level))}
            {fact(t.issuer, badge.issuer.clone())}
            {fact(t.issued_on, date(locale, badge.issued_on))}
            {fact(t.renewal_from, date(locale, badge.renewal_opens_on))}
            {fact(t.ends_on, date(locale, badge.expires_on))}
            {fact(t.lapses_day, date(locale, badge.lapses_on))}
            {fact(t.looked_at, badge.looked_at.to_string())}
        </dl>
    }
}
