//! Keeps what a reviewer writes: on this device at once, and on the server when they pause.
//!
//! It needs no claim: nothing is lost when one lapses. What the server has no place for, a note or a request
//! that is still blank, stays on the device until it is sent.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use shared::{
    decisions::words::BadWords,
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

    /// What the partner is asked for: first what is about the whole, the message before the rest, then field
    /// by field.
    ///
    /// # Errors
    /// One is too long.
    pub fn requests(&self) -> Result<Vec<Request>, BadReply> {
        let mut requests: Vec<Request> = Vec::new();
        let whole = self.asks.iter().filter(|ask| ask.field.is_none()).map(|ask| &ask.words);
        for text in std::iter::once(&self.message).chain(whole) {
            match text.parse() {
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

    /// Whether it asks for anything: a message alone does not.
    pub fn asks_for_something(&self) -> bool {
        self.asks.iter().any(|ask| !ask.words.trim().is_empty())
    }
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
    /// Whether this device has no room for it: then what the server does not have is on the page alone.
    pub unkept: RwSignal<bool>,
    known: StoredValue<Work>,
    /// Raised by each change: the pause begins anew.
    turn: StoredValue<u32>,
    under_way: StoredValue<bool>,
}

impl Draft {
    /// Takes over what the server has, or else what this device has and the server does not.
    pub fn new(at: BySubmission, work: Work, left: Option<Left>) -> Self {
        let Left { message, asks, note, why } = left.unwrap_or_else(|| Left::of(work.clone()));
        Self {
            at,
            message: RwSignal::new(message),
            asks: RwSignal::new(asks),
            note: RwSignal::new(note),
            why: RwSignal::new(why),
            saved: RwSignal::new(None),
            refused: RwSignal::new(None),
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
        }
    }

    /// Keeps whatever is typed from now on.
    pub(super) fn follow(self) {
        effect(move || {
            let left = self.left();
            let open = self.known.with_value(|known| left.work() != *known);
            self.keep_here(&left, open);
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

    fn keep_here(self, left: &Left, open: bool) {
        let only_here = !left.note.trim().is_empty()
            || !left.why.trim().is_empty()
            || left.asks.len() > left.work().requests.len();
        let kept = if open || only_here {
            browser::keep(&name(self.at), &serde_json::to_string(left).unwrap_or_default())
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
        self.keep_here(&left, open);
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
                (None, "Thank you."),
                (None, "Shorten it all."),
                (Some(Field::Name), "Another name."),
                (Some(Field::Data), "Say how long."),
            ]
        );
        assert!(left.asks_for_something() && !written("Thank you.", &[(None, " ")]).asks_for_something());
        assert_eq!(
            left.assembled().expect("a message").text,
            "Thank you.\n\nSay how long.\n\nShorten it all.\n\nAnother name."
        );
    }

    #[test]
    fn what_is_too_long_is_not_sent() {
        let long = "a".repeat(4_001);
        assert!(written(&long, &[]).requests().is_err());
        assert!(written("", &[(Some(Field::Name), &long)]).requests().is_err());
        assert!(written("", &[(Some(Field::Name), &long)]).work().requests.is_empty());
    }
}
