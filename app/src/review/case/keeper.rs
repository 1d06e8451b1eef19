//! Keeps what a reviewer writes: on this device at once, and on the server when they pause.
//!
//! It needs no claim: nothing is lost when one lapses. What the server has no place for, a note or a request
//! that is still blank, stays on the device until it is sent. Where device and server have different writings
//! and neither knows the other, both are shown, and one is chosen.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use shared::{
    decisions::words::{BadWords, Words},
    endpoint::BySubmission,
    listings::field::Field,
    review::{
        api::KeepWork,
        model::{Request, Work},
        replies::{BadReply, Message, Piece, assemble},
    },
};

use crate::{
    browser,
    transport::{CallError, send},
    ui::{Saved, new_intent},
    view::effect,
};

/// How long one pauses before it is sent.
const PAUSE: Duration = Duration::from_millis(900);
/// Between attempts while the server cannot be reached, or cannot take anything and does not say until when.
const RETRY: Duration = Duration::from_secs(5);

/// Something that will be asked for, as typed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Ask {
    /// Tells it apart on the page.
    pub key: u32,
    /// Where; `None` when it is about the whole.
    pub field: Option<Field>,
    pub words: String,
}

/// What this device keeps of what is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Left {
    pub message: String,
    pub asks: Vec<Ask>,
    pub note: String,
    /// Why somebody else has to decide.
    pub why: String,
    /// What the server had when this was written; `None` when that is not known.
    pub based_on: Option<Work>,
}

impl Left {
    fn of(work: Work) -> Self {
        let asks = (1..).zip(work.requests);
        let asks = asks.map(|(key, Request { field, words })| Ask { key, field, words: words.to_string() });
        Self { message: work.message, asks: asks.collect(), ..Self::default() }
    }

    /// What the server has a place for.
    pub fn work(&self) -> Work {
        let requests = self.asks.iter().filter_map(|ask| {
            let words = ask.words.parse().ok()?;
            Some(Request { field: ask.field, words })
        });
        Work { message: self.message.clone(), requests: requests.collect() }
    }

    /// All of it as one message.
    ///
    /// # Errors
    /// A request is too long.
    pub fn assembled(&self) -> Result<Message, BadReply> {
        let message = Piece::Own { field: None, text: self.message.clone() };
        let asks = self.asks.iter().map(|ask| Piece::Own { field: ask.field, text: ask.words.clone() });
        assemble(&std::iter::once(message).chain(asks).collect::<Vec<_>>(), &Default::default())
    }

    /// What the partner is asked for: first what is about the whole, then field by field.
    ///
    /// # Errors
    /// One is too long.
    pub fn requests(&self) -> Result<Vec<Request>, BadReply> {
        let mut requests: Vec<Request> = Vec::new();
        for ask in self.asks.iter().filter(|ask| ask.field.is_none()) {
            match ask.words.parse() {
                Ok(words) => {
                    let request = Request { field: None, words };
                    if !requests.contains(&request) {
                        requests.push(request);
                    }
                }
                Err(BadWords::Empty) => {}
                Err(too_long @ BadWords::TooLong) => return Err(too_long.into()),
            }
        }
        requests.extend(self.assembled()?.requests);
        Ok(requests)
    }

    /// What is said beside that, which asks for nothing; `None` when nothing is.
    ///
    /// # Errors
    /// It is too long.
    pub fn said(&self) -> Result<Option<Words>, BadReply> {
        match self.message.parse() {
            Ok(words) => Ok(Some(words)),
            Err(BadWords::Empty) => Ok(None),
            Err(too_long @ BadWords::TooLong) => Err(too_long.into()),
        }
    }

    /// Message and requests as one text, as typed; `None` when nothing is.
    pub fn text(&self) -> Option<String> {
        let asks = self.asks.iter().map(|ask| ask.words.trim());
        let said = std::iter::once(self.message.trim()).chain(asks).filter(|text| !text.is_empty());
        let said: Vec<_> = said.collect();
        (!said.is_empty()).then(|| said.join("\n\n"))
    }

