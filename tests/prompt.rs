//! The prompts as a reader uses them: their histories, menus, counts, mistakes and the way out of them.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod reader;

use std::time::Duration;

use newsstand::app::{Effect, Focus, Found, Kept, Message, Pointer};
use reader::{Reader, Shelf};

fn shelf() -> Shelf {
    Shelf::new()
        .with("a.md", "---\ntitle: Tides turn early\ndate: 2026-11-20\nsource: Harbour Post\n---\n\nThe tide came in.\n")
        .with("b.md", "---\ntitle: A library of seeds\ndate: 2026-11-18\nsource: Almanac\n---\n\nSeeds sleep in the ice.\n")
}

/// A reader that has typed a few lines into both prompts before.
fn with_history() -> Reader {
    let shelf = shelf();
    let mut reader = Reader::open(shelf.path());
    let lines = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
    reader.app.histories.searches = lines(&["tide moon", "seeds", "tide"]);
    reader.app.histories.commands = lines(&["measure 60", "theme dark"]);
    reader
}

#[test]
fn searches_and_commands_have_a_history_each() {
    assert!(
        with_history()
            .press("/<up>")
            .status()
            .starts_with("/ tide ")
    );
    assert!(
        with_history()
            .press(":<up>")
            .status()
            .starts_with(": theme dark")
    );
    assert!(
        with_history()
            .press(":<up><up><up>")
            .status()
            .starts_with(": measure 60")
    );
    let reader = with_history().press("/seeds<enter>:measure 70<enter>");
    let kept: Vec<_> = reader
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Remember(kept, line) => Some((*kept, line.as_str())),
            _ => None,
        })
        .collect();
    assert_eq!(
        kept,
        [(Kept::Search, "seeds"), (Kept::Command, "measure 70")]
    );
    assert_eq!(
        reader.app.histories.searches,
        ["tide moon", "tide", "seeds"]
    );
}

#[test]
fn only_lines_that_begin_like_this_one_are_recalled() {
    let reader = with_history().press("/ti<up>");
    reader.says("/ tide  ");
    let reader = reader.press("<up>");
    reader.says("/ tide moon");
    assert!(reader.press("<down><down>").status().starts_with("/ ti  "));
}

#[test]
fn the_history_is_searched_as_one_types_with_the_newest_first() {
    let reader = with_history().press("/sea<ctrl-r>");
    assert!(
        reader.status().contains("not in the history"),
        "{}",
        reader.status()
    );
    let reader = with_history().press("/<ctrl-r>tide");
    let screen = reader.screen();
    let place = |begin: &str| screen.lines().position(|line| line.trim_end() == begin);
    let newest = place("   tide").unwrap();
    assert!(
        screen
            .lines()
            .nth(newest + 1)
            .unwrap()
            .contains("tide moon"),
        "{screen}"
    );
    assert_eq!(
        reader.titles().len(),
        2,
        "nothing is searched for meanwhile"
    );
    let reader = reader.press("<ctrl-r><enter>");
    assert!(reader.app.prompt.is_none());
    assert_eq!(reader.app.search.as_ref().unwrap().text, "tide moon");
    let reader = with_history().press("/sea<ctrl-r><esc>");
    assert!(reader.status().starts_with("/ sea "), "{}", reader.status());
    let reader = with_history().press("/<ctrl-r>moon<tab>");
    reader.says("/ tide moon");
    assert_eq!(reader.titles().len(), 0);
}

#[test]
fn tab_takes_nothing_that_was_not_begun_or_chosen() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press(":<tab>");
    assert!(reader.status().starts_with(":  "), "{}", reader.status());
    let reader = reader.press("<tab>");
    assert!(reader.status().starts_with(": read"), "{}", reader.status());
    let reader = Reader::open(shelf.path()).press("/tide <tab><ctrl-n><tab>");
    reader.says("/ tide title:");
    assert!(
        Reader::open(shelf.path())
            .press(":the<tab>")
            .status()
            .starts_with(": theme ")
    );
}

