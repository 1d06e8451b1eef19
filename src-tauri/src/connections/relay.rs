//! The calls of the screens that are for a server: sent there with the token, which the window never sees.

use http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode, header};
use shared::{
    desktop::api::Standing,
    endpoint::{Access, Declaration},
    identity::{
        api::{Accepted, Me},
        error::IdentityError,
    },
    problem::{Problem, ProblemKind},
};

use super::{
    Connections,
    book::{Connection, Over},
    outside::problem_of,
    routes::{Declared, find},
    tokens::NoBearer,
};
use crate::reply;

/// What a request of the window takes along.
const UP: [&str; 6] =
    ["accept", "accept-language", "content-type", "idempotency-key", "if-match", "if-none-match"];
/// What an answer brings back. Cookies stay outside: the window keeps none.
const DOWN: [&str; 11] = [
    "cache-control",
    "content-disposition",
    "content-language",
    "content-type",
    "etag",
    "last-modified",
    "ratelimit",
    "ratelimit-policy",
    "retry-after",
    "x-content-type-options",
    "x-request-id",
];

/// Ends a session; here it forgets the server, too.
const SIGN_OUT: &str = "sign_out";
/// What the shell does by itself, and nobody in its window.
const OWN: [&str; 3] = ["authorise_desktop", "exchange_desktop_code", "revoke_desktop"];
/// Whose reply says who is signed in.
const SAYS_WHO: [&str; 4] = ["edit_profile", "get_me", "reauthenticate", "switch_organisation"];
const GET_ME: &str = "get_me";

/// Knows which calls are for a server.
#[derive(Debug)]
pub(crate) struct Relay {
    declared: Vec<Declaration>,
}

impl Default for Relay {
    fn default() -> Self {
        let mut declared = Declared::default();
        shared::visit_endpoints(&mut declared);
        Self { declared: declared.0 }
    }
}

impl Relay {
    /// The endpoint that a request is for, if its answer depends on who asks. What anyone may read is
    /// answered on this computer.
    pub(crate) fn personal(&self, request: &Request<Vec<u8>>) -> Option<&Declaration> {
        let found = find(&self.declared, request.method().as_str(), request.uri().path());
        found.filter(|declaration| declaration.access != Access::Anyone)
    }

    /// A picture as the server has it that the screens work on: it is for everybody, and nobody is named.
    pub(crate) async fn picture(
        &self,
        connections: &Connections,
        request: &Request<Vec<u8>>,
    ) -> Option<Response<Vec<u8>>> {
        let connection = connections.here()?;
        let mut outgoing = Request::new(Vec::new());
        *outgoing.uri_mut() = request.uri().path().parse().ok()?;
        let answer = connections.0.outside.send(&connection.address, outgoing).await.ok()?;
        let kind = answer.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let is_picture = kind.is_some_and(|kind| kind.starts_with("image/"));
        (answer.status() == StatusCode::OK && is_picture).then(|| only(answer))
    }

    /// The answer of the server that the screens work on; `None` where they work on none.
    pub(crate) async fn answer(
        &self,
        connections: &Connections,
        declaration: &Declaration,
        request: Request<Vec<u8>>,
    ) -> Option<Response<Vec<u8>>> {
        if OWN.contains(&declaration.id) {
            let detail = "The desktop app does this by itself: sign in on the page “Servers”.";
            return Some(reply::problem(&Problem::new(ProblemKind::NotFound, detail)));
        }
        let connection = connections.here()?;
        if declaration.id == SIGN_OUT {
            return Some(match connections.end(connection.id).await {
                Ok(_) => reply::json(&Accepted {}),
                Err(error) => reply::problem(&not_written(&error)),
            });
        }
        Some(match deliver(connections, &connection, declaration, &request).await {
            Ok(answer) => answer,
            Err(refusal) => refused(connections, &connection, declaration, refusal),
        })
    }
}

