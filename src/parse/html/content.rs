//! Which part of a page is its article.
//!
//! Owns the choice between the ways to find it, and that a page with words never becomes an article without any. Does
//! not own how readability scores elements (`dom_smoothie`, after Mozilla's Readability) or what they become (`render`).

use dom_query::{Document, NodeData, NodeRef};
use dom_smoothie::Readability;
use url::Url;

use super::{
    embeds,
    linked_data::LinkedData,
    render::{self, Pictures, Rendered},
    source::Source,
};
use crate::{
    article::{Body, count_words},
    parse::sanitize,
};

/// Elements that can be scored within the time a page may take.
const MOST_SCORED: usize = 120_000;

/// Bytes of one node of text while a page is scored: readability writes out what it finds, and for each sign to be escaped
/// it goes through all that is left of the node.
const LONGEST_NODE: usize = 4096;

/// A text of fewer words may be a caption or a notice, and is compared with what else the page has.
const FEW_WORDS: usize = 60;

/// Fewer words are no text, but a notice that a browser has to do more than show the page.
const HARDLY_ANY_WORDS: usize = 12;

/// Where articles stand in pages that say so, then the whole page.
const PLACES: &[&str] = &[
    "[itemprop=articleBody]",
    "article",
    "main",
    "[role=main]",
    "body",
];

/// Elements that hold no part of an article.
const APART: &str =
    "nav, footer, aside, form, [role=navigation], [role=banner], [role=contentinfo]";

/// Ways to a page from that of its site, of so many words at most.
const WAYS: &str =
    "[class*=breadcrumb],[id*=breadcrumb],[aria-label*=readcrumb],[itemtype*=BreadcrumbList]";
const LONGEST_WAY: usize = 40;

/// The article of a page.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) body: Body,
    /// What its pictures show.
    pub(super) alternatives: Vec<String>,
    /// The line that names its author, where the page has one.
    pub(super) byline: Option<String>,
}

/// Finds the article of a page.
pub(super) fn read(
    page: Readability,
    source: &Source,
    data: &LinkedData,
    base: Option<&Url>,
) -> Content {
    drop_ways(&page.doc);
    keep_attributions(&page.doc);
    let lead = embeds::lead(&page.doc).map(|frame| render::film(&frame, base));
    let (mut content, tree) = if source.elements > MOST_SCORED {
        (Content::default(), Some(page.doc))
    } else {
        (scored(page, base), None)
    };
    if content.body.words() < FEW_WORDS {
        // Scoring changes the tree.
        let tree = tree.unwrap_or_else(|| {
            let tree = Document::from(source.html.as_str());
            embeds::settle(&tree);
            tree
        });
        if let Some(other) = placed(&tree, content.body.words(), base) {
            content.body = other.body;
            content.alternatives = other.alternatives;
        }
    }
    if let Some(body) = data.text.as_deref().map(|text| stated(text, base))
        && (body.words() > FEW_WORDS || content.body.words() < HARDLY_ANY_WORDS)
        && body.words() > content.body.words() * 2
    {
        content.body = body;
    }
    if let Some(mut lead) = lead
        && !lead
            .links()
            .iter()
            .all(|film| leads_to(&content.body, &film.url))
    {
        lead.append(content.body);
        content.body = lead;
    }
    content
}

/// Who says what is quoted stands in a footer, and readability leaves out all of these.
fn keep_attributions(tree: &Document) {
    tree.select("blockquote footer").rename("div");
}

/// Leaves out the ways to a page, which stand above its headline.
fn drop_ways(tree: &Document) {
    for way in tree.select(WAYS).nodes() {
        let holds_headline = way.descendants_it().any(|inner| inner.has_name("h1"));
        if !holds_headline && count_words(&way.text()) <= LONGEST_WAY {
            way.remove_from_parent();
        }
    }
}

fn leads_to(body: &Body, url: &str) -> bool {
    body.links().iter().any(|link| link.url == url)
}

/// What readability finds.
fn scored(mut page: Readability, base: Option<&Url>) -> Content {
    part_texts(&page.doc);
    // Addresses are resolved where they are rendered; readability would write each of them out in full before.
    page.doc.select("base").remove();
    let Ok(found) = page.parse() else {
        return Content::default();
    };
    let root = page.doc.select_single("#readability-page-1");
    let Some(root) = root.nodes().first() else {
        return Content::default();
    };
    let rendered = render::render(root, base, Pictures::Marked);
    Content {
        body: rendered.body,
        alternatives: rendered.alternatives,
        byline: found.byline,
    }
}

/// Makes several nodes of each long text.
fn part_texts(tree: &Document) {
    let long = |node: &NodeRef| {
        node.query(|node| match &node.data {
            NodeData::Text { contents } if contents.len() > LONGEST_NODE => {
                Some(contents.to_string())
            }
            _ => None,
        })
    };
    let root = tree.root();
    let nodes = root.descendants_it();
    let found = nodes.filter_map(|node| Some((node, long(&node)??)));
    for (node, text) in found.collect::<Vec<_>>() {
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let end = LONGEST_NODE.min(rest.len());
            let end = (end..rest.len()).find(|end| rest.is_char_boundary(*end));
            let (piece, behind) = rest.split_at(end.unwrap_or(rest.len()));
            node.insert_before(&tree.tree.new_text(piece));
            rest = behind;
        }
        node.remove_from_parent();
    }
}

/// The first place for articles that has several times as many words as were found, without and then with what stands
/// apart from them.
fn placed(tree: &Document, words: usize, base: Option<&Url>) -> Option<Rendered> {
    let longer = |node: &NodeRef| {
        let rendered = render::render(node, base, Pictures::Marked);
        let is_longer = rendered.body.words() > words * 3;
        is_longer.then_some(rendered)
    };
    let find = || {
        let mut places = PLACES
            .iter()
            .filter_map(|place| tree.select_single(place).nodes().first().copied());
        places.find_map(|place| longer(&place))
    };
    let whole = longer(&tree.root());
    tree.select(APART).remove();
    let is_enough = |found: &Rendered| {
        let whole = whole.as_ref().map_or(0, |whole| whole.body.words());
        found.body.words() >= FEW_WORDS || found.body.words() * 3 >= whole
    };
    find().filter(is_enough).or(whole)
}

/// The text that linked data state, which has markup or not.
fn stated(text: &str, base: Option<&Url>) -> Body {
    if text.contains("</") {
        return super::fragment(text, base.map(Url::as_str));
    }
    let lines: Vec<String> = text.lines().map(sanitize::line).collect();
    Body::from_paragraphs(lines.iter().map(String::as_str))
}
