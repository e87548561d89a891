//! From the Markdown parser's events to a body.
//!
//! Owns what each construct becomes; nothing that a browser would show is lost. Does not own what HTML means
//! (`render::elements`) or what is open at a point (`render::open`).

mod elements;
mod embeds;
mod open;

#[cfg(test)]
mod tests;

use pulldown_cmark::{
    Alignment as Column, CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag,
    TagEnd, TextMergeWithOffset,
};

use super::{
    dialect::{self, Dialect},
    tables::Table,
};
use crate::{
    article::{Alignment, BlockKind, Body, BodyBuilder, Container, Marker, SpanKind},
    parse::{footnotes::Footnotes, sanitize},
};

/// Quotations and lists nested deeper than this are flattened: their text is kept.
const DEEPEST: usize = 256;

/// A text that was read.
#[derive(Debug, Default)]
pub(super) struct Rendered {
    /// The heading that is its title.
    pub(super) title: Option<String>,
    /// The text without it.
    pub(super) body: Body,
    /// Comments, which are not shown.
    pub(super) folded: Vec<String>,
}

/// Reads a text. A heading of the first level that opens it and is the title is returned beside the body instead of
/// in it: any such heading where no title is given, else one of the same words.
pub(super) fn render(text: &str, given: &str) -> Rendered {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST;
    options.set(Options::ENABLE_MATH, has_formulas(text));
    let mut renderer = Renderer {
        given: given.to_owned(),
        ..Renderer::default()
    };
    // Footnotes are read last, wherever they stand, in the order in which the text comes to them.
    let (mut notes, mut depth) = (Vec::new(), 0_usize);
    // An address may have signs in it that could be markup, at which the parser cuts the text.
    let events = Parser::new_ext(text, options).into_offset_iter();
    let mut events = Dialect::new(text, TextMergeWithOffset::new(events));
    for event in &mut events {
        if let Event::Start(Tag::FootnoteDefinition(label)) = &event {
            if depth == 0 {
                notes.push((label.clone(), Vec::new()));
            }
            depth += 1;
        }
        let is_end = matches!(event, Event::End(TagEnd::FootnoteDefinition));
        match notes.last_mut() {
            Some((_, note)) if depth > 0 => note.push(event),
            _ => renderer.event(event),
        }
        depth -= usize::from(is_end);
    }
    renderer.leave_all();
    notes.sort_by_key(|(label, _)| renderer.notes.met(label).unwrap_or(usize::MAX));
    for event in notes.into_iter().flat_map(|(_, note)| note) {
        renderer.event(event);
    }
    Rendered {
        title: renderer.title,
        body: renderer.builder.finish(),
        folded: events.folded,
    }
}

/// Whether there are formulas between dollar signs. Prices stand between them, too: only what has a sign of TeX's is one.
fn has_formulas(text: &str) -> bool {
    let is_formula = |part: &str| part.contains(['\\', '^', '_', '{', '=']) && part.trim() == part;
    let mut end = 0;
    memchr::memchr_iter(b'$', text.as_bytes()).any(|sign| {
        // Each line is looked at once.
        if sign < end {
            return false;
        }
        let start = text[..sign].rfind('\n').map_or(0, |end| end + 1);
        end = memchr::memchr(b'\n', &text.as_bytes()[sign..]).map_or(text.len(), |at| sign + at);
        let line = &text[start..end];
        // What stands between the first sign and the last.
        let between = line.split('$').skip(1);
        let signs = line.matches('$').count();
        line.trim() == "$$" || between.take(signs.saturating_sub(1)).any(is_formula)
    })
}

/// Who opened something, and may close it: an HTML tag closes nothing that Markdown opened.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Owner {
    Markdown,
    Html(String),
}

impl Owner {
    /// Whether it is an HTML tag of this name.
    fn is(&self, name: &str) -> bool {
        matches!(self, Self::Html(tag) if tag == name)
    }
}

/// A construct that blocks stand in, as long as it is open.
#[derive(Debug)]
struct Frame {
    owner: Owner,
    /// The number of a list's next item; `None` for bullets and for what is no list.
    next: Option<u64>,
    /// Whether the builder knows it: lists are known by their items only, and what lies too deep not at all.
    is_open: bool,
}

#[derive(Debug, Default)]
struct Renderer {
    builder: BodyBuilder,
    frames: Vec<Frame>,
    spans: Vec<Owner>,
    given: String,
    title: Option<String>,
    /// The HTML of a block, until it is complete.
    html: String,
    /// The HTML element that hides what stands in it.
    hidden: Option<String>,
    /// Whether that element is a film or a sound whose address is not known yet.
    lacks_source: bool,
    /// The table of an HTML block, while it is open.
    table: Option<Table>,
    notes: Footnotes,
    /// What a footnote's first paragraph begins with.
    note: Option<String>,
    mode: Mode,
    /// Cells so far in the row of a Markdown table.
    column: usize,
    /// Whether a line of the source ended here: a space, but not between characters that are written without.
    is_broken: bool,
}

/// What white space means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Mode {
    /// It parts words.
    #[default]
    Flowing,
    /// It stays as it is.
    Preformatted,
    /// Line feeds and tabs part rows and cells.
    Cells,
}

