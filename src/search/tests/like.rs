//! Relevance, and articles that are like another.

use super::*;

/// The titles that a query finds among articles with these titles and texts.
fn found(text: &str, articles: &[(&str, &str)]) -> String {
    let library = shelf(articles);
    titles(&written(text, &library), &library, &Marks::default()).join(" | ")
}

fn shelf(articles: &[(&str, &str)]) -> Library {
    let mut library = Library::default();
    let stored = articles.iter().enumerate().map(|(at, (title, text))| {
        let article = Article {
            title: (*title).into(),
            body: Body::from_paragraphs([*text]),
            ..Article::default()
        };
        super::stored(&format!("news/{at:03}.txt"), article)
    });
    library.add(stored, &Marks::default());
    library
}

/// The query with `FIRST` as the beginning of the id of the library's first article.
fn written(text: &str, library: &Library) -> String {
    let id = library.id(library.order()[0]).to_string();
    text.replace("FIRST", &id[..8])
}

const FLEET: &[(&str, &str)] = &[
    (
        "Ferry",
        "The ferry calls at the harbour. The harbour is old, the ferry is new.",
    ),
    ("Trams", "The trams run at noon. The depot is old."),
    (
        "Ferries",
        "A ferry and a harbour, a harbour and a ferry: the ferry is old.",
    ),
    ("Harbour", "The harbour asks the ferry for a fee."),
    ("Bread", "The bread is new and the oven is old."),
];

#[test]
fn the_best_answer_stands_first() {
    for (text, titles) in [
        // In the title before in the text, often before once, in little text before in much.
        ("tide", "Tide | Much | Some | Long"),
        // A rare word says more than a frequent one.
        ("eel OR tide", "Eel | Tide | Much | Some | Long"),
        ("title:tide OR eel", "Eel | Tide"),
        // A word of its own says more than a part of one.
        ("art", "Arts | Parts"),
        ("sort:-relevance tide", "Long | Some | Much | Tide"),
        ("-tide eel", "Eel"),
        ("is:unread -tide", "Eel | Arts | Parts"),
    ] {
        let articles = [
            (
                "Long",
                format!("{}tide", "Words of other things. ".repeat(30)),
            ),
            (
                "Some",
                "The tide is one of some things that the moon makes.".into(),
            ),
            (
                "Much",
                "The tide and the tide, and then one more tide and moon.".into(),
            ),
            (
                "Tide",
                "The moon makes the sea come and go, and come again now.".into(),
            ),
            (
                "Eel",
                "An eel is one of some things that the moon makes.".into(),
            ),
            (
                "Arts",
                "All the arts of the moon, in some words for this page.".into(),
            ),
            (
                "Parts",
                "All the parts of a moon, in some words for this page.".into(),
            ),
        ];
        let articles = articles
            .each_ref()
            .map(|(title, text)| (*title, text.as_str()));
        let text = if text.contains("sort:") {
            text.to_owned()
        } else {
            format!("{text} sort:relevance")
        };
        assert_eq!(found(&text, &articles), titles, "{text}");
    }
}

#[test]
fn like_finds_what_shares_the_strongest_words() {
    for (text, titles) in [
        ("like:FIRST sort:relevance", "Harbour | Ferries"),
        ("like:FIRST", "Ferries | Harbour"),
        ("like:FIRST fee", "Harbour"),
        ("-like:FIRST", "Ferry | Trams | Bread"),
        ("like:FIRST OR oven", "Ferries | Harbour | Bread"),
        ("LIKE:(FIRST) limit:1", "Ferries"),
        ("like:00000000000000000000000000000000", ""),
    ] {
        assert_eq!(found(text, FLEET), titles, "{text}");
    }
}

#[test]
fn like_is_a_term_of_saved_searches_too_and_is_printed_as_written() {
    let library = shelf(FLEET);
    let mut saved = Saved::default();
    saved
        .set("fleet", &written("like:FIRST sort:relevance", &library))
        .unwrap();
    let query = Query::parse_with("search:fleet -fee", &saved).unwrap();
    let rows = find(&query, &library, &Marks::default(), &now(), &|| false).unwrap();
    let titles: Vec<_> = rows.iter().map(|row| library.get(*row).title()).collect();
    assert_eq!(titles, ["Ferries"]);
    let query = Query::parse("like:3FA9 -a").unwrap();
    assert_eq!(query.to_string(), "like:3FA9 -a");
    assert_eq!(Query::parse(&query.to_string()), Ok(query));
}

#[test]
fn the_part_that_finds_nothing_may_be_a_likeness() {
    let library = shelf(FLEET);
    let query = Query::parse("ferry like:000000000000").unwrap();
    let blamed = blame(&query, &library, &Marks::default(), &now(), &|| false);
    assert_eq!(blamed.as_deref(), Some("like:000000000000"));
}

#[test]
fn scripts_without_spaces_are_alike_too() {
    let articles = [
        ("東京の鉄道", "新しい鉄道が東京で開業した。鉄道は速い。"),
        ("鉄道の歴史", "東京の鉄道は古い。新しい鉄道も開業した。"),
        ("料理", "魚を焼いて食べる。"),
    ];
    assert_eq!(found("like:FIRST", &articles), "鉄道の歴史");
    assert_eq!(found("like:FIRST", &[("", ""), ("a", "b")]), "");
}
