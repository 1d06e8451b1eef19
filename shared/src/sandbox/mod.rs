//! Where an app is tried before anybody sees it: test tenants, the contract suite, the performance budget.
//!
//! Nothing here calls anything. A runner (the server, the command line) asks [`contract::plan::plan`] what to
//! send, sends it, writes down what came back as [`exchange::Exchange`], and gives that to
//! [`contract::judge::judge`]; the same for [`budget`]. Before each connection, and before it goes to where
//! a redirect leads, it asks [`address`].

pub mod address;
pub mod api;
pub mod budget;
pub mod contract;
pub mod endpoints;
pub mod error;
pub mod event;
pub mod exchange;
pub mod fixtures;
pub mod log;
pub mod model;
pub mod policy;
pub mod rules;
pub mod target;
pub mod trial;
