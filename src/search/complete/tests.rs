//! The menu, as it stands while a reader types.

use jiff::ZonedDateTime;
use proptest::prelude::*;

use super::*;
use crate::{
    article::{Article, Key, Origin, When},
    library::{Library, Stored},
    marks::{Change, Marks, Set},
    search::Query,
};

fn library() -> Library {
    let article = |index: usize, source: &str, tag: &str| Article {
        title: format!("Article {index}"),
        source: Some(source.to_owned()),
        byline: Some("Ana \"Ace\" Ek".to_owned()),
        tags: vec![tag.to_owned()],
        published: Some(When::Day(jiff::civil::date(2020, 4, 16 - 3 * index as i8))),
        ..Article::default()
    };
    let articles = [
        article(0, "Wire", "sea"),
        article(1, "Harbour Post", "sea"),
        article(2, "Harbour Post", "sail boats"),
    ];
    library_of(articles)
}

fn library_of(articles: impl IntoIterator<Item = Article>) -> Library {
    let mut library = Library::default();
    let stored = articles.into_iter().map(|article| {
        let path = std::path::PathBuf::from(&article.title);
        let place = Key::of_place(&path, 0);
        Stored::new(
            article,
            Origin {
                path,
                item: 0,
                place,
                stored: None,
            },
        )
    });
    library.add(stored, &Marks::default());
    library
}

fn saved() -> Saved {
    let mut saved = Saved::default();
    saved.set("Rail news", "trains").unwrap();
    saved.set("newest", "sort:-date limit:9").unwrap();
    saved
}

/// The menu behind a text, over a library without marks.
fn offered_in(library: &Library, text: &str) -> Vec<Completion> {
    let tally = Tally::of(library, &Marks::default(), &now(), &|| false).unwrap();
    let known = Known {
        tally: Some(&tally),
        saved: &Saved::default(),
        answers: &|_| None,
    };
    complete(text, text.len(), known)
}

/// How many articles of it a search finds.
fn found_in(library: &Library, query: &str) -> usize {
    let query = Query::parse(query).unwrap();
    let rows = crate::search::find(&query, library, &Marks::default(), &now(), &|| false);
    rows.unwrap().len()
}

/// The menu over the library; of saved searches that of trains has four answers.
fn completed(text: &str, cursor: usize, marks: &Marks) -> Vec<Completion> {
    let tally = Tally::of(&library(), marks, &now(), &|| false).unwrap();
    let answers = |name: &str| (name == "Rail news").then_some(4);
    let known = Known {
        tally: Some(&tally),
        saved: &saved(),
        answers: &answers,
    };
    complete(text, cursor, known)
}

fn now() -> ZonedDateTime {
    "2020-04-16T12:00:00+00:00[UTC]".parse().unwrap()
}

fn at_byte(text: &str, cursor: usize) -> Vec<Completion> {
    completed(text, cursor, &Marks::default())
}

/// What is offered at the end of the text: the whole query with it taken, and its count.
fn offers(text: &str) -> Vec<(String, Option<usize>)> {
    let library = library();
    let mut marks = Marks::default();
    let row = library.order()[0];
    let set = |set| Change {
        id: library.id(row),
        place: library.place(row),
        set,
    };
    marks.change(
        vec![set(Set::Read(true)), set(Set::Tag("later".into(), true))],
        0,
    );
    let taken = |offer: Completion| {
        let mut line = text.to_owned();
        line.replace_range(offer.range, &offer.text);
        (line, offer.count)
    };
    completed(text, text.len(), &marks)
        .into_iter()
        .map(taken)
        .collect()
}

fn first(text: &str) -> Option<String> {
    offers(text).into_iter().next().map(|(line, _)| line)
}

#[test]
fn an_empty_prompt_offers_the_fields() {
    let lines: Vec<String> = offers("").into_iter().map(|(line, _)| line).collect();
    assert!(lines.contains(&"title:".to_owned()) && lines.contains(&"is:".to_owned()));
    assert!(lines.contains(&"search:".to_owned()));
    let known = Known {
        tally: None,
        saved: &Saved::default(),
        answers: &|_| None,
    };
    let unsaved = complete("", 0, known);
    assert!(unsaved.iter().all(|offer| offer.text != "search:"));
}

