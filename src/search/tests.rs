//! The query language as a reader meets it.
//!
//! Owns the promises that hold for every query. What each query finds is a table (`tests/table.rs`).

mod hostile;
mod like;
mod listing;
mod patterns;
mod reference;
mod saved;
mod table;

use jiff::ZonedDateTime;
use proptest::prelude::*;

use super::*;
use crate::{
    article::{BlockKind, Body, BodyBuilder, Key, Origin, When},
    library::{Library, Stored},
    marks::{Change, Mark, Marks, Set},
};

fn now() -> ZonedDateTime {
    "2020-04-16T12:00:00+00:00[UTC]".parse().unwrap()
}

impl Query {
    /// Whether an article answers the query by itself.
    fn accepts(&self, stored: &Stored, mark: &Mark, now: &ZonedDateTime) -> bool {
        assert_eq!(*mark, Mark::default());
        let mut library = Library::default();
        library.add([stored.clone()], &Marks::default());
        let unlimited = Self {
            expr: self.expr.clone(),
            ..Self::default()
        };
        find(&unlimited, &library, &Marks::default(), now, &|| false)
            .is_ok_and(|rows| !rows.is_empty())
    }
}

/// An article at `place`; the rest of it is the caller's.
fn stored(place: &str, article: Article) -> Stored {
    let path = std::path::PathBuf::from(place);
    let origin = Origin {
        place: Key::of_place(&path, 0),
        path,
        item: 0,
        stored: None,
    };
    Stored::new(article, origin)
}

fn library(texts: &[&str]) -> Library {
    let mut library = Library::default();
    let articles = texts.iter().enumerate().map(|(index, text)| {
        let article = Article {
            title: format!("Article {index}"),
            body: Body::from_paragraphs([*text]),
            ..Article::default()
        };
        stored(&format!("news/{index:03}.txt"), article)
    });
    library.add(articles, &Marks::default());
    library
}

fn titles(query: &str, library: &Library, marks: &Marks) -> Vec<String> {
    let query = Query::parse(query).unwrap();
    let rows = find(&query, library, marks, &now(), &|| false).unwrap();
    let title = |row| library.get(row).title().to_owned();
    rows.into_iter().map(title).collect()
}

#[test]
fn the_librarys_order_is_kept() {
    let library = library(&["ships sail", "ships", "trains"]);
    let found = titles("ships", &library, &Marks::default());
    assert_eq!(found, ["Article 0", "Article 1"]);
    assert_eq!(titles("", &library, &Marks::default()).len(), 3);
}

#[test]
fn a_path_of_windows_is_found_with_slashes_and_with_backslashes() {
    let article = Article {
        title: "Tides".into(),
        ..Article::default()
    };
    let mut library = Library::default();
    library.add([stored(r"C:\News\sea\a.txt", article)], &Marks::default());
    for query in [
        "path:news/sea",
        r"path:news\sea",
        "path:News/sea",
        "path:/sea\\/a/",
    ] {
        let found = titles(query, &library, &Marks::default());
        assert_eq!(found, ["Tides"], "{query}");
    }
}

#[test]
fn source_and_path_are_those_of_any_copy() {
    let copy = |path: &str, source: &str, text: &str| {
        let article = Article {
            title: "Ships".to_owned(),
            guid: Some("tag:ships".to_owned()),
            source: Some(source.to_owned()),
            body: Body::from_paragraphs([text]),
            ..Article::default()
        };
        stored(path, article)
    };
    let mut library = Library::default();
    let longer = copy("wire/a.xml", "The Wire", "Ships sail far out to sea.");
    library.add([longer], &Marks::default());
    let shorter = copy("post/b.xml", "Harbour Post", "Ships sail.");
    library.add([shorter], &Marks::default());
    let found = |query: &str| titles(query, &library, &Marks::default()).len();
    for either in [
        "source:wire",
        "source:harbour",
        "source:Harbour",
        "from:post",
        "path:wire/",
        "path:post/",
        "source:/^Harbour/",
        "path:/b.xml$/",
        "ships source:post",
        "source:wire source:post",
    ] {
        assert_eq!(found(either), 1, "{either}");
    }
    for neither in [
        "-source:harbour",
        "source:herald",
        "path:herald",
        "ships -path:post",
    ] {
        assert_eq!(found(neither), 0, "{neither}");
    }
}

