//! What an element's name means: the vocabularies that feeds are made of.
//!
//! Owns the namespaces, by their addresses and by the prefixes that stand for them when nothing is declared. Does not
//! own what is done with an element (`walk`).

use std::borrow::Cow;

use super::{
    vocabulary::{Role, role},
    xml::Tag,
};

/// A vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// RSS of any version, Atom, CDF: what has no namespace, or one of theirs.
    Feed,
    /// RSS 1.0's module for content.
    Content,
    /// Dublin Core, elements and terms.
    Dublin,
    /// Media RSS.
    Media,
    /// Apple's podcasts.
    Itunes,
    /// HTML written as XML.
    Xhtml,
    /// Evernote's exports of notes.
    Notes,
    /// Any other.
    Other,
}

/// Declarations that are kept.
const MOST: usize = 64;

/// The prefixes that a document declares.
///
/// No feed has more than a dozen; more than [`MOST`] are built to make each look-up slow.
#[derive(Clone, Debug, Default)]
pub(super) struct Names<'a>(Vec<(&'a str, Space)>);

impl<'a> Names<'a> {
    /// Those of an export of notes, which declares none.
    pub(super) fn of_notes() -> Self {
        Self(vec![("", Space::Notes)])
    }

    /// Whether they are those of an export of notes.
    pub(super) fn are_of_notes(&self) -> bool {
        self.space("") == Space::Notes
    }

    /// Takes in what a tag declares. A default namespace that nobody knows is the feed's own.
    pub(super) fn declare(&mut self, tag: &Tag<'a>) {
        for (prefix, address) in declared(tag) {
            let space = match space_of(&address) {
                Space::Other if prefix.is_empty() => Space::Feed,
                Space::Other => meant(prefix),
                space => space,
            };
            if self.0.len() < MOST {
                self.0.push((prefix, space));
            }
        }
    }

    /// The vocabulary and the local name of a tag.
    pub(super) fn resolve<'t>(&self, tag: &Tag<'t>) -> (Space, &'t str) {
        let (prefix, local) = tag.name.split_once(':').unwrap_or(("", tag.name));
        let own = declared(tag).find(|(own, _)| *own == prefix);
        let space = match own.map(|(_, address)| space_of(&address)) {
            Some(Space::Other) if prefix.is_empty() && is_root(local) => Space::Feed,
            Some(Space::Other) => meant(prefix),
            Some(space) => space,
            None => self.space(prefix),
        };
        (space, local)
    }

    /// What an element is for, and its vocabulary. Case does not count.
    pub(super) fn role(&self, tag: &Tag) -> (Role, Space) {
        let (space, local) = self.resolve(tag);
        if local.bytes().any(|byte| byte.is_ascii_uppercase()) {
            (role(space, &local.to_ascii_lowercase()), space)
        } else {
            (role(space, local), space)
        }
    }

    /// The vocabulary that a prefix stands for.
    pub(super) fn space(&self, prefix: &str) -> Space {
        let known = self.0.iter().rev().find(|(known, _)| *known == prefix);
        known.map_or_else(|| usual(prefix), |(_, space)| *space)
    }
}

/// Whether a name is one that no other vocabulary begins with.
fn is_root(local: &str) -> bool {
    ["rss", "feed", "channel"]
        .iter()
        .any(|root| local.eq_ignore_ascii_case(root))
}

/// The (prefix, address) pairs that a tag declares.
fn declared<'t>(tag: &Tag<'t>) -> impl Iterator<Item = (&'t str, Cow<'t, str>)> + use<'t> {
    let declares = tag.attributes.contains("xmlns");
    let attributes = declares.then(|| tag.attributes());
    attributes
        .into_iter()
        .flatten()
        .filter_map(|(key, address)| {
            let rest = key.strip_prefix("xmlns")?;
            let prefix = match rest {
                "" => "",
                _ => rest.strip_prefix(':')?,
            };
            Some((prefix, address))
        })
}

