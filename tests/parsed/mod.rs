//! What a file becomes when it is parsed, as tests of formats look at it.
#![allow(dead_code, reason = "every test binary uses a part of it")]

use std::path::Path;

use newsstand::{
    article::{Article, Outcome},
    parse::{Parsed, parse},
};
use proptest::sample::Index;

/// Parses a file of this name.
pub(crate) fn read(name: &str, bytes: impl AsRef<[u8]>) -> Parsed {
    parse(Path::new(name), bytes.as_ref())
}

/// The articles of a file that nothing is wrong with.
pub(crate) fn articles(name: &str, bytes: impl AsRef<[u8]>) -> Vec<Article> {
    let parsed = read(name, bytes);
    assert_eq!(parsed.problems, [], "{name}");
    parsed.articles
}

/// The titles of the articles.
pub(crate) fn titles(parsed: &Parsed) -> Vec<&str> {
    let titles = parsed.articles.iter();
    titles.map(|article| article.title.as_str()).collect()
}

/// Of each problem the line, and what became of the input.
pub(crate) fn told(parsed: &Parsed) -> Vec<(Option<usize>, Outcome)> {
    let told = parsed.problems.iter();
    told.map(|problem| (problem.line, problem.outcome))
        .collect()
}

/// When an article was published; empty where nothing says so.
pub(crate) fn date(article: &Article) -> String {
    let published = article.published.map(|when| when.to_string());
    published.unwrap_or_default()
}

/// Where the links in an article lead.
pub(crate) fn urls(article: &Article) -> Vec<&str> {
    let links = article.body.links().iter();
    links.map(|link| link.url.as_str()).collect()
}

/// A file in which some bytes at a place are others.
pub(crate) fn damaged(file: &str, at: Index, length: usize, junk: &str) -> Vec<u8> {
    let mut bytes = file.as_bytes().to_vec();
    let start = at.index(bytes.len());
    let end = (start + length).min(bytes.len());
    bytes.splice(start..end, junk.bytes());
    bytes
}

/// Each article has a title, and no control character came through but those that part lines and cells.
pub(crate) fn assert_harmless(parsed: Parsed) {
    for article in parsed.articles {
        let is_foreign = |char: char| char.is_control() && !matches!(char, '\n' | '\t');
        let text = article.body.text();
        assert!(!text.contains(is_foreign), "{text:?}");
        assert!(!article.title.is_empty());
        let lines = [
            Some(article.title),
            article.byline,
            article.source,
            article.link,
            article.guid,
            article.summary,
        ];
        for line in lines.into_iter().flatten().chain(article.tags) {
            assert!(!line.contains(char::is_control), "{line:?}");
        }
    }
}
