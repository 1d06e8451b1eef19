//! Canned replies, assembled into one message and the requests that go with it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::model::Request;
use crate::{
    decisions::words::{BadWords, Words},
    listings::field::Field,
};

/// A reply that the operator wrote once. `{name}` stands for a value; `{{` and `}}` for braces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CannedReply {
    /// Stable.
    pub id: String,
    /// The field that it asks to change; `None` when it asks for nothing.
    pub field: Option<Field>,
    /// What it says.
    pub text: String,
}

/// A part of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A reply that is at hand.
    Canned(CannedReply),
    /// What the reviewer wrote, as it is.
    Own {
        /// The field that it asks to change; `None` when it asks for nothing.
        field: Option<Field>,
        /// What it says.
        text: String,
    },
}

/// What is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// All of it, a paragraph for each piece.
    pub text: String,
    /// What has to change: in the order of the fields, then of the pieces.
    pub requests: Vec<Request>,
}

/// Why no message can be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadReply {
    /// A value is missing.
    #[error("The reply “{reply}” needs a value for “{name}”. Fill it in, or write the sentence yourself.")]
    NoValue {
        /// Which reply.
        reply: String,
        /// What it wants.
        name: String,
    },
    /// A brace stands alone.
    #[error("The reply “{0}” has a brace without its partner. Mend it, or write the sentence yourself.")]
    Brace(String),
    /// A request is blank or too long.
    #[error(transparent)]
    Words(#[from] BadWords),
}

/// Makes one message of replies and own words. A piece that says the same as an earlier one is left out,
/// and so is a blank one.
///
/// # Errors
/// See [`BadReply`].
pub fn assemble(pieces: &[Piece], values: &BTreeMap<String, String>) -> Result<Message, BadReply> {
    let mut said: Vec<(Option<Field>, String)> = Vec::new();
    for piece in pieces {
        let (field, text) = match piece {
            Piece::Canned(reply) => (reply.field, fill(reply, values)?),
            Piece::Own { field, text } => (*field, text.clone()),
        };
        let piece = (field, text.trim().to_owned());
        if !piece.1.is_empty() && !said.contains(&piece) {
            said.push(piece);
        }
    }
    let mut requests = Vec::new();
    for (field, text) in said.iter().filter(|(field, _)| field.is_some()) {
        requests.push(Request { field: *field, words: text.parse::<Words>()? });
    }
    requests.sort_by_key(|request| request.field);
    let texts: Vec<_> = said.into_iter().map(|(_, text)| text).collect();
    Ok(Message { text: texts.join("\n\n"), requests })
}

fn fill(reply: &CannedReply, values: &BTreeMap<String, String>) -> Result<String, BadReply> {
    let mut filled = String::with_capacity(reply.text.len());
    let mut rest = reply.text.as_str();
    let brace = || BadReply::Brace(reply.id.clone());
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at(at);
        filled.push_str(before);
        if let Some(after) = from.strip_prefix("{{") {
            filled.push('{');
            rest = after;
        } else if let Some(after) = from.strip_prefix("}}") {
            filled.push('}');
            rest = after;
        } else {
            let inner = from.strip_prefix('{').ok_or_else(brace)?;
            let (name, after) = inner.split_once('}').ok_or_else(brace)?;
            let missing = || BadReply::NoValue { reply: reply.id.clone(), name: name.to_owned() };
            filled.push_str(values.get(name).ok_or_else(missing)?);
            rest = after;
        }
    }
    filled.push_str(rest);
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canned(field: Option<Field>, text: &str) -> Piece {
        Piece::Canned(CannedReply { id: "reply".to_owned(), field, text: text.to_owned() })
    }

    fn values() -> BTreeMap<String, String> {
        [("app".to_owned(), "Ledger {Bridge}".to_owned())].into()
    }

    #[test]
    fn replies_and_own_words_become_one_message() {
        let pieces = [
            canned(None, "Thank you for {app}."),
            canned(Some(Field::Support), "Say how customers reach you."),
            Piece::Own { field: Some(Field::Tagline), text: "Drop “best”. ".to_owned() },
            canned(Some(Field::Support), "Say how customers reach you."),
            Piece::Own { field: None, text: " ".to_owned() },
        ];
        let message = assemble(&pieces, &values()).expect("a message");
        assert_eq!(
            message.text,
            "Thank you for Ledger {Bridge}.\n\nSay how customers reach you.\n\nDrop “best”."
        );
        let fields: Vec<_> = message.requests.iter().map(|request| request.field).collect();
        assert_eq!(fields, [Some(Field::Tagline), Some(Field::Support)]);
    }

    #[test]
    fn a_reply_that_cannot_be_filled_says_what_is_missing() {
        let of = |text: &str| assemble(&[canned(None, text)], &values()).map(|message| message.text);
        assert_eq!(of("{{x}} {app}"), Ok("{x} Ledger {Bridge}".to_owned()));
        let missing = BadReply::NoValue { reply: "reply".to_owned(), name: "who".to_owned() };
        assert_eq!(of("Dear {who}"), Err(missing));
        for bad in ["Dear {who", "Dear } you"] {
            assert_eq!(of(bad), Err(BadReply::Brace("reply".to_owned())), "{bad}");
        }
        assert_eq!(of("ü{"), Err(BadReply::Brace("reply".to_owned())));
    }
}
