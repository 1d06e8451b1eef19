//! What the clean-up does with an app at an instant.

use std::collections::BTreeSet;

use chrono::{DateTime, Months, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{CleanUpPolicy, Criterion, Failing, Looked, Observed, Stage, Stands, Trouble};
use crate::decisions::{
    reason::{Alternative, Reason},
    receipt::{Judged, Kind, Rule},
};

/// Looks at an app; see [`Kind::CleanUp`].
#[derive(Clone, Copy, Debug)]
pub struct CleaningUp;

/// What the judgement rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CleanUpInputs {
    /// Where the app stands.
    pub stage: Stage,
    /// It is left alone until then.
    #[serde(default, deserialize_with = "crate::time::read_optional_instant")]
    pub exempt_until: Option<DateTime<Utc>>,
    /// What was observed.
    pub observed: Observed,
    /// The numbers.
    pub policy: CleanUpPolicy,
    /// The instant.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub now: DateTime<Utc>,
}

/// What happens to an app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Step {
    /// Nothing.
    Nothing {
        /// Why.
        why: Quiet,
    },
    /// The partner is told what fails.
    Notify {
        /// Everything that fails.
        failing: Vec<Failing>,
        /// First instant at which it is unlisted if that stays so.
        #[serde(deserialize_with = "crate::time::read_instant")]
        grace_until: DateTime<Utc>,
    },
    /// The time of grace runs, or an appeal waits.
    Wait {
        /// What fails still of what was named.
        failing: Vec<Failing>,
        /// First instant at which it is unlisted if that stays so.
        #[serde(deserialize_with = "crate::time::read_instant")]
        grace_until: DateTime<Utc>,
        /// Whether an appeal stops the clock.
        appealed: bool,
    },
    /// What was named is mended.
    Clear,
    /// It goes.
    Unlist {
        /// For what.
        failing: Vec<Failing>,
    },
}

/// Why nothing happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Quiet {
    /// Customers do not find it in the directory.
    NotPublished,
    /// It is too young.
    Young,
    /// An appeal was granted.
    Exempt,
    /// Nothing fails.
    Fine,
}

impl Rule for CleaningUp {
    const KIND: Kind = Kind::CleanUp;
    type Inputs = CleanUpInputs;
    type Verdict = Step;

    fn judge(inputs: &CleanUpInputs) -> Judged<Step> {
        let (step, rule) = step(inputs);
        let kept = || Reason::new("clean_up.kept");
        let lost = |verdict, why: Reason| Alternative::new(verdict, why);
        let alternatives = match &step {
            Step::Nothing { .. } | Step::Clear => vec![lost("notify", rule.clone())],
            Step::Notify { .. } => {
                vec![lost("unlist", Reason::new("clean_up.not_told_yet")), lost("nothing", kept())]
            }
            Step::Wait { appealed: true, .. } => vec![lost("unlist", Reason::new("clean_up.appeal_waits"))],
            Step::Wait { grace_until, .. } => {
                vec![lost("unlist", Reason::new("clean_up.grace_runs").with("until", grace_until))]
            }
            Step::Unlist { .. } => vec![lost("wait", Reason::new("clean_up.grace_is_over"))],
        };
        Judged { verdict: step, rule, alternatives }
    }
}

fn step(inputs: &CleanUpInputs) -> (Step, Reason) {
    let CleanUpInputs { stage, exempt_until, observed, policy, now } = inputs;
    let nothing = |why, id| (Step::Nothing { why }, Reason::new(id));
    if !observed.published {
        return nothing(Quiet::NotPublished, "clean_up.not_published");
    }
    if *now < observed.first_published_at + TimeDelta::days(policy.young_days.into()) {
        return nothing(Quiet::Young, "clean_up.young");
    }
    if let Some(until) = exempt_until.filter(|until| now < until) {
        let rule = Reason::new("clean_up.exempt").with("until", until);
        return (Step::Nothing { why: Quiet::Exempt }, rule);
    }
    let failing = failing(observed, policy, *now);
    match stage {
        // One that is published again begins anew.
        Stage::Clear | Stage::Unlisted { .. } if failing.is_empty() => nothing(Quiet::Fine, "clean_up.fine"),
        Stage::Clear | Stage::Unlisted { .. } => notify(failing, policy, *now),
        Stage::Noticed { named, grace_until, appeal, .. } => {
            let still = |one: &&Failing| named.contains(&one.criterion);
            let same: Vec<_> = failing.iter().filter(still).cloned().collect();
            let appealed = appeal.as_ref().is_some_and(super::Appeal::waits);
            if same.is_empty() && failing.is_empty() {
                (Step::Clear, Reason::new("clean_up.mended"))
            } else if same.is_empty() {
                notify(failing, policy, *now)
            } else if appealed || now < grace_until {
                let rule = if appealed { "clean_up.appeal_waits" } else { "clean_up.grace_runs" };
                let wait = Step::Wait { failing: same, grace_until: *grace_until, appealed };
                (wait, Reason::new(rule).with("until", grace_until))
            } else {
                let rule = Reason::new("clean_up.grace_is_over").with("since", grace_until);
                (Step::Unlist { failing: same }, rule)
            }
        }
    }
}

