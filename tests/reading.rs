//! What a reader sees: opening, moving, reading, marking, searching. Each test is a session at the keyboard.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod reader;

use newsstand::app::{
    Effect, Focus, Message, Pointer,
    settings::{ReadPolicy, Settings},
};
use newsstand::marks::Marks;
use newsstand::runtime::journal::Trouble;
use reader::{Reader, Shelf};

fn three() -> Shelf {
    Shelf::new()
        .with("a.md", "---\ntitle: Tides turn early\ndate: 2026-11-20\nsource: Harbour Post\n---\n\nThe tide came in. A second tide followed.\n")
        .with("b.md", "---\ntitle: A library of seeds\ndate: 2026-11-18\nsource: Almanac\n---\n\nSeeds sleep in the ice, far from any tide.\n")
        .with("c.md", "---\ntitle: Zürich counts its trams\ndate: 2026-11-10\nsource: Almanac\n---\n\nThere are many.\n")
}

fn long() -> Shelf {
    let paragraphs: String = (1..=60)
        .map(|number| format!("Paragraph {number} says little.\n\n"))
        .collect();
    Shelf::new()
        .with(
            "long.md",
            format!("---\ntitle: A long one\ndate: 2026-11-20\n---\n\n{paragraphs}"),
        )
        .with(
            "next.md",
            "---\ntitle: The next one\ndate: 2026-11-19\n---\n\nShort.\n",
        )
}

/// A feed with one item, whose guid is the same in each.
fn wire(name: &str, words: &str) -> String {
    format!(
        "<rss version='2.0'><channel><title>{name}</title><item><title>Ships wait at the canal</title>\
         <guid>urn:ships</guid><pubDate>Tue, 24 Nov 2026 09:00:00 GMT</pubDate>\
         <description>{words}</description></item></channel></rss>"
    )
}

#[test]
fn an_article_from_two_feeds_is_one_row_that_names_both() {
    let shelf = Shelf::new()
        .with(
            "a.xml",
            wire("The Wire", "The lock is shut, and ships wait."),
        )
        .with("b.xml", wire("Harbour Post", "The lock is shut."));
    let reader = Reader::open(shelf.path()).size(120, 30);
    assert_eq!(reader.titles(), ["Ships wait at the canal"]);
    let details = "The Wire, Harbour Post · 3 h · 1 min";
    assert!(reader.screen().contains(details), "{}", reader.screen());
    let reader = reader.press("<enter>");
    let header = "The Wire, Harbour Post · 24 November 2026";
    assert!(reader.screen().contains(header), "{}", reader.screen());
}

#[test]
fn the_same_number_as_an_identifier_of_two_sites_makes_two_articles() {
    let feed = |site: &str| {
        let item = |n: u8| {
            let link = format!("https://{site}.example/{n}");
            format!("<item><title>{site} {n}</title><guid>{n}</guid><link>{link}</link></item>")
        };
        // Where there is no address, the title tells.
        let both = "<item><title>In both</title><guid>3</guid></item>";
        format!(
            "<rss><channel><title>{site}</title>{}{}{both}</channel></rss>",
            item(1),
            item(2)
        )
    };
    let shelf = Shelf::new()
        .with("a.xml", feed("a"))
        .with("b.xml", feed("b"));
    let mut titles = Reader::open(shelf.path()).titles();
    titles.sort();
    assert_eq!(titles, ["In both", "a 1", "a 2", "b 1", "b 2"]);
}

#[test]
fn a_further_source_that_comes_in_while_its_article_is_read_is_named() {
    let shelf = Shelf::new().with(
        "a.xml",
        wire("The Wire", "The lock is shut, and ships wait."),
    );
    let (reader, mut librarian) = Reader::cared_for(shelf.path());
    let reader = reader.size(100, 30).press("<enter>");
    assert!(!reader.screen().contains("Harbour Post"));
    shelf.write("b.xml", wire("Harbour Post", "The lock is shut."));
    let reader = reader.look_through(&mut librarian);
    let header = "The Wire, Harbour Post · 24 November 2026";
    assert!(reader.screen().contains(header), "{}", reader.screen());
}

#[test]
fn how_far_the_loading_is_stands_at_the_top_right_until_it_has_ended() {
    let mut reader = Reader::empty();
    let corner = |reader: &Reader| reader.line(0).rsplit("  ").next().unwrap().to_owned();
    for (done, found, told) in [
        (0, 0, "loading"),
        (0, 8, "loading 0%"),
        (5, 8, "loading 62%"),
    ] {
        reader.send(Message::Progress { done, found });
        assert_eq!(corner(&reader), told);
    }
    reader.send(Message::LoadEnded);
    assert!(!reader.line(0).contains("loading"));
}

#[test]
fn the_newest_article_is_selected_first() {
    let shelf = three();
    let reader = Reader::open(shelf.path());
    assert_eq!(
        reader.titles(),
        [
            "Tides turn early",
            "A library of seeds",
            "Zürich counts its trams"
        ]
    );
    assert_eq!(reader.selected(), "Tides turn early");
}

#[test]
fn opening_and_coming_back_keeps_the_place_in_the_list() {
    let shelf = three();
    let reader = Reader::open(shelf.path()).press("j<enter>");
    assert!(reader.screen().contains("Seeds sleep in the ice"));
    let reader = reader.press("h");
    assert_eq!(
        (reader.app.focus, reader.selected().as_str()),
        (Focus::Headlines, "A library of seeds")
    );
}

#[test]
fn an_article_counts_as_read_after_three_seconds() {
    let shelf = three();
    let reader = Reader::open(shelf.path()).press("<enter>").wait(2);
    assert!(!reader.is_read());
    assert!(reader.wait(1).is_read());
}

#[test]
fn an_article_that_was_left_early_stays_unread() {
    let shelf = three();
    let reader = Reader::open(shelf.path())
        .press("<enter>")
        .wait(2)
        .press("h")
        .wait(10);
    assert!(!reader.is_read());
}

#[test]
fn the_read_policy_is_a_setting() {
    let shelf = long();
    let with = |mark_read| {
        Reader::with(
            Settings {
                mark_read,
                ..Settings::default()
            },
            Marks::default(),
        )
        .load(shelf.path())
    };
    assert!(with(ReadPolicy::OnOpening).press("<enter>").is_read());
    assert!(
        !with(ReadPolicy::ByHand)
            .press("<enter>")
            .wait(600)
            .press("G")
            .is_read()
    );
    let at_end = with(ReadPolicy::AtEnd).press("<enter>").wait(600);
    assert!(!at_end.is_read());
    assert!(at_end.press("G").is_read());
}

#[test]
fn space_pages_and_at_the_end_goes_on_to_the_next_unread() {
    let shelf = long();
    let mut reader = Reader::open(shelf.path()).press("<space>");
    let mut pages = 0;
    while reader.selected() == "A long one" {
        reader = reader.press("<space>");
        pages += 1;
        assert!(pages < 60, "paging goes on");
    }
    assert!(pages > 4, "{pages} pages");
    assert_eq!(reader.selected(), "The next one");
    assert!(reader.press("K").is_read());
}

