//! Markdown files: front matter, then CommonMark with tables, footnotes, task lists and the HTML that people mix in.
//!
//! Owns what an article's title and date are where the head does not say. Does not own the head (`front_matter`) or
//! how the text becomes blocks (`markdown::render`).

mod html;
mod inline;
mod render;
mod tables;

use std::path::Path;

use super::{Parsed, date, front_matter, sanitize};
use crate::article::{Article, Format, When};

/// Reads the one article of a Markdown file. The title is empty where neither the head nor a first heading gives one.
pub(super) fn parse(name: &Path, text: &str) -> Parsed {
    let front = front_matter::read(name, text);
    let head = front.article;
    let given = inline::plain(&head.title);
    let plain = |field: Option<String>| {
        let text = field.map(|field| inline::plain(&field));
        text.filter(|text| !text.is_empty())
    };
    let (heading, body) = render::render(&front.body, &given);
    let article = Article {
        title: if given.is_empty() {
            heading.unwrap_or_default()
        } else {
            given
        },
        byline: plain(head.byline),
        summary: plain(head.summary),
        published: head.published.or_else(|| date_of_name(name)),
        body,
        format: Format::Markdown,
        ..head
    };
    Parsed {
        articles: vec![article],
        problems: front.problem.into_iter().collect(),
    }
}

/// The day that a file's name begins with, as Jekyll has it: `2014-03-12-title.md`.
fn date_of_name(name: &Path) -> Option<When> {
    let stem = sanitize::line(&name.file_stem()?.to_string_lossy());
    let (day, rest) = stem.split_at_checked(10)?;
    let is_day = day.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    (is_day && !rest.starts_with(|char: char| char.is_alphanumeric()))
        .then(|| date::parse(day))
        .flatten()
}
