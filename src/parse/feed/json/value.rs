//! The shapes that the same thing has in JSON: a text alone, in a list, or in an object of its own.
//!
//! Does not own what a name stands for (`keys`).

use std::borrow::Cow;

use serde_json::Value;

/// What a text is called inside of an object of its own, by Google Reader, WordPress, feedparser and feed-rs.
const INNER: [&str; 4] = ["content", "rendered", "value", "body"];
/// What a person, a publication or a tag is called in its object; `_` is what is left of an element that had attributes.
const NAMES: [&str; 6] = ["name", "label", "title", "tag", "term", "_"];
/// Where an object points to.
const ADDRESSES: [&str; 2] = ["href", "url"];

/// The values in a list, or one alone.
pub(super) fn list(value: &Value) -> impl Iterator<Item = &Value> {
    let alone = std::slice::from_ref(value);
    value.as_array().map_or(alone, Vec::as_slice).iter()
}

/// A text, or a number as one; none if there is nothing in it.
pub(super) fn line(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        other => text(other),
    }
}

/// A text that is not empty.
fn text(value: &Value) -> Option<Cow<'_, str>> {
    let text = value.as_str().filter(|text| !text.trim().is_empty())?;
    Some(Cow::Borrowed(text))
}

/// The text of the first of some names in an object that has one.
fn of<'a>(value: &'a Value, names: &[&str]) -> Option<Cow<'a, str>> {
    names.iter().find_map(|name| text(value.get(name)?))
}

/// A text or a number, also inside of an object of its own.
pub(super) fn inner(value: &Value) -> Option<Cow<'_, str>> {
    line(value).or_else(|| of(value, &INNER))
}

/// An article's text, also inside of an object of its own, the first in a list.
pub(super) fn prose(value: &Value) -> Option<Cow<'_, str>> {
    let first = list(value).next()?;
    text(first).or_else(|| of(first, &INNER))
}

/// The name of a person, a publication or a tag.
pub(super) fn name(value: &Value) -> Option<Cow<'_, str>> {
    text(value).or_else(|| of(value, &NAMES))
}

/// The first address that a value gives.
pub(super) fn address(value: &Value) -> Option<Cow<'_, str>> {
    let first = list(value).next()?;
    text(first).or_else(|| of(first, &ADDRESSES))
}

/// A date as it is written. Computers also count it in parts of seconds, which are left out, and MongoDB has it in an object.
pub(super) fn date(value: &Value) -> Option<Cow<'_, str>> {
    let value = value.get("$date").unwrap_or(value);
    let written = match value.as_f64() {
        Some(number) if value.as_i64().is_none() => Cow::Owned(format!("{:.0}", number.trunc())),
        _ => line(value)?,
    };
    let counts_microseconds =
        written.len() == 16 && written.bytes().all(|byte| byte.is_ascii_digit());
    Some(match counts_microseconds {
        true => Cow::Owned(written[..13].to_owned()),
        false => written,
    })
}

/// The tags that a value gives: in a list each is one, in a text several are parted by `;`, `|` or `,`. What a reader of feeds
/// keeps between them, that an article was read or starred, is none.
pub(super) fn tags(value: &Value) -> impl Iterator<Item = Cow<'_, str>> {
    let parts = match value {
        Value::String(text) => {
            let joint = [';', '|'].into_iter().find(|joint| text.contains(*joint));
            text.split(joint.unwrap_or(','))
                .map(Cow::Borrowed)
                .collect()
        }
        _ => Vec::new(),
    };
    let elements = value.as_array().into_iter().flatten();
    parts
        .into_iter()
        .chain(elements.filter_map(name))
        .filter_map(without_user)
}

/// A tag without the user whose it is, as Google Reader has it: `user/-/label/Sea` is `Sea`, and `user/-/state/...` none.
fn without_user(tag: Cow<'_, str>) -> Option<Cow<'_, str>> {
    let own = tag
        .strip_prefix("user/")
        .and_then(|rest| rest.split_once('/'));
    match own.and_then(|(_, own)| own.split_once('/')) {
        Some(("label", name)) => Some(Cow::Owned(name.to_owned())),
        Some(("state", _)) => None,
        _ => Some(tag),
    }
}
