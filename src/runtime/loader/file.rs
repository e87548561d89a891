//! One file: its bytes as they stood at one moment, and the articles in them.
//!
//! Does not own which files are read (`walk`). Nothing is mapped: a file that is rewritten or cut while the reader runs
//! changes nothing in it.

use std::{
    fs::{File, Metadata, OpenOptions},
    io::{self, Read as _},
    path::Path,
    sync::Arc,
};

use jiff::{Timestamp, tz::Offset};

use super::{
    Pulse, Read, Stamp, archive,
    contents::Contents,
    guarded,
    neighbours::Neighbours,
    walk::{Found, PIPE_REMEDY, skipped, unreadable},
    whereabouts,
};
use crate::{
    article::{Format, Key, Origin, Outcome, Problem, When},
    library::Stored,
    parse::{self, Parsed, Recurring, Surroundings, visible},
};

/// What is read of a single file at most, in bytes.
pub(super) const CAP: u64 = 64 << 20;
/// What is read of an archive, a mailbox or a feed at most, in bytes as they are stored.
const LONG_CAP: u64 = 512 << 20;
/// How often a file is read again that is written to meanwhile.
const ATTEMPTS: usize = 3;

/// What is read of a neighbour, in bytes: a saved page that is longer is none.
const SHORT: u64 = 1 << 20;

/// Reads a file and what stands in it; if it was met in a folder, as one among the texts there. How that goes on is told
/// by `pulse`.
pub(super) fn read(found: &Found, neighbours: &Neighbours, pulse: &Pulse) -> Read {
    match found {
        Found::StandardInput => match capped(&mut io::stdin().lock(), Path::new("-"), 0) {
            // A file that is empty has a name at least.
            Ok(bytes) if bytes.iter().all(u8::is_ascii_whitespace) => skipped(
                Path::new("-"),
                "nothing came in",
                "see that what stands before the pipe prints something",
            )
            .into(),
            Ok(bytes) => {
                let name = Path::new("-");
                told_in(pulse, name, name, None, bytes, &Arc::default)
            }
            Err(error) => unreadable(Path::new("-"), &error).into(),
        },
        Found::File {
            path,
            place,
            is_met,
            ..
        } => match snapshot(path, pulse) {
            Ok(Snapshot {
                bytes,
                stored,
                is_torn,
                stamp,
            }) => {
                let folder = path.parent().filter(|_| *is_met);
                let length = bytes.len();
                let recurring = || {
                    let Some(folder) = folder else {
                        return Arc::default();
                    };
                    // How long that may take is for others to say.
                    pulse.waits();
                    let recurring = neighbours.of(folder);
                    pulse.parses(length);
                    recurring
                };
                let mut read = told_in(pulse, path, place, stored, bytes, &recurring);
                read.problems.extend(is_torn.then(|| torn(path)));
                Read { stamp, ..read }
            }
            Err(failed) => failed,
        },
    }
}

/// The articles in a file's bytes, or in the files of an archive. `place` is its absolute path, or a name that stands for one; `stored` is when it was
/// last written.
pub(in crate::runtime) fn take_in(
    path: &Path,
    place: &Path,
    stored: Option<When>,
    bytes: Vec<u8>,
) -> Read {
    told_in(&Pulse::default(), path, place, stored, bytes, &Arc::default)
}

/// The same, where `pulse` tells how it goes on, and `recurring` what its neighbours have in common.
fn told_in(
    pulse: &Pulse,
    path: &Path,
    place: &Path,
    stored: Option<When>,
    bytes: Vec<u8>,
    recurring: &dyn Fn() -> Arc<Recurring>,
) -> Read {
    pulse.parses(bytes.len());
    let folder = place.parent().and_then(Path::file_name);
    let folder = folder.map(|name| visible(&name.to_string_lossy()));
    let contents = Contents {
        path: path.to_owned(),
        place: place.to_owned(),
        folder,
        stored,
        around: Surroundings::default(),
        bytes,
    };
    if archive::is_one(path, &contents.bytes) {
        unpacked(contents, pulse)
    } else {
        articles(contents, recurring)
    }
}

/// The articles in an archive. Should one of its files never come to an end, those before it are kept.
fn unpacked(mut contents: Contents, pulse: &Pulse) -> Read {
    let path = contents.path.clone();
    let is_cut = cut_to(&mut contents.bytes, LONG_CAP);
    let outcome = guarded(|| {
        archive::read(contents, &mut |file| {
            pulse.opens(&file.path, file.bytes.len());
            pulse.keep(articles(file, &Arc::default));
        })
    });
    let mut read = pulse.parts();
    match outcome {
        Ok(problems) => read.problems.extend(problems),
        Err(words) => read.problems.push(fault(&path, &words)),
    }
    read.problems.extend(is_cut.then(|| cut(&path, LONG_CAP)));
    read
}

