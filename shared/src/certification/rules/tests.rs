use chrono::TimeDelta;

use super::*;
use crate::{
    canonical::Digest,
    certification::model::WaitsFor,
    decisions::replay::replay,
    ids::PersonId,
    testing::{START, listing_id, partner_id},
};

const PARTNER: u128 = 1;
const REVIEWER: u128 = 2;

fn person(number: u128) -> PersonId {
    PersonId::from_ulid(ulid::Ulid(number))
}

fn new() -> Certification {
    Certification::start(
        CertificationId::from_ulid(ulid::Ulid(1)),
        listing_id("ledger-bridge"),
        partner_id("northwind-works"),
        BadgeKind::Security,
    )
}

fn evidence(kinds: &[EvidenceKind]) -> Vec<Evidence> {
    let one = |kind: &EvidenceKind| Evidence {
        kind: *kind,
        words: "The whole of it.".parse().expect("words"),
        link: (*kind == EvidenceKind::Report)
            .then(|| "https://reports.example/1.pdf".parse().expect("a link")),
        review: (*kind == EvidenceKind::Review).then(|| Digest::of_bytes("review")),
    };
    kinds.iter().map(one).collect()
}

fn request(level: Level, kinds: &[EvidenceKind]) -> Command {
    Command::Request { level, evidence: evidence(kinds), answer: None }
}

fn words(text: &str) -> Words {
    text.parse().expect("words")
}

fn grant(level: Level) -> Command {
    Command::Grant { level, looked_at: words("All scopes and where data is kept.") }
}

fn verified() -> Command {
    request(Level::Verified, &[EvidenceKind::Statement, EvidenceKind::Review])
}

fn act(state: &Certification, by: u128, days: i64, command: Command) -> Result<Decision, Rejection> {
    let policy = CertificationPolicy::default();
    let facts = Facts {
        now: START + TimeDelta::days(days),
        by: match by {
            PARTNER => By::Partner(partner_id("northwind-works")),
            _ => By::Reviewer(Reviewer { person: person(by), organisations: [partner_id("program")].into() }),
        },
        actor: Actor::Person { id: person(by), from: None },
        program: partner_id("program"),
        published: true,
        reviews: [Digest::of_bytes("review")].into(),
        policy_version: 1,
        policy: &policy,
    };
    decide(state, command, &facts)
}

fn must(result: Result<Decision, Rejection>) -> Certification {
    result.expect("decided").next
}

fn standing_on(state: &Certification, days: i64) -> Standing {
    standing(state, &CertificationPolicy::default(), START + TimeDelta::days(days))
}

fn granted() -> Certification {
    let asked = must(act(&new(), PARTNER, 0, verified()));
    must(act(&asked, REVIEWER, 0, grant(Level::Verified)))
}

#[test]
fn a_badge_says_who_checked_how_deeply_and_until_when() {
    let asked = must(act(&new(), PARTNER, 0, verified()));
    assert_eq!(standing_on(&asked, 0), Standing::None { requested: true });
    let decision = act(&asked, REVIEWER, 3, grant(Level::Verified)).expect("granted");
    let badge = decision.next.badge.clone().expect("a badge");
    assert_eq!((badge.issuer.as_str(), badge.level), ("Guildhall review", Level::Verified));
    assert_eq!(
        (badge.issued_on.to_string(), badge.expires_on.to_string()),
        ("2026-06-04".to_owned(), "2027-06-04".to_owned())
    );
    let receipt = decision.receipt.expect("a receipt");
    assert_eq!((replay(&receipt), receipt.hash), (Ok(()), badge.receipt));
    assert_eq!(decision.events[0].kind, GRANTED);
    let trails: Vec<_> = decision.events.iter().map(|event| event.organisation).collect();
    assert_eq!(trails, [partner_id("northwind-works"), partner_id("program")]);
    assert!(standing_on(&decision.next, 3).holds());
}

#[test]
fn a_level_wants_its_evidence() {
    let missing = |kinds: &[EvidenceKind]| act(&new(), PARTNER, 0, request(Level::Audited, kinds));
    let both = vec![EvidenceKind::Review, EvidenceKind::Report];
    assert_eq!(missing(&[EvidenceKind::Statement]), Err(Rejection::EvidenceMissing(both)));
    let mut bare = evidence(&[EvidenceKind::Statement, EvidenceKind::Review]);
    bare[1].review = None;
    let ask = |evidence| {
        act(&new(), PARTNER, 0, Command::Request { level: Level::Verified, evidence, answer: None })
    };
    assert_eq!(ask(bare.clone()), Err(Rejection::EvidenceWithoutSource));
    bare[1].review = Some(Digest::of_bytes("the review of another app"));
    assert_eq!(ask(bare), Err(Rejection::AnotherReview));
    let max = CertificationPolicy::default().max_evidence;
    assert_eq!(ask(evidence(&vec![EvidenceKind::Statement; max + 1])), Err(Rejection::TooMuchEvidence(max)));
}

