//! The items of a JSON file, also of one that is cut off or damaged.
//!
//! Owns how whole items are found again behind damage. Does not own what an item says (`json`).

use serde_json::{Map, Value};

/// What a file holds.
pub(in crate::parse::feed) struct Feed {
    /// The feed's own keys.
    pub(in crate::parse::feed) head: Map<String, Value>,
    /// The items.
    pub(in crate::parse::feed) items: Vec<Value>,
    /// Where the first item begins that cannot be read, as an offset.
    pub(in crate::parse::feed) left_out: Option<usize>,
    /// Where it ceases to be JSON, as an offset.
    pub(in crate::parse::feed) fault: Option<usize>,
}

/// Reads a file; as many items as are whole if it is damaged.
pub(in crate::parse::feed) fn read(text: &str) -> Feed {
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