/// Sends a request, and once more with the next token when the server takes this one no more.
async fn deliver(
    connections: &Connections,
    connection: &Connection,
    declaration: &Declaration,
    request: &Request<Vec<u8>>,
) -> Result<Response<Vec<u8>>, NoBearer> {
    let id = connection.id;
    let mut bearer = connections.bearer(id, None).await?;
    let mut answer = sent(connections, connection, request, &bearer).await?;
    if is_ended(declaration, &answer) {
        // Nothing was done: who calls is looked at first.
        bearer = connections.bearer(id, Some(&bearer)).await?;
        answer = sent(connections, connection, request, &bearer).await?;
    }
    connections.trouble(id, None);
    if replaces_session(answer.headers()) {
        connections.wear_out(id, &bearer).await;
    }
    if SAYS_WHO.contains(&declaration.id)
        && answer.status().is_success()
        && let Ok(me) = serde_json::from_slice::<Me>(answer.body())
    {
        connections.learn(id, &me);
    }
    Ok(only(answer))
}

async fn sent(
    connections: &Connections,
    connection: &Connection,
    request: &Request<Vec<u8>>,
    bearer: &str,
) -> Result<Response<Vec<u8>>, NoBearer> {
    let mut outgoing = Request::new(request.body().clone());
    *outgoing.method_mut() = request.method().clone();
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    // It was the address of a request just now.
    *outgoing.uri_mut() = path.parse().unwrap_or_default();
    copy(request.headers(), outgoing.headers_mut(), &UP);
    if let Ok(mut value) = HeaderValue::try_from(format!("Bearer {bearer}")) {
        value.set_sensitive(true);
        outgoing.headers_mut().insert(header::AUTHORIZATION, value);
    }
    connections.0.outside.send(&connection.address, outgoing).await.map_err(|error| {
        connections.trouble(connection.id, Some(Standing::Unreachable));
        NoBearer::Unreachable(error.to_string())
    })
}

/// Whether the server says that nobody is signed in with this token.
fn is_ended(declaration: &Declaration, answer: &Response<Vec<u8>>) -> bool {
    if declaration.id == GET_ME {
        let me = serde_json::from_slice::<Me>(answer.body());
        return answer.status() == StatusCode::OK && me.is_ok_and(|me| me.person.is_none());
    }
    answer.status() == StatusCode::UNAUTHORIZED
        && problem_of(answer).is_some_and(|problem| problem.is(ProblemKind::SignInRequired))
}

/// Whether the server gave the session another secret, as it does when what one may do has changed. Browsers
/// get it in a cookie; here the next call asks for it.
fn replaces_session(headers: &HeaderMap) -> bool {
    let cookies = headers.get_all(header::SET_COOKIE);
    cookies.iter().any(|cookie| cookie.to_str().is_ok_and(|cookie| cookie.contains("=ghs_")))
}

/// The answer with what the window may see of it.
fn only(answer: Response<Vec<u8>>) -> Response<Vec<u8>> {
    let (parts, body) = answer.into_parts();
    let mut shown = Response::new(body);
    *shown.status_mut() = parts.status;
    copy(&parts.headers, shown.headers_mut(), &DOWN);
    shown
}