#[test]
fn saved_searches_are_offered_with_their_texts_and_counts() {
    let shown = |text: &str| -> Vec<_> {
        at_byte(text, text.len())
            .into_iter()
            .map(|offer| (offer.text, offer.help, offer.count))
            .collect()
    };
    let offer = |text: &str, help: &str, count| (text.to_owned(), help.to_owned(), count);
    let rail = offer("search:\"Rail news\"", "trains", Some(4));
    let newest = offer("search:newest", "sort:-date limit:9", None);
    assert_eq!(shown("x -search:"), [rail.clone(), newest.clone()]);
    assert_eq!(shown("search:NEW"), [newest, rail.clone()]);
    assert_eq!(shown("search:\"rail n"), [rail]);
}

#[test]
fn tags_and_languages_are_counted_as_a_search_finds_them() {
    let article = |(index, (lang, tag)): (usize, (&str, &str))| Article {
        title: format!("Article {index}"),
        lang: Some(lang.to_owned()),
        tags: vec![tag.to_owned()],
        ..Article::default()
    };
    let values = [
        ("en-US", "Sea"),
        ("en", "Sea"),
        ("en-us", "sea"),
        ("eng", "air"),
        ("en-US", "air"),
    ];
    let library = library_of(values.into_iter().enumerate().map(article));
    for (text, offered) in [
        (
            "lang:",
            vec![("lang:en", 4), ("lang:en-US", 3), ("lang:eng", 1)],
        ),
        ("#", vec![("#Sea", 3), ("#air", 2)]),
    ] {
        let offers = offered_in(&library, text).into_iter();
        let offers: Vec<_> = offers
            .map(|offer| (offer.text, offer.count.unwrap()))
            .collect();
        let offers: Vec<_> = offers
            .iter()
            .map(|(text, count)| (text.as_str(), *count))
            .collect();
        assert_eq!(offers, offered);
        for (query, count) in offered {
            assert_eq!(found_in(&library, query), count, "{query}");
        }
    }
}

#[test]
fn a_field_is_offered_by_its_beginning() {
    assert_eq!(first("ships ti").as_deref(), Some("ships title:"));
    assert_eq!(first("ships -(so").as_deref(), Some("ships -(source:"));
    assert_eq!(first("intit").as_deref(), Some("intitle:"));
}

#[test]
fn a_term_is_offered_by_what_it_means() {
    assert_eq!(first("unread").as_deref(), Some("is:unread"));
    assert_eq!(
        first("ships last week").as_deref(),
        Some("ships newer_than:7d")
    );
    assert_eq!(first("last we").as_deref(), Some("newer_than:7d"));
    assert_eq!(first("untagged").as_deref(), Some("-has:tag"));
    assert_eq!(first("favour").as_deref(), Some("is:starred"));
    assert_eq!(first("longest").as_deref(), Some("sort:-length"));
    assert_eq!(
        first("ships sort:-l").as_deref(),
        Some("ships sort:-length")
    );
}

#[test]
fn values_come_with_counts_the_most_frequent_first() {
    let harbour = ("source:\"Harbour Post\"".to_owned(), Some(2));
    assert_eq!(
        offers("source:"),
        [harbour.clone(), ("source:Wire".to_owned(), Some(1))]
    );
    assert_eq!(first("source:post").as_ref(), Some(&harbour.0));
    assert_eq!(offers("source:\"harbour p"), [harbour]);
    assert_eq!(
        offers("ships -feed:w"),
        [("ships -feed:Wire".to_owned(), Some(1))]
    );
    assert_eq!(
        offers("#s"),
        [
            ("#sea".to_owned(), Some(2)),
            ("tag:\"sail boats\"".to_owned(), Some(1))
        ]
    );
    assert_eq!(offers("tag:lat"), [("tag:later".to_owned(), Some(1))]);
    assert_eq!(offers("is:un"), [("is:unread".to_owned(), Some(2))]);
    assert_eq!(offers("is:re").len(), 2);
}

#[test]
fn what_is_counted_is_what_is_found() {
    let library = library();
    for typed in [
        "source:",
        "author:",
        "from:",
        "tag:",
        "#",
        "is:",
        "after:",
        "newer_than:",
        "before:",
        "older:",
        "date:",
        "unread",
        "last week",
        "old",
        "today",
    ] {
        let offers = at_byte(typed, typed.len());
        let offers: Vec<_> = offers
            .iter()
            .filter(|offer| !offer.text.ends_with(':') && !offer.text.starts_with("sort:"))
            .collect();
        assert!(!offers.is_empty(), "{typed}");
        for offer in offers {
            let query = Query::parse(&offer.text).unwrap();
            let found = crate::search::find(&query, &library, &Marks::default(), &now(), &|| false);
            assert_eq!(
                found.ok().map(|rows| rows.len()),
                offer.count,
                "{}",
                offer.text
            );
        }
    }
}

