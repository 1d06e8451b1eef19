//! The axum Router that is the whole API, server-side rendering, jobs, and the `guildhall` commands.

mod again;
pub mod api;
pub mod audit;
pub mod backup;
pub mod catalogue;
pub mod certification;
pub mod cli;
pub mod config;
pub mod demo;
pub mod directory;
pub mod editorial;
pub mod failure;
mod flights;
mod following;
mod home;
pub mod host;
pub mod http;
pub mod identity;
pub mod jobs;
pub mod listings;
pub mod mail;
pub mod marketplace;
pub mod media;
mod names;
pub mod notifications;
pub mod observe;
pub mod organisations;
pub mod pages;
pub mod partners;
#[cfg(test)]
mod personas;
pub mod ports;
pub mod review;
pub mod sandbox;
pub mod seo;
pub mod services;
pub mod sign_on;
pub mod signing;
pub mod start;
#[cfg(test)]
mod testing;
pub mod turns;
mod uploads;
mod xml;

pub use failure::Failure;
pub use services::Services;
pub use start::{start, stop};

use axum::Router;

/// Everything that the server answers: API, pictures, feeds, pages, health. The desktop shell calls the
/// same Router in process and brings its own screens: it has no `assets`.
pub fn router(services: Services, assets: Option<pages::Assets>) -> Router {
    let frame = http::Frame::new(services.metrics.clone(), services.limits, services.ids.as_ref());
    let api = api(services.clone()).into_router();
    Router::new()
        .merge(pages::routes(&services, api.clone(), assets))
        .merge(api)
        .merge(media::routes().with_state(services.clone()))
        .merge(seo::routes().with_state(services.clone()))
        .merge(http::problem_pages())
        .merge(http::health_routes(&services))
        .layer(frame)
}

/// Every endpoint with its handler.
fn api(services: Services) -> api::Api {
    let mut api = api::Api::new(services);
    marketplace::mount(&mut api);
    partners::mount(&mut api);
    organisations::mount(&mut api);
    identity::mount(&mut api);
    sign_on::mount(&mut api);
    home::mount(&mut api);
    listings::mount(&mut api);
    review::mount(&mut api);
    sandbox::mount(&mut api);
    certification::mount(&mut api);
    uploads::mount(&mut api);
    editorial::mount(&mut api);
    audit::mount(&mut api);
    following::mount(&mut api);
    notifications::mount(&mut api);
    mail::mount(&mut api);
    api
}
