//! Films, sounds and pages that a Markdown text shows by means of HTML.
//!
//! Owns that each is a mark with a link, and that what stands in its element is not shown. Does not own which are worth
//! a mark (`parse::embed`).

use super::{Owner, Renderer};
use crate::{
    article::{PICTURE, SpanKind},
    parse::{embed, markdown::html},
};

impl Renderer {
    /// Shows what an element shows; its first source does where it has no address itself.
    pub(super) fn embed(&mut self, name: &str, attributes: &str) {
        if self.hidden.is_some() || self.table.is_some() {
            return;
        }
        let is_shown = self.show(name, attributes);
        if name != "embed" {
            self.hidden = Some(name.to_owned());
            self.lacks_source = !is_shown;
        }
    }

    /// Shows what the source of a film or a sound tells, which stands in its element.
    pub(super) fn source(&mut self, attributes: &str) {
        if self.lacks_source
            && let Some(name) = self.hidden.take()
        {
            self.lacks_source = !self.show(&name, attributes);
            self.hidden = Some(name);
        }
    }

    fn show(&mut self, name: &str, attributes: &str) -> bool {
        let Some(embed) = embed::read(name, |name| html::attribute(attributes, name), &[]) else {
            return false;
        };
        let index = self.link(&embed.url);
        self.builder.tell(index, &embed.shows);
        self.open_span(Owner::Html(name.to_owned()), SpanKind::Embed(index));
        self.text(PICTURE);
        self.close_inline(name);
        true
    }
}
