//! What becomes of files: whatever their line ends, their encoding and their shape, they are articles, and nothing of
//! them is lost.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;

use newsstand::{
    article::{Article, Outcome},
    fold::fold,
    parse::{self, Parsed},
};
use proptest::prelude::*;

fn parse(bytes: impl AsRef<[u8]>) -> Parsed {
    parse::parse(Path::new("The tide.txt"), bytes.as_ref())
}

fn article(bytes: impl AsRef<[u8]>) -> Article {
    parse(bytes).articles.into_iter().next().unwrap()
}

#[test]
fn an_empty_file_goes_by_its_name_and_says_so() {
    for bytes in ["", "\u{feff}", " \n\r\n \t "] {
        let parsed = parse(bytes);
        assert_eq!(parsed.articles[0].title, "The tide", "{bytes:?}");
        assert_eq!(parsed.articles[0].body.text(), "", "{bytes:?}");
        assert_eq!(parsed.problems[0].outcome, Outcome::Guessed, "{bytes:?}");
    }
}

#[test]
fn a_title_alone_is_an_article() {
    let alone = article("Ships queue at the canal");
    assert_eq!(
        (alone.title.as_str(), alone.body.text()),
        ("Ships queue at the canal", "")
    );
}

#[test]
fn a_field_for_dates_may_count_seconds_days_or_weeks_and_a_line_of_a_text_may_not() {
    let words = "The ships wait for the tide to turn. ".repeat(20);
    let rss = |date: &str| {
        let item = format!(
            "<item><title>The tide</title><pubDate>{date}</pubDate><description>{words}</description></item>"
        );
        (
            "tide.xml",
            format!("<rss version='2.0'><channel><title>A</title>{item}</channel></rss>"),
        )
    };
    let json = |date: &str| {
        let item = format!(
            r#"{{"id": "1", "title": "The tide", "content_text": "{words}", "date_published": {date}}}"#
        );
        (
            "tide.json",
            format!(
                r#"{{"version": "https://jsonfeed.org/version/1.1", "title": "A", "items": [{item}]}}"#
            ),
        )
    };
    let markdown = |date: &str| {
        (
            "tide.md",
            format!("---\ntitle: The tide\ndate: {date}\n---\n\n{words}\n"),
        )
    };
    let page = |head: &str| {
        let body = format!("<article><h1>The tide</h1><p>{words}</p></article>");
        (
            "tide.html",
            format!("<html><head><title>The tide</title>{head}</head><body>{body}</body></html>"),
        )
    };
    let meta = |date: &str| {
        page(&format!(
            "<meta property='article:published_time' content='{date}'>"
        ))
    };
    let data = |date: &str| {
        page(&format!(
            r#"<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": {date}}}</script>"#
        ))
    };
    for (name, text) in [
        rss("1587031200"),
        rss("2020-107"),
        json("1587031200"),
        json("\"2020-W16-4\""),
        markdown("1587031200"),
        markdown("2020-107"),
        meta("1587031200000"),
        meta("2020-W16-4"),
        data("1587031200"),
    ] {
        let parsed = parse::parse(Path::new(name), text.as_bytes());
        let published = parsed.articles[0]
            .published
            .as_ref()
            .map(ToString::to_string);
        assert!(
            published.is_some_and(|day| day.starts_with("2020-04-16")),
            "{text}"
        );
    }
    for number in ["1587031200", "2020-107"] {
        let text = format!("The tide\n\n{number}\n\n{words}\n");
        assert_eq!(article(&text).published, None, "{text}");
    }
}

#[test]
fn a_text_is_the_same_in_every_encoding() {
    let text = "Zürich zählt\n\nDie Straßenbahnen fahren übers Eis, und „niemand“ weiß, warum das schön ist.\n";
    let utf_16 =
        |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let expected = article(text);
    let marked = [&[0xef, 0xbb, 0xbf], text.as_bytes()].concat();
    let little = [vec![0xff, 0xfe], utf_16(u16::to_le_bytes)].concat();
    let big = [vec![0xfe, 0xff], utf_16(u16::to_be_bytes)].concat();
    let old: Vec<u8> = text
        .chars()
        .map(|char| match char {
            '„' => 0x84,
            '“' => 0x93,
            char => u8::try_from(u32::from(char)).unwrap(),
        })
        .collect();
    for bytes in [marked, little, big, utf_16(u16::to_le_bytes), old] {
        assert_eq!(article(&bytes), expected, "{bytes:?}");
    }
}

#[test]
fn a_binary_is_left_out_with_a_reason() {
    for bytes in [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(),
        b"%PDF-1.7\n\xe2\xe3",
        b"\x7fELF\x02\x01\x01\0",
    ] {
        let parsed = parse(bytes);
        assert_eq!(parsed.articles, []);
        assert_eq!(parsed.problems[0].outcome, Outcome::Skipped);
        assert!(!parsed.problems[0].reason.is_empty() && !parsed.problems[0].remedy.is_empty());
    }
}

