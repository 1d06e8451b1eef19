//! The lines of an export, byte for byte.

use chrono::SecondsFormat;

use super::seal::SignedHead;
use crate::event::Event;

/// A line of an export.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    Event(Box<Event>),
    Head(SignedHead),
}

/// Why a line cannot be taken for what it seems to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadLine {
    /// Neither an event nor a signed head.
    Unreadable,
    /// An event, but not as it is exported: something was added, or written in another way.
    Rewritten { sequence: u64 },
}

/// The event as a line, without the line end: the canonical JSON that its hash is over (members sorted by
/// name, no white space, the instant in UTC with milliseconds), with the hash itself.
pub fn event_line(event: &Event) -> String {
    serde_json::json!({
        "actor": event.actor,
        "at": event.at.to_rfc3339_opts(SecondsFormat::Millis, true),
        "hash": event.hash,
        "kind": event.kind,
        "organisation": event.organisation,
        "payload": event.payload,
        "previous": event.previous,
        "sequence": event.sequence,
        "subject": event.subject,
    })
    .to_string()
}

/// The last line of an export, without the line end.
pub fn head_line(head: &SignedHead) -> String {
    serde_json::json!({ "head": head }).to_string()
}

/// Reads a line. Only the bytes that [`event_line`] and [`head_line`] write are accepted: what the hash
/// does not cover cannot be said.
///
/// # Errors
/// See [`BadLine`].
pub fn parse(text: &str) -> Result<Line, BadLine> {
    #[derive(serde::Deserialize)]
    struct HeadLine {
        head: SignedHead,
    }
    if let Ok(event) = serde_json::from_str::<Event>(text) {
        if event_line(&event) != text {
            return Err(BadLine::Rewritten { sequence: event.sequence });
        }
        return Ok(Line::Event(Box::new(event)));
    }
    match serde_json::from_str::<HeadLine>(text) {
        Ok(HeadLine { head }) if head_line(&head) == text => Ok(Line::Head(head)),
        Ok(_) | Err(_) => Err(BadLine::Unreadable),
    }
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;
    use crate::{
        event::{Actor, Head, NewEvent},
        ids::OrganisationId,
        testing::START,
    };

    fn event() -> Event {
        let organisation = OrganisationId::from_ulid(ulid::Ulid(1));
        Head::start(organisation).append(NewEvent {
            organisation,
            actor: Actor::Host { command: "guildhall import".to_owned() },
            kind: "listing.published",
            subject: "lst_1".to_owned(),
            payload: serde_json::json!({ "slug": "café", "changed": ["b", "a"], "at": 7 }),
            at: START + chrono::TimeDelta::nanoseconds(123_456_789),
        })
    }

    #[test]
    fn a_line_without_its_hash_is_what_the_hash_is_over() {
        let event = event();
        let line = event_line(&event);
        let hash = format!("\"hash\":\"{}\",", event.hash);
        assert!(line.contains(&hash), "{line}");
        let covered = line.replacen(&hash, "", 1);
        assert_eq!(format!("{:x}", Sha256::digest(covered)), event.hash);
    }

    #[test]
    fn a_line_is_read_only_as_it_is_written() {
        let event = event();
        let line = event_line(&event);
        let Ok(Line::Event(read)) = parse(&line) else { panic!("{line}") };
        assert_eq!((event_line(&read), read.expected_hash()), (line.clone(), event.hash.clone()));
        let rewritten = Err(BadLine::Rewritten { sequence: 1 });
        assert_eq!(parse(&format!("{line} ")), rewritten);
        assert_eq!(parse(&line.replacen('{', "{\"note\":1,", 1)), rewritten);
        assert_eq!(parse(&line.replacen("\"at\":7", "\"at\":9,\"at\":7", 1)), rewritten);
        assert_eq!(parse(&line.replacen(".123Z", ".123456Z", 1)), rewritten);
        for bad in ["", "{}", "null", "{\"head\":{}}", &line[1..]] {
            assert_eq!(parse(bad), Err(BadLine::Unreadable), "{bad}");
        }
    }
}
