//! Builds an article's text from front to back.
//!
//! Owns what parts blocks in the text, where markers stand, and that no block or span lies outside of the text or is
//! empty. Does not own what a body is (`body`) or where its blocks come from (`parse`).

use std::collections::HashMap;

use super::{Block, BlockKind, Body, Container, Link, Marker, Span, SpanKind};

/// Spans nested deeper than this are not kept: no screen can show them, and layouts would go through all of them for
/// each letter.
const DEEPEST_SPAN: usize = 64;

/// Builds a [`Body`] from front to back, as parsers' events come in.
///
/// Text between `begin` and `end` belongs to a block; what is pushed outside of a block is an error of the caller and
/// opens a paragraph, so that no text is ever lost.
#[derive(Debug, Default)]
pub struct BodyBuilder {
    body: Body,
    within: Vec<Container>,
    open_block: Option<(BlockKind, usize)>,
    /// Indices of spans that are open, outermost first; `None` for one that is nested too deep to be kept.
    open_spans: Vec<Option<usize>>,
    links: HashMap<String, usize>,
}

impl BodyBuilder {
    /// A builder of a body that has about so many bytes of text.
    pub fn with_room(bytes: usize) -> Self {
        let mut builder = Self::default();
        builder.body.text.reserve(bytes);
        builder
    }

    /// Enters a quotation or a list item.
    pub fn open(&mut self, container: Container) {
        self.end();
        self.within.push(container);
    }

    /// Leaves the innermost quotation or list item. An item that had no text is dropped; its number, if it has one, is
    /// then a paragraph: a year on a line of its own looks like one.
    pub fn close(&mut self) {
        self.end();
        if let Some(Container::Item {
            marker: Marker::Number(number),
            first: true,
        }) = self.within.pop()
        {
            self.block(BlockKind::Paragraph, &format!("{number}."));
        }
    }

    /// How deep the containers are nested at this point.
    pub fn depth(&self) -> usize {
        self.within.len()
    }

    /// Whether no block has been finished yet that has text or is a rule.
    pub fn is_empty(&self) -> bool {
        self.body.blocks.is_empty()
    }

    /// Gives the innermost list item a box, ticked or not, as long as it has no text.
    pub fn tick(&mut self, is_done: bool) {
        if let Some(Container::Item {
            marker,
            first: true,
        }) = self.within.last_mut()
        {
            *marker = Marker::Task(is_done);
        }
    }

    /// Begins a block; ends the one before it. A rule has no text: it is finished at once.
    pub fn begin(&mut self, kind: BlockKind) {
        self.end();
        if kind == BlockKind::Rule {
            self.push_block(kind, self.body.text.len());
            return;
        }
        let starts_item = bears_marker(&self.within);
        // Items stand one a line as long as they are one block each.
        let follows_item = self
            .body
            .blocks
            .last()
            .is_some_and(|block| bears_marker(&block.within));
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
        if self.open_spans.len() >= DEEPEST_SPAN {
            self.open_spans.push(None);
            return;
        }
        let start = self.body.text.len();
        self.open_spans.push(Some(self.body.spans.len()));
        self.body.spans.push(Span {
            kind,
            range: start..start,
        });
    }

    /// Ends the innermost open span.
    pub fn close_span(&mut self) {
        if let Some(index) = self.open_spans.pop().flatten() {
            self.body.spans[index].range.end = self.body.text.len();
        }
    }

    /// Whether a span of such a kind is open.
    pub fn is_within(&self, is_such: impl Fn(SpanKind) -> bool) -> bool {
        let mut open = self.open_spans.iter().take(DEEPEST_SPAN).flatten();
        open.any(|index| is_such(self.body.spans[*index].kind))
    }

    /// The index of a link's target, for [`SpanKind::Link`] and its like; the same address has one index.
    pub fn link(&mut self, url: &str) -> usize {
        if let Some(index) = self.links.get(url) {
            return *index;
        }
        let index = self.body.links.len();
        self.body.links.push(Link {
            url: url.to_owned(),
            shows: String::new(),
        });
        self.links.insert(url.to_owned(), index);
        index
    }

