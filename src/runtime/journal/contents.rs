//! What the text of a journal says: records, and what could not be read of it.
//!
//! Owns that a long text is read on all cores. Does not own a line (`marks::record`) or files (`reading`).

use rayon::prelude::*;

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
    /// By number of line, from 1.
    pub(super) damaged: Vec<(usize, Damage)>,
    pub(super) foreign: usize,
    pub(super) lines: usize,
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
            lines: lines_in(text),
            ..Self::default()
        };
        record::read(text, &mut |line| match line.content {
            Content::Record(record) => contents.records.push(record),
            Content::Foreign => contents.foreign += 1,
            Content::Damaged(damage) => contents.damaged.push((line.number, damage)),
        });
        contents
    }

    /// This one, and what stands behind it.
    pub(super) fn then(mut self, mut next: Self) -> Self {
        let moved = next
            .damaged
            .iter()
            .map(|(line, damage)| (self.lines + line, *damage));
        self.damaged.extend(moved);
        self.records.append(&mut next.records);
        self.foreign += next.foreign;
        self.lines += next.lines;
        self
    }
}

/// How many bytes of complete lines a text begins with.
pub(super) fn complete(text: &[u8]) -> usize {
    memchr::memrchr(b'\n', text).map_or(0, |last| last + 1)
}

pub(super) fn lines_in(text: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', text).count()
}
