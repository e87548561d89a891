//! A disk that is taken away while its articles are open, and one that was emptied. Mounting needs root, so that these
//! tests run only where they are asked for: `cargo test --test unmounted -- --ignored`, as `.ci/faults` does.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod pty;

use std::{fs, path::PathBuf, process::Command};

use pty::{Home, Keyboard, Launch};
use tempfile::TempDir;

/// Enough that what is read is kept for the next start.
const FILES: usize = 250;

/// A disk in memory, mounted on a folder.
struct Disk {
    folder: TempDir,
}

impl Disk {
    fn mounted() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let disk = Self { folder };
        disk.mount();
        for number in 0..FILES {
            let text = format!("Report {number}\n\nThe words of report {number}.\n");
            fs::write(disk.path().join(format!("{number:03}.txt")), text).unwrap();
        }
        disk
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("")
    }

    fn mount(&self) {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "tmpfs"]).arg(self.folder.path());
        assert!(mount.status().unwrap().success());
    }

    /// Takes it away, be it in use or not.
    fn unmount(&self) -> bool {
        let mut unmount = Command::new("umount");
        unmount.arg("-l").arg(self.folder.path());
        unmount.status().unwrap().success()
    }

    fn reader(&self, home: &Home) -> Keyboard {
        let mut keyboard = Launch::new(&[self.path().to_str().unwrap()])
            .home(home)
            .start();
        keyboard.wait_for(&format!("All {FILES}"));
        keyboard.press("\r");
        keyboard.wait_for("The words of report");
        keyboard
    }

    /// The exit status of `list`, how many articles it prints, and what it complains of.
    fn list(&self, home: &Home) -> (i32, usize, String) {
        let said = tempfile::tempdir().unwrap();
        let [out, err] = ["out", "err"].map(|name| said.path().join(name));
        let line = format!(
            "{{bin}} list '{}' > '{}' 2> '{}'",
            self.path().display(),
            out.display(),
            err.display()
        );
        let status = Launch::shell(&line).home(home).start().exit_status();
        let [list, complaints] = [out, err].map(|path| fs::read_to_string(path).unwrap());
        (status, list.lines().count(), complaints)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        self.unmount();
    }
}

#[test]
#[ignore = "mounts a disk"]
fn articles_stay_readable_when_their_disk_is_taken_away() {
    let (disk, home) = (Disk::mounted(), Home::new());
    let mut keyboard = disk.reader(&home);
    assert!(disk.unmount());
    keyboard.press("R");
    keyboard.wait_for("1 problem");
    keyboard.press("G\r");
    keyboard.wait_for("The words of report");
    keyboard.wait_for(&format!("All {FILES}"));
    keyboard.press("!");
    keyboard.wait_for("mount that disk");
    keyboard.press("qq");
    assert_eq!(keyboard.exit_status(), 0);
    // Nor is anything forgotten for the next start.
    let (status, articles, complaints) = disk.list(&home);
    assert_eq!((status, articles), (1, FILES), "{complaints}");
    let told = format!("although {FILES} files were read there before");
    assert!(complaints.contains(&told), "{complaints}");
    disk.mount();
    fs::write(disk.path().join("a.txt"), "A new one\n").unwrap();
    assert_eq!(disk.list(&home), (0, 1, String::new()));
}

#[test]
#[ignore = "mounts a disk"]
fn a_disk_that_is_back_brings_its_articles_as_they_are_now() {
    let (disk, home) = (Disk::mounted(), Home::new());
    let mut keyboard = disk.reader(&home);
    assert!(disk.unmount());
    keyboard.press("R");
    keyboard.wait_for("1 problem");
    disk.mount();
    fs::write(disk.path().join("a.txt"), "The only one left\n").unwrap();
    keyboard.press("R");
    keyboard.wait_for("The only one left");
    keyboard.wait_for("All 1 ");
    keyboard.wait_until(|keyboard| !keyboard.screen().contains("problem"));
    // It is watched again.
    fs::write(disk.path().join("b.txt"), "Another one\n").unwrap();
    keyboard.wait_for("Another one");
    keyboard.press("q");
    assert_eq!(keyboard.exit_status(), 0);
}

#[test]
#[ignore = "mounts a disk"]
fn a_disk_that_was_emptied_is_empty() {
    let (disk, home) = (Disk::mounted(), Home::new());
    assert_eq!(disk.list(&home), (0, FILES, String::new()));
    let mut keyboard = disk.reader(&home);
    for entry in fs::read_dir(disk.path()).unwrap() {
        fs::remove_file(entry.unwrap().path()).unwrap();
    }
    keyboard.wait_for("All 0");
    keyboard.press("q");
    assert_eq!(keyboard.exit_status(), 0);
    let (status, articles, complaints) = disk.list(&home);
    assert_eq!((status, articles), (1, 0));
    assert!(
        complaints.contains("there are no articles here"),
        "{complaints}"
    );
}