#[test]
fn marks_are_made_and_taken_back_and_made_again() {
    let shelf = three();
    let reader = Reader::open(shelf.path()).press("mjf");
    assert_eq!(
        (reader.app.counts.unread, reader.app.counts.starred),
        (2, 1)
    );
    let reader = reader.press("UU");
    assert_eq!(
        (reader.app.counts.unread, reader.app.counts.starred),
        (3, 0)
    );
    let reader = reader.press("<ctrl-r><ctrl-r>");
    assert_eq!(
        (reader.app.counts.unread, reader.app.counts.starred),
        (2, 1)
    );
    assert!(reader.press("U").status().contains("Taken back"));
}

#[test]
fn marking_all_read_touches_only_what_is_listed_and_is_one_step() {
    let shelf = three();
    let reader = Reader::open(shelf.path())
        .press("/seeds<enter>h")
        .press("A");
    assert_eq!(reader.app.counts.unread, 2);
    let reader = reader.press("<esc>A");
    assert_eq!(reader.app.counts.unread, 0);
    assert_eq!(reader.press("U").app.counts.unread, 2);
}

#[test]
fn what_was_just_read_stays_until_the_view_is_left() {
    let shelf = three();
    let reader = Reader::open(shelf.path()).press("2m");
    assert_eq!(reader.titles().len(), 3);
    assert_eq!(
        reader.press("12").titles(),
        ["A library of seeds", "Zürich counts its trams"]
    );
}

#[test]
fn an_empty_view_says_why_and_which_key_leads_out() {
    let shelf = three();
    let open = || Reader::open(shelf.path()).size(79, 24);
    let screen = open().press("3").screen();
    assert!(
        screen.contains("Nothing starred. f stars; 1 shows all 3."),
        "{screen}"
    );
    let screen = open().press("A2").screen();
    assert!(
        screen.contains("Nothing unread. 1 shows all 3."),
        "{screen}"
    );
}

#[test]
fn the_list_narrows_at_every_key_and_comes_back_with_escape() {
    let shelf = three();
    let reader = Reader::open(shelf.path()).press("j/ti");
    assert_eq!(reader.titles().len(), 2);
    let reader = reader.press("des");
    assert_eq!(reader.titles(), ["Tides turn early"]);
    assert!(
        reader.status().contains("1 of 3 articles"),
        "{}",
        reader.status()
    );
    let reader = reader.press("<esc>");
    assert_eq!(
        (reader.titles().len(), reader.selected().as_str()),
        (3, "A library of seeds")
    );
}

#[test]
fn enter_opens_the_first_match_and_n_goes_on_into_the_next_article() {
    let shelf = three();
    let reader = Reader::open(shelf.path()).press("/tide<enter>");
    assert_eq!(reader.app.focus, Focus::Reading);
    assert!(
        reader.status().contains("match 1 of 3"),
        "{}",
        reader.status()
    );
    let reader = reader.press("nn");
    assert!(
        reader.status().contains("match 3 of 3"),
        "{}",
        reader.status()
    );
    let reader = reader.press("n");
    assert_eq!(reader.selected(), "A library of seeds");
    let reader = reader.press("N");
    assert!(
        reader.status().contains("match 3 of 3"),
        "{}",
        reader.status()
    );
}

#[test]
fn articles_like_the_selected_one_are_listed_the_most_alike_first() {
    let shelf = Shelf::new()
        .with("a.md", "---\ntitle: Ferry to the islands\ndate: 2026-11-20\n---\n\nThe ferry calls at the harbour at noon. The harbour is small.\n")
        .with("b.md", "---\ntitle: Trams\ndate: 2026-11-19\n---\n\nThe trams run at night. The depot is small, and the rails are old.\n")
        .with("c.md", "---\ntitle: Harbour fees\ndate: 2026-11-18\n---\n\nThe harbour asks every ferry for a fee. Islands pay none.\n")
        .with("d.md", "---\ntitle: Ferry timetable\ndate: 2026-11-17\n---\n\nThe ferry leaves the harbour for the islands twice.\n")
        .with("e.md", "---\ntitle: Bread\ndate: 2026-11-16\n---\n\nThe oven is old.\n");
    let reader = Reader::open(shelf.path()).press(":like<enter>");
    assert_eq!(reader.titles(), ["Ferry timetable", "Harbour fees"]);
    assert!(
        reader
            .status()
            .starts_with("article 1 of 2 · like “Ferry to the islands”"),
        "{}",
        reader.status()
    );
    let passages = Reader::open(shelf.path()).press("/ferry<enter><esc>p:like<enter>");
    assert!(
        !passages.status().contains("matches"),
        "{}",
        passages.status()
    );
    assert_eq!(reader.press("<esc>").titles().len(), 5);
    let alone = Shelf::new().with("e.md", "---\ntitle: Bread\n---\n\nThe oven is old.\n");
    let reader = Reader::open(alone.path())
        .size(79, 24)
        .press(":like<enter>");
    assert!(
        reader
            .screen()
            .contains("No other article is like “Bread”."),
        "{}",
        reader.screen()
    );
}

#[test]
fn what_can_light_nothing_up_is_not_said_to_have_no_matches() {
    let shelf = three();
    let status = |keys: &str| Reader::open(shelf.path()).press(keys).status();
    assert!(status("/is:unread<enter><esc>").starts_with("article 1 of 3 · is:unread"));
    assert!(status("/trams<enter><esc>").contains("match"));
}

#[test]
fn without_a_search_n_goes_to_the_next_unread() {
    let shelf = three();
    let reader = Reader::open(shelf.path()).press("jmgn");
    assert_eq!(reader.selected(), "Zürich counts its trams");
    assert_eq!(reader.press("N").selected(), "Tides turn early");
}

#[test]
fn accents_and_case_do_not_matter_unless_a_capital_is_typed() {
    let shelf = three();
    assert_eq!(
        Reader::open(shelf.path()).press("/zurich").titles(),
        ["Zürich counts its trams"]
    );
    assert_eq!(Reader::open(shelf.path()).press("/TIDE").titles(), [""; 0]);
}

#[test]
fn an_empty_search_names_the_part_that_matches_nothing() {
    let shelf = three();
    let reader = Reader::open(shelf.path()).size(79, 24);
    let screen = reader.press("/tide xylophone").screen();
    assert!(screen.contains("xylophone"), "{screen}");
    assert!(screen.contains("Nothing at all matches"), "{screen}");
}

#[test]
fn a_search_that_cannot_be_read_keeps_the_list_and_says_what_is_wrong() {
    let shelf = three();
    let reader = Reader::open(shelf.path()).press("/tides").paste(" is:gone");
    assert_eq!(reader.titles().len(), 1);
    assert!(reader.screen().contains("┌"), "{}", reader.screen());
}

