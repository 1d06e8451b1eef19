//! How risky a submission is, from 0 to 100, and from what that comes.
//!
//! The score orders a reviewer's attention. It decides nothing.

use serde::{Deserialize, Serialize};

use super::{model::Changes, policy::RiskPolicy};
use crate::decisions::{
    reason::{Alternative, Reason},
    receipt::{Judged, Kind, Rule},
};

/// The highest score.
pub const MOST: u32 = 100;

/// Scores a submission; see [`Kind::ReviewRisk`].
#[derive(Clone, Copy, Debug)]
pub struct RiskScore;

/// What the score rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RiskInputs {
    /// What the version changes.
    pub changes: Changes,
    /// The sensitive among the scopes that it asks for anew.
    pub sensitive: Vec<String>,
    /// Whether the name is held for a person.
    pub name_held: bool,
    /// Whether nothing of the partner was approved before.
    pub new_partner: bool,
    /// Suspensions of the partner's listings within the last year.
    pub incidents: u32,
    /// Rejected submissions of the partner within the last year.
    pub rejections: u32,
    /// Customers that have it installed.
    pub installs: u64,
    /// The weights.
    pub policy: RiskPolicy,
}

/// A score with its parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Risk {
    /// The sum of the parts, [`MOST`] at most.
    pub score: u32,
    /// What adds points, in a fixed order.
    pub parts: Vec<Part>,
}

/// What adds points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Part {
    /// How many; never 0.
    pub points: u32,
    /// What it is, with what was counted.
    pub why: Reason,
}

impl Rule for RiskScore {
    const KIND: Kind = Kind::ReviewRisk;
    type Inputs = RiskInputs;
    type Verdict = Risk;

    fn judge(inputs: &RiskInputs) -> Judged<Risk> {
        let all = weigh(inputs);
        let sum = all.iter().fold(0_u32, |sum, (points, _)| sum.saturating_add(*points));
        let absent = |(points, why): &(u32, Reason)| {
            (*points == 0)
                .then(|| Alternative { verdict: why.id.clone(), lost: Reason::new("risk.does_not_apply") })
        };
        let alternatives = all.iter().filter_map(absent).collect();
        let counted = all.into_iter().filter(|(points, _)| *points > 0);
        let parts = counted.map(|(points, why)| Part { points, why }).collect();
        Judged {
            verdict: Risk { score: sum.min(MOST), parts },
            rule: Reason::new(if sum > MOST { "risk.capped" } else { "risk.sum" }).with("sum", sum),
            alternatives,
        }
    }
}

fn weigh(inputs: &RiskInputs) -> Vec<(u32, Reason)> {
    let (changes, policy) = (&inputs.changes, &inputs.policy);
    let flag = |id, is: bool, points: u32| (if is { points } else { 0 }, Reason::new(id));
    let list = |id, of: &[String], each: u32, most: u32| {
        (points(of.len(), each, most), Reason::new(id).with("which", of))
    };
    let count = |id, number: u32, each: u32, most: u32| {
        (number.saturating_mul(each).min(most), Reason::new(id).with("count", number))
    };
    let many = inputs.installs >= policy.many_installs;
    vec![
        flag("risk.first_version", changes.first, policy.first_version),
        flag("risk.new_partner", inputs.new_partner, policy.new_partner),
        list("risk.scopes_added", &changes.scopes_added, policy.scope_added, policy.scopes_added_at_most),
        list(
            "risk.sensitive_scopes",
            &inputs.sensitive,
            policy.sensitive_scope,
            policy.sensitive_scopes_at_most,
        ),
        list(
            "risk.data_classes",
            &changes.data_classes_added,
            policy.data_class,
            policy.data_classes_at_most,
        ),
        list("risk.residency", &changes.regions_changed, policy.residency, policy.residency),
        list(
            "risk.destinations",
            &changes.destinations_added,
            policy.destination,
            policy.destinations_at_most,
        ),
        list(
            "risk.subprocessors",
            &changes.subprocessors_added,
            policy.subprocessor,
            policy.subprocessors_at_most,
        ),
        flag("risk.name_changed", changes.name_changed, policy.name_changed),
        flag("risk.name_held", inputs.name_held, policy.name_held),
        flag("risk.owner_changed", changes.owner_changed, policy.owner_changed),
        count("risk.incidents", inputs.incidents, policy.incident, policy.incidents_at_most),
        count("risk.rejections", inputs.rejections, policy.rejection, policy.rejections_at_most),
        (
            if many { policy.widely_installed } else { 0 },
            Reason::new("risk.widely_installed").with("installs", inputs.installs),
        ),
    ]
}

