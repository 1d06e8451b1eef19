use std::io::Cursor;

use axum::body::Body;
use chrono::TimeDelta;
use http::StatusCode;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use serde_json::{Value, json};
use shared::{
    canonical::Digest,
    ids::{ListingId, OrganisationId, UploadId},
    organisations::{model::OrganisationKind, role::BuiltIn},
    uploads::model::Upload,
};

use crate::{
    jobs,
    personas::{Persona, Stage},
    testing::deep,
};

/// A partner with a listing that pictures go into.
struct Studio {
    stage: Stage,
    organisation: OrganisationId,
    listing: ListingId,
    anna: Persona,
}

/// What was answered, and its status.
type Answer = (StatusCode, Value);

impl Studio {
    async fn new() -> Self {
        let stage = Stage::new().await;
        let anna = stage.person("anna").await;
        let organisation = stage.organisation(OrganisationKind::Partner, "Acme Works", anna.id).await;
        let anna = stage.sign_in(anna.id, Some(organisation)).await;
        let listing = ListingId::new(&*stage.services().ids);
        let path = format!("/api/v1/organisations/{organisation}/listings");
        let body = json!({ "listing": listing, "name": "Ledger Bridge" });
        let (status, app) = stage.call("POST", &path, &anna.token, body).await;
        assert_eq!(status, StatusCode::OK, "{app}");
        Self { stage, organisation, listing, anna }
    }

    fn path(&self, rest: &str) -> String {
        format!("/api/v1/organisations/{}/listings/{}{rest}", self.organisation, self.listing)
    }

    async fn ask(&self, method: &str, rest: &str, body: Value) -> Answer {
        self.stage.call(method, &self.path(rest), &self.anna.token, body).await
    }

    fn fresh(&self) -> UploadId {
        UploadId::new(&*self.stage.services().ids)
    }

    async fn announce(&self, upload: UploadId, kind: &str, file: &[u8], crop: Value) -> Answer {
        let file =
            json!({ "kind": kind, "bytes": file.len(), "digest": Digest::of_bytes(file), "crop": crop });
        self.ask("POST", "/uploads", json!({ "upload": upload, "file": file })).await
    }

    async fn chunk(&self, upload: UploadId, offset: usize, bytes: &[u8]) -> Answer {
        let path = self.path(&format!("/uploads/{upload}?offset={offset}"));
        let kind = "application/octet-stream";
        self.stage.raw("PUT", &path, &self.anna.token, kind, Body::from(bytes.to_vec())).await
    }

    /// Sends a file whole.
    async fn upload(&self, kind: &str, file: &[u8], crop: Value) -> Answer {
        let upload = self.fresh();
        let (status, view) = self.announce(upload, kind, file, crop).await;
        assert_eq!((status, &view["received"]), (StatusCode::OK, &json!(0)), "{view}");
        let size = usize::try_from(view["chunk_bytes"].as_u64().expect("a size")).expect("small");
        let mut last = (status, view);
        for (at, chunk) in file.chunks(size).enumerate() {
            last = self.chunk(upload, at * size, chunk).await;
        }
        last
    }

    async fn picture(&self, kind: &str, file: &[u8], crop: Value) -> (u64, u64, Vec<u8>) {
        let (status, view) = self.upload(kind, file, crop).await;
        assert_eq!(status, StatusCode::OK, "{view}");
        let picture = &view["picture"];
        let digest = picture["digest"].as_str().expect("a digest");
        let stored = self.stage.services().media.original(digest).await.expect("reads").expect("is there");
        let side = |name: &str| picture[name].as_u64().expect("a number");
        (side("width"), side("height"), stored.to_vec())
    }
}

/// A picture with a red left half and a blue right half, as noise so that it does not get small.
fn halves(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        let mut noise = x.wrapping_mul(0x9e37_79b1) ^ y.wrapping_mul(0x85eb_ca77);
        noise = (noise ^ (noise >> 15)).wrapping_mul(0x2c1b_3c6d);
        let noise = u8::try_from((noise ^ (noise >> 12)) % 24).expect("small");
        if x < width / 2 { Rgb([230, noise, noise]) } else { Rgb([noise, noise, 230]) }
    }))
}

fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).expect("encodes");
    bytes.into_inner()
}

