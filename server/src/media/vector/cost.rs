//! What an SVG file would grow to, computed before it is let grow.
//!
//! A few lines can ask for billions of shapes: `use` in `use`, patterns in patterns, a marker on every
//! point. The size of the whole is the sum over a graph, and that is cheap.

use std::collections::HashMap;

use resvg::usvg::roxmltree::{Document, Node, NodeId};

use super::refused;
use crate::media::MediaError;

/// Most nodes in the file.
pub(super) const MAX_NODES: u32 = 100_000;
/// Most units after everything is expanded: a unit is an element, four points of a path, or a sixteenth
/// of a letter.
const MAX_UNITS: u64 = 2_000_000;
/// Deepest nesting, in the file and after references are followed.
const MAX_DEPTH: u32 = 128;
/// What one letter is counted as: its outline.
const UNITS_PER_LETTER: u64 = 16;
/// What one embedded raster is counted as.
const UNITS_PER_IMAGE: u64 = 5_000;

/// Refuses a document that expands to more than can be drawn in a moment.
pub(super) fn check(document: &Document<'_>) -> Result<(), MediaError> {
    let mut costs = Costs::of(document);
    let root = costs.total(document.root_element(), 0)?;
    let styled = costs.style_factor(document)?;
    if root.saturating_mul(styled) > MAX_UNITS {
        return Err(refused("it expands to more shapes than can be drawn quickly; simplify it"));
    }
    Ok(())
}

struct Costs<'a, 'input> {
    by_id: HashMap<&'a str, Node<'a, 'input>>,
    known: HashMap<NodeId, Cost>,
    /// Units of all markers together: what a point of a path may cost.
    markers: u64,
}

enum Cost {
    /// Being computed: a reference back to it is a circle, which the parser cuts.
    Open,
    Known(u64),
}

impl<'a, 'input> Costs<'a, 'input> {
    fn of(document: &'a Document<'input>) -> Self {
        let mut by_id = HashMap::new();
        let mut markers = 0;
        for node in document.descendants().filter(Node::is_element) {
            if let Some(id) = node.attribute("id") {
                by_id.entry(id).or_insert(node);
            }
            if node.tag_name().name() == "marker" {
                markers += node.descendants().count() as u64;
            }
        }
        Self { by_id, known: HashMap::new(), markers }
    }

    /// Units of a node with everything in it and everything that it refers to.
    fn total(&mut self, node: Node<'a, 'input>, depth: u32) -> Result<u64, MediaError> {
        if depth > MAX_DEPTH {
            return Err(too_deep());
        }
        match self.known.get(&node.id()) {
            Some(Cost::Known(units)) => return Ok(*units),
            Some(Cost::Open) => return Ok(0),
            None => {}
        }
        self.known.insert(node.id(), Cost::Open);
        let mut units = self.own(node);
        for child in node.children() {
            units = units.saturating_add(self.total(child, depth + 1)?);
        }
        for attribute in node.attributes() {
            for id in references(attribute.name(), attribute.value()) {
                if let Some(target) = self.by_id.get(id).copied() {
                    units = units.saturating_add(self.total(target, depth + 1)?);
                }
            }
        }
        self.known.insert(node.id(), Cost::Known(units));
        Ok(units)
    }

    /// Units of a node by itself.
    fn own(&self, node: Node<'_, '_>) -> u64 {
        if node.is_text() {
            let letters = node.text().map_or(0, |text| text.trim().chars().count());
            return (letters as u64) * UNITS_PER_LETTER;
        }
        let points = ["d", "points"]
            .into_iter()
            .filter_map(|name| node.attribute(name))
            .map(|outline| outline.len() as u64 / 4)
            .sum::<u64>();
        let points = if node.tag_name().name() == "line" { 2 } else { points };
        let image = if node.tag_name().name() == "image" { UNITS_PER_IMAGE } else { 0 };
        (points.saturating_mul(self.markers.saturating_add(1))).saturating_add(image + 1)
    }

    /// A bound for what style sheets add: a rule may put its reference on any shape, also inside the
    /// target of another rule, so the targets multiply.
    fn style_factor(&mut self, document: &'a Document<'input>) -> Result<u64, MediaError> {
        let mut targets: Vec<&str> = document
            .descendants()
            .filter(|node| node.tag_name().name() == "style")
            .flat_map(|style| style.descendants().filter_map(|node| node.text()))
            .flat_map(|sheet| references("style", sheet))
            .collect();
        targets.sort_unstable();
        targets.dedup();
        let mut factor = 1_u64;
        for id in targets {
            let Some(target) = self.by_id.get(id).copied() else { continue };
            if !target.tag_name().name().ends_with("Gradient") {
                let inside = self.total(target, 0)?.saturating_sub(1);
                factor = factor.saturating_mul(inside.max(1));
            }
        }
        Ok(factor)
    }
}

/// Ids that an attribute refers to: `href="#id"` or `url(#id)` anywhere.
fn references<'v>(name: &str, value: &'v str) -> Vec<&'v str> {
    if name == "href" {
        return value.trim().strip_prefix('#').into_iter().collect();
    }
    value
        .split("url(")
        .skip(1)
        .filter_map(|rest| {
            let inside = rest.split(')').next()?;
            inside
                .trim_matches(|letter: char| letter.is_whitespace() || letter == '"' || letter == '\'')
                .strip_prefix('#')
        })
        .collect()
}

fn too_deep() -> MediaError {
    refused(format!("it nests deeper than {MAX_DEPTH} levels"))
}
