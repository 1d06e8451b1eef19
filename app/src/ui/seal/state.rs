//! What a badge's dates say on a given day.

use chrono::NaiveDate;
use shared::marketplace::model::Badge;

/// Renewal opens this many days before the end; from then on the seal says that it ends soon.
const ENDING_DAYS: i64 = 90;

/// How a seal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealState {
    /// Hundredths of its time that are left.
    Valid {
        left: u8,
    },
    /// The same, with its end in sight.
    Ending {
        left: u8,
    },
    Expired,
}

impl SealState {
    /// The state on a day. A badge no longer holds on its `expires_on`.
    pub fn on(badge: &Badge, today: NaiveDate) -> Self {
        let whole = badge.expires_on.signed_duration_since(badge.issued_on).num_days();
        let rest = badge.expires_on.signed_duration_since(today).num_days();
        if rest <= 0 || whole <= 0 {
            return Self::Expired;
        }
        // Never an empty ring while it holds.
        let left = u8::try_from((rest * 100 / whole).clamp(1, 100)).unwrap_or(100);
        if rest <= ENDING_DAYS { Self::Ending { left } } else { Self::Valid { left } }
    }

    /// For `data-state` and the style sheet.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Valid { .. } => "valid",
            Self::Ending { .. } => "ending",
            Self::Expired => "expired",
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use shared::marketplace::model::BadgeKind;

    use super::*;

    #[test]
    fn a_seal_follows_its_dates_to_the_day() {
        let issued_on = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a real day");
        let badge = Badge {
            kind: BadgeKind::Security,
            issuer: "Guild".to_owned(),
            issued_on,
            expires_on: issued_on + TimeDelta::days(400),
            evidence: String::new(),
            level: None,
        };
        let check = |day, state| {
            assert_eq!(SealState::on(&badge, issued_on + TimeDelta::days(day)), state, "day {day}");
        };
        check(-10, SealState::Valid { left: 100 });
        check(0, SealState::Valid { left: 100 });
        check(200, SealState::Valid { left: 50 });
        check(309, SealState::Valid { left: 22 });
        check(310, SealState::Ending { left: 22 });
        check(399, SealState::Ending { left: 1 });
        check(400, SealState::Expired);
        check(900, SealState::Expired);
    }

    #[test]
    fn a_badge_without_time_never_holds() {
        let day = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a real day");
        let badge = Badge {
            kind: BadgeKind::Data,
            issuer: String::new(),
            issued_on: day,
            expires_on: day,
            evidence: String::new(),
            level: None,
        };
        assert_eq!(SealState::on(&badge, day - TimeDelta::days(1)), SealState::Expired);
    }
}
