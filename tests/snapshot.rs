//! A library that is kept between two starts, as a user meets it: whatever happens to the files or to what is kept of
//! them, each command prints what it prints when nothing is kept.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod home;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::Arc,
    time::{Duration, SystemTime},
};

use newsstand::{
    library::{Library, Volume},
    marks::Marks,
    packed::Bytes,
    runtime::loader,
};
use tempfile::TempDir;

/// A home with a folder `news` of so many articles that they are worth keeping.
struct Home(TempDir);

/// So many small files are kept between two starts.
const ENOUGH: usize = 210;

/// From so many on, not all of them are asked at each search.
const LARGE: usize = 10_000;

impl Home {
    fn new() -> Self {
        Self::of(ENOUGH)
    }

    fn of(articles: usize) -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        for number in 0..articles {
            let (month, day) = (1 + number % 12, 1 + number % 28);
            let text = format!(
                "---\ntitle: Article {number}\ndate: 2025-{month:02}-{day:02}\nsource: The Shelf\n---\n\nText of number {number}, and a word.\n"
            );
            home.write(&format!("{:02}/{number}.md", number % 7), &text);
        }
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes an article that has lain there for a while: what was written this moment is always read again.
    fn write(&self, name: &str, text: &str) {
        let path = self.path("news").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        let file = fs::File::options().write(true).open(path).unwrap();
        let long_ago = SystemTime::now() - Duration::from_secs(3600);
        file.set_modified(long_ago).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = home::newsstand(self.0.path());
        command
            .args(arguments)
            .current_dir(self.0.path())
            .stdin(Stdio::null());
        command
    }

    /// What a command prints; it has nothing to complain of.
    fn run(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(told, "", "{arguments:?}");
        assert!(output.status.code().is_some(), "{arguments:?} was killed");
        String::from_utf8(output.stdout).unwrap()
    }

    /// What a command prints, which is what it prints when nothing is kept.
    fn same(&self, arguments: &[&str]) -> String {
        let kept = self.run(arguments);
        let anew = self.run(&[arguments, &["--no-cache"]].concat());
        assert_eq!(kept, anew, "{arguments:?}");
        kept
    }

    /// The titles of the articles that answer a query.
    fn titles(&self, query: &str) -> Vec<String> {
        let list = self.same(&["list", "news", "-q", query]);
        let title = |line: &str| line.rsplit("  ").next().unwrap().to_owned();
        list.lines().map(title).collect()
    }

    /// The files of what is kept, with their bytes.
    fn kept(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let cache = self.path(".cache/newsstand");
        let inside = |folder: &Path| {
            let entries = fs::read_dir(folder).into_iter().flatten();
            entries
                .map(|entry| entry.unwrap().path())
                .collect::<Vec<_>>()
        };
        let files = inside(&cache).into_iter().flat_map(|shelf| inside(&shelf));
        files
            .map(|path| (path.clone(), fs::read(path).unwrap()))
            .collect()
    }

    fn put_back(&self, kept: &BTreeMap<PathBuf, Vec<u8>>) {
        for path in self.kept().keys().filter(|path| !kept.contains_key(*path)) {
            fs::remove_file(path).unwrap();
        }
        for (path, bytes) in kept {
            fs::write(path, bytes).unwrap();
        }
    }
}

fn article(title: &str, link: &str, text: &str) -> String {
    format!(
        "---\ntitle: {title}\nlink: https://example.org/{link}\ndate: 2026-01-02\n---\n\n{text}\n"
    )
}

// ---- The files change

#[test]
fn a_second_start_prints_the_same_list_and_reads_nothing_anew() {
    let home = Home::new();
    let first = home.run(&["list", "news", "--json", "--full"]);
    let kept = home.kept();
    assert!(kept.len() >= 2, "{:?}", kept.keys());
    assert_eq!(home.run(&["list", "news", "--json", "--full"]), first);
    assert_eq!(first.lines().count(), ENOUGH);
    // What is read anew is kept anew.
    assert!(home.kept() == kept);
    home.same(&["list", "news", "--json", "--full"]);
}

