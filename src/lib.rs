//! `newsstand`: a terminal news reader for stored articles. This page is the map.
//!
//! ```text
//! path on disk -> runtime::loader (bytes) -> parse::decode (text) -> parse::<format> (Article)
//!      -> library -> search -> typeset (lines) -> app (state) -> view (frame)
//! key press -> app::keymap (Action) -> app::update (state, effects) -> runtime (effects)
//! ```
//!
//! The order of the `mod` lines below is the law: a module names only modules above it.

pub mod article;

pub mod fold;

pub mod parse;

pub mod marks;

pub mod library;

pub mod search;

pub mod typeset;

pub mod app;

pub mod view;

pub mod config;

pub mod runtime;

pub mod cli;
