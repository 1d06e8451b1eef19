//! The API as it is declared: handlers are mounted by their declaration and by nothing else.

mod call;
mod deed;
mod gate;
mod memory;
pub mod openapi;
mod reply;
#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, fmt, future::Future};

use axum::{
    Router,
    body::Body,
    extract::{RawPathParams, Request},
    response::{IntoResponse, Response},
    routing::{MethodFilter, MethodRouter},
};
use http::{HeaderMap, HeaderValue, header};
use shared::{
    endpoint::{self, Access, Declaration, Endpoint, Method, PathParameters},
    problem::ProblemKind,
};
use store::StoreError;

pub(crate) use self::call::too_large;
pub use self::{
    call::{Answer, Call, Outcome, stale},
    deed::Deed,
    reply::{entity_tag, if_none_match_names},
};
use self::{
    deed::{Before, Begun},
    memory::{Memory, Question},
    reply::Written,
};
use crate::{
    failure::Failure,
    identity::{
        Standing,
        visitor::{self, Visitor},
    },
    services::Services,
};

/// Collects mounted endpoints and becomes the Router of `/api`.
pub struct Api {
    services: Services,
    declared: Vec<Declaration>,
    mounted: Vec<&'static str>,
    routes: BTreeMap<&'static str, MethodRouter>,
    document: openapi::Document,
    memory: Memory,
}

impl Api {
    /// An API that has every declared endpoint to mount.
    pub fn new(services: Services) -> Self {
        let mut seen = Declared::default();
        shared::visit_endpoints(&mut seen);
        Self::of(services, seen.0, openapi::Document::of_product())
    }

    fn of(services: Services, declared: Vec<Declaration>, document: openapi::Document) -> Self {
        Self {
            services,
            declared,
            mounted: Vec::new(),
            routes: BTreeMap::new(),
            document,
            memory: Memory::default(),
        }
    }

