//! A power cut in the middle of an import.

use std::{
    fmt::Write as _,
    fs,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use tests::{binary, process::Process};

const ROWS: usize = 20_000;
const CUTS: u32 = 20;

fn catalogue(path: &Path) {
    let mut text = String::new();
    for row in 0..ROWS {
        writeln!(
            text,
            "{{\"slug\":\"app-{row:05}\",\"name\":\"App {row}\",\"tagline\":\"Does the work of row {row}\",\
             \"partner\":{{\"slug\":\"partner-{0:02}\",\"name\":\"Partner {0}\"}},\"categories\":[\"crm\"]}}",
            row % 40
        )
        .expect("text grows");
    }
    fs::write(path, text).expect("the catalogue can be written");
}

fn import(file: &Path, data: &Path) -> Command {
    let mut command = Command::new(binary("guildhall"));
    command.arg("import").arg(file).arg("--data").arg(data).arg("--create-categories");
    command
}

fn exported(data: &Path) -> Vec<String> {
    let output = Command::new(binary("guildhall")).arg("export").arg("--data").arg(data).output();
    let output = output.expect("the export runs");
    assert!(output.status.success(), "the store does not open: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8").lines().map(str::to_owned).collect()
}

/// The number behind the last `committed` that the import printed.
fn acknowledged(printed: &str) -> usize {
    let numbers = printed.split("committed").skip(1);
    let digits = |rest: &str| {
        rest.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect::<String>()
    };
    numbers.filter_map(|rest| digits(rest).parse().ok()).max().unwrap_or(0)
}

#[test]
fn an_import_cut_off_twenty_times_loses_nothing_that_it_acknowledged() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (file, data) = (folder.path().join("rows.ndjson"), folder.path().join("data"));
    catalogue(&file);
    let mut before = 0;
    let mut cuts_inside = 0;
    for cut in 0..CUTS {
        let mut process = Process::start("import", &mut import(&file, &data));
        let start = Instant::now();
        // Each cut a little later than the one before, so that they fall into every part of the work.
        let pause = Duration::from_millis(150 + u64::from(cut) * 90);
        while start.elapsed() < pause {
            std::thread::sleep(Duration::from_millis(5));
        }
        let promised = acknowledged(&process.printed());
        process.kill();
        let rows = exported(&data);
        assert!(rows.len() >= promised, "cut {cut}: {promised} acknowledged, {} there", rows.len());
        assert!(rows.len() >= before, "cut {cut}: {before} were there before, {} now", rows.len());
        for row in &rows {
            let row: serde_json::Value = serde_json::from_str(row).expect("every exported row is whole");
            assert!(row["partner"]["name"].is_string() && row["categories"][0] == "crm", "{row}");
        }
        cuts_inside += usize::from(rows.len() < ROWS);
        before = rows.len();
    }
    assert!(cuts_inside > 0, "no cut fell into the import: the catalogue is too small for this machine");
    let status = import(&file, &data).status().expect("the import runs");
    assert!(status.success());
    let rows = exported(&data);
    assert_eq!(rows.len(), ROWS, "the import ends where it was going");
}
