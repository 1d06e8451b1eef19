//! A value of a field in words, for who has to choose between two.

use serde::de::DeserializeOwned;
use serde_json::Value;
use shared::listings::field::{Change, ChangeType, DataAndTrust, Field, Period, Plan, Sla, Support};

use crate::{
    i18n::{Locale, date, hundredths, plural, short_money, use_locale},
    marketplace::words::price,
    uploads,
};

/// One language of the words.
struct Texts {
    days: fn(u64) -> String,
    answer: fn(u32) -> String,
    /// Per cent, as the language writes it.
    uptime: fn(&str) -> String,
    made_for_each: &'static str,
    per: fn(Period, &str) -> String,
    change: fn(ChangeType) -> &'static str,
}

static ENGLISH: Texts = Texts {
    days: |days| plural(days, "1 day".to_owned(), format!("{days} days")),
    answer: |hours| {
        plural(
            hours.into(),
            "First answer within 1 hour".to_owned(),
            format!("First answer within {hours} hours"),
        )
    },
    uptime: |percent| format!("Uptime {percent}\u{a0}%"),
    made_for_each: "price on request",
    per: |period, amount| match period {
        Period::Month => format!("{amount} a month"),
        Period::Year => format!("{amount} a year"),
        Period::Once => format!("{amount} once"),
        Period::Unit => format!("{amount} a unit"),
    },
    change: |kind| match kind {
        ChangeType::Added => "Added",
        ChangeType::Changed => "Changed",
        ChangeType::Deprecated => "Deprecated",
        ChangeType::Removed => "Removed",
        ChangeType::Fixed => "Fixed",
        ChangeType::Security => "Security",
    },
};

static GERMAN: Texts = Texts {
    days: |days| plural(days, "1 Tag".to_owned(), format!("{days} Tage")),
    answer: |hours| {
        plural(
            hours.into(),
            "Erste Antwort in 1 Stunde".to_owned(),
            format!("Erste Antwort in {hours} Stunden"),
        )
    },
    uptime: |percent| format!("Verfügbarkeit {percent}\u{a0}%"),
    made_for_each: "Preis auf Anfrage",
    per: |period, amount| match period {
        Period::Month => format!("{amount} im Monat"),
        Period::Year => format!("{amount} im Jahr"),
        Period::Once => format!("{amount} einmalig"),
        Period::Unit => format!("{amount} je Einheit"),
    },
    change: |kind| match kind {
        ChangeType::Added => "Neu",
        ChangeType::Changed => "Geändert",
        ChangeType::Deprecated => "Läuft aus",
        ChangeType::Removed => "Entfernt",
        ChangeType::Fixed => "Behoben",
        ChangeType::Security => "Sicherheit",
    },
};

/// A kind of change.
pub(super) fn change(kind: ChangeType) -> &'static str {
    (use_locale().pick(&ENGLISH, &GERMAN).change)(kind)
}

/// A price with what it is paid for; of a plan without one, that it is made for each customer.
pub(super) fn priced(amount: Option<&str>, per: Period) -> String {
    let t = use_locale().pick(&ENGLISH, &GERMAN);
    amount.map_or_else(|| t.made_for_each.to_owned(), |amount| (t.per)(per, amount))
}

/// A value as somebody reads it; what has several parts has a line for each.
pub fn in_words(field: Field, value: &Value) -> String {
    worded(use_locale(), field, value).unwrap_or_else(|| plain(value))
}

