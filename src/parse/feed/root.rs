//! Tells by its first element, or its first keys, whether a text is a feed and of which dialect.
//!
//! Does not own what becomes of files that are none (`parse::sniff`).

use memchr::memmem;
use serde_json::{Deserializer, Value};

use super::xml::{Event, Events, Tag, local};
use crate::article::Format;

/// What a text is that looks like XML or JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::parse) enum Root {
    /// A feed.
    Feed(Format),
    /// A list of feeds.
    Opml,
    /// A page.
    Html,
    /// Something else in XML.
    Xml,
    /// Something else in JSON.
    Json,
}

/// Bytes in which a feed has to begin.
const HEAD: usize = 64 * 1024;
/// Bytes that may stand before it: what a server said by mistake.
const JUNK: usize = 8 * 1024;

/// What a text begins with; nothing if it is neither XML nor JSON.
pub(in crate::parse) fn root(text: &str) -> Option<Root> {
    let start = text.trim_start_matches(|char: char| char.is_whitespace() || char == '\u{feff}');
    match start.as_bytes().first()? {
        b'{' if is_json_feed(start) => Some(Root::Feed(Format::JsonFeed)),
        b'{' | b'[' => is_json(start).then_some(Root::Json),
        b'<' => Some(root_of_xml(start)),
        _ => None,
    }
}

/// The same for a text whose name says that it is XML: what stands before the feed is passed over.
pub(in crate::parse) fn root_behind_junk(text: &str) -> Option<Root> {
    let own = root(text);
    if let Some(Root::Feed(_) | Root::Opml) = own {
        return own;
    }
    let behind = start(text).map(|start| root_of_xml(&text[start..]));
    behind.filter(|root| matches!(root, Root::Feed(_))).or(own)
}

/// Where a feed begins that has something else before it.
fn start(text: &str) -> Option<usize> {
    let head = &text.as_bytes()[..text.len().min(JUNK)];
    ["<?xml", "<rss", "<feed", "<rdf:RDF", "<en-export"]
        .iter()
        .filter_map(|start| memmem::find(head, start.as_bytes()))
        .min()
}

fn root_of_xml(text: &str) -> Root {
    let head = head(text);
    let Some(tag) = first_tag(head) else {
        return Root::Xml;
    };
    let holds = |what: &str| memmem::find(head.as_bytes(), what.as_bytes()).is_some();
    match local(tag.name).to_ascii_lowercase().as_str() {
        "rss" => Root::Feed(Format::Rss),
        "feed" | "entry" => Root::Feed(Format::Atom),
        // Of Evernote's notes, which say as much of themselves as Atom's entries do.
        "en-export" => Root::Feed(Format::Atom),
        "rdf"
            if ["purl.org/rss", "netscape.com", "<channel", "<item"]
                .iter()
                .any(|sign| holds(sign)) =>
        {
            Root::Feed(Format::Rss)
        }
        // Of CDF, Microsoft's feeds of 1997, and of RSS that lost its beginning.
        "channel" | "item" => Root::Feed(Format::Rss),
        "opml" => Root::Opml,
        "html" | "head" | "body" => Root::Html,
        _ if head
            .as_bytes()
            .get(..14)
            .is_some_and(|start| start.eq_ignore_ascii_case(b"<!doctype html")) =>
        {
            Root::Html
        }
        _ => Root::Xml,
    }
}

fn first_tag(text: &str) -> Option<Tag<'_>> {
    let mut events = Events::new(text);
    loop {
        match events.next() {
            Event::Open(tag) => return Some(tag),
            Event::End => return None,
            _ => {}
        }
    }
}

