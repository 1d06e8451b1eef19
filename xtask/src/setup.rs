//! What must be on the machine: found, or named and installed.

use std::{fs, path::PathBuf, process::Command};

use anyhow::{Context, bail};

use crate::{
    paths,
    run::{self, say},
};

/// What a command needs beside cargo.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Need {
    /// The browser bundle.
    Web,
    /// The desktop shell.
    Desktop,
    /// Browsers and displays for the tests.
    Tests,
    /// `cargo deny`.
    Deny,
    /// Load generators and Lighthouse.
    Bench,
    /// The packager of the desktop shell.
    Bundle,
}

struct Wanted {
    apt: Vec<&'static str>,
    cargo: Vec<CargoTool>,
    npm: Vec<&'static str>,
    /// Packages of xtask/pip/requirements.txt.
    pip: Vec<&'static str>,
    wasm_target: bool,
}

#[derive(Clone, Copy)]
struct CargoTool {
    package: &'static str,
    binary: &'static str,
    version: &'static str,
    arguments: &'static [&'static str],
    about: &'static str,
}

const TRUNK: CargoTool = CargoTool {
    package: "trunk",
    binary: "trunk",
    version: "0.21.14",
    arguments: &["--locked", "--no-default-features", "--features", "rustls"],
    about: "builds the browser bundle; about 4 minutes",
};
// Not `--locked`: its lock file names a crate that has left the index.
const WASM_BINDGEN: CargoTool = CargoTool {
    package: "wasm-bindgen-cli",
    binary: "wasm-bindgen",
    version: "0.2.130",
    arguments: &[],
    about: "joins Rust and JavaScript; about 2 minutes",
};
const DENY: CargoTool = CargoTool {
    package: "cargo-deny",
    binary: "cargo-deny",
    version: "0.20.2",
    arguments: &["--locked"],
    about: "checks licences and sources; about 4 minutes",
};

/// Finds out what is missing, says it, installs it.
pub(crate) fn ensure(needs: &[Need]) -> anyhow::Result<()> {
    let wanted = wanted(needs);
    let apt: Vec<_> = wanted.apt.into_iter().filter(|package| !installed_by_apt(package)).collect();
    let tools: Vec<_> = wanted.cargo.into_iter().filter(|tool| !installed_by_cargo(tool)).collect();
    let npm: Vec<_> = wanted.npm.into_iter().filter(|package| !installed_by_npm(package)).collect();
    let pip: Vec<_> = wanted.pip.into_iter().filter(|package| !installed_by_pip(package)).collect();
    let target = wanted.wasm_target && !wasm_target_installed();

    if apt.is_empty() && tools.is_empty() && npm.is_empty() && pip.is_empty() && !target {
        return Ok(());
    }
    say("Missing on this machine, and installed now:");
    if !apt.is_empty() {
        println!("    Debian packages: {}", apt.join(" "));
    }
    if target {
        println!("    the compiler's wasm32-unknown-unknown target, by rustup");
    }
    for tool in &tools {
        println!("    {} {} into {} ({})", tool.package, tool.version, paths::tools().display(), tool.about);
    }
    if !npm.is_empty() {
        println!("    npm packages into {}: {}", paths::tools().join("npm").display(), npm.join(" "));
    }

    if !pip.is_empty() {
        println!("    Python packages into {}: {}", paths::tools().join("python").display(), pip.join(" "));
    }

    if !apt.is_empty() {
        run::step("Debian packages", || install_by_apt(&apt))?;
    }
    if target {
        run::step("wasm32 target", || {
            run::run(run::program("rustup").args(["target", "add", "wasm32-unknown-unknown"]))
        })?;
    }
    if !npm.is_empty() {
        run::step("npm packages", || install_by_npm(&npm))?;
    }
    if !pip.is_empty() {
        run::step("Python packages", install_by_pip)?;
    }
    for tool in &tools {
        run::step(tool.package, || install_by_cargo(tool))?;
    }
    Ok(())
}

fn wanted(needs: &[Need]) -> Wanted {
    let mut wanted = Wanted {
        apt: vec!["build-essential", "pkg-config"],
        cargo: Vec::new(),
        npm: Vec::new(),
        pip: Vec::new(),
        wasm_target: false,
    };
    for need in needs {
        match need {
            Need::Web => {
                // A machine may have a newer Node.js of its own.
                if run::version("npm", &["--version"]).is_none() {
                    wanted.apt.extend(["nodejs", "npm"]);
                }
                wanted.apt.push("brotli");
                wanted.wasm_target = true;
                wanted.npm.push("binaryen");
                wanted.cargo.extend([TRUNK, WASM_BINDGEN]);
            }
            Need::Desktop => wanted.apt.extend([
                "libwebkit2gtk-4.1-dev",
                "libxdo-dev",
                "libssl-dev",
                "libayatana-appindicator3-dev",
                "librsvg2-dev",
            ]),
            Need::Tests => {
                wanted.apt.extend([
                    "chromium",
                    "chromium-driver",
                    "webkit2gtk-driver",
                    "xvfb",
                    "xauth",
                    "dbus",
                    "dbus-x11",
                    "imagemagick",
                    "python3-venv",
                ]);
                wanted.pip.push("schemathesis");
                wanted.npm.extend(["axe-core", "oidc-provider", "smtp-server"]);
            }
            Need::Deny => wanted.cargo.push(DENY),
            Need::Bench => {
                wanted.apt.extend(["wrk", "chromium"]);
                wanted.npm.push("lighthouse");
            }
            Need::Bundle => wanted.npm.push("@tauri-apps/cli"),
        }
    }
    wanted
}

