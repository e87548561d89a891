//! `newsstand`: a terminal news reader for stored articles. This page is the map.
//!
//! ```text
//! path on disk -> runtime::loader (bytes) -> parse::decode (text) -> parse::<format> (Article)
//!      -> library::Binder (volume, its index built later) -> library (order, identity)
//!      -> search (rows) -> typeset (lines) -> app (state) -> view (frame)
//! journals on disk -> runtime::journal (what is new; a digest tells the rest) -> marks
//! snapshot on disk -> runtime::snapshot (mapped volumes, catalogue) -> runtime::librarian (what has changed?) -> library
//! change on disk -> runtime::watcher -> runtime::rounds -> runtime::librarian -> library
//! key press -> app::keymap (Action) -> app::update (state, effects) -> runtime (effects)
//! ```
//!
//! A start maps the snapshot and draws; only then does the librarian go through the files, read those whose stamps have
//! changed, and bind them into further volumes. No work that grows with the library comes before the first picture.
//!
//! # Where things are
//!
//! | module | what it owns |
//! |---|---|
//! | [`article`] | the nouns: an article, its text and blocks, its identity, dates, problems |
//! | [`fold`] | what two texts have in common when case, accents and typography are left aside |
//! | [`packed`] | bytes that may lie in a mapped file, and tables in them |
//! | [`parse`] | `(name, bytes) -> Parsed { articles, problems }`; below it one file a format, and what formats share |
//! | [`marks`] | what was read and starred: last-writer-wins registers, the journal's records, undo |
//! | [`library`] | the articles in their order, without duplicates; below it volumes, their indexes and the catalogue |
//! | [`search`] | the query language, matching, likeness and relevance, passages, the picture of time, completion |
//! | [`typeset`] | blocks and a width -> lines that know where each of their cells comes from |
//! | [`app`] | all state; messages in, effects out |
//! | [`view`] | `draw(&App, frame)`; below it one file a region |
//! | [`config`] | the text of the settings file and of the saved searches -> what they say, and complaints |
//! | [`runtime`] | the loop and everything with a side effect: loader, librarian, snapshot, watcher, searcher, journal, terminal |
//! | [`cli`] | the command line; below it one file a subcommand |
//!
//! # What always holds
//!
//! `tests/tidy.rs` checks the first five over the source; the others are tested where they hold.
//!
//! 1. The order of the `mod` lines below is the law: a module names only modules above it.
//! 2. Only `main.rs`, `runtime` and `cli` touch files, the environment, clocks, threads or the terminal.
//! 3. Each crate has its home: the table `HOMES` in `tests/tidy/rules.rs`.
//! 4. Every file says at its top what it owns and what it does not. No file over 400 lines, no function over 60.
//! 5. Text is sanitised once, in `parse`, after entities are decoded. Nothing later can hold a control character.
//! 6. Parsing never fails, drawing changes nothing, stored articles are never written to.
//! 7. The snapshot is disposable. What is missing, old, damaged or another build's counts as not there; no byte of it is
//!    believed before its checksum was compared.
//! 8. An index spares work and changes no answer: a search finds what a plain reading of all texts would, in the same order.
//! 9. A row stays its article's while the program runs, and is never given to another.
//! 10. A file whose reading panics or never ends costs itself and no other: nobody waits for a thread that reads
//!     ([`runtime::loader`]).
//!
//! # Where the house differs from its first plan
//!
//! - A body holds its text once, and blocks and spans point into it ([`article::Body`]): a place in the text is a byte
//!   offset for search, layout, highlights and output alike.
//! - `marks` stands above `library`, because an article whose file was edited takes over the id that was marked at its
//!   place, and the library has to ask for it. Only what has neither identifier nor address goes by its place: by its file,
//!   and where that holds several, by its title and date there, as others take the places of those that fall out of a feed.
//!   By what else an article's marks are found, such as the keys of its copies, the journal is told as soon as that is known
//!   ([`library::Library::untold`]).
//! - `fold` is a module of its own: the library keeps folded texts, and stands above `search`.
//! - [`library::Stored`] is only what goes in. An article lies in a volume, packed the same way in memory and in a mapped file,
//!   and comes out as an [`library::Entry`] that decodes what it is asked for: a hundred thousand articles as values of
//!   their own would have to be made before the first picture.
//! - A word index answers searches, not a fast reading of all text: that takes 20 ms for 366 MB on two cores, and a key
//!   should take 5. Its dictionary is looked up by groups of letters, so that a word still matches anywhere inside a word;
//!   where it cannot be sure, it names candidates, and their texts are read.
//! - A regular expression is followed by automata, and where these would grow too large by a simulation that counts its steps:
//!   it is refused by what it costs, which no clock has to tell. The words that it cannot do without, the index looks up.
//! - What was read of a large library lies on disk at once, a volume at a time, and is mapped from there: a first import
//!   needs memory for what it works on, not for the library. A volume's index is a file of its own, built once all files are
//!   read. Until it is there, texts are read: that is slower, but articles are there sooner, and a command that asks no text
//!   pays for no index.
//! - Unsafe code is denied instead of forbidden, and allowed in one place: mapping a file and letting its pages go
//!   (`runtime::sealed`). Only files of the program's own are mapped, which are never written to again; the reader's files
//!   are read, as they may change or shrink at any moment.
//! - Paths are absolute and without links inside, so that one snapshot and one set of marks serve a folder however it
//!   is named; they are told as they were given.
//! - The marks lie packed beside the snapshot, too: a start compares the journals' bytes with those that they were made of, and reads
//!   only what was written since line by line (`runtime::journal`). Where a byte differs, all is read.
//! - What is known of each file lies packed in the snapshot, and is compared there. A second start holds 8 MB for 100,000
//!   articles beside what is mapped: what a program holds, it has to give back when it is quit, and that was half of the time.
//!   So a round through the files lets the pages go that it has looked at; the same come back when they are needed.
//! - The last writer wins, but nobody for good: a mark from more than a hundred years ahead yields to any other. So may a clock
//!   that is broken, or a journal that somebody else has written, be overruled by the next key.
//! - Watching only says that something has changed. What, the librarian finds out by its walk, which is needed at the
//!   start anyway; so there is one way for a change to come in, and a lost event costs nothing but time.
//! - Of a large library, a command that only looks asks all files at most once a minute; between, the folders tell what comes
//!   and goes ([`runtime::librarian`]). A hundred thousand files take five times longer to be asked than the rest of a search.
//! - What is furniture in a plain text, its neighbours tell as well ([`parse::Recurring`]): the loader asks a sample of its
//!   folder before it is parsed. Who it is, they do not tell, so that an article keeps its marks in another folder.
//! - Geometry ([`app::panes`], [`app::panel`]) belongs to the state, so that drawing, scrolling and the mouse agree about it.
//!
//! # Where to add ...
//!
//! - **a format**: one file under `parse/`, one row in `parse::sniff`, fixtures, a fuzz target.
//! - **a kind of archive**: one file under `runtime/loader/archive/`, one `Kind` in `runtime::loader::archive`; what its files say of
//!   each other is read in `parse`, as by [`parse::book`] and [`parse::capture`], and handed on as [`parse::Surroundings`].
//! - **a field of the query language**: one row in `search::field`, its values in `search::value`, its meaning in `search::plan`.
//!   The menu follows, and a test asks for it in the README.
//! - **a key**: one row in [`app::keymap::TABLE`], one arm in `app::update::acting`. Help, hints and the README follow.
//! - **a pane**: one file under `view/`, one rectangle in [`app::panes`].
//! - **a command**: one row in `app::command`, one arm in `App::run`.
//! - **a subcommand**: one file under `cli/`, one row in [`cli`].

pub mod article;

pub mod fold;

pub mod packed;

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
