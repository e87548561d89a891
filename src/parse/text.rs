//! Plain text files: what people and tools store when they keep an article.
//!
//! Owns what a line of such a file is: title, byline, date, or a part of the text. Nothing is dropped: every word is in
//! one of the article's fields. Does not own the encoding (`decode`), what is furniture (`boilerplate`), or what makes
//! a paragraph a heading or a caption (`text::shape`).

mod blocks;
mod head;
mod line_model;
mod shape;

use super::{boilerplate, sanitize};
use crate::article::{Article, Body, Format};

/// Reads the one article of a text with line feeds as its line ends. The title is empty where no line is one.
pub(super) fn parse(text: &str) -> Article {
    let text = sanitize::text(text);
    let mut lines: Vec<&str> = text.split('\n').map(str::trim_end).collect();
    let mut folded = take_furniture(&mut lines);
    let head = head::take(&mut lines);
    if let Some(at) = head.date_line {
        folded.push((at, std::mem::take(&mut lines[at])));
        folded.sort_unstable_by_key(|(at, _)| *at);
    }
    Article {
        title: head.title,
        byline: head.byline,
        published: head.published,
        body: blocks::body(&lines),
        boilerplate: folded_lines(&folded),
        format: Format::Text,
        ..Article::default()
    }
}

/// Reads a text whose title and author are told elsewhere: its body, and the lines that are folded away.
pub(super) fn body(text: &str) -> (Body, Vec<String>) {
    let text = sanitize::text(text);
    let mut lines: Vec<&str> = text.split('\n').map(str::trim_end).collect();
    let folded = take_furniture(&mut lines);
    (blocks::body(&lines), folded_lines(&folded))
}

/// Takes out the lines that are furniture, they become empty; with their places.
fn take_furniture<'a>(lines: &mut [&'a str]) -> Vec<(usize, &'a str)> {
    let furniture = boilerplate::find(lines);
    let filled = lines.iter().filter(|line| !line.is_empty()).count();
    if furniture.len() == filled {
        // A text that is nothing but furniture is a text about it.
        return Vec::new();
    }
    furniture
        .into_iter()
        .map(|at| (at, std::mem::take(&mut lines[at])))
        .collect()
}

fn folded_lines(folded: &[(usize, &str)]) -> Vec<String> {
    folded
        .iter()
        .map(|(_, line)| sanitize::line(line))
        .collect()
}

/// Whether a line is a quotation as mail has it.
fn is_quoted(line: &str) -> bool {
    line.trim_start().starts_with('>')
}

#[cfg(test)]
mod tests;
