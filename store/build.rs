//! Nothing to build. A build script is what lets `[build-dependencies]` set the features of crates that
//! run while compiling; Cargo.toml says why.

fn main() {}
