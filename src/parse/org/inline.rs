//! What stands amid a line of Org: emphasis, links, notes, timestamps.
//!
//! Owns where each begins and ends, in time proportional to the text. What looks like markup and is none stays. Does not own
//! which lines are running text (`org::lines`). Source: <https://orgmode.org/worg/org-syntax.html#Objects>.

use crate::{
    article::{BodyBuilder, SpanKind},
    parse::{address, footnotes::Footnotes, sanitize},
};

/// Lines that emphasis may go over, as Emacs has it.
const MOST_BREAKS: usize = 1;

/// Endings of pictures.
const PICTURES: &[&str] = &["png", "jpg", "jpeg", "gif", "svg", "webp", "avif"];

/// Emphasis that is longer is none, as is what is nested deeper.
const LONGEST: usize = 4096;
const DEEPEST: usize = 8;

/// Bytes in which a link, and what has angle brackets or braces around it, has to end.
const LONGEST_LINK: usize = 2048;
const LONGEST_SIGN: usize = 256;

/// Adds running text to the block that is open. Its line ends are blanks.
pub(super) fn set(builder: &mut BodyBuilder, notes: &mut Footnotes, text: &str) {
    let mut setter = Setter {
        builder,
        notes,
        is_linked: false,
        depth: 0,
    };
    setter.set(text);
}

/// A line without its markup.
pub(super) fn plain(line: &str) -> String {
    let mut builder = BodyBuilder::default();
    set(&mut builder, &mut Footnotes::default(), line);
    sanitize::line(builder.finish().text())
}

/// The text of a link and where it leads, if a line is nothing else.
pub(super) fn only_link(line: &str) -> Option<&str> {
    let link = link(line.trim())?;
    (link.length == line.trim().len()).then_some(link.target)
}

/// Whether a word is a day: `2020-04-16`.
pub(super) fn is_day(word: &str) -> bool {
    let shape = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    word.len() == 10 && word.bytes().enumerate().all(shape)
}

struct Setter<'a> {
    builder: &'a mut BodyBuilder,
    notes: &'a mut Footnotes,
    /// Whether a link is open: there is none within it.
    is_linked: bool,
    depth: usize,
}

impl Setter<'_> {
    fn set(&mut self, text: &str) {
        let mut ends = Ends::default();
        let (mut plain, mut at) = (0, 0);
        while let Some(found) = text[at..].find(['*', '/', '_', '+', '=', '~', '[', '<', '^']) {
            let start = at + found;
            let length = match self.object(text, start, plain, &mut ends) {
                Some(length) => length,
                None => {
                    at = start + 1;
                    continue;
                }
            };
            at = start + length;
            plain = at;
        }
        self.plain(&text[plain..]);
    }

    /// Sets the object that begins at a byte, and what is plain before it; returns its length.
    fn object(&mut self, text: &str, start: usize, plain: usize, ends: &mut Ends) -> Option<usize> {
        let rest = &text[start..];
        let before = &text[plain..start];
        match rest.as_bytes()[0] {
            b'[' => {
                if let Some(link) = link(rest) {
                    self.plain(before);
                    self.link(&link);
                    return Some(link.length);
                }
                self.note(rest, before)
            }
            b'<' => {
                let rest = opening(rest, LONGEST_SIGN);
                let end = rest.find(['>', '\n'])?;
                let inner = rest[1..end].trim_start_matches('<');
                let is_target = rest.starts_with("<<") && !inner.is_empty();
                let is_stamp = inner.get(..10).is_some_and(is_day);
                if !(is_target || is_stamp) || !rest[end..].starts_with('>') {
                    return None;
                }
                self.plain(before);
                self.builder.text(inner);
                let closed = rest[end..].len() - rest[end..].trim_start_matches('>').len();
                Some(end + closed.min(rest.len() - rest.trim_start_matches('<').len()))
            }
            b'^' | b'_' if rest[1..].starts_with('{') && !before_is_blank(text, start) => {
                let rest = opening(rest, LONGEST_SIGN);
                let end = rest
                    .find(['}', '\n'])
                    .filter(|end| rest[*end..].starts_with('}'))?;
                self.plain(before);
                let kind = match rest.starts_with('^') {
                    true => SpanKind::Raised,
                    false => SpanKind::Lowered,
                };
                self.builder.open_span(kind);
                self.builder.text(&rest[2..end]);
                self.builder.close_span();
                Some(end + 1)
            }
            _ if self.depth >= DEEPEST => None,
            marker => {
                let end = ends.of_emphasis(text, start, marker)?;
                self.plain(before);
                self.emphasis(&text[start + 1..end], marker);
                Some(end + 1 - start)
            }
        }
    }

    fn emphasis(&mut self, inner: &str, marker: u8) {
        let kind = match marker {
            b'*' => SpanKind::Strong,
            b'+' => SpanKind::Strike,
            b'=' | b'~' => SpanKind::Code,
            _ => SpanKind::Emphasis,
        };
        self.builder.open_span(kind);
        match kind {
            SpanKind::Code => self.builder.text(&inner.replace('\n', " ")),
            _ => {
                self.depth += 1;
                self.set(inner);
                self.depth -= 1;
            }
        }
        self.builder.close_span();
    }

    /// A link. Those within the file, or to other notes, are their text.
    fn link(&mut self, link: &Link) {
        let target = link.target.strip_prefix("file:").unwrap_or(link.target);
        let is_file = target.len() < link.target.len() || target.starts_with(['/', '.', '~']);
        let ending = target
            .rsplit_once('.')
            .map(|(_, ending)| ending.to_ascii_lowercase());
        let is_picture = ending.is_some_and(|ending| PICTURES.contains(&ending.as_str()));
        let is_address = ["http:", "https:", "mailto:", "ftp:", "gemini:"]
            .iter()
            .any(|scheme| target.starts_with(scheme));
        if self.is_linked || !(is_file || is_address) {
            let inner = link.target.trim_start_matches(['*', '#']);
            let inner = inner.strip_prefix("id:").unwrap_or(inner);
            return self.set(link.shown.unwrap_or(inner));
        }
        let index = self.builder.link(&sanitize::line(target));
        let is_bare_picture = is_picture && link.shown.is_none();
        self.builder.open_span(match is_bare_picture {
            true => SpanKind::Image(index),
            false => SpanKind::Link(index),
        });
        self.is_linked = true;
        match link.shown {
            Some(shown) => self.set(shown),
            None if is_bare_picture => self
                .builder
                .text(target.rsplit('/').next().unwrap_or(target)),
            None => self.builder.text(target),
        }
        self.is_linked = false;
        self.builder.close_span();
    }

    /// A note: its number, or its text in brackets where it has no name.
    fn note(&mut self, rest: &str, before: &str) -> Option<usize> {
        let inner = rest.strip_prefix("[fn:")?;
        let end = inner
            .find(['[', ']'])
            .filter(|end| inner[*end..].starts_with(']'))?;
        let (label, text) = inner[..end].split_once(':').unwrap_or((&inner[..end], ""));
        self.plain(before);
        if !label.is_empty() {
            let number = self.notes.number(label);
            self.builder.text(&number);
        }
        if !text.is_empty() {
            self.builder.text(" (");
            self.plain(text.trim());
            self.builder.text(")");
        }
        Some("[fn:".len() + end + 1)
    }

    /// Text without markup, but for addresses that are written out.
    fn plain(&mut self, text: &str) {
        let mut rest = 0;
        if !self.is_linked {
            for address in address::addresses(text) {
                self.words(&text[rest..address.start]);
                rest = address.end;
                let address = &text[address];
                let index = self
                    .builder
                    .link(&sanitize::line(&address::target(address)));
                self.builder.open_span(SpanKind::Link(index));
                self.builder.text(address);
                self.builder.close_span();
            }
        }
        self.words(&text[rest..]);
    }

    /// Line ends are blanks, and two strokes before one keep it.
    fn words(&mut self, text: &str) {
        if !text.contains('\n') && !text.contains("\\\\") {
            return self.builder.text(text);
        }
        let mut lines = text.split('\n').peekable();
        while let Some(line) = lines.next() {
            let broken = line.trim_end().strip_suffix("\\\\");
            self.builder.text(broken.unwrap_or(line));
            if lines.peek().is_some() {
                self.builder.text(if broken.is_some() { "\n" } else { " " });
            }
        }
    }
}

