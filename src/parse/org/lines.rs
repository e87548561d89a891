//! The lines of an Org file: which are headings, lists, tables, quotations, code, and which are no text.
//!
//! Owns what each line is and what ends what. A block or a drawer that has no end is text. Does not own what stands amid a
//! line (`org::inline`). Source: <https://orgmode.org/worg/org-syntax.html#Elements>.

mod block;
mod heading;
mod list;

use std::collections::HashMap;

use super::inline;
use crate::{
    article::{Alignment, BlockKind, Body, BodyBuilder, Container},
    parse::{field, footnotes::Footnotes, sanitize},
};
use block::Block;
use list::Lists;

/// Quotations nested deeper than this are flattened: their text is kept, and each block within them lists them all.
const DEEPEST: usize = 16;

/// Keywords whose values are shown elsewhere.
const HEAD: [&str; 7] = [
    "title",
    "author",
    "date",
    "filetags",
    "keywords",
    "description",
    "language",
];

/// What the lines of a file say.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// Keywords and properties of the whole file, by their names.
    pub(super) fields: Vec<(String, String)>,
    /// The first heading, where it opens the text.
    pub(super) title: String,
    /// The address that the title links to.
    pub(super) link: Option<String>,
    /// The tags of headings.
    pub(super) tags: Vec<String>,
    /// The text.
    pub(super) body: Body,
    /// Lines that an export leaves out.
    pub(super) folded: Vec<String>,
}

/// Reads the lines of a sanitised text.
pub(super) fn read(text: &str) -> Lines {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut reader = Reader {
        found: Lines::default(),
        given: HashMap::new(),
        builder: BodyBuilder::with_room(text.len()),
        notes: Footnotes::default(),
        lists: Lists::default(),
        quotations: 0,
        paragraph: String::new(),
        table: Vec::new(),
        ends: block::last_ends(&lines),
        place: Place::Head,
    };
    let mut at = 0;
    while at < lines.len() {
        at += reader.line(&lines, at);
    }
    reader.end_block();
    reader.found.body = reader.builder.finish();
    reader.found
}

/// Where a line stands, which says whether properties tell of the whole file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Before all text, or below the heading that is the title.
    Head,
    /// Right below another heading.
    Heading,
    Text,
}

struct Reader {
    found: Lines,
    /// The first field of each name that has a value.
    given: HashMap<String, usize>,
    builder: BodyBuilder,
    notes: Footnotes,
    lists: Lists,
    /// Quotations that are open.
    quotations: usize,
    /// The lines of the paragraph so far.
    paragraph: String,
    /// The rows of the table so far.
    table: Vec<String>,
    /// The last line that ends a block or a drawer, by what it says.
    ends: HashMap<String, usize>,
    place: Place,
}

impl Reader {
    /// Reads a line, and those that belong to it; returns how many these are.
    fn line(&mut self, lines: &[&str], at: usize) -> usize {
        let line = lines[at];
        let bare = line.trim();
        if !bare.starts_with('|') {
            self.end_table();
        }
        if let Some(heading) = heading::read(line) {
            self.heading(&heading);
            return 1;
        }
        if bare.is_empty() {
            self.end_block();
            self.lists.blank(&mut self.builder);
            return 1;
        }
        if let Some(length) = self.keyword(lines, at).or_else(|| self.drawer(lines, at)) {
            return length;
        }
        let is_planning = ["SCHEDULED:", "DEADLINE:", "CLOSED:", "CLOCK:"]
            .iter()
            .any(|word| bare.starts_with(word));
        if (is_planning && self.place != Place::Text) || bare == "#" || bare.starts_with("# ") {
            self.fold(bare);
            return 1;
        }
        self.place = Place::Text;
        if bare.starts_with('|') {
            self.row(line, bare);
        } else if bare == ":" || bare.starts_with(": ") {
            return self.fixed(lines, at);
        } else if bare.len() >= 5 && bare.bytes().all(|byte| byte == b'-') {
            self.begin(line);
            self.builder.begin(BlockKind::Rule);
        } else {
            self.text(line);
        }
        1
    }

