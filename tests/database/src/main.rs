//! `guildhall-test-database start --bind 127.0.0.1:PORT … memory`: the SurrealDB server, as its own crate
//! makes it. The tests start it, put two servers on it, and end it.

use std::process::ExitCode;

fn main() -> ExitCode {
    surrealdb_server::init(surrealdb_core::CommunityComposer())
}
