//! What notes have beyond CommonMark, in the dialects of Obsidian and GitHub, as events of CommonMark.
//!
//! Owns callouts, comments amid a line, highlights, names of blocks, and which raised and lowered signs are meant. What
//! looks like one of them and is none stays as it is written. Does not own wiki links (`dialect::wiki`), which signs
//! belong together (`dialect::pairs`) or lines that are no text (`asides`).
//! Sources: <https://help.obsidian.md/obsidian-flavored-markdown>, <https://help.obsidian.md/callouts>,
//! <https://pandoc.org/MANUAL.html#superscripts-and-subscripts>.

mod pairs;
mod wiki;

use std::{
    collections::{HashSet, VecDeque},
    ops::Range,
};

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use crate::parse::sanitize;
use pairs::Piece;

/// An event, and where it stands in the source.
type Item<'a> = (Event<'a>, Range<usize>);

/// Shorter names of blocks are rather exponents. Obsidian's own have six signs.
const SHORTEST_NAME: usize = 4;

/// Longer kinds of callouts are none.
const LONGEST_KIND: usize = 64;

/// The events of a Markdown text, its dialect put into CommonMark's terms.
pub(super) struct Dialect<'a, I> {
    source: &'a str,
    events: I,
    /// The inline events since the last one of a block.
    run: Vec<Item<'a>>,
    ready: VecDeque<Event<'a>>,
    place: Place,
    /// Names in double brackets to which the text gives addresses, as if they were CommonMark's.
    defined: HashSet<&'a str>,
    /// Comments that are not shown.
    pub(super) folded: Vec<String>,
}

/// Where inline events stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Elsewhere,
    Code,
    /// In a quotation that has nothing yet.
    Quotation,
    /// In the first paragraph of a quotation.
    FirstOfQuotation,
}

impl<'a, I: Iterator<Item = Item<'a>>> Dialect<'a, I> {
    /// `events` are those of `source`, runs of text merged.
    pub(super) fn new(source: &'a str, events: I) -> Self {
        Self {
            source,
            events,
            run: Vec::new(),
            ready: VecDeque::new(),
            place: Place::Elsewhere,
            defined: wiki::defined(source),
            folded: Vec::new(),
        }
    }

    /// The run is complete.
    fn settle(&mut self) {
        let is_marked = |(event, _): &Item| match event {
            Event::Text(text) => {
                let text = text.as_bytes();
                memchr::memchr3(b'[', b'=', b'%', text).is_some()
                    || memchr::memchr2(b'^', b'~', text).is_some()
            }
            _ => false,
        };
        if !self.run.iter().any(is_marked) {
            self.ready
                .extend(self.run.drain(..).map(|(event, _)| event));
            return;
        }
        let run = std::mem::take(&mut self.run);
        let mut run = wiki::expand(run, self.source, &self.defined);
        run = self.without_comments(run);
        run = highlighted(run, self.source);
        run = scripts(run, self.source);
        drop_name(&mut run);
        if self.place == Place::FirstOfQuotation {
            run = callout(run, self.source);
        }
        // An address may have been cut at a sign that turned out to be none.
        let mut texts: Vec<CowStr> = Vec::new();
        for (event, _) in run {
            match event {
                Event::Text(text) => texts.push(text),
                event => {
                    self.push_text(&mut texts);
                    self.ready.push_back(event);
                }
            }
        }
        self.push_text(&mut texts);
    }

    fn push_text(&mut self, texts: &mut Vec<CowStr<'a>>) {
        let text = match texts.len() {
            0 => return,
            1 => texts.remove(0),
            _ => texts
                .drain(..)
                .map(CowStr::into_string)
                .collect::<String>()
                .into(),
        };
        self.ready.push_back(Event::Text(text));
    }

    /// Takes out what stands between `%%` and `%%`.
    fn without_comments(&mut self, run: Vec<Item<'a>>) -> Vec<Item<'a>> {
        let pairs = pairs::find(&run, self.source, "%%", |_, _| true, |_, _| true);
        if pairs.is_empty() {
            return run;
        }
        let (mut kept, mut comment, mut depth) = (Vec::new(), String::new(), 0_usize);
        for piece in pairs::cut(run, pairs, "%%") {
            match piece {
                Piece::Open => depth += 1,
                Piece::Close => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        self.folded.push(sanitize::line(&comment));
                        comment.clear();
                    }
                }
                Piece::Item(item) if depth == 0 => kept.push(item),
                Piece::Item((Event::Text(text) | Event::Code(text), _)) => comment.push_str(&text),
                Piece::Item((Event::SoftBreak | Event::HardBreak, _)) => comment.push(' '),
                Piece::Item(_) => {}
            }
        }
        kept
    }

    fn follow(&mut self, event: &Event) {
        self.place = match (event, self.place) {
            (Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock), _) => Place::Code,
            (Event::Start(Tag::BlockQuote(_)), _) => Place::Quotation,
            (Event::Start(Tag::Paragraph), Place::Quotation) => Place::FirstOfQuotation,
            _ => Place::Elsewhere,
        };
    }
}

