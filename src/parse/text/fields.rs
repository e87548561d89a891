//! A head of fields above a plain text, as other readers save it and as press databases and scrapers write it:
//! `Title: A storm`, `Link: https://…`, a blank line.
//!
//! Owns which lines are one, as nothing fences them off. Does not own what their fields mean (`front_matter`).

use std::{collections::HashSet, ops::Range};

use super::line_model;
use crate::{article::Article, parse::front_matter};

/// Words of a field's name.
const MOST_WORDS: usize = 3;

/// Bytes of a field's name.
const LONGEST_NAME: usize = 32;

/// Lines of a head.
const MOST_LINES: usize = 40;

/// Characters of a line behind which the next may go on without being set in.
const FULL: usize = 72;

/// What a head tells.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// The article without its text.
    pub(super) article: Article,
    /// A date of publication that does not exist.
    pub(super) impossible: Option<String>,
    /// Its lines; none where there is no head.
    pub(super) lines: Range<usize>,
}

/// Reads the head of a text, if its first lines are one: fields up to a blank line, one of which is the title, and another
/// tells where the text is from. A text about titles has no such second line. Further fields may stand behind blank lines,
/// and a title by itself is one. Where the title stands above the fields or below them, without a name of its own, there are
/// two that are known at least.
pub(super) fn read(lines: &[&str]) -> Head {
    let filled = |from: usize| (from..lines.len()).find(|at| !lines[*at].is_empty());
    let first = filled(0).unwrap_or_default();
    let head = begun(lines, first, true);
    match filled(first + 1) {
        Some(next) if head.lines.is_empty() => begun(lines, next, false),
        _ => head,
    }
}

/// Reads the head that begins on a line. Whether it is that of the text, too, where the title may be one of the fields.
fn begun(lines: &[&str], start: usize, is_first: bool) -> Head {
    let mut fields: Vec<(String, String)> = Vec::new();
    let is_known = |(name, _): (&str, &str)| front_matter::tells_of_text(name);
    let (mut end, mut above) = (start, "");
    for (at, line) in lines.iter().enumerate().skip(start).take(MOST_LINES) {
        let field = field(line);
        let is_behind_blank = above.is_empty() && !fields.is_empty();
        match (field, fields.last_mut()) {
            _ if line.is_empty() => {}
            _ if is_behind_blank && !field.is_some_and(is_known) => break,
            (Some((name, value)), _) => {
                fields.push((name.to_owned(), value.to_owned()));
                end = at + 1;
            }
            (None, Some((_, value))) if goes_on(above, line) => {
                value.push(' ');
                value.push_str(line.trim());
                end = at + 1;
            }
            _ => return Head::default(),
        }
        above = line;
    }
    if fields.is_empty() || lines.get(end).is_some_and(|line| !line.is_empty()) {
        return Head::default();
    }
    let is_alone = fields.len() == 1;
    let opens_known = front_matter::tells_of_text(&fields[0].0);
    let known = fields.iter().map(|(name, _)| name.to_lowercase());
    let known: HashSet<String> = known
        .filter(|name| front_matter::tells_of_text(name))
        .collect();
    let (article, impossible) = front_matter::told(fields);
    let is_from_somewhere = article.published.is_some()
        || article.byline.is_some()
        || article.source.is_some()
        || article.link.is_some();
    let is_head = match article.title.is_empty() {
        false => is_first && (is_alone || is_from_somewhere),
        true => opens_known && known.len() > 1 && is_from_somewhere,
    };
    if !is_head {
        return Head::default();
    }
    Head {
        article,
        impossible,
        lines: start..end,
    }
}

/// The name and the value of a field. A value may be missing, a name not.
fn field(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = name.strip_suffix("(s)").unwrap_or(name);
    let is_name = name.len() <= LONGEST_NAME
        && name.split(' ').count() <= MOST_WORDS
        && name.starts_with(char::is_alphabetic)
        && name
            .chars()
            .all(|char| char.is_alphabetic() || matches!(char, ' ' | '-' | '_'));
    // `https://…` is none.
    (is_name && (value.is_empty() || value.starts_with([' ', '\t']))).then(|| (name, value.trim()))
}

/// Whether a line goes on with the field above it: it is set in, or did not fit there.
fn goes_on(above: &str, line: &str) -> bool {
    line.starts_with([' ', '\t']) || line_model::is_full(above, line, FULL)
}