fn installed_by_apt(package: &str) -> bool {
    let query = Command::new("dpkg-query").args(["-W", "-f=${db:Status-Status}", package]).output();
    query.is_ok_and(|output| output.status.success() && output.stdout == b"installed")
}

fn install_by_apt(packages: &[&str]) -> anyhow::Result<()> {
    let root = run::version("id", &["-u"]).is_some_and(|id| id == "0");
    let apt = |arguments: &[&str]| {
        let mut command = if root { run::program("apt-get") } else { run::program("sudo") };
        if !root {
            command.arg("apt-get");
        }
        command.env("DEBIAN_FRONTEND", "noninteractive").args(arguments);
        run::run(&mut command)
    };
    apt(&["update", "-qq"])?;
    let mut install = vec!["install", "-y", "-qq", "--no-install-recommends"];
    install.extend(packages);
    apt(&install).context("install the packages by hand and start again")
}

fn wasm_target_installed() -> bool {
    let sysroot = run::version("rustc", &["--print", "sysroot"]);
    sysroot
        .is_some_and(|root| std::path::Path::new(&root).join("lib/rustlib/wasm32-unknown-unknown").is_dir())
}

fn installed_by_cargo(tool: &CargoTool) -> bool {
    run::version(tool.binary, &["--version"])
        .is_some_and(|line| line.split_whitespace().nth(1) == Some(tool.version))
}

fn install_by_cargo(tool: &CargoTool) -> anyhow::Result<()> {
    let root = paths::tools();
    let mut command = run::cargo(&["install", tool.package, "--version", tool.version, "--force", "--root"]);
    command.arg(&root).args(tool.arguments);
    // Half the time to build, and none of these is where the time goes when it runs.
    for setting in ["opt-level=1", "lto=false", "codegen-units=16", "debug=false"] {
        command.arg("--config").arg(format!("profile.release.{setting}"));
    }
    command.env("CARGO_TARGET_DIR", paths::target().join("tools"));
    run::run(&mut command)?;
    // The tools share some dependencies, so this folder pays while they are built one after another;
    // afterwards it is only large.
    Ok(())
}

fn installed_by_npm(package: &str) -> bool {
    let folder = paths::tools().join("npm").join("node_modules").join(package).join("package.json");
    let found = fs::read_to_string(folder).ok().and_then(|text| member(&text, &["version"]));
    found.is_some() && found == npm_version(package)
}

fn npm_version(package: &str) -> Option<String> {
    let text = fs::read_to_string(paths::root().join("xtask/npm/package.json")).ok()?;
    member(&text, &["dependencies", package]).or_else(|| member(&text, &["optionalDependencies", package]))
}

fn member(json: &str, path: &[&str]) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(json).ok()?;
    path.iter().try_fold(&value, |value, name| value.get(name))?.as_str().map(str::to_owned)
}

fn install_by_npm(packages: &[&str]) -> anyhow::Result<()> {
    let folder = paths::tools().join("npm");
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let manifest = folder.join("package.json");
    if !manifest.exists() {
        fs::write(&manifest, "{\"private\":true}\n")?;
    }
    let mut command = run::program("npm");
    command.current_dir(&folder).args([
        "install",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
        "--save-exact",
    ]);
    for package in packages {
        let Some(version) = npm_version(package) else { bail!("{package} is not in xtask/npm/package.json") };
        command.arg(format!("{package}@{version}"));
    }
    // Lighthouse would fetch a browser of its own.
    command.env("PUPPETEER_SKIP_DOWNLOAD", "1");
    run::run(&mut command)
}

fn installed_by_pip(package: &str) -> bool {
    let wanted = fs::read_to_string(requirements()).unwrap_or_default();
    let wanted = wanted.lines().find_map(|line| line.strip_prefix(package)?.strip_prefix("=="));
    let found = run::version(&paths::python(package).to_string_lossy(), &["--version"]);
    wanted.is_some_and(|wanted| found.is_some_and(|line| line.split_whitespace().last() == Some(wanted)))
}

fn install_by_pip() -> anyhow::Result<()> {
    let folder = paths::tools().join("python");
    run::run(run::program("python3").args(["-m", "venv"]).arg(&folder))?;
    let mut command = run::program(&paths::python("pip").to_string_lossy());
    command.args(["install", "--quiet", "--disable-pip-version-check", "--requirement"]);
    run::run(command.arg(requirements()))
}

fn requirements() -> PathBuf {
    paths::root().join("xtask/pip/requirements.txt")
}
