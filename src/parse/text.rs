//! Plain text files: what people and tools store when they keep an article.
//!
//! Owns what a line of such a file is: title, byline, date, or a part of the text. Nothing is dropped: every word is in
//! one of the article's fields. Does not own the encoding (`decode`), what is furniture (`boilerplate`), or what makes
//! a paragraph a heading or a caption (`text::shape`).

mod blocks;
mod head;
mod line_model;
mod shape;

use super::{
    boilerplate::{self, Recurring},
    date, sanitize,
};
use crate::article::{Article, Body, Format};

/// Reads the one article of a text with line feeds as its line ends. The title is empty where no line is one. `recurring`
/// are the lines that it has in common with others of its folder.
pub(super) fn parse(text: &str, recurring: &Recurring) -> Article {
    let text = sanitize::text(text);
    let mut lines = lines(&text);
    let mut furniture = boilerplate::find(&lines, recurring);
    let filled = lines.iter().filter(|line| !line.is_empty()).count();
    if furniture.len() == filled {
        // A text that is nothing but furniture is a text about it.
        furniture.clear();
    }
    let mut folded: Vec<(usize, &str)> = furniture
        .into_iter()
        .map(|at| (at, std::mem::take(&mut lines[at])))
        .collect();
    let head = head::take(&mut lines);
    folded.extend(
        head.told
            .into_iter()
            .map(|at| (at, std::mem::take(&mut lines[at]))),
    );
    folded.sort_unstable_by_key(|(at, _)| *at);
    Article {
        title: head.title,
        byline: head.byline,
        published: head.published,
        body: blocks::body(&lines),
        boilerplate: folded
            .iter()
            .map(|(_, line)| sanitize::line(line))
            .collect(),
        format: Format::Text,
        ..Article::default()
    }
}

/// Reads a text whose title and author are told elsewhere, such as a letter.
pub(super) fn body(text: &str) -> Body {
    let text = sanitize::text(text);
    blocks::body(&lines(&text))
}

/// The lines of a text, without white space at their ends.
fn lines(text: &str) -> Vec<&str> {
    let ends = || memchr::memchr_iter(b'\n', text.as_bytes());
    let mut lines = Vec::with_capacity(ends().count() + 1);
    let mut start = 0;
    for end in ends().chain([text.len()]) {
        lines.push(text[start..end].trim_end());
        start = end + 1;
    }
    lines
}

/// Whether a line says who wrote a text, or when.
pub(super) fn is_signed_or_dated(line: &str) -> bool {
    head::byline(line).is_some() || head::signature(line).is_some() || date::parse(line).is_some()
}

/// Whether a line is a quotation as mail has it.
fn is_quoted(line: &str) -> bool {
    line.trim_start().starts_with('>')
}

#[cfg(test)]
mod tests;
