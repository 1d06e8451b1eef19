//! Against apps that do everything but answer well.

use std::{
    collections::HashMap,
    io,
    net::{IpAddr, SocketAddr},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use axum::{
    Router,
    body::{Body, Bytes},
    http::{HeaderMap, StatusCode},
    response::Redirect,
    routing::{get, post},
};
use futures::{StreamExt, future::BoxFuture, stream};
use shared::{
    ids::RunId,
    manifest::{Facts, Manifest, catalogue::Catalogue, lint_bytes, policy::LintPolicy, source::Format},
    sandbox::{
        address::{AddressPolicy, Reason},
        budget::policy::BudgetPolicy,
        contract::{check::Check, version::ApiVersion},
        exchange::{Answer, Failure, Method, Outcome, Request},
        fixtures::fixtures,
        policy::SandboxPolicy,
    },
    testing::START,
    webhooks::secret::SigningSecret,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use super::{
    Trial, Tried,
    caller::{Bounds, Caller},
    names::{Lookup, SystemLookup},
    try_app,
};
use crate::ports::{SystemClock, SystemIds};

const TIMEOUT: Duration = Duration::from_millis(500);

/// Names that lead where a test says; each look-up takes the next of its addresses, and the last one stays.
#[derive(Debug, Default)]
struct Told {
    names: HashMap<&'static str, Vec<&'static str>>,
    asked: AtomicUsize,
}

impl Told {
    fn of(name: &'static str, addresses: &[&'static str]) -> Arc<Self> {
        Arc::new(Self { names: HashMap::from([(name, addresses.to_vec())]), asked: AtomicUsize::new(0) })
    }
}

impl Lookup for Told {
    fn lookup(&self, name: String) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        let asked = self.asked.fetch_add(1, Ordering::SeqCst);
        let found = self.names.get(name.as_str()).and_then(|all| all.get(asked).or(all.last()));
        let found = found.map(|address| vec![address.parse().expect("an address")]);
        Box::pin(async move { found.ok_or_else(|| io::ErrorKind::NotFound.into()) })
    }
}

fn bounds() -> Bounds {
    Bounds {
        timeout: TIMEOUT,
        max_body_bytes: 1 << 20,
        kept_body_bytes: 100,
        max_redirects: Some(3),
        idle_connections: 0,
    }
}

fn request(method: Method, url: &str) -> Request {
    Request { method, url: url.to_owned(), headers: Vec::new(), body: String::new() }
}

/// Calls within the bounds, and says how long that took.
async fn call(policy: &AddressPolicy, lookup: Arc<dyn Lookup>, request: &Request) -> Outcome {
    let caller = Caller::with_lookup(policy, bounds(), lookup).expect("a caller");
    let start = Instant::now();
    let outcome = caller.call(request).await;
    assert!(start.elapsed() < TIMEOUT * 4, "{:?} for {request:?}", start.elapsed());
    outcome
}

async fn ask(method: Method, url: &str) -> Outcome {
    call(&AddressPolicy::with_loopback(), Arc::new(SystemLookup), &request(method, url)).await
}

fn answer(outcome: Outcome) -> Answer {
    match outcome {
        Outcome::Answered(answer) => answer,
        Outcome::Failed { failure, .. } => panic!("no answer: {failure:?}"),
    }
}

fn failure(outcome: Outcome) -> Failure {
    match outcome {
        Outcome::Failed { failure, .. } => failure,
        Outcome::Answered(answer) => panic!("an answer: {answer:?}"),
    }
}

/// A listener of this machine, at `http://127.0.0.1:port`.
async fn listener() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("bound");
    (listener, format!("http://{address}"))
}

/// Serves until the test ends.
async fn app(router: Router) -> String {
    let (listener, url) = listener().await;
    tokio::spawn(async move { axum::serve(listener, router).await });
    url
}

/// Says `parts` to whoever comes, with a pause behind each; the last one is said for ever when `endless`.
async fn says(parts: &'static [&'static [u8]], pause: Duration, endless: bool) -> String {
    let (listener, url) = listener().await;
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                // What was asked is read as far as it is there: it would be a reset otherwise.
                let _ = stream.read(&mut [0; 4096]).await?;
                for part in parts {
                    stream.write_all(part).await?;
                    tokio::time::sleep(pause).await;
                }
                if !endless {
                    return io::Result::Ok(());
                }
                loop {
                    stream.write_all(parts.last().unwrap_or(&b"".as_slice())).await?;
                    tokio::time::sleep(pause).await;
                }
            });
        }
    });
    url
}

