//! The journal of marks on a real disk: restarts, several instances, synchronised folders, faults.
//!
//! What needs root, a full disk or system calls that fail lies in `.ci/faults`.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::mpsc,
    time::Duration,
};

use newsstand::{
    article::Key,
    marks::{Change, DeviceId, Marks, Record, Set},
    runtime::journal::{Event, Journal, device, spawn},
};
use tempfile::TempDir;

const NOW: i64 = 1_764_000_000_000;
const HERE: DeviceId = DeviceId(1);
const THERE: DeviceId = DeviceId(2);

/// A reader at a folder of marks.
struct Reader {
    journal: Journal,
    marks: Marks,
    problems: Vec<String>,
    now: i64,
}

impl Reader {
    fn open(folder: &Path, device: DeviceId) -> Self {
        let (journal, marks, problems) = Journal::open(folder, device, None);
        let problems = problems.into_iter();
        Self {
            journal,
            marks,
            problems: problems
                .map(|problem| {
                    let name = problem.path.file_name().unwrap_or_default();
                    let line = problem.line.map(|line| format!(":{line}"));
                    let name = name.to_string_lossy();
                    format!(
                        "{name}{}: {}; {}",
                        line.unwrap_or_default(),
                        problem.reason,
                        problem.remedy
                    )
                })
                .collect(),
            now: NOW,
        }
    }

    /// Reads articles in one step.
    fn read(&mut self, articles: std::ops::Range<u32>) -> &mut Self {
        let changes = articles.map(|n| change(n, Set::Read(true))).collect();
        self.now += 1;
        let step = self.marks.change(changes, self.now);
        self.save(step.records)
    }

    fn undo(&mut self) -> &mut Self {
        self.now += 1;
        let records = self.marks.undo(self.now).map(|step| step.records);
        self.save(records.unwrap_or_default())
    }

    fn save(&mut self, records: Vec<Record>) -> &mut Self {
        self.journal.append(records).expect("a disk that works");
        self
    }

    fn poll(&mut self) -> usize {
        let records = self.journal.poll().records;
        let count = records.len();
        for record in records {
            self.marks.merge(record);
        }
        count
    }

    fn count(&self) -> usize {
        self.marks.iter().filter(|(_, mark)| mark.read).count()
    }
}

fn change(n: u32, set: Set) -> Change {
    Change {
        id: Key::of_place(Path::new("/article"), n),
        place: Key::of_place(Path::new("/place"), n),
        set,
    }
}

fn folder() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let marks = dir.path().join("data/marks");
    (dir, marks)
}

fn own_file(folder: &Path) -> PathBuf {
    folder.join(format!("{HERE}.jsonl"))
}

fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<_> = entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

#[test]
fn what_was_read_stays_read_and_can_be_undone_after_a_restart() {
    let (_dir, folder) = folder();
    Reader::open(&folder, HERE).read(0..3).read(3..5);
    let mut reader = Reader::open(&folder, HERE);
    assert_eq!(reader.problems, [""; 0]);
    assert_eq!(reader.count(), 5);
    reader.undo();
    assert_eq!(Reader::open(&folder, HERE).count(), 3);
}

#[cfg(unix)]
#[test]
fn the_folder_is_made_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let (_dir, folder) = folder();
    Reader::open(&folder, HERE).read(0..1);
    let mode = |path: &Path| fs::metadata(path).expect("it").permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    assert_eq!(mode(&own_file(&folder)), 0o600);
}

#[test]
fn two_instances_see_each_others_marks_and_each_only_once() {
    let (_dir, folder) = folder();
    let (mut one, mut two) = (Reader::open(&folder, HERE), Reader::open(&folder, HERE));
    one.read(0..2);
    two.read(2..3);
    assert_eq!((one.poll(), two.poll()), (1, 2));
    assert_eq!((one.count(), two.count()), (3, 3));
    one.read(3..4);
    assert_eq!((one.poll(), two.poll()), (0, 1));
    assert_eq!((one.poll(), two.poll()), (0, 0));
    two.undo();
    one.poll();
    assert_eq!(one.count(), 3);
}

