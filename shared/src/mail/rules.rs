//! When a mail is tried again, when it is given up, and for how long it is kept.

use chrono::{DateTime, TimeDelta, Utc};

use super::model::{Mail, MailState};

/// For how long one server works on a mail before another may take it up.
pub const LEASE: TimeDelta = TimeDelta::minutes(2);
/// The pause after the first failure; each further one is four times as long: 30 s, 2 min, 8 min, 32 min,
/// 2 h, 8 h, 8 h …
const FIRST_PAUSE_SECONDS: i64 = 30;
const LONGEST_PAUSE_SECONDS: i64 = 8 * 60 * 60;
/// Ten attempts are about two days.
const ATTEMPTS: u32 = 10;

/// A mail that nobody could send for as long is not sent any more: the links in it are over.
const STALE: TimeDelta = TimeDelta::days(7);
/// For how long a mail is kept after it was sent.
const SENT_KEPT: TimeDelta = TimeDelta::days(30);
/// For how long a mail is kept after it was given up; also one that waits where nothing is sent.
const UNSENT_KEPT: TimeDelta = TimeDelta::days(90);

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attempt {
    Delivered,
    /// It may work later.
    Failed(String),
    /// It will never work: the mail server refused the address or the mail.
    Refused(String),
}

impl Attempt {
    /// What the reply of a mail server means for a mail (RFC 5321, 4.2.3). Codes that are about this
    /// program's own account there, such as 535, say nothing about the mail.
    pub fn refused_with(code: u16, said: String) -> Self {
        match code {
            550..=556 => Self::Refused(said),
            _ => Self::Failed(said),
        }
    }
}

/// Whether it is too late to send a mail for the first time.
pub fn is_stale(mail: &Mail, now: DateTime<Utc>) -> bool {
    now >= mail.written_at + STALE
}

/// Whether a mail was kept for long enough.
pub fn is_over(mail: &Mail, now: DateTime<Utc>) -> bool {
    now >= match &mail.state {
        MailState::Sent { at } => *at + SENT_KEPT,
        MailState::GivenUp { at, .. } => *at + UNSENT_KEPT,
        MailState::Waiting { .. } => mail.written_at + UNSENT_KEPT,
    }
}

/// A mail that was written after this instant is not over, whatever became of it.
pub fn over_before(now: DateTime<Utc>) -> DateTime<Utc> {
    now - SENT_KEPT
}

/// The mail as taken up by a server; `None` when it is not due.
pub fn lease(mail: &Mail, now: DateTime<Utc>) -> Option<Mail> {
    match &mail.state {
        MailState::Waiting { due, attempts, error } if *due <= now => Some(Mail {
            version: mail.version + 1,
            state: MailState::Waiting { due: now + LEASE, attempts: *attempts, error: error.clone() },
            ..mail.clone()
        }),
        MailState::Waiting { .. } | MailState::Sent { .. } | MailState::GivenUp { .. } => None,
    }
}

/// The mail after an attempt.
pub fn after(mail: &Mail, attempt: Attempt, now: DateTime<Utc>) -> Mail {
    let before = match &mail.state {
        MailState::Waiting { attempts, .. } => *attempts,
        MailState::Sent { .. } | MailState::GivenUp { .. } => return mail.clone(),
    };
    let attempts = before + 1;
    let state = match attempt {
        Attempt::Delivered => MailState::Sent { at: now },
        Attempt::Failed(error) if attempts < ATTEMPTS => {
            MailState::Waiting { due: now + pause(attempts), attempts, error: Some(error) }
        }
        Attempt::Failed(error) | Attempt::Refused(error) => MailState::GivenUp { at: now, error },
    };
    Mail { version: mail.version + 1, state, ..mail.clone() }
}

fn pause(attempts: u32) -> TimeDelta {
    let seconds = FIRST_PAUSE_SECONDS.saturating_mul(4_i64.saturating_pow(attempts.saturating_sub(1)));
    TimeDelta::seconds(seconds.min(LONGEST_PAUSE_SECONDS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ids::MailId, testing::START};

    fn mail() -> Mail {
        Mail {
            id: MailId::from_ulid(ulid::Ulid(1)),
            version: 1,
            to: "anna@example.com".parse().expect("an address"),
            subject: "Hello".to_owned(),
            text: "Hello".to_owned(),
            link: None,
            state: MailState::Waiting { due: START, attempts: 0, error: None },
            written_at: START,
        }
    }

    #[test]
    fn one_server_at_a_time_works_on_a_mail_until_its_lease_ends() {
        let taken = lease(&mail(), START).expect("due");
        assert_eq!(taken.version, 2);
        assert_eq!(lease(&taken, START + TimeDelta::seconds(119)), None);
        assert!(lease(&taken, START + LEASE).is_some(), "the server that had it is gone");
        assert_eq!(lease(&after(&taken, Attempt::Delivered, START), START + LEASE), None);
    }

    #[test]
    fn a_failure_is_tried_again_ever_later_and_at_last_given_up() {
        let (mut state, mut now, mut pauses) = (mail(), START, Vec::new());
        loop {
            state = after(&state, Attempt::Failed("busy".to_owned()), now);
            match &state.state {
                MailState::Waiting { due, .. } => {
                    pauses.push((*due - now).num_seconds());
                    now = *due;
                }
                MailState::GivenUp { error, .. } => {
                    assert_eq!(error, "busy");
                    break;
                }
                MailState::Sent { .. } => panic!("nothing was sent"),
            }
        }
        assert_eq!(pauses, [30, 120, 480, 1920, 7680, 28_800, 28_800, 28_800, 28_800]);
    }

    #[test]
    fn a_refusal_is_final() {
        let refused = after(&mail(), Attempt::Refused("no such user".to_owned()), START);
        assert!(matches!(refused.state, MailState::GivenUp { .. }));
        assert_eq!(after(&refused, Attempt::Delivered, START), refused);
    }

    #[test]
    fn only_what_is_about_the_mail_is_a_refusal() {
        for (code, refused) in [(550, true), (552, true), (554, true), (451, false), (421, false)] {
            let attempt = Attempt::refused_with(code, String::new());
            assert_eq!(matches!(attempt, Attempt::Refused(_)), refused, "{code}");
        }
        for account in [454, 530, 534, 535] {
            assert!(matches!(Attempt::refused_with(account, String::new()), Attempt::Failed(_)), "{account}");
        }
    }

    #[test]
    fn a_mail_goes_a_month_after_it_was_sent_and_three_after_it_was_given_up() {
        let moment = TimeDelta::milliseconds(1);
        let later = START + TimeDelta::days(1);
        for (attempt, days) in [(Attempt::Delivered, 30), (Attempt::Refused("no such user".to_owned()), 90)] {
            let done = after(&mail(), attempt, later);
            assert!(!is_over(&done, later + TimeDelta::days(days) - moment));
            assert!(is_over(&done, later + TimeDelta::days(days)));
        }
        assert!(!is_over(&mail(), START + TimeDelta::days(90) - moment));
        assert!(is_over(&mail(), START + TimeDelta::days(90)), "where nothing is sent, nothing piles up");
    }

    #[test]
    fn a_mail_that_waited_for_a_week_is_not_sent_any_more() {
        assert!(!is_stale(&mail(), START + TimeDelta::days(7) - TimeDelta::milliseconds(1)));
        assert!(is_stale(&mail(), START + TimeDelta::days(7)));
    }
}
