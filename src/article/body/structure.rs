//! What a body is beside its text, so that both can be stored apart and put together again.
//!
//! Does not own how it is stored (`library`).

use std::{fmt, ops::Range};

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{SeqAccess, Visitor},
};

use super::{Block, Body, Link, Span};

/// What a body is beside its text, as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Structure {
    #[serde(deserialize_with = "blocks")]
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

/// Reads blocks, which share again what they stand in.
fn blocks<'de, D: Deserializer<'de>>(stored: D) -> Result<Vec<Block>, D::Error> {
    struct Blocks;
    impl<'de> Visitor<'de> for Blocks {
        type Value = Vec<Block>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("blocks")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut stored: A) -> Result<Vec<Block>, A::Error> {
            let mut blocks: Vec<Block> = Vec::new();
            while let Some(mut block) = stored.next_element::<Block>()? {
                block.within = Block::shared(&block.within, blocks.last());
                blocks.push(block);
            }
            Ok(blocks)
        }
    }
    stored.deserialize_seq(Blocks)
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