    /// What the handlers will work with.
    pub const fn services(&self) -> &Services {
        &self.services
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
        let (services, memory) = (self.services.clone(), self.memory.clone());
        let route = move |parameters: Result<RawPathParams, _>, request: Request| {
            let (services, memory, handler) = (services.clone(), memory.clone(), handler.clone());
            async move {
                let mut response =
                    answer::<E, H, F>(services, &memory, handler, parameters.ok(), request).await;
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

/// One call, from the request to its answer.
async fn answer<E, H, F>(
    services: Services,
    memory: &Memory,
    handler: H,
    parameters: Option<RawPathParams>,
    request: Request,
) -> Response
where
    E: Endpoint,
    H: Fn(Services, Call<E>) -> F,
    F: Future<Output = Outcome<E>>,
{
    let known = reply::Known::of(&request);
    let (parts, body) = request.into_parts();
    if E::DECLARATION.access == Access::Anyone {
        // The public directory: nobody is looked up.
        return match open::<E>(&services, parameters.as_ref(), parts, body).await {
            Ok(call) => match handler(services, call).await {
                Ok(answer) => reply::write::<E>(answer, &known),
                Err(failure) => failure.into_response(),
            },
            Err(failure) => failure.into_response(),
        };
    }
    let mut headers = Extra::default();
    let mut response =
        match guarded::<E, H, F>(&services, memory, handler, parameters, parts, body, &mut headers).await {
            Ok(Replied::Fresh(answer)) => reply::write::<E>(answer, &known),
            Ok(Replied::Read(written)) => written.response(&known),
            Ok(Replied::Before(bytes)) => reply::write::<E>(Answer::Encoded(bytes), &known),
            Err(failure) => failure.into_response(),
        };
    headers.put(response.headers_mut());
    response
}

/// A call of the public directory.
async fn open<E: Endpoint>(
    services: &Services,
    parameters: Option<&RawPathParams>,
    parts: http::request::Parts,
    body: Body,
) -> Result<Call<E>, Failure> {
    let read = call::read::<E>(parameters, &parts)?;
    let bytes = call::body(&E::DECLARATION, &parts.headers, body, services.limits).await?;
    let body = call::parse_body::<E>(&bytes)?;
    let visitor = Visitor::nobody();
    Ok(Call {
        path: read.path,
        query: read.query,
        body,
        visitor,
        based_on: read.based_on,
        deed: Deed::default(),
    })
}

/// What a guarded call gives back.
enum Replied<E: Endpoint> {
    Fresh(Answer<E>),
    /// What was read, now or a moment ago.
    Read(Written),
    /// The same deed was done before; this is what it answered.
    Before(bytes::Bytes),
}

impl<E: Endpoint> Replied<E> {
    fn before(before: Before, extra: &mut Extra) -> Self {
        extra.cookies.extend(before.cookies);
        Self::Before(before.reply)
    }
}

/// Everything that a request says, by which a deed is known again.
fn content<'r>(method: Method, uri: &'r http::Uri, body: &'r [u8]) -> [&'r [u8]; 4] {
    let query = uri.query().unwrap_or_default();
    [method.as_str().as_bytes(), uri.path().as_bytes(), query.as_bytes(), body]
}

/// What a person who may not do this was answered when they did it. The deed itself can be why they may not
/// any more: it was that they leave an organisation.
async fn done_before<E: Endpoint>(
    services: &Services,
    visitor: &Visitor,
    parts: &http::request::Parts,
    body: Body,
) -> Option<Before> {
    let method = E::DECLARATION.method;
    let repeats = method != Method::Get && parts.headers.contains_key("idempotency-key");
    if !repeats || visitor.person().is_none() {
        return None;
    }
    let bytes = call::body(&E::DECLARATION, &parts.headers, body, services.limits).await.ok()?;
    let content = content(method, &parts.uri, &bytes);
    match Deed::begin(services, visitor, &parts.headers, &content).await.ok()? {
        Begun::Before(before) => Some(before),
        Begun::Anew(_) => None,
    }
}

/// Headers of a guarded call, whatever its outcome.
#[derive(Default)]
struct Extra {
    cookies: Vec<String>,
    standing: Option<Standing>,
}

impl Extra {
    fn put(self, headers: &mut HeaderMap) {
        for cookie in self.cookies {
            if let Ok(cookie) = HeaderValue::try_from(cookie) {
                headers.append(header::SET_COOKIE, cookie);
            }
        }
        if let Some(standing) = self.standing {
            gate::announce(headers, standing);
        }
        // What one caller may read is nothing for a cache that others share.
        headers.insert(header::VARY, HeaderValue::from_static("Authorization, Cookie"));
        if headers.get(header::CACHE_CONTROL).is_none_or(|value| value == "public, no-cache") {
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        }
    }
}

/// A call that knows who calls: counted, admitted, and carried out once.
async fn guarded<E, H, F>(
    services: &Services,
    memory: &Memory,
    handler: H,
    parameters: Option<RawPathParams>,
    parts: http::request::Parts,
    body: Body,
    extra: &mut Extra,
) -> Result<Replied<E>, Failure>
where
    E: Endpoint,
    H: Fn(Services, Call<E>) -> F,
    F: Future<Output = Outcome<E>>,
{
    let declaration = E::DECLARATION;
    gate::same_site(declaration.method, &parts, &services.site.origin)?;
    // Before anything is read: what is read later may be newer, and is remembered as older.
    let seen = *services.changes.borrow();
    let mut visitor = visitor::identify(services, &parts).await?;
    extra.cookies = std::mem::take(&mut visitor.cookies);
    let standing = gate::count(services, &visitor).await?;
    extra.standing = Some(standing);
    if !standing.through {
        return Err(gate::too_many(standing));
    }
    let read = call::read::<E>(parameters.as_ref(), &parts);
    // Who may not come in does not learn what is wrong with the request.
    let organisation = read.as_ref().ok().and_then(|read| read.path.organisation());
    let now = services.clock.now();
    let policy = &services.identity.policy.session;
    if let Err(refusal) = gate::admit(&declaration, organisation, &visitor, now, policy) {
        return match done_before::<E>(services, &visitor, &parts, body).await {
            Some(before) => Ok(Replied::before(before, extra)),
            None => Err(refusal),
        };
    }
    let read = read?;
    let question = Question::of(services, declaration.method, &visitor, &parts.uri, seen);
    if let Some(written) = question.as_ref().and_then(|question| memory.get(question)) {
        return Ok(Replied::Read(written));
    }
    let bytes = call::body(&declaration, &parts.headers, body, services.limits).await?;
    let content = content(declaration.method, &parts.uri, &bytes);
    let deed = match declaration.method {
        Method::Get => Deed::default(),
        Method::Post | Method::Put | Method::Patch | Method::Delete => {
            match Deed::begin(services, &visitor, &parts.headers, &content).await? {
                Begun::Anew(deed) => deed,
                Begun::Before(before) => return Ok(Replied::before(before, extra)),
            }
        }
    };
    let body = call::parse_body::<E>(&bytes)?;
    let mark = deed.mark();
    let call = Call { path: read.path, query: read.query, body, visitor, based_on: read.based_on, deed };
    match handler(services.clone(), call).await {
        Ok(answer) => {
            if let Some(mark) = mark {
                let left = mark.left(services, &answer)?;
                match services.store.commit(left).await {
                    // Another server was asked the same and has kept it.
                    Ok(_) | Err(StoreError::Taken { .. }) => {}
                    // The deed is done; a repetition finds that there is nothing to do.
                    Err(error) => tracing::warn!(%error, "the answer of a deed is not kept"),
                }
            }
            let answer = match question {
                Some(question) => match Written::of(answer)? {
                    Ok(written) => {
                        memory.keep(question, &written);
                        return Ok(Replied::Read(written));
                    }
                    Err(answer) => answer,
                },
                None => answer,
            };
            let Answer::WithCookies(reply, cookies) = answer else { return Ok(Replied::Fresh(answer)) };
            // The handler has the last word over a secret that was renewed on the way in.
            extra.cookies.extend(cookies);
            Ok(Replied::Fresh(Answer::Value(reply)))
        }
        Err(failure) => match mark {
            // Another server may have done the same deed in the meantime.
            Some(mark) => match mark.overtaken(services).await? {
                Some(before) => Ok(Replied::before(before, extra)),
                None => Err(failure),
            },
            None => Err(failure),
        },
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

impl endpoint::Visitor for Declared {
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
