//! Walks through the elements of a feed or of one of its items and takes down what they say.
//!
//! Owns how each role's element is read, in any dialect. Does not own which element has which role (`vocabulary`), the
//! files that tags name (`attach`) or what becomes of the values (`story`).

mod elements;
mod notes;

use std::borrow::Cow;

use super::{
    attach::{attach, attach_address, attach_picture},
    fields::Fields,
    inside::{Inside, is_void},
    names::{Names, Space},
    text::{Form, Text},
    vocabulary::{Role, is_line},
    xml::{Event, Events, Fault, Tag},
};
use crate::parse::base64;

/// How often an element without an end is read again as if it were not there.
const MOST_REWINDS: u32 = 4;
/// How deep open elements are looked through for one that an end tag closes.
const DEEPEST_LOOK: usize = 64;

/// Reads the part of a feed's text that belongs to one item, or to none. The fault is the first that may have cost
/// some of its text, with its place.
pub(super) fn walk<'a>(
    text: &'a str,
    names: &Names<'a>,
    fields: &mut Fields<'a>,
) -> Option<(usize, Fault)> {
    let mut walk = Walk {
        events: Events::new(text),
        names: Cow::Borrowed(names),
        pending: None,
        rewinds: 0,
    };
    walk.elements(fields);
    walk.events.fault
}

struct Walk<'a, 'n> {
    events: Events<'a>,
    names: Cow<'n, Names<'a>>,
    /// A tag that ended the element before it.
    pending: Option<Tag<'a>>,
    rewinds: u32,
}

