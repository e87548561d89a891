//! What a body is beside its text, so that both can be stored apart and put together again.
//!
//! Does not own how it is stored (`library`).

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Block, Body, Link, Span};

/// What a body is beside its text, as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Structure {
    blocks: Vec<Block>,
    spans: Vec<Span>,
    links: Vec<Link>,
}

/// A [`Structure`] that is borrowed from its body, to be written.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct StructureRef<'a> {
    blocks: &'a [Block],
    spans: &'a [Span],
    links: &'a [Link],
}

impl Body {
    /// A body of parts that were taken from one; `None` where they do not fit together.
    pub fn from_parts(text: String, structure: Structure, words: usize) -> Option<Self> {
        let Structure {
            blocks,
            spans,
            links,
        } = structure;
        let fits = |range: &Range<usize>| text.get(range.clone()).is_some();
        let target = |span: &Span| {
            let index = span.kind.target();
            index.is_none_or(|index| index < links.len())
        };
        let is_whole = blocks.iter().all(|block| fits(&block.range))
            && spans.iter().all(|span| fits(&span.range) && target(span));
        is_whole.then_some(Self {
            text,
            blocks,
            spans,
            links,
            words,
        })
    }

    /// What the body is beside its text.
    pub fn structure(&self) -> StructureRef<'_> {
        StructureRef {
            blocks: &self.blocks,
            spans: &self.spans,
            links: &self.links,
        }
    }
}
