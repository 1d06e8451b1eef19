//! The API through the Router in process, and over a socket.

mod conformance;
mod contract;
mod fuzz;
mod mail;
mod matrix;
mod sign_on;
