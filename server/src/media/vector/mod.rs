//! SVG: parsed, weighed, flattened to what is drawn, and drawn.
//!
//! What comes from outside is read as a description of shapes and nothing else. Scripts, handlers,
//! animation, foreign content and links are dropped by the parser; nothing outside the file is read; what
//! would take long to draw is refused before it is drawn.

mod cost;
mod layers;

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use image::{DynamicImage, RgbaImage};
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{
        self, ImageHrefResolver, ImageKind, Options, Tree, WriteOptions,
        roxmltree::{Document, ParsingOptions},
    },
};

use super::{MediaError, encode, fonts::Fonts, raster, sniff};

/// Largest SVG file, in bytes.
const MAX_SVG_BYTES: usize = 1 << 20;
/// Longest side that an SVG may declare, in pixels; also the longest that is drawn.
const MAX_DECLARED: f32 = 8192.0;
const MAX_DRAWN: u32 = 4096;
/// Most rasters inside one SVG.
const MAX_IMAGES: u32 = 16;
const SVG_NAMESPACE: &str = "http://www.w3.org/2000/svg";

/// A parsed SVG picture, ready to be drawn.
pub(super) struct Drawing(Tree);

impl Drawing {
    /// Reads a file from outside.
    pub(super) fn foreign(text: &str, fonts: &Fonts) -> Result<Self, MediaError> {
        if text.len() > MAX_SVG_BYTES {
            return Err(refused(format!("it is larger than {} MiB", MAX_SVG_BYTES >> 20)));
        }
        if text.contains("<!ENTITY") {
            return Err(refused("it declares entities; save it without them"));
        }
        let options =
            ParsingOptions { allow_dtd: true, nodes_limit: cost::MAX_NODES, ..ParsingOptions::default() };
        let document = Document::parse_with_options(text, options).map_err(|error| unreadable(&error))?;
        let root = document.root_element().tag_name();
        if (root.namespace(), root.name()) != (Some(SVG_NAMESPACE), "svg") {
            return Err(MediaError::Unrecognised);
        }
        cost::check(&document)?;
        let mut options = fonts.options();
        options.image_href_resolver = embedded_only();
        let tree = Tree::from_xmltree(&document, &options).map_err(|error| unreadable(&error))?;
        let (width, height) = (tree.size().width(), tree.size().height());
        if width > MAX_DECLARED || height > MAX_DECLARED {
            return Err(refused(format!("a side is longer than {MAX_DECLARED} pixels")));
        }
        layers::check(&tree)?;
        Ok(Self(tree))
    }

    /// Reads what this server wrote: a stored original, or a drawing of its own.
    pub(super) fn own(text: &str, fonts: &Fonts) -> Result<Self, MediaError> {
        Tree::from_str(text, &own_options(text, fonts)).map(Self).map_err(|error| unreadable(&error))
    }

    /// Declared size in whole pixels.
    pub(super) fn size(&self) -> (u32, u32) {
        let size = self.0.size().to_int_size();
        (size.width(), size.height())
    }

    /// The drawing as inert SVG: shapes, paints and embedded rasters; text has become shapes.
    pub(super) fn into_svg(self) -> String {
        let options = WriteOptions { indent: usvg::Indent::None, ..WriteOptions::default() };
        self.0.to_string(&options)
    }

    /// Draws it at a width, in proportion, never taller than [`MAX_DRAWN`].
    pub(super) fn draw(&self, width: u32) -> Result<DynamicImage, MediaError> {
        let (own_width, own_height) = self.size();
        let (mut width, mut height) = (width, raster::proportion(own_height, width, own_width));
        if height > MAX_DRAWN {
            (width, height) = (raster::proportion(own_width, MAX_DRAWN, own_height), MAX_DRAWN);
        }
        let mut pixmap = Pixmap::new(width, height).ok_or_else(|| refused("it has no size"))?;
        #[expect(clippy::cast_precision_loss, reason = "at most 8192")]
        let scale = Transform::from_scale(
            width as f32 / self.0.size().width(),
            height as f32 / self.0.size().height(),
        );
        resvg::render(&self.0, scale, &mut pixmap.as_mut());
        let opaque = pixmap.pixels().iter().all(|pixel| pixel.alpha() == u8::MAX);
        let pixels: Vec<u8> = pixmap
            .pixels()
            .iter()
            .map(|pixel| pixel.demultiply())
            .flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()])
            .collect();
        let image = RgbaImage::from_raw(width, height, pixels).ok_or_else(|| refused("it has no size"))?;
        let image = DynamicImage::ImageRgba8(image);
        Ok(if opaque { DynamicImage::ImageRgb8(image.into_rgb8()) } else { image })
    }
}

/// Options for text that this server wrote. The host's fonts are asked only for scripts that the bundled
/// ones lack.
pub(super) fn own_options(text: &str, fonts: &Fonts) -> Options<'static> {
    let bundled = |letter: char| letter < '\u{250}' || ('\u{2000}'..'\u{2300}').contains(&letter);
    let mut options = if text.chars().all(bundled) { fonts.options() } else { fonts.options_with_host() };
    options.image_href_resolver = ImageHrefResolver {
        resolve_data: ImageHrefResolver::default_data_resolver(),
        resolve_string: Box::new(|_, _| None),
    };
    options
}

/// Only rasters inside the file, each decoded and encoded anew like one that comes by itself.
fn embedded_only() -> ImageHrefResolver<'static> {
    let seen = AtomicU32::new(0);
    ImageHrefResolver {
        resolve_data: Box::new(move |_, data: Arc<Vec<u8>>, _: &Options| {
            let format = sniff::format(&data).and_then(sniff::Format::raster)?;
            if seen.fetch_add(1, Ordering::Relaxed) >= MAX_IMAGES {
                return None;
            }
            let image = raster::decode(&data, format, super::MAX_PIXELS).ok()?;
            let image = raster::within(image, super::MAX_SIDE);
            Some(ImageKind::PNG(Arc::new(encode::png(&image).ok()?)))
        }),
        resolve_string: Box::new(|_, _| None),
    }
}

fn refused(why: impl Into<String>) -> MediaError {
    MediaError::Svg(why.into())
}

fn unreadable(error: &impl ToString) -> MediaError {
    let text = error.to_string();
    let why = text.trim_start_matches("SVG data parsing failed cause ").trim_end_matches('.');
    MediaError::Unreadable { format: "SVG", why: why.chars().take(160).collect() }
}
