//! JSON Feed, versions 1 and 1.1.
//!
//! Owns how whole items are saved out of a file that is cut off or damaged. Does not own the article (`story`).

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::{
    fields::{Attachment, Fields, Kind},
    text::{Form, Text},
};
use crate::parse::sanitize;

/// What a file holds.
pub(super) struct Feed {
    /// The feed's own keys.
    pub(super) head: Map<String, Value>,
    /// The items.
    pub(super) items: Vec<Value>,
    /// Where the first item begins that cannot be read, as an offset.
    pub(super) left_out: Option<usize>,
    /// Where it ceases to be JSON, as an offset.
    pub(super) fault: Option<usize>,
}

/// Reads a file; as many items as are whole if it is damaged.
pub(super) fn read(text: &str) -> Feed {
    if let Ok(Value::Object(mut head)) = serde_json::from_str(text) {
        let items = match head.remove("items") {
            Some(Value::Array(items)) => items,
            _ => Vec::new(),
        };
        if items.iter().all(Value::is_object) {
            return Feed {
                head,
                items,
                left_out: None,
                fault: None,
            };
        }
    }
    salvage(text)
}

/// Reads the items one by one, past those that are damaged.
fn salvage(text: &str) -> Feed {
    // Line ends within strings are no JSON, and the commonest damage.
    let text = &text.replace(|char: char| char.is_ascii_control(), " ");
    let key = text.find("\"items\"").unwrap_or(text.len());
    let before = text[..key].trim_end().trim_end_matches(',');
    let head = match serde_json::from_str(&format!("{before}}}")) {
        Ok(Value::Object(head)) => head,
        _ => Map::new(),
    };
    let mut at = text[key..]
        .find('[')
        .map_or(text.len(), |open| key + open + 1);
    let (mut items, mut left_out) = (Vec::new(), None);
    let is_ended = loop {
        let rest = text[at..].trim_start_matches(|char: char| char.is_whitespace() || char == ',');
        at = text.len() - rest.len();
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
        match values.next() {
            Some(Ok(value)) => {
                if value.is_object() {
                    items.push(value);
                } else {
                    left_out = left_out.or(Some(at));
                }
                at += values.byte_offset();
            }
            _ if rest.starts_with(']') && !ends_within_item(rest) => break true,
            _ => {
                let Some(next) = next_item(rest) else {
                    break false;
                };
                left_out = left_out.or(Some(at));
                at += next;
            }
        }
    };
    // What stands behind the items is nobody's loss, unless it ends before the end of the feed.
    let is_whole = is_ended && text.trim_end().ends_with('}');
    Feed {
        head,
        items,
        left_out,
        fault: (!is_whole).then_some(at),
    }
}

/// Whether the end of a list at the beginning of a text is that of a list in a damaged item: an item ends behind it, and
/// more follows.
fn ends_within_item(text: &str) -> bool {
    let behind = text[1..].trim_start().strip_prefix('}');
    behind.is_some_and(|rest| rest.trim_start().starts_with(','))
}

/// Where the next item begins behind one that is damaged: a whole object that says what only items say.
///
/// Objects that are tried lie one behind the other or in each other, and those that lie too deep are not read: however
/// long the text is, no part of it is read more often than that.
fn next_item(text: &str) -> Option<usize> {
    let ends = text.match_indices('}');
    let behind = |(at, _): (usize, &str)| {
        let rest = text[at + 1..].trim_start().strip_prefix(',')?.trim_start();
        rest.starts_with('{').then_some(rest)
    };
    let is_item = |rest: &&str| {
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
        let item = values.next().and_then(Result::ok);
        let says = |key: &&str| item.as_ref().is_some_and(|item| item.get(key).is_some());
        // Those who wrote an item may have an "id", too.
        ["content_html", "content_text"].iter().any(says)
            || says(&"id")
                && ["title", "summary", "url", "date_published"]
                    .iter()
                    .any(says)
    };
    let next = ends.filter_map(behind).find(is_item)?;
    Some(text.len() - next.len())
}

/// What an item, or the feed itself, says.
pub(super) fn fields(object: &Value) -> Fields<'_> {
    match object {
        Value::Object(map) => of_map(map),
        _ => Fields::default(),
    }
}

/// See [`fields`].
pub(super) fn of_map(map: &Map<String, Value>) -> Fields<'_> {
    let mut fields = Fields::default();
    let line = |key: &str| map.get(key).and_then(line);
    let text = |key: &str, form| line(key).and_then(|value| Text::new(value, form));
    for (rank, key, form) in [
        (0, "content_html", Form::Html),
        (1, "content_text", Form::Lines),
    ] {
        if let Some(text) = text(key, form) {
            fields.content.offer(rank, text);
        }
    }
    if let Some(title) = text("title", Form::Loose) {
        fields.title.offer(0, title);
    }
    if let Some(summary) = text("summary", Form::Plain) {
        fields.summary.offer(0, summary);
    }
    for (rank, key) in [
        (0, "url"),
        (1, "external_url"),
        (2, "home_page_url"),
        (3, "feed_url"),
    ] {
        if let Some(address) = line(key) {
            fields.link.offer(rank, address);
        }
    }
    if let Some(id) = line("id") {
        fields.guid.offer(0, id);
    }
    if let Some(language) = line("language") {
        fields.language.offer(0, language);
    }
    if let Some(written) = line("date_published") {
        fields.publish(0, &written);
    }
    if let Some(written) = line("date_modified") {
        fields.update(0, &written);
    }
    for tag in list(map.get("tags")) {
        fields.subjects.extend(self::line(tag));
    }
    // Version 1 knows one author only; feeds name it for its readers' sake.
    for key in ["author", "authors"] {
        for name in list(map.get(key)).filter_map(person) {
            fields.credit(0, name);
        }
    }
    attachments(map, &mut fields);
    fields
}

/// The files that an item names.
fn attachments<'a>(map: &'a Map<String, Value>, fields: &mut Fields<'a>) {
    for key in ["image", "banner_image"] {
        if let Some(address) = map.get(key).and_then(line) {
            fields.attach(Attachment {
                address,
                kind: Kind::Picture,
                title: None,
                width: 0,
            });
        }
    }
    for file in list(map.get("attachments")) {
        let of = |key: &str| file.get(key).and_then(line);
        let Some(address) = of("url") else {
            continue;
        };
        fields.attach(Attachment {
            kind: Kind::tell(&of("mime_type").unwrap_or_default(), &address),
            address,
            title: of("title"),
            width: 0,
        });
    }
}

/// The values in a list, or one alone.
fn list(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let values = match value {
        Some(Value::Array(values)) => values.as_slice(),
        Some(value) => std::slice::from_ref(value),
        None => &[],
    };
    values.iter()
}

/// A text, or a number as one; none if there is nothing in it.
fn line(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(Cow::Borrowed(text)),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        _ => None,
    }
}

fn person(value: &Value) -> Option<String> {
    let name = match value {
        Value::Object(person) => person.get("name").and_then(line),
        other => line(other),
    };
    let name = sanitize::line(&name?);
    (!name.is_empty()).then_some(name)
}
