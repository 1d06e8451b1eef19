//! Reading and scaling pictures made of pixels.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageReader, Limits, Rgba, RgbaImage, imageops::FilterType,
    metadata::Orientation,
};

use shared::uploads::frame::Frame;

use super::{MAX_PIXELS, MediaError, sniff::RasterFormat};

/// Most bytes that a decoded picture may take: 40 megapixels at 8 bits in four channels, and some.
const MAX_DECODED: u64 = 256 << 20;

/// Decodes the (first) picture of a file, turned the way its camera says. Its size is known to be within
/// bounds before any pixel is read.
pub(super) fn decode(
    bytes: &[u8],
    format: RasterFormat,
    most_pixels: u64,
) -> Result<DynamicImage, MediaError> {
    let unreadable =
        |error: image::ImageError| MediaError::Unreadable { format: format.name(), why: reason(&error) };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format.codec());
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_DECODED * 2);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(unreadable)?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(MediaError::Unreadable { format: format.name(), why: "it has no pixels".to_owned() });
    }
    if u64::from(width) * u64::from(height) > most_pixels.min(MAX_PIXELS)
        || decoder.total_bytes() > MAX_DECODED
    {
        return Err(MediaError::TooManyPixels { width, height });
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    image.apply_orientation(orientation);
    Ok(plain(image))
}

/// Eight bits a channel, without an alpha channel that hides nothing.
fn plain(image: DynamicImage) -> DynamicImage {
    if !image.color().has_alpha() {
        return DynamicImage::ImageRgb8(image.into_rgb8());
    }
    let image = image.into_rgba8();
    if image.pixels().all(|Rgba([.., alpha])| *alpha == u8::MAX) {
        DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(image).into_rgb8())
    } else {
        DynamicImage::ImageRgba8(image)
    }
}

/// Scaled down so that neither side is longer than `side`.
pub(super) fn within(image: DynamicImage, side: u32) -> DynamicImage {
    let (width, height) = (image.width(), image.height());
    if width <= side && height <= side {
        image
    } else if width >= height {
        resize(&image, side, proportion(height, side, width))
    } else {
        resize(&image, proportion(width, side, height), side)
    }
}

/// A part of a picture, scaled.
pub(super) fn framed(image: &DynamicImage, frame: &Frame) -> DynamicImage {
    let Frame { cut, size: (width, height) } = *frame;
    let part = image.crop_imm(cut.x, cut.y, cut.width, cut.height);
    if (cut.width, cut.height) == (width, height) { part } else { resize(&part, width, height) }
}

/// Scaled to a width.
pub(super) fn to_width(image: &DynamicImage, width: u32) -> DynamicImage {
    resize(image, width, proportion(image.height(), width, image.width()))
}

/// `side · to / from`, rounded, at least 1.
pub(super) fn proportion(side: u32, to: u32, from: u32) -> u32 {
    let (side, to, from) = (u64::from(side), u64::from(to), u64::from(from).max(1));
    u32::try_from((side * to + from / 2) / from).unwrap_or(u32::MAX).max(1)
}

fn resize(image: &DynamicImage, width: u32, height: u32) -> DynamicImage {
    let scale = |image: &DynamicImage| image.resize_exact(width, height, FilterType::Lanczos3);
    match image {
        DynamicImage::ImageRgba8(pixels) => {
            // Colours are weighed by their alpha, or what is invisible would bleed into the edges.
            let mut pixels = pixels.clone();
            each(&mut pixels, |channel, alpha| (channel * alpha + 127) / 255);
            let mut pixels = scale(&DynamicImage::ImageRgba8(pixels)).into_rgba8();
            each(&mut pixels, |channel, alpha| (channel * 255 + alpha / 2).checked_div(alpha).unwrap_or(0));
            DynamicImage::ImageRgba8(pixels)
        }
        opaque => scale(opaque),
    }
}

fn each(pixels: &mut RgbaImage, change: impl Fn(u32, u32) -> u32) {
    for Rgba([red, green, blue, alpha]) in pixels.pixels_mut() {
        for channel in [red, green, blue] {
            let changed = change(u32::from(*channel), u32::from(*alpha));
            *channel = u8::try_from(changed).unwrap_or(u8::MAX);
        }
    }
}

/// The decoder's reason on one line, short.
fn reason(error: &image::ImageError) -> String {
    let text = error.to_string();
    let line = text.lines().next().unwrap_or_default().trim_end_matches('.');
    line.chars().take(160).collect()
}
