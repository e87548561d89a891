//! Marking what answers a query, as a reader does it: how many would change is told before, and one key takes it back.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod reader;

use jiff::ZonedDateTime;
use newsstand::app::{Effect, Message, keymap::Key};
use reader::{Reader, Shelf};

#[test]
fn how_many_will_change_is_told_while_the_command_is_typed() {
    let shelf = Shelf::new().with_numbered(12);
    let reader = Reader::open(shelf.path()).press("mjm:read \"number 1\"");
    assert!(
        reader.status().contains("3 of 4 will change"),
        "{}",
        reader.status()
    );
    let reader = reader.press("<backspace>2\"");
    assert!(
        reader.status().contains("1 of 1 will change"),
        "{}",
        reader.status()
    );
    let reader = reader.press("<ctrl-u>");
    assert!(
        !reader.status().contains("will change"),
        "{}",
        reader.status()
    );
    let reader = reader.press("unread article");
    assert!(
        reader.status().contains("2 of 12 will change"),
        "{}",
        reader.status()
    );
    let reader = reader.press(" xylophone");
    assert!(
        reader.status().contains("no article answers this"),
        "{}",
        reader.status()
    );
}

#[test]
fn a_tag_may_have_spaces_in_quotes_and_is_told_by_its_name() {
    let open = || Reader::open("sample-feed");
    let reader = open().press(":tag \"to read\"<enter>");
    reader.says("1 article: tagged to read · U takes it back");
    let reader = reader.press("/tag:\"to read\"<enter><esc>");
    assert_eq!(reader.titles().len(), 1);
    let reader = open().press(":tag \"to read\" tide<enter>");
    reader.says("3 articles: tagged to read");
    let reader = reader.press(":untag #\"to read\" tide<enter>");
    reader.says("3 articles: no longer tagged to read");
    open()
        .press(":untag later<enter>")
        .says("Nothing to change");
}

#[test]
fn the_tags_of_an_article_stand_below_its_headline_and_time_goes_where_there_is_no_room() {
    let tagged = |tags: &str| Reader::open("sample-feed").size(80, 24).press(tags);
    let below = |reader: Reader, line: &str| {
        assert!(reader.screen().contains(line), "{}", reader.screen());
    };
    below(tagged(""), "▌  newsstand · Fri · 3 min      │");
    below(
        tagged(":tag sea<enter>"),
        "▌  newsstand · Fri · #sea       │",
    );
    let both = ":tag sea<enter>:tag swim<enter>";
    below(tagged(both), "▌  newsstand · Fri · #sea       │");
    below(
        tagged(both).size(120, 40),
        "▌  newsstand · Fri · 3 min · #sea · #swim",
    );
}

#[test]
fn tab_completes_the_name_of_a_tag() {
    let reader = Reader::open("sample-feed").press(":tag \"to read\" tide<enter>:untag #to");
    assert!(
        reader.screen().contains("\"to read\""),
        "{}",
        reader.screen()
    );
    let reader = reader.press("<tab> title:tide");
    let told = ": untag #\"to read\" title:tide";
    assert!(reader.status().starts_with(told), "{}", reader.status());
    assert!(
        reader.status().contains("1 of 1 will change"),
        "{}",
        reader.status()
    );
    let reader = Reader::open("sample-feed").press(":tag astro<tab><enter>");
    reader.says("1 article: tagged astronomy");
}

fn offers(reader: &Reader) -> Vec<&str> {
    let prompt = reader.app.prompt.as_ref().unwrap();
    prompt
        .offers
        .iter()
        .map(|offer| offer.text.as_str())
        .collect()
}

#[test]
fn only_tags_of_the_readers_own_are_offered_to_be_taken_away() {
    let reader = Reader::open("sample-feed").press(":tag s");
    assert!(offers(&reader).contains(&"sea"));
    let reader = Reader::open("sample-feed").press(":untag s");
    assert_eq!(offers(&reader), [""; 0]);
    let given = ":tag later title:tide<enter>:tag Sea is:unread limit:2<enter>:untag ";
    let reader = Reader::open("sample-feed").press(given);
    assert_eq!(offers(&reader), ["Sea", "later"]);
    let reader = reader.press("s<tab> is:unread");
    assert!(
        reader.status().contains("2 of 28 will change"),
        "{}",
        reader.status()
    );
}

