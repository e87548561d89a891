//! Feeds as a reader finds them: each dialect, each kind of damage, and what a user sees of them.
//!
//! `feed-rs` is asked for a second opinion on feeds that are well-formed.

mod parsed;

use std::collections::BTreeSet;

use jiff::Timestamp;
use newsstand::article::{Article, Format, Key, Outcome, SpanKind};
use parsed::{assert_harmless, damaged, read, urls};
use proptest::prelude::*;

fn articles(text: &str) -> Vec<Article> {
    let parsed = read("feed.xml", text);
    assert_eq!(parsed.problems, []);
    parsed.articles
}

/// The one article of an RSS item.
fn item(inner: &str) -> Article {
    let feed = format!(
        "<rss version='2.0'><channel><title>The Wire</title><item>{inner}</item></channel></rss>"
    );
    articles(&feed).remove(0)
}

fn entry(inner: &str) -> Article {
    let feed = format!(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>The Wire</title><entry>{inner}</entry></feed>"
    );
    articles(&feed).remove(0)
}

const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
  <title>The Harbour &amp; Coast</title>
  <link>https://harbour.example/</link>
  <language>en-GB</language>
  <image><title>A picture's title</title><url>https://harbour.example/logo.png</url></image>
  <item>
    <title>The ferry is back</title>
    <link>https://harbour.example/ferry</link>
    <guid isPermaLink="false">harbour-1</guid>
    <dc:creator>Ines Halvorsen</dc:creator>
    <pubDate>Tue, 16 Mar 2021 09:30:00 +0100</pubDate>
    <category>ships</category>
    <category>Ships</category>
    <category>travel</category>
    <description>After a winter in dock.</description>
    <content:encoded><![CDATA[<p>The <b>ferry</b> sails again.</p><p>It had spent <a href="/winter">the winter</a> in dock.</p>]]></content:encoded>
  </item>
  <item>
    <title>Fog</title>
    <guid>https://harbour.example/fog</guid>
    <description>&lt;p&gt;Two days of it.&lt;/p&gt;</description>
    <pubDate>Wed, 17 Mar 2021 07:00:00 GMT</pubDate>
  </item>
</channel>
</rss>
"#;

const RDF: &str = r#"<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
         xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://junction.example/"><title>Junction</title><link>https://junction.example/</link>
<items><rdf:Seq><rdf:li rdf:resource="https://junction.example/1"/></rdf:Seq></items></channel>
<item rdf:about="https://junction.example/1">
  <title>Two noons</title><link>https://junction.example/1</link>
  <description>A day that had two.</description>
  <dc:date>2003-11-18T12:00:00-05:00</dc:date><dc:subject>railways</dc:subject><dc:creator>Wren Okafor</dc:creator>
</item>
</rdf:RDF>
"#;

const ATOM: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://almanac.example/notes/">
  <title type="html">The &lt;i&gt;Almanac&lt;/i&gt;</title>
  <link rel="self" href="https://almanac.example/feed"/>
  <link rel="alternate" href="https://almanac.example/"/>
  <author><name>Ines Halvorsen</name><email>ines@almanac.example</email></author>
  <updated>2026-10-02T08:30:00Z</updated>
  <entry>
    <id>tag:almanac.example,2026:1</id>
    <title>High water</title>
    <link rel="edit" href="edit/1"/>
    <link href="1"/>
    <published>2026-10-01T06:00:00+01:00</published>
    <updated>2026-10-02T08:30:00+01:00</updated>
    <category term="sea" label="The sea"/>
    <summary>Why it comes late.</summary>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It comes <em>late</em>.<br/>See <a id="x"/><a href="2">the next</a>.</p></div></content>
  </entry>
  <entry>
    <id>tag:almanac.example,2026:2</id>
    <title>Low water: x &lt; y</title>
    <link href="https://almanac.example/notes/2"/>
    <author><name>Oluwaseun Hart</name></author>
    <updated>2026-10-03T08:30:00Z</updated>
    <content type="text">Plain &lt;b&gt; text.</content>
  </entry>
</feed>
"#;