fn points(number: usize, each: u32, most: u32) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX).saturating_mul(each).min(most)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn inputs() -> RiskInputs {
        RiskInputs {
            changes: Changes::default(),
            sensitive: Vec::new(),
            name_held: false,
            new_partner: false,
            incidents: 0,
            rejections: 0,
            installs: 0,
            policy: RiskPolicy::default(),
        }
    }

    #[test]
    fn a_patch_of_a_known_partner_has_no_risk() {
        let risk = RiskScore::judge(&inputs());
        assert_eq!((risk.verdict.score, risk.verdict.parts.len()), (0, 0));
        assert_eq!(risk.alternatives.len(), 14);
    }

    #[test]
    fn each_part_says_what_was_counted() {
        let scopes = vec!["contacts:read".to_owned(), "users:write".to_owned()];
        let changes = Changes { scopes_added: scopes, owner_changed: true, ..Changes::default() };
        let sensitive = vec!["users:write".to_owned()];
        let risk = RiskScore::judge(&RiskInputs { changes, sensitive, installs: 5_000, ..inputs() }).verdict;
        let parts: Vec<_> = risk.parts.iter().map(|part| (part.why.id.as_ref(), part.points)).collect();
        assert_eq!(
            parts,
            [
                ("risk.scopes_added", 6),
                ("risk.sensitive_scopes", 10),
                ("risk.owner_changed", 20),
                ("risk.widely_installed", 10)
            ]
        );
        assert_eq!(risk.score, 46);
        assert_eq!(risk.parts[1].why.facts["which"], serde_json::json!(["users:write"]));
    }

    #[test]
    fn two_hundred_scopes_stay_under_their_cap_and_everything_under_a_hundred() {
        let many: Vec<_> = (0..200).map(|number| format!("scope.{number}")).collect();
        let changes = Changes {
            first: true,
            scopes_added: many.clone(),
            data_classes_added: many.clone(),
            regions_changed: many.clone(),
            destinations_added: many.clone(),
            subprocessors_added: many.clone(),
            name_changed: true,
            owner_changed: true,
        };
        let risk = RiskScore::judge(&RiskInputs { changes, sensitive: many, ..inputs() });
        assert_eq!((risk.verdict.score, risk.rule.id.as_ref()), (MOST, "risk.capped"));
        assert_eq!(risk.verdict.parts[1].points, RiskPolicy::default().scopes_added_at_most);
    }

    proptest! {
        #[test]
        fn more_of_anything_never_lowers_the_score(
            scopes in 0_usize..40, incidents in any::<u32>(), rejections in any::<u32>(), installs in any::<u64>(),
        ) {
            let of = |scopes: usize, incidents| {
                let scopes_added = (0..scopes).map(|number| number.to_string()).collect();
                let changes = Changes { scopes_added, ..Changes::default() };
                RiskScore::judge(&RiskInputs { changes, incidents, rejections, installs, ..inputs() }).verdict.score
            };
            let score = of(scopes, incidents);
            prop_assert!(score <= MOST);
            prop_assert!(of(scopes + 1, incidents) >= score);
            prop_assert!(of(scopes, incidents.saturating_add(1)) >= score);
        }
    }
}
