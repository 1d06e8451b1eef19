//! The OpenAPI 3.1 document, generated from the declarations.

use schemars::{SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};
use shared::{
    endpoint::{
        Access, Audience, Declaration, Endpoint, Media, Method, Parameter, ParameterKind, PathParameters,
        Precondition, Query, Visitor,
    },
    problem::{Problem, ProblemKind},
};

/// The description of an API, built endpoint by endpoint.
#[derive(Debug)]
pub struct Document {
    paths: Map<String, Value>,
    tags: Vec<&'static str>,
    /// Collects the types of replies and problems under `/components/schemas`.
    replies: SchemaGenerator,
}

impl Document {
    /// The public contract of the whole product.
    pub fn of_product() -> Self {
        let mut document = Self::empty();
        shared::visit_endpoints(&mut document);
        document
    }

    pub(super) fn empty() -> Self {
        let settings = SchemaSettings::draft2020_12().for_serialize().with(|settings| {
            settings.definitions_path = "/components/schemas".into();
            settings.meta_schema = None;
        });
        Self { paths: Map::new(), tags: Vec::new(), replies: settings.into_generator() }
    }

    /// The document as indented JSON, with a line break at the end.
    pub fn text(self) -> String {
        let mut text = format!("{:#}", self.value());
        text.push('\n');
        text
    }

    fn value(mut self) -> Value {
        let problem = self.replies.subschema_for::<Problem>();
        let responses: Map<String, Value> = ProblemKind::ALL
            .into_iter()
            .filter(|kind| is_of_a_server(*kind))
            .map(|kind| {
                let response = json!({
                    "description": format!("{} (`/problems/{}`).", kind.title(), kind.slug()),
                    "content": { "application/problem+json": { "schema": problem } },
                });
                (component_name(kind), response)
            })
            .collect();
        json!({
            "openapi": "3.1.0",
            "info": {
                "title": "Guildhall",
                "version": "1",
                "summary": "The public API of a Guildhall marketplace.",
                "description": "Compatible changes only: members and parameters may be added, none removed. \
                                Errors are RFC 9457 problem details; each `type` has a page that explains it.",
                "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
            },
            "servers": [{ "url": "/" }],
            "tags": self.tags.iter().map(|tag| json!({ "name": tag })).collect::<Vec<_>>(),
            "paths": self.paths,
            "components": {
                "schemas": self.replies.take_definitions(true),
                "responses": responses,
                "securitySchemes": {
                    "session": {
                        "type": "apiKey",
                        "in": "cookie",
                        "name": "__Host-guildhall",
                        "description": "A person who is signed in, in the browser.",
                    },
                    "key": {
                        "type": "http",
                        "scheme": "bearer",
                        "description": "An API key, `ghk_…`: made under Keys, with scopes and an expiry.",
                    },
                },
            },
        })
    }

    fn operation<E: Endpoint>(&mut self) -> Value {
        let declaration = E::DECLARATION;
        let parameters: Vec<Value> = E::Path::PARAMETERS
            .iter()
            .map(|parameter| describe(parameter, "path"))
            .chain(E::Query::PARAMETERS.iter().map(|parameter| describe(parameter, "query")))
            .chain(headers(&declaration))
            .collect();
        let mut operation = json!({
            "operationId": declaration.id,
            "tags": [declaration.slice],
            "summary": declaration.summary,
            "parameters": parameters,
            "responses": self.responses::<E>(),
        });
        match declaration.access {
            Access::Anyone => {}
            Access::Visitor => operation["security"] = json!([{}, { "session": [] }, { "key": [] }]),
            Access::SignedIn | Access::Fresh => operation["security"] = json!([{ "session": [] }]),
            Access::Holds(permission) => {
                operation["security"] = json!([{ "session": [] }, { "key": [] }]);
                operation["description"] = json!(format!("Needs the permission `{permission}`."));
            }
        }
        if takes_body(declaration.method) && std::any::TypeId::of::<E::Body>() != std::any::TypeId::of::<()>()
        {
            let inline = SchemaSettings::draft2020_12().with(|settings| {
                settings.inline_subschemas = true;
                settings.meta_schema = None;
            });
            operation["requestBody"] = json!({
                "required": true,
                "content": {
                    declaration.takes.as_str(): {
                        "schema": inline.into_generator().into_root_schema_for::<E::Body>(),
                    },
                },
            });
        }
        operation
    }

