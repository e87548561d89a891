//! Records of web archives (WARC): what servers answered, below a head of its own and one of HTTP.
//!
//! WARC 1.1 (ISO 28500:2017), <https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/>; HTTP by
//! RFC 9110 and 9112. Owns which records hold something to read, and what both heads say of it. Does not own the bytes:
//! how they are got and unpacked (`runtime::loader::archive`).

use url::Url;

use super::{Surroundings, date, field, head_lines::value, sanitize, sniff};
use crate::article::When;

/// How a record begins, in all versions.
const BEGINNING: &[u8] = b"WARC/";

/// Names of files that are written for programs.
const FOR_ROBOTS: [&str; 5] = [
    "/robots.txt",
    "/ads.txt",
    "/app-ads.txt",
    "/llms.txt",
    "/.well-known/",
];

/// Bytes of the line above a chunk.
const LONGEST_SIZE: usize = 1024;

/// Whether bytes begin a web archive: a version, and a field below it.
pub fn is_one(bytes: &[u8]) -> bool {
    let Some(rest) = bytes.strip_prefix(BEGINNING) else {
        return false;
    };
    let mut lines = super::head_lines::lines(rest);
    let version = lines.next().unwrap_or_default();
    let is_version = matches!(version, [b'0'..=b'9', b'.', b'0'..=b'9', ..])
        && version
            .iter()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'.'));
    is_version && lines.next().is_some_and(super::head_lines::is_field)
}

/// Whether a record begins with this line.
pub fn opens(line: &[u8]) -> bool {
    line.starts_with(BEGINNING)
}

/// What the head of a record says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Bytes of the block below the head.
    pub length: u64,
    /// When it was recorded.
    pub date: Option<When>,
    /// Whether the end of what was answered is missing, as whoever recorded it says.
    pub is_cut: bool,
    kind: Kind,
    address: String,
    media: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// An answer with its head.
    Response,
    /// What was answered alone.
    Resource,
    /// What was asked, notes, what is known from an earlier record.
    Other,
}

impl Record {
    /// Reads the head of a record. Without a length, there is none.
    pub fn read(head: &[u8]) -> Option<Self> {
        let field = |name| value(head, name).unwrap_or_default();
        let media = field("Content-Type");
        Some(Self {
            length: field("Content-Length").parse().ok()?,
            date: date::parse(&field("WARC-Date")),
            is_cut: ["WARC-Truncated", "WARC-Segment-Number"]
                .iter()
                .any(|name| value(head, name).is_some()),
            kind: match field("WARC-Type").to_ascii_lowercase().as_str() {
                "response" if media.starts_with("application/http") => Kind::Response,
                "resource" => Kind::Resource,
                _ => Kind::Other,
            },
            // Old programs write it in brackets.
            address: sanitize::line(field("WARC-Target-URI").trim_matches(['<', '>'])),
            media,
        })
    }

    /// Whether it may hold something to read: programs put notes of their own beside what is from the web.
    pub fn may_be_read(&self) -> bool {
        self.kind != Kind::Other && Url::parse(&self.address).is_ok_and(|url| url.has_host())
    }

    /// Whether the head of an answer stands at the beginning of its block.
    pub fn has_answer(&self) -> bool {
        self.kind == Kind::Response
    }

    /// What is to be read, if it is something to read. `answer` is the head of that, or empty.
    pub fn page(&self, answer: &[u8]) -> Option<Page> {
        let is_answer = self.has_answer();
        if is_answer && !is_success(answer) {
            return None;
        }
        let told = |name| value(answer, name).unwrap_or_default();
        let media = if is_answer {
            told("Content-Type")
        } else {
            self.media.clone()
        };
        let content = Content::of(&media)?;
        let url = Url::parse(&self.address).ok()?;
        if FOR_ROBOTS.iter().any(|name| url.path().starts_with(name)) {
            return None;
        }
        let site = url.host_str()?;
        let link = Some(&self.address).filter(|link| field::is_address(link));
        Some(Page {
            place: format!(
                "{} {}",
                self.date.map(|date| date.to_string()).unwrap_or_default(),
                self.address
            ),
            name: content.named(&url),
            site: site.strip_prefix("www.").unwrap_or(site).to_owned(),
            around: Surroundings {
                link: link.cloned(),
                charset: charset(&media),
                is_part: true,
                ..Surroundings::default()
            },
            is_chunked: told("Transfer-Encoding")
                .to_ascii_lowercase()
                .contains("chunked"),
            packings: packings(&told("Content-Encoding")),
            content,
        })
    }
}

/// A page, a feed or a text as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// What tells it from all others of its archive.
    pub place: String,
    /// A path for it, which ends as files of its kind do.
    pub name: String,
    /// The site that it is from.
    pub site: String,
    /// What is known of the article in it.
    pub around: Surroundings,
    /// Whether it was sent in chunks.
    pub is_chunked: bool,
    /// How it is packed, in the order in which that is to be undone.
    pub packings: Vec<Packing>,
    content: Content,
}

