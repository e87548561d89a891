//! What the elements of HTML mean for an article.
//!
//! Owns which are blocks, emphasis, links, lists, pictures, and which are not shown. Does not own tables
//! (`render::table`) or white space (`render`).

use dom_query::NodeRef;

use super::{Renderer, formula, table};
use crate::{
    article::{BlockKind, Container, Marker, SpanKind},
    parse::{field, sanitize},
};

/// Quotations and lists nested deeper than this are flattened: each block within them lists them all.
const DEEPEST: usize = 32;

/// Nodes at the beginning of an item among which its box is.
const FARTHEST_BOX: usize = 8;

/// Elements that are controls, or shown by other means than text.
const UNSHOWN: &[&str] = &[
    "annotation",
    "annotation-xml",
    "applet",
    "area",
    "audio",
    "button",
    "canvas",
    "col",
    "colgroup",
    "datalist",
    "dialog",
    "embed",
    "head",
    "input",
    "link",
    "meta",
    "meter",
    "noframes",
    "noscript",
    "object",
    "param",
    "progress",
    "rp",
    "script",
    "select",
    "source",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "track",
    "video",
];

/// Elements that break no line.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "img", "ins", "kbd", "label", "mark", "math", "nobr", "picture", "q", "rb", "rt",
    "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr",
];

/// Whether an element breaks no line. Names that are none of HTML's are inline, as in browsers.
pub(super) fn is_inline(name: &str) -> bool {
    INLINE.contains(&name) || formula::is_part(name) || name.contains('-')
}

impl Renderer {
    /// Renders an element and what stands in it.
    pub(super) fn element(&mut self, node: &NodeRef) {
        let Some(name) = node.node_name() else { return };
        let name = &*name;
        if UNSHOWN.contains(&name) || is_hidden(node) || is_numbering(name, node) {
            return;
        }
        match name {
            "br" => self.line_break(),
            "img" => self.picture(node),
            "iframe" => self.film(node),
            "hr" => {
                self.end_block();
                self.builder.begin(BlockKind::Rule);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.as_bytes()[1] - b'0';
                self.block(BlockKind::Heading(level), node);
            }
            "pre" | "listing" | "xmp" => self.block(BlockKind::Code(language(node)), node),
            "figure" if !self.is_in_cells() => self.figure(node),
            "figcaption" => self.caption(node),
            "caption" => self.block(BlockKind::Caption, node),
            "blockquote" => self.container(Container::QUOTE, node),
            "ul" | "menu" | "dir" => self.list(None, node),
            "ol" if is_counted(node) => {
                let first = node
                    .attr("start")
                    .and_then(|start| start.trim().parse().ok());
                self.list(Some(first.unwrap_or(1)), node);
            }
            "ol" => self.list(None, node),
            "li" => self.item(node),
            "dd" => self.container(item(Marker::Bullet), node),
            "table" if !self.is_in_cells() => self.table(node),
            _ if is_inline(name) => self.inline(name, node),
            _ => self.block(self.kind.clone(), node),
        }
    }

    /// Whether a table is being filled, whose cells can hold no blocks.
    pub(super) fn is_in_cells(&self) -> bool {
        matches!(self.kind, BlockKind::Table(_))
    }

    fn table(&mut self, node: &NodeRef) {
        self.end_block();
        match table::read(node) {
            Some(table) => self.cells(&table),
            None => self.children(node),
        }
        self.end_block();
    }

    /// A block of its own.
    pub(super) fn block(&mut self, kind: BlockKind, node: &NodeRef) {
        if self.is_in_cells() {
            self.part_words();
            self.children(node);
            return self.part_words();
        }
        if matches!(self.kind, BlockKind::Code(_)) {
            self.fresh_line();
            self.children(node);
            return self.fresh_line();
        }
        self.end_block();
        let outer = std::mem::replace(&mut self.kind, kind);
        self.children(node);
        self.end_block();
        self.kind = outer;
    }

    fn container(&mut self, container: Container, node: &NodeRef) {
        if self.is_in_cells() || self.builder.depth() >= DEEPEST || !has_content(node) {
            return self.block(self.kind.clone(), node);
        }
        self.end_block();
        self.builder.open(container);
        self.children(node);
        self.end_block();
        self.builder.close();
    }

    fn list(&mut self, first: Option<u64>, node: &NodeRef) {
        self.lists.push(first);
        self.block(self.kind.clone(), node);
        self.lists.pop();
    }

    fn item(&mut self, node: &NodeRef) {
        let next = self.lists.last_mut().and_then(|next| next.as_mut());
        let number = next.map_or(Marker::Bullet, |next| {
            let value = node
                .attr("value")
                .and_then(|value| value.trim().parse().ok());
            let number = value.unwrap_or(*next);
            *next = number.saturating_add(1);
            Marker::Number(number)
        });
        let marker = ticked(node).map_or(number, Marker::Task);
        self.container(item(marker), node);
    }

    fn inline(&mut self, name: &str, node: &NodeRef) {
        let is_code = matches!(self.kind, BlockKind::Code(_));
        let kind = match name {
            "em" | "i" | "cite" | "dfn" | "var" => Some(SpanKind::Emphasis),
            "strong" | "b" => Some(SpanKind::Strong),
            "del" | "s" | "strike" => Some(SpanKind::Strike),
            "code" | "kbd" | "samp" | "tt" if !is_code => Some(SpanKind::Code),
            "sup" => Some(SpanKind::Raised),
            "sub" => Some(SpanKind::Lowered),
            "a" => self.link(node),
            _ => None,
        };
        if name == "a" && kind.is_none() && is_sign(node) {
            return;
        }
        if self.formula(name, node) {
            return;
        }
        let is_open = kind.is_some_and(|kind| self.open_span(kind));
        let (before, behind) = match name {
            "q" => ("“", "”"),
            // How the words before it are said.
            "rt" if !node.text().trim().is_empty() => ("(", ")"),
            _ => ("", ""),
        };
        self.text(before);
        self.children(node);
        self.text(behind);
        if is_open {
            self.close_span();
        }
    }

