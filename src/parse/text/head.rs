//! What stands above an article's text and is not part of it: title, byline, date.
//!
//! Owns which lines these are. Does not own how dates are written (`date`).

use super::is_longer;
use crate::{
    article::{Article, is_of_a_page},
    parse::{credit, date, field, sanitize},
};

/// Characters of a line that is too long to be a title.
const LONGEST_TITLE: usize = 160;

/// Characters of a line that is too long to be a byline.
const LONGEST_BYLINE: usize = 60;

/// Lines at either end of a text among which a byline and a date are looked for.
const REACH: usize = 5;

/// Lines at either end of a text among which its address is looked for.
const NEAR: usize = 3;

/// Bytes of an address that may be the article's.
const LONGEST_ADDRESS: usize = 2048;

/// What may stand before the address of the article itself, in lower case.
const OWN: &[&str] = &[
    "url",
    "link",
    "permalink",
    "article url",
    "original",
    "original article",
    "original url",
    "retrieved from",
    "read the original",
    "read the original at",
];

/// What does so above a text, while below it stands what its data, or its facts, are from. Several texts may name the same.
const FROM: &[&str] = &["source", "source url", "from", "quelle", "fuente", "fonte"];

/// How sentences end that have an address behind them: "This article was originally published at".
const ORIGINALLY: &[&str] = &[
    "originally published at",
    "originally published on",
    "originally appeared at",
    "originally appeared on",
    "originally posted at",
    "originally posted on",
    "first published at",
    "first published on",
    "first appeared at",
    "first appeared on",
];

/// Bytes of the longest sentence before an address.
const LONGEST_LABEL: usize = 80;

/// The words that bylines begin with, in lower case.
const BY: &[&str] = &["by", "von", "por", "par"];

/// Agencies and broadcasters that sign behind a name, in capitals; more words may follow: "BBC News".
const AGENCIES: &[&str] = &[
    "REUTERS",
    "AP",
    "AFP",
    "UPI",
    "DPA",
    "EFE",
    "ANSA",
    "TASS",
    "PTI",
    "ANI",
    "IANS",
    "XINHUA",
    "KYODO",
    "YONHAP",
    "BLOOMBERG",
    "BBC",
    "CNN",
    "NPR",
    "CBC",
    "CBS",
    "NBC",
    "ABC",
    "VOA",
    "RFI",
    "DW",
];

/// What the names of other papers and of their people's posts end with, in capitals.
const PAPERS: &[&str] = &[
    "PRESS",
    "TIMES",
    "POST",
    "HERALD",
    "TRIBUNE",
    "GAZETTE",
    "CHRONICLE",
    "GUARDIAN",
    "WRITER",
    "REPORTER",
    "CORRESPONDENT",
    "COLUMNIST",
    "EDITOR",
];

/// The one line among the first that is the address of a page and nothing else, and that address.
pub(super) fn address<'a>(lines: &[&'a str]) -> Option<(usize, &'a str)> {
    let (at, _, address) = only_address(lines.iter().enumerate())?;
    Some((at, address))
}

/// The same among the last ones, where a label says that it is the article's: others are references.
pub(super) fn address_below<'a>(lines: &[&'a str]) -> Option<&'a str> {
    let (_, label, address) = only_address(lines.iter().enumerate().rev())?;
    is_own(&label).then_some(address)
}

/// The one line among some that is an address or has no more than a label before it: its place, the label, the address. Of
/// several, none is the article's own.
fn only_address<'l, 'a: 'l>(
    lines: impl Iterator<Item = (usize, &'l &'a str)>,
) -> Option<(usize, String, &'a str)> {
    let filled = lines.filter(|(_, line)| !line.is_empty()).take(NEAR);
    let mut found = filled.filter_map(|(at, line)| {
        let (label, address) = labelled_address(line.trim())?;
        Some((at, label, address))
    });
    let first = found.next();
    first.filter(|_| found.next().is_none())
}

/// The label, in lower case, and the address of a line that is the address of a page.
fn labelled_address(line: &str) -> Option<(String, &str)> {
    let (label, address) = line.rsplit_once(' ').unwrap_or(("", line));
    let address = address.trim_start_matches('<').trim_end_matches(['>', '.']);
    let is_address =
        address.len() <= LONGEST_ADDRESS && field::is_address(address) && is_of_a_page(address);
    if !is_address || label.len() > LONGEST_LABEL {
        return None;
    }
    let label = label.trim_end().to_lowercase();
    let label = label.strip_suffix(':').unwrap_or(&label).trim_end();
    let is_label = label.is_empty() || is_own(label) || FROM.contains(&label);
    is_label.then(|| (label.to_owned(), address))
}

fn is_own(label: &str) -> bool {
    OWN.contains(&label) || ORIGINALLY.iter().any(|end| label.ends_with(end))
}

/// Takes the line of the title out, which becomes empty, with a rule below it. Nothing, where no line is one.
pub(super) fn take_title(lines: &mut [&str]) -> String {
    let Some(at) = title(lines) else {
        return String::new();
    };
    let title = sanitize::line(without_marks(lines[at]));
    lines[at] = "";
    if let Some(line) = lines.get_mut(at + 1).filter(|line| is_rule(line)) {
        *line = "";
    }
    title
}