impl Page {
    /// Whether these bytes, unpacked, are what it was said to be: most XML and JSON is for programs.
    pub fn is_readable(&self, bytes: &[u8]) -> bool {
        match self.content {
            Content::Page | Content::Text | Content::Markdown => true,
            Content::Unnamed => bytes.trim_ascii_start().starts_with(b"<"),
            Content::Xml | Content::Json => sniff::is_feed(self.name.as_ref(), bytes),
        }
    }
}

/// How bytes are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// As files are.
    Gzip,
    /// The same without its head, or with a shorter one.
    Deflate,
    /// Zstandard.
    Zstd,
    /// By a method that is not known here, such as Brotli.
    Foreign,
}

/// What is read of what servers answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    Page,
    Text,
    Markdown,
    Xml,
    Json,
    Unnamed,
}

impl Content {
    fn of(media: &str) -> Option<Self> {
        let media = media.split(';').next().unwrap_or_default();
        Some(match media.trim().to_ascii_lowercase().as_str() {
            "text/html" | "application/xhtml+xml" => Self::Page,
            "text/plain" => Self::Text,
            "text/markdown" => Self::Markdown,
            "application/rss+xml"
            | "application/atom+xml"
            | "application/rdf+xml"
            | "application/xml"
            | "text/xml" => Self::Xml,
            "application/feed+json" | "application/json" => Self::Json,
            "" => Self::Unnamed,
            _ => return None,
        })
    }

    /// The endings of files of this kind; the first is given to those that have none of them.
    const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Page | Self::Unnamed => &["html", "htm", "xhtml"],
            Self::Text => &["txt", "text"],
            Self::Markdown => &["md", "markdown"],
            Self::Xml => &["xml", "rss", "atom", "rdf"],
            Self::Json => &["json"],
        }
    }

    /// A path for what lies at an address.
    fn named(self, url: &Url) -> String {
        let mut name = url.host_str().unwrap_or_default().to_owned();
        name.push_str(url.path().trim_end_matches('/'));
        if let Some(query) = url.query() {
            name.push('?');
            name.push_str(&query.replace(['/', '\\'], "_"));
        }
        let ending = name.rsplit_once('.').map(|(_, ending)| ending);
        let is_known = |known: &&str| ending.is_some_and(|own| own.eq_ignore_ascii_case(known));
        let endings = self.endings();
        if !endings.iter().any(is_known) {
            name.push('.');
            name.push_str(endings[0]);
        }
        name
    }
}

/// Whether an answer is what was asked for, and not another address or an excuse.
fn is_success(answer: &[u8]) -> bool {
    let line = super::head_lines::lines(answer).next().unwrap_or_default();
    let mut words = line.split(|byte| *byte == b' ');
    let is_http = words.next().is_some_and(|word| word.starts_with(b"HTTP/"));
    is_http && words.find(|word| !word.is_empty()) == Some(b"200")
}

fn charset(media: &str) -> Option<String> {
    let named = media.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then_some(value)
    })?;
    Some(named.trim_matches(['"', '\'', ' ']).to_owned())
}

fn packings(encodings: &str) -> Vec<Packing> {
    let packing = |encoding: &str| match encoding.trim().to_ascii_lowercase().as_str() {
        "" | "identity" | "none" => None,
        "gzip" | "x-gzip" => Some(Packing::Gzip),
        "deflate" => Some(Packing::Deflate),
        "zstd" => Some(Packing::Zstd),
        _ => Some(Packing::Foreign),
    };
    encodings.rsplit(',').filter_map(packing).collect()
}

/// Bytes that were sent in chunks, put together, as far as they go; nothing where they are not in chunks, as some
/// recorders leave them.
pub fn joined(bytes: &[u8]) -> Option<Vec<u8>> {
    let first = chunk(bytes).filter(|chunk| chunk.bytes.len() == chunk.size)?;
    let mut whole = Vec::with_capacity(bytes.len());
    let mut next = Some(first);
    while let Some(chunk) = next.filter(|chunk| chunk.size > 0) {
        whole.extend_from_slice(chunk.bytes);
        next = self::chunk(chunk.rest);
    }
    Some(whole)
}

/// A part of what was sent.
struct Chunk<'a> {
    /// How many bytes it has, as the line above it says.
    size: usize,
    /// Those of them that are there.
    bytes: &'a [u8],
    /// What stands behind.
    rest: &'a [u8],
}