impl<'a> Walk<'a, '_> {
    fn next(&mut self) -> Event<'a> {
        let pending = self.pending.take();
        pending.map_or_else(|| self.events.next(), Event::Open)
    }

    fn elements(&mut self, fields: &mut Fields<'a>) {
        loop {
            match self.next() {
                Event::Open(tag) => self.element(tag, fields),
                Event::End => return,
                _ => {}
            }
        }
    }

    fn element(&mut self, tag: Tag<'a>, fields: &mut Fields<'a>) {
        let (role, space) = self.role(&tag);
        match role {
            Role::Around => self.around(&tag, fields),
            Role::Unshown => self.skip(&tag),
            Role::Title(_) | Role::Content(_) | Role::Description(_) | Role::Summary(_) => {
                self.take_text(&tag, role, space, fields);
            }
            Role::Link => self.link(&tag, fields),
            Role::Guid => self.guid(&tag, fields),
            Role::Person(rank) => {
                if let Some(name) = self.person(&tag) {
                    fields.credit(rank, name);
                }
            }
            Role::Subject => self.subject(&tag, space, fields),
            Role::Keywords => {
                for word in self.line(&tag).split(',') {
                    fields.subjects.push(Cow::Owned(word.trim().to_owned()));
                }
            }
            Role::Published(rank) => fields.publish(rank, &self.line(&tag)),
            Role::Updated(rank) => fields.update(rank, &self.line(&tag)),
            Role::Language => {
                let language = self.line(&tag);
                fields.language.offer(1, language);
            }
            Role::Enclosure => {
                attach(&tag, fields);
                self.skip(&tag);
            }
            Role::Media => self.media(&tag, fields),
            Role::Thumbnail => {
                attach_picture(&tag, fields);
                self.skip(&tag);
            }
            Role::Resource => self.resource(&tag, fields),
            Role::Task => self.task(&tag, fields),
        }
    }

    fn role(&self, tag: &Tag<'a>) -> (Role, Space) {
        self.names.role(tag)
    }

    /// Takes down a title or a text. Titles of other vocabularies than the feed's are never HTML.
    fn take_text(&mut self, tag: &Tag<'a>, role: Role, space: Space, fields: &mut Fields<'a>) {
        let form = match (role, space) {
            (Role::Title(_), Space::Media | Space::Itunes | Space::Dublin | Space::Notes) => {
                Form::Plain
            }
            (Role::Summary(_), Space::Media) => Form::Lines,
            _ => Form::Loose,
        };
        if let (Role::Content(_), Some(address)) = (role, tag.attribute("src")) {
            attach_address(tag, address, fields);
        }
        let Some(text) = self.text(tag, form) else {
            return;
        };
        match role {
            Role::Title(rank) => fields.title.offer(rank, text),
            Role::Content(rank) => fields.content.offer(rank + rank_of_form(&text), text),
            Role::Description(rank) => fields.description.offer(rank, text),
            Role::Summary(rank) => fields.summary.offer(rank, text),
            _ => {}
        }
    }

    /// Whether a tag can only stand in the feed or the item itself, not in a line of text.
    fn begins_anew(&self, tag: &Tag<'a>) -> bool {
        let (role, space) = self.role(tag);
        space != Space::Xhtml && !matches!(role, Role::Unshown)
    }

    /// What the tag of a feed or an item says in its attributes.
    fn around(&mut self, tag: &Tag<'a>, fields: &mut Fields<'a>) {
        if tag.attributes.is_empty() {
            return;
        }
        if tag.attributes.contains("xmlns") {
            self.names.to_mut().declare(tag);
        }
        for (key, value) in tag.attributes() {
            match key.to_ascii_lowercase().as_str() {
                "xml:base" => fields.bases.push(value),
                "xml:lang" => fields.language.offer(0, value),
                "rdf:about" => {
                    fields.link.offer(7, value.clone());
                    fields.guid.offer(1, value);
                }
                "href" => fields.link.offer(1, value),
                "lastmod" => fields.update(1, &value),
                _ => {}
            }
        }
    }

    /// The text of an element that holds one line.
    fn line(&mut self, tag: &Tag<'a>) -> Cow<'a, str> {
        match self.inside(tag, true).text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) if text.trim().len() == text.len() => Cow::Owned(text),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        }
    }

    /// The text of an element that may hold HTML. `form` is what it has if it does not say.
    fn text(&mut self, tag: &Tag<'a>, form: Form) -> Option<Text<'a>> {
        let is_title = is_line(self.role(tag).0);
        let inside = self.inside(tag, is_title);
        if tag.attributes.is_empty() && !inside.is_markup {
            return Text::new(inside.text, form);
        }
        let media_type = tag
            .attribute("type")
            .unwrap_or_default()
            .to_ascii_lowercase();
        let is_encoded =
            tag.attribute("mode").is_some_and(|mode| mode == "base64") || is_opaque(&media_type);
        let (text, form) = match base64::text(&inside.text) {
            _ if inside.is_markup => (inside.text, Form::Html),
            Some(text) if is_encoded => (Cow::Owned(text), Form::Loose),
            _ => match media_type.as_str() {
                "text" | "text/plain" | "plain" => (inside.text, Form::Plain),
                "html" | "xhtml" => (inside.text, Form::Html),
                other if other.contains("html") => (inside.text, Form::Html),
                _ => (inside.text, form),
            },
        };
        let mut text = Text::new(text, form)?;
        text.base = tag.attribute("xml:base");
        Some(text)
    }

    /// Passes over an element; over its start tag alone if it has no end.
    fn skip(&mut self, tag: &Tag<'a>) {
        if tag.is_empty {
            return;
        }
        let start = self.events.place();
        let mut depth = 0_usize;
        loop {
            match self.events.next() {
                Event::Open(inner) if inner.name == tag.name && !inner.is_empty => depth += 1,
                Event::Close(name) if name == tag.name && depth == 0 => return,
                Event::Close(name) if name == tag.name => depth -= 1,
                Event::End => break,
                _ => {}
            }
        }
        self.events.note(start, Fault::Unclosed);
        if self.rewinds < MOST_REWINDS {
            self.rewinds += 1;
            self.events.restart(start);
        }
    }

    /// Reads an element up to its end. Elements in it are written as HTML. An element of one line also ends where
    /// another of the feed's begins.
    fn inside(&mut self, tag: &Tag<'a>, is_line_only: bool) -> Inside<'a> {
        let mut inside = Inside::default();
        if tag.is_empty {
            return inside;
        }
        let start = self.events.place();
        let mut open: Vec<&str> = Vec::new();
        loop {
            match self.events.next() {
                Event::Text(text) => inside.push(text),
                Event::Reference(reference) => inside.push_reference(reference),
                Event::Open(inner) => {
                    if is_line_only && self.begins_anew(&inner) {
                        self.events.note(start, Fault::Unclosed);
                        self.pending = Some(inner);
                        return inside;
                    }
                    inside.open(&inner);
                    if !inner.is_empty && !is_void(inner.name) {
                        open.push(inner.name);
                    }
                }
                Event::Close(name) => {
                    let looked = open.len().saturating_sub(DEEPEST_LOOK);
                    let found = open[looked..].iter().rposition(|open| *open == name);
                    if found.is_some_and(|at| looked + at + 1 < open.len())
                        || (found.is_none()
                            && !(name == tag.name && open.is_empty())
                            && !is_void(name))
                    {
                        self.events.note(self.events.place(), Fault::Mismatch);
                    }
                    match found {
                        Some(at) => open.truncate(looked + at),
                        None if name == tag.name => return inside,
                        None => continue,
                    }
                    inside.close(name);
                }
                Event::End => {
                    self.events.note(start, Fault::Unclosed);
                    return inside;
                }
            }
        }
    }
}

/// Whether Atom wants content of a media type in base64.
fn is_opaque(media_type: &str) -> bool {
    let is_text = media_type.starts_with("text/")
        || media_type.ends_with("xml")
        || media_type.contains("html");
    media_type.contains('/') && !is_text
}

/// HTML goes before plain text where both are given.
fn rank_of_form(text: &Text) -> u8 {
    if text.form == Form::Plain { 1 } else { 0 }
}
