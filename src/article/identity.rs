//! Who an article is: the keys it can be recognised by, and the id that is made of the strongest of them.
//!
//! Owns the hash. Does not own the decision which of two known ids an article keeps (`library`).

use std::{fmt, path::Path, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{Article, When};

/// One thing that an article can be recognised by: 128 bits of a BLAKE3 hash over its kind and value.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Key(u128);

/// What the reader's marks are attached to; printed as 32 hexadecimal digits.
pub type Id = Key;

impl Key {
    /// The key of an article that stands in its file, strongest first: guid, else link, else content.
    pub fn of(article: &Article) -> Self {
        match &article.guid {
            Some(guid) if guid.contains("://") => Self::hash("guid", [&lasting(guid)]),
            Some(guid) if is_unique(guid) => Self::hash("guid", [guid.as_str()]),
            Some(guid) => Self::hash("guid", [guid.as_str(), giver(article)]),
            None => Self::of_link(article).unwrap_or_else(|| Self::of_content(article)),
        }
    }

    /// The key of the article's address, where it has one that can be told from that of a whole site.
    pub fn of_link(article: &Article) -> Option<Self> {
        let link = article.link.as_deref().filter(|link| is_of_a_page(link))?;
        Some(Self::hash("link", [&lasting(link)]))
    }

    /// The key of address and title together, which the copies of an article have in common that were stored from a
    /// page and from feeds; without an address, that of the guid and the title. `title` is the folded one.
    pub fn of_join(article: &Article, title: &str) -> Option<Self> {
        let link = article.link.as_deref().filter(|link| is_of_a_page(link));
        let name = link.map(page).or_else(|| article.guid.clone())?;
        Some(Self::hash("join", [&name, title]))
    }

    /// The key as a number.
    pub const fn to_bits(self) -> u128 {
        self.0
    }

    /// The key that was this number.
    pub const fn from_bits(bits: u128) -> Self {
        Self(bits)
    }

    /// The key of the title and text alone; furniture does not count, so that a page saved twice stays one article.
    pub fn of_content(article: &Article) -> Self {
        Self::hash("content", [article.title.as_str(), article.body.text()])
    }

    /// The key of a place: an absolute path and the index of the article in that file.
    pub fn of_place(path: &Path, item: u32) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher
            .update(b"place\0")
            .update(path.as_os_str().as_encoded_bytes());
        hasher.update(b"\0").update(&item.to_le_bytes());
        Self::finish(&hasher.finalize())
    }

    /// The key of the place of one of several articles in a file: its absolute path, the article's title and its date.
    /// Others take its index, and what comes out under one title each day is another article each day.
    pub fn of_entry(path: &Path, title: &str, date: When) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher
            .update(b"entry\0")
            .update(path.as_os_str().as_encoded_bytes())
            .update(b"\0")
            .update(title.as_bytes())
            .update(b"\0")
            .update(&date.timestamp().as_nanosecond().to_le_bytes());
        Self::finish(&hasher.finalize())
    }

    fn hash<const N: usize>(kind: &str, parts: [&str; N]) -> Self {
        let length = kind.len() + parts.iter().map(|part| 1 + part.len()).sum::<usize>();
        // In one piece, since what comes in several is hashed a block at a time.
        let mut whole = Vec::with_capacity(length);
        whole.extend(kind.as_bytes());
        for part in parts {
            whole.push(0);
            whole.extend(part.as_bytes());
        }
        Self::finish(&blake3::hash(&whole))
    }

    fn finish(hash: &blake3::Hash) -> Self {
        let first = hash.as_bytes().first_chunk();
        Self(first.map_or(0, |first| u128::from_be_bytes(*first)))
    }
}

