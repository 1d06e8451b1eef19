//! Every endpoint × everybody × their own organisation, another one, and none: who may call what is what
//! its declaration says, and whoever may not know of something learns nothing.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use shared::{
    endpoint::{Access, Declaration, Endpoint, Method, Precondition, Visitor},
    ids::{OrganisationId, PersonId},
    organisations::{
        model::OrganisationKind,
        permission::{Grade, Permissions},
    },
};
use store::Unit;
use tests::{http::Answer, in_process::InProcess, persona::Persona, run};

#[derive(Default)]
struct All(Vec<Declaration>);

impl Visitor for All {
    fn visit<E: Endpoint>(&mut self) {
        self.0.push(E::DECLARATION);
    }
}

fn declarations() -> Vec<Declaration> {
    let mut all = All::default();
    shared::visit_endpoints(&mut all);
    all.0
}

/// The address with this organisation in it, and with ids that nothing has elsewhere.
fn address(declaration: &Declaration, organisation: &str) -> String {
    let nothing = "00000000000000000000000001";
    let ids = [
        ("person", "per"),
        ("invitation", "inv"),
        ("role", "rol"),
        ("domain", "dom"),
        ("key", "key"),
        ("listing", "lst"),
        ("version", "ver"),
        ("submission", "sub"),
        ("certification", "crt"),
        ("upload", "upl"),
        ("transfer", "trf"),
        ("sandbox", "sbx"),
        ("run", "run"),
        ("call", "cal"),
        ("collection", "col"),
        ("session", "ses"),
        ("notification", "ntf"),
    ];
    let mut path = declaration.path.replace("{organisation}", organisation);
    for (name, prefix) in ids {
        path = path.replace(&format!("{{{name}}}"), &format!("{prefix}_{nothing}"));
    }
    let path = path
        .replace("{passkey}", "none")
        .replace("{slug}", "no-such-thing")
        .replace("{taxonomy}", "category")
        .replace("{competency}", "data");
    assert!(!path.contains('{'), "something stands for every part of {path}");
    path
}

async fn call(persona: &Persona<'_>, declaration: &Declaration, organisation: &str) -> Answer {
    let headers: &[(&str, &str)] = match declaration.precondition {
        Precondition::None => &[],
        Precondition::Version => &[("if-match", "\"1\"")],
    };
    // No body of any endpoint: who is let in is told so, and nothing is changed.
    let body = json!({ "no such member": true });
    let body = match declaration.method {
        Method::Get | Method::Delete => None,
        Method::Post | Method::Put | Method::Patch => Some(&body),
    };
    persona.send(declaration.method.as_str(), &address(declaration, organisation), body, headers).await
}

/// What the gate says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    LetIn,
    SignIn,
    Prove,
    Hidden,
    Denied,
}

fn verdict(answer: &Answer) -> Verdict {
    let problem: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    match problem["type"].as_str() {
        Some("/problems/sign-in-required") => Verdict::SignIn,
        Some("/problems/proof-required") => Verdict::Prove,
        Some("/problems/forbidden") => Verdict::Denied,
        Some("/problems/not-found")
            if problem["detail"] == "Nothing is there for you. Check which organisation you are in." =>
        {
            Verdict::Hidden
        }
        _ => Verdict::LetIn,
    }
}

/// Writes that would go through without a body: not for a walk over everything.
fn does_something(declaration: &Declaration) -> bool {
    matches!(declaration.id, "sign_out" | "end_other_sessions" | "leave_organisation" | "draw_recovery_codes")
}

struct Somebody<'r> {
    name: String,
    persona: Persona<'r>,
    kind: Option<OrganisationKind>,
    organisation: Option<String>,
    permissions: Permissions,
}

fn expected(declaration: &Declaration, who: &Somebody<'_>, organisation: &str) -> Verdict {
    let named = declaration.path.contains("{organisation}");
    let own = who.organisation.as_deref() == Some(organisation);
    match declaration.access {
        Access::Anyone | Access::Visitor => Verdict::LetIn,
        Access::SignedIn | Access::Fresh if named && !own => Verdict::Hidden,
        Access::SignedIn | Access::Fresh => Verdict::LetIn,
        Access::Holds(_) if !own => Verdict::Hidden,
        Access::Holds(permission) => {
            let held =
                who.kind.is_some_and(|kind| permission.is_for(kind)) && who.permissions.has(permission);
            if held { Verdict::LetIn } else { Verdict::Denied }
        }
    }
}

async fn everybody(router: &InProcess) -> Vec<Somebody<'_>> {
    let list = Persona::anonymous(router).get("/api/v1/demo/people").await.json();
    let names = list["people"].as_array().expect("people").iter();
    let names: Vec<String> = names.filter_map(|person| person["name"].as_str().map(str::to_owned)).collect();
    let mut all = Vec::new();
    for name in names {
        let persona = Persona::demo(router, &name).await;
        let me = persona.get("/api/v1/me").await.json();
        let organisation = &me["organisation"];
        all.push(Somebody {
            name: format!("{name}, {} at {}", organisation["role"]["role"], organisation["name"]),
            kind: serde_json::from_value(organisation["kind"].clone()).ok(),
            organisation: organisation["id"].as_str().map(str::to_owned),
            permissions: serde_json::from_value(me["permissions"].clone()).expect("permissions"),
            persona,
        });
    }
    all
}

