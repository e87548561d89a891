//! Faults made on purpose, so that tests can see what becomes of them. Only in builds with debug assertions.

use std::{path::Path, thread, time::Duration};

/// Panics if the environment asks for a fault at this place: `NEWSSTAND_FAULT=draw`. Where it asks for
/// `hang in draw`, never returns.
pub(super) fn failpoint(place: &str) {
    if !cfg!(debug_assertions) {
        return;
    }
    let fault = std::env::var("NEWSSTAND_FAULT").unwrap_or_default();
    if fault == place {
        panic!("a fault made on purpose in {place}");
    }
    while fault.strip_prefix("hang in ") == Some(place) {
        thread::sleep(Duration::from_secs(60));
    }
}

/// The same for the reading of one file, by its name: `NEWSSTAND_FAULT=a.txt`.
pub(super) fn failpoint_in(file: &Path) {
    if cfg!(debug_assertions) {
        failpoint(&file.file_name().unwrap_or_default().to_string_lossy());
    }
}
