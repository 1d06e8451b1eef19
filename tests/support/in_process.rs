//! The Router without a socket, on a database in memory.

use axum::{Router, body::Body};
use http::Request;
use server::{Services, config::Config};
use tower::ServiceExt;

use crate::http::{Answer, whole};

/// The whole API in process.
#[derive(Clone, Debug)]
pub struct InProcess {
    pub services: Services,
    router: Router,
}

impl InProcess {
    /// With the demo program.
    ///
    /// # Panics
    /// When the services do not come up.
    pub async fn demo() -> Self {
        let config = Config { demo: true, ..Config::in_memory() };
        let services = server::start(&config).await.expect("the services start");
        let router = server::router(services.clone(), None);
        Self { services, router }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).expect("a well-formed path")).await
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let Ok(response) = self.router.clone().oneshot(request).await;
        whole(response).await
    }
}
