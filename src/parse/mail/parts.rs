//! The parts of a message: texts, attachments, and what holds others.
//!
//! One walk over the lines finds them all, however deep they are nested and however broken. Owns where a part begins
//! and ends. Does not own which of them are shown (`mail::content`).

use std::{collections::HashMap, ops::Range};

use super::head::{self, Head};

/// Parts nested deeper than this become parts of what holds them at this depth.
const DEEPEST: usize = 40;

/// Bytes of the longest line that parts are told by; the standard says 70.
const LONGEST_BOUNDARY: usize = 400;

/// What a part is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// It holds others; the word says how they belong together.
    Several(String),
    /// It holds a message.
    Message,
    /// Plain text.
    Text,
    /// A page.
    Html,
    /// Text with a few marks in angle brackets (RFC 1896).
    Rich,
    /// An appointment.
    Calendar,
    /// Something else: a picture, a document.
    Other,
}

/// One part.
pub(super) struct Part {
    pub(super) head: Head,
    pub(super) kind: Kind,
    /// Where its content stands in the message, as it was sent.
    pub(super) content: Range<usize>,
    /// The parts in it.
    pub(super) inner: Vec<usize>,
    parent: usize,
    depth: usize,
}

/// The parts of a message, the whole of it first.
pub(super) struct Parts {
    pub(super) parts: Vec<Part>,
    /// Whether the message ends before a part that holds others does.
    pub(super) is_cut: bool,
}

/// Finds the parts of a message.
pub(super) fn read(bytes: &[u8]) -> Parts {
    let mut walk = Walk {
        bytes,
        parts: Vec::new(),
        open: Vec::new(),
        boundaries: HashMap::new(),
        current: None,
    };
    let mut at = walk.begin(None, 0);
    while at < bytes.len() {
        let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length + 1);
        match walk.boundary(&bytes[at..end]) {
            Some((level, is_last)) => at = walk.cross(level, is_last, at, end),
            None => at = end,
        }
    }
    walk.end(bytes.len());
    Parts {
        is_cut: !walk.open.is_empty(),
        parts: walk.parts,
    }
}

struct Walk<'a> {
    bytes: &'a [u8],
    parts: Vec<Part>,
    /// The parts that hold others and have not ended, with their boundaries.
    open: Vec<(usize, Vec<u8>)>,
    /// Where in `open` a boundary stands; the innermost last.
    boundaries: HashMap<Vec<u8>, Vec<usize>>,
    /// The part whose content the walk goes through.
    current: Option<usize>,
}

