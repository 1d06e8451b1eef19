//! Plans: with a price, within the policy, and metered by what there is.

use super::{suggest, unknown};
use crate::{
    manifest::{
        fix::Fix,
        lint::{Linter, Said},
        rule::Rule,
        source::At,
    },
    money::Currency,
};

pub(super) fn check(lint: &mut Linter<'_>) {
    let root = lint.root();
    let plans = root.tables("plans");
    let meters = root.tables("meters");
    let known: Vec<&str> = meters.iter().filter_map(|meter| meter.text_of("id")).collect();
    let mut used: Vec<&str> = Vec::new();
    for plan in &plans {
        let name = plan.text_of("id").unwrap_or_default();
        match plan.get("price") {
            None => lint.add(Said::of(Rule::PlanPriceMissing, plan.to("price")).fact("plan", name)),
            Some(price) => self::price(lint, &price, name),
        }
        let limit = i64::from(lint.policy.max_trial_days);
        if let Some(days) = plan.integer_of("trial_days").filter(|days| *days > limit) {
            let said = Said::of(Rule::PlanTrialOverPolicy, plan.to("trial_days")).fact("plan", name);
            lint.add(said.number("days", days).number("limit", limit));
        }
        for usage in plan.tables("usage") {
            if let Some(price) = usage.get("price") {
                self::price(lint, &price, name);
            }
            let Some(meter) = usage.get("meter") else { continue };
            let Some(id) = meter.text() else { continue };
            used.push(id);
            if !known.contains(&id) {
                // The one that was meant is not unused.
                used.extend(suggest::nearest(id, known.iter().copied()));
                unknown(lint, Rule::PlanMeterUnknown, ("meter", &meter), &known, &[]);
            }
        }
    }
    for meter in meters {
        let Some(id) = meter.text_of("id").filter(|id| !used.contains(id)) else { continue };
        let fix = Fix::Remove { pointer: meter.pointer.clone() };
        lint.add(Said::of(Rule::MeterUnused, meter.to("id")).fact("meter", id).fix(fix));
    }
}

fn price(lint: &mut Linter<'_>, price: &At<'_>, plan: &str) {
    if let Some(minor) = price.integer_of("minor").filter(|minor| *minor < 0) {
        let said = Said::of(Rule::PlanPriceNegative, price.to("minor")).fact("plan", plan);
        lint.add(said.number("found", minor));
    }
    let Some(code) = price.text_of("currency") else { return };
    if code.parse::<Currency>().is_err() && !code.trim().is_empty() {
        let upper = code.trim().to_ascii_uppercase();
        let fix = upper
            .parse::<Currency>()
            .ok()
            .map(|_| Fix::Set { pointer: price.to("currency"), value: upper.as_str().into() });
        lint.add(Said::of(Rule::PlanCurrencyMalformed, price.to("currency")).fact("found", code).fix(fix));
    }
}
