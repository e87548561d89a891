//! All state of the reader, and how messages change it.

pub mod keymap;
pub mod settings;
