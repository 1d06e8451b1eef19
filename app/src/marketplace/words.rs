//! The contract's words in the language of the page.

use shared::marketplace::{
    api::Facet,
    model::{Pricing, PricingModel},
};

use super::texts;
use crate::i18n::{language_name, short_money, use_locale};

/// A pricing model's name.
pub fn pricing_model(model: PricingModel) -> &'static str {
    let t = texts();
    match model {
        PricingModel::Free => t.free,
        PricingModel::Freemium => t.freemium,
        PricingModel::Subscription => t.subscription,
        PricingModel::Usage => t.usage,
        PricingModel::OneTime => t.one_time,
        PricingModel::Contact => t.contact,
    }
}

/// What an app costs, in a line.
pub fn price(pricing: Pricing) -> String {
    let t = texts();
    let Some(from) = pricing.from else { return pricing_model(pricing.model).to_owned() };
    let amount = short_money(use_locale(), from);
    match pricing.model {
        PricingModel::Free => t.free.to_owned(),
        PricingModel::Freemium => (t.free_then)(&amount),
        PricingModel::Subscription => (t.from_month)(&amount),
        PricingModel::Usage => (t.from_unit)(&amount),
        PricingModel::OneTime => (t.from_once)(&amount),
        PricingModel::Contact => t.contact.to_owned(),
    }
}

/// A facet value as people call it. Closed lists and languages have names here; the others bring their
/// own with the data.
pub fn facet_value(facet: Facet, value: &str, label: &str) -> String {
    let t = texts();
    match facet {
        Facet::Pricing => PricingModel::ALL
            .into_iter()
            .find(|model| model.as_str() == value)
            .map_or_else(|| label.to_owned(), |model| pricing_model(model).to_owned()),
        Facet::Badge => match value {
            "security" => t.security.to_owned(),
            "performance" => t.performance.to_owned(),
            "data" => t.data.to_owned(),
            _ => label.to_owned(),
        },
        Facet::Language => language_name(use_locale(), value).into_owned(),
        Facet::Category | Facet::Vertical | Facet::Job | Facet::Region | Facet::Compliance => {
            label.to_owned()
        }
    }
}