#[tokio::test]
async fn a_request_arrives_as_it_was_planned_and_its_answer_is_kept_as_far_as_the_policy_says() {
    let echo = async |headers: HeaderMap, body: Bytes| {
        let id = headers.get("webhook-id").cloned().expect("the header came");
        (
            StatusCode::CREATED,
            [("X-Echo", id)],
            format!("{}{}", String::from_utf8_lossy(&body), "x".repeat(200)),
        )
    };
    let url = app(Router::new().route("/hooks", post(echo))).await + "/hooks";
    let mut request = request(Method::Post, &url);
    request.headers.push(("webhook-id".to_owned(), "dlv_1".to_owned()));
    request.body = "{}".to_owned();
    let came = call(&AddressPolicy::with_loopback(), Arc::new(SystemLookup), &request).await;
    let answer = answer(came);
    assert_eq!(
        (answer.status, answer.header("x-echo"), answer.url.as_str()),
        (201, Some("dlv_1"), url.as_str())
    );
    assert_eq!((answer.body.length, answer.body.text.len(), answer.body.truncated), (202, 100, true));
}

#[tokio::test]
async fn an_app_that_hangs_is_left_in_time() {
    let silent = says(&[b""], Duration::from_secs(60), false).await;
    assert_eq!(failure(ask(Method::Get, &silent).await), Failure::Timeout);
    let drips = says(&[b"HTTP/1.1 200 OK\r\nx-a: ", b"b"], Duration::from_millis(50), true).await;
    assert_eq!(failure(ask(Method::Get, &drips).await), Failure::Timeout);
}

#[tokio::test]
async fn an_answer_without_end_is_given_up() {
    let head = b"HTTP/1.1 200 OK\r\n\r\n".as_slice();
    let drips = says(Box::leak(Box::new([head, b"x"])), Duration::from_millis(50), true).await;
    assert_eq!(failure(ask(Method::Get, &drips).await), Failure::Endless);
    let pours =
        || async { Body::from_stream(stream::repeat(Bytes::from(vec![b'x'; 1 << 16])).map(io::Result::Ok)) };
    let url = app(Router::new().route("/", get(pours))).await;
    assert_eq!(failure(ask(Method::Get, &url).await), Failure::TooLarge);
}

#[tokio::test]
async fn a_gigabyte_is_not_read() {
    let sent = Arc::new(AtomicUsize::new(0));
    let count = sent.clone();
    let gigabyte = move || {
        let count = count.clone();
        let part = Bytes::from(vec![b'x'; 1 << 20]);
        let parts = stream::repeat(part).take(1 << 10).inspect(move |_| {
            count.fetch_add(1, Ordering::SeqCst);
        });
        async move { ([("content-length", "1073741824")], Body::from_stream(parts.map(io::Result::Ok))) }
    };
    let url = app(Router::new().route("/", get(gigabyte))).await;
    assert_eq!(failure(ask(Method::Get, &url).await), Failure::TooLarge);
    assert!(sent.load(Ordering::SeqCst) < 64, "a few mebibytes wait in the sockets, no more");
}

#[tokio::test]
async fn redirects_are_followed_within_the_origin_and_never_inward() {
    let to = |location: &'static str| get(move || async move { Redirect::temporary(location) });
    let router = Router::new()
        .route("/start", to("/there"))
        .route("/there", get(|| async { "here" }))
        .route("/loop", to("/loop"))
        .route("/metadata", to("http://169.254.169.254/latest/meta-data/"))
        .route("/private", to("//10.0.0.1/"))
        .route("/file", to("file:///etc/passwd"))
        .route("/elsewhere", to("https://login.parcels.example/"))
        .route("/told", post(|| async { Redirect::temporary("/there") }));
    let url = app(router).await;
    let at = |path: &str| format!("{url}{path}");
    let followed = answer(ask(Method::Get, &at("/start")).await);
    assert_eq!((followed.body.text.as_str(), followed.url), ("here", at("/there")));
    assert_eq!(failure(ask(Method::Get, &at("/loop")).await), Failure::RedirectLoop);
    for (path, reason) in
        [("/metadata", Reason::Metadata), ("/private", Reason::Private), ("/file", Reason::Malformed)]
    {
        let came = failure(ask(Method::Get, &at(path)).await);
        assert!(
            matches!(&came, Failure::RedirectInward { reason: found, .. } if *found == reason),
            "{came:?}"
        );
    }
    assert_eq!(answer(ask(Method::Get, &at("/elsewhere")).await).status, 307);
    assert_eq!(answer(ask(Method::Post, &at("/told")).await).status, 307, "nothing is told twice");
}