/// Reads byline and date of a text, as far as the article does not have them yet, and takes their lines out, they become
/// empty. Those are returned that have to be folded instead: they say more than the fields which were read from them, as
/// the hour of a date, or "Texto de" before a name.
pub(super) fn take(lines: &mut [&str], article: &mut Article) -> Vec<usize> {
    let mut told = Vec::new();
    let filled = || {
        lines
            .iter()
            .enumerate()
            .filter(|(_, line)| !line.is_empty())
            .map(|(at, _)| at)
    };
    let (first, last): (Vec<usize>, Vec<usize>) = (
        filled().take(REACH).collect(),
        filled().rev().take(REACH).collect(),
    );
    for at in first.into_iter().chain(last) {
        let line = lines[at].trim();
        if article.byline.is_none()
            && !is_longer(line, LONGEST_BYLINE)
            && let Some(name) = byline(line).or_else(|| signature(line))
        {
            article.byline = Some(sanitize::line(name));
            let label = line.strip_suffix(name).unwrap_or_default();
            if !matches!(
                label.trim().to_ascii_lowercase().as_str(),
                "" | "by" | "by:"
            ) {
                told.push(at);
                continue;
            }
        } else if article.published.is_none()
            && let Some(when) = date::parse(line)
        {
            article.published = Some(when);
            if !date::is_bare_day(line) {
                // Its place is among the folded lines, from where it is taken out.
                told.push(at);
                continue;
            }
        } else {
            continue;
        }
        lines[at] = "";
    }
    told
}

/// A heading without the marks that Markdown has before it.
fn without_marks(line: &str) -> &str {
    let line = line.trim_start();
    let heading = line.trim_start_matches('#');
    match heading.strip_prefix(' ').map(str::trim_start) {
        Some(heading) if line.starts_with('#') && !heading.is_empty() => heading,
        _ => line,
    }
}

/// The first line, if it is short and stands for itself.
fn title(lines: &[&str]) -> Option<usize> {
    let at = lines.iter().position(|line| !line.is_empty())?;
    let line = lines[at].trim();
    let next = lines.get(at + 1).map_or("", |line| line.trim());
    let length = line.chars().count();
    let has_words = line.contains(char::is_alphanumeric);
    let is_address = !line.contains(' ') && (line.contains('@') || line.contains("://"));
    let is_other = is_address
        || super::is_quoted(line)
        || byline(line).is_some()
        || date::parse(line).is_some();
    if length >= LONGEST_TITLE || !has_words || is_other {
        return None;
    }
    let stands_alone = (next.is_empty() || is_rule(next)) && !is_prose(line, length);
    // Without a blank line below, only what looks unlike the text is a title: short, and no sentence.
    let is_head = length < 100
        && !line.ends_with(['.', ',', ';', ':', '!', '"', '”'])
        && (next.chars().count() > 2 * length
            || byline(next).is_some()
            || signature(next).is_some()
            || date::parse(next).is_some());
    (stands_alone || is_head).then_some(at)
}

/// Whether a line is drawn below a heading.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    let is_drawn = |mark| line.len() >= 3 && line.chars().all(|char| char == mark);
    ['=', '-', '~', '*', '_', '─', '═']
        .into_iter()
        .any(is_drawn)
}

/// Whether a line is rather a short paragraph: sentences that end with a full stop.
fn is_prose(line: &str, length: usize) -> bool {
    let sentences = line.match_indices([' ', '\u{a0}']).filter(|(at, _)| {
        let (before, after) = (&line[..*at], line[*at..].trim_start());
        before.ends_with(['.', '!', '?', '”', '"'])
            && after.starts_with(char::is_uppercase)
            && before
                .split(' ')
                .next_back()
                .is_some_and(|word| word.chars().count() > 4)
    });
    line.ends_with('.')
        && !line.ends_with("..")
        && length > 60
        && (length > 100 || sentences.count() > 0)
}

/// The name in a byline: `By Ann Sample`, `By ANN SAMPLE, Agency`; not `By Tuesday the sea had risen.`
pub(super) fn byline<'a>(line: &'a str) -> Option<&'a str> {
    if is_longer(line, LONGEST_BYLINE) {
        return None;
    }
    let by = |line: &'a str| {
        let (by, name) = line.split_once([' ', '\u{a0}'])?;
        BY.iter()
            .any(|word| word.eq_ignore_ascii_case(by))
            .then_some(name)
    };
    let name = credit::labelled(line).or_else(|| by(line))?.trim();
    let is_by = line.starts_with(|char: char| !char.is_lowercase());
    let mut words = name.split_whitespace();
    let first = words.next()?;
    let is_sentence = name.ends_with(['.', '!', '?', ':', ';']) && !ends_with_initial(name);
    let is_time =
        date::is_weekday(first) || (date::is_month(first) && words.clone().next().is_none());
    let is_people = is_capital(first) && words.all(|word| is_capital(word) || is_particle(word));
    (is_by && is_people && !is_sentence && !is_time).then_some(name)
}