    fn responses<E: Endpoint>(&mut self) -> Value {
        let declaration = E::DECLARATION;
        let mut responses = json!({
            "200": {
                "description": "The reply.",
                "content": {
                    declaration.media.as_str(): { "schema": self.replies.subschema_for::<E::Reply>() },
                },
            },
        });
        if declaration.method == Method::Get && declaration.media == Media::Json {
            responses["200"]["headers"] = json!({
                "ETag": {
                    "description": "Send it back in `If-None-Match` to learn whether the reply is still true.",
                    "schema": { "type": "string" },
                },
            });
            responses["304"] = json!({ "description": "What `If-None-Match` named is still true." });
        }
        for kind in problems::<E>() {
            responses[kind.status().to_string()] =
                json!({ "$ref": format!("#/components/responses/{}", component_name(kind)) });
        }
        responses
    }
}

impl Visitor for Document {
    fn visit<E: Endpoint>(&mut self) {
        let Declaration { audience, path, method, slice, .. } = E::DECLARATION;
        if audience != Audience::Public {
            return;
        }
        if !self.tags.contains(&slice) {
            self.tags.push(slice);
        }
        let operation = self.operation::<E>();
        self.paths.entry(path).or_insert_with(|| json!({}))[method.as_str().to_ascii_lowercase()] = operation;
    }
}

/// Whether a server says it; the desktop app alone says that there is none.
const fn is_of_a_server(kind: ProblemKind) -> bool {
    !matches!(kind, ProblemKind::Unreachable)
}

/// The problems that a call of this endpoint can meet.
fn problems<E: Endpoint>() -> impl Iterator<Item = ProblemKind> {
    let Declaration { access, method, precondition, .. } = E::DECLARATION;
    let named = !E::Path::PARAMETERS.is_empty();
    let body = takes_body(method);
    let write = method != Method::Get;
    let guarded = access != Access::Anyone;
    let wants_somebody = !matches!(access, Access::Anyone | Access::Visitor);
    ProblemKind::ALL.into_iter().filter(move |kind| match kind {
        ProblemKind::NotFound => named,
        ProblemKind::TooLarge | ProblemKind::Timeout | ProblemKind::UnsupportedMedia => body,
        ProblemKind::MethodNotAllowed | ProblemKind::Unreachable => false,
        // One answer for each status: both share 401 with it.
        ProblemKind::ProofRefused | ProblemKind::ProofRequired => false,
        ProblemKind::SignInRequired => guarded,
        ProblemKind::Forbidden => wants_somebody || (guarded && write),
        ProblemKind::TooManyRequests => guarded,
        ProblemKind::Conflict | ProblemKind::Gone | ProblemKind::Unprocessable => write,
        ProblemKind::VersionStale | ProblemKind::VersionRequired => precondition == Precondition::Version,
        ProblemKind::InvalidRequest | ProblemKind::Unavailable | ProblemKind::Internal => true,
    })
}

/// Parameters that come in headers.
fn headers(declaration: &Declaration) -> Vec<Value> {
    let mut headers = Vec::new();
    if declaration.precondition == Precondition::Version {
        headers.push(json!({
            "name": "If-Match",
            "in": "header",
            "required": true,
            "description": "The `ETag` of what the change is based on, or its version in quotes.",
            "schema": { "type": "string", "pattern": "^\"[0-9]{1,18}(-[0-9a-f]+)?\"$", "maxLength": 60 },
        }));
    }
    if declaration.method != Method::Get {
        headers.push(json!({
            "name": "Idempotency-Key",
            "in": "header",
            "required": false,
            "description": "Chosen at random for each deed: sent again, it gets the first answer and changes \
                            nothing.",
            "schema": { "type": "string", "pattern": "^[!-~]{16,128}$", "minLength": 16, "maxLength": 128 },
        }));
    }
    headers
}

