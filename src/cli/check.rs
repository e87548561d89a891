//! `newsstand check`: what was skipped, cut or guessed at, and what can be done about it.

use std::{borrow::Cow, io::Write, path::PathBuf};

use serde::Serialize;

use super::{
    Ending,
    articles::{Loads, load, told},
    context::Context,
    failure::{Failure, warn},
    output, state,
};
use crate::{article::Problem, parse::visible};

/// Print what was skipped, cut or guessed at, with reason and remedy
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  newsstand check ~/articles
  newsstand check --json ~/articles | jq -r 'select(.outcome == \"skipped\") | .path'

Each line says path, line where known, what became of it (skipped, cut, guessed), the reason and the remedy.
Exit status 0 whether or not there are problems, so that scripts look at the output; 1 if a PATH cannot be read or \
holds neither articles nor problems.")]
pub(super) struct Arguments {
    /// Files, folders, archives, or - for standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print one JSON object a line: v, path, line, outcome, reason, remedy
    #[arg(long)]
    json: bool,
}

/// A problem as a line of JSON.
#[derive(Debug, Serialize)]
struct Record<'a> {
    v: u8,
    path: Cow<'a, str>,
    line: Option<usize>,
    outcome: String,
    reason: &'a str,
    remedy: &'a str,
}

pub(super) fn run(arguments: Arguments, context: &Context) -> Result<Ending, Failure> {
    let (marks, of_marks) = state::look(context.keeping);
    let Loads {
        library,
        problems,
        failed,
    } = load(&arguments.paths, &marks, context);
    let all = || context.problems.iter().chain(&of_marks).chain(&problems);
    output::print(|out| {
        all().try_for_each(|problem| match arguments.json {
            true => output::json_line(out, &Record::of(problem)),
            false => writeln!(out, "{}", visible(&told(problem))),
        })
    })?;
    let articles = count(library.len(), "article");
    warn(&format!("{articles}, {}", count(all().count(), "problem")));
    let is_empty = library.is_empty() && problems.is_empty();
    Ok(if failed.is_empty() && !is_empty {
        Ending::Done
    } else {
        Ending::Empty
    })
}

impl<'a> Record<'a> {
    fn of(problem: &'a Problem) -> Self {
        Self {
            v: 1,
            path: problem.path.to_string_lossy(),
            line: problem.line,
            outcome: problem.outcome.to_string(),
            reason: &problem.reason,
            remedy: &problem.remedy,
        }
    }
}

fn count(count: usize, noun: &str) -> String {
    match count {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        more => format!("{more} {noun}s"),
    }
}
