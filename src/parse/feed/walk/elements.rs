//! The elements that are more than a text: addresses, identifiers, subjects, media, people.
//!
//! Does not own the walk itself (`walk`).

use std::borrow::Cow;

use super::Walk;
use crate::parse::feed::{
    attach::{attach, attach_address},
    fields::{Fields, Kind},
    names::Space,
    people,
    xml::{Event, Fault, Tag, local, push_reference},
};

impl<'a> Walk<'a, '_> {
    /// An address, of RSS in the text or of Atom in an attribute.
    pub(super) fn link(&mut self, tag: &Tag<'a>, fields: &mut Fields<'a>) {
        let rel = tag.attribute("rel").unwrap_or_default();
        let address = match tag.attribute("href") {
            Some(address) => {
                self.skip(tag);
                address
            }
            None => self.line(tag),
        };
        if address.trim().is_empty() {
            return;
        }
        match rel.rsplit('/').next().unwrap_or_default() {
            "" | "alternate" => {
                let media_type = tag.attribute("type").unwrap_or_default();
                let is_page = media_type.is_empty() || media_type.contains("html");
                fields.link.offer(if is_page { 0 } else { 2 }, address);
            }
            "enclosure" => {
                attach_address(tag, address, fields);
            }
            "related" | "via" => fields.link.offer(6, address),
            _ => {}
        }
    }

    /// The identifier, which in RSS is an address unless it says that it is none.
    pub(super) fn guid(&mut self, tag: &Tag<'a>, fields: &mut Fields<'a>) {
        let is_permalink = tag
            .attribute("isPermaLink")
            .is_none_or(|value| !value.trim().eq_ignore_ascii_case("false"));
        let guid = self.line(tag);
        let is_rss = tag.name.to_ascii_lowercase().ends_with("guid");
        if is_rss && is_permalink && (guid.starts_with("http://") || guid.starts_with("https://")) {
            fields.link.offer(5, guid.clone());
        }
        if !guid.is_empty() {
            fields.guid.offer(0, guid);
        }
    }

    /// A subject, in an attribute or in the text.
    pub(super) fn subject(&mut self, tag: &Tag<'a>, space: Space, fields: &mut Fields<'a>) {
        let term = tag.attribute("term").or_else(|| tag.attribute("text"));
        let term = term.filter(|term| !term.trim().is_empty() && !term.contains("://"));
        if let Some(subject) = term.or_else(|| tag.attribute("label")) {
            fields.subjects.push(subject);
            // Apple nests its categories.
            if space != Space::Itunes {
                self.skip(tag);
            }
            return;
        }
        let line = self.line(tag);
        fields.subjects.push(line);
    }

    /// A media file. What is said inside of a picture is about the picture, else about the item.
    pub(super) fn media(&mut self, tag: &Tag<'a>, fields: &mut Fields<'a>) {
        let known = fields.attachments.len();
        attach(tag, fields);
        let is_picture = fields.attachments[known..]
            .iter()
            .any(|file| file.kind == Kind::Picture);
        if tag.is_empty || !is_picture {
            return;
        }
        loop {
            match self.next() {
                Event::Open(inner) => match local(inner.name) {
                    "title" | "description" => {
                        let title = self.line(&inner);
                        if let Some(file) = fields.attachments.last_mut()
                            && !title.is_empty()
                        {
                            file.title = Some(title);
                        }
                    }
                    // The file was not closed, and the item goes on.
                    _ if self.names.resolve(&inner).0 == Space::Feed => {
                        self.pending = Some(inner);
                        return;
                    }
                    _ => self.skip(&inner),
                },
                Event::Close(name) if name == tag.name => return,
                Event::End => return,
                _ => {}
            }
        }
    }

    /// The name in an element that holds a person, of Atom or of RSS.
    pub(super) fn person(&mut self, tag: &Tag<'a>) -> Option<String> {
        let (mut name, mut mail, mut text) = (Cow::Borrowed(""), Cow::Borrowed(""), String::new());
        if tag.is_empty {
            return None;
        }
        loop {
            match self.next() {
                Event::Open(inner) => match local(inner.name) {
                    "name" => name = self.line(&inner),
                    "email" => mail = self.line(&inner),
                    "uri" | "url" | "homepage" => self.skip(&inner),
                    _ if self.begins_anew(&inner) => {
                        self.events.note(self.events.place(), Fault::Mismatch);
                        self.pending = Some(inner);
                        break;
                    }
                    _ => {}
                },
                Event::Close(closed) if closed == tag.name => break,
                Event::Close(_) => {}
                Event::Text(part) => text.push_str(part),
                Event::Reference(reference) => push_reference(&mut text, reference),
                Event::End => break,
            }
        }
        [name.as_ref(), text.as_str(), mail.as_ref()]
            .into_iter()
            .find_map(people::name)
    }
}