    /// Whether something is typed for which the server has no place: a request that is too long.
    fn holds_more(&self) -> bool {
        let too_long = |ask: &Ask| ask.words.parse::<Words>() == Err(BadWords::TooLong);
        self.asks.iter().any(too_long)
    }

    /// Whether it asks for anything: a message alone does not.
    pub fn asks_for_something(&self) -> bool {
        self.asks.iter().any(|ask| !ask.words.trim().is_empty())
    }
}

/// What stands in the fields when a page opens, and what this device has beside it, of which one is chosen.
///
/// The server's stands where this device has nothing that the server did not have once, and this device's
/// where the server has nothing that this device has not seen. What only the device has a place for stays.
pub fn meet(work: Work, left: Option<Left>) -> (Left, Option<Left>) {
    let Some(left) = left else { return (Left::of(work), None) };
    let here = left.work();
    let seen = left.based_on.as_ref();
    let nothing_there = seen.is_none() && work == Work::default();
    if here == work || seen == Some(&work) || nothing_there {
        return (left, None);
    }
    let sent = seen == Some(&here) && !left.holds_more();
    let theirs = Left { note: left.note.clone(), why: left.why.clone(), ..Left::of(work) };
    (theirs, (!sent).then_some(left))
}

/// What is being written. Copied freely; all copies are one.
#[derive(Clone, Copy, Debug)]
pub struct Draft {
    at: BySubmission,
    pub message: RwSignal<String>,
    pub asks: RwSignal<Vec<Ask>>,
    pub note: RwSignal<String>,
    pub why: RwSignal<String>,
    /// Where it is kept; `None` before anything was written.
    pub saved: RwSignal<Option<Saved>>,
    /// Why the server did not keep it.
    pub refused: RwSignal<Option<String>>,
    /// What this device has beside what stands in the fields, until one of both is chosen.
    pub other: RwSignal<Option<Left>>,
    /// Whether this device has no room for it: then what the server does not have is on the page alone.
    pub unkept: RwSignal<bool>,
    known: StoredValue<Work>,
    /// Raised by each change: the pause begins anew.
    turn: StoredValue<u32>,
    under_way: StoredValue<bool>,
}

impl Draft {
    /// Takes over what the server has, or what this device has and the server does not: see [`meet`].
    pub fn new(at: BySubmission, work: Work, left: Option<Left>) -> Self {
        let (Left { message, asks, note, why, .. }, other) = meet(work.clone(), left);
        Self {
            at,
            message: RwSignal::new(message),
            asks: RwSignal::new(asks),
            note: RwSignal::new(note),
            why: RwSignal::new(why),
            saved: RwSignal::new(None),
            refused: RwSignal::new(None),
            other: RwSignal::new(other),
            unkept: RwSignal::new(false),
            known: StoredValue::new(work),
            turn: StoredValue::new(0),
            under_way: StoredValue::new(false),
        }
    }

    /// All that is written. Follows it.
    pub fn left(self) -> Left {
        Left {
            message: self.message.get(),
            asks: self.asks.get(),
            note: self.note.get(),
            why: self.why.get(),
            based_on: None,
        }
    }

    /// Chooses between what stands in the fields and what this device has beside it.
    pub fn choose(self, here: bool) {
        let Some(Some(other)) = self.other.try_update(Option::take) else { return };
        if here {
            self.message.set(other.message);
            self.asks.set(other.asks);
        }
        let left = untrack(|| self.left());
        let open = self.known.with_value(|known| left.work() != *known);
        self.keep_here(left, open);
    }

    /// Keeps whatever is typed from now on.
    pub(super) fn follow(self) {
        effect(move || {
            let left = self.left();
            let open = self.known.with_value(|known| left.work() != *known);
            self.keep_here(left, open);
            if open {
                self.refused.set(None);
                self.saved.set(Some(Saved::Saving));
                self.wait(PAUSE);
            }
        });
    }

