//! Files that mean well and files that do not.

use std::io::Cursor;

use image::{
    DynamicImage, ImageEncoder, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage, codecs::jpeg::JpegEncoder,
};

use super::*;

fn fonts() -> Fonts {
    Fonts::bundled()
}

fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).expect("encodes");
    bytes.into_inner()
}

/// A picture with some structure; not small enough to count as an icon.
fn opaque(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        Rgb([u8::try_from(x % 256).expect("below 256"), u8::try_from(y % 256).expect("below 256"), 90])
    }))
}

fn kept(bytes: &[u8]) -> Kept {
    keep(bytes, &fonts()).unwrap_or_else(|error| panic!("refused: {error}"))
}

fn refusal(bytes: &[u8]) -> MediaError {
    match keep(bytes, &fonts()) {
        Ok(kept) => panic!("accepted as {} × {}", kept.width, kept.height),
        Err(error) => error,
    }
}

fn svg(inside: &str) -> String {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' \
         width='200' height='100'>{inside}</svg>"
    )
}

/// A PNG header that promises a size and holds nothing.
fn png_of_size(width: u32, height: u32) -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 6, 0, 0, 0]);
    let mut png = vec![0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n'];
    png.extend(13_u32.to_be_bytes());
    png.extend(&header);
    png.extend(crc(&header).to_be_bytes());
    png.extend(0_u32.to_be_bytes());
    png.extend(b"IDAT");
    png.extend(crc(b"IDAT").to_be_bytes());
    png
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 * (crc & 1)))
    })
}

/// The picture as a JPEG with an EXIF block before its pixels: an orientation, and a note to find again.
fn jpeg_with_exif(image: &DynamicImage, orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.push(orientation);
    exif.extend([0, 0, 0, 0, 0, 0]);
    exif.extend(b"GPS 51.05 3.72");
    let mut jpeg = vec![0xff, 0xd8, 0xff, 0xe1];
    jpeg.extend(u16::try_from(exif.len() + 2).expect("short").to_be_bytes());
    jpeg.extend(exif);
    jpeg.extend(&encoded(image, ImageFormat::Jpeg)[2..]);
    jpeg
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn every_raster_format_is_read_by_its_content() {
    let picture = opaque(300, 200);
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif] {
        let kept = kept(&encoded(&picture, format));
        assert_eq!((kept.width, kept.height), (300, 200), "{format:?}");
        let stored = sniff::format(&kept.bytes).and_then(Format::raster);
        assert!(matches!(stored, Some(RasterFormat::WebP | RasterFormat::Jpeg)), "{format:?}: {stored:?}");
    }
}

#[test]
fn files_that_are_no_pictures_are_refused() {
    let unrecognised: [&[u8]; 7] = [
        b"hello",
        b"%PDF-1.7",
        b"PK\x03\x04zip",
        b"\x1f\x8b\x08svgz",
        b"BM bitmap",
        b"<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>",
        b"<svg/>",
    ];
    for bytes in unrecognised {
        let error = refusal(bytes);
        assert!(matches!(error, MediaError::Unrecognised), "{}: {error}", bytes.escape_ascii());
    }
    assert!(matches!(refusal(b""), MediaError::Empty));
    assert!(matches!(refusal(&vec![0xff; MAX_BYTES + 1]), MediaError::TooLarge { .. }));
}

#[test]
fn a_file_cut_short_is_refused_at_every_length() {
    let picture = opaque(64, 64);
    for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let whole = encoded(&picture, format);
        for length in (1..whole.len() - 20).step_by(7) {
            // Some decoders give what they have of a first frame; none may panic or invent a size.
            if let Ok(kept) = keep(&whole[..length], &fonts()) {
                assert_eq!((kept.width, kept.height), (64, 64), "{format:?} cut at {length}");
            }
        }
        assert!(keep(&whole[..whole.len() / 3], &fonts()).is_err(), "{format:?} cut to a third");
    }
    assert!(keep(&encoded(&picture, ImageFormat::Jpeg)[..40], &fonts()).is_err(), "a JPEG's first bytes");
}

#[test]
fn a_promised_size_is_judged_before_any_pixel() {
    let error = refusal(&png_of_size(50_000, 50_000));
    assert!(matches!(error, MediaError::TooManyPixels { width: 50_000, height: 50_000 }), "{error}");
    assert!(matches!(refusal(&png_of_size(40_001, 1_000)), MediaError::TooManyPixels { .. }));
    for nothing in [png_of_size(0, 0), png_of_size(0, 10), png_of_size(10, 0)] {
        assert!(matches!(refusal(&nothing), MediaError::Unreadable { .. }));
    }
    let gif = [b"GIF89a".as_slice(), &[0xff, 0xff, 0xff, 0xff, 0, 0, 0]].concat();
    assert!(matches!(refusal(&gif), MediaError::TooManyPixels { .. } | MediaError::Unreadable { .. }));
}

