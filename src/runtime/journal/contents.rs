//! What the text of a journal says: records, and what could not be read of it.
//!
//! Owns that a long text is read on all cores. Does not own a line (`marks::record`) or files (`reading`).

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::marks::{
    Record,
    record::{self, Content, Damage},
};

/// How many bytes one core reads at a time.
const PIECE: usize = 1 << 20;

/// What the text of a journal says.
#[derive(Debug, Default)]
pub(super) struct Contents {
    pub(super) records: Vec<Record>,
    pub(super) lines: Lines,
}

/// The lines of a journal, and what could not be read of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Lines {
    pub(super) count: usize,
    /// By number of line, from 1.
    pub(super) damaged: Vec<(usize, Damage)>,
    /// How many are of a newer version.
    pub(super) foreign: usize,
}

impl Lines {
    /// Of lines that are all well.
    pub(super) fn of(text: &[u8]) -> Self {
        Self {
            count: memchr::memchr_iter(b'\n', text).count(),
            ..Self::default()
        }
    }

    /// Takes in the lines that stand behind these.
    pub(super) fn extend(&mut self, next: &Self) {
        let moved = next.damaged.iter();
        let moved = moved.map(|(line, damage)| (self.count + line, *damage));
        self.damaged.extend(moved);
        self.count += next.count;
        self.foreign += next.foreign;
    }
}

impl Contents {
    /// Reads complete lines on all cores: most of a start with many marks is spent here.
    pub(super) fn of_lines(text: &[u8]) -> Self {
        if text.len() <= PIECE {
            return Self::of(text);
        }
        let mut pieces = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let wished = PIECE.min(rest.len());
            let end =
                memchr::memchr(b'\n', &rest[wished..]).map_or(rest.len(), |at| wished + at + 1);
            let (piece, more) = rest.split_at(end);
            pieces.push(piece);
            rest = more;
        }
        let all: Vec<Self> = pieces.into_par_iter().map(Self::of).collect();
        all.into_iter().fold(Self::default(), Self::then)
    }

    pub(super) fn of(text: &[u8]) -> Self {
        let mut contents = Self {
            lines: Lines::of(text),
            ..Self::default()
        };
        record::read(text, &mut |line| match line.content {
            Content::Record(record) => contents.records.push(record),
            Content::Foreign => contents.lines.foreign += 1,
            Content::Damaged(damage) => contents.lines.damaged.push((line.number, damage)),
        });
        contents
    }

    /// This one, and what stands behind it.
    pub(super) fn then(mut self, mut next: Self) -> Self {
        self.records.append(&mut next.records);
        self.lines.extend(&next.lines);
        self
    }
}

/// How many bytes of complete lines a text begins with.
pub(super) fn complete(text: &[u8]) -> usize {
    memchr::memrchr(b'\n', text).map_or(0, |last| last + 1)
}
