//! Pages that Safari has saved, as a user finds them here.
//!
//! The shapes are Safari's, the texts our own.

mod parsed;

use newsstand::{
    article::{Format, Outcome},
    parse::Parsed,
};
use parsed::{assert_harmless, read, titles, urls};
use proptest::prelude::*;

/// A value of a property list.
#[derive(Clone)]
enum Value {
    Text(String),
    /// The same in units of two bytes.
    Wide(String),
    Bytes(Vec<u8>),
    Number(u8),
    List(Vec<Value>),
    Dictionary(Vec<(&'static str, Value)>),
}

impl Value {
    fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    /// Adds it to the objects of a list, and returns its number, of two bytes.
    fn store(&self, objects: &mut Vec<Vec<u8>>) -> [u8; 2] {
        let at = objects.len();
        objects.push(Vec::new());
        let headed = |kind: u8, count: usize, content: Vec<u8>| {
            let mut object = match u8::try_from(count) {
                Ok(count @ ..15) => vec![kind << 4 | count],
                _ => {
                    let long = (count as u32).to_be_bytes();
                    [vec![kind << 4 | 0xf, 0x12], long.to_vec()].concat()
                }
            };
            object.extend(content);
            object
        };
        objects[at] = match self {
            Self::Text(text) => headed(5, text.len(), text.clone().into_bytes()),
            Self::Wide(text) => {
                let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
                headed(6, units.len() / 2, units)
            }
            Self::Bytes(bytes) => headed(4, bytes.len(), bytes.clone()),
            Self::Number(number) => vec![0x10, *number],
            Self::List(values) => {
                let numbers: Vec<_> = values.iter().map(|value| value.store(objects)).collect();
                headed(0xa, values.len(), numbers.concat())
            }
            Self::Dictionary(pairs) => {
                let keys: Vec<_> = pairs
                    .iter()
                    .map(|(key, _)| Self::text(key).store(objects))
                    .collect();
                let values: Vec<_> = pairs
                    .iter()
                    .map(|(_, value)| value.store(objects))
                    .collect();
                headed(0xd, pairs.len(), [keys, values].concat().concat())
            }
        };
        (at as u16).to_be_bytes()
    }

    /// The list in bytes.
    fn binary(&self) -> Vec<u8> {
        let mut objects = Vec::new();
        self.store(&mut objects);
        let (mut list, mut offsets) = (b"bplist00".to_vec(), Vec::new());
        for object in &objects {
            offsets.extend((list.len() as u32).to_be_bytes());
            list.extend(object);
        }
        let numbers = [objects.len(), 0, list.len()].map(|number| (number as u64).to_be_bytes());
        list.extend(offsets);
        list.extend([0, 0, 0, 0, 0, 0, 4, 2]);
        list.extend(numbers.concat());
        list
    }

    /// The list as XML.
    fn xml(&self) -> String {
        fn written(value: &Value) -> String {
            match value {
                Value::Text(text) | Value::Wide(text) => {
                    format!("<string>{}</string>\n", text.replace('&', "&amp;"))
                }
                Value::Bytes(bytes) => format!("<data>\n\t{}\n</data>\n", base64(bytes)),
                Value::Number(number) => format!("<integer>{number}</integer>\n"),
                Value::List(values) => format!(
                    "<array>{}</array>\n",
                    values.iter().map(written).collect::<String>()
                ),
                Value::Dictionary(pairs) => {
                    let pairs = pairs
                        .iter()
                        .map(|(key, value)| format!("<key>{key}</key>\n{}", written(value)));
                    format!("<dict>{}</dict>\n", pairs.collect::<String>())
                }
            }
        }
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \
             \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n<plist version=\"1.0\">\n{}</plist>\n",
            written(self)
        )
    }
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letters = |three: &[u8]| {
        let bits = three
            .iter()
            .chain(&[0, 0])
            .take(3)
            .fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
        let letter = |at: usize| match at <= three.len() {
            true => char::from(LETTERS[bits >> (18 - 6 * at) & 63]),
            false => '=',
        };
        (0..4).map(letter).collect::<String>()
    };
    bytes
        .chunks(3)
        .map(letters)
        .collect::<Vec<_>>()
        .join("\n\t")
}

/// A page that was saved with these bytes, of this media type and in this encoding.
fn saved(bytes: &[u8], media: &str, encoding: Option<&str>) -> Value {
    let picture = Value::Dictionary(vec![
        (
            "WebResourceData",
            Value::Bytes(b"\x89PNG\r\n\x1a\n\0".repeat(40)),
        ),
        ("WebResourceMIMEType", Value::text("image/png")),
        (
            "WebResourceURL",
            Value::text("https://tide.example/wave.png"),
        ),
        ("WebResourceResponse", Value::Bytes(b"bplist00".to_vec())),
    ]);
    let frame = Value::Dictionary(vec![(
        "WebMainResource",
        Value::Dictionary(vec![
            (
                "WebResourceData",
                Value::Bytes(b"<p>An advertisement.</p>".to_vec()),
            ),
            ("WebResourceURL", Value::text("https://ads.example/")),
        ]),
    )]);
    let mut main = vec![
        ("WebResourceData", Value::Bytes(bytes.to_vec())),
        ("WebResourceFrameName", Value::text("")),
        ("WebResourceMIMEType", Value::text(media)),
    ];
    main.extend(encoding.map(|encoding| ("WebResourceTextEncodingName", Value::text(encoding))));
    main.push((
        "WebResourceURL",
        Value::text("https://tide.example/high?id=1&page=2"),
    ));
    Value::Dictionary(vec![
        ("WebMainResource", Value::Dictionary(main)),
        ("WebSubframeArchives", Value::List(vec![frame])),
        (
            "WebSubresources",
            Value::List(vec![picture.clone(), picture, Value::Number(3)]),
        ),
    ])
}

fn page(head: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>High water</title>{head}</head><body><article><h1>High water</h1>\
         <p>The sea rose twice on Monday, and the walls of Zürich held, as they had been built to.</p>\
         <p>On Tuesday it <a href=\"fell\">fell</a>, and nobody who had stayed at home was sorry for that.</p></article></body></html>"
    )
}

