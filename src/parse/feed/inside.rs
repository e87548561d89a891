//! The inside of an element: its text, or HTML where elements stand in it.
//!
//! Owns how XHTML is written as HTML, whose parser knows neither `<a/>` nor prefixes. Does not own where an element ends
//! (`walk`).

use std::borrow::Cow;

use super::xml::{Tag, local, push_escaped, push_reference};
use crate::parse::html;

/// The inside of an element.
#[derive(Default)]
pub(super) struct Inside<'a> {
    /// Its text; HTML if it is markup.
    pub(super) text: Cow<'a, str>,
    /// Whether there are elements in it: it is XHTML.
    pub(super) is_markup: bool,
}

impl<'a> Inside<'a> {
    /// Markup, and none of it yet.
    pub(super) fn markup() -> Self {
        Self {
            is_markup: true,
            ..Self::default()
        }
    }

    /// Adds text without references.
    pub(super) fn push(&mut self, text: &'a str) {
        if self.is_markup {
            push_escaped(self.text.to_mut(), text);
        } else if self.text.is_empty() {
            self.text = Cow::Borrowed(text);
        } else {
            self.text.to_mut().push_str(text);
        }
    }

    /// Adds what a reference stands for.
    pub(super) fn push_reference(&mut self, reference: &str) {
        if self.is_markup {
            let mut text = String::new();
            push_reference(&mut text, reference);
            push_escaped(self.text.to_mut(), &text);
        } else {
            push_reference(self.text.to_mut(), reference);
        }
    }

    /// Adds an element's start tag, and its end if it is empty.
    pub(super) fn open(&mut self, tag: &Tag) {
        if !self.is_markup {
            self.is_markup = true;
            // Text that holds tags already was escaped for XML's sake, and stays what it means.
            if !self.text.contains("</") {
                let mut markup = String::new();
                push_escaped(&mut markup, &self.text);
                self.text = Cow::Owned(markup);
            }
        }
        let name = local(tag.name);
        let text = self.text.to_mut();
        text.push('<');
        text.push_str(name);
        if !tag.attributes.is_empty() {
            text.push(' ');
            text.push_str(tag.attributes);
        }
        text.push('>');
        if tag.is_empty && !is_void(name) {
            self.close(name);
        }
    }

    /// Adds an element's end tag.
    pub(super) fn close(&mut self, name: &str) {
        let name = local(name);
        if !is_void(name) {
            let text = self.text.to_mut();
            text.push_str("</");
            text.push_str(name);
            text.push('>');
        }
    }
}

/// Whether HTML's element of this name, whatever its prefix, has no end tag.
pub(super) fn is_void(name: &str) -> bool {
    html::is_void(local(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_without_an_end_gets_none() {
        let mut inside = Inside::default();
        for name in ["h:param", "br", "p"] {
            inside.close(name);
        }
        assert_eq!(inside.text, "</p>");
        assert!(is_void("param") && is_void("html:wbr") && !is_void("object"));
    }
}
