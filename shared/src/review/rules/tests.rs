use chrono::TimeDelta;
use proptest::prelude::*;

use super::{verdict::Reviewer, *};
use crate::{
    decisions::{reason::Reason, replay::replay},
    listings::field::Field,
    review::{
        checklist::Item,
        model::Cleared,
        stage::{Severity, SkipReason},
    },
    testing::{START, listing_id, slug},
};

const ANN: u128 = 1;
const BEN: u128 = 2;
const CARA: u128 = 4;
/// Works for the partner too.
const MOLE: u128 = 3;
const SUBMITTER: u128 = 9;

fn person(number: u128) -> PersonId {
    PersonId::from_ulid(ulid::Ulid(number))
}

fn organisation(number: u128) -> OrganisationId {
    OrganisationId::from_ulid(ulid::Ulid(number))
}

const PROGRAM: u128 = 100;
const PARTNER: u128 = 101;

fn reviewer(number: u128) -> Reviewer {
    let mut organisations = std::collections::BTreeSet::from([organisation(PROGRAM)]);
    if number == MOLE {
        organisations.insert(organisation(PARTNER));
    }
    Reviewer { person: person(number), organisations }
}

fn words(text: &str) -> Words {
    text.parse().expect("words")
}

fn facts<'p>(by: By, minutes: i64, policy: &'p ReviewPolicy) -> Facts<'p> {
    let actor = match &by {
        By::Reviewer(reviewer) => Actor::Person { id: reviewer.person, from: None },
        By::Program | By::Partner(_) => Actor::System,
    };
    Facts {
        now: START + TimeDelta::minutes(minutes),
        by,
        actor,
        program: organisation(PROGRAM),
        policy_version: 1,
        policy,
        to: Some(reviewer(BEN)),
        assigns: false,
    }
}

fn opening(changes: Changes) -> Opening {
    Opening {
        id: SubmissionId::from_ulid(ulid::Ulid(1)),
        listing: listing_id("ledger-bridge"),
        of: VersionId::from_ulid(ulid::Ulid(1)),
        organisation: organisation(PARTNER),
        submitted_by: Some(person(SUBMITTER)),
        frozen: Digest::of_bytes("frozen"),
        name: "Ledger Bridge".to_owned(),
        label: "1.0.0".parse().expect("a label"),
        round: 1,
        category: slug("finance"),
        changes,
        name_held: false,
        record: Record::default(),
    }
}

fn checklists() -> Vec<Checklist> {
    let item = Item { id: "scopes".to_owned(), text: String::new(), needed_since: START.date_naive() };
    vec![Checklist { stage: StageKind::SecurityReview, version: 1, from: START, items: vec![item] }]
}

fn opened(changes: Changes) -> Case {
    open(opening(changes), &checklists(), &facts(By::Program, 0, &ReviewPolicy::default())).next
}

fn first() -> Changes {
    Changes { first: true, ..Changes::default() }
}

fn sensitive() -> Changes {
    Changes { first: true, scopes_added: vec!["payments:write".to_owned()], ..Changes::default() }
}

fn act(case: &Case, by: By, minutes: i64, command: Command) -> Result<Decision, Rejection> {
    decide(case, command, &facts(by, minutes, &ReviewPolicy::default()))
}

fn as_reviewer(case: &Case, number: u128, minutes: i64, command: Command) -> Result<Decision, Rejection> {
    act(case, By::Reviewer(reviewer(number)), minutes, command)
}

fn must(result: Result<Decision, Rejection>) -> Case {
    result.expect("decided").next
}

fn refused(result: Result<Decision, Rejection>) -> Rejection {
    result.map(|decision| decision.next.outcome).expect_err("a refusal")
}

fn run(case: &Case, stage: StageKind, passed: bool) -> Case {
    let begun = must(act(case, By::Program, 1, Command::Begin { stage }));
    must(act(&begun, By::Program, 2, Command::Finish { stage, passed, findings: Vec::new() }))
}

