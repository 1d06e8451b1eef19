//! The screens as documents: rendered on the server, kept while they hold, served with the bundle that
//! brings them to life.

mod address;
mod assets;
mod conditional;
mod kept;
mod language;
mod policy;
mod render;

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use app::{i18n::Locale, platform::Platform, transport::InProcess};
use axum::{
    Router,
    extract::{Request, State},
    response::{IntoResponse, Response},
    routing::get,
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use shared::{editorial::redirects::Leads, marketplace::model::Taxonomy, problem::ProblemKind, slug::Slug};

pub use self::assets::{Assets, AssetsError};
use self::{
    address::Address,
    kept::{Kept, Moment, Page},
};
pub(crate) use self::{
    conditional::{accepts_brotli, none_match},
    language::of as language_of,
};
use crate::{Failure, Services, flights::Flights, organisations::is_needed};

/// Under these nothing is a page: what is unknown there is a plain problem.
const NO_PAGES: [&str; 8] =
    ["/api/", "/media/", "/og/", "/feeds/", "/sitemaps/", "/problems/", "/fonts/", "/css/"];

/// The pages, the files of the bundle, and the switch of languages. `api` answers what the pages load.
/// Everything that no other route takes comes here: these routes have the Router's fallback.
///
/// Without `assets` the pages are complete and readable, bare of style and without script.
pub fn routes(services: &Services, api: Router, assets: Option<Assets>) -> Router {
    // Fails only where it is set already, to the same.
    let _ = any_spawner::Executor::init_tokio();
    if assets.is_none() {
        tracing::warn!(
            "no bundle of the screens: pages are served without style and script; build it with \
             `cargo xtask start`, or name its folder with --assets"
        );
    }
    let pages = Pages {
        services: services.clone(),
        api: render::in_process(api),
        assets: assets.unwrap_or_default(),
        kept: Kept::default(),
        rendering: Flights::default(),
        set_up: AtomicBool::new(services.site.demo),
    };
    Router::new().route("/language/{tag}", get(language::switch)).fallback(answer).with_state(Arc::new(pages))
}

struct Pages {
    services: Services,
    api: InProcess,
    assets: Assets,
    kept: Kept,
    rendering: Flights<(Locale, String)>,
    /// The program has an operator, which it never loses again; a demo needs none.
    set_up: AtomicBool,
}

/// Where a program without an operator gets one.
const SET_UP: &str = "/set-up";

async fn answer(State(pages): State<Arc<Pages>>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let refused = Failure::new(ProblemKind::MethodNotAllowed, "This address is read with GET or HEAD.");
        return ([(header::ALLOW, "GET, HEAD")], refused).into_response();
    }
    let path = request.uri().path();
    if let Some(file) = pages.assets.answer(path, request.headers()) {
        return file;
    }
    if !is_page(path) {
        return Failure::new(ProblemKind::NotFound, "Nothing is served at this address.").into_response();
    }
    match pages.is_set_up().await {
        Ok(true) => {}
        Ok(false) if path.trim_end_matches('/') == SET_UP => {}
        Ok(false) => return elsewhere(StatusCode::SEE_OTHER, HeaderValue::from_static(SET_UP)),
        Err(failure) => return failure.into_response(),
    }
    let led = term_of(path).and_then(|(folder, taxonomy, slug)| {
        let leads = pages.services.directory.snapshot().leads(taxonomy, &slug).cloned()?;
        Some((folder, leads))
    });
    if let Some((folder, Leads::To(slug))) = &led {
        let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
        // Its address was read from one: it is one.
        let location = HeaderValue::try_from(format!("{folder}{slug}{query}"));
        return match location {
            Ok(location) => elsewhere(StatusCode::PERMANENT_REDIRECT, location),
            Err(error) => Failure::from(anyhow::Error::from(error)).into_response(),
        };
    }
    // Pages outside browsing read their query in the browser alone: codes and states in it are nothing to
    // keep.
    let raw = if app::app::browsing(path) {
        request.uri().path_and_query().map_or("/", http::uri::PathAndQuery::as_str)
    } else {
        path
    };
    let mut page = pages.page(raw, request.headers()).await.into_response();
    if matches!(led, Some((_, Leads::Gone))) && page.status() == StatusCode::NOT_FOUND {
        *page.status_mut() = StatusCode::GONE;
    }
    page
}