#[test]
fn eight_processes_that_mark_and_compact_lose_no_mark() {
    let (_dir, folder) = folder();
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(
        own_file(&folder),
        "damaged, so that each of them compacts\n",
    )
    .expect("a journal");
    let children: Vec<_> = (0..8)
        .map(|n| {
            let test = std::env::current_exe().expect("this test");
            let mut command = Command::new(test);
            command.args(["--exact", "a_process_that_marks", "--include-ignored"]);
            command.env("JOURNAL_TEST_FOLDER", &folder);
            command.env("JOURNAL_TEST_PART", n.to_string());
            command.stdout(std::process::Stdio::null());
            command.spawn().expect("a process")
        })
        .collect();
    for mut child in children {
        assert!(child.wait().expect("its end").success());
    }
    let reader = Reader::open(&folder, HERE);
    assert_eq!(reader.problems, [""; 0]);
    assert_eq!(reader.count(), 8_000);
    // Whoever could not have the journal in time has begun one beside it, which the next to compact takes in.
    let mut reader = Reader::open(&folder, HERE);
    reader.journal.compact().expect("a disk that works");
    assert_eq!(files(&folder), ["00000001.damaged", "00000001.jsonl"]);
    assert_eq!(Reader::open(&folder, HERE).count(), 8_000);
}

#[test]
fn a_journal_that_was_begun_beside_the_own_one_is_taken_in_unless_it_is_in_use() {
    let (_dir, folder) = folder();
    Reader::open(&folder, HERE).read(0..3);
    let beside = folder.join("00000001.00abcdef-1.jsonl");
    fs::rename(own_file(&folder), &beside).expect("a journal");
    let foreign = [
        "00000001.sync-conflict-1.jsonl",
        "00000002.00abcdef-1.jsonl",
    ];
    for name in foreign {
        fs::copy(&beside, folder.join(name)).expect("a copy");
    }
    let mut reader = Reader::open(&folder, HERE);
    reader.read(3..4);

    let user = fs::File::open(&beside).expect("a journal");
    user.lock().expect("a file system with locks");
    reader.journal.compact().expect("a disk that works");
    assert!(beside.exists());

    drop(user);
    reader.journal.compact().expect("a disk that works");
    let own = "00000001.jsonl";
    assert_eq!(files(&folder), [own, foreign[0], foreign[1]]);
    for name in foreign {
        fs::remove_file(folder.join(name)).expect("a copy");
    }
    let reader = Reader::open(&folder, HERE);
    assert_eq!((reader.count(), reader.problems.len()), (4, 0));
}

#[test]
#[ignore = "it is what the test above starts eight times"]
fn a_process_that_marks() {
    let (Ok(folder), Ok(part)) = (
        std::env::var("JOURNAL_TEST_FOLDER"),
        std::env::var("JOURNAL_TEST_PART"),
    ) else {
        return;
    };
    let first = part.parse::<u32>().expect("a number") * 1_000;
    let mut reader = Reader::open(Path::new(&folder), HERE);
    for n in (first..first + 1_000).step_by(10) {
        for n in n..n + 9 {
            let records = reader
                .marks
                .change(vec![change(n, Set::Read(true))], NOW)
                .records;
            reader.save(records);
        }
        reader.read(n + 9..n + 10).poll();
        reader.journal.compact().expect("a disk that works");
    }
}

