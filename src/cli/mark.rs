//! `newsstand mark`: marks on all articles that answer a query.
//!
//! Does not own marks (`crate::marks`) or where they are written (`runtime::journal`).

use std::{io::Write, path::PathBuf};

use clap::Subcommand;
use jiff::Timestamp;

use super::{
    Asked, Ending,
    articles::{Purpose, Selection, read_query, told},
    context::Context,
    failure::{Failure, warn},
    output,
    state::{self, State},
};
use crate::{
    library::Row,
    marks::{Change, Set, is_tag},
    runtime::{folders, journal::Trouble},
};

/// Mark all articles that answer a query
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  newsstand mark read -q 'older_than:1y' --dry-run
  newsstand mark star -q 'id:3fa9' ~/articles
  newsstand mark tag climate -q 'emissions OR glacier' ~/articles
  newsstand mark read -q '' ~/articles                  # all of them

Prints how many articles change. In the reader, U takes it back. Exit status 1 if no article answers the query.")]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Mark them read
    Read(Which),
    /// Mark them unread
    Unread(Which),
    /// Star them
    Star(Which),
    /// Take their star away
    Unstar(Which),
    /// Give them a tag of yours
    Tag(Tagged),
    /// Take a tag of yours away
    Untag(Tagged),
}

#[derive(Debug, clap::Args)]
struct Tagged {
    /// The tag
    name: String,
    #[command(flatten)]
    which: Which,
}

#[derive(Debug, clap::Args)]
struct Which {
    /// Files, folders, archives, or - for standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Which articles; '' is all of them
    #[arg(short, long, required = true, allow_hyphen_values = true)]
    query: String,
    /// Only say how many would change
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(arguments: Arguments, context: &Context) -> Result<Ending, Failure> {
    let (set, words, which) = arguments.what.decided()?;
    // An empty text asks for everything on purpose; `(` or `title:` only has not been finished.
    if read_query(&which.query, context)?.is_empty() && !which.query.trim().is_empty() {
        let message =
            "this query is not finished and would mark everything; write what to mark after -q";
        return Err(Failure::usage(message));
    }
    folders::marks().map_err(|error| Failure::failed(error.to_string()))?;
    context.tell();
    let State {
        marks,
        mut journal,
        problems,
    } = state::open(context.keeping);
    problems.iter().for_each(|problem| warn(&told(problem)));
    let asked = Asked {
        paths: which.paths,
        query: Some(which.query),
    };
    let mut selection = Selection::of(&asked, marks, Purpose::Marks, context)?;
    let changes = changes(&selection, &set);
    let (changed, all) = (changes.len(), selection.rows.len());
    if !which.dry_run {
        let now = Timestamp::now().as_millisecond();
        let mut records = selection.marks.change(changes, now).records;
        let untold = selection.library.untold(&selection.rows, &selection.marks);
        records.extend(selection.marks.tell_at(untold));
        let unsaved =
            |trouble: Trouble| Failure::failed(format!("marks cannot be saved: {trouble}"));
        journal.append(records).map_err(unsaved)?;
        journal.keep_digest();
    }
    let would = if which.dry_run { "would be " } else { "" };
    if all > 0 {
        let articles = if all == 1 { "article" } else { "articles" };
        output::print(|out| writeln!(out, "{changed} of {all} {articles} {would}{words}"))?;
    }
    Ok(selection.ending())
}

impl What {
    /// What is set on which articles, and how that is told.
    fn decided(self) -> Result<(Set, String, Which), Failure> {
        let told = |words: &str| words.to_owned();
        Ok(match self {
            Self::Read(which) => (Set::Read(true), told("marked read"), which),
            Self::Unread(which) => (Set::Read(false), told("marked unread"), which),
            Self::Star(which) => (Set::Starred(true), told("starred"), which),
            Self::Unstar(which) => (Set::Starred(false), told("unstarred"), which),
            Self::Tag(Tagged { name, which }) => {
                let name = tag(&name)?;
                let words = format!("tagged {name}");
                (Set::Tag(name, true), words, which)
            }
            Self::Untag(Tagged { name, which }) => {
                let name = tag(&name)?;
                let words = format!("untagged {name}");
                (Set::Tag(name, false), words, which)
            }
        })
    }
}

/// A tag may be written as the query language writes it, with a hash before it.
fn tag(name: &str) -> Result<String, Failure> {
    let name = name.strip_prefix('#').unwrap_or(name);
    if is_tag(name) {
        Ok(name.to_owned())
    } else {
        Err(Failure::usage(format!(
            "'{name}' cannot be a tag: it is empty or holds what cannot be seen"
        )))
    }
}

/// Those of the articles that do not bear the mark yet.
fn changes(selection: &Selection, set: &Set) -> Vec<Change> {
    let (library, marks) = (&selection.library, &selection.marks);
    let change = |row: &Row| Change {
        id: library.id(*row),
        place: library.place(*row),
        set: set.clone(),
    };
    let changes = selection.rows.iter().map(change);
    changes
        .filter(|change| !marks.get(change.id).bears(set))
        .collect()
}