#[test]
fn new_changed_renamed_and_deleted_files_are_followed() {
    let home = Home::new();
    home.run(&["list", "news"]);
    home.write("new.md", &article("Fresh from the press", "new", "Ink."));
    home.write(
        "01/1.md",
        "---\ntitle: Rewritten one\n---\n\nOther words.\n",
    );
    fs::rename(home.path("news/02/2.md"), home.path("news/two.md")).unwrap();
    fs::remove_file(home.path("news/03/3.md")).unwrap();
    for _ in 0..2 {
        let list = home.same(&["list", "news", "--json", "--full"]);
        assert_eq!(list.lines().count(), ENOUGH);
        assert!(list.contains("Fresh from the press") && list.contains("Rewritten one"));
        let list = list.replace(r"\\", "/");
        assert!(list.contains("news/two.md") && !list.contains("news/02/2.md"));
        assert!(!list.contains("\"Article 1\"") && !list.contains("\"Article 3\""));
    }
}

#[test]
fn a_search_in_a_large_library_finds_what_is_in_the_files_now() {
    let home = Home::of(LARGE);
    let search = ["search", "\"number 77\"", "news"];
    let found = || home.run(&search).lines().count();
    std::thread::sleep(Duration::from_millis(100));
    home.run(&["list", "news"]);
    let before = found();
    assert!(before > 100);
    home.write("new.md", &article("Number 77 again", "new", "Ink."));
    assert_eq!(found(), before + 2);
    home.write("00/77.md", &article("Rewritten", "77", "Nothing more."));
    assert_eq!(found(), before);
    fs::remove_file(home.path("news/new.md")).unwrap();
    assert_eq!(found(), before - 2);
    let kept = home.kept();
    let note = kept.keys().find(|path| path.ends_with("note"));
    // Where the system does not tell each change, nothing is noted.
    assert_eq!(note.is_some(), cfg!(unix));
    for (note, at) in note
        .into_iter()
        .flat_map(|note| [0, 8, 20].map(|at| (note, at)))
    {
        let mut bytes = kept[note].clone();
        bytes[at] ^= 1;
        fs::write(note, bytes).unwrap();
        assert_eq!(found(), before - 2);
    }
    home.same(&search);
    home.write(
        "00/7.md",
        "---\ntitle: Seven\n---\n\nNot a number, a raven.\n",
    );
    let list = home.run(&["mark", "read", "news", "-q", "raven", "--dry-run"]);
    assert!(
        list.starts_with('1'),
        "what is marked is never told from memory: {list}"
    );
}

#[test]
fn the_same_article_in_two_files_is_one_row_at_each_start() {
    let home = Home::new();
    home.write(
        "a/copy.md",
        &article("Told twice", "twice", "The same words."),
    );
    home.write(
        "b/copy.md",
        &article("Told twice", "twice", "The same words."),
    );
    for _ in 0..2 {
        assert_eq!(home.titles("title:twice"), ["Told twice"]);
        assert_eq!(
            home.same(&["list", "news", "-q", "title:twice", "--json"])
                .lines()
                .count(),
            2
        );
    }
    fs::remove_file(home.path("news/a/copy.md")).unwrap();
    assert_eq!(home.titles("title:twice"), ["Told twice"]);
    fs::remove_file(home.path("news/b/copy.md")).unwrap();
    assert_eq!(home.run(&["list", "news"]).lines().count(), ENOUGH);
    assert!(!home.run(&["list", "news"]).contains("Told twice"));
}

#[test]
fn a_folder_named_in_another_way_is_the_same_library() {
    let home = Home::new();
    home.run(&["list", "news"]);
    let kept = home.kept();
    let list = home.same(&["list", "./news/../news/", "--json"]);
    assert!(
        list.lines()
            .all(|line| line.contains("\"path\":\"./news/../news/"))
    );
    assert!(home.kept() == kept);
}

