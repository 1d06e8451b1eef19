//! Proves that an export is whole, as it was, and in order, or says what is wrong and where.

use chrono::{DateTime, Utc};

use super::{
    line::{self, BadLine, Line},
    seal::{BadSignature, SignedHead, TrustedKeys},
};
use crate::{
    event::{self, BrokenChain, Event, GENESIS, Head},
    ids::OrganisationId,
};

/// What an export proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    pub organisation: OrganisationId,
    /// Sequence of the first event; 1 for a trail from its beginning.
    pub first: u64,
    /// Sequence of the last event; `first - 1` when there is none.
    pub last: u64,
    /// Instants of the first and the last event; `None` when there is none.
    pub span: Option<(DateTime<Utc>, DateTime<Utc>)>,
    /// Hash of the last event.
    pub hash: String,
    /// The key that signed, and when.
    pub key: String,
    pub signed_at: DateTime<Utc>,
}

impl Summary {
    /// How many events.
    pub const fn events(&self) -> u64 {
        self.last + 1 - self.first
    }
}

/// The first thing that is wrong. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    #[error("line {line} is neither an event nor a signed head")]
    Unreadable { line: u64 },
    #[error("line {line}: event {sequence} was changed after it was written")]
    Changed { line: u64, sequence: u64 },
    #[error("line {line}: event {sequence} does not follow the one before it; one of the two was rewritten")]
    Unlinked { line: u64, sequence: u64 },
    #[error("before line {line} the events {from} to {to} were dropped")]
    Dropped { line: u64, from: u64, to: u64 },
    #[error("line {line}: event {found} stands where event {expected} belongs")]
    Reordered { line: u64, expected: u64, found: u64 },
    #[error("line {line}: event {sequence} is there a second time")]
    Repeated { line: u64, sequence: u64 },
    #[error("line {line}: event {sequence} belongs to {organisation}, another organisation")]
    Foreign { line: u64, sequence: u64, organisation: OrganisationId },
    #[error("the signed head at the end is missing: what was dropped behind the last event cannot be known")]
    Unsealed,
    #[error("line {line} stands behind the signed head")]
    BehindSeal { line: u64 },
    #[error("line {line}: event {sequence} is not covered by the signed head")]
    Beyond { line: u64, sequence: u64 },
    #[error(
        "line {line}: the signed head has another hash than event {sequence}; one of the two was rewritten"
    )]
    OtherHash { line: u64, sequence: u64 },
    #[error("line {line}: the signed head proves nothing: {why}")]
    Signature { line: u64, why: BadSignature },
}

/// Verifies an export, line by line without their ends; the last one is the signed head.
///
/// # Errors
/// The first thing that is wrong.
pub fn verify<L: AsRef<str>>(
    lines: impl IntoIterator<Item = L>,
    keys: &dyn TrustedKeys,
) -> Result<Summary, Broken> {
    let mut lines = (1..).zip(lines);
    let mut run: Option<Run> = None;
    while let Some((number, text)) = lines.next() {
        match read(number, text.as_ref())? {
            Line::Head(head) => {
                let summary = sealed(number, &head, run, keys)?;
                return match lines.next() {
                    None => Ok(summary),
                    Some((line, _)) => Err(Broken::BehindSeal { line }),
                };
            }
            Line::Event(event) => match &mut run {
                None => run = Some(Run::begin(number, &event)?),
                Some(run) => {
                    if let Err(gap) = run.extend(number, &event)? {
                        let later = lines.any(|(_, text)| is_event(text.as_ref(), gap.expected));
                        return Err(gap.explain(number, run.first, later));
                    }
                }
            },
        }
    }
    Err(Broken::Unsealed)
}

fn read(line: u64, text: &str) -> Result<Line, Broken> {
    line::parse(text).map_err(|bad| match bad {
        BadLine::Unreadable => Broken::Unreadable { line },
        BadLine::Rewritten { sequence } => Broken::Changed { line, sequence },
    })
}

