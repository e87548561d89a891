//! The lines of reStructuredText: which are headings, lists, quotations, code, and which are no text.
//!
//! Owns what each line begins and how many lines belong to it; what is set in is read as a text of its own. Does not own
//! what directives become (`directives`) or what stands amid a line (`rst::inline`).

mod directives;
mod list;

use super::{
    Names, dedented,
    explicit::{self, Directive, Explicit},
    field, indent, inline, inner, is_told, table,
};
use crate::{
    article::{Alignment, BlockKind, Body, BodyBuilder, Container, Marker, SpanKind},
    parse::{footnotes::Footnotes, sanitize},
};

/// What is nested deeper than this is set as one paragraph.
const DEEPEST: usize = 16;

/// Signs below a heading that need not be as long as it is.
const LONG: usize = 4;

/// What the lines of a file say.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// What is told of the whole text, by its names.
    pub(super) fields: Vec<(String, String)>,
    /// The first heading, where it opens the text.
    pub(super) title: String,
    /// The text.
    pub(super) body: Body,
    /// Lines that are not shown.
    pub(super) folded: Vec<String>,
}

/// Reads the lines of a sanitised text.
pub(super) fn read(text: &str) -> Found {
    let lines: Vec<&str> = text.split('\n').map(str::trim_end).collect();
    let mut reader = Reader {
        found: Found::default(),
        builder: BodyBuilder::with_room(text.len()),
        notes: Footnotes::default(),
        names: Names::of(&lines),
        styles: Vec::new(),
        is_head: true,
        depth: 0,
    };
    reader.blocks(&lines);
    reader.found.body = reader.builder.finish();
    reader.found
}

struct Reader {
    found: Found,
    builder: BodyBuilder,
    notes: Footnotes,
    names: Names,
    /// The signs that headings were drawn with, and whether also above: the outermost first.
    styles: Vec<(u8, bool)>,
    /// Whether no text was met yet.
    is_head: bool,
    depth: usize,
}

impl Reader {
    fn blocks(&mut self, lines: &[&str]) {
        let mut at = 0;
        while at < lines.len() {
            at += match lines[at].is_empty() {
                true => 1,
                false => self.block(&lines[at..]),
            };
        }
    }

    /// Reads what begins with the first line, and returns how many lines belong to it.
    fn block(&mut self, lines: &[&str]) -> usize {
        let line = lines[0];
        if let Some(explicit) = Explicit::of(line) {
            let length = explicit::length(lines);
            self.explicit(explicit, &lines[..length]);
            return length;
        }
        if let Some((name, value)) = field(line) {
            return self.field(name, value, lines);
        }
        if line.starts_with("__ ") {
            return 1;
        }
        if let Some(length) = self.heading(lines) {
            return length;
        }
        self.is_head = false;
        if indent(line) > 0 {
            let length = inner(lines);
            self.nested(Some(Container::QUOTE), &dedented(&lines[..length]));
            return length;
        }
        if is_drawn(line) && line.len() >= LONG && is_blank(lines.get(1)) {
            self.builder.begin(BlockKind::Rule);
            return 1;
        }
        if let Some(table) = table::read(lines) {
            self.table(&table.rows);
            return table.lines;
        }
        if line == "|" || line.starts_with("| ") {
            return self.verse(lines);
        }
        if line.starts_with(">>> ") {
            let count = filled(lines);
            let kind = BlockKind::Code(Some("python".to_owned()));
            self.builder.block(kind, &lines[..count].join("\n"));
            return count;
        }
        if list::item(line).is_some() {
            return self.list(lines);
        }
        match lines.get(1).is_some_and(|next| indent(next) > 0) {
            true => self.definition(lines),
            false => self.paragraph(lines),
        }
    }

    /// Reads lines that stand within others.
    fn nested(&mut self, container: Option<Container>, lines: &[&str]) {
        if self.depth >= DEEPEST {
            return self.set_paragraph(&lines.join(" "));
        }
        self.depth += 1;
        if let Some(container) = container {
            self.builder.open(container);
        }
        self.blocks(lines);
        self.builder.end();
        if container.is_some() {
            self.builder.close();
        }
        self.depth -= 1;
    }

