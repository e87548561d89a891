//! The items of a JSON file, also of one that is cut off or damaged.
//!
//! Owns where items lie in a file, and how whole ones are found again behind damage. Does not own what an item says (`json`).

use serde_json::{Deserializer, Map, Value};

use super::articles;

/// Bytes of a short text that may be read more than once.
const FEWEST_READ: usize = 64 * 1024;

/// A file, which gives what it is made of: the items of a feed, of another file its objects, whole if it is whole. Only one
/// that is a single value is kept in full.
pub(in crate::parse::feed) struct File<'a> {
    /// What is said of all items.
    pub(in crate::parse::feed) head: Map<String, Value>,
    whole: std::vec::IntoIter<Value>,
    walk: Option<Walk<'a>>,
}

impl<'a> File<'a> {
    /// Opens a feed.
    pub(in crate::parse::feed) fn feed(text: &'a str) -> Self {
        if let Ok(Value::Object(mut head)) = serde_json::from_str(text) {
            let items = match head.remove("items") {
                Some(Value::Array(items)) => items,
                _ => Vec::new(),
            };
            if items.iter().all(Value::is_object) {
                return Self::whole(head, items);
            }
        }
        let clean = clean(text);
        let key = clean.find("\"items\"").unwrap_or(clean.len());
        let open = clean[key..].find('[');
        let start = open.map_or(clean.len(), |open| key + open + 1);
        let attempts = Attempts::at(&clean);
        let head = head(&clean, key);
        let walk = Walk::new(text, clean, Place::InList { start }, attempts);
        Self::walked(
            head,
            Walk {
                is_feed: true,
                ..walk
            },
        )
    }

    /// Opens a file that is no feed. One value may follow the other, a line each.
    pub(in crate::parse::feed) fn other(text: &'a str) -> Self {
        if text.trim_start().starts_with('{')
            && let Ok(value) = serde_json::from_str::<Value>(text)
        {
            return Self::whole(titled(&value), vec![value]);
        }
        let clean = clean(text);
        let mut attempts = Attempts::at(&clean);
        let place = place(&clean, &mut attempts);
        let key = match place {
            Place::InList { start } => key_of(&clean, start - 1),
            Place::List { .. } | Place::Row => None,
        };
        let head = head(&clean, key.unwrap_or_default());
        let walk = Walk::new(text, clean, place, attempts);
        Self::walked(titled(&Value::Object(head)), walk)
    }

    fn whole(head: Map<String, Value>, items: Vec<Value>) -> Self {
        let whole = items.into_iter();
        let walk = None;
        Self { head, whole, walk }
    }

    fn walked(head: Map<String, Value>, walk: Walk<'a>) -> Self {
        let walk = Some(walk);
        let whole = Vec::new().into_iter();
        Self { head, whole, walk }
    }

    /// Where the first item began that could not be read, as an offset.
    pub(in crate::parse::feed) fn left_out(&self) -> Option<usize> {
        self.walk.as_ref()?.left_out
    }

    /// Where it ceased to be JSON, as an offset.
    pub(in crate::parse::feed) fn fault(&self) -> Option<usize> {
        self.walk.as_ref()?.fault
    }
}

impl Iterator for File<'_> {
    type Item = Value;

    fn next(&mut self) -> Option<Value> {
        let whole = self.whole.next();
        whole.or_else(|| self.walk.as_mut()?.next())
    }
}

/// What is said before the key at which the items begin.
fn head(clean: &str, key: usize) -> Map<String, Value> {
    let before = clean[..key].trim_end().trim_end_matches(',');
    match serde_json::from_str(&format!("{before}}}")) {
        Ok(Value::Object(head)) => head,
        _ => Map::new(),
    }
}

/// The title of an object that holds articles, or of the feed in it. What else it says is about the reader whose it is.
fn titled(value: &Value) -> Map<String, Value> {
    let own = value
        .get("title")
        .or_else(|| value.get("feed")?.get("title"));
    let title = own.filter(|_| !articles::is_one(value));
    let title = title.map(|title| ("title".to_owned(), title.clone()));
    title.into_iter().collect()
}

/// Where the items of a file lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// In a list that is the value of a key, of which the first begins here.
    InList { start: usize },
    /// In a list that is all there is.
    List { start: usize },
    /// Behind each other.
    Row,
}

/// Line ends within strings are no JSON, and the commonest damage. Every place stays where it is.
fn clean(text: &str) -> String {
    text.replace(|char: char| char.is_ascii_control(), " ")
}

/// Where the items lie in a text that is not one whole value: in a list, in the first list that begins with an article,
/// or behind each other.
fn place(clean: &str, attempts: &mut Attempts) -> Place {
    let begun = clean.trim_start();
    if begun.starts_with('[') {
        let start = clean.len() - begun.len() + 1;
        return Place::List { start };
    }
    if !matches!(attempts.value(begun), Some((Value::Object(_), _))) {
        let lists = clean.match_indices('[').map(|(open, _)| open + 1);
        let mut lists = lists.filter(|start| clean[*start..].trim_start().starts_with('{'));
        let begins_with_article = |start: &usize| {
            let first = attempts.value(clean[*start..].trim_start());
            first.is_some_and(|(first, _)| articles::is_one(&first))
        };
        if let Some(start) = lists.find(begins_with_article) {
            return Place::InList { start };
        }
    }
    Place::Row
}

/// Where the key begins whose value is the list that opens here.
fn key_of(clean: &str, open: usize) -> Option<usize> {
    let key = clean[..open].trim_end().strip_suffix(':')?.trim_end();
    key.strip_suffix('"')?.rfind('"')
}