    /// Adds something to ask for.
    pub fn ask(self, field: Option<Field>, words: String) {
        self.asks.update(|asks| {
            let key = asks.iter().map(|ask| ask.key).max().unwrap_or_default() + 1;
            asks.push(Ask { key, field, words });
        });
    }

    /// Adds a paragraph to the message.
    pub fn say(self, paragraph: &str) {
        self.message.update(|message| {
            if !message.trim().is_empty() {
                message.push_str("\n\n");
            }
            message.push_str(paragraph);
        });
    }

    /// It is sent: nothing of the message is left to keep.
    pub fn sent(self) {
        self.known.set_value(Work::default());
        self.message.set(String::new());
        self.asks.set(Vec::new());
        self.why.set(String::new());
        self.saved.set(None);
    }

    fn keep_here(self, left: Left, open: bool) {
        let other = self.other.get_untracked();
        let undecided = other.is_some();
        let left = match other {
            // Until one is chosen it stays as it was.
            Some(other) => Left { note: left.note, why: left.why, ..other },
            None => Left { based_on: Some(self.known.get_value()), ..left },
        };
        let only_here = !left.note.trim().is_empty()
            || !left.why.trim().is_empty()
            || left.asks.len() > left.work().requests.len();
        let kept = if open || only_here || undecided {
            browser::keep(&name(self.at), &serde_json::to_string(&left).unwrap_or_default())
        } else {
            browser::forget(&name(self.at));
            true
        };
        if self.unkept.get_untracked() == kept {
            self.unkept.set(!kept);
        }
    }

    /// Sends after a pause, unless something changes before.
    fn wait(self, pause: Duration) {
        let Some(turn) = self.turn.try_update_value(|turn| {
            *turn = turn.wrapping_add(1);
            *turn
        }) else {
            return;
        };
        set_timeout(
            move || {
                if self.turn.try_get_value() == Some(turn) {
                    self.send();
                }
            },
            pause,
        );
    }

    fn send(self) {
        if self.under_way.try_get_value() != Some(false) {
            return;
        }
        let work = untrack(|| self.left().work());
        if self.known.with_value(|known| work == *known) {
            self.saved.update(|saved| *saved = saved.map(|_| Saved::Saved));
            return;
        }
        self.under_way.set_value(true);
        let (path, intent) = (self.at, new_intent());
        spawn_local(async move {
            let reply = send::<KeepWork>(&path, &work, &intent, None).await;
            // The page may be gone.
            if self.under_way.try_set_value(false).is_some() {
                return;
            }
            match reply {
                Ok(_) => self.took(work),
                Err(error) => {
                    self.saved.set(Some(Saved::Waiting));
                    if let Some(pause) = error.again_after(RETRY) {
                        self.wait(pause);
                    } else if let CallError::Problem(problem) = error {
                        self.refused.set(Some(problem.detail));
                        // What was typed meanwhile was not refused.
                        if untrack(|| self.left().work()) != work {
                            self.wait(PAUSE);
                        }
                    }
                }
            }
        });
    }

    fn took(self, work: Work) {
        self.known.set_value(work);
        let left = untrack(|| self.left());
        let open = self.known.with_value(|known| left.work() != *known);
        self.keep_here(left, open);
        if open {
            self.wait(PAUSE);
        } else {
            self.saved.set(Some(Saved::Saved));
        }
    }
}

/// What this device still has of an earlier visit; `None` when the server has it all.
pub fn left(at: BySubmission) -> Option<Left> {
    browser::kept(&name(at)).and_then(|text| serde_json::from_str(&text).ok())
}

