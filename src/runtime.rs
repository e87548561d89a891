//! The only place with side effects: files, threads, clocks, the terminal.

pub mod journal;
pub mod loader;