/// The folder, taxonomy and address of a landing page.
fn term_of(path: &str) -> Option<(&'static str, Taxonomy, Slug)> {
    [("/categories/", Taxonomy::Category), ("/verticals/", Taxonomy::Vertical)].into_iter().find_map(
        |(folder, taxonomy)| {
            let slug = path.strip_prefix(folder)?.trim_end_matches('/').parse().ok()?;
            Some((folder, taxonomy, slug))
        },
    )
}

/// Whether an address may be a page's: names of files and the API's addresses are not.
fn is_page(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    path != "/api" && !name.contains('.') && !NO_PAGES.iter().any(|start| path.starts_with(start))
}

impl Pages {
    /// Whether there is anything to see yet.
    async fn is_set_up(&self) -> Result<bool, Failure> {
        if self.set_up.load(Ordering::Relaxed) {
            return Ok(true);
        }
        let done = !is_needed(&self.services).await?;
        if done {
            self.set_up.store(true, Ordering::Relaxed);
        }
        Ok(done)
    }

    async fn page(&self, raw: &str, headers: &HeaderMap) -> Result<Response, Failure> {
        let locale = language::of(headers);
        let now = self.moment();
        if let Some(page) = self.kept.get(locale, raw, &now) {
            return Ok(page.answer(headers));
        }
        match address::of(raw) {
            Address::Kept(address) => {
                let _turn = self.rendering.enter((locale, address.clone())).await;
                if let Some(page) = self.kept.get(locale, &address, &now) {
                    return Ok(page.answer(headers));
                }
                match self.render(locale, &address, &now).await? {
                    Ok(page) => {
                        let page = Arc::new(page);
                        if page.is_found() {
                            self.kept.put(locale, address, Arc::clone(&page));
                        }
                        Ok(page.answer(headers))
                    }
                    Err(elsewhere) => Ok(elsewhere),
                }
            }
            Address::Once(address) => match self.render(locale, &address, &now).await? {
                Ok(page) => Ok(page.answer(headers)),
                Err(elsewhere) => Ok(elsewhere),
            },
        }
    }

    /// Until when a page holds: the directory's next change, midnight, when badges lapse, or the next instant
    /// at which something of the editors' begins or ends.
    fn moment(&self) -> Moment {
        let (snapshot, now) = (self.services.directory.snapshot(), self.services.clock.now());
        Moment { generation: snapshot.generation(), day: now.date_naive(), act: snapshot.act(now) }
    }

    /// The page, or the redirection that it answered with.
    async fn render(
        &self,
        locale: Locale,
        address: &str,
        now: &Moment,
    ) -> Result<Result<Page, Response>, Failure> {
        let platform = Platform {
            origin: self.services.site.origin.clone(),
            locale,
            today: now.day,
            demo: self.services.site.demo,
            ..Platform::default()
        };
        let path = address.split('?').next().unwrap_or_default();
        let entry = self.assets.entry(path);
        let rendered = render::document(&self.api, entry, platform, address).await?;
        if let Some(location) = rendered.location {
            return Ok(Err(elsewhere(rendered.status, location)));
        }
        let policy = policy::of(&rendered.nonce, &self.services.site.origin);
        Ok(Ok(Page::new(rendered.status, rendered.html, policy, now.clone())))
    }
}

fn elsewhere(status: StatusCode, location: HeaderValue) -> Response {
    let headers =
        [(header::LOCATION, location), (header::CACHE_CONTROL, HeaderValue::from_static("no-cache"))];
    (status, headers).into_response()
}

impl fmt::Debug for Pages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("assets", &self.assets).finish_non_exhaustive()
    }
}

#[cfg(test)]
pub(crate) mod market;
#[cfg(test)]
mod tests;
