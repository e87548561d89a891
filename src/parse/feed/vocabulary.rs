//! What each element of a feed is for: one table for all dialects, as feeds mix them freely.
//!
//! Does not own how an element is read (`walk`) or which of several values counts in the end (`fields`).

use super::names::Space;

/// What an element holds. Numbers are ranks: of several elements for one thing, the lowest counts, then the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Elements of interest; it says something of its own only in its attributes.
    Around,
    /// Nothing that a reader is shown.
    Unshown,
    /// The headline.
    Title(u8),
    /// Where it stands on the web.
    Link,
    /// The publisher's identifier.
    Guid,
    /// The whole text.
    Content(u8),
    /// The text, or what it is about.
    Description(u8),
    /// What it is about.
    Summary(u8),
    /// Who wrote it.
    Person(u8),
    /// A subject.
    Subject,
    /// Subjects, parted by commas.
    Keywords,
    /// When it was first published.
    Published(u8),
    /// When it was last changed.
    Updated(u8),
    /// Its language.
    Language,
    /// A file that belongs to it.
    Enclosure,
    /// A file that belongs to it, with elements of interest inside.
    Media,
    /// A small picture of it.
    Thumbnail,
    /// A file in a note.
    Resource,
    /// Something to do that a note names.
    Task,
}

/// The role of an element, by its vocabulary and its local name in lower case.
pub(super) fn role(space: Space, local: &str) -> Role {
    use Role::*;
    match (space, local) {
        (Space::Feed, "rss" | "rdf" | "channel" | "feed" | "item" | "entry") => Around,
        (Space::Feed, "en-export") => Around,
        (Space::Feed, "title") => Title(0),
        (Space::Feed, "link") => Link,
        (Space::Feed, "guid" | "id") => Guid,
        (Space::Feed, "content") => Content(0),
        (Space::Feed | Space::Xhtml, "body") => Content(2),
        (Space::Feed, "fullitem") => Content(4),
        (Space::Feed, "description") => Description(0),
        (Space::Feed, "abstract") => Description(1),
        (Space::Feed, "summary") => Summary(0),
        (Space::Feed, "author") => Person(0),
        (Space::Feed, "category") => Subject,
        (Space::Feed, "keywords") => Keywords,
        (Space::Feed, "pubdate" | "published") => Published(0),
        (Space::Feed, "issued") => Published(1),
        (Space::Feed, "created") => Published(2),
        (Space::Feed, "updated" | "modified" | "lastmod") => Updated(0),
        (Space::Feed, "language") => Language,
        (Space::Feed, "enclosure") => Enclosure,
        (Space::Content, "encoded") => Content(1),
        (Space::Xhtml, "div") => Content(3),
        (Space::Dublin, "title") => Title(1),
        (Space::Dublin, "creator" | "author") => Person(0),
        (Space::Dublin, "date" | "issued" | "datesubmitted" | "available") => Published(1),
        (Space::Dublin, "created") => Published(2),
        (Space::Dublin, "modified") => Updated(1),
        (Space::Dublin, "subject") => Subject,
        (Space::Dublin, "description") => Description(2),
        (Space::Dublin, "abstract") => Summary(1),
        (Space::Dublin, "language") => Language,
        (Space::Media, "group") => Around,
        (Space::Media, "content") => Media,
        (Space::Media, "thumbnail") => Thumbnail,
        (Space::Media, "title") => Title(2),
        (Space::Media, "description") => Summary(4),
        (Space::Media, "category") => Subject,
        (Space::Media, "keywords") => Keywords,
        (Space::Itunes, "title") => Title(3),
        (Space::Itunes, "author") => Person(1),
        (Space::Itunes, "summary") => Summary(2),
        (Space::Itunes, "subtitle") => Summary(3),
        (Space::Itunes, "keywords") => Keywords,
        (Space::Itunes, "category") => Subject,
        (Space::Other, "rdf") => Around,
        (Space::Notes, _) => of_note(local),
        _ => Unshown,
    }
}

/// The role of an element of Evernote's exports.
fn of_note(local: &str) -> Role {
    use Role::*;
    match local {
        "en-export" | "note" | "note-attributes" => Around,
        "title" => Title(0),
        "content" => Content(0),
        "author" => Person(0),
        "created" => Published(0),
        "updated" => Updated(0),
        "source-url" => Link,
        "tag" => Subject,
        "resource" => Resource,
        "task" => Task,
        _ => Unshown,
    }
}

/// Whether an element's text is one line, in which no other element of the feed can stand.
pub(super) fn is_line(role: Role) -> bool {
    use Role::*;
    matches!(
        role,
        Title(_) | Link | Guid | Published(_) | Updated(_) | Language | Subject | Keywords
    )
}
