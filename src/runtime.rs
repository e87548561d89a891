//! The only place with side effects: files, threads, clocks, the terminal.

pub mod folders;
pub mod loader;
pub mod sample;
