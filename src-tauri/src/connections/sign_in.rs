//! Signing in through the browser, from the address of a server to a connection.

use std::{sync::PoisonError, time::Duration};

use chrono::TimeDelta;
use shared::{
    desktop::{
        api::{SignInFailure, SignInView},
        model::ServerAddress,
    },
    endpoint::encode_pairs,
    identity::api::{DesktopGrant, DesktopTokens, ExchangeDesktopCode},
    ids::ConnectionId,
    organisations::api::GetSetUp,
};
use tokio::task::AbortHandle;

use super::{
    Connections,
    book::{Connection, connected_organisation, connected_person, entry},
    listener::{Arrival, Listener},
    outside::{CallFailure, Replied},
    proof::{Proof, deed_of},
    tokens::Bearer,
};

/// How long the browser is waited for.
const PATIENCE: Duration = Duration::from_secs(5 * 60);
/// How often a code is shown when the answer is lost; the server gives the same one each time.
const ATTEMPTS: u32 = 3;

/// A sign-in that is under way, or how the last one failed.
#[derive(Debug)]
pub(super) struct Attempt {
    /// Which one; what an older one still says is not heard.
    number: ConnectionId,
    view: SignInView,
    work: Option<AbortHandle>,
}

impl Drop for Attempt {
    /// Nothing listens for a sign-in that nobody waits for.
    fn drop(&mut self) {
        if let Some(work) = &self.work {
            work.abort();
        }
    }
}

impl Connections {
    /// Begins to sign in; one that was under way ends.
    pub(super) fn begin(&self, address: ServerAddress) {
        let number = ConnectionId::new(&*self.0.ids);
        let connections = self.clone();
        let to = address.clone();
        let mut attempt = self.0.attempt.lock().unwrap_or_else(PoisonError::into_inner);
        let work = tokio::spawn(async move {
            match connections.sign_in(number, &to).await {
                Ok(()) => connections.settle(number, None),
                Err(why) => {
                    connections.settle(number, Some(SignInView::Failed { address: to.clone(), why }));
                }
            }
        });
        let view = SignInView::Asking { address };
        *attempt = Some(Attempt { number, view, work: Some(work.abort_handle()) });
    }

