//! What a page says about itself, beside linked data: meta elements, links and times.
//!
//! Owns which of several statements is believed. Does not own the text (`content`).

use dom_query::{Document, NodeRef};
use dom_smoothie::Readability;
use url::Url;

use super::linked_data::LinkedData;
use crate::{
    article::{Article, When, is_of_a_page},
    parse::{credit, date, field, sanitize},
};

// Names of meta elements, in lower case, by how far they are believed.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "datepublished",
    "og:published_time",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "dc.date.issued",
    "dcterms.date",
    "dc.date",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "article:published",
    "cxenseparse:recs:publishtime",
    "datecreated",
    "originalpublicationdate",
    "timestamp",
];
const UPDATED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
    "revised",
    "article.updated",
];
const SOURCE: &[&str] = &[
    "og:site_name",
    "application-name",
    "dc.publisher",
    "publisher",
];
const LANGUAGE: &[&str] = &[
    "content-language",
    "og:locale",
    "language",
    "dc.language",
    "inlanguage",
];
const SUMMARY: &[&str] = &[
    "og:description",
    "description",
    "twitter:description",
    "dc.description",
];
const TAGS: &[&str] = &[
    "article:tag",
    "keywords",
    "news_keywords",
    "parsely-tags",
    "sailthru.tags",
];

/// Elements of the page that tell when it was published and changed, by how far they are believed. A time that stands
/// anywhere may be that of another article.
const PUBLISHED_TIMES: &[&str] = &[
    "[itemprop=datePublished]",
    "time[pubdate]",
    ".dt-published",
    ".published",
    ".entry-date",
    "article time",
    "main time",
    "header time",
];
const UPDATED_TIMES: &[&str] = &["[itemprop=dateModified]", ".dt-updated", "time.updated"];

/// What parts a name from a date or a place in a byline.
const BYLINE_PARTS: &[&str] = &[" | ", " - ", " – ", " • ", " · "];

/// Bytes at the beginning of a page in which a browser's note is looked for.
const NOTE_END: usize = 4096;

/// More subjects than this are a list of search terms.
const MOST_TAGS: usize = 40;

/// Reads a page's statements into an article without a text.
pub(super) fn read(page: &Readability, data: &LinkedData) -> Article {
    let known = page.get_article_metadata(page.parse_json_ld());
    let tree = &page.doc;
    let metas = Metas::read(tree);
    let link = link(tree, data, &metas);
    let source = metas.first(SOURCE).or_else(|| data.publisher.clone());
    let source = source.filter(|source| !field::is_address(source));
    let title = super::plain(&known.title);
    let title = if title.is_empty() {
        data.headline.clone().unwrap_or_default()
    } else {
        title
    };
    let own_date = |text: Option<&String>| text.and_then(|text| date::stated(text));
    Article {
        title,
        byline: known
            .byline
            .as_deref()
            .and_then(byline)
            .or_else(|| field::byline(data.authors.clone())),
        published: own_date(known.published_time.as_ref())
            .or_else(|| own_date(data.published.as_ref()))
            .or_else(|| metas.date(PUBLISHED))
            .or_else(|| time(tree, PUBLISHED_TIMES))
            .or_else(|| link.as_deref().and_then(date_in_address)),
        updated: own_date(data.updated.as_ref())
            .or_else(|| metas.date(UPDATED))
            .or_else(|| time(tree, UPDATED_TIMES)),
        lang: tree
            .html_root()
            .attr("lang")
            .and_then(|lang| field::language(lang.trim()))
            .or_else(|| metas.all(LANGUAGE).find_map(field::language))
            .or_else(|| data.lang.as_deref().and_then(field::language)),
        summary: metas.first(SUMMARY).or_else(|| data.summary.clone()),
        tags: tags(&metas, data, tree),
        source,
        link,
        ..Article::default()
    }
}

/// Takes the heading of the first level out of a page that has one: those who write a page by hand say its title nowhere
/// else.
pub(super) fn take_heading(tree: &Document) -> Option<String> {
    let headings = tree.try_select("h1")?;
    let [heading] = headings.nodes() else {
        return None;
    };
    let title = Some(sanitize::line(&heading.text())).filter(|title| !title.is_empty())?;
    heading.remove_from_parent();
    Some(title)
}

/// The date of first publication that a page gives and that does not exist.
pub(super) fn impossible_date(tree: &Document, data: &LinkedData) -> Option<String> {
    let metas = Metas::read(tree);
    let told = data.published.as_deref().into_iter();
    let mut told = told.chain(metas.all(PUBLISHED));
    let marked = || {
        let found = tree.try_select("time[datetime]")?;
        date::impossible(&found.nodes().first()?.attr("datetime")?)
    };
    told.find_map(date::impossible).or_else(marked)
}

/// A byline as a field has it: without "By", the date behind it, and no address.
pub(super) fn byline(text: &str) -> Option<String> {
    let line = super::plain(text);
    let names: Vec<&str> = BYLINE_PARTS
        .iter()
        .find(|part| line.contains(**part))
        .map_or_else(|| vec![line.as_str()], |part| line.split(part).collect());
    let names: Vec<&str> = names
        .into_iter()
        .map(|name| {
            name.trim_matches(|char: char| char.is_whitespace() || matches!(char, ',' | '|' | '-'))
        })
        .filter(|name| !name.is_empty() && date::parse(name).is_none())
        .collect();
    let line = names.join(" | ");
    let line = credit::without_credit(&line);
    (!line.is_empty() && !field::is_address(line)).then(|| line.to_owned())
}