#[test]
fn a_renewal_neither_loses_nor_gains_a_day() {
    let state = granted();
    let early = act(&state, PARTNER, 274, verified());
    assert_eq!(early, Err(Rejection::TooEarly(crate::time::day("2027-03-03").expect("a day"))));
    for days in [275, 364, 365, 394] {
        let asked = must(act(&state, PARTNER, days, verified()));
        let renewed = act(&asked, REVIEWER, days, grant(Level::Verified)).expect("renewed");
        assert_eq!(renewed.events[0].kind, RENEWED);
        let badge = renewed.next.badge.expect("a badge");
        assert_eq!(badge.expires_on.to_string(), "2028-06-01", "after {days} days");
    }
    let late = must(act(&state, PARTNER, 395, verified()));
    let anew = act(&late, REVIEWER, 395, grant(Level::Verified)).expect("granted");
    assert_eq!(
        (anew.events[0].kind, anew.next.badge.expect("a badge").expires_on.to_string()),
        (GRANTED, "2028-07-01".to_owned())
    );
}

#[test]
fn a_higher_level_can_be_asked_for_at_any_time() {
    let audited =
        request(Level::Audited, &[EvidenceKind::Statement, EvidenceKind::Review, EvidenceKind::Report]);
    let asked = must(act(&granted(), PARTNER, 10, audited));
    assert!(standing_on(&asked, 10).holds(), "what holds goes on meanwhile");
    let raised = must(act(&asked, REVIEWER, 10, grant(Level::Audited)));
    assert_eq!(raised.badge.map(|badge| badge.level), Some(Level::Audited));
}

#[test]
fn a_refusal_says_why_and_leaves_what_holds() {
    let asked = must(act(&granted(), PARTNER, 300, verified()));
    let refuse = Command::Refuse { words: "The report is of another app.".parse().expect("words") };
    let refused = act(&asked, REVIEWER, 301, refuse).expect("refused");
    assert_eq!(refused.receipt.as_ref().map(replay), Some(Ok(())));
    assert!(refused.next.refused.is_some() && refused.next.request.is_none());
    assert!(standing_on(&refused.next, 301).holds());
    assert_eq!(act(&refused.next, REVIEWER, 302, grant(Level::Verified)), Err(Rejection::NoRequest));
}

#[test]
fn what_is_withdrawn_does_not_hold_and_begins_anew() {
    let withdraw = || Command::Withdraw { words: "An incident was hidden.".parse().expect("words") };
    let gone = act(&granted(), REVIEWER, 100, withdraw()).expect("withdrawn");
    assert_eq!(gone.receipt.as_ref().map(replay), Some(Ok(())));
    let gone = gone.next;
    assert_eq!(gone.tell_at, None, "nothing is told of what does not hold");
    assert!(!standing_on(&gone, 100).holds());
    assert_eq!(act(&gone, REVIEWER, 101, withdraw()), Err(Rejection::NothingHolds));
    let asked = must(act(&gone, PARTNER, 300, verified()));
    let anew = must(act(&asked, REVIEWER, 300, grant(Level::Verified)));
    assert_eq!(
        anew.badge.as_ref().map(|badge| badge.issued_on),
        Some((START + TimeDelta::days(300)).date_naive())
    );
    assert!(standing_on(&anew, 300).holds());
}

#[test]
fn nobody_certifies_their_own() {
    let asked = must(act(&new(), PARTNER, 0, verified()));
    assert_eq!(act(&asked, PARTNER, 0, grant(Level::Verified)), Err(Rejection::NotYours));
    let policy = CertificationPolicy::default();
    let by = |person, organisations: &[OrganisationId]| {
        let reviewer = Reviewer { person, organisations: organisations.iter().copied().collect() };
        let facts = Facts {
            now: START,
            by: By::Reviewer(reviewer),
            actor: Actor::System,
            program: partner_id("program"),
            published: true,
            reviews: BTreeSet::new(),
            policy_version: 1,
            policy: &policy,
        };
        decide(&asked, grant(Level::Verified), &facts)
    };
    let own = [partner_id("program"), partner_id("northwind-works")];
    assert_eq!(by(person(REVIEWER), &own), Err(Rejection::OwnOrganisation));
    assert_eq!(by(person(PARTNER), &own[..1]), Err(Rejection::OwnRequest));
}

