//! What can go wrong with what is read: each fault of the table below has a test that makes it happen. Where that takes
//! root, `.ci/faults` does so as well: reads that fail, a disk that is taken away, memory that is short.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

// | fault | tests |
// |---|---|
// | a binary that is called a text | `articles: a_binary_is_left_out_with_a_reason` |
// | a wrong charset, or none | `articles: a_text_is_the_same_in_every_encoding`, `feeds: every_encoding_arrives_as_the_same_text` |
// | line ends of all kinds | `articles: line_ends_make_no_difference`, `articles: no_break_spaces_change_no_word` |
// | a line of 50 MB, a million lines, a file of a gigabyte | `a_line_beyond_all_measure_is_cut_and_says_so`, `a_million_lines_are_all_there`, `a_file_of_a_gigabyte_is_not_read_to_its_end` |
// | nesting without end | `nesting_without_end_costs_no_text`, `mail: nesting_without_end_is_read_and_its_texts_are_kept` |
// | entities that multiply, or name a file | `feeds: entities_of_html_are_known_and_bombs_do_not_go_off`, `an_entity_brings_in_no_file` |
// | front matter that multiplies, is huge or has no end | `front_matter_that_cannot_be_read_is_text`, `front_matter: a_head_that_multiplies_itself_is_text` |
// | a feed that is cut off or damaged | `feeds: a_feed_cut_at_any_byte_keeps_every_whole_item`, `feeds: damage_is_told_with_its_line_and_costs_no_other_item` |
// | a web archive that is cut off or damaged | `captures: a_web_archive_that_was_cut_off_anywhere_gives_each_whole_page_and_tells`, `captures: what_lies_between_two_records_does_not_end_the_reading` |
// | a book that is cut off, damaged or locked | `books: a_book_without_its_container_or_package_gives_its_pages_and_says_what_is_wrong`, `books: a_book_that_was_cut_off_gives_the_pages_that_are_whole_and_tells`, `books: a_book_that_is_locked_is_told_and_one_with_scrambled_fonts_is_read` |
// | a parser that panics | `a_file_that_makes_a_parser_panic_is_skipped_and_told`, `terminal: a_panic_in_one_file_leaves_the_screen_whole` |
// | a parser that hangs | `files_whose_reading_never_ends_are_given_up_and_the_rest_is_there`, `an_archive_keeps_what_stands_before_a_file_that_never_ends`, `terminal: files_whose_reading_never_ends_keep_no_other_back`, `crew: what_nobody_is_left_to_read_is_told_file_by_file`, `pulse: a_longer_file_may_take_longer_and_what_nobody_can_hurry_as_long_as_it_takes` |
// | what unpacks to more than there is room for | `a_bomb_is_not_unpacked`, `archive: a_file_that_would_fill_the_memory_is_stopped_and_told` |
// | a guid that is missing or stands twice, hard links | `feeds: the_order_of_items_does_not_change_who_they_are`, `feeds: items_that_share_a_guid_or_an_address_stay_apart`, `loader: links_are_followed_but_no_loop_is_walked_and_no_file_read_twice` |
// | absurd dates | `feeds: absurd_dates_are_no_dates`, `absurd_dates_have_a_place_in_the_list` |
// | pipes, sockets, devices, folders with a file's name | `loader: a_pipe_and_a_socket_never_block_and_are_told`, `loader: a_device_that_is_named_is_told`, `loader: a_folder_that_is_named_like_a_file_is_walked_and_told` |
// | links in a circle, links out of the folder | `loader: links_are_followed_but_no_loop_is_walked_and_no_file_read_twice` |
// | what may not be read, or fails while it is | `loader: what_may_not_be_read_is_told_and_the_rest_is_read`, `a_disk_that_fails_is_told` |
// | files that change while they are read | `loader: a_file_that_is_rewritten_all_the_time_is_read_or_told`, `files_that_shrink_and_go_while_they_are_read_are_whole_or_told` |
// | a folder that is gone while it is open | `articles_outlive_the_folder_they_came_from`, `changes: a_folder_that_is_taken_away_keeps_its_articles`, `roots: a_folder_whose_disk_is_missing_keeps_its_articles_and_is_told`, `roots: a_folder_that_was_emptied_is_empty`, `unmounted: articles_stay_readable_when_their_disk_is_taken_away` |
// | a hostile search | `hostile: too_much_is_refused_and_said_to_be`, `hostile: what_would_run_away_elsewhere_is_answered` |

mod home;
mod parsed;
mod reader;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use newsstand::{
    article::{Outcome, Problem},
    runtime::loader,
};
use parsed::read;
use reader::{Reader, Shelf};

