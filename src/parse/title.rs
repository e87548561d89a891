//! Titles of articles that have none: the name of their file, or how their text begins where the name says nothing.
//!
//! Owns which names say nothing, and where a long line is cut. Does not own where a format keeps its titles.

use std::path::Path;

use super::{date, sanitize};
use crate::article::{Article, Format};

/// Characters of a text that serve as its title.
const LONGEST: usize = 80;
/// Characters that a name of hexadecimal digits has at least to be taken for a number and not for a word, as `decade` is.
const FEWEST_DIGITS: usize = 8;

/// A title for an article that has none. `is_alone`: whether it is the only one of its file.
pub(super) fn of(article: &Article, name: &Path, is_alone: bool) -> String {
    let stem = name.file_stem().unwrap_or(name.as_os_str());
    let stem = sanitize::line(&stem.to_string_lossy());
    // A message that was saved by a person is named for what is in it; one of a mail program is not.
    let is_mail = article.format == Format::Mail;
    let is_saved = !is_mail || name.extension().is_some_and(|extension| extension == "eml");
    if is_alone && is_saved && says_something(&stem) {
        return stem;
    }
    let words = first_words(article.body.text());
    words.unwrap_or_else(|| match stem {
        _ if is_mail => "No subject".to_owned(),
        stem if stem.is_empty() => "Untitled".to_owned(),
        stem => stem,
    })
}

/// Whether a name tells people anything: a number does not, unless it is a year or a date, nor does the name of standard
/// input.
fn says_something(stem: &str) -> bool {
    let is_number = stem.chars().all(|char| char.is_ascii_digit());
    let is_hash = stem.chars().count() >= FEWEST_DIGITS
        && stem.contains(|char: char| char.is_ascii_digit())
        && stem
            .chars()
            .all(|char| char.is_ascii_hexdigit() || char == '-');
    let is_year = is_number && stem.len() == 4;
    is_year || date::parse(stem).is_some() || !(is_number || is_hash || stem == "-")
}

/// The beginning of a text's first line.
pub(super) fn first_words(text: &str) -> Option<String> {
    let line = text.lines().find(|line| !line.trim().is_empty())?;
    Some(shortened(sanitize::line(line), LONGEST))
}

/// A line that is not longer than some characters: cut between words if it can be.
pub(super) fn shortened(line: String, most: usize) -> String {
    let Some((end, _)) = line.char_indices().nth(most) else {
        return line;
    };
    let head = &line[..end];
    let end = head
        .rfind(' ')
        .filter(|space| space * 2 > end)
        .unwrap_or(end);
    format!(
        "{}…",
        line[..end].trim_end_matches([' ', ',', ';', ':', '.', '–', '—'])
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    fn titles(name: &str, text: &str) -> Vec<String> {
        let parsed = parse::parse(Path::new(name), text.as_bytes());
        let titles = parsed.articles.into_iter();
        titles.map(|article| article.title).collect()
    }

    fn title(name: &str, text: &str) -> String {
        titles(name, text).remove(0)
    }

    const TEXT: &str = "The cranes stood still at nine, and the water was black. Two boats came in after ten, and the \
        pilots went home; the lamps along the quay burned on until the morning came.\n";

    #[test]
    fn an_article_without_a_title_has_its_files_name() {
        for name in ["news/storm.txt", "news/storm.md"] {
            assert_eq!(title(name, ""), "storm");
            assert_eq!(title(name, "\u{feff}"), "storm");
            assert_eq!(title(name, TEXT), "storm");
        }
        assert_eq!(title("a\u{1b}b\n.txt", "\n\n"), "a\u{fffd}b");
        assert_eq!(title("\u{202e}.txt", ""), "Untitled");
    }

    #[test]
    fn a_name_that_says_nothing_gives_way_to_the_texts_first_words() {
        let expected =
            "The cranes stood still at nine, and the water was black. Two boats came in…";
        for name in [
            "4219d096902dad9f.txt",
            "b4cc7a0e-dead-4bef-8eef-0123456789ab.md",
            "000042.txt",
            "-",
        ] {
            assert_eq!(title(name, TEXT), expected, "{name}");
        }
        assert_eq!(title("4219d096902dad9f.txt", ""), "4219d096902dad9f");
    }

    #[test]
    fn a_year_a_date_and_a_word_say_something() {
        for name in ["1984", "2026-11-20", "decade", "IMG_0042"] {
            assert_eq!(title(&format!("{name}.txt"), TEXT), name);
        }
    }

    #[test]
    fn a_message_without_a_subject_begins_with_its_title() {
        let mail = "From ann@a.example Fri Oct  2 10:00:00 2026\nFrom: ann@a.example\nDate: today\nMessage-ID: <1>\n\n";
        let (rose, silent) = (format!("{mail}The sea rose.\n\n"), mail.to_owned());
        assert_eq!(
            titles("letters", &(rose.clone() + &silent)),
            ["The sea rose.", "No subject"]
        );
        let (_, letter) = rose.split_once('\n').unwrap();
        assert_eq!(title("1587024000.M1P2.host:2,S", letter), "The sea rose.");
        assert_eq!(title("Letter from Ann.eml", letter), "Letter from Ann");
    }

    #[test]
    fn a_long_line_is_cut_between_words() {
        assert_eq!(shortened("one two three".into(), 9), "one two…");
        assert_eq!(shortened("one two".into(), 7), "one two");
        assert_eq!(shortened("日本の鉄道".into(), 3), "日本の…");
    }
}