/// What is read of a list in both ways in which it is written.
fn both(list: &Value) -> Parsed {
    let binary = read("high.webarchive", list.binary());
    assert_eq!(read("high.webarchive", list.xml()), binary);
    binary
}

#[test]
fn a_page_that_safari_saved_is_read_as_the_page_it_is() {
    let parsed = both(&saved(page("").as_bytes(), "text/html", Some("UTF-8")));
    assert_eq!(parsed.problems, []);
    assert_eq!(titles(&parsed), ["High water"]);
    let article = &parsed.articles[0];
    assert_eq!(article.format, Format::Html);
    let link = "https://tide.example/high?id=1&page=2";
    assert_eq!(article.link.as_deref(), Some(link));
    assert_eq!(urls(article), ["https://tide.example/fell"]);
    assert!(
        article.body.text().starts_with("The sea rose twice"),
        "{}",
        article.body.text()
    );
    assert!(!article.body.text().contains("advertisement"));
    let own = page("<link rel=canonical href='https://tide.example/high'>");
    let parsed = both(&saved(own.as_bytes(), "text/html", None));
    assert_eq!(
        parsed.articles[0].link.as_deref(),
        Some("https://tide.example/high")
    );
    for name in ["high", "high.html", "high.txt", "-"] {
        let parsed = read(name, saved(page("").as_bytes(), "text/html", None).binary());
        assert_eq!(titles(&parsed), ["High water"], "{name}");
    }
}

