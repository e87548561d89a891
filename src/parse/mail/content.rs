//! What is shown of a message: one of its texts where it has the same in several forms, and the names of the rest.
//!
//! Owns the choice between a page and plain text. Does not own how either is read (`html`, `text`).

use crate::{
    article::{BlockKind, Body, BodyBuilder},
    parse::{
        MOST_BYTES,
        decode::{Decoded, Doubt},
        html, sanitize, text,
    },
};

use super::{
    armour, calendar, furniture,
    parts::{Kind, Part, Parts},
    transfer,
};

/// Attachments that are named one by one.
const MOST_NAMED: usize = 8;

/// Characters of an attachment's name.
const LONGEST_NAME: usize = 80;

/// How many times the letters of a page its plain form may have before the page counts as an empty shell.
const SHELL: usize = 3;

/// The text of a message.
#[derive(Default)]
pub(super) struct Content {
    pub(super) body: Body,
    /// Lines that are folded away.
    pub(super) boilerplate: Vec<String>,
    /// Names of what is attached.
    attached: Vec<String>,
    /// Whether it is encrypted, or a part of it.
    pub(super) is_encrypted: bool,
    /// Whether a text was longer than is read.
    pub(super) is_cut: bool,
    /// How its letters were read, where that may be wrong.
    pub(super) doubt: Option<Doubt>,
}

/// The text of the message with these parts.
pub(super) fn of(message: &[u8], parts: &Parts, base: Option<&str>) -> Content {
    let reading = Reading {
        message,
        parts: &parts.parts,
        base,
    };
    let mut content = Content::default();
    reading.part(0, &mut content);
    let (body, mut boilerplate) = furniture::folded(content.body);
    boilerplate.append(&mut content.boilerplate);
    (content.body, content.boilerplate) = (body, boilerplate);
    if !content.attached.is_empty() {
        let names = named(&content.attached);
        content.body.append(Body::from_paragraphs([names.as_str()]));
    }
    content
}

/// The names of attachments in one line.
fn named(names: &[String]) -> String {
    let shown = names.iter().take(MOST_NAMED).map(String::as_str);
    let line = format!("Attached: {}", shown.collect::<Vec<_>>().join(", "));
    match names.len().saturating_sub(MOST_NAMED) {
        0 => line,
        more => format!("{line} and {more} more"),
    }
}

struct Reading<'a> {
    message: &'a [u8],
    parts: &'a [Part],
    base: Option<&'a str>,
}

