//! From the lines that are an article's text to its blocks.
//!
//! Owns what stands together: paragraphs, quotations, lists, verse. Does not own what a line feed means in a text
//! (`line_model`) or what a paragraph is by its looks (`shape`).

use std::{borrow::Cow, ops::Range};

use super::{
    is_quoted,
    line_model::{self, LineModel},
    references::References,
    shape,
};
use crate::{
    article::{BlockKind, Body, BodyBuilder, Container, Marker, SpanKind},
    parse::address,
};

/// Characters of a paragraph that is long enough to have a heading above it.
const LONG: usize = 80;

/// Characters that every line of verse stays below.
const LONGEST_VERSE: usize = 72;

/// Quotations nested deeper than this are set at this depth.
const DEEPEST_QUOTE: usize = 8;

/// Builds the body. Empty lines part blocks, and what numbers in it stand for, `references` tell.
pub(super) fn body(lines: &[&str], references: &References) -> Body {
    let model = line_model::of(lines.iter().copied());
    let mut writer = Writer {
        builder: BodyBuilder::with_room(lines.iter().map(|line| line.len() + 1).sum()),
        references,
        model,
        is_flush: is_flush(lines),
        dateline_is_due: true,
        run_end: 0,
    };
    let mut at = 0;
    while let Some(start) = lines[at..].iter().position(|line| !line.is_empty()) {
        at = writer.block(lines, at + start);
    }
    writer.builder.finish()
}

struct Writer<'a> {
    builder: BodyBuilder,
    references: &'a References,
    model: LineModel,
    /// Whether most paragraphs begin at the margin, so that one that doesn't was set in on purpose.
    is_flush: bool,
    /// Whether the first paragraph of running text is still to come.
    dateline_is_due: bool,
    /// Where the run of lines ends that is being written.
    run_end: usize,
}

