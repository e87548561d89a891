//! What HTML within Markdown means for the article.
//!
//! Owns the elements: which are emphasis, links, lists, tables, and which are not shown. Tags that are left open end
//! with their block; quotations and lists go on until they are closed, as the text between them is often Markdown.

use super::{Mode, Owner, Renderer};
use crate::{
    article::{BlockKind, Container, SpanKind},
    parse::{
        embed,
        markdown::{
            html::{self, Token},
            inline,
            tables::Table,
        },
    },
};

/// HTML's own quotations and lists nested deeper than this are flattened. Unlike Markdown's, whose every line repeats
/// its depth, they cost a few bytes each, and each block within them lists them all.
const DEEPEST: usize = 16;

/// HTML's own spans nested deeper than this are not kept.
const DEEPEST_SPAN: usize = 64;

impl Renderer {
    /// A single tag amid running text.
    pub(super) fn inline_html(&mut self, tag: &str) {
        for token in html::tokens(tag) {
            match token {
                Token::Open(name, attributes) => {
                    if html::is_block(&name) {
                        self.fresh_line();
                    }
                    self.open_inline(&name, attributes);
                }
                Token::Close(name) => {
                    if html::is_block(&name) {
                        self.fresh_line();
                    }
                    self.close_inline(&name);
                }
                Token::Text(_) => {}
            }
        }
    }

    /// Whole lines of HTML.
    pub(super) fn block_html(&mut self, html: &str) {
        for token in html::tokens(html) {
            match token {
                Token::Text(text) => self.html_text(&inline::decode(text)),
                Token::Open(name, attributes) if self.hidden.is_none() => {
                    self.open_element(name, attributes);
                }
                Token::Open(name, attributes) if name == "source" => self.source(attributes),
                Token::Open(..) => {}
                Token::Close(name) => self.close_element(&name),
            }
        }
        self.end_block();
    }

    /// Text between tags: runs of white space are one space.
    fn html_text(&mut self, text: &str) {
        if self.mode == Mode::Preformatted {
            // The line feed behind `<pre>` is not shown.
            let is_first = self.builder.block_text().is_empty();
            let shown = text.strip_prefix('\n').filter(|_| is_first).unwrap_or(text);
            return self.text(shown);
        }
        let is_space = |char: char| char.is_ascii_whitespace();
        let so_far = self.builder.block_text();
        let is_parted = self.table.is_none()
            && (so_far.is_empty() || so_far.ends_with(|char: char| is_space(char)));
        if text.starts_with(is_space) && !is_parted {
            self.text(" ");
        }
        let mut words = text.split_ascii_whitespace().peekable();
        let has_words = words.peek().is_some();
        while let Some(word) = words.next() {
            self.text(word);
            if words.peek().is_some() {
                self.text(" ");
            }
        }
        if has_words && text.ends_with(is_space) {
            self.text(" ");
        }
    }

