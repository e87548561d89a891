//! Whatever becomes of the journals, the digest and the runs of the program: a start shows what the journals say.
//!
//! Plays deeds over a folder of marks, and compares each start with one that has no cache. Does not go into which starts a
//! digest serves (`digest`).

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
};

use newsstand::{
    article::Key,
    marks::{Change, DeviceId, Mark, Marks, Set, Step, record},
    runtime::journal::Journal,
};
use proptest::{collection::vec, prelude::*, sample::Index};
use tempfile::TempDir;

const NOW: i64 = 1_764_000_000_000;
/// The devices of the runs that a world has; two of them share one.
const RUNS: [DeviceId; 3] = [DeviceId(1), DeviceId(1), DeviceId(2)];
const ARTICLES: u32 = 5;
/// An empty line so long that a start which reads it has a digest to make, and one so long that a compaction is due.
const LONG: usize = 140_000;
const TOO_LONG: usize = 1_100_000;

/// How many bytes from the end a journal is damaged: in its last lines.
const LINES: usize = 600;

/// What happens.
#[derive(Clone, Debug)]
enum Deed {
    /// Something a run of the program does.
    Of(usize, Run),
    /// Something that becomes of a journal: one of those that are there.
    To(Index, Fate),
    /// A journal comes back as it once was; from where it was or as a conflicting copy.
    Return { copy: Index, conflicting: bool },
    /// The digest comes to be what it once was.
    OldDigest(Index),
    /// The cache folder is deleted.
    NoCache,
}

#[derive(Clone, Debug)]
enum Run {
    Start,
    /// Starts, and keeps a digest of what it finds.
    Look,
    End,
    Mark(Vec<(u32, Set)>),
    Undo,
    Redo,
    Poll,
    Compact,
    KeepDigest,
}

#[derive(Clone, Debug)]
enum Fate {
    /// Another copy of it is kept for later.
    Copied,
    Gone,
    /// Grows by an empty line.
    Grown(usize),
    /// A byte is another.
    Altered(Index),
    /// The end is missing.
    Torn(Index),
    /// No line feed ends its last record, though that is whole.
    Unended,
    /// The end that was missing comes.
    Completed,
}

fn sets() -> impl Strategy<Value = Set> {
    prop_oneof![
        any::<bool>().prop_map(Set::Read),
        any::<bool>().prop_map(Set::Starred),
        (0..2_usize, any::<bool>())
            .prop_map(|(name, on)| Set::Tag(["sea", "land"][name].to_owned(), on)),
        (0..=100_u8).prop_map(Set::Position),
    ]
}

fn runs() -> impl Strategy<Value = Run> {
    prop_oneof![
        3 => Just(Run::Start),
        4 => Just(Run::Look),
        1 => Just(Run::End),
        6 => vec((0..ARTICLES, sets()), 1..4).prop_map(Run::Mark),
        2 => Just(Run::Undo),
        1 => Just(Run::Redo),
        1 => Just(Run::Poll),
        1 => Just(Run::Compact),
        4 => Just(Run::KeepDigest),
    ]
}

fn fates() -> impl Strategy<Value = Fate> {
    prop_oneof![
        3 => Just(Fate::Copied),
        1 => Just(Fate::Gone),
        6 => Just(Fate::Grown(LONG)),
        1 => Just(Fate::Grown(TOO_LONG)),
        2 => any::<Index>().prop_map(Fate::Altered),
        2 => any::<Index>().prop_map(Fate::Torn),
        2 => Just(Fate::Unended),
        2 => Just(Fate::Completed),
    ]
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        12 => (0..RUNS.len(), runs()).prop_map(|(number, run)| Deed::Of(number, run)),
        6 => (any::<Index>(), fates()).prop_map(|(journal, fate)| Deed::To(journal, fate)),
        2 => (any::<Index>(), any::<bool>())
            .prop_map(|(copy, conflicting)| Deed::Return { copy, conflicting }),
        2 => any::<Index>().prop_map(Deed::OldDigest),
        1 => Just(Deed::NoCache),
    ];
    vec(deed, 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_start_shows_what_the_journals_say(deeds in deeds()) {
        let mut world = World::new();
        for deed in deeds {
            world.befall(deed);
        }
        for number in 0..RUNS.len() {
            world.start(number);
        }
    }
}