/// Whether a JSON object is a feed: it names the version, or has items such as a feed has.
pub(in crate::parse) fn is_json_feed(text: &str) -> bool {
    let bytes = head(text).as_bytes();
    let holds = |what: &str| memmem::find(bytes, what.as_bytes()).is_some();
    if !text.trim_start().starts_with('{') {
        return false;
    }
    if holds("jsonfeed.org/version") || holds("jsonfeed.org\\/version") {
        return true;
    }
    let signs = [
        "\"content_html\"",
        "\"content_text\"",
        "\"date_published\"",
        "\"home_page_url\"",
    ];
    holds("\"items\"") && signs.iter().any(|sign| holds(sign))
}

/// Whether a text whose name does not say so is JSON: it begins with an object, in a list or not, and as far as it is looked
/// at, nothing in it is wrong. A text may begin with a bracket, and even with a word in quotation marks behind it.
pub(in crate::parse) fn is_json(text: &str) -> bool {
    let text = head(text).trim_start();
    let object = text.strip_prefix('[').unwrap_or(text).trim_start();
    let key = object.strip_prefix('{').map(str::trim_start);
    let behind = key.and_then(|key| key.strip_prefix('"')?.split_once('"'));
    let has_key = behind.is_some_and(|(_, rest)| rest.trim_start().starts_with(':'));
    let mut values = Deserializer::from_str(text).into_iter::<Value>();
    let ends_amid = |error: serde_json::Error| error.is_eof();
    has_key && values.all(|value| value.map_or_else(ends_amid, |_| true))
}

/// Whether a text that is called JSON may be some: it begins with an object or a list, or is a value of another kind.
pub(in crate::parse) fn opens_json(text: &str) -> bool {
    let start = text.trim_start_matches(|char: char| char.is_whitespace() || char == '\u{feff}');
    start.starts_with(['{', '[']) || serde_json::from_str::<Value>(start).is_ok()
}

fn head(text: &str) -> &str {
    let mut end = text.len().min(HEAD);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_is_known_by_its_first_element() {
        let rss = Some(Root::Feed(Format::Rss));
        let atom = Some(Root::Feed(Format::Atom));
        assert_eq!(root("<?xml version='1.0'?>\n<!-- <feed> -->\n<rss>"), rss);
        assert_eq!(root("<!DOCTYPE html><rss version='2.0'>"), rss);
        assert_eq!(root("<rdf:RDF xmlns='http://purl.org/rss/1.0/'>"), rss);
        assert_eq!(
            root("\u{feff} <a:feed xmlns:a='http://www.w3.org/2005/Atom'>"),
            atom
        );
        assert_eq!(
            root("<rdf:RDF xmlns:foaf='http://xmlns.com/foaf/0.1/'>"),
            Some(Root::Xml)
        );
    }

    #[test]
    fn pages_and_lists_of_feeds_are_no_feeds() {
        assert_eq!(root("<!doctype html><p><rss>"), Some(Root::Html));
        assert_eq!(root("<html><feed>"), Some(Root::Html));
        assert_eq!(root("<opml version='2.0'>"), Some(Root::Opml));
        assert_eq!(root("<note>"), Some(Root::Xml));
        assert_eq!(root("A text with <rss> in it"), None);
    }

    #[test]
    fn what_a_server_said_before_the_feed_is_passed_over() {
        let rss = Some(Root::Feed(Format::Rss));
        assert_eq!(
            root_behind_junk("<b>Warning</b>: a fault\n<?xml version='1.0'?><rss>"),
            rss
        );
        assert_eq!(root_behind_junk("junk <rss>"), rss);
        assert_eq!(
            root_behind_junk("<html><p>a page</p></html>"),
            Some(Root::Html)
        );
        assert_eq!(root_behind_junk("no markup"), None);
    }

    #[test]
    fn json_is_a_feed_if_it_says_so_or_has_a_feeds_items() {
        let json = Some(Root::Feed(Format::JsonFeed));
        assert_eq!(
            root("{\"version\": \"https://jsonfeed.org/version/1.1\"}"),
            json
        );
        assert_eq!(root("{\"items\": [{\"content_text\": \"a\"}]}"), json);
        assert_eq!(root("{\"items\": [1, 2]}"), Some(Root::Json));
    }
}