    fn open_element(&mut self, name: String, attributes: &str) {
        match name.as_str() {
            "table" if self.table.is_none() => {
                self.end_block();
                self.table = Some(Table::default());
            }
            "tr" if self.table.is_some() => self.table.iter_mut().for_each(Table::row),
            "td" | "th" if self.table.is_some() => self.table.iter_mut().for_each(Table::cell),
            _ if self.table.is_some() && html::is_block(&name) => self.text(" "),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end_block();
                let level = name.as_bytes()[1] - b'0';
                self.builder.begin(BlockKind::Heading(level));
            }
            "pre" => {
                self.end_block();
                self.mode = Mode::Preformatted;
                self.builder.begin(BlockKind::Code(None));
            }
            "figcaption" | "caption" => {
                self.end_block();
                self.builder.begin(BlockKind::Caption);
            }
            "hr" => {
                self.end_block();
                self.builder.begin(BlockKind::Rule);
            }
            "blockquote" | "ul" | "ol" | "li" => self.enter_element(name, attributes),
            _ if html::is_block(&name) => self.end_block(),
            _ => self.open_inline(&name, attributes),
        }
    }

    fn enter_element(&mut self, name: String, attributes: &str) {
        self.end_block();
        let is_html = |owner: &Owner| matches!(owner, Owner::Html(_));
        if self
            .frames
            .iter()
            .filter(|frame| is_html(&frame.owner))
            .count()
            >= DEEPEST
        {
            return;
        }
        match name.as_str() {
            "blockquote" => self.enter(Owner::Html(name), Some(Container::QUOTE), None),
            "li" => {
                if self.frames.last().is_some_and(|frame| frame.owner.is("li")) {
                    self.leave();
                }
                self.item(Owner::Html(name));
            }
            "ol" => {
                let first =
                    html::attribute(attributes, "start").and_then(|start| start.parse().ok());
                self.enter(Owner::Html(name), None, Some(first.unwrap_or(1)));
            }
            _ => self.enter(Owner::Html(name), None, None),
        }
    }

    fn close_element(&mut self, name: &str) {
        if self.hidden.is_some() {
            return self.close_inline(name);
        }
        match name {
            "table" => self.end_block(),
            _ if self.table.is_some() && html::is_block(name) => self.text(" "),
            "h1" => self.end_first_heading(),
            "blockquote" | "ul" | "ol" | "li" => self.leave_element(name),
            _ if html::is_block(name) => self.end_block(),
            _ => self.close_inline(name),
        }
    }

    /// Leaves the innermost open element of that name, unless Markdown opened something within it.
    fn leave_element(&mut self, name: &str) {
        self.end_block();
        let inner = self
            .frames
            .iter()
            .rev()
            .take_while(|frame| frame.owner != Owner::Markdown)
            .position(|frame| frame.owner.is(name));
        for _ in 0..inner.map_or(0, |inner| inner + 1) {
            self.leave();
        }
    }

    fn open_inline(&mut self, name: &str, attributes: &str) {
        if html::UNSHOWN.contains(&name) {
            self.hidden.get_or_insert_with(|| name.to_owned());
            return;
        }
        if embed::ELEMENTS.contains(&name) {
            return self.embed(name, attributes);
        }
        let is_deep = self.spans.len() >= DEEPEST_SPAN;
        let kind = match name {
            "br" => return self.line_break(),
            "source" => return self.source(attributes),
            "img" => return self.image(attributes),
            _ if is_deep || self.table.is_some() || self.hidden.is_some() => return,
            "em" | "i" | "cite" | "dfn" | "var" => SpanKind::Emphasis,
            "strong" | "b" => SpanKind::Strong,
            "del" | "s" | "strike" => SpanKind::Strike,
            "code" | "kbd" | "samp" | "tt" if self.mode != Mode::Preformatted => SpanKind::Code,
            "sup" => SpanKind::Raised,
            "sub" => SpanKind::Lowered,
            "a" => match html::attribute(attributes, "href") {
                Some(url) => SpanKind::Link(self.link(&url)),
                None => return,
            },
            _ => return,
        };
        self.open_span(Owner::Html(name.to_owned()), kind);
    }

    fn image(&mut self, attributes: &str) {
        let alternative = html::attribute(attributes, "alt").unwrap_or_default();
        if self.table.is_some() || self.hidden.is_some() {
            return self.text(&alternative);
        }
        let url = html::attribute(attributes, "src").unwrap_or_default();
        let index = self.link(&url);
        self.open_span(Owner::Html("img".to_owned()), SpanKind::Image(index));
        self.text(&alternative);
        self.close_inline("img");
    }

    pub(super) fn close_inline(&mut self, name: &str) {
        if self.hidden.as_deref() == Some(name) {
            self.hidden = None;
            return;
        }
        let inner = self
            .spans
            .iter()
            .rev()
            .take_while(|owner| **owner != Owner::Markdown)
            .position(|owner| owner.is(name));
        if let Some(inner) = inner {
            self.close_spans(self.spans.len() - inner - 1);
        }
    }

    /// Breaks the line, unless it is empty.
    fn fresh_line(&mut self) {
        let so_far = self.builder.block_text();
        if !so_far.is_empty() && !so_far.ends_with('\n') {
            self.line_break();
        }
    }
}