#[test]
fn a_search_that_nobody_waits_for_ends() {
    let library = library(&["ships"]);
    let query = Query::parse("ships").unwrap();
    assert_eq!(
        find(&query, &library, &Marks::default(), &now(), &|| true),
        Err(Stopped::Cancelled)
    );
}

#[test]
fn marks_are_found() {
    let library = library(&["one", "two", "three", "four"]);
    let mut marks = Marks::default();
    let change = |index: usize, set| {
        let row = library.order()[index];
        Change {
            id: library.id(row),
            place: library.place(row),
            set,
        }
    };
    let changes = vec![
        change(0, Set::Read(true)),
        change(1, Set::Starred(true)),
        change(2, Set::Position(40)),
        change(2, Set::Tag("later".into(), true)),
    ];
    marks.change(changes, 0);
    let found = |query: &str| {
        titles(query, &library, &marks)
            .join(" ")
            .replace("Article ", "")
    };
    assert_eq!(found("is:read"), "0");
    assert_eq!(found("is:unread"), "1 2 3");
    assert_eq!(found("is:starred"), "1");
    assert_eq!(found("is:reading"), "2");
    assert_eq!(found("is:new"), "1 3");
    assert_eq!(found("#later"), "2");
    assert_eq!(found("has:tag"), "2");
    let id = library.id(library.order()[3]).to_string();
    assert_eq!(found(&format!("id:{}", &id[..12])), "3");
    assert_eq!(found(&format!("id:{}", id.to_uppercase())), "3");
}

#[test]
fn the_term_that_finds_nothing_is_named_as_it_was_written() {
    let library = library(&["ships sail", "trains"]);
    let blamed = |text: &str| {
        let query = Query::parse(text).unwrap();
        blame(&query, &library, &Marks::default(), &now(), &|| false)
    };
    assert_eq!(
        blamed("ships InTitle:Zeppelin trains"),
        Some("InTitle:Zeppelin".to_owned())
    );
    assert_eq!(blamed("ships trains"), None);
    assert_eq!(blamed("ships -article"), Some("-article".to_owned()));
    assert_eq!(blamed("ships \"sail awa"), Some("\"sail awa\"".to_owned()));
}

#[test]
fn matches_are_places_in_the_article_itself() {
    let article = Article {
        title: "Zürich, Zurich".into(),
        byline: Some("Zoë Straßer".into()),
        source: Some("Daily".into()),
        body: Body::from_paragraphs(["The prisoner", "swap — the\u{a0}prisoner’s swap"]),
        boilerplate: vec!["Swap your news".into(), "Popular posts".into()],
        ..Article::default()
    };
    let lit = |query: &str| -> Vec<String> {
        let text = |found: Match| found.field.text_of(&article)[found.range].to_owned();
        Query::parse(query)
            .unwrap()
            .matches(&article)
            .found
            .into_iter()
            .map(text)
            .collect()
    };
    assert_eq!(lit("zurich"), ["Zürich", "Zurich"]);
    assert_eq!(lit("strasser OR daily"), ["Straßer", "Daily"]);
    assert_eq!(lit("\"prisoner swap\""), Vec::<String>::new());
    assert_eq!(lit("\"prisoner's swap\""), ["prisoner’s swap"]);
    assert_eq!(
        lit("\"the prisoner\" body:prison"),
        ["The prisoner", "the\u{a0}prisoner"]
    );
    assert_eq!(lit("-zurich is:unread"), Vec::<String>::new());
    assert_eq!(lit("NOT -daily"), ["Daily"]);
    assert_eq!(lit("The"), ["The"]);
}