/// A folder of marks, a cache folder, and the program running over them.
struct World {
    dir: TempDir,
    runs: [Option<Start>; RUNS.len()],
    /// Journals as they once were.
    copies: Vec<(PathBuf, Vec<u8>)>,
    /// Digests as they once were.
    digests: Vec<(PathBuf, Vec<u8>)>,
    /// Ends that journals miss.
    ends: Vec<(PathBuf, Vec<u8>)>,
    now: i64,
}

/// What a start finds.
struct Start {
    journal: Journal,
    marks: Marks,
    problems: Vec<String>,
}

impl World {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(dir.path().join("marks")).expect("a folder");
        Self {
            dir,
            runs: [None, None, None],
            copies: Vec::new(),
            digests: Vec::new(),
            ends: Vec::new(),
            now: NOW,
        }
    }

    fn folder(&self) -> PathBuf {
        self.dir.path().join("marks")
    }

    fn cache(&self) -> PathBuf {
        self.dir.path().join("cache")
    }

    fn journals(&self) -> Vec<PathBuf> {
        let mut journals = files(&self.folder());
        journals.retain(|path| path.extension().is_some_and(|end| end == "jsonl"));
        journals
    }

    fn befall(&mut self, deed: Deed) {
        self.now += 1;
        match deed {
            Deed::Of(number, Run::Start) => self.start(number),
            Deed::Of(number, Run::End) => self.runs[number] = None,
            Deed::Of(number, run) => {
                if self.runs[number].is_none() || matches!(run, Run::Look) {
                    self.start(number);
                }
                let start = self.runs[number].as_mut();
                start.expect("it was started").go_on(run, self.now);
            }
            Deed::To(index, fate) => {
                let journals = self.journals();
                if !journals.is_empty() {
                    self.befall_journal(index.get::<PathBuf>(&journals), fate);
                }
            }
            Deed::Return { copy, conflicting } => {
                if !self.copies.is_empty() {
                    let (mut path, text) = copy.get(&self.copies).clone();
                    if conflicting {
                        path.set_extension("sync-conflict.jsonl");
                    }
                    put(&path, &text);
                }
            }
            Deed::OldDigest(index) => {
                if !self.digests.is_empty() {
                    let (path, bytes) = index.get(&self.digests);
                    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
                    put(path, bytes);
                }
            }
            Deed::NoCache => drop(fs::remove_dir_all(self.cache())),
        }
        for path in files(&self.cache().join("marks")) {
            let digest = (path.clone(), fs::read(&path).expect("a digest"));
            if !self.digests.contains(&digest) {
                self.digests.push(digest);
            }
        }
    }

    fn befall_journal(&mut self, journal: &Path, fate: Fate) {
        let mut text = fs::read(journal).expect("a journal");
        let mut cut = |at: usize| {
            let end = text[at..].to_owned();
            let file = File::options().write(true).open(journal);
            let cut = file.and_then(|file| file.set_len(at as u64));
            cut.expect("a disk that works");
            self.ends.push((journal.to_owned(), end));
        };
        match fate {
            Fate::Copied => self.copies.push((journal.to_owned(), text)),
            Fate::Gone => fs::remove_file(journal).expect("a journal"),
            Fate::Grown(by) => append(journal, &[&vec![b' '; by][..], b"\n"].concat()),
            Fate::Altered(index) if !text.is_empty() => {
                let at = text.len() - 1 - index.index(text.len().min(LINES));
                text[at] ^= 1;
                fs::write(journal, text).expect("a disk that works");
            }
            Fate::Torn(index) if !text.is_empty() => {
                cut(text.len() - 1 - index.index(text.len().min(LINES)));
            }
            Fate::Unended if text.ends_with(b"\n") => cut(text.len() - 1),
            Fate::Completed => {
                let missing = self.ends.iter().rposition(|(path, _)| path == journal);
                if let Some(missing) = missing {
                    append(journal, &self.ends.remove(missing).1);
                }
            }
            Fate::Altered(_) | Fate::Torn(_) | Fate::Unended => {}
        }
    }

    /// A run ends and another begins, which shows what one without a cache does.
    fn start(&mut self, number: usize) {
        self.runs[number] = None;
        let open = |cache: Option<&Path>| Start::open(&self.folder(), RUNS[number], cache);
        let (with, without) = (open(Some(&self.cache())), open(None));
        assert_eq!(with.problems, without.problems);
        assert_same(&with.marks, &without.marks);
        for journal in self.journals() {
            for record in record::records(&fs::read(journal).expect("a journal")) {
                let needed = [&with, &without].map(|start| start.marks.needs(&record));
                assert_eq!(needed[0], needed[1], "whether one needs {record:?}");
            }
        }
        let [mut one, mut other] = [&with, &without].map(|start| start.marks.clone());
        for turn in [Marks::undo, Marks::undo, Marks::redo, Marks::undo] {
            let told = |step: Option<Step>| step.map(|step| (step.kind, step.changes));
            assert_eq!(
                told(turn(&mut one, self.now)),
                told(turn(&mut other, self.now))
            );
        }
        assert_same(&one, &other);
        self.runs[number] = Some(with);
    }
}