const JSON: &str = r#"{
  "version": "https://jsonfeed.org/version/1.1",
  "title": "The Silicon Attic",
  "home_page_url": "https://attic.example/",
  "language": "en",
  "authors": [{"name": "Priya Raman"}],
  "items": [
    {"id": 7, "url": "https://attic.example/7", "title": "Seventeen beeps",
     "content_html": "<p>What they <em>meant</em>.</p>", "date_published": "2026-09-01T10:00:00Z", "tags": ["sound"]},
    {"id": "8", "content_text": "No title.\nTwo lines.", "authors": [{"name": "Ann Sample"}],
     "date_published": "2026-09-02T10:00:00+02:00"}
  ]
}
"#;

#[test]
fn rss_gives_its_items_in_their_order() {
    let articles = articles(RSS);
    assert_eq!(articles.len(), 2);
    let ferry = &articles[0];
    assert_eq!(ferry.title, "The ferry is back");
    assert_eq!(ferry.source.as_deref(), Some("The Harbour & Coast"));
    assert_eq!(ferry.byline.as_deref(), Some("Ines Halvorsen"));
    assert_eq!(ferry.link.as_deref(), Some("https://harbour.example/ferry"));
    assert_eq!(ferry.guid.as_deref(), Some("harbour-1"));
    assert_eq!(ferry.tags, ["ships", "travel"]);
    assert_eq!(ferry.lang.as_deref(), Some("en-GB"));
    assert_eq!(ferry.summary.as_deref(), Some("After a winter in dock."));
    assert_eq!(
        ferry.published.unwrap().to_string(),
        "2021-03-16T09:30:00+01:00"
    );
    assert_eq!(
        ferry.body.text(),
        "The ferry sails again.\n\nIt had spent the winter in dock."
    );
    assert_eq!(urls(ferry), ["https://harbour.example/winter"]);
    assert_eq!(ferry.format, Format::Rss);
    assert_eq!(articles[1].body.text(), "Two days of it.");
}

#[test]
fn a_guid_is_the_address_where_there_is_no_other() {
    let fog = &articles(RSS)[1];
    assert_eq!(fog.link.as_deref(), Some("https://harbour.example/fog"));
    assert_eq!(
        item("<title>A</title><guid isPermaLink='false'>https://a.example</guid>").link,
        None
    );
}

#[test]
fn rss_1_is_read_with_its_dublin_core() {
    let noons = &articles(RDF)[0];
    assert_eq!(noons.title, "Two noons");
    assert_eq!(noons.source.as_deref(), Some("Junction"));
    assert_eq!(noons.byline.as_deref(), Some("Wren Okafor"));
    assert_eq!(noons.guid.as_deref(), Some("https://junction.example/1"));
    assert_eq!(noons.tags, ["railways"]);
    assert_eq!(
        noons.published.unwrap().to_string(),
        "2003-11-18T12:00:00-05:00"
    );
}

#[test]
fn atom_gives_its_entries_with_what_the_feed_says_of_all() {
    let articles = articles(ATOM);
    let high = &articles[0];
    assert_eq!(high.title, "High water");
    assert_eq!(high.source.as_deref(), Some("The Almanac"));
    assert_eq!(high.byline.as_deref(), Some("Ines Halvorsen"));
    assert_eq!(
        high.link.as_deref(),
        Some("https://almanac.example/notes/1")
    );
    assert_eq!(high.lang.as_deref(), Some("en"));
    assert_eq!(high.tags, ["sea"]);
    assert_eq!(high.summary.as_deref(), Some("Why it comes late."));
    assert_eq!(high.body.text(), "It comes late.\nSee the next.");
    assert_eq!(urls(high), ["https://almanac.example/notes/2"]);
    assert!(high.updated > high.published);
    assert_eq!(high.format, Format::Atom);
    let low = &articles[1];
    assert_eq!(low.title, "Low water: x < y");
    assert_eq!(low.byline.as_deref(), Some("Oluwaseun Hart"));
    assert_eq!(low.body.text(), "Plain <b> text.");
}

