//! What the fields of a head mean.
//!
//! Owns the names that blogs, site generators and clippers give to the same thing. Does not own how dates are written
//! (`date`). Fields that mean nothing to a reader are ignored.

use std::collections::HashMap;

use super::value::{Fields, Value};
use crate::{
    article::{Article, When, is_unique},
    parse::{credit, date, field, sanitize},
};

// Names are compared without case, `_`, `-` and blanks: `pubDate`, `pub_date` and `Pub-Date` are one. Of several names
// that are given, the first in the row that says something counts.
const TITLE: &[&str] = &["title", "headline"];
const AUTHORS: &[&str] = &["authors", "author", "byline", "creator", "writtenby", "by"];
// A clipper's "date" and "created" are those of the clipping where it tells the publication's, too.
const PUBLISHED: &[&str] = &[
    "published",
    "publisheddate",
    "datepublished",
    "publishedat",
    "publishedon",
    "publishedtime",
    "date",
    "pubdate",
    "publishdate",
    "created",
    "createdat",
    "datecreated",
    "creationdate",
    "publicationdate",
    "loaddate",
];
const UPDATED: &[&str] = &[
    "updated",
    "modified",
    "lastmod",
    "lastmodified",
    "lastmodifiedat",
    "lastupdated",
    "updatedat",
    "dateupdated",
    "datemodified",
    "modifiedat",
    "modifieddate",
    "updateddate",
];
const TAGS: &[&str] = &[
    "tags",
    "tag",
    "categories",
    "category",
    "keywords",
    "topics",
    "subjects",
    "documenttags",
];
const SUMMARY: &[&str] = &[
    "description",
    "summary",
    "excerpt",
    "abstract",
    "subtitle",
    "dek",
];
const LINK: &[&str] = &[
    "canonicalurl",
    "canonical",
    "originalurl",
    "sourceurl",
    "link",
    "url",
    "permalink",
    "source",
];
const SOURCE: &[&str] = &[
    "source",
    "site",
    "sitename",
    "publication",
    "publisher",
    "website",
    "newspaper",
    "feed",
];
const LANGUAGE: &[&str] = &["lang", "language", "locale"];

/// Whether a name says who wrote a text, when and where.
pub(in crate::parse) fn tells_of_text(name: &str) -> bool {
    let names = [
        TITLE, AUTHORS, PUBLISHED, UPDATED, TAGS, LINK, SOURCE, LANGUAGE,
    ];
    let name = plain(name);
    names.iter().any(|names| names.contains(&name.as_str()))
}

/// The date of first publication that is given and does not exist.
pub(super) fn impossible_date(fields: &Fields) -> Option<String> {
    let known = Known::new(fields);
    let mut dates = known.all(PUBLISHED).filter_map(line);
    dates.find_map(|date| date::impossible(&date))
}

/// Where site generators keep a date besides: `path = "2024/10/17/title"`.
const PLACES: &[&str] = &["path", "permalink", "url", "slug"];
/// Mappings whose entries count as fields: Zola's and Hugo's.
const INNER: &[&str] = &["taxonomies", "extra", "params"];

/// The article that a head describes, without its text. Titles, bylines and summaries are as written, on one line.
pub(super) fn article(fields: &Fields) -> Article {
    let known = Known::new(fields);
    Article {
        title: known.text(TITLE).unwrap_or_default(),
        byline: known.byline(),
        source: known
            .all(SOURCE)
            .filter_map(line)
            .find(|source| !field::is_address(source)),
        published: known.date(PUBLISHED).or_else(|| known.date_in_path()),
        updated: known.date(UPDATED),
        link: known
            .all(LINK)
            .filter_map(line)
            .find(|link| field::is_address(link)),
        guid: known
            .text(&["guid"])
            .or_else(|| known.text(&["id", "uuid"]).filter(|id| is_unique(id))),
        tags: known.tags(),
        lang: known.text(LANGUAGE).and_then(|lang| field::language(&lang)),
        summary: known.text(SUMMARY),
        ..Article::default()
    }
}

/// Fields by their names in lower case, letters and digits only.
struct Known<'a>(HashMap<String, &'a Value>);

