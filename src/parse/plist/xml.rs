//! Property lists that are written as XML.
//!
//! By <http://www.apple.com/DTDs/PropertyList-1.0.dtd>. Owns where a value stands. Does not own the markup (`parse::xml`).

use std::borrow::Cow;

use super::{Entries, Entry, MOST_ENTRIES, Value};
use crate::parse::{
    base64, decode,
    xml::{Event, Events, Tag, push_reference},
};

/// What the dictionary under a key of the outermost one holds.
pub(in crate::parse) fn entries(bytes: &[u8], key: &str) -> Entries<'static> {
    let text = decode::decode(bytes).text;
    let mut events = Events::new(&text);
    match find(&mut events, key) {
        Some(true) => within(&mut events).map_or(Entries::Damaged, Entries::Found),
        Some(false) => Entries::Missing,
        None => Entries::Damaged,
    }
}

/// Goes into the dictionary under a key of the outermost one, if there is one before the list ends.
fn find(events: &mut Events, key: &str) -> Option<bool> {
    let (mut depth, mut last) = (0_usize, Cow::Borrowed(""));
    loop {
        match events.next() {
            Event::Open(tag) if depth == 1 && tag.name == "key" => last = line(events, &tag),
            Event::Open(tag) if depth == 1 && last == key => return Some(tag.name == "dict"),
            Event::Open(tag) => depth += usize::from(holds_values(tag.name) && !tag.is_empty),
            Event::Close("plist") => return Some(false),
            Event::Close(name) => depth = depth.saturating_sub(usize::from(holds_values(name))),
            Event::End => return None,
            _ => {}
        }
    }
}

/// The entries of a dictionary up to its end tag.
fn within(events: &mut Events) -> Option<Vec<Entry<'static>>> {
    let (mut depth, mut last, mut entries) = (0_usize, String::new(), Vec::new());
    loop {
        match events.next() {
            Event::Open(tag) if holds_values(tag.name) => depth += usize::from(!tag.is_empty),
            Event::Open(tag) if depth == 0 && tag.name == "key" => {
                last = line(events, &tag).into_owned();
            }
            Event::Open(tag) if depth == 0 && entries.len() < MOST_ENTRIES => {
                let key = std::mem::take(&mut last);
                entries.push((Cow::Owned(key), value(events, &tag)));
            }
            Event::Close(name) if holds_values(name) => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return Some(entries),
            },
            Event::End => return None,
            _ => {}
        }
    }
}

fn holds_values(name: &str) -> bool {
    matches!(name, "dict" | "array")
}

fn value(events: &mut Events, tag: &Tag) -> Value<'static> {
    match tag.name {
        "string" => Value::Text(Cow::Owned(line(events, tag).into_owned())),
        "data" => {
            let letters = line(events, tag);
            Value::Bytes(Cow::Owned(base64::decoded(letters.as_bytes())))
        }
        _ => Value::Other,
    }
}

/// The text of an element up to the next tag.
fn line<'a>(events: &mut Events<'a>, tag: &Tag) -> Cow<'a, str> {
    let mut text = Cow::Borrowed("");
    if tag.is_empty {
        return text;
    }
    loop {
        match events.next() {
            Event::Text(part) if text.is_empty() => text = Cow::Borrowed(part),
            Event::Text(part) => text.to_mut().push_str(part),
            Event::Reference(reference) => push_reference(text.to_mut(), reference),
            Event::Open(_) | Event::Close(_) | Event::End => return text,
        }
    }
}