#[test]
fn many_edits_leave_few_files_of_what_is_kept() {
    let home = Home::new();
    home.run(&["mark", "star", "news", "-q", "\"article 107\""]);
    for number in 0..60 {
        home.write(
            "edited.md",
            &article(&format!("Edited {number}"), "edited", "Text."),
        );
        home.write(
            &format!("new/{number}.md"),
            &article(&format!("New {number}"), &format!("new/{number}"), "Text."),
        );
        home.run(&["list", "news"]);
    }
    for path in home.kept().keys() {
        let file = fs::File::options().write(true).open(path).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(3600))
            .unwrap();
    }
    home.write("last.md", &article("The last", "last", "Text."));
    let list = home.same(&["list", "news", "--json", "--full"]);
    assert_eq!(list.lines().count(), ENOUGH + 62);
    let kept = home.kept();
    let is_volume = |path: &&PathBuf| path.extension().is_some_and(|end| end == "volume");
    // A slow machine may bind what one run reads into several.
    let volumes = kept.keys().filter(is_volume).count();
    assert!(volumes < 55, "{volumes} volumes after 61 runs");
    assert_eq!(home.titles("is:starred"), ["Article 107"]);
    assert_eq!(home.titles("edited"), ["Edited 59"]);
}

#[cfg(unix)]
#[test]
fn an_article_in_a_file_whose_name_is_no_text_is_listed_once_and_goes_with_its_file() {
    use std::os::unix::ffi::OsStrExt as _;
    let home = Home::new();
    let name = std::ffi::OsStr::from_bytes(b"n\xffews.md");
    let path = home.path("news").join(name);
    fs::write(&path, article("Oddly named", "odd", "Text.")).unwrap();
    for _ in 0..3 {
        assert_eq!(
            home.same(&["list", "news", "--json", "-q", "title:oddly"])
                .lines()
                .count(),
            1
        );
    }
    fs::remove_file(path).unwrap();
    assert!(!home.same(&["list", "news"]).contains("Oddly named"));
}

// ---- Marks

/// Stars an article at one start, changes its file, and looks for the star at two further starts.
fn keeps_its_star(change: impl FnOnce(&Home), title: &str) {
    let home = Home::new();
    home.write("star.md", &article("The star", "star", "It is bright."));
    home.run(&["mark", "star", "news", "-q", "\"the star\""]);
    assert_eq!(home.titles("is:starred"), ["The star"]);
    change(&home);
    for _ in 0..2 {
        assert_eq!(home.titles("is:starred"), [title]);
    }
}

#[test]
fn marks_survive_a_move_to_another_folder() {
    keeps_its_star(
        |home| {
            fs::create_dir(home.path("news/moved")).unwrap();
            fs::rename(home.path("news/star.md"), home.path("news/moved/star.md")).unwrap();
        },
        "The star",
    );
}

#[test]
fn marks_survive_a_new_name() {
    keeps_its_star(
        |home| fs::rename(home.path("news/star.md"), home.path("news/sun.md")).unwrap(),
        "The star",
    );
}

#[test]
fn marks_survive_when_an_article_is_fetched_again_with_other_words_into_another_file() {
    keeps_its_star(
        |home| {
            fs::remove_file(home.path("news/star.md")).unwrap();
            home.write(
                "again.md",
                &article("The star, corrected", "star", "It is dim."),
            );
        },
        "The star, corrected",
    );
}

#[test]
fn marks_survive_an_edit_in_place() {
    let home = Home::new();
    home.write(
        "plain.txt",
        "A plain star\n\nIt has no address and no date at all.\n",
    );
    home.run(&["mark", "star", "news", "-q", "\"plain star\""]);
    home.write(
        "plain.txt",
        "A plain sun\n\nAll of its words are other words now.\n",
    );
    for _ in 0..2 {
        assert_eq!(home.titles("is:starred"), ["A plain sun"]);
    }
}