#[test]
fn what_hides_behind_a_picture_is_gone() {
    let payload = b"<script>alert(1)</script>PK\x03\x04";
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP] {
        let polyglot = [encoded(&opaque(80, 60), format), payload.to_vec()].concat();
        let kept = kept(&polyglot);
        assert!(!contains(&kept.bytes, b"script"), "{format:?}");
        assert!(!contains(&kept.bytes, b"PK\x03\x04"), "{format:?}");
    }
    // A script that begins like a GIF, as it would be smuggled past a check of names.
    assert!(keep(b"GIF89a=1;alert(1)//", &fonts()).is_err());
}

#[test]
fn the_camera_s_notes_go_and_its_orientation_is_applied() {
    let jpeg = jpeg_with_exif(&opaque(640, 400), 6);
    assert!(contains(&jpeg, b"GPS"));
    let kept = kept(&jpeg);
    assert_eq!((kept.width, kept.height), (400, 640), "turned by a quarter");
    assert!(!contains(&kept.bytes, b"GPS") && !contains(&kept.bytes, b"Exif"));
}

#[test]
fn a_large_picture_is_scaled_to_the_longest_side() {
    let kept = kept(&encoded(&opaque(3_000, 600), ImageFormat::Png));
    assert_eq!((kept.width, kept.height), (MAX_SIDE, 512));
}

#[test]
fn see_through_edges_keep_their_colour_when_scaled() {
    let mut pixels = RgbaImage::from_pixel(400, 400, Rgba([0, 0, 0, 0]));
    for (x, _, pixel) in pixels.enumerate_pixels_mut() {
        if x < 203 {
            *pixel = Rgba([250, 200, 20, 255]);
        }
    }
    let scaled = raster::to_width(&DynamicImage::ImageRgba8(pixels), 64).into_rgba8();
    for pixel in scaled.pixels().filter(|pixel| pixel.0[3] > 40) {
        assert!(pixel.0[0] > 235, "a dark fringe: {pixel:?}");
    }
}

#[test]
fn drawings_stay_lossless_and_photographs_become_jpeg() {
    let drawing = kept(svg("<rect width='200' height='100' fill='teal'/>").as_bytes());
    let (_, format) = render(&drawing.bytes.into(), 960, &fonts()).expect("draws");
    assert_eq!(format, RasterFormat::WebP);
    let noise = DynamicImage::ImageRgb8(RgbImage::from_fn(800, 600, |x, y| {
        let seed = x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503) ^ (x * y);
        let [low, middle, high, _] = seed.to_le_bytes();
        Rgb([low ^ (middle << 3), middle, high])
    }));
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, 90)
        .write_image(noise.as_bytes(), 800, 600, noise.color().into())
        .expect("encodes");
    let kept = kept(&jpeg);
    let (bytes, format) = render(&kept.bytes.into(), 480, &fonts()).expect("scales");
    assert_eq!(format, RasterFormat::Jpeg);
    assert_eq!(image::load_from_memory(&bytes).expect("decodes").width(), 480);
}

#[test]
fn an_svg_is_kept_inert() {
    let hostile = svg("<script>alert(1)</script>\
         <style>rect { fill: red } @import url(https://evil.example/x.css);</style>\
         <rect width='90' height='90' onclick='alert(2)' onload='alert(3)'/>\
         <foreignObject width='90' height='90'><body xmlns='http://www.w3.org/1999/xhtml'>\
         <iframe src='https://evil.example/frame'/></body></foreignObject>\
         <a href='javascript:alert(4)'><circle r='9'/></a>\
         <image href='https://evil.example/pixel.png' width='9' height='9'/>\
         <image href='file:///etc/passwd' width='9' height='9'/>\
         <image href='/etc/passwd' width='9' height='9'/>\
         <use href='https://evil.example/x.svg#a'/>\
         <animate attributeName='href' to='javascript:alert(5)'/>\
         <text x='9' y='50' font-family='Inter'>Ledger</text>");
    let kept = String::from_utf8(kept(hostile.as_bytes()).bytes).expect("text");
    for gone in [
        "script", "alert", "evil", "foreign", "passwd", "onclick", "href", "iframe", "style=", "<text",
        "Ledger",
    ] {
        assert!(!kept.contains(gone), "{gone} in {kept}");
    }
    assert!(kept.contains("#ff0000"), "its shapes are still there: {kept}");
}