#[test]
fn the_keys_of_readline_edit_the_line() {
    let shelf = shelf();
    for (keys, line) in [
        ("one two<ctrl-a>x", "xone two"),
        ("one two<ctrl-a><ctrl-e>x", "one twox"),
        ("one two<ctrl-w>", "one "),
        ("one two<alt-b><alt-b><alt-d>", "two"),
        ("one two<alt-b>x", "one xtwo"),
        ("one two<ctrl-left>x", "one xtwo"),
        ("one two<ctrl-a><alt-f>x", "one xtwo"),
        ("one two<ctrl-u><ctrl-y>", "one two"),
        ("one two<alt-b><ctrl-k>", "one "),
        ("one two<ctrl-w>three <ctrl-y>", "one three two"),
        ("one<left><delete><backspace>", "o"),
        ("日本<ctrl-h>", "日"),
    ] {
        let reader = Reader::open(shelf.path()).press("/").press(keys);
        assert_eq!(
            reader.app.prompt.as_ref().unwrap().text().trim_end(),
            line.trim_end(),
            "{keys}"
        );
    }
}

#[test]
fn a_wrong_query_shows_where_it_is_wrong_and_no_count() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press("/tide").paste(" is:gone");
    let above = reader.line(22);
    assert!(above.contains("is: wants unread, read"), "{above}");
    let column = above.chars().position(|char| char == '┌').unwrap();
    assert_eq!(column, reader.line(23).find("is:gone").unwrap());
    assert!(!reader.status().contains("of 2"), "{}", reader.status());
    assert_eq!(reader.titles().len(), 1, "the last good list stays");
    let reader = reader.press("<enter>");
    assert!(reader.app.prompt.is_some(), "it can be mended");
    let reader = reader.press("<ctrl-u>tide<enter>");
    assert_eq!(reader.app.focus, Focus::Reading);
}

#[test]
fn a_term_that_the_menu_would_finish_is_no_mistake_before_enter() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press("/seeds is:");
    assert!(reader.screen().contains("is:unread"), "{}", reader.screen());
    assert!(
        reader.status().contains("1 of 2 articles"),
        "{}",
        reader.status()
    );
    assert!(!reader.screen().contains("wants"), "{}", reader.screen());
    assert_eq!(reader.titles(), ["A library of seeds"]);
    let reader = reader.press("un<enter>");
    let above = reader.line(22);
    assert!(above.contains("is: wants unread, read"), "{above}");
    assert!(reader.app.prompt.is_some(), "it can be finished");
    let reader = reader.press("<backspace>");
    assert!(!reader.screen().contains("wants"), "{}", reader.screen());
    let reader = reader.press("<tab><enter>");
    assert_eq!(reader.app.focus, Focus::Reading);
}

#[test]
fn a_term_that_is_begun_does_not_narrow_the_list() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press("/-seeds lang");
    assert_eq!(reader.titles(), Vec::<String>::new());
    let reader = Reader::open(shelf.path()).press("/-seeds is:r");
    assert_eq!(reader.titles(), ["Tides turn early"]);
    let reader = Reader::open(shelf.path()).press(":read is:un");
    assert!(!reader.screen().contains("wants"), "{}", reader.screen());
}

#[test]
fn wrong_queries_of_commands_and_finds_are_told_where_they_are_typed() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press(":read is:gone");
    assert!(reader.line(22).contains("is: wants"), "{}", reader.screen());
    let reader = Reader::open(shelf.path()).press("<enter>/tide /t(/");
    assert!(
        reader.screen().contains("no regular expression"),
        "{}",
        reader.screen()
    );
}

#[test]
fn a_find_looks_for_what_is_typed_as_it_stands() {
    let shelf = Shelf::new().with(
        "a.md",
        "---\ntitle: Rules\ndate: 2026-11-20\n---\n\nThe rule is: the tide (-5) decides. See /usr/bin, tides and tiding.\n",
    );
    for (typed, place) in [
        ("is: tide", "1/3"),
        ("(-5)", "1/1"),
        ("-5", "1/1"),
        ("/tid(e|ing)\\b/", "1/2"),
        ("/usr/bin", "1/1"),
        ("is:unread", "not in this article"),
    ] {
        let keys = format!("<enter>/{typed}");
        let reader = Reader::open(shelf.path()).size(100, 24).press(&keys);
        let status = reader.status();
        assert!(status.contains(place), "{typed}: {status}");
    }
}