/// `None` for a value that has not the shape of its field.
fn worded(locale: Locale, field: Field, value: &Value) -> Option<String> {
    let t = locale.pick(&ENGLISH, &GERMAN);
    Some(match field {
        Field::Name
        | Field::Tagline
        | Field::Description
        | Field::Video
        | Field::Website
        | Field::Manifest => value.as_str()?.to_owned(),
        Field::Icon => pixels(value)?,
        Field::Screenshots => {
            let shots = value.as_array()?.iter().zip(1..);
            let lines: Option<Vec<_>> =
                shots.map(|(shot, number)| Some(format!("{number}. {}", shown(shot)?))).collect();
            lines?.join("\n")
        }
        Field::Categories | Field::Verticals | Field::Jobs | Field::Tags | Field::Languages => {
            read::<Vec<String>>(value)?.join(", ")
        }
        Field::Pricing => price(read(value)?),
        Field::Plans => lines(&read::<Vec<Plan>>(value)?, |plan| self::plan(locale, t, plan)),
        Field::TrialDays => (t.days)(value.as_u64()?),
        Field::Support => {
            let Support { email, url } = read(value)?;
            members(field, &[("email", email), ("url", url)])
        }
        Field::Sla => {
            let Sla { first_answer_hours, uptime_basis_points } = read(value)?;
            let percent = hundredths(locale, f64::from(uptime_basis_points) / 100.0);
            [(t.answer)(first_answer_hours), (t.uptime)(&percent)].join("\n")
        }
        Field::Data => data(locale, read(value)?),
        Field::Changelog => lines(&read::<Vec<Change>>(value)?, |Change { kind, text }| {
            format!("{}: {text}", (t.change)(*kind))
        }),
    })
}

fn read<T: DeserializeOwned>(value: &Value) -> Option<T> {
    serde_json::from_value(value.clone()).ok()
}