    /// A heading has a line of signs below it, maybe also above. The first signs stand for the outermost.
    fn heading(&mut self, lines: &[&str]) -> Option<usize> {
        let is_below = |heading: &str, rule: &str| {
            let is_long = rule.len() >= LONG || rule.len() >= heading.chars().count();
            is_drawn(rule) && rule.len() > 1 && is_long
        };
        let (text, is_above) = match *lines {
            [above, text, below, ..]
                if above == below && is_below(text.trim(), below) && !is_drawn(text) =>
            {
                (text.trim(), true)
            }
            [text, below, ..] if is_below(text, below) && !is_drawn(text) && indent(text) == 0 => {
                (text, false)
            }
            _ => return None,
        };
        if text.is_empty() {
            return None;
        }
        let style = (lines[1 + usize::from(is_above)].as_bytes()[0], is_above);
        let level = self.styles.iter().position(|known| *known == style);
        let level = level.unwrap_or_else(|| {
            self.styles.push(style);
            self.styles.len() - 1
        });
        let length = 2 + usize::from(is_above);
        let shown = inline::words(&mut self.names, text);
        let given = self.found.fields.iter().find(|(name, _)| name == "title");
        let is_title = self.is_head
            && self.depth == 0
            && self.found.title.is_empty()
            && given.is_none_or(|(_, given)| *given == shown);
        if is_title {
            self.found.title = shown;
            return Some(length);
        }
        self.is_head = false;
        self.builder
            .begin(BlockKind::Heading((level + 1).min(6) as u8));
        self.set(text);
        self.builder.end();
        Some(length)
    }

    /// A field tells of the whole text, where none was met yet.
    fn field(&mut self, name: &str, value: &str, lines: &[&str]) -> usize {
        let length = 1 + inner(&lines[1..]);
        let below = dedented(&lines[1..length]);
        if self.is_head && self.depth == 0 {
            let whole = [&[value], &*below].concat().join(" ");
            self.tell(name, whole.trim());
            if !is_told(name) {
                self.fold(&lines[..length]);
            }
        } else {
            self.is_head = false;
            self.labelled(name, &[&[value], &*below].concat());
        }
        length
    }

    fn tell(&mut self, name: &str, value: &str) {
        let field = (name.to_ascii_lowercase(), value.to_owned());
        self.found.fields.push(field);
    }

    fn explicit(&mut self, explicit: Explicit, held: &[&str]) {
        match explicit {
            Explicit::Target { .. } | Explicit::Substitution { .. } => {}
            Explicit::Note { label, text } => {
                self.builder.end();
                self.is_head = false;
                let label = inline::label(&mut self.names, label, true);
                inline::note(&mut self.builder, &mut self.notes, &label);
                self.builder.text(" ");
                let below = dedented(&held[1..]);
                self.nested(None, &[&[text], &*below].concat());
            }
            Explicit::Directive { name, argument } => {
                let directive = Directive::new(name, argument, &held[1..]);
                self.directive(&directive, held);
            }
            Explicit::Comment(text) => {
                let told = text.split_once(": ").filter(|(name, _)| {
                    let name_only = !name.contains(char::is_whitespace);
                    self.is_head && name_only && is_told(name)
                });
                match told {
                    Some((name, value)) => self.tell(name, value.trim()),
                    None => self.fold(held),
                }
            }
        }
    }

    /// Lines that are a paragraph. Two colons at its end say that what is set in below is to stay as it is.
    fn paragraph(&mut self, lines: &[&str]) -> usize {
        let is_of_it = |line: &&&str| !line.is_empty() && indent(line) == 0;
        let count = lines.iter().take_while(is_of_it).count().max(1);
        let text = lines[..count].join(" ");
        let Some(before) = text.strip_suffix("::") else {
            self.set_paragraph(&text);
            return count;
        };
        match before.is_empty() || before.ends_with(' ') {
            true => self.set_paragraph(before),
            false => self.set_paragraph(&text[..text.len() - 1]),
        }
        count + self.literal(&lines[count..])
    }

