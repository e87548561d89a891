//! The text of a block as it is set: the looks of its spans, the numbers of its links, its spaces.

use std::ops::Range;

use super::{Look, Place, Role, Script, blocks::Setter, flow::Flow};
use crate::{
    article::{PICTURE, Span, SpanKind},
    search::Field,
};

/// How a stretch of the body is added to a flow.
type Say = fn(&mut Flow, &str, usize, Look, Option<usize>);

/// Cells that a tab in preformatted text takes.
const TAB: &str = "    ";
impl Setter<'_> {
    /// Running text with the looks of its spans, and a number behind each link.
    pub(super) fn flow(&self, range: Range<usize>, look: Look) -> Flow {
        self.flow_of(range, look, say_once_spaced)
    }

    /// The same for a text whose spaces stay.
    pub(super) fn flow_kept(&self, range: Range<usize>, look: Look) -> Flow {
        self.flow_of(range, look, say)
    }

    /// What is said of a picture or film that has only a mark in the text, and the number of its link.
    fn shown(&self, text: &str, active: &[&Span]) -> Option<(&str, usize)> {
        let index = active.iter().rev().find_map(|span| match span.kind {
            SpanKind::Image(index) | SpanKind::Embed(index) => Some(index),
            _ => None,
        })?;
        let shows = self.article.body.links().get(index)?.shows.as_str();
        (text == PICTURE && !shows.is_empty()).then_some((shows, index + 1))
    }

    /// Whether a span is seen: no words are raised or lowered whose characters have no such form.
    fn is_set(&self, span: &Span) -> bool {
        let text = &self.article.body.text()[span.range.clone()];
        script(span.kind).is_none_or(|script| script.has(text))
    }

    fn flow_of(&self, range: Range<usize>, look: Look, say: Say) -> Flow {
        let body = &self.article.body;
        let spans = overlapping(body.spans(), &range);
        let mut flow = Flow::default();
        let mut active: Vec<&Span> = Vec::new();
        let mut next = 0;
        let mut at = range.start;
        loop {
            let mut shows = false;
            active.retain(|span| {
                let ended = span.range.end <= at;
                if ended {
                    number(&mut flow, span.kind);
                    shows |= is_shown(span.kind);
                }
                !ended
            });
            let begun = spans[next..]
                .iter()
                .take_while(|span| span.range.start <= at);
            shows |= begun.into_iter().any(|span| is_shown(span.kind));
            if shows && touches(&body.text()[range.clone()], at - range.start) {
                flow.draw(" ", look);
            }
            while let Some(span) = spans.get(next).filter(|span| span.range.start <= at) {
                if span.range.end > at && self.is_set(span) {
                    flow.draw(sign(span.kind), Look::of(Role::Meta));
                    active.push(span);
                }
                next += 1;
            }
            if at >= range.end {
                return flow;
            }
            let begins = spans.get(next).map_or(range.end, |span| span.range.start);
            let ends = active
                .iter()
                .map(|span| span.range.end)
                .min()
                .unwrap_or(range.end);
            let until = begins.min(ends).min(range.end);
            let (text, look) = (&body.text()[at..until], looked(look, &active));
            match self.shown(text, &active) {
                Some((shows, link)) => flow.number(shows, look, link),
                None => say(&mut flow, text, at, look, link(&active)),
            }
            at = until;
        }
    }
}

/// Where the characters of a span stand, if not on the line.
fn script(kind: SpanKind) -> Option<Script> {
    match kind {
        SpanKind::Raised => Some(Script::Raised),
        SpanKind::Lowered => Some(Script::Lowered),
        _ => None,
    }
}

/// Whether it is a picture or a film.
fn is_shown(kind: SpanKind) -> bool {
    matches!(kind, SpanKind::Image(_) | SpanKind::Embed(_))
}

/// Whether words touch each other at a place in a text. Pages leave the space beside a picture to its margins.
fn touches(text: &str, at: usize) -> bool {
    let (before, behind) = (text[..at].chars().next_back(), text[at..].chars().next());
    let ends = |char: char| !char.is_whitespace() && !"([{<“„‘«¿¡\"'".contains(char);
    let begins = |char: char| char.is_alphanumeric() || "([{“„‘«¿¡…".contains(char);
    before.is_some_and(ends) && behind.is_some_and(begins)
}

/// What is drawn before a picture or a film; the space behind it does not break.
fn sign(kind: SpanKind) -> &'static str {
    match kind {
        SpanKind::Image(_) => "▣\u{a0}",
        SpanKind::Embed(_) => "▸\u{a0}",
        _ => "",
    }
}

/// Adds text of the body; tabs become spaces of our own.
fn say(flow: &mut Flow, text: &str, at: usize, look: Look, link: Option<usize>) {
    let mut offset = at;
    for (index, part) in text.split('\t').enumerate() {
        if index > 0 {
            flow.draw(TAB, look);
        }
        flow.say(
            part,
            Place {
                field: Field::Body,
                offset,
            },
            look,
            link,
        );
        offset += part.len() + 1;
    }
}

/// Adds running text of the body: of spaces that follow each other only the first is set, a tab as a space of our own.
fn say_once_spaced(flow: &mut Flow, text: &str, at: usize, look: Look, link: Option<usize>) {
    let is_space = |char: char| matches!(char, ' ' | '\t' | '\u{a0}');
    let place = |offset| Place {
        field: Field::Body,
        offset: at + offset,
    };
    let (mut start, mut within) = (0, false);
    for (index, char) in text.char_indices() {
        if (within && is_space(char)) || char == '\t' {
            flow.say(&text[start..index], place(start), look, link);
            start = index + char.len_utf8();
            flow.draw(if within { "" } else { " " }, look);
        }
        within = is_space(char);
    }
    flow.say(&text[start..], place(start), look, link);
}

/// The spans that share bytes with a range. Spans begin in order, and none reaches beyond its block.
fn overlapping<'s>(spans: &'s [Span], range: &Range<usize>) -> &'s [Span] {
    let end = spans.partition_point(|span| span.range.start < range.end);
    let begin = spans[..end]
        .iter()
        .rposition(|span| span.range.end <= range.start)
        .map_or(0, |index| index + 1);
    &spans[begin..end]
}

fn looked(look: Look, active: &[&Span]) -> Look {
    active.iter().fold(look, |look, span| match span.kind {
        SpanKind::Emphasis => Look {
            emphasis: true,
            ..look
        },
        SpanKind::Strong => Look {
            strong: true,
            ..look
        },
        SpanKind::Strike => Look {
            strike: true,
            ..look
        },
        SpanKind::Code => Look {
            role: Role::Code,
            ..look
        },
        SpanKind::Dateline => Look {
            role: Role::Dateline,
            ..look
        },
        SpanKind::Link(_) => Look {
            role: Role::Link,
            ..look
        },
        SpanKind::Image(_) | SpanKind::Embed(_) => Look {
            role: Role::Caption,
            ..look
        },
        SpanKind::Raised | SpanKind::Lowered => Look {
            script: script(span.kind),
            ..look
        },
    })
}

fn link(active: &[&Span]) -> Option<usize> {
    let target = active.iter().rev().find_map(|span| span.kind.target());
    target.map(|index| index + 1)
}

/// The number behind a link; the space before it does not break.
fn number(flow: &mut Flow, kind: SpanKind) {
    if let Some(index) = kind.target() {
        flow.number(
            &format!("\u{a0}[{}]", index + 1),
            Look::of(Role::Meta),
            index + 1,
        );
    }
}
