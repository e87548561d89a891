//! An article's text, held once: one string, and blocks and spans that point into it.
//!
//! The string is what `--full` prints and what search looks through: blocks parted by one blank line, list items and
//! table rows one a line. Markup never repeats text, so a place in the text is a byte offset everywhere in the program.
//! Does not own the layout (`typeset`).

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// The text of an article with its structure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    text: String,
    blocks: Vec<Block>,
    spans: Vec<Span>,
    links: Vec<Link>,
}

/// One block: a stretch of the text that is set as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// How it is set.
    pub kind: BlockKind,
    /// The quotations and list items it stands in, outermost first.
    pub within: Vec<Container>,
    /// Its bytes in the text, without the list marker. Empty for a rule.
    pub range: Range<usize>,
}

/// How a block is set. A line feed inside a paragraph is a forced line break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// Preformatted lines, with the language where it is named.
    Code(Option<String>),
    /// Rows are lines, cells are parted by tabs; the first row is the heading row. One alignment a column.
    Table(Vec<Alignment>),
    /// Words under or beside a picture, and its credit.
    Caption,
    /// Lines that must stay as they are, set in the text's own face: verse, addresses, columns of figures.
    Verse,
    /// A thematic break.
    Rule,
}

/// What a block stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// A quotation.
    Quote,
    /// A list item. `first` is true for the block that bears the marker.
    Item {
        /// What is drawn before the item.
        marker: Marker,
        /// Whether this block is the one the marker is drawn before.
        first: bool,
    },
}

/// What is drawn before a list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// A bullet; `- ` in the text.
    Bullet,
    /// A number; `7. ` in the text.
    Number(u64),
    /// A box, ticked or not; `[x] ` or `[ ] ` in the text.
    Task(bool),
}

/// How a table's column is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Alignment {
    /// Flush left.
    #[default]
    Left,
    /// Centred.
    Centre,
    /// Flush right.
    Right,
}

/// A stretch of text that differs from its block. Spans are in the order of their beginnings and may nest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// How it differs.
    pub kind: SpanKind,
    /// Its bytes in the text.
    pub range: Range<usize>,
}

/// How a span differs from its block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanKind {
    /// Usually italic.
    Emphasis,
    /// Usually bold.
    Strong,
    /// Computer text.
    Code,
    /// Struck out.
    Strike,
    /// The place and agency a report opens with: "KABUL (Agency) —".
    Dateline,
    /// A link, by its index in [`Body::links`].
    Link(usize),
    /// A picture, by its index in [`Body::links`]; the span's text is its alternative text.
    Image(usize),
}

/// Where a link or a picture leads. The address is as the author wrote it, and untrusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The address.
    pub url: String,
}

impl Body {
    /// A body of plain paragraphs.
    pub fn from_paragraphs<'a>(paragraphs: impl IntoIterator<Item = &'a str>) -> Self {
        let mut builder = BodyBuilder::default();
        for paragraph in paragraphs {
            builder.block(BlockKind::Paragraph, paragraph);
        }
        builder.finish()
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The blocks in their order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The spans, by their beginnings.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// The targets of links and pictures, in the order of their first use.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// Words as Unicode segments them; in scripts without spaces, two characters count as one.
    pub fn words(&self) -> usize {
        let (mut words, mut ideographs) = (0, 0);
        for word in self.text.unicode_words() {
            match word.chars().next() {
                Some(first) if is_unspaced(first) => ideographs += word.chars().count(),
                _ => words += 1,
            }
        }
        words + ideographs.div_ceil(2)
    }
}