#[test]
fn the_old_atom_says_how_a_text_is_packed() {
    let text = |inner: &str| {
        let feed = format!(
            "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry>{inner}</entry></feed>"
        );
        articles(&feed).remove(0).body.text().to_owned()
    };
    for content in [
        "<content type='text/html' mode='escaped'>Salt &lt;b&gt;and&lt;/b&gt; water</content>",
        "<content type='application/xhtml+xml' mode='xml'>Salt <b>and</b> water</content>",
        "<content type='text/html' mode='base64'>U2FsdCA8Yj5hbmQ8L2I+IHdhdGVy</content>",
        "<content type='text/plain'>Salt and water</content>",
    ] {
        assert_eq!(text(content), "Salt and water", "{content}");
    }
}

#[test]
fn json_feed_is_read_with_numbers_for_ids() {
    let parsed = read("feed.json", JSON);
    assert_eq!(parsed.problems, []);
    let [beeps, untitled] = &parsed.articles[..] else {
        panic!("{:?}", parsed.articles);
    };
    assert_eq!(beeps.guid.as_deref(), Some("7"));
    assert_eq!(beeps.byline.as_deref(), Some("Priya Raman"));
    assert_eq!(beeps.source.as_deref(), Some("The Silicon Attic"));
    assert_eq!(beeps.body.text(), "What they meant.");
    assert_eq!(beeps.tags, ["sound"]);
    assert_eq!(beeps.format, Format::JsonFeed);
    assert_eq!(untitled.title, "No title.");
    assert_eq!(untitled.body.text(), "No title.\nTwo lines.");
    assert_eq!(untitled.byline.as_deref(), Some("Ann Sample"));
}

#[test]
fn an_item_without_a_title_begins_with_its_words() {
    let text = "word ".repeat(40);
    let article = item(&format!("<description>{text}</description>"));
    assert!(article.title.starts_with("word word") && article.title.ends_with('…'));
    assert!(article.title.chars().count() < 90);
    assert_eq!(
        item("<link>https://a.example/b</link>").title,
        "https://a.example/b"
    );
}

#[test]
fn names_come_before_mail_addresses_and_several_make_one_byline() {
    let byline = |inner: &str| item(&format!("<title>A</title>{inner}")).byline;
    assert_eq!(
        byline("<author>ann@a.example (Ann Sample)</author>").as_deref(),
        Some("Ann Sample")
    );
    let both = "<dc:creator>Ann Sample</dc:creator><dc:creator>Bo Sample</dc:creator>";
    assert_eq!(byline(both).as_deref(), Some("Ann Sample and Bo Sample"));
    let office = "<author>office@a.example</author><dc:creator>Ann Sample</dc:creator>";
    assert_eq!(byline(office).as_deref(), Some("Ann Sample"));
    let podcast = "<itunes:author>The Wire</itunes:author><author>Ann Sample</author>";
    assert_eq!(byline(podcast).as_deref(), Some("Ann Sample"));
}

#[test]
fn prefixes_that_nobody_declared_mean_what_they_usually_do() {
    let article =
        item("<dc:title>A</dc:title><content:encoded>&lt;p&gt;B&lt;/p&gt;</content:encoded>");
    assert_eq!((article.title.as_str(), article.body.text()), ("A", "B"));
}

#[test]
fn files_that_belong_to_an_item_follow_its_text() {
    let article = item(
        "<title>A</title><description>Said aloud.</description>\
         <enclosure url='https://a.example/one.mp3?x=1&amp;y=2' type='audio/mpeg' length='1'/>\
         <media:content url='https://a.example/small.jpg' medium='image' width='100'/>\
         <media:content url='https://a.example/large.jpg' medium='image' width='900'>\
           <media:description>A lighthouse</media:description></media:content>",
    );
    assert_eq!(
        article.body.text(),
        "Said aloud.\n\nA lighthouse\n\nAudio: one.mp3"
    );
    assert_eq!(
        urls(&article),
        [
            "https://a.example/large.jpg",
            "https://a.example/one.mp3?x=1&y=2"
        ]
    );
    assert!(matches!(article.body.spans()[0].kind, SpanKind::Image(_)));
    assert_eq!(article.summary.as_deref(), Some("Said aloud."));
}

