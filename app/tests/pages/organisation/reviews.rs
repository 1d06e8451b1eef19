//! The reviewers' console: the queue, its figures, and a case in every state that it can have.

mod given;

use app::{
    i18n::Locale,
    review::{case::CaseDesk, figures::FiguresView, queue::QueueView},
};
use chrono::{TimeDelta, Utc};
use leptos::prelude::*;
use shared::{
    listings::api::{Against, Comparison},
    page::Cursor,
    review::{
        api::{Barred, CasePage, CaseView, End, EndView, EscalationView},
        query::{CaseQuery, Held},
        stage::{Pause, StageKind, StageState},
    },
    testing::{START, slug},
};

use super::{drawn, hides, shows};
use given::{asked, at, case, claim, figures, operator, page, reader, since_approved, since_round};

/// Headings below that of the page, none of which skips a level.
fn in_order(html: &str) {
    let mut last = 1;
    for piece in html.split("<h").skip(1) {
        let Some(level) = piece.chars().next().and_then(|level| level.to_digit(10)) else { continue };
        if piece.chars().nth(1).is_some_and(|next| next == '>' || next == ' ') {
            assert!(level <= last + 1, "h{level} after h{last}\n{html}");
            last = level;
        }
    }
}

fn queue(locale: Locale, page: CasePage, query: CaseQuery) -> String {
    let html = drawn(locale, move || view! { <QueueView page=page query=query here=operator() now=START/> });
    in_order(&html);
    html
}

/// The case as it is looked at, so long after the tests begin.
fn looked_at(locale: Locale, case: CaseView, after: TimeDelta) -> String {
    let html = drawn(locale, move || view! { <CaseDesk at=at() case=case now=START + after/> });
    in_order(&html);
    html
}

fn case_now(case: CaseView) -> String {
    looked_at(Locale::English, case, TimeDelta::zero())
}

#[test]
fn the_queue_says_whose_turn_it_is_and_who_is_at_it() {
    for locale in Locale::ALL {
        let html = queue(locale, page(), CaseQuery::default());
        for wanted in [
            "href=\"/reviews/sub_00000000000000000000000001\"",
            "Ledger &lt;Bridge&gt;",
            locale.pick("1.5.0 · round 2", "1.5.0 · Runde 2"),
            "Northwind Works",
            "width=\"62\"",
            locale.pick("Risk 62 of 100", "Risiko 62 von 100"),
            locale.pick("high", "hoch"),
            locale.pick("Sensitive", "Heikel"),
            locale.pick("Security review", "Sicherheitsprüfung"),
            locale.pick("You, until 12:", "Sie, bis 12:"),
            locale.pick("Escalated to Chiara Neri", "Weitergegeben an Chiara Neri"),
            locale.pick("Somebody who has left, until", "Jemand, der gegangen ist, bis"),
            locale.pick("2\u{a0}d 4\u{a0}h", "2\u{a0}Tg. 4\u{a0}Std."),
            locale.pick("Claim next", "Nächste übernehmen"),
            locale.pick("41 submissions", "41 Einreichungen"),
            // More of it, as a link as well.
            "href=\"/reviews?cursor=sub_00000000000000000000000004\"",
        ] {
            shows(&html, wanted);
        }
        assert_eq!(html.matches("class=\"place\"").count(), 4, "{html}");
    }
}

#[test]
fn the_queue_is_filtered_by_its_address() {
    let query = CaseQuery {
        stage: Some(StageKind::SecurityReview),
        category: Some(slug("crm")),
        risk: Some(60),
        held: Some(Held::Free),
        ..CaseQuery::default()
    };
    let html = queue(Locale::English, page(), query);
    // Every way keeps the rest of the address.
    shows(&html, "href=\"/reviews?stage=approval&amp;category=crm&amp;risk=60&amp;held=free\"");
    shows(&html, "href=\"/reviews?stage=security_review&amp;category=crm&amp;risk=60&amp;held=mine\"");
    shows(&html, "href=\"/reviews?category=crm&amp;risk=60&amp;held=free\"");
    assert_eq!(html.matches("aria-current=\"page\"").count(), 3, "page, stage and holder: {html}");
    shows(&html, "<option value=\"60\" selected");
    shows(&html, "<option value=\"crm\" selected");
}

