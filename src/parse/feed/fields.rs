//! What a feed says about itself or about one of its items, before anything is decided.
//!
//! Owns which of several values counts. Does not own where they come from (`walk`, `json`) or the article (`story`).

use std::borrow::Cow;

use super::{enml::Belongings, text::Text};
use crate::{article::When, parse::date};

/// The value of the lowest rank that was offered, the first of those.
#[derive(Debug)]
pub(super) struct Best<T>(Option<(u8, T)>);

impl<T> Default for Best<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Best<T> {
    pub(super) fn offer(&mut self, rank: u8, value: T) {
        if self.0.as_ref().is_none_or(|(best, _)| rank < *best) {
            self.0 = Some((rank, value));
        }
    }

    /// The same, but of equal ranks the last counts: a date that was set anew stands behind the old one.
    pub(super) fn renew(&mut self, rank: u8, value: T) {
        if self.0.as_ref().is_none_or(|(best, _)| rank <= *best) {
            self.0 = Some((rank, value));
        }
    }

    pub(super) fn get(&self) -> Option<&T> {
        self.0.as_ref().map(|(_, value)| value)
    }

    pub(super) fn take(&mut self) -> Option<T> {
        self.0.take().map(|(_, value)| value)
    }
}

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Fields<'a> {
    /// The headline, or the feed's name.
    pub(super) title: Best<Text<'a>>,
    /// The whole text.
    pub(super) content: Best<Text<'a>>,
    /// The text, or what it is about.
    pub(super) description: Best<Text<'a>>,
    /// What it is about.
    pub(super) summary: Best<Text<'a>>,
    /// What published it, where that is not told of the whole feed.
    pub(super) source: Best<Text<'a>>,
    /// Where it stands on the web.
    pub(super) link: Best<Cow<'a, str>>,
    /// The publisher's identifier.
    pub(super) guid: Best<Cow<'a, str>>,
    /// Who wrote it, each with a rank.
    pub(super) people: Vec<(u8, String)>,
    /// Subjects as they were written.
    pub(super) subjects: Vec<Cow<'a, str>>,
    /// When it was first published.
    pub(super) published: Best<When>,
    /// When it was last changed.
    pub(super) updated: Best<When>,
    /// A date that was given and does not exist.
    impossible: Option<String>,
    /// Its language as written.
    pub(super) language: Best<Cow<'a, str>>,
    /// What its addresses are relative to, outermost first.
    pub(super) bases: Vec<Cow<'a, str>>,
    /// Files that belong to it.
    pub(super) attachments: Vec<Attachment<'a>>,
    /// What stands beside the text of a note, which only names it.
    pub(super) belongings: Belongings<'a>,
}

/// Files and people of one item that are kept; as many are looked through for each of them.
const MOST: usize = 64;

impl<'a> Fields<'a> {
    /// Takes down a file.
    pub(super) fn attach(&mut self, file: Attachment<'a>) {
        if self.attachments.len() < MOST {
            self.attachments.push(file);
        }
    }

    /// Takes down when it was first published, as it is written.
    pub(super) fn publish(&mut self, rank: u8, written: &str) {
        match date::stated(written) {
            Some(when) => self.published.renew(rank, when),
            None => self.doubt(written),
        }
    }

    /// Takes down when it was last changed, as it is written.
    pub(super) fn update(&mut self, rank: u8, written: &str) {
        match date::stated(written) {
            Some(when) => self.updated.renew(rank, when),
            None => self.doubt(written),
        }
    }

    fn doubt(&mut self, written: &str) {
        if self.impossible.is_none() {
            self.impossible = date::impossible(written);
        }
    }

    /// The date that it would have, were there such a day or time.
    pub(super) fn missing_date(&mut self) -> Option<String> {
        let is_missing = self.published.get().is_none();
        self.impossible.take().filter(|_| is_missing)
    }

    /// Takes down a name.
    pub(super) fn credit(&mut self, rank: u8, name: String) {
        if self.people.len() < MOST {
            self.people.push((rank, name));
        }
    }

    /// Shortens texts that are longer than an article's may be, and says whether there were any.
    pub(super) fn shorten(&mut self, most: usize) -> bool {
        let texts = [
            &mut self.title,
            &mut self.content,
            &mut self.description,
            &mut self.summary,
        ];
        let cut = texts.map(|text| text.0.as_mut().is_some_and(|(_, text)| text.shorten(most)));
        cut.contains(&true)
    }

    /// Whether nothing was said that could be shown.
    pub(super) fn is_blank(&self) -> bool {
        let texts = [&self.title, &self.content, &self.description, &self.summary];
        texts.iter().all(|text| text.get().is_none())
            && [&self.link, &self.guid]
                .iter()
                .all(|line| line.get().is_none())
            && [&self.published, &self.updated]
                .iter()
                .all(|date| date.get().is_none())
            && self.people.is_empty()
            && self.subjects.is_empty()
            && self.attachments.is_empty()
    }

    /// The names of those who wrote it, of the lowest rank that has any.
    pub(super) fn authors(&self) -> Vec<&str> {
        let best = self.people.iter().map(|(rank, _)| *rank).min();
        let mut names: Vec<&str> = Vec::new();
        for (rank, name) in &self.people {
            if Some(*rank) == best && !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        // A mail address beside a name is most likely the same person's, or the office's.
        if names.iter().any(|name| !name.contains('@')) {
            names.retain(|name| !name.contains('@'));
        }
        names
    }
}

/// A file that belongs to an item.
#[derive(Debug)]
pub(super) struct Attachment<'a> {
    /// Where it is.
    pub(super) address: Cow<'a, str>,
    /// What it is.
    pub(super) kind: Kind,
    /// What it is called.
    pub(super) title: Option<Cow<'a, str>>,
    /// How wide it is, in pixels, if it is a picture that says so.
    pub(super) width: u32,
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A picture.
    Picture,
    /// Something to hear.
    Audio,
    /// Something to watch.
    Video,
    /// Anything else.
    File,
}

impl Kind {
    /// Tells from a media type (`audio/mpeg`) or a medium (`audio`), else from the ending of the address.
    pub(super) fn tell(media_type: &str, address: &str) -> Self {
        let media_type = media_type.trim().to_ascii_lowercase();
        let path = address.split(['?', '#']).next().unwrap_or(address);
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        match media_type.split('/').next().unwrap_or_default() {
            "image" => Self::Picture,
            "audio" => Self::Audio,
            "video" => Self::Video,
            _ => match ending.to_ascii_lowercase().as_str() {
                "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" | "svg" => Self::Picture,
                "mp3" | "m4a" | "ogg" | "oga" | "opus" | "wav" | "flac" | "aac" => Self::Audio,
                "mp4" | "m4v" | "webm" | "mov" | "ogv" | "avi" => Self::Video,
                _ => Self::File,
            },
        }
    }
}
