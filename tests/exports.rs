//! What other readers, read-later services and programs that store articles export, as a user finds it here.
//!
//! The shapes are theirs, the texts our own.

mod parsed;

use newsstand::article::{Format, Key, Outcome, Problem};
use parsed::{articles, assert_harmless, damaged, date, read, titles, told};
use proptest::prelude::*;

/// Google Reader's API: Takeout, FreshRSS, Inoreader.
const READER: &str = r#"{
  "id": "user/17/state/com.google/starred",
  "title": "Starred by Ines",
  "author": "Ines",
  "self": [{"href": "https://reader.example/api/starred"}],
  "updated": 1700000000,
  "items": [
    {"id": "tag:google.com,2005:reader/item/0001", "crawlTimeMsec": "1700000000123", "timestampUsec": "1700000000123456",
     "categories": ["user/17/state/com.google/read", "user/17/state/com.google/starred", "user/-/label/Sea", "ships"],
     "title": "The ferry is back &amp; running", "published": 1615883400, "updated": 1615890600,
     "canonical": [{"href": "https://harbour.example/news/ferry"}],
     "alternate": [{"href": "https://proxy.example/ferry", "type": "text/html"}],
     "content": {"direction": "ltr", "content": "<p>The <b>ferry</b> sails again, after <a href=\"winter\">the winter</a>.</p>"},
     "author": "Ann Sample",
     "origin": {"streamId": "feed/1", "title": "Harbour News", "htmlUrl": "https://harbour.example/"}},
    {"id": "tag:google.com,2005:reader/item/0002", "title": "Fog", "published": 1615962600,
     "alternate": [{"href": "https://harbour.example/news/fog", "type": "text/html"}],
     "summary": {"content": "Two days of it.<br>And a third."},
     "origin": {"title": "Harbour News"}}
  ]
}
"#;

/// Feedbin's starred articles, and the read-later service's that stores what it fetched.
const STARRED: &str = r#"[
  {"id": 2077, "feed_id": 3, "title": "High water", "author": "Ines Halvorsen", "url": "https://almanac.example/high",
   "content": "<p>It comes <em>late</em>.</p>", "summary": "It comes late.", "published": "2013-02-03T01:00:19.000000Z",
   "created_at": "2014-01-01T00:00:00Z"},
  {"id": 2078, "title": null, "author": null, "url": "https://almanac.example/low", "content": "<p>Low water.</p>",
   "published": "2013-02-04T01:00:19.000000Z"}
]
"#;

const WALLABAG: &str = r#"[{"id": 12, "is_archived": 1, "is_starred": 1, "tags": ["sea", {"id": 4, "label": "Rail ways", "slug": "x"}],
  "title": "Two noons", "url": "https://junction.example/noons", "content": "<p>A day that had two.</p>",
  "created_at": "2020-05-01T10:00:00+0200", "updated_at": "2024-05-01T10:00:00+0200", "published_at": "2003-11-18T12:00:00-0500",
  "published_by": ["Wren Okafor", "Ann Sample"], "mimetype": "text/html", "language": "en_GB", "reading_time": 1,
  "domain_name": "junction.example", "annotations": [], "preview_picture": null}]"#;

/// An article a line, as programs store them that fetch many.
const LINES: &str = r#"{"title": "One", "text": "The first text.\n\nIt has two paragraphs.", "url": "https://a.example/1"}
{"title": "Two", "text": "The second {text}, with \"quotes\".", "url": "https://a.example/2"}
{"title": "Three", "text": "The third.", "authors": ["Ann Sample"], "url": "https://a.example/3"}
"#;

#[test]
fn what_google_readers_heirs_export_is_read_as_articles() {
    let articles = articles("starred.json", READER);
    assert_eq!(articles.len(), 2);
    let ferry = &articles[0];
    assert_eq!(ferry.title, "The ferry is back & running");
    assert_eq!(ferry.source.as_deref(), Some("Harbour News"));
    assert_eq!(ferry.byline.as_deref(), Some("Ann Sample"));
    assert_eq!(
        ferry.link.as_deref(),
        Some("https://harbour.example/news/ferry")
    );
    assert_eq!(date(ferry), "2021-03-16T08:30:00+00:00");
    assert!(ferry.updated > ferry.published);
    assert_eq!(
        ferry.body.text(),
        "The ferry sails again, after the winter."
    );
    assert_eq!(
        ferry.body.links()[0].url,
        "https://harbour.example/news/winter"
    );
    assert_eq!(ferry.format, Format::JsonFeed);
    let fog = &articles[1];
    assert_eq!(fog.body.text(), "Two days of it.\nAnd a third.");
    assert_eq!(
        fog.link.as_deref(),
        Some("https://harbour.example/news/fog")
    );
    assert_eq!(fog.byline, None, "whose stars they are is not who wrote it");
}