/// Articles as people save them: a title, paragraphs, now and then a list or a tail.
#[test]
fn a_date_that_does_not_exist_is_told_once_a_file_and_left_out() {
    let day = "30 February 2025";
    let rss = format!(
        "<rss><channel>\n<item><title>A</title><pubDate>1 Mar 2025</pubDate></item>\n{}</channel></rss>",
        format!("<item><title>B</title><pubDate>{day}</pubDate></item>\n").repeat(50)
    );
    let json = format!(
        "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [{{\"id\": \"1\", \"date_published\": \"{day}\"}}]}}"
    );
    let mail = format!("From: Ann <ann@a.example>\nSubject: A\nDate: {day}\n\nText.\n");
    let line = "From a Thu Apr 16 12:30:00 2020\n";
    let page =
        format!("<!doctype html><title>A</title><meta name=date content='{day}'><p>Text.</p>");
    for (name, text, place) in [
        ("a.rss", rss.clone(), Some(3)),
        ("a.json", json.clone(), None),
        ("a.eml", mail.clone(), None),
        ("a.mbox", format!("{line}{mail}\n").repeat(3), Some(2)),
        ("a.html", page.clone(), None),
        (
            "a.md",
            format!("---\ntitle: A\ndate: {day}\n---\n\nText.\n"),
            None,
        ),
    ] {
        let parsed = parse::parse(Path::new(name), text.as_bytes());
        assert_eq!(parsed.articles.last().unwrap().published, None, "{name}");
        let told: Vec<_> = parsed
            .problems
            .iter()
            .map(|problem| &problem.reason)
            .collect();
        assert_eq!(told.len(), 1, "{name}: {told:?}");
        assert!(told[0].contains("\"30 February 2025\""), "{name}: {told:?}");
        assert_eq!(parsed.problems[0].line, place, "{name}");
        assert_eq!(parsed.problems[0].remedy, "correct the date");
    }
    let received = "Received: from a by b; Sat, 1 Mar 2025 10:00:00 +0000\n";
    let arrived = parse::parse(Path::new("a.eml"), format!("{received}{mail}").as_bytes());
    assert!(arrived.articles[0].published.is_some());
    assert_eq!(
        arrived.problems,
        [],
        "when it came in stands for when it was sent"
    );
}

fn texts() -> impl Strategy<Value = String> {
    let sentence = "[A-Z][a-zäé]{2,9}( [a-z’ß]{1,10}){3,14}[.?]";
    let paragraph = prop::collection::vec(sentence, 1..4).prop_map(|sentences| sentences.join(" "));
    let item = "- [a-z]{3,8} [a-z]{3,8}";
    let block = prop_oneof![6 => paragraph.boxed(), 1 => prop::collection::vec(item, 2..4).prop_map(|items| items.join("\n")).boxed()];
    let tail = prop_oneof![
        Just(String::new()),
        Just("\n\nPopular posts from this blog\n\nOne more\n\nAnother one\n".to_owned())
    ];
    (
        "[A-Z][a-z]{3,9}( [a-z]{2,9}){2,6}",
        prop::collection::vec(block, 1..6),
        tail,
    )
        .prop_map(|(title, blocks, tail)| format!("{title}\n\n{}\n{tail}", blocks.join("\n\n")))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn line_ends_make_no_difference(text in texts()) {
        let expected = article(&text);
        prop_assert_eq!(&article(text.replace('\n', "\r\n")), &expected);
        prop_assert_eq!(&article(text.replace('\n', "\r")), &expected);
        prop_assert_eq!(&article(text.trim_end()), &expected);
        prop_assert_eq!(&article(format!("\u{feff}{text}")), &expected);
    }

    #[test]
    fn no_break_spaces_change_no_word(text in texts()) {
        let expected = article(&text);
        let spaced = article(text.replace(". ", ".\u{a0} "));
        prop_assert_eq!(fold(spaced.body.text()), fold(expected.body.text()));
        prop_assert_eq!(spaced.boilerplate, expected.boilerplate);
    }

    #[test]
    fn cutting_a_file_anywhere_loses_nothing_before_the_cut(text in texts(), share in 0.0_f64..1.0) {
        let cut = (0..=text.len()).rev().filter(|at| text.is_char_boundary(*at));
        let cut = cut.min_by_key(|at| at.abs_diff((text.len() as f64 * share) as usize)).unwrap();
        let found = article(&text[..cut]);
        let whole = [found.title.as_str(), found.body.text(), &found.boilerplate.join(" ")].join(" ");
        let whole = fold(&whole);
        for word in fold(&text[..cut]).split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()) {
            prop_assert!(whole.contains(word), "{word:?} of {:?}", &text[..cut]);
        }
    }
}
