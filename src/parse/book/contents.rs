//! The table of contents of a book: the titles of its pages, and which of them are covers and the like.
//!
//! Reads the page that EPUB 3 has for it (`nav`, EPUB 3.3 section 7) and the NCX of EPUB 2. Does not own which pages are
//! left out (`book`).

use std::collections::HashMap;

use super::{key, resolved, text_of};
use crate::parse::xml::{Event, Events, Tag, local};

/// What a page of a book is for, beside reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A cover, a title page, an imprint.
    Front,
    /// A table of contents.
    Contents,
}

impl Role {
    /// The role that one of the words for it names: `epub:type`, or the type in a guide.
    pub(super) fn of(kinds: &str) -> Option<Self> {
        kinds.split_whitespace().find_map(|kind| match kind {
            "cover" | "titlepage" | "title-page" | "halftitlepage" | "frontispiece"
            | "copyright-page" | "colophon" | "imprint" => Some(Self::Front),
            "toc" | "landmarks" | "page-list" | "loi" | "lot" => Some(Self::Contents),
            _ => None,
        })
    }
}

/// What a table of contents says of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) title: String,
    pub(super) author: Option<String>,
}

/// What is said of pages, by their names.
#[derive(Debug, Default)]
pub(super) struct Contents {
    labels: HashMap<String, Label>,
    roles: HashMap<String, Role>,
    /// How many labels have been counted through by the program that made the book.
    counted: usize,
}

impl Contents {
    /// Reads a table of contents that lies at this place in the container.
    pub(super) fn read(text: &str, place: &str) -> Self {
        let mut contents = Self::default();
        let mut events = Events::new(text);
        let mut kind = String::new();
        let (mut label, mut last) = (String::new(), None);
        loop {
            match events.next() {
                Event::Open(tag) => match local(tag.name) {
                    "nav" => kind = typed(&tag),
                    "a" if !tag.is_empty => {
                        let page = tag
                            .attribute("href")
                            .and_then(|href| resolved(place, &href));
                        let (role, title) = (typed(&tag), text_of(&mut events, tag.name));
                        let Some(page) = page else { continue };
                        match kind.as_str() {
                            "landmarks" => contents.note(&role, &page),
                            "" | "toc" => contents.name(&page, &title),
                            _ => {}
                        }
                    }
                    "navLabel" if !tag.is_empty => label = text_of(&mut events, tag.name),
                    "content" => {
                        last = tag.attribute("src").and_then(|src| resolved(place, &src));
                        if let Some(page) = &last {
                            contents.name(page, &label);
                        }
                    }
                    // Calibre tells more of the articles of a newspaper.
                    "meta"
                        if tag.attribute("name").is_some_and(|name| name == "author")
                            && !tag.is_empty =>
                    {
                        let author = text_of(&mut events, tag.name);
                        let named = last
                            .as_ref()
                            .and_then(|page| contents.labels.get_mut(&key(page)));
                        if let Some(label) = named.filter(|_| !author.is_empty()) {
                            label.author.get_or_insert(author);
                        }
                    }
                    _ => {}
                },
                Event::End => return contents,
                _ => {}
            }
        }
    }

    /// Adds what another table says beyond this one.
    pub(super) fn add(&mut self, other: Self) {
        for (page, label) in other.labels {
            let own = self.labels.entry(page).or_insert_with(|| label.clone());
            own.author = own.author.take().or(label.author);
        }
    }

    /// Notes what a page is for.
    pub(super) fn note(&mut self, kind: &str, page: &str) {
        if let Some(role) = Role::of(kind) {
            self.roles.entry(key(page)).or_insert(role);
        }
    }

    fn name(&mut self, page: &str, title: &str) {
        // Wallabag counts the articles: "1. A storm".
        let number = format!("{}. ", self.counted + 1);
        let title = match title.strip_prefix(&number) {
            Some(title) => {
                self.counted += 1;
                title
            }
            None => title,
        };
        if !title.is_empty() {
            self.labels.entry(key(page)).or_insert_with(|| Label {
                title: title.to_owned(),
                author: None,
            });
        }
    }

    pub(super) fn label(&self, page: &str) -> Option<&Label> {
        self.labels.get(&key(page))
    }

    pub(super) fn role(&self, page: &str) -> Option<Role> {
        self.roles.get(&key(page)).copied()
    }
}

/// The `epub:type` of an element.
fn typed(tag: &Tag<'_>) -> String {
    tag.attribute("epub:type").unwrap_or_default().into_owned()
}
