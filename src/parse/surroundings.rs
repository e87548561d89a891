//! What stands around a file, and says of the article in it what the file may not say itself: the book that a page is
//! bound in, or the server that it came from.
//!
//! Owns which of the two is believed. Does not own how it is found out.

use super::Parsed;
use crate::article::{Article, Format, Page, When};

/// What is said of the article in a file from outside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// Its headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// The publication that it is in.
    pub source: Option<String>,
    /// When it was published.
    pub published: Option<When>,
    /// Its address on the web.
    pub link: Option<String>,
    /// Its language as a BCP 47 tag.
    pub lang: Option<String>,
    /// The encoding of its bytes, as somebody called it.
    pub charset: Option<String>,
    /// Whether it is one page among others, and no article where there is nothing to read on it.
    pub is_part: bool,
    /// Where it stands in a book.
    pub page: Option<Page>,
}

/// Titles that programs give to pages without one, in lower case.
const NAMELESS: [&str; 3] = ["unknown", "untitled", "untitled document"];

impl Surroundings {
    /// Completes the article of a file that holds just one. What is no article is left out, with all that was wrong with it.
    pub(super) fn complete(&self, parsed: &mut Parsed) {
        let [article] = parsed.articles.as_mut_slice() else {
            return;
        };
        let is_single = matches!(
            article.format,
            Format::Text | Format::Markdown | Format::Html
        );
        if !is_single {
            return;
        }
        if self.is_part && article.body.text().is_empty() {
            *parsed = Parsed::default();
            return;
        }
        self.fill(article);
    }

    fn fill(&self, article: &mut Article) {
        if let Some(title) = self.title_instead(&article.title) {
            article.title = title;
        }
        let or = |own: &mut Option<String>, other: &Option<String>| {
            if own.is_none() {
                own.clone_from(other);
            }
        };
        or(&mut article.byline, &self.byline);
        or(&mut article.link, &self.link);
        or(&mut article.lang, &self.lang);
        // A book that holds a single article bears its title.
        if self.source.as_ref() != Some(&article.title) {
            or(&mut article.source, &self.source);
        }
        article.published = article.published.or(self.published);
    }

    /// The title in place of one that is none: each page of a book may bear that of the book.
    pub(super) fn title_instead(&self, title: &str) -> Option<String> {
        let lower = title.to_lowercase();
        let is_none = lower.is_empty()
            || self.source.as_deref() == Some(title)
            || NAMELESS.contains(&lower.as_str());
        self.title.clone().filter(|_| is_none)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::parse::parse_in;

    fn read(name: &str, text: impl AsRef<[u8]>, around: &Surroundings) -> Parsed {
        parse_in(Path::new(name), text.as_ref(), around)
    }

    fn book() -> Surroundings {
        Surroundings {
            title: Some("High water".into()),
            byline: Some("Ann Sample".into()),
            source: Some("The Tide".into()),
            published: "2026-11-28T00:00:00Z".parse().ok().map(moment),
            link: Some("https://tide.example/high".into()),
            lang: Some("en".into()),
            ..Surroundings::default()
        }
    }

    fn moment(time: jiff::Timestamp) -> When {
        When::Moment(time, jiff::tz::Offset::UTC)
    }

    #[test]
    fn a_page_says_itself_who_it_is_and_what_stands_around_it_says_the_rest() {
        let bare = read("a.html", "<p>The sea rose.</p>", &book());
        let article = &bare.articles[0];
        assert_eq!(article.title, "High water");
        assert_eq!(article.byline.as_deref(), Some("Ann Sample"));
        assert_eq!(article.source.as_deref(), Some("The Tide"));
        assert_eq!(article.published, book().published);
        assert_eq!(article.link, book().link);
        assert_eq!(article.lang.as_deref(), Some("en"));
        let page = "<html lang=de><title>Low water</title><meta property=og:site_name content='The Ebb'>\
            <link rel=canonical href=https://ebb.example/low><meta name=author content='Bo Test'>\
            <meta name=date content=2020-04-16><p>The sea fell.</p></html>";
        let own = read("a.html", page, &book()).articles.remove(0);
        assert_eq!(own.title, "Low water");
        assert_eq!(own.byline.as_deref(), Some("Bo Test"));
        assert_eq!(own.source.as_deref(), Some("The Ebb"));
        assert_eq!(own.published.unwrap().to_string(), "2020-04-16");
        assert_eq!(own.link.as_deref(), Some("https://ebb.example/low"));
        assert_eq!(own.lang.as_deref(), Some("de"));
    }

    #[test]
    fn a_page_that_is_called_as_its_book_or_by_a_program_has_the_title_that_the_book_gives_it() {
        for title in ["The Tide", "Unknown", "untitled"] {
            let page = format!("<title>{title}</title><p>The sea rose.</p>");
            let read = read("a.html", page, &book());
            assert_eq!(read.articles[0].title, "High water", "{title}");
        }
    }

    #[test]
    fn a_page_among_others_without_a_text_is_no_article() {
        let around = Surroundings {
            is_part: true,
            ..Surroundings::default()
        };
        let page = "<title>An advertisement</title><body></body>";
        assert_eq!(read("a.html", page, &around), Parsed::default());
        assert_eq!(read("a.html", page, &book()).articles.len(), 1);
    }

    #[test]
    fn the_items_of_a_feed_say_all_themselves() {
        let feed = "<rss><channel><item><title>Low water</title></item></channel></rss>";
        let item = read("a.rss", feed, &book()).articles.remove(0);
        assert_eq!((item.link, item.byline), (None, None));
    }

    #[test]
    fn the_encoding_that_a_server_names_is_that_of_the_text() {
        let around = Surroundings {
            charset: Some("windows-1251".into()),
            ..Surroundings::default()
        };
        let parsed = read("a.txt", b"\xcc\xee\xf1\xea\xe2\xe0\n\nText.\n", &around);
        assert_eq!(parsed.articles[0].title, "Москва");
        assert_eq!(parsed.problems, []);
    }
}
