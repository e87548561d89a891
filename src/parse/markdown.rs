//! Markdown files: front matter, then CommonMark with tables, footnotes, task lists and the HTML that people mix in.
//!
//! Owns what an article's title and date are where the head does not say. Does not own the head (`front_matter`) or
//! how the text becomes blocks (`markdown::render`).

mod html;
mod inline;
mod render;
mod tables;

use std::path::Path;

use super::{Parsed, date, front_matter, sanitize};
use crate::article::{Article, Format, When};

/// Reads the one article of a Markdown file. The title is empty where neither the head nor a first heading gives one.
pub(super) fn parse(name: &Path, text: &str) -> Parsed {
    let front = front_matter::read(name, text);
    let head = front.article;
    let given = inline::plain(&head.title);
    let plain = |field: Option<String>| {
        let text = field.map(|field| inline::plain(&field));
        text.filter(|text| !text.is_empty())
    };
    let (heading, body) = render::render(&front.body, &given);
    let article = Article {
        title: if given.is_empty() {
            heading.unwrap_or_default()
        } else {
            given
        },
        byline: plain(head.byline),
        summary: plain(head.summary),
        published: head.published.or_else(|| date_of_name(name)),
        body,
        format: Format::Markdown,
        ..head
    };
    Parsed {
        articles: vec![article],
        problems: front.problem.into_iter().collect(),
    }
}

/// The day that a file's name begins with, as Jekyll has it: `2014-03-12-title.md`.
fn date_of_name(name: &Path) -> Option<When> {
    let stem = sanitize::line(&name.file_stem()?.to_string_lossy());
    let (day, rest) = stem.split_at_checked(10)?;
    let is_day = day.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    (is_day && !rest.starts_with(|char: char| char.is_alphanumeric()))
        .then(|| date::parse(day))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(name: &str, text: &str) -> Article {
        let parsed = parse(Path::new(name), text);
        assert_eq!(parsed.problems, []);
        parsed.articles.into_iter().next().unwrap()
    }

    fn titled(text: &str) -> (String, String) {
        let article = article("a.md", text);
        (article.title, article.body.text().to_owned())
    }

    #[test]
    fn the_first_heading_is_the_title_and_not_shown_twice() {
        let expected = ("A storm".to_owned(), "The sea rose.".to_owned());
        assert_eq!(titled("# A *storm* #\n\nThe sea rose.\n"), expected);
        assert_eq!(titled("A storm\n=======\n\nThe sea rose.\n"), expected);
        assert_eq!(
            titled("<!-- lint -->\n\n# A storm\nThe sea rose.\n"),
            expected
        );
        assert_eq!(titled("<h1>A storm</h1>\n\nThe sea rose.\n"), expected);
        let head = "---\ntitle: A Storm!\n---\n";
        assert_eq!(
            titled(&format!("{head}# A storm\n\nThe sea rose.\n")),
            ("A Storm!".to_owned(), "The sea rose.".to_owned())
        );
    }

    #[test]
    fn a_heading_that_is_not_the_title_stays_in_the_text() {
        let untitled = |body: &str| (String::new(), body.to_owned());
        assert_eq!(
            titled("Words.\n\n# A storm\n"),
            untitled("Words.\n\nA storm")
        );
        assert_eq!(titled("## A storm\n"), untitled("A storm"));
        assert_eq!(titled("> # A storm\n"), untitled("A storm"));
        assert_eq!(
            titled("---\ntitle: The sea\n---\n# A storm\n"),
            ("The sea".to_owned(), "A storm".to_owned())
        );
    }

    #[test]
    fn a_title_in_the_head_is_shown_without_its_markup() {
        let title = |title: &str| titled(&format!("+++\ntitle = '''{title}'''\n+++\n")).0;
        assert_eq!(
            title("A *great* storm &amp; a `sea`"),
            "A great storm & a sea"
        );
        assert_eq!(
            title("<em>Who</em> said [this](https://a.example)?"),
            "Who said this?"
        );
        assert_eq!(title("1. Sorting a Vec<T>"), "1. Sorting a Vec<T>");
        assert_eq!(
            title("#1 of 2 * 3: snake_case_name"),
            "#1 of 2 * 3: snake_case_name"
        );
        assert_eq!(title(".NET &#27;[31m"), ".NET \u{fffd}[31m");
    }

    #[test]
    fn the_file_name_dates_what_the_head_does_not() {
        let published = |name: &str, head: &str| {
            let published = article(name, &format!("{head}Text.\n")).published;
            published.map(|when| when.to_string())
        };
        let day = Some("2014-03-12".to_owned());
        assert_eq!(published("posts/2014-03-12-storm.md", ""), day);
        assert_eq!(published("2014-03-12.md", ""), day);
        assert_eq!(published("2014-03-125.md", ""), None);
        assert_eq!(published("2014-13-12-storm.md", ""), None);
        assert_eq!(published("storm.md", ""), None);
        let head = "---\ndate: 2015-01-02\n---\n";
        assert_eq!(
            published("2014-03-12-storm.md", head),
            Some("2015-01-02".to_owned())
        );
    }
}