#[test]
fn the_history_is_walked_with_the_arrows() {
    let shelf = three();
    let reader = Reader::open(shelf.path()).press("/tide<enter>hh/trams<enter>hh/<up><up>");
    assert_eq!(reader.titles().len(), 2);
    let remembered = reader
        .effects
        .iter()
        .filter(|effect| matches!(effect, Effect::Remember(..)))
        .count();
    assert_eq!(remembered, 2);
}

#[test]
fn a_find_in_the_article_wraps_and_counts() {
    let shelf = three();
    let reader = Reader::open(shelf.path()).press("<enter>/tide");
    assert!(reader.status().contains("1/3"), "{}", reader.status());
    let reader = reader.press("<enter>nnn");
    assert!(
        reader.status().contains("match 1 of 3"),
        "{}",
        reader.status()
    );
    assert_eq!(reader.titles().len(), 3);
}

#[test]
fn after_scrolling_the_next_match_is_looked_for_from_what_is_on_the_screen() {
    let paragraph = |number: usize| match number % 30 {
        1 => format!("The tide of day {number}.\n\n"),
        _ => format!("Nothing happened on day {number}.\n\n"),
    };
    let text: String = (1..=80).map(paragraph).collect();
    let shelf = Shelf::new()
        .with(
            "diary.md",
            format!("---\ntitle: Diary\ndate: 2026-11-20\n---\n\n{text}"),
        )
        .with(
            "later.md",
            "---\ntitle: Later\ndate: 2026-11-19\n---\n\nNo tide.\n",
        );
    for open in ["/tide<enter>", "<enter>/tide<enter>"] {
        let at = |keys: &str| {
            let reader = Reader::open(shelf.path()).press(open).press(keys);
            reader.selected() + ": " + &reader.status()
        };
        assert!(at("").starts_with("Diary: match 1 of 3"), "{}", at(""));
        assert!(at("GN").starts_with("Diary: match 3 of 3"), "{}", at("GN"));
        assert!(
            at("GNNgn").starts_with("Diary: match 1 of 3"),
            "{}",
            at("GNNgn")
        );
    }
    let reader = Reader::open(shelf.path()).press("<enter>/tide<enter>Gn");
    reader.says("match 1 of 3");
    let reader = Reader::open(shelf.path()).press("/tide<enter>Gn");
    assert_eq!(reader.selected(), "Later");
}

#[test]
fn a_find_without_a_match_searches_everything() {
    let shelf = three();
    let reader = Reader::open(shelf.path()).press("<enter>/trams<enter>");
    assert_eq!(reader.selected(), "Zürich counts its trams");
}

#[test]
fn a_paste_is_never_run_as_keys() {
    let shelf = three();
    let reader = Reader::open(shelf.path()).paste("A\nq\n");
    assert_eq!(reader.app.counts.unread, 3);
    assert!(reader.effects.is_empty());
    let reader = reader.press("/").paste("\x1b[31mtides\n");
    assert!(!reader.screen().contains('\x1b'));
}

#[test]
fn only_the_pane_in_focus_is_shown_on_a_narrow_screen() {
    let shelf = three();
    let reader = Reader::open(shelf.path()).size(60, 20);
    assert!(!reader.screen().contains("The tide came in"));
    assert!(
        reader
            .press("<enter>")
            .screen()
            .contains("The tide came in")
    );
    let wide = Reader::open(shelf.path()).size(120, 40).screen();
    assert!(wide.contains("A library of seeds") && wide.contains("The tide came in"));
}

#[test]
fn the_command_line_does_every_action_and_says_what_is_wrong() {
    let shelf = three();
    let reader = Reader::open(shelf.path()).press(":read seeds<enter>");
    assert_eq!(reader.app.counts.unread, 2);
    let reader = reader.press(":read (<enter>");
    assert_eq!(reader.app.counts.unread, 2);
    let reader = reader.press(":mark-all-<tab><enter>");
    assert_eq!(reader.app.counts.unread, 0);
    assert!(
        reader
            .press(":fly<enter>")
            .status()
            .contains("No command is called 'fly'")
    );
}

#[test]
fn the_mouse_selects_opens_and_scrolls() {
    let shelf = three();
    let reader = Reader::open(shelf.path()).size(120, 40);
    let line = reader
        .screen()
        .lines()
        .position(|line| line.contains("A library of seeds"))
        .unwrap();
    let click = Pointer::Press(5, u16::try_from(line).unwrap());
    let reader = reader.point(click).point(Pointer::Release);
    assert_eq!(
        (reader.selected().as_str(), reader.app.focus),
        ("A library of seeds", Focus::Headlines)
    );
    assert_eq!(reader.point(click).app.focus, Focus::Reading);
}

#[test]
fn the_divider_can_be_dragged() {
    let shelf = three();
    let reader = Reader::open(shelf.path()).size(120, 40);
    let column = reader
        .line(10)
        .chars()
        .position(|char| char == '│')
        .unwrap();
    let at = u16::try_from(column).unwrap();
    let reader = reader
        .point(Pointer::Press(at, 10))
        .point(Pointer::Drag(60, 10))
        .point(Pointer::Release);
    assert_eq!(
        reader.line(10).chars().position(|char| char == '│'),
        Some(60)
    );
}

#[test]
fn a_button_that_went_up_over_a_list_moves_no_divider_later() {
    let shelf = Shelf::new().with_numbered(3);
    let reader = Reader::open(shelf.path()).size(120, 40);
    let (x, _) = reader.place("│");
    let reader = reader
        .point(Pointer::Press(x, 10))
        .press("?")
        .point(Pointer::Release)
        .press("<esc>")
        .point(Pointer::Drag(60, 10));
    assert_eq!(reader.place("│").0, x);
}

#[test]
fn the_wheel_over_the_list_leaves_the_article_beside_it_alone() {
    let shelf = Shelf::new().with_numbered(40);
    for keys in ["", "<enter>", "<enter>/text"] {
        let mut reader = Reader::open(shelf.path()).size(120, 40).press(keys);
        let (focus, typing) = (reader.app.focus, reader.app.prompt.is_some());
        for _ in 0..5 {
            reader = reader.point(Pointer::Wheel(5, 10, 1));
        }
        assert!(reader.line(3).contains("Article 6"), "{}", reader.screen());
        assert_eq!(reader.selected(), "Article 1");
        assert_eq!(
            (reader.app.focus, reader.app.prompt.is_some()),
            (focus, typing)
        );
        // What comes in, or another size, does not turn it back.
        let reader = reader.load(three().path()).size(120, 38);
        assert!(reader.line(3).contains("Article 6"), "{}", reader.screen());
        // A click selects another one and leaves the article.
        let reader = reader.click("Article 8");
        assert_eq!(reader.selected(), "Article 8");
        assert_eq!(reader.app.focus, Focus::Headlines);
        assert!(reader.app.prompt.is_none(), "{}", reader.status());
    }
}

