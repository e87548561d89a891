//! What each name of a value is for: one table for JSON Feed and for all that programs store articles as.
//!
//! Owns which names are synonyms, and where they come from. Does not own what the elements of XML mean (`vocabulary`), how a
//! value is read (`json`) or which of several counts in the end (`fields`).

use crate::{fold::fold, parse::feed::text::Form};

/// What a name stands for. Numbers are ranks: of several values for one thing, the lowest counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The headline.
    Title(u8),
    /// The whole text.
    Text(u8, Form),
    /// What it is about; the whole text where it is a thing with a content of its own.
    Summary(u8, Form),
    /// Where it stands on the web.
    Link(u8),
    /// The publisher's identifier.
    Guid,
    /// The identifier that whoever stored it gave it, the publisher's in a JSON Feed.
    Id,
    /// Its language.
    Language,
    /// Who wrote it.
    Person(u8),
    /// Its subjects.
    Tags,
    /// Files that belong to it.
    Files,
    /// When it was first published.
    Published(u8),
    /// When it was last changed by its publisher.
    Updated(u8),
    /// What published it.
    Source(u8),
    /// What published it, or where it stands on the web.
    Origin,
}

/// Longer than any name in the table.
const LONGEST: usize = 24;

/// How the names of texts end, with the quotation mark behind them.
pub(super) const TEXT_ENDINGS: [&str; 8] = [
    "content\"",
    "Content\"",
    "text\"",
    "Text\"",
    "html\"",
    "Html\"",
    "body\"",
    "Body\"",
];

/// The role of a name. Case, `_`, `-`, `:` and spaces do not count: `publishedAt` and `published_at` are one. A name that begins
/// with `_` is an extension in JSON Feed and means nothing.
///
/// The names come from: JSON Feed 1.1 (`content_html`, `content_text`, `external_url`, `date_published`, ...); the API of
/// Google Reader, in which Takeout, FreshRSS and Inoreader export (`content`, `summary`, `canonical`, `alternate`,
/// `categories`, `origin`, `timestampUsec`), where FreshRSS adds `guid`; the exports of Feedbin (`published`) and Wallabag
/// (`published_by`, `created_at`, `domain_name`); the APIs of Miniflux (`published_at`, `feed`, `enclosures`), Readwise Reader
/// (`html_content`, `published_date`, `site_name`), Karakeep (`htmlContent`, `publisher`) and WordPress (`excerpt`, `date_gmt`,
/// `modified`); Omnivore (`labels`, `savedAt`) and Google Keep (`textContent`); what extracts articles from pages:
/// Readability (`textContent`, `byline`, `siteName`, `publishedTime`, `lang`), Mercury (`dek`, `domain`), trafilatura
/// (`text`, `raw_text`, `hostname`, `source-hostname`, `source` for the address), newspaper (`authors`, `publish_date`,
/// `canonical_link`, `meta_lang`, `article_html`), news-please (`maintext`, `date_publish`, `date_modify`, `source_domain`)
/// and Diffbot (`html`, `siteName`); rss-parser (`content:encoded`, `contentSnippet`, `isoDate`, `pubDate`, `creator`);
/// schema.org (`headline`, `articleBody`, `datePublished`, `inLanguage`); and `newsstand list --json --full`. `body`,
/// `description`, `link`, `date` and `category` are the words that many take.
pub(super) fn role(name: &str) -> Option<Role> {
    known(squeeze(name, &mut [0; LONGEST])?)
}

/// The role of a column with this head: that of the name, or what a word means only there. An object may be called `article`
/// or `name` its person; a column is so called that holds the texts or the titles.
///
/// Besides those above, the heads come from sets of news articles for research (`article`, `heading`, `headline_text`, `publication`, `section`,
/// `subject`, `keywords`, `full_text`, `body_text`, `short_description`), press databases (`newspaper`, `publication date`), Wallabag
/// (`Creation date`) and from what programs call the title and the day of each of their rows (Notion's and Airtable's `Name` and
/// `Created`). Those who keep a table by hand write its heads in their own language.
pub(super) fn column(head: &str) -> Option<Role> {
    use Role::*;
    if !head.is_ascii() {
        return foreign(squeeze(&fold(head), &mut [0; LONGEST])?);
    }
    let mut squeezed = [0; LONGEST];
    let squeezed = squeeze(head, &mut squeezed)?;
    let only_here = || {
        Some(match squeezed {
            b"articletitle" | b"newstitle" | b"webtitle" => Title(1),
            b"heading" | b"headlines" | b"headlinetext" => Title(1),
            b"name" => Title(2),
            b"fulltext" | b"articletext" | b"bodytext" | b"articlecontent" => Text(5, Form::Stored),
            b"article" => Text(8, Form::Stored),
            b"abstract" | b"lead" | b"standfirst" | b"teaser" => Summary(1, Form::Loose),
            b"shortdescription" => Summary(1, Form::Loose),
            b"articleurl" | b"articlelink" | b"weburl" | b"permalink" => Link(1),
            b"subject" | b"subjects" | b"section" | b"topic" | b"topics" | b"keywords" => Tags,
            b"publicationdate" | b"webpublicationdate" | b"publishtime" => Published(1),
            b"datetime" | b"newsdate" | b"articledate" => Published(2),
            b"created" | b"createdtime" | b"creationdate" | b"timestamp" => Published(3),
            b"publication" | b"newspaper" | b"outlet" | b"newssource" => Source(1),
            b"site" | b"sourcename" => Source(2),
            _ => return None,
        })
    };
    known(squeezed)
        .or_else(only_here)
        .or_else(|| foreign(squeezed))
}

