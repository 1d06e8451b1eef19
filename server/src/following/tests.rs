use http::StatusCode;
use serde_json::{Value, json};
use shared::ids::ListingId;

use crate::{listings::workshop::Workshop, personas::Persona, testing::deep};

const FOLLOWED: &str = "/api/v1/me/followed";

/// A customer without an organisation.
async fn customer(shop: &Workshop, name: &str) -> Persona {
    let person = shop.stage.person(name).await;
    shop.stage.sign_in(person.id, None).await
}

async fn follow(shop: &Workshop, who: &Persona, body: Value) -> (StatusCode, Value) {
    shop.stage.services().directory.catch_up().await.expect("the directory reads");
    shop.stage.call("POST", FOLLOWED, &who.token, body).await
}

async fn followed(shop: &Workshop, who: &Persona) -> Value {
    let (status, followed) = shop.stage.call("GET", FOLLOWED, &who.token, Value::Null).await;
    assert_eq!(status, StatusCode::OK, "{followed}");
    followed["apps"].clone()
}

async fn unfollow(shop: &Workshop, who: &Persona, id: ListingId) -> StatusCode {
    shop.stage.call("DELETE", &format!("{FOLLOWED}/{id}"), &who.token, Value::Null).await.0
}

async fn place(shop: &Workshop, id: ListingId, body: Value) -> Value {
    let (status, versions) = shop.ask(&shop.anna, "PUT", &format!("/{id}/place"), body).await;
    assert_eq!(status, StatusCode::OK, "{versions}");
    versions
}

#[test]
fn who_follows_an_app_is_told_what_becomes_of_it_and_nobody_else_is() {
    deep(async {
        let shop = Workshop::new().await;
        let (id, olivia) = (shop.imported().await, shop.operator().await);
        let (carla, dan) = (customer(&shop, "carla").await, customer(&shop, "dan").await);
        let app = json!({ "slug": "stock-mirror" });
        for _ in 0..2 {
            let (status, now) = follow(&shop, &carla, app.clone()).await;
            assert_eq!((status, now["apps"].as_array().map(Vec::len)), (StatusCode::OK, Some(1)), "{now}");
        }
        let mine = followed(&shop, &carla).await;
        assert_eq!(
            (&mine[0]["name"], &mine[0]["shown"], &mine[0]["slug"]),
            (&json!("Stock Mirror"), &json!("in_directory"), &json!("stock-mirror")),
            "{mine}"
        );
        assert_eq!(followed(&shop, &dan).await, json!([]));
        // A partner's own people hear of it for what they are, and once.
        assert_eq!(follow(&shop, &shop.ben, app.clone()).await.0, StatusCode::OK);

        let incident = json!({ "owner": olivia.id, "reason": "It leaks.", "way_back": "It does not leak." });
        let path = format!("/listings/{id}/suspension");
        let (status, one) = shop.govern(&olivia, "PUT", &path, incident).await;
        assert_eq!(status, StatusCode::OK, "{one}");
        assert_eq!(followed(&shop, &carla).await[0]["shown"], "suspended");
        // A suspended one can be followed, to hear when it is back.
        assert_eq!(follow(&shop, &dan, app).await.0, StatusCode::OK);
        shop.jobs().await;
        shop.govern(&olivia, "DELETE", &path, Value::Null).await;
        shop.jobs().await;

        let (suspended, back) = (
            "“Stock Mirror” is suspended; its page says why.",
            "“Stock Mirror” is back: its suspension was lifted.",
        );
        assert_eq!(shop.inbox(&carla).await, [back, suspended]);
        assert_eq!(shop.inbox(&dan).await, [back, suspended]);
        assert_eq!(shop.inbox(&shop.ben).await.len(), 2, "as somebody of the partner, not twice");
        let (_, inbox) = shop.stage.call("GET", "/api/v1/me/notifications", &carla.token, Value::Null).await;
        let newest = &inbox["notifications"][0];
        assert_eq!((&newest["topic"], &newest["href"]), (&json!("followed"), &json!("/apps/stock-mirror")));

        assert_eq!(unfollow(&shop, &carla, id).await, StatusCode::OK);
        assert_eq!(followed(&shop, &carla).await, json!([]));
        place(&shop, id, json!({ "to": "unlisted" })).await;
        place(&shop, id, json!({ "to": "archived" })).await;
        shop.jobs().await;
        assert_eq!(shop.inbox(&carla).await.len(), 2, "she follows it no longer");
        assert_eq!(shop.inbox(&dan).await[0], "“Stock Mirror” is not offered any more.");
        let theirs = followed(&shop, &dan).await;
        assert_eq!((&theirs[0]["shown"], &theirs[0]["slug"]), (&json!("gone"), &Value::Null), "{theirs}");
        let (status, _) = follow(&shop, &carla, json!({ "slug": "stock-mirror" })).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "what is over cannot be followed");
    });
}

#[test]
fn an_app_that_is_reached_by_its_link_is_followed_through_it_and_its_address_is_not_given_away() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let (id, version) = shop.approved("Harbour Books", &rita).await;
        let path = format!("/{id}/versions/{version}/publication");
        let (_, seen) = shop.ask(&shop.anna, "POST", &path, json!({ "unlisted": true })).await;
        let token = seen["link"].as_str().expect("a token");
        shop.wait(1);
        let carla = customer(&shop, "carla").await;
        for body in [
            json!({ "slug": "harbour-books" }),
            json!({ "slug": "harbour-books", "link": "no-such-token" }),
            json!({ "slug": "nobody-has-this" }),
        ] {
            assert_eq!(follow(&shop, &carla, body.clone()).await.0, StatusCode::NOT_FOUND, "{body}");
        }
        let (status, now) = follow(&shop, &carla, json!({ "slug": "harbour-books", "link": token })).await;
        assert_eq!(status, StatusCode::OK, "{now}");
        let mine = followed(&shop, &carla).await;
        assert_eq!((&mine[0]["name"], &mine[0]["slug"]), (&json!("Harbour Books"), &Value::Null), "{mine}");
        assert_eq!(mine[0]["shown"], "unlisted");

        place(&shop, id, json!({ "to": "published" })).await;
        shop.jobs().await;
        assert_eq!(shop.inbox(&carla).await, ["“Harbour Books” is in the directory again."]);
        assert_eq!(followed(&shop, &carla).await[0]["slug"], "harbour-books");
    });
}
