//! Saved searches as terms of a query, and what is refused of them.

use super::*;

fn saved(searches: &[(&str, &str)]) -> Saved {
    let mut saved = Saved::default();
    for (name, text) in searches {
        saved.set(name, text).unwrap();
    }
    saved
}

fn shelf() -> Library {
    library(&["sea ships", "sea trains", "ships", "sea ships trains"])
}

/// The numbers of the articles that a query finds.
fn found(text: &str, saved: &Saved) -> String {
    let query = Query::parse_with(text, saved).unwrap();
    let library = shelf();
    let rows = find(&query, &library, &Marks::default(), &now(), &|| false).unwrap();
    let number = |row| library.get(row).title().replace("Article ", "");
    rows.into_iter().map(number).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_saved_search_is_a_term_like_any_other() {
    let saved = saved(&[
        ("By sea", "sea ships"),
        ("rail", "trains OR rails"),
        ("all", ""),
    ]);
    for (text, numbers) in [
        ("search:rail", "1 3"),
        ("SEARCH:Rail", "1 3"),
        ("search:\"by sea\"", "0 3"),
        ("search:\"BY  SEA\" -search:rail", "0"),
        ("search:(rail OR \"by sea\") sea", "0 1 3"),
        ("-search:rail", "0 2"),
        ("search:all", "0 1 2 3"),
        ("-search:all", ""),
        ("search:all search:rail", "1 3"),
    ] {
        assert_eq!(found(text, &saved), numbers, "{text}");
    }
}

#[test]
fn a_saved_search_may_name_others() {
    let saved = saved(&[("a", "sea"), ("b", "search:a -search:c"), ("c", "trains")]);
    assert_eq!(found("search:b", &saved), "0");
}

#[test]
fn a_name_is_printed_as_it_was_written() {
    let saved = saved(&[("By sea", "ships sort:title"), ("rail", "trains")]);
    for (text, printed) in [
        ("search:Rail  x", "search:Rail x"),
        ("search:\"by sea\"", "search:\"by sea\""),
        (
            "-search:(rail \"by sea\")",
            "-(search:rail search:\"by sea\")",
        ),
        ("search:\"by sea\" limit:3", "search:\"by sea\" limit:3"),
    ] {
        let query = Query::parse_with(text, &saved).unwrap();
        assert_eq!(query.to_string(), printed);
        assert_eq!(Query::parse_with(printed, &saved), Ok(query));
    }
}

#[test]
fn its_words_are_lit_where_it_speaks_for_the_article() {
    let saved = saved(&[("sea", "ships -trains")]);
    let article = Article {
        title: "Ships and trains".into(),
        ..Article::default()
    };
    let lit = |text: &str| {
        Query::parse_with(text, &saved)
            .unwrap()
            .matches(&article)
            .found
            .len()
    };
    assert_eq!((lit("search:sea"), lit("-search:sea")), (1, 1));
}

#[test]
fn its_order_and_limit_hold_unless_the_query_has_its_own() {
    let saved = saved(&[
        ("last", "ships sort:-title limit:2"),
        ("one", "sea limit:1"),
        ("through", "search:last"),
    ]);
    for (text, numbers) in [
        ("search:last", "3 2"),
        ("search:through", "3 2"),
        ("search:last limit:1", "3"),
        ("search:last sort:title", "0 2"),
        ("search:last sea", "3 0"),
        ("search:one search:last", "3"),
        ("search:last search:one", "3 0"),
        // Beside other choices, or turned round, it only says what is found.
        ("search:last OR search:one", "0 1 2 3"),
        ("-search:last", "1"),
    ] {
        assert_eq!(found(text, &saved), numbers, "{text}");
    }
}

#[test]
fn what_is_wrong_with_a_saved_search_is_said() {
    let saved = saved(&[
        ("self", "ships search:self"),
        ("a", "search:b"),
        ("b", "x search:c"),
        ("c", "(search:A OR y)"),
        ("broken", "ships is:red"),
    ]);
    let none = Saved::default();
    let few = self::saved(&[("mine", "x"), ("yours", "y")]);
    for (text, saved, at, said) in [
        (
            "é search:mine",
            &none,
            3..14,
            "There is no saved search mine; :save NAME in the reader saves one",
        ),
        (
            "search:my",
            &few,
            0..9,
            "There is no saved search my; there are mine and yours",
        ),
        (
            "search:",
            &few,
            0..7,
            "search: wants the name of a saved search; there are mine and yours",
        ),
        (
            "search:self",
            &saved,
            0..11,
            "The saved search self cannot be read: search:self names itself; change what is saved under that name",
        ),
        (
            "search:a",
            &saved,
            0..8,
            "The saved search a cannot be read: search:a names itself by way of b and c; change what is saved under that name",
        ),
        (
            "search:broken",
            &saved,
            0..13,
            "The saved search broken cannot be read: is: wants unread, read, starred, reading or new",
        ),
    ] {
        let error = Query::parse_with(text, saved).unwrap_err();
        assert_eq!((error.at, error.message.as_str()), (at, said), "{text}");
    }
}

#[test]
fn a_long_chain_of_names_has_an_end() {
    let mut chain = saved(&[("0", "sea")]);
    for link in 1..200 {
        chain
            .set(&link.to_string(), &format!("search:{}", link - 1))
            .unwrap();
    }
    assert_eq!(found("search:60", &chain), "0 1 3");
    assert!(
        Query::parse_with("search:199", &chain)
            .unwrap_err()
            .message
            .contains("nest deeper")
    );
}

#[test]
fn names_are_kept_in_their_order_and_told_apart_as_texts_are_found() {
    let mut saved = saved(&[("Zürich", "a"), ("News", "b")]);
    saved.set(" zurich ", "c").unwrap();
    assert_eq!(
        saved.iter().collect::<Vec<_>>(),
        [("zurich", "c"), ("News", "b")]
    );
    saved.rename("NEWS", "Papers").unwrap();
    saved.rename("papers", "PAPERS").unwrap();
    assert_eq!((saved.get("papers"), saved.get("news")), (Some("b"), None));
    assert!(saved.rename("PAPERS", "Zurich").is_err() && saved.rename("x", "y").is_err());
    assert!(saved.set("a \"b\"", "").is_err() && saved.set("  ", "").is_err());
    assert_eq!(saved.remove("Zürich"), Ok("c".to_owned()));
    assert_eq!(
        saved.remove("Zürich"),
        Err("There is no saved search Zürich; there is PAPERS".to_owned())
    );
    assert_eq!((saved.len(), saved.is_empty()), (1, false));
}
