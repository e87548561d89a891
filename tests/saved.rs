//! Saved searches as a reader sees them: named, counted, opened, renamed, forgotten; and their file.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod reader;

use std::fs;

use newsstand::{
    app::{Effect, Message, Pointer, SearchEdit, View},
    runtime::searches,
};
use reader::{Reader, Shelf};

fn shelf() -> Shelf {
    Shelf::new()
        .with("a.md", "---\ntitle: Tides turn early\ndate: 2026-11-20\nsource: Harbour Post\n---\n\nThe tide came in.\n")
        .with("b.md", "---\ntitle: A library of seeds\ndate: 2026-11-18\nsource: Almanac\n---\n\nSeeds sleep in the ice, far from any tide.\n")
        .with("c.md", "---\ntitle: Trams are counted\ndate: 2026-11-10\nsource: Almanac\n---\n\nThere are many of them.\n")
}

fn save(name: &str, query: &str) -> SearchEdit {
    SearchEdit::Save {
        name: name.to_owned(),
        query: query.to_owned(),
    }
}

#[test]
fn a_search_that_is_saved_gets_a_tab_with_its_unread_and_a_key() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press("/tide<enter>:save sea<enter>");
    assert!(reader.line(0).contains("sea 2"), "{}", reader.line(0));
    assert!(
        reader.status().contains("4 shows it"),
        "{}",
        reader.status()
    );
    assert!(
        matches!(reader.effects.last(), Some(Effect::KeepSearch(edit)) if *edit == save("sea", "tide"))
    );
    let reader = reader.press("<esc><esc>4");
    assert_eq!(reader.titles(), ["Tides turn early", "A library of seeds"]);
}

#[test]
fn the_count_follows_every_mark_and_its_undoing() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press(":save sea tide<enter>m");
    assert!(reader.line(0).contains("sea 1"), "{}", reader.line(0));
    let reader = reader.press("GmA");
    assert!(reader.line(0).contains("sea 0"), "{}", reader.line(0));
    let reader = reader.press("UUU");
    assert!(reader.line(0).contains("sea 2"), "{}", reader.line(0));
    assert_eq!(reader.app.counts.unread, 3);
}

#[test]
fn a_new_day_counts_anew_what_its_dates_mean() {
    let shelf = shelf();
    let day = 24 * 60 * 60;
    let reader = Reader::open(shelf.path()).press(":save week after:7d<enter>/newer_than:7d");
    assert!(reader.line(0).contains("week 2"), "{}", reader.line(0));
    let reader = reader.wait(60);
    assert_eq!(reader.titles(), ["Tides turn early", "A library of seeds"]);
    let reader = reader.wait(2 * day);
    assert!(reader.line(0).contains("week 1"), "{}", reader.line(0));
    assert_eq!(reader.titles(), ["Tides turn early"]);
    // A key may be what the day begins with.
    let mut reader = reader.press("<esc>4");
    assert_eq!(reader.titles(), ["Tides turn early"]);
    reader.sleep(2 * day);
    let reader = reader.press("1");
    assert!(reader.line(0).contains("week 0"), "{}", reader.line(0));
}

#[test]
fn articles_that_come_in_later_are_counted_too() {
    let (first, second) = (
        shelf(),
        Shelf::new().with("d.txt", "Another tide\n\nIt came.\n"),
    );
    let reader = Reader::open(first.path())
        .press(":save sea tide<enter>4")
        .load(second.path());
    assert!(reader.line(0).contains("sea 3"), "{}", reader.line(0));
    assert_eq!(reader.titles().len(), 3);
}

#[test]
fn what_no_longer_answers_stays_listed_until_the_view_is_left() {
    let shelf = shelf();
    for query in ["is:unread tide", "is:unread tide sort:title"] {
        let reader = Reader::open(shelf.path())
            .press(&format!(":save sea {query}<enter>4"))
            .press("m");
        assert_eq!(reader.titles().len(), 2, "{query}");
        assert!(reader.line(0).contains("sea 1"), "{}", reader.line(0));
        assert_eq!(reader.press("14").titles().len(), 1, "{query}");
    }
}

#[test]
fn a_saved_search_lists_in_the_order_that_it_asks_for() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press(":save old almanac sort:date limit:1<enter>4");
    assert_eq!(reader.titles(), ["Trams are counted"]);
    let reader = reader.press(":save old almanac sort:title<enter>");
    assert_eq!(reader.titles(), ["A library of seeds", "Trams are counted"]);
}