const fn takes_body(method: Method) -> bool {
    match method {
        Method::Get | Method::Delete => false,
        Method::Post | Method::Put | Method::Patch => true,
    }
}

/// `not-found` as `NotFound`.
fn component_name(kind: ProblemKind) -> String {
    kind.slug()
        .split('-')
        .flat_map(|word| {
            let mut letters = word.chars();
            letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters)
        })
        .collect()
}

/// A form sends its empty fields, too: they ask for nothing.
fn or_empty(schema: &Value) -> Value {
    json!({ "anyOf": [schema, { "type": "string", "maxLength": 0 }] })
}

fn describe(parameter: &Parameter, place: &str) -> Value {
    let one = match parameter.kind {
        ParameterKind::Text { max_chars } => json!({ "type": "string", "maxLength": max_chars }),
        ParameterKind::Id { prefix, max_chars } => json!({
            "type": "string",
            "maxLength": max_chars,
            "pattern": format!("^{prefix}_[0-9A-HJKMNP-TV-Z]{{26}}$"),
        }),
        ParameterKind::Form { pattern, max_chars } => {
            or_empty(&json!({ "type": "string", "maxLength": max_chars, "pattern": pattern }))
        }
        ParameterKind::Instant => or_empty(&json!({ "type": "string", "format": "date-time" })),
        ParameterKind::Integer { min, max, default } => {
            json!({ "type": "integer", "minimum": min, "maximum": max, "default": default })
        }
        ParameterKind::Number { min, max } => json!({ "type": "number", "minimum": min, "maximum": max }),
        ParameterKind::Boolean => json!({ "type": "boolean", "default": false }),
        ParameterKind::OneOf(values) => json!({ "type": "string", "enum": values }),
    };
    let mut described = json!({
        "name": parameter.name,
        "in": place,
        "required": place == "path",
        "description": parameter.about,
    });
    if parameter.repeated {
        described["schema"] = json!({ "type": "array", "items": one });
        described["style"] = json!("form");
        described["explode"] = json!(true);
    } else {
        described["schema"] = one;
    }
    described
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Value {
        serde_json::from_str(&Document::of_product().text()).expect("the document is JSON")
    }

    #[test]
    fn every_reference_points_at_something() {
        fn check(node: &Value, root: &Value) {
            match node {
                Value::Object(members) => {
                    if let Some(Value::String(reference)) = members.get("$ref") {
                        let pointer = reference.strip_prefix('#').expect("references stay in the document");
                        assert!(root.pointer(pointer).is_some(), "{reference} points nowhere");
                    }
                    members.values().for_each(|member| check(member, root));
                }
                Value::Array(items) => items.iter().for_each(|item| check(item, root)),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
        let document = document();
        check(&document, &document);
    }

    #[test]
    fn only_the_public_contract_is_described() {
        let document = document();
        let paths = document["paths"].as_object().expect("paths");
        assert!(paths.contains_key("/api/v1/listings/{slug}"));
        assert!(!paths.contains_key("/api/v1/home"), "home is for the screens");
    }

    #[test]
    fn parameters_carry_their_limits() {
        let document = document();
        let parameters = document["paths"]["/api/v1/listings"]["get"]["parameters"].as_array().expect("list");
        let named = |name: &str| parameters.iter().find(|known| known["name"] == name).expect("declared");
        assert_eq!(named("limit")["schema"]["maximum"], 100);
        assert_eq!(named("category")["schema"]["type"], "array");
        assert_eq!(named("sort")["schema"]["enum"][0], "relevance");
    }

    #[test]
    fn problems_are_described_by_kind() {
        let document = document();
        assert_eq!(
            document["paths"]["/api/v1/listings/{slug}"]["get"]["responses"]["404"]["$ref"],
            "#/components/responses/NotFound"
        );
        assert!(document["components"]["schemas"]["Problem"].is_object());
    }
}
