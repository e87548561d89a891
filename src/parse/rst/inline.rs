//! What stands amid a line of reStructuredText: emphasis, code, links, roles, notes.
//!
//! Owns where each begins and ends, in time proportional to the text. What looks like markup and is none stays. Does not own
//! which lines are running text (`rst::lines`). Source:
//! <https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#inline-markup>.

use std::borrow::Cow;

use super::names::{Names, Word};
use crate::{
    article::{BodyBuilder, SpanKind},
    parse::{address, footnotes::Footnotes, sanitize},
};

/// Markup that is longer is none.
const LONGEST: usize = 4096;

/// Bytes of the name of a role, of a note or of a link that is one word.
const LONGEST_NAME: usize = 64;

/// What markup ends with, the longer before what it begins with.
const ENDS: [&str; 5] = ["**", "``", "*", "`", "|"];

/// Roles whose text is computer text, without their domain.
const CODE: &[&str] = &[
    "attr", "c", "class", "code", "command", "const", "data", "envvar", "exc", "file", "func",
    "kbd", "keyword", "literal", "macro", "meth", "mod", "obj", "option", "program", "samp",
    "token", "type", "var",
];

/// Adds running text to the block that is open.
pub(super) fn set(builder: &mut BodyBuilder, notes: &mut Footnotes, names: &mut Names, text: &str) {
    let mut setter = Setter {
        builder,
        notes,
        names,
        ends: Ends::default(),
    };
    setter.set(text);
}

/// A line without its markup.
pub(super) fn plain(line: &str) -> String {
    words(&mut Names::default(), line)
}

/// The same where names stand for others.
pub(super) fn words(names: &mut Names, line: &str) -> String {
    let mut builder = BodyBuilder::default();
    set(&mut builder, &mut Footnotes::default(), names, line);
    sanitize::line(builder.finish().text())
}

/// Adds the number of a note, or the name of a work in brackets.
pub(super) fn note(builder: &mut BodyBuilder, notes: &mut Footnotes, label: &str) {
    match label.starts_with(|char: char| char == '#' || char.is_ascii_digit()) {
        true => builder.text(&notes.number(label)),
        false => builder.text(&format!("[{label}]")),
    }
}

/// The label of a note. Those that have none are counted, apart where they are told and where they are meant.
pub(super) fn label<'a>(names: &mut Names, label: &'a str, is_told: bool) -> Cow<'a, str> {
    match label {
        "#" | "*" => Cow::Owned(format!("#{}", names.count(is_told))),
        _ => Cow::Borrowed(label),
    }
}

struct Setter<'a> {
    builder: &'a mut BodyBuilder,
    notes: &'a mut Footnotes,
    names: &'a mut Names,
    ends: Ends,
}

