//! Going from match to match, and the list as passages, as a reader sees them.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod reader;

use newsstand::app::{Focus, Pointer};
use reader::{Reader, Shelf};

fn shelf() -> Shelf {
    let filler =
        "Nothing of note happened on that day, and the day after was much the same. ".repeat(3);
    Shelf::new()
        .with("a.md", format!("---\ntitle: The tide turns early\ndate: 2026-11-20\nsource: Tidewater Post\n---\n\nThe first tide came in. {filler}Then a second tide followed.\n"))
        .with("b.md", "---\ntitle: A library of seeds\ndate: 2026-11-18\nsource: Almanac\n---\n\nSeeds sleep in the ice, far from any tide.\n")
        .with("c.md", "---\ntitle: Trams are counted\ndate: 2026-11-10\nsource: Almanac\npath: x\n---\n\nThere are many of them.\n")
        .with("d.md", "---\ntitle: Harbours silt up\ndate: 2026-11-02\nsource: Almanac\n---\n\nEach tide brings a little more.\n\nA dredger works between one tide and the next.\n")
}

#[test]
fn the_status_tells_the_place_among_matches_and_articles() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press("/tide<enter>");
    reader.says("match 1 of 4 · article 1 of 3");
    let reader = reader.press("nnnn");
    reader.says("match 1 of 1 · article 2 of 3");
    let reader = reader.press("nNN");
    reader.says("match 4 of 4 · article 1 of 3");
}

#[test]
fn any_article_of_the_search_opens_at_its_first_match() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press("/tide<enter><esc>jj<enter>");
    reader.says("match 1 of 2 · article 3 of 3");
}

#[test]
fn the_match_that_one_is_at_is_lit_more_strongly_and_the_source_is_lit_too() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path())
        .size(120, 24)
        .press("/tide<enter>");
    insta::assert_snapshot!(reader.picture());
}

#[test]
fn a_match_is_lit_wherever_a_part_of_it_is_on_the_screen() {
    let words = "ebb and flow\n\n";
    let text = format!(
        "---\ntitle: Long\ndate: 2026-11-20\n---\n\n{}{}",
        "The water fell and rose and fell. ".repeat(40),
        words.repeat(40)
    );
    let shelf = Shelf::new().with("long.md", text);
    let lit = |reader: &Reader| {
        let picture = reader.picture();
        let mask = picture.lines().rev().skip(1).take(22);
        mask.map(|line| line.matches('M').count()).sum::<usize>()
    };
    // A match whose first words have gone off the screen at its top.
    let reader = Reader::open(shelf.path())
        .size(60, 24)
        .press("/\"fell and rose and fell. The water fell\"<enter>jjjjjj");
    let (first, picture) = (reader.line(3), reader.picture());
    assert!(first.starts_with("   water fell and rose"), "{picture}");
    let mask = picture.lines().nth(24 + 1 + 3).unwrap_or_default();
    assert!(mask.starts_with("   MMMMMMMMMM  "), "{picture}");
    // At the end of many matches those that are there, in each line its own.
    let reader = Reader::open(shelf.path())
        .size(60, 24)
        .press("/flow<enter>G");
    let shown = reader.screen().matches("ebb and flow").count();
    assert!(
        shown > 5 && lit(&reader) == 4 * shown,
        "{}",
        reader.picture()
    );
    reader.says("match 1 of 40");
}

#[test]
fn passages_are_a_row_a_hit_under_their_headlines() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path())
        .size(60, 20)
        .press("/tide<enter>p");
    let rows: Vec<_> = (2..12)
        .map(|line| reader.line(line).trim().to_owned())
        .collect();
    assert_eq!(
        rows,
        [
            "● The tide turns early · Tidewater Post",
            "▌    The tide turns early",
            "Tidewater Post",
            "The first tide came in. Nothing of note happened on t…",
            "…was much the same. Then a second tide followed.",
            "● A library of seeds · Almanac",
            "Seeds sleep in the ice, far from any tide.",
            "● Harbours silt up · Almanac",
            "Each tide brings a little more.",
            "A dredger works between one tide and the next.",
        ]
    );
}

#[test]
fn enter_lands_on_the_hit_and_coming_back_one_is_at_the_hit_that_was_read_last() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press("/tide<enter>pjjj<enter>");
    assert_eq!(reader.app.focus, Focus::Reading);
    reader.says("match 4 of 4");
    let reader = reader.press("n<esc>");
    assert_eq!(reader.selected(), "A library of seeds");
    reader.says("match 1 of 1 · article 2 of 3");
    let reader = reader.press("k");
    reader.says("match 4 of 4 · article 1 of 3");
}

