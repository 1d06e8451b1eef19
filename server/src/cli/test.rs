//! `guildhall test`: whether an app keeps the contract and its performance budget, as a review finds it.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use clap::Args;
use serde_json::json;
use shared::{
    ids::RunId,
    manifest::{
        Facts, Manifest, catalogue::Catalogue, lint_bytes, policy::LintPolicy, rule::Severity,
        words::Language,
    },
    ports::Clock,
    sandbox::{
        budget::{Over, words::over},
        contract::{
            check::Check,
            suite::SUITE,
            version::ApiVersion,
            words::{finding, reason},
        },
        fixtures::fixtures,
        policy::SandboxPolicy,
        target::Target,
    },
    webhooks::secret::SigningSecret,
};

use super::{
    Stopped,
    manifest::{bytes_of, catalogue, format_of, shown, unreadable},
    on_runtime, print,
    report::{Spoken, Written, json_text, judged, sarif_log, sarif_result, sarif_rule},
};
use crate::{
    ports::{SystemClock, SystemIds},
    sandbox::{Trial, Tried, try_app},
};

mod labels;
mod text;

/// The secret in the examples of Standard Webhooks. Everybody knows it.
const EXAMPLE_SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
/// What the records that are sent are made from.
const SEED: u32 = 1;

#[derive(Debug, Args)]
pub(super) struct TestArgs {
    /// The manifest, TOML or JSON; or - for standard input.
    #[arg(long, value_name = "FILE")]
    manifest: PathBuf,
    /// Where the app is: scheme, host and port that take the place of those in the manifest. This machine may be
    /// called, also over http.
    #[arg(long, value_name = "URL")]
    target: Target,
    /// A version of the API to call by; can be given several times. Every one in force when not given.
    #[arg(long, value_name = "DAY")]
    api_version: Vec<ApiVersion>,
    /// How the report is written.
    #[arg(long, value_enum, default_value_t = Written::Text)]
    format: Written,
    /// The secret by which the app verifies signatures; that of the Standard Webhooks examples when not given.
    #[arg(long, env = "WEBHOOK_SECRET", hide_env_values = true, value_name = "whsec_…")]
    secret: Option<SigningSecret>,
    /// What manifests may ask for, as JSON; the standard catalogue when not given.
    #[arg(long, value_name = "FILE")]
    catalogue: Option<PathBuf>,
    /// Numbers that differ from the program's, as JSON. They change the hash of the report.
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// The language of the sentences.
    #[arg(long, visible_alias = "lang", value_enum, default_value_t = Spoken::En)]
    language: Spoken,
}

pub(super) fn run(args: &TestArgs) -> Result<(), Stopped> {
    let language = Language::from(args.language);
    let policy = policy(args.policy.as_deref())?;
    args.target
        .check(&policy.addresses)
        .map_err(|why| Stopped::misused(format!("--target {}: {}.", args.target, reason(language, why))))?;
    let today = SystemClock.now().date_naive();
    let mut versions = args.api_version.clone();
    if versions.is_empty() {
        versions = policy.contract.versions_on(today);
    }
    versions.sort_unstable();
    versions.dedup();
    let shown = shown(&args.manifest);
    let catalogue = catalogue(args.catalogue.as_deref())?;
    let manifest = manifest(args, &shown, &catalogue)?;
    let (target, secret) = (args.target.clone(), args.secret.clone());
    let tried = on_runtime(async move {
        let secret = match secret {
            Some(secret) => secret,
            None => EXAMPLE_SECRET.parse().map_err(Stopped::failed)?,
        };
        let trial = Trial {
            run: RunId::new(&SystemIds::default()),
            manifest: &manifest,
            catalogue: &catalogue,
            fixtures: &fixtures(SEED, 1),
            target: &target,
            secret: &secret,
            versions: &versions,
            policy: &policy,
        };
        try_app(trial, &SystemClock).await.map_err(Stopped::failed)
    })?;
    print(&match args.format {
        Written::Text => text::text(&tried, &shown, args.secret.is_some(), language),
        Written::Json => json_text(&json!({
            "contract": tried.contract,
            "exchanges": tried.exchanges,
            "passes": tried.passes(),
            "performance": tried.performance,
        }))?,
        Written::Sarif => sarif(&tried, &shown, language),
    })?;
    judged(tried.passes())
}

/// A manifest that the linter finds fault with is tried all the same: an app is built a piece at a time.
fn manifest(args: &TestArgs, shown: &str, catalogue: &Catalogue) -> Result<Manifest, Stopped> {
    let bytes = bytes_of(&args.manifest)?;
    let facts = Facts { today: SystemClock.now().date_naive(), approved: None };
    let policy = LintPolicy { allow_loopback: true, ..LintPolicy::default() };
    let report = lint_bytes(&bytes, format_of(&args.manifest, &bytes), catalogue, &policy, &facts);
    if report.manifest.is_some() && !report.passes {
        let errors = report.count(Severity::Error);
        // Nobody is left to tell when the terminal is gone.
        let _ =
            writeln!(io::stderr(), "guildhall: {shown} has errors: {errors}. `guildhall lint` names them.");
    }
    report
        .manifest
        .ok_or_else(|| Stopped::misused(format!("{shown} is no manifest. Lint it by itself to see why.")))
}

/// The policy in a file, the program's without; of one's own machine it says nothing.
fn policy(file: Option<&Path>) -> Result<SandboxPolicy, Stopped> {
    let mut policy = match file {
        None => SandboxPolicy::default(),
        Some(file) => serde_json::from_slice(&fs::read(file).map_err(|error| unreadable(file, &error))?)
            .map_err(|error| Stopped::misused(format!("{} is not a policy: {error}.", file.display())))?,
    };
    policy.addresses.allow_loopback = true;
    Ok(policy)
}

fn sarif(tried: &Tried, shown: &str, language: Language) -> String {
    let contract = tried.contract.findings.iter().map(|found| {
        let said = finding(language, found);
        sarif_result(found.check.id(), found.severity, &said, shown, None, &found.place.pointer)
    });
    let performance = tried.performance.endpoints.iter().flat_map(|figures| {
        let one = |it: &Over| {
            sarif_result(it.id(), Severity::Error, &over(language, it), shown, None, &figures.pointer)
        };
        figures.over.iter().map(one)
    });
    let mut rules: Vec<(&str, Severity)> = tried.contract.findings.iter().map(|it| rule(it.check)).collect();
    let limits = tried.performance.endpoints.iter().flat_map(|figures| &figures.over);
    rules.extend(limits.map(|it| (it.id(), Severity::Error)));
    rules.sort_unstable();
    rules.dedup();
    let rules = rules.into_iter().map(|(id, severity)| sarif_rule(id, severity)).collect();
    let properties = json!({
        "reportHash": tried.contract.hash,
        "performanceHash": tried.performance.hash,
        "passes": tried.passes(),
    });
    sarif_log("guildhall test", SUITE, rules, contract.chain(performance).collect(), properties)
}

const fn rule(check: Check) -> (&'static str, Severity) {
    (check.id(), check.severity())
}

#[cfg(test)]
mod tests;
