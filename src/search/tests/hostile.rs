//! Queries that nobody writes in good faith: each is answered, or refused with a reason.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

/// Reads a query and, if it can be read, asks it of a small library; returns why not.
fn outcome(text: &str, saved: &Saved) -> Result<usize, String> {
    let query = Query::parse_with(text, saved).map_err(|error| {
        assert!(text.get(error.at.clone()).is_some(), "{:?}", error.at);
        assert!(
            error.message.len() < 300 && !error.message.contains('\n'),
            "{}",
            error.message
        );
        error.message
    })?;
    assert_eq!(
        Query::parse_with(&query.to_string(), saved),
        Ok(query.clone())
    );
    let texts = [
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!",
        "ships",
        "",
    ];
    let library = library(&texts);
    let found = find(&query, &library, &Marks::default(), &now(), &|| false);
    for row in library.order() {
        query.matches(&library.get(*row).article());
    }
    Ok(found.unwrap().len())
}

fn refused(text: &str) -> String {
    outcome(text, &Saved::default()).unwrap_err()
}

fn answered(text: &str) -> usize {
    outcome(text, &Saved::default()).unwrap()
}

#[test]
fn too_much_is_refused_and_said_to_be() {
    assert!(refused(&"(".repeat(10_000)).contains("flatter"));
    assert!(refused(&"-".repeat(10_000)).contains("flatter"));
    assert!(refused(&"title:(".repeat(1000)).contains("flatter"));
    assert!(refused(&"NOT ".repeat(1000)).contains("flatter"));
    assert!(refused(&"word ".repeat(200_000)).contains("at most 16384 bytes"));
    assert!(refused(&"é".repeat(500_000)).contains("at most 16384 bytes"));
    assert!(refused(&"\0".repeat(1 << 20)).contains("at most 16384 bytes"));
    assert!(refused(&"a ".repeat(1000)).contains("put quotes around"));
    assert!(refused(&"a OR ".repeat(1000)).contains("put quotes around"));
    assert!(refused(&"/a/ ".repeat(100)).contains("join some with |"));
    assert!(refused("/((((a{30}){30}){30}){30})/").contains("too large"));
    assert!(refused(r"/(\w{200}){200}/").contains("too large"));
    assert!(refused(&format!("/{}/", "(".repeat(5000))).contains("regular expression"));
    assert!(
        refused(&format!("/{}a{}/", "(".repeat(500), ")".repeat(500)))
            .contains("regular expression")
    );
}

#[test]
fn what_would_run_away_elsewhere_is_answered() {
    for pattern in [
        "/^(a+)+$/",
        "/(a*)*b/",
        "/(a|aa)+$/",
        "/(.*)*x/",
        "/(a?){20}a{20}/",
        "/(?s).*a.{12}z/",
        "/\\pL*\\PL/",
        "/$^/",
        "/(?i)ſ|K/",
    ] {
        answered(pattern);
    }
    assert_eq!(answered("/^(a+)+!$/"), 1);
    assert_eq!(answered(&format!("\"{}\"", "a".repeat(16_000))), 0);
    assert_eq!(answered(&")".repeat(10_000)), 3);
    assert_eq!(answered(&"\" ".repeat(8_000)), 3);
}

#[test]
fn numbers_and_dates_have_no_end() {
    let nines = "9".repeat(4000);
    for (text, found) in [
        (format!("words:>{nines}"), 0),
        (format!("words:<{nines}"), 3),
        (format!("words:0..{nines}"), 3),
        (format!("time:>={nines}"), 0),
        (format!("limit:{nines}"), 3),
        (format!("newer_than:{nines}y"), 0),
        (format!("older_than:{nines}h OR limit:{nines}"), 0),
        ("date:0000..9999".into(), 0),
        ("after:9999-12-31 before:0000-01-01".into(), 0),
        ("date:9999-W52..".into(), 0),
    ] {
        assert_eq!(answered(&text), found, "{text:.40}");
    }
    for text in [
        format!("date:{nines}"),
        format!("id:{nines}"),
        format!("like:{nines}"),
        "date:-1".into(),
        "date:2020-00".into(),
        "date:9999-W53".into(),
    ] {
        assert!(refused(&text).contains("wants"), "{text:.40}");
    }
}