impl Renderer {
    fn event(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.stop(tag),
            Event::Text(text) => self.linked(&text),
            // Formulas stay as they are written.
            Event::InlineMath(formula) => self.text(&format!("${formula}$")),
            Event::DisplayMath(formula) => self.text(&format!("$${formula}$$")),
            Event::Code(code) => {
                self.open_span(Owner::Markdown, SpanKind::Code);
                self.text(&code);
                self.close_markdown_span();
            }
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) => self.inline_html(&html),
            Event::FootnoteReference(label) => {
                let number = self.notes.number(&label);
                self.text(&number);
            }
            Event::SoftBreak => self.is_broken = true,
            Event::HardBreak => self.line_break(),
            Event::Rule => {
                self.end_block();
                self.builder.begin(BlockKind::Rule);
            }
            Event::TaskListMarker(is_done) => self.builder.tick(is_done),
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Emphasis => self.open_span(Owner::Markdown, SpanKind::Emphasis),
            Tag::Strong => self.open_span(Owner::Markdown, SpanKind::Strong),
            Tag::Strikethrough => self.open_span(Owner::Markdown, SpanKind::Strike),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let scheme = if link_type == LinkType::Email {
                    "mailto:"
                } else {
                    ""
                };
                let index = self.link(&format!("{scheme}{dest_url}"));
                self.open_span(Owner::Markdown, SpanKind::Link(index));
            }
            Tag::Image { dest_url, .. } => {
                let index = self.link(&dest_url);
                self.open_span(Owner::Markdown, SpanKind::Image(index));
            }
            Tag::TableHead => self.column = 0,
            Tag::TableRow => {
                self.column = 0;
                self.builder.text("\n");
            }
            Tag::TableCell => {
                if self.column > 0 {
                    self.builder.text("\t");
                }
                self.column += 1;
            }
            Tag::Superscript => self.open_span(Owner::Markdown, SpanKind::Raised),
            Tag::Subscript => self.open_span(Owner::Markdown, SpanKind::Lowered),
            block => {
                self.end_block();
                self.start_block(block);
            }
        }
    }

    fn start_block(&mut self, tag: Tag) {
        match tag {
            Tag::Paragraph => {
                if let Some(label) = self.note.take() {
                    self.text(&label);
                }
            }
            Tag::Heading { level, .. } => self.builder.begin(BlockKind::Heading(level as u8)),
            Tag::BlockQuote(_) => self.enter(Owner::Markdown, Some(Container::QUOTE), None),
            Tag::CodeBlock(kind) => {
                self.mode = Mode::Preformatted;
                self.builder.begin(BlockKind::Code(language(&kind)));
            }
            Tag::List(first) => self.enter(Owner::Markdown, None, first),
            Tag::Item => self.item(Owner::Markdown),
            Tag::FootnoteDefinition(label) => self.note = Some(self.notes.number(&label) + " "),
            Tag::DefinitionListDefinition => {
                let marker = Marker::Bullet;
                self.enter(
                    Owner::Markdown,
                    Some(Container::Item {
                        marker,
                        first: true,
                    }),
                    None,
                );
            }
            Tag::Table(columns) => {
                let columns = columns.into_iter().map(|column| match column {
                    Column::None | Column::Left => Alignment::Left,
                    Column::Center => Alignment::Centre,
                    Column::Right => Alignment::Right,
                });
                self.mode = Mode::Cells;
                self.builder.begin(BlockKind::Table(columns.collect()));
            }
            _ => {}
        }
    }

    fn stop(&mut self, tag: TagEnd) {
        match tag {
            tag if dialect::is_span(&tag) => self.close_markdown_span(),
            TagEnd::TableCell => self.close_spans(0),
            TagEnd::TableRow | TagEnd::TableHead => {}
            TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::DefinitionListDefinition => {
                self.leave_markdown();
            }
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                self.block_html(&html);
            }
            TagEnd::Heading(HeadingLevel::H1) => self.end_first_heading(),
            TagEnd::FootnoteDefinition => {
                if let Some(label) = self.note.take() {
                    self.text(&label);
                }
                self.end_block();
            }
            _ => self.end_block(),
        }
    }

    /// A heading of the first level ends: if it opens the text it may be the title.
    fn end_first_heading(&mut self) {
        let opens = self.builder.is_empty() && self.builder.depth() == 0 && self.title.is_none();
        let heading = sanitize::line(self.builder.block_text());
        if opens
            && !heading.is_empty()
            && (self.given.is_empty() || letters(&self.given) == letters(&heading))
        {
            self.builder.take();
            self.title = Some(heading);
        }
        self.end_block();
    }
}

/// What two forms of one headline share, however they are punctuated.
fn letters(text: &str) -> String {
    let letters = text.chars().filter(|char| char.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The language of a code block: the first word of its info string, `{.rust}` and `rust,ignore` included.
fn language(kind: &CodeBlockKind) -> Option<String> {
    let CodeBlockKind::Fenced(info) = kind else {
        return None;
    };
    let is_word = |char: char| char.is_alphanumeric() || matches!(char, '+' | '#' | '-' | '_');
    let word = info.trim_start_matches(|char: char| !is_word(char));
    let end = word.find(|char| !is_word(char)).unwrap_or(word.len());
    Some(sanitize::line(&word[..end])).filter(|word| !word.is_empty())
}