impl<'a, I: Iterator<Item = Item<'a>>> Iterator for Dialect<'a, I> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some(event);
            }
            match self.events.next() {
                None if self.run.is_empty() => return None,
                None => self.settle(),
                Some((event, range)) if self.place != Place::Code && is_inline(&event) => {
                    self.run.push((event, range));
                }
                Some((event, _)) => {
                    self.settle();
                    self.follow(&event);
                    if self.ready.is_empty() {
                        return Some(event);
                    }
                    self.ready.push_back(event);
                }
            }
        }
    }
}

/// A text as it is written, with the stroke that may escape its first sign.
fn written<'s>(source: &'s str, range: &Range<usize>) -> &'s str {
    let is_escaped = source[..range.start].ends_with('\\');
    let start = range.start - usize::from(is_escaped);
    source.get(start..range.end).unwrap_or_default()
}

/// Whether an event belongs to running text.
fn is_inline(event: &Event) -> bool {
    match event {
        Event::Start(tag) => is_span(&tag.to_end()),
        Event::End(tag) => is_span(tag),
        Event::Rule | Event::TaskListMarker(_) | Event::Html(_) => false,
        _ => true,
    }
}

/// Whether it is the end of a part of a line.
pub(super) fn is_span(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

/// Makes what stands between `==` and `==` strong: that is what its reader found worth marking. Within a word, and with
/// blanks inside, the signs compare two things.
fn highlighted<'a>(run: Vec<Item<'a>>, source: &str) -> Vec<Item<'a>> {
    let opens = |before: char, after: char| !after.is_whitespace() && !is_word(before);
    let closes = |before: char, after: char| !before.is_whitespace() && !is_word(after);
    let pairs = pairs::find(&run, source, "==", opens, closes);
    if pairs.is_empty() {
        return run;
    }
    let item = |piece| match piece {
        Piece::Open => (Event::Start(Tag::Strong), 0..0),
        Piece::Close => (Event::End(TagEnd::Strong), 0..0),
        Piece::Item(item) => item,
    };
    pairs::cut(run, pairs, "==").into_iter().map(item).collect()
}

/// Scripts without spaces mark what stands within a word.
fn is_word(char: char) -> bool {
    char.is_ascii_alphanumeric()
}

/// Raises and lowers a number or a sign or two behind something, `x^2^` and `H~2~O`. Else a caret is a caret.
fn scripts<'a>(run: Vec<Item<'a>>, source: &str) -> Vec<Item<'a>> {
    let may_hold =
        |(event, _): &Item| matches!(event, Event::Text(text) if text.contains(['^', '~']));
    if !run.iter().any(may_hold) {
        return run;
    }
    let mut out = Vec::with_capacity(run.len());
    for (event, range) in run {
        let Event::Text(text) = event else {
            out.push((event, range));
            continue;
        };
        let is_escaped = text.contains(['^', '~']) && {
            let written = written(source, &range);
            written.contains("\\^") || written.contains("\\~")
        };
        let (mut plain, mut at) = (0, 0);
        while let Some(found) = text[at..].find(['^', '~']) {
            let start = at + found;
            let Some(script) = script(&text[..start], &text[start..]) else {
                at = start + 1;
                continue;
            };
            let end = start + script.len() + 2;
            at = end;
            if is_escaped {
                continue;
            }
            let tag = match text.as_bytes()[start] {
                b'^' => Tag::Superscript,
                _ => Tag::Subscript,
            };
            let close = Event::End(tag.to_end());
            let before = Event::Text(text[plain..start].to_owned().into());
            let within = Event::Text(script.to_owned().into());
            let events = [before, Event::Start(tag), within, close];
            out.extend(events.map(|event| (event, range.clone())));
            plain = end;
        }
        let rest = match plain {
            0 => text,
            _ => text[plain..].to_owned().into(),
        };
        out.push((Event::Text(rest), range));
    }
    out
}