#[test]
fn tab_makes_a_find_a_search_of_everything() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press("<enter>/");
    let told = "finds words or /expressions/ here; Tab searches all";
    assert!(reader.status().contains(told), "{}", reader.status());
    let reader = reader.press("see<tab>");
    assert_eq!(reader.titles(), ["A library of seeds"]);
    assert!(reader.status().contains("/ see"), "{}", reader.status());
    let reader = reader.press("<esc>");
    assert_eq!(reader.titles().len(), 2);
}

#[test]
fn escape_from_a_find_that_became_a_search_leads_back_into_the_article_to_its_line() {
    for (columns, rows) in [(80, 24), (40, 12)] {
        let reader = Reader::open("sample-feed")
            .size(columns, rows)
            .press("j<enter><space>");
        let seen = |reader: &Reader| {
            let top = reader.app.reading.as_ref().map(|reading| reading.top);
            (reader.selected(), top, reader.status())
        };
        let before = seen(&reader);
        let reader = reader.press("/tide<tab>");
        assert!(reader.titles().len() > 1 && reader.status().starts_with("/ tide"));
        assert_eq!(seen(&reader.press("<esc>")), before);
    }
}

#[test]
fn a_find_that_is_no_query_stays_to_be_mended_once_everything_is_searched() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press("<enter>/is:gone<enter>");
    assert!(reader.screen().contains("is: wants"), "{}", reader.screen());
    assert!(reader.status().contains("/ is:gone"), "{}", reader.status());
}

#[test]
fn where_a_mistake_is_stays_marked_on_a_narrow_screen() {
    let shelf = shelf();
    for columns in [40, 30, 20] {
        let reader = Reader::open(shelf.path())
            .size(columns, 12)
            .press("/tide is:gone");
        let column = |line: usize, mark: &str| {
            let line = reader.line(line);
            line.find(mark).map(|at| line[..at].chars().count())
        };
        let place = column(11, "is:gone").unwrap();
        let marked = ["┌", "┐", "│"].iter().find_map(|mark| column(10, mark));
        assert_eq!(marked, Some(place), "{}", reader.screen());
        assert!(reader.screen().contains("wants"), "{}", reader.screen());
    }
}

#[test]
fn the_time_is_told_only_where_it_was_felt() {
    let shelf = shelf();
    let mut reader = Reader::open(shelf.path()).press("/tide");
    assert!(!reader.status().contains("ms"), "{}", reader.status());
    for (generation, millis, told) in [(4, 49, false), (4, 50, true), (4, 731, true)] {
        reader.send(Message::Found(Found {
            is_growing: false,
            generation,
            rows: Vec::new(),
            took: Duration::from_millis(millis),
        }));
        assert_eq!(
            reader.status().contains(&format!("· {millis} ms")),
            told,
            "{}",
            reader.status()
        );
    }
}

#[test]
fn what_no_key_does_is_offered_before_what_keys_do() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).size(80, 24).press(":");
    let (_, first) = reader.place("read     ");
    assert!(
        reader.line(usize::from(first) - 1).starts_with("───"),
        "{}",
        reader.screen()
    );
    assert!(reader.screen().contains("save"), "{}", reader.screen());
    reader
        .press("sea<tab>seeds<enter>")
        .says("match 1 of 2 · article 1 of 1 · seeds");
}