fn load(path: &Path) -> (usize, Vec<Problem>) {
    let (articles, problems) = loader::read(&[PathBuf::from(path)]);
    (articles.len(), problems)
}

#[test]
fn every_test_that_the_table_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["src", "tests"].map(|folder| walkdir::WalkDir::new(root.join(folder)));
    let files = folders.into_iter().flatten().map(|entry| entry.unwrap());
    let files = files.filter(|entry| entry.file_type().is_file());
    let all: String = files
        .filter_map(|entry| fs::read_to_string(entry.path()).ok())
        .collect();
    let table = include_str!("faults.rs").lines();
    let cells = table.filter_map(|line| line.strip_prefix("// | ")?.split(" | ").nth(1));
    let names: Vec<_> = cells
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .collect();
    assert!(names.len() > 30);
    for name in names {
        let test = name.rsplit(": ").next().unwrap();
        assert!(all.contains(&format!("fn {test}(")), "there is no {name}");
    }
}

#[test]
fn a_line_beyond_all_measure_is_cut_and_says_so() {
    let parsed = read("a.txt", "One line without end. ".repeat(50_000_000 / 22));
    let length = parsed.articles[0].body.text().len();
    assert!((15 << 20..=16 << 20).contains(&length), "{length}");
    let problem = &parsed.problems[0];
    assert_eq!(problem.outcome, Outcome::Cut);
    assert!(problem.reason.contains("the rest is not shown"));
}

#[test]
fn a_million_lines_are_all_there() {
    let parsed = read(
        "a.txt",
        "Title\n\n".to_owned() + &"Word.\n".repeat(1_000_000),
    );
    let words = parsed.articles[0].body.text().matches("Word.").count();
    assert_eq!((words, parsed.problems), (1_000_000, Vec::new()));
}

#[test]
fn a_file_of_a_gigabyte_is_not_read_to_its_end() {
    let shelf = Shelf::new().with("a.txt", "A title\n\nA text.\n");
    let path = shelf.path().join("huge.txt");
    fs::File::create(&path).unwrap().set_len(1 << 30).unwrap();
    let (articles, problems) = load(shelf.path());
    assert_eq!(articles, 1);
    let told = |problem: &Problem| problem.path == path && problem.reason.contains("64 MiB");
    assert!(problems.iter().any(told), "{problems:?}");
}

