use chrono::TimeDelta;
use http::StatusCode;
use serde_json::{Value, json};
use shared::{
    audit::verify::verify,
    event::{Actor, NewEvent},
    identity::api::SigningKeys,
    ids::OrganisationId,
    organisations::{model::OrganisationKind, role::BuiltIn},
};
use store::Unit;

use crate::{
    personas::{Persona, Stage},
    signing::PublicKeys,
    testing::deep,
};

/// An organisation with an owner who reads its trail.
struct Trail {
    stage: Stage,
    organisation: OrganisationId,
    owner: Persona,
}

impl Trail {
    async fn new() -> Self {
        let stage = Stage::new().await;
        let owner = stage.person("olga").await;
        let organisation = stage.organisation(OrganisationKind::Partner, "Acme Works", owner.id).await;
        let owner = stage.sign_in(owner.id, Some(organisation)).await;
        Self { stage, organisation, owner }
    }

    /// Appends events, the n-th one n minutes after the first.
    async fn append(&self, kinds: &[&'static str]) {
        let services = self.stage.services();
        for kinds in kinds.chunks(500) {
            let mut unit = Unit::default();
            for kind in kinds {
                self.stage.market.clock.advance(TimeDelta::minutes(1));
                unit.event(NewEvent {
                    organisation: self.organisation,
                    actor: Actor::System,
                    kind,
                    subject: self.owner.id.to_string(),
                    payload: json!({ "note": "né\n" }),
                    at: services.clock.now(),
                });
            }
            services.store.commit(unit).await.expect("commits");
        }
    }

    /// Of a new session: the clock goes on for days.
    async fn token(&self) -> String {
        self.stage.sign_in(self.owner.id, Some(self.organisation)).await.token
    }

    async fn read(&self, query: &str) -> (StatusCode, Value) {
        let path = format!("/api/v1/organisations/{}/audit{query}", self.organisation);
        self.stage.call("GET", &path, &self.token().await, Value::Null).await
    }

    async fn export(&self) -> String {
        let path = format!("/api/v1/organisations/{}/audit/export", self.organisation);
        let (status, text) = self.stage.text("GET", &path, &self.token().await, &Value::Null, &[]).await;
        assert_eq!(status, StatusCode::OK);
        text
    }

    async fn keys(&self) -> PublicKeys {
        let (_, listed) = self.stage.call("GET", "/api/v1/signing-keys", "", Value::Null).await;
        let listed: SigningKeys = serde_json::from_value(listed).expect("keys");
        PublicKeys::of(&listed).expect("good keys")
    }
}

fn sequences(page: &Value) -> Vec<u64> {
    page["events"].as_array().into_iter().flatten().filter_map(|event| event["sequence"].as_u64()).collect()
}

#[test]
fn a_trail_is_read_from_its_end_page_by_page_with_names() {
    deep(async {
        let trail = Trail::new().await;
        trail.append(&["test.one", "test.two", "other.one", "test.three"]).await;
        let (status, page) = trail.read("?limit=2").await;
        assert_eq!(status, StatusCode::OK, "{page}");
        assert_eq!((sequences(&page), &page["total"], &page["next"]), (vec![5, 4], &json!(5), &json!("4")));
        assert_eq!(page["events"][0]["subject_name"], "olga");
        assert_eq!(page["events"][0]["hash"], page["head"]);
        assert_eq!(page["events"][0]["actor"]["kind"], "system");
        let (_, page) = trail.read("?limit=2&cursor=4").await;
        assert_eq!((sequences(&page), &page["next"]), (vec![3, 2], &json!("2")));
        let (_, page) = trail.read("?limit=2&cursor=2").await;
        assert_eq!((sequences(&page), &page["next"]), (vec![1], &Value::Null));
        assert_eq!(page["events"][0]["subject_name"], "Acme Works");
        let (_, page) = trail.read("?kind=test").await;
        assert_eq!((sequences(&page), &page["next"]), (vec![5, 3, 2], &Value::Null));
        let (_, page) = trail.read("?kind=organisation.created&actor=system").await;
        assert_eq!(sequences(&page), [1]);
        let (_, page) = trail.read("?actor=host").await;
        assert_eq!(sequences(&page), Vec::<u64>::new());
        let (_, page) = trail.read("?from=2026-06-01T12:02:00Z&until=2026-06-01T12:04:00Z").await;
        assert_eq!(sequences(&page), [4, 3]);
        for bad in ["?cursor=x", "?cursor=0", "?cursor=-1", "?limit=0"] {
            assert_eq!(trail.read(bad).await.0, StatusCode::BAD_REQUEST, "{bad}");
        }
        let (_, page) = trail.read("?cursor=18446744073709551615").await;
        assert_eq!(sequences(&page), [5, 4, 3, 2, 1], "a cursor behind the end begins at the end");
    });
}

#[test]
fn a_rare_kind_is_looked_for_in_steps() {
    deep(async {
        let trail = Trail::new().await;
        trail.append(&["test.common"; 6_000]).await;
        let (_, page) = trail.read("?kind=organisation").await;
        assert_eq!((sequences(&page), &page["next"]), (vec![], &json!("1002")));
        let (_, page) = trail.read("?kind=organisation&cursor=1002").await;
        assert_eq!((sequences(&page), &page["next"]), (vec![1], &Value::Null));
        // By time nothing has to be looked through.
        let (_, page) = trail.read("?kind=organisation&until=2026-06-01T12:00:30Z").await;
        assert_eq!((sequences(&page), &page["next"]), (vec![1], &Value::Null));
        let (_, page) = trail.read("?kind=nothing&from=2026-06-05T12:00:00Z").await;
        assert_eq!((sequences(&page), &page["next"]), (vec![], &Value::Null));
    });
}

#[test]
fn only_who_holds_it_in_the_organisation_reads_a_trail() {
    deep(async {
        let trail = Trail::new().await;
        let stage = &trail.stage;
        let (seller, stranger) = (stage.person("sam").await, stage.person("stella").await);
        stage.join(trail.organisation, &seller, BuiltIn::Seller).await;
        let other = stage.organisation(OrganisationKind::Partner, "Other Works", stranger.id).await;
        let seller = stage.sign_in(seller.id, Some(trail.organisation)).await;
        let stranger = stage.sign_in(stranger.id, Some(other)).await;
        for path in ["audit", "audit/export"] {
            let path = format!("/api/v1/organisations/{}/{path}", trail.organisation);
            for (token, status) in [
                (seller.token.as_str(), StatusCode::FORBIDDEN),
                (stranger.token.as_str(), StatusCode::NOT_FOUND),
                ("", StatusCode::UNAUTHORIZED),
            ] {
                assert_eq!(stage.call("GET", &path, token, Value::Null).await.0, status, "{path}");
            }
        }
    });
}

#[test]
fn an_export_is_proved_by_the_keys_of_the_server() {
    deep(async {
        let trail = Trail::new().await;
        trail.append(&["test.noted"; 1_234]).await;
        let text = trail.export().await;
        let keys = trail.keys().await;
        let summary = verify(text.lines(), &keys).expect("honest");
        assert_eq!((summary.organisation, summary.first, summary.last), (trail.organisation, 1, 1_235));
        assert!(text.ends_with("}\n"));
        assert!(verify(text.replacen("test.noted", "test.noticed", 1).lines(), &keys).is_err());
    });
}

#[test]
fn an_export_ends_where_the_trail_stood_though_others_go_on_writing() {
    deep(async {
        let trail = Trail::new().await;
        trail.append(&["test.noted"; 700]).await;
        let (text, ()) = tokio::join!(trail.export(), trail.append(&["test.late"; 40]));
        let summary = verify(text.lines(), &trail.keys().await).expect("honest");
        let (_, page) = trail.read("?limit=1").await;
        assert!(summary.last >= 701 && summary.last <= 741, "{summary:?}");
        assert_eq!(page["total"], 741);
    });
}
