//! From a file's bytes to articles: `(name, bytes) -> Parsed`. Parsing never fails, it returns articles *and* problems.
//!
//! One file a format below this one. Does not own files: what is read is handed in.

mod sanitize;

mod date;

mod front_matter;

mod markdown;

use std::path::Path;

use crate::article::{Article, Body, Problem};

/// What was found in one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// The articles, in the file's order.
    pub articles: Vec<Article>,
    /// What was skipped, cut or guessed at.
    pub problems: Vec<Problem>,
}

/// Reads the articles of a file. `name` helps to tell the format and is what problems are reported under.
pub fn parse(name: &Path, bytes: &[u8]) -> Parsed {
    let text = String::from_utf8_lossy(bytes);
    let extension = name
        .extension()
        .and_then(|e| e.to_str())
        .unwrap_or_default();
    if ["md", "markdown", "mdown", "mkd"].contains(&extension) {
        let mut parsed = markdown::parse(name, &text.replace("\r\n", "\n"));
        for article in &mut parsed.articles {
            if article.title.is_empty() {
                article.title =
                    sanitize::line(&name.file_stem().unwrap_or_default().to_string_lossy());
            }
        }
        return parsed;
    }
    let mut lines = text.lines();
    let title = lines.next().unwrap_or_default().to_owned();
    let title = if title.is_empty() {
        name.display().to_string()
    } else {
        title
    };
    let body = Body::from_paragraphs(lines);
    Parsed {
        articles: vec![Article {
            title,
            body,
            ..Article::default()
        }],
        problems: Vec::new(),
    }
}

/// Text of the outside world, such as a file's name, in one line that is safe to show.
pub fn visible(text: &str) -> String {
    text.chars()
        .map(|char| {
            if char.is_control() {
                char::REPLACEMENT_CHARACTER
            } else {
                char
            }
        })
        .collect()
}
