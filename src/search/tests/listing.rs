//! The order of the answers, their number, and answers that are looked for among earlier ones.

use jiff::tz::Offset;

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
fn a_few_of_many_stand_in_the_order_of_the_list_also_after_it_has_changed() {
    let day = |index: usize| u8::try_from(index * 7 % 29).unwrap() + 1;
    let named = |index: usize| article(&format!("Paper {index}"), Some(day(index)), index + 1);
    let (mut library, marks) = (Library::default(), Marks::default());
    library.add((0..70).map(|at| stored_at(at, named(at))), &marks);
    let meant = ["Paper 17", "Paper 27", "Paper 37"];
    let found = |library: &Library| titles("title:17 OR title:27 OR title:37", library, &marks);
    let listed = |library: &Library| {
        let mut all = titles("word", library, &marks);
        all.retain(|title| meant.contains(&title.as_str()));
        all
    };
    assert_eq!(found(&library).len(), 3);
    assert_eq!(found(&library), listed(&library));
    let first = library.order().iter().copied();
    let gone = first.filter(|row| library.get(*row).title() == "Paper 27");
    library.remove(gone.collect::<Vec<_>>(), &marks);
    let later = article("Paper 17", Some(30), 2);
    library.add([stored_at(100, later)], &marks);
    assert_eq!(found(&library).len(), 3);
    assert_eq!(found(&library), listed(&library));
}

#[test]
fn stories_are_listed_by_their_numbers() {
    let mut library = Library::default();
    let story = |number| stored_at(number, article(&format!("Story {number}"), Some(1), 1));
    library.add([10, 2, 1, 11].map(story), &Marks::default());
    for (query, listed) in [
        ("word", "Story 1, Story 2, Story 10, Story 11"),
        ("sort:title", "Story 1, Story 2, Story 10, Story 11"),
        ("sort:-title", "Story 11, Story 10, Story 2, Story 1"),
    ] {
        let found = titles(query, &library, &Marks::default()).join(", ");
        assert_eq!(found, listed, "{query}");
    }
}

#[test]
fn files_that_were_written_in_one_second_are_listed_by_their_numbers() {
    let written = |number: usize| {
        let named = article(&format!("Story {number}"), None, 1);
        let moment = format!("2020-04-16T12:00:00.{:03}Z", 100 + number);
        let origin = Origin {
            stored: Some(When::Moment(moment.parse().unwrap(), Offset::UTC)),
            ..stored_at(number, named.clone()).origin
        };
        Stored::new(named, origin)
    };
    let mut library = Library::default();
    library.add([10, 2, 1].map(written), &Marks::default());
    for query in ["word", "sort:-date"] {
        let found = titles(query, &library, &Marks::default()).join(", ");
        assert_eq!(found, "Story 1, Story 2, Story 10", "{query}");
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
