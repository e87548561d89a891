//! Signals, and the loss of the terminal: each ends or stops the program in good order, within a second.
//!
//! Only Unix has them. Elsewhere Ctrl-C comes in as a key like any other, and no shell waits for a program that stops.

#[cfg(not(unix))]
mod absent;
#[cfg(unix)]
mod unix;

#[cfg(not(unix))]
pub(super) use absent::{stop, suspend, watch};
#[cfg(unix)]
pub(super) use unix::{stop, suspend, watch};
