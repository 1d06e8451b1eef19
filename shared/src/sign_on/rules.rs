//! Who comes in through a provider, and how a connection changes.

use chrono::{DateTime, Utc};

use super::{
    error::SignOnError,
    model::{Connection, Subject},
};
use crate::{
    identity::{
        email::{Domain, Email},
        model::Locale,
    },
    ids::{OrganisationId, PersonId},
    organisations::role::RoleRef,
};

/// What an administrator wants a connection to be. Without a secret the old one stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub issuer: String,
    pub client_id: String,
    pub client_secret: Option<String>,
    pub join_as: Option<RoleRef>,
    pub required: bool,
}

/// The connection as it is from now on.
///
/// # Errors
/// An organisation without a proved domain, or one that would lock its people out.
pub fn connect(
    before: Option<&Connection>,
    organisation: OrganisationId,
    wanted: Wanted,
    domains: &[Domain],
    now: DateTime<Utc>,
) -> Result<Connection, SignOnError> {
    if domains.is_empty() {
        return Err(SignOnError::NoDomain);
    }
    let same_provider =
        before.filter(|before| before.issuer == wanted.issuer && before.client_id == wanted.client_id);
    let worked_at = same_provider.and_then(|before| before.worked_at);
    if wanted.required && worked_at.is_none() {
        return Err(SignOnError::NeverWorked);
    }
    Ok(Connection {
        organisation,
        version: before.map_or(1, |before| before.version + 1),
        client_secret: wanted
            .client_secret
            .or_else(|| same_provider.and_then(|before| before.client_secret.clone()))
            .filter(|secret| !secret.is_empty()),
        issuer: wanted.issuer,
        client_id: wanted.client_id,
        join_as: wanted.join_as,
        required: wanted.required,
        changed_at: now,
        worked_at,
    })
}

/// What the provider says about somebody, its signature checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims {
    pub subject: String,
    pub email: Option<Email>,
    /// The provider says that it has proved the address.
    pub email_verified: bool,
    pub name: Option<String>,
    pub locale: Option<Locale>,
}

/// What is known here about who comes.
#[derive(Clone, Copy, Debug)]
pub struct Known<'k> {
    /// The person of this issuer and subject.
    pub subject: Option<&'k Subject>,
    /// The person with the mail address.
    pub by_email: Option<PersonId>,
    /// Whether that person's address was proved here.
    pub email_proved_here: bool,
    /// Whether the person (by subject, else by address) is a member.
    pub member: bool,
    /// Domains that the organisation has proved.
    pub domains: &'k [Domain],
}

/// What becomes of the ways in that an account had before it is tied to a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    Stays,
    /// Nobody ever proved the address here: whoever chose the password need not be who comes now. Password,
    /// passkeys and sessions go, and the address counts as proved.
    Goes,
}

/// How somebody comes in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Admission {
    /// As this person, who is a member.
    Person(PersonId),
    /// As this person, whose account is tied to the provider from now on.
    Tie(PersonId, Before),
    /// As this person, who becomes a member.
    Join { person: PersonId, role: RoleRef, tie: Option<Before> },
    /// As a new person, who becomes a member.
    Create { email: Email, role: RoleRef },
}

/// Decides whom a provider's word lets in.
///
/// An organisation's provider speaks only for addresses at domains that the organisation has proved: for
/// others anyone could set up a provider and be anybody.
///
/// # Errors
/// An address that is missing, unverified or elsewhere; a person who is no member where nobody joins by
/// coming in.
pub fn admit(connection: &Connection, claims: &Claims, known: Known<'_>) -> Result<Admission, SignOnError> {
    let Some(first) = known.domains.first() else { return Err(SignOnError::NoDomain) };
    let foreign = || SignOnError::ForeignAddress(first.clone());
    if let Some(subject) = known.subject {
        if subject.organisation != connection.organisation {
            return Err(SignOnError::SubjectTaken);
        }
        return match (known.member, connection.join_as) {
            (true, _) => Ok(Admission::Person(subject.person)),
            (false, Some(role)) => Ok(Admission::Join { person: subject.person, role, tie: None }),
            (false, None) => Err(SignOnError::NotAMember),
        };
    }
    let email = claims.email.as_ref().filter(|_| claims.email_verified).ok_or_else(foreign)?;
    if !known.domains.contains(&email.domain()) {
        return Err(foreign());
    }
    let before = if known.email_proved_here { Before::Stays } else { Before::Goes };
    match (known.by_email, known.member, connection.join_as) {
        (Some(person), true, _) => Ok(Admission::Tie(person, before)),
        (Some(person), false, Some(role)) => Ok(Admission::Join { person, role, tie: Some(before) }),
        (None, _, Some(role)) => Ok(Admission::Create { email: email.clone(), role }),
        (_, _, None) => Err(SignOnError::NotAMember),
    }
}

/// Longest address to go to afterwards, in bytes.
const MAX_AFTER_BYTES: usize = 2048;

