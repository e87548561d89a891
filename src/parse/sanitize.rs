//! Takes out of a text what must not reach a terminal.

use std::borrow::Cow;

/// A one-line field: no control characters, white space collapsed.
pub(super) fn line(text: &str) -> String {
    let clean: String = text
        .chars()
        .map(|char| if char.is_control() { ' ' } else { char })
        .collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A body's text: no control characters but line feeds and tabs.
pub(super) fn text(text: &str) -> Cow<'_, str> {
    let is_foreign = |char: char| char.is_control() && !matches!(char, '\n' | '\t');
    if text.contains(is_foreign) {
        Cow::Owned(text.replace(is_foreign, "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}
