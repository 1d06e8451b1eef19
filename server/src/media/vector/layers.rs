//! What a parsed drawing would take to draw: layers held at once, area painted, filters used.

use resvg::usvg::{Group, Node, Rect, Tree, filter::Kind};

use super::refused;
use crate::media::MediaError;

/// Most layers inside each other; each is a canvas of its own while it is drawn.
const MAX_LAYERS: u32 = 24;
/// Most area that is painted, in canvases.
const MAX_CANVASES: f64 = 2_000.0;
/// What a layer costs beyond its content: cleared, drawn, blended.
const LAYER_FACTOR: f64 = 3.0;

/// Refuses a drawing that would hold too much memory or take too long, or that uses a filter whose cost
/// its parameters do not bound.
pub(super) fn check(tree: &Tree) -> Result<(), MediaError> {
    let canvas = (f64::from(tree.size().width()), f64::from(tree.size().height()));
    let mut effort = Effort { canvas, painted: 0.0 };
    effort.group(tree.root(), 0)
}

struct Effort {
    canvas: (f64, f64),
    /// In canvases.
    painted: f64,
}

impl Effort {
    fn group(&mut self, group: &Group, layers: u32) -> Result<(), MediaError> {
        let layers = layers + u32::from(group.should_isolate());
        if layers > MAX_LAYERS {
            return Err(refused(format!(
                "more than {MAX_LAYERS} see-through, clipped or masked groups lie inside each other"
            )));
        }
        if group.should_isolate() {
            self.paint(group.abs_stroke_bounding_box(), LAYER_FACTOR)?;
        }
        for primitive in group.filters().iter().flat_map(|filter| filter.primitives()) {
            if let Some(name) = unbounded(primitive.kind()) {
                return Err(refused(format!("the filter {name} is not drawn; remove it")));
            }
            self.paint(group.abs_stroke_bounding_box(), LAYER_FACTOR)?;
        }
        let mut result = Ok(());
        for node in group.children() {
            match node {
                Node::Group(inner) => self.group(inner, layers)?,
                Node::Path(_) | Node::Image(_) | Node::Text(_) => {
                    self.paint(node.abs_stroke_bounding_box(), 1.0)?;
                }
            }
            // Clips, masks, patterns and the outlines of text. The parser hands them out one by one.
            node.subroots(|subroot| {
                if result.is_ok() {
                    result = self.group(subroot, layers + 1);
                }
            });
        }
        result
    }

    fn paint(&mut self, area: Rect, factor: f64) -> Result<(), MediaError> {
        let visible = |from: f32, to: f32, side: f64| {
            (f64::from(to).clamp(0.0, side) - f64::from(from).clamp(0.0, side)) / side
        };
        let (width, height) = self.canvas;
        let share = visible(area.left(), area.right(), width) * visible(area.top(), area.bottom(), height);
        self.painted += share.max(0.0) * factor;
        if self.painted > MAX_CANVASES {
            return Err(refused("it paints the same area too many times; simplify it"));
        }
        Ok(())
    }
}

/// The name of a filter that may take any amount of time, or that reads other content.
fn unbounded(kind: &Kind) -> Option<&'static str> {
    match kind {
        Kind::Blend(_)
        | Kind::ColorMatrix(_)
        | Kind::ComponentTransfer(_)
        | Kind::Composite(_)
        | Kind::DropShadow(_)
        | Kind::Flood(_)
        | Kind::GaussianBlur(_)
        | Kind::Merge(_)
        | Kind::Offset(_)
        | Kind::Tile(_) => None,
        Kind::ConvolveMatrix(_) => Some("feConvolveMatrix"),
        Kind::DiffuseLighting(_) => Some("feDiffuseLighting"),
        Kind::DisplacementMap(_) => Some("feDisplacementMap"),
        Kind::Image(_) => Some("feImage"),
        Kind::Morphology(_) => Some("feMorphology"),
        Kind::SpecularLighting(_) => Some("feSpecularLighting"),
        Kind::Turbulence(_) => Some("feTurbulence"),
    }
}
