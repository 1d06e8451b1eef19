//! The endpoint contract: declared once here, mounted by the server, called by the app, described in
//! OpenAPI and obeyed by the desktop's offline behaviour.

use serde::{Serialize, de::DeserializeOwned};

use crate::{ids::OrganisationId, organisations::permission::Permission, problem::FieldError};

mod octets;
mod paths;

pub use octets::Octets;
pub use paths::*;

/// HTTP method of an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    /// The method's name on the wire, upper case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// Who may call an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anyone, signed in or not; who calls is not looked at.
    Anyone,
    /// Anyone; who is signed in is known to the handler.
    Visitor,
    /// A person who is signed in, wherever they belong. No keys.
    SignedIn,
    /// As [`Access::SignedIn`], and they proved a short while ago that it is them.
    Fresh,
    /// Who holds the permission in the organisation of the path: a person who acts in it, or a key.
    Holds(Permission),
}

/// What a write asks for beside its body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Precondition {
    #[default]
    None,
    /// `If-Match` with the `ETag` of what is changed: 428 without, 412 when it changed since.
    Version,
}

/// The form of what travels: a body or a reply.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Media {
    #[default]
    Json,
    /// A JSON text on each line.
    Ndjson,
    /// Bytes as they are; see [`Octets`].
    Octets,
}

impl Media {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Ndjson => "application/x-ndjson",
            Self::Octets => "application/octet-stream",
        }
    }
}

/// What the desktop may do with a call while it has no network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offline {
    /// Answered from the local replica; a write waits in the outbox and is delivered later.
    Always,
    /// Accepted offline, and delivered only if the entity still has the version it was based on.
    IfUnchanged,
    /// Refused without a connection to the server.
    OnlineOnly,
}

/// Whom an endpoint is promised to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Part of the public contract: in the OpenAPI document, changed only compatibly.
    Public,
    /// For Guildhall's own screens: may change with them.
    Screens,
    /// For the screens in the desktop app's window, which the shell answers itself: no server has it.
    Shell,
}

/// Everything that is known about an endpoint without calling it.
#[derive(Clone, Copy, Debug)]
pub struct Declaration {
    /// Stable operation id, `snake_case`.
    pub id: &'static str,
    pub method: Method,
    /// Path template with `{name}` placeholders, absolute.
    pub path: &'static str,
    pub access: Access,
    pub offline: Offline,
    pub audience: Audience,
    pub precondition: Precondition,
    /// The form of a reply.
    pub media: Media,
    /// The form of a request's body, where there is one.
    pub takes: Media,
    /// The slice that owns it; the tag in OpenAPI.
    pub slice: &'static str,
    /// One sentence that starts with a verb.
    pub summary: &'static str,
}

impl Declaration {
    /// A declaration with nothing out of the ordinary: JSON for Guildhall's own screens, online only,
    /// without a precondition.
    pub const fn new(
        id: &'static str,
        method: Method,
        path: &'static str,
        access: Access,
        slice: &'static str,
        summary: &'static str,
    ) -> Self {
        Self {
            id,
            method,
            path,
            access,
            offline: Offline::OnlineOnly,
            audience: Audience::Screens,
            precondition: Precondition::None,
            media: Media::Json,
            takes: Media::Json,
            slice,
            summary,
        }
    }

    /// Part of the public contract.
    #[must_use]
    pub const fn public(mut self) -> Self {
        self.audience = Audience::Public;
        self
    }

    /// Answered by the desktop shell.
    #[must_use]
    pub const fn shell(mut self) -> Self {
        self.audience = Audience::Shell;
        self.offline = Offline::Always;
        self
    }

    /// Wants `If-Match`.
    #[must_use]
    pub const fn versioned(mut self) -> Self {
        self.precondition = Precondition::Version;
        self
    }

    /// Answers lines of JSON.
    #[must_use]
    pub const fn lines(mut self) -> Self {
        self.media = Media::Ndjson;
        self
    }

    /// Takes bytes as they are: its body is [`Octets`].
    #[must_use]
    pub const fn octets(mut self) -> Self {
        self.takes = Media::Octets;
        self
    }

    /// What the desktop may do with it offline.
    #[must_use]
    pub const fn offline(mut self, offline: Offline) -> Self {
        self.offline = offline;
        self
    }
}

/// Declares the endpoints of a slice, and `visit_endpoints` over all of them in this order.
///
/// `Name: Method "path" (access) "id" "summary" [.public() …] { Path, Query, Body => Reply }`
#[macro_export]
macro_rules! endpoints {
    ($slice:literal; $(
        $name:ident: $method:ident $path:literal ($access:expr) $id:literal $summary:literal
        [$($trait:ident($($argument:expr)?))*] { $parameters:ty, $query:ty, $body:ty => $reply:ty }
    )*) => {
        $(
            #[doc = concat!("`", stringify!($method), " ", $path, "`: ", $summary)]
            #[derive(Debug)]
            pub struct $name;

            impl $crate::endpoint::Endpoint for $name {
                const DECLARATION: $crate::endpoint::Declaration = $crate::endpoint::Declaration::new(
                    $id,
                    $crate::endpoint::Method::$method,
                    $path,
                    $access,
                    $slice,
                    $summary,
                )$(.$trait($($argument)?))*;
                type Path = $parameters;
                type Query = $query;
                type Body = $body;
                type Reply = $reply;
            }
        )*

        pub(crate) fn visit_endpoints(visitor: &mut impl $crate::endpoint::Visitor) {
            $(visitor.visit::<$name>();)*
        }
    };
}

