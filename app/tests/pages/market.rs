//! A small market behind the pages, and a browser without a script in front of them.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU16, Ordering},
    },
};

use app::{
    app::App,
    i18n::Locale,
    marketplace::details::{Replacement, Told, draw, draw_suspended},
    platform::Platform,
    shell::{Assets, Shell},
    transport::InProcess,
};
use axum::{body::Body, http::Request};
use http_body_util::BodyExt;
use leptos::prelude::*;
use leptos_axum::AxumRouteListing;
use serde::Serialize;
use shared::{
    endpoint::{Query, decode_pairs},
    listings::field::{Change, ChangeType, DataAndTrust, Period, Plan, Sla, Support},
    manifest::model::{DataStored, Destination, ScopeRequest, Subprocessor},
    marketplace::{
        api::{
            Categories, Facet, FacetCount, Home, ListingCard, ListingDetails, ListingPage, ListingsPage,
            ListingsQuery, Rating, ScreenshotView, Shelf, Stars, Suggestion, Suggestions, TermCount, TermRef,
            Why, WhyPart,
        },
        details::{Asks, Details, Released, SuspendedSince},
        model::{Badge, BadgeKind, Pricing, PricingModel, Release, Signals},
    },
    money::{Currency, Money},
    page::Cursor,
    partners::api::{PartnerPage, PartnerRef},
    problem::{Problem, ProblemKind},
    testing::START,
};

/// How the market answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Market {
    Open,
    /// Nothing is published.
    Empty,
    /// Every call fails.
    Broken,
    /// Nobody answers.
    Gone,
    /// Names and texts try to break out of the page.
    Hostile,
}

/// A page as it arrives.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) html: String,
}

/// The routes that the server mounts. Asked for first, it starts what pages load with.
pub(crate) fn routes() -> &'static [AxumRouteListing] {
    static ROUTES: OnceLock<Vec<AxumRouteListing>> = OnceLock::new();
    ROUTES.get_or_init(|| {
        any_spawner::Executor::init_tokio().expect("nothing else in this test has an executor");
        leptos_axum::generate_route_list(App)
    })
}

/// Asks for a page.
pub(crate) async fn get(market: Market, locale: Locale, address: &str) -> Page {
    routes();
    let status = Arc::new(AtomicU16::new(200));
    let set = Arc::clone(&status);
    let context = move || {
        let set = Arc::clone(&set);
        provide_context(Platform {
            origin: "https://market.example".to_owned(),
            locale,
            today: START.date_naive(),
            demo: true,
            set_status: Arc::new(move |status| set.store(status, Ordering::Relaxed)),
            ..Platform::default()
        });
        if market != Market::Gone {
            provide_context(InProcess(Arc::new(move |_, url| Box::pin(async move { answer(market, &url) }))));
        }
    };
    let assets = Assets {
        js: "/web-1.js".to_owned(),
        wasm: "/web-1_bg.wasm".to_owned(),
        css: "/main-1.css".to_owned(),
        fonts: Vec::new(),
    };
    let shell = move || {
        let assets = assets.clone();
        view! { <Shell assets=assets/> }
    };
    let render = leptos_axum::render_app_async_with_context(context, shell);
    let request = Request::builder().uri(address).body(Body::empty()).expect("a valid address");
    let response = render(request).await;
    let bytes = response.into_body().collect().await.expect("a page").to_bytes();
    // Without the marks that tell texts apart for hydration.
    let html = String::from_utf8(bytes.to_vec()).expect("UTF-8").replace("<!>", "");
    Page { status: status.load(Ordering::Relaxed), html }
}