#[test]
fn everybody_may_call_what_they_may_and_nothing_else() {
    run(async {
        let router = InProcess::demo().await;
        let people = everybody(&router).await;
        assert!(people.len() > 15, "every role has somebody");
        let organisations: Vec<String> = {
            let mut all: Vec<_> = people.iter().filter_map(|who| who.organisation.clone()).collect();
            all.sort();
            all.dedup();
            all.push(OrganisationId::from_ulid(ulid_of(77)).to_string());
            all
        };
        let mut wrong = Vec::new();
        let mut checked: BTreeMap<&str, u32> = BTreeMap::new();
        for declaration in declarations().iter().filter(|declaration| !does_something(declaration)) {
            for who in &people {
                for organisation in &organisations {
                    if !declaration.path.contains("{organisation}")
                        && who.organisation.as_ref() != Some(organisation)
                    {
                        continue;
                    }
                    let answer = call(&who.persona, declaration, organisation).await;
                    let (found, wanted) = (verdict(&answer), expected(declaration, who, organisation));
                    *checked.entry(declaration.id).or_default() += 1;
                    if found != wanted || answer.status.is_server_error() {
                        wrong.push(format!(
                            "{} by {} on {organisation}: {found:?} instead of {wanted:?} ({} {})",
                            declaration.id,
                            who.name,
                            answer.status,
                            answer.text()
                        ));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
        assert!(checked.values().all(|times| *times >= 15), "{checked:?}");
    });
}

#[test]
fn a_visitor_is_asked_to_sign_in_wherever_somebody_is_wanted() {
    run(async {
        let router = InProcess::demo().await;
        let visitor = Persona::anonymous(&router);
        for declaration in declarations().iter().filter(|declaration| !does_something(declaration)) {
            let answer =
                call(&visitor, declaration, &OrganisationId::from_ulid(ulid_of(1)).to_string()).await;
            let wanted = match declaration.access {
                Access::Anyone | Access::Visitor => Verdict::LetIn,
                Access::SignedIn | Access::Fresh | Access::Holds(_) => Verdict::SignIn,
            };
            assert_eq!(verdict(&answer), wanted, "{}: {}", declaration.id, answer.text());
            assert!(!answer.status.is_server_error(), "{}: {}", declaration.id, answer.text());
        }
    });
}

/// A key holds what it was given and no more, and never what only people may.
#[test]
fn a_key_opens_what_its_scopes_say_and_nothing_for_people() {
    use chrono::TimeDelta;
    use shared::{
        identity::{
            model::{ApiKey, KeyOwner},
            rules::key::KeyToken,
            secret::{Opens, Secret},
        },
        ids::KeyId,
        organisations::permission::Permission,
    };
    run(async {
        let router = InProcess::demo().await;
        let owner = Persona::demo(&router, "Anna Lind").await;
        let organisation = owner.organisation().await;
        let services = &router.services;
        let now = services.clock.now();
        let token = KeyToken { id: KeyId::new(&*services.ids), secret: Secret::draw(&*services.random) };
        let scopes = Permissions::of(&[Permission::OrganisationRead, Permission::MembersRead]);
        let key = ApiKey {
            id: token.id,
            version: 1,
            organisation: organisation.parse().expect("an id"),
            owner: KeyOwner::Organisation,
            made_by: PersonId::from_ulid(ulid_of(8)),
            name: "Test".parse().expect("a name"),
            scopes,
            hash: token.secret.hash(Opens::Key),
            retiring: None,
            made_at: now,
            expires_at: now + TimeDelta::days(1),
            used_at: None,
            revoked_at: None,
        };
        let mut unit = Unit::default();
        unit.create(&key);
        services.store.commit(unit).await.expect("written");
        let program = Persona::with_key(&router, &token.encode());
        for declaration in declarations().iter().filter(|declaration| !does_something(declaration)) {
            let named = declaration.path.contains("{organisation}");
            let wanted = match declaration.access {
                Access::Anyone | Access::Visitor => Verdict::LetIn,
                Access::SignedIn | Access::Fresh => Verdict::Denied,
                Access::Holds(permission)
                    if permission.grade() == Grade::Everyday && scopes.has(permission) =>
                {
                    Verdict::LetIn
                }
                Access::Holds(_) => Verdict::Denied,
            };
            let answer = call(&program, declaration, &organisation).await;
            assert_eq!(verdict(&answer), wanted, "{}: {}", declaration.id, answer.text());
            if let (Access::Holds(_), true) = (declaration.access, named) {
                let other = OrganisationId::from_ulid(ulid_of(5)).to_string();
                let answer = call(&program, declaration, &other).await;
                assert_eq!(verdict(&answer), Verdict::Hidden, "{}: {}", declaration.id, answer.text());
            }
        }
        for bad in ["ghk_nothing", "Bearer", ""] {
            let answer = Persona::with_key(&router, bad).get("/api/v1/me/sessions").await;
            assert_eq!(answer.status, 401, "{bad:?}: {}", answer.text());
        }
    });
}

const fn ulid_of(number: u128) -> ulid::Ulid {
    ulid::Ulid(number)
}