fn automated(case: Case) -> Case {
    let stages = StageKind::ALL.into_iter().filter(|stage| stage.is_automated());
    stages.fold(case, |case, stage| run(&case, stage, true))
}

fn pass(stage: StageKind) -> Command {
    Command::Pass { stage, findings: Vec::new() }
}

fn tick() -> Command {
    Command::Tick { item: "scopes".to_owned(), done: true }
}

fn approve() -> Command {
    Command::Decide { ruling: Ruling::Approve }
}

fn request_changes() -> Command {
    let requests = vec![Request { field: Some(Field::Tagline), words: words("Shorter.") }];
    Command::Decide { ruling: Ruling::RequestChanges { requests, message: Some(words("Thank you.")) } }
}

/// Everything but the approval, by Ann, who still holds the claim.
fn ready(changes: Changes) -> Case {
    let mut case = must(as_reviewer(&automated(opened(changes)), ANN, 3, Command::Claim));
    for command in [tick(), pass(StageKind::SecurityReview), pass(StageKind::EditorialReview)] {
        case = must(as_reviewer(&case, ANN, 4, command));
    }
    case
}

#[test]
fn a_first_version_goes_through_every_stage() {
    let decision = as_reviewer(&ready(first()), ANN, 5, approve()).expect("approved");
    let kinds: Vec<_> = decision.events.iter().map(|event| event.kind).collect();
    // Each in the trail of the program and in the partner's.
    let (passed, approved) = ("review.stage_passed", "review.approved");
    assert_eq!(kinds, [passed, passed, approved, approved]);
    let clearance = decision.next.clearance().expect("cleared");
    assert_eq!(clearance.stages.len(), 6);
    assert!(clearance.stages.values().all(|cleared| *cleared == Cleared::Passed));
    assert_eq!(replay(&decision.receipts[0]), Ok(()));
    assert_eq!(refused(as_reviewer(&decision.next, ANN, 6, approve())), Rejection::Over);
}

#[test]
fn a_patch_that_reopens_nothing_passes_on_automated_stages_alone() {
    let case = opened(Changes::default());
    assert!(case.automatic);
    let lint = run(&case, StageKind::Lint, true);
    assert!(lint.is_open());
    let done = automated(case);
    let clearance = done.clearance().expect("cleared");
    let skipped = Cleared::Skipped { why: SkipReason::NothingReopens };
    assert_eq!(clearance.stages[&StageKind::SecurityReview], skipped);
    assert_eq!(clearance.stages[&StageKind::Approval], Cleared::Passed);
}

#[test]
fn a_stage_waits_for_the_one_before_it() {
    let case = opened(first());
    let begin = |stage| Command::Begin { stage };
    let early = refused(act(&case, By::Program, 1, begin(StageKind::ContractTests)));
    assert_eq!(early, Rejection::StageOpen(StageKind::Lint));
    let claimed = must(as_reviewer(&case, ANN, 1, Command::Claim));
    let early = refused(as_reviewer(&claimed, ANN, 2, pass(StageKind::SecurityReview)));
    assert_eq!(early, Rejection::StageOpen(StageKind::Lint));
    assert_eq!(refused(as_reviewer(&claimed, ANN, 2, approve())), Rejection::StageOpen(StageKind::Lint));
    assert_eq!(
        refused(as_reviewer(&claimed, ANN, 2, begin(StageKind::Lint))),
        Rejection::Automated(StageKind::Lint)
    );
    let person = refused(act(&case, By::Program, 1, begin(StageKind::SecurityReview)));
    assert_eq!(person, Rejection::NeedsAPerson(StageKind::SecurityReview));
}