#[test]
fn a_list_that_was_turned_comes_back_to_the_selected_headline_with_the_next_key() {
    let shelf = Shelf::new().with_numbered(40);
    for (key, selected) in [
        ("j", "Article 2"),
        ("<enter>", "Article 1"),
        ("1", "Article 1"),
        ("narrower", "Article 1"),
    ] {
        let mut reader = Reader::open(shelf.path()).size(120, 40);
        for _ in 0..50 {
            reader = reader.point(Pointer::Wheel(5, 10, 1));
        }
        assert!(
            reader.screen().contains("Article 40"),
            "{}",
            reader.screen()
        );
        let reader = match key {
            "narrower" => reader.size(60, 20),
            key => reader.press(key),
        };
        let list = reader.screen();
        let bar = list.lines().find(|line| line.starts_with('▌'));
        assert!(bar.is_some_and(|line| line.contains(selected)), "{list}");
    }
}

#[test]
fn where_only_the_list_is_seen_the_selection_goes_along_with_the_wheel() {
    let shelf = Shelf::new().with_numbered(40);
    let mut reader = Reader::open(shelf.path()).size(60, 20);
    for _ in 0..5 {
        reader = reader.point(Pointer::Wheel(5, 10, 1));
    }
    assert_eq!(reader.selected(), "Article 6");
}

#[test]
fn the_selection_stays_when_more_articles_come_in() {
    let (old, new) = (three(), Shelf::new().with_numbered(30));
    let reader = Reader::open(old.path()).press("j").load(new.path());
    assert_eq!(reader.selected(), "A library of seeds");
}

#[test]
fn resizing_keeps_the_place_in_the_article() {
    let shelf = long();
    let reader = Reader::open(shelf.path())
        .size(100, 30)
        .press("<enter><space><space>");
    let first = |reader: &Reader| {
        let screen = reader.screen();
        screen
            .lines()
            .find_map(|line| {
                line.split("Paragraph ")
                    .nth(1)?
                    .split(' ')
                    .next()?
                    .parse::<u32>()
                    .ok()
            })
            .unwrap()
    };
    let before = first(&reader);
    let after = first(&reader.size(70, 30).size(40, 12).size(100, 30));
    assert!(before.abs_diff(after) <= 1, "{before} and {after}");
}

#[test]
fn no_size_of_the_screen_is_too_small() {
    let shelf = long();
    let mut reader = Reader::open(shelf.path()).press("/para<enter>");
    for (columns, rows) in [
        (1, 1),
        (0, 0),
        (2, 2),
        (3, 200),
        (200, 2),
        (400, 3),
        (7, 5),
        (80, 24),
    ] {
        reader = reader
            .size(columns, rows)
            .press("?j<esc>:the<esc>/x<esc>jk;<esc>!zz<tab><tab>");
        let _ = reader.screen();
    }
    assert_eq!(reader.selected(), "A long one");
}

#[test]
fn the_help_lists_every_key_and_can_be_searched() {
    let shelf = three();
    let reader = Reader::open(shelf.path()).size(120, 60).press("?");
    assert!(reader.screen().contains("next headline"));
    let reader = reader.press("/browser");
    assert!(reader.screen().contains("open-link") && !reader.screen().contains("next headline"));
}

#[test]
fn the_year_of_an_old_article_is_told_once() {
    let shelf = Shelf::new().with(
        "o.md",
        "---\ntitle: Old\nsource: Nordkurier\ndate: 2019-04-16\n---\n\nText.\n",
    );
    let screen = Reader::open(shelf.path()).size(80, 24).screen();
    assert!(screen.contains("  Tuesday 16 April 2019 "), "{screen}");
    assert!(
        screen.contains("▌  Nordkurier · 16 Apr · 1 min "),
        "{screen}"
    );
    let narrow = Reader::open(shelf.path()).size(40, 12).screen();
    assert!(
        narrow.contains("Old") && narrow.contains(" 16 Apr 2019"),
        "{narrow}"
    );
}

#[test]
fn a_list_by_titles_has_no_headings_of_days_and_tells_each_date_in_full() {
    let note = |title: &str, date: &str| {
        format!("---\ntitle: {title}\nsource: Almanac\ndate: {date}\n---\n\nText.\n")
    };
    let shelf = Shelf::new()
        .with("a.md", note("Ash", "2019-04-16"))
        .with("b.md", note("Birch", "2020-01-02"));
    let open = |query: &str| {
        Reader::open(shelf.path())
            .size(80, 24)
            .press(query)
            .screen()
    };
    let by_title = open("/sort:title<enter><esc>");
    let (_, list) = by_title.split_once("▌● Ash").unwrap();
    let lines: Vec<_> = list.lines().skip(1).take(3).collect();
    assert!(
        lines[0].starts_with("▌  Almanac · 16 Apr 2019"),
        "{by_title}"
    );
    assert!(lines[1].starts_with(" ● Birch"), "{by_title}");
    assert!(
        lines[2].starts_with("   Almanac · 2 Jan 2020"),
        "{by_title}"
    );
    let oldest_first = open("/sort:date<enter><esc>");
    assert!(
        oldest_first.contains("  Tuesday 16 April 2019 "),
        "{oldest_first}"
    );
    let kept = open("/sort:title<enter><esc>:save Names<enter><esc>4");
    assert!(!kept.contains("Tuesday 16 April 2019"), "{kept}");
}

#[test]
fn links_are_opened_by_number_and_copied() {
    let shelf = Shelf::new().with(
        "l.md",
        "---\ntitle: Linked\ndate: 2026-11-20\n---\n\nSee [one](https://one.example/) and [two](https://two.example/).\n",
    );
    let reader = Reader::open(shelf.path()).press(";");
    let footer = "2 links · a number or Enter opens · Esc closes";
    assert!(reader.screen().contains(footer), "{}", reader.screen());
    let reader = reader.press("2");
    assert!(
        matches!(reader.effects.last(), Some(Effect::OpenLink(url)) if url == "https://two.example/")
    );
    let linked = Shelf::new().with(
        "l.md",
        "---\ntitle: Linked\nlink: https://page.example/\n---\n\nText.\n",
    );
    let reader = Reader::open(linked.path()).press("yo");
    assert!(matches!(&reader.effects[0], Effect::Copy(url) if url == "https://page.example/"));
    assert!(matches!(&reader.effects[1], Effect::OpenLink(url) if url == "https://page.example/"));
}

