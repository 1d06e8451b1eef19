//! What an app costs: how it is paid for, and its plans.

use std::sync::Arc;

use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use shared::{
    listings::field::{ChangeType, Field, Period},
    marketplace::model::PricingModel,
    money::Money,
};

use super::{
    in_words,
    inputs::{Asked, Cell, Form, Named, Rows, choice, one, price, rows, text},
    keeper::Keeper,
    sheet::Sheet,
    texts,
};
use crate::{
    i18n::{money, use_locale},
    marketplace::words::pricing_model,
    view,
    view::live,
};

/// The periods of a plan, as the texts have them.
const PERIODS: [Period; 4] = [Period::Month, Period::Year, Period::Once, Period::Unit];

/// Model and lowest price.
#[component]
pub fn Pricing(keeper: Keeper) -> impl IntoView {
    let t = texts();
    let sheet = Sheet::of(keeper, Field::Pricing);
    let models = || {
        let named = |model: PricingModel| Named {
            name: model.as_str().to_owned(),
            label: pricing_model(model).to_owned(),
        };
        PricingModel::ALL.into_iter().map(named).collect()
    };
    // A lowest price is one of a model: without a model there is none.
    let model = Memo::new(move |_| sheet.at("/model").as_str().map(str::to_owned));
    let priced = Memo::new(move |_| {
        let model = model.get();
        let unpriced = [PricingModel::Free.as_str(), PricingModel::Contact.as_str()];
        model.is_some_and(|model| !unpriced.contains(&model.as_str()))
    });
    let chosen = Cell::new(
        move || sheet.at("/model"),
        move |value| {
            let from = untrack(|| sheet.at("/from"));
            let keeps = value != json!("free") && value != json!("contact") && !value.is_null();
            if !from.is_null() && !keeps {
                sheet.put("/from", Value::Null);
            }
            sheet.put("/model", value);
        },
    );
    let none = Signal::stored(None);
    view! {
        {one(chosen, "field-pricing".to_owned(), t.pricing, models, none)}
        {live(move || priced.get().then(|| {
            price(sheet.cell("/from".to_owned()), "field-pricing-from", t.lowest, t.lowest_hint, none)
        }))}
        {choice(keeper, Field::Pricing)}
    }
}

/// The plans that customers compare.
#[component]
pub fn Plans(keeper: Keeper) -> impl IntoView {
    let t = texts();
    let sheet = Sheet::of(keeper, Field::Plans);
    let asked = Rows {
        add: t.add_plan,
        line: plan_line,
        new: json!({ "name": "", "per": "month" }),
        ordered: true,
        inputs: Arc::new(move |pointer: &str| plan(sheet, pointer)),
        found: Arc::new(|_| 0),
    };
    view! {
        <div class="several" role="group" aria-labelledby="plans-title" id="field-plans" tabindex="-1">
            <h3 id="plans-title">{t.plans}</h3>
            <p class="hint">{t.plans_hint}</p>
            {rows(sheet, "", asked)}
            {choice(keeper, Field::Plans)}
        </div>
    }
}

fn plan_line(plan: &Value) -> (String, String) {
    let name = plan["name"].as_str().unwrap_or_default().to_owned();
    let amount = read::<Money>(&plan["price"]).map(|amount| money(use_locale(), amount));
    let said = read(&plan["per"]).map_or_else(String::new, |per| in_words::priced(amount.as_deref(), per));
    (name, said)
}

fn read<T: DeserializeOwned>(value: &Value) -> Option<T> {
    serde_json::from_value(value.clone()).ok()
}

/// A value of a closed list, by its name in the data.
fn named(value: impl Serialize, label: &str) -> Named {
    Named { name: json!(value).as_str().unwrap_or_default().to_owned(), label: label.to_owned() }
}