    /// Tells what is said of the picture or film at the end of a link, where nothing has been told of it.
    pub fn tell(&mut self, link: usize, shows: &str) {
        if let Some(link) = self
            .body
            .links
            .get_mut(link)
            .filter(|link| link.shows.is_empty())
        {
            shows.clone_into(&mut link.shows);
        }
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

    /// Takes the open block back out and returns its text, without white space at its ends.
    pub fn take(&mut self) -> String {
        self.open_spans.clear();
        let Some((_, start)) = self.open_block.take() else {
            return String::new();
        };
        let text = self.body.text.split_off(start);
        let spans = &mut self.body.spans;
        spans.truncate(spans.partition_point(|span| span.range.start < start));
        self.drop_separator();
        text.trim().to_owned()
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
        self.body.words = super::count_words(&self.body.text);
        self.body
    }

    /// Moves the spans behind `start` to the front by `by` bytes, within the text, and drops those left without any.
    fn fit_spans(&mut self, start: usize, by: usize) {
        let end = self.body.text.len();
        let first = self
            .body
            .spans
            .partition_point(|span| span.range.start < start);
        if first == self.body.spans.len() {
            return;
        }
        let behind = self.body.spans.split_off(first);
        self.body
            .spans
            .extend(behind.into_iter().filter_map(|mut span| {
                span.range.start = span.range.start.saturating_sub(by).clamp(start, end);
                span.range.end = span.range.end.saturating_sub(by).clamp(start, end);
                (!span.range.is_empty()).then_some(span)
            }));
    }

    fn push_block(&mut self, kind: BlockKind, start: usize) {
        let range = start..self.body.text.len();
        if range.is_empty() && kind != BlockKind::Rule {
            self.drop_separator();
            return;
        }
        let within = Block::shared(&self.within, self.body.blocks.last());
        self.body.blocks.push(Block {
            kind,
            within,
            range,
        });
        for container in &mut self.within {
            let (Container::Item { first, .. } | Container::Quote { first }) = container;
            *first = false;
        }
    }

    /// Drops what was put before a block that did not come: blank line and markers.
    fn drop_separator(&mut self) {
        let known = self.body.blocks.last().map_or(0, |block| block.range.end);
        self.body.text.truncate(known);
    }
}

/// Whether a block in these containers is one that a list marker stands before.
fn bears_marker(within: &[Container]) -> bool {
    within
        .iter()
        .any(|container| matches!(container, Container::Item { first: true, .. }))
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
    fn blocks_in_the_same_containers_share_them() {
        let mut builder = BodyBuilder::default();
        builder.open(Container::QUOTE);
        for text in ["one", "two", "three"] {
            builder.block(BlockKind::Paragraph, text);
        }
        let body = builder.finish();
        let stored = postcard::to_stdvec(&body.structure()).unwrap();
        let structure = postcard::from_bytes(&stored).unwrap();
        let read = Body::from_parts(body.text().to_owned(), structure, 3).unwrap();
        assert_eq!(read, body);
        for body in [body, read] {
            let within = |at: usize| &body.blocks()[at].within;
            assert_ne!(within(0), within(1), "the first block begins the quotation");
            assert!(std::sync::Arc::ptr_eq(within(1), within(2)));
        }
    }

    #[test]
    fn a_rule_is_a_block_without_text() {
        let mut builder = BodyBuilder::default();
        builder.block(BlockKind::Paragraph, "One.");
        builder.begin(BlockKind::Rule);
        builder.text("Two.");
        let body = builder.finish();
        assert_eq!(body.text(), "One.\n\nTwo.");
        let kinds: Vec<_> = body.blocks().iter().map(|block| &block.kind).collect();
        let expected = [
            &BlockKind::Paragraph,
            &BlockKind::Rule,
            &BlockKind::Paragraph,
        ];
        assert_eq!(kinds, expected);
    }

    #[test]
    fn a_block_that_is_taken_back_leaves_no_trace() {
        let mut builder = BodyBuilder::default();
        builder.block(BlockKind::Paragraph, "One.");
        builder.begin(BlockKind::Heading(1));
        builder.open_span(SpanKind::Strong);
        builder.text(" Two ");
        assert_eq!(builder.take(), "Two");
        builder.close_span();
        builder.text("Three.");
        let body = builder.finish();
        assert_eq!(body.text(), "One.\n\nThree.");
        assert_eq!(body.spans(), []);
    }

    #[test]
    fn an_item_of_two_blocks_is_followed_by_a_blank_line() {
        let mut builder = BodyBuilder::default();
        for blocks in [["one", "two"], ["three", ""]] {
            builder.open(BULLET);
            builder.tick(true);
            for block in blocks {
                builder.block(BlockKind::Paragraph, block);
            }
            builder.close();
        }
        assert_eq!(builder.finish().text(), "[x] one\n\ntwo\n\n[x] three");
    }

    #[test]
    fn an_address_has_one_index() {
        let mut builder = BodyBuilder::default();
        assert_eq!(builder.link("a"), 0);
        assert_eq!(builder.link("b"), 1);
        assert_eq!(builder.link("a"), 0);
        assert_eq!(builder.finish().links().len(), 2);
    }

    #[test]
    fn spans_nested_too_deep_to_be_seen_are_not_kept() {
        let mut builder = BodyBuilder::default();
        for _ in 0..1_000 {
            builder.open_span(SpanKind::Strong);
        }
        builder.text("bold");
        for _ in 0..1_000 {
            builder.close_span();
        }
        builder.text(" plain");
        let body = builder.finish();
        assert_eq!(body.spans().len(), DEEPEST_SPAN);
        assert!(body.spans().iter().all(|span| span.range == (0..4)));
    }

    #[test]
    fn a_number_on_a_line_of_its_own_is_not_lost() {
        let mut builder = BodyBuilder::default();
        builder.open(Container::Item {
            marker: Marker::Number(2015),
            first: true,
        });
        builder.close();
        builder.block(BlockKind::Paragraph, "A year.");
        assert_eq!(builder.finish().text(), "2015.\n\nA year.");
    }
}
