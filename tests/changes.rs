//! What a reader sees when files change while they are open: the list follows, the selection and the page stay.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod reader;

use std::{
    fs,
    sync::Arc,
    time::{Duration, SystemTime},
};

use newsstand::{
    app::{Effect, Message, Why, settings::Settings},
    library::{Library, Volume},
    marks::Marks,
    packed::Bytes,
    runtime::loader,
};
use reader::{Reader, Shelf};

fn article(title: &str, day: u8, text: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2026-11-{day:02}\n---\n\n{text}\n")
}

fn three() -> Shelf {
    Shelf::new()
        .with("a.md", article("Tides turn early", 20, "The tide came in."))
        .with(
            "b.md",
            article("A library of seeds", 18, "Seeds sleep in the ice."),
        )
        .with("c.md", article("Trams are counted", 10, "There are many."))
}

fn paragraphs(count: usize) -> String {
    (1..=count)
        .map(|number| format!("Paragraph {number} says little.\n\n"))
        .collect()
}

#[test]
fn a_new_article_is_listed_and_the_selection_stays() {
    let shelf = three();
    let (reader, mut librarian) = Reader::cared_for(shelf.path());
    let reader = reader.press("j");
    shelf.write("new.md", article("Bridges close", 22, "All of them."));
    let reader = reader.look_through(&mut librarian);
    assert_eq!(reader.titles()[0], "Bridges close");
    assert_eq!(reader.selected(), "A library of seeds");
    assert_eq!(reader.app.counts.unread, 4);
}

#[test]
fn at_the_top_of_the_list_a_new_article_is_seen_to_come_in() {
    let shelf = three();
    let (reader, mut librarian) = Reader::cared_for(shelf.path());
    shelf.write("new.md", article("Bridges close", 22, "All of them."));
    let reader = reader.look_through(&mut librarian);
    assert!(reader.screen().contains("Bridges close"));
    assert_eq!(reader.selected(), "Tides turn early");
}

#[test]
fn a_deleted_article_goes_and_the_next_one_is_selected() {
    let shelf = three();
    let (reader, mut librarian) = Reader::cared_for(shelf.path());
    let reader = reader.press("j");
    shelf.delete("a.md");
    shelf.delete("b.md");
    let reader = reader.look_through(&mut librarian);
    assert_eq!(reader.titles(), ["Trams are counted"]);
    assert_eq!(reader.selected(), "Trams are counted");
    assert!(reader.press("<enter>").screen().contains("There are many."));
}

#[test]
fn an_article_that_is_edited_while_it_is_read_shows_the_new_text_at_the_same_place() {
    for edited in ["late", "early"] {
        let shelf = three().with("long.md", article("A long one", 21, &paragraphs(60)));
        let (reader, mut librarian) = Reader::cared_for(shelf.path());
        let reader = reader.press("<enter><space>");
        let place = reader.line(2);
        assert!(!place.contains("A long one"), "{place}");
        let text = match edited {
            "late" => paragraphs(60) + "A late word.\n",
            _ => "An early word.\n\n".to_owned() + &paragraphs(60),
        };
        shelf.write("long.md", article("A long one", 21, &text));
        let reader = reader.look_through(&mut librarian);
        assert_eq!(reader.line(2), place, "after a {edited} edit");
        assert_eq!(reader.selected(), "A long one");
        let end = reader.press(if edited == "late" { "G" } else { "g" });
        assert!(
            end.screen().contains(&format!("{edited} word")),
            "{}",
            end.screen()
        );
    }
}

#[test]
fn an_article_whose_title_is_edited_stays_selected_whether_or_not_it_is_marked() {
    for keys in ["j", "jf"] {
        let shelf = three();
        let (reader, mut librarian) = Reader::cared_for(shelf.path());
        let reader = reader.press(keys);
        shelf.write("b.md", article("A library of ice", 2, "Seeds sleep."));
        let reader = reader.look_through(&mut librarian);
        assert_eq!(reader.selected(), "A library of ice");
        assert_eq!(reader.titles()[2], "A library of ice");
        assert_eq!(reader.app.counts.starred, keys.len() - 1);
    }
}

#[test]
fn a_file_that_is_moved_while_its_article_is_read_changes_nothing() {
    let shelf = three();
    let (reader, mut librarian) = Reader::cared_for(shelf.path());
    let reader = reader.press("j<enter>");
    let before = reader.screen();
    fs::rename(shelf.path().join("b.md"), shelf.path().join("z.md")).unwrap();
    let reader = reader.look_through(&mut librarian);
    assert_eq!(reader.screen(), before);
    assert!(reader.wait(3).is_read());
}

