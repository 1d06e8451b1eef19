//! House rules that the compiler does not know: which crate may name what, how long a file may be,
//! which words have no place, and that the links in the documents lead somewhere.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::bail;

use crate::{paths, run};

/// A source file longer than this holds a second idea.
const MAX_LINES: usize = 500;

/// A rule: looks at one file and says what is wrong, with the line.
type Rule = fn(&File) -> Vec<(usize, String)>;

const RULES: [Rule; 6] = [length, white_space, unfinished, muted_lints, layers, links];

struct File {
    /// Relative to the root, with `/`.
    path: String,
    text: String,
    root: PathBuf,
}

impl File {
    fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(at, line)| (at + 1, line))
    }

    /// Lines that hold `word`, with a message.
    fn with(&self, word: &str, message: &str) -> Vec<(usize, String)> {
        let found = self.lines().filter(|(_, line)| line.contains(word));
        found.map(|(at, _)| (at, format!("`{word}`: {message}"))).collect()
    }
}

pub(crate) fn tidy() -> anyhow::Result<()> {
    run::step("House rules", || {
        let root = paths::root();
        let mut complaints = Vec::new();
        for path in tracked(&root)? {
            let Ok(text) = fs::read_to_string(root.join(&path)) else { continue };
            let file = File { path, text, root: root.clone() };
            for rule in RULES {
                complaints.extend(
                    rule(&file).into_iter().map(|(line, what)| format!("{}:{line}: {what}", file.path)),
                );
            }
        }
        for crate_name in
            ["app", "shared", "store", "server", "src-tauri", "examples/reference-app", "tests", "xtask"]
        {
            let manifest = fs::read_to_string(root.join(crate_name).join("Cargo.toml"))?;
            if !manifest.contains("[lints]\nworkspace = true") {
                complaints.push(format!("{crate_name}/Cargo.toml: does not take the lints of the workspace"));
            }
        }
        if complaints.is_empty() {
            return Ok(());
        }
        for complaint in &complaints {
            eprintln!("    {complaint}");
        }
        bail!("{} places break a house rule", complaints.len())
    })
}

fn tracked(root: &Path) -> anyhow::Result<Vec<String>> {
    let mut git = run::program("git");
    git.current_dir(root).args(["ls-files", "--cached", "--others", "--exclude-standard"]);
    Ok(run::output(&mut git)?.lines().map(str::to_owned).collect())
}

fn length(file: &File) -> Vec<(usize, String)> {
    let lines = file.text.lines().count();
    if file.is_rust() && lines > MAX_LINES {
        vec![(lines, format!("{lines} lines; over {MAX_LINES} there is a second idea in it: name it"))]
    } else {
        Vec::new()
    }
}

fn white_space(file: &File) -> Vec<(usize, String)> {
    if !(file.is_rust() || file.path.ends_with(".css") || file.path.ends_with(".toml")) {
        return Vec::new();
    }
    let trailing = file.lines().filter(|(_, line)| line.ends_with([' ', '\t']));
    trailing.map(|(at, _)| (at, "white space at the end".to_owned())).collect()
}

fn unfinished(file: &File) -> Vec<(usize, String)> {
    if file.path.starts_with("xtask/") || !(file.is_rust() || file.path.ends_with(".css")) {
        return Vec::new();
    }
    ["TODO", "FIXME", "XXX", "todo!(", "unimplemented!(", "dbg!("]
        .into_iter()
        .flat_map(|word| file.with(word, "finish it, or write an issue"))
        .collect()
}

fn muted_lints(file: &File) -> Vec<(usize, String)> {
    if file.path.starts_with("xtask/") || !file.is_rust() {
        return Vec::new();
    }
    file.with("#[allow(", "use #[expect(…, reason = \"…\")]")
}

/// The arrows that cargo cannot enforce.
fn layers(file: &File) -> Vec<(usize, String)> {
    if !file.is_rust() {
        return Vec::new();
    }
    let mut broken = Vec::new();
    let mut ban = |words: &[&str], why: &str| {
        for word in words {
            broken.extend(file.with(word, why));
        }
    };
    if !(file.path.starts_with("store/") || file.path.starts_with("xtask/")) {
        ban(&["surrealdb::"], "only `store` names the database");
    }
    if file.path.starts_with("shared/src") {
        ban(&["tokio::", "std::fs", "std::net", "async fn"], "`shared` is pure");
    }
    if file.path.starts_with("app/src/ui/") {
        ban(
            &[
                "crate::about::",
                "crate::audit::",
                "crate::desktop::",
                "crate::forms::",
                "crate::home::",
                "crate::identity::",
                "crate::keys::",
                "crate::listings::",
                "crate::marketplace::",
                "crate::notifications::",
                "crate::organisations::",
                "crate::partners::",
                "crate::review::",
                "crate::sign_on::",
                "crate::transport::",
                "crate::workspace::",
            ],
            "`ui` knows no feature",
        );
    }
    if file.path.starts_with("server/src/directory/") {
        ban(&["axum::"], "the read model knows no HTTP");
    }
    broken
}

/// Relative links of a document lead to a file.
fn links(file: &File) -> Vec<(usize, String)> {
    if !file.path.ends_with(".md") {
        return Vec::new();
    }
    let folder = file.root.join(&file.path);
    let folder = folder.parent().unwrap_or(&file.root).to_path_buf();
    let mut broken = Vec::new();
    for (at, line) in file.lines() {
        for target in line.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
            let local = !target.is_empty() && !target.contains("://") && !target.starts_with('/');
            if local && !folder.join(target).exists() {
                broken.push((at, format!("the link to {target} leads nowhere")));
            }
        }
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rule: Rule, path: &str, text: &str, lines: &[usize]) {
        let file = File { path: path.to_owned(), text: text.to_owned(), root: paths::root() };
        let found: Vec<usize> = rule(&file).into_iter().map(|(line, _)| line).collect();
        assert_eq!(found, lines, "{path}: {text:?}");
    }

    #[test]
    fn each_rule_finds_what_it_is_for_and_nothing_else() {
        check(layers, "server/src/x.rs", "fn a() {}\nuse surrealdb::Value;\n", &[2]);
        check(layers, "store/src/x.rs", "use surrealdb::Value;\n", &[]);
        check(layers, "app/src/ui/x.rs", "use crate::marketplace::api;\n", &[1]);
        check(layers, "shared/src/x.rs", "pub async fn f() {}\n", &[1]);
        check(unfinished, "server/src/x.rs", "// TODO: later\n", &[1]);
        check(muted_lints, "server/src/x.rs", "#[allow(dead_code)]\n", &[1]);
        check(white_space, "server/src/x.rs", "a \nb\n", &[1]);
        check(length, "server/src/x.rs", &"x\n".repeat(MAX_LINES + 1), &[MAX_LINES + 1]);
        check(links, "README.md", "[a](Cargo.toml) [b](nowhere.md) [c](https://x.example)", &[1]);
    }
}
