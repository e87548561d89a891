//! From a file's bytes to articles: `(name, bytes) -> Parsed`. Parsing never fails, it returns articles *and* problems.
//!
//! One file a format below this one. Owns what holds for every format: the order of the steps, the cap on size, that an
//! article has a title. Does not own files: what is read is handed in.

mod address;
mod base64;
mod boilerplate;
pub mod book;
pub mod capture;
mod credit;
mod date;
mod decode;
mod embed;
mod feed;
mod field;
mod footnotes;
mod front_matter;
mod gemtext;
mod head_lines;
mod html;
mod joplin;
mod mail;
mod markdown;
mod org;
mod plist;
mod rest;
mod rst;
mod safari;
mod sanitize;
mod sniff;
mod surroundings;
mod text;
mod title;
mod xml;

use std::path::Path;

use crate::article::{Article, Format, Outcome, Problem};
pub use boilerplate::{Recurring, Tally};
use decode::Doubt;
pub use mail::{MAILDIR, is_in_maildir};
pub use surroundings::Surroundings;

/// What was found in one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// The articles, in the file's order.
    pub articles: Vec<Article>,
    /// What was skipped, cut or guessed at.
    pub problems: Vec<Problem>,
}

/// Bytes of a text that are read; a multiple of four, so that no unit of UTF-16 or UTF-32 is cut. A book has one or two
/// million.
const MOST_BYTES: usize = 16 << 20;

/// Reads the articles of a file. `name` helps to tell the format and is what problems are reported under.
pub fn parse(name: &Path, bytes: &[u8]) -> Parsed {
    parse_in(name, bytes, &Surroundings::default())
}

/// Reads the articles of a file, where what stands around it says more of them.
pub fn parse_in(name: &Path, bytes: &[u8], around: &Surroundings) -> Parsed {
    parse_among(name, bytes, around, &Recurring::default())
}

/// Counts the lines of a file, if it is plain text, among those of the texts of its folder.
pub fn count(name: &Path, bytes: &[u8], tally: &mut Tally) {
    if mail::is_mail(name, bytes) || sniff::refusal(name, bytes).is_some() {
        return;
    }
    let text = decode::decode(bytes).text;
    if sniff::format(name, &text) == Ok(Format::Text) {
        tally.add(&sanitize::text(&text));
    }
}

/// Reads the articles of a file that has lines in common with other texts of its folder.
pub fn parse_among(
    name: &Path,
    bytes: &[u8],
    around: &Surroundings,
    recurring: &Recurring,
) -> Parsed {
    // Every part of a mail has an encoding of its own, so that it is told and read before any is undone.
    let mut parsed = if mail::is_mail(name, bytes) {
        mail::parse(name, bytes)
    } else if safari::is_one(bytes) {
        safari::parse(name, bytes, around, recurring)
    } else {
        one_text(name, bytes, around, recurring)
    };
    around.complete(&mut parsed);
    let (is_alone, mut is_told) = (parsed.articles.len() == 1, false);
    for article in &mut parsed.articles {
        // A feed or a mailbox may have thousands of them.
        if is_empty(article) && !std::mem::replace(&mut is_told, true) {
            let reason = "it is empty and goes by its name".to_owned();
            let empty = problem(name, Outcome::Guessed, reason, "delete it, or save it anew");
            parsed.problems.push(empty);
        }
        if article.title.is_empty() {
            article.title = title::of(article, name, is_alone);
        }
    }
    parsed
}

/// Whether a name may be that of a plain text: it promises no other format.
pub fn may_be_text(name: &Path) -> bool {
    sniff::may_be_text(name)
}

/// Whether bytes begin a file that holds many articles, or much beside one, and may therefore be long: each article has a
/// limit of its own.
pub fn holds_many(name: &Path, bytes: &[u8]) -> bool {
    mail::is_mailbox(bytes) || safari::is_one(bytes) || sniff::may_hold_many(name, bytes)
}

/// Reads a file that is one text from its beginning to its end.
fn one_text(name: &Path, bytes: &[u8], around: &Surroundings, recurring: &Recurring) -> Parsed {
    if let Some(refusal) = sniff::refusal(name, bytes) {
        return refused(name, refusal);
    }
    let is_long = bytes.len() > MOST_BYTES && !sniff::may_hold_many(name, bytes);
    let part = if is_long { &bytes[..MOST_BYTES] } else { bytes };
    let part = feed::without_files(part);
    let decoded = mail::labelled(&part, around.charset.as_deref());
    let mut parsed = match sniff::format(name, &decoded.text) {
        Err(refusal) => return refused(name, refusal),
        Ok(Format::Markdown) => written(name, &decoded.text),
        Ok(Format::Html) => html::parse(name, &decoded.text, around),
        Ok(format @ (Format::Rss | Format::Atom | Format::JsonFeed)) => {
            feed::parse(name, &decoded.text, format)
        }
        Ok(_) => text::parse(name, &decoded.text, recurring),
    };
    if is_long {
        let reason = "it is larger than 16 MiB, the rest is not shown".to_owned();
        parsed.problems.push(problem(
            name,
            Outcome::Cut,
            reason,
            "split it into smaller files",
        ));
    }
    if let Some(doubt) = decoded.doubt {
        parsed.problems.push(doubted(name, doubt));
    }
    parsed
}

/// Reads what people write in.
fn written(name: &Path, text: &str) -> Parsed {
    match sniff::language(name) {
        Some(sniff::Language::Gemini) => Parsed {
            articles: vec![gemtext::parse(name, text)],
            problems: Vec::new(),
        },
        Some(sniff::Language::Org) => org::parse(name, text),
        Some(sniff::Language::Rst) => rst::parse(name, text),
        Some(sniff::Language::Markdown) | None => {
            joplin::parse(name, text).unwrap_or_else(|| markdown::parse(name, text))
        }
    }
}