/// What stands between two of the sign that a text begins with, behind a letter, a digit or a bracket.
fn script<'t>(before: &str, text: &'t str) -> Option<&'t str> {
    let sign = text.chars().next()?;
    let is_script = |char: char| char.is_alphanumeric() || matches!(char, '+' | '-' | '−');
    let is_based = before.ends_with(|char: char| char.is_alphanumeric() || char == ')');
    let within = &text[1..];
    let end = within.find(|char| !is_script(char))?;
    let is_closed = within[end..].starts_with(sign) && !within[end + 1..].starts_with(sign);
    (is_based && is_closed && end > 0).then(|| &within[..end])
}

/// Takes the name of a block from its end, ` ^storm-2020`: links from other notes lead to it.
fn drop_name(run: &mut Vec<Item>) {
    let Some((Event::Text(text), _)) = run.last_mut() else {
        return;
    };
    let bare = text.trim_end();
    let before = bare.trim_end_matches(|char: char| char.is_ascii_alphanumeric() || char == '-');
    let Some(before) = before.strip_suffix('^') else {
        return;
    };
    let is_parted = before.is_empty() || before.ends_with(char::is_whitespace);
    if is_parted && bare.len() - before.len() > SHORTEST_NAME {
        *text = before.trim_end().to_owned().into();
    }
}

/// A callout, `> [!warning]- Title`: its title, or else its kind, is a strong line of its own.
fn callout<'a>(run: Vec<Item<'a>>, source: &str) -> Vec<Item<'a>> {
    let Some((title, events)) = title(&run, source) else {
        return run;
    };
    let item = |event| (event, 0..0);
    let mut out = vec![item(Event::Start(Tag::Strong))];
    out.push(item(Event::Text(title.into())));
    let mut run = run.into_iter();
    out.extend(run.by_ref().take(events).skip(1));
    out.push(item(Event::End(TagEnd::Strong)));
    out.push(item(Event::End(TagEnd::Paragraph)));
    // The line's end.
    run.next();
    out.push(item(Event::Start(Tag::Paragraph)));
    out.extend(run);
    out
}

/// What the first event of a callout's title is shown as, and how many events it has.
fn title(run: &[Item], source: &str) -> Option<(String, usize)> {
    let (Event::Text(text), range) = run.first()? else {
        return None;
    };
    let (kind, rest) = text.strip_prefix("[!")?.split_once(']')?;
    let is_kind = |char: char| char.is_alphanumeric() || matches!(char, '-' | '_' | ' ');
    // Behind a bar, Obsidian keeps how it looks.
    let kind = kind.split('|').next()?.trim();
    let is_meant = !kind.is_empty()
        && kind.len() <= LONGEST_KIND
        && kind.chars().all(is_kind)
        && written(source, range).starts_with("[!");
    let rest = rest.strip_prefix(['+', '-']).unwrap_or(rest);
    if !is_meant || !(rest.is_empty() || rest.starts_with(char::is_whitespace)) {
        return None;
    }
    let mut depth = 0_usize;
    let ends = |(event, _): &Item| {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(event, Event::SoftBreak | Event::HardBreak)
    };
    let events = run.iter().position(ends).unwrap_or(run.len());
    let own = match rest.trim_start() {
        "" if events == 1 => named(kind),
        rest => rest.to_owned(),
    };
    Some((own, events))
}

/// The name of a kind.
fn named(kind: &str) -> String {
    match kind.to_lowercase().as_str() {
        "tldr" => "TL;DR".to_owned(),
        "faq" => "FAQ".to_owned(),
        kind => {
            let words = kind.replace(['-', '_'], " ");
            let mut letters = words.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            first.chain(letters).collect()
        }
    }
}
