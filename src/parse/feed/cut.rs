//! Cuts the text of an XML feed into its items and what stands around them.
//!
//! Owns where an item begins and ends, also where its end tag is missing: damage in one item does not reach the next.
//! Does not own what stands in an item (`walk`).

use memchr::{memchr, memmem};

use super::names::{Names, Space};

/// A feed in parts.
#[derive(Debug, Default)]
pub(super) struct Cut<'a> {
    /// The items, in their order.
    pub(super) items: Vec<Item<'a>>,
    /// What stands before, between and after them.
    pub(super) rest: Vec<&'a str>,
}

/// An item's part of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item<'a> {
    /// From its start tag to its end tag, both included.
    pub(super) text: &'a str,
    /// Where it begins in the whole text.
    pub(super) start: usize,
    /// Whether its end tag is there.
    pub(super) is_complete: bool,
}

/// Cuts a text. An item ends at its end tag, else where the next begins, else with the text.
pub(super) fn cut<'a>(text: &'a str, names: &Names) -> Cut<'a> {
    if names.are_of_notes() {
        parted(text, &["</note>"], note_name)
    } else {
        let ends = &["</item>", "</entry>"];
        parted(text, ends, |tag| item_name(tag, names))
    }
}

/// Cuts a text into items. `ends` are their end tags, and `named` tells the name of one that a tag begins with.
fn parted<'a>(
    text: &'a str,
    ends: &'static [&'static str],
    named: impl Fn(&'a str) -> Option<&'a str>,
) -> Cut<'a> {
    let mut scan = Scan {
        text,
        at: 0,
        item_ends: ends,
        ends: Vec::new(),
    };
    let mut cut = Cut::default();
    let (mut outside, mut open): (usize, Option<(usize, &str)>) = (0, None);
    while let Some(place) = scan.tag() {
        let tag = &text[place..];
        let is_end = tag.starts_with("</");
        let Some(name) = named(&tag[if is_end { 2 } else { 1 }..]) else {
            continue;
        };
        let mut push = |start: usize, end: usize, is_complete: bool| {
            cut.items.push(Item {
                text: &text[start..end],
                start,
                is_complete,
            });
            end
        };
        match open {
            Some((start, opened)) if is_end && opened == name => {
                outside = push(start, scan.tag_end(place), true);
                open = None;
            }
            _ if is_end => {}
            Some((start, _)) => {
                push(start, place, false);
                open = Some((place, name));
            }
            None => {
                cut.rest.push(&text[outside..place]);
                let end = scan.tag_end(place);
                if text[..end].ends_with("/>") {
                    outside = push(place, end, true);
                } else {
                    open = Some((place, name));
                }
            }
        }
    }
    match open {
        Some((start, _)) => cut.items.push(Item {
            text: &text[start..],
            start,
            is_complete: false,
        }),
        None => cut.rest.push(&text[outside..]),
    }
    cut
}

/// The name of an item that a tag begins with, as written.
fn item_name<'a>(tag: &'a str, names: &Names) -> Option<&'a str> {
    // Nearly all tags are others, and most of these begin with another letter.
    let first = tag.as_bytes().first()?.to_ascii_lowercase();
    let end = tag
        .bytes()
        .take(32)
        .position(|byte| matches!(byte, b' ' | b'\n' | b'\t' | b'>' | b'/' | b'<'))?;
    let name = &tag[..end];
    let (prefix, local) = match name.split_once(':') {
        Some(parts) => parts,
        None if matches!(first, b'i' | b'e') => ("", name),
        None => return None,
    };
    let is_item = local.eq_ignore_ascii_case("item") || local.eq_ignore_ascii_case("entry");
    (is_item && names.space(prefix) == Space::Feed).then_some(name)
}

/// The name of a note that a tag begins with, as written.
fn note_name(tag: &str) -> Option<&str> {
    let (name, rest) = tag.split_at_checked(4)?;
    let is_over = rest.starts_with([' ', '\n', '\t', '>', '/', '<']);
    (is_over && name.eq_ignore_ascii_case("note")).then_some(name)
}

/// A walk from tag to tag that passes over comments, CDATA sections, instructions and declarations.
struct Scan<'a> {
    text: &'a str,
    at: usize,
    /// The end tags of items.
    item_ends: &'static [&'static str],
    /// Where each end occurs next, if at all, so that none is looked for again and again.
    ends: Vec<(&'static str, Option<usize>)>,
}

