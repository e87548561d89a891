//! The fields of the query language: their names, what they want, what they mean.
//!
//! Owns the one table that reading and completion share. Does not own values.

/// A place to look for text in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// Title, byline, source and body, and what was folded away.
    Anywhere,
    /// The headline.
    Title,
    /// Who wrote it.
    Byline,
    /// The publication.
    Source,
    /// Who it is from: byline or source.
    From,
    /// The text.
    Body,
    /// The lines that were folded away. No field is named for them.
    Boilerplate,
    /// Its address on the web.
    Url,
    /// The path of its file.
    Path,
    /// The tags, the publisher's and the reader's own.
    Tag,
    /// The language.
    Lang,
}

impl Scope {
    /// Whether each stored copy of an article has a value of its own there, all of which count.
    pub(super) fn is_of_copies(self) -> bool {
        matches!(self, Self::Source | Self::From | Self::Path)
    }

    /// Whether what stands there is in the index of a volume.
    pub(super) fn is_indexed(self) -> bool {
        !matches!(self, Self::Url | Self::Path | Self::Tag | Self::Lang)
    }

    /// Whether what stands in `field`, one of an article's texts, stands here.
    pub(super) fn covers(self, field: Self) -> bool {
        match self {
            Self::Anywhere => true,
            Self::From => matches!(field, Self::Byline | Self::Source),
            _ => self == field,
        }
    }
}

/// What a field wants to hear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A text to find.
    Text(Scope),
    /// A mark.
    Is,
    /// A kind of content.
    Has,
    /// The beginning of an id.
    Id,
    /// A number of words.
    Words,
    /// A number of minutes.
    Time,
    /// From this date on.
    After,
    /// Before this date.
    Before,
    /// Within this period.
    Date,
    /// The order of the answers.
    Sort,
    /// The number of answers.
    Limit,
    /// The beginning of the id of an article that others are like.
    Like,
    /// The name of a saved search.
    Search,
}

/// A field.
pub(super) struct Entry {
    /// Its name, and then its other names.
    pub(super) names: &'static [&'static str],
    /// What it wants.
    pub(super) kind: Kind,
    /// What it finds, for the menu.
    pub(super) help: &'static str,
}

/// All fields, in the order in which they are offered.
pub(super) const FIELDS: &[Entry] = &[
    entry(&["is"], Kind::Is, "unread, read, starred, reading or new"),
    entry(
        &["title", "intitle", "subject"],
        Kind::Text(Scope::Title),
        "in the headline",
    ),
    entry(&["author", "by"], Kind::Text(Scope::Byline), "who wrote it"),
    entry(
        &["source", "feed"],
        Kind::Text(Scope::Source),
        "the publication",
    ),
    entry(
        &["from"],
        Kind::Text(Scope::From),
        "the author or the publication",
    ),
    entry(
        &["tag"],
        Kind::Text(Scope::Tag),
        "a subject, or a tag of your own",
    ),
    entry(&["body", "intext"], Kind::Text(Scope::Body), "in the text"),
    entry(
        &["after", "newer_than", "newer", "since"],
        Kind::After,
        "from a date on, as 2020-04-01 or 7d",
    ),
    entry(
        &["before", "older_than", "older"],
        Kind::Before,
        "before a date, as 2020-04-01 or 2m",
    ),
    entry(
        &["date"],
        Kind::Date,
        "a day, month or year, or a range a..b",
    ),
    entry(&["has"], Kind::Has, "link, image, code or tag"),
    entry(&["words"], Kind::Words, "length in words, as >1000"),
    entry(&["time"], Kind::Time, "minutes of reading, as <5"),
    entry(
        &["url", "inurl"],
        Kind::Text(Scope::Url),
        "in its web address",
    ),
    entry(&["path"], Kind::Text(Scope::Path), "in its file's path"),
    entry(
        &["lang"],
        Kind::Text(Scope::Lang),
        "the language, as en or de",
    ),
    entry(&["id"], Kind::Id, "the beginning of its id"),
    entry(
        &["like"],
        Kind::Like,
        "articles most like the one of this id",
    ),
    entry(&["sort"], Kind::Sort, "the order, as -date or title"),
    entry(&["limit"], Kind::Limit, "the most articles listed, as 20"),
    entry(&["search"], Kind::Search, "what a saved search finds"),
];

const fn entry(names: &'static [&'static str], kind: Kind, help: &'static str) -> Entry {
    Entry { names, kind, help }
}

/// What the field of this name wants, in whatever case it is written.
pub(super) fn by_name(name: &str) -> Option<Kind> {
    FIELDS
        .iter()
        .find(|field| {
            field
                .names
                .iter()
                .any(|known| known.eq_ignore_ascii_case(name))
        })
        .map(|field| field.kind)
}

/// The field that was meant by a name with one slip of the finger: a letter too many, too few, other, or two swapped.
/// Names of two letters are too short to tell.
pub(super) fn meant_by(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    FIELDS
        .iter()
        .flat_map(|field| field.names.iter().copied())
        .find(|known| known.len() > 2 && is_one_slip(known.as_bytes(), name.as_bytes()))
}

fn is_one_slip(a: &[u8], b: &[u8]) -> bool {
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same..], &b[same..]);
    match (a, b) {
        ([], []) => false,
        ([_, rest @ ..], _) if rest == b => true,
        (_, [_, rest @ ..]) if rest == a => true,
        ([_, a @ ..], [_, b @ ..]) if a == b => true,
        ([p, q, a @ ..], [r, s, b @ ..]) => p == s && q == r && a == b,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_understood() {
        for slip in ["titel", "titl", "tittle", "tible", "TITEL"] {
            assert_eq!(meant_by(slip), Some("title"), "{slip}");
        }
        assert_eq!(meant_by("http"), None);
        assert_eq!(meant_by("in"), None);
    }

    #[test]
    fn fields_have_other_names() {
        assert_eq!(by_name("InTitle"), by_name("title"));
        assert_eq!(by_name("nonsense"), None);
    }
}