impl Reading<'_> {
    /// Adds what is to be shown of a part.
    fn part(&self, index: usize, content: &mut Content) {
        let part = &self.parts[index];
        match &part.kind {
            Kind::Several(how) if !part.inner.is_empty() => self.several(how, part, content),
            Kind::Message if !part.inner.is_empty() => self.messages(part, content),
            Kind::Html if !is_attached(part) => self.page(part, content),
            Kind::Text | Kind::Several(_) if !is_attached(part) => self.plain(part, content),
            Kind::Rich if !is_attached(part) => self.rich(part, content),
            Kind::Calendar if !is_attached(part) => self.calendar(part, content),
            _ if is_sealed(part) => content.is_encrypted = true,
            _ => content.attached.extend(name(part)),
        }
    }

    fn several(&self, how: &str, part: &Part, content: &mut Content) {
        match how {
            "alternative" => self.alternative(part, content),
            // The others are pictures and styles of the first.
            "related" => self.part(self.root(part), content),
            // The other is the signature.
            "signed" => self.part(part.inner[0], content),
            "encrypted" => content.is_encrypted = true,
            _ => part
                .inner
                .iter()
                .for_each(|inner| self.part(*inner, content)),
        }
    }

    /// The part that the others belong to: the one that is named, else the first.
    fn root(&self, part: &Part) -> usize {
        let start = part
            .head
            .content_type()
            .and_then(|kind| kind.attribute("start"));
        let is_start = |index: &&usize| {
            start.is_some() && self.parts[**index].head.content_id().as_deref() == start
        };
        *part.inner.iter().find(is_start).unwrap_or(&part.inner[0])
    }

    /// One of several forms of the same text: a page, unless it says far less than the plain text does.
    fn alternative(&self, part: &Part, content: &mut Content) {
        let (mut page, mut plain, mut lesser) = (None, None, None);
        for index in &part.inner {
            let mut form = Content::default();
            self.part(*index, &mut form);
            let best = match self.parts[*index].kind {
                Kind::Text => &mut plain,
                Kind::Calendar | Kind::Rich => &mut lesser,
                _ => &mut page,
            };
            let letters = letters(&form);
            if best.as_ref().is_none_or(|(most, _)| *most <= letters) {
                *best = Some((letters, form));
            }
        }
        let is_shell = match (&page, &plain) {
            (Some((page, _)), Some((plain, _))) => page * SHELL < *plain,
            _ => page.is_none(),
        };
        let (letters, chosen) = if is_shell { plain } else { page }.unwrap_or_default();
        content.add(chosen);
        // An appointment that is put in words as well, and what has marks that are not shown.
        if let Some((_, lesser)) = lesser.filter(|_| letters == 0) {
            content.add(lesser);
        }
    }

    /// Messages within one, each below its headline and its author.
    fn messages(&self, part: &Part, content: &mut Content) {
        for index in &part.inner {
            let head = &self.parts[*index].head;
            let mut builder = BodyBuilder::default();
            builder.block(BlockKind::Heading(2), &head.subject());
            builder.block(BlockKind::Paragraph, &head.author().unwrap_or_default());
            content.body.append(builder.finish());
            self.part(*index, content);
        }
    }

    fn page(&self, part: &Part, content: &mut Content) {
        let bytes = self.decoded(part, content);
        let source = content.text(part, &bytes);
        let location = part.head.location();
        let body = html::fragment(&source, location.as_deref().or(self.base));
        content.body.append(body);
    }

    fn plain(&self, part: &Part, content: &mut Content) {
        let bytes = self.decoded(part, content);
        let mut source = content.text(part, &bytes);
        let parameter = |name| {
            let kind = part.head.content_type()?;
            kind.attribute(name).map(str::to_ascii_lowercase)
        };
        if parameter("format").as_deref() == Some("flowed") {
            source = transfer::unflowed(&source, parameter("delsp").as_deref() == Some("yes"));
        }
        content.is_encrypted |= armour::is_sealed(&source);
        let (source, signature) = armour::unsigned(&source);
        content.boilerplate.extend(signature);
        let (source, files) = transfer::without_files(&source);
        content.attached.extend(files.into_iter().filter_map(shown));
        let (letter, signature) = furniture::unsigned(&source);
        content.boilerplate.extend(signature);
        content.body.append(text::body(letter));
    }

    fn rich(&self, part: &Part, content: &mut Content) {
        let bytes = self.decoded(part, content);
        let source = content.text(part, &bytes);
        content
            .body
            .append(text::body(&transfer::unmarked(&source)));
    }

    fn calendar(&self, part: &Part, content: &mut Content) {
        let bytes = self.decoded(part, content);
        let source = content.text(part, &bytes);
        content.body.append(text::body(&calendar::text(&source)));
    }

    /// The bytes of a part before they were encoded for the journey.
    fn decoded(&self, part: &Part, content: &mut Content) -> Vec<u8> {
        let sent = self.message.get(part.content.clone()).unwrap_or_default();
        let read = &sent[..sent.len().min(MOST_BYTES)];
        content.is_cut |= read.len() < sent.len();
        transfer::decoded(read, &part.head.encoding()).into_owned()
    }
}

impl Content {
    /// The text in a part's bytes.
    fn text(&mut self, part: &Part, bytes: &[u8]) -> String {
        let charset = part
            .head
            .content_type()
            .and_then(|kind| kind.attribute("charset"));
        let Decoded { text, doubt } = transfer::text(bytes, charset);
        self.doubt = self.doubt.or(doubt);
        text.into_owned()
    }

    fn add(&mut self, other: Self) {
        self.body.append(other.body);
        self.boilerplate.extend(other.boilerplate);
        self.attached.extend(other.attached);
        self.is_encrypted |= other.is_encrypted;
        self.is_cut |= other.is_cut;
        self.doubt = self.doubt.or(other.doubt);
    }
}

/// Letters of a text, without addresses: plain forms of pages are full of them.
fn letters(content: &Content) -> usize {
    let text = content.body.text();
    let words = text.split_whitespace().filter(|word| !word.contains("://"));
    words
        .map(|word| word.chars().filter(|char| char.is_alphanumeric()).count())
        .sum()
}

/// Whether a part is a message that was encrypted as S/MIME has it; signed ones say so.
fn is_sealed(part: &Part) -> bool {
    part.head.content_type().is_some_and(|kind| {
        let detail = kind.subtype().unwrap_or_default().to_ascii_lowercase();
        let sort = kind.attribute("smime-type").unwrap_or_default();
        detail.trim_start_matches("x-") == "pkcs7-mime" && !sort.starts_with("signed")
    })
}

fn is_attached(part: &Part) -> bool {
    part.head
        .disposition()
        .is_some_and(|disposition| disposition.is_attachment())
}

/// The name of an attachment, if it is one that a person has attached.
fn name(part: &Part) -> Option<String> {
    let kind = part.head.content_type();
    let detail = kind.and_then(|kind| kind.subtype()).unwrap_or_default();
    if detail.ends_with("-signature") || part.head.content_id().is_some() && !is_attached(part) {
        return None;
    }
    let told = part
        .head
        .disposition()
        .and_then(|disposition| disposition.attribute("filename"));
    let told = told.or_else(|| kind?.attribute("name"))?;
    shown(told)
}

/// A file's name, in one short line.
fn shown(name: &str) -> Option<String> {
    let name = sanitize::line(name);
    let shown: String = name.chars().take(LONGEST_NAME).collect();
    (!shown.is_empty()).then_some(shown)
}
