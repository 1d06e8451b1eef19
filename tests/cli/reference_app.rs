//! The reference app keeps the contract; each of its twins breaks one check of it, and that one is found.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::Mutex,
    time::Duration,
};

use serde_json::Value;
use shared::sandbox::contract::check::Check;
use tests::{binary, process::Process};

/// Numbers by which a run against a twin takes seconds. Calls of a twin that is slow take longer than that run.
const POLICY: &str = r#"{
    "contract": { "timeout_ms": 2000 },
    "budget": { "requests": 40, "timeout_ms": 1500, "run_ms": 20000, "limits": {
        "health": { "min_requests": 10, "p50_ms": 200, "p95_ms": 500, "error_ppm": 10000 },
        "launch": { "min_requests": 10, "p50_ms": 400, "p95_ms": 1200, "error_ppm": 10000 }
    } }
}"#;
/// The same with less time than the calls of the slow twin need.
const SHORT: (&str, &str) = (r#""timeout_ms": 2000"#, r#""timeout_ms": 2000, "run_ms": 2500"#);

/// How many twins are tried at a time: most of them only wait.
const AT_A_TIME: usize = 4;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/reference-app")
}

/// Starts the app, and says where it is.
fn app(options: &[&str]) -> (Process, String) {
    let mut command = Command::new(binary("reference-app"));
    command.args(["--listen", "127.0.0.1:0"]).args(options);
    let mut process = Process::start("reference-app", &mut command);
    let url = process.wait_for(Duration::from_secs(30), |printed| {
        let at = printed.find("http://")?;
        printed[at..].split_once('\n').map(|(url, _)| url.to_owned())
    });
    (process, url)
}

fn guildhall(options: &[&str]) -> Output {
    let mut command = Command::new(binary("guildhall"));
    command.current_dir(folder()).env_remove("WEBHOOK_SECRET").args(options);
    command.output().expect("guildhall is built")
}

/// Tries the app at `url` by both versions of the API.
fn test(url: &str, options: &[&str]) -> Output {
    let both = ["--api-version", "2026-01-15", "--api-version", "2026-06-01"];
    let line = ["test", "--manifest", "manifest.toml", "--target", url];
    guildhall(&[&line, &both[..], options].concat())
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// The checks that are among the findings of a report in JSON, those of the performance budget too.
fn found(report: &Value) -> BTreeSet<String> {
    let contract = report["contract"]["findings"].as_array().expect("findings").iter();
    let performance = report["performance"]["endpoints"].as_array().expect("endpoints").iter();
    let performance = performance.flat_map(|figures| figures["over"].as_array().expect("limits"));
    contract
        .map(|finding| finding["check"].as_str().expect("a check").to_owned())
        .chain(performance.map(|limit| format!("performance.{}", limit["over"].as_str().expect("a limit"))))
        .collect()
}

#[test]
fn the_reference_app_passes_everything_with_the_hash_that_its_readme_names() {
    let lint = guildhall(&["lint", "manifest.toml"]);
    assert!(said(&lint).contains("0 Error, 0 Warning, 0 Hint"), "{}", said(&lint));
    let readme = std::fs::read_to_string(folder().join("README.md")).expect("the README");
    let documented = readme.lines().find(|line| line.starts_with("report ")).expect("a hash");
    let mut hashes = BTreeSet::new();
    for secret in [&[] as &[&str], &["--secret", "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="]] {
        let (_process, url) = app(secret);
        let output = test(&url, secret);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        hashes.insert(said(&output).lines().last().expect("a report").to_owned());
    }
    assert_eq!(hashes, BTreeSet::from([documented.to_owned()]), "in the README and from two runs");
}

#[test]
fn another_secret_is_noticed_and_what_cannot_be_used_is_said() {
    let (_process, url) = app(&["--secret", "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="]);
    let output = test(&url, &["--format", "sarif"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let log: Value = serde_json::from_slice(&output.stdout).expect("SARIF");
    assert!(log["runs"][0]["results"].as_array().is_some_and(|results| !results.is_empty()), "{log}");
    for (options, sentence) in [
        (["--target", "http://10.0.0.1"], "a private network"),
        (["--target", "http://parcel-bell.example"], "not https"),
        (["--policy", "no-such-file"], "no-such-file cannot be read"),
    ] {
        let mut line = vec!["test", "--manifest", "manifest.toml"];
        if options[0] != "--target" {
            line.extend(["--target", &url]);
        }
        let output = guildhall(&[&line[..], &options[..]].concat());
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(said(&output).contains(sentence), "{}", said(&output));
    }
}

#[test]
fn each_twin_fails_the_check_that_it_breaks_and_no_other() {
    let help = breakable();
    let missing: Vec<_> = Check::ALL.iter().filter(|check| !help.contains(check.id())).collect();
    assert_eq!(missing, [&Check::CallAddressRefused], "it is of the address, not of the app");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let policy = |name: &str, text: &str| {
        let file = folder.path().join(name);
        std::fs::write(&file, text).expect("the folder can be written");
        file.display().to_string()
    };
    let (usual, short) = (policy("usual", POLICY), policy("short", &POLICY.replace(SHORT.0, SHORT.1)));
    let (waiting, wrong) = (Mutex::new(help.into_iter()), Mutex::new(Vec::new()));
    let next = || waiting.lock().expect("no test panics with it").next();
    std::thread::scope(|scope| {
        for _ in 0..AT_A_TIME {
            scope.spawn(|| {
                while let Some(check) = next() {
                    let policy = if check == "call.missing" { &short } else { &usual };
                    if let Err(why) = twin(&check, policy) {
                        wrong.lock().expect("no test panics with it").push(why);
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().expect("no test panics with it");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The checks that the app can break, as its own help lists them.
fn breakable() -> BTreeSet<String> {
    let help = Command::new(binary("reference-app")).arg("--help").output().expect("the app is built");
    // Lines are broken where the terminal ends.
    let help = said(&help).split_whitespace().collect::<Vec<_>>().join(" ");
    let list = help.split_once("[possible values: ").expect("a list of checks").1;
    let list = list.split_once(']').expect("a list of checks").0;
    list.split(',').map(|check| check.trim().to_owned()).collect()
}

/// Tries a twin; `Err` says what was found instead.
fn twin(check: &str, policy: &str) -> Result<(), String> {
    let (_process, mut url) = app(&["--break", check]);
    if check == "call.tls" {
        url = url.replace("http:", "https:");
    }
    let output = test(&url, &["--format", "json", "--policy", policy]);
    let report: Value = serde_json::from_slice(&output.stdout).map_err(|_| said(&output))?;
    let mut found = found(&report);
    if !check.starts_with("performance.") {
        // An app that fails or hangs is slow, too.
        found.retain(|found| !found.starts_with("performance."));
    }
    let code = i32::from(report["passes"] != true);
    if found == BTreeSet::from([check.to_owned()]) && output.status.code() == Some(code) {
        return Ok(());
    }
    Err(format!("{check}: {found:?} and {:?}", output.status.code()))
}