#[test]
fn what_was_read_or_starred_elsewhere_is_no_tag() {
    assert_eq!(articles("starred.json", READER)[0].tags, ["Sea", "ships"]);
}

#[test]
fn a_list_of_stored_articles_is_read_with_their_own_dates() {
    let articles = articles("starred.json", STARRED);
    let high = &articles[0];
    assert_eq!(high.title, "High water");
    assert_eq!(high.byline.as_deref(), Some("Ines Halvorsen"));
    assert_eq!(high.link.as_deref(), Some("https://almanac.example/high"));
    assert_eq!(date(high), "2013-02-03T01:00:19+00:00");
    assert_eq!(high.body.text(), "It comes late.");
    assert_eq!(
        articles[1].title, "Low water.",
        "one without a title begins with its words"
    );
}

#[test]
fn what_a_read_later_service_exports_keeps_tags_names_and_language() {
    let noons = articles("export.json", WALLABAG).remove(0);
    assert_eq!(noons.tags, ["sea", "Rail ways"]);
    assert_eq!(noons.byline.as_deref(), Some("Wren Okafor and Ann Sample"));
    assert_eq!(noons.lang.as_deref(), Some("en-GB"));
    assert_eq!(noons.source.as_deref(), Some("junction.example"));
    assert_eq!(date(&noons), "2003-11-18T12:00:00-05:00");
    assert_eq!(
        noons.updated, None,
        "when it was filed away is no change of it"
    );
}

#[test]
fn one_article_as_programs_store_it_that_extract_them_is_read_whoever_wrote_it() {
    for (program, object) in [
        (
            "Readability",
            r#"{"title": "A storm", "byline": "By Ann Sample", "dir": null, "lang": "en", "siteName": "The Wire", "length": 9,
                "content": "<div><p>The sea rose.</p><p>Walls held.</p></div>", "textContent": "The sea rose.Walls held.",
                "excerpt": "The sea rose.", "publishedTime": "2024-03-01T10:00:00Z", "url": "https://wire.example/storm"}"#,
        ),
        (
            "trafilatura",
            r#"{"title": "A storm", "author": "Ann Sample", "hostname": "wire.example", "date": "2024-03-01", "tags": "sea;wind",
                "categories": "", "fingerprint": "x", "id": null, "source": "https://wire.example/storm", "comments": "Oh!",
                "source-hostname": "The Wire", "language": "en", "text": "The sea rose.\nWalls held.", "raw_text": "x"}"#,
        ),
        (
            "newspaper",
            r#"{"title": "A storm", "authors": ["Ann Sample"], "text": "The sea rose.\n\nWalls held.", "meta_lang": "en",
                "publish_date": "2024-03-01 10:00:00", "canonical_link": "https://wire.example/storm", "tags": []}"#,
        ),
        (
            "news-please",
            r#"{"authors": ["Ann Sample"], "date_download": "2025-01-01 00:00:00", "date_publish": "2024-03-01 10:00:00",
                "maintext": "The sea rose.\nWalls held.", "source_domain": "wire.example", "text": null, "title": "A storm",
                "language": "en", "url": "https://wire.example/storm"}"#,
        ),
        (
            "schema.org",
            r#"{"@type": "NewsArticle", "headline": "A storm", "articleBody": "The sea rose.\n\nWalls held.",
                "author": {"@type": "Person", "name": "Ann Sample"}, "publisher": {"name": "The Wire"}, "inLanguage": "en",
                "datePublished": "2024-03-01T10:00:00Z", "url": "https://wire.example/storm"}"#,
        ),
        (
            "WordPress",
            r#"{"id": 7, "date": "2024-03-01T10:00:00", "guid": {"rendered": "https://wire.example/?p=7"}, "author": 1, "lang": "en",
                "link": "https://wire.example/storm", "title": {"rendered": "A storm"}, "categories": [3], "creator": "Ann Sample",
                "content": {"rendered": "<p>The sea rose.</p>\n<p>Walls held.</p>", "protected": false}}"#,
        ),
        (
            "feedparser",
            r#"{"feed": {"title": "The Wire"}, "entries": [{"title": "A storm", "author": "Ann Sample", "language": "en",
                "content": [{"type": "text/html", "value": "<p>The sea rose.</p><p>Walls held.</p>"}], "summary": "Of the sea.",
                "link": "https://wire.example/storm", "published": "Fri, 01 Mar 2024 10:00:00 GMT"}]}"#,
        ),
        (
            "MongoDB",
            r#"{"_id": {"$oid": "x"}, "title": "A storm", "body": "The sea rose.\n\nWalls held.", "author": "Ann Sample", "lang": "en",
                "published_at": {"$date": "2024-03-01T10:00:00Z"}, "link": "https://wire.example/storm"}"#,
        ),
    ] {
        let storm = articles("storm.json", object).remove(0);
        assert_eq!(storm.title, "A storm", "{program}");
        assert_eq!(
            storm.body.text(),
            "The sea rose.\n\nWalls held.",
            "{program}"
        );
        assert_eq!(storm.byline.as_deref(), Some("Ann Sample"), "{program}");
        let link = storm.link.as_deref();
        assert_eq!(link, Some("https://wire.example/storm"), "{program}");
        assert!(date(&storm).starts_with("2024-03-01"), "{program}");
        assert_eq!(storm.lang.as_deref(), Some("en"), "{program}");
        let source = match object {
            named if named.contains("The Wire") => Some("The Wire"),
            named if named.contains("source_domain") => Some("wire.example"),
            _ => None,
        };
        assert_eq!(storm.source.as_deref(), source, "{program}");
    }
}