#[test]
fn a_formula_stays_on_its_line() {
    let article = entry(
        "<title>A</title><content type='xhtml'><div><p>Let <math><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow></math> \
         be.</p></div></content>",
    );
    assert_eq!(article.body.text(), "Let a+b be.");
}

#[test]
fn a_picture_that_the_text_shows_is_not_shown_again() {
    let article = item(
        "<description>&lt;img src='https://a.example/b.jpg?w=1' alt='A lighthouse'&gt; At night.</description>\
         <media:thumbnail url='https://a.example/b.jpg'/>",
    );
    assert_eq!(article.body.links().len(), 1);
}

#[test]
fn what_is_not_the_item_itself_is_left_aside() {
    let article = entry(
        "<source><title>Another</title><id>x</id><updated>1999-01-01</updated></source><title>A</title>\
         <media:group><media:title>No</media:title></media:group><x:title xmlns:x='https://x.example'>No</x:title>",
    );
    assert_eq!((article.title.as_str(), article.updated), ("A", None));
}

#[test]
fn every_encoding_arrives_as_the_same_text() {
    let feed = |encoding: &str| {
        format!(
            "<?xml version='1.0' encoding='{encoding}'?><rss><channel><item><title>Zürich – Größe</title></item></channel></rss>"
        )
    };
    let utf_16 = |bytes: fn(u16) -> [u8; 2]| {
        let text = format!("\u{feff}{}", feed("utf-16"));
        text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>()
    };
    let western = |encoding: &str| {
        let chars = feed(encoding);
        let byte = |char: char| if char == '–' { 0x96 } else { char as u8 };
        chars.chars().map(byte).collect::<Vec<u8>>()
    };
    for bytes in [
        feed("utf-8").into_bytes(),
        feed("iso-8859-1").into_bytes(),
        utf_16(u16::to_le_bytes),
        utf_16(u16::to_be_bytes),
        western("windows-1252"),
        western("iso-8859-1"),
        western("utf-8"),
    ] {
        let articles = read("feed.xml", &bytes).articles;
        assert_eq!(articles[0].title, "Zürich – Größe");
    }
}

#[test]
fn entities_of_html_are_known_and_bombs_do_not_go_off() {
    assert_eq!(
        item("<title>Caf&eacute;&nbsp;&mdash; AT&T &amp; co & more</title>").title,
        "Café\u{a0}— AT&T & co & more"
    );
    let bomb = "<!DOCTYPE rss [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'><!ENTITY c SYSTEM 'file:///etc/passwd'>]>\
                <rss><channel><item><title>&b;</title><description>&c; and &a;</description></item></channel></rss>";
    let article = &articles(bomb)[0];
    assert_eq!(
        (article.title.as_str(), article.body.text()),
        ("&b;", "&c; and ha")
    );
}

#[test]
fn no_control_character_comes_through_a_reference() {
    let article = item(
        "<title>a&#27;[31mb</title><description>&lt;p&gt;c&#x1b;d &amp;#27; &lt;/p&gt;</description>",
    );
    assert!(!article.title.contains('\u{1b}') && !article.body.text().contains('\u{1b}'));
}

#[test]
fn what_a_server_said_before_the_feed_does_no_harm() {
    for junk in [
        "\n\n",
        "\u{feff}",
        "<br />\n<b>Warning</b>: a fault in line 3\n",
        "junk ",
    ] {
        assert_eq!(
            read("feed.xml", format!("{junk}{RSS}")).articles.len(),
            2,
            "{junk}"
        );
    }
}

