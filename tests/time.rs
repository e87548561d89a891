//! The picture of time as a reader sees it: the rise and fall of what is searched for, and limits picked from it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod reader;

use newsstand::app::Pointer;
use reader::{Reader, Shelf};

/// Articles on a harbour: one in February, four in March, two in May, and one on something else.
fn shelf() -> Shelf {
    let days = [
        "02-11", "03-01", "03-02", "03-09", "03-30", "05-04", "05-05",
    ];
    let mut shelf = Shelf::new().with(
        "other.md",
        "---\ntitle: Seeds\ndate: 2026-04-01\nsource: Almanac\n---\n\nSeeds sleep in the ice.\n",
    );
    for day in days {
        let text = format!(
            "---\ntitle: The harbour on {day}\ndate: 2026-{day}\nsource: Harbour Post\n---\n\nShips.\n"
        );
        shelf = shelf.with(&format!("{day}.md"), text);
    }
    shelf
}

/// The row above the prompt.
fn row(reader: &Reader) -> String {
    reader.line(usize::from(reader.app.size.1) - 2)
}

#[test]
fn a_bar_for_each_month_shows_how_often_it_was_written_about() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press("/harbour");
    assert!(
        row(&reader).contains("▂▂██  ▄▄  Feb 2026 – May 2026"),
        "{}",
        row(&reader)
    );
    assert!(
        row(&reader).contains("PgUp PgDn pick a time"),
        "{}",
        row(&reader)
    );
}

#[test]
fn a_bar_that_is_picked_limits_the_search_and_the_next_one_replaces_it() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press("/harbour<pageup>");
    assert!(
        reader.status().contains("harbour date:2026-05"),
        "{}",
        reader.status()
    );
    assert_eq!(reader.titles().len(), 2);
    assert!(row(&reader).contains("May 2026 · 2"), "{}", row(&reader));
    let reader = reader.press("<pageup>");
    assert_eq!(reader.titles().len(), 4);
    assert!(!reader.status().contains("2026-05"), "{}", reader.status());
    let reader = reader.press("<pagedown><pagedown>");
    assert!(
        reader.status().contains("/ harbour  "),
        "{}",
        reader.status()
    );
    assert_eq!(reader.titles().len(), 7);
}

#[test]
fn typing_on_shows_the_time_that_was_picked_day_by_day() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press("/harbour<pagedown><pagedown> ships");
    assert!(
        row(&reader).contains("1 Mar 2026 – 30 Mar 2026"),
        "{}",
        row(&reader)
    );
}

#[test]
fn a_bar_is_picked_with_the_mouse_and_let_go_with_it() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press("/harbour");
    let column = row(&reader).chars().position(|char| char == '█').unwrap();
    let click = Pointer::Press(u16::try_from(column).unwrap(), 22);
    let reader = reader.point(click);
    assert!(
        reader.status().contains("date:2026-03"),
        "{}",
        reader.status()
    );
    // It stays where it is, though what is told beside it is shorter now.
    let reader = reader.point(click);
    assert_eq!(reader.titles().len(), 7);
}

#[test]
fn bars_that_are_more_than_fit_stay_where_they_are_when_one_is_picked() {
    let mut shelf = shelf();
    for year in 2010..2026 {
        let text = format!("---\ndate: {year}-01-01\n---\n\nThe harbour in {year}.\n");
        shelf = shelf.with(&format!("{year}.md"), text);
    }
    let mut reader = Reader::open(shelf.path()).size(40, 24).press("/harbour");
    let bars = |reader: &Reader| row(reader).rfind('█').unwrap();
    let before = bars(&reader);
    for _ in 0..5 {
        reader = reader.press("<pageup>");
        assert_eq!(bars(&reader), before, "{}", row(&reader));
    }
    assert!(row(&reader).contains("2022 · 1"), "{}", row(&reader));
}

#[test]
fn undated_articles_are_told_and_stand_in_no_bar() {
    let shelf = shelf().with("note.txt", "A note on the harbour\n\nIt has no date.\n");
    let reader = Reader::open(shelf.path()).press("/harbour");
    assert!(
        row(&reader).contains("May 2026 · 1 undated"),
        "{}",
        row(&reader)
    );
}

#[test]
fn a_single_month_day_or_nothing_has_no_picture() {
    let shelf = shelf();
    for query in ["/seeds", "/xylophone", "/", "/harbour is:gone"] {
        let reader = Reader::open(shelf.path()).press(query);
        assert!(!row(&reader).contains('█'), "{}", reader.screen());
    }
}

#[test]
fn the_bars_of_the_search_before_are_not_those_of_an_empty_prompt() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press("/harbour<enter><esc>/");
    assert!(!row(&reader).contains('█'), "{}", reader.screen());
    let reader = reader.press("<pageup>");
    assert!(!reader.status().contains("date:"), "{}", reader.status());
    assert!(row(&reader.press("<up>")).contains('█'));
}

#[test]
fn the_bars_are_those_of_what_the_view_lists() {
    let shelf = shelf();
    // The two of May are read, one of March has a star.
    let reader = Reader::open(shelf.path()).press("rjrjf");
    let reader = reader.press("2/harbour");
    assert!(
        row(&reader).contains("Feb 2026 – Mar 2026"),
        "{}",
        row(&reader)
    );
    assert_eq!(reader.press("<pageup>").titles().len(), 4);
    let reader =
        Reader::open(shelf.path()).press(":save spring date:2026-03..2026-05<enter>4/harbour");
    assert!(
        row(&reader).contains("Mar 2026 – May 2026"),
        "{}",
        row(&reader)
    );
    let reader = reader.click("All 8");
    assert!(
        row(&reader).contains("Feb 2026 – May 2026"),
        "{}",
        row(&reader)
    );
    reader.says("/ harbour");
}

#[test]
fn the_bars_go_when_nothing_is_found_any_longer() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press("/harbour");
    assert!(row(&reader).contains('█'), "{}", reader.screen());
    for more in [" is:starred", " xylophone"] {
        let reader = Reader::open(shelf.path()).press("/harbour").press(more);
        assert!(!row(&reader).contains('█'), "{}", reader.screen());
    }
}

#[test]
fn the_screen_with_a_picture_of_time() {
    let shelf = shelf();
    for (columns, rows) in [(80, 24), (120, 40), (40, 12)] {
        let reader = Reader::open(shelf.path())
            .size(columns, rows)
            .press("/harbour<pageup>");
        insta::assert_snapshot!(format!("time-{columns}x{rows}"), reader.picture());
    }
}