#[test]
fn names_within_names_are_counted_as_a_search_finds_them() {
    let article = |(index, (source, byline)): (usize, (&str, &str))| Article {
        title: format!("Article {index}"),
        source: Some(source.to_owned()),
        byline: Some(byline.to_owned()),
        tags: vec!["sea".to_owned(), format!("black {source}")],
        ..Article::default()
    };
    let values = [
        ("Post", "Ann Lee"),
        ("Harbour Post", "Ann Lee and Bo Ek"),
        ("post haste", "Bo Ek"),
        ("Lee", "The Post"),
        ("Post", "Post"),
    ];
    let library = library_of(values.into_iter().enumerate().map(article));
    for typed in [
        "source:",
        "author:",
        "from:",
        "tag:",
        "source:po",
        "from:lee",
    ] {
        let offers = offered_in(&library, typed);
        assert!(!offers.is_empty(), "{typed}");
        for offer in offers {
            let found = found_in(&library, &offer.text);
            assert_eq!(Some(found), offer.count, "{}", offer.text);
        }
    }
    let first = &offered_in(&library, "source:")[0];
    assert_eq!((first.text.as_str(), first.count), ("source:Post", Some(3)));
}

#[test]
fn dates_are_offered_as_people_call_them_the_latest_first() {
    let dates = [
        "2020-04-16",
        "2020-04-14",
        "2020-04-07",
        "2020-03-30",
        "2020-02-01",
        "2019-07-07",
        "2011-01-01",
    ];
    let article = |date: &str| Article {
        title: date.to_owned(),
        published: date.parse().ok().map(crate::article::When::Day),
        ..Article::default()
    };
    let library = library_of(dates.into_iter().map(article));
    let offers = |typed: &str| -> Vec<_> {
        let offers = offered_in(&library, typed).into_iter();
        offers
            .map(|offer| (offer.text, offer.help, offer.count.unwrap()))
            .collect()
    };
    let texts =
        |typed: &str| -> Vec<_> { offers(typed).into_iter().map(|(text, ..)| text).collect() };
    let all = offers("date:");
    let said: Vec<_> = all
        .iter()
        .map(|(text, help, count)| (text.as_str(), help.as_str(), *count))
        .collect();
    assert_eq!(
        said,
        [
            ("date:today", "on this day", 1),
            ("date:2020-W16", "this week", 2),
            ("date:7d", "in the last 7 days", 2),
            ("date:2020-W15", "last week", 1),
            ("date:2020-04", "this month", 3),
            ("date:30d", "in the last 30 days", 4),
            ("date:2020-03", "last month", 1),
            ("date:2020", "this year", 5),
            ("date:2019", "last year", 1),
            ("date:2011", "in this year", 1),
        ]
    );
    for (text, _, count) in all {
        assert_eq!(found_in(&library, &text), count, "{text}");
    }
    assert_eq!(texts("date:week"), ["date:2020-W16", "date:2020-W15"]);
    assert_eq!(texts("date:yes"), ["date:yesterday"]);
    assert_eq!(texts("-date:2020-w"), ["date:2020-W16", "date:2020-W15"]);
    assert_eq!(texts("date:20").last().unwrap(), "date:2011");
}

#[test]
fn nothing_is_offered_within_a_phrase() {
    assert_eq!(offers("\"unre"), []);
    assert_eq!(at_byte("é", 1), []);
    assert_eq!(at_byte("a", 9), []);
}

proptest! {
    #[test]
    fn every_offer_stands_before_the_cursor_and_can_be_read(text in "[a-z:\"# ()é-]{0,12}") {
        for cursor in 0..=text.len() {
            for offer in at_byte(&text, cursor) {
                prop_assert!(offer.range.end == cursor && text.get(offer.range.clone()).is_some());
                prop_assert!(offer.text.ends_with(':') || Query::parse_with(&offer.text, &saved()).is_ok(), "{}", offer.text);
            }
        }
    }
}