#[test]
fn what_is_no_feed_is_skipped_with_a_reason_and_a_remedy() {
    for (text, words) in [
        ("<note>A note</note>", "no feed"),
        (
            "<opml version='2.0'><body><outline xmlUrl='https://a.example/'/></body></opml>",
            "OPML",
        ),
        (
            "<rss><channel><title>Empty</title></channel></rss>",
            "no articles",
        ),
    ] {
        let parsed = read("feed.xml", text);
        assert_eq!(parsed.articles, []);
        let problem = &parsed.problems[0];
        assert_eq!(problem.outcome, Outcome::Skipped);
        assert!(problem.reason.contains(words), "{}", problem.reason);
        assert!(!problem.remedy.is_empty());
    }
    let page = "<!doctype html><html><body><p>This feed has moved.</p></body></html>";
    let formats: Vec<_> = read("feed.rss", page)
        .articles
        .iter()
        .map(|article| article.format)
        .collect();
    assert!(!formats.contains(&Format::Rss) && !formats.contains(&Format::Atom));
}

#[test]
fn damage_is_told_with_its_line_and_costs_no_other_item() {
    let unclosed = "<rss><channel>\n<item><title>One</title>\n<item><title>Two<link>https://a.example/2</link></item>\n\
                    <item><title>Three</title></item>\n</channel></rss>";
    let parsed = read("feed.xml", unclosed);
    let titles: Vec<_> = parsed
        .articles
        .iter()
        .map(|article| article.title.as_str())
        .collect();
    assert_eq!(titles, ["One", "Two", "Three"]);
    assert_eq!(
        parsed.articles[1].link.as_deref(),
        Some("https://a.example/2")
    );
    assert_eq!(parsed.problems[0].line, Some(2));
    assert_eq!(parsed.problems[0].outcome, Outcome::Guessed);

    let crossed = "<rss><channel><item><title>One</title><description><b><i>x</b></i></description></item>\n\
                   <item><title>Two</title></item></channel></rss>";
    let parsed = read("feed.xml", crossed);
    assert_eq!(parsed.articles.len(), 2);
    assert_eq!(parsed.problems[0].line, Some(1));
}