#[test]
fn the_other_pane_follows_the_selected_hit() {
    let filler = "A line that says nothing.\n\n".repeat(60);
    let shelf = Shelf::new().with(
        "long.md",
        format!(
            "---\ntitle: Long\ndate: 2026-11-20\n---\n\nA first tide.\n\n{filler}A last tide.\n"
        ),
    );
    let reader = Reader::open(shelf.path())
        .size(120, 30)
        .press("/tide<enter>p");
    let right = |reader: &Reader| {
        reader
            .screen()
            .lines()
            .filter_map(|line| line.split('│').nth(1).map(str::to_owned))
            .collect::<String>()
    };
    assert!(right(&reader).contains("A first tide."));
    let reader = reader.press("j");
    assert!(
        right(&reader).contains("A last tide."),
        "{}",
        reader.screen()
    );
}

#[test]
fn the_passages_of_an_article_begin_at_the_match_that_was_read() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press("/tide<enter>nn");
    let read = reader.status();
    assert!(read.contains("match 3 of 4 · article 1 of 3"), "{read}");
    let reader = reader.press("p");
    reader.says("match 3 of 4 · article 1 of 3");
    reader
        .press("<enter>")
        .says("match 3 of 4 · article 1 of 3");
}

#[test]
fn the_same_key_the_command_and_escape_lead_back() {
    let shelf = shelf();
    for back in ["p", "<esc>", ":passages<enter>"] {
        let reader = Reader::open(shelf.path()).press("/tide<enter><esc>:passages<enter>");
        assert!(reader.app.passages.is_some());
        let reader = reader.press(back);
        assert!(
            reader.app.passages.is_none() && reader.app.search.is_some(),
            "{back}"
        );
    }
    let reader = Reader::open(shelf.path()).press("p");
    assert!(
        reader.status().contains("/ searches"),
        "{}",
        reader.status()
    );
}

#[test]
fn an_article_that_answers_by_its_marks_alone_is_a_row_of_its_own() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press("/is:unread<enter>pjj<enter>");
    assert_eq!(reader.selected(), "Trams are counted");
}

#[test]
fn hits_are_walked_to_either_end_and_paged_and_clicked() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path())
        .size(60, 8)
        .press("/tide<enter>pG");
    reader.says("match 2 of 2 · article 3 of 3");
    assert!(
        reader.screen().contains("● Harbours silt up"),
        "{}",
        reader.screen()
    );
    assert!(
        reader.screen().contains("▌    A dredger works"),
        "{}",
        reader.screen()
    );
    let reader = reader.press("g");
    assert!(
        reader.line(2).contains("▌    The tide turns early"),
        "{}",
        reader.screen()
    );
    let reader = reader.press("<pagedown><pagedown><pageup>");
    assert!(reader.screen().contains('▌'), "{}", reader.screen());
    let reader = reader.press("g").point(Pointer::Press(10, 4));
    assert!(
        reader.line(4).contains("▌    The first tide"),
        "{}",
        reader.screen()
    );
    let reader = reader.point(Pointer::Press(10, 4));
    reader.says("match 3 of 4");
}

#[test]
fn passages_follow_the_search_as_it_is_typed() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path())
        .size(79, 24)
        .press("/tide<enter>p/seeds");
    let rows: Vec<_> = (2..5)
        .map(|line| reader.line(line).trim().to_owned())
        .collect();
    assert_eq!(
        rows,
        [
            "● A library of seeds · Almanac",
            "▌    A library of seeds",
            "Seeds sleep in the ice, far from any tide."
        ]
    );
    let screen = reader.press(" xylophone").screen();
    assert!(
        screen.contains("Nothing answers seeds xylophone"),
        "{screen}"
    );
}

#[test]
fn no_list_of_hits_is_found_before_it_is_looked_at() {
    let mut shelf = Shelf::new();
    for number in 1..=300 {
        shelf = shelf.with(
            &format!("{number:03}.txt"),
            format!("Report {number}\n\n{}\n", "The tide again. ".repeat(20)),
        );
    }
    let reader = Reader::open(shelf.path()).press("/tide<enter>p");
    let passages = reader.app.passages.as_ref().unwrap();
    let found = reader
        .app
        .headlines
        .rows
        .iter()
        .filter(|row| passages.hits_of(**row).is_some());
    assert!(found.count() < 5);
    let reader = reader.press("G");
    let passages = reader.app.passages.as_ref().unwrap();
    let found = reader
        .app
        .headlines
        .rows
        .iter()
        .filter(|row| passages.hits_of(**row).is_some());
    assert!(found.count() < 10);
}

#[test]
fn the_screens_of_passages() {
    let shelf = shelf();
    for (columns, rows) in [(80, 24), (120, 40), (40, 12), (200, 50)] {
        let reader = Reader::open(shelf.path())
            .size(columns, rows)
            .press("/tide<enter>pj");
        insta::assert_snapshot!(format!("passages-{columns}x{rows}"), reader.picture());
    }
}