fn lines<T>(all: &[T], line: impl Fn(&T) -> String) -> String {
    all.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn plan(locale: Locale, t: &Texts, plan: &Plan) -> String {
    let price = match plan.price {
        Some(price) => (t.per)(plan.per, &short_money(locale, price)),
        None => t.made_for_each.to_owned(),
    };
    let includes =
        if plan.includes.is_empty() { String::new() } else { format!(" ({})", plan.includes.join("; ")) };
    format!("{}: {price}{includes}", plan.name)
}

fn data(locale: Locale, data: DataAndTrust) -> String {
    let regions: Vec<_> = data.regions.iter().map(ToString::to_string).collect();
    let tested = data.last_tested_on.map(|day| date(locale, day)).unwrap_or_default();
    members(
        Field::Data,
        &[
            ("stored", data.stored),
            ("regions", regions.join(", ")),
            ("retention_days", data.retention_days.to_string()),
            ("subprocessors", data.subprocessors.join(", ")),
            ("privacy_url", data.privacy_url),
            ("security_contact", data.security_contact),
            ("last_tested_on", tested),
        ],
    )
}

/// A line for each member that says something, under its label in the editor.
fn members(field: Field, members: &[(&'static str, String)]) -> String {
    let label = super::texts().label;
    let filled = members.iter().filter(|(_, said)| !said.trim().is_empty());
    filled
        .map(|(name, said)| format!("{}: {said}", label(field, Some(*name)).0))
        .collect::<Vec<_>>()
        .join("\n")
}

fn pixels(picture: &Value) -> Option<String> {
    let side = |name: &str| picture.get(name)?.as_u64().and_then(|side| u32::try_from(side).ok());
    Some((uploads::texts().shown)(side("width")?, side("height")?))
}

/// What a screenshot shows, or else its size.
fn shown(shot: &Value) -> Option<String> {
    let alt = shot.get("alt")?.as_str().filter(|alt| !alt.trim().is_empty());
    alt.map_or_else(|| pixels(shot.get("picture")?), |alt| Some(alt.to_owned()))
}

/// What stands in a value, whatever its shape.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Array(items) => {
            items.iter().map(plain).filter(|said| !said.is_empty()).collect::<Vec<_>>().join(", ")
        }
        Value::Object(members) => {
            members.values().map(plain).filter(|said| !said.is_empty()).collect::<Vec<_>>().join("\n")
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn samples() -> Vec<(Field, Value, &'static str)> {
        let picture = json!({ "digest": "a".repeat(64), "width": 900, "height": 600 });
        let shots = json!([{ "picture": picture, "alt": "The list" }, { "picture": picture, "alt": " " }]);
        vec![
            (Field::Name, json!("Ledger {Bridge}"), "Ledger {Bridge}"),
            (Field::Icon, picture.clone(), "A picture of 900 × 600 pixels"),
            (Field::Screenshots, shots, "1. The list\n2. A picture of 900 × 600 pixels"),
            (Field::Categories, json!(["finance", "crm"]), "finance, crm"),
            (Field::Languages, json!(["en", "pt-BR"]), "en, pt-BR"),
            (Field::TrialDays, json!(14), "14 days"),
            (
                Field::Plans,
                json!([
                    {
                        "name": "Standard",
                        "price": { "minor": 1900, "currency": "EUR" },
                        "per": "month",
                        "includes": ["Two ledgers", "Mail"],
                    },
                    { "name": "Large", "price": null, "per": "year" },
                ]),
                "Standard: €19 a month (Two ledgers; Mail)\nLarge: price on request",
            ),
            (
                Field::Support,
                json!({ "email": "help@ledger.example", "url": "" }),
                "Address for help: help@ledger.example",
            ),
            (
                Field::Sla,
                json!({ "first_answer_hours": 8, "uptime_basis_points": 9_950 }),
                "First answer within 8 hours\nUptime 99.50\u{a0}%",
            ),
            (
                Field::Changelog,
                json!([{ "kind": "added", "text": "Mail." }, { "kind": "fixed", "text": "Sums." }]),
                "Added: Mail.\nFixed: Sums.",
            ),
        ]
    }

    #[test]
    fn values_of_every_shape_are_read_as_words() {
        for (field, value, words) in samples() {
            assert_eq!(field.check(&value), Ok(()), "{field:?}");
            assert_eq!(in_words(field, &value), words);
        }
        let pricing = json!({ "model": "subscription", "from": { "minor": 1900, "currency": "EUR" } });
        assert!(in_words(Field::Pricing, &pricing).contains("€19"));
        let data = in_words(
            Field::Data,
            &json!({
                "stored": "Invoices.", "regions": ["eu", "us"], "retention_days": 30, "subprocessors": [],
                "privacy_url": "https://ledger.example/privacy", "last_tested_on": "2026-11-22",
            }),
        );
        for part in ["Invoices.", "eu, us", ": 30", "https://ledger.example/privacy", "22\u{a0}November 2026"]
        {
            assert!(data.contains(part), "{part}: {data}");
        }
        assert_eq!(data.lines().count(), 5, "{data}");
    }

    #[test]
    fn no_value_is_shown_as_it_is_stored() {
        let odd = [
            (Field::Plans, json!([{ "name": "Half", "includes": ["A"] }])),
            (Field::Sla, json!({ "first_answer_hours": "soon" })),
            (Field::Icon, json!({})),
            (Field::TrialDays, json!("many")),
            (Field::Changelog, json!(["Half", null, true])),
        ];
        let all = samples().into_iter().map(|(field, value, _)| (field, value)).chain(odd);
        for (field, value) in all.filter(|(field, _)| *field != Field::Name) {
            for locale in Locale::ALL {
                let said = worded(locale, field, &value).unwrap_or_else(|| plain(&value));
                assert!(!said.contains(['{', '[', '"', '_']), "{field:?}: {said}");
            }
        }
        assert_eq!(in_words(Field::Changelog, &json!(["Half", null, true])), "Half, true");
    }

    #[test]
    fn both_languages_say_the_same_things() {
        let sla = json!({ "first_answer_hours": 1, "uptime_basis_points": 10_000 });
        let german = worded(Locale::German, Field::Sla, &sla);
        assert_eq!(german.as_deref(), Some("Erste Antwort in 1 Stunde\nVerfügbarkeit 100,00\u{a0}%"));
        let plan = json!([{ "name": "S", "price": { "minor": 950, "currency": "EUR" }, "per": "unit" }]);
        let german = worded(Locale::German, Field::Plans, &plan);
        assert_eq!(german.as_deref(), Some("S: 9,50\u{a0}€ je Einheit"));
    }
}
