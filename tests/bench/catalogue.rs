//! A large catalogue, the same at every run.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::ensure;
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use serde_json::json;

const FIRST: [&str; 24] = [
    "Amber", "Basalt", "Cedar", "Delta", "Ember", "Fjord", "Granite", "Harbor", "Indigo", "Juniper",
    "Kestrel", "Lantern", "Meadow", "Nimbus", "Orchard", "Pebble", "Quarry", "Raven", "Summit", "Tundra",
    "Umber", "Vertex", "Willow", "Zephyr",
];
const SECOND: [&str; 24] = [
    "Ledger", "Bridge", "Relay", "Sync", "Desk", "Flow", "Route", "Vault", "Pulse", "Board", "Signal",
    "Forms", "Sheets", "Books", "Tickets", "Chat", "Mail", "Audit", "Quota", "Stock", "Fleet", "Roster",
    "Survey", "Index",
];
const WORDS: [&str; 48] = [
    "invoices",
    "customers",
    "contracts",
    "orders",
    "support",
    "billing",
    "warehouse",
    "delivery",
    "reports",
    "forecast",
    "pipeline",
    "leads",
    "campaigns",
    "consent",
    "privacy",
    "schedule",
    "payroll",
    "expenses",
    "approval",
    "signature",
    "inventory",
    "returns",
    "refunds",
    "messages",
    "calls",
    "meetings",
    "tasks",
    "projects",
    "documents",
    "archive",
    "search",
    "import",
    "export",
    "mapping",
    "automation",
    "alerts",
    "dashboard",
    "metrics",
    "surveys",
    "feedback",
    "training",
    "onboarding",
    "territory",
    "quotes",
    "pricing",
    "renewals",
    "subscriptions",
    "usage",
];
const CATEGORIES: [&str; 16] = [
    "crm",
    "billing",
    "support",
    "analytics",
    "marketing",
    "commerce",
    "finance",
    "people",
    "security",
    "data",
    "documents",
    "communication",
    "logistics",
    "projects",
    "developer-tools",
    "compliance",
];

/// Searches as people type them: one word, two words, an unfinished one, a name.
pub(crate) const QUERIES: [&str; 12] = [
    "invoices",
    "customers support",
    "billing",
    "contracts sig",
    "amber ledger",
    "delivery reports",
    "pay",
    "consent",
    "warehouse inventory",
    "export",
    "forecast pipeline leads",
    "raven",
];

/// Writes `rows` rows of the import format.
pub(crate) fn write(path: &Path, rows: u32) -> anyhow::Result<()> {
    let mut random = StdRng::seed_from_u64(7);
    let mut out = BufWriter::new(File::create(path)?);
    for row in 0..rows {
        let pick = |random: &mut StdRng, from: &[&'static str]| *from.choose(random).unwrap_or(&"");
        let name = format!("{} {} {row}", pick(&mut random, &FIRST), pick(&mut random, &SECOND));
        let text = |random: &mut StdRng, words: usize| {
            (0..words).map(|_| pick(random, &WORDS)).collect::<Vec<_>>().join(" ")
        };
        let tagline = text(&mut random, 8);
        let description = (0..3).map(|_| text(&mut random, 25)).collect::<Vec<_>>().join("\n\n");
        let partner = random.random_range(0..1000);
        let (month, day) = (random.random_range(1..13), random.random_range(1..28));
        let line = json!({
            "slug": format!("app-{row:06}"),
            "name": name,
            "tagline": tagline,
            "partner": { "slug": format!("partner-{partner:03}"), "name": format!("Partner {partner}") },
            "categories": [pick(&mut random, &CATEGORIES), pick(&mut random, &CATEGORIES)],
            "verticals": [pick(&mut random, &["retail", "health", "finance", "public", "manufacturing", "education"])],
            "jobs": [pick(&mut random, &["close-books", "win-deals", "ship-orders", "answer-tickets", "keep-records"])],
            "regions": [pick(&mut random, &["eu", "us", "uk", "apac"])],
            "compliance": [pick(&mut random, &["gdpr", "hipaa", "pci-dss", "soc-2", "iso-27001"])],
            "languages": ["en", pick(&mut random, &["de", "fr", "es", "nl", "it", "pl"])],
            "pricing": { "model": pick(&mut random, &["free", "freemium", "subscription", "usage"]) },
            "description_md": description,
            "released_at": format!("2025-{month:02}-{day:02}T00:00:00Z"),
        });
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    Ok(())
}

/// A data folder with the catalogue imported by the real program.
pub(crate) fn imported(data: &Path, rows: u32) -> anyhow::Result<PathBuf> {
    let file = data.with_extension("ndjson");
    write(&file, rows)?;
    import(&file, data)?;
    Ok(file)
}

/// `guildhall import`.
pub(crate) fn import(file: &Path, data: &Path) -> anyhow::Result<()> {
    println!("    importing {} …", file.display());
    let mut command = Command::new(tests::binary("guildhall"));
    command.arg("import").arg(file).arg("--data").arg(data).arg("--create-categories");
    let output = command.output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}