impl Setter<'_> {
    fn set(&mut self, text: &str) {
        let (mut plain, mut at) = (0, 0);
        while let Some(found) = text[at..].find(['*', '`', '|', '_', '[', '\\']) {
            let start = at + found;
            at = match self.object(text, start, plain) {
                Some(end) => {
                    plain = end;
                    end
                }
                None => start + 1,
            };
        }
        self.plain(&text[plain..]);
    }

    /// Sets what begins at a byte, and what is plain before it; returns where it ends.
    fn object(&mut self, text: &str, start: usize, plain: usize) -> Option<usize> {
        let rest = &text[start..];
        match rest.as_bytes()[0] {
            b'\\' => {
                self.plain(&text[plain..start]);
                let escaped = rest[1..].chars().next()?;
                if !escaped.is_whitespace() {
                    self.builder.text(escaped.encode_utf8(&mut [0; 4]));
                }
                return Some(start + 1 + escaped.len_utf8());
            }
            b'[' => return self.note(text, start, plain),
            b'_' => return self.reference(text, start, plain),
            _ => {}
        }
        let which = ENDS.iter().position(|mark| rest.starts_with(mark))?;
        let mark = ENDS[which];
        let end = self.ends.of(text, start, which)?;
        let inner = &text[start + mark.len()..end];
        let end = end + mark.len();
        match mark {
            "**" => self.span(&text[plain..start], SpanKind::Strong, &unescaped(inner)),
            "*" => self.span(&text[plain..start], SpanKind::Emphasis, &unescaped(inner)),
            "``" => self.span(&text[plain..start], SpanKind::Code, inner),
            "|" => {
                let name = Some(inner).filter(|name| name.len() <= LONGEST_NAME);
                let word = self.names.word(name?)?.clone();
                self.plain(&text[plain..start]);
                self.word(inner, &word);
                return Some(end + underscores(&text[end..]));
            }
            _ => return Some(self.interpreted(text, plain, start, end)),
        }
        Some(end)
    }

    /// Text between single quotes: a link, or what has a role before or behind it.
    fn interpreted(&mut self, text: &str, plain: usize, start: usize, end: usize) -> usize {
        let inner = &text[start + 1..end - 1];
        let links = underscores(&text[end..]);
        if links > 0 {
            self.plain(
                text[plain..start]
                    .strip_suffix('_')
                    .unwrap_or(&text[plain..start]),
            );
            self.link(inner, links > 1);
            return end + links;
        }
        let before = &text[plain..start];
        let role = |text: &str| {
            let is_of_name = |char: char| char.is_alphanumeric() || "-_.+:".contains(char);
            text.len() <= LONGEST_NAME && !text.is_empty() && text.chars().all(is_of_name)
        };
        let begun = before.strip_suffix(':').and_then(|before| {
            let word = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
            let colon = word + before.get(word..)?.find(':')?;
            role(&before[colon + 1..]).then_some(colon)
        });
        if let Some(colon) = begun {
            self.plain(&before[..colon]);
            self.role(&before[colon + 1..before.len() - 1], inner);
            return end;
        }
        // An inline target has a stroke before it.
        self.plain(before.strip_suffix('_').unwrap_or(before));
        let behind = text[end..].strip_prefix(':').and_then(|behind| {
            let name = behind.split(':').next()?;
            (behind.len() > name.len() && role(name)).then_some(name)
        });
        self.role(behind.unwrap_or("emphasis"), inner);
        end + behind.map_or(0, |name| name.len() + 2)
    }

    fn role(&mut self, name: &str, inner: &str) {
        let name = name.rsplit(':').next().unwrap_or(name);
        let inner = unescaped(inner);
        let titled = inner.strip_suffix('>').and_then(|it| it.rsplit_once('<'));
        let titled = titled.filter(|(title, _)| !title.trim().is_empty());
        if matches!(name, "pep" | "rfc") {
            return self.paper(name, &inner, titled);
        }
        let heading = || self.names.heading(&inner).filter(|_| name == "ref");
        let shown = match titled {
            Some((title, _)) => title.trim(),
            None => heading().unwrap_or(&inner),
        };
        let shown = match shown.strip_prefix('~') {
            Some(path) => path.rsplit('.').next().unwrap_or(path),
            None => shown.strip_prefix('!').unwrap_or(shown),
        };
        let shown = shown.to_owned();
        let kind = match name {
            "emphasis" | "dfn" | "title-reference" | "title" | "t" => SpanKind::Emphasis,
            "strong" | "guilabel" | "menuselection" => SpanKind::Strong,
            "sub" | "subscript" => SpanKind::Lowered,
            "sup" | "superscript" => SpanKind::Raised,
            _ if CODE.contains(&name) => SpanKind::Code,
            _ => return self.builder.text(&shown),
        };
        self.span("", kind, &shown);
    }

    /// A document that has a number.
    fn paper(&mut self, kind: &str, inner: &str, titled: Option<(&str, &str)>) {
        let number = titled.map_or(inner, |(_, number)| number);
        let bare = number.split('#').next().unwrap_or(number);
        let address = match kind {
            "pep" => format!("https://peps.python.org/pep-{bare:0>4}/"),
            _ => format!("https://datatracker.ietf.org/doc/html/rfc{bare}"),
        };
        match titled {
            Some((title, _)) => self.linked(title.trim(), &address),
            None => self.linked(&format!("{} {bare}", kind.to_ascii_uppercase()), &address),
        }
    }

    /// A link with its address, with a name, or with neither.
    fn link(&mut self, inner: &str, is_nameless: bool) {
        if let Some((shown, target)) = inner.strip_suffix('>').and_then(|it| it.rsplit_once('<')) {
            let (shown, target) = (unescaped(shown.trim()), sanitize::line(&unescaped(target)));
            let named = target
                .strip_suffix('_')
                .and_then(|name| self.names.address(name));
            let target = named.map_or_else(|| target.clone(), str::to_owned);
            if !shown.is_empty() && !is_nameless {
                self.names.tell(&shown, &target);
            }
            let shown = if shown.is_empty() {
                target.as_str()
            } else {
                &shown
            };
            return self.linked(shown, &target);
        }
        let address = match is_nameless {
            true => self.names.next(),
            false => self.names.address(inner),
        };
        match address.map(str::to_owned) {
            Some(address) => self.linked(&unescaped(inner), &address),
            None => self.builder.text(&unescaped(inner)),
        }
    }

    /// A word with one stroke or two behind it, if it is known to be a link.
    fn reference(&mut self, text: &str, start: usize, plain: usize) -> Option<usize> {
        let strokes = underscores(&text[start..]);
        let is_of_name = |char: char| char.is_alphanumeric() || "-_.+".contains(char);
        let mut from = start.saturating_sub(LONGEST_NAME).max(plain);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        let before = &text[from..start];
        let word = before.trim_end_matches(is_of_name).len();
        let word = before[word..].trim_start_matches(|char: char| !char.is_alphanumeric());
        if strokes == 0 || word.is_empty() {
            return None;
        }
        let address = match strokes {
            1 => self.names.address(word),
            _ => self.names.next(),
        };
        let address = address?.to_owned();
        self.plain(&text[plain..start - word.len()]);
        self.linked(word, &address);
        Some(start + strokes)
    }

    /// `[1]_`.
    fn note(&mut self, text: &str, start: usize, plain: usize) -> Option<usize> {
        let rest = &text[start + 1..];
        let is_of_label = |char: char| char.is_alphanumeric() || "#*-_.:+".contains(char);
        let end = rest
            .find(|char| !is_of_label(char))
            .filter(|end| (1..=LONGEST_NAME).contains(end))?;
        let behind = rest[end..].strip_prefix(']')?;
        if underscores(behind) != 1 {
            return None;
        }
        // A blank before it belongs to the markup.
        self.plain(text[plain..start].trim_end());
        if !rest.starts_with(|char: char| char == '#' || char == '*' || char.is_ascii_digit()) {
            self.builder.text(" ");
        }
        let label = label(self.names, &rest[..end], false);
        note(self.builder, self.notes, &label);
        Some(start + 1 + end + 2)
    }

    fn word(&mut self, name: &str, word: &Word) {
        match word {
            Word::Text(text) => self.plain(text),
            Word::Picture { address, shows } => {
                let index = self.builder.link(address);
                self.builder.open_span(SpanKind::Image(index));
                let shows = shows.as_deref().unwrap_or(name);
                self.builder.text(shows);
                self.builder.close_span();
            }
        }
    }

    fn span(&mut self, before: &str, kind: SpanKind, text: &str) {
        self.plain(before);
        self.builder.open_span(kind);
        self.builder.text(text);
        self.builder.close_span();
    }

    fn linked(&mut self, text: &str, address: &str) {
        let index = self.builder.link(&sanitize::line(address));
        self.span("", SpanKind::Link(index), text);
    }

    /// Text without markup, but for addresses that are written out.
    fn plain(&mut self, text: &str) {
        let mut rest = 0;
        for address in address::addresses(text) {
            self.builder.text(&text[rest..address.start]);
            rest = address.end;
            let address = &text[address];
            self.linked(address, &address::target(address));
        }
        self.builder.text(&text[rest..]);
    }
}