fn answer(market: Market, url: &str) -> (u16, Vec<u8>) {
    let (path, raw) = url.split_once('?').unwrap_or((url, ""));
    if market == Market::Broken {
        let problem = Problem {
            instance: Some("req-0042".to_owned()),
            ..Problem::new(ProblemKind::Internal, "The server failed to answer.")
        };
        return (problem.status, json(&problem));
    }
    let empty = market == Market::Empty;
    match path.strip_prefix("/api/v1/").unwrap_or_default() {
        "home" if empty => ok(&Home {
            total: 0,
            partners: 0,
            categories: Vec::new(),
            verticals: Vec::new(),
            shelves: Vec::new(),
            jobs: Vec::new(),
        }),
        "home" => ok(&home(market)),
        "listings" => match ListingsQuery::parse(&decode_pairs(raw).expect("the app encodes well")) {
            Ok(query) => ok(&listings(market, &query)),
            Err(faults) => {
                let problem = Problem::invalid(faults);
                (problem.status, json(&problem))
            }
        },
        "categories" if empty => {
            ok(&Categories { categories: Vec::new(), verticals: Vec::new(), jobs: Vec::new() })
        }
        "categories" => ok(&Categories {
            categories: vec![term("finance", "Finance", 2), term("sales", "Sales", 1)],
            verticals: vec![term("retail", "Retail", 2)],
            jobs: vec![term("close-books", "Close the books", 2)],
        }),
        "suggest" => ok(&Suggestions {
            items: vec![Suggestion::Listing {
                slug: "ledger-bridge".to_owned(),
                name: "Ledger Bridge".to_owned(),
                tagline: "Keeps books in step".to_owned(),
                icon_url: None,
            }],
        }),
        "partners/northwind-works" => ok(&PartnerPage {
            slug: "northwind-works".to_owned(),
            name: "Northwind Works".to_owned(),
            about: "Makes tools for bookkeepers.".to_owned(),
            website: Some("https://www.northwind.example/start".to_owned()),
            location: Some("Hamburg".to_owned()),
            since: START,
            listings: cards(market),
            total: 2,
        }),
        other => match other.strip_prefix("listings/") {
            Some("gone-away/details") => ok(&suspended(raw)),
            Some("ledger-bridge/details") => ok(&details(market, "ledger-bridge", raw)),
            Some("tally-ho/details") => ok(&details(market, "tally-ho", raw)),
            Some(slug @ ("ledger-bridge" | "tally-ho")) => ok(&listing(market, slug)),
            _ => {
                let problem = Problem::new(ProblemKind::NotFound, "Nothing here.");
                (problem.status, json(&problem))
            }
        },
    }
}

fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("serialises")
}

fn ok(value: &impl Serialize) -> (u16, Vec<u8>) {
    (200, json(value))
}

fn term(slug: &str, label: &str, count: u64) -> TermCount {
    TermCount { slug: slug.to_owned(), label: label.to_owned(), about: format!("About {label}."), count }
}

fn name(market: Market) -> String {
    match market {
        Market::Hostile => "</title></script><script>alert(1)</script>".to_owned(),
        _ => "Ledger Bridge".to_owned(),
    }
}

fn badge() -> Badge {
    let day = START.date_naive();
    Badge {
        kind: BadgeKind::Security,
        issuer: "Guildhall Lab".to_owned(),
        issued_on: day - chrono::Days::new(30),
        expires_on: day + chrono::Days::new(300),
        evidence: "Scopes and storage were reviewed.".to_owned(),
        level: None,
    }
}

fn cards(market: Market) -> Vec<ListingCard> {
    let first = ListingCard {
        slug: "ledger-bridge".to_owned(),
        name: name(market),
        tagline: "Keeps your ledger and your sales in step".to_owned(),
        icon_url: Some("/media/0a/128".to_owned()),
        partner: PartnerRef { slug: "northwind-works".to_owned(), name: "Northwind Works".to_owned() },
        categories: vec!["finance".to_owned()],
        verticals: vec!["retail".to_owned()],
        pricing: Pricing { model: PricingModel::Subscription, from: Some(Money::new(1_900, Currency::EUR)) },
        rating: Rating { score: Stars(432), count: 57 },
        installs: 1_204,
        badges: vec![badge()],
        updated_at: START,
        why: None,
    };
    let second = ListingCard {
        slug: "tally-ho".to_owned(),
        name: "Tally Ho".to_owned(),
        tagline: "Counts what you have".to_owned(),
        icon_url: None,
        pricing: Pricing { model: PricingModel::Free, from: None },
        rating: Rating::default(),
        installs: 3,
        badges: Vec::new(),
        ..first.clone()
    };
    vec![first, second]
}

