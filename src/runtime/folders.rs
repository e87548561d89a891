//! Where the program keeps things: the XDG folders on every system that has a home, else the system's own.
//!
//! Owns the names of folders. Creates none of them.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Result, anyhow};

/// The settings file, whether or not it is there.
///
/// # Errors
/// If the user has no home folder that is known.
pub fn settings_file() -> Result<PathBuf> {
    Ok(base("XDG_CONFIG_HOME", ".config", || {
        Some(dirs::config_dir()?.join(NAME))
    })?
    .join("config.toml"))
}

/// What must not be lost: marks, and articles without a folder of their own.
///
/// # Errors
/// If the user has no home folder that is known.
pub fn data() -> Result<PathBuf> {
    base("XDG_DATA_HOME", ".local/share", || {
        Some(dirs::data_dir()?.join(NAME))
    })
}

/// What is read when neither a path nor the settings name a library.
///
/// # Errors
/// If the user has no home folder that is known.
pub fn articles() -> Result<PathBuf> {
    Ok(data()?.join("articles"))
}

/// One journal a device; this folder may be synced between devices.
///
/// # Errors
/// If the user has no home folder that is known.
pub fn marks() -> Result<PathBuf> {
    Ok(data()?.join("marks"))
}

/// The saved searches, whether or not they are there.
///
/// # Errors
/// If the user has no home folder that is known.
pub fn searches_file() -> Result<PathBuf> {
    Ok(data()?.join("searches.toml"))
}

/// What belongs to this machine alone: the history of searches, the device's name.
///
/// # Errors
/// If the user has no home folder that is known.
pub fn state() -> Result<PathBuf> {
    base("XDG_STATE_HOME", ".local/state", || local("state"))
}

/// What can be made again.
///
/// # Errors
/// If the user has no home folder that is known.
pub fn cache() -> Result<PathBuf> {
    base("XDG_CACHE_HOME", ".cache", || local("cache"))
}

/// A path with `~` replaced by the home folder; one that begins nowhere begins there.
pub fn from_home(path: &Path) -> PathBuf {
    let Some(home) = dirs::home_dir() else {
        return path.to_owned();
    };
    match path.strip_prefix("~") {
        Ok(rest) => home.join(rest),
        Err(_) => home.join(path),
    }
}

/// The name of the program's folder below those of all programs.
const NAME: &str = "newsstand";

/// A folder of this machine alone, where the system has one. Windows has one for all that a program keeps there, so what
/// may be deleted lies apart in it.
fn local(name: &str) -> Option<PathBuf> {
    Some(dirs::data_local_dir()?.join(NAME).join(name))
}

/// The program's folder below one that the environment names, or that lies at its usual place. Also on macOS: who
/// works in a terminal keeps such files where terminal programs do. Elsewhere it is the `system`'s.
fn base(variable: &str, usual: &str, system: fn() -> Option<PathBuf>) -> Result<PathBuf> {
    let named = env::var_os(variable).map(|path| PathBuf::from(path).join(NAME));
    let below_home = || {
        if cfg!(unix) {
            Some(dirs::home_dir()?.join(usual).join(NAME))
        } else {
            system()
        }
    };
    named
        .filter(|path| path.is_absolute())
        .or_else(below_home)
        .filter(|path| path.is_absolute())
        .ok_or_else(|| {
            anyhow!("no home folder is known; set HOME, or {variable}, to an absolute path")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cache_may_be_deleted_and_takes_nothing_else_with_it() {
        let [state, cache] = ["state", "cache"].map(|name| local(name).unwrap());
        assert!(!state.starts_with(&cache) && !cache.starts_with(&state));
    }
}
