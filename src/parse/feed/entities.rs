//! Entities that a feed declares for itself: `<!ENTITY site "A Site">`.
//!
//! Owns the limits that keep them harmless: only short texts that hold neither references nor markup, and only as long
//! as the feed grows by little. All others stay as they are written, and none is ever fetched.

use std::borrow::Cow;

use memchr::memmem;

/// Bytes that a feed may grow by.
const MOST_GROWTH: usize = 64 * 1024;
/// The longest text that an entity may stand for.
const LONGEST: usize = 256;
/// Entities that are looked at.
const MOST: usize = 64;

/// A text with the entities that it declares replaced by what they stand for.
pub(super) fn expanded(text: &str) -> Cow<'_, str> {
    let Some(start) = memmem::find(&text.as_bytes()[..text.len().min(4096)], b"<!DOCTYPE") else {
        return Cow::Borrowed(text);
    };
    let Some(end) = memmem::find(&text.as_bytes()[start..], b"]>").map(|end| start + end) else {
        return Cow::Borrowed(text);
    };
    let entities: Vec<(&str, &str)> = text[start..end]
        .split("<!ENTITY")
        .skip(1)
        .take(MOST)
        .filter_map(declaration)
        .collect();
    if entities.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut whole = String::with_capacity(text.len() + MOST_GROWTH);
    let most = text.len() + MOST_GROWTH;
    whole.push_str(&text[..end]);
    let mut rest = &text[end..];
    while let Some(at) = rest.find('&') {
        whole.push_str(&rest[..at]);
        rest = &rest[at..];
        let name = rest[1..].split(';').next().filter(|name| name.len() <= 32);
        let known = entities.iter().find(|(known, _)| Some(*known) == name);
        match known {
            Some((name, value)) if whole.len() + value.len() + rest.len() <= most => {
                whole.push_str(value);
                rest = &rest[name.len() + 2..];
            }
            _ => {
                whole.push('&');
                rest = &rest[1..];
            }
        }
    }
    whole.push_str(rest);
    Cow::Owned(whole)
}

/// The name and the text of an entity; none if it is one of a file, or holds more than text.
fn declaration(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.trim_start().split_once(char::is_whitespace)?;
    let rest = rest.trim_start();
    let quote = rest
        .chars()
        .next()
        .filter(|char| matches!(char, '"' | '\''))?;
    let (value, _) = rest[1..].split_once(quote)?;
    let is_plain = value.len() <= LONGEST && !value.contains(['&', '<', '%']);
    is_plain.then_some((name, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entity_that_is_a_short_text_is_known() {
        let text = "<!DOCTYPE rss [<!ENTITY a 'The Wire'>]><rss>&a; &b; & &amp;</rss>";
        assert!(expanded(text).ends_with("<rss>The Wire &b; & &amp;</rss>"));
    }

    #[test]
    fn a_bomb_does_not_go_off() {
        let nested = "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'><!ENTITY c SYSTEM 'file:///etc/passwd'>]><a>&b;&c;</a>";
        assert!(expanded(nested).ends_with("<a>&b;&c;</a>"));
        let long = format!(
            "<!DOCTYPE a [<!ENTITY a '{}'>]><a>{}</a>",
            "x".repeat(250),
            "&a;".repeat(10_000)
        );
        assert!(expanded(&long).len() <= long.len() + MOST_GROWTH);
    }
}
