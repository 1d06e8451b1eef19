//! A password that somebody chooses, told by the rules as it is typed.

use leptos::prelude::*;
use shared::{
    identity::{
        email::Email, error::IdentityError, model::Name, policy::PasswordPolicy, rules::password::Password,
    },
    problem::FieldError,
};

use super::texts;
use crate::{forms::Submission, ui::PasswordField, ui::Verdict, view};

/// The field for a new password. The rules run here as it is typed, and on the server again.
#[component]
pub fn ChosenPassword(
    /// Unique on the page.
    id: &'static str,
    value: RwSignal<String>,
    submission: Submission,
    /// Whose it is, as far as that is known on the page: it must not be about them.
    #[prop(optional, into)]
    email: Signal<String>,
    #[prop(optional, into)] name: Signal<String>,
) -> impl IntoView {
    let t = texts();
    let policy = PasswordPolicy::default();
    let hint = (t.password_hint)(policy.min_chars);
    let verdict = Signal::derive(move || {
        value.with(|value| {
            if value.is_empty() {
                return None;
            }
            let judged = judge(value, &email.get(), &name.get(), &policy);
            Some(match judged {
                Ok(()) => Verdict { accepted: true, text: t.password_good.to_owned() },
                Err(error) => Verdict { accepted: false, text: complaint(value, &error) },
            })
        })
    });
    view! {
        <PasswordField
            id=id
            name="password"
            label=t.new_password
            value=value
            autocomplete="new-password"
            hint=hint
            error=submission.field("/password")
            verdict=verdict
        />
    }
}

/// Whether the rules accept it; if not, the field says why.
pub fn accepted(submission: Submission, password: &str, email: &str, name: &str) -> bool {
    match judge(password, email, name, &PasswordPolicy::default()) {
        Ok(()) => true,
        Err(error) => {
            submission.refuse(vec![FieldError::pointer("/password", complaint(password, &error))]);
            false
        }
    }
}

/// An address and a name that are not written yet rule nothing out.
fn judge(password: &str, email: &str, name: &str, policy: &PasswordPolicy) -> Result<(), IdentityError> {
    let email = email.parse().or_else(|_| "-@example.invalid".parse::<Email>());
    let name = name.parse().or_else(|_| "-".parse::<Name>());
    // The stand-ins are an address and a name; without them the server judges alone.
    let (Ok(email), Ok(name)) = (email, name) else { return Ok(()) };
    Password::chosen(password, &email, &name, policy).map(drop)
}

fn complaint(password: &str, error: &IdentityError) -> String {
    let t = texts();
    match error {
        IdentityError::PasswordTooShort(least) => {
            let missing = least.saturating_sub(password.chars().count()).max(1);
            (t.password_short)(*least, missing)
        }
        IdentityError::PasswordTooLong(most) => (t.password_long)(*most),
        IdentityError::PasswordCommon => t.password_common.to_owned(),
        IdentityError::PasswordIsYou => t.password_is_you.to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_are_told_before_anything_is_sent() {
        let policy = PasswordPolicy::default();
        let judge = |password, email, name| judge(password, email, name, &policy);
        assert_eq!(judge("nine char", "", ""), Err(IdentityError::PasswordTooShort(10)));
        assert_eq!(judge("password1234", "", ""), Err(IdentityError::PasswordCommon));
        assert_eq!(
            judge("Annegret Lindqvist", "a@b.example", "Annegret Lindqvist"),
            Err(IdentityError::PasswordIsYou)
        );
        assert_eq!(judge("walnut fiddle tram", "", ""), Ok(()));
        assert_eq!(judge("walnut fiddle tram", "anna@example.com", "Anna"), Ok(()));
    }
}
