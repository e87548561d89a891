//! The package of a book (OPF): what it is called, what is in it, and in which order that is read.
//!
//! Owns which of its statements are believed. Does not own which pages are left out (`book`).

use std::collections::{HashMap, HashSet};

use super::{resolved, text_of};
use crate::{
    article::{When, is_unique},
    parse::{
        credit, date, field,
        xml::{Event, Events, Tag, local},
    },
};

/// Kinds of files that are pages.
const PAGES: [&str; 3] = ["application/xhtml+xml", "text/html", "text/x-oeb1-document"];

/// Bytes of a name, an identifier or a date; what is longer is none, and would be said of each page.
const LONGEST: usize = 400;

/// People that are named at most.
const MOST_PEOPLE: usize = 8;

/// Names that programs write where they know none, in lower case.
const NOBODY: [&str; 5] = [
    "unknown",
    "unknown author",
    "various",
    "various authors",
    "anonymous",
];

/// Where the package of a book lies, as its container says.
pub(super) fn place(container: &str) -> Option<String> {
    let mut events = Events::new(container);
    loop {
        match events.next() {
            Event::Open(tag) if local(tag.name) == "rootfile" => {
                let place = tag.attribute("full-path")?;
                return resolved("", &place);
            }
            Event::End => return None,
            _ => {}
        }
    }
}

/// A file of a book, as its package lists it.
#[derive(Debug, Default)]
pub(super) struct Item {
    id: String,
    /// Its name in the container.
    pub(super) path: String,
    media: String,
    properties: String,
}

impl Item {
    pub(super) fn is_page(&self) -> bool {
        PAGES.contains(&self.media.as_str()) || self.media.is_empty()
    }
}

/// What a package says.
#[derive(Debug, Default)]
pub(super) struct Package {
    /// Whether the order of its pages is there from beginning to end.
    pub(super) is_whole: bool,
    /// What it is called.
    pub(super) title: Option<String>,
    /// When it was published.
    pub(super) published: Option<When>,
    /// Its language.
    pub(super) lang: Option<String>,
    /// What is said of the roles of pages: the role, and the page.
    pub(super) guide: Vec<(String, String)>,
    /// All words about the book as a whole, in lower case.
    pub(super) words: HashSet<String>,
    identifiers: Vec<(String, String)>,
    /// The id of the identifier that is the book's.
    unique: String,
    creators: Vec<String>,
    /// Who made the file, not what is in it.
    makers: Vec<String>,
    items: Vec<Item>,
    spine: Vec<String>,
    toc: Option<String>,
}

impl Package {
    /// Reads a package that lies at this place in the container.
    pub(super) fn read(text: &str, place: &str) -> Self {
        let mut package = Self::default();
        let mut events = Events::new(text);
        loop {
            match events.next() {
                Event::Open(tag) => package.element(&mut events, tag, place),
                Event::Close(name) if local(name) == "spine" => package.is_whole = true,
                Event::End => break,
                _ => {}
            }
        }
        package.settle();
        package
    }

    fn element(&mut self, events: &mut Events<'_>, tag: Tag<'_>, place: &str) {
        let own = |name| tag.attribute(name).map(|value| value.into_owned());
        let given = |name| own(name).unwrap_or_default();
        match local(tag.name) {
            "package" => self.unique = given("unique-identifier"),
            "item" => self.items.push(Item {
                id: given("id"),
                path: resolved(place, &given("href")).unwrap_or_default(),
                media: given("media-type").to_ascii_lowercase(),
                properties: given("properties"),
            }),
            "spine" => self.toc = own("toc"),
            "itemref" => self.spine.push(given("idref")),
            "reference" => {
                let page = resolved(place, &given("href"));
                self.guide.extend(page.map(|page| (given("type"), page)));
            }
            name @ ("title" | "creator" | "contributor" | "publisher" | "date" | "language"
            | "identifier")
                if !tag.is_empty =>
            {
                let said = text_of(events, tag.name);
                if !said.is_empty() && said.len() <= LONGEST {
                    self.state(name, said, &tag);
                }
            }
            _ => {}
        }
    }

