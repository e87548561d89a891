//! HTML: saved pages, and the pieces of it in feeds and mail.
//!
//! Owns the order of the steps, and what the other formats ask of HTML. Does not own what makes a source harmless
//! (`source`), what it shows amid its text (`embeds`), what a page says about itself (`head`, `linked_data`), which part
//! of it is the article (`content`), what of that is furniture (`furniture`), or what elements become (`render`).

mod content;
mod embeds;
mod furniture;
mod head;
mod linked_data;
mod render;
mod source;

use std::path::Path;

use dom_query::Document;
use dom_smoothie::{Config, Readability};
use url::Url;

use super::{Parsed, Surroundings, problem, sanitize, undated};
use crate::article::{Article, Body, Format, Outcome};
use render::Pictures;
pub(in crate::parse) use source::is_void;

/// Reads the one article of a page. Its title is empty where nothing gives it one.
pub(in crate::parse) fn parse(name: &Path, text: &str, around: &Surroundings) -> Parsed {
    let source = source::lean(text);
    let page = Readability {
        doc: Document::from(source.html.as_str()),
        doc_url: None,
        config: Config::default(),
    };
    embeds::settle(&page.doc);
    let data = linked_data::read(&page.doc);
    let mut head = head::read(&page, &data);
    if head.title.is_empty() {
        head.title = head::take_heading(&page.doc).unwrap_or_default();
    }
    let head = Article {
        link: head::best_link([head.link, around.link.clone(), head::saved_from(text)]),
        title: around.title_instead(&head.title).unwrap_or(head.title),
        ..head
    };
    let missing = head.published.is_none();
    let missing = missing.then(|| head::impossible_date(&page.doc, &data));
    let base = base(&page.doc, head.link.as_deref());
    let content = content::read(page, &source, &data, base.as_ref());
    let byline = head
        .byline
        .or_else(|| content.byline.as_deref().and_then(head::byline));
    let mut article = Article {
        byline,
        format: Format::Html,
        ..head
    };
    furniture::tell(&content.body, &mut article);
    let (body, mut folded) = furniture::fold(content.body, &article);
    folded.extend(content.alternatives);
    article.body = body;
    article.boilerplate = folded;
    let flattened = || {
        let reason =
            "its markup nests too deep or has too many parts, and was flattened".to_owned();
        problem(
            name,
            Outcome::Guessed,
            reason,
            "save the page anew, or as text",
        )
    };
    let missing = missing.flatten().filter(|_| article.published.is_none());
    let missing = missing.map(|date| undated(name, None, &date));
    let flattened = source.is_flattened.then(flattened);
    Parsed {
        articles: vec![article],
        problems: flattened.into_iter().chain(missing).collect(),
    }
}

/// What the page's links are relative to.
fn base(tree: &Document, link: Option<&str>) -> Option<Url> {
    let link = link.and_then(|link| Url::parse(link).ok());
    let stated = tree.base_uri();
    match (link, stated) {
        (Some(link), Some(stated)) => link.join(&stated).ok().or(Some(link)),
        (link, Some(stated)) => Url::parse(&stated).ok().or(link),
        (link, None) => link,
    }
}

/// Reads a piece of HTML, as feeds and mail hold it. Links are resolved against `base`.
pub(in crate::parse) fn fragment(html: &str, base: Option<&str>) -> Body {
    let tree = Document::fragment(source::lean(html).html);
    embeds::settle(&tree);
    let base = base.and_then(|base| Url::parse(base).ok());
    render::render(&tree.root(), base.as_ref(), Pictures::Told).body
}

/// The text of a title or a name in one line, without its markup.
pub(in crate::parse) fn plain(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return sanitize::line(html);
    }
    let tree = Document::fragment(source::lean(html).html);
    sanitize::line(&render::text(&tree.root()))
}

#[cfg(test)]
mod tests;
