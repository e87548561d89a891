//! What of a page's article is furniture: lines above the text that are in its fields already, and buttons and lists
//! of other articles below it.
//!
//! Owns which blocks are folded; amid the text none is, because what looks like furniture there may be the author's.
//! Does not own which phrases are known (`parse::boilerplate`) or how a body is made anew (`furniture::rebuild`).

mod above;
mod rebuild;

pub(super) use above::tell;

use std::ops::Range;

use crate::{
    article::{Article, Block, BlockKind, Body, Container, count_words},
    parse::{
        boilerplate::{self, Recurring},
        sanitize,
    },
};

/// A shorter text is left as it is.
const FEW_WORDS: usize = 60;

/// A longer block below the text is prose.
const LONGEST_BELOW: usize = 30;

/// Folds the furniture of a body: what is left, and the folded lines.
pub(super) fn fold(body: Body, article: &Article) -> (Body, Vec<String>) {
    let folds = folds(&body, article);
    if !folds.contains(&true) {
        return (body, Vec::new());
    }
    let mut folded = Vec::new();
    for (block, _) in body
        .blocks()
        .iter()
        .zip(&folds)
        .filter(|(_, folds)| **folds)
    {
        let lines = text(&body, block).lines().map(sanitize::line);
        folded.extend(lines.filter(|line| !line.is_empty()));
    }
    (rebuild::without(&body, &folds), folded)
}

/// Whether each block is furniture.
fn folds(body: &Body, article: &Article) -> Vec<bool> {
    let blocks = body.blocks();
    let mut folds = vec![false; blocks.len()];
    if body.words() < FEW_WORDS {
        return folds;
    }
    let known = known(body);
    let above = above::find(body, article);
    let below = below(body, &known);
    let words = |range: Range<usize>| -> usize {
        blocks[range]
            .iter()
            .map(|block| count_words(text(body, block)))
            .sum()
    };
    for at in above {
        folds[at] = true;
    }
    if words(below.clone()) * 4 < body.words() {
        folds[below].fill(true);
    }
    folds
}

/// Blocks of which each line is furniture by itself or by its neighbours.
fn known(body: &Body) -> Vec<bool> {
    let blocks = body.blocks();
    let mut lines = Vec::new();
    let mut owners = Vec::new();
    let mut left = vec![0_usize; blocks.len()];
    for (at, block) in blocks.iter().enumerate() {
        if at > 0 && !(is_item(block) && is_item(&blocks[at - 1])) {
            lines.push("");
            owners.push(at);
        }
        for line in text(body, block).split('\n') {
            lines.push(line);
            owners.push(at);
            left[at] += usize::from(!line.trim().is_empty());
        }
    }
    for line in boilerplate::find(&lines, &Recurring::default()) {
        let owner = owners[line];
        left[owner] = left[owner].saturating_sub(1);
    }
    let is_text = |block: &Block| {
        !matches!(
            block.kind,
            BlockKind::Code(_) | BlockKind::Table(_) | BlockKind::Rule
        )
    };
    left.iter()
        .zip(blocks)
        .map(|(left, block)| *left == 0 && is_text(block))
        .collect()
}

/// The blocks at the end that are furniture without a gap.
fn below(body: &Body, known: &[bool]) -> Range<usize> {
    let blocks = body.blocks();
    let is_below =
        |at: &usize| known[*at] && count_words(text(body, &blocks[*at])) <= LONGEST_BELOW;
    let count = (0..blocks.len()).rev().take_while(is_below).count();
    // A single line may be the author's last word.
    let count = if count < 2 { 0 } else { count };
    blocks.len() - count..blocks.len()
}

fn text<'a>(body: &'a Body, block: &Block) -> &'a str {
    &body.text()[block.range.clone()]
}

fn is_item(block: &Block) -> bool {
    matches!(block.within.last(), Some(Container::Item { .. }))
}