fn plan(sheet: Sheet, pointer: &str) -> AnyView {
    let t = texts();
    let part = |name: &str| sheet.cell(format!("{pointer}/{name}"));
    let id = |name: &str| format!("plan{}-{name}", pointer.replace('/', "-"));
    let none = Signal::stored(None);
    let periods = move || PERIODS.into_iter().zip(t.periods).map(|(per, label)| named(per, label)).collect();
    let asked =
        |name: &str, label, hint, form, rows| Asked { id: id(name), label, hint, form, rows, code: false };
    let name = nonempty(part("name"), json!(""));
    let includes = nonempty(part("includes"), json!([]));
    view! {
        {text(name, asked("name", t.plan_name, "", Form::Text, 0), none)}
        {price(part("price"), &id("price"), t.price, t.price_hint, none)}
        {one(part("per"), id("per"), t.per, periods, none)}
        {text(includes, asked("includes", t.includes, t.includes_hint, Form::Lines, 4), none)}
    }
}

/// A part that stays when it says nothing.
fn nonempty(cell: Cell, nothing: Value) -> Cell {
    let to = cell.clone();
    Cell::new(move || cell.get(), move |value| to.set(if value.is_null() { nothing.clone() } else { value }))
}

/// What changed since the last version.
#[component]
pub fn Changelog(keeper: Keeper) -> impl IntoView {
    let t = texts();
    let sheet = Sheet::of(keeper, Field::Changelog);
    let asked = Rows {
        add: t.add_change,
        line: change_line,
        new: json!({ "kind": "added", "text": "" }),
        ordered: true,
        inputs: Arc::new(move |pointer: &str| change(sheet, pointer)),
        found: Arc::new(|_| 0),
    };
    view! {
        <div class="several" role="group" aria-labelledby="changelog-title" id="field-changelog" tabindex="-1">
            <h3 id="changelog-title">{t.changelog}</h3>
            <p class="hint">{t.changelog_hint}</p>
            {rows(sheet, "", asked)}
            {choice(keeper, Field::Changelog)}
        </div>
    }
}

/// The kinds of changes.
const KINDS: [ChangeType; 6] = [
    ChangeType::Added,
    ChangeType::Changed,
    ChangeType::Deprecated,
    ChangeType::Removed,
    ChangeType::Fixed,
    ChangeType::Security,
];

fn change_line(change: &Value) -> (String, String) {
    let kind = read(&change["kind"]).map(in_words::change).unwrap_or_default();
    (kind.to_owned(), change["text"].as_str().unwrap_or_default().to_owned())
}

fn change(sheet: Sheet, pointer: &str) -> AnyView {
    let t = texts();
    let id = |name: &str| format!("change{}-{name}", pointer.replace('/', "-"));
    let none = Signal::stored(None);
    let kinds = || KINDS.into_iter().map(|kind| named(kind, in_words::change(kind))).collect();
    let said = nonempty(sheet.cell(format!("{pointer}/text")), json!(""));
    let asked =
        Asked { id: id("text"), label: t.change_text, hint: "", form: Form::Text, rows: 2, code: false };
    view! {
        {one(sheet.cell(format!("{pointer}/kind")), id("kind"), t.change_kind, kinds, none)}
        {text(said, asked, none)}
    }
}

#[cfg(test)]
mod tests {
    use shared::listings::field::{Change, Plan};

    use super::*;

    #[test]
    fn the_names_are_those_of_the_data() {
        for per in PERIODS {
            assert!(serde_json::from_value::<Period>(json!(named(per, "").name)).is_ok(), "{per:?}");
        }
        for kind in KINDS {
            assert!(serde_json::from_value::<ChangeType>(json!(named(kind, "").name)).is_ok(), "{kind:?}");
        }
        let plan = json!({ "name": "", "per": "month" });
        assert!(serde_json::from_value::<Plan>(plan).is_ok(), "a new plan fits");
        let change = json!({ "kind": "added", "text": "" });
        assert!(serde_json::from_value::<Change>(change).is_ok(), "a new line fits");
    }
}