/// The articles in a file that is no archive. `recurring` is asked where it is plain text.
fn articles(contents: Contents, recurring: &dyn Fn() -> Arc<Recurring>) -> Read {
    let Contents {
        path,
        place,
        folder,
        stored,
        around,
        mut bytes,
    } = contents;
    let cap = cap(&path, &bytes);
    let is_cut = cut_to(&mut bytes, cap);
    let outcome = guarded(|| {
        crate::runtime::failpoint_in(&path);
        let (parsed, key) = parsed(
            &whereabouts::within(&place, &path),
            &bytes,
            &around,
            recurring,
        );
        let articles = (0..).zip(parsed.articles).map(|(item, mut article)| {
            let is_mail = article.format == Format::Mail;
            let mail_folder = || is_mail.then(|| whereabouts::maildir_of(&place))?;
            article.source = article
                .source
                .or_else(mail_folder)
                .or_else(|| folder.clone());
            let date = article.published.filter(|_| !article.format.is_of_one());
            let place = match date {
                Some(date) => Key::of_entry(&place, &article.title, date),
                None => Key::of_place(&place, item),
            };
            let origin = Origin {
                path: path.clone(),
                item,
                place,
                stored,
            };
            let stored = match key {
                Some(key) => Stored::known_as(key, article, origin),
                None => Stored::new(article, origin),
            };
            Stored {
                page: around.page,
                ..stored
            }
        });
        let told = |problem| Problem {
            path: path.clone(),
            ..problem
        };
        Read {
            stored: articles.collect(),
            problems: parsed.problems.into_iter().map(told).collect(),
            ..Read::default()
        }
    });
    let mut read = outcome.unwrap_or_else(|words| fault(&path, &words).into());
    read.problems.extend(is_cut.then(|| cut(&path, cap)));
    read
}

/// Parses a file. A plain text that has lines in common with its neighbours is who it would be without them, so that it
/// keeps its marks when it is moved to another folder.
fn parsed(
    path: &Path,
    bytes: &[u8],
    around: &Surroundings,
    recurring: &dyn Fn() -> Arc<Recurring>,
) -> (Parsed, Option<Key>) {
    let alone = parse::parse_in(path, bytes, around);
    let text = alone.articles.first();
    let Some(text) = text.filter(|article| article.format == Format::Text) else {
        return (alone, None);
    };
    let recurring = recurring();
    if recurring.is_empty() {
        return (alone, None);
    }
    let key = Key::of(text);
    (
        parse::parse_among(path, bytes, around, &recurring),
        Some(key),
    )
}

/// Shortens what is longer than the cap, and says whether it was.
fn cut_to(bytes: &mut Vec<u8>, cap: u64) -> bool {
    let cap = usize::try_from(cap).unwrap_or(usize::MAX);
    let is_longer = bytes.len() > cap;
    bytes.truncate(cap);
    is_longer
}

/// A file at one moment.
struct Snapshot {
    bytes: Vec<u8>,
    stored: Option<When>,
    /// Whether it changed while it was read, each time.
    is_torn: bool,
    stamp: Stamp,
}

/// A file as it stands; one that is written to meanwhile, or exchanged for another on a disk far away, is read again.
fn snapshot(path: &Path, pulse: &Pulse) -> Result<Snapshot, Read> {
    let mut attempt = 1;
    loop {
        match at_once(path, pulse) {
            Ok(Some(read)) if !read.is_torn || attempt == ATTEMPTS => return Ok(read),
            Ok(None) => return Err(skipped(path, "it is no file any more", PIPE_REMEDY).into()),
            Err(error) if !is_exchanged(&error) || attempt == ATTEMPTS => {
                return Err(Read {
                    is_gone: error.kind() == io::ErrorKind::NotFound,
                    ..unreadable(path, &error).into()
                });
            }
            _ => attempt += 1,
        }
    }
}

/// Reads a file from its beginning to its end; nothing of what is none.
fn at_once(path: &Path, pulse: &Pulse) -> io::Result<Option<Snapshot>> {
    pulse.reads();
    let file = open(path)?;
    let before = file.metadata()?;
    if !before.is_file() {
        return Ok(None);
    }
    let bytes = capped(&mut Told { file: &file, pulse }, path, before.len())?;
    let after = file.metadata()?;
    let is_torn = before.len() != after.len() || before.modified().ok() != after.modified().ok();
    Ok(Some(Snapshot {
        bytes,
        stored: written(&after),
        stamp: if is_torn {
            Stamp::default()
        } else {
            Stamp::of_read(&after)
        },
        is_torn,
    }))
}

/// Whether a file that was open has been exchanged for another on the machine that it lies on (ESTALE).
fn is_exchanged(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::StaleNetworkFileHandle
}

