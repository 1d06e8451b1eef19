//! A queue, its figures, and a case.

use app::organisations::Here;
use chrono::{Days, NaiveDate, TimeDelta};
use serde_json::json;
use shared::{
    decisions::reason::Reason,
    endpoint::BySubmission,
    ids::{ListingId, OrganisationId, PersonId, SubmissionId, VersionId},
    listings::{
        api::{Against, AskedView, Comparison, FieldChange, RoundView, StageView},
        field::{Content, Field},
        names::{How, Known, Likeness, Whose},
    },
    manifest::{
        Facts,
        catalogue::Catalogue,
        diff::{Change, Diff, Part, What},
        lint,
        policy::LintPolicy,
        source::Format,
    },
    organisations::{
        model::OrganisationKind,
        permission::{Permission, Permissions},
    },
    page::Cursor,
    review::{
        api::{
            CasePage, CaseRow, CaseView, CategoryWait, ChecklistView, ClaimView, Figures, ItemView, NoteView,
            ReviewerLoad, ReviewerView, StageCount,
        },
        defaults,
        model::{Changes, Visibility, Work},
        queue::{Basis, Day, Load, Place, Wait},
        risk::{Part as RiskPart, Risk},
        stage::{Finding, Holder, Severity, StageKind, StageState},
    },
    testing::{START, slug},
};
use ulid::Ulid;

use super::super::data::{ANNA, ORGANISATION};

const GOOD: &str = include_str!("../../../../../shared/corpus/manifest/good.toml");

pub(super) fn operator() -> Here {
    with(&[Permission::ReviewRead, Permission::ReviewDecide])
}

pub(super) fn reader() -> Here {
    with(&[Permission::ReviewRead])
}

fn with(permissions: &[Permission]) -> Here {
    Here {
        organisation: ORGANISATION,
        kind: OrganisationKind::Operator,
        person: ANNA,
        permissions: Permissions::of(permissions),
    }
}

pub(super) fn at() -> BySubmission {
    BySubmission { organisation: ORGANISATION, submission: SubmissionId::from_ulid(Ulid(1)) }
}

/// A claim of who looks, or of another, for so many minutes from the start of the tests.
pub(super) fn claim(mine: bool, minutes: i64) -> ClaimView {
    let by = if mine { "Anna Lind" } else { "Ben Okafor" };
    ClaimView { by: Some(by.to_owned()), mine, until: START + TimeDelta::minutes(minutes) }
}

fn row(number: u128) -> CaseRow {
    CaseRow {
        submission: SubmissionId::from_ulid(Ulid(number)),
        listing: ListingId::from_ulid(Ulid(number)),
        version: VersionId::from_ulid(Ulid(number)),
        name: "Ledger <Bridge>".to_owned(),
        label: "1.5.0".parse().expect("a label"),
        round: 2,
        organisation: OrganisationId::from_ulid(Ulid(9)),
        partner: "Northwind Works".to_owned(),
        category: slug("finance"),
        submitted_at: START - TimeDelta::hours(52),
        stage: Some(StageKind::SecurityReview),
        stage_state: Some(running()),
        pause: None,
        place: usize::try_from(number).ok(),
        risk: 62,
        sensitive: true,
        claim: None,
        escalated_to: None,
        end: None,
    }
}

fn running() -> StageState {
    StageState::Running { since: START - TimeDelta::hours(5), holder: Holder::Nobody }
}

pub(super) fn page() -> CasePage {
    let left = ClaimView { by: None, ..claim(false, 12) };
    CasePage {
        cases: vec![
            row(1),
            CaseRow { claim: Some(claim(true, 30)), ..row(2) },
            CaseRow { claim: Some(left), ..row(3) },
            CaseRow { escalated_to: Some("Chiara Neri".to_owned()), sensitive: false, risk: 8, ..row(4) },
        ],
        total: 41,
        stages: vec![StageCount { stage: StageKind::SecurityReview, open: 12 }],
        categories: vec![slug("finance")],
        next: Some(Cursor(SubmissionId::from_ulid(Ulid(4)).to_string())),
    }
}

pub(super) fn figures() -> Figures {
    let first = START.date_naive();
    let day = |at: u64| Day {
        day: first.checked_add_days(Days::new(at)).expect("a day"),
        came: 2,
        ended: 1,
        waiting: usize::try_from(at).expect("a small number") + 16,
        p50_minutes: Some(90),
        p90_minutes: None,
    };
    let few = Wait { basis: Basis::TooFew, samples: 3, p50_minutes: None, p90_minutes: None };
    let told =
        Wait { basis: Basis::Category, samples: 40, p50_minutes: Some(1_560), p90_minutes: Some(4_000) };
    let load = |claimed, decided| Load { claimed, decided };
    Figures {
        days: (0..30).map(day).collect(),
        wait: few,
        categories: vec![
            CategoryWait { category: slug("finance"), open: 7, wait: told },
            CategoryWait { category: slug("crm"), open: 1, wait: few },
        ],
        reviewers: vec![
            ReviewerLoad { name: Some("Chiara Neri".to_owned()), load: load(2, 14) },
            ReviewerLoad { name: None, load: load(0, 3) },
        ],
    }
}

fn change(part: Part, what: What, key: &str) -> Change {
    Change {
        part,
        what,
        key: key.to_owned(),
        field: None,
        before: None,
        after: None,
        pointer: "/scopes".to_owned(),
    }
}

