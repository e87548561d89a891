//! Fields that stand below a title instead of above it, as Notion and Readwise export them.
//!
//! Owns which lines these are: right below the first heading, `URL: …` and the like on each, or a list of such lines below
//! a heading "Metadata". Does not own what they mean (`fields`).
//! Sources: <https://www.notion.com/help/export-your-content>, <https://docs.readwise.io/readwise/docs/exporting-highlights/obsidian>.

use super::{
    fields, split,
    value::{Fields, Value},
};
use crate::{article::Article, parse::sanitize};

/// More lines than this are no fields.
const MOST: usize = 40;

/// The fields below the title of a text, and what is left of it.
#[derive(Debug)]
pub(in crate::parse) struct Listed {
    /// What they say.
    pub(in crate::parse) article: Article,
    /// The text without them.
    pub(in crate::parse) body: String,
    /// Their lines.
    pub(in crate::parse) lines: Vec<String>,
}

/// Finds the fields below the title that opens a text.
pub(in crate::parse) fn find(text: &str) -> Option<Listed> {
    let opening = text.len() - text.trim_start().len();
    let first = text[opening..].split_inclusive('\n').next()?;
    // Readwise has its title above, if it writes a head, too.
    let is_titled = first.starts_with("# ");
    let start = opening + if is_titled { first.len() } else { 0 };
    let (mut at, mut is_headed) = (start, false);
    let mut found = Fields::new();
    let mut lines = Vec::new();
    for line in text[start..].split_inclusive('\n') {
        let bare = line.trim();
        if let Some((name, value)) = field(bare) {
            found.push((name.to_owned(), Value::Text(address(value).to_owned())));
            lines.push(sanitize::line(bare));
        } else if is_heading(bare) && found.is_empty() {
            is_headed = true;
        } else if !bare.is_empty() {
            // Readwise has the cover between both.
            let is_cover = found.is_empty() && !is_headed && bare.starts_with("![");
            if !is_cover {
                break;
            }
        } else if !found.is_empty() {
            break;
        }
        at += line.len();
        if found.len() > MOST {
            return None;
        }
    }
    // A blank line has to end them: else it is a paragraph that begins like them.
    let is_ended = text[at..].trim_start_matches([' ', '\t']).is_empty()
        || text[at..].starts_with(['\n', '#']);
    let article = fields::article(&found);
    let is_head =
        is_headed || is_titled && found.iter().any(|(name, _)| fields::is_address_name(name));
    if !is_ended || !is_head || (found.len() < 2 && !is_headed) || article == Article::default() {
        return None;
    }
    let kept = text[start..at]
        .lines()
        .filter(|line| line.trim_start().starts_with("!["));
    let kept: String = kept.map(|line| format!("{line}\n\n")).collect();
    Some(Listed {
        article,
        body: format!("{}\n{kept}{}", &text[..start], &text[at..]),
        lines,
    })
}

/// Whether a line is a heading "Metadata".
fn is_heading(line: &str) -> bool {
    line.starts_with("##") && line.trim_start_matches('#').trim() == "Metadata"
}

/// The name and the value of a field, with or without the mark of a list before it.
fn field(line: &str) -> Option<(&str, &str)> {
    let line = line.strip_prefix(['-', '*']).map_or(line, str::trim_start);
    let (name, value) = line.split_once(':')?;
    let name = name.trim_matches('*');
    let value = value
        .trim_start_matches(':')
        .trim_start_matches("**")
        .trim();
    let words = name.split(' ');
    let is_name = words.clone().count() <= 3
        && words
            .into_iter()
            .all(|word| split::key(&format!("{word}:"), ':').is_some());
    (is_name && !value.is_empty() && !value.starts_with("//")).then_some((name, value))
}

/// The address of a link, where nothing else is given.
fn address(value: &str) -> &str {
    let target = value
        .strip_prefix('[')
        .and_then(|link| link.strip_suffix(')'));
    let target = target.and_then(|link| link.split_once("]("));
    target.map_or(value, |(_, target)| target)
}
