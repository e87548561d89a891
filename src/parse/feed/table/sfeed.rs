//! The files of sfeed, which keeps a feed as a table without heads: `sfeed(5)`.
//!
//! An item a line, its fields parted by tabs: the seconds since 1970, title, address, text, `html` or `plain`, identifier,
//! author, enclosure and, since version 1.0, categories. A file is named for its feed, with no ending of its own.

use std::{borrow::Cow, path::Path};

use jiff::{Timestamp, tz::Offset};

use crate::{
    article::{Format, When},
    parse::{
        Parsed,
        feed::{
            ended,
            fields::{Attachment, Fields, Kind},
            left_out, line_of, people,
            stories::Stories,
            story::Publication,
            text::{Form, Text},
        },
        field,
    },
};

/// Fields of a line at least, and at most as of today.
const FEWEST: usize = 8;
const MOST: usize = 9;
/// Lines in which the first item has to stand.
const SAMPLE: usize = 3;
/// Bytes of a line that tell an item where the rest of it was cut off.
const LONG: usize = 4 * 1024;
/// Endings that say no more than that it is a table.
const ENDINGS: [&str; 3] = [".tsv", ".txt", ".csv"];

/// Whether a text is a file of sfeed's. This is asked of every text, and answered for nearly all by the first byte of a line.
pub(super) fn is_one(text: &str) -> bool {
    let mut rest = text;
    for _ in 0..SAMPLE {
        let begins = matches!(rest.as_bytes(), [b'0'..=b'9' | b'\t' | b'-', ..]);
        let end = || memchr::memchr(b'\n', rest.as_bytes());
        if begins && is_item(&rest[..end().unwrap_or(rest.len())]) {
            return true;
        }
        let Some(end) = end() else {
            break;
        };
        rest = &rest[end + 1..];
    }
    false
}

/// Whether a line is an item and nothing else.
fn is_item(line: &str) -> bool {
    let fields: Vec<&str> = line.split('\t').take(MOST + 1).collect();
    let is_long = line.len() > LONG && fields.len() > 3;
    if !is_time(fields[0]) || !(is_long || (FEWEST..=MOST).contains(&fields.len())) {
        return false;
    }
    let (link, kind) = (fields[2], fields.get(4).copied().unwrap_or_default());
    let has_link = field::is_address(link);
    (has_link || link.is_empty())
        && matches!(kind, "" | "html" | "plain")
        && (has_link || !kind.is_empty())
}

fn is_time(field: &str) -> bool {
    let digits = field.strip_prefix('-').unwrap_or(field);
    digits.bytes().all(|byte| byte.is_ascii_digit())
}

pub(super) fn parse(name: &Path, text: &str) -> Parsed {
    let mut feed = Fields::default();
    if let Some(title) = title(name).and_then(|title| Text::new(title.into(), Form::Plain)) {
        feed.title.offer(0, title);
    }
    let mut stories = Stories::new(Publication::new(&feed, Format::JsonFeed));
    let (mut place, mut damaged, mut cut) = (0, None, None);
    for line in text.split('\n') {
        match item(line) {
            Some(fields) if !fields.is_blank() => stories.push(fields, Some(place)),
            _ if line.trim().is_empty() => {}
            _ if place + line.len() == text.len() => cut = Some(place),
            _ => damaged = damaged.or(Some(place)),
        }
        place += line.len() + 1;
    }
    let mut parsed = stories.told(name, text);
    let remedy = "fetch the feed again";
    let damaged = damaged.map(|place| left_out(name, line_of(text, place), remedy));
    let cut = cut.map(|place| ended(name, line_of(text, place), remedy));
    parsed.problems.extend(damaged.into_iter().chain(cut));
    parsed
}

/// The name of the feed, which is that of its file.
fn title(name: &Path) -> Option<String> {
    let name = crate::parse::visible(&name.file_name()?.to_string_lossy());
    let bare = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending));
    let title = bare.unwrap_or(&name);
    (!matches!(title, "" | "-")).then(|| title.to_owned())
}

/// What a line says, if it is an item.
fn item(line: &str) -> Option<Fields<'_>> {
    let mut parts = line.split('\t');
    let mut count = 0;
    let mut next = || {
        let field = parts.next();
        count += usize::from(field.is_some());
        field.unwrap_or_default()
    };
    let said = |field: &'_ str| !field.trim().is_empty();
    let (time, title, link, content) = (next(), next(), next(), next());
    let (kind, id, author, enclosure, categories) = (next(), next(), next(), next(), next());
    if count < FEWEST || !is_time(time) {
        return None;
    }
    let mut fields = Fields::default();
    if let Some(moment) = time
        .parse()
        .ok()
        .and_then(|n| Timestamp::from_second(n).ok())
    {
        fields.published.offer(0, When::Moment(moment, Offset::UTC));
    }
    if let Some(title) = Text::new(Cow::Borrowed(title), Form::Plain) {
        fields.title.offer(0, title);
    }
    let form = match kind {
        "html" => Form::Html,
        "plain" => Form::Lines,
        _ => Form::Loose,
    };
    if let Some(text) = Text::new(unescaped(content), form) {
        fields.content.offer(0, text);
    }
    if said(link) {
        fields.link.offer(0, Cow::Borrowed(link));
    }
    if said(id) {
        fields.guid.offer(0, Cow::Borrowed(id));
    }
    if let Some(author) = people::name(author) {
        fields.credit(0, author);
    }
    if said(enclosure) {
        fields.attach(Attachment {
            kind: Kind::tell("", enclosure),
            address: Cow::Borrowed(enclosure),
            title: None,
            width: 0,
        });
    }
    let categories = categories.split('|').filter(|subject| said(subject));
    fields.subjects.extend(categories.map(Cow::Borrowed));
    Some(fields)
}

/// A text with its own line ends, tabs and backslashes. sfeed's programs drop other characters behind a backslash; they are
/// kept here, as nothing says what they were.
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        let meant = match (char, chars.clone().next()) {
            ('\\', Some('n')) => '\n',
            ('\\', Some('t')) => '\t',
            ('\\', Some('\\')) => '\\',
            _ => {
                plain.push(char);
                continue;
            }
        };
        plain.push(meant);
        chars.next();
    }
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_escaped_is_as_it_was() {
        for (escaped, plain) in [
            ("a\\nb\\tc\\\\n", "a\nb\tc\\n"),
            ("C:\\\\new", "C:\\new"),
            ("odd \\z and \\", "odd \\z and \\"),
        ] {
            assert_eq!(unescaped(escaped), plain);
        }
    }

    #[test]
    fn only_lines_with_the_fields_of_an_item_are_items() {
        for line in [
            "1615883400\tFog\thttps://a.example/\t\t\t\t\t",
            "\tFog\t\t<p>Fog</p>\thtml\t1\tAnn\t\tsea|air",
        ] {
            assert!(is_item(line), "{line}");
            assert!(!is_item(&format!("{line}\t\t")), "{line}");
            assert!(!is_item(&format!("Fog {line}")), "{line}");
        }
        for line in [
            "",
            "1\t2\t3\t4\t5\t6\t7\t8",
            "12\t\t\t\t\t\t\t",
            "2024 was dry.",
        ] {
            assert!(!is_item(line), "{line}");
        }
    }
}