/// The address that a browser noted when it saved the page, in a comment before the head: "saved from url=(0020)...",
/// or SingleFile's "url: ...".
pub(super) fn saved_from(html: &str) -> Option<String> {
    let end = (0..=NOTE_END.min(html.len()))
        .rev()
        .find(|end| html.is_char_boundary(*end))?;
    let note = html[..end].split("<!--").skip(1).find_map(|note| {
        let note = note.split("-->").next()?;
        let stated = note.split_once("saved from url=").map(|(_, rest)| rest);
        stated.or_else(|| {
            note.contains("SingleFile")
                .then(|| note.split_once("url:"))
                .flatten()
                .map(|(_, rest)| rest)
        })
    })?;
    let length = |char: char| char.is_ascii_digit() || matches!(char, '(' | ')');
    let link = note
        .trim_start()
        .trim_start_matches(length)
        .split_whitespace()
        .next()?;
    field::is_address(link).then(|| sanitize::line(link))
}

/// The meta elements of a page: names in lower case, and their contents on one line.
struct Metas(Vec<(String, String)>);

impl Metas {
    fn read(tree: &Document) -> Self {
        let metas = tree.select("meta");
        let metas = metas.nodes().iter().filter_map(|meta| {
            let content = super::plain(&meta.attr("content")?);
            let name = ["property", "name", "itemprop", "http-equiv"]
                .iter()
                .find_map(|name| meta.attr(name))?;
            (!content.is_empty()).then(|| (name.trim().to_ascii_lowercase(), content))
        });
        Self(metas.collect())
    }

    /// The contents of those of the names that are given, by the order of the names.
    fn all(&self, names: &[&str]) -> impl Iterator<Item = &str> {
        let of = |name: &str| {
            let name = name.to_owned();
            self.0.iter().filter(move |(known, _)| *known == name)
        };
        names
            .iter()
            .flat_map(move |name| of(name))
            .map(|(_, content)| content.as_str())
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        self.all(names).next().map(str::to_owned)
    }

    fn date(&self, names: &[&str]) -> Option<When> {
        self.all(names).find_map(date::stated)
    }
}

/// The page's own address: the canonical one, else what it says elsewhere.
fn link(tree: &Document, data: &LinkedData, metas: &Metas) -> Option<String> {
    let canonical = tree.select_single("link[rel~=canonical]").attr("href");
    let canonical = canonical.map(|href| sanitize::line(&href));
    let stated = [canonical, metas.first(&["og:url"]), data.link.clone()];
    best_link(stated.map(|link| link.filter(|link| field::is_address(link))))
}

/// The first of some addresses that is a page's own, else the first: there are sites that call their home page the
/// canonical one of each page.
pub(super) fn best_link<const N: usize>(links: [Option<String>; N]) -> Option<String> {
    let mut links: Vec<String> = links.into_iter().flatten().collect();
    let best = links.iter().position(|link| is_of_a_page(link));
    (!links.is_empty()).then(|| links.swap_remove(best.unwrap_or(0)))
}

/// The date of the first element that one of the selectors finds, and that has one.
fn time(tree: &Document, selectors: &[&str]) -> Option<When> {
    let stated = |node: &NodeRef| {
        let stated = ["datetime", "content", "title"]
            .iter()
            .find_map(|name| date::stated(&node.attr(name)?));
        stated.or_else(|| date::parse(&sanitize::line(&node.text())))
    };
    selectors.iter().find_map(|selector| {
        let found = tree.try_select(selector)?;
        found.nodes().iter().take(3).find_map(stated)
    })
}

/// The day in an address: `/2020/04/16/`.
fn date_in_address(link: &str) -> Option<When> {
    let url = Url::parse(link).ok()?;
    let parts: Vec<&str> = url.path_segments()?.collect();
    parts.windows(3).find_map(|part| {
        let is_day = part[0].len() == 4 && part[1].len() == 2 && part[2].len() == 2;
        is_day.then(|| date::parse(&part.join("-"))).flatten()
    })
}

/// Subjects: of meta elements and linked data, else of the links that say so.
fn tags(metas: &Metas, data: &LinkedData, tree: &Document) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    found.extend(metas.all(&TAGS[..1]).map(str::to_owned));
    found.extend(data.tags.iter().cloned());
    if found.is_empty() {
        let listed = metas.all(&TAGS[1..]).next().unwrap_or_default();
        found.extend(listed.split(',').map(sanitize::line));
    }
    if found.iter().all(String::is_empty) {
        let links = tree.select("a[rel~=tag]");
        found.extend(
            links
                .nodes()
                .iter()
                .map(|link| sanitize::line(&link.text())),
        );
    }
    let mut seen = std::collections::HashSet::new();
    found.retain(|tag| !tag.is_empty() && seen.insert(tag.to_lowercase()));
    found.truncate(MOST_TAGS);
    found
}
