//! Each block on its lines: indents, bars and bullets before it. Does not own what is in them (`spans`).

use super::{Line, Look, Role, Run, fit};
use crate::article::{Article, Block, BlockKind, Container, Marker};

/// Sets one article, line after line.
pub(super) struct Setter<'a> {
    pub(super) article: &'a Article,
    /// Sources that it was stored from besides its own.
    pub(super) further: &'a [String],
    /// The longest line, in cells; at least one.
    pub(super) width: usize,
    lines: Vec<Line>,
}

/// What is drawn before the rest of a preformatted line that is too long.
const CONTINUATION: &str = "↪ ";

impl<'a> Setter<'a> {
    /// A page with nothing on it.
    pub(super) fn new(article: &'a Article, further: &'a [String], width: usize) -> Self {
        Self {
            article,
            further,
            width,
            lines: Vec::new(),
        }
    }

    /// The lines set so far, without empty ones at the end.
    pub(super) fn into_lines(mut self) -> Vec<Line> {
        while self.lines.last().is_some_and(|line| line.runs.is_empty()) {
            self.lines.pop();
        }
        self.lines
    }

    /// Adds a line.
    pub(super) fn line(&mut self, runs: Vec<Run>) {
        self.lines.push(Line { runs });
    }

    /// Parts what follows from what is there by one empty line.
    pub(super) fn blank(&mut self) {
        if self.lines.last().is_some_and(|line| !line.runs.is_empty()) {
            self.line(Vec::new());
        }
    }

    /// The text, block by block.
    pub(super) fn body(&mut self) {
        let article = self.article;
        let mut before: Option<&Block> = None;
        for block in article.body.blocks() {
            if before.is_some_and(|before| self.is_parted(before, block)) {
                self.part(before, block);
            }
            self.block(block);
            before = Some(block);
        }
    }

    /// Items of a list follow each other without an empty line where the text has none, but for those of a quotation and
    /// those of the text around it.
    fn is_parted(&self, before: &Block, block: &Block) -> bool {
        let between = self
            .article
            .body
            .text()
            .get(before.range.end..block.range.start)
            .unwrap_or("\n\n");
        let is_quoted = |block: &Block| block.within.first().is_some_and(Container::is_quote);
        !is_item(&block.within)
            || !is_item(&before.within)
            || is_quoted(before) != is_quoted(block)
            || between.contains("\n\n")
    }

    /// An empty line, with the bars of the quotations that go on through it.
    fn part(&mut self, before: Option<&Block>, block: &Block) {
        let before = before.map_or(&[][..], |before| &before.within);
        let goes_on = |(before, next): &(&Container, &Container)| {
            before.is_quote() && **next == Container::Quote { first: false }
        };
        let through = before
            .iter()
            .zip(block.within.iter())
            .take_while(goes_on)
            .count();
        if through == 0 {
            self.line(Vec::new());
        } else {
            let bars = Prefix::of(&block.within[..through], self.width);
            self.line(vec![ornament(bars.rest.trim_end())]);
        }
    }

    fn block(&mut self, block: &Block) {
        let prefix = Prefix::of(&block.within, self.width);
        let room = (self.width - prefix.width).max(1);
        let role = if block.within.iter().any(Container::is_quote) {
            Role::Quote
        } else {
            Role::Text
        };
        let lines = match &block.kind {
            BlockKind::Paragraph => self.flow(block.range.clone(), Look::of(role)).lines(room),
            BlockKind::Heading(level) => self
                .flow(block.range.clone(), heading(*level))
                .balanced(room),
            BlockKind::Caption => self
                .flow(block.range.clone(), Look::of(Role::Caption))
                .lines(room),
            BlockKind::Code(_) => self.kept(block, Look::of(Role::Code), "  ", room),
            BlockKind::Verse => self.kept(block, Look::of(role), "", room),
            BlockKind::Table(columns) => self.table(block, columns, room),
            BlockKind::Rule => vec![vec![ornament(&centred("* * *", room))]],
        };
        for (index, line) in lines.into_iter().enumerate() {
            let mut runs = match index {
                0 => prefix.first.clone(),
                _ if prefix.rest.is_empty() => Vec::new(),
                _ => vec![ornament(&prefix.rest)],
            };
            runs.extend(line);
            self.line(runs);
        }
    }

