//! Who an article is: the keys it can be recognised by, and the id that is made of the strongest of them.
//!
//! Owns the hash. Does not own the decision which of two known ids an article keeps (`library`).

use std::{fmt, path::Path, str::FromStr};

use super::Article;

/// One thing that an article can be recognised by: 128 bits of a BLAKE3 hash over its kind and value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(u128);

/// What the reader's marks are attached to; printed as 32 hexadecimal digits.
pub type Id = Key;

impl Key {
    /// The key of an article that stands in its file, strongest first: guid, else link, else content.
    pub fn of(article: &Article) -> Self {
        match (&article.guid, &article.link) {
            (Some(guid), _) => Self::hash("guid", [guid.as_str()]),
            (None, Some(link)) => Self::hash("link", [link.as_str()]),
            (None, None) => Self::of_content(article),
        }
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
        Self::finish(&hasher)
    }

    fn hash<const N: usize>(kind: &str, parts: [&str; N]) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(kind.as_bytes());
        for part in parts {
            hasher.update(b"\0").update(part.as_bytes());
        }
        Self::finish(&hasher)
    }

    fn finish(hasher: &blake3::Hasher) -> Self {
        let mut bytes = [0; 16];
        hasher.finalize_xof().fill(&mut bytes);
        Self(u128::from_be_bytes(bytes))
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

    #[test]
    fn a_key_survives_being_printed() {
        let key = Key::of_place(Path::new("/news/a.txt"), 3);
        assert_eq!(key.to_string().parse(), Ok(key));
        assert_eq!("3fa9".parse::<Key>(), Err(NotAKey));
    }

    #[test]
    fn the_guid_is_stronger_than_the_link_and_the_link_than_the_text() {
        let plain = Article {
            title: "A".into(),
            ..Article::default()
        };
        let linked = Article {
            link: Some("https://a.example/".into()),
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
        assert_eq!(Key::of(&linked), Key::of(&retitled));
        assert_ne!(Key::of(&named), Key::of(&linked));
    }
}
