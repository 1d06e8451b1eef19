//! Every page as the server sends it, in both languages and in every state: what a visitor without a
//! script, a search engine and a screen reader get.

mod account;
mod desktop;
mod market;
mod organisation;

use app::i18n::Locale::{self, English, German};
use leptos_router::SsrMode;
use market::{Market, Page, get};

const PAGES: [(&str, &str, &str); 9] = [
    ("/", "What do you need to get done?", "Was möchten Sie erledigen?"),
    ("/apps", "All apps", "Alle Apps"),
    ("/apps/ledger-bridge", "About this app", "Über diese App"),
    ("/partners/northwind-works", "Partner since", "Partner seit"),
    ("/categories", "Jobs to be done", "Aufgaben"),
    ("/categories/finance", "Best of Finance", "Das Beste aus Finance"),
    ("/verticals/retail", "Vertical", "Branche"),
    ("/compare?app=ledger-bridge&app=tally-ho", "Data regions", "Datenregionen"),
    ("/about", "What seals mean", "Was Siegel bedeuten"),
];

fn has(page: &Page, wanted: &str) {
    assert!(page.html.contains(wanted), "{wanted:?} is missing in:\n{}", page.html);
}

fn lacks(page: &Page, unwanted: &str) {
    assert!(!page.html.contains(unwanted), "{unwanted:?} is in:\n{}", page.html);
}

fn count(page: &Page, wanted: &str) -> usize {
    page.html.matches(wanted).count()
}

async fn open(address: &str) -> Page {
    get(Market::Open, English, address).await
}

/// What every page has, whatever its state.
fn complete(page: &Page, locale: Locale, address: &str) {
    assert!(page.html.starts_with("<!DOCTYPE html>"), "{address}");
    has(page, &format!("<html lang=\"{}\" data-rendered=\"server\"", locale.tag()));
    assert_eq!(count(page, "<h1"), 1, "{address}: one heading of the page\n{}", page.html);
    assert_eq!(count(page, "<main id=\"main\""), 1, "{address}");
    assert_eq!(count(page, "<title>"), 1, "{address}");
    assert_eq!(count(page, "<meta name=\"description\""), 1, "{address}");
    has(page, "class=\"skip-link\"");
    has(page, "<footer");
    lacks(page, " style=\"");
    lacks(page, "<noscript");
}

#[test]
fn every_page_is_rendered_whole() {
    let routes = market::routes();
    assert_eq!(routes.len(), PAGES.len() + 1, "a route that no page here opens: {routes:?}");
    for route in routes {
        assert_eq!(route.mode(), &SsrMode::Async, "{}", route.path());
    }
}

#[tokio::test]
async fn every_page_is_complete_in_both_languages() {
    for (address, english, german) in PAGES {
        for (locale, text) in [(English, english), (German, german)] {
            let page = get(Market::Open, locale, address).await;
            assert_eq!(page.status, 200, "{address}");
            complete(&page, locale, address);
            has(&page, text);
        }
    }
}

#[tokio::test]
async fn every_page_says_when_the_server_fails_or_is_gone() {
    for (address, ..) in PAGES.into_iter().filter(|(address, ..)| *address != "/about") {
        for locale in Locale::ALL {
            let broken = get(Market::Broken, locale, address).await;
            assert_eq!(broken.status, 500, "{address}");
            complete(&broken, locale, address);
            has(&broken, "req-0042");
            has(&broken, locale.pick("Try again", "Erneut versuchen"));

            let gone = get(Market::Gone, locale, address).await;
            assert_eq!(gone.status, 503, "{address}");
            complete(&gone, locale, address);
            has(
                &gone,
                locale.pick("The marketplace cannot be reached", "Der Marktplatz ist nicht erreichbar"),
            );
        }
    }
}

#[tokio::test]
async fn an_empty_market_says_so() {
    for (address, text) in [
        ("/", "No app is published here yet"),
        ("/apps", "No app matches"),
        ("/categories", "No app is published here yet"),
        ("/compare", "Nothing to compare yet"),
    ] {
        let page = get(Market::Empty, English, address).await;
        assert_eq!(page.status, 200, "{address}");
        complete(&page, English, address);
        has(&page, text);
    }
}

