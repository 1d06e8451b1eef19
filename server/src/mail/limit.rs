//! How much mail people can cause.

use shared::{identity::email::Email, ids::PersonId, problem::ProblemKind};

use crate::{Failure, identity::visitor::Visitor, services::Services};

/// Mails to one address, in a minute.
const TO_ONE: u32 = 3;
/// Mails that one person, key or network address causes, in a minute.
const BY_ONE: u32 = 30;

/// Refuses to fill somebody's mailbox, and to send mail by the hundred. Asked when all else is decided: what
/// is refused for another reason counts for nothing.
///
/// # Errors
/// Too many mails, or a failure of the database.
pub(crate) async fn not_too_often(services: &Services, visitor: &Visitor, to: &Email) -> Result<(), Failure> {
    let by = format!("mail-by/{}", visitor.rate_subject());
    if !counted(services, &by, BY_ONE).await? {
        return Err(Failure::new(
            ProblemKind::TooManyRequests,
            "You caused many mails a moment ago. Wait a minute before you go on.",
        ));
    }
    if !counted(services, &format!("mail/{}", mailbox(to)), TO_ONE).await? {
        return Err(Failure::new(
            ProblemKind::TooManyRequests,
            "Several mails went to this address a moment ago. Look there, also among the unwanted ones, and wait a minute before you ask for another.",
        ));
    }
    Ok(())
}

/// The same for a code that somebody who is signed in sends to themselves: what others send to them does not
/// keep them out.
///
/// # Errors
/// Too many mails, or a failure of the database.
pub(crate) async fn not_too_often_to_oneself(services: &Services, person: PersonId) -> Result<(), Failure> {
    if counted(services, &format!("mail-own/{person}"), TO_ONE).await? {
        return Ok(());
    }
    Err(Failure::new(
        ProblemKind::TooManyRequests,
        "Several codes went to your address a moment ago. Enter the newest, or wait a minute before you ask for another.",
    ))
}

/// What stands behind a plus sign arrives in the same mailbox.
fn mailbox(email: &Email) -> String {
    let key = email.key();
    match key.rsplit_once('@') {
        Some((local, domain)) => {
            format!("{}@{domain}", local.split_once('+').map_or(local, |(before, _)| before))
        }
        None => key,
    }
}

async fn counted(services: &Services, subject: &str, limit: u32) -> Result<bool, Failure> {
    let now = services.clock.now();
    Ok(services.identity.rates.count(&services.store, subject, limit, now).await?.through)
}

#[cfg(test)]
mod tests {
    use shared::{
        identity::rules::access::{Caller, SignedIn},
        ids::{PersonId, SessionId},
        testing::START,
    };

    use super::*;
    use crate::{pages::market::Market, testing::deep};

    fn address(name: &str) -> Email {
        format!("{name}@example.com").parse().expect("an address")
    }

    #[test]
    fn nobodys_mailbox_is_filled_and_nobody_mails_hundreds() {
        deep(async {
            let market = Market::small().await;
            let person = SignedIn {
                person: PersonId::new(&*market.services.ids),
                session: SessionId::new(&*market.services.ids),
                authenticated_at: START,
                through: None,
                seat: None,
            };
            let visitor = Visitor { caller: Caller::Person(person), ..Visitor::nobody() };
            let says = async |to: &str| {
                let outcome = not_too_often(&market.services, &visitor, &address(to)).await;
                outcome.err().map(|failure| format!("{failure:?}"))
            };
            for _ in 0..TO_ONE {
                assert_eq!(says("anna").await, None);
            }
            assert!(says("anna").await.expect("refused").contains("to this address"));
            assert!(says("Anna+2").await.expect("refused").contains("to this address"));
            for number in TO_ONE + 2..BY_ONE {
                assert_eq!(says(&format!("person-{number}")).await, None);
            }
            assert!(says("ben").await.expect("refused").contains("many mails"));
            market.clock.advance(chrono::TimeDelta::minutes(1));
            assert_eq!(says("anna").await, None);
        });
    }
}
