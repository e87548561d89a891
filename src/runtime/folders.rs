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
    Ok(base("XDG_CONFIG_HOME", ".config", dirs::config_dir)?.join("config.toml"))
}

/// What must not be lost: marks, and articles without a folder of their own.
///
/// # Errors
/// If the user has no home folder that is known.
pub fn data() -> Result<PathBuf> {
    base("XDG_DATA_HOME", ".local/share", dirs::data_dir)
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
    base("XDG_STATE_HOME", ".local/state", dirs::data_local_dir)
}

/// What can be made again.
///
/// # Errors
/// If the user has no home folder that is known.
pub fn cache() -> Result<PathBuf> {
    base("XDG_CACHE_HOME", ".cache", dirs::cache_dir)
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

/// The program's folder below one that the environment names, or that lies at its usual place. Also on macOS: who
/// works in a terminal keeps such files where terminal programs do.
fn base(variable: &str, usual: &str, system: fn() -> Option<PathBuf>) -> Result<PathBuf> {
    let named = env::var_os(variable)
        .map(PathBuf::from)
        .filter(|path| path.is_absolute());
    let below_home = || {
        if cfg!(unix) {
            Some(dirs::home_dir()?.join(usual))
        } else {
            system()
        }
    };
    let base = named
        .or_else(below_home)
        .filter(|path| path.is_absolute())
        .ok_or_else(|| {
            anyhow!("no home folder is known; set HOME, or {variable}, to an absolute path")
        })?;
    Ok(base.join("newsstand"))
}
