//! From a tree of HTML to a body.
//!
//! Owns where text goes: white space is what browsers make of it, marks of emphasis go on from block to block, breaks
//! part lines. Does not own what an element means (`render::elements`) or what a table is (`render::table`).

mod elements;
mod formula;
mod pictures;
mod table;

#[cfg(test)]
mod tests;

pub(super) use elements::is_hidden;

use dom_query::{NodeData, NodeRef};
use url::Url;

use pictures::Figure;

use crate::{
    article::{BlockKind, Body, BodyBuilder, SpanKind},
    parse::sanitize,
};

/// Marks of emphasis and links nested deeper than this are not kept.
const DEEPEST_SPAN: usize = 32;

/// What becomes of pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pictures {
    /// Their alternative text stands in the text.
    Told,
    /// A mark or their caption stands for them; their alternative texts are gathered.
    Marked,
}

/// What a part of a page becomes.
#[derive(Debug)]
pub(super) struct Rendered {
    /// The text.
    pub(super) body: Body,
    /// The alternative texts of pictures that are marked only.
    pub(super) alternatives: Vec<String>,
}

/// Renders what stands below a node. Addresses are resolved against `base`.
pub(super) fn render(root: &NodeRef, base: Option<&Url>, pictures: Pictures) -> Rendered {
    rendered(base, pictures, |renderer| renderer.children(root))
}

/// Renders what a frame shows, and nothing else.
pub(super) fn film(frame: &NodeRef, base: Option<&Url>) -> Body {
    rendered(base, Pictures::Marked, |renderer| renderer.film(frame)).body
}

fn rendered(base: Option<&Url>, pictures: Pictures, fill: impl FnOnce(&mut Renderer)) -> Rendered {
    let mut renderer = Renderer {
        builder: BodyBuilder::default(),
        base: base.cloned(),
        pictures,
        alternatives: Vec::new(),
        figure: Figure::default(),
        kind: BlockKind::Paragraph,
        spans: Vec::new(),
        opened: 0,
        gap: Gap::None,
        lists: Vec::new(),
    };
    fill(&mut renderer);
    renderer.end_block();
    Rendered {
        body: renderer.builder.finish(),
        alternatives: renderer.alternatives,
    }
}

/// The text below a node, with a space wherever a block or a break parts it.
pub(super) fn text(root: &NodeRef) -> String {
    let mut text = String::new();
    for node in root.descendants_it() {
        node.query(|node| match &node.data {
            NodeData::Text { contents } => text.push_str(contents),
            NodeData::Element(element) if !elements::is_inline(&element.name.local) => {
                text.push(' ')
            }
            _ => {}
        });
    }
    text
}

/// How many bytes at the beginning are words with single spaces between them.
fn even_run(text: &str) -> usize {
    /// Bytes that are looked at together.
    const MANY: usize = 16;
    let bytes = text.as_bytes();
    let is_even = |(byte, next): (&u8, &u8)| {
        !byte.is_ascii_whitespace() | ((*byte == b' ') & !next.is_ascii_whitespace())
    };
    let mut end = 0;
    while let (Some(many), Some(next)) = (
        bytes.get(end..end + MANY),
        bytes.get(end + 1..end + 1 + MANY),
    ) && many
        .iter()
        .zip(next)
        .fold(true, |all, pair| all & is_even(pair))
    {
        end += MANY;
    }
    // The end is as good as white space.
    let next = bytes[end..].iter().skip(1).chain(b" ");
    end + bytes[end..]
        .iter()
        .zip(next)
        .take_while(|pair| is_even(*pair))
        .count()
}

/// What a node of text says.
pub(super) fn own_text(node: &NodeRef) -> Option<String> {
    let text = node.query(|node| match &node.data {
        NodeData::Text { contents } => Some(contents.to_string()),
        _ => None,
    });
    text.flatten()
}

