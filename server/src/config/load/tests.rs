use super::*;

fn flag(key: &'static str, value: &str) -> Flag {
    Flag { flag: "--test", key, value: value.to_owned() }
}

fn variable(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

fn file(text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join(FILE_NAME);
    std::fs::write(&path, text).expect("the file is written");
    (folder, path)
}

#[test]
fn each_layer_wins_over_the_one_below() {
    // Which of the layers set the key, and which value wins.
    for (in_file, in_environment, in_flag, winner) in [
        (false, false, false, "info"),
        (true, false, false, "debug"),
        (false, true, false, "warn"),
        (true, true, false, "warn"),
        (false, false, true, "error"),
        (true, false, true, "error"),
        (false, true, true, "error"),
        (true, true, true, "error"),
    ] {
        let (_folder, path) = file(if in_file { "[log]\nlevel = \"debug\"\n" } else { "" });
        let inputs = Inputs {
            file: Some(path),
            environment: in_environment
                .then(|| variable("GUILDHALL_LOG_LEVEL", "warn"))
                .into_iter()
                .collect(),
            flags: in_flag.then(|| flag("log.level", "error")).into_iter().collect(),
        };
        let loaded = load(&inputs).expect("all values are good");
        assert_eq!(loaded.config.log_level, winner, "{in_file} {in_environment} {in_flag}");
    }
}

#[test]
fn a_mistake_is_one_sentence_with_its_place() {
    let check = |text: &str, says: &[&str]| {
        let (_folder, path) = file(text);
        let error = load(&Inputs { file: Some(path.clone()), ..Inputs::default() }).expect_err(text);
        let sentence = error.to_string();
        assert!(sentence.contains(&*path.to_string_lossy()), "{sentence}");
        assert!(!sentence.contains('\n'), "{sentence}");
        for part in says {
            assert!(sentence.contains(part), "{sentence:?} lacks {part:?}");
        }
    };
    check("\ndemo = true\nlistne = \"x\"", &["line 3", "`listne`", "did you mean `listen`"]);
    check("[log]\nlevels = 1", &["line 2", "`log.levels`", "did you mean `log.level`"]);
    check("[colours]\nred = 1", &["line 1", "`colours`", "known ones are"]);
    check("listen = 8080", &["line 1", "`listen`", "\"8080\"", "host:port"]);
    check("listen = [1]", &["`listen`", "a TOML array"]);
    check("http.connections = 0", &["`http.connections`", "from 1 to 100000"]);
    check("demo = \"yes\"", &["`demo`", "true or false"]);
    check("a = 1\n]", &["line 2", "not TOML"]);
}

#[test]
fn mistakes_in_the_environment_and_in_flags_are_named() {
    let inputs = Inputs { environment: vec![variable("GUILDHALL_DEMOO", "1")], ..Inputs::default() };
    let sentence = load(&inputs).expect_err("unknown").to_string();
    assert!(sentence.contains("GUILDHALL_DEMOO"), "{sentence}");
    assert!(sentence.contains("did you mean `GUILDHALL_DEMO`"), "{sentence}");
    let inputs = Inputs { flags: vec![flag("origin", "ftp://x")], ..Inputs::default() };
    assert!(load(&inputs).expect_err("bad").to_string().starts_with("flag --test: `origin`"));
}

#[test]
fn variables_of_the_tools_are_passed_over() {
    let environment = ["GUILDHALL_TOOLS", "GUILDHALL_NO_BROWSERS", "GUILDHALL_TEST_BIN", "PATH"]
        .map(|name| variable(name, "x"))
        .to_vec();
    assert!(load(&Inputs { environment, ..Inputs::default() }).is_ok());
}

#[test]
fn the_file_in_the_data_folder_is_read_and_need_not_exist() {
    let (folder, path) = file("demo = true");
    let data = folder.path().to_string_lossy().into_owned();
    let inputs = Inputs { flags: vec![flag("data", &data)], ..Inputs::default() };
    let loaded = load(&inputs).expect("good");
    assert!(loaded.config.demo);
    assert_eq!(loaded.source("demo"), &Source::File { path: path.clone(), line: 1 });
    std::fs::remove_file(&path).expect("removed");
    assert!(!load(&inputs).expect("no file is fine").config.demo);
    let named = Inputs { file: Some(path), ..Inputs::default() };
    assert!(load(&named).expect_err("named but missing").to_string().contains("does not exist"));
}

#[test]
fn two_stores_are_refused() {
    let inputs = Inputs { flags: vec![flag("data", "/x"), flag("database", "mem://")], ..Inputs::default() };
    assert!(matches!(load(&inputs), Err(ConfigError::TwoStores { .. })));
}

#[test]
fn mail_that_comes_from_nobody_is_refused() {
    let url = flag("mail.url", "smtp://127.0.0.1:2525");
    let refused = load(&Inputs { flags: vec![url.clone()], ..Inputs::default() });
    assert!(refused.expect_err("no sender").to_string().contains("`mail.from`"));
    let from = flag("mail.from", "Market <no-reply@market.example>");
    assert!(load(&Inputs { flags: vec![url, from], ..Inputs::default() }).is_ok());
}

#[test]
fn a_password_is_never_shown() {
    let flags = vec![
        flag("mail.url", "smtps://anna:opensesame@mail.example"),
        flag("mail.from", "no-reply@market.example"),
    ];
    let loaded = load(&Inputs { flags, ..Inputs::default() }).expect("good");
    let printed = loaded.print();
    assert!(printed.contains("smtps://anna:***@mail.example"), "{printed}");
    assert!(!format!("{printed}{loaded:?}").contains("opensesame"), "{printed}");
    let flags = vec![flag("mail.url", "smtp://anna:opensesame@mail.example")];
    let sentence = load(&Inputs { flags, ..Inputs::default() }).expect_err("not encrypted").to_string();
    assert!(sentence.contains("tls=required") && !sentence.contains("opensesame"), "{sentence}");
}

#[test]
fn what_is_printed_can_be_read_back_and_names_every_source() {
    let (_folder, path) = file("demo = true\n[http]\nidle_seconds = 5\n");
    let inputs = Inputs {
        file: Some(path.clone()),
        environment: vec![variable("GUILDHALL_ORIGIN", "https://market.example"), variable("PATH", "/bin")],
        flags: vec![flag("data", "/a \"quoted\" folder")],
    };
    let loaded = load(&inputs).expect("good");
    let printed = loaded.print();
    assert!(printed.contains(&format!("demo = true  # {}, line 1", path.display())), "{printed}");
    assert!(printed.contains("origin = \"https://market.example\"  # environment variable GUILDHALL_ORIGIN"));
    assert!(printed.contains("listen = \"127.0.0.1:8080\"  # default"));
    let (_other, copy) = file(&printed);
    let again = load(&Inputs { file: Some(copy), ..Inputs::default() }).expect("it reads itself");
    assert_eq!(again.config, loaded.config);
}

#[test]
fn keys_are_unique_and_their_defaults_are_accepted() {
    let default = Config::default();
    for (at, key) in KEYS.iter().enumerate() {
        assert!(KEYS.iter().skip(at + 1).all(|other| other.name != key.name), "{}", key.name);
        if let Some(value) = (key.get)(&default) {
            let mut config = Config::default();
            let plain = value.trim_matches('"');
            assert!((key.set)(&mut config, plain).is_some(), "{} refuses {plain}", key.name);
            assert_eq!(config, default, "{}", key.name);
        }
    }
}