#[test]
fn an_article_that_is_deleted_while_it_is_read_stays_until_it_is_left() {
    let shelf = three();
    let (reader, mut librarian) = Reader::cared_for(shelf.path());
    let reader = reader.press("j<enter>");
    shelf.delete("b.md");
    let reader = reader.look_through(&mut librarian);
    assert!(reader.screen().contains("Seeds sleep in the ice."));
    assert!(reader.status().contains("is gone"), "{}", reader.status());
    assert_eq!(reader.titles(), ["Tides turn early", "Trams are counted"]);
    let reader = reader.press("f").wait(5);
    assert_eq!(
        (reader.app.counts.starred, reader.app.counts.unread),
        (0, 2)
    );
    let reader = reader.press("h");
    assert!(
        !reader.screen().contains("Seeds sleep"),
        "{}",
        reader.screen()
    );
    assert_eq!(reader.selected(), "Trams are counted");
}

#[test]
fn the_links_of_an_article_that_was_deleted_are_still_those_of_the_page() {
    for key in ["o", ";"] {
        let shelf = three().with(
            "b.md",
            "---\ntitle: A library of seeds\ndate: 2026-11-18\n---\n\nSeeds sleep in [the ice](https://example.org/ice).\n",
        );
        let (reader, mut librarian) = Reader::cared_for(shelf.path());
        let reader = reader.press("j<enter>");
        shelf.delete("b.md");
        let reader = reader.look_through(&mut librarian).press(key);
        assert!(
            reader.screen().contains("1  https://example.org/ice"),
            "{key}"
        );
        let reader = reader.press("<esc>B");
        assert!(reader.screen().contains("sleep in the ice"), "{key}");
    }
}

#[test]
fn the_next_one_after_a_deleted_article_is_the_one_behind_it() {
    for key in ["J", "n", "<space>"] {
        let shelf = three();
        let (reader, mut librarian) = Reader::cared_for(shelf.path());
        let reader = reader.press("j<enter>");
        shelf.delete("b.md");
        let reader = reader.look_through(&mut librarian).press(key);
        assert_eq!(reader.selected(), "Trams are counted", "{key}");
        assert!(reader.screen().contains("There are many."), "{key}");
    }
}

#[test]
fn a_search_finds_what_has_come_in_and_loses_what_has_gone() {
    let shelf = three();
    let (reader, mut librarian) = Reader::cared_for(shelf.path());
    let reader = reader.press("/tide OR seeds<enter>h");
    assert_eq!(reader.titles().len(), 2);
    shelf.write("new.md", article("High tide again", 22, "Water."));
    shelf.write("b.md", article("A vault of seeds", 18, "They sleep."));
    shelf.delete("a.md");
    let reader = reader.look_through(&mut librarian);
    assert_eq!(reader.titles(), ["High tide again", "A vault of seeds"]);
}

#[test]
fn looking_through_unchanged_files_tells_nothing() {
    let shelf = three();
    let long_ago = SystemTime::now() - Duration::from_secs(60);
    for name in ["a.md", "b.md", "c.md"] {
        let file = fs::File::options()
            .write(true)
            .open(shelf.path().join(name))
            .unwrap();
        file.set_modified(long_ago).unwrap();
    }
    let (reader, mut librarian) = Reader::cared_for(shelf.path());
    let mut told = 0;
    let is_changed = librarian.scan(&mut |_| {
        told += 1;
        true
    });
    assert!(!is_changed);
    assert_eq!(told, 0);
    assert_eq!(reader.titles().len(), 3);
}

#[test]
fn a_folder_that_is_taken_away_keeps_its_articles() {
    let shelf = three();
    let folder = shelf.path().join("disk");
    fs::create_dir(&folder).unwrap();
    fs::rename(shelf.path().join("a.md"), folder.join("a.md")).unwrap();
    let (reader, mut librarian) = Reader::cared_for(&folder);
    fs::rename(&folder, shelf.path().join("away")).unwrap();
    let reader = reader.look_through(&mut librarian);
    assert_eq!(reader.titles(), ["Tides turn early"]);
    assert!(reader.status().contains("1 problem"), "{}", reader.status());
    fs::rename(shelf.path().join("away"), &folder).unwrap();
    let reader = reader.look_through(&mut librarian);
    assert!(!reader.status().contains("problem"), "{}", reader.status());
}

#[test]
fn marks_from_elsewhere_are_known_when_an_edited_file_is_found() {
    let shelf = three();
    let (reader, mut librarian) = Reader::cared_for(shelf.path());
    let other = Reader::open(shelf.path()).press("jf");
    let mut reader = reader;
    reader.send(Message::Merged(other.journal));
    shelf.write("b.md", article("A library of seeds", 18, "Now they wake."));
    let reader = reader.look_through(&mut librarian);
    assert_eq!(reader.app.counts.starred, 1);
}