#[test]
fn what_a_name_stood_for_is_told_when_it_is_given_to_another_search() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press(":save sea tide<enter>:save sea level<enter>");
    reader.says("sea is level from now on; it was tide");
}

#[test]
fn within_a_saved_search_one_can_search_on() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press(":save sea tide<enter>4/seeds");
    assert_eq!(reader.titles(), ["A library of seeds"]);
    assert!(reader.status().contains("1 of 2"), "{}", reader.status());
}

#[test]
fn a_new_name_can_be_used_in_queries_at_once_and_the_old_one_no_longer() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press(":save sea tide<enter>:rename sea ocean<enter>");
    let reader = reader.press("/search:ocean");
    assert!(reader.status().contains("2 of 3"), "{}", reader.status());
    let reader = reader.press("<ctrl-u>search:sea<enter>");
    assert!(
        reader.screen().contains("There is no saved search sea"),
        "{}",
        reader.screen()
    );
}

#[test]
fn a_search_is_renamed_and_forgotten_while_its_view_is_open() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path())
        .press(":save a seeds<enter>:save sea tide<enter>5:rename sea ocean<enter>");
    assert_eq!(reader.app.view, View::Saved(1));
    assert!(reader.line(0).contains("ocean 2"), "{}", reader.line(0));
    let reader = reader.press(":forget a<enter>");
    assert_eq!(
        (reader.app.view, reader.titles().len()),
        (View::Saved(0), 2)
    );
    let reader = reader.press(":forget ocean<enter>");
    assert_eq!((reader.app.view, reader.titles().len()), (View::All, 3));
    assert!(
        reader.status().contains("which was tide"),
        "{}",
        reader.status()
    );
}

#[test]
fn names_are_completed_and_mistakes_are_told() {
    let shelf = shelf();
    let only = Reader::open(shelf.path()).press(":save sea tide<enter>:forget <tab>");
    assert!(
        only.status().starts_with(": forget sea "),
        "{}",
        only.status()
    );
    let reader = only.press("<esc>:save ice ice<enter>:forget <tab>");
    assert!(
        reader.status().starts_with(": forget  "),
        "{}",
        reader.status()
    );
    let reader = Reader::open(shelf.path()).press(":save sea tide<enter>:forget s<tab>");
    assert!(
        reader.status().contains("forget sea"),
        "{}",
        reader.status()
    );
    let said = |keys: &str| {
        let shelf = self::shelf();
        let reader = Reader::open(shelf.path()).press(":save sea tide<enter>");
        reader.press(keys).status()
    };
    assert!(said(":forget moon<enter>").contains("There is no saved search moon; there is sea"));
    assert!(said(":save unread tide<enter>").contains("is a view already"));
    assert!(said(":save a/b tide<enter>").contains("one word of letters"));
    assert!(said(":save x<enter>").contains("no search to save"));
    assert!(said("9").contains("There is one saved search"));
}

#[test]
fn an_empty_view_of_a_saved_search_says_why() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path())
        .size(79, 24)
        .press(":save none xylophone<enter>4");
    assert!(
        reader
            .screen()
            .contains("Nothing answers none, which is xylophone."),
        "{}",
        reader.screen()
    );
    let mut reader = Reader::open(shelf.path()).size(79, 24);
    let broken = vec![("odd".to_owned(), "is:gone".to_owned())];
    reader.send(Message::Searches(broken, Vec::new()));
    let screen = reader.press("4").screen();
    assert!(screen.contains("odd cannot be read: is: wants"), "{screen}");
}

#[test]
fn tabs_that_do_not_fit_are_told_of_and_the_open_one_is_shown_whole() {
    let shelf = shelf();
    let mut reader = Reader::open(shelf.path());
    let many = (1..=9).map(|number| (format!("search-{number}"), "tide".to_owned()));
    reader.send(Message::Searches(many.collect(), Vec::new()));
    for (columns, rows) in [(40, 12), (80, 24), (120, 40)] {
        for number in 4..=9 {
            reader = reader.size(columns, rows).press(&number.to_string());
            let line = reader.line(0);
            assert!(line.contains(&format!("search-{} 2", number - 3)), "{line}");
            // Every tab that is there is there as a whole: name, number, count.
            let whole = |rest: &str| rest.get(1..4).is_none_or(|rest| rest.starts_with(" 2"));
            assert!(line.split("search-").skip(1).all(whole), "{line}");
        }
        reader = reader.press("1");
        assert!(reader.line(0).contains('›'), "{}", reader.line(0));
    }
    let column = reader.line(0).chars().position(|char| char == '›').unwrap();
    let reader = reader.point(Pointer::Press(u16::try_from(column).unwrap(), 0));
    assert!(
        matches!(reader.app.view, View::Saved(_)),
        "a click on › goes on"
    );
}

