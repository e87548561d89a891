//! What a file becomes when it is parsed, as tests of formats look at it.
#![allow(dead_code, reason = "every test binary uses a part of it")]

use std::path::Path;

use newsstand::{
    article::{Article, Outcome},
    parse::{Parsed, parse},
};

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