#[test]
fn what_is_new_in_a_feed_is_unread_though_others_were_read_in_its_places() {
    let rss = |named: fn(u8) -> String, days: [u8; 2]| {
        let item = |day: u8| format!("<item><title>Day {day}</title>{}</item>", named(day));
        format!("<rss><channel>{}</channel></rss>", days.map(item).concat())
    };
    let mailbox = |days: [u8; 2]| {
        let letter = |day| {
            format!(
                "From ann Thu Nov 26 10:00:00 2026\nFrom: ann\nSubject: Day {day}\n\nNews of day {day}.\n\n"
            )
        };
        days.map(letter).concat()
    };
    type Feed<'a> = &'a dyn Fn([u8; 2]) -> String;
    let feeds: [(&str, Feed<'_>); 4] = [
        ("identifiers", &|days| {
            rss(|day| format!("<guid>{day}</guid>"), days)
        }),
        ("addresses", &|days| {
            rss(|day| format!("<link>http://a.example/{day}</link>"), days)
        }),
        ("nothing but texts", &|days| {
            rss(|day| format!("<description>{day}</description>"), days)
        }),
        ("letters", &mailbox),
    ];
    for (named, feed) in feeds {
        let shelf = Shelf::new().with("feed", feed([2, 1]));
        let (reader, mut librarian) = Reader::cared_for(shelf.path());
        let reader = reader.press("A");
        assert_eq!(reader.app.counts.unread, 0, "{named}");
        shelf.write("feed", feed([3, 2]));
        let reader = reader.look_through(&mut librarian);
        assert_eq!(reader.app.counts.unread, 1, "{named}: one has come");
        shelf.write("feed", feed([5, 4]));
        let reader = reader.look_through(&mut librarian);
        assert_eq!(reader.app.counts.unread, 2, "{named}: all are new");
        assert_eq!(reader.titles(), ["Day 5", "Day 4"], "{named}");
    }
}

#[test]
fn marks_stay_when_the_site_of_a_feed_moves_to_https_and_titles_change() {
    for (named, tag) in [("addresses", "link"), ("identifiers", "guid")] {
        let feed = |site: &str, title: &str| {
            let item = format!("<item><title>{title}</title><{tag}>{site}/1</{tag}></item>");
            format!("<rss><channel>{item}</channel></rss>")
        };
        let shelf = Shelf::new().with("feed", feed("http://www.a.example", "A storm"));
        let (reader, mut librarian) = Reader::cared_for(shelf.path());
        let reader = reader.press("A");
        shelf.write("feed", feed("https://a.example", "A great storm"));
        let reader = reader.look_through(&mut librarian);
        assert_eq!(reader.titles(), ["A great storm"]);
        assert_eq!(reader.app.counts.unread, 0, "{named}");
    }
}

#[test]
fn what_is_selected_in_a_file_that_is_being_written_is_selected_again_when_it_is_back() {
    let item = |n: u8| format!("<item><title>Item {n}</title><guid>urn:{n}</guid></item>");
    let feed = |items: &[u8]| {
        let items: String = items.iter().copied().map(item).collect();
        format!("<rss><channel>{items}</channel></rss>")
    };
    let whole = feed(&[1, 2, 3, 4]);
    let shelf = Shelf::new().with("feed", &whole);
    let (reader, mut librarian) = Reader::cared_for(shelf.path());
    let mut reader = reader.press("jj");
    for part in [feed(&[1, 2]), feed(&[]), String::new()] {
        shelf.write("feed", part);
        reader = reader.look_through(&mut librarian);
        assert_ne!(reader.selected(), "Item 3");
        shelf.write("feed", &whole);
        reader = reader.look_through(&mut librarian);
        assert_eq!(reader.selected(), "Item 3");
    }
    shelf.write("feed", feed(&[1, 2]));
    let reader = reader.look_through(&mut librarian).press("k");
    shelf.write("feed", &whole);
    let reader = reader.look_through(&mut librarian);
    assert_eq!(
        reader.selected(),
        "Item 1",
        "whoever has moved on stays there"
    );
}

#[test]
fn marks_stay_when_an_article_comes_to_say_its_address() {
    let linked = |title: &str, text: &str| {
        let link = "link: https://a.example/seeds";
        format!("---\ntitle: {title}\ndate: 2026-11-18\n{link}\n---\n\n{text}\n")
    };
    let shelf = three();
    let (reader, mut librarian) = Reader::cared_for(shelf.path());
    let mut reader = reader.press("jf");
    let (title, text) = ("A library of seeds", "Now they wake.");
    for now in [
        article(title, 18, text),
        linked(title, text),
        linked(title, "Now they sleep again."),
    ] {
        shelf.write("b.md", now);
        reader = reader.look_through(&mut librarian);
        assert_eq!(reader.app.counts.starred, 1);
    }
    let shelf = three();
    let (reader, mut librarian) = Reader::cared_for(shelf.path());
    let reader = reader.press("jf");
    shelf.write("b.md", linked("Another title", "Other words."));
    let reader = reader.look_through(&mut librarian);
    assert_eq!(reader.app.counts.starred, 0, "it is another article");
}

#[test]
fn marks_follow_a_file_that_is_moved_and_then_edited() {
    let shelf = three();
    let (reader, mut librarian) = Reader::cared_for(shelf.path());
    let reader = reader.press("jf");
    let told = reader.journal.len();
    fs::rename(shelf.path().join("b.md"), shelf.path().join("d.md")).unwrap();
    fs::rename(shelf.path().join("c.md"), shelf.path().join("e.md")).unwrap();
    let reader = reader.look_through(&mut librarian);
    // Of the other one, nothing is known that could get lost.
    assert_eq!(reader.journal.len(), told + 1);
    let text = article("A library of seeds", 18, "Now they wake.");
    fs::write(shelf.path().join("d.md"), text).unwrap();
    let reader = reader.look_through(&mut librarian);
    assert_eq!(reader.app.counts.starred, 1);
    assert!(reader.press("<enter>").screen().contains("Now they wake."));
}

#[test]
fn marks_follow_a_file_that_is_edited_and_then_moved_as_often_as_that_happens() {
    let shelf = three();
    let (reader, mut librarian) = Reader::cared_for(shelf.path());
    let mut reader = reader.press("jf");
    let mut at = shelf.path().join("b.md");
    for (number, name) in ["c.md", "old/d.md", "e.md"].into_iter().enumerate() {
        let text = format!("Now {number} of them wake.");
        fs::write(&at, article("A library of seeds", 18, &text)).unwrap();
        reader = reader.look_through(&mut librarian);
        assert_eq!(reader.app.counts.starred, 1, "edited before {name}");
        let to = shelf.path().join(name);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::rename(&at, &to).unwrap();
        at = to;
        reader = reader.look_through(&mut librarian);
        assert_eq!(reader.app.counts.starred, 1, "moved to {name}");
    }
    let told = reader.journal.len();
    let mut kept = Marks::default();
    reader
        .journal
        .iter()
        .cloned()
        .for_each(|record| kept.merge(record));
    let next = Reader::with(Settings::default(), kept).load(shelf.path());
    assert_eq!(next.app.counts.starred, 1, "in the next run");
    let reader = reader.look_through(&mut librarian).press("U");
    assert_eq!(reader.app.counts.starred, 0);
    // The star was taken back, and nothing else: where the marks are to be found is said once, and is no step.
    assert_eq!(reader.journal.len(), told + 1);
}

#[test]
fn a_key_and_a_change_on_disk_ask_for_a_look_through_the_files() {
    let shelf = three();
    let mut reader = Reader::open(shelf.path()).press("R");
    reader.send(Message::FilesChanged);
    assert_eq!(asked(&reader), [Why::Asked, Why::Changed]);
}

#[test]
fn a_library_that_turns_out_damaged_is_asked_to_be_read_anew_once() {
    let shelf = three();
    let (stored, _) = loader::read(&[shelf.path().to_owned()]);
    let mut library = Library::default();
    library.add(stored, &Marks::default());
    let mut bytes = Vec::new();
    let (volume, _) = library.volumes().next().unwrap();
    volume.write(&mut bytes).unwrap();
    let title = b"Tides turn early";
    let at = bytes
        .windows(title.len())
        .position(|found| found == title)
        .unwrap();
    bytes[at] ^= 1;
    let bytes: Bytes = Arc::new(bytes);
    let mut library = Library::default();
    library.shelve(Arc::new(Volume::open(&bytes).unwrap()), &Marks::default());
    let mut reader = Reader::empty();
    reader.send(Message::Loaded(Arc::new(library), Vec::new()));
    reader.send(Message::LoadEnded);
    assert!(
        !reader.screen().contains("urn early"),
        "{}",
        reader.screen()
    );
    assert!(reader.app.deadline().unwrap() <= reader.app.now.timestamp());
    let reader = reader.wait(0).wait(0);
    assert_eq!(asked(&reader), [Why::Damaged]);
}

/// What the files were to be gone through for.
fn asked(reader: &Reader) -> Vec<Why> {
    let why = |effect: &Effect| match effect {
        Effect::Scan(request) => Some(request.why),
        _ => None,
    };
    reader.effects.iter().filter_map(why).collect()
}
