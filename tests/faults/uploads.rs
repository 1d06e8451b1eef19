//! A server that is cut off in the middle of an upload: what was acknowledged is there, and the file goes on
//! from it.

use bytes::Bytes;
use serde_json::json;
use shared::canonical::Digest;
use tests::{persona::Persona, run, server::Server};

const LISTING: &str = "lst_00000000000000000000000777";
const UPLOAD: &str = "upl_00000000000000000000000777";

/// A drawing of several chunks.
fn file() -> Bytes {
    let squares: String = (0..4_000)
        .map(|at| {
            format!(
                "<rect x='{}' y='{}' width='9' height='9' fill='#c{:02x}'/>",
                at % 60 * 10,
                at / 60 * 10,
                at % 256
            )
        })
        .collect();
    format!("<svg xmlns='http://www.w3.org/2000/svg' width='600' height='670'>{squares}</svg>").into()
}

#[test]
fn an_upload_goes_on_where_it_was_when_the_server_was_cut_off() {
    run(async {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = file();
        let (first, rest) = (file.slice(..100_000), file.slice(100_000..));
        let organisation;
        let path = |organisation: &str, rest: &str| {
            format!("/api/v1/organisations/{organisation}/listings/{LISTING}{rest}")
        };
        let chunk = |offset: usize| format!("/uploads/{UPLOAD}?offset={offset}");
        {
            let mut server = Server::on(folder.path(), &["--demo"]).await;
            {
                let anna = Persona::demo(&server, "Anna Lind").await;
                organisation = anna.organisation().await;
                let listings = format!("/api/v1/organisations/{organisation}/listings");
                let begun = anna.post(&listings, &json!({ "listing": LISTING, "name": "Harbour" })).await;
                assert_eq!(begun.status, 200, "{}", begun.text());
                let declared =
                    json!({ "kind": "screenshot", "bytes": file.len(), "digest": Digest::of_bytes(&file) });
                let body = json!({ "upload": UPLOAD, "file": declared });
                let begun = anna.post(&path(&organisation, "/uploads"), &body).await;
                assert_eq!(begun.status, 200, "{}", begun.text());
                let answer = anna.put_octets(&path(&organisation, &chunk(0)), first.clone()).await;
                assert_eq!(answer.status, 200, "{}", answer.text());
            }
            server.process.kill();
        }
        let server = Server::on(folder.path(), &["--demo"]).await;
        let anna = Persona::demo(&server, "Anna Lind").await;
        let view = anna.get(&path(&organisation, &format!("/uploads/{UPLOAD}"))).await.json();
        assert_eq!(view["received"], 100_000, "{view}");
        // The answer may have been lost in the cut.
        let again = anna.put_octets(&path(&organisation, &chunk(0)), first).await;
        assert_eq!((again.status.as_u16(), &again.json()["received"]), (200, &json!(100_000)));
        let done = anna.put_octets(&path(&organisation, &chunk(100_000)), rest).await;
        assert_eq!(done.status, 200, "{}", done.text());
        let picture = done.json()["picture"].clone();
        let shown = anna.get(&format!("/media/{}/480", picture["digest"].as_str().expect("a digest"))).await;
        assert_eq!(shown.status, 200);
        assert!(shown.headers["content-type"].to_str().is_ok_and(|kind| kind.starts_with("image/")));
    });
}
