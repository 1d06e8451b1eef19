//! HTTP/1.1 on the wire: an own accept loop with timeouts on everything that a client can draw out,
//! and the frame that every request passes on its way to the Router.

mod connection;
mod frame;
mod front;
mod pace;
mod problems;
mod server;
mod signals;
#[cfg(test)]
mod tests;

use std::time::Duration;

pub(crate) use self::front::health_routes;
pub use self::{
    frame::{Frame, RequestId},
    front::Front,
    problems::routes as problem_pages,
    server::{Drained, serve},
    signals::stop_signal,
};

/// How long and how much a client may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// From the first byte of a request to the end of its head; for a new connection, from its start.
    pub head: Duration,
    /// Without progress in either direction between requests or while a reply is read.
    pub idle: Duration,
    /// For a whole request body to arrive.
    pub body: Duration,
    /// For the head of an answer to be ready.
    pub request: Duration,
    /// For running requests to finish after the order to stop.
    pub drain: Duration,
    /// Open connections; further ones wait in the kernel's queue.
    pub connections: usize,
    /// Largest request body, in bytes.
    pub body_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(10),
            idle: Duration::from_secs(60),
            body: Duration::from_secs(30),
            request: Duration::from_secs(30),
            drain: Duration::from_secs(20),
            connections: 768,
            body_bytes: 1 << 20,
        }
    }
}
