//! Pictures for link previews, 1200 × 630: an app with its name, or the marketplace with its own.

use std::fmt::Write;

use app::i18n::Locale;
use axum::{
    extract::{Path, State},
    response::Response,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use http::HeaderMap;
use shared::marketplace::api::{Facet, ListingCard};

use super::{
    Document,
    texts::{PRODUCT, texts},
    unknown,
};
use crate::{
    Failure, Services,
    media::{Lettering, Ruler},
    xml::escape,
};

const PAPER: &str = "#fbfaf6";
const INK: &str = "#231f1a";
const SOFT: &str = "#524c44";
const LINE: &str = "#e4e0d8";
const SEAL: &str = "#b02d24";
const MARGIN: f32 = 88.0;
const RIGHT: f32 = 1200.0 - MARGIN;
/// Side of the app's icon.
const ICON: f32 = 152.0;

const TITLE: Lettering = Lettering { family: "Newsreader", weight: 600, size: 76.0 };
const TEXT: Lettering = Lettering { family: "Instrument Sans", weight: 400, size: 36.0 };
const SMALL: Lettering = Lettering { family: "Instrument Sans", weight: 600, size: 30.0 };

/// What a picture says.
struct Card {
    title: String,
    text: String,
    /// Beside the icon, or nothing.
    partner: String,
    /// In the lower right corner, or nothing.
    category: String,
    /// A data URL, or nothing.
    icon: Option<String>,
}

/// `/og/apps/{slug}.png`
pub(super) async fn of_app(
    State(services): State<Services>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let snapshot = services.directory.snapshot();
    let slug = file.strip_suffix(".png").and_then(|slug| slug.parse().ok());
    let slug = slug.ok_or_else(|| unknown("No app has this picture."))?;
    let card = snapshot.card(&slug).ok_or_else(|| unknown("No app has this picture."))?;
    let card: ListingCard = serde_json::from_str(card).map_err(anyhow::Error::new)?;
    let version = snapshot.version_of(&slug).unwrap_or_default();
    let document = document(format!("og-{slug}-{version}-{:x}", snapshot.generation()));
    if let Some(unchanged) = document.unchanged(&headers) {
        return Ok(unchanged);
    }
    let category = card.categories.first();
    let category = category.map(|slug| snapshot.term_ref(Facet::Category, slug).label).unwrap_or_default();
    let icon = icon(&services, card.icon_url.as_deref()).await?;
    let card = Card { title: card.name, text: card.tagline, partner: card.partner.name, category, icon };
    Ok(document.with(services.media.compose(move |ruler| drawing(&card, ruler)).await?))
}

/// `/og/default.png`
pub(super) async fn of_marketplace(
    State(services): State<Services>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let document = document("og-marketplace-1".to_owned());
    if let Some(unchanged) = document.unchanged(&headers) {
        return Ok(unchanged);
    }
    let card = Card {
        title: PRODUCT.to_owned(),
        // Previews are fetched by machines that speak for no reader.
        text: texts(Locale::English).product_line.to_owned(),
        partner: String::new(),
        category: String::new(),
        icon: None,
    };
    Ok(document.with(services.media.compose(move |ruler| drawing(&card, ruler)).await?))
}

fn document(version: String) -> Document {
    Document { kind: "image/png", version, fresh: 3600 }
}

/// The icon as a data URL. A picture that is gone leaves its place to the initial.
async fn icon(services: &Services, url: Option<&str>) -> Result<Option<String>, Failure> {
    let digest = url.and_then(|url| url.strip_prefix("/media/")).and_then(|rest| rest.split('/').next());
    let Some(digest) = digest else { return Ok(None) };
    let served = services.media.variant(digest, 256).await?;
    Ok(served.map(|(bytes, mime)| format!("data:{mime};base64,{}", STANDARD.encode(bytes))))
}

/// The picture as SVG.
fn drawing(card: &Card, ruler: &Ruler<'_>) -> String {
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\">\
         <rect width=\"1200\" height=\"630\" fill=\"{PAPER}\"/><rect width=\"1200\" height=\"12\" fill=\"{SEAL}\"/>"
    );
    let mut top = 84.0;
    if card.partner.is_empty() {
        mark(&mut svg, MARGIN, top, ICON);
    } else {
        app_icon(&mut svg, card, top);
        let x = MARGIN + ICON + 36.0;
        let partner = ruler.lines(&card.partner, SMALL, RIGHT - x, 1);
        text(&mut svg, &partner, SMALL, SOFT, x, top + ICON / 2.0 + 10.0);
    }
    top += ICON + 84.0;
    let title = ruler.lines(&card.title, TITLE, RIGHT - MARGIN, 2);
    top = text(&mut svg, &title, TITLE, INK, MARGIN, top);
    // Two lines of title leave room for two of text.
    let lines = if title.len() > 1 { 2 } else { 3 };
    let about = ruler.lines(&card.text, TEXT, RIGHT - MARGIN, lines);
    text(&mut svg, &about, TEXT, SOFT, MARGIN, top - 18.0);
    foot(&mut svg, card, ruler);
    svg.push_str("</svg>");
    svg
}