#[test]
fn what_is_found_is_told_as_shortly_as_it_must_be() {
    let shelf = shelf();
    let told = |typed: &str, columns: u16| {
        let reader = Reader::open(shelf.path()).size(columns, 12).press(typed);
        let status = reader.status();
        let behind = status.split_once(&typed[1..]);
        behind.map_or(String::new(), |(_, told)| told.trim().to_owned())
    };
    for (typed, forms) in [
        (
            ":read date:2026-11",
            &[
                "2 of 2 will change · Esc leads out",
                "2 of 2 will change",
                "2 will change",
                "2",
                "",
            ][..],
        ),
        (
            "/tide",
            &[
                "1 of 2 articles · Esc leads out",
                "1 of 2 articles",
                "1 of 2",
                "1",
                "",
            ],
        ),
    ] {
        let mut seen: Vec<String> = Vec::new();
        for columns in (8..80).rev() {
            let told = told(typed, columns);
            if forms.contains(&told.as_str()) && seen.last() != Some(&told) {
                seen.push(told);
            }
        }
        assert_eq!(seen, forms, "from 80 columns down to 8");
    }
}

#[test]
fn the_way_out_is_told() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press("/tide");
    assert!(
        reader.status().contains("1 of 2 articles · Esc leads out"),
        "{}",
        reader.status()
    );
    let commands = |columns: u16, keys: &str| {
        let reader = Reader::open(shelf.path()).size(columns, 24).press(keys);
        reader.status()
    };
    let all = commands(80, ":");
    let (_, number) = all.split_once("Tab takes one of ").expect(&all);
    assert!(number.ends_with(" · Esc leads out"), "{all}");
    assert!(
        number.chars().take_while(char::is_ascii_digit).count() == 2,
        "{all}"
    );
    let one = commands(80, ":theme da");
    assert!(one.contains("Tab takes it · Esc leads out"), "{one}");
    let narrow = commands(40, ":");
    assert!(narrow.ends_with("  Esc leads out"), "{narrow}");
    let reader = reader.press("<enter>h");
    assert!(reader.status().contains("Esc back"), "{}", reader.status());
}

#[test]
fn the_screens_of_the_prompt() {
    for (name, keys) in [
        ("wrong", "/tide is:gone"),
        ("lookup", "/ti<ctrl-r>"),
        ("commands", ":"),
    ] {
        for (columns, rows) in [(80, 24), (40, 12)] {
            let reader = with_history().size(columns, rows).press(keys);
            insta::assert_snapshot!(format!("{name}-{columns}x{rows}"), reader.picture());
        }
    }
}

#[test]
fn what_takes_long_to_find_is_shown_while_it_grows() {
    let shelf = shelf().with(
        "c.md",
        "---\ntitle: Trams\ndate: 2026-11-01\n---\n\nNo water.\n",
    );
    let mut reader = Reader::open(shelf.path());
    reader.stops_growing = true;
    let mut reader = reader.press("//t[ir]/");
    assert!(
        reader.status().contains("1 … of 3 articles"),
        "{}",
        reader.status()
    );
    assert_eq!(reader.titles(), ["Tides turn early"]);
    reader.stops_growing = false;
    let reader = reader.press("<backspace>/");
    assert_eq!(reader.titles(), ["Tides turn early", "Trams"]);
}

#[test]
fn an_answer_that_grows_takes_no_place_of_one_that_is_all_there() {
    let shelf = shelf();
    let mut reader = Reader::open(shelf.path()).press("//tide|seed/<esc>");
    assert_eq!(reader.titles().len(), 2);
    reader.stops_growing = true;
    let reader = reader.load(Shelf::new().path());
    assert_eq!(reader.titles().len(), 2);
}

#[test]
fn enter_waits_for_the_first_hit_of_an_answer_that_grows() {
    let shelf = shelf();
    let mut reader = Reader::open(shelf.path());
    reader.stops_growing = true;
    let reader = reader.press("//seeds/<enter>");
    assert_eq!(reader.app.focus, Focus::Headlines);
    assert!(
        reader.screen().contains("Searching …"),
        "{}",
        reader.screen()
    );
    let mut reader = reader;
    reader.stops_growing = false;
    let reader = reader.load(Shelf::new().path());
    assert_eq!(reader.app.focus, Focus::Reading);
    assert_eq!(reader.selected(), "A library of seeds");
}