#[test]
fn devices_share_a_synchronised_folder_with_conflicting_copies_in_it() {
    let (_dir, folder) = folder();
    Reader::open(&folder, THERE).read(10..20);
    let theirs = folder.join(format!("{THERE}.jsonl"));
    let text = fs::read_to_string(&theirs).expect("a journal");
    let mut lines: Vec<_> = text.lines().collect();
    lines.reverse();
    fs::write(&theirs, lines[..4].join("\n")).expect("a partial copy");
    let conflict = folder.join(format!(
        "{THERE}.sync-conflict-20261124-010203-ABCDEFG.jsonl"
    ));
    fs::write(conflict, lines[2..].join("\n") + "\n").expect("a copy");
    let mut here = Reader::open(&folder, HERE);
    assert_eq!(here.problems, [""; 0]);
    assert_eq!(here.count(), 10);
    here.undo();
    assert_eq!(
        here.count(),
        10,
        "what another device did is not undone here"
    );
}

#[test]
fn what_a_synchroniser_brings_is_seen_whether_it_appends_or_replaces() {
    let (_dir, folder) = folder();
    let mut here = Reader::open(&folder, HERE);
    let mut there = Reader::open(&folder, THERE);
    there.read(0..1);
    assert_eq!(here.poll(), 1);
    let theirs = folder.join(format!("{THERE}.jsonl"));
    there.read(1..2);
    let text = fs::read(&theirs).expect("a journal");
    fs::write(folder.join("new"), &text).expect("a copy");
    fs::rename(folder.join("new"), &theirs).expect("a replacement");
    here.poll();
    assert_eq!(here.count(), 2);
}

#[test]
fn a_line_that_is_still_on_its_way_is_read_when_it_has_arrived() {
    let (_dir, folder) = folder();
    let mut here = Reader::open(&folder, HERE);
    Reader::open(&folder, THERE).read(0..2);
    let theirs = folder.join(format!("{THERE}.jsonl"));
    let text = fs::read(&theirs).expect("a journal");
    fs::write(&theirs, &text[..text.len() - 30]).expect("half of it");
    let news = here.journal.poll();
    assert_eq!((news.records.len(), news.problems.len()), (1, 0));
    here.marks.merge(news.records[0].clone());
    fs::write(&theirs, &text).expect("the rest");
    here.poll();
    assert_eq!(here.count(), 2);
}

#[test]
fn a_torn_tail_is_reported_and_takes_no_later_mark_with_it() {
    let (_dir, folder) = folder();
    Reader::open(&folder, HERE).read(0..3);
    let text = fs::read(own_file(&folder)).expect("a journal");
    fs::write(own_file(&folder), &text[..text.len() - 20]).expect("torn");
    let mut reader = Reader::open(&folder, HERE);
    assert_eq!(
        reader.problems,
        [
            "00000001.jsonl:3: the record is torn; mark the article again if its mark is missing; \
          all other marks were kept"
        ]
    );
    reader.read(5..6);
    let mut after = Reader::open(&folder, HERE);
    assert_eq!(after.count(), 3);
    after.journal.compact().expect("a disk that works");
    assert_eq!(files(&folder), ["00000001.damaged", "00000001.jsonl"]);
    let last = Reader::open(&folder, HERE);
    assert_eq!((last.count(), last.problems.len()), (3, 0));
}

#[test]
fn a_journal_with_a_thousand_damaged_lines_is_reported_in_few_words() {
    let (_dir, folder) = folder();
    Reader::open(&folder, HERE).read(0..2);
    let mut text = "rubbish\n".repeat(1_000).into_bytes();
    text.extend(fs::read(own_file(&folder)).expect("a journal"));
    fs::write(own_file(&folder), text).expect("damage");
    let reader = Reader::open(&folder, HERE);
    assert_eq!((reader.count(), reader.problems.len()), (2, 11));
    assert!(
        reader.problems[10].contains("990 more"),
        "{}",
        reader.problems[10]
    );
}

