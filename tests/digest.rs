//! The digest of the journals: a start with many marks reads only what is new, and shows what the journals say all the same.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use newsstand::{
    article::{Key, Problem},
    marks::{Change, DeviceId, Mark, Marks, Set},
    runtime::journal::Journal,
};
use tempfile::TempDir;

const NOW: i64 = 1_764_000_000_000;
const HERE: DeviceId = DeviceId(1);
const THERE: DeviceId = DeviceId(2);
/// As many articles as are worth a digest once they are marked.
const MANY: u32 = 800;

/// What has become of a journal.
type Way = (&'static str, fn(&Path));

/// A folder of marks and a cache folder.
struct Home {
    dir: TempDir,
}

/// What a start finds.
struct Start {
    journal: Journal,
    marks: Marks,
    problems: Vec<Problem>,
}

impl Home {
    /// Many articles are read, one after the other, and a digest of that is kept.
    fn with_digest() -> Self {
        let home = Self {
            dir: tempfile::tempdir().expect("a temporary folder"),
        };
        let Start {
            mut journal,
            mut marks,
            ..
        } = home.start();
        let steps = (0..MANY).map(|n| marks.change(vec![change(n, Set::Read(true))], NOW));
        let records = steps.flat_map(|step| step.records).collect();
        journal.append(records).expect("a disk that works");
        home.start().journal.keep_digest();
        assert!(home.digest().exists());
        home
    }

    fn folder(&self) -> PathBuf {
        self.dir.path().join("marks")
    }

    fn journal(&self) -> PathBuf {
        self.folder().join(format!("{HERE}.jsonl"))
    }

    fn cache(&self) -> PathBuf {
        self.dir.path().join("cache")
    }

    fn digest(&self) -> PathBuf {
        let mut digests = fs::read_dir(self.cache().join("marks")).expect("a folder of digests");
        let digest = digests.next().expect("a digest").expect("an entry");
        assert!(digests.next().is_none(), "there is one only");
        digest.path()
    }

    fn start(&self) -> Start {
        self.start_of(HERE, Some(&self.cache()))
    }

    fn start_of(&self, device: DeviceId, cache: Option<&Path>) -> Start {
        let (journal, marks, problems) = Journal::open(&self.folder(), device, cache);
        Start {
            journal,
            marks,
            problems,
        }
    }

    /// Asserts that a start shows what one without a digest does, and that as much can be undone.
    fn assert_told_by_the_journals(&self, what: &str) {
        let (mut with, mut without) = (self.start(), self.start_of(HERE, None));
        assert_eq!(state(&with.marks), state(&without.marks), "{what}");
        assert_eq!(with.problems, without.problems, "{what}");
        let undone = |start: &mut Start| {
            let step = start.marks.undo(NOW)?;
            Some(step.changes)
        };
        for _ in 0..3 {
            assert_eq!(undone(&mut with), undone(&mut without), "{what}");
        }
    }
}

impl Start {
    fn mark(&mut self, n: u32, set: Set) {
        let step = self.marks.change(vec![change(n, set)], NOW);
        self.journal
            .append(step.records)
            .expect("a disk that works");
    }
}

fn change(n: u32, set: Set) -> Change {
    Change {
        id: Key::of_place(Path::new("/article"), n),
        place: Key::of_place(Path::new("/place"), n),
        set,
    }
}

fn state(marks: &Marks) -> Vec<(Key, Mark)> {
    let mut state: Vec<_> = marks.iter().map(|(id, mark)| (id, mark.clone())).collect();
    state.sort_by_key(|(id, _)| *id);
    state
}

/// What tells whether a file was written again.
fn written(path: &Path) -> (u64, SystemTime) {
    let found = fs::metadata(path).expect("a file");
    (found.len(), found.modified().expect("a time"))
}

#[test]
fn a_digest_serves_until_much_was_written_since() {
    let home = Home::with_digest();
    home.assert_told_by_the_journals("at first");
    let before = written(&home.digest());
    let mut start = home.start();
    start.journal.keep_digest();
    for n in 0..20 {
        start.mark(n, Set::Starred(true));
        start.mark(n, Set::Tag("sea".to_owned(), true));
    }
    let mut start = home.start();
    start.journal.keep_digest();
    assert_eq!(written(&home.digest()), before, "it was not made again");
    home.assert_told_by_the_journals("after some more marks");
    for n in 0..MANY {
        start.mark(n, Set::Position(50));
    }
    home.start().journal.keep_digest();
    assert_ne!(written(&home.digest()), before, "it was made again");
    home.assert_told_by_the_journals("after many more marks");
}

#[test]
fn what_other_devices_have_written_is_in_no_digest_but_counts() {
    let home = Home::with_digest();
    let mut there = home.start_of(THERE, None);
    there.mark(3, Set::Read(false));
    there.mark(MANY, Set::Starred(true));
    home.assert_told_by_the_journals("a journal has come");
    let start = home.start();
    assert!(!start.marks.get(change(3, Set::Read(true)).id).read);
}

#[test]
fn marks_are_those_of_the_journals_whatever_has_become_of_these() {
    let ways: [Way; 5] = [
        ("it is gone", |journal| {
            fs::remove_file(journal).expect("a file");
        }),
        ("it is empty", |journal| {
            fs::write(journal, "").expect("a file");
        }),
        ("it ends earlier", |journal| {
            let text = fs::read(journal).expect("a file");
            fs::write(journal, &text[..text.len() / 2]).expect("a file");
        }),
        ("its lines are in another order", |journal| {
            let text = fs::read_to_string(journal).expect("a file");
            let lines: Vec<_> = text.lines().rev().collect();
            fs::write(journal, lines.join("\n") + "\n").expect("a file");
        }),
        (
            "a byte of it is another, and its length and time are what they were",
            |journal| {
                let time = fs::metadata(journal).and_then(|found| found.modified());
                let mut text = fs::read(journal).expect("a file");
                let middle = text.len() / 2;
                text[middle] ^= 1;
                fs::write(journal, text).expect("a file");
                let file = fs::File::options().append(true).open(journal);
                let set = file.and_then(|file| file.set_modified(time?));
                set.expect("a time that can be set");
            },
        ),
    ];
    for (what, change) in ways {
        let home = Home::with_digest();
        change(&home.journal());
        home.assert_told_by_the_journals(what);
        home.start().journal.keep_digest();
        home.assert_told_by_the_journals(what);
    }
}

#[test]
fn a_digest_with_any_other_byte_changes_no_mark() {
    let home = Home::with_digest();
    let digest = home.digest();
    let whole = fs::read(&digest).expect("a digest");
    let places = (0..whole.len()).step_by(whole.len() / 40).chain(0..40);
    for at in places {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        fs::write(&digest, bytes).expect("a digest");
        home.assert_told_by_the_journals(&format!("byte {at}"));
    }
    for length in [0, 1, 80, whole.len() - 1] {
        fs::write(&digest, &whole[..length]).expect("a digest");
        home.assert_told_by_the_journals(&format!("{length} bytes"));
    }
}

#[test]
fn a_device_that_is_another_one_at_each_start_leaves_one_digest_behind() {
    let home = Home::with_digest();
    for number in 2..6 {
        let device = DeviceId(number);
        let start = || home.start_of(device, Some(&home.cache()));
        start().journal.keep_digest();
        let Start { mut marks, .. } = start();
        assert_eq!(state(&marks).len(), MANY as usize);
        assert!(marks.undo(NOW).is_none(), "it has done nothing yet");
        assert!(home.digest().exists());
    }
    home.assert_told_by_the_journals("the digest is another's");
}

#[test]
fn a_digest_that_was_half_written_long_ago_is_swept_away() {
    let home = Home::with_digest();
    let digest = home.digest();
    let file = |path: PathBuf, age: u64| {
        let file = fs::File::create(&path).expect("a file");
        let time = SystemTime::now() - Duration::from_secs(age);
        file.set_modified(time).expect("a time that can be set");
        path
    };
    let old = file(digest.with_extension("123.new"), 3600);
    let young = file(digest.with_extension("456.new"), 0);
    let of_another_folder = file(digest.with_file_name("another"), 3600);
    fs::remove_file(&digest).expect("a digest");
    home.start().journal.keep_digest();
    assert!(!old.exists());
    assert!(young.exists() && of_another_folder.exists() && digest.exists());
}

#[test]
#[cfg(unix)]
fn only_its_owner_may_read_a_digest() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::with_digest();
    let digest = fs::metadata(home.digest()).expect("a digest");
    assert_eq!(digest.permissions().mode() & 0o777, 0o600);
}