/// A JPEG with an EXIF block: an orientation, and a place that nobody else should learn.
fn photographed(image: &DynamicImage, orientation: u8) -> Vec<u8> {
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

/// A GIF header that promises a size and holds nothing.
fn bomb(width: u16, height: u16) -> Vec<u8> {
    let mut gif = b"GIF89a".to_vec();
    gif.extend(width.to_le_bytes());
    gif.extend(height.to_le_bytes());
    gif.extend([0, 0, 0, 0x2c, 0, 0, 0, 0]);
    gif.extend(width.to_le_bytes());
    gif.extend(height.to_le_bytes());
    gif.extend([0, 2, 0, 0x3b]);
    gif
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn reddish(bytes: &[u8], x: u32, y: u32) -> bool {
    let Rgb([red, _, blue]) = *image::load_from_memory(bytes).expect("decodes").to_rgb8().get_pixel(x, y);
    red > blue
}

#[test]
fn a_file_becomes_a_picture_of_what_it_is_for() {
    deep(async {
        let studio = Studio::new().await;
        let wide = halves(900, 600);
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            let file = encoded(&wide, format);
            let (width, height, _) = studio.picture("screenshot", &file, Value::Null).await;
            assert_eq!((width, height), (900, 600), "{format:?}");
            let (width, height, _) = studio.picture("icon", &file, Value::Null).await;
            assert_eq!((width, height), (600, 600), "{format:?}");
        }
        let right = json!({ "left": 5000, "top": 0, "width": 5000, "height": 10000 });
        let file = encoded(&wide, ImageFormat::Png);
        let (width, height, stored) = studio.picture("screenshot", &file, right).await;
        assert_eq!((width, height, reddish(&stored, 5, 5)), (450, 600, false));
        let large = encoded(&halves(3_000, 1_200), ImageFormat::Jpeg);
        let (width, height, _) = studio.picture("screenshot", &large, Value::Null).await;
        assert_eq!((width, height), (2_560, 1_024));
    });
}

#[test]
fn a_photograph_is_turned_and_keeps_nothing_of_where_it_was_taken() {
    deep(async {
        let studio = Studio::new().await;
        let file = photographed(&halves(800, 400), 6);
        assert!(contains(&file, b"GPS"));
        let (width, height, stored) = studio.picture("screenshot", &file, Value::Null).await;
        // Turned to the right: what was left is above.
        assert_eq!((width, height), (400, 800));
        assert!(reddish(&stored, 200, 100) && !reddish(&stored, 200, 700));
        assert!(!contains(&stored, b"GPS") && !contains(&stored, b"Exif"));
        // The part is chosen in the picture as one sees it.
        let below = json!({ "left": 0, "top": 5000, "width": 10000, "height": 5000 });
        let (_, _, stored) = studio.picture("screenshot", &file, below).await;
        assert!(!reddish(&stored, 200, 20));
    });
}

#[test]
fn a_drawing_becomes_pixels_and_asks_nobody_for_anything() {
    deep(async {
        let studio = Studio::new().await;
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='24' height='24' \
                   onload='alert(1)'><script>alert(2)</script><rect width='24' height='24' fill='#e00'/>\
                   <image xlink:href='http://127.0.0.1:9/spy.png' width='24' height='24'/>\
                   <image xlink:href='file:///etc/passwd' width='24' height='24'/></svg>";
        let (width, height, stored) = studio.picture("icon", svg.as_bytes(), Value::Null).await;
        assert_eq!((width, height), (1_024, 1_024));
        assert!(image::guess_format(&stored).is_ok(), "it is stored as pixels");
        assert!(reddish(&stored, 512, 512));
        for part in ["script", "alert", "spy", "passwd", "<svg"] {
            assert!(!contains(&stored, part.as_bytes()), "{part}");
        }
    });
}

#[test]
fn what_is_no_picture_is_refused_and_stays_refused() {
    deep(async {
        let studio = Studio::new().await;
        let whole = encoded(&halves(400, 400), ImageFormat::Png);
        let tiny = encoded(&halves(64, 64), ImageFormat::Png);
        let cases: [(&[u8], &str); 7] = [
            (b"<!DOCTYPE html><p>Not closed<script>alert(1)</script>", "unreadable"),
            (b"<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>", "not_a_picture"),
            (b"%PDF-1.7 and more", "not_a_picture"),
            (b"MZ\x90\0\x03", "not_a_picture"),
            (&whole[..whole.len() / 2], "unreadable"),
            (&bomb(40_000, 40_000), "too_many_pixels"),
            (&tiny, "too_small"),
        ];
        for (file, why) in cases {
            let upload = studio.fresh();
            studio.announce(upload, "screenshot", file, Value::Null).await;
            for attempt in 0..2 {
                let (status, refused) = studio.chunk(upload, 0, file).await;
                assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{attempt}: {refused}");
                assert_eq!(refused["current"]["refused"]["is"], why, "{}", file.escape_ascii());
                assert!(refused["detail"].as_str().is_some_and(|said| said.len() > 20), "{refused}");
            }
            let (status, view) = studio.ask("GET", &format!("/uploads/{upload}"), Value::Null).await;
            assert_eq!((status, &view["refused"]["is"]), (StatusCode::OK, &json!(why)));
        }
    });
}

#[test]
fn what_cannot_become_one_is_refused_before_a_byte_is_sent() {
    deep(async {
        let studio = Studio::new().await;
        let file = |bytes: u64, crop: Value| {
            json!({
                "upload": studio.fresh(),
                "file": { "kind": "icon", "bytes": bytes, "digest": Digest::of_bytes(b""), "crop": crop },
            })
        };
        let beyond = json!({ "left": 1, "top": 0, "width": 10000, "height": 10000 });
        for (body, status, field) in [
            (file(0, Value::Null), StatusCode::UNPROCESSABLE_ENTITY, "/file/bytes"),
            (file((8 << 20) + 1, Value::Null), StatusCode::PAYLOAD_TOO_LARGE, "/file/bytes"),
            (file(10, beyond), StatusCode::UNPROCESSABLE_ENTITY, "/file/crop"),
        ] {
            let (found, refused) = studio.ask("POST", "/uploads", body).await;
            assert_eq!((found, &refused["errors"][0]["pointer"]), (status, &json!(field)), "{refused}");
        }
        let (status, _) = studio.ask("POST", "/uploads", file(8 << 20, Value::Null)).await;
        assert_eq!(status, StatusCode::OK);
    });
}

#[test]
fn an_upload_goes_on_where_it_was_and_a_repeated_chunk_is_harmless() {
    deep(async {
        let studio = Studio::new().await;
        let file = encoded(&halves(1_200, 800), ImageFormat::Png);
        assert!(file.len() > 200_000, "{}", file.len());
        let (first, rest) = file.split_at(100_000);
        let upload = studio.fresh();
        studio.announce(upload, "screenshot", &file, Value::Null).await;
        for _ in 0..2 {
            let (status, view) = studio.chunk(upload, 0, first).await;
            assert_eq!((status, &view["received"]), (StatusCode::OK, &json!(100_000)), "{view}");
        }
        // Another beginning, and a chunk from the middle.
        for (offset, bytes) in [(0, &file[1..100_001]), (150_000, &file[150_000..200_000])] {
            let (status, refused) = studio.chunk(upload, offset, bytes).await;
            assert_eq!((status, &refused["current"]["received"]), (StatusCode::CONFLICT, &json!(100_000)));
        }
        // Announced once more, as after a reload, it says how far it is.
        let (status, view) = studio.announce(upload, "screenshot", &file, Value::Null).await;
        assert_eq!((status, &view["received"]), (StatusCode::OK, &json!(100_000)));
        let mut offset = 100_000;
        let mut last = Value::Null;
        for chunk in rest.chunks(512 << 10) {
            last = studio.chunk(upload, offset, chunk).await.1;
            offset += chunk.len();
        }
        assert_eq!(last["picture"]["width"], 1_200, "{last}");
        let again = studio.chunk(upload, 0, first).await;
        assert_eq!(again, (StatusCode::OK, last.clone()), "what is over can be repeated");
        let (_, view) = studio.ask("GET", &format!("/uploads/{upload}"), Value::Null).await;
        assert_eq!(view, last);
        let (upload, digest) = (upload.to_string(), Digest::of_bytes(first).to_string());
        let kept = studio.stage.services().media.chunk(&upload, &digest).await;
        assert_eq!(kept.expect("reads"), None, "the chunks are gone");
    });
}

#[test]
fn a_server_that_died_over_the_last_chunk_ends_it_when_that_is_sent_again() {
    deep(async {
        let studio = Studio::new().await;
        let file = encoded(&halves(400, 400), ImageFormat::Png);
        let upload = studio.fresh();
        studio.announce(upload, "icon", &file, Value::Null).await;
        // The chunk and its row were written, and nothing after that.
        let services = studio.stage.services();
        let digest = Digest::of_bytes(&file);
        let (key, bytes) = (upload.to_string(), file.clone().into());
        services.media.put_chunk(&key, digest.as_str(), bytes).await.expect("written");
        let stored = services.store.get::<Upload>(upload.to_string()).await.expect("reads").expect("there");
        let chunk = shared::uploads::model::Chunk { bytes: file.len() as u64, digest };
        let mut unit = store::Unit::default();
        unit.update(&Upload { version: stored.version + 1, chunks: vec![chunk], ..stored });
        services.store.commit(unit).await.expect("commits");
        let (status, view) = studio.chunk(upload, 0, &file).await;
        assert_eq!((status, &view["picture"]["width"]), (StatusCode::OK, &json!(400)), "{view}");
    });
}

#[test]
fn bytes_that_were_not_announced_become_nothing() {
    deep(async {
        let studio = Studio::new().await;
        let (file, other) =
            (encoded(&halves(400, 400), ImageFormat::Png), encoded(&halves(420, 400), ImageFormat::Png));
        let upload = studio.fresh();
        studio.announce(upload, "icon", &file, Value::Null).await;
        let length = file.len().min(other.len());
        let (_, _) = studio.chunk(upload, 0, &other[..length]).await;
        let (status, refused) = if length < file.len() {
            studio.chunk(upload, length, &file[length..]).await
        } else {
            studio.chunk(upload, 0, &other[..length]).await
        };
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused["current"]["refused"]["is"], "other_bytes", "{refused}");
    });
}