fn foot(svg: &mut String, card: &Card, ruler: &Ruler<'_>) {
    if card.partner.is_empty() {
        return;
    }
    // Writing into a String does not fail.
    let _ = write!(
        svg,
        "<rect x=\"{MARGIN}\" y=\"532\" width=\"{}\" height=\"2\" fill=\"{LINE}\"/>",
        RIGHT - MARGIN
    );
    mark(svg, MARGIN, 552.0, 44.0);
    let name = Lettering { family: "Newsreader", weight: 600, size: 32.0 };
    text(svg, &[PRODUCT.to_owned()], name, INK, MARGIN + 60.0, 585.0);
    let category = ruler.lines(&card.category, SMALL, 600.0, 1);
    if let Some(line) = category.first() {
        text(svg, &category, SMALL, SOFT, RIGHT - ruler.width(line, SMALL), 585.0);
    }
}

/// The app's icon, or its initial on the accent's colour.
fn app_icon(svg: &mut String, card: &Card, top: f32) {
    let _ = match &card.icon {
        Some(data) => write!(
            svg,
            "<clipPath id=\"icon\"><rect x=\"{MARGIN}\" y=\"{top}\" width=\"{ICON}\" height=\"{ICON}\" rx=\"28\"/></clipPath>\
             <image clip-path=\"url(#icon)\" x=\"{MARGIN}\" y=\"{top}\" width=\"{ICON}\" height=\"{ICON}\" \
             preserveAspectRatio=\"xMidYMid slice\" href=\"{data}\"/>"
        ),
        None => write!(
            svg,
            "<rect x=\"{MARGIN}\" y=\"{top}\" width=\"{ICON}\" height=\"{ICON}\" rx=\"28\" fill=\"#00615c\"/>\
             <text x=\"{}\" y=\"{}\" text-anchor=\"middle\" font-family=\"Newsreader\" font-weight=\"600\" \
             font-size=\"88\" fill=\"{PAPER}\">{}</text>",
            MARGIN + ICON / 2.0,
            top + ICON / 2.0 + 30.0,
            escape(&card.title.chars().take(1).flat_map(char::to_uppercase).collect::<String>()),
        ),
    };
}

/// The guild's mark: a hall on a seal.
fn mark(svg: &mut String, x: f32, y: f32, side: f32) {
    let _ = write!(
        svg,
        "<g transform=\"translate({x} {y}) scale({})\"><circle cx=\"16\" cy=\"16\" r=\"15.5\" fill=\"{SEAL}\"/>\
         <circle cx=\"16\" cy=\"16\" r=\"13.5\" fill=\"none\" stroke=\"#fdf3ee\" stroke-width=\".6\" opacity=\".7\"/>\
         <path fill=\"#fdf3ee\" d=\"M7.5 23.5v-7h3v-3.5h3v-3.5h1.5v-3h2v3h1.5v3.5h3v3.5h3v7h-5.5v-3.5a3 3 0 0 0-6 0v3.5z\"/></g>",
        side / 32.0
    );
}

/// Lines of text from a first baseline down. Gives the baseline after the last.
fn text(svg: &mut String, lines: &[String], lettering: Lettering, colour: &str, x: f32, y: f32) -> f32 {
    let Lettering { family, weight, size } = lettering;
    let mut baseline = y;
    for line in lines {
        let _ = write!(
            svg,
            "<text x=\"{x}\" y=\"{baseline}\" font-family=\"{family}\" font-weight=\"{weight}\" \
             font-size=\"{size}\" fill=\"{colour}\">{}</text>",
            escape(line)
        );
        baseline += size * if size > 50.0 { 1.08 } else { 1.32 };
    }
    baseline
}