struct Renderer {
    builder: BodyBuilder,
    base: Option<Url>,
    pictures: Pictures,
    alternatives: Vec<String>,
    figure: Figure,
    /// What the next block will be.
    kind: BlockKind,
    /// The marks of emphasis and links that are open in the source, outermost first.
    spans: Vec<SpanKind>,
    /// How many of them are open in the block; the others begin with the next text.
    opened: usize,
    gap: Gap,
    /// The numbers of the next items of the open lists; `None` for bullets.
    lists: Vec<Option<u64>>,
}

/// What stands between the text so far and the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    None,
    Space,
    /// So many breaks.
    Breaks(usize),
}

impl Renderer {
    fn children(&mut self, node: &NodeRef) {
        for child in node.children_it(false) {
            match own_text(&child) {
                Some(text) => self.text(&text),
                None => self.element(&child),
            }
        }
    }

    /// Adds text: runs of white space are one space, and none at the ends of lines.
    fn text(&mut self, text: &str) {
        if matches!(self.kind, BlockKind::Code(_)) {
            return self.code(text);
        }
        let mut rest = text;
        loop {
            let bare = rest.trim_start_matches(|char: char| char.is_ascii_whitespace());
            if bare.len() < rest.len() && self.gap == Gap::None {
                self.gap = Gap::Space;
            }
            if bare.is_empty() {
                return;
            }
            let words;
            (words, rest) = bare.split_at(even_run(bare));
            self.fill_gap();
            self.open_spans();
            let clean = sanitize::text(words);
            if memchr::memchr2(b'\n', b'\t', clean.as_bytes()).is_some() {
                self.builder.text(&clean.replace(['\n', '\t'], " "));
            } else {
                self.builder.text(&clean);
            }
        }
    }

    /// Adds text whose white space stays as it is.
    fn code(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if self.builder.block_text().is_empty() {
            self.builder.begin(self.kind.clone());
        }
        self.gap = Gap::None;
        self.open_spans();
        self.builder.text(&sanitize::text(text));
    }

    /// Puts what parts the text so far from the next. Two breaks in running text part paragraphs.
    fn fill_gap(&mut self) {
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        if let (Gap::Breaks(2..), BlockKind::Paragraph) = (gap, &self.kind) {
            self.end_text();
        }
        let so_far = self.builder.block_text();
        if so_far.is_empty() {
            self.builder.begin(self.kind.clone());
            self.opened = 0;
            return;
        }
        if so_far.ends_with(['\t', '\n']) {
            return;
        }
        match (gap, &self.kind) {
            (Gap::None, _) => {}
            (Gap::Breaks(_), BlockKind::Paragraph | BlockKind::Caption) => self.builder.text("\n"),
            _ => self.builder.text(" "),
        }
    }

    fn open_spans(&mut self) {
        for kind in &self.spans[self.opened..] {
            self.builder.open_span(*kind);
        }
        self.opened = self.spans.len();
    }

    /// Begins a mark of emphasis or a link; false if it is nested too deep to be kept.
    fn open_span(&mut self, kind: SpanKind) -> bool {
        let is_kept = self.spans.len() < DEEPEST_SPAN;
        if is_kept {
            self.spans.push(kind);
        }
        is_kept
    }

    fn close_span(&mut self) {
        if self.opened == self.spans.len() {
            self.builder.close_span();
            self.opened -= 1;
        }
        self.spans.pop();
    }

    fn line_break(&mut self) {
        if matches!(self.kind, BlockKind::Code(_)) {
            return self.code("\n");
        }
        self.gap = match self.gap {
            Gap::Breaks(count) => Gap::Breaks(count + 1),
            Gap::None | Gap::Space => Gap::Breaks(1),
        };
    }

    fn end_text(&mut self) {
        self.builder.end();
        self.opened = 0;
    }

    fn end_block(&mut self) {
        self.end_text();
        self.gap = Gap::None;
    }
}