/// A file whose bytes are signs of life.
struct Told<'a> {
    file: &'a File,
    pulse: &'a Pulse,
}

/// Bytes that are asked for at once at most: a slow disk gives them in time.
const STEP: usize = 1 << 20;

impl io::Read for Told<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = buffer.len().min(STEP);
        let count = self.file.read(&mut buffer[..length])?;
        self.pulse.reads();
        Ok(count)
    }
}

/// The bytes of a file, if it is one, can be read, and is short.
pub(super) fn short(path: &Path) -> Option<Vec<u8>> {
    let mut file = open(path).ok()?;
    let found = file.metadata().ok()?;
    let is_short = found.is_file() && found.len() <= SHORT;
    let mut bytes = Vec::new();
    let read = is_short.then(|| file.by_ref().take(SHORT).read_to_end(&mut bytes))?;
    read.is_ok().then_some(bytes)
}

/// Opens a file without waiting: should a pipe have taken its place, nobody might ever write to it.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
        options.custom_flags(flags.bits().cast_signed());
    }
    options.open(path)
}

/// What is read at most of a file with these bytes at its beginning. Nothing hangs on that where they are few.
pub(super) fn cap(path: &Path, bytes: &[u8]) -> u64 {
    let is_long = bytes.len() as u64 > CAP;
    if is_long && (archive::is_one(path, bytes) || parse::holds_many(path, bytes)) {
        LONG_CAP
    } else {
        CAP
    }
}

/// All bytes up to the cap, and one more where there are more.
fn capped(from: &mut dyn io::Read, path: &Path, expected: u64) -> io::Result<Vec<u8>> {
    let size = usize::try_from(expected.min(CAP)).unwrap_or_default();
    let mut bytes = Vec::with_capacity(size + 1);
    from.take(CAP + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > CAP {
        from.take(cap(path, &bytes) - CAP).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

fn written(found: &Metadata) -> Option<When> {
    let moment = Timestamp::try_from(found.modified().ok()?).ok()?;
    Some(When::Moment(moment, Offset::UTC))
}

fn cut(path: &Path, cap: u64) -> Problem {
    Problem {
        outcome: Outcome::Cut,
        ..skipped(
            path,
            format!("it is longer than {} MiB; the rest was not read", cap >> 20),
            "split it into smaller files",
        )
    }
}

fn torn(path: &Path) -> Problem {
    Problem {
        outcome: Outcome::Guessed,
        ..skipped(
            path,
            "it was being written while it was read",
            "read it again when it is finished",
        )
    }
}

fn fault(path: &Path, words: &str) -> Problem {
    let reason = format!(
        "a fault in newsstand stopped the reading of it: {}",
        visible(words)
    );
    skipped(path, reason, "report it, with the file if you may share it")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_stands_in_for_a_source_and_its_name_is_made_safe() {
        let read = take_in(
            Path::new("a.txt"),
            Path::new("/news/The \u{1b}Wire/a.txt"),
            None,
            b"A title".to_vec(),
        );
        let source = read.stored[0].article.source.clone().unwrap();
        assert!(source.starts_with("The ") && !source.contains('\u{1b}'));
    }

    #[test]
    fn mail_belongs_to_the_folder_that_holds_it_and_not_to_the_one_for_what_was_seen() {
        let source = |place: &str, bytes: &[u8]| {
            let read = take_in(Path::new("a"), Path::new(place), None, bytes.to_vec());
            read.stored[0].article.source.clone().unwrap()
        };
        let mail = b"From: <ann>\nSubject: a\nDate: today\n\nText";
        assert_eq!(
            source("/Mail/.Letters/cur/158.M1.host:2,S", mail),
            "Letters"
        );
        assert_eq!(source("/Letters/new/158.M1.host", mail), "Letters");
        assert_eq!(source("/Letters/158", mail), "Letters");
        assert_eq!(source("/news/new/a", b"A title"), "new");
    }

    #[test]
    fn standard_input_has_no_source() {
        let read = take_in(Path::new("-"), Path::new("-"), None, b"A title".to_vec());
        assert_eq!(read.stored[0].article.source, None);
    }

    #[test]
    fn what_lies_behind_the_cap_is_left_out() {
        let mut bytes = b"A title and more".to_vec();
        assert!(cut_to(&mut bytes, 7));
        assert_eq!(bytes, b"A title");
        assert!(!cut_to(&mut bytes, 7));
    }

    #[test]
    fn no_permission_has_a_remedy_of_its_own() {
        let error = io::Error::from(io::ErrorKind::PermissionDenied);
        let problem = unreadable(Path::new("/x"), &error);
        assert_eq!(problem.reason, "no permission to read it");
    }
}
