//! The API as it is declared: handlers are mounted by their declaration and by nothing else.

mod call;
pub mod openapi;
mod reply;
#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, fmt, future::Future};

use axum::{
    Router,
    extract::{RawPathParams, Request},
    response::{IntoResponse, Response},
    routing::{MethodFilter, MethodRouter},
};
use shared::{
    endpoint::{Declaration, Endpoint, Method, Visitor},
    problem::ProblemKind,
};

pub(crate) use self::call::too_large;
pub use self::{
    call::{Answer, Call, Outcome},
    reply::{entity_tag, if_none_match_names},
};
use crate::{failure::Failure, services::Services};

/// Collects mounted endpoints and becomes the Router of `/api`.
pub struct Api {
    services: Services,
    declared: Vec<Declaration>,
    mounted: Vec<&'static str>,
    routes: BTreeMap<&'static str, MethodRouter>,
    document: openapi::Document,
}

impl Api {
    /// An API that has every declared endpoint to mount.
    pub fn new(services: Services) -> Self {
        let mut seen = Declared::default();
        shared::visit_endpoints(&mut seen);
        Self::of(services, seen.0, openapi::Document::of_product())
    }

    fn of(services: Services, declared: Vec<Declaration>, document: openapi::Document) -> Self {
        Self { services, declared, mounted: Vec::new(), routes: BTreeMap::new(), document }
    }

    /// Answers the endpoint `E` with `handler`.
    ///
    /// # Panics
    /// When `E` is not among [`shared::visit_endpoints`] or is mounted already: a mistake in the code
    /// that every start and every test shows.
    pub fn mount<E, H, F>(&mut self, handler: H)
    where
        E: Endpoint,
        H: Fn(Services, Call<E>) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Outcome<E>> + Send + 'static,
    {
        let declaration = E::DECLARATION;
        let id = declaration.id;
        assert!(
            self.declared.iter().any(|known| known.id == id),
            "endpoint `{id}` is mounted but not declared: add it to `visit_endpoints` of its slice"
        );
        assert!(!self.mounted.contains(&id), "endpoint `{id}` is mounted twice");
        self.mounted.push(id);
        let services = self.services.clone();
        let route = move |parameters: Result<RawPathParams, _>, request: Request| {
            let (services, handler) = (services.clone(), handler.clone());
            async move {
                let known = reply::Known::of(&request);
                let outcome = match call::read::<E>(parameters.ok().as_ref(), request, services.limits).await
                {
                    Ok(call) => handler(services, call).await,
                    Err(failure) => Err(failure),
                };
                let mut response = match outcome {
                    Ok(answer) => reply::write::<E>(answer, &known),
                    Err(failure) => failure.into_response(),
                };
                response.extensions_mut().insert(EndpointId(id));
                response
            }
        };
        let slot = self.routes.remove(declaration.path).unwrap_or_default();
        self.routes.insert(declaration.path, slot.on(filter(declaration.method), route));
    }

    /// Ids of declared endpoints that nothing answers.
    pub fn missing(&self) -> Vec<&'static str> {
        self.declared.iter().map(|known| known.id).filter(|id| !self.mounted.contains(id)).collect()
    }

    /// The Router: what was mounted, the OpenAPI document, and problems for everything else under
    /// `/api`.
    pub fn into_router(self) -> Router {
        let document = bytes::Bytes::from(self.document.text());
        let openapi = move |request: Request| {
            let document = document.clone();
            async move {
                let known = reply::Known::of(&request);
                let mut response = reply::json(document, &known);
                response.extensions_mut().insert(EndpointId("openapi"));
                response
            }
        };
        let mut router = Router::new().route(
            "/api/v1/openapi.json",
            MethodRouter::new().on(MethodFilter::GET, openapi).fallback(method_not_allowed),
        );
        for (path, route) in self.routes {
            router = router.route(path, route.fallback(method_not_allowed));
        }
        for path in ["/api", "/api/", "/api/{*rest}"] {
            router = router.route(path, MethodRouter::new().fallback(unknown_address));
        }
        router
    }
}

impl fmt::Debug for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Api").field("mounted", &self.mounted).field("missing", &self.missing()).finish()
    }
}

/// Travels with a response: which endpoint answered, for the log and the metrics.
#[derive(Clone, Copy, Debug)]
pub struct EndpointId(pub &'static str);

/// Every declaration of the product.
#[derive(Default)]
struct Declared(Vec<Declaration>);

impl Visitor for Declared {
    fn visit<E: Endpoint>(&mut self) {
        self.0.push(E::DECLARATION);
    }
}

const fn filter(method: Method) -> MethodFilter {
    match method {
        Method::Get => MethodFilter::GET,
        Method::Post => MethodFilter::POST,
        Method::Put => MethodFilter::PUT,
        Method::Patch => MethodFilter::PATCH,
        Method::Delete => MethodFilter::DELETE,
    }
}

/// The address exists, the method does not. axum adds `Allow`.
async fn method_not_allowed(request: Request) -> Response {
    let method: String = request.method().as_str().chars().take(32).collect();
    Failure::new(
        ProblemKind::MethodNotAllowed,
        format!("This address does not take {method}. The `Allow` header names what it takes."),
    )
    .into_response()
}

async fn unknown_address() -> Response {
    Failure::new(
        ProblemKind::NotFound,
        "The API has no such address. /api/v1/openapi.json describes every one that exists.",
    )
    .into_response()
}
