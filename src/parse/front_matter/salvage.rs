//! A damaged head, read line by line.
//!
//! Owns the reading of what people mean by a head that its own language rejects: a colon or an `@` in a bare value,
//! tabs, crooked indentation, a quotation mark too few. Does not own what the fields mean (`fields`).

use super::{
    split,
    value::{Fields, Value},
};

/// What was found in a damaged head.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Salvage {
    /// The fields, in their order.
    pub(super) fields: Fields,
    /// The lines that belong to no field.
    pub(super) prose: String,
}

/// Reads fields of the form `key: value` (with `=` for TOML), `- item` below a key, and lines that go on.
pub(super) fn salvage(head: &str, separator: char) -> Salvage {
    let mut found = Salvage::default();
    for line in head.lines() {
        let bare = line.trim();
        let is_table = separator == '=' && bare.starts_with('[') && bare.ends_with(']');
        if bare.is_empty() || bare.starts_with('#') || is_table {
            continue;
        }
        let is_indented = line.starts_with([' ', '\t']);
        let field = split::key(bare, separator);
        let last = found.fields.last_mut().map(|(_, value)| value);
        match (last, item(bare), field) {
            (Some(last), Some(item), _) => push(last, item, separator),
            (Some(last), None, Some((key, value))) if is_indented && !is_text(last) => {
                extend(last, key, value);
            }
            (Some(last), None, None) if is_indented => append(last, bare),
            (_, None, Some((key, value))) => found.fields.push((key.to_owned(), read(value))),
            _ => {
                found.prose.push_str(line);
                found.prose.push('\n');
            }
        }
    }
    found
}

/// The text of a list item.
fn item(line: &str) -> Option<&str> {
    let rest = line.strip_prefix('-')?;
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then(|| rest.trim())
}

/// Adds a list item to a value; `- name: Jane` is a mapping of its own.
fn push(value: &mut Value, item: &str, separator: char) {
    if !matches!(value, Value::List(_)) {
        *value = Value::List(match std::mem::replace(value, Value::Nothing) {
            Value::Nothing => Vec::new(),
            first => vec![first],
        });
    }
    if let Value::List(items) = value {
        items.push(match split::key(item, separator) {
            Some((key, value)) if !value.is_empty() => {
                Value::Map(vec![(key.to_owned(), read(value))])
            }
            _ => read(item),
        });
    }
}

fn is_text(value: &Value) -> bool {
    matches!(value, Value::Text(_))
}

/// Adds a field to the mapping that its indentation puts it into: a field's value, or the last item of a list.
fn extend(parent: &mut Value, key: &str, value: &str) {
    match parent {
        Value::Map(fields) => fields.push((key.to_owned(), read(value))),
        Value::List(items) => {
            if let Some(last) = items.last_mut() {
                extend(last, key, value);
            }
        }
        Value::Nothing => *parent = Value::Map(vec![(key.to_owned(), read(value))]),
        Value::Text(_) => {}
    }
}

/// A further line of a text.
fn append(value: &mut Value, line: &str) {
    match value {
        Value::Text(text) => {
            text.push(' ');
            text.push_str(line);
        }
        Value::Nothing => *value = read(line),
        Value::List(items) => match items.last_mut() {
            Some(last @ (Value::Text(_) | Value::Nothing)) => append(last, line),
            _ => items.push(read(line)),
        },
        Value::Map(_) => {}
    }
}

/// A value on one line: a list in brackets, a text with or without quotation marks, or the sign of a folded text.
fn read(value: &str) -> Value {
    let value = value.trim();
    if let Some(inner) = value.strip_prefix('[').and_then(|v| v.strip_suffix(']')) {
        if inner.starts_with('[') {
            return read(inner);
        }
        let items = inner.split(',').map(scalar);
        return Value::List(items.filter(|item| *item != Value::Nothing).collect());
    }
    match value {
        ">" | "|" | ">-" | "|-" | ">+" | "|+" => Value::Nothing,
        _ => scalar(value),
    }
}

fn scalar(value: &str) -> Value {
    let value = value.trim();
    let quoted = ['"', '\'']
        .iter()
        .find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
    let text = match quoted {
        Some(inner) => inner.replace("\\\"", "\""),
        None => {
            let bare = value.split(" #").next().unwrap_or_default().trim();
            let unclosed = bare.strip_prefix('"').filter(|rest| !rest.contains('"'));
            unclosed.unwrap_or(bare).to_owned()
        }
    };
    match text.as_str() {
        "" | "~" | "null" => Value::Nothing,
        _ => Value::Text(text),
    }
}
