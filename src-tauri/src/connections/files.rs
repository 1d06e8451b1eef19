//! Files that are written whole or not at all, for nobody but this user.

use std::{
    ffi::OsString,
    fs::{self, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

/// Replaces a file in one step. What was there before stays there until the new one is on disk.
///
/// # Errors
/// The disk is full, the folder is gone or not ours.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let beside = with_ending(path, ".new");
    // Left over from a start that broke off; it may be somebody else's to read.
    match fs::remove_file(&beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&beside, path)?;
    #[cfg(unix)]
    fs::File::open(folder)?.sync_all()?;
    Ok(())
}

/// Puts a file that cannot be used out of the way without destroying it; says under which name it lies.
pub(super) fn set_aside(path: &Path) -> String {
    let aside = with_ending(path, ".damaged");
    let lies_at = if fs::rename(path, &aside).is_ok() { &aside } else { path };
    lies_at.display().to_string()
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_is_only_ours() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("below/a file");
        replace(&path, b"one").expect("written");
        fs::write(with_ending(&path, ".new"), b"a start that broke off").expect("written");
        replace(&path, b"two").expect("written");
        assert_eq!(fs::read(&path).expect("read"), b"two");
        assert_eq!(fs::read_dir(path.parent().expect("a folder")).expect("read").count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&path).expect("there").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn what_is_set_aside_is_not_lost() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("file");
        fs::write(&path, b"odd").expect("written");
        let aside = set_aside(&path);
        assert!(aside.ends_with("file.damaged"), "{aside}");
        assert!(!path.exists());
        assert_eq!(fs::read(aside).expect("read"), b"odd");
    }
}