fn copy(from: &HeaderMap, to: &mut HeaderMap, names: &[&'static str]) {
    for name in names.iter().copied().map(HeaderName::from_static) {
        for value in from.get_all(&name) {
            to.append(name.clone(), value.clone());
        }
    }
}

/// What the screens are told when the call could not be made.
fn refused(
    connections: &Connections,
    connection: &Connection,
    declaration: &Declaration,
    refusal: NoBearer,
) -> Response<Vec<u8>> {
    let name = connection.address.name();
    match refusal {
        NoBearer::Over(over) => {
            if declaration.id == GET_ME {
                return reply::json(&Me::default());
            }
            reply::problem(&Problem::new(ProblemKind::SignInRequired, ended(over, &name)))
        }
        NoBearer::Gone => {
            let detail = IdentityError::SessionEnded.to_string();
            reply::problem(&Problem::new(ProblemKind::SignInRequired, detail))
        }
        NoBearer::Unreachable(why) => {
            connections.trouble(connection.id, Some(Standing::Unreachable));
            let detail = format!(
                "{name} cannot be reached: {why}. Check the connection and try again; nothing that you typed is \
                 lost, and nothing is done twice."
            );
            reply::problem(&Problem::new(ProblemKind::Unreachable, detail))
        }
        NoBearer::Refused(problem) => reply::problem(&problem),
        NoBearer::Here(detail) => reply::problem(&Problem::new(ProblemKind::Conflict, detail)),
    }
}

fn ended(over: Over, name: &str) -> String {
    match over {
        Over::Ended => {
            format!("You are signed out at {name}. Sign in again; nothing that you typed is lost.")
        }
        Over::Reused => format!(
            "{name} signed this app out: an old token was shown once more, so somebody else may have a copy. Sign \
             in again, and look through your sessions there."
        ),
        Over::Lost => format!("What kept you signed in at {name} cannot be read any more. Sign in again."),
    }
}

/// The list of servers could not be written.
pub(super) fn not_written(error: &std::io::Error) -> Problem {
    let detail = format!("The list of servers could not be written: {error}. Free some space and try again.");
    Problem::new(ProblemKind::Conflict, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(method: &str, path: &str) -> Request<Vec<u8>> {
        Request::builder().method(method).uri(path).body(Vec::new()).expect("a request")
    }

    #[test]
    fn what_anyone_may_read_stays_on_this_computer() {
        let relay = Relay::default();
        let id = |method, path| relay.personal(&request(method, path)).map(|declaration| declaration.id);
        for path in [
            "/api/v1/home",
            "/api/v1/listings?q=x",
            "/api/v1/listings/a",
            "/api/v1/openapi.json",
            "/media/a.webp",
        ] {
            assert_eq!(id("GET", path), None, "{path}");
        }
        assert_eq!(id("GET", "tauri://localhost/api/v1/me?x=1"), Some("get_me"));
        assert_eq!(id("POST", "/api/v1/me/notifications/read"), Some("mark_read"));
        let mut declared = Declared::default();
        shared::visit_endpoints(&mut declared);
        for known in ["authorise_desktop", "exchange_desktop_code", "revoke_desktop", SIGN_OUT]
            .into_iter()
            .chain(SAYS_WHO)
        {
            assert!(declared.0.iter().any(|declaration| declaration.id == known), "{known} is not declared");
        }
    }

    #[test]
    fn headers_pass_by_name_and_nothing_else() {
        let mut from = HeaderMap::new();
        for name in ["if-match", "idempotency-key", "cookie", "authorization", "origin", "host", "accept"] {
            from.insert(HeaderName::from_static(name), HeaderValue::from_static("x"));
        }
        let mut to = HeaderMap::new();
        copy(&from, &mut to, &UP);
        let mut passed: Vec<_> = to.keys().map(HeaderName::as_str).collect();
        passed.sort_unstable();
        assert_eq!(passed, ["accept", "idempotency-key", "if-match"]);
    }

    #[test]
    fn cookies_stay_outside_and_tell_that_the_token_is_worn() {
        let mut answer = Response::new(b"{}".to_vec());
        let headers = answer.headers_mut();
        headers.insert(header::ETAG, HeaderValue::from_static("\"1\""));
        headers.insert("ratelimit", HeaderValue::from_static("\"minute\";r=9;t=5"));
        headers.append(header::SET_COOKIE, HeaderValue::from_static("guildhall-in=1"));
        assert!(!replaces_session(headers));
        headers.append(header::SET_COOKIE, HeaderValue::from_static("__Host-guildhall=ghs_x; Secure"));
        assert!(replaces_session(headers));
        let shown = only(answer);
        assert_eq!(shown.headers().len(), 2);
        assert!(!shown.headers().contains_key(header::SET_COOKIE));
    }
}