#[test]
fn a_tab_is_opened_with_the_mouse() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press(":save sea tide<enter>");
    let column = reader.line(0).find("sea").unwrap();
    let reader = reader.point(Pointer::Press(u16::try_from(column).unwrap(), 0));
    assert_eq!(reader.app.view, View::Saved(0));
}

#[test]
fn the_screen_with_saved_searches() {
    let shelf = shelf();
    for (columns, rows) in [(80, 24), (40, 12)] {
        let reader = Reader::open(shelf.path())
            .size(columns, rows)
            .press(":save climate seeds OR ice<enter>:save harbour tide<enter>5");
        insta::assert_snapshot!(format!("saved-{columns}x{rows}"), reader.picture());
    }
}

#[test]
fn two_instances_keep_what_each_of_them_saves_and_comments_stay() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("newsstand/searches.toml");
    searches::keep(&path, &save("sea", "tide")).unwrap();
    fs::write(&path, fs::read_to_string(&path).unwrap() + "# by hand\n").unwrap();
    let handles: Vec<_> = (0..8)
        .map(|number| {
            let path = path.clone();
            std::thread::spawn(move || searches::keep(&path, &save(&format!("s{number}"), "x")))
        })
        .collect();
    for handle in handles {
        handle.join().unwrap().unwrap();
    }
    let (kept, problems) = searches::read(&path);
    assert_eq!((kept.len(), problems.len()), (9, 0), "{kept:?}");
    assert!(fs::read_to_string(&path).unwrap().contains("# by hand"));
}

#[test]
fn a_damaged_file_is_told_of_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("searches.toml");
    for damage in [b"sea = \"tide\nmoon = ".as_slice(), b"sea = \"\xff\"\n"] {
        fs::write(&path, damage).unwrap();
        let problem = searches::keep(&path, &save("x", "y")).unwrap_err();
        assert_eq!(problem.path, path);
        assert!(!problem.reason.is_empty() && !problem.remedy.is_empty());
        assert_eq!(fs::read(&path).unwrap(), damage);
        assert!(!searches::read(&path).1.is_empty());
    }
    fs::write(&path, "a = 3\nsea = \"tide\"\n").unwrap();
    let (kept, problems) = searches::read(&path);
    assert_eq!((kept.len(), problems[0].line), (1, Some(1)));
}

#[test]
#[cfg(unix)]
fn a_file_that_is_a_link_stays_one() {
    let folder = tempfile::tempdir().unwrap();
    let (real, link) = (folder.path().join("real"), folder.path().join("link"));
    fs::write(&real, "").unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    searches::keep(&link, &save("sea", "tide")).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(
        fs::read_to_string(&real)
            .unwrap()
            .contains("sea = \"tide\"")
    );
}

#[test]
fn what_cannot_be_kept_is_told_and_lasts_until_the_end() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file"), "").unwrap();
    let problem =
        searches::keep(&folder.path().join("file/searches.toml"), &save("a", "b")).unwrap_err();
    let shelf = shelf();
    let mut reader = Reader::open(shelf.path())
        .size(120, 24)
        .press(":save sea tide<enter>");
    reader.send(Message::SearchLost(problem));
    assert!(
        reader
            .status()
            .contains("Not kept: the search cannot be saved"),
        "{}",
        reader.status()
    );
    assert!(reader.line(0).contains("sea 2"));
}

#[test]
fn what_was_saved_is_told_as_it_may_not_be_what_was_meant() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press("/tide<enter>:save Sea and ships<enter>");
    reader.says("Saved and ships as Sea; 4 shows it");
    let reader = Reader::open(shelf.path()).press("/tide<enter>:save Sea<enter>");
    reader.says("Saved tide as Sea; 4 shows it");
}

#[test]
fn the_open_view_is_named_on_narrow_screens_however_many_there_are() {
    let shelf = shelf();
    let names = ["harbour", "railways", "sea", "seeds", "trams"];
    let saved = names.map(|name| format!(":save {name} tide<enter>"));
    for width in 18..60 {
        let mut reader = Reader::open(shelf.path())
            .size(width, 24)
            .press(&saved.concat());
        for (key, name) in "12345678"
            .chars()
            .zip(["All", "Unread", "Starred"].into_iter().chain(names))
        {
            reader = reader.press(&key.to_string());
            let line = reader.line(0);
            assert!(line.contains(&format!("{name} ")), "{width}: {line}");
        }
    }
}
