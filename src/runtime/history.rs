//! The texts that were searched for, kept from run to run: one a line, the newest last, in the state folder.
//!
//! Losing it costs nobody anything, so troubles with it are not reported.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    path::PathBuf,
};

use super::folders;

/// How many texts are kept.
const KEPT: usize = 500;

/// The history and its file.
#[derive(Debug)]
pub(super) struct History {
    file: Option<PathBuf>,
    texts: Vec<String>,
}

impl History {
    /// Reads the history, and shortens its file where that has grown long.
    pub(super) fn open() -> Self {
        let file = folders::state().ok().map(|folder| folder.join("history"));
        let stored = file
            .as_ref()
            .and_then(|file| fs::read_to_string(file).ok())
            .unwrap_or_default();
        let mut texts: Vec<String> = Vec::new();
        for line in stored
            .lines()
            .filter(|line| !line.chars().any(char::is_control))
        {
            texts.retain(|known| known != line);
            texts.push(line.to_owned());
        }
        texts.drain(..texts.len().saturating_sub(KEPT));
        if let Some(file) = file.as_ref().filter(|_| stored.lines().count() > 4 * KEPT) {
            let _ = fs::write(file, texts.join("\n") + "\n");
        }
        Self { file, texts }
    }

    /// The texts, the newest last.
    pub(super) fn texts(&self) -> Vec<String> {
        self.texts.clone()
    }

    /// Adds a text for the next run.
    pub(super) fn remember(&self, text: &str) {
        let Some(file) = &self.file else { return };
        let _ = file.parent().map(fs::create_dir_all);
        if let Ok(mut file) = OpenOptions::new().create(true).append(true).open(file) {
            let _ = file.write_all(format!("{text}\n").as_bytes());
        }
    }
}