impl Scan<'_> {
    /// The place of the next tag.
    fn tag(&mut self) -> Option<usize> {
        let bytes = self.text.as_bytes();
        loop {
            let place = self.at + memchr(b'<', bytes.get(self.at..)?)?;
            self.at = place + 1;
            match bytes.get(place + 1)? {
                b'!' | b'?' => self.pass(place),
                byte if byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'_') => {
                    return Some(place);
                }
                _ => {}
            }
        }
    }

    /// Passes over what is no element. What has no end is no reason to give up what follows.
    fn pass(&mut self, place: usize) {
        let rest = &self.text[place..];
        let end = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<![CDATA[") {
            "]]>"
        } else if rest.starts_with("<?") {
            "?>"
        } else if is_doctype(rest) && has_subset(rest) {
            "]>"
        } else {
            ">"
        };
        let Some(stop) = self.find(end, place) else {
            return;
        };
        if end == "]]>" && self.swallows_an_item(&self.text[place + 9..stop.max(place + 9)]) {
            return;
        }
        self.at = stop + end.len();
    }

    /// Whether what looks like one CDATA section goes from one item into the next, so that its end is another's.
    fn swallows_an_item(&self, section: &str) -> bool {
        let bytes = section.as_bytes();
        let Some(next) = memmem::find(bytes, b"<![CDATA[") else {
            return false;
        };
        self.item_ends
            .iter()
            .any(|end| memmem::find(&bytes[..next], end.as_bytes()).is_some())
    }

    /// Where an end occurs next.
    fn find(&mut self, end: &'static str, from: usize) -> Option<usize> {
        if let Some((_, stop)) = self.ends.iter().find(|(known, _)| *known == end)
            && stop.is_none_or(|stop| stop >= from)
        {
            return *stop;
        }
        let found = memmem::find(&self.text.as_bytes()[from..], end.as_bytes());
        let stop = found.map(|length| from + length);
        self.ends.retain(|(known, _)| *known != end);
        self.ends.push((end, stop));
        stop
    }

    /// Where the tag at a place ends, its `>` included; before the next tag if it has none.
    fn tag_end(&self, place: usize) -> usize {
        let mut quote = None;
        for (at, byte) in self.text.as_bytes()[place..].iter().enumerate().skip(1) {
            match (quote, *byte) {
                (None, b'>') => return place + at + 1,
                (None, b'"' | b'\'') => quote = Some(*byte),
                (Some(open), byte) if open == byte => quote = None,
                (_, b'<') => return place + at,
                _ => {}
            }
        }
        self.text.len()
    }
}

fn is_doctype(rest: &str) -> bool {
    let head = rest.as_bytes().get(..9);
    head.is_some_and(|head| head.eq_ignore_ascii_case(b"<!doctype"))
}

/// Whether a document type has declarations in brackets.
fn has_subset(doctype: &str) -> bool {
    doctype
        .bytes()
        .take(4096)
        .find(|byte| matches!(byte, b'[' | b'>'))
        .is_some_and(|byte| byte == b'[')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn items(text: &str) -> Vec<(&str, bool)> {
        let cut = cut(text, &Names::default());
        cut.items
            .iter()
            .map(|item| (item.text, item.is_complete))
            .collect()
    }

    #[test]
    fn items_are_cut_out_and_the_rest_is_kept() {
        let text = "<rss><title>A</title><item a='>'>1</item> <item/><items/><ITEM>2</ITEM ></rss>";
        let cut = cut(text, &Names::default());
        let texts: Vec<_> = cut.items.iter().map(|item| item.text).collect();
        assert_eq!(
            texts,
            ["<item a='>'>1</item>", "<item/>", "<ITEM>2</ITEM >"]
        );
        assert_eq!(
            cut.rest,
            ["<rss><title>A</title>", " ", "<items/>", "</rss>"]
        );
        assert!(cut.items.iter().all(|item| item.is_complete));
    }

    #[test]
    fn an_item_without_an_end_ends_where_the_next_begins() {
        assert_eq!(
            items("<a><item>1<item>2</item><item>3"),
            [
                ("<item>1", false),
                ("<item>2</item>", true),
                ("<item>3", false)
            ]
        );
    }

    #[test]
    fn what_is_quoted_or_commented_out_is_no_item() {
        assert_eq!(
            items("<!-- <item>1</item> --><item><![CDATA[<item>2</item>]]></item>"),
            [("<item><![CDATA[<item>2</item>]]></item>", true)]
        );
        assert_eq!(items("<!DOCTYPE a [<!ENTITY b '<item>'>]><a/>"), []);
    }

    #[test]
    fn what_has_no_end_does_not_hide_the_items_behind_it() {
        assert_eq!(items("<!-- <item>1</item>"), [("<item>1</item>", true)]);
        let text = "<item><![CDATA[1</item><item><![CDATA[2]]></item>";
        assert_eq!(items(text).len(), 2);
    }

    #[test]
    fn an_item_of_another_vocabulary_is_none() {
        assert_eq!(items("<x:item>1</x:item>"), []);
        assert_eq!(items("<atom:entry>1</atom:entry>").len(), 1);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_or_doubled(text in "(<item>|</item>|<!--|-->|<!\\[CDATA\\[|\\]\\]>|<b|>|'|é|\n){0,30}") {
            let cut = cut(&text, &Names::default());
            let items: usize = cut.items.iter().map(|item| item.text.len()).sum();
            let rest: usize = cut.rest.iter().map(|rest| rest.len()).sum();
            prop_assert_eq!(items + rest, text.len());
        }
    }
}
