//! `newsstand`: a terminal news reader for stored articles. This page is the map.
//!
//! ```text
//! path on disk -> runtime::loader (bytes) -> parse::decode (text) -> parse::<format> (Article)
//!      -> library -> search -> typeset (lines) -> app (state) -> view (frame)
//! key press -> app::keymap (Action) -> app::update (state, effects) -> runtime (effects)
//! ```
//!
//! # Where things are
//!
//! | module | what it owns |
//! |---|---|
//! | [`article`] | the nouns: an article, its text and blocks, its identity, dates, problems |
//! | [`fold`] | what two texts have in common when case, accents and typography are left aside |
//! | [`parse`] | `(name, bytes) -> Parsed { articles, problems }`; below it one file a format |
//! | [`marks`] | what was read and starred: last-writer-wins registers, the journal's records, undo |
//! | [`library`] | the articles in their order, without duplicates |
//! | [`search`] | the query language, matching, completion |
//! | [`typeset`] | blocks and a width -> lines that know where each of their cells comes from |
//! | [`app`] | all state; messages in, effects out |
//! | [`view`] | `draw(&App, frame)`; below it one file a region |
//! | [`config`] | the settings file's text -> settings and complaints |
//! | [`runtime`] | the loop and everything with a side effect: files, threads, clocks, the terminal |
//! | [`cli`] | the command line; below it one file a subcommand |
//!
//! # What always holds
//!
//! `tests/tidy.rs` checks these over the source.
//!
//! 1. The order of the `mod` lines below is the law: a module names only modules above it.
//! 2. Only `main.rs`, `runtime` and `cli` touch files, the environment, clocks, threads or the terminal.
//! 3. Each crate has one home.
//! 4. Every file says at its top what it owns and what it does not. No file over 400 lines, no function over 60.
//! 5. Text is sanitised once, in `parse`, after entities are decoded. Nothing later can hold a control character.
//! 6. Parsing never fails, drawing changes nothing, stored articles are never written to.
//!
//! # Where the house differs from its first plan
//!
//! - A body holds its text once, and blocks and spans point into it ([`article::Body`]): a place in the text is a byte
//!   offset for search, layout, highlights and output alike.
//! - `marks` stands above `library`, because an article whose file was edited takes over the id that was marked at its
//!   place, and the library has to ask for it.
//! - `fold` is a module of its own: the library keeps folded texts, and stands above `search`.
//! - Geometry ([`app::panes`]) belongs to the state, so that drawing, scrolling and the mouse agree about it.
//!
//! # Where to add ...
//!
//! - **a format**: one file under `parse/`, one row in `parse::sniff`, fixtures.
//! - **a key**: one row in [`app::keymap::TABLE`], one arm in `app::update::acting`. Help, hints and the README follow.
//! - **a pane**: one file under `view/`, one rectangle in [`app::panes`].
//! - **a command**: one row in `app::command`, one arm in `App::run`.
//! - **a subcommand**: one file under `cli/`, one row in [`cli`].

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
