use serde_json::Value;
use tests::{conformance, http::Answer, in_process::InProcess, run, server::Server};

fn reply(answer: &Answer) -> conformance::Reply {
    conformance::Reply {
        status: answer.status.as_u16(),
        content_type: answer.header("content-type").to_owned(),
        body: serde_json::from_slice(&answer.body).unwrap_or(Value::Null),
    }
}

#[test]
fn the_router_in_process_conforms() {
    run(async {
        let router = InProcess::demo().await;
        conformance::conforms(async |path: &str| reply(&router.get(path).await)).await;
    });
}

#[test]
fn the_server_over_http_conforms() {
    run(async {
        let server = Server::demo().await;
        conformance::conforms(async |path: &str| reply(&server.get(path).await)).await;
    });
}