impl Writer<'_> {
    /// Writes the block that begins at a line, and returns where the next one may.
    fn block(&mut self, lines: &[&str], at: usize) -> usize {
        if is_quoted(lines[at]) {
            return self.quotation(lines, at);
        }
        if let Some(end) = self.list(lines, at) {
            return end;
        }
        let is_first_of_run = at == 0 || lines[at - 1].is_empty();
        if self.run_end <= at {
            self.run_end = at + run_length(&lines[at..]);
        }
        let run = self.run_end;
        if is_first_of_run && let Some(level) = shape::underlined(&lines[at..run]) {
            self.write(BlockKind::Heading(level), lines[at].trim());
            return at + 2;
        }
        if is_first_of_run && self.is_flush && shape::is_set_in_quotation(&lines[at..run]) {
            self.set_in_quotation(&lines[at..run]);
            return run;
        }
        if is_first_of_run && (shape::is_table(&lines[at..run]) || self.is_verse(&lines[at..run])) {
            self.verse(&lines[at..run]);
            return run;
        }
        let end = self.paragraph_end(lines, at, run);
        let text = joined(&lines[at..end]);
        if is_first_of_run && end == run && self.is_heading(&text, lines, end) {
            self.write(BlockKind::Heading(2), &text);
        } else if shape::is_caption(&text) {
            self.write(BlockKind::Caption, &text);
        } else {
            self.paragraph(&text);
        }
        end
    }

    /// Where the paragraph ends that begins at a line; at the latest where its run of lines does.
    fn paragraph_end(&self, lines: &[&str], at: usize, run: usize) -> usize {
        let LineModel::Wrapped(width) = self.model else {
            return at + 1;
        };
        (at + 1..run)
            .find(|next| {
                let (line, next) = (lines[next - 1], lines[*next]);
                let is_indented = shape::indent(next) > shape::indent(line);
                let is_over = !line_model::is_full(line, next, width)
                    && line.ends_with(['.', '!', '?', ':', '"', '”', '’', ')', '…', '»', '。']);
                is_indented || is_over || is_quoted(next)
            })
            .unwrap_or(run)
    }

    /// A short line between blank ones, above a long paragraph. The first block cannot be one: it may be a kicker.
    fn is_heading(&self, text: &str, lines: &[&str], end: usize) -> bool {
        if !shape::is_heading_like(text) || self.builder.is_empty() || shape::is_caption(text) {
            return false;
        }
        let below = &lines[end..];
        let Some(next) = below.iter().position(|line| !line.is_empty()) else {
            return false;
        };
        let length: usize = below[next..][..run_length(&below[next..])]
            .iter()
            .map(|line| line.chars().count())
            .sum();
        length > LONG && shape::item(below[next].trim_start()).is_none() && !is_quoted(below[next])
    }

    /// Short lines that nobody wrapped: they were broken on purpose.
    fn is_verse(&self, run: &[&str]) -> bool {
        let is_short = || run.iter().all(|line| line.chars().count() < LONGEST_VERSE);
        let model_allows = match self.model {
            LineModel::Paragraphs => true,
            // Within wrapped text, verse is set in from the margin, or comes nowhere near the width.
            LineModel::Wrapped(width) => {
                let is_narrow = |line: &&str| line.chars().count() * 4 < width * 3;
                let is_item = |line: &&str| shape::item(line.trim_start()).is_some();
                run.iter().all(|line| shape::indent(line) >= 4)
                    || run.iter().all(is_narrow) && !run.iter().any(is_item)
            }
        };
        run.len() >= 3 && model_allows && is_short()
    }

    fn verse(&mut self, run: &[&str]) {
        let margin = run
            .iter()
            .map(|line| shape::indent(line))
            .min()
            .unwrap_or(0);
        self.builder.begin(BlockKind::Verse);
        for (index, line) in run.iter().enumerate() {
            if index > 0 {
                self.builder.text("\n");
            }
            self.linked(without_indent(line, margin));
        }
        self.builder.end();
    }

    fn paragraph(&mut self, text: &str) {
        let dateline = std::mem::take(&mut self.dateline_is_due)
            .then(|| shape::dateline(text))
            .flatten();
        self.builder.begin(BlockKind::Paragraph);
        let rest = dateline.map_or(text, |end| {
            self.builder.open_span(SpanKind::Dateline);
            self.builder.text(&text[..end]);
            self.builder.close_span();
            &text[end..]
        });
        self.linked(rest);
        self.builder.end();
    }

    fn write(&mut self, kind: BlockKind, text: &str) {
        self.builder.begin(kind);
        self.linked(text);
        self.builder.end();
    }

    /// Adds text to the block, with the addresses in it as links, and the numbers that stand for some.
    fn linked(&mut self, text: &str) {
        let written = |words: Range<usize>| {
            let target = address::target(&text[words.clone()]);
            (words.clone(), words, target)
        };
        let mut links: Vec<_> = address::addresses(text).map(written).collect();
        let told = self.references.links(text);
        links.extend(told.map(|link| (link.words, link.shown, Cow::Borrowed(link.target))));
        links.sort_by_key(|(words, ..)| words.start);
        let mut done = 0;
        for (words, shown, target) in links {
            if words.start < done {
                continue;
            }
            self.builder.text(&text[done..words.start]);
            done = words.end;
            if target.is_empty() {
                self.builder.text(&text[shown]);
                continue;
            }
            let link = self.builder.link(&target);
            self.builder.open_span(SpanKind::Link(link));
            self.builder.text(&text[shown]);
            self.builder.close_span();
        }
        self.builder.text(&text[done..]);
    }

    /// Lines that begin with `>`. Those of one depth are a text of its own.
    fn quotation(&mut self, lines: &[&str], at: usize) -> usize {
        let run = lines[at..]
            .iter()
            .take_while(|line| is_quoted(line))
            .count();
        let (mut start, mut open) = (at, 0);
        while start < at + run {
            let depth = quote_depth(lines[start]);
            let same = lines[start..at + run]
                .iter()
                .take_while(|line| quote_depth(line) == depth)
                .count();
            let inner: Vec<&str> = lines[start..start + same]
                .iter()
                .map(|line| without_quote(line))
                .collect();
            let wanted = depth.min(DEEPEST_QUOTE);
            (wanted..open).for_each(|_| self.builder.close());
            (open..wanted).for_each(|_| self.builder.open(Container::QUOTE));
            open = wanted;
            self.paragraphs(&inner);
            start += same;
        }
        (0..open).for_each(|_| self.builder.close());
        at + run
    }

    /// A quotation that is known by its margin and its quotation marks. Short lines in it that nobody wrapped are verse.
    fn set_in_quotation(&mut self, run: &[&str]) {
        self.builder.open(Container::QUOTE);
        if line_model::of(run.iter().copied()) == LineModel::Paragraphs && self.is_verse(run) {
            self.verse(run);
        } else {
            self.paragraphs(run);
        }
        self.builder.close();
    }

    /// Lines that are paragraphs and nothing else.
    fn paragraphs(&mut self, lines: &[&str]) {
        let (mut from, mut last) = (0, 0);
        while let Some(next) = lines[from..].iter().position(|line| !line.is_empty()) {
            let first = from + next;
            if last <= first {
                last = first + run_length(&lines[first..]);
            }
            let end = self.paragraph_end(lines, first, last);
            self.write(BlockKind::Paragraph, &joined(&lines[first..end]));
            from = end;
        }
    }

    /// A list of two items or more, and where it ends. Blank lines may stand between items; numbers count up.
    fn list(&mut self, lines: &[&str], at: usize) -> Option<usize> {
        let (first, _) = shape::item(lines[at].trim_start())?;
        let mut items = vec![(first, at)];
        let mut end = self.item_end(lines, at);
        loop {
            let next = end
                + lines[end..]
                    .iter()
                    .take_while(|line| line.is_empty())
                    .count();
            let Some((marker, _)) = lines
                .get(next)
                .and_then(|line| shape::item(line.trim_start()))
            else {
                break;
            };
            let follows = match (items[items.len() - 1].0, marker) {
                (Marker::Bullet, Marker::Bullet) => true,
                (Marker::Number(last), Marker::Number(number)) => number == last + 1,
                _ => false,
            };
            if !follows || next > end + 2 {
                break;
            }
            items.push((marker, next));
            end = self.item_end(lines, next);
        }
        if items.len() < 2 {
            return None;
        }
        for (marker, start) in items {
            let text = joined(&lines[start..self.item_end(lines, start)]);
            let text = shape::item(&text).map_or(&*text, |(_, text)| text);
            self.builder.open(Container::Item {
                marker,
                first: true,
            });
            self.write(BlockKind::Paragraph, text);
            self.builder.close();
        }
        Some(end)
    }

    /// Where an item ends: wrapped lines belong to the item above them.
    fn item_end(&self, lines: &[&str], at: usize) -> usize {
        if self.model == LineModel::Paragraphs {
            return at + 1;
        }
        let more = lines[at + 1..].iter().take_while(|line| {
            !line.is_empty() && !is_quoted(line) && shape::item(line.trim_start()).is_none()
        });
        at + 1 + more.count()
    }
}

