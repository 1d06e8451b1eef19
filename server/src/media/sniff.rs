//! What a file is, by its first bytes; names and declared types are not asked.

use image::ImageFormat;

/// A file that may be a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format<'b> {
    Raster(RasterFormat),
    /// Text that begins like XML; the parser decides whether it is SVG.
    Svg(&'b str),
}

impl Format<'_> {
    pub(super) fn raster(self) -> Option<RasterFormat> {
        match self {
            Self::Raster(format) => Some(format),
            Self::Svg(_) => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RasterFormat {
    Png,
    Jpeg,
    WebP,
    Gif,
}

impl RasterFormat {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
            Self::WebP => "WebP",
            Self::Gif => "GIF",
        }
    }

    pub(super) const fn mime(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::WebP => "image/webp",
            Self::Gif => "image/gif",
        }
    }

    pub(super) const fn codec(self) -> ImageFormat {
        match self {
            Self::Png => ImageFormat::Png,
            Self::Jpeg => ImageFormat::Jpeg,
            Self::WebP => ImageFormat::WebP,
            Self::Gif => ImageFormat::Gif,
        }
    }
}

/// The format of a file; `None` when it is none that is read. Compressed SVG is none of them: what it
/// unpacks to is unbounded.
pub(super) fn format(bytes: &[u8]) -> Option<Format<'_>> {
    let raster = match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(RasterFormat::Png),
        [0xff, 0xd8, 0xff, ..] => Some(RasterFormat::Jpeg),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(RasterFormat::Gif),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(RasterFormat::WebP),
        _ => None,
    };
    if let Some(raster) = raster {
        return Some(Format::Raster(raster));
    }
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_start();
    text.starts_with('<').then_some(Format::Svg(text))
}
