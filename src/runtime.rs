//! The only place with side effects: files, threads, clocks, the terminal.

pub mod loader;
