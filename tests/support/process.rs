//! Child processes that end with the test, by their pid.

use std::{
    fs,
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// A running program; killed when dropped, its output kept in a file.
#[derive(Debug)]
pub struct Process {
    child: Child,
    log: PathBuf,
}

impl Process {
    /// Starts the program with both outputs in `<output folder>/<name>-<pid of the test>.log`.
    ///
    /// # Panics
    /// When it cannot be started.
    pub fn start(name: &str, command: &mut Command) -> Self {
        let log = crate::output(&format!("{name}-{}-{}.log", std::process::id(), free_port()));
        let file = fs::File::create(&log).expect("the log can be written");
        let copy = file.try_clone().expect("a file handle can be copied");
        let child = command
            .stdin(Stdio::null())
            .stdout(file)
            .stderr(copy)
            .spawn()
            .unwrap_or_else(|error| panic!("{:?} cannot be started: {error}", command.get_program()));
        Self { child, log }
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Everything it has printed so far.
    pub fn printed(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Waits until `found` sees what it looks for in the output.
    ///
    /// # Panics
    /// When the program ends or `patience` is over first; the message holds the output.
    pub fn wait_for<T>(&mut self, patience: Duration, found: impl Fn(&str) -> Option<T>) -> T {
        let start = Instant::now();
        loop {
            if let Some(value) = found(&self.printed()) {
                return value;
            }
            if let Ok(Some(status)) = self.child.try_wait() {
                panic!("the program ended early with {status}:\n{}", self.printed());
            }
            assert!(start.elapsed() < patience, "not seen in {patience:?}:\n{}", self.printed());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Ends it without a chance to clean up, as a power cut would.
    ///
    /// # Panics
    /// When the operating system refuses.
    pub fn kill(&mut self) {
        self.child.kill().expect("an own child can be killed");
        self.child.wait().expect("an own child can be waited for");
    }

    /// Asks it to stop and waits for the exit code.
    ///
    /// # Panics
    /// When it has not ended after `patience`.
    pub fn stop(&mut self, patience: Duration) -> Option<i32> {
        let asked = Command::new("kill").args(["-TERM", &self.pid().to_string()]).status();
        asked.expect("`kill` is there");
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("an own child can be asked") {
                return status.code();
            }
            assert!(start.elapsed() < patience, "still running after {patience:?}:\n{}", self.printed());
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Of a program that leads a group everything ends: it would leave behind what it runs.
        let group = format!("-{}", self.pid());
        drop(Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status());
        // Already ended is as good.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A port on which nothing listens at this moment.
///
/// # Panics
/// When loopback has no free port.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    listener.local_addr().expect("a bound socket has an address").port()
}