/// Lines up to the next empty one.
fn run_length(lines: &[&str]) -> usize {
    lines.iter().take_while(|line| !line.is_empty()).count()
}

/// Lines in one, with a space where a line ended; none behind a hyphen or between characters of scripts without spaces.
fn joined<'a>(lines: &[&'a str]) -> Cow<'a, str> {
    let (first, rest) = match lines {
        [] => return Cow::Borrowed(""),
        [line] => return Cow::Borrowed(line.trim()),
        [first, rest @ ..] => (first, rest),
    };
    let mut text = first.trim().to_owned();
    for line in rest {
        let line = line.trim();
        let is_compound = text.ends_with('-')
            && !text.ends_with("--")
            && !text.ends_with(" -")
            && line.starts_with(char::is_lowercase);
        let is_east_asian = |char: Option<char>| {
            char.is_some_and(
                |char| matches!(char, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}'),
            )
        };
        if !(is_compound
            || is_east_asian(text.chars().next_back()) && is_east_asian(line.chars().next()))
        {
            text.push(' ');
        }
        text.push_str(line);
    }
    Cow::Owned(text)
}

/// Whether most runs of lines begin at the margin.
fn is_flush(lines: &[&str]) -> bool {
    let (mut all, mut indented) = (0, 0);
    let mut above = "";
    for line in lines {
        if above.is_empty() && !line.is_empty() {
            all += 1;
            indented += usize::from(shape::indent(line) > 0);
        }
        above = line;
    }
    2 * indented < all
}

fn without_indent(line: &str, margin: usize) -> &str {
    line.get(margin..).unwrap_or_else(|| line.trim_start())
}

/// How many `>` a line begins with.
fn quote_depth(line: &str) -> usize {
    let marks = &line[..line.len() - without_quote(line).len()];
    marks.matches('>').count()
}

fn without_quote(line: &str) -> &str {
    line.trim_start_matches(|char: char| char == '>' || char.is_whitespace())
}