    /// Ends the sign-in that is under way, and forgets how the last one failed.
    pub(super) fn cancel(&self) {
        *self.0.attempt.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    pub(super) fn attempt_view(&self) -> Option<SignInView> {
        let attempt = self.0.attempt.lock().unwrap_or_else(PoisonError::into_inner);
        attempt.as_ref().map(|attempt| attempt.view.clone())
    }

    /// How the sign-in of this number stands; `None` when it is done.
    fn settle(&self, number: ConnectionId, view: Option<SignInView>) {
        let mut attempt = self.0.attempt.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(current) = attempt.as_mut().filter(|current| current.number == number) {
            match view {
                Some(view) => current.view = view,
                None => {
                    // It is the one that says so.
                    current.work = None;
                    *attempt = None;
                }
            }
        }
    }

    async fn sign_in(&self, number: ConnectionId, address: &ServerAddress) -> Result<(), SignInFailure> {
        self.look_at(address).await?;
        let listener =
            Listener::bind().await.map_err(|error| SignInFailure::Here { detail: error.to_string() })?;
        let proof = Proof::draw(&*self.0.random);
        let redirect = listener.redirect();
        let url = page(address, &proof, &redirect, &device());
        let opened = self.0.browser.open(&url);
        let until = self.0.clock.now() + TimeDelta::from_std(PATIENCE).unwrap_or_default();
        self.settle(number, Some(SignInView::Waiting { address: address.clone(), url, opened, until }));
        let arrival = tokio::time::timeout(PATIENCE, listener.wait(proof.state.clone())).await;
        let arrival = arrival.map_err(|_| SignInFailure::TimedOut)?;
        let done = self.take_in(address, &arrival, proof.verifier, redirect).await;
        arrival.answer(done.is_ok()).await;
        done
    }

    /// Asks a server what it is, so that a wrong address is told apart from a server that is down.
    async fn look_at(&self, address: &ServerAddress) -> Result<(), SignInFailure> {
        match self.0.outside.call::<GetSetUp>(address, &(), None).await {
            Ok(replied) if replied.reply.needed => Err(SignInFailure::NotSetUp),
            Ok(_) => Ok(()),
            Err(failure) => Err(told(failure)),
        }
    }

    /// Turns the code that the browser brought into a connection.
    async fn take_in(
        &self,
        address: &ServerAddress,
        arrival: &Arrival,
        verifier: String,
        redirect: String,
    ) -> Result<(), SignInFailure> {
        let deed = deed_of(&verifier);
        let grant = DesktopGrant::Code { code: arrival.code.clone(), verifier, redirect };
        let mut attempt = 1;
        let replied = loop {
            match self.0.outside.call::<ExchangeDesktopCode>(address, &grant, Some(&deed)).await {
                Ok(replied) => break replied,
                Err(CallFailure::Outside(_)) if attempt < ATTEMPTS => attempt += 1,
                Err(failure) => return Err(told(failure)),
            }
        };
        self.add(address, &replied).await
    }

    async fn add(
        &self,
        address: &ServerAddress,
        replied: &Replied<DesktopTokens>,
    ) -> Result<(), SignInFailure> {
        let here = |detail: String| SignInFailure::Here { detail };
        let DesktopTokens { refresh, me, .. } = &replied.reply;
        let person = me.person.as_ref().map(connected_person).ok_or(SignInFailure::NotGuildhall)?;
        // Whoever renews the tokens of the same person there is waited for.
        let known = self
            .0
            .book
            .rows()
            .connections
            .into_iter()
            .find(|known| known.address == *address && known.person.id == person.id);
        let id = known.as_ref().map_or_else(|| ConnectionId::new(&*self.0.ids), |known| known.id);
        let slot = self.0.bearers.slot(id);
        let mut held = slot.lock().await;
        let entry = entry(address, &person);
        let before = match &known {
            Some(known) => self.0.vaults.read(known.kept, &entry).await.ok().flatten(),
            None => None,
        };
        let kept = self.0.vaults.keep(&entry, refresh).await.map_err(|error| here(error.to_string()))?;
        let now = self.0.clock.now();
        let connection = Connection {
            id,
            address: address.clone(),
            person,
            organisation: me.organisation.as_ref().map(connected_organisation),
            since: now,
            kept,
            over: None,
        };
        self.0.book.change(|rows| rows.add(connection)).map_err(|error| here(error.to_string()))?;
        *held = Some(Bearer::of(replied, now));
        self.trouble(id, None);
        drop(held);
        // The session before would stand in the person's list until it ends by itself.
        if let Some(before) = before.filter(|before| before != refresh) {
            let (connections, address) = (self.clone(), address.clone());
            // Whoever cancels now is signed in already.
            tokio::spawn(async move { connections.revoke(&address, before).await });
        }
        Ok(())
    }
}

/// The page at the server that asks whether this app may sign in.
fn page(address: &ServerAddress, proof: &Proof, redirect: &str, device: &str) -> String {
    let pairs = [
        ("challenge", proof.challenge.as_str()),
        ("redirect", redirect),
        ("state", proof.state.as_str()),
        ("device", device),
    ];
    format!("{address}/connect?{}", encode_pairs(&pairs))
}

/// What this computer calls itself.
fn device() -> String {
    let name = hostname::get().map(|name| name.to_string_lossy().trim().to_owned()).unwrap_or_default();
    let name: String = name.chars().filter(|letter| !letter.is_control()).take(100).collect();
    if name.is_empty() { "Desktop".to_owned() } else { name }
}

fn told(failure: CallFailure) -> SignInFailure {
    match failure {
        CallFailure::Outside(error) => SignInFailure::NotReached { detail: error.to_string() },
        CallFailure::Problem(problem) => SignInFailure::Refused { detail: problem.detail },
        CallFailure::Foreign { status, location: Some(to) } if status.is_redirection() => {
            SignInFailure::Moved { to: to.chars().take(200).collect() }
        }
        CallFailure::Foreign { .. } => SignInFailure::NotGuildhall,
    }
}

#[cfg(test)]
mod tests {
    use http::StatusCode;
    use shared::testing::SeededRandom;

    use super::*;

    #[test]
    fn the_page_names_the_challenge_and_never_the_verifier() {
        let proof = Proof::draw(&SeededRandom::default());
        let address: ServerAddress = "https://market.example".parse().expect("an address");
        let url = page(&address, &proof, "http://127.0.0.1:9/", "Anna's & Ben's");
        let start =
            format!("https://market.example/connect?challenge={}&redirect=http%3A%2F%2F127", proof.challenge);
        assert!(url.starts_with(&start) && url.ends_with("&device=Anna%27s%20%26%20Ben%27s"), "{url}");
        assert!(url.contains(&proof.state) && !url.contains(&proof.verifier));
    }

    #[test]
    fn this_computer_has_a_name() {
        let name = device();
        assert!(!name.is_empty() && name.chars().count() <= 100, "{name}");
    }

    #[test]
    fn a_wrong_address_is_told_apart_from_a_server_that_is_down() {
        let foreign = |status, location: Option<&str>| {
            told(CallFailure::Foreign { status, location: location.map(str::to_owned) })
        };
        assert_eq!(foreign(StatusCode::OK, None), SignInFailure::NotGuildhall);
        assert_eq!(foreign(StatusCode::NOT_FOUND, None), SignInFailure::NotGuildhall);
        let to = "https://www.market.example/".to_owned();
        assert_eq!(foreign(StatusCode::MOVED_PERMANENTLY, Some(&to)), SignInFailure::Moved { to });
        let down = told(CallFailure::Outside(super::super::outside::OutsideError::Slow));
        assert!(matches!(down, SignInFailure::NotReached { .. }));
    }
}
