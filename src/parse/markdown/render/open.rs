//! What is open at a point of the text, and where text goes.
//!
//! Owns that everything is closed in the reverse order, by whom it was opened, whatever the source leaves open; and
//! what white space and the ends of lines become. Does not own which construct is what (`render`).

use super::{DEEPEST, Frame, Mode, Owner, Renderer};
use crate::{
    article::{Container, Marker, SpanKind},
    parse::{address, sanitize},
};

impl Renderer {
    /// Adds text to the block, or to the cell of an HTML table.
    pub(super) fn text(&mut self, text: &str) {
        self.join_lines(text.chars().next());
        if self.hidden.is_some() {
            return;
        }
        if let Some(table) = &mut self.table {
            return table.text(text);
        }
        let clean = sanitize::text(text);
        match self.mode {
            Mode::Preformatted => self.builder.text(&clean),
            Mode::Flowing if !clean.contains('\n') => self.builder.text(&clean),
            Mode::Flowing => self.builder.text(&clean.replace('\n', " ")),
            Mode::Cells => self.builder.text(&clean.replace(['\n', '\t'], " ")),
        }
    }

    /// Adds text with the addresses in it as links, unless it is computer text or a link as it stands.
    pub(super) fn linked(&mut self, text: &str) {
        let is_plain =
            self.mode != Mode::Preformatted && self.hidden.is_none() && self.table.is_none();
        let is_taken = |kind: SpanKind| kind == SpanKind::Code || kind.target().is_some();
        let mut rest = 0;
        if is_plain && !self.builder.is_within(is_taken) {
            for address in address::addresses(text) {
                self.text(&text[rest..address.start]);
                rest = address.end;
                let address = &text[address];
                let link = self.link(&address::target(address));
                self.open_span(Owner::Markdown, SpanKind::Link(link));
                self.text(address);
                self.close_markdown_span();
            }
        }
        self.text(&text[rest..]);
    }

    /// Puts a space for a line's end in the source, `next` being what follows.
    pub(super) fn join_lines(&mut self, next: Option<char>) {
        if std::mem::take(&mut self.is_broken) {
            let last = self.builder.block_text().chars().next_back();
            let is_parted = last.is_none_or(char::is_whitespace);
            let is_unspaced = last.is_some_and(is_unspaced) && next.is_some_and(is_unspaced);
            if !is_parted && !is_unspaced {
                self.text(" ");
            }
        }
    }

    /// Breaks the line where the author wants it broken.
    pub(super) fn line_break(&mut self) {
        self.is_broken = false;
        if self.hidden.is_some() {
            return;
        }
        match (&mut self.table, self.mode) {
            (Some(table), _) => table.text(" "),
            (None, Mode::Cells) => self.builder.text(" "),
            (None, _) => self.builder.text("\n"),
        }
    }

    /// The index of an address.
    pub(super) fn link(&mut self, url: &str) -> usize {
        self.builder.link(&sanitize::line(url))
    }

    pub(super) fn open_span(&mut self, owner: Owner, kind: SpanKind) {
        self.join_lines(None);
        self.builder.open_span(kind);
        self.spans.push(owner);
    }

    /// Closes the innermost span of Markdown's, and with it those of HTML within it.
    pub(super) fn close_markdown_span(&mut self) {
        if let Some(at) = self
            .spans
            .iter()
            .rposition(|owner| *owner == Owner::Markdown)
        {
            self.close_spans(at);
        }
    }

    /// Closes all spans but the `outer` outermost ones.
    pub(super) fn close_spans(&mut self, outer: usize) {
        for _ in self.spans.drain(outer..) {
            self.builder.close_span();
        }
    }

    /// Ends the block, and all that can't outlive it.
    pub(super) fn end_block(&mut self) {
        if let Some(table) = self.table.take() {
            table.finish(&mut self.builder);
        }
        self.builder.end();
        self.spans.clear();
        self.is_broken = false;
        self.hidden = None;
        self.lacks_source = false;
        self.mode = Mode::Flowing;
    }

    /// Enters a quotation or an item; or a list, which has no container of its own.
    pub(super) fn enter(&mut self, owner: Owner, container: Option<Container>, next: Option<u64>) {
        let container = container.filter(|_| self.builder.depth() < DEEPEST);
        let is_open = container.is_some();
        if let Some(container) = container {
            self.builder.open(container);
        }
        self.frames.push(Frame {
            owner,
            next,
            is_open,
        });
    }

    pub(super) fn item(&mut self, owner: Owner) {
        let next = self.frames.last_mut().and_then(|list| list.next.as_mut());
        let marker = next.map_or(Marker::Bullet, |next| {
            let number = *next;
            *next = number.saturating_add(1);
            Marker::Number(number)
        });
        self.enter(
            owner,
            Some(Container::Item {
                marker,
                first: true,
            }),
            None,
        );
    }

    pub(super) fn leave_markdown(&mut self) {
        self.end_block();
        while let Some(owner) = self.leave() {
            if owner == Owner::Markdown {
                break;
            }
        }
    }

    pub(super) fn leave_all(&mut self) {
        self.end_block();
        while self.leave().is_some() {}
    }

    pub(super) fn leave(&mut self) -> Option<Owner> {
        let frame = self.frames.pop()?;
        if frame.is_open {
            self.builder.close();
        }
        Some(frame.owner)
    }
}

/// Chinese and Japanese characters and their punctuation: no space stands between them.
fn is_unspaced(char: char) -> bool {
    matches!(char, '\u{2e80}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}
