//! Accessibility, judged by axe-core in the page.

use serde_json::Value;

use crate::browser::Person;

/// Asserts that axe finds nothing.
///
/// # Panics
/// When axe is not installed or finds a violation; the message lists each with its place.
pub async fn clean(person: &impl Person, what: &str) {
    let report = violations(person).await;
    assert!(report.is_empty(), "axe on {what}:\n{}", report.join("\n"));
}

/// Runs axe on the page as it stands and describes each violation.
///
/// # Panics
/// When axe is not installed or does not run.
pub async fn violations(person: &impl Person) -> Vec<String> {
    let source = std::fs::read_to_string(crate::place("GUILDHALL_TEST_AXE")).expect("axe-core is installed");
    person.script(&format!("if (!window.axe) {{ {source} }} return true;")).await;
    let run = "const done = arguments[arguments.length - 1];
        // The gallery shows each piece twice, once in each theme.
        const rules = { 'landmark-unique': { enabled: location.pathname !== '/gallery' } };
        axe.run(document, { rules, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
           .then(found => done(found.violations.map(v => ({
                rule: v.id, help: v.help,
                nodes: v.nodes.map(n => n.target.join(' ') + ' | ' + n.html.slice(0, 160) + ' | ' + (n.any[0]?.message ?? '')),
           }))), error => done([{ rule: 'axe failed', help: String(error), nodes: [] }]));";
    let found = person.client().execute_async(run, Vec::new()).await.expect("axe runs");
    let violations = found.as_array().cloned().unwrap_or_default();
    violations.iter().map(describe).collect()
}

fn describe(violation: &Value) -> String {
    let nodes: Vec<&str> =
        violation["nodes"].as_array().into_iter().flatten().filter_map(Value::as_str).take(5).collect();
    format!("  {} — {}\n      {}", violation["rule"], violation["help"], nodes.join("\n      "))
}