/// Han, Hiragana, Katakana, Thai, Lao, Khmer: written without spaces between words.
fn is_unspaced(char: char) -> bool {
    matches!(char, '\u{0e00}'..='\u{0eff}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Builds a [`Body`] from front to back, as parsers' events come in.
///
/// Text between `begin` and `end` belongs to a block; what is pushed outside of a block is an error of the caller and
/// opens a paragraph, so that no text is ever lost.
#[derive(Debug, Default)]
pub struct BodyBuilder {
    body: Body,
    within: Vec<Container>,
    open_block: Option<(BlockKind, usize)>,
    open_spans: Vec<usize>,
}

impl BodyBuilder {
    /// Enters a quotation or a list item.
    pub fn open(&mut self, container: Container) {
        self.end();
        self.within.push(container);
    }

    /// Leaves the innermost quotation or list item. An item that had no text is dropped.
    pub fn close(&mut self) {
        self.end();
        self.within.pop();
    }

    /// How deep the containers are nested at this point.
    pub fn depth(&self) -> usize {
        self.within.len()
    }

    /// Begins a block; ends the one before it.
    pub fn begin(&mut self, kind: BlockKind) {
        self.end();
        let starts_item = self
            .within
            .iter()
            .any(|c| matches!(c, Container::Item { first: true, .. }));
        let follows_item = self
            .body
            .blocks
            .last()
            .is_some_and(|block| is_in_list(&block.within));
        if !self.body.text.is_empty() {
            self.body.text.push_str(if starts_item && follows_item {
                "\n"
            } else {
                "\n\n"
            });
        }
        for container in &self.within {
            if let Container::Item {
                marker,
                first: true,
            } = container
            {
                push_marker(&mut self.body.text, *marker);
            }
        }
        self.open_block = Some((kind, self.body.text.len()));
    }

    /// Adds text to the block.
    pub fn text(&mut self, text: &str) {
        if self.open_block.is_none() && !text.is_empty() {
            self.begin(BlockKind::Paragraph);
        }
        self.body.text.push_str(text);
    }

    /// The text of the block so far.
    pub fn block_text(&self) -> &str {
        self.open_block
            .as_ref()
            .map_or("", |(_, start)| &self.body.text[*start..])
    }

    /// Begins a span at this point; spans close in the reverse order, and all close at the end of the block.
    pub fn open_span(&mut self, kind: SpanKind) {
        if self.open_block.is_none() {
            self.begin(BlockKind::Paragraph);
        }
        let start = self.body.text.len();
        self.open_spans.push(self.body.spans.len());
        self.body.spans.push(Span {
            kind,
            range: start..start,
        });
    }

    /// Ends the innermost open span.
    pub fn close_span(&mut self) {
        if let Some(index) = self.open_spans.pop() {
            self.body.spans[index].range.end = self.body.text.len();
        }
    }

    /// The index of a link's target, for [`SpanKind::Link`] and [`SpanKind::Image`]; the same address has one index.
    pub fn link(&mut self, url: &str) -> usize {
        let links = &mut self.body.links;
        links
            .iter()
            .position(|link| link.url == url)
            .unwrap_or_else(|| {
                links.push(Link {
                    url: url.to_owned(),
                });
                links.len() - 1
            })
    }

    /// Ends the block. White space at its ends is dropped, and so is a block without text that is not a rule.
    pub fn end(&mut self) {
        while !self.open_spans.is_empty() {
            self.close_span();
        }
        let Some((kind, start)) = self.open_block.take() else {
            return;
        };
        let keeps_indent = matches!(
            kind,
            BlockKind::Code(_) | BlockKind::Verse | BlockKind::Table(_)
        );
        let text = &self.body.text[start..];
        let end = start + text.trim_end().len();
        let front = if keeps_indent {
            0
        } else {
            text.len() - text.trim_start().len()
        };
        let begin = (start + front).min(end);
        self.body.text.truncate(end);
        if begin > start {
            self.body.text.replace_range(start..begin, "");
        }
        self.fit_spans(start, begin - start);
        self.push_block(kind, start);
    }

    /// Adds a whole block of unmarked text.
    pub fn block(&mut self, kind: BlockKind, text: &str) {
        self.begin(kind);
        self.text(text);
        self.end();
    }

    /// The finished body.
    pub fn finish(mut self) -> Body {
        self.end();
        self.body
    }

    /// Moves the spans behind `start` to the front by `by` bytes, within the text, and drops those left without any.
    fn fit_spans(&mut self, start: usize, by: usize) {
        let end = self.body.text.len();
        let first = self
            .body
            .spans
            .partition_point(|span| span.range.start < start);
        for span in &mut self.body.spans[first..] {
            span.range.start = span.range.start.saturating_sub(by).clamp(start, end);
            span.range.end = span.range.end.saturating_sub(by).clamp(start, end);
        }
        let mut index = 0;
        self.body.spans.retain(|span| {
            index += 1;
            index <= first || !span.range.is_empty()
        });
    }

    fn push_block(&mut self, kind: BlockKind, start: usize) {
        let range = start..self.body.text.len();
        if range.is_empty() && kind != BlockKind::Rule {
            let known = self.body.blocks.last().map_or(0, |block| block.range.end);
            self.body.text.truncate(known);
            return;
        }
        self.body.blocks.push(Block {
            kind,
            within: self.within.clone(),
            range,
        });
        for container in &mut self.within {
            if let Container::Item { first, .. } = container {
                *first = false;
            }
        }
    }
}

fn is_in_list(within: &[Container]) -> bool {
    within
        .iter()
        .any(|container| matches!(container, Container::Item { .. }))
}

fn push_marker(text: &mut String, marker: Marker) {
    match marker {
        Marker::Bullet => text.push_str("- "),
        Marker::Number(number) => text.push_str(&format!("{number}. ")),
        Marker::Task(true) => text.push_str("[x] "),
        Marker::Task(false) => text.push_str("[ ] "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BULLET: Container = Container::Item {
        marker: Marker::Bullet,
        first: true,
    };

    #[test]
    fn blocks_are_parted_by_a_blank_line_and_items_stand_one_a_line() {
        let mut builder = BodyBuilder::default();
        builder.block(BlockKind::Paragraph, " One. ");
        for item in ["two", "three"] {
            builder.open(BULLET);
            builder.block(BlockKind::Paragraph, item);
            builder.close();
        }
        builder.block(BlockKind::Paragraph, "Four.");
        let body = builder.finish();
        assert_eq!(body.text(), "One.\n\n- two\n- three\n\nFour.");
        assert_eq!(&body.text()[body.blocks()[1].range.clone()], "two");
    }

    #[test]
    fn spans_follow_their_text_when_white_space_before_it_is_dropped() {
        let mut builder = BodyBuilder::default();
        builder.begin(BlockKind::Paragraph);
        builder.text("  ");
        builder.open_span(SpanKind::Strong);
        builder.text(" bold");
        builder.close_span();
        builder.text(" plain ");
        let body = builder.finish();
        assert_eq!(body.text(), "bold plain");
        assert_eq!(body.spans()[0].range, 0..4);
    }

    #[test]
    fn an_empty_block_leaves_no_trace() {
        let mut builder = BodyBuilder::default();
        builder.block(BlockKind::Paragraph, "One.");
        builder.open(BULLET);
        builder.block(BlockKind::Paragraph, "  ");
        builder.close();
        builder.block(BlockKind::Paragraph, "Two.");
        assert_eq!(builder.finish().text(), "One.\n\nTwo.");
    }

    #[test]
    fn chinese_counts_two_characters_as_a_word() {
        assert_eq!(Body::from_paragraphs(["日本の鉄道"]).words(), 3);
        assert_eq!(Body::from_paragraphs(["two words"]).words(), 2);
    }
}