/// One endpoint: its declaration and the types that travel.
pub trait Endpoint: Send + Sync + 'static {
    const DECLARATION: Declaration;
    type Path: PathParameters;
    type Query: Query;
    /// Request body; `()` for none.
    type Body: Wire;
    type Reply: Wire;

    /// The URL of a call, relative to the origin: path and query string.
    fn url(path: &Self::Path, query: &Self::Query) -> String {
        let mut url = path.fill(Self::DECLARATION.path);
        let pairs = query.pairs();
        if !pairs.is_empty() {
            url.push('?');
            url.push_str(&encode_pairs(&pairs));
        }
        url
    }
}

/// Sees every endpoint with its types; see [`crate::visit_endpoints`].
pub trait Visitor {
    fn visit<E: Endpoint>(&mut self);
}

/// A type that may travel as JSON.
#[cfg(not(feature = "schema"))]
pub trait Wire: Serialize + DeserializeOwned + Send + Sync + 'static {}
#[cfg(not(feature = "schema"))]
impl<T: Serialize + DeserializeOwned + Send + Sync + 'static> Wire for T {}

/// A type that may travel as JSON, with its schema.
#[cfg(feature = "schema")]
pub trait Wire: Serialize + DeserializeOwned + schemars::JsonSchema + Send + Sync + 'static {}
#[cfg(feature = "schema")]
impl<T: Serialize + DeserializeOwned + schemars::JsonSchema + Send + Sync + 'static> Wire for T {}

/// One parameter of a path or query, as documentation and as the list of accepted names.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    pub name: &'static str,
    pub about: &'static str,
    pub kind: ParameterKind,
    /// May appear more than once.
    pub repeated: bool,
}

/// The values that a parameter takes.
#[derive(Clone, Copy, Debug)]
pub enum ParameterKind {
    Text {
        max_chars: usize,
    },
    /// An id of one kind: its prefix, an underscore, 26 letters and digits.
    Id {
        prefix: &'static str,
        max_chars: usize,
    },
    /// Text of this form, a regular expression over the whole of it.
    Form {
        pattern: &'static str,
        max_chars: usize,
    },
    /// RFC 3339.
    Instant,
    Integer {
        min: i64,
        max: i64,
        default: i64,
    },
    Number {
        min: f64,
        max: f64,
    },
    Boolean,
    OneOf(&'static [&'static str]),
}

/// Placeholders of a path.
pub trait PathParameters: Sized + Send + Sync + 'static {
    const PARAMETERS: &'static [Parameter];
    /// Puts the values into the template, percent-encoded.
    fn fill(&self, template: &str) -> String;
    /// Reads the values, in the order of the placeholders, already percent-decoded.
    ///
    /// # Errors
    /// The parameter at fault. The server answers 404: a malformed name names nothing.
    fn parse(values: &[(&str, &str)]) -> Result<Self, FieldError>;
    /// The organisation that the path names, if it names one.
    fn organisation(&self) -> Option<OrganisationId> {
        None
    }
}

impl PathParameters for () {
    const PARAMETERS: &'static [Parameter] = &[];
    fn fill(&self, template: &str) -> String {
        template.to_owned()
    }
    fn parse(_: &[(&str, &str)]) -> Result<Self, FieldError> {
        Ok(())
    }
}

/// The common path: one entity by its slug.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BySlug {
    pub slug: crate::slug::Slug,
}

impl PathParameters for BySlug {
    const PARAMETERS: &'static [Parameter] = &[Parameter {
        name: "slug",
        about: "The name in the address: lower-case letters, digits and hyphens.",
        kind: ParameterKind::Text { max_chars: crate::slug::MAX_CHARS },
        repeated: false,
    }];
    fn fill(&self, template: &str) -> String {
        template.replace("{slug}", self.slug.as_str())
    }
    fn parse(values: &[(&str, &str)]) -> Result<Self, FieldError> {
        let text = values.iter().find(|(name, _)| *name == "slug").map_or("", |(_, value)| *value);
        match text.parse() {
            Ok(slug) => Ok(Self { slug }),
            Err(error) => Err(FieldError::parameter("slug", format!("{error}"))),
        }
    }
}