#[test]
fn nesting_without_end_costs_no_text() {
    const DEEP: usize = 100_000;
    for (name, open) in [
        ("a.html", "<div>"),
        ("a.html", "<blockquote>"),
        ("a.html", "<table><tr><td>"),
        ("a.html", "<b>"),
        ("a.md", "> "),
        ("a.md", "- "),
        ("a.md", "["),
        ("a.md", "*a _"),
        ("a.md", "[["),
        ("a.md", "> [!a] =="),
        ("a.md", "%%"),
        ("a.md", "---\na: {"),
        ("a.md", "---\n- "),
        ("a.org", "*"),
        ("a.org", "(*/_"),
        ("a.org", "[["),
        ("a.org", "#+begin_quote\n"),
        ("a.gmi", ">"),
    ] {
        let text = format!("{}\n\nThe last words.", open.repeat(DEEP));
        let article = &read(name, &text).articles[0];
        let shown = article.title.contains("The last words")
            || article.body.text().contains("The last words");
        assert!(shown, "{name}: {open}");
    }
    let whole = "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": \
                 [{\"id\": \"1\", \"title\": \"A tide\"}, {\"id\": \"2\", \"x\": ";
    let parsed = read("feed.json", whole.to_owned() + &"[".repeat(DEEP));
    assert_eq!(parsed.articles[0].title, "A tide");
    assert_eq!(parsed.problems[0].outcome, Outcome::Cut);
}

#[test]
fn pages_that_hold_very_many_of_anything_are_read_in_time() {
    let shelf = [
        ("ampersands", "a &amp; ".repeat(60_000)),
        ("bare ampersands", "&".repeat(400_000)),
        ("soft hyphens", "a\u{ad}".repeat(150_000)),
        ("drawings", "<svg>".repeat(100_000) + "<p></svg>"),
        (
            "bodies",
            (0..40_000).map(|n| format!("<body a{n}=b>")).collect(),
        ),
    ]
    .iter()
    .fold(Shelf::new(), |shelf, (name, many)| {
        let page = format!("<title>{name}</title><p>A text that is long enough. {many}");
        shelf.with(&format!("{name}.html"), &page)
    });
    let (articles, problems) = load(shelf.path());
    assert_eq!((articles, problems), (5, Vec::new()));
}

#[test]
fn an_entity_brings_in_no_file() {
    let shelf = Shelf::new().with("secret", "the combination of the safe");
    let secret = shelf.path().join("secret");
    for (name, start) in [("feed.xml", ""), ("page.html", "<html><body>")] {
        let text = format!(
            "<!DOCTYPE rss [<!ENTITY safe SYSTEM \"file://{}\">]>{start}\
             <rss><channel><item><title>A &safe; title</title>\
             <description>&safe; behind it</description></item></channel></rss>",
            secret.display()
        );
        let parsed = read(name, text);
        assert!(parsed.articles[0].body.text().contains("behind it"));
        assert!(!format!("{parsed:?}").contains("combination"), "{name}");
    }
}

#[test]
fn front_matter_that_cannot_be_read_is_text() {
    let bomb: String = (1..30)
        .map(|n| format!("a{n}: &a{n} [*a{0}, *a{0}, *a{0}]\n", n - 1))
        .collect();
    let huge = format!("title: A\nnote: {}\n", "word ".repeat(400_000));
    for (head, kept) in [
        (format!("---\na0: &a0 lol\n{bomb}---\n\n"), "*a28"),
        (format!("---\n{huge}---\n\n"), "The last words"),
        ("---\ntitle: A tide\n".to_owned(), "A tide"),
    ] {
        let parsed = read("a.md", head + "The last words.\n");
        let article = &parsed.articles[0];
        let all = format!("{}\n{}", article.title, article.body.text());
        assert!(all.contains(kept) && all.contains("The last words"));
    }
}

#[test]
fn a_file_that_makes_a_parser_panic_is_skipped_and_told() {
    let shelf = Shelf::new()
        .with("bad.txt", "A bad one\n\nText.\n")
        .with("good.txt", "A good one\n\nText.\n");
    let run = |command: &str| {
        let output = home::newsstand(&shelf.path().join(".home"))
            .arg(command)
            .arg(shelf.path())
            .env("NEWSSTAND_FAULT", "bad.txt")
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        String::from_utf8(said).unwrap()
    };
    let list = run("list");
    assert!(list.contains("A good one") && !list.contains("A bad one"));
    let told = run("check");
    assert!(told.contains("bad.txt") && told.contains("a fault in newsstand"));
}

/// The binary, run on a shelf where files of one name never come to an end.
fn hanging(shelf: &Shelf, name: &str, arguments: &[&str]) -> Command {
    let mut command = home::newsstand(&shelf.path().join(".home"));
    command
        .args(arguments)
        .current_dir(shelf.path())
        .env("NEWSSTAND_FAULT", format!("hang in {name}"));
    command
}

#[test]
fn files_whose_reading_never_ends_are_given_up_and_the_rest_is_there() {
    let mut shelf = Shelf::new();
    for number in 1..=3 {
        shelf = shelf.with(&format!("{number}/bad.txt"), "A bad one\n\nText.\n");
    }
    for number in 1..=7 {
        let text = format!("A good one, number {number}\n\nWords.\n");
        shelf = shelf.with(&format!("good{number}.txt"), text);
    }
    // Each of them waits for the same time, so that they may as well do so together.
    let commands: [&[&str]; 5] = [
        &["list", "."],
        &["search", "good", "."],
        &["show", "."],
        &["check", "."],
        &["list", "1/bad.txt"],
    ];
    let running = commands.map(|arguments| {
        let mut command = hanging(&shelf, "bad.txt", arguments);
        let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    });
    let [list, search, show, check, alone] = running.map(|one| {
        let output = one.wait_with_output().unwrap();
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        (output.status.code(), said)
    });
    for (status, said) in [list, search, show] {
        assert_eq!(status, Some(0));
        for number in 1..=7 {
            let title = format!("A good one, number {number}");
            assert!(said.contains(&title), "{said}");
        }
        assert!(!said.contains("A bad one"));
        assert!(said.contains("3 files were skipped; `newsstand check` says why"));
    }
    assert_eq!(check.0, Some(0));
    for number in 1..=3 {
        let path = Path::new(".").join(number.to_string()).join("bad.txt");
        let line = format!("{}: skipped: ", path.display());
        let told = check.1.lines().find(|told| told.starts_with(&line));
        let told = told.unwrap_or_else(|| panic!("{}", check.1));
        assert!(told.contains("took longer than 2 seconds"), "{told}");
        assert!(told.contains("; report it, "), "{told}");
    }
    assert_eq!(alone.0, Some(1));
    assert!(alone.1.contains("1/bad.txt: skipped: "), "{}", alone.1);
}

#[test]
fn an_archive_keeps_what_stands_before_a_file_that_never_ends() {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["before", "bad", "behind"] {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(format!("{name}.txt"), options).unwrap();
        write!(zip, "It is {name}\n\nText.\n").unwrap();
    }
    let shelf = Shelf::new().with("some.zip", zip.finish().unwrap().into_inner());
    let output = hanging(&shelf, "bad.txt", &["check", "some.zip"]).output();
    let told = String::from_utf8(output.unwrap().stdout).unwrap();
    assert!(told.starts_with("some.zip: cut: "), "{told}");
    assert!(told.contains(", at bad.txt in it; "), "{told}");
    let output = hanging(&shelf, "bad.txt", &["list", "."]).output().unwrap();
    let list = String::from_utf8(output.stdout).unwrap();
    assert!(list.contains("It is before") && !list.contains("It is behind"));
}

#[test]
fn a_bomb_is_not_unpacked() {
    use std::io::Write;
    let shelf = Shelf::new().with("a.txt", "A title\n\nA text.\n");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&vec![b'a'; 1 << 20]).unwrap();
    // What was packed in several runs is one file.
    let bomb = gzip.finish().unwrap().repeat(100);
    shelf.write("bomb.txt.gz", bomb);
    let (articles, problems) = load(shelf.path());
    assert_eq!((articles, problems.len()), (1, 1), "{problems:?}");
    assert!(problems[0].path.ends_with("bomb.txt.gz"));
    let told = "it unpacks to more than 64 MiB; the rest was not read";
    assert_eq!(problems[0].reason, told);

    let picture = format!("data:image/png;base64,{}", "A".repeat(8 << 20));
    let page = format!("<html><body><p>Before <img src='{picture}' alt='a map'> behind.</p>");
    let parsed = read("a.html", page);
    assert!(parsed.articles[0].body.text().len() < 1_000);
    assert!(parsed.articles[0].body.text().contains("behind"));
}

#[test]
fn absurd_dates_have_a_place_in_the_list() {
    let mut shelf = Shelf::new();
    for (name, date) in [
        ("past", "0001-01-01"),
        ("future", "9999-12-31"),
        ("beyond", "99999-01-01"),
        ("none", "yesterday's eve"),
        ("usual", "2026-11-20"),
        ("negative", "-4000-01-01"),
    ] {
        let text = format!("---\ntitle: {name}\ndate: {date}\n---\n\nText.\n");
        shelf = shelf.with(&format!("{name}.md"), text);
    }
    let reader = Reader::open(shelf.path());
    let titles = reader.titles();
    // Those that no newspaper can have been printed on are none.
    assert_eq!(
        titles,
        ["usual", "beyond", "future", "negative", "none", "past"]
    );
    assert_eq!(reader.screen().matches("Undated").count(), 1);
}

/// The memory of a process is a file whose beginning nobody can read.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fails_is_told() {
    let (articles, problems) = load(Path::new("/proc/self/mem"));
    assert_eq!((articles, problems.len()), (0, 1));
    assert_eq!(problems[0].outcome, Outcome::Skipped);
    assert!(problems[0].reason.starts_with("it cannot be read: "));
}

/// Windows keeps a file that somebody reads from being made anew.
#[cfg(unix)]
#[test]
fn files_that_shrink_and_go_while_they_are_read_are_whole_or_told() {
    let shelf = Shelf::new().with("stays.txt", "It stays\n\nText.\n");
    let path = shelf.path().join("goes.txt");
    let whole = "Title\n\n".to_owned() + &"A line of text.\n".repeat(20_000);
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for round in 0..200_u64 {
                fs::write(&path, &whole).unwrap();
                let file = fs::File::options().write(true).open(&path).unwrap();
                file.set_len(round * 7).unwrap();
                fs::remove_file(&path).unwrap();
            }
        });
        while !writer.is_finished() {
            let (articles, _) = loader::read(&[shelf.path().to_owned()]);
            assert!(articles.iter().any(|one| one.article.title == "It stays"));
        }
    });
}

#[test]
fn articles_outlive_the_folder_they_came_from() {
    let shelf = Shelf::new().with_numbered(30);
    let reader = Reader::open(shelf.path());
    drop(shelf);
    let reader = reader.press("G<enter>");
    assert!(reader.screen().contains("Text of number 30."));
    let reader = reader.press("h/number 17<enter>");
    assert!(reader.screen().contains("Text of number 17."));
}
