//! From an event to the people who are told of it, and when mail goes to them.

mod told;

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};

pub use told::{NewsOfApp, Told, news_of_app, told};

use super::model::{MailWhen, Preferences, Topic};
use crate::listings::event::SUSPENDED;

/// When the day's mail goes out, in UTC.
const DIGEST_AT: NaiveTime = match NaiveTime::from_hms_opt(8, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};
/// What is older is not told any more: whoever reads the events late does not ring everybody up about it.
const NEWS: TimeDelta = TimeDelta::days(7);

/// When mail about a topic is sent to a person. Security comes at once, whatever is preferred.
pub fn mail_when(preferences: Option<&Preferences>, topic: Topic) -> MailWhen {
    match topic {
        Topic::Security => MailWhen::AtOnce,
        Topic::Members | Topic::Organisation | Topic::Listings | Topic::Followed => {
            preferences.and_then(|preferences| preferences.mail.get(&topic).copied()).unwrap_or_default()
        }
    }
}

/// When mail about something that happened is sent. A suspension cannot wait for the mail of the day: whoever
/// wants that topic by mail at all has it at once.
pub fn mail_when_of(preferences: Option<&Preferences>, topic: Topic, kind: &str) -> MailWhen {
    match mail_when(preferences, topic) {
        MailWhen::Daily if kind == SUSPENDED => MailWhen::AtOnce,
        when => when,
    }
}

/// The first mail of a day that goes out after this instant: 08:00 UTC.
pub fn digest_after(at: DateTime<Utc>) -> DateTime<Utc> {
    let today = at.date_naive().and_time(DIGEST_AT).and_utc();
    if at < today { today } else { today + TimeDelta::days(1) }
}

/// Whether something that happened then is still worth telling.
pub fn is_news(happened_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now < happened_at + NEWS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ids::PersonId, testing::START};

    #[test]
    fn what_happens_before_eight_is_in_the_mail_of_that_day() {
        let eight = START.date_naive().and_time(DIGEST_AT).and_utc();
        let moment = TimeDelta::milliseconds(1);
        assert_eq!(digest_after(eight - moment), eight);
        assert_eq!(digest_after(eight), eight + TimeDelta::days(1));
        assert_eq!(digest_after(START), eight + TimeDelta::days(1), "{START} is noon");
    }

    #[test]
    fn security_is_told_at_once_and_the_rest_as_preferred_else_daily() {
        let mut preferences = Preferences {
            person: PersonId::from_ulid(ulid::Ulid(1)),
            version: 1,
            mail: [(Topic::Security, MailWhen::Never), (Topic::Members, MailWhen::Never)].into(),
            digest_at: None,
        };
        assert_eq!(mail_when(Some(&preferences), Topic::Security), MailWhen::AtOnce);
        assert_eq!(mail_when(Some(&preferences), Topic::Members), MailWhen::Never);
        assert_eq!(mail_when(Some(&preferences), Topic::Organisation), MailWhen::Daily);
        assert_eq!(mail_when(None, Topic::Members), MailWhen::Daily);
        preferences.mail.insert(Topic::Organisation, MailWhen::AtOnce);
        assert_eq!(mail_when(Some(&preferences), Topic::Organisation), MailWhen::AtOnce);
    }

    #[test]
    fn a_suspension_does_not_wait_for_the_mail_of_the_day() {
        let preferences = |when| Preferences {
            person: PersonId::from_ulid(ulid::Ulid(1)),
            version: 1,
            mail: [(Topic::Followed, when)].into(),
            digest_at: None,
        };
        for (chosen, suspended, published) in [
            (None, MailWhen::AtOnce, MailWhen::Daily),
            (Some(MailWhen::Daily), MailWhen::AtOnce, MailWhen::Daily),
            (Some(MailWhen::AtOnce), MailWhen::AtOnce, MailWhen::AtOnce),
            (Some(MailWhen::Never), MailWhen::Never, MailWhen::Never),
        ] {
            let stored = chosen.map(preferences);
            let when = |kind| mail_when_of(stored.as_ref(), Topic::Followed, kind);
            assert_eq!((when(SUSPENDED), when("version.published")), (suspended, published), "{chosen:?}");
        }
    }

    #[test]
    fn a_week_later_it_is_no_news() {
        assert!(is_news(START, START + TimeDelta::days(7) - TimeDelta::milliseconds(1)));
        assert!(!is_news(START, START + TimeDelta::days(7)));
    }
}