#[test]
fn a_later_page_of_the_queue_leads_back_to_its_start_and_keeps_the_places() {
    let query = CaseQuery { cursor: Some(Cursor("sub_9".to_owned())), ..CaseQuery::default() };
    let mut page = page();
    for (case, place) in page.cases.iter_mut().zip([31, 32, 33, 34]) {
        case.place = Some(place);
    }
    let html = queue(Locale::English, page, query);
    shows(&html, "This list goes on from an earlier page.");
    shows(&html, ">34<");
}

#[test]
fn an_empty_queue_says_why_and_what_to_do() {
    let nothing = || CasePage { cases: Vec::new(), total: 0, next: None, ..page() };
    let html = queue(Locale::English, nothing(), CaseQuery::default());
    shows(&html, "Nothing waits");
    shows(&html, "href=\"/reviews?ended=true\"");
    let html = queue(Locale::English, nothing(), CaseQuery { risk: Some(50), ..CaseQuery::default() });
    shows(&html, "Nothing fits");
    let html = queue(Locale::English, nothing(), CaseQuery { ended: true, ..CaseQuery::default() });
    shows(&html, "Nothing has ended yet");
    hides(&html, "Claim next");
}

#[test]
fn what_ended_says_how() {
    let mut page = page();
    page.cases.truncate(1);
    let end = EndView {
        how: End::Rejected,
        at: START,
        words: Some("The name is that of another app.".parse().expect("words")),
        receipt: Some("ab".repeat(32)),
    };
    page.cases[0].end = Some(end);
    page.cases[0].stage = None;
    let html = queue(Locale::English, page, CaseQuery { ended: true, ..CaseQuery::default() });
    shows(&html, "Rejected");
    shows(&html, "The name is that of another app.");
}

#[test]
fn who_only_reads_is_offered_nothing_to_claim() {
    let html = drawn(Locale::English, || {
        view! { <QueueView page=page() query=CaseQuery::default() here=reader() now=START/> }
    });
    hides(&html, "Claim next");
}

#[test]
fn figures_are_told_with_what_they_rest_on() {
    for locale in Locale::ALL {
        let html = drawn(locale, || view! { <FiguresView figures=figures()/> });
        in_order(&html);
        for wanted in [
            locale.pick("Too few to tell", "Zu wenige, um es zu sagen"),
            locale.pick("40 reviews of the category", "40 Prüfungen der Kategorie"),
            locale.pick("3 reviews", "3 Prüfungen"),
            locale.pick("1\u{a0}d 2\u{a0}h", "1\u{a0}Tg. 2\u{a0}Std."),
            locale.pick(
                "Within 30 days 60 submissions came and 30 reviews ended; 45 wait.",
                "In 30 Tagen kamen 60 Einreichungen und endeten 30 Prüfungen; 45 warten.",
            ),
            "role=\"img\"",
            "<details>",
            "Chiara Neri",
        ] {
            shows(&html, wanted);
        }
        assert_eq!(html.matches("class=\"came\"").count(), 31, "a bar a day, and one in the key: {html}");
    }
}

#[test]
fn a_free_case_shows_all_that_its_review_rests_on() {
    for locale in Locale::ALL {
        let html = looked_at(locale, case(), TimeDelta::zero());
        for wanted in [
            "Ledger &lt;Bridge&gt;",
            locale.pick("4 of 41", "4 von 41"),
            locale.pick("Claim this submission", "Einreichung übernehmen"),
            locale.pick(
                "It asks for new scopes: contacts:write and files:read",
                "Es verlangt neue Berechtigungen: contacts:write und files:read",
            ),
            // Side by side: what came, what went, what stayed.
            "<code>files:read</code>",
            locale.pick("gone", "weg"),
            "eu.northwind.example",
            "<del class=\"line\">Syncs invoices.</del>",
            "<ins class=\"line\">Syncs invoices and bills.</ins>",
            "src=\"/media/ab/480\"",
            "alt=\"The list of invoices\"",
            // The linter, and names that it is too like.
            locale.pick("Report", "Bericht"),
            "Ledger Bridgé",
            locale.pick("2 letters apart.", "2 Buchstaben Unterschied."),
            // What the round before asked for, with the way to it.
            locale.pick("Round 1, submitted on", "Runde 1, eingereicht am"),
            "href=\"/reviews/sub_00000000000000000000000007\"",
            "Say how long data is kept.",
            locale.pick("The partner says:", "Der Partner sagt:"),
            "It is deleted after 30 days.",
            // Checklists: needed and announced.
            "Somebody answers at the security contact.",
            locale.pick(
                "needed for what is submitted from 1\u{a0}January 2027 on",
                "ab dem 1.\u{a0}Januar 2027",
            ),
            locale.pick("1 needed item is open.", "1 nötiger Punkt ist offen."),
            // Notes of both kinds.
            "data-visibility=\"shared\"",
            locale.pick("Only reviewers read it.", "Nur Prüfende lesen sie."),
        ] {
            shows(&html, wanted);
        }
        hides(&html, locale.pick("Finish: Security review", "Abschließen: Sicherheitsprüfung"));
    }
}

