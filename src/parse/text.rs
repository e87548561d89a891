//! Plain text files: what people and tools store when they keep an article.
//!
//! Owns what a line of such a file is: title, byline, date, or a part of the text. Nothing is dropped: every word is in
//! one of the article's fields. Does not own the encoding (`decode`), what is furniture (`boilerplate`), or what makes
//! a paragraph a heading or a caption (`text::shape`).

mod blocks;
mod dump;
mod fields;
mod head;
mod line_model;
mod references;
mod shape;

use std::path::Path;

use super::{
    Parsed,
    boilerplate::{self, Recurring},
    date, sanitize,
};
use crate::article::{Article, Body, Format};
use references::References;

/// Reads the one article of a text with line feeds as its line ends. `name` is what a problem is reported under, `recurring`
/// are the lines that it has in common with others of its folder.
pub(super) fn parse(name: &Path, text: &str, recurring: &Recurring) -> Parsed {
    let (article, impossible) = read(text, recurring);
    super::one(name, article, impossible)
}

/// The article of a text. The title is empty where no line is one.
pub(super) fn article(text: &str, recurring: &Recurring) -> Article {
    read(text, recurring).0
}

/// The same with the date that it gives and that does not exist.
fn read(text: &str, recurring: &Recurring) -> (Article, Option<String>) {
    let text = sanitize::text(text);
    let mut lines = lines(&text);
    let fields::Head {
        mut article,
        impossible,
        lines: of_head,
    } = fields::read(&lines);
    let mut folded = take_out(&mut lines, of_head.collect());
    let references = References::of(&lines);
    folded.extend(take_out(&mut lines, references.made.clone()));
    if references.is_of_browser {
        folded.extend(dump::take_top(&mut lines, &mut article));
    }
    // What is said there of the address may be furniture, or have some below it.
    let below = head::address_below(&lines);
    let mut furniture = boilerplate::find(&lines, recurring);
    let filled = lines.iter().filter(|line| !line.is_empty()).count();
    if furniture.len() == filled {
        // A text that is nothing but furniture is a text about it.
        furniture.clear();
    }
    folded.extend(take_out(&mut lines, furniture));
    if !references.is_of_browser {
        if article.link.is_none()
            && let Some((at, address)) = head::address(&lines)
        {
            article.link = Some(address.to_owned());
            folded.extend(take_out(&mut lines, vec![at]));
        }
        if article.title.is_empty() {
            article.title = head::take_title(&mut lines);
        }
    }
    if article.link.is_none() {
        let below = below.or_else(|| head::address_below(&lines));
        article.link = below.map(str::to_owned);
    }
    let told = head::take(&mut lines, &mut article);
    folded.extend(take_out(&mut lines, told));
    folded.sort_unstable_by_key(|(at, _)| *at);
    let folded = folded.iter().filter(|(_, line)| !line.is_empty());
    let article = Article {
        body: blocks::body(&lines, &references),
        boilerplate: folded.map(|(_, line)| sanitize::line(line)).collect(),
        format: Format::Text,
        ..article
    };
    (article, impossible)
}

/// Takes lines out, they become empty. Returned are the lines as they were, with their places.
fn take_out<'a>(lines: &mut [&'a str], out: Vec<usize>) -> Vec<(usize, &'a str)> {
    let out = out.into_iter();
    out.map(|at| (at, std::mem::take(&mut lines[at]))).collect()
}

/// Reads a text whose title and author are told elsewhere, such as a letter.
pub(super) fn body(text: &str) -> Body {
    let text = sanitize::text(text);
    let lines = lines(&text);
    blocks::body(&lines, &References::of(&lines))
}

/// Bytes that the lines of most texts have on average at least, blank ones among them.
const SHORT_LINE: usize = 64;

/// The lines of a text, without white space at their ends.
fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::with_capacity(text.len() / SHORT_LINE + 8);
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        lines.push(text[start..end].trim_end());
        start = end + 1;
    }
    lines
}

/// Whether a line says who wrote a text, or when.
pub(super) fn is_signed_or_dated(line: &str) -> bool {
    head::byline(line).is_some() || head::signature(line).is_some() || date::parse(line).is_some()
}

/// Whether a line has more characters than `most`. Those of a very long or short one need not be counted.
fn is_longer(line: &str, most: usize) -> bool {
    line.len() > most && (line.len() > 4 * most || line.chars().count() > most)
}

/// Whether a line is a quotation as mail has it.
fn is_quoted(line: &str) -> bool {
    line.trim_start().starts_with('>')
}

#[cfg(test)]
mod tests;
