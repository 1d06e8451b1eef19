//! What the test binaries share: the Router in process, real servers and shells on free ports, browsers
//! driven over WebDriver, and the cases that every transport must answer alike.
//!
//! `cargo xtask test` says where the built programs are. A test that needs one and does not find it
//! fails with the command that builds it; none is skipped in silence.

pub mod an_app;
pub mod author;
pub mod axe;
pub mod browser;
pub mod conformance;
pub mod database;
pub mod desktop;
pub mod editor;
pub mod http;
pub mod in_process;
pub mod mail_server;
pub mod persona;
pub mod process;
pub mod provider;
pub mod reviewer;
pub mod server;

use std::path::PathBuf;

/// A runtime with the stack that the database engine wants.
///
/// # Panics
/// When the operating system gives no threads.
pub fn run<T>(test: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_stack_size(10 << 20)
        .enable_all()
        .build()
        .expect("the operating system gives threads")
        .block_on(test)
}

/// A place that `cargo xtask test` names in the environment.
///
/// # Panics
/// When it is not set.
pub fn place(variable: &str) -> PathBuf {
    std::env::var_os(variable)
        .map(PathBuf::from)
        .unwrap_or_else(|| panic!("{variable} is not set: run the tests with `cargo xtask test`"))
}

/// A program of this project, as built for the tests.
pub fn binary(name: &str) -> PathBuf {
    place("GUILDHALL_TEST_BIN").join(name)
}

/// Where pictures and logs of a run go.
///
/// # Panics
/// When the folder cannot be made.
pub fn output(name: &str) -> PathBuf {
    let folder = place("GUILDHALL_TEST_OUTPUT");
    std::fs::create_dir_all(&folder).expect("the output folder can be made");
    folder.join(name)
}