    /// Lines that stay as they are: those that are set in, or begin with one sign, as quotations do.
    fn literal(&mut self, lines: &[&str]) -> usize {
        let Some(start) = lines.iter().position(|line| !line.is_empty()) else {
            return 0;
        };
        let below = &lines[start..];
        let first = below[0].as_bytes()[0];
        let count = match indent(below[0]) {
            0 if first.is_ascii_punctuation() => below
                .iter()
                .take_while(|line| line.as_bytes().first() == Some(&first))
                .count(),
            0 => return start,
            _ => inner(below),
        };
        self.code(None, &dedented(&below[..count]));
        start + count
    }

    fn code(&mut self, language: Option<&str>, lines: &[&str]) {
        self.is_head = false;
        let start = lines.iter().position(|line| !line.is_empty());
        let kind = BlockKind::Code(language.map(sanitize::line));
        self.builder
            .block(kind, &lines[start.unwrap_or_default()..].join("\n"));
    }

    /// A term, and set in below it what it means.
    fn definition(&mut self, lines: &[&str]) -> usize {
        if lines[0].ends_with("::") {
            return self.paragraph(lines);
        }
        let length = 1 + inner(&lines[1..]);
        self.labelled(lines[0], &dedented(&lines[1..length]));
        length
    }

    /// An item that begins with a word for what follows.
    fn labelled(&mut self, label: &str, lines: &[&str]) {
        self.builder.open(Container::Item {
            marker: Marker::Bullet,
            first: true,
        });
        self.strong(label);
        self.builder.text(" ");
        self.nested(None, lines);
        self.builder.close();
    }

    fn strong(&mut self, text: &str) {
        self.builder.begin(BlockKind::Paragraph);
        self.builder.open_span(SpanKind::Strong);
        self.builder.text(&inline::plain(text));
        self.builder.close_span();
    }

    fn verse(&mut self, lines: &[&str]) -> usize {
        let count = lines
            .iter()
            .take_while(|line| line.starts_with('|'))
            .count();
        self.builder.begin(BlockKind::Verse);
        for (at, line) in lines[..count].iter().enumerate() {
            if at > 0 {
                self.builder.text("\n");
            }
            self.set(line[1..].strip_prefix(' ').unwrap_or(&line[1..]));
        }
        self.builder.end();
        count
    }

    fn table(&mut self, rows: &[Vec<String>]) {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let row = |row: &Vec<String>| {
            let cells: Vec<String> = row.iter().map(|cell| inline::plain(cell)).collect();
            cells.join("\t")
        };
        let rows: Vec<String> = rows.iter().map(row).collect();
        let kind = BlockKind::Table(vec![Alignment::Left; columns]);
        self.builder.block(kind, &rows.join("\n"));
    }

    fn set_paragraph(&mut self, text: &str) {
        self.set(text);
        self.builder.end();
    }

    fn set(&mut self, text: &str) {
        inline::set(&mut self.builder, &mut self.notes, &mut self.names, text);
    }

    fn fold(&mut self, lines: &[&str]) {
        let lines = lines.iter().map(|line| sanitize::line(line));
        self.found
            .folded
            .extend(lines.filter(|line| !line.is_empty()));
    }
}

fn is_blank(line: Option<&&str>) -> bool {
    line.is_none_or(|line| line.is_empty())
}

/// How many lines there are up to a blank one.
fn filled(lines: &[&str]) -> usize {
    lines.iter().take_while(|line| !line.is_empty()).count()
}

/// Whether a line is one sign over and over.
pub(super) fn is_drawn(line: &str) -> bool {
    let bytes = line.as_bytes();
    bytes.first().is_some_and(u8::is_ascii_punctuation) && bytes.iter().all(|it| *it == bytes[0])
}