impl<'a> Known<'a> {
    fn new(fields: &'a Fields) -> Self {
        let mut known = HashMap::new();
        let mut add = |fields: &'a Fields| {
            for (key, value) in fields {
                known.entry(plain(key)).or_insert(value);
            }
        };
        add(fields);
        for (key, value) in fields {
            if let Value::Map(inner) = value
                && INNER.contains(&plain(key).as_str())
            {
                add(inner);
            }
        }
        Self(known)
    }

    /// The values of those of the names that are given.
    fn all(&self, names: &[&str]) -> impl Iterator<Item = &'a Value> {
        names.iter().filter_map(|name| self.0.get(*name).copied())
    }

    fn text(&self, names: &[&str]) -> Option<String> {
        self.all(names).find_map(line)
    }

    fn date(&self, names: &[&str]) -> Option<When> {
        self.all(names)
            .filter_map(line)
            .find_map(|text| date::stated(&text))
    }

    fn date_in_path(&self) -> Option<When> {
        self.all(PLACES).filter_map(line).find_map(|path| {
            let parts: Vec<&str> = path.split('/').collect();
            parts.windows(3).find_map(|part| {
                let is_date = part[0].len() == 4 && part[1].len() == 2 && part[2].len() == 2;
                is_date.then(|| date::parse(&part.join("-"))).flatten()
            })
        })
    }

    fn byline(&self) -> Option<String> {
        let names = self
            .all(AUTHORS)
            .map(|value| {
                let mut names = Vec::new();
                people(value, &mut names);
                names
            })
            .find(|names| !names.is_empty())?;
        field::byline(names)
    }

    fn tags(&self) -> Vec<String> {
        let mut tags: Vec<String> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for name in TAGS {
            let mut found = Vec::new();
            if let Some(value) = self.0.get(*name) {
                subjects(value, name.ends_with('s'), &mut found);
            }
            tags.extend(
                found
                    .into_iter()
                    .filter(|tag| seen.insert(tag.to_lowercase())),
            );
        }
        tags
    }
}

fn plain(key: &str) -> String {
    key.chars()
        .filter(|char| !matches!(char, '_' | '-' | ' '))
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether a field of this name holds an address.
pub(super) fn is_address_name(name: &str) -> bool {
    LINK.contains(&plain(name).as_str())
}

/// A text on one line, if it says anything.
fn line(value: &Value) -> Option<String> {
    let Value::Text(text) = value else {
        return None;
    };
    Some(sanitize::line(linked(text))).filter(|line| !line.is_empty())
}

/// The text of a link to another note, where a value is nothing else: Obsidian's clipper writes `"[[Ann Sample]]"`.
fn linked(text: &str) -> &str {
    let inner = text.trim().strip_prefix("[[");
    let inner = inner.and_then(|inner| inner.strip_suffix("]]"));
    let inner = inner.filter(|inner| !inner.contains(['[', ']']));
    inner.map_or(text, |inner| inner.rsplit('|').next().unwrap_or(inner))
}

/// The names in a list of names, or of mappings that have one.
fn people(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::Nothing => {}
        Value::Text(_) => {
            names.extend(line(value).map(|name| credit::without_credit(&name).to_owned()))
        }
        Value::List(items) => items.iter().for_each(|item| people(item, names)),
        Value::Map(fields) => {
            let known = Known::new(fields);
            let name = known.text(&["name", "fullname", "displayname", "title"]);
            let parts = ["first", "firstname", "last", "lastname"];
            let joined = || {
                known
                    .all(&parts)
                    .filter_map(line)
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            names.push(name.unwrap_or_else(joined));
        }
    }
    names.retain(|name| !name.is_empty());
}

/// The subjects in a list, or in a text: parted by commas, else by blanks if the field's name is a plural (Jekyll).
fn subjects(value: &Value, is_plural: bool, tags: &mut Vec<String>) {
    match value {
        Value::Nothing => {}
        Value::Text(text) if text.contains([',', ';', '\n']) => {
            tags.extend(text.split([',', ';', '\n']).map(subject));
        }
        Value::Text(text) if is_plural => tags.extend(text.split_whitespace().map(subject)),
        Value::Text(text) => tags.push(subject(text)),
        Value::List(items) => {
            for item in items {
                match item {
                    Value::Text(text) => tags.push(subject(text)),
                    other => subjects(other, false, tags),
                }
            }
        }
        Value::Map(fields) => {
            tags.extend(Known::new(fields).text(&["name", "title", "term", "label"]));
        }
    }
    tags.retain(|tag| !tag.is_empty());
}

fn subject(text: &str) -> String {
    let tag = sanitize::line(linked(text));
    tag.strip_prefix('#').map(str::to_owned).unwrap_or(tag)
}
