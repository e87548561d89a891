//! A page of a book, looked over before it is read: whether it is there to be read or to show the way to others.
//!
//! Owns what Calibre and Wallabag put around an article that they have fetched: bars that lead to the other articles, and
//! a card with author, day and address. Does not own how the article is read (`html`).

use std::{
    collections::{BTreeSet, HashSet},
    ops::Range,
};

use super::{contents::Role, package::words, text_of};
use crate::{
    article::{When, count_words},
    parse::{
        date, field, sanitize,
        xml::{self, Event, Events, Tag, local},
    },
};

/// A page with a role that has fewer words holds nothing else.
const FEW_WORDS: usize = 60;

/// Links to other pages from which on a page may be a table of contents.
const SOME_LINKS: usize = 3;

/// The bars in the articles of Calibre's newspapers.
const BAR: &str = "calibre_navbar";

/// The lists of their sections and articles.
const LISTS: [&str; 2] = ["calibre_feed_list", "calibre_article_list"];

/// How Calibre marks the address that an article was fetched from.
const FETCHED: &str = "calibre-downloaded-from";

/// What was seen on a page.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// What it says that it is.
    pub(super) kind: Option<String>,
    /// Its language.
    pub(super) lang: Option<String>,
    /// The address that it was fetched from.
    pub(super) link: Option<String>,
    /// Who wrote it, as its card says.
    pub(super) byline: Option<String>,
    /// When it was published, likewise.
    pub(super) published: Option<When>,
    /// Its text outside of links to other pages.
    free: String,
    /// That of such links.
    linked: String,
    targets: BTreeSet<String>,
    is_list: bool,
    /// Whether there was text already.
    is_begun: bool,
    /// Where bars and cards stand in the source.
    pub(super) cuts: Vec<Range<usize>>,
}

impl Sheet {
    /// Looks a page over.
    pub(super) fn read(text: &str) -> Self {
        let mut sheet = Self::default();
        let mut events = Events::new(text);
        let mut is_linked = false;
        loop {
            let from = events.place();
            match events.next() {
                Event::Open(tag) if is_hidden(&tag) => {
                    text_of(&mut events, tag.name);
                }
                Event::Open(tag) => {
                    sheet.element(&tag);
                    match local(tag.name) {
                        _ if has_class(&tag, BAR) => sheet.bar(&mut events, from, &tag),
                        "dl" if sheet.link.is_none() => sheet.card(&mut events, from, &tag),
                        "a" => is_linked = sheet.leads_on(&tag),
                        _ => sheet.text(is_linked).push(' '),
                    }
                }
                Event::Close(name) => {
                    is_linked &= local(name) != "a";
                    sheet.text(is_linked).push(' ');
                }
                Event::Text(part) => {
                    sheet.is_begun |= !part.trim().is_empty();
                    sheet.text(is_linked).push_str(part);
                }
                Event::Reference(reference) => {
                    xml::push_reference(sheet.text(is_linked), reference)
                }
                Event::End => return sheet,
            }
        }
    }

    fn text(&mut self, is_linked: bool) -> &mut String {
        if is_linked {
            &mut self.linked
        } else {
            &mut self.free
        }
    }

    fn element(&mut self, tag: &Tag<'_>) {
        let name = local(tag.name);
        if matches!(name, "html" | "body") && self.lang.is_none() {
            let lang = tag.attribute("xml:lang").or_else(|| tag.attribute("lang"));
            self.lang = lang.and_then(|lang| field::language(lang.trim()));
        }
        let is_first = self.kind.is_none() && !self.is_begun;
        if is_first && matches!(name, "body" | "section" | "div" | "nav") {
            self.kind = tag.attribute("epub:type").map(|kind| kind.into_owned());
        }
        self.is_list |= LISTS.iter().any(|list| has_class(tag, list));
        if tag.attribute("rel").is_some_and(|rel| rel == FETCHED) {
            self.fetched_from(tag);
        }
    }

    fn fetched_from(&mut self, tag: &Tag<'_>) {
        let address = tag.attribute("href").map(|href| sanitize::line(&href));
        self.link = self
            .link
            .take()
            .or(address.filter(|address| field::is_address(address)));
    }

    /// Whether a link leads to another page of the book.
    fn leads_on(&mut self, tag: &Tag<'_>) -> bool {
        let href = tag.attribute("href").unwrap_or_default();
        let page = href.trim().split('#').next().unwrap_or_default();
        let leads_on = !page.is_empty() && !page.contains(':') && !tag.is_empty;
        if leads_on {
            self.targets.insert(page.to_owned());
        }
        leads_on
    }

