//! From blocks and a width to lines that know where in the text each of their cells comes from.
//!
//! Owns line breaking, indents, the numbering of links, the article's header. Does not own colours (`view::theme`) or
//! which matches are lit (`view::reading` looks them up by [`Place`]).

use jiff::ZonedDateTime;

use crate::{article::Article, search::Field};

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
    /// How many lines are folded away.
    pub folded: usize,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// Sets an article: header (title, then byline, source, date, reading time), body, the list of its links, the folded
/// lines. `now` decides the time zone that dates are shown in.
pub fn page(article: &Article, measure: Measure, _now: &ZonedDateTime) -> Page {
    let lines = article.body.text().lines();
    let run = |text: &str| Run {
        text: text.chars().take(usize::from(measure.width)).collect(),
        ..Run::default()
    };
    Page {
        lines: lines
            .map(|text| Line {
                runs: vec![run(text)],
            })
            .collect(),
        links: Vec::new(),
        folded: article.boilerplate.len(),
    }
}

/// The page as plain text, for a pipe.
pub fn plain(page: &Page) -> String {
    let line = |line: &Line| {
        line.runs
            .iter()
            .map(|run| run.text.as_str())
            .collect::<String>()
    };
    page.lines.iter().map(|each| line(each) + "\n").collect()
}

impl Page {
    /// line of place
    pub fn line_of(&self, _place: Place) -> Option<usize> {
        None
    }
    /// anchor
    pub fn anchor(&self, _line: usize) -> Option<Place> {
        None
    }
}
/// fit
pub fn fit(text: &str, width: u16) -> std::borrow::Cow<'_, str> {
    text.chars()
        .take(usize::from(width))
        .collect::<String>()
        .into()
}
/// width
pub fn width(text: &str) -> usize {
    text.chars().count()
}
/// wrap
pub fn wrap_plain(text: &str, width: u16, _lines: usize) -> Vec<String> {
    vec![fit(text, width).into_owned()]
}