/// The strokes behind a link: one, or two where it has no name; none where a word goes on.
fn underscores(text: &str) -> usize {
    let strokes = text.bytes().take_while(|byte| *byte == b'_');
    let count = strokes.take(3).count();
    match count <= 2 && may_end(&text[count..]) {
        true => count,
        false => 0,
    }
}

/// Whether markup may end before a text.
fn may_end(behind: &str) -> bool {
    behind
        .chars()
        .next()
        .is_none_or(|char| char.is_whitespace() || "'\")]}>-/\\:.,;!?–—’”»…".contains(char))
}

/// A text without its backslashes; one before a blank takes it away.
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        let kept = if char == '\\' {
            chars.next()
        } else {
            Some(char)
        };
        plain.extend(kept.filter(|kept| char != '\\' || !kept.is_whitespace()));
    }
    Cow::Owned(plain)
}

/// Where markup may end, found once for each of its signs.
#[derive(Default)]
struct Ends([Option<(usize, Option<usize>)>; ENDS.len()]);

impl Ends {
    /// The end of the markup that begins at a byte, if one begins there.
    fn of(&mut self, text: &str, start: usize, which: usize) -> Option<usize> {
        let mark = ENDS[which];
        let before = text[..start].chars().next_back();
        let begins =
            before.is_none_or(|char| char.is_whitespace() || "'\"([{<-/:_–—‘“„«".contains(char));
        let first = text[start + mark.len()..].chars().next()?;
        if !begins || first.is_whitespace() {
            return None;
        }
        let from = start + mark.len() + first.len_utf8();
        let end = match self.0[which] {
            Some((searched, end)) if searched <= from && end.is_none_or(|end| end >= from) => end,
            _ => {
                let end = Self::next(text, from, mark);
                self.0[which] = Some((from, end));
                end
            }
        }?;
        (end - start <= LONGEST).then_some(end)
    }

    /// The next place from a byte on where markup of these signs may end.
    fn next(text: &str, from: usize, mark: &str) -> Option<usize> {
        let is_end = |at: &usize| {
            let before = text[..*at].chars().next_back();
            let behind = &text[at + mark.len()..];
            let behind = match mark {
                "`" | "|" => behind.trim_start_matches('_'),
                _ => behind,
            };
            let is_escaped = mark != "``" && before == Some('\\');
            before.is_some_and(|char| !char.is_whitespace()) && !is_escaped && may_end(behind)
        };
        let signs = text[from..].match_indices(mark);
        signs.map(|(at, _)| from + at).find(is_end)
    }
}
