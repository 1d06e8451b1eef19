//! A server without data: every page leads to the one that sets it up.

use std::sync::atomic::{AtomicBool, Ordering};

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use store::StoreError;

use crate::{Services, organisations::is_needed};

/// The page that creates the operator.
const SET_UP: &str = "/set-up";

/// Whether there is nothing to show yet; once there is, nobody asks again.
#[derive(Debug, Default)]
pub(super) struct FirstRun(AtomicBool);

impl FirstRun {
    /// Where a visitor of `path` is sent instead; `None` as soon as there is an operator or a listing.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub(super) async fn leads(
        &self,
        services: &Services,
        path: &str,
    ) -> Result<Option<Response>, StoreError> {
        if path == SET_UP || self.0.load(Ordering::Relaxed) {
            return Ok(None);
        }
        if !services.directory.snapshot().is_empty() || !is_needed(services).await? {
            self.0.store(true, Ordering::Relaxed);
            return Ok(None);
        }
        let headers = [
            (header::LOCATION, HeaderValue::from_static(SET_UP)),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        ];
        Ok(Some((StatusCode::SEE_OTHER, headers).into_response()))
    }
}

#[cfg(test)]
mod tests {
    use axum::{Router, body::Body};
    use http::Request;
    use http_body_util::BodyExt;
    use serde_json::{Value, json};
    use tower::ServiceExt;

    use super::*;
    use crate::{config::Config, testing::deep};

    async fn ask(router: &Router, method: &str, path: &str, body: &Value) -> (StatusCode, String, Value) {
        let request = Request::builder().method(method).uri(path).header("content-type", "application/json");
        let body = if method == "GET" { Body::empty() } else { Body::from(body.to_string()) };
        let Ok(response) = router.clone().oneshot(request.body(body).expect("a request")).await;
        let status = response.status();
        let to = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default();
        let to = to.to_owned();
        let bytes = response.into_body().collect().await.expect("a whole body").to_bytes();
        (status, to, serde_json::from_slice(&bytes).unwrap_or_default())
    }

    #[test]
    fn a_server_without_data_is_set_up_once_and_only_by_who_runs_it() {
        deep(async {
            let services = crate::start(&Config::in_memory()).await.expect("starts");
            let router = crate::router(services.clone(), None);
            let seen = async |path: &str| {
                let (status, to, _) = ask(&router, "GET", path, &Value::Null).await;
                (status.as_u16(), to)
            };
            for path in ["/", "/apps?q=crm", "/account", "/nothing-here"] {
                assert_eq!(seen(path).await, (303, SET_UP.to_owned()), "{path}");
            }
            assert_eq!(seen(SET_UP).await.0, 200);
            assert_eq!(seen("/api/v1/listings").await.0, 200);
            assert_eq!(ask(&router, "GET", "/api/v1/set-up", &Value::Null).await.2["needed"], true);

            let first = |code: &str| {
                json!({
                    "code": code, "organisation": "Meridian", "slug": "meridian", "name": "Ada Byron",
                    "email": "ada@meridian.example", "password": "enough of a password", "locale": "en",
                })
            };
            let (status, _, refused) = ask(&router, "POST", "/api/v1/set-up", &first("guess")).await;
            assert_eq!(status.as_u16(), 401, "{refused}");
            assert_eq!(seen("/").await.0, 303);

            let code = services.identity.set_up_code();
            let (status, _, me) = ask(&router, "POST", "/api/v1/set-up", &first(&code)).await;
            assert_eq!(status.as_u16(), 200, "{me}");
            assert_eq!(
                (&me["organisation"]["kind"], &me["organisation"]["role"]["role"], &me["person"]["name"]),
                (&json!("operator"), &json!("owner"), &json!("Ada Byron"))
            );
            assert_eq!(seen("/").await.0, 200);
            let (status, _, again) = ask(&router, "POST", "/api/v1/set-up", &first(&code)).await;
            assert_eq!(status.as_u16(), 409, "{again}");
        });
    }
}
