//! One-line fields that several formats have: names, addresses, languages.
//!
//! Owns what each may look like, and how several names become one byline. Does not own where a format keeps them.

use url::Url;

/// Bytes of an address that others are completed by. Each of these would repeat it.
const LONGEST_BASE: usize = 2048;

/// Bytes of a language's tag; RFC 5646 asks for 35.
const LONGEST_TAG: usize = 64;

/// The names of an article's authors as one byline.
pub(super) fn byline(mut names: Vec<String>) -> Option<String> {
    let last = names.pop()?;
    Some(if names.is_empty() {
        last
    } else {
        format!("{} and {last}", names.join(", "))
    })
}

/// Whether it is an absolute address on the web.
pub(super) fn is_address(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
        && !text.contains(' ')
}

/// An address in full that is relative to another, unless that is longer than any that is meant.
pub(super) fn joined(base: &Url, address: &str) -> Option<Url> {
    let base = Some(base).filter(|base| base.as_str().len() <= LONGEST_BASE)?;
    base.join(address).ok()
}

/// A language as a BCP 47 tag: `en_US` is `en-US`; "English" is none.
pub(super) fn language(text: &str) -> Option<String> {
    let tag = text.replace('_', "-");
    let mut parts = tag.split('-');
    let is_language = parts.next().is_some_and(|first| {
        (2..=3).contains(&first.len()) && first.chars().all(|char| char.is_ascii_alphabetic())
    });
    let is_subtag = |part: &str| {
        (1..=8).contains(&part.len()) && part.chars().all(|char| char.is_ascii_alphanumeric())
    };
    (is_language && parts.all(is_subtag) && tag.len() <= LONGEST_TAG).then_some(tag)
}
