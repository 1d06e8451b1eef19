//! Letting somebody in who comes back from their provider.

use std::sync::Arc;

use shared::{
    identity::secret::{Opens, Secret},
    sign_on::{
        api::{FinishSignOn, SignOnAnswer, SignedOn},
        error::SignOnError,
        model::{Attempt, Connection},
        rules::Claims,
    },
};
use store::Unit;

use super::{
    admission,
    provider::{Providers, Returning, shown},
    redirect,
};
use crate::{
    Failure,
    api::{Answer, Api, Call, Outcome},
    identity::sessions,
    services::Services,
};

pub(super) fn mount(api: &mut Api, providers: &Arc<Providers>) {
    let shared = Arc::clone(providers);
    api.mount::<FinishSignOn, _, _>(move |services, call| finish(services, Arc::clone(&shared), call));
}

async fn finish(
    services: Services,
    providers: Arc<Providers>,
    call: Call<FinishSignOn>,
) -> Outcome<FinishSignOn> {
    let attempt = attempt(&services, &call).await?;
    let admitted = match vouched(&services, &providers, &attempt, &call.body).await {
        Ok(claims) => admission::admit(&services, &call, &attempt, &claims).await,
        Err(failure) => Err(failure),
    };
    let begun = match admitted {
        Ok(begun) => begun,
        Err(failure) => {
            // Whatever went wrong, the provider gives nothing for the same code again.
            let mut unit = Unit::default();
            unit.remove::<Attempt>(attempt.state.to_string());
            services.store.commit(unit).await?;
            return Err(failure);
        }
    };
    let me = sessions::me(&services, &begun.session).await?;
    let mut cookies = begun.cookies(&services, &call.visitor);
    cookies.push(services.identity.cookies.attempt("", 0));
    Ok(Answer::WithCookies(SignedOn { me, after: attempt.after }, cookies))
}

/// The attempt that this answer belongs to, begun in this browser a short while ago.
async fn attempt(services: &Services, call: &Call<FinishSignOn>) -> Result<Attempt, Failure> {
    let hash = |text: &str| Secret::parse(text).map(|secret| secret.hash(Opens::SignOn));
    let state = hash(&call.body.state).ok_or(SignOnError::UnknownAttempt)?;
    let browser = call.visitor.sign_on_attempt.as_deref().and_then(hash);
    let attempt = services.store.get::<Attempt>(state.to_string()).await?;
    let now = services.clock.now();
    let own = |attempt: &Attempt| Some(attempt.browser) == browser && now < attempt.expires_at;
    Ok(attempt.filter(own).ok_or(SignOnError::UnknownAttempt)?)
}

/// What the provider says about whoever comes.
async fn vouched(
    services: &Services,
    providers: &Providers,
    attempt: &Attempt,
    answer: &SignOnAnswer,
) -> Result<Claims, Failure> {
    if let Some(error) = &answer.error {
        return Err(refused(error, answer.error_description.as_deref()).into());
    }
    let code = answer.code.as_deref().filter(|code| !code.is_empty());
    let code = code.ok_or_else(|| SignOnError::Untrusted("it brought no code".to_owned()))?;
    let connection = connection(services, attempt).await?;
    let returning = Returning {
        connection: &connection,
        redirect: &redirect(services),
        attempt,
        code,
        iss: answer.iss.as_deref(),
    };
    Ok(providers.claims(returning, services.clock.now()).await?)
}

/// The connection through which an attempt was begun, while it is there.
pub(super) async fn connection(services: &Services, attempt: &Attempt) -> Result<Connection, Failure> {
    let connection = services.store.get::<Connection>(attempt.organisation.to_string()).await?;
    let same = connection.filter(|connection| connection.issuer == attempt.issuer);
    Ok(same.ok_or(SignOnError::NotConnected)?)
}

/// What the provider said instead of letting somebody in.
fn refused(error: &str, description: Option<&str>) -> SignOnError {
    let error = shown(error);
    let sentence = match error.as_str() {
        "access_denied" => "you declined, or may not use this program there.".to_owned(),
        "login_required" | "interaction_required" | "consent_required" | "account_selection_required" => {
            "it wants to ask you something first. Start again.".to_owned()
        }
        "server_error" | "temporarily_unavailable" => {
            "it cannot answer right now. Try again in a moment.".to_owned()
        }
        _ => format!("it says “{error}”. Tell your administrator."),
    };
    let description = description.map(shown).filter(|description| !description.is_empty());
    SignOnError::Refused(match description {
        Some(description) => format!("{sentence} In its words: “{description}”."),
        None => sentence,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_provider_says_is_shown_on_one_line_and_cut() {
        let check = |error: &str, description: Option<&str>, says: &str| {
            let sentence = refused(error, description).to_string();
            assert!(sentence.contains(says), "{sentence}");
            assert!(sentence.len() < 800 && !sentence.contains(char::is_control), "{sentence}");
        };
        check("access_denied", None, "let you in: you declined");
        check("temporarily_unavailable", Some(""), "Try again in a moment.");
        check("invalid_scope", Some("No\r\nsuch \u{202e}scope."), "“invalid_scope”");
        check("invalid_scope", Some("No\r\nsuch \u{202e}scope."), "In its words: “Nosuch scope”.");
        check(&"x".repeat(10_000), Some(&"y".repeat(10_000)), "xxx");
    }
}
