//! Whole pages as text browsers print them (`lynx -dump`, `elinks -dump`): menus first, text set in from the margin, and
//! headings that stand out of it.
//!
//! Owns where the article begins. Does not own how such a page is known, which is by its list of addresses (`references`).

use std::ops::Range;

use super::shape;
use crate::{article::Article, parse::sanitize};

/// Columns that text is set in by.
const MARGIN: &str = "   ";

/// Bytes of a paragraph that is prose, not a label.
const PROSE: usize = 150;

/// Bytes for each link that prose has at least.
const FOR_A_LINK: usize = 45;

/// Further blocks behind the first prose within which there must be more: a notice above a menu is none.
const NEAR: usize = 5;

/// Blocks above the prose among which its heading is.
const REACH: usize = 12;

/// So many times the text above a title is there below it at least.
const ABOVE: usize = 2;

/// Bytes of a line that may be more than a label.
const LABEL: usize = 50;

/// Bytes of a title.
const TITLE: Range<usize> = 12..300;

/// Whether most lines are set in as a text browser does it.
pub(super) fn is_set_in(lines: &[&str]) -> bool {
    let filled = || lines.iter().filter(|line| !line.is_empty());
    filled().filter(|line| line.starts_with(MARGIN)).count() * 2 > filled().count()
}

/// Takes the title out of a page, where its article begins, with all that stands above it: those lines are returned, with
/// their places, to be folded. The margin of the rest is taken away.
pub(super) fn take_top<'a>(lines: &mut [&'a str], article: &mut Article) -> Vec<(usize, &'a str)> {
    let mut above = Vec::new();
    if article.title.is_empty()
        && let Some(title) = title(lines)
    {
        article.title = sanitize::line(&lines[title.clone()].join(" "));
        above = super::take_out(lines, (0..title.start).collect());
        lines[title].fill("");
    }
    for line in lines {
        *line = line.strip_prefix(MARGIN).unwrap_or(line);
    }
    above
}

/// The lines of the title, which is the heading above the first prose; nothing where none stands there.
fn title(lines: &[&str]) -> Option<Range<usize>> {
    let blocks: Vec<&[&str]> = lines.split(|line| line.is_empty()).collect();
    let filled: Vec<usize> = (0..blocks.len())
        .filter(|at| !blocks[*at].is_empty())
        .collect();
    let is_prose = |at: &usize| is_prose(blocks[*at]);
    let first = (0..filled.len())
        .find(|at| is_prose(&filled[*at]) && filled[at + 1..].iter().take(NEAR).any(is_prose))?;
    let heading = filled[..first]
        .iter()
        .rev()
        .take(REACH)
        .find(|at| is_heading(blocks[**at]))?;
    // A block is followed by the empty line that ends it.
    let lengths = blocks[..*heading].iter().map(|block| block.len() + 1);
    let start: usize = lengths.sum();
    let title = start..start + blocks[*heading].len();
    // A page whose text is made of lists has its first prose below it.
    let (above, below) = (text(&lines[..start]), text(&lines[title.end..]));
    (above * ABOVE <= below).then_some(title)
}

/// Bytes of the lines that are longer than labels, and no links.
fn text(lines: &[&str]) -> usize {
    let is_text = |line: &&str| line.len() >= LABEL && !line.contains('[');
    lines
        .iter()
        .copied()
        .filter(|line| is_text(line))
        .map(str::len)
        .sum()
}

fn is_prose(block: &[&str]) -> bool {
    let links: usize = block.iter().map(|line| line.matches('[').count()).sum();
    block.len() > 1
        && block.iter().all(|line| line.starts_with(MARGIN))
        && shape::item(block[0].trim_start()).is_none()
        && bytes(block) >= PROSE.max(links * FOR_A_LINK)
}

/// Headings begin at the edge, or are centred.
fn is_heading(block: &[&str]) -> bool {
    let stands_out = |line: &&str| shape::indent(line) != MARGIN.len();
    block.len() <= 3
        && block.iter().all(stands_out)
        && TITLE.contains(&bytes(block))
        && !block.iter().any(|line| line.contains(['[', '#']))
        && !super::is_signed_or_dated(block[0])
        && shape::item(block[0].trim_start()).is_none()
}

/// Bytes of a block without its margin.
fn bytes(block: &[&str]) -> usize {
    block.iter().map(|line| line.trim().len()).sum()
}