/// Whether an identifier is one that nobody else gives: an address, a message's or a UUID are; `12` and `intro` are not.
pub fn is_unique(guid: &str) -> bool {
    let is_hex = |char: char| char.is_ascii_hexdigit() || char == '-';
    let is_of_a_scheme = ["tag:", "urn:", "doi:"]
        .iter()
        .any(|scheme| guid.starts_with(scheme));
    let is_random = guid.len() >= 32 && guid.chars().all(is_hex);
    is_of_a_scheme || is_random || guid.contains("://") || guid.contains('@')
}

/// Who has given an article an identifier that others may give, too: the site that it is from, else the publication.
fn giver(article: &Article) -> &str {
    let host = article.link.as_deref().and_then(host);
    host.or(article.source.as_deref()).unwrap_or_default()
}

fn host(link: &str) -> Option<&str> {
    let is_whole = link.contains("://");
    is_whole.then(|| behind_scheme(link).split(['/', '?', '#']).next())?
}

/// What an address holds behind its scheme and `www.`.
fn behind_scheme(link: &str) -> &str {
    let rest = link.split_once("://").map_or(link, |(_, rest)| rest);
    rest.strip_prefix("www.").unwrap_or(rest)
}

/// Whether an address names a page, not a whole site: many articles may bear the address of the site they are from.
pub fn is_of_a_page(link: &str) -> bool {
    let rest = behind_scheme(link);
    rest.split_once('/')
        .is_some_and(|(_, path)| !path.is_empty())
        || rest.contains('?')
}

/// An address without what changes while the article stays: scheme, `www.`, a slash at the end, the parameters that tell
/// readers of a newsletter or feed apart. Its fragment may be all that tells it from others.
fn lasting(link: &str) -> String {
    let (link, fragment) = link.split_once('#').unwrap_or((link, ""));
    let bare = without(link, |name| matches!(name, "" | "fbclid" | "gclid"));
    match fragment {
        "" => bare,
        fragment => format!("{bare}#{fragment}"),
    }
}

/// The page that an address names: also without its fragment, and without parameters that may tell more than readers apart.
fn page(link: &str) -> String {
    let (link, _) = link.split_once('#').unwrap_or((link, ""));
    let is_tracking = |name: &str| matches!(name, "" | "fbclid" | "gclid" | "ref" | "source");
    without(link, is_tracking)
}

