//! The command line: arguments in, exit status out; data to standard output, all else to standard error.
//!
//! Owns the options that every command shares and how a run ends. One file a command below this one.

mod articles;
mod check;
mod completions;
mod config;
mod context;
mod failure;
mod list;
mod man;
mod mark;
mod output;
mod paint;
mod progress;
mod reader;
mod record;
mod search;
mod show;
mod state;

use std::{env, ffi::OsString, panic, path::PathBuf};

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::{app::settings::ThemeName, runtime::loader};
use context::Context;
use failure::Failure;

/// Read stored news articles in the terminal.
///
/// Without a command, newsstand opens the reader on the PATHs: files, folders, archives, or - for standard input. It
/// reads text, Markdown, Org, reStructuredText and Gemini texts, saved web pages and web archives (MHTML, WARC, Safari's),
/// feeds (RSS, Atom, JSON Feed, sfeed), articles in JSON and tables (CSV, TSV) as other programs export them, notes (ENEX),
/// mail (messages, mailboxes, Maildirs), books (EPUB), and all of these in zip and tar archives and packed by gzip or
/// Zstandard.
#[derive(Debug, Parser)]
#[command(name = "newsstand", after_long_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    asked: Asked,
    #[command(flatten)]
    options: Options,
}

const EXAMPLES: &str = "\
Examples:
  newsstand ~/articles                             open the reader
  newsstand ~/articles -q 'is:unread newer_than:7d'
  newsstand list --json ~/articles | jq -r .title
  newsstand search '\"prisoner swap\"' ~/articles
  newsstand mark read -q 'older_than:1y' --dry-run
  curl -s https://example.org/feed.xml | newsstand -

Without a PATH it opens the library of the settings file, else the articles folder in the data directory, else a \
sample feed that is built in. When standard output is not a terminal, it prints the list.

Exit status: 0 done, 1 nothing found or something failed, 2 wrong usage.
Options beat NEWSSTAND_* variables, which beat the settings file: see newsstand config.";

/// Which articles are asked for.
#[derive(Clone, Debug, Default, Args)]
struct Asked {
    /// Files, folders, archives, or - for standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Only articles that answer this query, such as 'is:unread climate'
    #[arg(short, long, value_name = "QUERY", allow_hyphen_values = true)]
    query: Option<String>,
}

/// Options that every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Everywhere")]
struct Options {
    /// When to use colours and bold type
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "WHEN",
        default_value = "auto"
    )]
    color: paint::When,
    /// Settings file to read instead of the usual one
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Colours of the reader
    #[arg(
        long,
        global = true,
        value_name = "NAME",
        value_parser = ThemeName::ALL.map(|(_, name)| name)
    )]
    theme: Option<String>,
    /// Read all files anew, and keep nothing for the next time
    #[arg(long, global = true)]
    no_cache: bool,
    /// Leave the mouse to the terminal
    #[arg(long, global = true)]
    no_mouse: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(list::Arguments),
    Show(show::Arguments),
    Search(search::Arguments),
    Mark(mark::Arguments),
    Check(check::Arguments),
    Config(config::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

/// How a command ended that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    /// It did what it was asked.
    Done,
    /// It found nothing, or a path that was given could not be read.
    Empty,
    /// The reader was left with this status.
    Status(i32),
}

impl Ending {
    fn status(self) -> i32 {
        match self {
            Self::Done => 0,
            Self::Empty => 1,
            Self::Status(status) => status,
        }
    }
}

/// Runs the program and returns its exit status.
pub fn run() -> i32 {
    keep_quiet_about_guarded_panics();
    let ending = read_arguments(env::args_os().collect()).and_then(dispatch);
    ending.map_or_else(Failure::report, Ending::status)
}

fn dispatch(cli: Cli) -> Result<Ending, Failure> {
    let Cli {
        command,
        asked,
        options,
    } = cli;
    let Some(command) = command else {
        return reader::run(asked, &Context::decide(&options)?);
    };
    if !asked.paths.is_empty() || asked.query.is_some() {
        return Err(Failure::usage(
            "PATHs and -q stand behind the command: newsstand list PATH -q QUERY",
        ));
    }
    match command {
        Command::List(arguments) => list::run(arguments, &Context::decide(&options)?),
        Command::Show(arguments) => show::run(arguments, &Context::decide(&options)?),
        Command::Search(arguments) => search::run(arguments, &Context::decide(&options)?),
        Command::Mark(arguments) => mark::run(arguments, &Context::decide(&options)?),
        Command::Check(arguments) => check::run(arguments, &Context::decide(&options)?),
        Command::Config(arguments) => config::run(arguments, &Context::decide(&options)?),
        Command::Completions(arguments) => completions::run(arguments),
        Command::Man(arguments) => man::run(arguments),
    }
}

fn read_arguments(arguments: Vec<OsString>) -> Result<Cli, Failure> {
    let command = command().color(paint::asked_for_help(&arguments));
    let mut matches = command.try_get_matches_from(arguments)?;
    Ok(Cli::from_arg_matches_mut(&mut matches)?)
}

/// The command line as clap knows it, for parsing, completions and the manual page.
fn command() -> clap::Command {
    let version = env!("CARGO_PKG_VERSION");
    let build = if cfg!(debug_assertions) {
        "debug"
    } else {
        "release"
    };
    let (system, machine) = (env::consts::OS, env::consts::ARCH);
    let details = format!(
        "{version}\n{build} build for {system} on {machine}\nlicence {}",
        env!("CARGO_PKG_LICENSE")
    );
    Cli::command().version(version).long_version(details)
}

/// A panic that costs one file is told as that file's problem and nowhere else.
fn keep_quiet_about_guarded_panics() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !loader::is_guarded() {
            usual(info);
        }
    }));
}