#[test]
fn who_shows_more_keeps_their_place_in_the_queue() {
    let asked = must(act(&new(), PARTNER, 0, verified()));
    let again = act(&asked, PARTNER, 5, verified()).expect("the same");
    assert!(again.events.is_empty());
    let more =
        request(Level::Verified, &[EvidenceKind::Statement, EvidenceKind::Review, EvidenceKind::Report]);
    let more = must(act(&asked, PARTNER, 5, more));
    assert_eq!(more.request.map(|request| request.at), Some(START));
    let none = must(act(&asked, PARTNER, 6, Command::Cancel));
    assert_eq!(standing_on(&none, 6), Standing::None { requested: false });
}

#[test]
fn a_reviewer_asks_and_the_answer_brings_the_request_back() {
    let asked = must(act(&new(), PARTNER, 0, verified()));
    let more = || Command::AskForMore { words: words("Which region is the backup in?") };
    assert_eq!(act(&new(), REVIEWER, 1, more()), Err(Rejection::NoRequest));
    assert_eq!(act(&asked, PARTNER, 1, more()), Err(Rejection::NotYours));
    let waits = must(act(&asked, REVIEWER, 1, more()));
    let turn = |state: &Certification| state.request.as_ref().map(Request::waits_for);
    assert_eq!((turn(&asked), turn(&waits)), (Some(WaitsFor::Reviewer), Some(WaitsFor::Partner)));
    assert_eq!(act(&waits, REVIEWER, 2, more()), Err(Rejection::AskedAlready));
    assert_eq!(act(&waits, PARTNER, 2, verified()), Err(Rejection::AnswerMissing));
    let answer = |text: &str| {
        let evidence = evidence(&[EvidenceKind::Statement, EvidenceKind::Review]);
        Command::Request { level: Level::Verified, evidence, answer: Some(words(text)) }
    };
    assert_eq!(act(&asked, PARTNER, 2, answer("In the EU.")), Err(Rejection::NoQuestion));
    let answered = must(act(&waits, PARTNER, 2, answer("In the EU.")));
    assert_eq!(turn(&answered), Some(WaitsFor::Reviewer));
    assert_eq!(answered.request.as_ref().map(|request| request.at), Some(START));
    assert!(must(act(&answered, REVIEWER, 3, grant(Level::Verified))).badge.is_some());
}

#[test]
fn less_than_asked_for_can_be_granted_and_never_more() {
    let asked = must(act(&new(), PARTNER, 0, verified()));
    assert_eq!(act(&asked, REVIEWER, 0, grant(Level::Audited)), Err(Rejection::AboveRequest));
    let declared = must(act(&asked, REVIEWER, 0, grant(Level::Declared)));
    assert_eq!(declared.badge.map(|badge| badge.level), Some(Level::Declared));
}

#[test]
fn only_a_published_app_is_certified() {
    let policy = CertificationPolicy::default();
    let facts = Facts {
        now: START,
        by: By::Partner(partner_id("northwind-works")),
        actor: Actor::System,
        program: partner_id("program"),
        published: false,
        reviews: [Digest::of_bytes("review")].into(),
        policy_version: 1,
        policy: &policy,
    };
    assert_eq!(decide(&new(), verified(), &facts), Err(Rejection::NotPublished));
}

#[test]
fn the_partner_is_told_once_and_nothing_more_after_a_lapse() {
    let policy = CertificationPolicy::default();
    let tell = |state: &Certification, days: i64| {
        let facts = Facts {
            now: START + TimeDelta::days(days),
            by: By::Program,
            actor: Actor::System,
            program: partner_id("program"),
            published: true,
            reviews: BTreeSet::new(),
            policy_version: 1,
            policy: &policy,
        };
        decide(state, Command::Tell, &facts).expect("telling never fails")
    };
    let mut state = granted();
    let mut kinds = Vec::new();
    while let Some(at) = state.tell_at {
        let days = (at.date_naive() - START.date_naive()).num_days();
        assert!(tell(&state, days - 1).events.is_empty(), "not before its day");
        let told = tell(&state, days);
        let [event] = told.events.as_slice() else { panic!("one event: {:?}", told.events) };
        kinds.push(event.kind);
        assert!(tell(&told.next, days).events.is_empty(), "a second server finds it told");
        state = told.next;
    }
    let last: Vec<_> = kinds.iter().rev().take(2).copied().collect();
    assert_eq!((kinds.len(), last), (8, vec!["certification.lapsed", "certification.lapses_soon"]));
    let facts = act(&state, PARTNER, 800, Command::Tell);
    assert_eq!(facts, Err(Rejection::NotYours));
}

#[test]
fn a_stored_certification_is_read_as_it_was() {
    let state = granted();
    let text = serde_json::to_string(&state).expect("JSON");
    assert_eq!(serde_json::from_str::<Certification>(&text).expect("one"), state);
}
