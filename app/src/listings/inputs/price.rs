//! An amount with its currency.

use leptos::prelude::*;
use serde_json::{Value, json};
use shared::money::{Currency, Money};

use super::Cell;
use crate::{
    listings::texts,
    ui::{Field, Select, SelectOption},
    view,
    view::effect,
};

/// Those that are offered; another one that stands there stays.
const CURRENCIES: [&str; 14] =
    ["EUR", "USD", "GBP", "CHF", "AUD", "CAD", "CZK", "DKK", "HUF", "JPY", "NOK", "NZD", "PLN", "SEK"];

/// A price. Emptied, it is none.
pub fn price(
    cell: Cell,
    id: &str,
    label: &'static str,
    hint: &'static str,
    wrong: Signal<Option<String>>,
) -> AnyView {
    let t = texts();
    let read = |value: Value| serde_json::from_value::<Money>(value).ok();
    let there = untrack(|| read(cell.get()));
    let amount = RwSignal::new(there.map(Money::decimal).unwrap_or_default());
    let currency = RwSignal::new(there.map_or(Currency::EUR, |money| money.currency).as_str().to_owned());
    let typed =
        move || currency.get().parse().ok().map(|currency| Money::of_decimal(&amount.get(), currency));
    let to = cell.clone();
    let set = Callback::new(move |()| {
        let (before, now) = untrack(|| (read(to.get()), typed().flatten()));
        if amount.with_untracked(|amount| amount.trim().is_empty()) {
            if before.is_some() {
                to.set(Value::Null);
            }
        } else if now.is_some() && before != now {
            to.set(json!(now));
        }
    });
    effect(move || {
        amount.track();
        set.run(());
    });
    effect(move || {
        let now = read(cell.get());
        let shown = untrack(typed).flatten();
        let unfinished = shown.is_none() && untrack(|| !amount.with(String::is_empty));
        if now != shown && !unfinished {
            amount.set(now.map(Money::decimal).unwrap_or_default());
            if let Some(money) = now {
                currency.set(money.currency.as_str().to_owned());
            }
        }
    });
    let error = Signal::derive(move || {
        let unreadable = amount.with(|amount| !amount.trim().is_empty()) && typed() == Some(None);
        if unreadable { Some(t.bad_amount.to_owned()) } else { wrong.get() }
    });
    let own = there.map(|money| money.currency.as_str().to_owned());
    let odd = own.filter(|own| !CURRENCIES.contains(&own.as_str()));
    let all = odd.into_iter().chain(CURRENCIES.iter().map(|code| (*code).to_owned()));
    let options = all.map(|code| SelectOption { value: code.clone(), label: code }).collect();
    let (of, on_change) = (format!("{id}-currency"), Callback::new(move |_: String| set.run(())));
    view! {
        <div class="price-input">
            <Field id=id.to_owned() name=id.to_owned() label=label hint=hint value=amount error=error/>
            <Select id=of.clone() name=of label=t.currency value=currency options=options on_change=on_change/>
        </div>
    }
}
