//! XML as feeds and books have it: a stream of tags and texts that never fails.
//!
//! Owns how markup that is not well-formed is read on, in time proportional to the text, and what references stand for.
//! Entities that a document declares itself are left as they are written, so that none can unfold into a gigabyte. Does
//! not own what elements mean (`feed`, `book`).

use std::borrow::Cow;

use quick_xml::{
    Reader,
    escape::resolve_html5_entity,
    events::{Event as Read, attributes::Attributes},
};

/// What comes next in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event<'a> {
    /// A start tag, or an empty element.
    Open(Tag<'a>),
    /// An end tag, by its name.
    Close(&'a str),
    /// Text without references, also of a CDATA section.
    Text(&'a str),
    /// A reference, with its ampersand and semicolon.
    Reference(&'a str),
    /// The end of the text.
    End,
}

/// A start tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// The name as written, with its prefix.
    pub(super) name: &'a str,
    /// The attributes as written.
    pub(super) attributes: &'a str,
    /// Whether it is an element without content: `<br/>`.
    pub(super) is_empty: bool,
}

/// A name without its prefix: `dc:title` is `title`.
pub(super) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

impl<'a> Tag<'a> {
    /// The attributes as (name, value); values are decoded.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&'a str, Cow<'a, str>)> + use<'a> {
        let mut attributes = Attributes::html(self.attributes, 0);
        attributes.with_checks(false);
        attributes.flatten().map(|attribute| {
            let value = match attribute.value {
                Cow::Borrowed(value) => decoded(value),
                Cow::Owned(value) => Cow::Owned(decoded(&value).into_owned()),
            };
            (attribute.key.into_inner(), value)
        })
    }

    /// The value of the attribute with this name, in any case of its letters.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        if self.attributes.is_empty() {
            return None;
        }
        self.attributes()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }
}

/// What is wrong with a document's markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// A `<` that begins no tag.
    Angle,
    /// A comment, a CDATA section or a tag has no end.
    Unclosed,
    /// An end tag that closes nothing, or not what was opened last.
    Mismatch,
}

/// How often the search for an end may run to the end of the text in vain, as that takes the square of the time.
const MOST_SEARCHES: u32 = 32;

/// The events of a text. See the module.
pub(super) struct Events<'a> {
    /// The whole text.
    text: &'a str,
    /// Where the reader began.
    start: usize,
    reader: Reader<&'a [u8]>,
    searches: u32,
    /// The first fault that was come upon, and its place in the text.
    pub(super) fault: Option<(usize, Fault)>,
}