#[test]
fn entities_are_refused_and_a_doctype_is_not() {
    let bomb = "<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>\
                <svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text>&b;</text></svg>";
    assert!(matches!(refusal(bomb.as_bytes()), MediaError::Svg(_)));
    let external = "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>\
                    <svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text>&x;</text></svg>";
    assert!(matches!(refusal(external.as_bytes()), MediaError::Svg(_)));
    let plain = format!(
        "<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' \
         'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'>{}",
        svg("<rect width='9' height='9'/>")
    );
    assert_eq!(kept(plain.as_bytes()).width, 200);
}

/// `levels` definitions, each holding `fan` references to the one before.
fn nested(
    levels: u32,
    fan: usize,
    definition: impl Fn(u32, String) -> String,
    reference: impl Fn(u32) -> String,
) -> String {
    let mut text = definition(0, "<rect width='9' height='9'/>".to_owned());
    for level in 1..levels {
        text.push_str(&definition(level, reference(level - 1).repeat(fan)));
    }
    text.push_str(&reference(levels - 1));
    svg(&text)
}

#[test]
fn what_grows_without_bounds_is_refused_at_once() {
    let id = |level: u32| format!("i{level}");
    let use_bomb = nested(
        12,
        10,
        |level, inside| format!("<g id='{}'>{inside}</g>", id(level)),
        |level| format!("<use xlink:href='#{}'/>", id(level)),
    );
    let pattern_bomb = nested(
        12,
        10,
        |level, inside| format!("<pattern id='{}' width='9' height='9'>{inside}</pattern>", id(level)),
        |level| format!("<rect width='9' height='9' fill='url(#{})'/>", id(level)),
    );
    let mask_bomb = nested(
        12,
        10,
        |level, inside| format!("<mask id='{}'>{inside}</mask>", id(level)),
        |level| format!("<rect width='9' height='9' style='mask:url(\"#{}\")'/>", id(level)),
    );
    let marker_bomb = svg(&format!(
        "<marker id='m'>{}</marker><path marker-mid='url(#m)' d='M0 0{}'/>",
        "<rect width='1' height='1'/>".repeat(500),
        "L1 1".repeat(50_000)
    ));
    let rules: String = (1..12).map(|level| format!(".c{level}{{mask:url(#i{})}}", level - 1)).collect();
    let sheet_bomb = nested(
        12,
        10,
        |level, inside| format!("<style>{rules}</style><mask id='{}'>{inside}</mask>", id(level)),
        |level| format!("<rect width='9' height='9' class='c{}'/>", level + 1),
    );
    let deep = svg(&format!("{}{}", "<g>".repeat(140_000), "</g>".repeat(140_000)));
    let layers = svg(&format!(
        "{}<rect width='200' height='100'/>{}",
        "<g opacity='.9'><rect width='200' height='100'/>".repeat(60),
        "</g>".repeat(60)
    ));
    let area = svg(&"<rect width='200' height='100' fill='red'/>".repeat(9_000));
    let letters = svg(&format!("<text>{}</text>", "a".repeat(500_000)));
    let filter = svg("<filter id='f'><feMorphology radius='9999'/></filter>\
         <rect width='200' height='100' filter='url(#f)'/>");
    let side = svg("<rect width='9' height='9'/>").replace("'200'", "'2000000'");
    let cases = [
        ("use", use_bomb),
        ("pattern", pattern_bomb),
        ("mask", mask_bomb),
        ("marker", marker_bomb),
        ("style sheet", sheet_bomb),
        ("depth", deep),
        ("layers", layers),
        ("area", area),
        ("letters", letters),
        ("filter", filter),
        ("side", side),
    ];
    for (name, text) in cases {
        let error = refusal(text.as_bytes());
        assert!(matches!(error, MediaError::Svg(_) | MediaError::Unreadable { .. }), "{name}: {error}");
    }
}

#[test]
fn circles_of_references_end() {
    let circles = [
        "<g id='a'><use href='#a'/></g>",
        "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>",
        "<pattern id='p' width='9' height='9'><rect width='9' height='9' fill='url(#p)'/></pattern>\
         <rect width='9' height='9' fill='url(#p)'/>",
        "<mask id='m'><rect width='9' height='9' mask='url(#m)'/></mask><rect width='9' height='9' mask='url(#m)'/>",
    ];
    for circle in circles {
        // Either answer is fine; coming back is what counts.
        let _ = keep(svg(circle).as_bytes(), &fonts());
    }
}

#[test]
fn an_embedded_raster_is_encoded_anew() {
    let jpeg = jpeg_with_exif(&opaque(40, 30), 1);
    let text =
        svg(&format!("<image width='40' height='30' href='data:image/jpeg;base64,{}'/>", base64(&jpeg)));
    let kept = String::from_utf8(kept(text.as_bytes()).bytes).expect("text");
    assert!(kept.contains("data:image/png"), "{kept}");
    let nested = svg("<image width='9' height='9' href='data:image/svg+xml;utf8,%3Csvg/%3E'/>");
    let kept =
        String::from_utf8(super::keep(nested.as_bytes(), &fonts()).expect("reads").bytes).expect("text");
    assert!(!kept.contains("image"), "{kept}");
}