#[test]
fn a_failed_automated_stage_asks_for_changes_with_a_receipt() {
    let case = opened(first());
    let begun = must(act(&case, By::Program, 1, Command::Begin { stage: StageKind::Lint }));
    let finding =
        Finding { severity: Severity::Error, reason: Reason::new("lint.unused_scope"), field: None };
    let finish = Command::Finish { stage: StageKind::Lint, passed: false, findings: vec![finding] };
    let failed = act(&begun, By::Program, 2, finish).expect("finished");
    assert!(
        matches!(&failed.next.outcome, Some(Outcome::ChangesRequested { requests, .. }) if requests.is_empty())
    );
    assert_eq!(failed.next.stage(StageKind::Lint).expect("there").findings.len(), 1);
    assert_eq!(failed.receipts.iter().map(replay).collect::<Vec<_>>(), [Ok(())]);
}

#[test]
fn a_run_that_broke_off_begins_again() {
    let begin = || Command::Begin { stage: StageKind::Lint };
    let begun = must(act(&opened(first()), By::Program, 1, begin()));
    let broken = must(act(&begun, By::Program, 2, Command::Interrupt { stage: StageKind::Lint }));
    assert_eq!(broken.stage(StageKind::Lint).map(|stage| &stage.state), Some(&StageState::Waiting));
    let again = act(&broken, By::Program, 3, begin()).expect("begun");
    assert_eq!(again.events[0].kind, "review.stage_began");
}

#[test]
fn each_run_that_breaks_off_is_followed_by_a_longer_pause_and_asks_nothing_of_the_partner() {
    let stage = StageKind::Lint;
    let (mut case, mut minutes, mut pauses) = (opened(first()), 1, Vec::new());
    for _ in 0..8 {
        case = must(act(&case, By::Program, minutes, Command::Begin { stage }));
        case = must(act(&case, By::Program, minutes, Command::Interrupt { stage }));
        let pause = case.stage(stage).and_then(|stage| stage.pause).expect("a pause");
        let lasts = (pause.until - START).num_minutes() - minutes;
        let early = act(&case, By::Program, minutes + lasts - 1, Command::Begin { stage });
        assert_eq!(refused(early), Rejection::Paused(pause.until));
        pauses.push((pause.broke_off, lasts));
        minutes += lasts;
    }
    assert_eq!(pauses, [(1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 32), (7, 60), (8, 60)]);
    assert!(case.is_open());
    // The run that goes through ends it.
    case = must(act(&case, By::Program, minutes, Command::Begin { stage }));
    let finish = Command::Finish { stage, passed: true, findings: Vec::new() };
    case = must(act(&case, By::Program, minutes, finish));
    assert_eq!(case.stage(stage).and_then(|stage| stage.pause), None);
}

#[test]
fn a_claim_holds_for_half_an_hour_and_lapses_at_its_instant() {
    let case = must(as_reviewer(&ready(first()), ANN, 10, Command::Heartbeat));
    let until = START + TimeDelta::minutes(40);
    assert_eq!(case.claim.map(|claim| claim.until), Some(until));
    assert_eq!(refused(as_reviewer(&case, BEN, 39, Command::Claim)), Rejection::ClaimedByAnother(until));
    assert!(as_reviewer(&case, ANN, 39, approve()).is_ok());
    assert_eq!(refused(as_reviewer(&case, ANN, 40, approve())), Rejection::ClaimLapsed(until));
    assert!(as_reviewer(&case, BEN, 40, Command::Claim).is_ok());
    assert_eq!(refused(as_reviewer(&case, ANN, 40, Command::Heartbeat)), Rejection::ClaimLapsed(until));
}

