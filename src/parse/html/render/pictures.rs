//! What becomes of pictures and films: a link to each, and what its author says that it shows.
//!
//! Owns where a picture's address and its words are found. Does not own how the words are set (`typeset`).

use dom_query::NodeRef;

use super::{super::embeds::AMID, Pictures, Renderer};
use crate::{
    article::{BlockKind, PICTURE, SpanKind},
    parse::sanitize,
};

/// Alternative texts of one page that are gathered.
const MOST_ALTERNATIVES: usize = 500;

/// Nodes of a figure that are looked at for its caption.
const LARGEST_FIGURE: usize = 1_000;

/// A figure, while it is open.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Figure {
    has_caption: bool,
    /// The link to its first picture.
    picture: Option<usize>,
}

impl Renderer {
    /// A picture is its alternative text, or a mark, with a link to it that knows that text.
    pub(super) fn picture(&mut self, node: &NodeRef) {
        if matches!(self.kind, BlockKind::Code(_)) || is_pixel(node) {
            return;
        }
        let alternative = alternative(node);
        if self.pictures == Pictures::Told {
            return self.pictured(node, &alternative, "");
        }
        // An empty alternative text says that the picture adds nothing.
        let adds_nothing = alternative.is_empty() && node.has_attr("alt");
        let shows = if is_file_name(&alternative) {
            ""
        } else {
            &alternative
        };
        if !shows.is_empty()
            && self.alternatives.len() < MOST_ALTERNATIVES
            && !self.alternatives.iter().any(|known| known == shows)
        {
            self.alternatives.push(shows.to_owned());
        }
        let is_captioned = self.figure.has_caption && self.figure.picture.is_some();
        if !adds_nothing && !is_captioned {
            self.pictured(node, PICTURE, shows);
        }
    }

    /// A film, a sound or a page that is shown is a mark, with a link to it that knows what it is.
    pub(super) fn film(&mut self, node: &NodeRef) {
        let index = self.address(&node.attr("src").unwrap_or_default());
        let shows = node.attr("title").unwrap_or_default();
        self.builder.tell(index, &sanitize::line(&shows));
        if self.is_in_cells() || node.has_attr(AMID) {
            return self.mark(index);
        }
        self.end_block();
        self.mark(index);
        self.end_block();
    }

    fn mark(&mut self, index: usize) {
        let is_open = self.open_span(SpanKind::Embed(index));
        self.text(PICTURE);
        if is_open {
            self.close_span();
        }
    }

    /// A figure. Its caption, wherever it stands, leads to its first picture.
    pub(super) fn figure(&mut self, node: &NodeRef) {
        let (mut picture, mut has_caption) = (None, false);
        for inner in node.descendants_it().take(LARGEST_FIGURE) {
            match inner.node_name().as_deref() {
                Some("img") if picture.is_none() => picture = Some(inner),
                Some("figcaption") => {
                    has_caption |= inner
                        .descendants_it()
                        .take(LARGEST_FIGURE)
                        .any(|inner| inner.is_nonempty_text())
                }
                _ => {}
            }
        }
        let picture = picture.filter(|_| self.pictures == Pictures::Marked && has_caption);
        let address = picture
            .map(|picture| source(&picture))
            .filter(|address| !address.is_empty());
        let picture = address.map(|address| self.address(&address));
        let outer = std::mem::replace(
            &mut self.figure,
            Figure {
                has_caption,
                picture,
            },
        );
        self.block(self.kind.clone(), node);
        self.figure = outer;
    }

    /// A caption leads to the picture it stands below.
    pub(super) fn caption(&mut self, node: &NodeRef) {
        let picture = self.figure.picture;
        let is_open = picture.is_some_and(|picture| self.open_span(SpanKind::Image(picture)));
        self.block(BlockKind::Caption, node);
        if is_open {
            self.close_span();
        }
    }

    /// Text that leads to a picture; one whose address is not known has only the words of its author.
    fn pictured(&mut self, node: &NodeRef, text: &str, shows: &str) {
        let source = source(node);
        if source.is_empty() && self.pictures == Pictures::Told {
            // Pages leave the space between pictures to their margins.
            if self.builder.block_text().ends_with(char::is_alphanumeric) {
                self.text(" ");
            }
            return self.text(text);
        }
        if source.is_empty() || text.is_empty() {
            return;
        }
        let index = self.address(&source);
        self.builder.tell(index, shows);
        let is_open = self.open_span(SpanKind::Image(index));
        self.text(text);
        if is_open {
            self.close_span();
        }
    }
}

fn alternative(node: &NodeRef) -> String {
    let alternative = node.attr("alt").or_else(|| node.attr("title"));
    sanitize::line(&alternative.unwrap_or_default())
}

/// Whether it is too small to be seen: a counter of visits.
fn is_pixel(node: &NodeRef) -> bool {
    ["width", "height"].iter().any(|name| {
        let size = node
            .attr(name)
            .and_then(|size| size.trim().parse::<u32>().ok());
        size.is_some_and(|size| size <= 2)
    })
}

/// Whether an alternative text is the name that a camera or a program gave to the file.
fn is_file_name(text: &str) -> bool {
    let ends = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif"];
    let lower = text.to_ascii_lowercase();
    !text.contains(' ')
        && (ends.iter().any(|end| lower.ends_with(end)) || text.contains(['_', '/']))
}

/// The address of a picture, wherever a page that loads it late keeps it.
fn source(node: &NodeRef) -> String {
    let is_address = |url: &&str| !url.is_empty() && !url.starts_with("data:");
    for name in [
        "src",
        "data-src",
        "data-original",
        "data-lazy-src",
        "srcset",
        "data-srcset",
    ] {
        let value = node.attr(name).unwrap_or_default();
        let url = value.split_ascii_whitespace().next();
        if let Some(url) = url.map(|url| url.trim_end_matches(',')).filter(is_address) {
            return url.to_owned();
        }
    }
    String::new()
}