#[test]
fn a_saved_page_is_read_in_the_encoding_that_was_told_else_in_its_own() {
    let western = |head: &str| -> Vec<u8> { page(head).chars().map(|char| char as u8).collect() };
    for (bytes, encoding) in [
        (western(""), Some("ISO-8859-1")),
        (western(""), Some("windows-1252")),
        (western("<meta charset=latin1>"), None),
        (western("<meta charset=latin1>"), Some("no-such-encoding")),
        (page("").into_bytes(), None),
        (page("").into_bytes(), Some("utf-8")),
        (page("<meta charset=latin1>").into_bytes(), Some("utf-8")),
        (
            page("").encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Some("utf-16le"),
        ),
    ] {
        let parsed = both(&saved(&bytes, "text/html", encoding));
        assert!(
            parsed.articles[0].body.text().contains("Zürich"),
            "{encoding:?}: {parsed:?}"
        );
        assert_eq!(parsed.problems, [], "{encoding:?}");
    }
}

#[test]
fn a_text_that_safari_saved_is_a_text() {
    let parsed = both(&saved(
        "High water\n\nThe sea rose in Zürich.\n".as_bytes(),
        "text/plain",
        Some("utf-8"),
    ));
    let article = &parsed.articles[0];
    assert_eq!(
        (article.format, article.title.as_str()),
        (Format::Text, "High water")
    );
    assert_eq!(article.body.text(), "The sea rose in Zürich.");
    assert!(article.link.is_some());
}

#[test]
fn keys_and_texts_may_be_written_in_wide_letters() {
    let main = Value::Dictionary(vec![
        ("WebResourceData", Value::Bytes(page("").into_bytes())),
        ("WebResourceMIMEType", Value::Wide("text/html".to_owned())),
        (
            "WebResourceURL",
            Value::Wide("https://tide.example/höhe".to_owned()),
        ),
    ]);
    let parsed = both(&Value::Dictionary(vec![("WebMainResource", main)]));
    assert_eq!(
        parsed.articles[0].link.as_deref(),
        Some("https://tide.example/höhe")
    );
}

#[test]
fn what_safari_saved_that_is_no_page_is_told() {
    for (media, told) in [
        (
            "image/png",
            "it was saved by Safari, but holds no page: image/png",
        ),
        (
            "application/pdf",
            "it was saved by Safari, but holds no page: application/pdf",
        ),
        (
            "",
            "it was saved by Safari, but holds no page: it does not say what it is",
        ),
    ] {
        let parsed = both(&saved(b"%PDF-1.7", media, None));
        assert_eq!(parsed.articles, []);
        assert_eq!(parsed.problems[0].reason, told);
        assert_eq!(parsed.problems[0].outcome, Outcome::Skipped);
    }
    let preferences = Value::Dictionary(vec![
        ("NSWindow", Value::Number(1)),
        ("Pages", Value::List(Vec::new())),
    ]);
    for list in [
        preferences,
        Value::List(Vec::new()),
        Value::Dictionary(vec![("WebMainResource", Value::Number(1))]),
    ] {
        let parsed = read("a.plist", list.binary());
        assert_eq!(
            parsed.problems[0].reason,
            "it is a property list, and no page that Safari has saved"
        );
    }
    let empty = both(&Value::Dictionary(vec![(
        "WebMainResource",
        Value::Dictionary(Vec::new()),
    )]));
    assert_eq!(
        empty.problems[0].reason,
        "the page in it is missing or damaged"
    );
    let named = read("a.webarchive", "A text");
    assert_eq!(
        named.problems[0].reason,
        "it is named as a page that Safari has saved, but is none or lost its beginning"
    );
}

#[test]
fn a_saved_page_cut_at_any_byte_says_what_is_wrong_and_what_helps() {
    let list = saved(page("").as_bytes(), "text/html", None);
    for whole in [list.binary(), list.xml().trim_end().as_bytes().to_vec()] {
        for end in 0..whole.len() {
            let parsed = read("high.webarchive", &whole[..end]);
            assert_eq!(
                parsed.articles.len() + parsed.problems.len(),
                1,
                "{end}: {parsed:?}"
            );
            if parsed.articles.is_empty() {
                let remedy = &parsed.problems[0].remedy;
                assert!(remedy.starts_with("copy the file again"), "{end}: {remedy}");
            }
        }
    }
}

