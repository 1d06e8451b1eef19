//! What the business knows: types, rules, decisions and endpoint contracts.
//!
//! Pure. It compiles to `wasm32`, does no IO, reads no clock, draws no random number and has no
//! `async`. The server, the store, the browser and the desktop all speak these types.

pub mod audit;
pub mod canonical;
pub mod certification;
pub mod decisions;
pub mod desktop;
pub mod editorial;
pub mod endpoint;
pub mod event;
pub mod following;
pub mod home;
pub mod identity;
pub mod ids;
pub mod jobs;
pub mod listings;
pub mod looks;
pub mod mail;
pub mod manifest;
pub mod marketplace;
pub mod money;
pub mod notifications;
pub mod organisations;
pub mod page;
pub mod partners;
pub mod ports;
pub mod problem;
pub mod review;
pub mod sandbox;
pub mod sign_on;
pub mod slug;
pub mod text;
pub mod time;
pub mod uploads;
pub mod webhooks;

#[cfg(any(test, feature = "testing"))]
pub mod testing;

/// Every endpoint of the product, in the order of the OpenAPI document.
///
/// A new slice adds one line. The server mounts from this list, the OpenAPI document is generated
/// from it, and a test fails when a declaration is not mounted or a route is not declared.
pub fn visit_endpoints(visitor: &mut impl endpoint::Visitor) {
    marketplace::api::visit_endpoints(visitor);
    partners::api::visit_endpoints(visitor);
    organisations::api::visit_endpoints(visitor);
    identity::api::visit_endpoints(visitor);
    sign_on::api::visit_endpoints(visitor);
    home::api::visit_endpoints(visitor);
    listings::api::visit_endpoints(visitor);
    sandbox::api::visit_endpoints(visitor);
    uploads::api::visit_endpoints(visitor);
    review::api::visit_endpoints(visitor);
    certification::api::visit_endpoints(visitor);
    editorial::api::visit_endpoints(visitor);
    audit::api::visit_endpoints(visitor);
    following::api::visit_endpoints(visitor);
    notifications::api::visit_endpoints(visitor);
    mail::api::visit_endpoints(visitor);
}

/// Every endpoint that the desktop shell answers itself. No server mounts them, and none is in the OpenAPI
/// document.
pub fn visit_shell_endpoints(visitor: &mut impl endpoint::Visitor) {
    desktop::api::visit_endpoints(visitor);
}