#[test]
fn a_chunk_is_bytes_and_no_larger_than_a_chunk() {
    deep(async {
        let studio = Studio::new().await;
        let file = vec![7; 2 << 20];
        let upload = studio.fresh();
        studio.announce(upload, "icon", &file, Value::Null).await;
        let path = studio.path(&format!("/uploads/{upload}"));
        for kind in ["application/json", "image/png", ""] {
            let body = Body::from(file[..100].to_vec());
            let (status, _) = studio.stage.raw("PUT", &path, &studio.anna.token, kind, body).await;
            assert_eq!(status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{kind}");
        }
        for (bytes, status) in [
            (0, StatusCode::UNPROCESSABLE_ENTITY),
            (100, StatusCode::UNPROCESSABLE_ENTITY),
            ((512 << 10) + 1, StatusCode::PAYLOAD_TOO_LARGE),
            ((1 << 20) + 1, StatusCode::PAYLOAD_TOO_LARGE),
        ] {
            let (found, refused) = studio.chunk(upload, 0, &file[..bytes]).await;
            assert_eq!(found, status, "{bytes}: {refused}");
        }
    });
}

#[test]
fn an_upload_of_others_is_not_there() {
    deep(async {
        let studio = Studio::new().await;
        let file = encoded(&halves(400, 400), ImageFormat::Png);
        let upload = studio.fresh();
        studio.announce(upload, "icon", &file, Value::Null).await;
        let olga = studio.stage.person("olga").await;
        let other = studio.stage.organisation(OrganisationKind::Partner, "Other Works", olga.id).await;
        let olga = studio.stage.sign_in(olga.id, Some(other)).await;
        let theirs = format!("/api/v1/organisations/{other}/listings/{}", studio.listing);
        let path = format!("{theirs}/uploads/{upload}");
        for method in ["GET", "DELETE"] {
            let (status, _) = studio.stage.call(method, &path, &olga.token, Value::Null).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{method}");
        }
        let kind = "application/octet-stream";
        let (status, _) = studio.stage.raw("PUT", &path, &olga.token, kind, Body::from(file.clone())).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        let declared = json!({ "kind": "icon", "bytes": 10, "digest": Digest::of_bytes(b"") });
        let announced = json!({ "upload": UploadId::new(&*studio.stage.services().ids), "file": declared });
        let whole = json!({ "left": 0, "top": 0, "width": 10000, "height": 10000 });
        let crop = json!({ "kind": "icon", "picture": Digest::of_bytes(b""), "crop": whole });
        for (rest, body) in [("/uploads", announced), ("/pictures", crop)] {
            let (status, _) = studio.stage.call("POST", &format!("{theirs}{rest}"), &olga.token, body).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{rest}");
        }
        // Nor does who may only read write.
        let ben = studio.stage.person("ben").await;
        studio.stage.join(studio.organisation, &ben, BuiltIn::Seller).await;
        let ben = studio.stage.sign_in(ben.id, Some(studio.organisation)).await;
        let path = studio.path(&format!("/uploads/{upload}"));
        let (status, _) = studio.stage.raw("PUT", &path, &ben.token, kind, Body::from(file)).await;
        assert_eq!(status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn a_part_of_a_picture_is_cut_out_and_the_whole_one_stays() {
    deep(async {
        let studio = Studio::new().await;
        let file = encoded(&halves(900, 600), ImageFormat::Png);
        let (_, view) = studio.upload("screenshot", &file, Value::Null).await;
        let digest = view["picture"]["digest"].clone();
        let crop = |kind: &str, digest: &Value, width: u32| {
            let part = json!({ "left": 0, "top": 0, "width": width, "height": 10000 });
            json!({ "kind": kind, "picture": digest, "crop": part })
        };
        let (status, cut) = studio.ask("POST", "/pictures", crop("screenshot", &digest, 5_000)).await;
        assert_eq!(
            (status, &cut["width"], &cut["height"]),
            (StatusCode::OK, &json!(450), &json!(600)),
            "{cut}"
        );
        let whole = studio.stage.services().media.original(digest.as_str().expect("a text")).await;
        assert!(whole.expect("reads").is_some());
        let (status, refused) = studio.ask("POST", "/pictures", crop("screenshot", &digest, 100)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{refused}");
        let nothing = json!(Digest::of_bytes(b"nothing"));
        let (status, _) = studio.ask("POST", "/pictures", crop("icon", &nothing, 5_000)).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn what_is_given_up_or_never_ended_leaves_with_its_bytes() {
    deep(async {
        let studio = Studio::new().await;
        let file = encoded(&halves(1_200, 800), ImageFormat::Png);
        let services = studio.stage.services();
        let (given_up, left) = (studio.fresh(), studio.fresh());
        for upload in [given_up, left] {
            studio.announce(upload, "screenshot", &file, Value::Null).await;
            studio.chunk(upload, 0, &file[..100_000]).await;
        }
        let path = format!("/uploads/{given_up}");
        let (status, _) = studio.ask("DELETE", &path, Value::Null).await;
        assert_eq!(status, StatusCode::OK);
        let (status, _) = studio.ask("GET", &path, Value::Null).await;
        assert_eq!(status, StatusCode::GONE);
        let digest = Digest::of_bytes(&file[..100_000]).to_string();
        let chunk = async |upload: UploadId| {
            services.media.chunk(&upload.to_string(), &digest).await.expect("reads").is_some()
        };
        assert!(!chunk(given_up).await && chunk(left).await);
        jobs::run_once(services, "here").await.expect("swept");
        assert!(chunk(left).await, "its time has not come");
        studio.stage.market.clock.advance(TimeDelta::hours(24));
        // The session is over by then, too.
        let anna = studio.stage.sign_in(studio.anna.id, Some(studio.organisation)).await;
        let path = studio.path(&format!("/uploads/{left}"));
        let (status, _) = studio.stage.call("GET", &path, &anna.token, Value::Null).await;
        assert_eq!(status, StatusCode::GONE);
        jobs::run_once(services, "here").await.expect("swept");
        assert!(!chunk(left).await);
        for upload in [given_up, left] {
            assert!(services.store.get::<Upload>(upload.to_string()).await.expect("reads").is_none());
        }
    });
}

#[test]
fn an_organisation_has_so_many_uploads_under_way_and_no_more() {
    deep(async {
        let studio = Studio::new().await;
        let file = encoded(&halves(400, 400), ImageFormat::Png);
        for _ in 0..40 {
            let (status, _) = studio.announce(studio.fresh(), "icon", &file, Value::Null).await;
            assert_eq!(status, StatusCode::OK);
        }
        let (status, refused) = studio.announce(studio.fresh(), "icon", &file, Value::Null).await;
        assert_eq!(status, StatusCode::CONFLICT, "{refused}");
    });
}
