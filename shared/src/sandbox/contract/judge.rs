//! From what was observed to what is wrong.

use super::{
    check::Check,
    observed::{self, Beside, Facts, fact},
    plan::{Plan, Step},
    report::{Checked, Finding, Made, Place, Report},
};
use crate::{
    canonical::Digest,
    sandbox::{
        address::redirect::{Follow, follow, is_redirect},
        exchange::{Answer, Exchange, Outcome},
        policy::SandboxPolicy,
    },
};

/// Judges a run. Whatever was observed, there is a report: a step without an exchange is a finding, of two
/// exchanges of a step the first counts, and one of no step is passed over.
pub fn judge(plan: &Plan, exchanges: &[Exchange], policy: &SandboxPolicy) -> Report {
    let of = |step: usize| exchanges.iter().find(|exchange| exchange.step == step);
    let (mut findings, mut checked) = (Vec::new(), Vec::new());
    for (number, step) in plan.steps.iter().enumerate() {
        let place = place(number, step);
        let before = step.again.and_then(of).map(|exchange| &exchange.outcome);
        let found = look(plan, step, of(number).map(|exchange| &exchange.outcome), before, policy);
        checked.push(Checked { place: place.clone(), passed: found.is_none() });
        findings.extend(found.map(|(check, facts)| {
            let severity = policy.contract.severity(check, step.version, plan.today);
            Finding { check, severity, place, facts }
        }));
    }
    let evidence: Vec<_> = (0..plan.steps.len()).filter_map(of).collect();
    let made = Made {
        run: plan.run,
        target: plan.target.clone(),
        manifest: plan.manifest.clone(),
        policy: Digest::of(&policy.contract),
        evidence: Digest::of(&evidence),
        checked,
        skipped: plan.skipped.clone(),
    };
    Report::close(made, findings)
}

fn place(number: usize, step: &Step) -> Place {
    Place {
        step: number,
        name: step.name.clone(),
        version: step.version,
        pointer: step.endpoint.pointer.clone(),
        event: step.event.clone(),
    }
}

/// The first thing that is wrong with a call.
fn look(
    plan: &Plan,
    step: &Step,
    outcome: Option<&Outcome>,
    before: Option<&Outcome>,
    policy: &SandboxPolicy,
) -> Option<(Check, Facts)> {
    let contract = &policy.contract;
    let answer = match outcome {
        None => return Some((Check::CallMissing, Facts::new())),
        Some(_) if step.expects.is_empty() => return None,
        Some(Outcome::Failed { failure, .. }) => {
            return Some(observed::failed(failure, contract.timeout_ms, contract.max_body_bytes));
        }
        Some(Outcome::Answered(answer)) => answer,
    };
    if let Some(found) = bounds(answer, policy) {
        return Some(found);
    }
    let beside = Beside {
        installation: step.installation,
        before,
        today: plan.today,
        deletion_days: contract.deletion_days,
        tolerance_seconds: contract.tolerance_seconds,
    };
    step.expects.iter().find_map(|expected| {
        let facts = observed::unmet(&expected.that, answer, &beside)?;
        Some((expected.check, facts))
    })
}

/// What holds for every answer. A runner that keeps the bounds itself reports failures instead.
fn bounds(answer: &Answer, policy: &SandboxPolicy) -> Option<(Check, Facts)> {
    let contract = &policy.contract;
    if let Some(location) = answer.header("location").filter(|_| is_redirect(answer.status))
        && let Follow::Inward { reason } = follow(&answer.url, location, &policy.addresses)
    {
        let mut facts = fact("location", location);
        facts.extend(fact("reason", reason.as_str()));
        return Some((Check::CallRedirectInward, facts));
    }
    if answer.body.length > contract.max_body_bytes {
        return Some((Check::CallTooLarge, fact("limit", contract.max_body_bytes)));
    }
    (answer.elapsed_ms > contract.timeout_ms)
        .then(|| (Check::CallTimeout, fact("limit", contract.timeout_ms)))
}

#[cfg(test)]
mod tests;