#[test]
fn dates_in_seconds_and_their_parts_are_dates() {
    for written in [
        "1709287200",
        "1709287200.75",
        "1709287200000",
        "1709287200000000",
        "\"1709287200\"",
        "\"2024-03-01T10:00:00Z\"",
    ] {
        let object = format!(r#"{{"title": "A", "text": "B", "published": {written}}}"#);
        let article = articles("a.json", &object).remove(0);
        assert_eq!(date(&article), "2024-03-01T10:00:00+00:00", "{written}");
    }
    let article = articles("a.json", r#"{"title": "A", "text": "B", "published": 0}"#).remove(0);
    assert_eq!(article.published, None);
}

#[test]
fn lines_of_json_are_an_article_each_whatever_their_file_is_called() {
    for name in ["a.jsonl", "a.ndjson", "a.json", "a.txt", "a"] {
        let articles = articles(name, LINES);
        let titles: Vec<_> = articles.iter().map(|article| &article.title).collect();
        assert_eq!(titles, ["One", "Two", "Three"], "{name}");
        let first = articles[0].body.text();
        assert_eq!(first, "The first text.\n\nIt has two paragraphs.", "{name}");
        assert_eq!(articles[2].byline.as_deref(), Some("Ann Sample"), "{name}");
    }
}

#[test]
fn articles_are_found_however_deep_they_lie() {
    let inner =
        r#"{"title": "A storm", "content": "<p>The sea rose.</p>", "url": "https://a.example/1"}"#;
    for outer in [
        format!(r#"{{"total": 1, "entries": [{inner}]}}"#),
        format!(r#"{{"page": 1, "_embedded": {{"items": [{inner}]}}}}"#),
        format!(r#"{{"db": [{{"data": {{"posts": [{inner}]}}}}]}}"#),
        format!(r#"{{"1": {inner}}}"#),
        format!("[[{inner}]]"),
    ] {
        assert_eq!(titles(&read("a.json", &outer)), ["A storm"], "{outer}");
    }
    for about in [
        r#""title": "The Wire""#,
        r#""title": {"content": "The Wire"}, "description": {"content": "News of the sea."}"#,
    ] {
        let named = format!(r#"{{{about}, "entries": [{inner}]}}"#);
        let article = articles("a.json", &named).remove(0);
        assert_eq!(article.title, "A storm");
        assert_eq!(article.source.as_deref(), Some("The Wire"));
    }
}

#[test]
fn plain_text_in_an_export_is_not_taken_for_markup() {
    let object = r#"{"title": "Tags", "text": "Write <b>bold</b> &amp; be done."}"#;
    let article = articles("a.json", object).remove(0);
    assert_eq!(article.body.text(), "Write <b>bold</b> &amp; be done.");
}

#[test]
fn a_whole_page_in_an_export_is_read_as_a_page() {
    let prose = "The sea rose on Monday, and the walls held until the evening. ".repeat(6);
    let page = format!(
        "<!DOCTYPE html><html><body><nav><ul><li><a href='/'>Home</a></li><li><a href='/w'>Weather</a></li></ul></nav>\
         <article><p>{prose}</p><p>{prose}</p></article><footer><p>Imprint</p></footer></body></html>"
    );
    let page = page.replace('\'', "\\\"");
    let stored =
        format!(r#"{{"url": "https://a.example/storm", "title": "A storm", "html": "{page}"}}"#);
    let body = articles("a.json", &stored).remove(0).body;
    assert!(body.text().starts_with("The sea rose"), "{}", body.text());
    assert!(!body.text().contains("Imprint"), "{}", body.text());
    let extracted = stored.replace("\"html\"", "\"text\": \"It rose.\", \"html\"");
    assert_eq!(articles("a.json", &extracted)[0].body.text(), "It rose.");
}

#[test]
fn the_number_that_a_program_gave_an_article_is_not_who_it_is() {
    let article = |id: u32, page: &str| {
        let object = format!(
            r#"{{"id": {id}, "title": "{page}", "content": "B", "url": "https://a.example/{page}"}}"#
        );
        Key::of(&articles("a.json", &object)[0])
    };
    assert_ne!(article(3, "one"), article(3, "two"));
    assert_eq!(article(3, "one"), article(4, "one"));
    let own =
        r#"{"id": "9b74c9897bac770ffc029102a200c5de", "guid": null, "title": "A", "text": "B"}"#;
    assert_eq!(articles("a.json", own)[0].guid, None);
}

fn skipped(name: &str, text: &str) -> Problem {
    let parsed = read(name, text);
    assert_eq!(parsed.articles, [], "{name}: {text}");
    assert_eq!(told(&parsed), [(None, Outcome::Skipped)], "{name}: {text}");
    parsed.problems[0].clone()
}

#[test]
fn json_without_articles_is_skipped_with_a_reason_and_a_remedy() {
    for text in [
        "{}",
        "[]",
        "null",
        "[1, 2]",
        r#"{"name": "x", "version": "1.0.0", "repository": {"type": "git", "url": "https://a.example/x.git"}}"#,
        r#"[{"slug": "a", "title": "A", "description": "About it.", "url": "https://a.example/a", "labels": ["b"]}]"#,
        r#"{"title": "A", "text": ""}"#,
        r#"{"text": "neither title nor address"}"#,
    ] {
        for name in ["x.json", "x.jsonl"] {
            let problem = skipped(name, text);
            assert_eq!(problem.reason, "it is JSON that holds no articles");
            assert!(problem.remedy.contains("leave it out"));
        }
    }
    let nameless = r#"{"name": "x", "version": "1.0.0"}"#;
    assert!(skipped("x", nameless).reason.contains("JSON"));
    let cut = r#"{"title": "A", "content": "<p>It ends"#;
    assert!(skipped("x.json", cut).reason.contains("cut off"));
}

#[test]
fn a_text_that_only_begins_like_json_stays_a_text() {
    for text in [
        "[Update] The ferry is back.\n\nIt sails again.",
        "[\"Hello\", she said.]\n\nThen she left.",
        "{ The editor's note }\n\nIt sails again.",
        "{\"Hello\" was all she said.\n\nThen she left.",
        "{\"title\": \"A head\"}\n\nAnd a text below.",
        "[1] A note.\n[2] Another.",
    ] {
        for name in ["a.txt", "a", "a.text"] {
            let parsed = read(name, text);
            assert_eq!(parsed.articles.len(), 1, "{name}: {text}");
            assert_eq!(parsed.articles[0].format, Format::Text, "{name}: {text}");
        }
    }
    let parsed = read("a.json", "Not found\n");
    assert_eq!(parsed.articles[0].format, Format::Text);
}

#[test]
fn entries_without_a_text_are_counted_and_left_out() {
    let list = r#"[{"title": "A", "url": "https://a.example/a", "content": ""},
        {"title": "B", "url": "https://a.example/b", "content": "Its text."},
        {"title": "C", "url": "https://a.example/c"}]"#;
    let parsed = read("a.json", list);
    assert_eq!(titles(&parsed), ["B"]);
    assert_eq!(told(&parsed), [(None, Outcome::Cut)]);
    let reason = &parsed.problems[0].reason;
    assert_eq!(reason, "2 entries in it hold no text and were left out");
    let one = &read(
        "a.json",
        list.replace(r#""content": """#, r#""content": "A""#),
    )
    .problems[0];
    assert_eq!(one.reason, "an entry in it holds no text and was left out");
    assert_eq!(one.remedy, "read what it names where that was published");
}

#[test]
fn lists_of_links_hold_no_articles_and_say_what_to_do() {
    let bookmarks = "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE>\n<DL><p>\n<DT><A HREF=\"https://a.example/\">A</A>\n</DL>";
    let pocket = "<!DOCTYPE html>\n<html>\n\t<head>\n\t\t<title>Pocket Export</title>\n\t</head>\n\t<body>\n\t\t<h1>Unread</h1>\n\t\t<ul>\n\
                  \t\t\t<li><a href=\"https://a.example/\" time_added=\"1\" tags=\"\">A</a></li>\n\t\t</ul>\n\t</body>\n</html>";
    let table = "title,url,time_added,tags,status\nA,https://a.example/,1717546443,,unread\n";
    for (name, text) in [
        ("bookmarks.html", bookmarks),
        ("bookmarks", bookmarks),
        ("ril_export.html", pocket),
        ("part_000000.csv", table),
        ("a.csv", "URL,Title,Selection,Folder,Timestamp\n"),
    ] {
        let problem = skipped(name, text);
        assert_eq!(
            problem.reason,
            "it is a list of links and holds no articles"
        );
        assert!(!problem.remedy.is_empty());
    }
    let with_texts = "title,url,text\nA,https://a.example/,The sea rose.\n";
    assert_eq!(read("a.csv", with_texts).articles.len(), 1);
}

/// Cuts an export at every byte. `ends` are where its articles end.
fn cut_at_every_byte(name: &str, text: &str, ends: &[usize]) {
    let whole = articles(name, text);
    let is_row = text == LINES;
    assert_eq!(whole.len(), ends.len(), "{name}");
    for cut in 0..text.trim_end().len() {
        let parsed = read(name, &text.as_bytes()[..cut]);
        let complete = ends.iter().filter(|end| **end <= cut).count();
        if complete > 0 {
            assert_eq!(parsed.articles, whole[..complete], "{name} cut at {cut}");
        }
        // Lines are whole behind each of them, a list is only at its end.
        let is_whole = is_row && ends.contains(&text[..cut].trim_end().len());
        let is_said = !parsed.problems.is_empty();
        assert!(is_said || complete == 0 || is_whole, "{name} cut at {cut}");
    }
}

fn ends(text: &str, end: &str) -> Vec<usize> {
    let ends = text.match_indices(end);
    ends.map(|(at, end)| at + end.trim_end().len()).collect()
}

#[test]
fn an_export_cut_at_any_byte_keeps_every_whole_article() {
    cut_at_every_byte("a.json", READER, &ends(READER, "\"}}"));
    cut_at_every_byte("a.json", STARRED, &ends(STARRED, "Z\"}"));
    cut_at_every_byte("a.json", LINES, &ends(LINES, "\"}\n"));
    cut_at_every_byte("a.jsonl", LINES, &ends(LINES, "\"}\n"));
}

#[test]
fn a_damaged_article_of_an_export_costs_no_other() {
    let one = r#"{"title": "One", "content": "First.", "url": "https://a.example/1"}"#;
    let three = r#"{"title": "Three", "content": "Third.", "url": "https://a.example/3"}"#;
    for damage in [
        r#"{"title": "Two \q", "content": "Second."}"#,
        r#"{"title": "Two, "content": "Second."}"#,
        r#"{"title": "Two", "content": "Sec"#,
        r#"{"title": "Two", "content": }"#,
        r#"{"title": "Two", "tags": [{"label": "a"}, {"label": "b"}], "content": x}"#,
    ] {
        for (name, text) in [
            ("a.json", format!("[\n{one},\n{damage},\n{three}\n]")),
            (
                "a.json",
                format!(
                    "{{\"self\": [{{\"href\": \"x\"}}], \"items\": [\n{one},\n{damage},\n{three}\n]}}"
                ),
            ),
            ("a.jsonl", format!("\n{one}\n{damage}\n{three}\n")),
        ] {
            let parsed = read(name, &text);
            assert_eq!(titles(&parsed), ["One", "Three"], "{text}");
            assert_eq!(told(&parsed), [(Some(3), Outcome::Cut)], "{text}");
        }
    }
    let broken = format!("[{one},\n{{\"title\": \"Two\", \"content\": \"Two\nlines.\"}}]");
    assert_eq!(
        titles(&read("a.json", broken)),
        ["One", "Two"],
        "a line end in a string"
    );
}

#[test]
fn a_large_export_is_read_to_its_end() {
    let text = "The tide comes in. ".repeat(5400);
    let items: Vec<String> = (0..200)
        .map(|n| format!("{{\"title\": \"Tide {n}\", \"content\": \"{text}\"}}"))
        .collect();
    for (name, whole) in [
        ("a.json", format!("[{}]", items.join(",\n"))),
        ("a.jsonl", items.join("\n")),
    ] {
        assert!(whole.len() > 19 << 20);
        let parsed = read(name, whole);
        assert_eq!(parsed.problems, [], "{name}");
        assert_eq!(parsed.articles.len(), 200, "{name}");
        assert!(parsed.articles[199].body.text().len() > 99 << 10, "{name}");
    }
}

#[test]
fn an_exported_article_that_is_too_large_is_cut_and_costs_no_other() {
    let text = "The tide comes in. ".repeat((17 << 20) / 19);
    let item = |n| format!("{{\"title\": \"Tide {n}\", \"text\": \"{text}\"}}");
    let parsed = read("a.jsonl", format!("{}\n{}\n", item(1), item(2)));
    assert_eq!(titles(&parsed), ["Tide 1", "Tide 2"]);
    assert!(parsed.articles[1].body.text().len() <= 16 << 20);
    assert!(parsed.problems[0].reason.contains("larger than 16 MiB"));
}

#[test]
fn hostile_json_is_read_in_a_time_that_grows_with_it_alone() {
    let n = 20_000;
    for text in [
        "[".repeat(n),
        "[{".repeat(n),
        "[{\"a\":".repeat(n),
        "{\"a\":[".repeat(n),
        "{\"items\":[".repeat(n),
        "{\"title\":\"A\",\"content\":{".repeat(n),
        "[{\"title\":\"A\",\"tags\":[".repeat(n),
        "{\"title\":\"A\",\"text\":\"B\"\n".repeat(n),
        "{\"title\":\"A\",\"text\":\n{".repeat(n),
        "[{\"a\":\"".repeat(n),
        "\n{\"a\"".repeat(n),
        "},{\"a\":[[[".repeat(n),
        "\n{\"a\":".repeat(n),
        "{\"a\":[{},".repeat(n),
        "{\"a\"\n".to_owned() + &"\n".repeat(n * 10),
    ] {
        for name in ["a.json", "a"] {
            let parsed = read(name, &text);
            assert!(!parsed.articles.is_empty() || !parsed.problems.is_empty());
        }
    }
    let deep = format!(
        "[{},\n{{\"title\": \"A\", \"text\": \"B\"}}]",
        "[".repeat(n) + &"]".repeat(n)
    );
    assert_eq!(titles(&read("a.json", deep)), ["A"]);
}

proptest! {
    #[test]
    fn no_damage_to_an_export_makes_it_panic_or_lets_a_control_character_in(
        export in prop::sample::select(vec![READER, STARRED, WALLABAG, LINES]),
        name in prop::sample::select(vec!["a.json", "a.jsonl", "a.txt", "a"]),
        at in any::<prop::sample::Index>(),
        length in 0..40_usize,
        junk in "[<>/&;!\"'\\[\\]{}:,a-c\n\u{1b}\u{0}\u{9b} -]{0,12}",
    ) {
        assert_harmless(read(name, damaged(export, at, length, &junk)));
    }
}
