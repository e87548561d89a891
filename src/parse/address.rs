//! Web addresses that are written out in running text.
//!
//! Owns where they begin and end, which is GitHub's rule (<https://github.github.com/gfm/#autolinks-extension->) but that
//! typographic quotation marks end them, too. Does not own what becomes of them.

use std::{borrow::Cow, ops::Range, sync::LazyLock};

use memchr::memmem::Finder;

/// Bytes of an address beyond which its brackets are not counted.
const LONGEST_ADDRESS: usize = 2048;

/// Characters of the longest name of a host, as the Domain Name System has it.
const LONGEST_NAME: usize = 253;

/// What the names of web servers begin with that need no scheme to be known.
const SERVER: &str = "www.";
static SERVERS: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(SERVER));

/// The web addresses in a text, in order.
pub(super) fn addresses(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    // Both are rare and quickly found.
    let mut colons = memchr::memchr_iter(b':', text.as_bytes()).peekable();
    let mut servers = SERVERS.find_iter(text.as_bytes()).peekable();
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let colon = colons.peek().copied();
            let address = match servers.peek().copied() {
                Some(server) if colon.is_none_or(|colon| server < colon) => {
                    servers.next();
                    at_server(text, from, server)
                }
                _ => {
                    colons.next();
                    at_colon(text, from, colon?)
                }
            };
            if let Some(address) = address {
                from = address.end;
                return Some(address);
            }
        }
    })
}

/// Where an address leads.
pub(super) fn target(address: &str) -> Cow<'_, str> {
    match address.starts_with(SERVER) {
        true => Cow::Owned(format!("http://{address}")),
        false => Cow::Borrowed(address),
    }
}

/// The address whose scheme ends at a colon, unless it begins before `from`.
fn at_colon(text: &str, from: usize, colon: usize) -> Option<Range<usize>> {
    let before = text.get(from..colon)?;
    let mut schemes = ["https", "http"].into_iter();
    let scheme = schemes.find(|scheme| before.ends_with(scheme))?;
    let (start, host) = (colon - scheme.len(), colon + "://".len());
    let is_word = text[from..start].ends_with(char::is_alphanumeric);
    if is_word || !text[colon..].starts_with("://") {
        return None;
    }
    let end = colon + length(&text[colon..]);
    (end > host).then_some(start..end)
}

/// The address that begins with the name of a server, unless that is before `from`.
fn at_server(text: &str, from: usize, start: usize) -> Option<Range<usize>> {
    let before = text.get(from..start)?.chars().next_back();
    let is_begun = before.is_none_or(|char| char.is_whitespace() || "*_~([<\"'“‘„«".contains(char));
    let is_server = is_begun && is_domain(&text[start + SERVER.len()..]);
    is_server.then(|| start..start + length(&text[start..]))
}

/// Whether a text begins with a name of two parts or more.
fn is_domain(text: &str) -> bool {
    let is_part = |char: &char| char.is_alphanumeric() || matches!(char, '-' | '_' | '.');
    let name = text.chars().take(LONGEST_NAME).take_while(is_part);
    let name: String = name.collect();
    let name = name.trim_end_matches(['.', '_']);
    let last_two = name.rsplit('.').take(2);
    name.contains('.')
        && name.split('.').all(|part| !part.is_empty())
        && !last_two.into_iter().any(|part| part.contains('_'))
}

/// The length of the address that a text begins with, without the punctuation of the sentence it stands in.
fn length(text: &str) -> usize {
    let is_outside = |char: char| char.is_whitespace() || "<>\"“”»«`{}|\\^".contains(char);
    let mut address = &text[..text.find(is_outside).unwrap_or(text.len())];
    loop {
        let shorter =
            address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '*', '_', '~']);
        if shorter.len() > LONGEST_ADDRESS {
            return shorter.len();
        }
        let is_surplus = |open: char, close: char| {
            shorter.ends_with(close)
                && shorter.matches(close).count() > shorter.matches(open).count()
        };
        address = if is_surplus('(', ')') || is_surplus('[', ']') {
            &shorter[..shorter.len() - 1]
        } else {
            return shorter.len();
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        addresses(text).map(|range| &text[range]).collect()
    }

    #[test]
    fn an_address_ends_before_the_sentence_does() {
        assert_eq!(found("See https://a.example/b."), ["https://a.example/b"]);
        assert_eq!(
            found("(http://a.example/b_(c)), then"),
            ["http://a.example/b_(c)"]
        );
        assert_eq!(
            found("https://a.example, http://b.example"),
            ["https://a.example", "http://b.example"]
        );
        assert_eq!(found("http https:// xhttp://a httpd"), [] as [&str; 0]);
    }

    #[test]
    fn a_server_needs_no_scheme() {
        assert_eq!(found("See www.a.example/b, or"), ["www.a.example/b"]);
        assert_eq!(found("(www.a.example)"), ["www.a.example"]);
        assert_eq!(
            found("www.a.example:80 http://www.b.example www.c.example"),
            ["www.a.example:80", "http://www.b.example", "www.c.example"]
        );
        for text in [
            "www.",
            "www.a",
            "www.a..b",
            "awww.a.example",
            "x.www.a.example",
            "www.a.b_c",
        ] {
            assert_eq!(found(text), [] as [&str; 0], "{text}");
        }
        assert_eq!(target("www.a.example"), "http://www.a.example");
        assert_eq!(target("https://www.a.example"), "https://www.a.example");
    }
}