/// A query string, typed. Parsing is strict: an unknown name or value is an error that names it.
pub trait Query: Sized + Default + Send + Sync + 'static {
    const PARAMETERS: &'static [Parameter];
    /// The pairs that are not at their default, in the order of [`Self::PARAMETERS`]: the canonical
    /// query string, the same for equal values.
    fn pairs(&self) -> Vec<(&'static str, String)>;
    /// # Errors
    /// Every parameter at fault, each once.
    fn parse(pairs: &[(String, String)]) -> Result<Self, Vec<FieldError>>;
}

impl Query for () {
    const PARAMETERS: &'static [Parameter] = &[];
    fn pairs(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
    fn parse(pairs: &[(String, String)]) -> Result<Self, Vec<FieldError>> {
        let unknown: Vec<_> = unknown_parameters(pairs, <Self as Query>::PARAMETERS);
        if unknown.is_empty() { Ok(()) } else { Err(unknown) }
    }
}

/// One error for each name that is not among `known`, or that is repeated and may not be.
pub fn unknown_parameters(pairs: &[(String, String)], known: &[Parameter]) -> Vec<FieldError> {
    let mut errors: Vec<FieldError> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for (name, _) in pairs {
        let shown: String = name.chars().take(64).collect();
        let message = match known.iter().find(|parameter| parameter.name == name) {
            None => {
                let names: Vec<_> = known.iter().map(|parameter| parameter.name).collect();
                if names.is_empty() {
                    "This address takes no parameters. Remove it.".to_owned()
                } else {
                    format!("Unknown parameter. Known ones: {}.", names.join(", "))
                }
            }
            Some(parameter) if !parameter.repeated && seen.contains(&name.as_str()) => {
                "This parameter may be given once.".to_owned()
            }
            Some(_) => {
                seen.push(name);
                continue;
            }
        };
        if !errors.iter().any(|error| error.names_parameter(&shown)) {
            errors.push(FieldError::parameter(&shown, message));
        }
    }
    errors
}

/// Longest query string that is read, in bytes.
pub const MAX_QUERY_BYTES: usize = 8 * 1024;

/// Splits a raw query string into decoded pairs.
///
/// # Errors
/// A query string over [`MAX_QUERY_BYTES`], a broken percent escape, text that is not UTF-8, or a NUL.
pub fn decode_pairs(raw: &str) -> Result<Vec<(String, String)>, FieldError> {
    if raw.len() > MAX_QUERY_BYTES {
        // The longest part is the one to shorten.
        let longest = raw.split('&').max_by_key(|part| part.len()).unwrap_or_default();
        let name = longest.split('=').next().unwrap_or_default();
        let name: String = decode_component(name).unwrap_or_default().chars().take(64).collect();
        return Err(FieldError::parameter(
            &name,
            format!("The query string is {} bytes long; at most {MAX_QUERY_BYTES} are read.", raw.len()),
        ));
    }
    raw.split('&')
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let name = decode_component(name).map_err(|why| FieldError::parameter("", why))?;
            let value = decode_component(value).map_err(|why| FieldError::parameter(&name, why))?;
            Ok((name, value))
        })
        .collect()
}

fn decode_component(text: &str) -> Result<String, &'static str> {
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        if *byte == b'%' {
            let escape = bytes.get(at + 1..at + 3).unwrap_or_default();
            if escape.len() < 2 || !escape.iter().all(u8::is_ascii_hexdigit) {
                return Err("Broken percent escape: write a percent sign as %25.");
            }
        }
    }
    let spaced = text.replace('+', " ");
    let decoded = percent_encoding::percent_decode_str(&spaced)
        .decode_utf8()
        .map_err(|_| "Not UTF-8 text after percent-decoding.")?;
    if decoded.contains('\0') {
        return Err("Contains a NUL character. Remove it.");
    }
    Ok(decoded.into_owned())
}

/// `name=value&…`, percent-encoded so that [`decode_pairs`] gives the same pairs back.
pub fn encode_pairs<N: AsRef<str>, V: AsRef<str>>(pairs: &[(N, V)]) -> String {
    pairs
        .iter()
        .map(|(name, value)| {
            format!("{}={}", encode_component(name.as_ref()), encode_component(value.as_ref()))
        })
        .collect::<Vec<_>>()
        .join("&")
}

/// Percent-encodes one name or value of a query string.
pub fn encode_component(text: &str) -> String {
    const KEEP: &percent_encoding::AsciiSet =
        &percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
    percent_encoding::utf8_percent_encode(text, KEEP).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_survive_encoding() {
        let pairs = vec![("q".to_owned(), "a&b=c +ü%".to_owned()), ("x".to_owned(), String::new())];
        assert_eq!(decode_pairs(&encode_pairs(&pairs)).expect("own encoding decodes"), pairs);
    }

    #[test]
    fn broken_text_is_refused_by_name() {
        for raw in ["q=%", "q=%zz", "q=%ff", "q=a%00b"] {
            let error = decode_pairs(raw).expect_err(raw);
            assert!(error.names_parameter("q"), "{raw}: {error:?}");
        }
    }
}