fn home(market: Market) -> Home {
    Home {
        total: 2,
        partners: 1,
        categories: vec![term("finance", "Finance", 2)],
        verticals: vec![term("retail", "Retail", 2)],
        shelves: vec![
            Shelf {
                slug: "editors-picks".to_owned(),
                title: "Editor's picks".to_owned(),
                about: "Chosen by hand.".to_owned(),
                listings: cards(market),
                all: None,
            },
            built_in("trending", market),
            built_in("new", market),
        ],
        jobs: vec![Shelf {
            slug: "close-books".to_owned(),
            title: "Close the books".to_owned(),
            about: String::new(),
            listings: cards(market),
            all: None,
        }],
    }
}

/// A shelf that the screens have a title for.
fn built_in(slug: &str, market: Market) -> Shelf {
    let (title, about) = (String::new(), String::new());
    let all = Some(format!("/apps?sort={slug}"));
    Shelf { slug: slug.to_owned(), title, about, listings: cards(market), all }
}

fn why(exploration: bool) -> Why {
    let part = |factor: &str, value: &str, effect| WhyPart {
        factor: factor.to_owned(),
        value: value.to_owned(),
        effect,
    };
    Why {
        score: 7.84,
        parts: vec![part("text_match", "name, tagline", 7.0), part("rating", "4.32", 1.12)],
        exploration,
    }
}

fn listings(market: Market, query: &ListingsQuery) -> ListingsPage {
    let facet = |values: &[(&str, &str, u64)]| {
        let count = |(value, label, count): &(&str, &str, u64)| FacetCount {
            value: (*value).to_owned(),
            label: (*label).to_owned(),
            count: *count,
        };
        values.iter().map(count).collect::<Vec<_>>()
    };
    let nothing = market == Market::Empty || query.q == "zzzz";
    let mut items = if nothing { Vec::new() } else { cards(market) };
    for (at, item) in items.iter_mut().enumerate() {
        item.why = query.explain.then(|| why(at == 1));
    }
    let first_page = query.cursor.is_none();
    if !first_page {
        items.truncate(1);
    }
    ListingsPage {
        total: if nothing { 0 } else { 3 },
        facets: BTreeMap::from([
            (Facet::Category, facet(&[("finance", "Finance", 2), ("sales", "Sales", 1)])),
            (Facet::Pricing, facet(&[("subscription", "subscription", 1), ("free", "free", 1)])),
            (Facet::Language, facet(&[("de", "de", 1), ("fr", "fr", 2)])),
        ]),
        next_cursor: (first_page && !nothing).then(|| Cursor("next-page".to_owned())),
        did_you_mean: (query.q == "ledgr").then(|| "ledger".to_owned()),
        items,
    }
}

/// What the parts of a listing's page are drawn under.
fn drawn_for(raw: &str) -> Platform {
    let german = raw.split('&').any(|pair| pair == "language=de");
    Platform {
        origin: "https://market.example".to_owned(),
        locale: if german { Locale::German } else { Locale::English },
        today: START.date_naive(),
        ..Platform::default()
    }
}

/// As on the server, on a thread of its own: the page that asks is being drawn on this one.
fn drawn(draw: impl FnOnce() -> ListingDetails + Send + 'static) -> ListingDetails {
    std::thread::spawn(draw).join().expect("the parts are drawn")
}

fn suspended(raw: &str) -> ListingDetails {
    let since = SuspendedSince { at: START, reason: "It sent <i>data</i> away.".parse().expect("words") };
    let platform = drawn_for(raw);
    let app = PartnerRef { slug: "gone-away".to_owned(), name: "Gone Away".to_owned() };
    drawn(move || draw_suspended(app, None, &since, platform))
}

fn details(market: Market, slug: &str, raw: &str) -> ListingDetails {
    let told = Told {
        listing: listing(market, slug),
        details: if slug == "ledger-bridge" { written(&name(market)) } else { Details::default() },
        replaced: (slug == "tally-ho").then(|| Replacement {
            by: Some(PartnerRef { slug: "ledger-bridge".to_owned(), name: name(market) }),
        }),
        indexed: true,
        link: None,
    };
    let platform = drawn_for(raw);
    drawn(move || draw(&told, platform))
}

