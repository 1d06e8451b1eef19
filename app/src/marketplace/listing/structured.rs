//! A listing as structured data: schema.org `SoftwareApplication`.

use serde_json::{Value, json};
use shared::marketplace::{api::ListingPage, model::PricingModel};

use super::super::address;
use crate::head::absolute;

/// The document. What is not known is left out; nothing is claimed that the page does not show.
pub fn software(listing: &ListingPage) -> Value {
    let mut document = json!({
        "@context": "https://schema.org",
        "@type": "SoftwareApplication",
        "name": listing.name,
        "description": listing.tagline,
        "url": absolute(&address::app(&listing.slug)),
        "applicationCategory": listing.categories.first().map_or("BusinessApplication", |main| &main.label),
        "operatingSystem": "Web",
        "datePublished": listing.published_at.date_naive().to_string(),
        "dateModified": listing.updated_at.date_naive().to_string(),
        "author": {
            "@type": "Organization",
            "name": listing.partner.name,
            "url": absolute(&address::partner(&listing.partner.slug)),
        },
    });
    let mut put = |name: &str, value: Value| {
        document[name] = value;
    };
    if let Some(icon) = &listing.icon_url {
        put("image", absolute(icon).into());
    }
    let pictures: Vec<String> =
        listing.screenshots.iter().map(|shot| absolute(&format!("{}/1600", shot.url))).collect();
    if !pictures.is_empty() {
        put("screenshot", pictures.into());
    }
    if let Some(release) = &listing.release {
        put("softwareVersion", release.version.clone().into());
    }
    if !listing.languages.is_empty() {
        put("inLanguage", listing.languages.clone().into());
    }
    let price = match (listing.pricing.model, listing.pricing.from) {
        (PricingModel::Free | PricingModel::Freemium, from) => {
            Some(("0".to_owned(), from.map_or(shared::money::Currency::EUR, |from| from.currency)))
        }
        (_, Some(from)) => Some((from.decimal(), from.currency)),
        (_, None) => None,
    };
    if let Some((price, currency)) = price {
        put("offers", json!({ "@type": "Offer", "price": price, "priceCurrency": currency.as_str() }));
    }
    if listing.rating.count > 0 {
        put(
            "aggregateRating",
            json!({
                "@type": "AggregateRating",
                "ratingValue": listing.rating.score.to_string(),
                "ratingCount": listing.rating.count,
                "bestRating": "5",
                "worstRating": "1",
            }),
        );
    }
    document
}
