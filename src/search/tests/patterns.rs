//! Regular expressions between slashes.

use super::*;
use crate::library::Row;

fn piece() -> Article {
    Article {
        title: "Why tides turn".into(),
        byline: Some("Ines Lindgren".into()),
        link: Some("https://post.example/2020/tide-tables".into()),
        tags: vec!["climate".into()],
        body: Body::from_paragraphs(["The moon pulls the sea.", "Twice a day it comes back."]),
        ..Article::default()
    }
}

#[test]
fn an_expression_finds_what_it_matches_in_its_field() {
    let stored = stored("/news/tides.txt", piece());
    #[rustfmt::skip]
    let rows = [
        ("/m[o]{2}n/", true), ("/moon|sun/", true), ("/the sun/", false), ("/pulls the/", true), ("/moon$/", false),
        ("/^twice/", true), ("/sea\\.$/", true), ("/sea\\..twice/", false), ("/Moon/", false), ("/The moon/", true),
        ("title:/^why/", true), ("title:/^tides/", false), ("author:/^i\\w+ l/", true), ("body:/^why/", false),
        ("tag:/^clim/", true), ("url:/2020\\/tide/", true), ("path:/\\.txt$/", true), ("from:/gren$/", true),
        ("-/m[o]+n/", false), ("-/m[o]+r/", true), ("NOT title:/sun/", true), ("title:(/^why/ OR /^how/)", true),
        ("/^(why|how) / tides", true), ("(/moon/)", true), ("and / or / maybe", false), ("//", true), ("title:// tides", true),
    ];
    for (text, expected) in rows {
        let query = Query::parse(text).unwrap();
        let answer = query.accepts(&stored, &Mark::default(), &now());
        assert_eq!(answer, expected, "{text}");
    }
}

#[test]
fn what_an_expression_matches_is_lit() {
    let lit = |text: &str| -> Vec<String> {
        let article = piece();
        let found = Query::parse(text)
            .unwrap()
            .matches(&article)
            .found
            .into_iter();
        let body = found.filter(|found| found.field == Field::Body);
        body.map(|found| article.body.text()[found.range].to_owned())
            .collect()
    };
    assert_eq!(lit("/t\\w+e\\b/"), ["The", "the", "Twice"]);
    assert_eq!(lit("/x*/"), Vec::<String>::new());
    assert_eq!(lit("/moon pulls/ pull"), ["moon pulls"]);
    assert_eq!(lit("-/moon/ title:/sea/"), Vec::<String>::new());
}

#[test]
fn an_expression_is_printed_so_that_it_reads_back() {
    for (text, printed) in [
        ("/a\\/b/", "/a\\/b/"),
        ("/a/b c/", "/a\\/b c/"),
        ("title:/^a|b$/ x", "title:/^a|b$/ x"),
        ("-(/a/ /b\\\\/)", "-(/a/ /b\\\\/)"),
    ] {
        let query = Query::parse(text).unwrap();
        assert_eq!(query.to_string(), printed, "{text}");
        assert_eq!(Query::parse(printed), Ok(query), "{text}");
    }
}

#[test]
fn no_expression_takes_long_to_read() {
    for part in [
        "/", "/a ", "/a/", "/a\\/ ", "\\", "/\\", "/(", "title:/", "/ ",
    ] {
        let longest = part.repeat((16 << 10) / part.len());
        let refusal = Query::parse(&longest).map_or_else(|error| error.message, |_| String::new());
        assert!(!refusal.contains("bytes"), "{part}: it was not even read");
    }
}

/// What is found of a query before each step of so many articles, and at last.
fn grown(text: &str, library: &Library, step: usize) -> Vec<Vec<Row>> {
    let (query, marks) = (Query::parse(text).unwrap(), Marks::default());
    let mut answers = Vec::new();
    let mut pace = |growth: Growth<'_>| {
        answers.push(growth.rows());
        step
    };
    let whole = find_growing(&query, library, &marks, &now(), &|| false, &mut pace).unwrap();
    assert_eq!(
        find(&query, library, &marks, &now(), &|| false),
        Ok(whole.clone())
    );
    answers.push(whole);
    answers
}

#[test]
fn an_answer_grows_from_the_newest_article_on() {
    let texts: Vec<_> = (0..20).map(|at| format!("tide {at}")).collect();
    let library = library(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    let even = grown("/tide \\d*[02468]$/", &library, 4);
    let whole = even.last().unwrap();
    assert_eq!(
        even.iter().map(Vec::len).collect::<Vec<_>>(),
        [0, 2, 4, 6, 8, 10]
    );
    for part in &even {
        assert!(whole.starts_with(part), "{part:?} of {whole:?}");
    }
    // What an index rules out is not waited for, and a limit and an order hold at each step.
    assert_eq!(grown("/tide/ 17", &library, 4).len(), 2);
    assert_eq!(grown("/tide/ limit:3", &library, 4)[1].len(), 3);
    for part in grown("/tide \\d$/ sort:date limit:5", &library, 1) {
        assert!(part.is_sorted_by(|a, b| a < b) && part.len() <= 5);
    }
    assert_eq!(grown("tide", &library, 4).len(), 1);
}

#[test]
fn an_article_is_the_most_that_is_finished_for_nobody() {
    let texts = ["tide"; 40];
    let library = library(&texts);
    let query = Query::parse("/t.d/").unwrap();
    let asked = std::sync::atomic::AtomicUsize::new(0);
    let enough = || asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed) >= 10;
    assert_eq!(
        find(&query, &library, &Marks::default(), &now(), &enough),
        Err(Stopped::Cancelled)
    );
    assert!(asked.into_inner() < 40);
}