fn base64(bytes: &[u8]) -> String {
    use base64::{Engine, engine::general_purpose::STANDARD};
    STANDARD.encode(bytes)
}

#[test]
fn text_is_set_in_the_bundled_fonts() {
    let draw = |family: &str, weight: u32| {
        let text = svg(&format!(
            "<text x='4' y='60' font-size='40' font-family='\"{family}\"' font-weight='{weight}'>Žofín &amp; Söhne</text>"
        ));
        kept(text.as_bytes()).bytes
    };
    let faces = [
        draw("Instrument Sans", 400),
        draw("Instrument Sans", 600),
        draw("Inter", 400),
        draw("Inter", 700),
        draw("Newsreader", 400),
        draw("Newsreader", 600),
    ];
    for (at, face) in faces.iter().enumerate() {
        assert!(contains(face, b"<path"), "face {at} draws nothing");
        assert!(!faces[..at].contains(face), "face {at} is the same as one before");
    }
}

#[test]
fn digests_are_64_small_hexadecimal_digits() {
    let digest: Digest32 = Sha256::digest(b"x").into();
    assert_eq!(parse_digest(&hex(&digest)), Some(digest));
    let upper = hex(&digest).to_uppercase();
    for bad in ["", "abc", "../../../../etc/passwd", upper.as_str(), &"g".repeat(64), &"é".repeat(32)] {
        assert_eq!(parse_digest(bad), None, "{bad}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_kept_once_and_derived_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let media = Media::open_folder(folder.path()).expect("opens");
    let file = Bytes::from(encoded(&opaque(700, 500), ImageFormat::Png));
    let picture = media.ingest(file.clone()).await.expect("is a picture");
    assert_eq!(media.ingest(file).await.expect("again"), picture);
    let (one, two) = tokio::join!(media.variant(&picture.digest, 256), media.variant(&picture.digest, 256));
    let (bytes, mime) = one.expect("works").expect("is there");
    assert_eq!((bytes.clone(), mime), two.expect("works").expect("is there"));
    assert_eq!(image::load_from_memory(&bytes).expect("decodes").width(), 256);

    // Another process on the same folder finds what this one derived.
    let other = Media::open(&format!("file://{}", folder.path().display())).expect("opens");
    let found = other.variant(&picture.digest, 256).await.expect("works").expect("is there");
    assert_eq!(found, (bytes, mime));
    // Never enlarged.
    let (wide, _) = other.variant(&picture.digest, 1600).await.expect("works").expect("is there");
    assert_eq!(image::load_from_memory(&wide).expect("decodes").width(), 700);

    assert_eq!(media.variant(&picture.digest, 100).await.expect("works"), None, "not a served width");
    assert_eq!(media.variant(&"0".repeat(64), 256).await.expect("works"), None, "no such picture");
    assert_eq!(media.variant("../x", 256).await.expect("works"), None, "no digest");
}

#[tokio::test]
async fn a_damaged_original_is_noticed() {
    let folder = tempfile::tempdir().expect("a folder");
    let media = Media::open_folder(folder.path()).expect("opens");
    let svg = svg("<rect width='9' height='9'/>");
    let picture = media.ingest(svg.into()).await.expect("is a picture");
    let digest = &picture.digest;
    let file = folder.path().join("originals").join(&digest[..2]).join(digest).join("original");
    std::fs::write(file, "<svg").expect("is writable");
    assert!(matches!(media.variant(digest, 64).await, Err(MediaError::Damaged(_))));
}

#[tokio::test]
async fn a_drawing_of_our_own_is_a_png_and_made_once() {
    let media = Media::open("mem://").expect("opens");
    let svg = svg("<text x='9' y='50' font-family='Inter'>Guild</text>");
    let again = svg.clone();
    let png = media.compose(move |_| svg).await.expect("draws");
    assert_eq!(image::load_from_memory_with_format(&png, ImageFormat::Png).expect("decodes").width(), 200);
    assert_eq!(media.compose(move |_| again).await.expect("again"), png);
}

#[test]
fn other_places_are_refused_by_name() {
    let error = Media::open("s3://bucket/pictures").expect_err("not in this build").to_string();
    assert!(error.contains("s3://"), "{error}");
    let file = tempfile::NamedTempFile::new().expect("a file");
    assert!(Media::open_folder(file.path()).is_err(), "a file is no folder");
}