    /// Lines that stay as they are; the rest of one that is too long follows below, behind a mark.
    fn kept(&self, block: &Block, look: Look, indent: &str, room: usize) -> Vec<Vec<Run>> {
        let indent = if indent.len() < room / 2 { indent } else { "" };
        let continuation = if room > 8 { CONTINUATION } else { "" };
        let inner = room - indent.len();
        let text = self.article.body.text();
        let mut lines = Vec::new();
        let mut start = block.range.start;
        for line in text[block.range.clone()].split('\n') {
            let flow = self.flow_kept(start..start + line.len(), look);
            start += line.len() + 1;
            if flow.fits(inner) {
                lines.push(indented(
                    indent,
                    flow.lines_kept(inner).pop().unwrap_or_default(),
                ));
                continue;
            }
            let parts = flow.lines_kept((inner - fit::width(continuation)).max(1));
            for (index, part) in parts.into_iter().enumerate() {
                let before = if index == 0 {
                    indent.to_owned()
                } else {
                    format!("{indent}{continuation}")
                };
                lines.push(indented(&before, part));
            }
        }
        lines
    }
}

/// What stands before the first line of a block, and before the others. All lines of it are equally wide.
struct Prefix {
    first: Vec<Run>,
    rest: String,
    width: usize,
}

impl Prefix {
    /// Containers that would take more than half of the line are left out: deep nesting must not starve the text.
    fn of(within: &[Container], width: usize) -> Self {
        let mut prefix = Self {
            first: Vec::new(),
            rest: String::new(),
            width: 0,
        };
        for container in within {
            let (first, rest) = match container {
                Container::Quote { .. } => (ornament("┃ "), "┃ ".to_owned()),
                Container::Item { marker, first } => {
                    let drawn = drawn(*marker);
                    let space = " ".repeat(fit::width(&drawn));
                    let begun = if *first {
                        said(drawn)
                    } else {
                        ornament(&space)
                    };
                    (begun, space)
                }
            };
            let wide = fit::width(&rest);
            if prefix.width + wide > width / 2 {
                break;
            }
            match prefix.first.last_mut() {
                Some(last) if last.look == first.look => last.text.push_str(&first.text),
                _ => prefix.first.push(first),
            }
            prefix.rest.push_str(&rest);
            prefix.width += wide;
        }
        prefix
    }
}

impl Look {
    /// A role without emphasis.
    pub(super) fn of(role: Role) -> Self {
        Self {
            role,
            ..Self::default()
        }
    }
}

fn drawn(marker: Marker) -> String {
    match marker {
        Marker::Bullet => "• ".to_owned(),
        Marker::Number(number) => format!("{number}. "),
        Marker::Task(true) => "☑ ".to_owned(),
        Marker::Task(false) => "☐ ".to_owned(),
    }
}

fn heading(level: u8) -> Look {
    Look {
        strong: true,
        emphasis: level > 2,
        ..Look::of(Role::Heading)
    }
}

fn is_item(within: &[Container]) -> bool {
    within
        .iter()
        .any(|container| matches!(container, Container::Item { .. }))
}

pub(super) fn ornament(text: &str) -> Run {
    Run {
        text: text.to_owned(),
        look: Look::of(Role::Ornament),
        ..Run::default()
    }
}

/// What is drawn and has to be read as well: the number of an item, or whether it is done.
fn said(text: String) -> Run {
    Run {
        text,
        look: Look::of(Role::Meta),
        ..Run::default()
    }
}

fn centred(text: &str, room: usize) -> String {
    " ".repeat(room.saturating_sub(text.len()) / 2) + &text[..text.len().min(room)]
}

fn indented(before: &str, mut line: Vec<Run>) -> Vec<Run> {
    if !before.is_empty() && !line.is_empty() {
        line.insert(0, ornament(before));
    }
    line
}