#[test]
fn a_damaged_item_of_a_json_feed_costs_no_other() {
    let feed = |item: &str| {
        format!(
            "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Harbour\", \"items\": [\n{},\n{item},\n{}\n]}}",
            r#"{"id": "1", "title": "One", "content_text": "First."}"#,
            r#"{"id": "3", "title": "Three", "attachments": [{"url": "https://a.example/x"}]}"#,
        )
    };
    for damage in [
        r#"{"id": "2", "title": "Two \q", "content_text": "Second."}"#,
        r#"{"id": "2", "title": "Two, "authors": [{"name": "A"}, {"name": "B"}]}"#,
        r#"{"id": "2", "title": "Two, "authors": [{"id": 1, "name": "A"}, {"id": 2, "name": "B"}]}"#,
        r#"{"id": "2", "title": }"#,
        r#""no item""#,
        &format!(
            r#"{{"id": "2", "title": "Two, "attachments": [{}]}}"#,
            vec![r#"{"url": "https://a.example/x"}"#; 20_000].join(",")
        ),
    ] {
        let parsed = read("feed.json", feed(damage));
        let titles: Vec<_> = parsed.articles.iter().map(|a| a.title.as_str()).collect();
        let damage = &damage[..damage.len().min(80)];
        assert_eq!(titles, ["One", "Three"], "{damage}");
        let told: Vec<_> = parsed
            .problems
            .iter()
            .map(|p| (p.line, p.outcome))
            .collect();
        assert_eq!(told, [(Some(3), Outcome::Cut)], "{damage}");
    }
    let parsed = read(
        "feed.json",
        feed("{\"id\": \"2\", \"content_text\": \"Two\nlines.\"}"),
    );
    assert_eq!(parsed.articles.len(), 3, "a line end in a string");
}

#[test]
fn a_known_prefix_counts_where_its_address_is_wrong() {
    let feed = "<rss version='2.0' xmlns:content='https://wrong.example/content' xmlns:dc='https://wrong.example/dc'>\
        <channel><title>Harbour</title><item><title>One</title><description>Short.</description>\
        <dc:creator>Ann Sample</dc:creator><dc:date>2025-03-01T10:00:00Z</dc:date>\
        <content:encoded>&lt;p&gt;All of it.&lt;/p&gt;</content:encoded></item></channel></rss>";
    let article = articles(feed).remove(0);
    assert_eq!(article.body.text(), "All of it.");
    assert_eq!(article.byline.as_deref(), Some("Ann Sample"));
    assert!(article.published.is_some());
}

#[test]
fn what_a_server_puts_behind_a_feed_does_not_cut_it_off() {
    let feed =
        "<rss><channel><item><title>One</title></item></channel></rss>\n<script>count()</script>";
    assert_eq!(articles(feed).len(), 1);
}

#[test]
fn a_feed_that_was_cut_off_says_so() {
    let end = RSS.find("Two days").unwrap();
    let parsed = read("feed.xml", &RSS[..end]);
    let titles: Vec<_> = parsed
        .articles
        .iter()
        .map(|article| article.title.as_str())
        .collect();
    assert_eq!(titles, ["The ferry is back", "Fog"]);
    assert_eq!(parsed.problems[0].outcome, Outcome::Cut);
    assert_eq!(parsed.problems[0].line, Some(21));
}

/// Cuts a feed at every byte. `ends` are what items end with.
fn cut_at_every_byte(name: &str, feed: &str, end_of_item: &str) {
    let whole = read(name, feed).articles;
    let ends: Vec<usize> = feed
        .match_indices(end_of_item)
        .map(|(at, end)| at + end.len())
        .collect();
    assert_eq!(ends.len(), whole.len());
    for cut in 0..feed.len() {
        let parsed = read(name, &feed.as_bytes()[..cut]);
        let complete = ends.iter().filter(|end| **end <= cut).count();
        assert!(parsed.articles.len() >= complete, "cut at {cut}");
        for (article, expected) in parsed.articles[..complete].iter().zip(&whole) {
            assert_eq!(article.title, expected.title, "cut at {cut}");
            assert_eq!(article.body, expected.body, "cut at {cut}");
        }
        let is_all = cut >= feed.trim_end().len();
        assert!(
            is_all || complete == 0 || !parsed.problems.is_empty(),
            "cut at {cut} and nothing said"
        );
    }
}

#[test]
fn a_feed_cut_at_any_byte_keeps_every_whole_item() {
    cut_at_every_byte("feed.rss", RSS, "</item>");
    cut_at_every_byte("feed.rdf", RDF, "</item>");
    cut_at_every_byte("feed.atom", ATOM, "</entry>");
}

#[test]
fn a_json_feed_cut_at_any_byte_keeps_every_whole_item() {
    let whole = read("feed.json", JSON).articles;
    let first = JSON.find("[\"sound\"]}").unwrap() + "[\"sound\"]}".len();
    for cut in first..JSON.trim_end().len() {
        let parsed = read("feed.json", &JSON[..cut]);
        assert_eq!(parsed.articles[0], whole[0], "cut at {cut}");
        assert_eq!(parsed.problems[0].outcome, Outcome::Cut);
        assert!(parsed.problems[0].line.is_some());
    }
}

#[test]
fn absurd_dates_are_no_dates() {
    for date in [
        "",
        "0",
        "tomorrow",
        "Mon, 32 Foo 20020 99:99:99 +9999",
        "-1-01-01T00:00:00Z",
        "99999999999999999999",
    ] {
        let article = item(&format!("<title>A</title><pubDate>{date}</pubDate>"));
        assert_eq!(article.published, None, "{date}");
    }
}

fn ids(articles: &[Article]) -> Vec<Key> {
    articles.iter().map(Key::of).collect()
}

fn numbered(items: &[usize], guid: &str) -> Vec<Article> {
    let items: String = items
        .iter()
        .map(|n| {
            format!("<item><title>Item {n}</title><link>https://a.example/{n}</link>{guid}</item>")
        })
        .collect();
    articles(&format!("<rss><channel>{items}</channel></rss>"))
}

#[test]
fn items_that_share_a_guid_or_an_address_stay_apart() {
    for guid in ["<guid>same</guid>", "", "<guid></guid>"] {
        let all = ids(&numbered(&[1, 2, 3], guid));
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 3, "{guid}");
    }
    let one_address = "<rss><channel><item><title>A</title><link>https://a.example/</link></item>\
                       <item><title>B</title><link>https://a.example/</link></item></channel></rss>";
    let all = ids(&articles(one_address));
    assert_ne!(all[0], all[1]);
}