/// Attempts to read a value in a damaged text. In all they read it a few times and no more, however its parts lie in each
/// other.
struct Attempts {
    /// Bytes that may still be read.
    left: usize,
}

impl Attempts {
    fn at(text: &str) -> Self {
        Self {
            left: 4 * text.len() + FEWEST_READ,
        }
    }

    /// The value that a text begins with, and where it ends.
    fn value(&mut self, text: &str) -> Option<(Value, usize)> {
        if self.left == 0 {
            return None;
        }
        let mut values = Deserializer::from_str(text).into_iter::<Value>();
        let value = values.next()?;
        let read = match &value {
            Ok(_) => values.byte_offset(),
            // There are no line ends in it.
            Err(error) => error.column() + 1,
        };
        self.left = self.left.saturating_sub(read);
        Some((value.ok()?, read))
    }
}

/// A walk from item to item, past those that are damaged.
struct Walk<'a> {
    text: &'a str,
    /// The text without control characters.
    clean: String,
    place: Place,
    is_feed: bool,
    attempts: Attempts,
    at: usize,
    left_out: Option<usize>,
    fault: Option<usize>,
}

impl<'a> Walk<'a> {
    fn new(text: &'a str, clean: String, place: Place, attempts: Attempts) -> Self {
        let at = match place {
            Place::InList { start } | Place::List { start } => start,
            Place::Row => 0,
        };
        Self {
            text,
            clean,
            place,
            is_feed: false,
            attempts,
            at,
            left_out: None,
            fault: None,
        }
    }

    fn next(&mut self) -> Option<Value> {
        loop {
            let rest = self.clean[self.at..]
                .trim_start_matches(|char: char| char.is_whitespace() || char == ',');
            self.at = self.clean.len() - rest.len();
            let is_in_list = self.place != Place::Row;
            match self.attempts.value(rest) {
                Some((value, length)) => {
                    let place = self.at;
                    self.at += length;
                    // A list may lie in another, but not an item of a feed.
                    if value.is_object() || !self.is_feed {
                        return Some(value);
                    }
                    self.left_out = self.left_out.or(Some(place));
                }
                None if rest.is_empty() && !is_in_list => return None,
                None if rest.starts_with(']') && is_in_list && !ends_within_item(rest) => {
                    // What stands behind the items is nobody's loss, unless it ends before the end of the feed.
                    let is_within = matches!(self.place, Place::InList { .. });
                    let is_whole = !is_within || self.clean.trim_end().ends_with('}');
                    self.fault = (!is_whole).then_some(self.at);
                    return None;
                }
                None => match next_item(&self.text[self.at..], rest, &mut self.attempts) {
                    Some(next) => {
                        self.left_out = self.left_out.or(Some(self.at));
                        self.at += next;
                    }
                    None => {
                        self.fault = Some(self.at);
                        return None;
                    }
                },
            }
        }
    }
}

/// Whether the end of a list at the beginning of a text is that of a list in a damaged item: an item ends behind it, and
/// more follows.
fn ends_within_item(text: &str) -> bool {
    let behind = text[1..].trim_start().strip_prefix('}');
    behind.is_some_and(|rest| rest.trim_start().starts_with(','))
}

/// Where the next item begins behind one that is damaged: a whole object behind another or on a line of its own, that says
/// what only items say. `clean` is the text without control characters.
fn next_item(text: &str, clean: &str, attempts: &mut Attempts) -> Option<usize> {
    let behind = |(at, end): (usize, &str)| {
        let next = match end {
            // On a line of its own it needs no comma before it.
            "\n" => at + 1 + blanks(&text[at + 1..]),
            _ => {
                let rest = clean[at + 1..].trim_start().strip_prefix(',')?;
                clean.len() - rest.trim_start().len()
            }
        };
        clean[next..].starts_with('{').then_some(&clean[next..])
    };
    let mut is_item = |rest: &&str| {
        let Some((item, _)) = attempts.value(rest) else {
            return false;
        };
        let says = |key: &&str| item.get(key).is_some();
        // Those who wrote an item may have an "id", too.
        ["content_html", "content_text"].iter().any(says)
            || says(&"id")
                && ["title", "summary", "url", "date_published"]
                    .iter()
                    .any(says)
            || articles::is_one(&item)
    };
    let ends = text.match_indices(['}', '\n']);
    let next = ends.filter_map(behind).find(|rest| is_item(rest))?;
    Some(clean.len() - next.len())
}

/// Bytes of blanks at the beginning of a line.
fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t']).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_in_each_other_is_read_a_few_times_and_not_at_each_of_its_depths() {
        let text = "{\"a\":[{},".repeat(20_000);
        let mut attempts = Attempts::at(&text);
        let places = text.match_indices("{\"a\"").map(|(at, _)| at);
        let tried = places
            .take_while(|at| attempts.value(&text[*at..]).is_none() && attempts.left > 0)
            .count();
        assert!(tried < 2_000, "{tried}");
    }

    #[test]
    fn the_items_of_an_export_are_where_the_first_article_is() {
        let article = r#"{"title": "A", "text": "B"}"#;
        let place = |text: &str| place(text, &mut Attempts::at(text));
        assert_eq!(place(&format!(" [{article}, ")), Place::List { start: 2 });
        assert_eq!(place(&format!("{article} {article}")), Place::Row);
        let inner = format!(r#"{{"self": [{{"href": "x"}}], "items": [{article}, "#);
        let start = inner.rfind('[').unwrap() + 1;
        assert_eq!(place(&inner), Place::InList { start });
    }
}