    /// Passes over a bar. At the end of an article it tells where that was fetched from.
    fn bar(&mut self, events: &mut Events<'_>, from: usize, bar: &Tag<'_>) {
        if bar.is_empty {
            return;
        }
        let mut depth = 1;
        loop {
            match events.next() {
                Event::Open(tag) if tag.name == bar.name => depth += usize::from(!tag.is_empty),
                Event::Open(tag) if local(tag.name) == "a" => self.fetched_from(&tag),
                Event::Close(name) if name == bar.name => {
                    depth -= 1;
                    if depth == 0 {
                        self.cuts.push(from..events.place());
                        return;
                    }
                }
                Event::End => return,
                _ => {}
            }
        }
    }

    /// Reads a list of terms. It is Wallabag's card where it shows the address that it leads to: who published the article,
    /// the day, and the day on which it was kept come before that.
    fn card(&mut self, events: &mut Events<'_>, from: usize, card: &Tag<'_>) {
        let (mut terms, mut whole) = (Vec::new(), String::new());
        let (mut start, mut address) = (0, None);
        loop {
            match events.next() {
                Event::Open(tag) if local(tag.name) == "a" && address.is_none() => {
                    let href = tag.attribute("href").unwrap_or_default().trim().to_owned();
                    let shown = text_of(events, tag.name);
                    whole.push_str(&shown);
                    address = Some(href).filter(|href| *href == shown && field::is_address(href));
                }
                Event::Open(tag) if local(tag.name) == "dd" => start = whole.len(),
                Event::Close(name) if local(name) == "dd" => {
                    terms.push(sanitize::line(&whole[start..]))
                }
                Event::Close(name) if name == card.name => break,
                Event::Open(_) | Event::Close(_) => whole.push(' '),
                Event::Text(part) => whole.push_str(part),
                Event::Reference(reference) => xml::push_reference(&mut whole, reference),
                Event::End => break,
            }
        }
        let Some(address) = address else {
            self.free.push_str(&whole);
            return;
        };
        self.published = terms.get(1).and_then(|day| date::parse(day));
        let is_site = |name: &String| address.contains(name.as_str());
        let author = terms
            .into_iter()
            .next()
            .filter(|name| !name.is_empty() && !is_site(name));
        self.byline = author;
        self.link = Some(sanitize::line(&address));
        self.cuts.push(from..events.place());
    }

    /// Whether a page is there to show the way, or to say what the book is. `about` are the words that say so.
    pub(super) fn shows_the_way(&self, role: Option<Role>, about: &HashSet<String>) -> bool {
        let (free, linked) = (count_words(&self.free), count_words(&self.linked));
        let links = self.targets.len();
        let holds_little = match role {
            Some(Role::Contents) => free < FEW_WORDS || links > 1 && linked * 4 >= free,
            Some(Role::Front) => free < FEW_WORDS,
            None => false,
        };
        let is_about = || free < FEW_WORDS && words(&self.free).all(|word| about.contains(&word));
        let is_list = self.is_list || links >= SOME_LINKS && linked >= free;
        holds_little || is_list || linked == 0 && is_about()
    }
}

/// A page without what is cut out of it, in UTF-8 and as XML, whose elements may end where they begin.
pub(super) fn without(text: &str, cuts: &[Range<usize>]) -> Vec<u8> {
    let mut page = String::with_capacity(text.len() + 50);
    page.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    let start = text.trim_start();
    let start = match start.strip_prefix("<?xml") {
        Some(rest) => rest.split_once("?>").map_or(start, |(_, rest)| rest),
        None => start,
    };
    let mut from = text.len() - start.len();
    for cut in cuts {
        page.push_str(text.get(from..cut.start).unwrap_or_default());
        from = cut.end.max(from);
    }
    page.push_str(text.get(from..).unwrap_or_default());
    page.into_bytes()
}

/// Whether an element holds no text of the page.
fn is_hidden(tag: &Tag<'_>) -> bool {
    !tag.is_empty && matches!(local(tag.name), "title" | "style" | "script")
}

/// Whether a class of an element is called like this; Calibre numbers them.
fn has_class(tag: &Tag<'_>, wanted: &str) -> bool {
    let classes = tag.attribute("class").unwrap_or_default();
    classes.split_whitespace().any(|class| {
        class
            .strip_prefix(wanted)
            .is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    })
}
