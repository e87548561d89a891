//! What a page says about itself as linked data: schema.org's words in JSON-LD.
//!
//! Owns which of the things a page describes is its article, and the forms that their fields come in. Does not own
//! recipes (`linked_data::recipe`) or what else a page says about itself (`head`).

mod recipe;

use std::collections::HashMap;

use dom_query::Document;
use serde_json::{Map, Value};

use crate::parse::{credit, field, sanitize};

/// Things that are looked at; a page describes a few.
const MOST_THINGS: usize = 2_000;

/// People or publishers that are named.
const MOST_NAMES: usize = 64;

/// What is known of the article. Texts are on one line, but for the article's own.
#[derive(Debug, Default)]
pub(super) struct LinkedData {
    pub(super) headline: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) updated: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) lang: Option<String>,
    pub(super) link: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) summary: Option<String>,
    /// The article's text, often without its paragraphs; a recipe's ingredients and steps, as HTML.
    pub(super) text: Option<String>,
}

/// Reads the linked data of a page; empty where none describes an article.
pub(super) fn read(tree: &Document) -> LinkedData {
    let scripts = tree.select("script");
    let scripts = scripts
        .nodes()
        .iter()
        .filter_map(|script| value(&script.text()));
    let mut things: Vec<Value> = scripts.collect();
    let known = Known::of(&things);
    things.reverse();
    let mut page = None;
    let mut seen = 0;
    while let Some(thing) = things.pop() {
        seen += 1;
        if seen > MOST_THINGS {
            break;
        }
        match thing {
            Value::Array(items) => things.extend(items.into_iter().rev()),
            Value::Object(thing) if is_a(&thing, is_article) => {
                return describe(&thing, &known);
            }
            Value::Object(mut thing) => {
                let inner = ["@graph", "mainEntity", "mainEntityOfPage"];
                things.extend(inner.iter().rev().filter_map(|name| thing.remove(*name)));
                if page.is_none() && is_a(&thing, |kind| kind == "WebPage") {
                    page = Some(describe(&thing, &known));
                }
            }
            _ => {}
        }
    }
    page.unwrap_or_default()
}

/// The value that a script holds. Some hold line ends within strings, which JSON does not allow.
fn value(script: &str) -> Option<Value> {
    let script = script.trim().trim_end_matches(';');
    serde_json::from_str(script).ok().or_else(|| {
        let start = script.find(['{', '['])?;
        let end = script.rfind(['}', ']'])?;
        let clean = script.get(start..=end)?.replace(char::is_control, " ");
        serde_json::from_str(&clean).ok()
    })
}

fn is_a(thing: &Map<String, Value>, is: fn(&str) -> bool) -> bool {
    match thing.get("@type") {
        Some(Value::String(kind)) => is(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is),
        _ => false,
    }
}

fn is_article(kind: &str) -> bool {
    kind.ends_with("Article")
        || kind.ends_with("Posting")
        || matches!(kind, "Report" | "Review" | "Recipe")
}

/// The names of things that others refer to by their identifiers.
struct Known(HashMap<String, String>);

impl Known {
    fn of(things: &[Value]) -> Self {
        let mut known = HashMap::new();
        let mut left: Vec<&Value> = things.iter().collect();
        for _ in 0..MOST_THINGS {
            match left.pop() {
                Some(Value::Array(items)) => left.extend(items),
                Some(Value::Object(thing)) => {
                    left.extend(thing.get("@graph"));
                    let text = |name: &str| thing.get(name)?.as_str().map(str::to_owned);
                    known.extend(text("@id").zip(text("name")));
                }
                Some(_) => {}
                None => break,
            }
        }
        Self(known)
    }

    /// The name of a thing: its own, or that of what it refers to.
    fn name(&self, thing: &Map<String, Value>) -> Option<String> {
        thing.get("name").and_then(line).or_else(|| {
            let name = self.0.get(thing.get("@id")?.as_str()?)?;
            Some(super::plain(name)).filter(|name| !name.is_empty())
        })
    }
}

fn describe(thing: &Map<String, Value>, known: &Known) -> LinkedData {
    let text = |name: &str| thing.get(name).and_then(line);
    let date = |name: &str| match thing.get(name)? {
        Value::Number(number) => Some(number.to_string()),
        other => line(other),
    };
    LinkedData {
        headline: text("headline").or_else(|| text("name")),
        authors: ["author", "creator"]
            .into_iter()
            .map(|name| {
                thing
                    .get(name)
                    .map(|value| names(value, known))
                    .unwrap_or_default()
            })
            .find(|names| !names.is_empty())
            .unwrap_or_default(),
        published: date("datePublished").or_else(|| date("dateCreated")),
        updated: date("dateModified"),
        publisher: thing
            .get("publisher")
            .map(|value| names(value, known))
            .and_then(|names| names.into_iter().next()),
        lang: text("inLanguage"),
        link: text("url")
            .or_else(|| text("mainEntityOfPage"))
            .filter(|link| field::is_address(link)),
        tags: thing.get("keywords").map(keywords).unwrap_or_default(),
        summary: text("description"),
        text: ["articleBody", "reviewBody", "text"]
            .iter()
            .find_map(|name| thing.get(*name)?.as_str())
            .map(str::to_owned)
            .or_else(|| recipe::text(thing)),
    }
}

