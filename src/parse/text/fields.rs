//! A head of fields above a plain text, as other readers save it and as press databases and scrapers write it:
//! `Title: A storm`, `Link: https://…`, a blank line.
//!
//! Owns which lines are one, as nothing fences them off. Does not own what their fields mean (`front_matter`).

use super::line_model;
use crate::{article::Article, parse::front_matter};

/// Words of a field's name.
const MOST_WORDS: usize = 3;

/// Characters of a field's name.
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
    /// How many lines it takes; none where there is none.
    pub(super) lines: usize,
}

/// Reads the head of a text, if its first lines are one: fields up to a blank line, one of which is the title, and another
/// tells where the text is from. A text about titles has no such second line.
pub(super) fn read(lines: &[&str]) -> Head {
    let start = lines.iter().take_while(|line| line.is_empty()).count();
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut above = "";
    for line in lines[start..].iter().take(MOST_LINES) {
        if line.is_empty() {
            break;
        }
        match (field(line), fields.last_mut()) {
            (Some((name, value)), _) => fields.push((name.to_owned(), value.to_owned())),
            (None, Some((_, value))) if goes_on(above, line) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            _ => return Head::default(),
        }
        above = line;
    }
    let count = lines[start..].iter().take_while(|line| !line.is_empty());
    let end = start + count.count();
    if fields.len() < 2 {
        return Head::default();
    }
    let (article, impossible) = front_matter::told(fields);
    let is_from_somewhere = article.published.is_some()
        || article.byline.is_some()
        || article.source.is_some()
        || article.link.is_some();
    if article.title.is_empty() || !is_from_somewhere || end - start > MOST_LINES {
        return Head::default();
    }
    Head {
        article,
        impossible,
        lines: end,
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
