//! Notes as Joplin exports and synchronises them (RAW, and within JEX): a Markdown file each, with its title in the first
//! line and its fields in the last ones.
//!
//! Owns what such a file is, and what its fields mean. Does not own the text between (`markdown`, `html`). Source:
//! <https://joplinapp.org/help/dev/spec/sync>.

use std::{collections::HashMap, path::Path};

use super::{Parsed, date, field, html, markdown, problem, sanitize};
use crate::article::{Article, Format, Outcome};

/// Bytes at the end of a file in which its fields lie.
const LONGEST_TAIL: usize = 64 << 10;

/// The kind of a note.
const NOTE: &str = "1";

/// Characters of an identifier.
const IDENTIFIER: usize = 32;

/// Reads a file of Joplin's; `None` where it is none. Of what it keeps beside notes, such as notebooks and tags, there is
/// nothing to read.
pub(super) fn parse(name: &Path, text: &str) -> Option<Parsed> {
    let (rest, last) = text.trim_end().rsplit_once('\n')?;
    let kind = last.strip_prefix("type_: ")?;
    let tail = rest.len().saturating_sub(LONGEST_TAIL);
    let start = (tail..=rest.len()).find(|at| rest.is_char_boundary(*at))?;
    let (above, tail) = match rest[start..].rfind("\n\n") {
        Some(end) => rest.split_at(start + end),
        None if start == 0 => ("", rest),
        None => return None,
    };
    let fields: HashMap<&str, &str> = tail
        .lines()
        .filter(|line| !line.is_empty())
        .map(|line| line.split_once(": ").or_else(|| line.split_once(':')))
        .collect::<Option<_>>()?;
    let filled = |name: &str| fields.get(name).copied().filter(|value| !value.is_empty());
    let id = filled("id").filter(|id| is_identifier(id))?;
    if kind != NOTE {
        return Some(Parsed::default());
    }
    if filled("encryption_applied") == Some("1") {
        let reason = "it is a note that Joplin has encrypted".to_owned();
        let remedy = "export the note from Joplin";
        return Some(Parsed {
            articles: Vec::new(),
            problems: vec![problem(name, Outcome::Skipped, reason, remedy)],
        });
    }
    let moment = |names: [&str; 2]| names.into_iter().filter_map(filled).find_map(date::stated);
    let (title, body) = above.split_once('\n').unwrap_or((above, ""));
    let head = Article {
        title: title.to_owned(),
        byline: filled("author").map(sanitize::line),
        published: moment(["user_created_time", "created_time"]),
        updated: moment(["user_updated_time", "updated_time"]),
        link: filled("source_url")
            .map(sanitize::line)
            .filter(|link| field::is_address(link)),
        guid: Some(id.to_owned()),
        ..Article::default()
    };
    let article = match filled("markup_language") {
        Some("2") => Article {
            body: html::fragment(body, head.link.as_deref()),
            format: Format::Html,
            ..head
        },
        _ => markdown::set(name, head, body),
    };
    Some(Parsed {
        articles: vec![Article {
            title: sanitize::line(title),
            ..article
        }],
        problems: Vec::new(),
    })
}

fn is_identifier(id: &str) -> bool {
    id.len() == IDENTIFIER && id.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;

    const FIELDS: &str = "id: 0f343b0931126a20f133d67c2b018a3b\nparent_id: \ncreated_time: 2026-11-27T08:00:00.000Z\n\
        user_created_time: 2026-11-20T10:00:00.000Z\nauthor: Ann Sample\nsource_url: https://a.example/storm\n\
        encryption_cipher_text: \nencryption_applied: 0\nmarkup_language: 1\n";

    fn read(text: &str) -> Parsed {
        parse(
            Path::new("0f343b0931126a20f133d67c2b018a3b.md"),
            text.as_bytes(),
        )
    }

    #[test]
    fn the_first_line_is_the_title_and_the_last_ones_are_fields() {
        let text = format!("A *storm*\n\n# In the north\n\nThe sea **rose**.\n\n{FIELDS}type_: 1");
        let parsed = read(&text);
        let article = &parsed.articles[0];
        assert_eq!(article.title, "A *storm*");
        assert_eq!(article.body.text(), "In the north\n\nThe sea rose.");
        assert_eq!(article.byline.as_deref(), Some("Ann Sample"));
        assert_eq!(article.link.as_deref(), Some("https://a.example/storm"));
        assert_eq!(
            article.published.unwrap().to_string(),
            "2026-11-20T10:00:00+00:00"
        );
        assert_eq!(article.boilerplate, [""; 0]);
        assert_eq!(parsed.problems, []);
    }

    #[test]
    fn a_page_that_was_clipped_as_html_is_read_as_such() {
        let fields = FIELDS.replace("language: 1", "language: 2");
        let parsed = read(&format!(
            "A storm\n\n<p>The sea <b>rose</b>.</p>\n\n{fields}type_: 1"
        ));
        assert_eq!(parsed.articles[0].body.text(), "The sea rose.");
    }

    #[test]
    fn a_note_without_a_text_is_its_title() {
        let parsed = read(&format!("A storm\n\n{FIELDS}type_: 1"));
        assert_eq!(parsed.articles[0].title, "A storm");
        assert_eq!(parsed.articles[0].body.text(), "");
    }

    #[test]
    fn notebooks_and_tags_are_passed_over_and_what_is_encrypted_is_told() {
        for kind in [2, 4, 5, 6, 13] {
            assert_eq!(
                read(&format!("Weather\n\n{FIELDS}type_: {kind}")),
                Parsed::default()
            );
            assert_eq!(read(&format!("{FIELDS}type_: {kind}")), Parsed::default());
        }
        let locked = FIELDS.replace("applied: 0", "applied: 1");
        let parsed = read(&format!("{locked}type_: 1"));
        assert!(parsed.articles.is_empty());
        assert!(parsed.problems[0].reason.contains("encrypted"));
    }

    #[test]
    fn a_text_that_ends_with_something_like_fields_is_none_of_joplins() {
        for text in [
            "A storm\n\nThe sea rose.\n\ntype_: 1\n",
            "A storm\n\nThe sea rose.\n\nid: 7\ntype_: 1\n",
            "A storm\n\nid: 0f343b0931126a20f133d67c2b018a3b\nThe sea rose.\ntype_: 1\n",
        ] {
            let parsed = read(text);
            assert!(parsed.articles[0].body.text().contains("type_"), "{text}");
        }
    }
}