#[test]
fn a_lapsed_lock_decides_nothing_and_loses_nothing() {
    let work = Work { message: "Nearly".to_owned(), requests: Vec::new() };
    let mut case = ready(first());
    case = must(as_reviewer(&case, ANN, 5, Command::Keep { work: work.clone() }));
    let before = case.clone();
    let lapsed = refused(as_reviewer(&case, ANN, 60, request_changes()));
    assert!(matches!(lapsed, Rejection::ClaimLapsed(_)));
    assert_eq!(case, before);
    // What was typed meanwhile is kept too, without a claim, and another reviewer's claim does not touch it.
    let more = Work { message: "Done".to_owned(), ..work };
    case = must(as_reviewer(&case, BEN, 61, Command::Claim));
    case = must(as_reviewer(&case, ANN, 62, Command::Keep { work: more.clone() }));
    assert_eq!((case.work.get(&person(ANN)), case.ticks.len()), (Some(&more), 1));
    case = must(as_reviewer(&case, BEN, 63, Command::Release));
    case = must(as_reviewer(&case, ANN, 64, Command::Claim));
    let sent = must(as_reviewer(&case, ANN, 65, request_changes()));
    assert!(sent.work.is_empty());
}

#[test]
fn a_clock_that_goes_back_shortens_no_claim() {
    let case = must(as_reviewer(&ready(first()), ANN, 20, Command::Heartbeat));
    let earlier = must(as_reviewer(&case, ANN, 6, Command::Heartbeat));
    assert_eq!(earlier.claim, case.claim);
}

#[test]
fn nobody_reviews_their_own_organisation_or_submission() {
    let case = automated(opened(first()));
    let note = || Command::Note { visibility: Visibility::Internal, words: words("Fine.") };
    for command in [Command::Claim, note(), Command::Keep { work: Work::default() }] {
        assert_eq!(refused(as_reviewer(&case, MOLE, 3, command.clone())), Rejection::OwnOrganisation);
        assert_eq!(refused(as_reviewer(&case, SUBMITTER, 3, command)), Rejection::OwnSubmission);
    }
}

#[test]
fn sensitive_scopes_take_a_second_pair_of_eyes() {
    let case = ready(sensitive());
    assert_eq!((case.approvers, case.sensitive.as_slice()), (2, ["payments:write".to_owned()].as_slice()));
    let one = as_reviewer(&case, ANN, 5, approve()).expect("one yes");
    assert_eq!(one.receipts[0].verdict["verdict"], "second_needed");
    assert!(one.next.is_open() && one.next.clearance().is_none() && one.next.claim.is_none());
    let again = must(as_reviewer(&one.next, ANN, 6, Command::Claim));
    assert_eq!(refused(as_reviewer(&again, ANN, 7, approve())), Rejection::SameEyes);
    let released = must(as_reviewer(&again, ANN, 7, Command::Release));
    let ben = must(as_reviewer(&released, BEN, 8, Command::Claim));
    let two = as_reviewer(&ben, BEN, 9, approve()).expect("approved");
    assert_eq!(two.next.approvals, [person(ANN), person(BEN)]);
    assert!(two.next.clearance().is_some() && replay(&two.receipts[0]) == Ok(()));
}

#[test]
fn an_open_checklist_keeps_its_stage_open() {
    let case = must(as_reviewer(&automated(opened(first())), ANN, 3, Command::Claim));
    let unticked = refused(as_reviewer(&case, ANN, 4, pass(StageKind::SecurityReview)));
    assert_eq!(unticked, Rejection::Unticked(vec!["scopes".to_owned()]));
    let unknown = Command::Tick { item: "other".to_owned(), done: true };
    assert_eq!(refused(as_reviewer(&case, ANN, 4, unknown)), Rejection::NoItem("other".to_owned()));
    let ticked = must(as_reviewer(&case, ANN, 4, tick()));
    assert!(as_reviewer(&ticked, ANN, 5, pass(StageKind::SecurityReview)).is_ok());
}

#[test]
fn what_is_escalated_is_decided_by_whom_it_was_given_to() {
    let escalate = || Command::Escalate { words: words("Payments; please look.") };
    let case = must(as_reviewer(&ready(first()), ANN, 5, escalate()));
    assert_eq!(refused(as_reviewer(&case, ANN, 6, Command::Claim)), Rejection::Escalated);
    let ben = must(as_reviewer(&case, BEN, 6, Command::Claim));
    assert!(as_reviewer(&ben, BEN, 7, approve()).is_ok());
    assert_eq!(refused(as_reviewer(&ben, BEN, 7, escalate())), Rejection::NotTheirs);
}