fn chunk(bytes: &[u8]) -> Option<Chunk<'_>> {
    let end = memchr::memchr(b'\n', &bytes[..bytes.len().min(LONGEST_SIZE)])?;
    let size = bytes[..end].split(|byte| *byte == b';').next()?;
    let size = std::str::from_utf8(size.trim_ascii()).ok()?;
    let size = usize::from_str_radix(size, 16).ok()?;
    let bytes = &bytes[end + 1..];
    let (bytes, rest) = bytes.split_at(size.min(bytes.len()));
    let rest = rest.strip_prefix(b"\r").unwrap_or(rest);
    let rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    Some(Chunk { size, bytes, rest })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: &str, address: &str, media: &str) -> Record {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nwarc-target-uri: {address}\r\nWARC-Date: 2026-11-28T09:30:00Z\r\n\
             Content-Type: {media}\r\nContent-Length: 12\r\n\r\n"
        );
        Record::read(head.as_bytes()).unwrap()
    }

    fn answered(address: &str, answer: &str) -> Option<Page> {
        record("response", address, "application/http; msgtype=response").page(answer.as_bytes())
    }

    #[test]
    fn a_web_archive_is_known_by_its_first_lines() {
        assert!(is_one(b"WARC/1.0\r\nWARC-Type: warcinfo\r\n"));
        assert!(is_one(b"WARC/0.18\nwarc-type: warcinfo\n"));
        for text in [
            &b"WARC/1.0\r\n"[..],
            b"WARC/1.0 is a format\nfor: pages",
            b"WARC/1.0\n\nA text",
            b"WARC\nA: b",
            b"",
        ] {
            assert!(!is_one(text));
        }
    }

    #[test]
    fn json_that_a_page_fetched_for_itself_is_left_alone_and_a_feed_is_read() {
        let answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n";
        let page = answered("https://tide.example/api", answer).unwrap();
        assert!(!page.is_readable(br#"[{"title": "A", "text": "B"}]"#));
        assert!(page.is_readable(br#"{"version": "https://jsonfeed.org/version/1", "items": []}"#));
    }

    #[test]
    fn pages_feeds_and_texts_are_read_and_nothing_else() {
        let name = |media: &str| {
            let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: {media}\r\n\r\n");
            answered("https://tide.example/storm", &answer).map(|page| page.name)
        };
        assert_eq!(
            name("text/html; charset=utf-8").unwrap(),
            "tide.example/storm.html"
        );
        assert_eq!(
            name("application/atom+xml").unwrap(),
            "tide.example/storm.xml"
        );
        assert_eq!(name("Text/Plain").unwrap(), "tide.example/storm.txt");
        for other in [
            "image/png",
            "text/css",
            "text/javascript",
            "application/pdf",
        ] {
            assert_eq!(name(other), None, "{other}");
        }
        for answer in [
            "301 Moved",
            "304 Not Modified",
            "404 Not Found",
            "2000 ?",
            "",
        ] {
            let answer = format!("HTTP/1.1 {answer}\r\nContent-Type: text/html\r\n\r\n");
            assert_eq!(answered("https://tide.example/", &answer), None);
        }
        let robots = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n";
        assert_eq!(answered("https://tide.example/robots.txt", robots), None);
    }

    #[test]
    fn what_programs_note_beside_the_pages_is_not_read() {
        assert!(record("resource", "<http://tide.example/a>", "text/html").may_be_read());
        for (kind, address) in [
            ("request", "http://tide.example/"),
            ("revisit", "http://tide.example/"),
            ("metadata", "http://tide.example/"),
            ("resource", "urn:pageinfo:https://tide.example/"),
            ("resource", "metadata:log"),
            ("warcinfo", ""),
        ] {
            assert!(
                !record(kind, address, "text/html").may_be_read(),
                "{kind} {address}"
            );
        }
    }

    #[test]
    fn both_heads_say_what_the_page_does_not() {
        let answer = "HTTP/1.1 200 OK\r\nContent-Type: text/html; Charset=\"koi8-r\"\r\n\
            Content-Encoding: gzip, br\r\nTransfer-Encoding: chunked\r\n\r\n";
        let page = answered("https://www.tide.example/2026/storm/?id=1/2", answer).unwrap();
        assert_eq!(page.name, "www.tide.example/2026/storm?id=1_2.html");
        assert_eq!(page.site, "tide.example");
        let link = "https://www.tide.example/2026/storm/?id=1/2";
        assert_eq!(page.around.link.as_deref(), Some(link));
        assert_eq!(page.around.charset.as_deref(), Some("koi8-r"));
        assert_eq!(page.packings, [Packing::Foreign, Packing::Gzip]);
        assert!(page.is_chunked);
        let date = record("resource", "https://a.example/", "text/html").date;
        assert_eq!(date.unwrap().to_string(), "2026-11-28T09:30:00+00:00");
    }

    #[test]
    fn chunks_are_put_together_and_what_is_none_is_left() {
        let joined = |bytes: &[u8]| joined(bytes).map(|whole| String::from_utf8(whole).unwrap());
        let chunks = b"4;a=b\r\nThe \r\n3\r\nsea\r\n0\r\nTrailer: a\r\n\r\n";
        assert_eq!(joined(chunks).as_deref(), Some("The sea"));
        assert_eq!(joined(b"4\r\nThe \r\n3\r\nse").as_deref(), Some("The se"));
        assert_eq!(joined(b"4\r\nThe \r\n").as_deref(), Some("The "));
        assert_eq!(joined(b"0\r\n\r\n").as_deref(), Some(""));
        assert_eq!(joined(b"4\r\nThe"), None);
        assert_eq!(joined(b"<p>The sea</p>\n"), None);
        assert_eq!(joined(b""), None);
    }
}
