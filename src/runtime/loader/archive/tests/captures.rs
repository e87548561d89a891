//! Web archives as wget, ArchiveBox and browsers' recorders write them, and as they break.

use flate2::write::{DeflateEncoder, ZlibEncoder};

use super::*;

const DATE: &str = "2026-11-28T09:30:00Z";

/// A record with this block.
fn record(kind: &str, address: &str, media: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: {DATE}\r\n\
         WARC-Record-ID: <urn:uuid:6f1d8a52-93b7-4a0e-8a55-7d2f0c1b9e34>\r\nContent-Type: {media}\r\n\
         Content-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// What a server answered; `fields` are those of its head, each with its line end.
fn answered(address: &str, fields: &str, body: &[u8]) -> Vec<u8> {
    let block = [format!("HTTP/1.1 200 OK\r\n{fields}\r\n").as_bytes(), body].concat();
    record(
        "response",
        address,
        "application/http; msgtype=response",
        &block,
    )
}

fn page(title: &str) -> String {
    format!(
        "<!doctype html><html><head><title>{title}</title></head><body><article><h1>{title}</h1>\
         <p>The sea rose over the harbour wall in the night, and nobody slept: {title}.</p></article></body></html>"
    )
}

fn saved(address: &str, title: &str) -> Vec<u8> {
    answered(
        address,
        "Content-Type: text/html; charset=utf-8\r\n",
        page(title).as_bytes(),
    )
}

/// The articles that a reader would see, and the reasons of problems.
fn read(name: &str, bytes: Vec<u8>) -> (Vec<Stored>, Vec<String>) {
    let read = take_in(Path::new(name), &Path::new("/news").join(name), None, bytes);
    let reasons = read.problems.into_iter().map(|problem| problem.reason);
    (read.stored, reasons.collect())
}

fn titles(stored: &[Stored]) -> Vec<&str> {
    stored
        .iter()
        .map(|stored| stored.article.title.as_str())
        .collect()
}

fn read_one(bytes: Vec<u8>) -> Article {
    let (mut stored, reasons) = read("a.warc", bytes);
    assert_eq!((stored.len(), reasons), (1, vec![]));
    stored.remove(0).article
}

/// All that a recorder writes about two pages.
fn session() -> Vec<Vec<u8>> {
    let site = "https://tide.example";
    let at = |path: &str| format!("{site}{path}");
    let moved = b"HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\nLocation: /storm\r\n\r\n<p>Moved to another place";
    let gone = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>There is nothing here";
    vec![
        record(
            "warcinfo",
            "",
            "application/warc-fields",
            b"software: a recorder\r\n",
        ),
        record(
            "request",
            &at("/storm"),
            "application/http; msgtype=request",
            b"GET /storm HTTP/1.1\r\n\r\n",
        ),
        saved(&at("/storm"), "A storm"),
        answered(
            &at("/a.png"),
            "Content-Type: image/png\r\n",
            b"\x89PNG\r\n\x1a\n",
        ),
        answered(
            &at("/a.js"),
            "Content-Type: text/javascript\r\n",
            b"let a = '<html>'",
        ),
        answered(
            &at("/a.css"),
            "Content-Type: text/css\r\n",
            b"p { color: red }",
        ),
        answered(
            &at("/map.xml"),
            "Content-Type: text/xml\r\n",
            b"<?xml version='1.0'?><urlset/>",
        ),
        answered(
            &at("/api"),
            "Content-Type: application/json\r\n",
            b"{\"tide\": 3}",
        ),
        answered(
            &at("/frame"),
            "Content-Type: text/html\r\n",
            b"<title>Advertisement</title><script>1</script>",
        ),
        answered(
            &at("/robots.txt"),
            "Content-Type: text/plain\r\n",
            b"User-agent: *\nDisallow:\n",
        ),
        record(
            "response",
            &at("/old"),
            "application/http; msgtype=response",
            moved,
        ),
        record(
            "response",
            &at("/none"),
            "application/http; msgtype=response",
            gone,
        ),
        record(
            "revisit",
            &at("/storm"),
            "application/http; msgtype=response",
            b"HTTP/1.1 200 OK\r\n\r\n",
        ),
        record(
            "metadata",
            &at("/storm"),
            "application/warc-fields",
            b"via: a\r\n",
        ),
        record(
            "resource",
            "metadata://gnu.org/software/wget/warc/MANIFEST.txt",
            "text/plain",
            b"<urn:uuid:1>",
        ),
        saved(&at("/calm"), "A calm"),
    ]
}

#[test]
fn the_pages_of_a_web_archive_are_articles_and_all_else_in_it_is_passed_over() {
    for (name, bytes) in [
        ("s.warc", session().concat()),
        (
            "s.warc.gz",
            session()
                .iter()
                .flat_map(|record| gzipped(record))
                .collect(),
        ),
        ("s.warc.gz", gzipped(&session().concat())),
        ("s.warc.zst", zstd(&session().concat())),
        ("named-otherwise", session().concat()),
    ] {
        let (stored, reasons) = read(name, bytes);
        assert_eq!(reasons, [""; 0], "{name}");
        assert_eq!(titles(&stored), ["A storm", "A calm"], "{name}");
        let storm = &stored[0];
        assert_eq!(
            storm.article.link.as_deref(),
            Some("https://tide.example/storm")
        );
        assert_eq!(storm.article.source.as_deref(), Some("tide.example"));
        assert_eq!(
            storm.date().unwrap().to_string(),
            "2026-11-28T09:30:00+00:00"
        );
        assert_eq!(
            storm.origin.path,
            Path::new(name).join("tide.example/storm.html")
        );
    }
}

#[test]
fn a_page_says_itself_where_it_is_from() {
    let text = page("A storm").replace(
        "</head>",
        "<link rel=canonical href='https://tide.example/2026/storm'>\
         <meta property=og:site_name content='The Tide'><meta name=date content=2026-11-27></head>",
    );
    let article = read_one(answered(
        "http://cdn.example/x?y=1",
        "Content-Type: text/html\r\n",
        text.as_bytes(),
    ));
    assert_eq!(
        article.link.as_deref(),
        Some("https://tide.example/2026/storm")
    );
    assert_eq!(article.source.as_deref(), Some("The Tide"));
    assert_eq!(article.published.unwrap().to_string(), "2026-11-27");
}

#[test]
fn links_of_a_recorded_page_lead_where_they_led() {
    let text = "<!doctype html><title>A storm</title><p>The sea rose, as <a href='../map'>the map</a> shows.</p>";
    let article = read_one(answered(
        "https://tide.example/2026/storm",
        "Content-Type: text/html\r\n",
        text.as_bytes(),
    ));
    assert_eq!(article.body.links()[0].url, "https://tide.example/map");
}

#[test]
fn feeds_and_texts_in_a_web_archive_are_read() {
    let feed = b"<rss><channel><title>The Tide</title><item><title>High water</title><description>At noon.</description></item></channel></rss>";
    let text = b"Low water\n\nThe sea fell.\n";
    let bytes = [
        answered(
            "https://tide.example/feed",
            "Content-Type: application/rss+xml\r\n",
            feed,
        ),
        record(
            "resource",
            "https://tide.example/low.txt",
            "text/plain",
            text,
        ),
    ];
    let (stored, reasons) = read("a.warc", bytes.concat());
    assert_eq!(titles(&stored), ["High water", "Low water"]);
    assert_eq!(stored[0].article.source.as_deref(), Some("The Tide"));
    assert_eq!(
        stored[1].article.link.as_deref(),
        Some("https://tide.example/low.txt")
    );
    assert_eq!(reasons, [""; 0]);
}

/// Bytes in chunks of seven.
fn chunked(bytes: &[u8]) -> Vec<u8> {
    let chunk =
        |chunk: &[u8]| [format!("{:x}\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat();
    let chunks = bytes.chunks(7).flat_map(chunk);
    chunks.chain(*b"0\r\n\r\n").collect()
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn with_zlib_head(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn what_was_sent_in_chunks_or_packed_is_put_together() {
    let text = page("A storm");
    let text = text.as_bytes();
    let chunks = "Transfer-Encoding: chunked\r\n";
    for (fields, body) in [
        (chunks.to_owned(), chunked(text)),
        ("Content-Encoding: gzip\r\n".into(), gzipped(text)),
        (
            "Content-Encoding: x-gzip\r\n".to_owned() + chunks,
            chunked(&gzipped(text)),
        ),
        ("Content-Encoding: deflate\r\n".into(), with_zlib_head(text)),
        ("Content-Encoding: deflate\r\n".into(), deflated(text)),
        ("content-encoding: zstd\r\n".into(), zstd(text)),
        (
            "Content-Encoding: deflate, gzip\r\n".into(),
            gzipped(&deflated(text)),
        ),
    ] {
        let article = read_one(answered(
            "https://tide.example/storm",
            &format!("Content-Type: text/html\r\n{fields}"),
            &body,
        ));
        assert_eq!(article.title, "A storm", "{fields}");
        assert!(article.body.text().contains("nobody slept"), "{fields}");
    }
}

#[test]
fn what_a_recorder_has_unpacked_and_says_is_packed_is_read() {
    for packing in ["gzip", "deflate", "br", "zstd"] {
        let fields = format!(
            "Content-Type: text/html\r\nContent-Encoding: {packing}\r\nTransfer-Encoding: chunked\r\n"
        );
        let bytes = answered(
            "https://tide.example/storm",
            &fields,
            page("A storm").as_bytes(),
        );
        assert_eq!(read_one(bytes).title, "A storm", "{packing}");
    }
}

#[test]
fn what_is_packed_by_brotli_is_told_and_the_rest_is_read() {
    let fields = "Content-Type: text/html\r\nContent-Encoding: br\r\n";
    let body = [0x8b, 0x02, 0x80, 0xff, 0x3c, 0x70, 0x3e, 0x03];
    let bytes = [
        answered("https://tide.example/storm", fields, &body),
        saved("https://tide.example/calm", "A calm"),
    ];
    let opened = open("a.warc", bytes.concat());
    assert_eq!(opened.paths(), ["a.warc/tide.example/calm.html"]);
    let reason = "it is packed by a method that is not known here, such as Brotli";
    assert_eq!(
        opened.problems,
        owned(&[("a.warc/tide.example/storm.html", reason)])
    );
}

#[test]
fn the_server_says_in_which_encoding_a_page_is() {
    let fields = "Content-Type: text/html; charset=windows-1251\r\n";
    let words = b"\xcc\xee\xf1\xea\xe2\xe0 ".repeat(20);
    let text = [b"<title>\xcc\xee\xf1\xea\xe2\xe0</title><p>", &words[..]];
    let article = read_one(answered("https://tide.example/a", fields, &text.concat()));
    assert_eq!(article.title, "Москва");
}

#[test]
fn an_article_of_a_web_archive_stays_who_it_is_wherever_that_lies() {
    let key = |name: &str, bytes| read(name, bytes).0.remove(0).key;
    let plain = key("a.warc", session().concat());
    assert_eq!(key("moved/b.warc.gz", gzipped(&session().concat())), plain);
    let page = take_in(
        Path::new("a.html"),
        Path::new("/a.html"),
        None,
        page("A storm")
            .replace(
                "<head>",
                "<head><link rel=canonical href=https://tide.example/storm>",
            )
            .into_bytes(),
    );
    assert_eq!(page.stored[0].key, plain);
}

#[test]
fn a_page_that_was_recorded_twice_lies_in_two_places() {
    let first = saved("https://tide.example/", "A storm");
    let second = String::from_utf8(saved("https://tide.example/", "A calm")).unwrap();
    let second = second.replace(DATE, "2026-11-29T09:30:00Z").into_bytes();
    let (stored, _) = read("a.warc", [first, second].concat());
    assert_eq!(titles(&stored), ["A storm", "A calm"]);
    assert_ne!(stored[0].origin.place, stored[1].origin.place);
}

#[test]
fn the_web_archives_of_a_collection_are_read_and_what_lies_beside_them_is_not() {
    let inner = gzipped(&session().concat());
    let files: Files<'_> = &[
        ("archive/data.warc.gz", &inner),
        ("indexes/index.cdx", b"example,tide)/ 20261128 {}"),
        ("pages/pages.jsonl", b"{\"format\": \"json-pages-1.0\"}"),
        ("datapackage.json", b"{\"profile\": \"data-package\"}"),
    ];
    let (stored, reasons) = read("c.wacz", zipped(files));
    assert_eq!(titles(&stored), ["A storm", "A calm"]);
    assert_eq!(reasons, [""; 0]);
    let plain: Files<'_> = &[("archive/a.txt", b"One"), ("datapackage.json", b"{}")];
    assert_eq!(open("c.zip", zipped(plain)).paths().len(), 2);
}

/// The records that are whole in so many bytes of the session, as titles of pages, and whether one is not.
fn whole_in(length: usize) -> (Vec<&'static str>, bool) {
    let (mut end, mut titles, mut is_whole) = (0, Vec::new(), true);
    for record in session() {
        let start = end;
        end += record.len();
        // The empty lines below a record are none of it.
        let has_page = |title: &str| {
            record
                .windows(title.len())
                .any(|part| part == title.as_bytes())
        };
        if length >= end - 4 {
            titles.extend(
                ["A storm", "A calm"]
                    .into_iter()
                    .filter(|title| has_page(&format!("<h1>{title}"))),
            );
        } else if length > start {
            is_whole = false;
        }
    }
    (titles, is_whole)
}

#[test]
fn a_web_archive_that_was_cut_off_anywhere_gives_each_whole_page_and_tells() {
    let whole = session().concat();
    for length in 30..=whole.len() {
        let opened = open("c.warc", whole[..length].to_vec());
        let (titles, is_whole) = whole_in(length);
        let found = ["A storm", "A calm"].into_iter().filter(|title| {
            opened.files.iter().any(|(_, text)| {
                text.contains(&format!("<h1>{title}</h1>")) && text.ends_with("</html>")
            })
        });
        assert_eq!(found.collect::<Vec<_>>(), titles, "{length}");
        assert_eq!(
            opened.problems.is_empty(),
            is_whole,
            "{length}: {:?}",
            opened.problems
        );
    }
}

#[test]
fn a_packed_web_archive_that_was_cut_off_anywhere_gives_each_whole_page_and_tells() {
    let records = [
        saved("https://tide.example/a", "A storm"),
        saved("https://tide.example/b", "A calm"),
    ];
    let packed = records.each_ref().map(|record| gzipped(record));
    let first = packed[0].len();
    let packed = packed.concat();
    for length in 40..packed.len() {
        let opened = open("c.warc.gz", packed[..length].to_vec());
        let is_between = length == first;
        assert_eq!(opened.problems.is_empty(), is_between, "{length}");
        if length >= first {
            assert_eq!(
                opened.paths()[0],
                "c.warc.gz/tide.example/a.html",
                "{length}"
            );
        }
    }
}

#[test]
fn of_a_page_in_which_a_web_archive_ends_there_is_what_there_is() {
    let whole = saved("https://tide.example/storm", "A storm");
    let end = whole.windows(4).position(|part| part == b" in ").unwrap();
    let (stored, reasons) = read("a.warc", whole[..end].to_vec());
    assert_eq!(titles(&stored), ["A storm"]);
    assert!(
        stored[0]
            .article
            .body
            .text()
            .ends_with("over the harbour wall")
    );
    assert_eq!(
        reasons,
        ["it was cut off or is damaged; only what stands before that was read"]
    );
}

#[test]
fn what_lies_between_two_records_does_not_end_the_reading() {
    let bytes = [
        saved("https://tide.example/a", "A storm"),
        b"what a disk made of a record\r\nand more of it\r\n".to_vec(),
        saved("https://tide.example/b", "A calm"),
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: many\r\n\r\n".to_vec(),
        saved("https://tide.example/c", "A tide"),
    ];
    let opened = open("a.warc", bytes.concat());
    assert_eq!(opened.files.len(), 3);
    assert_eq!(
        opened.reasons(),
        ["it is damaged; a part of it could not be read"]
    );
}

#[test]
fn a_page_whose_end_was_not_recorded_says_so() {
    let bytes = String::from_utf8(saved("https://tide.example/a", "A storm")).unwrap();
    let bytes = bytes.replace("WARC-Date", "WARC-Truncated: length\r\nWARC-Date");
    let opened = open("a.warc", bytes.into_bytes());
    assert_eq!(opened.files.len(), 1);
    assert_eq!(
        opened.reasons(),
        ["its end was left out when it was recorded"]
    );
}

#[test]
fn a_web_archive_stops_at_the_limits_of_all_archives() {
    let bomb = vec![b' '; 3 << 20];
    let fields = "Content-Type: text/html\r\nContent-Encoding: gzip\r\n";
    let first = saved("https://tide.example/a", "A storm");
    let inner = answered("https://tide.example/b", fields, &gzipped(&bomb));
    let outer = answered(
        "https://tide.example/b",
        "Content-Type: image/png\r\n",
        &bomb,
    );
    for (name, bytes) in [
        ("b.warc", [&first[..], &inner].concat()),
        ("b.warc.gz", gzipped(&[&first[..], &outer].concat())),
    ] {
        let opened = open_within(&NARROW, name, bytes);
        assert_eq!(opened.paths(), [format!("{name}/tide.example/a.html")]);
        assert_eq!(
            opened.reasons(),
            ["it unpacks to more than 1 MiB; the rest was not read"]
        );
    }
    let opened = open_within(&NARROW, "m.warc", first.repeat(1001));
    assert_eq!(opened.files.len(), 1000);
    assert_eq!(
        opened.reasons(),
        ["it holds more than 1000 files; the rest was not read"]
    );
}

#[test]
fn names_of_recorded_pages_stay_below_the_archive_and_are_shown_safely() {
    let opened = open(
        "a.warc",
        saved("https://tide.example/../../etc/\u{1b}[31m", "A storm"),
    );
    assert_eq!(opened.files.len(), 1);
    let path = opened.paths()[0];
    assert!(
        path.starts_with("a.warc/tide.example/") && !path.contains(['\u{1b}']),
        "{path}"
    );
    assert!(!path.contains(".."), "{path}");
}

#[test]
fn what_is_named_as_a_web_archive_and_is_none_is_told() {
    let (stored, reasons) = read("a.warc", b"A text".to_vec());
    assert_eq!(stored.len(), 0);
    assert_eq!(
        reasons,
        ["it is named as a web archive (WARC), but is none or lost its beginning"]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_damage_to_a_web_archive_ends_the_program(at in 0_usize..100_000, value in any::<u8>(), is_packed in any::<bool>()) {
        let mut bytes = session().concat();
        let at = at % bytes.len();
        bytes[at] = value;
        let bytes = if is_packed { gzipped(&bytes) } else { bytes };
        let (_, reasons) = read("d", bytes);
        prop_assert!(!reasons.iter().any(|reason| reason.contains("a fault in newsstand")));
    }
}