#[test]
fn the_menu_counts_dates_and_saved_searches() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press(":save sea tide<enter>/search:");
    let line = |reader: &Reader, what: &str| {
        let screen = reader.screen();
        let line = screen.lines().find(|line| line.contains(what));
        line.unwrap_or_default().trim_end().to_owned()
    };
    assert!(
        line(&reader, "search:sea").ends_with(" 1"),
        "{}",
        reader.screen()
    );
    let reader = reader.press("<ctrl-u>after:");
    assert!(
        line(&reader, "after:7d").ends_with(" 2"),
        "{}",
        reader.screen()
    );
    assert!(
        line(&reader, "after:1d").ends_with(" 0"),
        "{}",
        reader.screen()
    );
    let reader = reader.press("<ctrl-u>last month");
    assert!(
        line(&reader, "newer_than:1m").ends_with(" 2"),
        "{}",
        reader.screen()
    );
}

#[test]
fn the_menu_counts_what_comes_in_and_leaves_the_choice_alone() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press("/source:<down>");
    let more = Shelf::new().with(
        "c.md",
        "---\ntitle: Fees\ndate: 2026-11-21\nsource: Almanac\n---\n\nFees.\n",
    );
    let chosen = |reader: &Reader| {
        let offer = reader
            .app
            .prompt
            .as_ref()
            .unwrap()
            .selected_offer()
            .unwrap();
        (offer.text.clone(), offer.count)
    };
    assert_eq!(chosen(&reader), ("source:Almanac".to_owned(), Some(1)));
    let reader = reader.press("<tab>").load(more.path());
    let reader = reader.press("<ctrl-u>source:");
    assert_eq!(chosen(&reader), ("source:Almanac".to_owned(), Some(2)));
    let reader = reader.press("<backtab>");
    assert_eq!(chosen(&reader).0, "source:\"Harbour Post\"");
    let further = Shelf::new().with("d.md", "---\ntitle: Oars\nsource: Boats\n---\n\nOars.\n");
    let reader = reader.load(further.path());
    assert_eq!(chosen(&reader).0, "source:\"Harbour Post\"");
}

#[test]
fn a_search_that_is_answered_in_another_view_says_so() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press("3/tide");
    assert!(
        reader.screen().contains("Nothing in this view answers"),
        "{}",
        reader.screen()
    );
    let reader = reader.press("<enter>1");
    assert_eq!(reader.titles(), ["Tides turn early"]);
}

#[test]
fn what_is_typed_has_the_whole_line_before_it_has_to_move() {
    let shelf = shelf();
    let typed = "the tide source:\"Harbour Post\"";
    let reader = Reader::open(shelf.path())
        .size(40, 12)
        .press(&format!("/{typed}"));
    assert_eq!(reader.status(), format!("/ {typed}     1"));
    let reader = reader.press(" tide");
    assert_eq!(reader.status(), format!("/ {typed} tide"));
    let reader = reader.press(" is:unread");
    assert!(
        reader.status().ends_with("is:unread"),
        "{}",
        reader.status()
    );
}

#[test]
fn an_offer_that_is_clicked_is_taken_as_with_tab() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path())
        .press("/tide is:")
        .click("is:starred");
    reader.says("/ tide is:starred");
    assert!(reader.titles().is_empty(), "{}", reader.screen());
    // What an offer means, its count and the space behind it are the offer too.
    let reader = Reader::open(shelf.path()).press("/is:").click("begun, and");
    reader.says("/ is:reading");
    let (_, y) = Reader::open(shelf.path()).press("/is:").place("is:new");
    let reader = Reader::open(shelf.path()).press("/is:");
    reader.point(Pointer::Press(78, y)).says("/ is:new");
    let reader = Reader::open(shelf.path()).press(":the").click("theme");
    reader.says(": theme");
    let reader = with_history().press("/<ctrl-r>").click("seeds");
    reader.says("/ seeds");
    assert_eq!(reader.titles(), ["A library of seeds"]);
}

#[test]
fn an_offer_is_clicked_where_it_stands_above_bars_and_mistakes() {
    for size in [(40, 12), (80, 24), (120, 40), (200, 50)] {
        let shelf = shelf();
        let open = || Reader::open(shelf.path()).size(size.0, size.1);
        for (typed, offer, taken) in [
            ("/e is:", "is:read ", "/ e is:read"),
            (
                "/words:x source:",
                "source:Almanac",
                "/ words:x source:Almanac",
            ),
            ("/e sour", "source:", "/ e source:"),
        ] {
            open().press(typed).click(offer).says(taken);
        }
    }
}

