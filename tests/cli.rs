//! The command line as scripts see it: what is printed where, with which status, from which files and settings.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod home;

use std::{
    env, fs,
    io::Read,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

/// A home with a folder `news` of articles, in which commands are run.
struct Desk {
    home: TempDir,
}

impl Desk {
    fn new(articles: &[(&str, &str)]) -> Self {
        let desk = Self {
            home: tempfile::tempdir().unwrap(),
        };
        fs::create_dir(desk.path("news")).unwrap();
        for (name, text) in articles {
            desk.write(&format!("news/{name}"), text);
        }
        desk
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.home.path().join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = home::newsstand(self.home.path());
        command
            .args(arguments)
            .current_dir(self.home.path())
            .stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(&mut self.command(arguments))
    }

    fn records(&self, arguments: &[&str]) -> Vec<Value> {
        self.run(arguments).records()
    }
}

/// What a command did.
#[derive(Debug)]
struct Ran {
    status: i32,
    out: String,
    err: String,
    bytes: Vec<u8>,
}

impl Ran {
    fn of(command: &mut Command) -> Self {
        let Output {
            status,
            stdout,
            stderr,
        } = command.output().unwrap();
        Self {
            status: status.code().expect("it was killed"),
            out: String::from_utf8_lossy(&stdout).into_owned(),
            err: String::from_utf8_lossy(&stderr).into_owned(),
            bytes: [stdout, stderr].concat(),
        }
    }

    fn records(&self) -> Vec<Value> {
        self.out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

const TIDES: &str = "How tides are forecast\n\nThe moon pulls at the sea, and the harbour waits.\n";
const BREAD: &str = "Bread without kneading\n\nFlour, water, salt, and a long night of patience.\n";

fn desk() -> Desk {
    Desk::new(&[("tides.txt", TIDES), ("kitchen/bread.txt", BREAD)])
}

// ---- list

#[test]
fn the_list_has_one_line_an_article_with_mark_date_source_and_title() {
    let ran = desk().run(&["list", "news"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    let mut lines: Vec<_> = ran.out.lines().collect();
    lines.sort_by_key(|line| !line.contains("kitchen"));
    assert_eq!(lines.len(), 2);
    assert!(
        lines[0].starts_with("●  20") && lines[0].ends_with("  kitchen  Bread without kneading"),
        "{lines:?}"
    );
    assert!(
        lines[1].ends_with("  news  How tides are forecast"),
        "{lines:?}"
    );
    assert!(!ran.out.contains(['\t', '\u{1b}']));
}

/// Each copy once asked all others for all others, so that a thousand took as long as a thousand million.
#[test]
fn an_article_that_is_stored_a_thousand_times_is_listed_as_one() {
    let desk = desk();
    let item =
        "<item><guid>1</guid><title>Again</title><description>And again.</description></item>";
    let feed = format!("<rss><channel>{}</channel></rss>", item.repeat(1000));
    desk.write("again/feed.xml", &feed);
    assert_eq!(desk.run(&["list", "again"]).out.matches("Again").count(), 1);
}

#[test]
fn a_record_has_every_field_that_is_promised_in_its_order() {
    let desk = desk();
    let line = desk.run(&["list", "--json", "news/tides.txt"]).out;
    let promised = [
        "v",
        "id",
        "path",
        "item",
        "format",
        "title",
        "byline",
        "source",
        "published",
        "updated",
        "link",
        "guid",
        "tags",
        "lang",
        "words",
        "minutes",
        "summary",
        "read",
        "starred",
    ];
    let places: Vec<_> = promised
        .iter()
        .map(|name| line.find(&format!("\"{name}\":")).expect(name))
        .collect();
    assert!(places.is_sorted(), "{line}");
    let record = &desk.records(&["list", "--json", "--full", "news/tides.txt"])[0];
    assert_eq!(record.as_object().unwrap().len(), promised.len() + 2);
    assert_eq!(
        (&record["v"], &record["item"], &record["path"]),
        (&1.into(), &0.into(), &"news/tides.txt".into())
    );
    assert_eq!(
        record["text"],
        "The moon pulls at the sea, and the harbour waits."
    );
    assert_eq!(record["boilerplate"], Value::Array(vec![]));
    assert_eq!(
        (&record["byline"], &record["tags"]),
        (&Value::Null, &Value::Array(vec![]))
    );
    assert_eq!(
        (&record["read"], &record["starred"]),
        (&false.into(), &false.into())
    );
    assert_eq!(
        (&record["words"], &record["minutes"]),
        (&10.into(), &1.into())
    );
    assert_eq!(record["id"].as_str().unwrap().len(), 32);
}

#[test]
fn what_the_list_printed_in_full_can_be_read_again() {
    let desk = desk();
    let printed = desk.run(&["list", "--json", "--full", "news"]).out;
    desk.write("again/printed.jsonl", &printed);
    let fields = |folder: &str| -> Vec<[Value; 5]> {
        let records = desk.records(&["list", "--json", "--full", folder]);
        let names = ["title", "byline", "text", "source", "published"];
        let mut fields: Vec<_> = records
            .iter()
            .map(|r| names.map(|name| r[name].clone()))
            .collect();
        fields.sort_by_key(|fields| fields[0].to_string());
        fields
    };
    assert_eq!(fields("again").len(), 2);
    assert_eq!(fields("again"), fields("news"));
}

#[test]
fn each_stored_copy_has_a_record_but_the_list_has_one_line_an_article() {
    let desk = Desk::new(&[("a.txt", TIDES), ("b/copy.txt", TIDES)]);
    let records = desk.records(&["list", "--json", "news"]);
    assert_eq!(records.len(), 2);
    assert_eq!(records[0]["id"], records[1]["id"]);
    assert_eq!(desk.run(&["list", "news"]).out.lines().count(), 1);
    assert_eq!(
        desk.records(&["list", "--json", "news", "-q", "harbour"])
            .len(),
        2
    );
}

#[test]
fn a_path_begins_as_it_was_given() {
    let desk = desk();
    for given in [
        "news",
        "./news",
        "news/../news",
        desk.path("news").to_str().unwrap(),
    ] {
        let records = desk.records(&["list", "--json", given]);
        assert_eq!(records.len(), 2, "{given}");
        assert!(
            records
                .iter()
                .all(|record| record["path"].as_str().unwrap().starts_with(given)),
            "{records:?}"
        );
    }
}

#[test]
fn a_query_picks_articles_everywhere() {
    let desk = desk();
    for command in ["list", "show"] {
        let ran = desk.run(&[command, "news", "-q", "harbour"]);
        assert_eq!(ran.status, 0);
        assert!(
            ran.out.contains(if command == "list" {
                "tides"
            } else {
                "The moon"
            }),
            "{}",
            ran.out
        );
        assert!(!ran.out.contains("Bread") && !ran.out.contains("Flour"));
    }
    assert_eq!(
        desk.records(&["list", "--json", "-q", "harbour", "news"])
            .len(),
        1
    );
}

#[test]
fn standard_input_is_one_article_whose_path_is_a_dash() {
    let desk = desk();
    desk.write("input", "From a pipe\n\nIts text.\n");
    let input = fs::File::open(desk.path("input")).unwrap();
    let ran = Ran::of(desk.command(&["list", "--json", "-"]).stdin(input));
    let records = ran.records();
    assert_eq!(
        (records.len(), &records[0]["path"], &records[0]["source"]),
        (1, &"-".into(), &Value::Null)
    );
    assert_eq!(records[0]["title"], "From a pipe");
}

#[test]
fn front_matter_from_standard_input_is_not_shown_as_text() {
    let desk = desk();
    let markdown = "---\ntitle: From a pipe\ndate: 2020-04-16\n---\n\nIts *text*.\n";
    desk.write("input", markdown);
    let piped = |arguments: &[&str]| {
        let input = fs::File::open(desk.path("input")).unwrap();
        Ran::of(desk.command(arguments).stdin(input))
    };
    let record = &piped(&["list", "--json", "-"]).records()[0];
    assert_eq!(record["title"], "From a pipe");
    assert_eq!(record["published"], "2020-04-16");
    let shown = piped(&["show", "-"]).out;
    assert!(shown.starts_with("From a pipe\n"), "{shown}");
    assert!(shown.ends_with("\nIts text.\n"), "{shown}");

    let rules = "---\nThe sea rose.\n---\n";
    desk.write("input", rules);
    let shown = piped(&["show", "-"]).out;
    assert!(shown.contains("---"), "{shown}");
}

#[test]
fn what_is_piped_in_next_is_another_article() {
    let desk = desk();
    let pipe = |text: &str, arguments: &[&str]| {
        desk.write("input", text);
        let input = fs::File::open(desk.path("input")).unwrap();
        Ran::of(desk.command(arguments).stdin(input))
    };
    let first = "The first\n\nIts text.\n";
    pipe(first, &["mark", "read", "-q", "", "-"]);
    let is_read = |text: &str| pipe(text, &["list", "--json", "-"]).records()[0]["read"] == true;
    assert!(!is_read("The second\n\nOther text.\n"));
    assert!(is_read(first));
}

#[test]
fn standard_input_that_brings_nothing_is_no_article() {
    let desk = desk();
    for nothing in ["", "\n"] {
        desk.write("input", nothing);
        let input = fs::File::open(desk.path("input")).unwrap();
        let ran = Ran::of(desk.command(&["list", "-"]).stdin(input));
        assert_eq!((ran.status, ran.out.as_str()), (1, ""));
        assert!(
            ran.err.contains("-: skipped: nothing came in; see"),
            "{}",
            ran.err
        );
    }
}

#[test]
fn paragraphs_of_the_help_have_no_break_in_the_middle_of_a_line() {
    let desk = desk();
    for command in ["", "list", "show", "search", "mark", "check", "config"] {
        let ran = desk.run(&[&[command][usize::from(command.is_empty())..], &["--help"]].concat());
        let lines: Vec<_> = ran.out.lines().collect();
        for (line, next) in lines.iter().zip(&lines[1..]) {
            let goes_on = next.starts_with(char::is_lowercase);
            let word = next.split(' ').next().unwrap_or_default().len();
            assert!(
                !goes_on || line.len() + word >= 100,
                "{command}: {line:?} {next:?}"
            );
        }
    }
}

#[test]
fn without_a_screen_the_reader_prints_the_list() {
    let desk = desk();
    assert_eq!(desk.run(&["news"]).out, desk.run(&["list", "news"]).out);
    assert_eq!(
        desk.run(&["news", "-q", "harbour"]).out,
        desk.run(&["list", "news", "-q", "harbour"]).out
    );
}

// ---- show and search

#[test]
fn show_sets_whole_articles_to_the_width() {
    let ran = desk().run(&["show", "news", "--width", "24", "-q", "harbour"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("The moon pulls"), "{}", ran.out);
    assert!(
        ran.out.lines().all(|line| line.chars().count() <= 24),
        "{}",
        ran.out
    );
    assert!(!ran.out.contains('\u{1b}'));
}

#[test]
fn search_names_the_article_that_it_found() {
    let desk = desk();
    let ran = desk.run(&["search", "harbour", "news"]);
    assert_eq!(ran.status, 0);
    assert!(
        ran.out.starts_with("news · How tides are forecast\n"),
        "{}",
        ran.out
    );
    let record = &desk.records(&["search", "--json", "harbour", "news"])[0];
    assert_eq!(record["title"], "How tides are forecast");
    assert!(record["hits"].is_array() && record.get("text").is_none());
}

#[test]
fn what_was_folded_away_is_found_where_a_word_stands_nowhere_else() {
    let desk = Desk::new(&[(
        "a.txt",
        "A storm\n\nThe sea rose higher than at any time since the harbour was built, said the clerk.\n\n\n\
         Popular posts from this blog\n\nA Quiet year at sea\n",
    )]);
    for query in ["quiet", "Quiet", "/qui.t y/", "\"popular posts\""] {
        let record = &desk.records(&["search", "--json", query, "news"])[0];
        assert_eq!(record["hits"][0]["field"], "boilerplate", "{query}");
    }
    let out = desk.run(&["search", "quiet year", "news"]).out;
    assert!(
        out.ends_with("  boilerplate: A Quiet year at sea\n"),
        "{out}"
    );
    let hits = &desk.records(&["search", "--json", "sea", "news"])[0]["hits"];
    assert_eq!(
        (hits[0]["field"].as_str(), hits.as_array().unwrap().len()),
        (Some("body"), 1)
    );
    for query in ["body:quiet", "title:quiet", "QUIET", "/Qui.t Y/"] {
        assert_eq!(desk.run(&["search", query, "news"]).status, 1, "{query}");
    }
}

#[test]
fn search_points_at_each_match_in_its_context() {
    let long = "満ち潮の話は長く続く。".repeat(60);
    let desk = Desk::new(&[(
        "a.md",
        &format!(
            "---\ntitle: 潮の表 Tide tables\nauthor: Ana Tidewell\n---\n\n{long}The TIDE, the tide’s tide.{long}\n\nNo ebb. A tide\tagain.\n"
        ),
    )]);
    let record = &desk.records(&["search", "--json", "tide", "news"])[0];
    let hits: Vec<_> = record["hits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| {
            let context = hit["context"].as_str().unwrap();
            let [start, end] =
                [0, 1].map(|at| usize::try_from(hit["range"][at].as_u64().unwrap()).unwrap());
            assert!(context.len() < 450 && !context.contains('\n'), "{context}");
            (
                hit["field"].as_str().unwrap(),
                context[start..end].to_owned(),
            )
        })
        .collect();
    let expected = [
        ("title", "Tide"),
        ("byline", "Tide"),
        ("body", "TIDE"),
        ("body", "tide"),
        ("body", "tide"),
        ("body", "tide"),
    ];
    assert_eq!(hits, expected.map(|(field, text)| (field, text.to_owned())));
    let out = desk.run(&["search", "tide", "news"]).out;
    let lines: Vec<_> = out.lines().collect();
    assert_eq!(
        lines[1..3],
        ["  title: 潮の表 Tide tables", "  byline: Ana Tidewell"]
    );
    assert!(
        lines[3].starts_with("  body: … ") && lines[3].ends_with(" …"),
        "{}",
        lines[3]
    );
    assert_eq!(lines[4..], ["  body: No ebb. A tide again."]);
}

#[test]
fn search_prints_articles_in_the_order_that_is_asked_for() {
    let desk = Desk::new(&[
        (
            "a.md",
            "---\ntitle: News\ndate: 2026-01-03\n---\n\nSomewhere in many words about other things stands a tide.\n",
        ),
        (
            "b.md",
            "---\ntitle: Tide\ndate: 2026-01-01\n---\n\nThe tide and the tide: somewhere it stands in many words.\n",
        ),
    ]);
    let titles = |query: &str| {
        let records = desk.records(&["search", "--json", query, "news"]);
        records
            .iter()
            .map(|record| record["title"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(titles("tide"), ["News", "Tide"]);
    assert_eq!(titles("tide sort:relevance"), ["Tide", "News"]);
    let id = desk.records(&["list", "--json", "news"])[0]["id"]
        .as_str()
        .unwrap()[..8]
        .to_owned();
    assert_eq!(titles(&format!("like:{id}")), ["Tide"]);
}

// ---- mark

fn is_read(desk: &Desk) -> Vec<bool> {
    let records = desk.records(&["list", "--json", "news"]);
    records
        .iter()
        .map(|record| record["read"].as_bool().unwrap())
        .collect()
}

#[test]
fn marks_last_and_say_how_many_articles_change() {
    let desk = desk();
    let ran = desk.run(&["mark", "read", "-q", "harbour", "news"]);
    assert_eq!(
        (ran.status, ran.out.as_str()),
        (0, "1 of 1 article marked read\n")
    );
    let read: Vec<_> = is_read(&desk).into_iter().filter(|read| *read).collect();
    assert_eq!(read.len(), 1);
    assert_eq!(
        desk.run(&["mark", "read", "-q", "", "news"]).out,
        "1 of 2 articles marked read\n"
    );
    assert_eq!(
        desk.run(&["mark", "unread", "-q", "", "news"]).out,
        "2 of 2 articles marked unread\n"
    );
    assert_eq!(is_read(&desk), [false, false]);
}

#[test]
fn a_star_and_a_tag_can_be_given_and_taken_away() {
    let desk = desk();
    assert_eq!(
        desk.run(&["mark", "star", "-q", "harbour", "news"]).out,
        "1 of 1 article starred\n"
    );
    let starred = |desk: &Desk| desk.run(&["list", "news"]).out.matches('★').count();
    assert_eq!(starred(&desk), 1);
    assert_eq!(
        desk.run(&["mark", "unstar", "-q", "", "news"]).out,
        "1 of 2 articles unstarred\n"
    );
    assert_eq!(starred(&desk), 0);
    assert_eq!(
        desk.run(&["mark", "tag", "#sea", "-q", "harbour", "news"])
            .out,
        "1 of 1 article tagged sea\n"
    );
    assert_eq!(
        desk.run(&["mark", "tag", "sea", "-q", "", "news"]).out,
        "1 of 2 articles tagged sea\n"
    );
    for record in desk.records(&["list", "--json", "-q", "#sea", "news"]) {
        assert_eq!(record["tags"], Value::Array(vec!["sea".into()]));
    }
    assert_eq!(
        desk.run(&["mark", "untag", "sea", "-q", "", "news"]).out,
        "2 of 2 articles untagged sea\n"
    );
}

#[test]
fn a_dry_run_changes_nothing() {
    let desk = desk();
    let ran = desk.run(&["mark", "read", "-q", "", "--dry-run", "news"]);
    assert_eq!(
        (ran.status, ran.out.as_str()),
        (0, "2 of 2 articles would be marked read\n")
    );
    assert_eq!(is_read(&desk), [false, false]);
}

#[test]
fn saved_searches_are_known_by_their_names() {
    let desk = desk();
    let file = ".local/share/newsstand/searches.toml";
    let all = desk.records(&["list", "--json", "news"]).len();
    desk.write(
        file,
        "mine = \"is:unread\"\nnone = \"search:mine xylophone\"\n",
    );
    let found = |query: &str| desk.records(&["list", "--json", "-q", query, "news"]).len();
    assert_eq!((found("search:mine"), found("search:none")), (all, 0));
    let ran = desk.run(&["list", "-q", "search:other", "news"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("there are mine and none"), "{}", ran.err);
    desk.write(file, "mine = \"is:unread\n");
    let ran = desk.run(&["list", "news"]);
    assert!(ran.err.contains("searches.toml:1: "), "{}", ran.err);
}

#[test]
fn marks_that_cannot_be_kept_are_an_error() {
    let desk = desk();
    desk.write(
        ".local/share/newsstand/marks",
        "a file where the folder should be",
    );
    let ran = desk.run(&["mark", "read", "-q", "", "news"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    let marks = desk.path(".local/share").join("newsstand").join("marks");
    let told = format!("marks cannot be saved: {}: ", marks.display());
    assert!(ran.err.contains(&told), "{}", ran.err);
}

// ---- check

#[test]
fn check_names_path_outcome_reason_and_remedy() {
    let desk = desk();
    fs::create_dir(desk.path("news/folder.txt")).unwrap();
    let ran = desk.run(&["check", "news"]);
    assert_eq!(ran.status, 0);
    let name = Path::new("news").join("folder.txt").display().to_string();
    assert!(
        ran.out
            .starts_with(&format!("{name}: guessed: it is a folder")),
        "{}",
        ran.out
    );
    assert_eq!(ran.err, "newsstand: 2 articles, 1 problem\n");
    let record = &desk.records(&["check", "--json", "news"])[0];
    assert_eq!(record["v"], 1);
    assert_eq!(record["path"], name);
    assert_eq!(record["outcome"], "guessed");
    assert!(
        record["line"].is_null() && record["reason"].is_string() && record["remedy"].is_string()
    );
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_counted_by_list_and_named_by_check() {
    use std::os::unix::fs::PermissionsExt;
    let desk = desk();
    let path = desk.path("news/tides.txt");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    let is_superuser = fs::read(&path).is_ok();
    let run = |command: &str| {
        let ordinary = desk.command(&[command, "news"]);
        if !is_superuser {
            return Ran::of(&mut { ordinary });
        }
        fs::set_permissions(desk.home.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let mut stripped = Command::new("setpriv");
        stripped.args([
            "--reuid=65534",
            "--clear-groups",
            "--bounding-set=-all",
            "--inh-caps=-all",
        ]);
        stripped
            .arg(ordinary.get_program())
            .args(ordinary.get_args());
        stripped
            .current_dir(desk.home.path())
            .env("HOME", desk.home.path());
        Ran::of(&mut stripped)
    };
    let list = run("list");
    assert_eq!((list.status, list.out.lines().count()), (0, 1), "{list:?}");
    assert!(list.err.contains("1 file was skipped"), "{}", list.err);
    let check = run("check");
    assert_eq!(
        check.out,
        "news/tides.txt: skipped: no permission to read it; give yourself read permission\n"
    );
}

// ---- exit status

#[test]
fn nothing_found_is_status_1() {
    let desk = desk();
    for arguments in [
        &["list", "news", "-q", "zeppelin"][..],
        &["show", "news", "-q", "zeppelin"],
        &["search", "zeppelin", "news"],
        &["mark", "read", "-q", "zeppelin", "news"],
        &["news", "-q", "zeppelin"],
    ] {
        let ran = desk.run(arguments);
        assert_eq!((ran.status, ran.out.as_str()), (1, ""), "{arguments:?}");
        assert!(ran.err.contains("none of 2 articles"), "{}", ran.err);
    }
}

#[test]
fn of_a_single_article_it_is_said_that_it_does_not_answer() {
    let desk = desk();
    let ran = desk.run(&["list", "news/tides.txt", "-q", "zeppelin"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    let said = "the only article does not answer the query 'zeppelin'";
    assert!(ran.err.contains(said), "{}", ran.err);
}

#[test]
fn a_path_that_is_not_there_is_status_1_and_the_others_are_read() {
    let desk = desk();
    for command in ["list", "show", "check"] {
        let ran = desk.run(&[command, "news", "nosuch"]);
        assert_eq!(ran.status, 1, "{command}");
        let all = ran.out.clone() + &ran.err;
        assert!(
            all.contains("nosuch: skipped: there is no such file or folder; check the spelling"),
            "{all}"
        );
        assert!(!ran.out.is_empty(), "{command}");
    }
}

#[test]
fn an_empty_folder_is_status_1_and_is_told() {
    let ran = Desk::new(&[]).run(&["list", "news"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert!(
        ran.err.contains("there are no articles here"),
        "{}",
        ran.err
    );
}

#[test]
fn a_misspelt_command_is_recognised() {
    let ran = desk().run(&["lsit"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert!(
        ran.err
            .contains("did you mean the command `newsstand list`?"),
        "{}",
        ran.err
    );
}

#[test]
fn wrong_usage_is_status_2() {
    let desk = desk();
    for arguments in [
        &["list", "--no-such-option"][..],
        &["list", "--full"],
        &["show", "--width", "0"],
        &["show", "--width", "wide"],
        &["search"],
        &["mark", "read", "news"],
        &["mark", "tag", "", "-q", ""],
        &["mark", "burn", "-q", ""],
        &["completions", "cobol"],
        &["--color", "mauve", "list"],
        &["--theme", "mauve", "list", "news"],
        &["news", "--no-mouse", "list"],
    ] {
        let ran = desk.run(arguments);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.err.starts_with("newsstand: "), "{}", ran.err);
    }
}

#[test]
fn what_is_wrong_in_a_query_is_told_behind_the_programs_name_as_all_else_is() {
    let desk = desk();
    for (query, told) in [
        ("titel:sea", "there is no field titel: but there is title:"),
        ("search:other", "there is no saved search other; "),
        ("is:red", "is: wants unread, read"),
        ("/(/", "this is no regular expression: "),
    ] {
        let ran = desk.run(&["search", query, "news"]);
        let told = format!("newsstand: {told}");
        assert!(ran.err.starts_with(&told), "{}", ran.err);
    }
}

#[test]
fn help_and_version_are_data_and_status_0() {
    let desk = desk();
    for command in [
        "list",
        "show",
        "search",
        "mark",
        "check",
        "config",
        "completions",
        "man",
    ] {
        let ran = desk.run(&[command, "--help"]);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""));
        assert!(ran.out.contains("Examples:"), "{command}");
    }
    let (short, long) = (desk.run(&["-h"]).out, desk.run(&["--help"]).out);
    assert!(!short.contains("Examples:") && long.contains("Examples:"));
    assert!(desk.run(&["-V"]).out.lines().count() < desk.run(&["--version"]).out.lines().count());
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(desk.run(&["completions", shell]).out.contains("newsstand"));
    }
    assert!(desk.run(&["man"]).out.contains(".TH newsstand"));
}

#[test]
fn shells_complete_the_names_of_themes() {
    let desk = desk();
    for (shell, offered) in [
        ("bash", "compgen -W \"terminal dark light mono\""),
        ("zsh", "NAME:(terminal dark light mono)"),
        ("fish", "terminal"),
    ] {
        let script = desk.run(&["completions", shell]).out;
        assert!(script.contains(offered), "{shell}: {script}");
    }
}

#[test]
fn help_names_every_kind_of_file_that_the_readme_names() {
    let help = desk().run(&["--help"]).out.to_lowercase();
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    let readme = include_str!("../README.md");
    let (_, table) = readme.split_once("\n| format | files |").unwrap();
    let formats = table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let named: Vec<_> = formats
        .filter_map(|row| row.split('|').nth(1))
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    assert!(
        named.contains(&"books") && named.contains(&"notes"),
        "{named:?}"
    );
    for name in named {
        let name = if name == "exports" { "json" } else { name };
        assert!(help.contains(&name.to_lowercase()), "{name}: {help}");
    }
}

#[test]
fn fish_completes_the_shells_that_completions_are_printed_for() {
    let script = desk().run(&["completions", "fish"]).out;
    let offered =
        "__fish_newsstand_using_subcommand completions\" -f -a \"bash elvish fish powershell zsh\"";
    assert!(script.contains(offered), "{script}");
}

#[test]
fn fish_completes_the_value_of_an_option_before_the_command() {
    let script = desk().run(&["completions", "fish"]).out;
    let look = "argparse -s (__fish_newsstand_global_optspecs) -- $cmd";
    let looks = format!("{look} 2>/dev/null\n    or {look}[1..-2] 2>/dev/null\n    or return\n");
    assert!(script.contains(&looks), "{script}");
}

#[test]
fn zsh_completes_what_stands_behind_a_command_and_paths_without_one() {
    let script = desk().run(&["completions", "zsh"]).out;
    let top = &script[..script.find("(list)").unwrap()];
    assert!(
        top.contains("\":: :_newsstand_commands\"") && !top.contains("'::paths"),
        "{top}"
    );
    assert!(
        script.contains("case $line[1] in\n            (list)"),
        "{script}"
    );
    assert!(!script.contains("$line[2]"), "{script}");
    assert!(
        script.contains("(*)\n_files && ret=0\n;;\n        esac\n    ;;\nesac\n}\n"),
        "{script}"
    );
    assert!(
        script.contains("'newsstand commands' commands \"$@\"\n    _files"),
        "{script}"
    );
}

// ---- settings

#[test]
fn options_beat_variables_which_beat_the_settings_file_which_beats_the_defaults() {
    let desk = desk();
    let theme = |arguments: &[&str], variable: Option<&str>| {
        let mut command = desk.command(arguments);
        variable.map(|theme| command.env("NEWSSTAND_THEME", theme));
        let out = Ran::of(&mut command).out;
        out.lines()
            .find(|line| line.starts_with("theme"))
            .unwrap()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(theme(&["config"], None), "theme = \"terminal\" # default");
    desk.write(".config/newsstand/config.toml", "theme = \"light\"");
    assert_eq!(
        theme(&["config"], None),
        "theme = \"light\" # settings file"
    );
    assert_eq!(
        theme(&["config"], Some("mono")),
        "theme = \"mono\" # variable NEWSSTAND_THEME"
    );
    assert_eq!(
        theme(&["config", "--theme", "dark"], Some("mono")),
        "theme = \"dark\" # option"
    );
    desk.write("other.toml", "theme = \"dark\"");
    assert_eq!(
        theme(&["config", "--config", "other.toml"], None),
        "theme = \"dark\" # settings file"
    );
}

#[test]
fn every_setting_has_a_variable() {
    let desk = desk();
    let mut command = desk.command(&["config"]);
    command
        .env("NEWSSTAND_LIBRARY", env::join_paths(["/a", "/b"]).unwrap())
        .env("NEWSSTAND_MEASURE", "66")
        .env("NEWSSTAND_THEME", "dark");
    command
        .env("NEWSSTAND_MARK_READ", "by-hand")
        .env("NEWSSTAND_MOUSE", "0");
    let out = Ran::of(&mut command).out;
    for line in [
        "library = [\"/a\", \"/b\"]",
        "measure = 66",
        "theme = \"dark\"",
        "mark-read = \"by-hand\"",
        "mouse = false",
    ] {
        assert!(out.contains(line), "{out}");
    }
    assert_eq!(out.matches("# variable NEWSSTAND_").count(), 5);
}

#[test]
fn a_wrong_settings_file_is_told_and_does_not_stop_anything() {
    let desk = desk();
    // Only a home of Unix is told by a variable.
    let library = if cfg!(unix) {
        PathBuf::from("~/news")
    } else {
        desk.path("news")
    };
    desk.write(
        ".config/newsstand/config.toml",
        format!("\nthme = \"dark\"\nlibrary = ['{}']\n", library.display()),
    );
    let ran = desk.run(&["list"]);
    assert_eq!(
        (ran.status, ran.out.lines().count()),
        (0, 2),
        "the library of the settings file is read"
    );
    assert!(
        ran.err.contains("config.toml:2: ") && ran.err.contains("did you mean 'theme'?"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("column 1"), "{}", ran.err);
}

#[test]
fn a_settings_file_that_was_named_must_be_there() {
    let ran = desk().run(&["--config", "nosuch.toml", "list", "news"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert!(
        ran.err
            .contains("nosuch.toml: there is no such file; `newsstand config --default`"),
        "{}",
        ran.err
    );
}

#[test]
fn the_printed_default_file_is_a_settings_file_without_a_fault() {
    let desk = desk();
    let text = desk.run(&["config", "--default"]).out;
    desk.write(".config/newsstand/config.toml", text);
    let ran = desk.run(&["list", "news"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
}

#[test]
fn without_a_path_the_articles_folder_is_read_and_where_it_is_empty_the_sample_feed() {
    let desk = desk();
    let feed = desk.records(&["list", "--json"]);
    assert!(feed.len() > 10);
    assert!(
        feed.iter()
            .all(|record| record["path"].as_str().unwrap().starts_with("sample-feed/"))
    );
    fs::create_dir_all(desk.path(".local/share/newsstand/articles")).unwrap();
    assert_eq!(desk.records(&["list", "--json"]).len(), feed.len());
    desk.write(".local/share/newsstand/articles/tides.txt", TIDES);
    assert_eq!(desk.records(&["list", "--json"]).len(), 1);
}

/// Other systems know a home without a variable.
#[cfg(unix)]
#[test]
fn without_a_home_articles_can_be_read_but_marks_are_an_error() {
    let desk = desk();
    let homeless = |arguments: &[&str]| {
        let mut command = desk.command(arguments);
        // No home of the environment, and none in the list of users.
        command.env("HOME", "relative/and/so/no/home");
        Ran::of(&mut command)
    };
    let list = homeless(&["list", "news"]);
    assert_eq!(
        (list.status, list.out.lines().count()),
        (0, 2),
        "{}",
        list.err
    );
    assert_eq!(homeless(&["config"]).status, 0);
    let mark = homeless(&["mark", "read", "-q", "", "news"]);
    assert_eq!((mark.status, mark.out.as_str()), (1, ""));
    assert!(mark.err.contains("HOME"), "{}", mark.err);
}

// ---- output

#[test]
fn a_reader_that_has_enough_ends_it_quietly() {
    let names: Vec<_> = (0..400).map(|number| format!("{number}.txt")).collect();
    let texts: Vec<_> = names
        .iter()
        .map(|name| format!("{name}\n\n{}", "many words ".repeat(100)))
        .collect();
    let articles: Vec<_> = names
        .iter()
        .map(String::as_str)
        .zip(texts.iter().map(String::as_str))
        .collect();
    let desk = Desk::new(&articles);
    for arguments in [
        &["list", "--json", "--full", "news"][..],
        &["show", "news"],
        &["search", "words", "news"],
    ] {
        let mut child = desk
            .command(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = [0; 1];
        let mut out = child.stdout.take().unwrap();
        out.read_exact(&mut first).unwrap();
        drop(out);
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    }
}

#[test]
fn colours_follow_the_option_then_the_environment() {
    let desk = desk();
    let has_colours = |arguments: &[&str], variables: &[(&str, &str)]| {
        Ran::of(desk.command(arguments).envs(variables.iter().copied()))
            .out
            .contains('\u{1b}')
    };
    let (plain, never) = (["list", "news"], ["list", "news", "--color", "never"]);
    let always = ["--color=always", "list", "news"];
    assert!(!has_colours(&plain, &[]));
    assert!(has_colours(&always, &[]));
    assert!(has_colours(&plain, &[("CLICOLOR_FORCE", "1")]));
    assert!(!has_colours(&plain, &[("CLICOLOR_FORCE", "0")]));
    assert!(!has_colours(
        &plain,
        &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]
    ));
    assert!(has_colours(&always, &[("NO_COLOR", "1"), ("TERM", "dumb")]));
    assert!(!has_colours(&never, &[("CLICOLOR_FORCE", "1")]));
    assert!(!has_colours(
        &["list", "--json", "news", "--color", "always"],
        &[]
    ));
}

/// The control characters but line feed, raw, in what a command wrote; C1 also as UTF-8 and as single bytes.
fn controls(bytes: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let in_text = text.chars().any(|char| char != '\n' && char.is_control());
    let raw = bytes
        .iter()
        .copied()
        .filter(|byte| (*byte < 0x20 && *byte != b'\n') || *byte == 0x7f);
    let in_no_encoding = std::str::from_utf8(bytes).is_err().then_some(0x9b);
    raw.chain(in_no_encoding)
        .chain(in_text.then_some(0x80))
        .collect()
}

#[cfg(unix)]
#[test]
fn no_name_of_a_file_steers_the_terminal_through_any_command() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt, path::Path};
    let hostile = OsStr::from_bytes(b"news/\x1b]0;owned\x07\x1b[31m\r\n\x7f\xc2\x9b\xff\x9b");
    let desk = Desk::new(&[]);
    let folder = desk.home.path().join(hostile);
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join(OsStr::from_bytes(b"\x1b[2J\x9b.txt")), BREAD).unwrap();
    fs::write(folder.join(OsStr::from_bytes(b"\x1b[3J.txt")), TIDES).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.join(OsStr::from_bytes(b"\x1bc.txt"))).unwrap();
    fs::write(folder.join(OsStr::from_bytes(b"\x1b.toml")), "thme = 1").unwrap();
    let missing = Path::new(OsStr::from_bytes(b"\x1b[31mnosuch\x07")).as_os_str();
    let settings = folder.join(OsStr::from_bytes(b"\x1b.toml"));
    for arguments in [
        &["list"][..],
        &["list", "--json", "--full"],
        &["show"],
        &["search", "harbour"],
        &["search", "--json", "harbour"],
        &["mark", "read", "-q", ""],
        &["check"],
        &["check", "--json"],
        &[],
    ] {
        let ran = Ran::of(
            desk.command(arguments)
                .arg("news")
                .arg(hostile)
                .arg(missing)
                .arg("--config")
                .arg(&settings),
        );
        assert_eq!(controls(&ran.bytes), [0; 0], "{arguments:?}: {ran:?}");
        assert_eq!(ran.status, 1, "{ran:?}");
    }
    let config = Ran::of(
        desk.command(&["config", "--config"])
            .arg(&settings)
            .env("NEWSSTAND_LIBRARY", hostile),
    );
    assert_eq!(controls(&config.bytes), [0; 0], "{config:?}");
}

#[test]
fn no_argument_steers_the_terminal() {
    let desk = Desk::new(&[]);
    for argument in ["--\u{1b}[31m", "\u{1b}c\u{9b}"] {
        let wrong = desk.run(&["list", argument]);
        assert_eq!(controls(&wrong.bytes), [0; 0], "{wrong:?}");
    }
}
