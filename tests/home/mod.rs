//! The binary at a home of its own, so that no test reads or writes what is the user's.

use std::{path::Path, process::Command};

/// The folders of an ordinary home, by the variables that name them.
const FOLDERS: [(&str, &str); 4] = [
    ("XDG_CONFIG_HOME", ".config"),
    ("XDG_DATA_HOME", ".local/share"),
    ("XDG_STATE_HOME", ".local/state"),
    ("XDG_CACHE_HOME", ".cache"),
];

/// The binary, with no other variables than those of a home and a time zone.
pub(crate) fn newsstand(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsstand"));
    command.env_clear().env("HOME", home).env("TZ", "UTC");
    if !cfg!(unix) {
        // Other systems keep a home's folders elsewhere, unless they are named.
        command.envs(FOLDERS.map(|(variable, folder)| (variable, home.join(folder))));
    }
    command
}
