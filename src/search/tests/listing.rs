//! The order of the answers, their number, and answers that are looked for among earlier ones.

use super::*;

/// An article of so many words, on a day of April 2020.
fn article(title: &str, day: Option<u8>, words: usize) -> Article {
    Article {
        title: title.into(),
        published: day.map(|day| When::Day(format!("2020-04-{day:02}").parse().unwrap())),
        body: Body::from_paragraphs([&*"word ".repeat(words)]),
        ..Article::default()
    }
}

fn shelf() -> Library {
    let mut library = Library::default();
    let articles = [
        article("Émile", Some(2), 3),
        article("anna word", Some(3), 1),
        article("Zoe", None, 9),
        article("berta", Some(1), 5),
    ];
    let stored = articles.into_iter().enumerate();
    let stored = stored.map(|(index, article)| stored_at(index, article));
    library.add(stored, &Marks::default());
    library
}

fn stored_at(index: usize, article: Article) -> Stored {
    super::stored(&format!("/news/{index}.txt"), article)
}

#[test]
fn answers_stand_in_the_order_that_is_asked_for() {
    let library = shelf();
    for (text, names) in [
        ("word", "anna Émile berta Zoe"),
        ("sort:-date", "anna Émile berta Zoe"),
        ("sort:date", "berta Émile anna Zoe"),
        ("sort:TITLE", "anna berta Émile Zoe"),
        ("sort:-title", "Zoe Émile berta anna"),
        ("sort:length", "anna Émile berta Zoe"),
        ("sort:-length word", "Zoe berta Émile anna"),
        ("word sort:relevance limit:2", "anna Zoe"),
        ("word sort:-relevance limit:1", "Émile"),
        ("limit:2", "anna Émile"),
        ("limit:9 limit:3 word", "anna Émile berta"),
        ("sort:date sort:title limit:1", "anna"),
    ] {
        let found = titles(text, &library, &Marks::default()).join(" ");
        assert_eq!(found.replace("anna word", "anna"), names, "{text}");
    }
}

#[test]
fn an_order_and_a_limit_are_printed_last() {
    for (text, printed) in [
        ("sort:-Date a limit:5 b", "a b sort:-date limit:5"),
        ("a OR b sort:title", "a OR b sort:title"),
        ("limit:05", "limit:5"),
    ] {
        let query = Query::parse(text).unwrap();
        assert_eq!(query.to_string(), printed);
        assert_eq!(Query::parse(printed), Ok(query));
    }
    assert!(!Query::parse("limit:5").unwrap().is_empty());
}

#[test]
fn typing_on_narrows() {
    #[rustfmt::skip]
    let rows = [
        ("mo", "m", true), ("moon", "moo", true), ("moon s", "moon", true), ("s moon", "moon", true), ("m", "mo", false),
        ("m", "", true), ("", "m", false), ("", "", true), ("moon OR s", "moon", false), ("moon", "moon OR sea", true),
        ("-se", "-sea", true), ("-sea", "-se", false), ("moon -sea", "moon", true),
        ("Moon", "moon", true), ("Moon", "Moo", true), ("moon", "Moon", false), ("moonS", "moon", true), ("MoonS", "Moon", true),
        ("title:moon", "moon", true), ("moon", "title:moon", false), ("title:moon", "body:moon", false),
        ("tag:moon", "moon", false), ("tag:moon", "tag:mo", true), ("tag:moon", "tag:on", false),
        ("lang:en-gb", "lang:en", false), ("author:a", "from:a", true), ("from:a", "author:a", false),
        ("\"the moon\"", "moon", true), ("\"the moon\"", "the moon", true), ("strasse", "straß", true),
        ("words:>100", "words:>10", true), ("words:>10", "words:>100", false), ("id:3fa", "id:3f", true),
        ("is:unread moon", "is:unread", true), ("is:unread", "is:read", false), ("has:link", "has:link", true),
        ("/a/ b", "/a/", true), ("/ab/", "/a/", false), ("title:/a/", "/a/", true),
        ("moon sort:title", "moon", true), ("moon", "moon sort:title", false), ("moon", "moon limit:3", false),
        ("(a b) OR (a c)", "a", true), ("a OR b", "a OR b OR c", true), ("a (b OR c)", "b OR c", true),
    ];
    let read = |text| Query::parse(text).unwrap();
    for (later, earlier, expected) in rows {
        let narrows = read(later).narrows(&read(earlier));
        assert_eq!(narrows, expected, "{later} after {earlier}");
    }
}

#[test]
fn whether_a_query_narrows_is_given_up_before_it_takes_long() {
    let chain = |end: &str| format!("{}{end}{}", "(b OR (c ".repeat(31), "))".repeat(31));
    let many = |first: &str| Query::parse(&format!("{first}{}", " OR a b".repeat(63))).unwrap();
    assert!(!many("c").narrows(&many("d")));
    let read = |text: &str| Query::parse(text).unwrap();
    assert!(!read(&chain("d")).narrows(&read(&chain("a"))));
}

proptest! {
    #[test]
    fn looking_among_earlier_answers_loses_none(
        parts in proptest::collection::vec("-?(title:|body:|tag:)?[abAB]{1,3}( | OR )", 1..4),
        typed in 0..24usize,
        texts in proptest::collection::vec("[ab AB]{0,6}", 1..8),
    ) {
        let text = parts.concat();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let (library, marks) = (library(&texts), Marks::default());
        let read = |text: &str| Query::parse(text).unwrap();
        let (earlier, later) = (read(&text[..typed.min(text.len())]), read(&text));
        let known = find(&earlier, &library, &marks, &now(), &|| false).unwrap();
        let all = find(&later, &library, &marks, &now(), &|| false);
        if later.narrows(&earlier) {
            let among = find_among(&later, &known, &library, &marks, &now(), &|| false);
            prop_assert_eq!(among, all, "{} after {}", later, earlier);
        }
    }
}
