//! Regular expressions between slashes.

use super::*;

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
        let found = Query::parse(text).unwrap().matches(&article).into_iter();
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
        let _ = Query::parse(&part.repeat(100_000));
    }
}