/// The role of a column whose head is German, French, Spanish, Italian or Portuguese, without its accents.
fn foreign(squeezed: &[u8]) -> Option<Role> {
    use Role::*;
    Some(match squeezed {
        b"titel" | b"uberschrift" | b"ueberschrift" | b"schlagzeile" => Title(1),
        b"titre" | b"titulo" | b"titular" | b"titolo" => Title(1),
        b"volltext" | b"artikeltext" | b"inhalt" | b"texte" | b"contenu" => Text(6, Form::Stored),
        b"texto" | b"contenido" | b"conteudo" | b"testo" | b"contenuto" => Text(6, Form::Stored),
        b"artikel" => Text(8, Form::Stored),
        b"zusammenfassung" | b"resume" | b"resumen" | b"resumo" => Summary(1, Form::Loose),
        b"lien" | b"enlace" => Link(1),
        b"autor" | b"autorin" | b"autoren" | b"verfasser" => Person(0),
        b"auteur" | b"auteurs" | b"autores" | b"autore" | b"autori" => Person(0),
        b"kategorie" | b"rubrik" | b"ressort" | b"schlagworte" | b"schlagworter" => Tags,
        b"categorie" | b"rubrique" | b"categoria" | b"seccion" | b"etiquetas" => Tags,
        b"datum" | b"fecha" | b"data" | b"datedepublication" => Published(2),
        b"erscheinungsdatum" | b"fechadepublicacion" => Published(2),
        b"quelle" | b"zeitung" | b"fuente" | b"fonte" | b"journal" | b"periodico" => Source(1),
        b"sprache" | b"langue" | b"idioma" => Language,
        _ => return None,
    })
}

/// Whether the head of a column is one of those that say what number or class a row has, and nothing of its article.
pub(super) fn is_of_row(head: &str) -> bool {
    let mut squeezed = [0; LONGEST];
    matches!(
        squeeze(head, &mut squeezed),
        Some(
            b"" | b"unnamed0"
                | b"index"
                | b"articleid"
                | b"class"
                | b"classindex"
                | b"label"
                | b"target"
                | b"filename"
        )
    )
}

/// The role of a squeezed name.
fn known(squeezed: &[u8]) -> Option<Role> {
    use Role::*;
    Some(match squeezed {
        b"title" => Title(0),
        b"headline" => Title(1),
        b"contenthtml" | b"contentencoded" | b"htmlcontent" => Text(0, Form::Html),
        b"contenttext" => Text(1, Form::Lines),
        b"content" => Text(2, Form::Stored),
        b"html" | b"articlehtml" => Text(3, Form::Stored),
        b"articlebody" | b"body" => Text(4, Form::Stored),
        b"maintext" => Text(5, Form::Prose),
        b"text" | b"textcontent" => Text(6, Form::Prose),
        b"rawtext" => Text(7, Form::Prose),
        b"summary" => Summary(0, Form::Plain),
        b"description" | b"excerpt" | b"dek" => Summary(1, Form::Loose),
        b"contentsnippet" => Summary(2, Form::Plain),
        b"url" | b"canonical" => Link(0),
        b"externalurl" | b"alternate" | b"link" | b"canonicallink" => Link(1),
        b"homepageurl" => Link(2),
        b"feedurl" => Link(3),
        b"guid" => Guid,
        b"id" => Id,
        b"language" | b"lang" | b"inlanguage" | b"metalang" => Language,
        b"author" | b"authors" => Person(0),
        b"byline" | b"creator" => Person(1),
        b"publishedby" => Person(2),
        b"tags" | b"categories" | b"category" | b"labels" => Tags,
        b"attachments" | b"enclosures" | b"enclosure" => Files,
        b"datepublished" => Published(0),
        b"published" | b"publishedat" | b"publishedtime" | b"publisheddate" => Published(1),
        b"publishdate" | b"datepublish" | b"isodate" | b"dategmt" => Published(1),
        b"pubdate" | b"date" => Published(2),
        // When it was stored is nearer to it than the day of the export.
        b"createdat" | b"savedat" | b"timestampusec" => Published(3),
        b"datemodified" => Updated(0),
        b"updated" | b"modified" | b"datemodify" => Updated(1),
        b"origin" | b"feed" => Source(0),
        // The last is what trafilatura calls a site's name.
        b"sitename" | b"publisher" | b"sourcehostname" => Source(1),
        b"source" => Origin,
        b"hostname" | b"domain" | b"domainname" | b"sourcedomain" => Source(3),
        _ => return None,
    })
}

/// A name in small letters without what joins its words, if it is not too long for the table.
fn squeeze<'a>(name: &str, room: &'a mut [u8; LONGEST]) -> Option<&'a [u8]> {
    let mut length = 0;
    if name.starts_with('_') {
        return None;
    }
    for byte in name.bytes().filter(|byte| !b"_-: ".contains(byte)) {
        *room.get_mut(length)? = byte.to_ascii_lowercase();
        length += 1;
    }
    Some(&room[..length])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_however_its_words_are_joined() {
        for name in ["publishedAt", "published_at", "Published-At", "publishedat"] {
            assert_eq!(role(name), Some(Role::Published(1)), "{name}");
        }
        assert_eq!(role("content:encoded"), Some(Role::Text(0, Form::Html)));
    }

    #[test]
    fn some_words_mean_a_text_or_a_title_only_at_the_head_of_a_column() {
        assert_eq!(column("Publication Date"), Some(Role::Published(1)));
        assert_eq!(column("Title"), role("title"));
        for head in ["article", "Name", "section"] {
            assert!(column(head).is_some() && role(head).is_none(), "{head}");
        }
    }

    #[test]
    fn other_names_and_extensions_mean_nothing() {
        for name in ["", "_title", "is_read", "starred", &"title".repeat(9)] {
            assert_eq!(role(name), None, "{name}");
        }
    }
}