fn is_event(text: &str, sequence: u64) -> bool {
    matches!(line::parse(text), Ok(Line::Event(event)) if event.sequence == sequence)
}

/// The events so far.
struct Run {
    first: u64,
    began_at: DateTime<Utc>,
    ended_at: DateTime<Utc>,
    head: Head,
}

/// Another event than the next one.
struct Gap {
    expected: u64,
    found: u64,
}

impl Gap {
    fn explain(&self, line: u64, first: u64, expected_comes_later: bool) -> Broken {
        let Self { expected, found } = *self;
        if (first..expected).contains(&found) {
            Broken::Repeated { line, sequence: found }
        } else if found < first || expected_comes_later {
            Broken::Reordered { line, expected, found }
        } else {
            Broken::Dropped { line, from: expected, to: found - 1 }
        }
    }
}

impl Run {
    /// The first event is taken at its word for what came before it; a trail from its beginning is not.
    fn begin(line: u64, event: &Event) -> Result<Self, Broken> {
        let before = event.sequence.checked_sub(1).ok_or(Broken::Changed { line, sequence: 0 })?;
        let hash = if before == 0 { GENESIS.to_owned() } else { event.previous.clone() };
        let mut run = Self {
            first: event.sequence,
            began_at: event.at,
            ended_at: event.at,
            head: Head { organisation: event.organisation, sequence: before, hash },
        };
        // It is the next one by construction: there is no gap.
        _ = run.extend(line, event)?;
        Ok(run)
    }

    fn extend(&mut self, line: u64, event: &Event) -> Result<Result<(), Gap>, Broken> {
        let (sequence, organisation) = (event.sequence, event.organisation);
        if organisation != self.head.organisation {
            return Err(Broken::Foreign { line, sequence, organisation });
        }
        match event::verify(&mut self.head, [event]) {
            Ok(()) => {
                self.ended_at = event.at;
                Ok(Ok(()))
            }
            Err(BrokenChain::Gap { expected, found }) => Ok(Err(Gap { expected, found })),
            // An event that does not have its own hash was changed, wherever it hangs.
            Err(BrokenChain::Link(_)) if event.hash == event.expected_hash() => {
                Err(Broken::Unlinked { line, sequence })
            }
            Err(BrokenChain::Link(_) | BrokenChain::Content(_)) => Err(Broken::Changed { line, sequence }),
        }
    }
}

fn sealed(line: u64, head: &SignedHead, run: Option<Run>, keys: &dyn TrustedKeys) -> Result<Summary, Broken> {
    head.check(keys).map_err(|why| Broken::Signature { line, why })?;
    let (first, last) = (head.first, head.sequence);
    let organisation = head.organisation;
    let span = match run {
        None if first == last + 1 => None,
        None => return Err(Broken::Dropped { line, from: first, to: last }),
        Some(run) => {
            if run.head.organisation != organisation {
                return Err(Broken::Foreign { line, sequence: last, organisation });
            }
            if run.first > first {
                return Err(Broken::Dropped { line: 1, from: first, to: run.first - 1 });
            }
            if run.first < first {
                return Err(Broken::Beyond { line: 1, sequence: run.first });
            }
            if run.head.sequence < last {
                return Err(Broken::Dropped { line, from: run.head.sequence + 1, to: last });
            }
            if run.head.sequence > last {
                return Err(Broken::Beyond { line: line - (run.head.sequence - last), sequence: last + 1 });
            }
            if run.head.hash != head.hash {
                return Err(Broken::OtherHash { line, sequence: last });
            }
            Some((run.began_at, run.ended_at))
        }
    };
    Ok(Summary {
        organisation,
        first,
        last,
        span,
        hash: head.hash.clone(),
        key: head.key.clone(),
        signed_at: head.signed_at,
    })
}

#[cfg(test)]
mod tests;