#[test]
#[cfg(unix)]
fn what_else_stands_in_the_digests_place_changes_no_mark() {
    use std::{os::unix::fs::symlink, process::Command};
    let ways: [Way; 4] = [
        ("a folder", |place| fs::create_dir(place).expect("a folder")),
        ("a pipe", |place| {
            let made = Command::new("mkfifo").arg(place).status();
            assert!(made.expect("mkfifo").success());
        }),
        ("a link to itself", |place| {
            symlink(place, place).expect("a link");
        }),
        ("a device", |place| {
            symlink("/dev/zero", place).expect("a link");
        }),
    ];
    for (what, change) in ways {
        let home = Home::with_digest();
        let digest = home.digest();
        fs::remove_file(&digest).expect("a digest");
        change(&digest);
        home.assert_told_by_the_journals(what);
        home.start().journal.keep_digest();
        home.assert_told_by_the_journals(what);
    }
}

#[test]
fn damaged_lines_are_told_at_each_start_and_a_torn_one_is_read_once_it_is_whole() {
    let home = Home::with_digest();
    let text = fs::read_to_string(home.journal()).expect("a journal");
    let (first, rest) = text.split_once('\n').expect("lines");
    let (rest, last) = rest.trim_end().rsplit_once('\n').expect("lines");
    let (half, other_half) = last.split_at(last.len() / 2);
    fs::write(home.journal(), format!("rubbish\n{first}\n{rest}\n{half}")).expect("a journal");
    home.start().journal.keep_digest();
    let start = home.start();
    assert_eq!(start.problems.len(), 2);
    home.assert_told_by_the_journals("torn");
    let whole = format!("rubbish\n{first}\n{rest}\n{half}{other_half}\n");
    fs::write(home.journal(), whole).expect("a journal");
    let start = home.start();
    assert_eq!(start.problems.len(), 1);
    assert_eq!(state(&start.marks).len(), MANY as usize);
    home.assert_told_by_the_journals("whole");
}