    fn state(&mut self, name: &str, said: String, tag: &Tag<'_>) {
        let attribute = |name: &str| tag.attribute(name).unwrap_or_default().into_owned();
        if name != "identifier" {
            self.words.extend(words(&said));
        }
        match name {
            "title" => {
                self.title.get_or_insert(said);
            }
            "creator" if !matches!(attribute("opf:role").as_str(), "" | "aut") => {}
            "creator" if self.creators.len() < MOST_PEOPLE => self.creators.push(said),
            "contributor" | "publisher" if self.makers.len() < MOST_PEOPLE => {
                self.makers.push(said)
            }
            "language" => self.lang = self.lang.take().or_else(|| field::language(&said)),
            "identifier" => self.identifiers.push((attribute("id"), said)),
            // Where Calibre knows no date, it writes that of the year 101.
            "date" if attribute("opf:event") != "modification" && !said.starts_with('0') => {
                self.published = self.published.or_else(|| date::stated(&said));
            }
            _ => {}
        }
    }

    /// Calibre writes the date of an issue behind the name of the newspaper: "The Tide [Sat, 28 Nov 2026]".
    fn settle(&mut self) {
        let Some(title) = self.title.as_mut() else {
            return;
        };
        let issue = title
            .strip_suffix(']')
            .and_then(|title| title.rsplit_once(" ["));
        let Some((name, day)) = issue else {
            return;
        };
        if let Some(day) = date::parse(day) {
            self.published = self.published.or(Some(day));
            *title = name.trim_end().to_owned();
        }
    }

    /// Who wrote what is in it. Programs that make a newspaper of the web sign it themselves.
    pub(super) fn byline(&self) -> Option<String> {
        let is_someone = |name: &&String| {
            let lower = name.to_lowercase();
            // "calibre (7.21.0) [https://calibre-ebook.com]"
            let is_maker = |maker: &String| {
                let maker = maker.to_lowercase();
                maker.split(" (").next() == Some(lower.as_str())
            };
            !NOBODY.contains(&lower.as_str()) && !self.makers.iter().any(is_maker)
        };
        let names = self.creators.iter().filter(is_someone);
        field::byline(
            names
                .map(|name| credit::without_credit(name).to_owned())
                .collect(),
        )
    }

    /// What tells the book from all others.
    pub(super) fn identifier(&self) -> &str {
        let own = self.identifiers.iter().find(|(id, _)| *id == self.unique);
        let unique = self.identifiers.iter().find(|(_, said)| is_unique(said));
        own.or(unique).map_or("", |(_, said)| said)
    }

    /// The pages in the order in which they are read.
    pub(super) fn spine(&self) -> impl Iterator<Item = &Item> {
        let by_id: HashMap<&str, &Item> = self
            .items
            .iter()
            .map(|item| (item.id.as_str(), item))
            .collect();
        self.spine
            .iter()
            .filter_map(move |id| by_id.get(id.as_str()).copied())
    }

    /// The page with the table of contents.
    pub(super) fn nav(&self) -> Option<&str> {
        let is_nav = |item: &&Item| item.properties.split_whitespace().any(|word| word == "nav");
        Some(&self.items.iter().find(is_nav)?.path)
    }

    /// The table of contents of EPUB 2.
    pub(super) fn ncx(&self) -> Option<&str> {
        let named = || {
            self.items
                .iter()
                .find(|item| Some(&item.id) == self.toc.as_ref())
        };
        let is_ncx = |item: &&Item| item.media == "application/x-dtbncx+xml";
        Some(&named().or_else(|| self.items.iter().find(is_ncx))?.path)
    }
}

/// The words of a text, in lower case.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|char: char| !char.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase)
}