#[test]
fn a_link_in_the_list_is_clicked_and_a_click_beside_the_list_closes_it() {
    let shelf = Shelf::new().with(
        "l.md",
        "---\ntitle: Linked\ndate: 2026-11-20\n---\n\nSee [one](https://one.example/) and [two](https://two.example/).\n",
    );
    for (columns, rows) in [(40, 12), (80, 24), (120, 40)] {
        let open = || Reader::open(shelf.path()).size(columns, rows).press(";");
        let reader = open().click("2  https://two.example");
        assert!(
            matches!(reader.effects.last(), Some(Effect::OpenLink(url)) if url == "https://two.example/")
        );
        assert!(reader.app.overlay.is_none());
        let reader = open().click("Links of this");
        assert!(reader.effects.is_empty() && reader.app.overlay.is_some());
        let reader = reader.point(Pointer::Press(0, rows - 1));
        assert!(reader.effects.is_empty() && reader.app.overlay.is_none());
    }
}

/// An article with a link in each of its paragraphs.
fn linked() -> Shelf {
    let names = ["tree", "house", "mill", "ferry", "mole"];
    let paragraph = |name: &&str| {
        let prose = "Walk on along the river and do not cross the bridge. ".repeat(20);
        format!("{prose}[{name}](https://{name}.example/)\n\n")
    };
    let text: String = names.iter().map(paragraph).collect();
    Shelf::new().with("l.md", format!("---\ntitle: Linked\n---\n\n{text}"))
}

#[test]
fn a_number_means_its_link_also_in_a_filtered_list() {
    let shelf = linked();
    let reader = Reader::open(shelf.path()).press(";/ferry<enter>4");
    assert!(
        matches!(reader.effects.last(), Some(Effect::OpenLink(url)) if url == "https://ferry.example/")
    );
    let reader = Reader::open(shelf.path()).press(";/ferry<enter>2");
    assert!(reader.effects.is_empty() && reader.screen().contains("4  https://ferry.example/"));
}

#[test]
fn a_link_that_is_clicked_while_its_list_is_filtered_leaves_nothing_to_type() {
    let shelf = linked();
    let reader = Reader::open(shelf.path()).press(";/ferry");
    let reader = reader.click("https://ferry");
    assert!(
        matches!(reader.effects.last(), Some(Effect::OpenLink(url)) if url == "https://ferry.example/")
    );
    assert!(reader.app.prompt.is_none(), "{}", reader.screen());
}

#[test]
fn the_links_begin_at_the_first_one_in_sight_or_below() {
    let shelf = linked();
    let chosen = |keys: &str| {
        let reader = Reader::open(shelf.path()).press(keys).press(";<enter>");
        match reader.effects.last() {
            Some(Effect::OpenLink(url)) => url.clone(),
            _ => panic!("no link is opened"),
        }
    };
    assert_eq!(chosen(""), "https://tree.example/");
    assert_eq!(chosen("<enter>"), "https://tree.example/");
    assert_eq!(
        chosen("<enter>/mill<enter>jjjjjjjjjjjjjjjjjjjjjj"),
        "https://ferry.example/"
    );
}

#[test]
fn a_list_is_as_high_as_it_needs_to_be_and_a_filter_leaves_it_so() {
    let shelf = linked();
    let height = |reader: &Reader| {
        let screen = reader.screen();
        let side = |line: &str, corner| line.contains(corner);
        let top = screen.lines().position(|line| side(line, '╭')).unwrap();
        screen.lines().position(|line| side(line, '╰')).unwrap() - top - 1
    };
    let reader = Reader::open(shelf.path()).press(";");
    assert_eq!(height(&reader), 5);
    assert_eq!(height(&reader.press("/ferry")), 5);
    assert_eq!(height(&Reader::open(shelf.path()).press("?")), 18);
    // A click below it is one beside it.
    let reader = Reader::open(shelf.path()).press(";");
    assert!(reader.point(Pointer::Press(40, 15)).app.overlay.is_none());
}

#[test]
fn under_a_list_the_status_line_tells_no_keys_of_the_panes() {
    let shelf = linked();
    for list in ["?", ";"] {
        let reader = Reader::open(shelf.path()).size(120, 40).press(list);
        assert_eq!(reader.status(), "1 of 1 · 1 unread");
        let reader = reader.press("<esc>");
        assert!(
            reader.status().contains("Enter open"),
            "{}",
            reader.status()
        );
    }
}

#[test]
fn a_key_is_found_in_the_help_as_the_settings_write_it() {
    let shelf = three();
    let reader = Reader::open(shelf.path()).press("?/ctrl-d");
    assert!(reader.screen().contains("half a page down"));
    let reader = Reader::open(shelf.path()).press("?/pagedown");
    assert!(reader.screen().contains("a page down · :page-down"));
}

#[test]
fn the_wheel_turns_a_list_to_read_as_fast_as_an_article() {
    let shelf = three();
    let reader = Reader::open(shelf.path()).press("?");
    let by_keys = Reader::open(shelf.path()).press("?jjj").screen();
    assert_eq!(reader.point(Pointer::Wheel(20, 10, 1)).screen(), by_keys);
}

#[test]
fn at_the_end_of_the_help_the_way_back_begins_at_once() {
    let shelf = three();
    let top = |reader: &Reader| reader.line(3);
    for down in [
        "G",
        "<space><space><space><space><space><space><space><space><space>",
    ] {
        let reader = Reader::open(shelf.path()).press("?").press(down);
        let end = reader.screen();
        assert!(end.contains("exact in case"), "{end}");
        let reader = reader.press("j");
        assert_eq!(reader.screen(), end);
        let before = top(&reader);
        assert_ne!(top(&reader.press("k")), before);
    }
}

#[test]
fn what_names_the_hidden_pane_is_clicked_to_go_there() {
    let shelf = three();
    for (columns, rows) in [(79, 24), (60, 10)] {
        let reader = Reader::open(shelf.path()).size(columns, rows);
        let reader = reader.click("article ›");
        assert_eq!(reader.app.focus, Focus::Reading);
        let reader = reader.click("‹ Esc");
        assert_eq!(reader.app.focus, Focus::Headlines);
    }
}

#[test]
fn the_keys_in_the_status_line_are_clicked_too() {
    let shelf = three();
    for (columns, rows) in [(120, 40), (80, 24)] {
        let reader = Reader::open(shelf.path()).size(columns, rows);
        assert_eq!(reader.click("star  ").app.counts.starred, 1);
        let reader = Reader::open(shelf.path()).size(columns, rows);
        let reader = reader.click("/ search");
        assert!(reader.app.prompt.is_some());
        let reader = Reader::open(shelf.path()).size(columns, rows);
        let reader = reader.click("open").click("back").click("? help");
        assert!(reader.app.overlay.is_some() && reader.app.focus == Focus::Headlines);
        let reader = Reader::open(shelf.path()).size(columns, rows);
        let (_, y) = reader.place("? help");
        let reader = reader.point(Pointer::Press(2, y));
        assert!(reader.effects.is_empty(), "what is no hint does nothing");
    }
}

