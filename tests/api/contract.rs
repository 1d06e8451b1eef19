//! The public contract: what is declared is mounted, described, and what it was.

use shared::endpoint::{Access, Audience, Declaration, Endpoint, Method, Visitor};
use tests::{in_process::InProcess, run};

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

#[test]
fn the_openapi_document_is_the_reviewed_one() {
    run(async {
        let router = InProcess::demo().await;
        let served = router.get("/api/v1/openapi.json").await.json();
        let reviewed: serde_json::Value =
            serde_json::from_str(include_str!("../../docs/openapi.json")).expect("docs/openapi.json is JSON");
        assert_eq!(
            served, reviewed,
            "the contract changed: run `cargo xtask openapi` and review the difference in docs/openapi.json"
        );
    });
}

#[test]
fn every_public_declaration_is_described_and_nothing_else() {
    run(async {
        let router = InProcess::demo().await;
        let document = router.get("/api/v1/openapi.json").await.json();
        let described: Vec<(String, String)> = document["paths"]
            .as_object()
            .expect("paths")
            .iter()
            .flat_map(|(path, item)| {
                item.as_object()
                    .into_iter()
                    .flatten()
                    .map(move |(method, _)| (path.clone(), method.to_uppercase()))
            })
            .collect();
        let mut declared: Vec<(String, String)> = declarations()
            .iter()
            .filter(|declaration| declaration.audience == Audience::Public)
            .map(|declaration| (declaration.path.to_owned(), declaration.method.as_str().to_owned()))
            .collect();
        declared.sort();
        let mut described = described;
        described.sort();
        described.retain(|(path, _)| path != "/api/v1/openapi.json");
        assert_eq!(described, declared);
    });
}

/// What the desktop shell answers itself is for the screens in its window, and no server has it.
#[test]
fn the_endpoints_of_the_desktop_shell_are_no_servers() {
    run(async {
        let router = InProcess::demo().await;
        let mut shell = All::default();
        shared::visit_shell_endpoints(&mut shell);
        assert!(!shell.0.is_empty());
        for declaration in shell.0 {
            assert_eq!(declaration.audience, Audience::Shell, "{}", declaration.id);
            let path = declaration.path.replace("{connection}", "con_00000000000000000000000001");
            let answer = router.get(&path).await;
            assert_eq!(answer.status, 404, "{}: {}", declaration.id, answer.text());
        }
        assert!(declarations().iter().all(|declaration| declaration.audience != Audience::Shell));
    });
}

/// What nobody has to sign in for answers everybody. Who may call the rest is the matrix's.
#[test]
fn the_public_directory_answers_visitors() {
    run(async {
        let router = InProcess::demo().await;
        let slug = router.get("/api/v1/listings?limit=1").await.json()["items"][0].clone();
        for declaration in declarations() {
            if declaration.access != Access::Anyone || declaration.method != Method::Get {
                continue;
            }
            let entity =
                if declaration.path.contains("partners") { &slug["partner"]["slug"] } else { &slug["slug"] };
            let path = declaration.path.replace("{slug}", entity.as_str().expect("a slug"));
            let answer = router.get(&path).await;
            assert_eq!(answer.status, 200, "{} for a visitor: {}", declaration.id, answer.text());
        }
    });
}
