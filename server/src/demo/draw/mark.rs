//! An app's icon: a motif on a ground, struck like a seal.

use super::{
    canvas::{Area, Canvas},
    colour::{Palette, oklch, palette},
    dice::Dice,
    motifs::{Motif, motif},
};

/// Side of an icon in pixels.
const SIDE: u32 = 256;
/// Width of a glyph's strokes.
const STROKE: f64 = 18.0;

/// What an icon is drawn from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    motif: &'static Motif,
    pub(super) palette: Palette,
    /// Light glyph on a deep ground, or deep glyph on a pale one.
    deep: bool,
}

impl Mark {
    /// `None` when no motif or no palette has that name.
    pub(super) fn new(motif_name: &str, palette_name: &str, slug: &str) -> Option<Self> {
        let deep = Dice::of(slug).below(3) > 0;
        Some(Self { motif: motif(motif_name)?, palette: palette(palette_name)?, deep })
    }

    /// The icon on 256 units, without the `svg` element around it.
    pub(super) fn body(&self) -> String {
        let Palette { hue, chroma, second } = self.palette;
        let (ground, rim, glyph, accent) = if self.deep {
            (
                oklch(0.46, chroma, hue),
                oklch(0.58, chroma * 0.9, hue),
                oklch(0.975, 0.012, hue),
                oklch(0.84, 0.115, second),
            )
        } else {
            (
                oklch(0.93, chroma * 0.4, hue),
                oklch(0.8, chroma * 0.6, hue),
                oklch(0.39, chroma, hue),
                oklch(0.62, 0.14, second),
            )
        };
        let mut canvas = Canvas::new(SIDE, SIDE);
        canvas.fill(Area::new(0.0, 0.0, 256.0, 256.0), 60.0, &ground);
        canvas.boxed(Area::new(10.0, 10.0, 236.0, 236.0), 51.0, "none", &rim);
        let Motif { stroke, solid, accent_stroke, accent_solid, .. } = self.motif;
        if !solid.is_empty() {
            canvas.shape(solid, &glyph, 1.0);
        }
        if !stroke.is_empty() {
            canvas.stroke(stroke, &glyph, STROKE);
        }
        if !accent_solid.is_empty() {
            canvas.shape(accent_solid, &accent, 1.0);
        }
        if !accent_stroke.is_empty() {
            canvas.stroke(accent_stroke, &accent, STROKE);
        }
        canvas.into_body()
    }

    /// The icon as a picture of its own.
    pub(super) fn svg(&self) -> String {
        let mut canvas = Canvas::new(SIDE, SIDE);
        canvas.nested(0.0, 0.0, 256.0, &self.body());
        canvas.into_svg()
    }
}