#[test]
fn every_plane_of_unicode_can_be_asked_for() {
    for plane in 0..=16u32 {
        let chars: String = (0..0x1_0000)
            .step_by(97)
            .filter_map(|low| char::from_u32(plane << 16 | low))
            .collect();
        for part in chars.chars().collect::<Vec<_>>().chunks(50) {
            let part: String = part.iter().collect();
            for text in [
                part.clone(),
                format!("\"{part}\""),
                format!("title:{part}"),
                format!("#{part}"),
                format!("search:{part}"),
            ] {
                let _ = outcome(&text, &Saved::default());
            }
        }
    }
    for text in [
        "\0",
        "a\0b",
        "title:\0",
        "\u{feff}",
        "\u{202e}a",
        "\u{301}",
        "-\u{301}",
        "#\u{200b}",
        "\r\n",
        "\u{10ffff}",
        "/\0/",
        "/\u{301}/",
    ] {
        answered(text);
    }
}

#[test]
fn saved_searches_do_not_multiply() {
    let mut saved = Saved::default();
    saved.set("0", "a OR b").unwrap();
    for level in 1..40 {
        let below = level - 1;
        saved
            .set(
                &level.to_string(),
                &format!("search:{below} OR search:{below}"),
            )
            .unwrap();
    }
    assert!(
        outcome("search:39", &saved)
            .unwrap_err()
            .contains("at most")
    );
    assert_eq!(outcome("search:3", &saved), Ok(3));
    saved.set("long", &"word ".repeat(10_000)).unwrap();
    assert!(
        outcome("search:long", &saved)
            .unwrap_err()
            .contains("16384 bytes")
    );
}

/// Letters as if by chance, the same in every run.
fn noise(seed: u64, length: usize) -> String {
    let mut state = seed;
    let letters = std::iter::repeat_with(|| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        b"abcdefghij klmn opqrstuv wxyz"[(state >> 33) as usize % 29] as char
    });
    letters.take(length).collect()
}

/// Expressions whose automata come to more states than there is room for.
const RUNAWAYS: [&str; 3] = [
    "[a-m].{40}#",
    "[a-m](\\s|.){300}#",
    "([a-m].{20}|[n-z].{30}){4}#",
];

#[test]
fn what_no_engine_likes_is_refused_where_there_is_much_to_read_and_answered_where_there_is_little()
{
    let few = library(&[&noise(1, 60), "tide"]);
    let texts: Vec<String> = (0..16).map(|seed| noise(seed, 25_000)).collect();
    let many = library(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    for pattern in RUNAWAYS {
        let text = format!("-kelp /{pattern}/");
        let query = Query::parse(&text).unwrap();
        let ask = |library| find(&query, library, &Marks::default(), &now(), &|| false);
        assert!(ask(&few).is_ok(), "{pattern}");
        assert_eq!(ask(&many), Err(Stopped::TooLong), "{pattern}");
        let error = query.too_long(&text);
        assert_eq!(&text[error.at], format!("/{pattern}/"));
    }
}

#[test]
fn a_text_of_megabytes_is_given_up_in_the_middle() {
    let library = library(&[&noise(7, 1_000_000)]);
    let query = Query::parse("/[a-m].{40}#/").unwrap();
    let asked = AtomicUsize::new(0);
    let enough = || asked.fetch_add(1, Ordering::Relaxed) > 5;
    let found = find(&query, &library, &Marks::default(), &now(), &enough);
    assert_eq!(found, Err(Stopped::Cancelled));
}

#[test]
fn matches_that_take_too_long_to_find_are_lit_as_far_as_they_were_found() {
    let line = "tide ".repeat(100_000);
    let article = library(&[&line]).get(0).article();
    // Each of these looks for the end of the line at every letter.
    for text in ["/(.*#|[a-z])/", "/tide(.{1,400}#)?/"] {
        let found = Query::parse(text).unwrap().matches(&article);
        assert!(!found.is_all && !found.found.is_empty(), "{text}");
    }
    let found = Query::parse("/t.de/").unwrap().matches(&article);
    assert_eq!((found.is_all, found.found.len()), (true, 100_000));
}
