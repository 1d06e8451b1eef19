//! The browser of this computer.

use std::{
    ffi::OsString,
    process::{Command, Stdio},
};

/// `GUILDHALL_BROWSER` names a program that is run with the address as its only argument, where the
/// system's own way to open one does not do.
#[derive(Clone, Debug)]
pub(super) struct Browser {
    program: Option<OsString>,
}

impl Browser {
    pub(super) fn of_this_computer() -> Self {
        Self { program: std::env::var_os("GUILDHALL_BROWSER").filter(|program| !program.is_empty()) }
    }

    #[cfg(test)]
    pub(super) fn program(program: &str) -> Self {
        Self { program: Some(program.into()) }
    }

    /// Whether a browser could be started; what it does then is not known.
    pub(super) fn open(&self, address: &str) -> bool {
        let Some(program) = &self.program else { return open::that_detached(address).is_ok() };
        let mut command = Command::new(program);
        let silent = command.arg(address).stdin(Stdio::null()).stdout(Stdio::null());
        match silent.spawn() {
            Ok(mut child) => {
                // Its end is taken note of, so that nothing of it stays behind.
                std::thread::spawn(move || child.wait());
                true
            }
            Err(_) => false,
        }
    }
}
