//! Data that is kept: of a known class, in a known region, for no longer than allowed.

use super::{
    asked::{Scopes, asked},
    unknown,
};
use crate::manifest::{
    catalogue::{DataClass, Sensitivity},
    lint::{Linter, Said},
    rule::Rule,
    source::At,
};

pub(super) fn check<'a>(lint: &mut Linter<'a>, scopes: &Scopes<'a>) {
    let held: Vec<_> = asked(lint, scopes).into_iter().filter_map(|it| it.known).collect();
    let classes: Vec<&str> = lint.catalogue.classes.iter().map(|class| class.name.as_str()).collect();
    let stored = lint.root().tables("data");
    let taken: Vec<&str> = stored.iter().filter_map(|at| at.text_of("class")).collect();
    for at in &stored {
        regions(lint, at);
        let Some(named) = at.get("class") else { continue };
        let Some(class) = named.text().and_then(|name| lint.catalogue.class(name)) else {
            unknown(lint, Rule::DataClassUnknown, ("class", &named), &classes, &taken);
            continue;
        };
        if !class.own && !held.iter().any(|scope| scopes.reads_class(scope, &class.name)) {
            lint.add(Said::of(Rule::DataClassWithoutScope, &named.pointer).fact("class", &class.name));
        }
        retention(lint, at, class);
    }
}

fn retention(lint: &mut Linter<'_>, at: &At<'_>, class: &DataClass) {
    let pointer = at.to("retention_days");
    let limit = lint.policy.retention.days(class.sensitivity);
    match (at.get("retention_days"), class.sensitivity) {
        (None, Sensitivity::Sensitive) => {
            let said = Said::of(Rule::DataSensitiveWithoutRetention, pointer).fact("class", &class.name);
            lint.add(said.number("limit", limit));
        }
        (None, Sensitivity::Personal) => {
            let said = Said::of(Rule::DataRetentionMissing, pointer).fact("class", &class.name);
            lint.add(said.number("limit", limit));
        }
        (None, Sensitivity::Ordinary) => {}
        (Some(days), _) => {
            if let Some(days) = days.integer().filter(|days| *days > i64::from(limit)) {
                let said = Said::of(Rule::DataRetentionOverPolicy, pointer).fact("class", &class.name);
                lint.add(said.number("days", days).number("limit", limit));
            }
        }
    }
}

fn regions(lint: &mut Linter<'_>, at: &At<'_>) {
    if at.get("regions").is_none_or(|regions| regions.node.kind() == "list" && at.items("regions").is_empty())
    {
        let said = Said::of(Rule::DataRegionMissing, at.to("regions"));
        lint.add(said.fact("class", at.text_of("class").unwrap_or_default()));
    }
    let known: Vec<&str> = lint.catalogue.regions.iter().map(String::as_str).collect();
    let named = at.texts("regions");
    let taken: Vec<&str> = named.iter().map(|(name, _)| *name).collect();
    for (name, region) in named {
        if !known.contains(&name) {
            unknown(lint, Rule::DataRegionUnknown, ("region", &region), &known, &taken);
        }
    }
}