    fn heading(&mut self, heading: &heading::Heading) {
        self.end_all();
        self.found
            .tags
            .extend(heading.tags.iter().map(|tag| sanitize::line(tag)));
        let text = inline::plain(heading.text);
        let given = self.given("title");
        let is_title = self.place == Place::Head
            && self.found.title.is_empty()
            && !text.is_empty()
            && given.is_none_or(|given| inline::plain(given) == text);
        if is_title {
            self.found.title = text;
            let link = inline::only_link(heading.text).filter(|link| field::is_address(link));
            self.found.link = link.map(sanitize::line);
            return;
        }
        self.place = Place::Heading;
        self.builder.begin(BlockKind::Heading(heading.level));
        if let Some(word) = heading.todo {
            self.builder.text(word);
            self.builder.text(" ");
        }
        inline::set(&mut self.builder, &mut self.notes, heading.text);
        self.builder.end();
    }

    /// Takes a keyword or a property down.
    fn tell(&mut self, name: String, value: &str) {
        if !value.is_empty() {
            let at = self.found.fields.len();
            self.given.entry(name.clone()).or_insert(at);
        }
        self.found.fields.push((name, value.to_owned()));
    }

    /// The value of a keyword or a property that was met.
    fn given(&self, name: &str) -> Option<&str> {
        let (_, value) = &self.found.fields[*self.given.get(name)?];
        Some(value)
    }

    /// `#+KEY: value`, or a block with all its lines.
    fn keyword(&mut self, lines: &[&str], at: usize) -> Option<usize> {
        let bare = lines[at].trim();
        let inner = bare.strip_prefix("#+")?;
        if let Some(block) = Block::begun(inner, &self.ends, at) {
            return Some(self.block(&block, lines, at));
        }
        let lower = inner.to_ascii_lowercase();
        if lower.starts_with("end_quote") && self.quotations > 0 {
            self.end_block();
            self.lists.end(&mut self.builder);
            self.quotations -= 1;
            if self.quotations < DEEPEST {
                self.builder.close();
            }
            return Some(1);
        }
        if lower.starts_with("begin_") || lower.starts_with("end_") {
            self.end_block();
            self.fold(bare);
            return Some(1);
        }
        let (name, value) = inner.split_once(':')?;
        if name.is_empty() || name.contains(char::is_whitespace) {
            return None;
        }
        self.end_block();
        let value = value.trim();
        if name.eq_ignore_ascii_case("caption") {
            self.begin(lines[at]);
            self.builder.begin(BlockKind::Caption);
            inline::set(&mut self.builder, &mut self.notes, value);
            self.builder.end();
            return Some(1);
        }
        let name = name.to_ascii_lowercase();
        if !HEAD.contains(&name.as_str()) || self.given(&name).is_some() {
            self.fold(bare);
        }
        self.tell(name, value);
        Some(1)
    }

    /// The lines of a block.
    fn block(&mut self, block: &Block, lines: &[&str], at: usize) -> usize {
        self.end_block();
        self.begin(lines[at]);
        self.place = Place::Text;
        let kind = match block {
            Block::Quotation => {
                self.lists.end(&mut self.builder);
                if self.quotations < DEEPEST {
                    self.builder.open(Container::QUOTE);
                }
                self.quotations += 1;
                return 1;
            }
            Block::Code(language) => Some(BlockKind::Code(language.clone())),
            Block::Verse => Some(BlockKind::Verse),
            Block::Unshown(_) => None,
        };
        let rest = &lines[at + 1..];
        let count = rest
            .iter()
            .take_while(|line| !block.ends_with(line))
            .count();
        let held = &rest[..count];
        match kind {
            Some(kind) => {
                self.builder.begin(kind);
                self.builder.text(&block::unescaped(held));
                self.builder.end();
            }
            None => held.iter().for_each(|line| self.fold(line)),
        }
        count + 2
    }