/// A text, or the address of the thing that stands in its place.
fn line(value: &Value) -> Option<String> {
    let text = match value {
        Value::Object(thing) => ["@value", "name", "@id", "url"]
            .iter()
            .find_map(|name| thing.get(*name)?.as_str())?,
        Value::Array(items) => return items.first().filter(|item| !item.is_array()).and_then(line),
        other => other.as_str()?,
    };
    Some(super::plain(text)).filter(|text| !text.is_empty())
}

/// The names of people and publishers: texts, things with a name, references to such, lists of all three.
fn names(value: &Value, known: &Known) -> Vec<String> {
    let name = |value: &Value| {
        let name = match value {
            Value::Object(thing) => known.name(thing),
            Value::Array(_) => None,
            other => line(other),
        };
        let name = credit::without_credit(&name?).to_owned();
        (!name.is_empty() && !field::is_address(&name)).then_some(name)
    };
    let mut names: Vec<String> = Vec::new();
    let list = match value {
        Value::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    for name in list.iter().filter_map(name).take(MOST_NAMES) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn keywords(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => text.split(',').map(sanitize::line).collect(),
        Value::Array(items) => items.iter().filter_map(line).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> LinkedData {
        let html = format!("<script type='application/ld+json'>{json}</script>");
        super::read(&Document::from(html.as_str()))
    }

    #[test]
    fn the_article_is_found_among_what_a_page_describes() {
        let article = r#"{"@type": ["NewsArticle"], "headline": "A &amp; B", "author": [{"name": "By Ann Sample"}, "Bo Sample"]}"#;
        for json in [
            article.to_owned(),
            format!(r#"[{{"@type": "Organization", "name": "X"}}, {article}]"#),
            format!(
                r#"{{"@context": "https://schema.org", "@graph": [{{"@type": "WebSite"}}, {article}]}}"#
            ),
            format!(r#"{{"@type": "WebPage", "mainEntity": {article}}}"#),
            format!("<!-- {} -->", article.replace("A &amp;", "A\n&amp;")),
        ] {
            let data = read(&json);
            assert_eq!(data.headline.as_deref(), Some("A & B"), "{json}");
            assert_eq!(data.authors, ["Ann Sample", "Bo Sample"], "{json}");
        }
    }

    #[test]
    fn of_people_without_end_the_first_are_named() {
        let people: Vec<String> = (0..100_000)
            .map(|n| format!("\"Ann Sample {n}\""))
            .collect();
        let json = format!(
            r#"{{"@type": "Article", "headline": "A", "author": [{}]}}"#,
            people.join(",")
        );
        let authors = read(&json).authors;
        assert_eq!((authors.len(), authors[63].as_str()), (64, "Ann Sample 63"));
    }

    #[test]
    fn people_and_publishers_may_be_told_of_elsewhere() {
        let data = read(
            r##"{"@graph": [
                {"@type": "Article", "headline": "A", "author": [{"@id": "#ann"}, {"@id": "#bo", "name": "Bo"}, {"@id": "#none"}],
                 "publisher": {"@id": "https://a.example/#site"}},
                {"@type": "Person", "@id": "#ann", "name": "Ann &amp; Co"},
                {"@type": "Organization", "@id": "https://a.example/#site", "name": "The Example"}
            ]}"##,
        );
        assert_eq!(data.authors, ["Ann & Co", "Bo"]);
        assert_eq!(data.publisher.as_deref(), Some("The Example"));
    }

    #[test]
    fn fields_are_read_in_all_their_forms() {
        let data = read(
            r#"{"@type": "BlogPosting", "publisher": {"name": "The Example"}, "keywords": "sea, storm",
                "mainEntityOfPage": {"@id": "https://a.example/1"}, "datePublished": "2020-04-16",
                "author": {"name": "https://a.example/ann"}, "articleBody": "One.\nTwo."}"#,
        );
        assert_eq!(data.publisher.as_deref(), Some("The Example"));
        assert_eq!(data.tags, ["sea", "storm"]);
        assert_eq!(data.link.as_deref(), Some("https://a.example/1"));
        assert_eq!(data.authors, [] as [&str; 0]);
        assert_eq!(data.text.as_deref(), Some("One.\nTwo."));
    }

    #[test]
    fn hostile_data_describes_nothing() {
        for json in [
            "{",
            &"[".repeat(100_000),
            r#"{"@type": {}}"#,
            "null",
            r#"{"@type": "Article", "author": [[[]]]}"#,
        ] {
            assert_eq!(read(json).headline, None);
        }
    }
}
