//! One connection, from its first byte to its last.

use std::{convert::Infallible, pin::pin, sync::Arc};

use axum::{body::Body, response::Response};
use http::Request;
use hyper::{
    body::{Body as _, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::{
    front::Front,
    pace::{Entry, Order, Paced},
};
use crate::identity::visitor::Peer;

/// Most bytes of a request's head.
const MAX_HEAD_BYTES: usize = 64 * 1024;

/// Serves the connection until the client leaves, dawdles, or the server stops.
pub(super) async fn serve(stream: TcpStream, front: Front, entry: Entry) {
    let pace = &entry.0;
    let peer = stream.peer_addr().map(|address| Peer(address.ip())).ok();
    let io = TokioIo::new(Paced { stream, pace: Arc::clone(pace) });
    let service = service_fn(|request: Request<Incoming>| {
        pace.answering();
        let mut request = request.map(body);
        if let Some(peer) = peer {
            request.extensions_mut().insert(peer);
        }
        let answer = front.answer(request);
        async move {
            let response: Response = answer.await;
            pace.answered();
            Ok::<_, Infallible>(response)
        }
    });
    let mut connection = pin!(
        http1::Builder::new()
            // `pace` looks after slow heads; it costs no timer per request.
            .header_read_timeout(None)
            .max_buf_size(MAX_HEAD_BYTES)
            .serve_connection(io, service)
    );
    let mut order = Order::GoOn;
    loop {
        tokio::select! {
            biased;
            ended = connection.as_mut() => {
                // A client that goes away or speaks no HTTP is its own business.
                if let Err(error) = ended {
                    tracing::debug!(%error, "connection ended");
                }
                return;
            }
            next = pace.order_after(order) => match next {
                Order::Cut => return,
                Order::Finish | Order::GoOn => {
                    order = next;
                    connection.as_mut().graceful_shutdown();
                }
            },
        }
    }
}

fn body(incoming: Incoming) -> Body {
    if incoming.is_end_stream() { Body::empty() } else { Body::new(incoming) }
}
