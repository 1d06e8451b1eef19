//! The fonts that pictures are set in: bundled, so that the same text gives the same picture everywhere.

use std::sync::{Arc, OnceLock};

use fontdb::{Database, Source};
use resvg::usvg::{ImageHrefResolver, Options};

const BUNDLED: [&[u8]; 7] = [
    include_bytes!("../../assets/fonts/Inter-Regular.ttf"),
    include_bytes!("../../assets/fonts/Inter-SemiBold.ttf"),
    include_bytes!("../../assets/fonts/Inter-Bold.ttf"),
    include_bytes!("../../assets/fonts/InstrumentSans-Regular.ttf"),
    include_bytes!("../../assets/fonts/InstrumentSans-SemiBold.ttf"),
    include_bytes!("../../assets/fonts/Newsreader-Regular.ttf"),
    include_bytes!("../../assets/fonts/Newsreader-SemiBold.ttf"),
];

/// Family for text that names none, or one that is not here.
const SANS: &str = "Inter";
const SERIF: &str = "Newsreader";

/// The fonts of the server.
pub(super) struct Fonts {
    bundled: Arc<Database>,
    /// The bundled fonts, then those of the host for scripts that they lack. Read on first use.
    with_host: OnceLock<Arc<Database>>,
}

impl Fonts {
    pub(super) fn bundled() -> Self {
        Self { bundled: Arc::new(named(|_| ())), with_host: OnceLock::new() }
    }

    /// Options for reading SVG with the bundled fonts alone, and with no picture from anywhere.
    pub(super) fn options(&self) -> Options<'static> {
        options(Arc::clone(&self.bundled))
    }

    /// The same with the host's fonts behind the bundled ones: for drawings of ours that hold names in any
    /// script.
    pub(super) fn options_with_host(&self) -> Options<'static> {
        let fonts = self.with_host.get_or_init(|| Arc::new(named(Database::load_system_fonts)));
        options(Arc::clone(fonts))
    }
}

fn named(more: impl FnOnce(&mut Database)) -> Database {
    let mut fonts = Database::new();
    for font in BUNDLED {
        fonts.load_font_source(Source::Binary(Arc::new(font)));
    }
    more(&mut fonts);
    fonts.set_sans_serif_family(SANS);
    fonts.set_monospace_family(SANS);
    fonts.set_cursive_family(SERIF);
    fonts.set_fantasy_family(SERIF);
    fonts.set_serif_family(SERIF);
    fonts
}

fn options(fonts: Arc<Database>) -> Options<'static> {
    Options {
        resources_dir: None,
        font_family: SANS.to_owned(),
        fontdb: fonts,
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_faces_are_known_by_family_and_weight() {
        let faces: Vec<_> = Fonts::bundled()
            .bundled
            .faces()
            .map(|face| (face.families[0].0.clone(), face.weight.0))
            .collect();
        let house = "Instrument Sans";
        let expected =
            [(SANS, 400), (SANS, 600), (SANS, 700), (house, 400), (house, 600), (SERIF, 400), (SERIF, 600)];
        assert_eq!(faces, expected.map(|(family, weight)| (family.to_owned(), weight)));
    }
}
