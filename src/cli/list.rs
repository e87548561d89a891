//! `newsstand list`: the articles, one a line.
//!
//! Owns the columns. Does not own the record of `--json` (`record`).

use std::io::{self, Write};

use jiff::ZonedDateTime;

use super::{
    Asked, Ending,
    articles::{Purpose, Selection},
    context::Context,
    failure::Failure,
    output,
    paint::Paint,
    record::Record,
};
use crate::{
    library::Row,
    runtime::pager,
    typeset::{fit, width},
};

/// Print the articles, one a line: read or not, starred or not, date, source, title
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  newsstand list ~/articles -q 'is:unread sort:title'
  newsstand list --json --full ~/articles | jq -r 'select(.words > 1000) | .text'

With --json each line is an object; a file that holds the same article as another has a line of its own, with the \
same id. Exit status 1 if there are no such articles, or if a PATH cannot be read.")]
pub(super) struct Arguments {
    #[command(flatten)]
    asked: Asked,
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
    /// Add the texts and the lines that were folded away (with --json)
    #[arg(long, requires = "json")]
    full: bool,
}

pub(super) fn run(arguments: Arguments, context: &Context) -> Result<Ending, Failure> {
    let purpose = match arguments.full {
        true => Purpose::Texts,
        false => Purpose::Heads,
    };
    let selection = Selection::to_look_at(&arguments.asked, purpose, context)?;
    if arguments.json {
        print_records(&selection, arguments.full)?;
    } else {
        print_plain(&selection, context.paint)?;
    }
    Ok(selection.ending())
}

/// Prints a line an article.
pub(super) fn print_plain(selection: &Selection, paint: Paint) -> Result<(), Failure> {
    let columns = Columns::fit(selection, paint);
    output::print(|out| output::lines(out, &selection.rows, &|row, line| columns.write(*row, line)))
}

/// Prints a record a stored copy: articles in their order, copies of one article by their paths.
fn print_records(selection: &Selection, full: bool) -> Result<(), Failure> {
    let (library, marks) = (&selection.library, &selection.marks);
    let rows = with_copies(selection);
    let record = if full { Record::in_full } else { Record::of };
    output::print(|out| {
        output::lines(out, &rows, &|row, line| {
            output::json_line(line, &record(*row, library, marks))
        })
    })
}

fn with_copies(selection: &Selection) -> Vec<Row> {
    let library = &selection.library;
    let copies = |row: &Row| {
        let mut copies: Vec<_> = library
            .copies(*row)
            .into_iter()
            .map(|row| {
                let entry = library.get(row);
                (entry.path().into_owned(), entry.item(), row)
            })
            .collect();
        copies.sort_unstable();
        copies.into_iter().map(|(.., row)| row)
    };
    selection.rows.iter().flat_map(copies).collect()
}

/// The widest that the column of sources gets, in cells.
const SOURCE_WIDTH: usize = 20;
/// Marks, date and the spaces between the columns, in cells.
const FIXED_WIDTH: usize = 2 + 1 + 10 + 2 + 2;

/// How a line is laid out: cut to the screen, or whole where it goes to a pipe.
struct Columns<'a> {
    selection: &'a Selection,
    now: ZonedDateTime,
    paint: Paint,
    /// The cells of the source and of the title, on a screen.
    widths: Option<(usize, usize)>,
}

impl<'a> Columns<'a> {
    fn fit(selection: &'a Selection, paint: Paint) -> Self {
        let screen = pager::columns()
            .filter(|_| paint.is_screen)
            .map(usize::from);
        let widths = screen.map(|screen| {
            let sources = selection
                .rows
                .iter()
                .map(|row| width(source(selection, *row)));
            let source = sources.max().unwrap_or(0).min(SOURCE_WIDTH).min(screen / 4);
            (source, screen.saturating_sub(FIXED_WIDTH + source).max(1))
        });
        Self {
            selection,
            now: ZonedDateTime::now(),
            paint,
            widths,
        }
    }

    fn write(&self, row: Row, out: &mut impl Write) -> io::Result<()> {
        let Self {
            selection, paint, ..
        } = self;
        let entry = selection.library.get(row);
        let mark = selection.marks.get(selection.library.id(row));
        let unread = if mark.read { " " } else { "●" };
        let star = if mark.starred { "★" } else { " " };
        let day = entry
            .date()
            .map_or_else(|| " ".repeat(10), |when| when.day(&self.now).to_string());
        let (source, title) = (entry.source().unwrap_or_default(), entry.title());
        let (source, title) = match self.widths {
            Some((source_width, title_width)) => {
                (padded(source, source_width), cut(title, title_width))
            }
            None => (source.to_owned(), title.to_owned()),
        };
        let title = if mark.read { title } else { paint.bold(&title) };
        let (day, source) = (paint.dim(&day), paint.dim(&source));
        writeln!(out, "{unread}{star} {day}  {source}  {title}")
    }
}

fn source(selection: &Selection, row: Row) -> &str {
    selection.library.get(row).source().unwrap_or_default()
}

/// A text in a column of this many cells.
fn padded(text: &str, cells: usize) -> String {
    let text = cut(text, cells);
    let space = " ".repeat(cells.saturating_sub(width(&text)));
    text + &space
}

fn cut(text: &str, cells: usize) -> String {
    fit(text, u16::try_from(cells).unwrap_or(u16::MAX)).into_owned()
}