/// Whether nothing can be read in it.
fn is_empty(article: &Article) -> bool {
    let texts = [article.title.as_str(), article.body.text()];
    texts.iter().all(|text| text.is_empty()) && article.boilerplate.is_empty()
}

/// Whether a character steers a terminal or the direction of text instead of being seen. None stands in an article, but for
/// the line feeds and tabs of its body.
pub fn is_unseen(char: char) -> bool {
    char.is_control() || matches!(char, '\u{2028}' | '\u{2029}') || sanitize::is_hidden(char)
}

/// Text of the outside world, such as a file's name, in one line that is safe to show: spaces stay as they are.
pub fn visible(text: &str) -> String {
    let safe = |char: char| {
        if char.is_control() {
            char::REPLACEMENT_CHARACTER
        } else {
            char
        }
    };
    sanitize::text(text).chars().map(safe).collect()
}

fn refused(name: &Path, refusal: sniff::Refusal) -> Parsed {
    let reason = refusal.reason.to_owned();
    Parsed {
        articles: Vec::new(),
        problems: vec![problem(name, Outcome::Skipped, reason, refusal.remedy)],
    }
}

fn doubted(name: &Path, doubt: Doubt) -> Problem {
    let reason = match doubt {
        Doubt::Encoding(encoding) => {
            format!("it doesn't say its encoding and was read as {encoding}")
        }
        Doubt::Damaged => {
            "some of its bytes belong to no character and are shown as \u{fffd}".to_owned()
        }
        Doubt::Mixed => {
            "some of its bytes are not UTF-8 like the rest and were read as windows-1252".to_owned()
        }
    };
    problem(name, Outcome::Guessed, reason, "save it as UTF-8")
}

/// The one article of a file, and that it gives a date which does not exist, where it has no other.
fn one(name: &Path, article: Article, impossible: Option<String>) -> Parsed {
    let undated = impossible.filter(|_| article.published.is_none());
    let problem = undated.map(|date| self::undated(name, None, &date));
    Parsed {
        articles: vec![article],
        problems: problem.into_iter().collect(),
    }
}

/// What is told, once a file, where an article gives a date that does not exist.
fn undated(name: &Path, line: Option<usize>, date: &str) -> Problem {
    let reason = format!("it gives a date that does not exist, \"{date}\", and is listed without");
    Problem {
        line,
        ..problem(name, Outcome::Guessed, reason, "correct the date")
    }
}

fn problem(name: &Path, outcome: Outcome, reason: String, remedy: &str) -> Problem {
    Problem {
        path: name.to_owned(),
        line: None,
        outcome,
        reason,
        remedy: remedy.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(name: &str, bytes: &[u8]) -> Parsed {
        parse(Path::new(name), bytes)
    }

    #[test]
    fn a_file_that_is_no_text_is_skipped_with_a_reason() {
        let parsed = read("a.txt", b"\x7fELF\x02\x01\x01\0\0");
        assert_eq!(parsed.articles, []);
        assert_eq!(parsed.problems[0].path, Path::new("a.txt"));
        assert_eq!(parsed.problems[0].outcome, Outcome::Skipped);
        assert_eq!(parsed.problems[0].reason, "it is not text");
    }

    #[test]
    fn a_guess_at_the_encoding_is_told() {
        let parsed = read(
            "a.txt",
            b"Z\xfcrich\n\nDie Gr\xf6\xdfe der Stadt w\xe4chst.\n",
        );
        assert_eq!(parsed.articles[0].title, "Zürich");
        assert_eq!(parsed.problems[0].outcome, Outcome::Guessed);
        assert!(parsed.problems[0].reason.ends_with("windows-1252"));
        assert_eq!(parsed.problems[0].remedy, "save it as UTF-8");
        assert_eq!(read("a.txt", "Zürich\n".as_bytes()).problems, []);
    }

    #[test]
    fn a_file_too_large_is_cut_and_says_so() {
        let parsed = read(
            "a.txt",
            "A long text of short words.\n".repeat(700_000).as_bytes(),
        );
        assert_eq!(parsed.problems[0].outcome, Outcome::Cut);
        assert!(parsed.articles[0].body.text().len() <= MOST_BYTES);
    }

    #[test]
    fn line_ends_do_not_change_an_article() {
        let text = "A storm\n\nBy Ann Sample\n\nThe sea rose.\n\nIt fell.\n";
        let expected = read("a.txt", text.as_bytes());
        for end in ["\r\n", "\r", "\u{2028}"] {
            let other = text.replace('\n', end);
            assert_eq!(read("a.txt", other.as_bytes()), expected);
        }
        assert_eq!(read("a.txt", text.trim_end().as_bytes()), expected);
    }

    proptest! {
        #[test]
        fn no_bytes_bring_a_control_character_into_an_article(
            bytes in prop::collection::vec(prop_oneof![any::<u8>(), Just(b'\n'), Just(b' '), b'!'..=b'~'], 0..300),
            extension in prop::sample::select(vec!["txt", "md", "html", "", "eml", "mht"]),
        ) {
            for article in read(&format!("a.{extension}"), &bytes).articles {
                let fields = [Some(article.title.clone()), article.byline, article.source, article.link,
                    article.guid, article.summary, article.lang];
                let lines = fields.into_iter().flatten().chain(article.tags).chain(article.boilerplate);
                prop_assert!(!lines.into_iter().any(|line| line.contains(char::is_control)));
                prop_assert!(!article.title.is_empty());
                let is_foreign = |char: char| char.is_control() && !matches!(char, '\n' | '\t');
                prop_assert!(!article.body.text().contains(is_foreign));
            }
        }
    }
}
