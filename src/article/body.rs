//! An article's text, held once: one string, and blocks and spans that point into it.
//!
//! The string is what `--full` prints and what search looks through: blocks parted by one blank line, list items and
//! table rows one a line. Markup never repeats text, so a place in the text is a byte offset everywhere in the program.
//! Does not own how it is built (`body::builder`) or laid out (`typeset`).

mod builder;
mod structure;
mod words;

pub use builder::BodyBuilder;
pub use structure::{Structure, StructureRef};
pub use words::count_words;

use std::{collections::HashMap, ops::Range, sync::Arc};

use serde::{Deserialize, Serialize};

/// The text of an article with its structure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    text: String,
    blocks: Vec<Block>,
    spans: Vec<Span>,
    links: Vec<Link>,
    words: usize,
}

/// One block: a stretch of the text that is set as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// How it is set.
    pub kind: BlockKind,
    /// The quotations and list items it stands in, outermost first. Blocks that follow each other in the same ones share
    /// them, as there may be many of both.
    pub within: Arc<[Container]>,
    /// Its bytes in the text, without the list marker. Empty for a rule.
    pub range: Range<usize>,
}

/// How a block is set. A line feed inside a paragraph is a forced line break.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Container {
    /// A quotation.
    Quote {
        /// Whether this block is the one it begins with: two of them may follow each other.
        first: bool,
    },
    /// A list item. `first` is true for the block that bears the marker.
    Item {
        /// What is drawn before the item.
        marker: Marker,
        /// Whether this block is the one the marker is drawn before.
        first: bool,
    },
}

impl Block {
    /// What a block stands in behind another.
    fn shared(within: &[Container], before: Option<&Self>) -> Arc<[Container]> {
        match before {
            Some(before) if *before.within == *within => Arc::clone(&before.within),
            _ => within.into(),
        }
    }
}

impl Container {
    /// A quotation that begins.
    pub const QUOTE: Self = Self::Quote { first: true };

    /// Whether it is a quotation.
    pub fn is_quote(&self) -> bool {
        matches!(self, Self::Quote { .. })
    }
}

/// What is drawn before a list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Marker {
    /// A bullet; `- ` in the text.
    Bullet,
    /// A number; `7. ` in the text.
    Number(u64),
    /// A box, ticked or not; `[x] ` or `[ ] ` in the text.
    Task(bool),
}

/// How a table's column is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// How it differs.
    pub kind: SpanKind,
    /// Its bytes in the text.
    pub range: Range<usize>,
}

/// How a span differs from its block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// A film, a sound or a page that is shown amid the text, by its index in [`Body::links`].
    Embed(usize),
    /// Above the line, as an exponent.
    Raised,
    /// Below the line, as an index.
    Lowered,
}

impl SpanKind {
    /// Where it leads: an index in [`Body::links`].
    pub fn target(mut self) -> Option<usize> {
        self.target_mut().copied()
    }

    fn target_mut(&mut self) -> Option<&mut usize> {
        match self {
            Self::Link(index) | Self::Image(index) | Self::Embed(index) => Some(index),
            _ => None,
        }
    }

    /// The same span where other links stand before those of its body.
    fn with_links_from(self, first: usize) -> Self {
        self.map_target(|index| index + first)
    }

    /// The same span, leading elsewhere.
    pub fn map_target(mut self, change: impl FnOnce(usize) -> usize) -> Self {
        if let Some(index) = self.target_mut() {
            *index = change(*index);
        }
        self
    }
}

/// Where a link, a picture or a film leads. The address is as the author wrote it, and untrusted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The address.
    pub url: String,
    /// What is said of a picture or a film; empty where that stands in the text, or nowhere.
    pub shows: String,
}

/// What stands in the text for a picture or a film that has no words there.
pub const PICTURE: &str = "…";

