//! From blocks and a width to lines that know where in the text each of their cells comes from.
//!
//! Owns line breaking, indents, the numbering of links, the article's header. Does not own colours (`view::theme`) or
//! which matches are lit (`view::reading` looks them up by [`Place`]).

mod blocks;
mod fit;
mod flow;
mod header;
mod script;
mod spans;
mod table;

use std::borrow::Cow;

use jiff::ZonedDateTime;

pub use fit::{behind, cells, fit, fit_around, width, wrap_plain};
pub use header::further_sources;
pub use script::Script;

use crate::{article::Article, search::Field};
use blocks::Setter;

/// How a page is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The longest line, in cells.
    pub width: u16,
    /// Whether the folded lines are shown at the end.
    pub boilerplate: bool,
}

/// A typeset article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Its lines from top to bottom.
    pub lines: Vec<Line>,
    /// The addresses behind the numbers of its links: number 1 is the first.
    pub links: Vec<String>,
    /// How many lines are folded away and not shown.
    pub folded: usize,
    /// Where each run comes from, with its length and its line, in the order of places.
    places: Vec<(Place, usize, usize)>,
}

/// One line. Its width never exceeds the measure's, but where a single grapheme cluster is wider than that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// What stands in it, from left to right.
    pub runs: Vec<Run>,
}

/// Cells of one look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The text; where `at` is known, to the byte what stands at that place.
    pub text: String,
    /// How it looks.
    pub look: Look,
    /// Where it comes from; `None` for what the typesetter drew itself.
    pub at: Option<Place>,
    /// The number of the link it belongs to, from 1.
    pub link: Option<usize>,
}

/// A place in an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The field.
    pub field: Field,
    /// The byte offset in that field's text.
    pub offset: usize,
}

/// How a run looks: its role on the page and the emphasis on top of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Its role, which the theme gives a colour.
    pub role: Role,
    /// Bold.
    pub strong: bool,
    /// Italic.
    pub emphasis: bool,
    /// Struck out.
    pub strike: bool,
    /// Above or below the line.
    pub script: Option<Script>,
}

/// What a run is on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// Running text.
    #[default]
    Text,
    /// The headline above the article.
    Title,
    /// Byline, source, date, reading time; also the number behind a link.
    Meta,
    /// A heading within the text.
    Heading,
    /// Quoted text.
    Quote,
    /// The bar before quoted text, bullets, rules, table lines: what is drawn, not said.
    Ornament,
    /// Computer text.
    Code,
    /// A link's words, and addresses.
    Link,
    /// A picture's words and credit.
    Caption,
    /// The place that a report opens with.
    Dateline,
    /// Folded lines, where they are shown.
    Boilerplate,
}

/// Sets an article: header (title, then source, byline, date, reading time), body, the list of its links, the folded
/// lines. `further` are sources besides its own; `now` decides the time zone that dates are shown in.
pub fn page(article: &Article, further: &[String], measure: Measure, now: &ZonedDateTime) -> Page {
    let mut setter = Setter::new(article, further, usize::from(measure.width.max(1)));
    setter.header(now);
    setter.body();
    if article.body.text().is_empty() && article.boilerplate.is_empty() {
        setter.absence();
    }
    setter.links();
    if measure.boilerplate {
        setter.boilerplate();
    }
    let folded = if measure.boilerplate {
        0
    } else {
        article.boilerplate.len()
    };
    let links = header::addresses(article);
    let links = links.into_iter().map(|(url, _)| url.to_owned()).collect();
    Page::new(setter.into_lines(), links, folded)
}

/// The page as plain text, for a pipe; no line ends in a space.
pub fn plain(page: &Page) -> String {
    page.lines
        .iter()
        .map(|line| line.text().trim_end().to_owned() + "\n")
        .collect()
}

impl Page {
    fn new(lines: Vec<Line>, links: Vec<String>, folded: usize) -> Self {
        let numbered = lines.iter().enumerate();
        let of_line = |(number, line): (usize, &Line)| {
            let places = line
                .runs
                .iter()
                .filter_map(|run| Some((run.at?, run.text.len(), number)));
            places.collect::<Vec<_>>()
        };
        let mut places: Vec<_> = numbered.flat_map(of_line).collect();
        places.sort_unstable();
        Self {
            lines,
            links,
            folded,
            places,
        }
    }

    /// The line that shows a place; of white space that a line break has swallowed, the line behind it.
    pub fn line_of(&self, place: Place) -> Option<usize> {
        let behind = self.places.partition_point(|(start, _, _)| *start <= place);
        let holds = |(start, length, _): &&(Place, usize, usize)| {
            start.field == place.field && place.offset < start.offset + (*length).max(1)
        };
        let before = behind
            .checked_sub(1)
            .and_then(|index| self.places.get(index))
            .filter(holds);
        let next = || {
            self.places
                .get(behind)
                .filter(|(start, _, _)| start.field == place.field)
        };
        before
            .or_else(next)
            .or_else(|| self.places.get(behind.checked_sub(1)?))
            .map(|(_, _, line)| *line)
    }

    /// The first place in a line or below it: what keeps the reader's place when the page is set anew.
    pub fn anchor(&self, line: usize) -> Option<Place> {
        self.lines
            .get(line..)?
            .iter()
            .flat_map(|line| &line.runs)
            .find_map(|run| run.at)
    }
}

impl Look {
    /// A text as it is shown in this look: as it stands, but for what is raised or lowered.
    pub fn shown(self, text: &str) -> Cow<'_, str> {
        match self.script {
            Some(script) => script.of(text).into(),
            None => text.into(),
        }
    }
}

impl Line {
    /// Its text as it is shown.
    pub fn text(&self) -> String {
        let shown = self.runs.iter().map(|run| run.look.shown(&run.text));
        shown.collect()
    }

    /// Its width in cells.
    pub fn width(&self) -> usize {
        self.runs.iter().map(|run| width(&run.text)).sum()
    }
}

#[cfg(test)]
mod tests;
