//! The journal under faults: killed at, or failed by, each of its system calls in turn.
//!
//! These tests need strace and are therefore run by `.ci/faults`. The real binary's faults are there as well.

use std::{
    collections::BTreeSet,
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use newsstand::{
    article::Key,
    marks::{Change, DeviceId, Marks, Set},
    runtime::journal::Journal,
};
use tempfile::TempDir;

const HERE: DeviceId = DeviceId(1);
const NOW: i64 = 1_764_000_000_000;

/// The steps of the process under test, each as the articles it reads. It compacts before the last one.
const STEPS: [std::ops::Range<u32>; 4] = [10..11, 11..12, 12..30, 30..31];

/// What stands in the journal before the process starts, where it is not the first start of all.
const BEFORE: std::ops::Range<u32> = 0..5;

/// The system calls of opening, reading, appending, compacting.
const CALLS: [&str; 13] = [
    "openat",
    "mkdir",
    "flock",
    "statx",
    "lseek",
    "read",
    "write",
    "fdatasync",
    "fsync",
    "rename",
    "fchmod",
    "getdents64",
    "close",
];

fn change(n: u32) -> Change {
    Change {
        id: Key::of_place(Path::new("/article"), n),
        place: Key::of_place(Path::new("/place"), n),
        set: Set::Read(true),
    }
}

/// A data folder with a journal that is due for compaction, because a line of it is damaged.
fn prepared() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let folder = dir.path().join("marks");
    let (mut journal, mut marks, _) = Journal::open(&folder, HERE, None);
    let step = marks.change(BEFORE.map(change).collect(), NOW);
    journal.append(step.records).expect("a disk that works");
    let own = folder.join(format!("{HERE}.jsonl"));
    let mut text = fs::read(&own).expect("a journal");
    text.extend_from_slice(b"{\"v\":1,\"id\":\"dam\n");
    fs::write(own, text).expect("damage");
    (dir, folder)
}

/// A data folder that does not hold a folder of marks yet.
fn untouched() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let folder = dir.path().join("newsstand/marks");
    (dir, folder)
}

/// Runs the process under strace and returns the articles it called saved, and whether it came to its end.
fn run(folder: &Path, options: &[&str]) -> (BTreeSet<u32>, bool) {
    let mut command = Command::new("strace");
    command.args(["-f", "-qq"]).args(options);
    command.arg(std::env::current_exe().expect("this test"));
    command.args([
        "--exact",
        "the_process_under_test",
        "--include-ignored",
        "--nocapture",
    ]);
    command.env("JOURNAL_TEST_FOLDER", folder);
    let output = command.stderr(Stdio::null()).output().expect("strace");
    let text = String::from_utf8_lossy(&output.stdout);
    let saved = text.lines().filter_map(|line| line.strip_prefix("saved "));
    let steps = saved.filter_map(|step| step.parse::<usize>().ok());
    let articles = steps.flat_map(|step| STEPS[step].clone()).collect();
    (articles, text.lines().any(|line| line == "done"))
}

/// The articles that are read according to a folder.
fn stored(folder: &Path) -> BTreeSet<u32> {
    let (_, marks, _) = Journal::open(folder, HERE, None);
    let is_read = |n: &u32| marks.get(change(*n).id).read;
    (0..40).filter(is_read).collect()
}

/// All that was called saved is there, and each step as a whole or not at all.
fn hold_to_the_promise(folder: &Path, before: &BTreeSet<u32>, saved: &BTreeSet<u32>, fault: &str) {
    let stored = stored(folder);
    assert!(before.is_subset(&stored), "{fault}: {stored:?}");
    assert!(
        saved.is_subset(&stored),
        "{fault}: {saved:?} were saved, {stored:?} are there"
    );
    for step in STEPS {
        let there = step.clone().filter(|n| stored.contains(n)).count();
        assert!(
            there == 0 || there == step.len(),
            "{fault}: half of {step:?}"
        );
    }
}

#[test]
#[ignore = "it is what the tests below start under strace"]
fn the_process_under_test() {
    let Ok(folder) = std::env::var("JOURNAL_TEST_FOLDER") else {
        return;
    };
    let (mut journal, mut marks, _) = Journal::open(Path::new(&folder), HERE, None);
    for (number, step) in STEPS.into_iter().enumerate() {
        if number + 1 == STEPS.len() {
            // A compaction that fails leaves the journal as it was. The writer tries it each second.
            for _ in 0..3 {
                let _ = journal.compact();
            }
        }
        save(&mut journal, &mut marks, step);
        let _ = writeln!(std::io::stdout(), "\nsaved {number}");
    }
    let _ = writeln!(std::io::stdout(), "\ndone");
}

fn save(journal: &mut Journal, marks: &mut Marks, step: std::ops::Range<u32>) {
    let mut result = journal.append(marks.change(step.map(change).collect(), NOW).records);
    for _ in 0..5 {
        if result.is_err() {
            result = journal.retry();
        }
    }
    result.expect("faults come once");
}

#[test]
#[ignore = "needs strace"]
fn killed_at_any_system_call_it_has_lost_nothing_it_called_saved() {
    for call in CALLS {
        kill_at_each(call, prepared, &BEFORE.collect());
    }
}