/// An address without its scheme, a slash at the end, and some of its parameters, by their names.
fn without(link: &str, is_tracking: impl Fn(&str) -> bool) -> String {
    let rest = behind_scheme(link);
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let is_kept = |parameter: &&str| {
        let name = parameter.split('=').next().unwrap_or_default();
        !name.starts_with("utm_") && !is_tracking(name)
    };
    let kept: Vec<&str> = query.split('&').filter(is_kept).collect();
    let path = path.trim_end_matches('/');
    if kept.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", kept.join("&"))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// The text was not 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAKey;

impl FromStr for Key {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let digits = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let value = u128::from_str_radix(text, 16).map_err(|_| NotAKey)?;
        if digits {
            Ok(Self(value))
        } else {
            Err(NotAKey)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Body;

    #[test]
    fn keys_are_those_that_marks_were_kept_under() {
        let article = Article {
            title: "A storm".into(),
            guid: Some("tag:a".into()),
            link: Some("https://a.example/storm".into()),
            body: Body::from_paragraphs(["The sea rose."; 400]),
            ..Article::default()
        };
        let keys = [
            Key::of(&article),
            Key::of_content(&article),
            Key::of_place(Path::new("/news/a.txt"), 3),
        ];
        let printed = keys.map(|key| key.to_string());
        assert_eq!(
            printed,
            [
                "28dc16bc8c630ac1800ecf23caf61eac",
                "9b664027a47ce02ea55cd8f08c6ffe27",
                "d3b2eaa73b8cd25164db7e48b22b8a8a",
            ]
        );
    }

    #[test]
    fn an_identifier_that_others_may_give_counts_together_with_the_site() {
        let key = |guid: &str, link: Option<&str>, source: &str| {
            let article = Article {
                guid: Some(guid.into()),
                link: link.map(str::to_owned),
                source: Some(source.into()),
                ..Article::default()
            };
            Key::of(&article)
        };
        let (here, there) = (Some("https://a.example/1"), Some("https://b.example/1"));
        for guid in ["1", "post-1", "post:1", "1 at noon"] {
            assert_ne!(key(guid, here, "A"), key(guid, there, "A"), "{guid}");
            assert_ne!(key(guid, None, "A"), key(guid, None, "B"), "{guid}");
            let moved = Some("http://www.a.example/moved?from=1");
            assert_eq!(key(guid, here, "A"), key(guid, moved, "B"), "{guid}");
        }
        let uuid = "6f1d8a52-93b7-4a0e-8a55-7d2f0c1b9e34";
        for guid in [
            "https://c.example/?p=1",
            "tag:c.example,2026:1",
            "1@mail.example",
            uuid,
        ] {
            assert_eq!(key(guid, here, "A"), key(guid, there, "B"), "{guid}");
        }
    }

    #[test]
    fn a_key_survives_being_printed() {
        let key = Key::of_place(Path::new("/news/a.txt"), 3);
        assert_eq!(key.to_string().parse(), Ok(key));
        assert_eq!("3fa9".parse::<Key>(), Err(NotAKey));
    }

    #[test]
    fn addresses_that_differ_only_in_what_readers_are_told_apart_by_are_one() {
        let join = |link: &str| {
            let article = Article {
                link: Some(link.into()),
                ..Article::default()
            };
            Key::of_join(&article, "a storm")
        };
        let plain = join("https://a.example/storm?page=2");
        assert!(plain.is_some());
        for other in [
            "http://www.a.example/storm?utm_source=feed&page=2#top",
            "https://a.example/storm/?page=2&fbclid=x",
        ] {
            assert_eq!(join(other), plain, "{other}");
        }
        assert_ne!(join("https://a.example/storm?page=3"), plain);
        assert_eq!(join("https://a.example/"), None);
    }

    #[test]
    fn an_article_is_the_same_when_its_site_moves_to_https_or_its_readers_are_counted() {
        let keys = |address: &str| {
            let linked = Article {
                link: Some(address.into()),
                ..Article::default()
            };
            let named = Article {
                guid: Some(address.into()),
                ..Article::default()
            };
            [Key::of(&linked), Key::of(&named)]
        };
        let plain = keys("https://a.example/storm?page=2");
        for same in [
            "http://a.example/storm?page=2",
            "https://www.a.example/storm/?page=2&utm_source=feed",
            "https://a.example/storm?fbclid=x&page=2",
        ] {
            assert_eq!(keys(same), plain, "{same}");
        }
        for other in [
            "https://a.example/storm?page=3",
            "https://a.example/storm?page=2#may",
            "https://a.example/storm?page=2&ref=7",
            "https://b.example/storm?page=2",
        ] {
            let [link, guid] = keys(other);
            assert!(link != plain[0] && guid != plain[1], "{other}");
        }
    }

    #[test]
    fn the_guid_is_stronger_than_the_link_and_the_link_than_the_text() {
        let plain = Article {
            title: "A".into(),
            ..Article::default()
        };
        let linked = Article {
            link: Some("https://a.example/storm".into()),
            ..plain.clone()
        };
        let named = Article {
            guid: Some("tag:a".into()),
            ..linked.clone()
        };
        let retitled = Article {
            title: "B".into(),
            ..linked.clone()
        };
        assert_eq!(Key::of(&plain), Key::of_content(&plain));
        let sited = Article {
            link: Some("https://a.example/".into()),
            ..plain.clone()
        };
        assert_eq!(
            Key::of(&sited),
            Key::of(&plain),
            "many articles may bear the address of a site"
        );
        assert_eq!(Key::of(&linked), Key::of(&retitled));
        assert_ne!(Key::of(&named), Key::of(&linked));
    }
}