#[test]
fn the_wheel_goes_from_offer_to_offer_and_a_click_moves_the_cursor() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press("/is:");
    let (x, y) = reader.place("is:read ");
    let reader = reader
        .point(Pointer::Wheel(x, y, 1))
        .point(Pointer::Wheel(x, y, 1))
        .press("<tab>");
    reader.says("/ is:starred");
    let reader = Reader::open(shelf.path()).press("/seds");
    let (x, y) = reader.place("seds");
    let reader = reader.point(Pointer::Press(x + 2, y)).press("e");
    reader.says("/ seeds");
    let reader = reader.point(Pointer::Press(x + 20, y)).press("!");
    reader.says("/ seeds!");
}

#[test]
fn a_click_on_the_panel_of_the_prompt_reaches_nothing_below_it() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).size(80, 24).press("/");
    let selected = reader.app.headlines.cursor;
    for y in 0..24 {
        if reader.line(y).contains("───") && y > 1 {
            let reader = reader.point(Pointer::Press(5, u16::try_from(y).unwrap()));
            assert_eq!(reader.app.headlines.cursor, selected);
            assert!(reader.app.prompt.is_some());
            return;
        }
    }
    panic!("no rule above the menu:\n{}", reader.screen());
}

#[test]
fn nothing_of_the_panes_is_left_beside_the_menu() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).size(120, 40).press("/");
    let rule = (2..40)
        .find(|y| reader.line(*y).starts_with("───"))
        .unwrap();
    assert!(reader.line(rule + 1).contains("is:"), "{}", reader.screen());
    for y in rule + 1..39 {
        let line = reader.line(y);
        assert!(line.chars().skip(70).all(|char| char == ' '), "{line}");
    }
}

/// It would take minutes where every character of the line is looked at for every other one.
#[test]
fn a_book_is_pasted_into_a_prompt_as_quickly_as_a_word() {
    let shelf = shelf();
    for (word, prompt) in [("tide ", "/"), ("潮汐", "/"), ("tide ", ":"), ("潮汐", ":")] {
        let book = word.repeat(100_000);
        let reader = Reader::open(shelf.path()).press(prompt).paste(&book);
        let typed = reader.app.prompt.as_ref().unwrap().text();
        assert_eq!(typed.len(), book.len());
        assert!(
            reader.status().ends_with(word.trim()),
            "{}",
            reader.status()
        );
    }
}

#[test]
fn a_paste_comes_in_where_the_cursor_stands_and_leaves_it_behind_itself() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path())
        .press("/seas<left>")
        .paste("shell\non the ")
        .press("!");
    let prompt = reader.app.prompt.as_ref().unwrap();
    assert_eq!(prompt.text(), "seashell on the !s");
}

#[test]
fn the_program_is_suspended_and_the_screen_drawn_anew_wherever_one_is() {
    let shelf = shelf();
    for place in [
        "",
        "<enter>",
        "/tide",
        "<enter>/tide",
        ":the",
        "?",
        "?/read",
    ] {
        let reader = Reader::open(shelf.path()).press(place);
        let before = reader.screen();
        let reader = reader.press("<ctrl-l><ctrl-z>");
        let asked = &reader.effects[reader.effects.len() - 2..];
        assert!(
            matches!(asked, [Effect::Redraw, Effect::Suspend]),
            "{place}"
        );
        assert_eq!(reader.screen(), before, "{place}");
    }
}

#[test]
fn a_screen_with_no_row_for_what_is_wrong_shows_the_line_that_is_typed() {
    let shelf = shelf();
    for (columns, rows) in [(1, 1), (9, 1), (9, 2), (9, 3), (2, 2)] {
        let reader = Reader::open(shelf.path())
            .size(columns, rows)
            .press("/titel:x");
        let shown = if columns > 2 { "/ tel:x" } else { "" };
        assert!(reader.status().starts_with(shown), "{}", reader.screen());
    }
}