/// Whether a text is a path of this site and can lead nowhere else, in any browser: those read a
/// backslash as a slash, leave out line ends and tabs, and take two slashes for another host.
pub fn is_own_path(path: &str) -> bool {
    path.len() <= MAX_AFTER_BYTES
        && path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains(|letter: char| letter == '\\' || letter.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{organisations::role::BuiltIn, testing::START};

    fn organisation() -> OrganisationId {
        OrganisationId::from_ulid(ulid::Ulid(1))
    }

    fn person(number: u128) -> PersonId {
        PersonId::from_ulid(ulid::Ulid(number))
    }

    fn wanted() -> Wanted {
        Wanted {
            issuer: "https://login.example.com".to_owned(),
            client_id: "guildhall".to_owned(),
            client_secret: Some("s".to_owned()),
            join_as: Some(RoleRef::BuiltIn(BuiltIn::Buyer)),
            required: false,
        }
    }

    fn domains() -> Vec<Domain> {
        vec!["example.com".parse().expect("a domain")]
    }

    fn connection() -> Connection {
        connect(None, organisation(), wanted(), &domains(), START).expect("good")
    }

    fn claims(email: &str, email_verified: bool) -> Claims {
        let email = email.parse().ok();
        Claims { subject: "s1".to_owned(), email, email_verified, name: None, locale: None }
    }

    #[test]
    fn a_provider_is_required_only_after_it_worked_and_keeps_its_secret() {
        let required = Wanted { required: true, ..wanted() };
        let never = connect(Some(&connection()), organisation(), required.clone(), &domains(), START);
        assert_eq!(never, Err(SignOnError::NeverWorked));
        let worked = Connection { worked_at: Some(START), ..connection() };
        let kept = Wanted { client_secret: None, ..required.clone() };
        let next = connect(Some(&worked), organisation(), kept, &domains(), START).expect("it worked");
        assert_eq!((next.version, next.client_secret.as_deref(), next.required), (2, Some("s"), true));
        let other = Wanted { issuer: "https://other.example.com".to_owned(), ..required };
        assert_eq!(
            connect(Some(&worked), organisation(), other, &domains(), START),
            Err(SignOnError::NeverWorked),
            "another provider has to work first"
        );
        let unsafe_change =
            Wanted { issuer: "https://other.example.com".to_owned(), client_secret: None, ..wanted() };
        let next = connect(Some(&worked), organisation(), unsafe_change, &domains(), START).expect("good");
        assert_eq!(next.client_secret, None, "a secret is never sent to another provider");
        assert_eq!(connect(None, organisation(), wanted(), &[], START), Err(SignOnError::NoDomain));
    }

    #[test]
    fn a_provider_speaks_only_for_verified_addresses_at_proved_domains() {
        let domains = domains();
        let known = Known {
            subject: None,
            by_email: Some(person(1)),
            email_proved_here: true,
            member: true,
            domains: &domains,
        };
        let check = |claims: Claims, good: bool| {
            assert_eq!(admit(&connection(), &claims, known).is_ok(), good, "{claims:?}");
        };
        check(claims("anna@example.com", true), true);
        check(claims("anna@example.com", false), false);
        check(claims("anna@elsewhere.example", true), false);
        check(claims("anna@sub.example.com", true), false);
        check(claims("", true), false);
    }

    #[test]
    fn who_comes_is_a_member_becomes_one_or_is_refused() {
        let domains = domains();
        let anna = claims("anna@example.com", true);
        let nobody = Known {
            subject: None,
            by_email: None,
            email_proved_here: true,
            member: false,
            domains: &domains,
        };
        let closed = Connection { join_as: None, ..connection() };
        let role = RoleRef::BuiltIn(BuiltIn::Buyer);
        let created = Admission::Create { email: "anna@example.com".parse().expect("an address"), role };
        assert_eq!(admit(&connection(), &anna, nobody), Ok(created));
        assert_eq!(admit(&closed, &anna, nobody), Err(SignOnError::NotAMember));
        let known = Known { by_email: Some(person(1)), ..nobody };
        assert_eq!(
            admit(&connection(), &anna, known),
            Ok(Admission::Join { person: person(1), role, tie: Some(Before::Stays) })
        );
        let member = Known { member: true, ..known };
        assert_eq!(admit(&closed, &anna, member), Ok(Admission::Tie(person(1), Before::Stays)));
        let tied = Subject {
            issuer: "https://login.example.com".to_owned(),
            subject: "s1".to_owned(),
            person: person(2),
            organisation: organisation(),
            since: START,
        };
        // The subject decides, whatever the address says now.
        let moved = claims("new@elsewhere.example", false);
        let by_subject = Known { subject: Some(&tied), ..member };
        assert_eq!(admit(&closed, &moved, by_subject), Ok(Admission::Person(person(2))));
        let foreign = Subject { organisation: OrganisationId::from_ulid(ulid::Ulid(9)), ..tied };
        let foreign = Known { subject: Some(&foreign), ..member };
        assert_eq!(admit(&connection(), &anna, foreign), Err(SignOnError::SubjectTaken));
    }

    #[test]
    fn an_account_whose_address_nobody_proved_loses_what_opened_it() {
        let (domains, anna) = (domains(), claims("anna@example.com", true));
        let known = Known {
            subject: None,
            by_email: Some(person(1)),
            email_proved_here: false,
            member: false,
            domains: &domains,
        };
        let role = RoleRef::BuiltIn(BuiltIn::Buyer);
        let joins = Admission::Join { person: person(1), role, tie: Some(Before::Goes) };
        assert_eq!(admit(&connection(), &anna, known), Ok(joins));
        let member = Known { member: true, ..known };
        assert_eq!(admit(&connection(), &anna, member), Ok(Admission::Tie(person(1), Before::Goes)));
    }

    #[test]
    fn an_empty_secret_makes_the_client_a_public_one() {
        let public = Wanted { client_secret: Some(String::new()), ..wanted() };
        let next = connect(Some(&connection()), organisation(), public, &domains(), START).expect("good");
        assert_eq!(next.client_secret, None);
    }

    #[test]
    fn afterwards_nobody_is_sent_elsewhere() {
        for own in ["/", "/account?tab=keys#new", "/a//b", "/über"] {
            assert!(is_own_path(own), "{own}");
        }
        for other in [
            "",
            "account",
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "/a\nb",
            "https://evil.example",
            "javascript:alert(1)",
            " /",
        ] {
            assert!(!is_own_path(other), "{other:?}");
        }
        assert!(!is_own_path(&format!("/{}", "a".repeat(2048))));
    }
}