#[test]
fn an_item_that_stands_twice_in_a_feed_is_one_article() {
    let all = ids(&numbered(&[1, 1], "<guid>same</guid>"));
    assert_eq!(all[0], all[1]);
}

#[test]
fn well_formed_feeds_are_read_as_another_parser_reads_them() {
    for (name, feed) in [("a.rss", RSS), ("a.rdf", RDF), ("a.atom", ATOM)] {
        let own = read(name, feed).articles;
        let other = feed_rs::parser::parse(feed.as_bytes()).unwrap();
        assert_eq!(own.len(), other.entries.len(), "{name}");
        for (article, entry) in own.iter().zip(&other.entries) {
            assert_eq!(
                Some(&article.title),
                entry.title.as_ref().map(|title| &title.content)
            );
            let date = entry
                .published
                .or(entry.updated)
                .map(|date| date.timestamp());
            let own_date = article.published.or(article.updated);
            assert_eq!(
                own_date.map(|date| date.timestamp()),
                date.map(|date| Timestamp::from_second(date).unwrap())
            );
            if let Some(link) = entry
                .links
                .iter()
                .find(|link| link.rel.as_deref().unwrap_or("alternate") == "alternate")
            {
                assert_eq!(article.link.as_deref(), Some(link.href.as_str()), "{name}");
            }
            if name != "a.rdf" {
                assert_eq!(article.guid.as_deref(), Some(entry.id.as_str()), "{name}");
            }
        }
    }
}

proptest! {
    #[test]
    fn the_order_of_items_does_not_change_who_they_are(
        items in Just((1..6).collect::<Vec<usize>>()).prop_shuffle(),
        guid in prop::sample::select(vec!["<guid>same</guid>", ""]),
    ) {
        let straight: BTreeSet<Key> = ids(&numbered(&[1, 2, 3, 4, 5], guid)).into_iter().collect();
        let shuffled: BTreeSet<Key> = ids(&numbered(&items, guid)).into_iter().collect();
        prop_assert_eq!(straight.len(), 5);
        prop_assert_eq!(straight, shuffled);
    }

    #[test]
    fn no_damage_makes_it_panic_or_lets_a_control_character_in(
        feed in prop::sample::select(vec![RSS, RDF, ATOM, JSON]),
        at in any::<prop::sample::Index>(),
        length in 0..40_usize,
        junk in "[<>/&;!\"'\\[\\]{}:,a-c\u{1b}\u{0}\u{9b} -]{0,12}",
    ) {
        assert_harmless(read("feed", damaged(feed, at, length, &junk)));
    }
}