#[tokio::test]
async fn unknown_addresses_help_and_are_404() {
    for address in [
        "/apps/ledger-brigde",
        "/partners/nobody",
        "/categories/nothing",
        "/verticals/nothing",
        "/no/such-page",
        "/apps/NOT A SLUG".replace(' ', "%20").as_str(),
    ] {
        for locale in Locale::ALL {
            let page = get(Market::Open, locale, address).await;
            assert_eq!(page.status, 404, "{address}");
            complete(&page, locale, address);
            has(&page, "id=\"not-found-search\"");
            has(&page, "Ledger Bridge");
            has(&page, "/categories/finance");
            has(&page, "<meta name=\"robots\" content=\"noindex\"");
        }
    }
}

#[tokio::test]
async fn parameters_at_fault_are_named_with_a_way_on() {
    let page = open("/apps?q=ledger&colour=red&limit=0").await;
    assert_eq!(page.status, 400);
    complete(&page, English, "/apps?colour");
    has(&page, "<code>colour</code>");
    has(&page, "<code>limit</code>");
    has(&page, "href=\"/apps?q=ledger\"");
    // What was typed is kept.
    has(&page, "value=\"ledger\"");
}

#[tokio::test]
async fn the_directory_works_as_a_form_and_with_links() {
    let page = open("/apps?q=ledgr&category=finance&rating_min=4").await;
    has(&page, "<form action=\"/apps\" method=\"get\"");
    has(&page, "type=\"hidden\" name=\"q\" value=\"ledgr\"");
    has(&page, "name=\"category\" value=\"finance\" checked");
    has(&page, "Apply filters");
    // Chips lead to the list without them; "did you mean" and "show more" are links.
    has(&page, "aria-label=\"Remove the filter Category: Finance\"");
    has(&page, "href=\"/apps?q=ledgr&amp;rating_min=4\"");
    has(&page, "href=\"/apps?q=ledger&amp;category=finance&amp;rating_min=4\"");
    has(&page, "href=\"/apps?q=ledgr&amp;category=finance&amp;rating_min=4&amp;cursor=next-page\"");
    has(&page, "3 apps found for “ledgr”");
    has(&page, "Why this rank");
    has(&page, "New here: shown to give it a chance");
    // Languages and pricing models in words.
    has(&page, "French");
    has(&page, "Subscription");
    let german = get(Market::Open, German, "/apps").await;
    has(&german, "Französisch");
    has(&german, "Abonnement");
    has(&german, "Warum dieser Rang");
}

#[tokio::test]
async fn a_later_page_of_a_list_leads_back_to_its_start() {
    let page = open("/apps?sort=name&cursor=next-page").await;
    assert_eq!(count(&page, "data-testid=\"card\""), 1);
    has(&page, "This list goes on from an earlier page.");
    has(&page, "href=\"/apps?sort=name\"");
    lacks(&page, "data-testid=\"show-more\"");
}

#[tokio::test]
async fn a_search_without_results_offers_ways_out() {
    let page = open("/apps?q=zzzz&category=finance").await;
    has(&page, "No app matches");
    has(&page, "Search without filters");
    has(&page, "href=\"/apps?q=zzzz\"");
}

#[tokio::test]
async fn a_listing_tells_its_story_and_its_facts() {
    let page = open("/apps/ledger-bridge").await;
    for wanted in [
        "Visit website",
        "href=\"https://www.northwind.example/bridge\"",
        ">northwind.example</a>",
        "from €19 a month",
        "European Union",
        "English, German",
        "GDPR",
        "Version 2.4.1",
        "Why this score",
        "4.32",
        "<strong>both ways</strong>",
        "alt=\"The list of invoices\"",
        "href=\"/media/0b/1600\"",
        "Checked by",
        "Guildhall Lab",
        "Tally Ho",
        "/feeds/categories/finance.atom",
    ] {
        has(&page, wanted);
    }
    lacks(&page, "Install ");
}

#[tokio::test]
async fn a_listing_says_what_its_partner_wrote_in_plain_words() {
    let page = open("/apps/ledger-bridge").await;
    for wanted in [
        "Try it for 14 days.",
        "<b>Team</b><p>€49 a year</p>",
        "What it asks for",
        "Change orders",
        "Read documents",
        "Totals of orders",
        "European Union, Switzerland, after 1 day",
        "after 30 days",
        "href=\"https://northwind.example/privacy\"",
        "href=\"mailto:help@northwind.example\"",
        "within 8 hours",
        "99.50\u{a0}%",
        "api.northwind.example",
        "Watch the video on video.example",
        "Earlier versions",
        "security</span>",
        "href=\"#data\"",
    ] {
        has(&page, wanted);
    }
    lacks(&page, "href=\"javascript");
    let place = |text: &str| page.html.find(text).unwrap_or_else(|| panic!("{text} is missing"));
    assert!(place("Change orders") < place("Read documents"), "what is required comes first");
    let german = get(Market::Open, German, "/apps/ledger-bridge").await;
    for wanted in ["Bestellungen ändern", "14 Tage zum Ausprobieren.", "Wohin Daten gehen", "nach 30 Tagen"]
    {
        has(&german, wanted);
    }
    let other = open("/apps/tally-ho").await;
    has(&other, "<a href=\"/apps/ledger-bridge\">Ledger Bridge</a>");
    lacks(&other, "What it asks for");
}