#[test]
fn whoever_holds_the_claim_sees_how_long_and_can_finish_the_stage() {
    let mut mine = case();
    mine.row.claim = Some(claim(true, 30));
    let html = looked_at(Locale::English, mine.clone(), TimeDelta::minutes(3));
    shows(&html, "27\u{a0}min left");
    shows(&html, "I am still at it");
    shows(&html, "Finish: Security review");
    hides(&html, "class=\"claim-left soon\"");
    let html = looked_at(Locale::English, mine, TimeDelta::minutes(26));
    shows(&html, "class=\"claim-left soon\"");
}

#[test]
fn a_claim_that_lapsed_keeps_what_was_written_and_can_be_had_again() {
    for locale in Locale::ALL {
        let mut lapsed = case();
        lapsed.row.claim = Some(claim(true, 30));
        lapsed.work.message = "Thank you for this.".to_owned();
        let html = looked_at(locale, lapsed, TimeDelta::minutes(30));
        shows(&html, locale.pick("Your claim ended at 12:30", "Ihre Übernahme endete um 12:30"));
        shows(&html, locale.pick("Claim it again", "Wieder übernehmen"));
        // It stands in the field, and in the message as it is sent.
        assert_eq!(html.matches("Thank you for this.").count(), 2, "{html}");
        hides(&html, locale.pick("Finish: ", "Abschließen: "));
    }
}

#[test]
fn what_another_has_claimed_can_be_read() {
    let mut others = case();
    others.row.claim = Some(claim(false, 12));
    let html = case_now(others);
    shows(&html, "Ben Okafor has claimed it until 12:12");
    hides(&html, "Claim this submission");
}

#[test]
fn who_is_barred_is_told_why_and_who_can() {
    for (why, said) in [
        (Barred::OwnOrganisation, "You belong to the organisation that submitted this"),
        (Barred::OwnSubmission, "You submitted this yourself"),
        (Barred::ReadOnly, "Your role reads reviews"),
        (Barred::SameEyes, "a second person has to look"),
    ] {
        let html = case_now(CaseView { barred: Some(why), ..case() });
        shows(&html, said);
        shows(&html, "These can: Chiara Neri.");
        hides(&html, "id=\"decide\"");
        hides(&html, "Claim this submission");
    }
    let mut escalated = CaseView { barred: Some(Barred::Escalated), ..case() };
    escalated.row.escalated_to = Some("Chiara Neri".to_owned());
    escalated.escalation = Some(EscalationView {
        by: Some("Ben Okafor".to_owned()),
        words: "Payments; please look.".parse().expect("words"),
        at: START,
        takes_back: false,
    });
    let html = case_now(escalated.clone());
    shows(&html, "Chiara Neri decides it.");
    shows(&html, "Payments; please look.");
    hides(&html, "Take it back");
    // Who gave it away, or assigns, takes it back.
    if let Some(escalation) = &mut escalated.escalation {
        escalation.takes_back = true;
    }
    shows(&case_now(escalated), "Take it back");
}

#[test]
fn a_run_of_ours_that_broke_off_is_told_of_and_is_not_the_apps() {
    let mut case = case();
    case.stages[1].state = StageState::Waiting;
    case.stages[1].pause = Some(Pause { broke_off: 3, until: START + TimeDelta::minutes(4) });
    let html = case_now(case);
    shows(&html, "3 runs of ours broke off.");
    shows(&html, "nothing is asked of the partner.");
}