impl Start {
    fn open(folder: &Path, device: DeviceId, cache: Option<&Path>) -> Self {
        let (journal, marks, problems) = Journal::open(folder, device, cache);
        let told = |problem| format!("{problem:?}");
        Self {
            journal,
            marks,
            problems: problems.into_iter().map(told).collect(),
        }
    }

    fn go_on(&mut self, run: Run, now: i64) {
        let records = match run {
            Run::Mark(sets) => {
                let changes = sets.into_iter().map(|(n, set)| change(n, set)).collect();
                self.marks.change(changes, now).records
            }
            Run::Undo => self.marks.undo(now).map_or(Vec::new(), |step| step.records),
            Run::Redo => self.marks.redo(now).map_or(Vec::new(), |step| step.records),
            Run::Poll => {
                for record in self.journal.poll().records {
                    self.marks.merge(record);
                }
                Vec::new()
            }
            Run::Compact => {
                // The journal may be gone; then it stays as it is.
                let _ = self.journal.compact();
                Vec::new()
            }
            Run::Look | Run::KeepDigest => {
                self.journal.keep_digest();
                Vec::new()
            }
            Run::Start | Run::End => Vec::new(),
        };
        self.journal.append(records).expect("a disk that works");
    }
}

fn assert_same(one: &Marks, other: &Marks) {
    let state = |marks: &Marks| {
        let mut state: Vec<(Key, Mark)> =
            marks.iter().map(|(id, mark)| (id, mark.clone())).collect();
        state.sort_by_key(|(id, _)| *id);
        let places = (0..ARTICLES).map(|n| marks.id_at(change(n, Set::Read(true)).place));
        (state, places.collect::<Vec<_>>())
    };
    assert_eq!(state(one), state(other));
}

/// Two articles share a place.
fn change(n: u32, set: Set) -> Change {
    Change {
        id: Key::of_place(Path::new("/article"), n),
        place: Key::of_place(Path::new("/place"), n.max(1)),
        set,
    }
}

/// Puts a file there in the place of another, as a synchroniser does.
fn put(path: &Path, bytes: &[u8]) {
    let aside = path.with_extension("aside");
    fs::write(&aside, bytes).expect("a disk that works");
    fs::rename(aside, path).expect("a disk that works");
}

fn append(path: &Path, bytes: &[u8]) {
    let mut file = File::options().append(true).open(path).expect("a file");
    file.write_all(bytes).expect("a disk that works");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<_> = entries.map(|entry| entry.path()).collect();
    files.sort();
    files
}
