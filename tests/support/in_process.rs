//! The Router without a socket, on a database in memory, with a clock that stands still.

use std::sync::Arc;

use axum::{Router, body::Body};
use http::Request;
use tower::ServiceExt;

use crate::http::{Answer, whole};

/// The whole API in process.
#[derive(Clone, Debug)]
pub struct InProcess {
    pub services: server::services::Services,
    router: Router,
    _media: Arc<tempfile::TempDir>,
}

impl InProcess {
    /// With the demo program.
    ///
    /// # Panics
    /// When the services do not come up.
    pub async fn demo() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let services = server::start::in_memory(folder.path(), true).await.expect("the services start");
        let router = server::router(services.clone(), None);
        Self { services, router, _media: Arc::new(folder) }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).expect("a well-formed path")).await
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let Ok(response) = self.router.clone().oneshot(request).await;
        whole(response).await
    }
}