#[test]
fn marks_survive_an_edit_of_one_of_many_that_only_its_text_tells_from_others() {
    let home = Home::new();
    let item = |title: &str, day: u8, text: &str| {
        format!(
            "<item><title>{title}</title><pubDate>{day} Nov 2026 08:00:00 GMT</pubDate><description>{text}</description></item>"
        )
    };
    let feed = |items: &[String]| {
        let items = items.concat();
        format!("<rss><channel><title>Town</title>{items}</channel></rss>")
    };
    let old = item("Briefing", 8, "Trams run.");
    home.write("town.xml", &feed(&[item("Tides", 9, "High."), old]));
    home.run(&["mark", "star", "news", "-q", "source:town"]);
    let letter = |text: &str| {
        format!(
            "From a@a.example Sat Nov  7 08:00:00 2026\nFrom: Town <a@a.example>\nSubject: Letters\n\
             Date: Sat, 7 Nov 2026 08:00:00 +0000\n\n{text}\n\n"
        )
    };
    home.write("box", &letter("First."));
    home.run(&["mark", "star", "news", "-q", "letters"]);
    let notes = |text: &str| {
        format!(
            "<en-export><note><title>Plans</title><created>20261106T080000Z</created>\
             <content><![CDATA[<en-note>{text}</en-note>]]></content></note></en-export>"
        )
    };
    home.write("notes.enex", &notes("Buy oil."));
    home.run(&["mark", "star", "news", "-q", "title:plans"]);
    // One was edited, one fell out, and one of its name has come since.
    let tides = item("Tides", 9, "Higher than was said.");
    home.write(
        "town.xml",
        &feed(&[item("Briefing", 10, "Trams stop."), tides]),
    );
    home.write("box", &letter("First, and corrected."));
    home.write("notes.enex", &notes("Buy two litres of oil."));
    for _ in 0..2 {
        assert_eq!(home.titles("is:starred"), ["Tides", "Letters", "Plans"]);
        assert_eq!(home.titles("source:town -is:starred"), ["Briefing"]);
    }
}

#[test]
fn marks_survive_when_all_but_one_of_an_articles_copies_go() {
    let home = Home::new();
    let link = "https://a.example/comet";
    let item = format!(
        "<item><title>A comet</title><guid isPermaLink=\"false\">7</guid><link>{link}</link></item>"
    );
    let feed = format!("<rss><channel><title>Sky</title>{item}</channel></rss>");
    home.write("sky.xml", &feed);
    let page = format!("---\ntitle: A comet\nlink: {link}\n---\n\nIt is near.\n");
    home.write("page.md", &page);
    home.run(&["mark", "star", "news", "-q", "title:comet"]);
    fs::remove_file(home.path("news/sky.xml")).unwrap();
    assert_eq!(home.titles("is:starred"), ["A comet"]);
    home.write("sky.xml", &feed);
    fs::remove_file(home.path("news/page.md")).unwrap();
    assert_eq!(home.titles("is:starred"), ["A comet"]);
}

// ---- What is kept is damaged

/// Puts other bytes in the place of what is kept, and sees that nobody notices.
fn goes_unnoticed(home: &Home, what: &str, damage: impl Fn(&[u8]) -> Vec<u8>) {
    let list = home.run(&["list", "news", "--json", "--full"]);
    let kept = home.kept();
    for (path, bytes) in &kept {
        fs::write(path, damage(bytes)).unwrap();
        assert!(
            home.run(&["list", "news", "--json", "--full"]) == list,
            "{what}: {path:?}"
        );
        home.put_back(&kept);
    }
}

#[test]
fn what_is_cut_empty_foreign_or_of_another_version_is_made_anew_in_silence() {
    let home = Home::new();
    goes_unnoticed(&home, "half", |bytes| bytes[..bytes.len() / 2].to_vec());
    goes_unnoticed(&home, "but for a byte", |bytes| {
        bytes[..bytes.len() - 1].to_vec()
    });
    goes_unnoticed(&home, "one byte more", |bytes| [bytes, b"\0"].concat());
    goes_unnoticed(&home, "empty", |_| Vec::new());
    goes_unnoticed(&home, "foreign", |_| {
        b"PK\x03\x04 something else".repeat(99)
    });
    goes_unnoticed(&home, "another version", |bytes| {
        let mut other = bytes.to_vec();
        other[15] = b'0';
        other
    });
    let one = |path: &&PathBuf| path.file_name().is_some_and(|name| name != "catalogue");
    let kept = home.kept();
    fs::remove_file(kept.keys().find(one).unwrap()).unwrap();
    home.same(&["list", "news", "--json", "--full"]);
}

#[test]
fn no_byte_of_what_is_kept_can_be_flipped_to_any_effect() {
    let home = Home::new();
    let commands: [&[&str]; 3] = [
        &["list", "news", "--json", "--full"],
        &["search", "number", "news"],
        &["list", "news", "-q", "is:unread word"],
    ];
    let right = commands.map(|command| home.same(command));
    let kept = home.kept();
    for (path, bytes) in &kept {
        // Every kind of place: the header byte by byte, what follows in strides that have no common measure.
        let strides = (0..14).map(|step| 128 + step * (bytes.len() / 14 + 1));
        let places = (0..128).step_by(11).chain(strides);
        for (round, at) in places.filter(|at| *at < bytes.len()).enumerate() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1 << (round % 8);
            fs::write(path, flipped).unwrap();
            let which = round % commands.len();
            let printed = home.run(commands[which]);
            assert!(printed == right[which], "byte {at} of {path:?}");
            home.put_back(&kept);
        }
    }
}

