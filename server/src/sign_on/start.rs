//! Sending somebody to their organisation's provider.

use std::sync::Arc;

use chrono::TimeDelta;
use shared::{
    identity::{
        email::Email,
        secret::{Opens, Secret},
    },
    ids::OrganisationId,
    organisations::model::Organisation,
    problem::FieldError,
    sign_on::{
        api::{SignOnRedirect, StartSignOn},
        error::SignOnError,
        model::{Attempt, Connection},
        rules::is_own_path,
    },
    slug::Slug,
};
use store::{StoreError, Unit};

use super::{
    at_domain, domains_of,
    provider::{Leaving, Providers},
    redirect,
};
use crate::{
    Failure,
    api::{Answer, Api, Call, Outcome},
    services::Services,
};

pub(super) fn mount(api: &mut Api, providers: &Arc<Providers>) {
    let shared = Arc::clone(providers);
    api.mount::<StartSignOn, _, _>(move |services, call| start(services, Arc::clone(&shared), call));
}

async fn start(
    services: Services,
    providers: Arc<Providers>,
    call: Call<StartSignOn>,
) -> Outcome<StartSignOn> {
    let after = call.body.after.as_deref().unwrap_or("/");
    if !is_own_path(after) {
        let says = "A path of this site, such as /account: one slash at its beginning.";
        return Err(Failure::from(vec![FieldError::pointer("/after", says)]));
    }
    let asked = asked(&services, call.body.who.trim()).await?;
    let (connection, hint) = asked.ok_or(SignOnError::NotConnected)?;
    let now = services.clock.now();
    let draw = || Secret::draw(&*services.random);
    let (state, browser, nonce, verifier) = (draw(), draw(), draw().encode(), draw().encode());
    let redirect = redirect(&services);
    let leaving = Leaving {
        connection: &connection,
        redirect: &redirect,
        state: state.encode(),
        nonce: &nonce,
        verifier: &verifier,
        hint: hint.as_ref(),
    };
    let url = providers.address(leaving, now).await?;
    let minutes = services.identity.policy.token.sign_on_minutes;
    let mut unit = Unit::default();
    unit.create(&Attempt {
        state: state.hash(Opens::SignOn),
        browser: browser.hash(Opens::SignOn),
        organisation: connection.organisation,
        issuer: connection.issuer,
        nonce,
        verifier,
        after: after.to_owned(),
        expires_at: now + TimeDelta::minutes(minutes.into()),
    });
    let reply = SignOnRedirect { url };
    let cookies = vec![services.identity.cookies.attempt(&browser.encode(), minutes.saturating_mul(60))];
    call.deed.keep_with_cookies(&mut unit, &reply, &cookies, now)?;
    services.store.commit(unit).await?;
    Ok(Answer::WithCookies(reply, cookies))
}

/// The connection through which somebody signs in who says this of themselves, and their address.
///
/// Every text that leads nowhere takes the same reads and gets the same answer.
async fn asked(services: &Services, who: &str) -> Result<Option<(Connection, Option<Email>)>, StoreError> {
    let email = who.parse::<Email>().ok();
    let connection = match &email {
        Some(email) => at_domain(services, &email.domain()).await?,
        None => {
            let slug = who.parse::<Slug>().ok();
            let slug = slug.as_ref().map_or("", Slug::as_str);
            let organisation = services.store.find::<Organisation>(slug).await?;
            let organisation = organisation
                .map_or(OrganisationId::from_ulid(ulid::Ulid::nil()), |organisation| organisation.id);
            services.store.get::<Connection>(organisation.to_string()).await?
        }
    };
    let Some(connection) = connection else { return Ok(None) };
    // Without a domain its provider speaks for nobody.
    let domains = domains_of(services, connection.organisation).await?;
    Ok((!domains.is_empty()).then_some((connection, email)))
}
