//! reStructuredText, as Sphinx, Pelican and Nikola have it.
//!
//! Owns what of a file is its head: the fields below its title, and those that Nikola keeps in comments. What is not shown,
//! comments and settings, is folded away. Does not own what lines make up (`rst::lines`) or what stands amid them
//! (`rst::inline`). Source: <https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html>.

mod explicit;
mod inline;
mod lines;
mod names;
mod table;

use std::path::Path;

use super::{Parsed, date, front_matter, sanitize};
use crate::article::{Article, Format};
use names::Names;

/// Reads the one article of a file.
pub(super) fn parse(name: &Path, text: &str) -> Parsed {
    let text = sanitize::text(text);
    let read = lines::read(&text);
    let (head, impossible) = front_matter::told(read.fields);
    let plain = |text: String| inline::plain(&text);
    let article = Article {
        title: match head.title.is_empty() {
            true => read.title,
            false => plain(head.title),
        },
        byline: head.byline.map(plain),
        summary: head.summary.map(plain),
        published: head.published.or_else(|| date::of_name(name)),
        body: read.body,
        boilerplate: read.folded,
        format: Format::Markdown,
        ..head
    };
    super::one(name, article, impossible)
}

/// Whether a field of this name tells something that is shown with a text.
fn is_told(name: &str) -> bool {
    let is_summary = |word: &str| name.eq_ignore_ascii_case(word);
    front_matter::tells_of_text(name) || ["summary", "description"].into_iter().any(is_summary)
}

/// Blanks and tabs before a line's text.
fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// A line without the first blanks before its text, as many as there are up to a number.
fn without_indent(line: &str, most: usize) -> &str {
    &line[indent(line).min(most)..]
}

/// The lines that belong to what stands above them: those that are set in, and blank ones between. How many there are, without
/// blank ones at their end.
fn inner(lines: &[&str]) -> usize {
    let is_inner = |line: &&&str| line.is_empty() || indent(line) > 0;
    let held = lines.iter().take_while(is_inner).count();
    let last = lines[..held].iter().rposition(|line| !line.is_empty());
    last.map_or(0, |last| last + 1)
}

/// Lines without the margin that they have in common.
fn dedented<'a>(lines: &[&'a str]) -> Vec<&'a str> {
    let filled = lines.iter().filter(|line| !line.is_empty());
    let margin = filled.map(|line| indent(line)).min().unwrap_or(0);
    let dedented = lines.iter().map(|line| without_indent(line, margin));
    dedented.collect()
}

/// The name and the value of a field: `:date: 2020-04-16`. A colon in a name has a backslash before it.
fn field(line: &str) -> Option<(&str, &str)> {
    let rest = line.strip_prefix(':')?;
    let end = rest.find(": ").or(rest.strip_suffix(':').map(str::len))?;
    let name = &rest[..end];
    let is_name = name.starts_with(|char: char| !char.is_whitespace() && char != ':')
        && !name.contains('`')
        && !name.ends_with(char::is_whitespace);
    is_name.then(|| (name, rest[end + 1..].trim()))
}

#[cfg(test)]
mod tests;