#[test]
fn what_was_damaged_is_whole_again_at_the_next_start() {
    // One long article, which is bound in one way only, under one name.
    let home = Home(tempfile::tempdir().unwrap());
    home.write("long.txt", &"A line of a long report.\n\n".repeat(90_000));
    let list = ["list", "news", "--json", "--full"];
    home.run(&list);
    for (path, mut bytes) in home.kept() {
        let middle = bytes.len() / 2;
        bytes[middle] ^= 4;
        fs::write(&path, bytes).unwrap();
        home.run(&list);
        let mended = home.kept();
        home.run(&list);
        // What is read anew is kept anew.
        assert!(home.kept() == mended, "{path:?}");
    }
}

#[test]
fn an_index_that_is_lost_or_not_what_was_written_is_built_anew_and_all_else_stays() {
    let home = Home::new();
    let right = home.run(&["search", "number", "news"]);
    let kept = home.kept();
    let is_index = |path: &&PathBuf| path.extension().is_some_and(|ending| ending == "index");
    let indexes: Vec<_> = kept.keys().filter(is_index).collect();
    assert!(!indexes.is_empty());
    let all_but_the_catalogue = |mut kept: BTreeMap<PathBuf, Vec<u8>>| {
        kept.retain(|path, _| path.extension().is_some());
        kept
    };
    let harms: [&dyn Fn(&PathBuf); 2] = [&|path| fs::remove_file(path).unwrap(), &|path| {
        fs::write(path, "an index of another time").unwrap()
    }];
    for harm in harms {
        indexes.iter().for_each(|path| harm(path));
        assert_eq!(home.same(&["search", "number", "news"]), right);
        assert!(all_but_the_catalogue(home.kept()) == all_but_the_catalogue(kept.clone()));
    }
}

#[test]
fn a_volume_with_a_flipped_byte_is_refused_or_noticed_or_reads_the_same() {
    let home = Home::new();
    let (mut stored, _) = loader::read(&[home.path("news/00")]);
    stored.truncate(3);
    let mut library = Library::default();
    library.add(stored, &Marks::default());
    let (mut bytes, mut index) = (Vec::new(), Vec::new());
    let (volume, _) = library.volumes().next().unwrap();
    volume.write(&mut bytes).unwrap();
    volume.write_index(&mut index).unwrap();
    let articles = bytes.len();
    bytes.append(&mut index);
    let read = |mut bytes: Vec<u8>| {
        let index: Bytes = Arc::new(bytes.split_off(articles));
        let bytes: Bytes = Arc::new(bytes);
        let volume = Arc::new(Volume::open(&bytes)?);
        if !volume.take_index(&index) {
            return None;
        }
        let mut library = Library::default();
        library.shelve(Arc::clone(&volume), &Marks::default());
        let rows = library.order().to_vec();
        let articles: Vec<_> = rows.iter().map(|row| library.get(*row).article()).collect();
        let folded: Vec<_> = rows
            .iter()
            .map(|row| library.folded(*row).to_vec())
            .collect();
        let is_indexed = volume.index().is_some();
        let is_whole = library.has_whole_records() && library.is_whole(&rows, true);
        (is_whole && is_indexed).then_some((articles, folded))
    };
    let right = read(bytes.clone()).unwrap();
    for at in 0..bytes.len() {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << (at % 8);
        assert!(read(flipped).is_none_or(|read| read == right), "byte {at}");
    }
}

// ---- The cache folder