/// What a partner says of an app, with a text of theirs wherever they write one.
fn written(text: &str) -> Details {
    let text = || text.to_owned();
    let change = |kind| Change { kind, text: text() };
    let release = |version: &str, kind| Released {
        version: version.to_owned(),
        at: START,
        changes: vec![change(kind)],
    };
    Details {
        plans: vec![
            Plan {
                name: "Free".to_owned(),
                price: Some(Money::new(0, Currency::EUR)),
                per: Period::Month,
                includes: Vec::new(),
            },
            Plan {
                name: "Team".to_owned(),
                price: Some(Money::new(4_900, Currency::EUR)),
                per: Period::Year,
                includes: vec![text()],
            },
        ],
        trial_days: Some(14),
        support: Some(Support { email: "help@northwind.example".to_owned(), url: text() }),
        sla: Some(Sla { first_answer_hours: 8, uptime_basis_points: 9_950 }),
        data: Some(DataAndTrust {
            stored: text(),
            retention_days: 30,
            privacy_url: "https://northwind.example/privacy".to_owned(),
            security_contact: "javascript:alert(1)".to_owned(),
            ..DataAndTrust::default()
        }),
        video: Some("https://video.example/1".to_owned()),
        changelog: vec![release("2.4.1", ChangeType::Security), release("2.4.0", ChangeType::Added)],
        asks: Some(Asks {
            scopes: vec![
                ScopeRequest {
                    scope: "files:read".to_owned(),
                    purpose: text(),
                    required: false,
                    fields: Vec::new(),
                },
                ScopeRequest {
                    scope: "orders:write".to_owned(),
                    purpose: text(),
                    required: true,
                    fields: Vec::new(),
                },
            ],
            data: vec![DataStored {
                class: "order-totals".to_owned(),
                purpose: text(),
                regions: vec!["eu".to_owned(), "ch".to_owned()],
                retention_days: Some(1),
            }],
            subprocessors: vec![Subprocessor {
                name: text(),
                country: "DE".to_owned(),
                purpose: text(),
                url: None,
            }],
            destinations: vec![Destination { host: "api.northwind.example".to_owned(), purpose: text() }],
        }),
    }
}

fn listing(market: Market, slug: &str) -> ListingPage {
    let card = cards(market).into_iter().find(|card| card.slug == slug).expect("one of the two");
    let label = |slug: &str, label: &str| TermRef { slug: slug.to_owned(), label: label.to_owned() };
    ListingPage {
        slug: card.slug,
        name: card.name,
        tagline: card.tagline,
        icon_url: card.icon_url,
        partner: card.partner,
        description_html: "<p>Syncs invoices <strong>both ways</strong>.</p>".to_owned(),
        categories: vec![label("finance", "Finance")],
        verticals: vec![label("retail", "Retail")],
        jobs: vec![label("close-books", "Close the books")],
        tags: vec!["invoices".to_owned()],
        languages: vec!["en".to_owned(), "de".to_owned()],
        regions: vec![label("eu", "European Union")],
        compliance: vec![label("gdpr", "GDPR")],
        pricing: card.pricing,
        release: Some(Release { version: "2.4.1".to_owned(), released_at: Some(START) }),
        website: Some("https://www.northwind.example/bridge".to_owned()),
        screenshots: vec![ScreenshotView {
            url: "/media/0b".to_owned(),
            width: 1600,
            height: 1000,
            alt: "The list of invoices".to_owned(),
        }],
        badges: card.badges,
        rating: card.rating,
        signals: if card.rating.count == 0 {
            Signals { installs: card.installs, ..Signals::default() }
        } else {
            Signals {
                ratings: [1, 2, 5, 19, 30],
                installs: card.installs,
                installs_28d: 120,
                installs_prior_28d: 90,
            }
        },
        published_at: START,
        updated_at: START,
        alternatives: cards(Market::Open).into_iter().filter(|other| other.slug != slug).collect(),
        changes_owner: None,
    }
}