fn diff() -> Diff {
    Diff {
        changes: vec![
            change(Part::Scopes, What::Added, "contacts:write"),
            change(Part::Scopes, What::Removed, "files:read"),
            change(Part::Destinations, What::Added, "eu.northwind.example"),
            Change {
                field: Some("version".to_owned()),
                before: Some("1.4.0".to_owned()),
                after: Some("1.5.0".to_owned()),
                ..change(Part::Identity, What::Changed, "")
            },
        ],
    }
}

fn item(id: &str, text: &str, needed: bool, ticked: bool) -> ItemView {
    let year = if needed { 2026 } else { 2027 };
    ItemView {
        id: id.to_owned(),
        text: text.to_owned(),
        needed,
        needed_since: NaiveDate::from_ymd_opt(year, 1, 1).expect("a day"),
        ticked,
        by: ticked.then(|| "Ben Okafor".to_owned()),
    }
}

fn stages() -> Vec<StageView> {
    let (since, at) = (START - TimeDelta::hours(52), START - TimeDelta::hours(51));
    let passed = StageState::Passed { since, at, holder: Holder::Program };
    let slow = Finding {
        severity: Severity::Hint,
        reason: Reason::new("budget.slow").with("p95", 410),
        field: Some(Field::Manifest),
    };
    let stage = |kind, state: StageState, findings| StageView { kind, state, pause: None, findings };
    vec![
        stage(StageKind::Lint, passed.clone(), Vec::new()),
        stage(StageKind::ContractTests, passed.clone(), Vec::new()),
        stage(StageKind::PerformanceBudget, passed, vec![slow]),
        stage(StageKind::SecurityReview, running(), Vec::new()),
        stage(StageKind::EditorialReview, StageState::Waiting, Vec::new()),
        stage(StageKind::Approval, StageState::Waiting, Vec::new()),
    ]
}

/// Something that was asked for and answered.
pub(super) fn asked() -> AskedView {
    AskedView {
        field: Some(Field::Data),
        words: "Say how long data is kept.".parse().expect("words"),
        answer: Some("It is deleted after 30 days.".parse().expect("words")),
    }
}

/// What differs from the version that was approved last.
pub(super) fn since_approved() -> Comparison {
    let picture = json!({ "digest": "ab", "width": 800, "height": 600 });
    Comparison {
        against: Against::Approved { label: "1.4.0".parse().expect("a label") },
        fields: vec![
            FieldChange {
                field: Field::Description,
                before: json!("Syncs invoices.\nBoth ways."),
                after: json!("Syncs invoices and bills.\nBoth ways."),
            },
            FieldChange {
                field: Field::Screenshots,
                before: json!([]),
                after: json!([{ "picture": picture, "alt": "The list of invoices" }]),
            },
        ],
        manifest: Some(diff()),
    }
}

/// What differs from the round before.
pub(super) fn since_round() -> Comparison {
    let fields = vec![FieldChange {
        field: Field::Tagline,
        before: json!("The best sync."),
        after: json!("Keeps two ledgers in step."),
    }];
    Comparison { against: Against::Round { round: 1 }, fields, manifest: Some(Diff { changes: Vec::new() }) }
}

pub(super) fn case() -> CaseView {
    let facts = Facts { today: START.date_naive(), approved: None };
    let report = lint(GOOD, Format::Toml, &Catalogue::default(), &LintPolicy::default(), &facts);
    let scopes = Reason::new("risk.scopes_added").with("which", ["contacts:write", "files:read"]);
    let words = |text: &str| text.parse().expect("words");
    let note = |visibility, text| NoteView {
        visibility,
        words: words(text),
        by: Some("Ben Okafor".to_owned()),
        at: START - TimeDelta::hours(1),
    };
    CaseView {
        row: row(1),
        place: Some(Place { place: 4, of: 41, place_in_category: 1, of_category: 7 }),
        wait: Wait { basis: Basis::Category, samples: 40, p50_minutes: Some(1_560), p90_minutes: None },
        risk: Risk { score: 62, parts: vec![RiskPart { points: 62, why: scopes }] },
        changes: Changes::default(),
        sensitive: vec!["contacts:write".to_owned()],
        approvers: 2,
        approvals: Vec::new(),
        likenesses: vec![Likeness {
            with: Known { name: "Ledger Bridgé".to_owned(), whose: Whose::Brand },
            how: How::Edits { edits: 2, within: 2 },
        }],
        stages: stages(),
        checklists: vec![ChecklistView {
            stage: StageKind::SecurityReview,
            version: 1,
            items: vec![
                item("security.scopes", "Each scope is needed.", true, true),
                item("security.contact", "Somebody answers at the security contact.", true, false),
                item("security.deletion", "Data is deleted after uninstalling.", false, false),
            ],
        }],
        notes: vec![
            note(Visibility::Internal, "Ask Chiara about the scopes."),
            note(Visibility::Shared, "We look at it today."),
        ],
        work: Work::default(),
        earlier: vec![RoundView {
            submission: SubmissionId::from_ulid(Ulid(7)),
            round: 1,
            submitted_at: START - TimeDelta::hours(200),
            asked: vec![asked()],
            failed: Vec::new(),
            receipt: Some("cd".repeat(32)),
        }],
        asked: Vec::new(),
        content: Content {
            name: "Ledger <Bridge>".to_owned(),
            description: "# Syncs\n\nBills, too.".to_owned(),
            ..Content::default()
        },
        manifest: Some(report),
        compared: vec![since_approved()],
        replies: defaults::replies(),
        reviewers: vec![ReviewerView {
            person: PersonId::from_ulid(Ulid(3)),
            name: "Chiara Neri".to_owned(),
        }],
        barred: None,
        escalation: None,
    }
}
