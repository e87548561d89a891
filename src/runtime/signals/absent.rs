//! A system without signals: nothing is watched, and nothing stops.

use std::io;

use crate::runtime::workers::Sender;

/// Has nothing to watch.
///
/// # Errors
/// None.
pub(in crate::runtime) fn watch(_sender: &Sender) -> io::Result<()> {
    Ok(())
}

/// Cannot stop the job.
///
/// # Errors
/// Always: what to tell the user.
pub(in crate::runtime) fn suspend() -> Result<(), &'static str> {
    Err("This system has no shell to go back to for a while; open another window")
}

/// Goes on: nothing could continue what was stopped.
pub(in crate::runtime) fn stop() {}
