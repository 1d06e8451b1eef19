//! Which stages a submission goes through.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    decisions::{
        reason::{Alternative, Reason},
        receipt::{Judged, Kind, Rule},
    },
    review::{
        model::{ChangeKind, Changes},
        policy::PlanPolicy,
        stage::{SkipReason, StageKind},
    },
};

/// Plans a review; see [`Kind::ReviewPlan`].
#[derive(Clone, Copy, Debug)]
pub struct Planning;

/// What the plan rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanInputs {
    /// What the version changes.
    pub changes: Changes,
    /// Whether its name is held for a person.
    pub name_held: bool,
    /// The numbers.
    pub policy: PlanPolicy,
}

/// A stage of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Planned {
    /// Which.
    pub stage: StageKind,
    /// Why it is not needed; `None` when it is.
    pub skip: Option<SkipReason>,
}

/// A plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The stages that the policy asks for, in order, and approval in any case.
    pub stages: Vec<Planned>,
    /// Whether it is approved as soon as the automated stages have passed.
    pub automatic: bool,
}

impl Rule for Planning {
    const KIND: Kind = Kind::ReviewPlan;
    type Inputs = PlanInputs;
    type Verdict = Plan;

    fn judge(inputs: &PlanInputs) -> Judged<Plan> {
        let kinds = inputs.changes.kinds();
        let reopening: BTreeSet<ChangeKind> =
            kinds.intersection(&inputs.policy.reopened_by).copied().collect();
        let (rule, automatic) = if inputs.changes.first {
            (Reason::new("plan.first_version"), false)
        } else if !reopening.is_empty() {
            (Reason::new("plan.reopened").with("by", &reopening), false)
        } else if inputs.name_held {
            (Reason::new("plan.name_held"), false)
        } else {
            (Reason::new("plan.nothing_reopens"), true)
        };
        let mut stages = inputs.policy.stages.clone();
        stages.insert(StageKind::Approval);
        let plan = |stage: StageKind| {
            let person = matches!(stage, StageKind::SecurityReview | StageKind::EditorialReview);
            Planned { stage, skip: (automatic && person).then_some(SkipReason::NothingReopens) }
        };
        let lost = match automatic {
            true => Alternative::new("full", Reason::new("plan.no_change_reopens").with("kinds", &kinds)),
            false => Alternative::new("automatic", rule.clone()),
        };
        Judged {
            verdict: Plan { stages: stages.into_iter().map(plan).collect(), automatic },
            rule,
            alternatives: vec![lost],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(changes: Changes, name_held: bool) -> (Plan, String) {
        let judged = Planning::judge(&PlanInputs { changes, name_held, policy: PlanPolicy::default() });
        (judged.verdict, judged.rule.id.into_owned())
    }

    fn some() -> Vec<String> {
        vec!["x".to_owned()]
    }

    #[test]
    fn a_patch_that_changes_nothing_that_matters_needs_no_person() {
        let (patch, rule) = plan(Changes::default(), false);
        assert_eq!((patch.automatic, rule.as_str()), (true, "plan.nothing_reopens"));
        let skipped: Vec<_> = patch.stages.iter().filter(|stage| stage.skip.is_some()).collect();
        let kinds: Vec<_> = skipped.iter().map(|stage| stage.stage).collect();
        assert_eq!(kinds, [StageKind::SecurityReview, StageKind::EditorialReview]);
    }

    #[test]
    fn each_kind_of_change_reopens_review() {
        let changes = [
            Changes { scopes_added: some(), ..Changes::default() },
            Changes { data_classes_added: some(), ..Changes::default() },
            Changes { regions_changed: some(), ..Changes::default() },
            Changes { destinations_added: some(), ..Changes::default() },
            Changes { name_changed: true, ..Changes::default() },
            Changes { owner_changed: true, ..Changes::default() },
            Changes { subprocessors_added: some(), ..Changes::default() },
        ];
        for (kind, change) in ChangeKind::ALL.into_iter().zip(changes) {
            assert_eq!(change.kinds(), BTreeSet::from([kind]));
            let (plan, rule) = plan(change, false);
            assert!(!plan.automatic && plan.stages.iter().all(|stage| stage.skip.is_none()), "{kind:?}");
            assert_eq!(rule, "plan.reopened");
        }
    }

    #[test]
    fn a_first_version_and_a_held_name_need_a_person() {
        assert!(!plan(Changes { first: true, ..Changes::default() }, false).0.automatic);
        assert!(!plan(Changes::default(), true).0.automatic);
    }

    #[test]
    fn whatever_the_policy_asks_for_there_is_an_approval() {
        let policy = PlanPolicy { stages: BTreeSet::new(), reopened_by: BTreeSet::new() };
        let inputs = PlanInputs { changes: Changes::default(), name_held: false, policy };
        let stages = Planning::judge(&inputs).verdict.stages;
        assert_eq!(stages, [Planned { stage: StageKind::Approval, skip: None }]);
    }
}