#[test]
fn a_second_pair_of_eyes_is_explained() {
    let html = case_now(CaseView { approvals: vec!["Ben Okafor".to_owned()], approvers: 2, ..case() });
    shows(&html, "2 different people have to approve this version, because it asks anew for contacts:write.");
    shows(&html, "Approved so far by Ben Okafor.");
    hides(&case_now(CaseView { approvers: 1, ..case() }), "different people");
}

#[test]
fn a_review_that_ended_says_how_and_offers_no_decision() {
    let mut ended = case();
    ended.place = None;
    ended.row.stage = None;
    ended.row.end = Some(EndView {
        how: End::ChangesRequested,
        at: START,
        words: Some("See below.".parse().expect("words")),
        receipt: Some("ab".repeat(32)),
    });
    let html = case_now(ended);
    shows(&html, "Changes requested");
    shows(&html, "See below.");
    shows(&html, &"ab".repeat(32));
    hides(&html, "id=\"decide\"");
    hides(&html, "href=\"#decide\"");
}

#[test]
fn a_first_version_is_new_in_everything() {
    let nothing = Comparison { against: Against::Nothing, manifest: None, ..since_approved() };
    let first = CaseView { compared: vec![nothing], earlier: Vec::new(), asked: Vec::new(), ..case() };
    let html = case_now(first);
    hides(&html, "id=\"rounds\"");
    hides(&html, "href=\"#rounds\"");
    shows(&html, "Nothing of this listing was approved before: all of it is new.");
    shows(&html, "not there");
}

#[test]
fn a_later_round_is_compared_with_the_one_before_unless_the_reviewer_chooses() {
    for locale in Locale::ALL {
        let both = CaseView { compared: vec![since_round(), since_approved()], ..case() };
        let html = looked_at(locale, both, TimeDelta::zero());
        for wanted in [
            locale.pick("Since round 1", "Seit Runde 1"),
            locale.pick("Since 1.4.0, the last approved version", "Seit 1.4.0, der zuletzt freigegebenen"),
            "<del class=\"line\">The best sync.</del>",
            "<ins class=\"line\">Keeps two ledgers in step.</ins>",
        ] {
            shows(&html, wanted);
        }
        assert_eq!(html.matches("name=\"compare\"").count(), 2, "{html}");
        hides(&html, "<ins class=\"line\">Syncs invoices and bills.</ins>");
    }
    hides(&case_now(case()), "name=\"compare\"");
}

#[test]
fn a_round_that_ended_says_what_it_asked_for() {
    let mut ended = CaseView { earlier: Vec::new(), asked: vec![asked()], ..case() };
    ended.row.end = Some(EndView { how: End::ChangesRequested, at: START, words: None, receipt: None });
    let html = case_now(ended);
    shows(&html, "What this round asked for");
    shows(&html, "It is deleted after 30 days.");
}

#[test]
fn what_is_not_known_any_more_is_not_shown_as_nothing() {
    let html = case_now(CaseView { compared: Vec::new(), ..case() });
    shows(&html, "What was submitted in this round is not known any more.");
    hides(&html, "Texts and pictures are the same as before.");
}

/// The case of who wrote this on the device, and has something else on the server.
fn written_twice(left: serde_json::Value) -> String {
    let left: app::review::case::keeper::Left = serde_json::from_value(left).expect("what is kept");
    let mut kept = case();
    kept.work.message = "From the server.".to_owned();
    let now: chrono::DateTime<Utc> = START;
    drawn(Locale::English, move || view! { <CaseDesk at=at() case=kept now=now left=left/> })
}

#[test]
fn what_this_device_wrote_on_stands_in_the_place_of_what_the_server_kept() {
    let html = written_twice(serde_json::json!({
        "message": "From this device.",
        "note": "Ask Ben.",
        "based_on": { "message": "From the server.", "requests": [] },
    }));
    shows(&html, "From this device.");
    shows(&html, "Ask Ben.");
    hides(&html, "From the server.");
}

#[test]
fn of_two_writings_that_do_not_know_each_other_one_is_chosen() {
    let html = written_twice(serde_json::json!({
        "message": "From this device.",
        "note": "Ask Ben.",
        "based_on": { "message": "Before.", "requests": [] },
    }));
    for wanted in ["From this device.", "From the server.", "Ask Ben.", "Go on with this device"] {
        shows(&html, wanted);
    }
    hides(&html, "id=\"message-text\"");
}