/// A byline without "By": `Ann Sample, Reuters`, `Ann Sample, Staff Writer`. A name of two words to four, and what the
/// agency, paper or post behind the comma is known by: "Sample Town, Sample County" is a place.
pub(super) fn signature(line: &str) -> Option<&str> {
    if is_longer(line, LONGEST_BYLINE) {
        return None;
    }
    let (name, source) = line.split_once(", ")?;
    let is_of_name = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word
                .chars()
                .all(|char| char.is_alphabetic() || "-'’.".contains(char))
            && !date::is_weekday(word)
            && !date::is_month(word)
    };
    let (first, last) = name.split_once(' ')?;
    let is_name = is_of_name(first)
        && last
            .split(' ')
            .all(|word| is_of_name(word) || is_particle(word))
        && last.split(' ').next_back().is_some_and(is_of_name)
        && last.split(' ').count() <= 3;
    let known =
        |words: &[&str], word: &str| words.iter().any(|known| known.eq_ignore_ascii_case(word));
    let begins = |word: &str| known(AGENCIES, word);
    let ends = |word: &str| known(PAPERS, word);
    let mut words = source.split(' ');
    let is_source = words.clone().count() <= 4
        && words
            .clone()
            .all(|word| is_of_name(word) || is_particle(word))
        && (words.next().is_some_and(begins) || source.split(' ').next_back().is_some_and(ends));
    (is_name && is_source).then_some(line)
}

/// Names are capitals throughout, but for what joins them. Scripts without capitals pass, numbers do not.
fn is_capital(word: &str) -> bool {
    let first = word.chars().find(|char| char.is_alphanumeric());
    first.is_none_or(|char| !char.is_lowercase() && !char.is_numeric())
}

/// Whether the last word is an abbreviation: "Jr.", "U.S.".
fn ends_with_initial(name: &str) -> bool {
    let last = name.split(' ').next_back().unwrap_or_default();
    last.matches('.').count() > 1 || last.chars().count() <= 3
}

fn is_particle(word: &str) -> bool {
    matches!(
        word.trim_end_matches(','),
        "and"
            | "und"
            | "et"
            | "y"
            | "e"
            | "de"
            | "da"
            | "do"
            | "dos"
            | "del"
            | "della"
            | "der"
            | "den"
            | "di"
            | "du"
            | "la"
            | "le"
            | "van"
            | "von"
            | "zu"
            | "al"
            | "el"
            | "bin"
            | "in"
            | "of"
            | "for"
            | "with"
            | "the"
            | "ten"
            | "ter"
            | "al-"
            | "ibn"
            | "en"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byline_names_people() {
        assert_eq!(byline("By Ann Sample"), Some("Ann Sample"));
        assert_eq!(
            byline("BY ANN SAMPLE AND BOB DE VRIES"),
            Some("ANN SAMPLE AND BOB DE VRIES")
        );
        assert_eq!(
            byline("By Ann Sample, Sample Agency"),
            Some("Ann Sample, Sample Agency")
        );
        assert_eq!(byline("By Bob Sample Jr."), Some("Bob Sample Jr."));
        assert_eq!(
            byline("Von Änne Muster und Bodo van der Muster"),
            Some("Änne Muster und Bodo van der Muster")
        );
        assert_eq!(byline("Por José Ejemplo"), Some("José Ejemplo"));
        assert_eq!(byline("Текст: Анна Примерова"), Some("Анна Примерова"));
        assert_eq!(byline("Text: the sea rose"), None);
        assert_eq!(byline("Par Anne L’Exemple"), Some("Anne L’Exemple"));
    }

    #[test]
    fn a_name_and_an_agency_are_a_byline_without_by() {
        for line in [
            "Ann Sample, Reuters",
            "Maja Sample, Reuters",
            "ANN SAMPLE, AP",
            "Ann Sample, BBC News",
            "Bob de Vries, Staff Writer",
            "Ann M. Sample-Muster, The Sample Times",
            "Ann Sample, Science Correspondent",
        ] {
            assert_eq!(signature(line), Some(line));
        }
    }

    #[test]
    fn a_comma_between_capitals_does_not_make_a_byline() {
        for line in [
            "Sample Town, Sample County",
            "Ann Sample, Bob Muster",
            "Sample, Reuters",
            "Paris Monday, Reuters",
            "Ann Sample, Reuters reports",
            "Ann Sample, a correspondent",
            "Boats lost in storm, BBC",
            "Ann Sample, Reuters.com, says No.",
            "Ann Sample, the clerk, wrote to The Times",
        ] {
            assert_eq!(signature(line), None, "{line}");
        }
    }

    #[test]
    fn a_sentence_that_begins_with_by_is_no_byline() {
        for line in [
            "By Tuesday the sea had risen.",
            "By Tuesday",
            "By April 2020",
            "By the Sea",
            "By April",
            "By 2030",
            "By Monday, Ann Sample",
            "By Ann Sample the sea was crossed",
            "By",
            "by Ann Sample",
            "Bypass Opened",
        ] {
            assert_eq!(byline(line), None, "{line}");
        }
    }
}