/// A feed with `count` items of `size` bytes each, in RSS and as a JSON Feed.
fn large(count: usize, size: usize) -> [(&'static str, String); 2] {
    let text = "The tide comes in. ".repeat(size / 19);
    let rss: String = (0..count)
        .map(|n| format!("<item><title>Tide {n}</title><description>{text}</description></item>"))
        .collect();
    let json: Vec<String> = (0..count)
        .map(|n| {
            format!("{{\"id\": \"{n}\", \"title\": \"Tide {n}\", \"content_text\": \"{text}\"}}")
        })
        .collect();
    let json = json.join(",");
    [
        (
            "feed.xml",
            format!("<rss version='2.0'><channel>{rss}</channel></rss>"),
        ),
        (
            "feed.json",
            format!("{{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [{json}]}}"),
        ),
    ]
}

#[test]
fn a_large_feed_is_read_to_its_end() {
    for (name, feed) in large(200, 100 << 10) {
        assert!(feed.len() > 19 << 20);
        let parsed = read(name, feed);
        assert_eq!(parsed.problems, [], "{name}");
        assert_eq!(parsed.articles.len(), 200, "{name}");
        assert_eq!(parsed.articles[199].title, "Tide 199", "{name}");
        assert!(parsed.articles[199].body.text().len() > 99 << 10, "{name}");
    }
}

#[test]
fn an_item_that_is_too_large_is_cut_and_costs_no_other() {
    for (name, feed) in large(2, 17 << 20) {
        let parsed = read(name, feed);
        assert_eq!(parsed.articles.len(), 2, "{name}");
        for article in &parsed.articles {
            assert!(article.body.text().len() <= 16 << 20, "{name}");
        }
        assert_eq!(parsed.problems.len(), 1, "{name}");
        assert_eq!(parsed.problems[0].outcome, Outcome::Cut, "{name}");
        assert!(parsed.problems[0].reason.contains("larger than 16 MiB"));
    }
}

#[test]
fn what_a_feed_says_of_all_its_items_is_short_in_each_of_them() {
    let long = "a".repeat(100_000);
    let json = |head: &str| {
        let items = vec![r#"{"id": "1", "url": "b"}"#; 1_000].join(",");
        format!(r#"{{"version": "https://jsonfeed.org/version/1", {head}, "items": [{items}]}}"#)
    };
    let rss = |head: &str| {
        let items = "<item><link>b</link></item>".repeat(1_000);
        format!("<rss><channel>{head}{items}</channel></rss>")
    };
    for feed in [
        rss(&format!("<title>{long}</title>")),
        rss(&format!("<link>https://a.example/{long}/</link>")),
        rss(&format!(
            "<language>en-{}</language>",
            "abc-".repeat(25_000) + "d"
        )),
        rss("<link>https://a.example/</link>") + &"<channel xml:base='a/'>".repeat(100_000),
        json(&format!(r#""authors": [{{"name": "{long}"}}]"#)),
    ] {
        let parsed = read("feed", &feed);
        assert_eq!(parsed.articles.len(), 1_000);
        let said = parsed.articles.iter().map(|article| {
            let lines = [
                &article.source,
                &article.byline,
                &article.link,
                &article.lang,
            ];
            lines.into_iter().flatten().map(String::len).sum::<usize>()
        });
        assert!(said.sum::<usize>() < 1_000_000, "{feed:.80}");
    }
}

#[test]
fn the_address_of_an_item_is_not_repeated_in_each_of_its_links_where_it_is_absurdly_long() {
    let long = format!("<link>https://a.example/{}/</link>", "a".repeat(100_000));
    let links: String = (0..1_000)
        .map(|n| format!("<a href='{n}'>{n}</a> "))
        .collect();
    let article = item(&format!(
        "{long}<description><![CDATA[{links}]]></description>"
    ));
    let urls = urls(&article);
    assert_eq!(urls.len(), 1_000);
    assert!(urls.concat().len() < 1_000_000);
}

#[test]
fn hostile_feeds_are_read_in_a_time_that_grows_with_them_alone() {
    let n = 20_000;
    let within = |inner: String| {
        format!("<rss><channel><item><title>A</title>{inner}</item></channel></rss>")
    };
    for feed in [
        "<item ".repeat(n),
        "<item".repeat(n) + "</item",
        "<item><![CDATA[</item>".repeat(n) + "]]>",
        "<item/>".repeat(n),
        within("<".repeat(n)),
        within("<!DOCTYPE ".repeat(n)),
        within("<description>".repeat(n)),
        within("<author><name>".repeat(n)),
        within("<x:y xmlns:x='a'>".repeat(n)),
        within("<media:group xmlns:x='a'>".repeat(n)),
        within(format!(
            "<description>{}{}</description>",
            "<b>".repeat(n),
            "</i>".repeat(n)
        )),
        within("<enclosure url='https://a.example/'/>".repeat(n)),
        within("<category>a</category>".repeat(n)),
        within("<author>Ann Sample</author>".repeat(n)),
    ] {
        let parsed = read("feed.xml", &feed);
        assert!(!parsed.articles.is_empty() || !parsed.problems.is_empty());
    }
    let json = format!(
        "{{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [{}",
        "[".repeat(n)
    );
    assert_eq!(read("feed.json", json).problems[0].outcome, Outcome::Cut);
}