/// Parts of the addresses of namespaces, in lower case; the first that fits counts. Some have been written in many ways.
const ADDRESSES: &[(&str, Space)] = &[
    ("purl.org/rss/1.0/modules/content", Space::Content),
    ("purl.org/rss/1.0/modules/", Space::Other),
    ("purl.org/dc/", Space::Dublin),
    ("search.yahoo.com/mrss", Space::Media),
    ("itunes.com/dtds/podcast", Space::Itunes),
    ("www.w3.org/1999/xhtml", Space::Xhtml),
    ("www.w3.org/2005/atom", Space::Feed),
    ("purl.org/atom/ns", Space::Feed),
    ("purl.org/rss/1.0", Space::Feed),
    ("purl.org/net/rss1.1", Space::Feed),
    ("my.netscape.com/rdf/simple", Space::Feed),
    ("my.netscape.com/publish/formats/rss", Space::Feed),
    ("channel.netscape.com/rdf", Space::Feed),
    ("backend.userland.com/rss", Space::Feed),
    ("blogs.law.harvard.edu/tech/rss", Space::Feed),
    ("cyber.law.harvard.edu/rss", Space::Feed),
    ("www.rssboard.org/rss", Space::Feed),
];

fn space_of(address: &str) -> Space {
    let address = address.trim().to_ascii_lowercase();
    if address.is_empty() {
        return Space::Feed;
    }
    let known = ADDRESSES.iter().find(|(part, _)| address.contains(part));
    known.map_or(Space::Other, |(_, space)| *space)
}

/// What a prefix stands for whose address nobody knows: publishers copy prefixes right, and addresses wrong.
fn meant(prefix: &str) -> Space {
    match usual(prefix) {
        space @ (Space::Content | Space::Dublin | Space::Media | Space::Itunes) => space,
        _ => Space::Other,
    }
}

/// What a prefix stands for that is not declared.
fn usual(prefix: &str) -> Space {
    match prefix {
        "" | "rss" | "atom" | "a" | "a10" | "atom10" | "atom03" | "r" => Space::Feed,
        "content" => Space::Content,
        "dc" | "dcterms" | "dct" => Space::Dublin,
        "media" | "mrss" => Space::Media,
        "itunes" => Space::Itunes,
        "xhtml" | "html" | "h" => Space::Xhtml,
        _ => Space::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag<'a>(name: &'a str, attributes: &'a str) -> Tag<'a> {
        Tag {
            name,
            attributes,
            is_empty: false,
        }
    }

    #[test]
    fn a_prefix_stands_for_what_it_is_declared_as_else_for_what_it_usually_does() {
        let mut names = Names::default();
        assert_eq!(names.resolve(&tag("dc:date", "")), (Space::Dublin, "date"));
        assert_eq!(names.resolve(&tag("title", "")), (Space::Feed, "title"));
        names.declare(&tag(
            "rss",
            "xmlns:dc='https://a.example/' xmlns:h='https://a.example/h' xmlns:x=\"http://purl.org/dc/elements/1.1/\"",
        ));
        assert_eq!(names.resolve(&tag("dc:date", "")), (Space::Dublin, "date"));
        assert_eq!(names.resolve(&tag("h:p", "")), (Space::Other, "p"));
        assert_eq!(names.resolve(&tag("x:date", "")), (Space::Dublin, "date"));
    }

    #[test]
    fn a_feed_in_a_namespace_of_its_own_is_a_feed_and_a_foreign_child_is_not() {
        let mut names = Names::default();
        names.declare(&tag("rss", "xmlns='https://a.example/rss'"));
        assert_eq!(names.resolve(&tag("title", "")).0, Space::Feed);
        assert_eq!(
            names.role(&tag("RSS", "xmlns='https://a.example/rss'")).0,
            Role::Around
        );
        let foreign = tag("title", "xmlns='https://b.example/'");
        assert_eq!(names.resolve(&foreign).0, Space::Other);
    }
}