#[test]
fn a_long_source_is_cut_before_age_and_length_are() {
    let shelf = Shelf::new().with(
        "s.md",
        "---\ntitle: Short\ndate: 2026-11-02\nsource: The Harbour and Lighthouse Gazette\ntags: [sea]\n---\n\nTides.\n",
    );
    let reader = Reader::open(shelf.path()).size(100, 30);
    let line = reader.line(4);
    assert!(line.contains("The Harbour"), "{line}");
    assert!(line.contains("… · 2 Nov · 1 min"), "{line}");
    let reader = Reader::open(shelf.path()).size(200, 30);
    assert!(
        reader.line(4).contains("Lighthouse Gazette · 2 Nov"),
        "{}",
        reader.line(4)
    );
}

#[test]
fn the_last_unread_article_of_a_list_is_not_called_the_last_of_all() {
    let shelf = three();
    let reader = Reader::open(shelf.path()).press("jj/tide<enter><space><space><space>");
    assert!(
        reader.status().contains("last unread article of this list"),
        "{}",
        reader.status()
    );
    let reader = Reader::open(shelf.path()).press("A<enter><space><space><space>");
    reader.says("That was the last unread article  ");
}

#[test]
fn on_a_small_screen_a_list_has_all_of_it_but_the_status_line() {
    let shelf = three();
    let reader = Reader::open(shelf.path()).size(40, 12).press("?");
    assert!(reader.line(0).starts_with("╭ Keys"), "{}", reader.screen());
    assert!(
        reader.line(10).contains(" / searches · Esc closes "),
        "{}",
        reader.screen()
    );
    for y in 1..10 {
        assert!(reader.line(y).starts_with('│') && reader.line(y).ends_with('│'));
    }
    let narrower = Reader::open(shelf.path()).size(30, 12).press("?");
    assert!(narrower.line(10).starts_with("╰ / searches · Esc closes ─"));
}

#[test]
fn where_there_is_no_article_no_key_is_told_that_needs_one() {
    let shelf = Shelf::new().with("data.txt", b"\0\x01\x02\x03");
    let reader = Reader::open(shelf.path()).size(120, 30);
    let screen = reader.screen();
    assert!(
        screen.contains("There are no articles here. ! says"),
        "{screen}"
    );
    assert!(
        !reader.status().contains("Enter open"),
        "{}",
        reader.status()
    );
    assert!(
        reader.status().contains("? help  q quit"),
        "{}",
        reader.status()
    );
    let shelf = three();
    let reader = Reader::open(shelf.path())
        .size(120, 30)
        .press("/xylophone<enter>");
    assert!(!reader.status().contains("mark"), "{}", reader.status());
    assert!(reader.status().contains("Esc back"), "{}", reader.status());
    for key in ["z", "B", "o", ";"] {
        let reader = Reader::open(shelf.path()).press("3").press(key);
        reader.says("There is no article here");
    }
}

#[test]
fn a_film_of_a_page_says_what_it_is_and_is_a_link() {
    let prose = "The keeper of the light wrote down what he saw, each evening at the same hour, for thirty years. ".repeat(6);
    let page = format!(
        "<html><head><title>The light</title></head><body><article><h1>The light</h1><p>{prose}</p>\
         <div class=video><iframe src='https://www.youtube.com/embed/aaaaaaaaaaa' title='The lamp is lit'></iframe></div>\
         <p>{prose}</p></article></body></html>"
    );
    let shelf = Shelf::new().with("light.html", page);
    let reader = Reader::open(shelf.path()).size(100, 80).press("<enter>");
    let screen = reader.screen();
    assert!(
        screen.contains("▸\u{a0}Film: The lamp is lit (youtube.com)\u{a0}[1]"),
        "{screen}"
    );
    let reader = reader.press(";1");
    assert!(
        matches!(reader.effects.last(), Some(Effect::OpenLink(url)) if url == "https://www.youtube.com/watch?v=aaaaaaaaaaa")
    );
}

#[test]
fn a_picture_of_a_page_says_what_it_shows_and_is_a_link() {
    let prose = "The keeper of the light wrote down what he saw, each evening at the same hour, for thirty years. ".repeat(6);
    let page = format!(
        "<html><head><title>The light</title></head><body><article><h1>The light</h1><p>{prose}</p>\
         <p><img src='https://a.example/1.jpg' alt='A lighthouse in the fog, drawn by hand'></p><p>{prose}</p>\
         <p><img src='https://a.example/2.jpg' alt='IMG_0031.jpg'></p><p>{prose}</p></article></body></html>"
    );
    let shelf = Shelf::new().with("light.html", page);
    let reader = Reader::open(shelf.path()).size(100, 80).press("<enter>");
    let screen = reader.screen();
    assert!(
        screen.contains("▣\u{a0}A lighthouse in the fog, drawn by hand\u{a0}[1]"),
        "{screen}"
    );
    assert!(
        screen.contains("▣\u{a0}…\u{a0}[2]"),
        "the name of a file says nothing: {screen}"
    );
    let reader = reader.click("drawn by hand");
    assert!(
        matches!(reader.effects.last(), Some(Effect::OpenLink(url)) if url == "https://a.example/1.jpg")
    );
}

#[test]
fn exponents_and_indices_are_raised_and_lowered_and_found_as_they_are_typed() {
    let prose = "The keeper of the light wrote down what he saw, each evening at the same hour, for thirty years. ".repeat(6);
    let said = "Of H<sub>2</sub>O it held 10<sup>3</sup> kg, give or take 10<sup><i>−n</i></sup>, \
                on the 1<sup>st</sup> of May.<sup><a href='#n'>[1]</a></sup>";
    let shown = "Of H₂O it held 10³ kg, give or take 10⁻ⁿ, on the 1st of May.";
    let page = format!(
        "<html><head><title>The light</title></head><body><article><h1>The light</h1><p>{said}</p><p>{prose}</p>\
         </article></body></html>"
    );
    let shelf = Shelf::new()
        .with("light.html", page)
        .with("tank.md", format!("# The tank\n\n{said}\n\n{prose}\n"));
    for typed in ["h2o", "H₂O", "\"held 103\"", "\"10³ kg\""] {
        let reader = Reader::open(shelf.path())
            .size(160, 60)
            .press(&format!("/{typed}<enter>"));
        assert_eq!(reader.titles().len(), 2, "{typed}");
        assert!(reader.screen().contains(shown), "{}", reader.screen());
        assert!(
            reader.screen().contains("of May.[1]"),
            "{}",
            reader.screen()
        );
        assert!(reader.status().contains("match 1 of 1"), "{typed}");
    }
}