impl<'a> Events<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            start: 0,
            reader: reader(text),
            searches: 0,
            fault: None,
        }
    }

    /// The place in the text that was read up to.
    pub(super) fn place(&self) -> usize {
        let read = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        (self.start + read).min(self.text.len())
    }

    /// Notes a fault at a place, unless there was one before it.
    pub(super) fn note(&mut self, place: usize, fault: Fault) {
        self.fault.get_or_insert((place, fault));
    }

    pub(super) fn next(&mut self) -> Event<'a> {
        loop {
            let from = self.place();
            let read = self.reader.read_event();
            let raw = self.text.get(from..self.place()).unwrap_or_default();
            let event = match read {
                Ok(Read::Start(_)) => self.tag(from, raw, false),
                Ok(Read::Empty(_)) => self.tag(from, raw, true),
                Ok(Read::End(_)) => {
                    let name = raw.trim_start_matches("</").trim_end_matches('>');
                    Some(Event::Close(name.trim_end()))
                }
                Ok(Read::Text(_)) => Some(Event::Text(raw)),
                Ok(Read::CData(_)) => {
                    let inner = raw.strip_prefix("<![CDATA[").unwrap_or(raw);
                    Some(Event::Text(inner.strip_suffix("]]>").unwrap_or(inner)))
                }
                Ok(Read::GeneralRef(_)) => Some(Event::Reference(raw)),
                Ok(Read::Comment(_) | Read::Decl(_) | Read::PI(_) | Read::DocType(_)) => None,
                Ok(Read::Eof) => Some(Event::End),
                Err(_) => Some(self.recover(from)),
            };
            if let Some(event) = event {
                return event;
            }
        }
    }

    /// A tag as it was read; text where a `<` stands in it, for then it began too early.
    fn tag(&mut self, from: usize, raw: &'a str, is_empty: bool) -> Option<Event<'a>> {
        let inner = raw.strip_prefix('<').unwrap_or(raw);
        if let Some(last) = inner.rfind('<')
            && !is_quoted(&inner[..last])
        {
            self.note(from, Fault::Angle);
            let text = &raw[..=last];
            self.restart(from + text.len());
            return Some(Event::Text(text));
        }
        if !inner.starts_with(|char: char| char.is_alphabetic() || matches!(char, '_' | ':')) {
            self.note(from, Fault::Angle);
            return Some(Event::Text(raw));
        }
        let inner = inner.strip_suffix('>').unwrap_or(inner);
        let inner = if is_empty {
            inner.strip_suffix('/').unwrap_or(inner)
        } else {
            inner
        };
        let end = inner
            .find(|char: char| char.is_ascii_whitespace() || char == '/')
            .unwrap_or(inner.len());
        let (name, attributes) = inner.split_at(end);
        Some(Event::Open(Tag {
            name,
            attributes: attributes.trim_matches([' ', '\n', '\t', '/']),
            is_empty,
        }))
    }

    /// Reads on behind markup that has no end or makes no sense.
    fn recover(&mut self, from: usize) -> Event<'a> {
        let rest = &self.text[from..];
        self.searches += 1;
        if rest.is_empty() || self.searches > MOST_SEARCHES {
            self.restart(self.text.len());
            return if rest.is_empty() {
                Event::End
            } else {
                self.note(from, Fault::Unclosed);
                Event::Text(rest)
            };
        }
        if let Some(inner) = rest.strip_prefix("<![CDATA[") {
            self.note(from, Fault::Unclosed);
            self.restart(self.text.len());
            return Event::Text(inner);
        }
        let is_tag = rest.starts_with('<')
            && rest[1..].starts_with(|char: char| char.is_alphabetic() || char == '/');
        let end = rest.find('>').filter(|_| is_tag);
        self.note(
            from,
            if is_tag {
                Fault::Unclosed
            } else {
                Fault::Angle
            },
        );
        match end {
            // A quotation mark that is never closed: the tag ends where it seems to.
            Some(end) => {
                self.restart(from + end + 1);
                self.tag(from, &rest[..=end], rest[..end].ends_with('/'))
                    .unwrap_or(Event::Text(""))
            }
            // Cut off within a tag.
            None if is_tag => {
                self.restart(self.text.len());
                Event::End
            }
            None => {
                let length = rest.chars().next().map_or(0, char::len_utf8);
                self.restart(from + length);
                Event::Text(&rest[..length])
            }
        }
    }

    /// Reads on from a place.
    pub(super) fn restart(&mut self, place: usize) {
        self.start = place;
        self.reader = reader(&self.text[place..]);
    }
}

fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    reader
}

/// Whether a quotation mark is open at the end of the inside of a tag.
fn is_quoted(inside: &str) -> bool {
    let mut open = None;
    for byte in inside.bytes() {
        match (open, byte) {
            (None, b'"' | b'\'') => open = Some(byte),
            (Some(quote), byte) if quote == byte => open = None,
            _ => {}
        }
    }
    open.is_some()
}

/// A text with its references replaced by what they stand for.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        clean.push_str(&rest[..at]);
        rest = &rest[at..];
        // The longest name has 31 letters.
        let end = rest.bytes().take(34).position(|byte| byte == b';');
        let length = end.map_or(1, |end| end + 1);
        push_reference(&mut clean, &rest[..length]);
        rest = &rest[length..];
    }
    clean.push_str(rest);
    Cow::Owned(clean)
}

/// Adds what a reference stands for; itself where that is not known.
pub(super) fn push_reference(text: &mut String, reference: &str) {
    let name = reference.trim_start_matches('&').trim_end_matches(';');
    let known = match name {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "quot" => "\"",
        "apos" => "'",
        _ => match name.strip_prefix('#') {
            Some(number) => match character(number) {
                Some(char) => return text.push(char),
                None => reference,
            },
            None => resolve_html5_entity(name).unwrap_or(reference),
        },
    };
    text.push_str(known);
}