#[test]
fn who_escalated_it_or_who_assigns_takes_it_back() {
    let escalate = || Command::Escalate { words: words("Payments; please look.") };
    let case = must(as_reviewer(&ready(first()), ANN, 5, escalate()));
    let policy = ReviewPolicy::default();
    let take_back = |who: u128, assigns: bool| {
        let facts = Facts { assigns, ..facts(By::Reviewer(reviewer(who)), 6, &policy) };
        decide(&case, Command::TakeBack, &facts)
    };
    assert_eq!(refused(take_back(CARA, false)), Rejection::NotYoursToTakeBack);
    assert_eq!(refused(take_back(MOLE, true)), Rejection::OwnOrganisation);
    for (who, assigns) in [(ANN, false), (CARA, true)] {
        let taken = take_back(who, assigns).expect("taken back");
        assert_eq!(taken.events[0].kind, "review.escalation_ended");
        assert!(as_reviewer(&taken.next, ANN, 7, Command::Claim).is_ok());
        assert_eq!(refused(as_reviewer(&taken.next, ANN, 7, Command::TakeBack)), Rejection::NotEscalated);
    }
}

#[test]
fn nobody_escalates_to_who_has_approved_it() {
    // Ben, to whom these tests escalate, said the first yes.
    let mut case = ready(sensitive());
    case = must(as_reviewer(&case, ANN, 5, Command::Release));
    case = must(as_reviewer(&case, BEN, 6, Command::Claim));
    case = must(as_reviewer(&case, BEN, 7, approve()));
    case = must(as_reviewer(&case, ANN, 8, Command::Claim));
    let escalate = Command::Escalate { words: words("Please look.") };
    assert_eq!(refused(as_reviewer(&case, ANN, 9, escalate)), Rejection::NotTheirs);
}

#[test]
fn an_internal_note_is_not_in_the_partners_trail() {
    let note = |visibility| Command::Note { visibility, words: words("Secret plan") };
    let trails = |visibility| {
        let noted = as_reviewer(&opened(first()), ANN, 1, note(visibility)).expect("noted");
        assert!(noted.events.iter().all(|event| !event.payload.to_string().contains("Secret")));
        noted.events.iter().map(|event| event.organisation).collect::<Vec<_>>()
    };
    assert_eq!(trails(Visibility::Internal), [organisation(PROGRAM)]);
    assert_eq!(trails(Visibility::Shared), [organisation(PROGRAM), organisation(PARTNER)]);
}

#[test]
fn changes_are_requested_of_something_and_a_rejection_has_words() {
    let case = ready(first());
    let nothing = Command::Decide { ruling: Ruling::RequestChanges { requests: Vec::new(), message: None } };
    assert_eq!(refused(as_reviewer(&case, ANN, 5, nothing)), Rejection::NothingRequested);
    let asked = must(as_reviewer(&case, ANN, 5, request_changes()));
    assert!(matches!(asked.outcome, Some(Outcome::ChangesRequested { .. })));
    assert!(matches!(asked.stage(StageKind::Approval).expect("there").state, StageState::Failed { .. }));
    let reject = Command::Decide { ruling: Ruling::Reject { words: words("A copy.") } };
    let rejected = must(as_reviewer(&case, ANN, 5, reject));
    assert!(matches!(rejected.outcome, Some(Outcome::Rejected { .. })));
}

#[test]
fn only_the_partner_withdraws() {
    let case = opened(first());
    assert_eq!(refused(as_reviewer(&case, ANN, 1, Command::Withdraw)), Rejection::NotYours);
    assert_eq!(refused(act(&case, By::Partner(organisation(7)), 1, Command::Withdraw)), Rejection::NotYours);
    let gone = must(act(&case, By::Partner(organisation(PARTNER)), 1, Command::Withdraw));
    assert!(matches!(gone.outcome, Some(Outcome::Withdrawn { .. })));
}