#[test]
fn two_quotations_are_seen_to_be_two_and_a_reply_to_a_reply_stays_in_its_own() {
    let shelf = Shelf::new()
        .with(
            "page.html",
            "<h1>The wall</h1><blockquote>It held.</blockquote><blockquote>It fell.</blockquote>",
        )
        .with("note.md", "# The wall\n\n> It held.\n\n> It fell.\n")
        .with(
            "letter.eml",
            "Subject: The wall\n\n> It held.\n>\n>> It fell.\n>\n> It did.\n",
        );
    let shown = |name: &str| {
        let reader = Reader::open(shelf.path().join(name)).size(60, 20);
        reader.press("<enter>").screen()
    };
    let bars = |screen: &str| -> Vec<String> {
        let from = screen.lines().skip_while(|line| !line.contains('┃'));
        from.map(|line| line.trim().to_owned()).collect()
    };
    for name in ["page.html", "note.md"] {
        let screen = shown(name);
        assert_eq!(
            bars(&screen)[..3],
            ["┃ It held.", "", "┃ It fell."],
            "{screen}"
        );
    }
    let screen = shown("letter.eml");
    let letter = ["┃ It held.", "┃", "┃ ┃ It fell.", "┃", "┃ It did."];
    assert_eq!(bars(&screen)[..5], letter, "{screen}");
}

#[test]
fn a_low_screen_tells_in_its_status_line_how_far_one_has_read() {
    let shelf = long();
    let reader = Reader::open(shelf.path()).size(40, 12);
    assert!(!reader.status().contains('%'), "{}", reader.status());
    let reader = reader.press("<enter>G");
    reader.says("100% · 1 of");
    let high = Reader::open(shelf.path()).size(40, 24).press("<enter>G");
    assert!(high.screen().contains(" 100% ") && !high.status().contains('%'));
}

#[test]
fn the_border_of_a_list_is_whole_where_it_covers_half_a_wide_letter() {
    let shelf = Shelf::new().with(
        "w.md",
        "---\ntitle: 夢夢夢夢夢夢夢夢夢夢夢夢夢夢夢夢夢夢夢夢\ndate: 2026-11-20\nsource: 線線線線線線線線線線\n---\n\nText.\n",
    );
    for columns in [100, 101, 102, 103, 120] {
        let reader = Reader::open(shelf.path()).size(columns, 24).press("?");
        let (left, _) = reader.place("╭");
        for y in 3..21 {
            let line = reader.line(y);
            let before = line.split(['│', '╰']).next().unwrap();
            assert_eq!(
                newsstand::typeset::width(before),
                usize::from(left),
                "{line}"
            );
        }
    }
}

/// An article with a tail that is folded away.
fn with_a_tail() -> Shelf {
    Shelf::new().with(
        "tail.txt",
        "A headline\n\nA paragraph that is long enough to be taken for one, with a full stop at its end.\n\nAnother one follows here, long enough as well, so that the body is a body.\n\n\nPopular posts from this blog\n\nAn older headline\n\nA still older headline\n",
    )
}

#[test]
fn folded_lines_are_told_of_and_shown_on_demand() {
    let shelf = with_a_tail();
    let reader = Reader::open(shelf.path()).size(79, 24).press("<enter>");
    assert!(
        reader
            .screen()
            .contains("3 lines of page furniture folded · B shows them"),
        "{}",
        reader.screen()
    );
    assert!(
        reader
            .press("B")
            .screen()
            .contains("Popular posts from this blog")
    );
}

#[test]
fn a_word_that_stands_in_folded_lines_alone_is_found_and_they_are_unfolded() {
    let shelf = with_a_tail();
    let older = "A still older headline";
    for keys in [
        "/\"A still\"<enter>",
        "/still<enter><esc>p<enter>",
        "<enter>/still<enter>",
    ] {
        let reader = Reader::open(shelf.path()).size(79, 24).press(keys);
        assert!(
            reader.screen().contains(older),
            "{keys}: {}",
            reader.screen()
        );
        reader.says("match 1 of 1");
        let reader = reader.press("B");
        assert!(
            !reader.screen().contains(older),
            "{keys}: {}",
            reader.screen()
        );
        assert!(reader.press("B").screen().contains(older), "{keys}");
    }
    // Of two words, the one that stands nowhere else is the last match.
    let reader = Reader::open(shelf.path())
        .size(79, 24)
        .press("/paragraph still<enter>");
    reader.says("match 1 of 2");
    assert!(!reader.screen().contains(older), "{}", reader.screen());
    let reader = reader.press("n");
    reader.says("match 2 of 2");
    assert!(reader.screen().contains(older), "{}", reader.screen());
    // What stands in the text, too, is shown there.
    let reader = Reader::open(shelf.path())
        .size(79, 24)
        .press("/headline<enter>");
    reader.says("match 1 of 1");
    assert!(!reader.screen().contains(older), "{}", reader.screen());
    let reader = Reader::open(shelf.path()).press("/body:still<enter>");
    assert!(reader.screen().contains("Nothing"), "{}", reader.screen());
}

#[test]
fn a_title_that_is_how_the_text_begins_is_not_said_twice_in_the_list() {
    let text = "The cranes of the harbour stood still at nine, and the water was as black as it ever is there in the winter months.\n\nTwo boats came in.\n";
    let shelf = Shelf::new().with("000042.md", text);
    let reader = Reader::open(shelf.path()).size(200, 50);
    let list = reader
        .screen()
        .lines()
        .map(|line| line.chars().take(58).collect::<String>())
        .collect::<Vec<_>>();
    assert_eq!(
        list.iter()
            .filter(|line| line.contains("The cranes"))
            .count(),
        1,
        "{list:?}"
    );
    assert!(
        list.iter()
            .any(|line| line.contains("… ever is there in the winter months.")),
        "{list:?}"
    );
}

#[test]
fn the_place_in_an_article_is_kept() {
    let shelf = long();
    let reader = Reader::open(shelf.path()).press("<enter><space><space>h");
    assert!(reader.screen().contains('%'), "{}", reader.screen());
    let reader = reader.press("j<enter>K");
    assert!(
        reader.status().contains("Where you left it"),
        "{}",
        reader.status()
    );
}

#[test]
fn while_typing_the_first_match_is_in_view_and_escape_goes_back_to_the_top() {
    let shelf = long();
    let reader = Reader::open(shelf.path())
        .size(120, 30)
        .press("/\"paragraph 44\"");
    assert!(
        reader.screen().contains("Paragraph 44 says"),
        "{}",
        reader.screen()
    );
    let reader = reader.press("<esc>");
    assert!(
        reader.screen().contains("Paragraph 1 says"),
        "{}",
        reader.screen()
    );
}

#[test]
fn marks_that_cannot_be_saved_are_told_of_until_they_are() {
    let shelf = three();
    let mut reader = Reader::open(shelf.path());
    let trouble = Trouble {
        path: "/home/ann/.local/share/newsstand/marks/577393ca.jsonl".into(),
        cause: "the disk is full".to_owned(),
        remedy: "free some space".to_owned(),
    };
    reader.send(Message::Unsaved(trouble.line()));
    let reader = reader.press("jm");
    let told = "Marks are not saved: the disk is full; free some space (/home/ann/";
    assert!(reader.status().starts_with(told), "{}", reader.status());
    assert_eq!(reader.app.counts.unread, 2);
    let mut reader = reader;
    reader.send(Message::Saved);
    assert!(
        !reader.status().contains("not saved"),
        "{}",
        reader.status()
    );
}