#[test]
fn what_is_wrong_is_said_and_pointed_at() {
    for (query, at, said) in [
        (
            "ships is:red",
            6..12,
            "is: wants unread, read, starred, reading or new",
        ),
        (
            "is:",
            0..3,
            "is: wants unread, read, starred, reading or new",
        ),
        ("has:cheese", 0..10, "has: wants link, image, code or tag"),
        (
            "é titel:x",
            3..9,
            "There is no field titel: but there is title:",
        ),
        (
            "after:soon",
            0..10,
            "after: wants a date or an age, as 2020-04-01, yesterday or 7d (h d w m y)",
        ),
        ("id:xyz", 0..6, "id: wants hexadecimal digits, as 3fa9"),
        (
            "ships /pris(on|oner/ x",
            6..20,
            "This is no regular expression: unclosed group",
        ),
        (
            "is:/read/",
            0..9,
            "is: wants unread, read, starred, reading or new",
        ),
        (
            "é sort:size",
            3..12,
            "sort: wants date, title, length or relevance, with a minus to turn it round",
        ),
        ("limit:0", 0..7, "limit: wants a number from 1, as 20"),
        (
            "-sort:date",
            1..10,
            "sort: says how the answers are listed; write it without the minus before it",
        ),
    ] {
        let error = Query::parse(query).unwrap_err();
        assert_eq!((error.at, error.message.as_str()), (at, said), "{query}");
    }
}

#[test]
fn nesting_has_an_end() {
    let nested = |depth: usize| Query::parse(&format!("{}x", "(-".repeat(depth)));
    assert!(nested(32).is_ok());
    assert!(nested(33).unwrap_err().message.contains("flatter"));
    assert!(Query::parse(&"(".repeat(10_000)).is_err());
    assert!(Query::parse(&")".repeat(10_000)).unwrap().is_empty());
}

#[test]
fn half_a_query_asks_for_what_is_there() {
    for (half, whole) in [
        ("\"abc", "\"abc\""),
        ("(", ""),
        ("(a OR", "a"),
        ("a OR b)", "a OR b"),
        ("OR a AND", "a"),
        ("a -", "a"),
        ("#\"sea trade\"", "tag:\"sea trade\""),
        ("#“sea", "tag:\"sea\""),
        ("a AND b", "a b"),
        ("a AND b OR c AND -d", "(a b) OR (c -d)"),
        ("NOT a b", "(NOT a) b"),
        ("NOT title:a OR b", "-title:a OR b"),
        ("-(a OR b) c", "(-(a OR b)) c"),
        ("title:(a b OR c)", "(title:a title:b) OR title:c"),
        ("title:(a body:b)", "title:a body:b"),
        ("intitle:\"two words", "intitle:\"two words\""),
        ("\"a\"b", "\"a\" b"),
        ("a NOT", "a"),
        ("- a", "a"),
        ("title:", ""),
        ("title: a", "a"),
        ("\"\" a", "a"),
        ("#", "#"),
        ("“abc” d", "\"abc\" d"),
        ("(a b) c", "a b c"),
        ("(a b) OR (c OR d)", "a b OR c OR d"),
        ("title:(a OR -\"b c\")", "title:a OR -title:\"b c\""),
        ("NOT (a b)", "-(a b)"),
    ] {
        let read = |text| Query::parse(text).unwrap();
        assert_eq!(read(half), read(whole), "{half}");
        assert_eq!(read(half).to_string(), read(whole).to_string(), "{half}");
    }
}

fn saved() -> Saved {
    let mut saved = Saved::default();
    saved.set("mine", "ships OR sea sort:title").unwrap();
    saved.set("two words", "search:mine -b limit:2").unwrap();
    saved
}