#[tokio::test]
async fn what_is_no_http_is_garbage() {
    let cases: [&'static [&'static [u8]]; 4] = [
        &[b"SSH-2.0-OpenSSH_9.2\r\n"],
        &[b"\0\x01\x02\x03\r\n\r\n"],
        &[b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"],
        &[b"HTTP/1.1 200 OK\r\ncontent-length: 1, 2\r\n\r\n"],
    ];
    for parts in cases {
        let url = says(parts, Duration::from_millis(50), false).await;
        assert_eq!(failure(ask(Method::Get, &url).await), Failure::Garbage, "{parts:?}");
    }
    let (listener, url) = listener().await;
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await?;
        stream.write_all(b"220 mail.parcels.example ESMTP\r\n").await?;
        tokio::time::sleep(Duration::from_secs(60)).await;
        io::Result::Ok(())
    });
    assert_eq!(failure(ask(Method::Get, &url).await), Failure::Garbage, "who speaks first");
}

#[tokio::test]
async fn who_is_not_there_is_told_from_who_cannot_speak_securely() {
    let (gone, url) = listener().await;
    drop(gone);
    assert_eq!(failure(ask(Method::Get, &url).await), Failure::Connect);
    let breaks = says(&[b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc"], Duration::ZERO, false).await;
    assert_eq!(failure(ask(Method::Get, &breaks).await), Failure::Connect);
    let plain = app(Router::new()).await.replace("http:", "https:");
    assert_eq!(failure(ask(Method::Get, &plain).await), Failure::Tls);
    let nowhere = request(Method::Get, "https://app.parcels.example/");
    let came = call(&AddressPolicy::default(), Arc::new(Told::default()), &nowhere).await;
    assert_eq!(failure(came), Failure::Resolve);
}

#[tokio::test]
async fn a_name_that_leads_inward_is_not_connected_to() {
    for (address, reason) in [
        ("127.0.0.1", Reason::Loopback),
        ("10.1.2.3", Reason::Private),
        ("169.254.169.254", Reason::Metadata),
        ("::ffff:192.168.0.1", Reason::Private),
        ("fe80::1", Reason::LinkLocal),
    ] {
        let told = Told::of("app.parcels.example", Box::leak(Box::new([address])));
        let asked = request(Method::Get, "https://app.parcels.example/");
        let came = failure(call(&AddressPolicy::default(), told, &asked).await);
        let expected: IpAddr = address.parse().expect("an address");
        assert_eq!(came, Failure::RefusedAddress { address: expected.to_string(), reason });
    }
}

#[tokio::test]
async fn a_name_that_leads_elsewhere_the_next_time_gains_nothing() {
    let came = Arc::new(Mutex::new(Vec::new()));
    let seen = came.clone();
    let url = app(Router::new().route(
        "/",
        get(move |headers: HeaderMap| {
            seen.lock().expect("unpoisoned").push(headers["host"].clone());
            async {}
        }),
    ))
    .await;
    let port = url.rsplit(':').next().expect("a port");
    let told = Told::of("app.localhost", &["127.0.0.1", "10.0.0.1"]);
    let policy = AddressPolicy::with_loopback();
    let caller = Caller::with_lookup(&policy, bounds(), told.clone()).expect("a caller");
    let asked = request(Method::Get, &format!("http://app.localhost:{port}/"));
    assert_eq!(answer(caller.call(&asked).await).status, 200);
    assert_eq!(told.asked.load(Ordering::SeqCst), 1, "one look-up for look and connection");
    let second = failure(caller.call(&asked).await);
    assert_eq!(second, Failure::RefusedAddress { address: "10.0.0.1".to_owned(), reason: Reason::Private });
    assert_eq!(came.lock().expect("unpoisoned").len(), 1);
}

#[tokio::test]
async fn numbers_in_the_place_of_names_are_looked_at_too() {
    let (listener, url) = listener().await;
    let port = listener.local_addr().map(|address: SocketAddr| address.port()).expect("bound");
    for asked in [
        url,
        format!("https://127.0.0.1:{port}/"),
        format!("https://2130706433:{port}/"),
        format!("https://0x7f.1:{port}/"),
        format!("https://[::ffff:127.0.0.1]:{port}/"),
        format!("https://127.0.0.1.:{port}/"),
        format!("https://localhost:{port}/"),
    ] {
        let asked = request(Method::Get, &asked);
        let came = failure(call(&AddressPolicy::default(), Arc::new(SystemLookup), &asked).await);
        assert!(matches!(came, Failure::RefusedAddress { .. }), "{asked:?}: {came:?}");
    }
    let nobody = tokio::time::timeout(Duration::from_millis(50), listener.accept()).await;
    assert!(nobody.is_err(), "somebody connected");
}

fn manifest() -> Manifest {
    let source = include_bytes!("../../../shared/corpus/manifest/good.toml");
    let facts = Facts { today: START.date_naive(), approved: None };
    let report = lint_bytes(source, Format::Toml, &Catalogue::default(), &LintPolicy::default(), &facts);
    report.manifest.expect("the good one is a manifest")
}

/// Tries the app at `url` with the policy, by the first version alone.
async fn tried(url: &str, policy: &SandboxPolicy) -> Tried {
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".parse::<SigningSecret>().expect("a secret");
    let trial = Trial {
        run: RunId::new(&SystemIds::default()),
        manifest: &manifest(),
        catalogue: &Catalogue::default(),
        fixtures: &fixtures(1, 1),
        target: &url.parse().expect("a target"),
        secret: &secret,
        versions: &[ApiVersion::V2026_01_15],
        policy,
    };
    try_app(trial, &SystemClock).await.expect("calls can be made")
}

fn policy(change: impl Fn(&mut SandboxPolicy)) -> SandboxPolicy {
    let mut policy = SandboxPolicy::with_loopback();
    policy.contract.timeout_ms = 200;
    policy.budget = BudgetPolicy { requests: 100, run_ms: 3_000, timeout_ms: 200, ..BudgetPolicy::default() };
    change(&mut policy);
    policy
}

#[tokio::test]
async fn a_run_against_an_app_that_hangs_ends_in_its_time() {
    let url = says(&[b""], Duration::from_secs(60), false).await;
    let start = Instant::now();
    let tried = tried(&url, &policy(|policy| policy.contract.run_ms = 700)).await;
    assert!(start.elapsed() < Duration::from_secs(8), "{:?}", start.elapsed());
    assert!(!tried.passes() && tried.exchanges.len() < tried.plan.steps.len());
    let found = |check| tried.contract.findings.iter().any(|finding| finding.check == check);
    assert!(found(Check::CallTimeout) && found(Check::CallMissing), "{:?}", tried.contract.findings);
    for figures in &tried.performance.endpoints {
        assert_eq!(figures.requests, figures.errors);
        assert!(figures.requests > 0, "each endpoint has its part of the time: {figures:?}");
    }
}

#[tokio::test]
async fn the_budget_is_measured_with_so_many_requests_at_a_time() {
    #[derive(Clone, Default)]
    struct Busy {
        now: Arc<AtomicUsize>,
        most: Arc<AtomicUsize>,
        all: Arc<AtomicUsize>,
    }
    let busy = Busy::default();
    let state = busy.clone();
    let health = get(move || async move {
        let now = state.now.fetch_add(1, Ordering::SeqCst) + 1;
        state.most.fetch_max(now, Ordering::SeqCst);
        let number = state.all.fetch_add(1, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(5)).await;
        state.now.fetch_sub(1, Ordering::SeqCst);
        if number % 10 == 0 { StatusCode::INTERNAL_SERVER_ERROR } else { StatusCode::OK }
    });
    let router =
        Router::new().route("/health", health).route("/start", get(|| async { Redirect::to("/in") }));
    let tried = tried(&app(router).await, &policy(|policy| policy.budget.run_ms = 20_000)).await;
    let [health, launch] = &tried.performance.endpoints[..] else { panic!("{:?}", tried.performance) };
    assert_eq!((health.requests, health.errors, health.error_ppm), (100, 10, 100_000));
    assert_eq!((launch.requests, launch.errors, &launch.came["303"]), (100, 0, &100));
    assert_eq!(busy.most.load(Ordering::SeqCst), 4);
    assert!(!tried.performance.passes);
}
