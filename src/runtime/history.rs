//! What was typed into the prompts, kept from run to run: a file a kind in the state folder, a line each, the newest
//! last.
//!
//! Losing it costs nobody anything, so troubles with it are not reported.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
};

use super::folders;
use crate::app::{Histories, Kept};

/// How many lines of a kind are kept.
const KEPT: usize = 500;

/// The files.
#[derive(Debug)]
pub(super) struct History {
    folder: Option<PathBuf>,
}

impl History {
    /// Reads the histories, and shortens the files that have grown long.
    pub(super) fn open() -> (Self, Histories) {
        let folder = folders::state().ok();
        let read = |kept| {
            let folder = folder.as_deref();
            folder
                .map(|folder| read(&file(folder, kept)))
                .unwrap_or_default()
        };
        let histories = Histories {
            searches: read(Kept::Search),
            commands: read(Kept::Command),
        };
        (Self { folder }, histories)
    }

    /// Adds a line for the next run.
    pub(super) fn remember(&self, kept: Kept, line: &str) {
        let Some(folder) = &self.folder else { return };
        let _ = fs::create_dir_all(folder);
        let mut options = OpenOptions::new();
        if let Ok(mut file) = options.create(true).append(true).open(file(folder, kept)) {
            let _ = file.write_all(format!("{line}\n").as_bytes());
        }
    }
}

fn file(folder: &Path, kept: Kept) -> PathBuf {
    folder.join(match kept {
        Kept::Search => "history",
        Kept::Command => "commands",
    })
}

fn read(file: &Path) -> Vec<String> {
    let stored = fs::read_to_string(file).unwrap_or_default();
    let mut lines: Vec<String> = Vec::new();
    let is_plain = |line: &&str| !line.chars().any(char::is_control);
    for line in stored.lines().filter(is_plain) {
        lines.retain(|known| known != line);
        lines.push(line.to_owned());
    }
    lines.drain(..lines.len().saturating_sub(KEPT));
    if stored.lines().count() > 4 * KEPT {
        let _ = fs::write(file, lines.join("\n") + "\n");
    }
    lines
}