#[test]
fn a_record_that_no_line_feed_ends_yet_is_in_no_digest() {
    let home = Home::with_digest();
    let text = fs::read_to_string(home.journal()).expect("a journal");
    fs::write(home.journal(), text.trim_end()).expect("a journal");
    fs::remove_file(home.digest()).expect("a digest");
    let mut start = home.start();
    assert_eq!(state(&start.marks).len(), MANY as usize);
    start.journal.keep_digest();
    let last = text.trim_end().rfind('\n').expect("lines");
    fs::write(home.journal(), &text[..=last]).expect("a journal");
    home.assert_told_by_the_journals("it was taken away");
    home.start().journal.keep_digest();
    home.assert_told_by_the_journals("a digest was kept then");
}

#[test]
fn damage_is_told_journal_by_journal_whether_a_digest_tells_of_it_or_not() {
    let home = Home::with_digest();
    let journals = (2..9).map(|device| home.folder().join(format!("{}.jsonl", DeviceId(device))));
    let journals: Vec<_> = journals.chain([home.journal()]).collect();
    let damage = |text: &str| {
        for journal in &journals {
            let old = fs::read_to_string(journal).unwrap_or_default();
            fs::write(journal, old + text).expect("a journal");
        }
    };
    damage(&"rubbish\n".repeat(8));
    fs::remove_file(home.digest()).expect("a digest");
    home.start().journal.keep_digest();
    home.assert_told_by_the_journals("all damage is in the digest");
    damage(&"more rubbish\n".repeat(8));
    home.assert_told_by_the_journals("some is in the digest");
    let of_each = home.start().problems.len() / journals.len();
    assert_eq!(
        of_each, 11,
        "ten lines are told, and how many more there are"
    );
}

#[test]
fn what_a_compaction_leaves_is_told_rightly_by_the_next_digest() {
    let home = Home::with_digest();
    let mut start = home.start();
    let records = (0..6_000).flat_map(|round| {
        let set = Set::Position(u8::try_from(round % 100).expect("a percentage"));
        start
            .marks
            .change(vec![change(round % 7, set)], NOW)
            .records
    });
    let records = records.collect();
    start.journal.append(records).expect("a disk that works");
    let before = written(&home.journal()).0;
    start.journal.compact().expect("a disk that works");
    assert!(written(&home.journal()).0 * 4 < before);
    start.journal.keep_digest();
    home.assert_told_by_the_journals("compacted");
    home.start().journal.keep_digest();
    home.assert_told_by_the_journals("digested again");
}