/// Under which this device keeps what the server does not have.
fn name(at: BySubmission) -> String {
    format!("{}{}", browser::DRAFT, at.submission)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(message: &str, asks: &[(Option<Field>, &str)]) -> Left {
        let asks = (1..).zip(asks).map(|(key, (field, words))| Ask {
            key,
            field: *field,
            words: (*words).to_owned(),
        });
        Left { message: message.to_owned(), asks: asks.collect(), ..Left::default() }
    }

    #[test]
    fn the_server_keeps_what_says_something() {
        let left = written("Thank you. ", &[(Some(Field::Name), "Too like Tally."), (None, "  ")]);
        let work = left.work();
        assert_eq!(work.message, "Thank you. ");
        assert_eq!(work.requests.len(), 1);
        assert_eq!(Left::of(work).asks, left.asks[..1]);
    }

    #[test]
    fn what_is_about_the_whole_is_asked_first_and_fields_follow_in_their_order() {
        let left = written(
            "Thank you.",
            &[
                (Some(Field::Data), "Say how long."),
                (None, "Shorten it all."),
                (Some(Field::Name), "Another name."),
            ],
        );
        let requests = left.requests().expect("requests");
        let said: Vec<_> = requests.iter().map(|request| (request.field, request.words.as_str())).collect();
        assert_eq!(
            said,
            [
                (None, "Shorten it all."),
                (Some(Field::Name), "Another name."),
                (Some(Field::Data), "Say how long."),
            ]
        );
        assert_eq!(left.said().expect("words").as_ref().map(Words::as_str), Some("Thank you."));
        assert!(left.asks_for_something() && !written("Thank you.", &[(None, " ")]).asks_for_something());
        assert_eq!(
            left.assembled().expect("a message").text,
            "Thank you.\n\nSay how long.\n\nShorten it all.\n\nAnother name."
        );
    }

    /// What stands there and what is beside it, by their messages.
    fn met(there: &str, here: &str, seen: Option<&str>) -> (String, Option<String>) {
        let work = |message: &str| Work { message: message.to_owned(), ..Work::default() };
        let left = Left { based_on: seen.map(work), note: "Ask Ben.".to_owned(), ..written(here, &[]) };
        let (stands, other) = meet(work(there), Some(left));
        assert_eq!(stands.note, "Ask Ben.", "a note is on the device only");
        (stands.message, other.map(|other| other.message))
    }

    #[test]
    fn the_newer_of_two_writings_stands_and_where_none_is_both_are_there() {
        let one = |text: &str| (text.to_owned(), None::<String>);
        let both = |text: &str, other: &str| (text.to_owned(), Some(other.to_owned()));
        assert_eq!(met("A", "AB", Some("A")), one("AB"), "typed here, and not sent yet");
        assert_eq!(met("AC", "A", Some("A")), one("AC"), "sent from here, and written on elsewhere");
        assert_eq!(met("AC", "AB", Some("A")), both("AC", "AB"), "written on here and elsewhere");
        assert_eq!(met("A", "A", Some("")), one("A"), "the server took it, and the reply was lost");
        assert_eq!(met("", "AB", Some("A")), both("", "AB"), "taken back elsewhere, or sent");
        assert_eq!(met("A", "B", None), both("A", "B"), "nobody knows which is newer");
        assert_eq!(met("", "B", None), one("B"), "the server has nothing");
        let (stands, other) = meet(Work { message: "A".to_owned(), ..Work::default() }, None);
        assert_eq!((stands.message.as_str(), other), ("A", None));
    }

    #[test]
    fn what_the_server_has_no_place_for_is_not_dropped_for_what_it_has() {
        let long = "a".repeat(4_001);
        let seen = Work::default();
        let left = Left { based_on: Some(seen), ..written("", &[(Some(Field::Name), &long)]) };
        let (_, other) = meet(Work { message: "A".to_owned(), ..Work::default() }, Some(left.clone()));
        assert_eq!(other, Some(left));
    }

    #[test]
    fn what_is_too_long_is_not_sent() {
        let long = "a".repeat(4_001);
        assert!(written(&long, &[]).said().is_err());
        assert!(written("", &[(Some(Field::Name), &long)]).requests().is_err());
        assert!(written("", &[(Some(Field::Name), &long)]).work().requests.is_empty());
    }
}
