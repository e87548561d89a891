//! Regular expressions that would take minutes, as a reader meets them: each is refused at once, and nothing is lost.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod home;
mod reader;

use reader::{Reader, Shelf};

/// What no automaton has room for.
const RUNAWAY: &str = "/[a-m].{90}#/";
const REFUSAL: &str = "This takes too long: it can match in too many ways at once";

/// Two articles, one of them long enough for that to matter.
fn shelf() -> Shelf {
    let mut state = 5_u32;
    let letters = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        b"abcdefghij klmn opqrstuv wxyz"[(state >> 16) as usize % 29] as char
    });
    let noise: String = letters.take(150_000).collect();
    Shelf::new()
        .with(
            "a.md",
            "---\ntitle: Tides turn early\n---\n\nThe tide came in.\n",
        )
        .with("b.md", format!("---\ntitle: Noise\n---\n\n{noise}\n"))
}

#[test]
fn while_it_is_typed_the_last_good_list_stays_and_what_is_wrong_is_said_above_it() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).size(160, 24).press("/tide");
    assert!(reader.status().contains("1 of 2"), "{}", reader.status());
    let reader = reader.paste(&format!(" OR {RUNAWAY}"));
    assert!(reader.screen().contains(REFUSAL), "{}", reader.screen());
    let screen = reader.screen();
    let stroke = screen.lines().find_map(|line| line.find('┌'));
    let column = screen.lines().find_map(|line| line.find("/[a-m]"));
    assert_eq!(stroke, column, "{screen}");
    assert!(!reader.screen().contains("Noise"), "{}", reader.screen());
    let reader = reader.press("<enter>");
    assert!(reader.screen().contains(REFUSAL), "{}", reader.screen());
    let reader = reader.press("<ctrl-w><ctrl-w><ctrl-u>noise");
    assert!(reader.screen().contains("Noise"), "{}", reader.screen());
    assert!(!reader.screen().contains(REFUSAL), "{}", reader.screen());
    assert!(reader.status().contains("1 of 2"), "{}", reader.status());
}

#[test]
fn what_was_no_search_before_is_none_again() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press("/").paste(RUNAWAY);
    let screen = reader.screen();
    assert!(
        screen.contains("Noise") && screen.contains("Tides turn early"),
        "{screen}"
    );
    let reader = reader.press("<esc>");
    assert!(reader.status().contains("2 unread"), "{}", reader.status());
}

#[test]
fn a_command_on_what_it_matches_changes_nothing() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path()).press(":read ").paste(RUNAWAY);
    assert!(reader.screen().contains(REFUSAL), "{}", reader.screen());
    let reader = reader.press("<enter>");
    assert_eq!(reader.app.counts.unread, 2);
    let reader = reader.press("<ctrl-u>read tide");
    assert!(
        reader.status().contains("1 of 1 will change"),
        "{}",
        reader.status()
    );
}

#[test]
fn a_saved_search_for_it_says_why_its_view_is_empty() {
    let shelf = shelf();
    let reader = Reader::open(shelf.path())
        .press(":save odd ")
        .paste(RUNAWAY);
    let screen = reader.press("<enter>4").screen();
    let words = screen.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("odd cannot be"), "{screen}");
    assert!(words.contains("takes too long"), "{screen}");
}

#[test]
fn on_the_command_line_it_is_refused_with_a_caret_below_it() {
    let shelf = shelf();
    let output = home::newsstand(&shelf.path().join(".home"))
        .args(["search", &format!("tide OR {RUNAWAY}")])
        .arg(shelf.path())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains(&REFUSAL.replace("This", "this")), "{said}");
    let mut lines = said.lines().skip(1);
    let (query, carets) = (lines.next().unwrap(), lines.next().unwrap());
    assert_eq!(query.find("/["), carets.find('^'), "{said}");
    assert!(output.stdout.is_empty());
}
