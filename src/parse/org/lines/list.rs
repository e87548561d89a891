//! Lists of Org: items, and how deep they stand.
//!
//! Owns which lines begin an item, and which end one: what is indented no further than its bullet, or follows two blank
//! lines. Does not own what an item holds (`org::lines`).

use crate::article::{BodyBuilder, Container, Marker};

/// Items nested deeper than this are flattened: their text is kept.
const DEEPEST: usize = 32;

/// The beginning of an item.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Item<'a> {
    indent: usize,
    marker: Marker,
    /// What is defined, in a list of definitions.
    pub(super) term: Option<&'a str>,
    /// The rest of the line.
    pub(super) text: &'a str,
}

/// Reads a line as the beginning of an item. Stars need a blank before them: else they are headings.
pub(super) fn item(line: &str) -> Option<Item<'_>> {
    let bare = line.trim_start();
    let indent = line.len() - bare.len();
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    let (marker, rest) = match digits {
        0 => {
            let rest = bare.strip_prefix(['-', '+']);
            let starred = bare.strip_prefix('*').filter(|_| indent > 0);
            (Marker::Bullet, rest.or(starred)?)
        }
        _ => {
            let number = bare[..digits].parse().ok()?;
            (
                Marker::Number(number),
                bare[digits..].strip_prefix(['.', ')'])?,
            )
        }
    };
    if !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
        return None;
    }
    let rest = rest.trim();
    let ticked = |rest: &str| match rest.get(..3) {
        Some("[ ]" | "[-]") => Some(false),
        Some("[X]" | "[x]") => Some(true),
        _ => None,
    };
    let (marker, rest) = match ticked(rest) {
        Some(is_done) => (Marker::Task(is_done), rest[3..].trim_start()),
        None => (marker, rest),
    };
    let (term, text) = match rest.split_once(" :: ") {
        Some((term, text)) if marker == Marker::Bullet => (Some(term), text.trim()),
        _ => (None, rest),
    };
    Some(Item {
        indent,
        marker,
        term,
        text,
    })
}

/// The items that are open, outermost first.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// Where the bullets of the open items stand; `None` for a quotation, which its lines do not end.
    indents: Vec<usize>,
    /// Blank lines since the last other.
    blanks: usize,
}

impl Lists {
    /// Begins an item, and ends those that it does not stand in.
    pub(super) fn enter(&mut self, item: &Item, builder: &mut BodyBuilder) {
        self.blanks = 0;
        while self.indents.last().is_some_and(|last| *last >= item.indent) {
            self.close(builder);
        }
        if self.indents.len() >= DEEPEST {
            self.close(builder);
        }
        builder.open(Container::Item {
            marker: item.marker,
            first: true,
        });
        self.indents.push(item.indent);
    }

    /// Whether a line stands outside of the innermost item.
    pub(super) fn ends_at(&mut self, line: &str) -> bool {
        self.blanks = 0;
        let indent = line.len() - line.trim_start().len();
        self.indents.last().is_some_and(|last| *last >= indent)
    }

    /// Ends the items that a line stands outside of.
    pub(super) fn leave(&mut self, line: &str, builder: &mut BodyBuilder) {
        while self.ends_at(line) {
            self.close(builder);
        }
    }

    /// A blank line, the second of which ends all items.
    pub(super) fn blank(&mut self, builder: &mut BodyBuilder) {
        self.blanks += 1;
        if self.blanks > 1 {
            self.end(builder);
        }
    }

    /// Ends all items.
    pub(super) fn end(&mut self, builder: &mut BodyBuilder) {
        while !self.indents.is_empty() {
            self.close(builder);
        }
    }

    fn close(&mut self, builder: &mut BodyBuilder) {
        builder.close();
        self.indents.pop();
    }
}