impl Walk<'_> {
    /// Begins the part whose head stands at a place, and those that begin with it; returns where the content does.
    fn begin(&mut self, parent: Option<usize>, at: usize) -> usize {
        let (mut parent, mut at) = (parent, at);
        loop {
            let (head, length) =
                head::read(&self.bytes[at..], |line| self.boundary(line).is_some());
            at += length;
            let index = self.parts.len();
            let holder = parent.map(|parent| self.holder(parent));
            if let Some(holder) = holder {
                self.parts[holder].inner.push(index);
            }
            let kind = self.kind(&head, holder);
            let boundary = head
                .content_type()
                .and_then(|kind| kind.attribute("boundary"));
            let boundary = boundary.map(|text| text.trim_end().as_bytes().to_owned());
            let is_message = kind == Kind::Message;
            let is_several = matches!(kind, Kind::Several(_));
            self.parts.push(Part {
                depth: holder.map_or(0, |holder| self.parts[holder].depth + 1),
                parent: holder.unwrap_or(index),
                head,
                kind,
                content: at..at,
                inner: Vec::new(),
            });
            self.current = Some(index);
            if is_message && at < self.bytes.len() {
                parent = Some(index);
                continue;
            }
            if let Some(boundary) = boundary.filter(|boundary| is_several && !boundary.is_empty()) {
                let level = self.open.len();
                self.boundaries
                    .entry(boundary.clone())
                    .or_default()
                    .push(level);
                self.open.push((index, boundary));
            }
            return at;
        }
    }

    /// Which part holds what stands in this one: itself, unless it is nested too deep.
    fn holder(&self, part: usize) -> usize {
        if self.parts[part].depth >= DEEPEST {
            self.parts[part].parent
        } else {
            part
        }
    }

    fn kind(&self, head: &Head, holder: Option<usize>) -> Kind {
        let in_digest = holder
            .is_some_and(|holder| self.parts[holder].kind == Kind::Several("digest".to_owned()));
        let Some(told) = head.content_type() else {
            return if in_digest { Kind::Message } else { Kind::Text };
        };
        let kind = told.ctype().to_ascii_lowercase();
        let detail = told.subtype().unwrap_or_default().to_ascii_lowercase();
        match (kind.as_str(), detail.as_str()) {
            ("multipart", _) => Kind::Several(detail),
            ("message", "rfc822" | "global" | "news")
                if !matches!(&*head.encoding(), "base64" | "quoted-printable") =>
            {
                Kind::Message
            }
            ("text", "html") => Kind::Html,
            // Their marks are few, and can be read over.
            ("text", "plain" | "" | "markdown" | "x-markdown" | "x-patch" | "x-diff") => Kind::Text,
            ("text", "enriched" | "richtext") => Kind::Rich,
            ("text", "calendar") => Kind::Calendar,
            _ => Kind::Other,
        }
    }

    /// Whether a line parts parts: of which of those that are open, and whether it is the last of them.
    fn boundary(&self, line: &[u8]) -> Option<(usize, bool)> {
        let line = line.strip_prefix(b"--")?;
        let line = line[..line.len().min(LONGEST_BOUNDARY)].trim_ascii_end();
        let level = |text: &[u8]| self.boundaries.get(text)?.last().copied();
        let next = level(line).map(|level| (level, false));
        next.or_else(|| Some((level(line.strip_suffix(b"--")?)?, true)))
    }

    /// Goes over a boundary that stands between two places, and returns where the walk goes on.
    fn cross(&mut self, level: usize, is_last: bool, from: usize, to: usize) -> usize {
        self.end(from);
        // What is nested deeper has ended with what holds it, whether it said so or not.
        let kept = if is_last { level } else { level + 1 };
        while self.open.len() > kept {
            let Some((_, boundary)) = self.open.pop() else {
                break;
            };
            if let Some(levels) = self.boundaries.get_mut(&boundary) {
                levels.pop();
            }
        }
        match self.open.get(level) {
            Some((holder, _)) if !is_last => self.begin(Some(*holder), to),
            _ => to,
        }
    }

    /// Ends the content that the walk goes through; the line end before a boundary belongs to the boundary.
    fn end(&mut self, at: usize) {
        let Some(index) = self.current.take() else {
            return;
        };
        let start = self.parts[index].content.start;
        let content = self.bytes.get(start..at).unwrap_or_default();
        let content = content.strip_suffix(b"\n").unwrap_or(content);
        let content = content.strip_suffix(b"\r").unwrap_or(content);
        self.parts[index].content = start..start + content.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: &str = "Content-Type: multipart/alternative; boundary=\"b\"\n\nPreamble\n--b\n\nPlain\n--b\n\
        Content-Type: text/html\n\n<p>Page\n--b--\nEpilogue\n";

    /// The contents of all parts that hold no others.
    fn leaves(message: &str) -> Vec<&str> {
        let parts = read(message.as_bytes()).parts;
        let leaves = parts
            .into_iter()
            .filter(|part| !matches!(part.kind, Kind::Several(_) | Kind::Message));
        leaves.map(|part| &message[part.content]).collect()
    }

    #[test]
    fn parts_stand_between_their_boundaries() {
        assert_eq!(leaves(BOTH), ["Plain", "<p>Page"]);
        assert!(!read(BOTH.as_bytes()).is_cut);
        assert_eq!(leaves(&BOTH.replace('\n', "\r\n")), ["Plain", "<p>Page"]);
        assert_eq!(leaves("Subject: a\n\nOnly text\n"), ["Only text"]);
    }

    #[test]
    fn a_message_that_was_cut_off_says_so() {
        let cut = BOTH.split_once("Page").unwrap().0;
        let parts = read(cut.as_bytes());
        assert!(parts.is_cut);
        assert_eq!(leaves(cut), ["Plain", "<p>"]);
    }

    #[test]
    fn an_outer_boundary_ends_what_stands_within() {
        let inner = "Content-Type: multipart/mixed; boundary=i\n\n--i\n\nInner";
        let message = format!(
            "Content-Type: multipart/mixed; boundary=o\n\n--o\n{inner}\n--o\n\nOuter\n--o--\n"
        );
        assert_eq!(leaves(&message), ["Inner", "Outer"]);
        assert!(!read(message.as_bytes()).is_cut);
    }

    #[test]
    fn a_message_in_a_message_has_its_own_head() {
        let message = "Content-Type: multipart/digest; boundary=d\n\n--d\n\nSubject: One\n\nFirst\n--d\n\
            Content-Type: message/rfc822\n\nSubject: Two\n\nSecond\n--d--\n";
        assert_eq!(leaves(message), ["First", "Second"]);
        let parts = read(message.as_bytes()).parts;
        assert_eq!(parts[2].head.subject(), "One");
        assert_eq!(parts[4].head.subject(), "Two");
    }

    #[test]
    fn nesting_without_end_is_flattened_and_its_texts_are_kept() {
        let mut message = String::new();
        for level in 0..20_000 {
            message += &format!(
                "Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n\nText {level}\n--b{level}\n"
            );
        }
        let parts = read(message.as_bytes());
        assert_eq!(leaves(&message).len(), 20_001);
        assert!(parts.parts.iter().all(|part| part.depth <= DEEPEST));
        let messages = "Content-Type: message/rfc822\n\n".repeat(20_000);
        assert!(
            read(messages.as_bytes())
                .parts
                .iter()
                .all(|part| part.depth <= DEEPEST)
        );
    }

    #[test]
    fn a_boundary_that_never_comes_leaves_the_text() {
        let message = "Content-Type: multipart/mixed; boundary=b\n\nText";
        let parts = read(message.as_bytes()).parts;
        assert_eq!(
            (parts.len(), &message[parts[0].content.clone()]),
            (1, "Text")
        );
        assert_eq!(
            read(b"Content-Type: multipart/mixed\n\nText").parts.len(),
            1
        );
    }
}