#[test]
fn what_is_no_name_of_a_tag_tags_nothing() {
    for (line, told) in [
        (":tag #<enter>", "'' cannot be a tag"),
        (":tag \"\"<enter>", "'' cannot be a tag"),
        (":tag \"to read<enter>", "\"to has no closing quote"),
    ] {
        let reader = Reader::open("sample-feed").press(line);
        reader.says(told);
        assert!(reader.journal.is_empty());
    }
}

#[test]
fn one_undo_takes_all_of_it_back() {
    let shelf = Shelf::new().with_numbered(12);
    for (command, told) in [
        (":read older_than:8d", "read"),
        (":star older_than:8d", "starred"),
        (":tag later older_than:8d", "tagged later"),
    ] {
        let reader = Reader::open(shelf.path()).press(command);
        assert!(
            reader.status().contains("8 of 8 will change"),
            "{}",
            reader.status()
        );
        let reader = reader.press("<enter>");
        assert!(
            reader
                .status()
                .contains(&format!("8 articles: {told} · U takes it back")),
            "{}",
            reader.status()
        );
        let reader = reader.press("U");
        assert!(
            reader.status().contains("Taken back: 8 articles"),
            "{}",
            reader.status()
        );
        let (unread, starred) = (reader.app.counts.unread, reader.app.counts.starred);
        assert_eq!((unread, starred), (12, 0));
        assert!(reader.press("U").status().contains("nothing to take back"));
    }
    let reader =
        Reader::open(shelf.path()).press(":tag later article<enter>:untag later \"number 1\"");
    assert!(
        reader.status().contains("4 of 4 will change"),
        "{}",
        reader.status()
    );
    let reader = Reader::open(shelf.path()).press(":star article<enter>:unstar older_than:8d");
    assert!(
        reader.status().contains("8 of 8 will change"),
        "{}",
        reader.status()
    );
}

#[test]
fn a_command_given_before_its_answer_is_there_is_done_when_it_comes() {
    let shelf = Shelf::new().with_numbered(3);
    let mut app = Reader::open(shelf.path()).app;
    let now: ZonedDateTime = "2026-11-24T12:00:00+00:00[UTC]".parse().unwrap();
    let mut asked = Vec::new();
    for char in ":read article"
        .chars()
        .map(String::from)
        .chain(["Enter".to_owned()])
    {
        let name = if char == " " { "Space" } else { char.as_str() };
        let key = Key::parse(name).unwrap();
        asked.extend(app.update(Message::Key(key), now.clone()));
    }
    assert_eq!(app.counts.unread, 3);
    for effect in asked {
        if let Effect::Preview(request) = effect {
            let preview = request.answer(&now, &|| false).unwrap();
            app.update(preview, now.clone());
        }
    }
    assert_eq!(app.counts.unread, 0);
}

#[test]
fn what_comes_in_while_the_command_is_typed_is_counted_and_marked() {
    let (first, second) = (
        Shelf::new().with_numbered(3),
        Shelf::new().with(
            "x.md",
            "---\ntitle: Article X\ndate: 2026-11-02\n---\n\nText.\n",
        ),
    );
    let reader = Reader::open(first.path())
        .press(":read article")
        .load(second.path());
    assert!(
        reader.status().contains("4 of 4 will change"),
        "{}",
        reader.status()
    );
    assert_eq!(reader.press("<enter>").app.counts.unread, 0);
}

#[test]
fn the_screen_while_a_command_is_typed() {
    let shelf = Shelf::new().with_numbered(12);
    for (columns, rows) in [(80, 24), (40, 12)] {
        let reader = Reader::open(shelf.path())
            .size(columns, rows)
            .press(":read older_than:8d");
        insta::assert_snapshot!(format!("bulk-{columns}x{rows}"), reader.picture());
    }
}
