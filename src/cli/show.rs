//! `newsstand show`: whole articles, typeset as the reader sets them.
//!
//! Does not own typesetting (`crate::typeset`) or the pager (`runtime::pager`).

use std::io::Write;

use jiff::ZonedDateTime;

use super::{
    Asked, Ending,
    articles::{Purpose, Selection},
    context::Context,
    failure::Failure,
    output,
    paint::Paint,
};
use crate::{
    library::Row,
    runtime::pager::{self, Pager},
    typeset::{self, Measure, Page},
};

/// Print the articles, typeset
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  newsstand show ~/articles -q 'id:3fa9' --width 66
  newsstand show a.txt | less

On a terminal the text goes through $PAGER, or less. Exit status 1 if there are no such articles, or if a PATH \
cannot be read.")]
pub(super) struct Arguments {
    #[command(flatten)]
    asked: Asked,
    /// The longest line, in cells
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    width: Option<u16>,
    /// Show the lines that were folded away, too
    #[arg(long)]
    boilerplate: bool,
}

pub(super) fn run(arguments: Arguments, context: &Context) -> Result<Ending, Failure> {
    let selection = Selection::to_look_at(&arguments.asked, Purpose::Texts, context)?;
    let paint = context.paint;
    let screen = pager::columns()
        .filter(|_| paint.is_screen)
        .unwrap_or(u16::MAX);
    let width = arguments
        .width
        .unwrap_or(context.settings().measure.min(screen));
    let setter = Setter {
        selection: &selection,
        measure: Measure {
            width,
            boilerplate: arguments.boilerplate,
        },
        now: ZonedDateTime::now(),
        paint,
    };
    let is_paged = paint.is_screen && !selection.rows.is_empty();
    match is_paged.then(Pager::start).flatten() {
        Some(mut pager) => {
            // Who quits the pager early has read enough.
            let _ = setter.write_all(pager.input());
            pager.wait();
        }
        None => output::print(|out| setter.write_all(out))?,
    }
    Ok(selection.ending())
}

/// Sets one article after the other.
struct Setter<'a> {
    selection: &'a Selection,
    measure: Measure,
    now: ZonedDateTime,
    paint: Paint,
}

impl Setter<'_> {
    fn write_all(&self, out: &mut impl Write) -> std::io::Result<()> {
        for (count, row) in self.selection.rows.iter().enumerate() {
            if count > 0 {
                let rule = "─".repeat(usize::from(self.measure.width));
                writeln!(out, "\n{}\n", self.paint.dim(&rule))?;
            }
            out.write_all(self.set(*row).as_bytes())?;
        }
        Ok(())
    }

    fn set(&self, row: Row) -> String {
        let library = &self.selection.library;
        let article = library.get(row).article();
        let further = library.further_sources(row);
        let page = typeset::page(&article, &further, self.measure, &self.now);
        if self.paint.colours {
            self.painted(&page)
        } else {
            typeset::plain(&page)
        }
    }

    fn painted(&self, page: &Page) -> String {
        let mut out = String::new();
        for line in &page.lines {
            line.runs
                .iter()
                .for_each(|run| out.push_str(&self.paint.look(run.look, &run.text)));
            out.push('\n');
        }
        out
    }
}