fn notify(failing: Vec<Failing>, policy: &CleanUpPolicy, now: DateTime<Utc>) -> (Step, Reason) {
    let grace_until = now + TimeDelta::days(policy.grace_days.into());
    let criteria: BTreeSet<_> = failing.iter().map(|one| one.criterion).collect();
    (Step::Notify { failing, grace_until }, Reason::new("clean_up.fails").with("criteria", criteria))
}

/// What an app fails at an instant, in the order of the criteria. What is not known is not failed.
pub fn failing(observed: &Observed, policy: &CleanUpPolicy, now: DateTime<Utc>) -> Vec<Failing> {
    let check = |criterion: &Criterion| {
        let (why, fix) = match criterion {
            Criterion::NoRelease => no_release(observed, policy, now)?,
            Criterion::LowUsage => low_usage(observed, policy)?,
            Criterion::Unhealthy => {
                let since = since(observed.health)?;
                too_long(since, policy.unhealthy_days, now, "clean_up.unhealthy", "clean_up.fix_health")?
            }
            Criterion::CertificationLapsed => {
                let lapsed = observed.lapsed.iter().filter(|lapse| lapse.on <= now.date_naive());
                let which: Vec<_> = lapsed.map(|lapse| lapse.what.as_str()).collect();
                if which.is_empty() {
                    return None;
                }
                let why = Reason::new("clean_up.certification_lapsed").with("which", which);
                (why, Reason::new("clean_up.fix_certification"))
            }
            Criterion::SupportUnanswered => {
                let since = since(observed.support)?;
                too_long(since, policy.unanswered_days, now, "clean_up.unanswered", "clean_up.fix_support")?
            }
        };
        Some(Failing { criterion: *criterion, why, fix })
    };
    policy.criteria.iter().filter_map(check).collect()
}

/// How an app stands by each criterion of the policy, in their order.
pub fn look(observed: &Observed, policy: &CleanUpPolicy, now: DateTime<Utc>) -> Vec<Looked> {
    let mut failing = failing(observed, policy, now);
    let look = |criterion: &Criterion| {
        let place = failing.iter().position(|one| one.criterion == *criterion);
        let stands = match place.map(|place| failing.remove(place)) {
            Some(Failing { why, fix, .. }) => Stands::Fails { why, fix },
            None if observed.knows(*criterion) => Stands::Passes,
            None => Stands::NotKnown,
        };
        Looked { criterion: *criterion, stands }
    };
    policy.criteria.iter().map(look).collect()
}

const fn since(trouble: Trouble) -> Option<DateTime<Utc>> {
    match trouble {
        Trouble::NotKnown | Trouble::None => None,
        Trouble::Since { since } => Some(since),
    }
}

fn no_release(observed: &Observed, policy: &CleanUpPolicy, now: DateTime<Utc>) -> Option<(Reason, Reason)> {
    let last = observed.last_release_at?;
    let due = last.checked_add_months(Months::new(policy.release_months)).unwrap_or(DateTime::<Utc>::MAX_UTC);
    let why = || Reason::new("clean_up.no_release").with("last", last).with("months", policy.release_months);
    (now >= due).then(|| (why(), Reason::new("clean_up.fix_release")))
}

fn low_usage(observed: &Observed, policy: &CleanUpPolicy) -> Option<(Reason, Reason)> {
    let (there, least) = (observed.active_customers?, policy.min_active_customers);
    let why = || Reason::new("clean_up.low_usage").with("there", there).with("least", least);
    let fix = || Reason::new("clean_up.fix_usage").with("missing", least.saturating_sub(there));
    (there < least).then(|| (why(), fix()))
}

fn too_long(
    since: DateTime<Utc>,
    days: u32,
    now: DateTime<Utc>,
    why: &'static str,
    fix: &'static str,
) -> Option<(Reason, Reason)> {
    let over = now >= since + TimeDelta::days(days.into());
    over.then(|| (Reason::new(why).with("since", since).with("days", days), Reason::new(fix)))
}