#[tokio::test]
async fn a_suspended_app_says_since_when_and_why_and_is_not_indexed() {
    for (locale, said) in [(English, "suspended since"), (German, "ausgesetzt")] {
        let page = get(Market::Open, locale, "/apps/gone-away").await;
        assert_eq!(page.status, 200);
        complete(&page, locale, "/apps/gone-away");
        has(&page, said);
        has(&page, "It sent &lt;i&gt;data&lt;/i&gt; away.");
        has(&page, "<meta name=\"robots\" content=\"noindex\"");
    }
}

#[tokio::test]
async fn pages_describe_themselves_to_machines() {
    let page = open("/apps/ledger-bridge").await;
    has(&page, "<title>Ledger Bridge · Guildhall</title>");
    has(&page, "<link href=\"https://market.example/apps/ledger-bridge\" rel=\"canonical\"");
    has(&page, "<meta property=\"og:image\" content=\"https://market.example/og/apps/ledger-bridge.png\"");
    has(&page, "\"@type\":\"SoftwareApplication\"");
    has(&page, "\"@type\":\"BreadcrumbList\"");
    has(&page, "\"ratingValue\":\"4.32\"");
    has(&page, "application/atom+xml");
    let partner = open("/partners/northwind-works").await;
    has(&partner, "\"@type\":\"Organization\"");
    let directory = open("/apps").await;
    has(&directory, "<link href=\"https://market.example/apps\" rel=\"canonical\"");
    has(&open("/apps?q=ledger").await, "<meta name=\"robots\" content=\"noindex\"");
}

#[tokio::test]
async fn hostile_names_stay_text() {
    for address in
        ["/", "/apps", "/apps/ledger-bridge", "/compare?app=ledger-bridge", "/partners/northwind-works"]
    {
        let page = get(Market::Hostile, English, address).await;
        assert_eq!(page.status, 200, "{address}");
        lacks(&page, "<script>alert(1)");
        assert_eq!(count(&page, "</title>"), 1, "{address}");
    }
    let page = open("/apps?q=%3C/script%3E%3Cscript%3Ealert(1)%3C/script%3E").await;
    lacks(&page, "<script>alert(1)");
}

#[tokio::test]
async fn apps_stand_side_by_side_and_differences_are_marked_on_demand() {
    let page = open("/compare?app=ledger-bridge&app=tally-ho").await;
    has(&page, "Comparison of Ledger Bridge and Tally Ho");
    has(&page, "href=\"/compare?app=ledger-bridge&amp;app=tally-ho&amp;differences=true\"");
    has(&page, "aria-label=\"Remove Tally Ho\"");
    lacks(&page, "differs-mark");
    let page = open("/compare?app=ledger-bridge&app=tally-ho&differences=true").await;
    has(&page, "differs-mark");
    has(&page, "Stop marking differences");
    let page = open("/compare?app=ledger-bridge&app=nothing").await;
    has(&page, "No app is published under “nothing”.");
    has(&page, "Add Tally Ho");
    let page = open("/compare?app=ledger-bridge&app=a&app=b&app=c&app=d").await;
    has(&page, "At most four apps stand side by side.");
}

#[tokio::test]
async fn the_language_switch_is_a_link_that_comes_back() {
    let page = open("/apps?q=ledger").await;
    has(&page, "href=\"/language/de?back=%2Fapps%3Fq%3Dledger\"");
}

#[tokio::test]
async fn every_id_is_used_once() {
    for (address, ..) in PAGES {
        let page = open(address).await;
        let mut ids: Vec<&str> =
            page.html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        ids.sort_unstable();
        let repeated: Vec<_> = ids.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        assert!(repeated.is_empty(), "{address}: {repeated:?}");
    }
}