#[test]
fn the_end_of_an_article_is_reached_to_its_last_line_at_every_size() {
    let shelf = long();
    for (columns, rows) in [(80, 24), (120, 40), (40, 12), (200, 50), (60, 23)] {
        let reader = Reader::open(shelf.path())
            .size(columns, rows)
            .press("<enter>G");
        let screen = reader.screen();
        assert!(
            screen.contains("Paragraph 60 says little."),
            "{columns}x{rows}:\n{screen}"
        );
    }
}

#[test]
fn a_view_begins_at_its_top_unless_the_selected_article_is_in_it() {
    let shelf = three();
    let reader = Reader::open(shelf.path()).press("jmgmG2");
    assert_eq!(reader.titles().len(), 1);
    let reader = reader.press("1gj2");
    let first = reader.titles()[0].clone();
    assert_eq!(reader.selected(), first);
    let reader = reader.press("1Gfg:save all date:2000..<enter>G4");
    assert_eq!(reader.selected(), reader.titles()[2]);
    let reader = reader.press("3");
    assert_eq!(reader.titles().len(), 1);
}

#[test]
fn where_no_article_is_listed_nothing_is_said_of_this_one() {
    let shelf = three();
    for key in [";", "o", "y"] {
        for reader in [Reader::empty(), Reader::open(shelf.path()).press("3")] {
            let reader = reader.press(key);
            reader.says("There is no article here");
        }
    }
}

#[test]
fn a_mark_that_is_there_already_says_so() {
    let shelf = three();
    for (first, again) in [
        ("r", "r"),
        (":tag sea<enter>", ":tag sea<enter>"),
        ("", "u"),
        ("", ":untag sea<enter>"),
    ] {
        let reader = Reader::open(shelf.path()).press(first);
        assert!(
            !reader.status().contains("Nothing"),
            "{first}: {}",
            reader.status()
        );
        reader.press(again).says("Nothing to change");
    }
}

#[test]
fn each_press_changes_the_lines_that_are_seen_or_says_why_not() {
    let shelf = linked();
    let width = |reader: &Reader| reader.app.reading.as_ref().unwrap().measure.width;
    let reader = Reader::open(shelf.path());
    let whole = width(&reader);
    assert!(
        whole < reader.app.settings.measure,
        "the pane is what limits them"
    );
    let reader = reader.press("+");
    reader.says("The lines fill their pane already");
    let reader = reader.press("-");
    assert_eq!(width(&reader), whole - 4);
    let reader = reader.press("=");
    assert_eq!(width(&reader), whole);
}

#[test]
fn at_80_columns_the_reading_time_stands_behind_every_day_of_a_month() {
    let reader = Reader::open("sample-feed").press("/title:billion<enter><esc>");
    let screen = reader.screen();
    assert!(screen.contains("The Silico… · 13 Feb · 1 min"), "{screen}");
}

#[test]
fn hours_of_reading_are_told_as_hours() {
    let shelf = Shelf::new()
        .with(
            "book.txt",
            "A long book\n\n".to_owned() + &"Words. ".repeat(100 * 230),
        )
        .with(
            "longer.txt",
            "A longer book\n\n".to_owned() + &"Words. ".repeat(2000 * 230),
        );
    let reader = Reader::open(shelf.path()).size(120, 24);
    let screen = reader.screen();
    assert!(
        screen.contains(" · 100 min") && screen.contains(" · 33 hours"),
        "{screen}"
    );
    let header = reader.press("/longer<enter>").screen();
    assert_eq!(header.matches(" · 33 hours").count(), 2, "{header}");
}

#[test]
fn a_search_leaves_the_room_of_problems_to_its_keys() {
    let shelf = three().with("broken.txt", [0; 9]);
    let reader = Reader::open(shelf.path());
    assert!(
        reader.status().contains("1 problem !"),
        "{}",
        reader.status()
    );
    let reader = reader.press("/tide<enter>");
    let status = reader.status();
    assert!(
        status.starts_with("match 1 of 3 · article 1 of 2 · tide "),
        "{status}"
    );
    assert!(
        status.ends_with("n next  N previous  Esc back  ? help"),
        "{status}"
    );
    let reader = reader.press("<esc><esc>");
    assert!(
        reader.status().contains("1 problem !"),
        "{}",
        reader.status()
    );
}

#[test]
fn a_long_title_that_others_are_like_is_cut_and_leaves_the_keys_their_room() {
    let reader = Reader::open("sample-feed").press(":like<enter>");
    let told = "article 1 of 2 · like “Welcome: a newspape…” ";
    assert!(reader.status().starts_with(told), "{}", reader.status());
    assert!(reader.status().contains("Esc back"), "{}", reader.status());
}

#[test]
fn an_article_without_links_has_none_to_copy_or_to_list() {
    let reader = Reader::open(three().path()).press("y");
    reader.says("This article has no links");
}

#[test]
fn how_far_one_has_read_is_told_whole_or_not_at_all() {
    let reader = Reader::open("sample-feed").press("j<enter><space><esc>");
    let below = |reader: &Reader| {
        let screen = reader.screen();
        let line = screen
            .lines()
            .find(|line| line.contains("The Almanac · Wed"));
        line.unwrap().split('│').next().unwrap().trim().to_owned()
    };
    assert_eq!(below(&reader), "▌  The Almanac · Wed · 3 min");
    let reader = reader.size(96, 24);
    assert_eq!(below(&reader), "▌  The Almanac · Wed · 3 min · 28%");
}

#[test]
fn where_a_key_was_unbound_its_command_is_told() {
    let mut settings = Settings::default();
    for key in ["?", "Esc", "h", "Left"] {
        settings.keymap.bind(key, "none").unwrap();
    }
    let open = || Reader::with(settings.clone(), Marks::default()).load("sample-feed");
    open()
        .press("x")
        .says("x does nothing here; :help shows the keys");
    let reader = open().size(200, 40).press("/xylophone");
    let screen = reader.screen();
    assert!(screen.contains("Esc brings all back"), "{screen}");
    let reader = reader.press("<enter>");
    let screen = reader.screen();
    assert!(screen.contains(":back brings all back"), "{screen}");
    assert!(!reader.status().contains("back"), "{}", reader.status());
}

#[test]
fn the_list_of_problems_says_how_many_there_are() {
    let shelf = (0..1_001).fold(Shelf::new(), |shelf, number| {
        shelf.with(&format!("{number}.txt"), "")
    });
    let reader = Reader::open(shelf.path()).press("!");
    let screen = reader.screen();
    assert!(screen.contains(" 1,001 problems · / "), "{screen}");
    let screen = reader.press("/77.txt").screen();
    assert!(screen.contains(" 10 problems · / "), "{screen}");
}
