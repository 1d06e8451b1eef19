//! Writing pictures: lossless WebP for drawings and anything see-through, JPEG for photographs.

use std::io::Cursor;

use bytes::Bytes;
use image::{
    DynamicImage, ImageEncoder, ImageError,
    codecs::{jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder},
};

use super::{MediaError, sniff::RasterFormat};

const ORIGINAL_QUALITY: u8 = 92;
const SERVED_QUALITY: u8 = 82;

/// Pixels up to which a picture is an icon and stays lossless: sharp edges matter, bytes hardly do.
const SMALL: u32 = 256 * 256;

/// An original as it is kept.
pub(super) fn original(image: &DynamicImage) -> Result<Vec<u8>, MediaError> {
    choose(image, ORIGINAL_QUALITY).map(|(bytes, _)| bytes)
}

/// A variant as it is served.
pub(super) fn served(image: &DynamicImage) -> Result<(Bytes, RasterFormat), MediaError> {
    choose(image, SERVED_QUALITY).map(|(bytes, format)| (bytes.into(), format))
}

/// A drawing for readers that know little but PNG.
pub(super) fn png(image: &DynamicImage) -> Result<Vec<u8>, MediaError> {
    let mut png = Vec::new();
    PngEncoder::new(&mut png)
        .write_image(image.as_bytes(), image.width(), image.height(), image.color().into())
        .map_err(failed)?;
    Ok(png)
}

/// Lossless where it is see-through, small, or not much larger than the JPEG: the sizes of the two say
/// whether it is a drawing or a photograph better than counting colours does.
fn choose(image: &DynamicImage, quality: u8) -> Result<(Vec<u8>, RasterFormat), MediaError> {
    let mut lossless = Vec::new();
    WebPEncoder::new_lossless(&mut lossless)
        .write_image(image.as_bytes(), image.width(), image.height(), image.color().into())
        .map_err(failed)?;
    if image.color().has_alpha() || image.width() * image.height() <= SMALL {
        return Ok((lossless, RasterFormat::WebP));
    }
    let mut jpeg = Cursor::new(Vec::new());
    JpegEncoder::new_with_quality(&mut jpeg, quality).encode_image(image).map_err(failed)?;
    let jpeg = jpeg.into_inner();
    if lossless.len() <= jpeg.len() + jpeg.len() / 2 {
        Ok((lossless, RasterFormat::WebP))
    } else {
        Ok((jpeg, RasterFormat::Jpeg))
    }
}

#[expect(clippy::needless_pass_by_value, reason = "handed to map_err as it is")]
fn failed(error: ImageError) -> MediaError {
    MediaError::Encode(error.to_string())
}
