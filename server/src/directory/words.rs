//! Labels of facet values that have no taxonomy of their own. The screens translate by value; these
//! are what the API says.

use shared::marketplace::api::Facet;

/// Pricing, regions, compliance regimes, languages and badges by value, sorted.
const LABELS: &[(Facet, &str, &str)] = &[
    (Facet::Pricing, "contact", "Contact sales"),
    (Facet::Pricing, "free", "Free"),
    (Facet::Pricing, "freemium", "Free to start"),
    (Facet::Pricing, "one_time", "One-time purchase"),
    (Facet::Pricing, "subscription", "Subscription"),
    (Facet::Pricing, "usage", "Pay per use"),
    (Facet::Region, "africa", "Africa"),
    (Facet::Region, "apac", "Asia Pacific"),
    (Facet::Region, "asia", "Asia"),
    (Facet::Region, "au", "Australia"),
    (Facet::Region, "br", "Brazil"),
    (Facet::Region, "ca", "Canada"),
    (Facet::Region, "ch", "Switzerland"),
    (Facet::Region, "cn", "China"),
    (Facet::Region, "de", "Germany"),
    (Facet::Region, "eu", "European Union"),
    (Facet::Region, "fr", "France"),
    (Facet::Region, "gb", "United Kingdom"),
    (Facet::Region, "in", "India"),
    (Facet::Region, "jp", "Japan"),
    (Facet::Region, "latam", "Latin America"),
    (Facet::Region, "me", "Middle East"),
    (Facet::Region, "sg", "Singapore"),
    (Facet::Region, "uk", "United Kingdom"),
    (Facet::Region, "us", "United States"),
    (Facet::Compliance, "c5", "BSI C5"),
    (Facet::Compliance, "ccpa", "CCPA"),
    (Facet::Compliance, "dora", "DORA"),
    (Facet::Compliance, "fedramp", "FedRAMP"),
    (Facet::Compliance, "gdpr", "GDPR"),
    (Facet::Compliance, "gobd", "GoBD"),
    (Facet::Compliance, "hipaa", "HIPAA"),
    (Facet::Compliance, "hitrust", "HITRUST"),
    (Facet::Compliance, "iso-27001", "ISO 27001"),
    (Facet::Compliance, "iso-27701", "ISO 27701"),
    (Facet::Compliance, "iso-9001", "ISO 9001"),
    (Facet::Compliance, "iso27001", "ISO 27001"),
    (Facet::Compliance, "nis2", "NIS 2"),
    (Facet::Compliance, "pci", "PCI DSS"),
    (Facet::Compliance, "pci-dss", "PCI DSS"),
    (Facet::Compliance, "psd2", "PSD2"),
    (Facet::Compliance, "soc-1", "SOC 1"),
    (Facet::Compliance, "soc-2", "SOC 2"),
    (Facet::Compliance, "soc1", "SOC 1"),
    (Facet::Compliance, "soc2", "SOC 2"),
    (Facet::Compliance, "sox", "SOX"),
    (Facet::Compliance, "tisax", "TISAX"),
    (Facet::Compliance, "wcag", "WCAG"),
    (Facet::Language, "ar", "Arabic"),
    (Facet::Language, "bg", "Bulgarian"),
    (Facet::Language, "ca", "Catalan"),
    (Facet::Language, "cs", "Czech"),
    (Facet::Language, "da", "Danish"),
    (Facet::Language, "de", "German"),
    (Facet::Language, "el", "Greek"),
    (Facet::Language, "en", "English"),
    (Facet::Language, "es", "Spanish"),
    (Facet::Language, "et", "Estonian"),
    (Facet::Language, "fi", "Finnish"),
    (Facet::Language, "fr", "French"),
    (Facet::Language, "he", "Hebrew"),
    (Facet::Language, "hi", "Hindi"),
    (Facet::Language, "hr", "Croatian"),
    (Facet::Language, "hu", "Hungarian"),
    (Facet::Language, "id", "Indonesian"),
    (Facet::Language, "it", "Italian"),
    (Facet::Language, "ja", "Japanese"),
    (Facet::Language, "ko", "Korean"),
    (Facet::Language, "lt", "Lithuanian"),
    (Facet::Language, "lv", "Latvian"),
    (Facet::Language, "nb", "Norwegian"),
    (Facet::Language, "nl", "Dutch"),
    (Facet::Language, "no", "Norwegian"),
    (Facet::Language, "pl", "Polish"),
    (Facet::Language, "pt", "Portuguese"),
    (Facet::Language, "pt-BR", "Portuguese (Brazil)"),
    (Facet::Language, "ro", "Romanian"),
    (Facet::Language, "ru", "Russian"),
    (Facet::Language, "sk", "Slovak"),
    (Facet::Language, "sl", "Slovenian"),
    (Facet::Language, "sv", "Swedish"),
    (Facet::Language, "th", "Thai"),
    (Facet::Language, "tr", "Turkish"),
    (Facet::Language, "uk", "Ukrainian"),
    (Facet::Language, "vi", "Vietnamese"),
    (Facet::Language, "zh", "Chinese"),
    (Facet::Badge, "data", "Data"),
    (Facet::Badge, "performance", "Performance"),
    (Facet::Badge, "security", "Security"),
];

/// The label of a well-known value.
pub(crate) fn well_known(facet: Facet, value: &str) -> Option<&'static str> {
    LABELS.binary_search_by(|(of, known, _)| (*of, *known).cmp(&(facet, value))).ok().map(|at| LABELS[at].2)
}

/// Every value that has a label of its own.
pub(crate) fn all_well_known() -> impl Iterator<Item = (Facet, &'static str)> {
    LABELS.iter().map(|(facet, value, _)| (*facet, *value))
}

/// The label of any value: the well-known one, else the value made readable.
pub(crate) fn label(facet: Facet, value: &str) -> String {
    if let Some(known) = well_known(facet, value) {
        return known.to_owned();
    }
    match facet {
        Facet::Language => value.to_owned(),
        Facet::Compliance => value.replace('-', " ").to_uppercase(),
        Facet::Category | Facet::Vertical | Facet::Job | Facet::Pricing | Facet::Region | Facet::Badge => {
            let spaced = value.replace(['-', '_'], " ");
            let mut letters = spaced.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_so_that_it_can_be_searched() {
        let order: Vec<_> = LABELS.iter().map(|(facet, value, _)| (*facet, *value)).collect();
        assert!(order.is_sorted_by(|one, next| one < next), "sort LABELS by facet and value");
    }

    #[test]
    fn every_value_has_a_label() {
        let check = |facet, value, text: &str| assert_eq!(label(facet, value), text, "{value}");
        check(Facet::Region, "eu", "European Union");
        check(Facet::Region, "south-pole", "South pole");
        check(Facet::Compliance, "iso-42001", "ISO 42001");
        check(Facet::Language, "tlh", "tlh");
        check(Facet::Category, "point-of-sale", "Point of sale");
    }
}
