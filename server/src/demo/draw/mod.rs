//! Pictures of the demo program, drawn as SVG. The same app always looks the same: variety comes from
//! its slug and from what its data asks for.

mod canvas;
mod chrome;
mod colour;
mod dice;
mod letters;
mod mark;
mod motifs;
mod scenes;
mod sheet;
mod words;

use serde::Deserialize;

use self::{
    canvas::Canvas,
    colour::Theme,
    dice::Dice,
    mark::Mark,
    sheet::{App, Sheet},
};
pub(crate) use self::{scenes::Scene, words::Words};

/// Size of a screenshot in pixels.
pub(crate) const SCREEN: (u32, u32) = (1600, 1000);

/// What an icon shows, by name.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct IconHint {
    pub(crate) motif: String,
    pub(crate) palette: String,
}

/// A hint that names a motif or palette that does not exist.
#[derive(Debug, thiserror::Error)]
#[error("there is no motif “{motif}” or no palette “{palette}”")]
pub(crate) struct UnknownHint {
    motif: String,
    palette: String,
}

/// One screenshot to draw.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shot<'a> {
    pub(crate) scene: Scene,
    pub(crate) title: &'a str,
    /// Which of the app's screens it is, from 0.
    pub(crate) place: usize,
    pub(crate) dark: bool,
}

/// The icon of an app, 256 × 256.
///
/// # Errors
/// When the hint names what does not exist.
pub(crate) fn icon(slug: &str, hint: &IconHint) -> Result<String, UnknownHint> {
    mark(slug, hint).map(|mark| mark.svg())
}

/// A screen of an app, 1600 × 1000.
///
/// # Errors
/// When the hint names what does not exist.
pub(crate) fn screenshot(
    slug: &str,
    name: &str,
    hint: &IconHint,
    words: &Words,
    shot: Shot<'_>,
) -> Result<String, UnknownHint> {
    let mark = mark(slug, hint)?;
    let mut sheet = Sheet {
        canvas: Canvas::new(SCREEN.0, SCREEN.1),
        theme: Theme::new(mark.palette, shot.dark),
        app: App { name, slug, mark, words },
        title: shot.title,
        place: shot.place,
        dice: Dice::of(&format!("{slug}/{}", shot.place)),
    };
    scenes::draw(shot.scene, &mut sheet);
    Ok(sheet.canvas.into_svg())
}

fn mark(slug: &str, hint: &IconHint) -> Result<Mark, UnknownHint> {
    Mark::new(&hint.motif, &hint.palette, slug)
        .ok_or_else(|| UnknownHint { motif: hint.motif.clone(), palette: hint.palette.clone() })
}
