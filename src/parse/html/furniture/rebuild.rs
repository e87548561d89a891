//! A body without some of its blocks.

use std::iter::Peekable;

use crate::article::{Block, Body, BodyBuilder, Container, Span};

/// Makes a body of the blocks that are not folded.
pub(super) fn without(body: &Body, folds: &[bool]) -> Body {
    let mut builder = BodyBuilder::default();
    let mut open: Vec<Container> = Vec::new();
    let mut spans = body.spans().iter().peekable();
    let kept = body
        .blocks()
        .iter()
        .zip(folds)
        .filter(|(_, folds)| !**folds);
    for (block, _) in kept {
        let shared = open
            .iter()
            .zip(block.within.iter())
            .take_while(|(open, next)| goes_on(open, next));
        let shared = shared.count();
        while open.len() > shared {
            open.pop();
            builder.close();
        }
        for container in &block.within[shared..] {
            let container = match *container {
                Container::Item { marker, .. } => Container::Item {
                    marker,
                    first: true,
                },
                Container::Quote { .. } => Container::QUOTE,
            };
            builder.open(container);
            open.push(container);
        }
        builder.begin(block.kind.clone());
        copy(body, block, &mut spans, &mut builder);
    }
    builder.finish()
}

/// Whether a container that is open is the one that the next block stands in.
fn goes_on(open: &Container, next: &Container) -> bool {
    match (open, next) {
        (Container::Item { marker: open, .. }, Container::Item { marker, first }) => {
            open == marker && !first
        }
        (Container::Quote { .. }, Container::Quote { first }) => !first,
        _ => false,
    }
}

/// Copies the text of a block with its spans.
fn copy<'a>(
    body: &Body,
    block: &Block,
    spans: &mut Peekable<impl Iterator<Item = &'a Span>>,
    builder: &mut BodyBuilder,
) {
    while spans
        .next_if(|span| span.range.start < block.range.start)
        .is_some()
    {}
    let mut at = block.range.start;
    let mut open: Vec<usize> = Vec::new();
    let mut copy_to = |builder: &mut BodyBuilder, to: usize| {
        builder.text(&body.text()[at..to]);
        at = to;
    };
    while let Some(span) = spans.next_if(|span| span.range.start < block.range.end) {
        while let Some(end) = open.pop_if(|end| *end <= span.range.start) {
            copy_to(builder, end);
            builder.close_span();
        }
        copy_to(builder, span.range.start);
        let address = |link: usize, builder: &mut BodyBuilder| {
            let link = &body.links()[link];
            let index = builder.link(&link.url);
            builder.tell(index, &link.shows);
            index
        };
        let kind = span.kind.map_target(|link| address(link, builder));
        builder.open_span(kind);
        open.push(span.range.end);
    }
    while let Some(end) = open.pop() {
        copy_to(builder, end);
        builder.close_span();
    }
    copy_to(builder, block.range.end);
    builder.end();
}