/// The first bytes of a text.
fn opening(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn before_is_blank(text: &str, at: usize) -> bool {
    text[..at]
        .chars()
        .next_back()
        .is_none_or(char::is_whitespace)
}

/// A link as it stands.
struct Link<'a> {
    target: &'a str,
    shown: Option<&'a str>,
    length: usize,
}

/// The link that a text begins with: `[[target]]` or `[[target][shown]]`.
fn link(text: &str) -> Option<Link<'_>> {
    let inner = opening(text, LONGEST_LINK).strip_prefix("[[")?;
    let end = inner.find(['[', ']', '\n']).filter(|end| *end > 0)?;
    let target = &inner[..end];
    let behind = inner[end..].strip_prefix(']')?;
    if behind.starts_with(']') {
        let length = 2 + end + 2;
        return Some(Link {
            target,
            shown: None,
            length,
        });
    }
    let shown = behind.strip_prefix('[')?;
    // Words in single brackets may stand in what is shown.
    let close = shown
        .find("]]")
        .filter(|close| !shown[..*close].contains("[["))?;
    Some(Link {
        target,
        shown: Some(&shown[..close]).filter(|shown| !shown.trim().is_empty()),
        length: 2 + end + 2 + close + 2,
    })
}

/// Where emphasis may end, found once a sign.
#[derive(Default)]
struct Ends([Option<(usize, Option<usize>)>; 6]);

impl Ends {
    /// The end of the emphasis that a sign begins, if it begins one.
    fn of_emphasis(&mut self, text: &str, start: usize, marker: u8) -> Option<usize> {
        let before = text[..start].chars().next_back();
        let begins =
            before.is_none_or(|char| char.is_whitespace() || "-–—({'\"‘“„«".contains(char));
        let first = text[start + 1..].chars().next()?;
        if !begins || first.is_whitespace() {
            return None;
        }
        let slot = &mut self.0[b"*/_+=~".iter().position(|known| *known == marker)?];
        let from = start + 1 + first.len_utf8();
        let end = match *slot {
            Some((searched, end)) if searched <= from && end.is_none_or(|end| end >= from) => end,
            _ => {
                let end = Self::next(text, from, marker);
                *slot = Some((from, end));
                end
            }
        }?;
        if end - start > LONGEST {
            return None;
        }
        let breaks = text[start..end].bytes().filter(|byte| *byte == b'\n');
        (breaks.take(MOST_BREAKS + 1).count() <= MOST_BREAKS).then_some(end)
    }

    /// The next place from a byte on where emphasis of this sign may end.
    fn next(text: &str, from: usize, marker: u8) -> Option<usize> {
        let may_end = |at: &usize| {
            let before = text[..*at].chars().next_back();
            let after = text[at + 1..].chars().next();
            before.is_some_and(|char| !char.is_whitespace())
                && after.is_none_or(|char| {
                    char.is_whitespace() || "-–—.,;:!?'\")}[\\’”“»…".contains(char)
                })
        };
        let signs = memchr::memchr_iter(marker, &text.as_bytes()[from..]);
        signs.map(|at| from + at).find(may_end)
    }
}
