//! Pages as Safari saves them (`.webarchive`): the page, its address, and all that it shows, in one property list.
//!
//! The keys are WebKit's, <https://github.com/WebKit/WebKit/blob/main/Source/WebCore/loader/archive/cf/LegacyWebArchive.cpp>.
//! Owns which property lists are saved pages, and what is told of those that cannot be read. Does not own how a value is
//! found in them (`plist`) or how a page is read (`html`). What the page shows besides, such as pictures and frames, is
//! passed over.

use std::{borrow::Cow, path::Path};

use super::{
    MOST_BYTES, Parsed, Recurring, Surroundings,
    decode::Decoded,
    doubted, field, html, mail,
    plist::{self, Entries, Entry, Value},
    problem, sanitize, text,
};
use crate::article::{Article, Outcome};

/// The key of the page.
const MAIN: &str = "WebMainResource";

/// Bytes in which a property list in XML says that it holds a page. Its keys are sorted, and the page's comes first.
const HEAD: usize = 4096;

/// Characters of a media type that are told.
const LONGEST_MEDIA: usize = 80;

/// What helps where a file is damaged.
const AGAIN: &str = "copy the file again, or save the page again in Safari";

/// Whether bytes begin a page that Safari has saved, or another property list in bytes: nobody reads these.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    plist::is_binary(bytes) || is_xml(bytes)
}

/// Whether bytes begin a saved page that is written as XML.
fn is_xml(bytes: &[u8]) -> bool {
    let head = bytes[..bytes.len().min(HEAD)].trim_ascii_start();
    let holds = |what: &[u8]| memchr::memmem::find(head, what).is_some();
    let begins = [&b"<?xml"[..], b"<!DOCTYPE plist", b"<plist"];
    begins.iter().any(|start| head.starts_with(start))
        && holds(b"<plist")
        && holds(b"<key>WebMainResource</key>")
}

/// Reads the one page.
pub(super) fn parse(
    name: &Path,
    bytes: &[u8],
    around: &Surroundings,
    recurring: &Recurring,
) -> Parsed {
    let refused = |reason: &str, remedy| Parsed {
        articles: Vec::new(),
        problems: vec![problem(name, Outcome::Skipped, reason.to_owned(), remedy)],
    };
    let entries = if plist::is_binary(bytes) {
        plist::binary::entries(bytes, MAIN)
    } else {
        plist::xml::entries(bytes, MAIN)
    };
    match entries {
        Entries::Damaged => refused(
            "it is a property list, as Safari saves pages in, and its end is missing or damaged",
            AGAIN,
        ),
        Entries::Missing => refused(
            "it is a property list, and no page that Safari has saved",
            "name a folder or files that hold text",
        ),
        Entries::Found(entries) => match Page::of(entries) {
            Some(page) => page.read(name, around, recurring).unwrap_or_else(|media| {
                let reason = format!("it was saved by Safari, but holds no page: {media}");
                refused(&reason, "open it in Safari, and save what it shows as text")
            }),
            None => refused("the page in it is missing or damaged", AGAIN),
        },
    }
}

/// What stands under the key of the page.
struct Page<'a> {
    bytes: Cow<'a, [u8]>,
    /// Its media type, in lower case and without parameters; empty where it has none.
    media: String,
    charset: Option<String>,
    address: Option<String>,
}

impl<'a> Page<'a> {
    /// The page that these values are of. Without bytes, there is none.
    fn of(entries: Vec<Entry<'a>>) -> Option<Self> {
        let (mut bytes, mut media, mut charset, mut address) = (None, None, None, None);
        for (key, value) in entries {
            match (&*key, value) {
                ("WebResourceData", Value::Bytes(value)) => bytes = Some(value),
                ("WebResourceMIMEType", Value::Text(value)) => media = Some(value),
                ("WebResourceTextEncodingName", Value::Text(value)) => charset = Some(value),
                ("WebResourceURL", Value::Text(value)) => address = Some(value),
                _ => {}
            }
        }
        let media = media.unwrap_or_default();
        let media = media.split(';').next().unwrap_or_default();
        let address = address.map(|address| sanitize::line(&address));
        Some(Self {
            bytes: bytes?,
            media: sanitize::line(media).to_ascii_lowercase(),
            charset: charset.map(Cow::into_owned),
            address: address.filter(|address| field::is_address(address)),
        })
    }

    /// The article of the page; its media type where that is none of a text.
    fn read(
        &self,
        name: &Path,
        around: &Surroundings,
        recurring: &Recurring,
    ) -> Result<Parsed, String> {
        let part = &self.bytes[..self.bytes.len().min(MOST_BYTES)];
        let Decoded { text, doubt } = mail::labelled(part, self.charset.as_deref());
        let mut parsed = match self.media.as_str() {
            "text/html" | "application/xhtml+xml" => self.page(name, &text, around),
            "" if text.trim_start().starts_with('<') => self.page(name, &text, around),
            "text/plain" => Parsed {
                articles: vec![Article {
                    link: self.address.clone(),
                    ..text::article(&text, recurring)
                }],
                problems: Vec::new(),
            },
            "" => return Err("it does not say what it is".to_owned()),
            media => return Err(media.chars().take(LONGEST_MEDIA).collect()),
        };
        if part.len() < self.bytes.len() {
            let reason = "the page in it is larger than 16 MiB, the rest is not shown".to_owned();
            let remedy = "read it where it was published";
            parsed
                .problems
                .push(problem(name, Outcome::Cut, reason, remedy));
        }
        parsed
            .problems
            .extend(doubt.map(|doubt| doubted(name, doubt)));
        Ok(parsed)
    }

    fn page(&self, name: &Path, text: &str, around: &Surroundings) -> Parsed {
        let link = self.address.clone().or_else(|| around.link.clone());
        let around = Surroundings {
            link,
            ..around.clone()
        };
        html::parse(name, text, &around)
    }
}