#[test]
fn what_a_newer_version_wrote_survives_a_compaction() {
    let (_dir, folder) = folder();
    Reader::open(&folder, HERE).read(0..1);
    let seal = |text: &str| {
        let hash = blake3::hash(text.as_bytes()).to_hex();
        format!("{text},\"sum\":\"{}\"}}\n", &hash[..8])
    };
    let newer = seal(r#"{"v":2,"everything":"different""#);
    let text = fs::read_to_string(own_file(&folder)).expect("a journal");
    let (bare, _) = text.split_once(",\"sum\"").expect("a checksum");
    let richer = seal(&format!("{bare},\"mood\":\"fine\""));
    fs::write(own_file(&folder), format!("{newer}torn\n{richer}")).expect("a journal");
    let mut reader = Reader::open(&folder, HERE);
    assert_eq!(reader.count(), 1);
    assert!(
        reader
            .problems
            .iter()
            .any(|problem| problem.contains("update newsstand"))
    );
    reader.journal.compact().expect("a disk that works");
    let text = fs::read_to_string(own_file(&folder)).expect("a journal");
    assert_eq!(text, format!("{newer}{richer}"));
}

#[test]
fn a_compaction_keeps_all_marks_and_undo_and_goes_unnoticed_by_other_instances() {
    let (_dir, folder) = folder();
    let (mut one, mut two) = (Reader::open(&folder, HERE), Reader::open(&folder, HERE));
    one.read(0..50);
    let positions = (0..10_000).flat_map(|n| {
        let set = Set::Position(u8::try_from(n % 100).expect("a percentage"));
        one.marks.change(vec![change(n % 50, set)], NOW).records
    });
    let positions = positions.collect();
    one.save(positions);
    let before = fs::metadata(own_file(&folder)).expect("a journal").len();
    one.journal.compact().expect("a disk that works");
    let after = fs::metadata(own_file(&folder)).expect("a journal").len();
    assert!(after * 20 < before, "{before} -> {after}");
    assert_eq!(one.poll(), 0, "its own compaction is no news");
    two.poll();
    assert_eq!(two.count(), 50);
    two.read(50..51);
    assert_eq!(one.poll(), 1);
    let mut restarted = Reader::open(&folder, HERE);
    assert_eq!(restarted.count(), 51);
    for n in 0..50 {
        let id = change(n, Set::Read(true)).id;
        assert_eq!(restarted.marks.get(id), one.marks.get(id));
    }
    restarted.undo().undo();
    assert_eq!(restarted.count(), 0);
}

#[test]
fn a_file_where_the_folder_should_be_is_named_and_the_reader_goes_on() {
    let (dir, folder) = folder();
    fs::write(dir.path().join("data"), "").expect("a file");
    let (mut journal, mut marks, problems) = Journal::open(&folder, HERE, None);
    assert_eq!(problems.len(), 1);
    assert!(
        problems[0].reason.contains("a file"),
        "{}",
        problems[0].reason
    );
    let step = marks.change(vec![change(1, Set::Read(true))], NOW);
    let trouble = journal.append(step.records).expect_err("no folder");
    let place = dir.path().join("data").display().to_string();
    assert!(trouble.to_string().starts_with(&place), "{trouble}");
    assert!(trouble.to_string().contains("move it away"), "{trouble}");
    assert!(marks.get(change(1, Set::Read(true)).id).read);
    assert_eq!(journal.pending(), 1);
    fs::remove_file(dir.path().join("data")).expect("moved away");
    assert_eq!(journal.retry(), Ok(1));
    assert_eq!(Reader::open(&folder, HERE).count(), 1);
}

#[test]
fn without_any_folder_marks_last_as_long_as_the_reader() {
    let (mut journal, mut marks, problems) = Journal::without_folder(HERE);
    assert!(problems[0].remedy.contains("HOME"));
    let step = marks.change(vec![change(1, Set::Read(true))], NOW);
    assert_eq!(journal.append(step.records), Ok(0));
    assert_eq!(journal.pending(), 1);
    assert_eq!(journal.poll().records, []);
}

#[cfg(unix)]
#[test]
fn symbolic_links_stay_what_they_are() {
    use std::os::unix::fs::symlink;
    let (dir, folder) = folder();
    let real = dir.path().join("real");
    fs::create_dir_all(real.join("journals")).expect("a folder");
    fs::create_dir_all(folder.parent().expect("a folder")).expect("a folder");
    symlink(&real, &folder).expect("a link");
    symlink(real.join("journals/mine"), own_file(&folder)).expect("a link");
    Reader::open(&folder, HERE).read(0..2);
    let text = fs::read(real.join("journals/mine")).expect("a journal");
    fs::write(real.join("journals/mine"), [b"torn\n", &text[..]].concat()).expect("damage");
    let mut reader = Reader::open(&folder, HERE);
    reader.journal.compact().expect("a disk that works");
    let is_link = |path: &Path| fs::symlink_metadata(path).expect("it").is_symlink();
    assert!(is_link(&folder) && is_link(&own_file(&folder)));
    assert_eq!(
        fs::read(real.join("journals/mine")).expect("a journal"),
        text
    );
}

#[test]
fn a_journal_whose_lock_is_never_released_is_left_for_a_fresh_one() {
    let (_dir, folder) = folder();
    Reader::open(&folder, HERE).read(0..1);
    let stuck = fs::File::open(own_file(&folder)).expect("a journal");
    stuck.lock().expect("a lock");
    let mut reader = Reader::open(&folder, HERE);
    reader.read(1..2).read(2..3);
    assert_eq!(files(&folder).len(), 2);
    assert_eq!(Reader::open(&folder, HERE).count(), 3);
}

#[test]
fn a_device_is_remembered_and_made_anew_on_another_machine() {
    let (dir, _) = folder();
    let state = dir.path().join("state");
    let (first, problem) = device(&state);
    assert_eq!(problem, None);
    assert_eq!(device(&state), (first, None));
    let text = fs::read_to_string(state.join("device")).expect("a file");
    let (number, _) = text.split_once(' ').expect("a number");
    fs::write(state.join("device"), format!("{number} 0123456789abcdef\n")).expect("a clone");
    let (second, problem) = device(&state);
    assert_eq!(problem, None);
    assert_ne!(first, second);
    fs::write(state.join("device"), [0xff; 40]).expect("damage");
    let (third, problem) = device(&state);
    assert_eq!((device(&state), problem), ((third, None), None));
}

#[test]
fn a_state_folder_that_cannot_be_made_is_named() {
    let (dir, _) = folder();
    fs::write(dir.path().join("state"), "").expect("a file");
    let (_, problem) = device(&dir.path().join("state"));
    let problem = problem.expect("a problem");
    assert!(problem.reason.contains("a file"), "{}", problem.reason);
}

#[test]
fn the_writer_saves_tells_of_trouble_and_brings_what_others_did() {
    let (dir, folder) = folder();
    fs::write(dir.path().join("data"), "").expect("a file");
    let (journal, mut marks, _) = Journal::open(&folder, HERE, None);
    let (events, heard) = mpsc::channel();
    let writer = spawn(journal, move |event| {
        let _ = events.send(event);
    });
    let patience = Duration::from_secs(20);
    writer.append(marks.change(vec![change(1, Set::Read(true))], NOW).records);
    assert!(
        !writer.flush(patience),
        "a file stands where the folder should be"
    );
    assert!(matches!(
        heard.recv_timeout(patience),
        Ok(Event::Trouble(_))
    ));
    fs::remove_file(dir.path().join("data")).expect("moved away");
    writer.append(marks.change(vec![change(2, Set::Read(true))], NOW).records);
    assert!(writer.flush(patience));
    assert_eq!(heard.recv_timeout(patience), Ok(Event::Saved(2)));
    Reader::open(&folder, THERE).read(5..7);
    let Ok(Event::Merged(records)) = heard.recv_timeout(patience) else {
        panic!("the marks of the other device");
    };
    assert_eq!(records.len(), 2);
}