#[test]
#[ignore = "needs strace"]
fn killed_at_any_system_call_of_its_first_start_it_starts_again() {
    for call in CALLS {
        kill_at_each(call, untouched, &BTreeSet::new());
    }
}

fn kill_at_each(call: &str, start: fn() -> (TempDir, PathBuf), before: &BTreeSet<u32>) {
    for when in 1.. {
        let (_dir, folder) = start();
        let fault = format!("inject={call}:signal=KILL:when={when}");
        let (saved, done) = run(&folder, &["-o", "/dev/null", "-e", &fault]);
        hold_to_the_promise(&folder, before, &saved, &fault);
        // The next start works as ever.
        let (saved, next_done) = run(&folder, &["-o", "/dev/null", "-e", "trace=none"]);
        assert!(next_done && saved.len() == 21, "{fault}: {saved:?}");
        hold_to_the_promise(&folder, before, &saved, &fault);
        if done {
            let _ = writeln!(std::io::stdout(), "killed at {call}: {} points", when - 1);
            return;
        }
    }
}

#[test]
#[ignore = "needs strace"]
fn failed_by_any_system_call_it_calls_saved_only_what_is() {
    let faults = [
        (
            "write",
            &["ENOSPC", "EDQUOT", "EFBIG", "EIO", "EINTR", "EROFS"][..],
        ),
        ("fdatasync", &["EIO", "ENOSPC"]),
        ("fsync", &["EIO", "EINVAL"]),
        ("flock", &["ENOLCK", "EINTR", "EOPNOTSUPP"]),
        ("rename", &["EIO", "ENOSPC"]),
        ("ftruncate", &["EIO"]),
        ("statx", &["EIO", "ESTALE"]),
        ("lseek", &["EIO"]),
    ];
    for (call, errors) in faults {
        for error in errors {
            for when in 1.. {
                let (dir, folder) = prepared();
                let before = BEFORE.collect();
                let fault = format!("inject={call}:error={error}:when={when}");
                let log = dir.path().join("trace");
                let log = log.to_str().expect("a plain path");
                let (saved, _) = run(&folder, &["-o", log, "-e", &fault]);
                hold_to_the_promise(&folder, &before, &saved, &fault);
                let trace = fs::read_to_string(log).expect("a trace");
                if !trace.contains("(INJECTED)") {
                    let _ = writeln!(
                        std::io::stdout(),
                        "{call} failed with {error}: {} points",
                        when - 1
                    );
                    break;
                }
            }
        }
    }
}

#[test]
#[ignore = "needs strace"]
fn a_file_whose_sync_has_failed_is_not_trusted_again() {
    let (_dir, folder) = prepared();
    let fault = "inject=fdatasync:error=EIO:when=1";
    let (saved, done) = run(&folder, &["-o", "/dev/null", "-e", fault]);
    assert!(done && saved.len() == 21, "{saved:?}");
    fs::remove_file(folder.join(format!("{HERE}.jsonl"))).expect("a journal");
    assert!(
        saved.is_subset(&stored(&folder)),
        "all of it is in the fresh file"
    );
}

/// How many records of an article stand in the journals of a folder.
fn records_of(article: u32, folder: &Path) -> usize {
    let id = format!("\"id\":\"{}\"", change(article).id);
    let journals = fs::read_dir(folder).expect("a folder");
    let texts = journals.map(|entry| fs::read_to_string(entry.expect("a journal").path()));
    texts
        .map(|text| text.expect("a journal").matches(&id).count())
        .sum()
}

#[test]
#[ignore = "needs strace"]
fn what_is_tried_again_and_again_does_not_fill_the_disk() {
    let (_dir, folder) = prepared();
    let no_sync = "inject=fdatasync:error=EIO:when=1+";
    let (saved, _) = run(&folder, &["-o", "/dev/null", "-e", no_sync]);
    assert_eq!((saved.len(), records_of(10, &folder)), (0, 1));

    let (_dir, folder) = prepared();
    let own = folder.join(format!("{HERE}.jsonl"));
    fs::rename(own, folder.join(format!("{HERE}.00abcdef-1.jsonl"))).expect("a journal");
    let no_removal = "inject=unlink:error=EACCES:when=1+";
    let (saved, done) = run(&folder, &["-o", "/dev/null", "-e", no_removal]);
    assert!(done && saved.len() == 21, "{saved:?}");
    assert_eq!(
        records_of(0, &folder),
        2,
        "where it was, and where it was taken in"
    );
}

#[test]
#[ignore = "needs strace"]
fn a_compaction_is_synced_before_it_is_renamed_and_its_folder_after() {
    let (dir, folder) = prepared();
    let log = dir.path().join("trace");
    let log = log.to_str().expect("a plain path");
    let calls = "trace=write,fsync,rename";
    run(&folder, &["-y", "-o", log, "-e", calls]);
    let trace = fs::read_to_string(log).expect("a trace");
    let (before, after) = trace.split_once("rename(").expect("a compaction");
    let last = before.lines().rfind(|line| line.contains(".compact>"));
    assert!(last.is_some_and(|line| line.contains("fsync(")), "{trace}");
    let next = after.lines().nth(1);
    assert!(
        next.is_some_and(|line| line.contains("fsync(") && line.contains("/marks>")),
        "{trace}"
    );
}