/// The character of a numeric reference. Numbers from 128 to 159 are those of Windows, as in HTML.
fn character(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    match code {
        0x80..=0x9f => char::from_u32(code).map(of_windows),
        _ => char::from_u32(code),
    }
}

/// What a control character from 128 to 159 is in Windows' Western encoding.
pub(super) fn of_windows(char: char) -> char {
    let place = (char as usize).checked_sub(0x80);
    let meant = place.and_then(|place| WINDOWS_1252.chars().nth(place));
    meant.unwrap_or(char)
}

/// What the bytes from 128 on mean in Windows' Western encoding.
const WINDOWS_1252: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// Adds a text with what would be markup in it escaped.
pub(super) fn push_escaped(markup: &mut String, text: &str) {
    for char in text.chars() {
        match char {
            '<' => markup.push_str("&lt;"),
            '>' => markup.push_str("&gt;"),
            '&' => markup.push_str("&amp;"),
            '"' => markup.push_str("&quot;"),
            _ => markup.push(char),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Tags in brackets, so that a test reads as a line.
    fn shown(text: &str) -> String {
        let mut events = Events::new(text);
        let mut shown = String::new();
        loop {
            match events.next() {
                Event::Open(tag) if tag.is_empty => shown += &format!("[{}/]", tag.name),
                Event::Open(tag) => shown += &format!("[{}]", tag.name),
                Event::Close(name) => shown += &format!("[/{name}]"),
                Event::Text(text) => shown += text,
                Event::Reference(reference) => push_reference(&mut shown, reference),
                Event::End => return shown,
            }
        }
    }

    #[test]
    fn well_formed_markup_is_read_as_it_is() {
        assert_eq!(
            shown(
                "<?xml version='1.0'?><!-- a --><a b='1'>x<b/>&lt;&#65;<![CDATA[<y>&amp;]]></a >"
            ),
            "[a]x[b/]<A<y>&amp;[/a]"
        );
    }

    #[test]
    fn references_of_html_are_known_and_others_stay() {
        assert_eq!(
            shown("&nbsp;&eacute;&bogus; & AT&T &#x2019;&#146;"),
            "\u{a0}é&bogus; & AT&T ’’"
        );
        assert_eq!(decoded("a&amp;b&c;&"), "a&b&c;&");
    }

    #[test]
    fn an_angle_that_begins_no_tag_is_text() {
        assert_eq!(
            shown("<a>1 < 2 <b>x</b> <3</a>"),
            "[a]1 < 2 [b]x[/b] <3[/a]"
        );
        assert_eq!(shown("<a>x <!' y</a>"), "[a]x <!' y[/a]");
    }

    #[test]
    fn what_has_no_end_does_not_take_the_rest_with_it() {
        assert_eq!(shown("<a b='1>x</a><c>y</c>"), "[a]x[/a][c]y[/c]");
        assert_eq!(shown("<a><![CDATA[x <b>"), "[a]x <b>");
        assert_eq!(shown("<a>x<b"), "[a]x");
    }

    #[test]
    fn attributes_are_found_in_any_case_and_decoded() {
        let tag = Tag {
            name: "a",
            attributes: "HREF=\"x?a=1&amp;b=2\" type = 'y' bare z=1",
            is_empty: false,
        };
        assert_eq!(tag.attribute("href").as_deref(), Some("x?a=1&b=2"));
        assert_eq!(tag.attribute("type").as_deref(), Some("y"));
        assert_eq!(tag.attribute("z").as_deref(), Some("1"));
        assert_eq!(tag.attribute("none"), None);
    }

    #[test]
    fn hostile_markup_takes_no_time_to_speak_of() {
        for piece in [
            "<",
            "<a \"",
            "<!--",
            "<![CDATA[",
            "<a '>",
            "&",
            "</",
            "<?",
            "<!DOCTYPE a [",
            "<a><",
        ] {
            let text = piece.repeat(20_000);
            assert!(shown(&text).len() <= text.len());
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_or_loop(text in "[<>/!\\[\\]CDAT?a-c\"'=&;#é -]{0,80}") {
            prop_assert!(shown(&text).len() <= text.len() * 3);
        }
    }
}