/// Strings that look like queries.
fn query_like() -> impl Strategy<Value = String> {
    let parts = [
        "a",
        "b",
        "Berg",
        "über",
        "日本",
        "OR",
        "AND",
        "NOT",
        "-",
        "(",
        ")",
        "\"",
        "“",
        "”",
        " ",
        " ",
        "  ",
        "title:",
        "tag:",
        "is:",
        "unread",
        "has:link",
        "#",
        ":",
        "/",
        "x/",
        "/a+/",
        "\\",
        "sort:-date",
        "limit:3",
        "words:>3",
        "after:2020-04",
        "titel:",
        "id:3f",
        "\n",
        "\u{301}",
        "..",
        "from:",
        "like:3f",
        "search:",
        "search:mine",
        "search:\"Two words\"",
        "#\"",
        "date:2020-W16",
        "date:7d..2d",
        "newer:3h",
        "before:yesterday",
        "has:",
        "code",
        "time:<5",
        "words:2..9",
        "lang:en",
        "url:",
        "path:",
        "author:",
        "body:/^a/",
        "source:(",
        "/a\\/b/",
        "צה\"ל",
    ];
    proptest::collection::vec(proptest::sample::select(parts.to_vec()), 0..24)
        .prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn any_text_can_be_asked(text in any::<String>(), like in query_like()) {
        for text in [text, like] {
            if let Err(error) = Query::parse(&text) {
                prop_assert!(text.get(error.at.clone()).is_some(), "{:?} in {text:?}", error.at);
            }
        }
    }

    #[test]
    fn the_printed_form_reads_back(text in any::<String>(), like in query_like()) {
        for text in [text, like] {
            if let Ok(query) = Query::parse_with(&text, &saved()) {
                prop_assert_eq!(Query::parse_with(&query.to_string(), &saved()), Ok(query.clone()), "{} of {:?}", query, text);
            }
        }
    }

    #[test]
    fn matches_lie_in_order_within_their_fields(text in "\\PC{0,40}", like in query_like()) {
        let article = Article {
            title: text.clone(),
            body: Body::from_paragraphs([text.as_str(), "a über Berg 日本 ab b"]),
            ..Article::default()
        };
        let found = Query::parse(&like).map(|query| query.matches(&article).found).unwrap_or_default();
        for place in &found {
            let field = if place.field == Field::Title { &article.title } else { article.body.text() };
            prop_assert!(field.get(place.range.clone()).is_some_and(|text| !text.is_empty()));
        }
        for pair in found.windows(2) {
            prop_assert!(pair[0].field < pair[1].field || pair[0].range.end <= pair[1].range.start);
        }
    }

    #[test]
    fn finding_is_what_a_plain_reading_of_the_query_says(
        words in proptest::collection::vec(("-?", "[abAB]{1,2}", " | OR "), 1..5),
        texts in proptest::collection::vec("[ab AB]{0,6}", 1..8),
    ) {
        let query: String = words.iter().map(|(minus, word, by)| format!("{minus}{word}{by}")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let library = library(&texts);
        let holds = |row: Row, part: &str| {
            let (wanted, word) = part.strip_prefix('-').map_or((true, part), |word| (false, word));
            let article = &library.get(row).article();
            let text = format!("{}\n{}", article.title, article.body.text());
            let exact = word.chars().any(char::is_uppercase);
            wanted == if exact { text.contains(word) } else { text.to_lowercase().contains(word) }
        };
        let plain = |row: &Row| {
            let mut sides = query.trim_end_matches(" OR ").split(" OR ");
            sides.any(|side| side.split_whitespace().all(|part| holds(*row, part)))
        };
        let expected: Vec<Row> = library.order().iter().copied().filter(plain).collect();
        let read = Query::parse(&query).unwrap();
        let found = find(&read, &library, &Marks::default(), &now(), &|| false);
        prop_assert_eq!(found, Ok(expected), "{}", query);
    }
}

/// The row of a library.
type Row = crate::library::Row;