fn commands() -> impl Strategy<Value = (By, Command)> {
    let by = prop_oneof![
        4 => Just(By::Program),
        1 => Just(By::Partner(organisation(PARTNER))),
        8 => (1_u128..4).prop_map(|number| By::Reviewer(reviewer(number))),
        1 => Just(By::Reviewer(reviewer(SUBMITTER))),
    ];
    let stage = || (0..StageKind::ALL.len()).prop_map(|at| StageKind::ALL[at]);
    let command = prop_oneof![
        4 => stage().prop_map(|stage| Command::Begin { stage }),
        1 => stage().prop_map(|stage| Command::Interrupt { stage }),
        4 => (stage(), 0_u8..8).prop_map(|(stage, luck)| Command::Finish {
            stage, passed: luck > 0, findings: Vec::new()
        }),
        4 => Just(Command::Claim),
        1 => Just(Command::Heartbeat),
        1 => Just(Command::Release),
        2 => any::<bool>().prop_map(|done| Command::Tick { item: "scopes".to_owned(), done }),
        6 => stage().prop_map(pass),
        1 => Just(Command::Escalate { words: words("Look.") }),
        1 => Just(Command::TakeBack),
        6 => Just(approve()),
        1 => Just(request_changes()),
    ];
    (by, command)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Random commands, from a case that is some way along.
    #[test]
    fn no_order_of_commands_approves_what_has_not_passed_its_stages(
        kind in 0_usize..3,
        along in 0_usize..3,
        steps in prop::collection::vec((commands(), 0_i64..20), 1..80),
    ) {
        let changes = [Changes::default(), first(), sensitive()][kind].clone();
        let mut case = match along {
            0 => opened(changes),
            1 => automated(opened(changes)),
            _ if kind > 0 => ready(changes),
            _ => opened(changes),
        };
        let mut minutes = 5;
        for ((by, command), later) in steps {
            minutes += later;
            let Ok(decision) = act(&case, by, minutes, command) else { continue };
            prop_assert!(decision.next.version - case.version <= 1);
            for receipt in &decision.receipts {
                prop_assert_eq!(replay(receipt), Ok(()));
            }
            case = decision.next;
        }
        let approved = matches!(case.outcome, Some(Outcome::Approved { .. }));
        prop_assert_eq!(case.clearance().is_some(), approved);
        if approved {
            for stage in &case.stages {
                prop_assert!(stage.state.is_cleared(), "{:?}", stage);
                let skipped = matches!(stage.state, StageState::Skipped { .. });
                prop_assert!(!skipped || case.automatic, "{:?}", stage);
            }
            let people: std::collections::BTreeSet<_> = case.approvals.iter().collect();
            prop_assert_eq!(people.len(), if case.automatic { 0 } else { case.approvers });
            prop_assert!(!people.contains(&person(MOLE)) && !people.contains(&person(SUBMITTER)));
        }
    }

    #[test]
    fn the_same_commands_give_the_same_case(steps in prop::collection::vec(commands(), 1..40)) {
        let walk = || steps.iter().fold((ready(sensitive()), Vec::new()), |(case, mut events), (by, command)| {
            match act(&case, by.clone(), 6, command.clone()) {
                Ok(decision) => {
                    events.extend(decision.events);
                    (decision.next, events)
                }
                Err(_) => (case, events),
            }
        });
        prop_assert_eq!(walk(), walk());
    }

    #[test]
    fn a_stored_case_is_read_as_it_was(steps in prop::collection::vec(commands(), 1..30)) {
        let case = steps.into_iter().fold(ready(first()), |case, (by, command)| {
            act(&case, by, 6, command).map_or(case, |decision| decision.next)
        });
        let text = serde_json::to_string(&case).expect("JSON");
        prop_assert_eq!(serde_json::from_str::<Case>(&text).expect("a case"), case);
    }
}