#[test]
fn what_a_reading_that_never_came_to_its_end_has_put_by_is_swept_away() {
    let home = Home::new();
    home.run(&["list", "news"]);
    let kept = home.kept();
    let shelf = kept.keys().next().unwrap().parent().unwrap();
    let [old, young] = ["0123456789abcdef.volume", "fedcba9876543210.volume"].map(|name| {
        let path = shelf.join(name);
        fs::write(&path, "some articles").unwrap();
        path
    });
    let file = fs::File::options().write(true).open(&old).unwrap();
    let long_ago = SystemTime::now() - Duration::from_secs(3600);
    file.set_modified(long_ago).unwrap();
    // On Windows, a file that is open is not gone when it is deleted.
    drop(file);
    home.run(&["list", "news"]);
    assert!(!old.exists());
    assert!(young.exists(), "another may be about to keep it");
    fs::remove_file(young).unwrap();
    assert!(home.kept() == kept);
}

#[test]
fn two_instances_at_once_print_the_same() {
    let home = Home::new();
    let right = home.run(&["list", "news", "--json", "--no-cache"]);
    for _ in 0..2 {
        let command = || {
            let mut command = home.command(&["list", "news", "--json"]);
            command.stdout(Stdio::piped()).spawn().unwrap()
        };
        let running: Vec<_> = (0..4).map(|_| command()).collect();
        for running in running {
            let output = running.wait_with_output().unwrap();
            assert!(output.stdout == right.as_bytes());
        }
    }
}

#[test]
fn without_a_cache_nothing_is_written() {
    let home = Home::new();
    home.run(&["list", "news", "--no-cache"]);
    assert!(!home.path(".cache").exists());
    home.run(&["list", "news"]);
    assert!(home.path(".cache").exists());
}

#[test]
fn a_cache_folder_that_cannot_be_written_is_no_failure() {
    let home = Home::new();
    fs::write(home.path(".cache"), "this is a file").unwrap();
    for _ in 0..2 {
        home.same(&["list", "news", "--json"]);
    }
}

#[test]
fn the_settings_say_where_it_lies_and_how_large_it_is() {
    let home = Home::new();
    let line = || cache_in_the_settings(&home);
    let place = home.path(".cache").join("newsstand").display().to_string();
    let state = |what: &str| format!("{place} ({what})");
    assert!(line().ends_with(&state("not there")), "{}", line());
    fs::create_dir_all(&place).unwrap();
    assert!(line().ends_with(&state("empty")), "{}", line());
    home.run(&["list", "news"]);
    assert!(
        line().contains(&format!("{place} (1 library, 0.")),
        "{}",
        line()
    );
    assert!(line().ends_with(" MB; may be deleted)"), "{}", line());
}

#[test]
fn the_settings_say_that_a_file_lies_where_the_cache_should_be() {
    let home = Home::new();
    let line = || cache_in_the_settings(&home);
    fs::create_dir(home.path(".cache")).unwrap();
    fs::write(home.path(".cache").join("newsstand"), "this is a file").unwrap();
    assert!(
        line().ends_with(" (no folder, so that nothing is kept)"),
        "{}",
        line()
    );
    fs::remove_dir_all(home.path(".cache")).unwrap();
    fs::write(home.path(".cache"), "this is a file").unwrap();
    assert!(
        line().ends_with(" (no folder, so that nothing is kept)"),
        "{}",
        line()
    );
}

#[test]
fn the_settings_do_not_call_a_cache_empty_that_holds_a_digest_of_marks() {
    let home = Home(tempfile::tempdir().unwrap());
    home.write("one.md", &article("Only one", "one", "Text."));
    let marks = home.path(".local/share/newsstand/marks");
    fs::create_dir_all(&marks).unwrap();
    let long_line = " ".repeat(200_000) + "\n";
    fs::write(marks.join("00000001.jsonl"), long_line).unwrap();
    home.run(&["list", "news"]);
    let line = cache_in_the_settings(&home);
    assert!(
        line.ends_with(" (no library, 0.1 MB; may be deleted)"),
        "{line}"
    );
}

fn cache_in_the_settings(home: &Home) -> String {
    let settings = home.run(&["config"]);
    let mut lines = settings.lines();
    lines
        .find(|line| line.starts_with("# cache"))
        .unwrap()
        .to_owned()
}

#[test]
fn a_small_library_is_not_kept() {
    let home = Home(tempfile::tempdir().unwrap());
    home.write("one.md", &article("Only one", "one", "Text."));
    home.run(&["list", "news"]);
    assert!(home.kept().is_empty());
}