    /// Where a link leads; one within the page leads nowhere a reader could go.
    fn link(&mut self, node: &NodeRef) -> Option<SpanKind> {
        let href = node.attr("href")?;
        let href = href.trim();
        let is_within = href.is_empty() || href.starts_with('#');
        let is_script = href
            .get(..11)
            .is_some_and(|scheme| scheme.eq_ignore_ascii_case("javascript:"));
        (!is_within && !is_script).then(|| SpanKind::Link(self.address(href)))
    }

    /// The index of an address.
    pub(super) fn address(&mut self, url: &str) -> usize {
        let joined = self.base.as_ref().and_then(|base| field::joined(base, url));
        let url = joined.as_ref().map_or(url, |joined| joined.as_str());
        self.builder.link(&sanitize::line(url))
    }

    /// Begins a line of a listing, unless it has just begun.
    fn fresh_line(&mut self) {
        let so_far = self.builder.block_text();
        if !so_far.is_empty() && !so_far.ends_with('\n') {
            self.line_break();
        }
    }

    /// Parts words that elements part.
    fn part_words(&mut self) {
        self.text(" ");
    }
}

fn item(marker: Marker) -> Container {
    Container::Item {
        marker,
        first: true,
    }
}

/// Whether the box that an item begins with is ticked. One that can be ticked is a control, and none of the text.
fn ticked(item: &NodeRef) -> Option<bool> {
    let is_content =
        |node: &NodeRef| node.is_nonempty_text() || node.has_name("input") || node.has_name("li");
    let first = item.descendants_it().take(FARTHEST_BOX).find(is_content)?;
    let is_box = first.has_name("input")
        && first.has_attr("disabled")
        && first.attr("type").is_some_and(|kind| &*kind == "checkbox");
    is_box.then(|| first.has_attr("checked"))
}

/// Whether the numbers of a list say anything: not where it has a single item, or holds teasers with headings.
fn is_counted(list: &NodeRef) -> bool {
    let items = list.children_it(false).filter(|node| node.has_name("li"));
    let is_teaser = |node: NodeRef| {
        let name = node.node_name();
        matches!(name.as_deref(), Some("article" | "h1" | "h2" | "h3" | "h4"))
    };
    (items.count() > 1 || is_of_notes(list)) && !list.descendants_it().any(is_teaser)
}

/// Whether a list holds the notes to a text, whose numbers the text names.
fn is_of_notes(list: &NodeRef) -> bool {
    list.children_it(false).any(|item| {
        let id = item.attr("id").unwrap_or_default();
        id.starts_with("fn") || id.contains("note")
    })
}

/// Whether there is anything to be seen in an element.
fn has_content(node: &NodeRef) -> bool {
    node.descendants_it()
        .any(|inner| inner.is_nonempty_text() || inner.has_name("img") || inner.has_name("iframe"))
}

/// Whether an element is a link within the page that has only a sign: back from a note, or to the heading it stands in.
fn is_sign(node: &NodeRef) -> bool {
    let text = node.text();
    let is_sign = |char: char| !char.is_alphanumeric();
    node.has_attr("href")
        && text.chars().count() <= 4
        && text.chars().all(is_sign)
        && !has_picture(node)
}

fn has_picture(node: &NodeRef) -> bool {
    node.descendants_it().any(|inner| inner.has_name("img"))
}

/// Whether an element is the numbers of a listing's lines, which stand in a column of their own.
fn is_numbering(name: &str, node: &NodeRef) -> bool {
    if name != "pre"
        || node
            .ancestors_it(Some(4))
            .all(|outer| !outer.has_name("td"))
    {
        return false;
    }
    let text = node.text();
    let mut numbers = text.split_ascii_whitespace().map(str::parse::<u32>);
    let Some(Ok(first)) = numbers.next() else {
        return false;
    };
    (first + 1..)
        .zip(numbers)
        .all(|(next, number)| number == Ok(next))
}

/// Whether an element is hidden by its author.
pub(in crate::parse::html) fn is_hidden(node: &NodeRef) -> bool {
    let Some(element) = node.element_ref() else {
        return false;
    };
    element
        .attrs
        .iter()
        .any(|attribute| match &*attribute.name.local {
            "hidden" => !attribute.value.eq_ignore_ascii_case("until-found"),
            "style" => {
                let style = attribute.value.to_ascii_lowercase();
                let mut rules = style.split(';').filter_map(|rule| rule.split_once(':'));
                rules.any(|(name, value)| match name.trim() {
                    "display" => value.trim_start().starts_with("none"),
                    "visibility" => value.trim_start().starts_with("hidden"),
                    "mso-hide" => true,
                    _ => false,
                })
            }
            _ => false,
        })
}

/// The language of a listing, from the class of it or of the `code` in it: `language-rust`, `lang-rust`.
fn language(node: &NodeRef) -> Option<String> {
    let inner = node.first_element_child();
    let classes = [Some(*node), inner]
        .into_iter()
        .flatten()
        .filter_map(|node| node.class());
    let names = classes.flat_map(|class| {
        let words = class.split_ascii_whitespace().map(str::to_owned);
        words.collect::<Vec<_>>()
    });
    let mut languages = names.filter_map(|class| {
        let language = class
            .strip_prefix("language-")
            .or_else(|| class.strip_prefix("lang-"))?;
        Some(sanitize::line(language))
    });
    languages.find(|language| !language.is_empty())
}
