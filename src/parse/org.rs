//! Org files, as Emacs has them.
//!
//! Owns what of a file is its head: keywords, the properties of the file and of the heading that is its title. What an
//! export leaves out, drawers, comments and settings, is folded away. Does not own what a line is (`org::lines`) or what
//! stands amid one (`org::inline`). Source: <https://orgmode.org/worg/org-syntax.html>.

mod inline;
mod lines;

use std::{collections::HashSet, path::Path};

use super::{Parsed, date, front_matter, sanitize};
use crate::article::{Article, Format};

/// Keywords and properties that other heads name otherwise.
const NAMES: &[(&str, &str)] = &[
    ("filetags", "tags"),
    ("roam_refs", "url"),
    ("roam_tags", "tags"),
];

/// Reads the one article of an Org file.
pub(super) fn parse(name: &Path, text: &str) -> Parsed {
    let text = sanitize::text(text);
    let read = lines::read(&text);
    let fields = read
        .fields
        .into_iter()
        .map(|(name, value)| field(&name, &value));
    let (head, impossible) = front_matter::told(fields.collect());
    let mut tags = head.tags;
    let mut seen: HashSet<String> = tags.iter().cloned().collect();
    let new = read.tags.into_iter();
    tags.extend(new.filter(|tag| seen.insert(tag.clone())));
    let plain = |text: String| inline::plain(&text);
    let article = Article {
        title: match head.title.is_empty() {
            true => read.title,
            false => plain(head.title),
        },
        byline: head.byline.map(plain),
        summary: head.summary.map(plain),
        link: head.link.or(read.link),
        published: head.published.or_else(|| date::of_name(name)),
        tags,
        body: read.body,
        boilerplate: read.folded,
        format: Format::Markdown,
        ..head
    };
    super::one(name, article, impossible)
}

/// A keyword or a property, its name in small letters, as other heads have it.
fn field(name: &str, value: &str) -> (String, String) {
    let known = NAMES.iter().find(|(own, _)| *own == name);
    let name = known.map_or(name, |(_, other)| other);
    let value = match name {
        "tags" => value.replace(':', ","),
        "date" | "created" | "published" | "updated" => moment(value),
        _ => value.to_owned(),
    };
    (name.to_owned(), value)
}

/// A timestamp without its brackets, the day of the week, and how often it comes again.
fn moment(stamp: &str) -> String {
    let stamp = stamp.trim().trim_matches(['<', '>', '[', ']']);
    let mut words = stamp.split_whitespace();
    let day = words.next().filter(|day| inline::is_day(day));
    let Some(day) = day else {
        return stamp.to_owned();
    };
    let time = words.find(|word| word.contains(':'));
    let time = time.map_or("", |time| time.split('-').next().unwrap_or(time));
    format!("{day} {time}").trim_end().to_owned()
}

#[cfg(test)]
mod tests;