#[test]
fn lists_that_name_themselves_or_more_than_there_is_cost_nothing() {
    let list = saved(page("").as_bytes(), "text/html", None).binary();
    let end = list.len();
    // The counts and places in the trailer, and the numbers of the first dictionary.
    let places = (end - 26..end).chain(8..40);
    for at in places {
        for byte in [0, 1, 2, 8, 9, 0x7f, 0xff] {
            let mut damaged = list.clone();
            damaged[at] = byte;
            let parsed = read("high.webarchive", &damaged);
            assert!(
                parsed.articles.len() + parsed.problems.len() > 0,
                "{at} {byte}"
            );
        }
    }
}

/// A list whose outermost dictionary has so many keys, and all are one text of as many letters. `inner` is the number of
/// the object under each: that dictionary, or the text.
fn of_one_text(count: usize, kind: u8, inner: u8) -> Vec<u8> {
    let long = |kind: u8| {
        [
            vec![kind << 4 | 0xf, 0x12],
            (count as u32).to_be_bytes().to_vec(),
        ]
        .concat()
    };
    let mut list = [
        &b"bplist00"[..],
        &long(0xd),
        &vec![1; count],
        &vec![inner; count],
    ]
    .concat();
    let text = list.len();
    list.extend(long(kind));
    list.extend(vec![0; count * if kind == 6 { 2 } else { 1 }]);
    let numbers = [2, 0, list.len()].map(|number| (number as u64).to_be_bytes());
    list.extend(
        [8, text]
            .map(|offset| offset as u32)
            .into_iter()
            .flat_map(u32::to_be_bytes),
    );
    list.extend([0, 0, 0, 0, 0, 0, 4, 1]);
    list.extend(numbers.concat());
    list
}

#[test]
fn a_long_text_that_every_key_names_is_not_read_for_each_of_them() {
    for (kind, inner) in [(5, 0), (5, 1), (6, 0), (6, 1)] {
        let parsed = read("high.webarchive", of_one_text(4 << 20, kind, inner));
        assert_eq!(parsed.problems[0].outcome, Outcome::Skipped);
    }
}

#[test]
fn what_a_page_shows_besides_may_be_long() {
    let mut list = saved(page("").as_bytes(), "text/html", None);
    if let Value::Dictionary(pairs) = &mut list {
        let picture = Value::Dictionary(vec![("WebResourceData", Value::Bytes(vec![7; 20 << 20]))]);
        pairs[2].1 = Value::List(vec![picture]);
    }
    let parsed = read("high.webarchive", list.binary());
    assert_eq!(
        (titles(&parsed), parsed.problems.len()),
        (vec!["High water"], 0)
    );
    let long = page(&"<!-- -->".repeat(3 << 20));
    let parsed = read(
        "high.webarchive",
        saved(long.as_bytes(), "text/html", None).binary(),
    );
    assert_eq!(parsed.problems[0].outcome, Outcome::Cut);
}

proptest! {
    #[test]
    fn no_damage_to_a_saved_page_makes_it_panic(
        is_xml in any::<bool>(),
        cuts in prop::collection::vec((0.0..1.0_f64, 0..9_usize, prop::collection::vec(any::<u8>(), 0..9)), 1..6),
    ) {
        let list = saved(page("").as_bytes(), "text/html", Some("utf-8"));
        let mut bytes = if is_xml { list.xml().into_bytes() } else { list.binary() };
        for (at, length, piece) in cuts {
            let start = (bytes.len() as f64 * at) as usize;
            let end = bytes.len().min(start + length);
            bytes.splice(start..end, piece);
        }
        assert_harmless(read("high.webarchive", bytes));
    }
}
