//! English.

use shared::{listings::api::Against, manifest::diff::Part, review::api::Barred};

use super::{
    super::decision::{Deed, Missing},
    Texts,
};
use crate::i18n::plural;

pub(super) static TEXTS: Texts = Texts {
    risk: "Risk",
    changed: "What it asks for and changes",
    fields: "Texts and pictures",
    lint: "Linter",
    stages: "Stages",
    checklists: "Checklists",
    notes: "Notes",
    message: "Message to the partner",
    decide: "Decision",
    contents: "Parts of this page",
    risk_nothing: "Nothing adds to it.",
    risk_capped: |sum| format!("The parts add up to {sum}; 100 is the most that is counted."),
    risk_note: "The risk says where to look closely. It decides nothing.",
    back: "The queue",
    partner: "Partner",
    category: "Category",
    submitted: "Submitted",
    took: "It took",
    waiting: "Waiting for",
    place: "Place in the queue",
    usual: "Reviews lately",
    against: "Approved last",
    against_nothing: "Nothing yet",
    place_of: |place, of| format!("{place} of {of}"),
    place_in_category: |place, of| format!("{place} of {of} in its category"),
    half: |half| format!("Half took at most {half}"),
    half_and_most: |half, most| format!("Half took at most {half}, nine in ten at most {most}"),
    no_value: |name| format!("Fill in “{name}” first, or write the sentence yourself."),
    brace: "This reply has a brace without its partner. Write the sentence yourself, and tell who keeps the replies.",
    blank: "Write at least a sentence.",
    too_long: "This is longer than 4,000 characters. Shorten it, or put the rest into a document and link it.",
    decides: |who| format!("{who} decides it."),
    nobody_can: "Nobody else can review it now. Ask who manages the roles for another reviewer.",
    can: |who| format!("These can: {who}."),
    barred: |why| match why {
        Barred::OwnOrganisation => {
            "You belong to the organisation that submitted this, so you can read it and not review it."
        }
        Barred::OwnSubmission => "You submitted this yourself, so you can read it and not review it.",
        Barred::Escalated => "This was given to somebody else to decide. You can read it and leave notes.",
        Barred::ReadOnly => "Your role reads reviews and does not decide them.",
        Barred::SameEyes => {
            "You have approved this. It asks for sensitive scopes, so a second person has to look, too."
        }
    },
    escalated_by: |by, at| format!("{by} escalated it on {at}:"),
    take_back: "Take it back",
    take_back_about: "When nobody decides it there, take it back: then every reviewer can claim it again.",
    claim_label: "Who is at it",
    free: "Nobody is at it.",
    free_about: "Claim it to tick, finish stages and decide. A claim lasts half an hour and goes on while you work here.",
    kept: "What you wrote earlier is kept; it stands below.",
    claim: "Claim this submission",
    lapsed: |at| format!("Your claim ended at {at}."),
    lapsed_about: "Everything that you wrote and ticked is kept. Claim it again to go on, and to send your decision.",
    unsent: "What you wrote and did not send",
    claim_again: "Claim it again",
    all_kept: "Everything that you wrote and ticked is kept.",
    others: |who, until| format!("{who} has claimed it until {until}."),
    others_about: "You can read everything. Take another one, or look again then.",
    look_again: "Look again",
    left: |span, until| format!("{span} left, until {until}"),
    mine: "You are at it:",
    mine_about: "It is prolonged by itself while you work here, and ends when you leave the page alone.",
    keep: "I am still at it",
    release: "Give it back",
    ended_at: |at| format!("The review ended on {at}. A new submission opens a new one."),
    receipt: "Receipt",
    since: |at| format!("since {at}"),
    nothing_reopens: "The version changes nothing that has to be looked at again.",
    program: "the program",
    nobody: "nobody yet",
    a_reviewer: "a reviewer",
    no_checklists: "No person has to look at this version: it passes on automated stages alone.",
    claim_to_tick: "Claim it to tick.",
    open_items: |open| match open {
        0 => "Everything that is needed is ticked.".to_owned(),
        open => plural(open, "1 needed item is open.".to_owned(), format!("{open} needed items are open.")),
    },
    list_version: |version| format!("version {version}"),
    needed: "Needed",
    announced: "Announced",
    needed_from: |day| format!("needed for what is submitted from {day} on; it hinders nothing today"),
    ticked_by: |who| format!("ticked by {who}"),
    finish: |stage| format!("Finish: {stage}"),
    no_notes: "No notes yet.",
    internal: "Internal",
    shared: "Shared with the partner",
    internal_about: "Only reviewers read it.",
    shared_about: "The partner reads it at once, and it cannot be taken back.",
    who_reads: "Who will read the note?",
    note: "Note",
    write_shared: "Send the note to the partner",
    write_internal: "Write the internal note",
    refused: |why| format!("Not kept on the server: {why}"),
    saving: "Saving …",
    saved: "Saved. It stays when your claim ends.",
    kept_here: "Kept on this device; it is sent when the server can be reached.",
    not_kept_here: "This device has no room left to keep it. Leave this page open until it is sent, or copy it.",
    message_about: "It is sent with a request for changes or a rejection, and not before.",
    two_writings: "This device has a message that the server does not know, and the server has another one.",
    two_writings_about: "Choose with which you go on. Nothing is sent before.",
    on_server: "On the server",
    on_device: "On this device",
    take_server: "Go on with the server's",
    take_device: "Go on with this device's",
    choose_first: "Choose first with which of the two messages you go on, above.",
    opening: "To the whole",
    opening_hint: "What the partner reads first. Leave it empty when there is nothing to say to the whole.",
    asks: "What has to change",
    no_asks: "Nothing yet. Add something, or take a canned reply.",
    add_ask: "Add something to change",
    ask_where: "Where",
    ask_what: "What has to change",
    remove_ask: "Remove",
    preview: "As the partner reads it",
    preview_nothing: "What you write appears here as one message.",
    preview_fields: |fields| format!("To answer, field by field: {fields}"),
    replies: "Canned replies",
    choose_reply: "Choose a reply",
    reply: "Reply",
    value_of: |name| format!("Value for “{name}”"),
    added_to_message: "It stands in the message now. You can change it there.",
    added_to_asks: "It stands under what has to change now. You can change it there.",
    add_reply: "Put it into the message",
    no_deed: "Choose what you decide.",
    missing: |missing| match missing {
        Missing::Requests => {
            "Add at least one thing that has to change, above: a message alone asks for nothing."
        }
        Missing::Message => "Write above why it is rejected: the partner reads it.",
        Missing::Person => "Choose who decides in your stead.",
        Missing::Why => "Write why somebody else has to decide.",
        Missing::Shorter => {
            "A text is longer than 4,000 characters. Shorten it, or put the rest into a document and link it."
        }
    },
    decided: "Your decision is sent.",
    escalated: "It is given to somebody else to decide. What you wrote is kept.",
    deed: |deed| match deed {
        Deed::RequestChanges => "Request changes",
        Deed::Approve => "Approve",
        Deed::Reject => "Reject",
        Deed::Escalate => "Escalate",
    },
    deed_about: |deed| match deed {
        Deed::RequestChanges => "The partner mends what you ask for and submits again. This round ends.",
        Deed::Approve => {
            "The version can be published. Every stage has to be finished, and every needed item ticked."
        }
        Deed::Reject => "The submission ends here. The partner reads your message as the reason.",
        Deed::Escalate => "Another reviewer decides it. Your claim ends; what you wrote stays yours.",
    },
    claim_to_decide: "Claim it to decide. What you write above is kept either way.",
    what_now: "What do you decide?",
    go_on: "Go on",
    sure: "Before it is done",
    no_yes_yet: "Nobody has approved it yet.",
    said_yes: |who| format!("Approved so far by {who}."),
    eyes: |people, scopes| {
        format!("{people} different people have to approve this version, because it asks anew for {scopes}.")
    },
    nobody_to_escalate: "There is nobody else who can review it.",
    choose_person: "Choose a person",
    to_whom: "Who decides",
    why: "Why",
    why_hint: "Only reviewers read it.",
    not_yet: "Not yet",
    will_request: |app, partner, requests| {
        let requests = plural(requests, "1 request".to_owned(), format!("{requests} requests"));
        format!(
            "{partner} is told at once and gets {requests} to answer. This round of {app} ends; when they submit it again, it comes to the end of the queue."
        )
    },
    will_approve: |app| {
        format!(
            "The review of {app} ends, and the partner can publish it whenever they want. To take it away from customers afterwards, the listing has to be suspended."
        )
    },
    will_approve_first: |app| {
        format!(
            "This is one yes of several for {app}: it asks for sensitive scopes. Your claim ends, and a second person has to approve it before it can be published."
        )
    },
    message_not_sent: "What you wrote above is not sent with an approval, and it is not kept after it. Write it as a shared note first if the partner should read it.",
    will_reject: |app, partner| {
        format!(
            "{app} is rejected, and {partner} is told at once, with your message as the reason. This cannot be taken back; they can submit another version."
        )
    },
    will_escalate: |who| {
        format!("{who} decides this submission from now on, and nobody else. Your claim ends.")
    },
    no_manifest: "The version has no manifest.",
    lint_good: "Nothing found.",
    lint_hash: "Report",
    of_another: "of another partner",
    of_a_brand: "a brand that the program reserves",
    alike: "Names that it is too like",
    alike_about: "The name is held for a person. It is no reason to reject: look whether a customer would take one for the other.",
    alike_spelling: "Apart from case, accents, spaces and punctuation it is the same.",
    alike_looks: "It looks the same: letters are replaced by others of the same form.",
    alike_swapped: "The same words in another order.",
    alike_brand: "The brand is a part of the name.",
    alike_edits: |edits| plural(edits, "1 letter apart.".to_owned(), format!("{edits} letters apart.")),
    compare_with: "Show what is new",
    base: |against| match against {
        Against::Round { round } => format!("Since round {round}"),
        Against::Approved { label } => format!("Since {label}, the last approved version"),
        Against::Submitted { label } => format!("Since {label}, the version before"),
        Against::Nothing => "All of it".to_owned(),
    },
    compared: |against| match against {
        Against::Round { round } => format!("Compared with round {round} of this version."),
        Against::Approved { label } => format!("Compared with {label}, which was approved last."),
        Against::Submitted { label } => format!("Compared with {label}, which was submitted before it."),
        Against::Nothing => "Nothing of this listing was approved before: all of it is new.".to_owned(),
    },
    not_known: "What was submitted in this round is not known any more.",
    not_compared: "The manifests cannot be compared, because one of them cannot be read. The findings of the linter say why.",
    part: |part| match part {
        Part::Scopes => Some("Scopes"),
        Part::Data => Some("Data that it stores"),
        Part::Destinations => Some("Hosts that it sends to"),
        Part::Subprocessors => Some("Who else works with the data"),
        _ => None,
    },
    unchanged: |names| format!("Unchanged: {names}"),
    nothing_there: "None, before and after.",
    what: "What",
    before: "Before",
    after: "After",
    not_there: "not there",
    was_there: "was there",
    is_there: "there",
    gone: "gone",
    rest: "Whatever else differs in the manifest",
    rounds: "Rounds and answers",
    round_of: |round, day| format!("Round {round}, submitted on {day}"),
    see_round: |round| format!("See round {round} as it was submitted"),
    asked: "What this round asked for",
    asked_nothing: "It asked for nothing.",
    answer: "The partner says:",
    not_answered: "Nothing yet.",
    same_fields: "Texts and pictures are the same as before.",
    whole: "The whole listing, as it was submitted",
    empty: "empty",
    manifest: "Manifest",
};