impl Body {
    /// A body of plain paragraphs.
    pub fn from_paragraphs<'a>(paragraphs: impl IntoIterator<Item = &'a str>) -> Self {
        let mut builder = BodyBuilder::default();
        for paragraph in paragraphs {
            builder.block(BlockKind::Paragraph, paragraph);
        }
        builder.finish()
    }

    /// Adds another body below.
    pub fn append(&mut self, other: Self) {
        if other.blocks.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let (shift, links) = (self.text.len(), self.links.len());
        let moved = |range: Range<usize>| range.start + shift..range.end + shift;
        self.text.push_str(&other.text);
        self.blocks
            .extend(other.blocks.into_iter().map(|block| Block {
                range: moved(block.range),
                ..block
            }));
        self.spans.extend(other.spans.into_iter().map(|span| Span {
            kind: span.kind.with_links_from(links),
            range: moved(span.range),
        }));
        self.links.extend(other.links);
        self.words += other.words;
    }

    /// The body without some of its blocks: `dropped` says of each whether it is.
    pub fn without(&self, dropped: &[bool]) -> Self {
        let mut body = Self::default();
        let (mut end, mut spans, mut follows_gap) = (0, self.spans.as_slice(), false);
        for (block, is_dropped) in self.blocks.iter().zip(dropped) {
            let before = &self.text[end..block.range.start];
            end = block.range.end;
            let count =
                spans.partition_point(|span| span.range.start < end.max(block.range.start + 1));
            let (own, behind) = spans.split_at(count);
            spans = behind;
            if *is_dropped {
                follows_gap = true;
                continue;
            }
            // Blank lines and the marker, if it has one.
            let marker = before.trim_start_matches('\n');
            let gap = match (body.text.is_empty(), std::mem::take(&mut follows_gap)) {
                (true, _) => "",
                (_, true) => "\n\n",
                _ => &before[..before.len() - marker.len()],
            };
            body.text.push_str(gap);
            body.text.push_str(marker);
            let (from, to) = (block.range.start, body.text.len());
            let moved = |range: &Range<usize>| range.start - from + to..range.end - from + to;
            body.text.push_str(&self.text[block.range.clone()]);
            body.blocks.push(Block {
                range: moved(&block.range),
                ..block.clone()
            });
            body.spans.extend(own.iter().map(|span| Span {
                range: moved(&span.range),
                ..span.clone()
            }));
        }
        body.take_links(&self.links);
        body.words = count_words(&body.text);
        body
    }

    /// Takes from the links of another body those that the spans, which are from there, lead to.
    fn take_links(&mut self, from: &[Link]) {
        let mut known = HashMap::new();
        for span in &mut self.spans {
            if let Some(index) = span.kind.target_mut() {
                let next = known.len();
                let own = *known.entry(*index).or_insert(next);
                if own == self.links.len() {
                    self.links.push(from[*index].clone());
                }
                *index = own;
            }
        }
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

    /// The spans as `Kind text`, with the address of links and pictures, for tests to compare.
    #[cfg(test)]
    pub(crate) fn told_spans(&self) -> Vec<String> {
        let told = |span: &Span| {
            let words = &self.text[span.range.clone()];
            match span.kind {
                SpanKind::Link(index) => format!("Link {words} -> {}", self.links[index].url),
                SpanKind::Image(index) => format!("Image {words} -> {}", self.links[index].url),
                kind => format!("{kind:?} {words}"),
            }
        };
        self.spans.iter().map(told).collect()
    }

    /// The targets of links, pictures and films, in the order of their first use.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// Words, counted once when the body was built; in scripts without spaces, two characters count as one.
    pub fn words(&self) -> usize {
        self.words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A paragraph with a link to an address, which is its text too, and a list of two items.
    fn linked(url: &str) -> Body {
        let mut builder = BodyBuilder::default();
        builder.begin(BlockKind::Paragraph);
        builder.text("See ");
        let link = builder.link(url);
        builder.open_span(SpanKind::Link(link));
        builder.text(url);
        builder.end();
        for item in ["one", "two"] {
            builder.open(Container::Item {
                marker: Marker::Bullet,
                first: true,
            });
            builder.block(BlockKind::Paragraph, item);
            builder.close();
        }
        builder.finish()
    }

    /// What each span covers, and where it leads.
    fn spans(body: &Body) -> Vec<(&str, &str)> {
        let mut found = Vec::new();
        for span in &body.spans {
            let SpanKind::Link(index) = span.kind else {
                continue;
            };
            found.push((
                &body.text[span.range.clone()],
                body.links[index].url.as_str(),
            ));
        }
        found
    }

    #[test]
    fn bodies_are_set_one_below_the_other() {
        let mut body = linked("a");
        body.append(linked("b"));
        body.append(Body::default());
        assert_eq!(
            body.text(),
            "See a\n\n- one\n- two\n\nSee b\n\n- one\n- two"
        );
        assert_eq!(spans(&body), [("a", "a"), ("b", "b")]);
        assert_eq!(&body.text()[body.blocks()[5].range.clone()], "two");
        assert_eq!(body.words(), 8);
        let mut empty = Body::default();
        empty.append(linked("a"));
        assert_eq!(empty, linked("a"));
    }

    #[test]
    fn blocks_are_taken_out_with_their_marks() {
        let mut body = linked("a");
        body.append(linked("b"));
        let without = |dropped: [bool; 6]| body.without(&dropped);
        assert_eq!(without([false; 6]), body);
        let end = without([true, true, false, false, false, true]);
        assert_eq!(end.text(), "- two\n\nSee b\n\n- one");
        assert_eq!((spans(&end), end.links().len()), (vec![("b", "b")], 1));
        assert_eq!(&end.text()[end.blocks()[2].range.clone()], "one");
        assert_eq!(
            without([false, true, false, true, true, true]).text(),
            "See a\n\n- two"
        );
        assert_eq!(without([true; 6]).text(), "");
        assert_eq!(end.words(), 4);
    }
}
