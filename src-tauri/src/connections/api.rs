//! What the shell answers itself, mounted by declaration.

use std::{fmt, future::Future, pin::Pin, sync::Arc};

use http::{Request, Response};
use shared::{
    desktop::{
        api::{
            BeginDesktopSignIn, CancelDesktopSignIn, ChooseConnection, Chosen, EndConnection,
            ListConnections, Server,
        },
        model::ServerAddress,
    },
    endpoint::{ByConnection, Declaration, Endpoint, PathParameters},
    problem::{FieldError, Problem, ProblemKind},
};

use super::{
    Connections,
    relay::not_written,
    routes::{Declared, find, values},
};
use crate::reply;

/// Under which all of it stands.
const BELOW: &str = "/api/v1/shell/";

type Answering = Pin<Box<dyn Future<Output = Response<Vec<u8>>> + Send>>;
type Handler = Arc<dyn Fn(Connections, Vec<(&'static str, String)>, Vec<u8>) -> Answering + Send + Sync>;
type Outcome<E> = Result<<E as Endpoint>::Reply, Box<Problem>>;

/// Every endpoint of the shell with its handler.
pub(crate) struct Api {
    declared: Vec<Declaration>,
    mounted: Vec<(&'static str, Handler)>,
}

impl Default for Api {
    fn default() -> Self {
        let mut declared = Declared::default();
        shared::visit_shell_endpoints(&mut declared);
        let mut api = Self { declared: declared.0, mounted: Vec::new() };
        api.mount::<ListConnections, _, _>(|connections, (), ()| async move { Ok(connections.view()) });
        api.mount::<ChooseConnection, _, _>(choose);
        api.mount::<EndConnection, _, _>(end);
        api.mount::<BeginDesktopSignIn, _, _>(begin);
        api.mount::<CancelDesktopSignIn, _, _>(cancel);
        api
    }
}

impl fmt::Debug for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Api").field("missing", &self.missing()).finish_non_exhaustive()
    }
}

impl Api {
    /// Whether a path is the shell's own.
    pub(crate) fn has(path: &str) -> bool {
        path.starts_with(BELOW)
    }

    fn mount<E, H, F>(&mut self, handler: H)
    where
        E: Endpoint<Query = ()>,
        H: Fn(Connections, E::Path, E::Body) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Outcome<E>> + Send + 'static,
    {
        let mounted = move |connections, values: Vec<(&'static str, String)>, body: Vec<u8>| -> Answering {
            let handler = handler.clone();
            Box::pin(async move {
                let answered = match read::<E>(&values, &body) {
                    Ok((path, body)) => handler(connections, path, body).await,
                    Err(problem) => Err(problem),
                };
                answered.map_or_else(|problem| reply::problem(&problem), |answer| reply::json(&answer))
            })
        };
        self.mounted.push((E::DECLARATION.id, Arc::new(mounted)));
    }

    /// Ids of declared endpoints that nothing answers.
    fn missing(&self) -> Vec<&'static str> {
        let is_mounted = |id: &str| self.mounted.iter().any(|(mounted, _)| *mounted == id);
        self.declared.iter().map(|known| known.id).filter(|id| !is_mounted(id)).collect()
    }

    pub(crate) async fn answer(
        &self,
        connections: Connections,
        request: Request<Vec<u8>>,
    ) -> Response<Vec<u8>> {
        let (parts, body) = request.into_parts();
        let path = parts.uri.path();
        let found = find(&self.declared, parts.method.as_str(), path);
        let mounted = found.and_then(|declaration| {
            let (_, handler) = self.mounted.iter().find(|(id, _)| *id == declaration.id)?;
            Some((handler, values(declaration.path, path)?))
        });
        let Some((handler, values)) = mounted else {
            let detail =
                "The desktop app has no such address. App and window differ in version: start it again.";
            return reply::problem(&Problem::new(ProblemKind::NotFound, detail));
        };
        let values = values.into_iter().map(|(name, value)| (name, value.to_owned())).collect();
        handler(connections, values, body).await
    }
}

/// Path and body of a call; an endpoint without a body takes none.
fn read<E: Endpoint>(
    values: &[(&'static str, String)],
    body: &[u8],
) -> Result<(E::Path, E::Body), Box<Problem>> {
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let path = E::Path::parse(&values)
        .map_err(|error| Box::new(Problem::new(ProblemKind::NotFound, error.detail)))?;
    let body = serde_json::from_slice(if body.is_empty() { b"null" } else { body });
    let body = body.map_err(|error| at_fault("", &error))?;
    Ok((path, body))
}

fn at_fault(pointer: &str, why: &dyn fmt::Display) -> Box<Problem> {
    Box::new(Problem::invalid(vec![FieldError::pointer(pointer, why.to_string())]))
}

fn unknown() -> Box<Problem> {
    let detail = "This app is not signed in to that server any more. Reload the page.";
    Box::new(Problem::new(ProblemKind::NotFound, detail))
}

async fn choose(connections: Connections, (): (), chosen: Chosen) -> Outcome<ChooseConnection> {
    match connections.choose(chosen.connection) {
        Ok(true) => Ok(connections.view()),
        Ok(false) => Err(unknown()),
        Err(error) => Err(Box::new(not_written(&error))),
    }
}

async fn end(connections: Connections, by: ByConnection, (): ()) -> Outcome<EndConnection> {
    match connections.end(by.connection).await {
        Ok(true) => Ok(connections.view()),
        Ok(false) => Err(unknown()),
        Err(error) => Err(Box::new(not_written(&error))),
    }
}

async fn begin(connections: Connections, (): (), server: Server) -> Outcome<BeginDesktopSignIn> {
    let address = server.address.parse::<ServerAddress>();
    let address = address.map_err(|error| at_fault("/address", &error))?;
    connections.begin(address);
    Ok(connections.view())
}

async fn cancel(connections: Connections, (): (), (): ()) -> Outcome<CancelDesktopSignIn> {
    connections.cancel();
    Ok(connections.view())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_declared_endpoint_of_the_shell_is_mounted() {
        let api = Api::default();
        assert_eq!(api.missing(), Vec::<&str>::new());
        assert_eq!(api.mounted.len(), api.declared.len(), "none is mounted twice");
        for declaration in &api.declared {
            assert!(Api::has(declaration.path), "{} is not below {BELOW}", declaration.id);
        }
    }
}