    /// A drawer with all its lines: properties tell of the file, where they stand at its head.
    fn drawer(&mut self, lines: &[&str], at: usize) -> Option<usize> {
        let name = lines[at].trim().strip_prefix(':')?.strip_suffix(':')?;
        let is_name = |char: char| char.is_alphanumeric() || matches!(char, '-' | '_');
        let last = self.ends.get(":end:")?;
        if name.is_empty() || !name.chars().all(is_name) || *last <= at {
            return None;
        }
        let rest = &lines[at + 1..];
        let is_end = |line: &&str| {
            line.trim().eq_ignore_ascii_case(":end:") || heading::read(line).is_some()
        };
        let count = rest.iter().position(is_end)?;
        self.end_block();
        let is_told = self.place == Place::Head && name.eq_ignore_ascii_case("properties");
        for line in &rest[..count] {
            let property = line
                .trim()
                .strip_prefix(':')
                .and_then(|line| line.split_once(':'));
            if let Some((name, value)) = property.filter(|_| is_told) {
                self.tell(name.to_ascii_lowercase(), value.trim());
            }
            self.fold(line.trim());
        }
        let is_closed = heading::read(rest[count]).is_none();
        Some(1 + count + usize::from(is_closed))
    }

    /// Lines behind colons stay as they are.
    fn fixed(&mut self, lines: &[&str], at: usize) -> usize {
        self.end_block();
        self.begin(lines[at]);
        let fixed = |line: &&str| {
            let line = line.trim_start();
            (line.trim_end() == ":" || line.starts_with(": "))
                .then(|| line.get(2..).unwrap_or_default().to_owned())
        };
        let held: Vec<String> = lines[at..].iter().map_while(fixed).collect();
        self.builder.block(BlockKind::Code(None), &held.join("\n"));
        held.len()
    }

    /// A row of a table; those of dashes only part others.
    fn row(&mut self, line: &str, bare: &str) {
        if self.table.is_empty() {
            self.end_block();
            self.begin(line);
        }
        if bare.starts_with("|-") {
            return;
        }
        let inner = bare.trim_start_matches('|');
        let inner = inner.strip_suffix('|').unwrap_or(inner);
        let cells: Vec<String> = inner.split('|').map(inline::plain).collect();
        self.table.push(cells.join("\t"));
    }

    fn end_table(&mut self) {
        let rows = std::mem::take(&mut self.table);
        let columns = rows.iter().map(|row| row.matches('\t').count() + 1).max();
        if let Some(columns) = columns {
            let kind = BlockKind::Table(vec![Alignment::Left; columns]);
            self.builder.block(kind, &rows.join("\n"));
        }
    }

    /// A line of a paragraph, of an item or of a note.
    fn text(&mut self, line: &str) {
        if let Some(item) = list::item(line) {
            self.end_block();
            self.lists.enter(&item, &mut self.builder);
            if let Some(term) = item.term {
                self.paragraph.push_str(&format!("*{}* ", term.trim()));
            }
            self.paragraph.push_str(item.text);
            return;
        }
        if let Some((label, text)) = note(line) {
            self.end_all();
            let number = self.notes.number(label);
            self.builder.text(&format!("{number} "));
            self.paragraph.push_str(text);
            return;
        }
        self.begin(line);
        if !self.paragraph.is_empty() {
            self.paragraph.push('\n');
        }
        self.paragraph.push_str(line.trim());
    }

    /// What begins on a line ends the lists that it stands outside of.
    fn begin(&mut self, line: &str) {
        if self.lists.ends_at(line) {
            self.end_block();
            self.lists.leave(line, &mut self.builder);
        }
    }

    /// Ends what is open but for lists and quotations.
    fn end_block(&mut self) {
        self.end_table();
        let paragraph = std::mem::take(&mut self.paragraph);
        if !paragraph.is_empty() {
            inline::set(&mut self.builder, &mut self.notes, &paragraph);
        }
        self.builder.end();
    }

    fn end_all(&mut self) {
        self.end_block();
        self.lists.end(&mut self.builder);
        for _ in 0..std::mem::take(&mut self.quotations).min(DEEPEST) {
            self.builder.close();
        }
    }

    fn fold(&mut self, line: &str) {
        let line = sanitize::line(line);
        if !line.is_empty() {
            self.found.folded.push(line);
        }
    }
}

/// The label and the text of a note that a line begins: `[fn:1] text`.
fn note(line: &str) -> Option<(&str, &str)> {
    let (label, text) = line.strip_prefix("[fn:")?.split_once(']')?;
    let is_label = !label.is_empty() && !label.contains([':', '[']);
    is_label.then_some((label, text.trim()))
}
