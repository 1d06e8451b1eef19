//! What an app costs, plan by plan.

use leptos::prelude::*;
use shared::{listings::field::Plan, marketplace::details::Details};

use super::{Within, part, texts};
use crate::{
    i18n::{short_money, use_locale},
    view,
};

/// Plans and trial; `None` where the partner names neither.
pub fn plans(within: Within, details: &Details) -> Option<AnyView> {
    let t = texts();
    let trial = details.trial_days.filter(|days| *days > 0);
    if details.plans.is_empty() && trial.is_none() {
        return None;
    }
    let trial = trial.map(|days| view! { <p>{(t.trial)(days.into())}</p> });
    let plans = details.plans.iter().map(plan).collect_view();
    let plans = (!details.plans.is_empty()).then(|| view! { <ul class="plans">{plans}</ul> });
    Some(part(within, "plans", t.plans, view! { {trial}{plans} }))
}

fn plan(plan: &Plan) -> AnyView {
    let t = texts();
    let price = match plan.price {
        None => t.on_request.to_owned(),
        Some(price) if price.minor == 0 => t.free.to_owned(),
        Some(price) => (t.per)(&short_money(use_locale(), price), plan.per),
    };
    let includes = plan.includes.iter().cloned().map(|line| view! { <li>{line}</li> }).collect_view();
    view! {
        <li>
            <b>{plan.name.clone()}</b>
            <p>{price}</p>
            {(!plan.includes.is_empty()).then(|| view! { <ul>{includes}</ul> })}
        </li>
    }
}
