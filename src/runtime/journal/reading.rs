//! Reading the journals of a folder, and of each only what it has not told yet.
//!
//! Owns how far each file has been read. Does not own its lines (`marks::record`); never writes.

use std::{
    collections::BTreeMap,
    fs::{self, File, Metadata},
    io::{self, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    time::SystemTime,
};

use super::{
    News,
    contents::{Contents, Lines, complete},
    digest::Source,
    own::{self, Identity},
};
use crate::{
    article::{Outcome, Problem},
    marks::record::Damage,
};

/// How far each journal has been read.
#[derive(Debug, Default)]
pub(super) struct Reading {
    seen: BTreeMap<PathBuf, Seen>,
    /// What was read at the start, for a digest.
    sources: BTreeMap<PathBuf, Source>,
    /// Whether records were told then that do not stand in them.
    is_more_told: bool,
}

/// A journal as it was at the last look.
#[derive(Debug)]
struct Seen {
    look: Look,
    read: Extent,
}

/// How far a journal has been read.
#[derive(Clone, Debug, Default)]
struct Extent {
    /// Everything before this byte was read; a line that is not complete yet begins here.
    offset: u64,
    /// The lines up to there.
    lines: Lines,
}

/// What tells that a file has changed.
#[derive(Debug, PartialEq, Eq)]
struct Look {
    identity: Option<Identity>,
    len: u64,
    modified: Option<SystemTime>,
}

impl Look {
    fn at(metadata: &Metadata) -> Self {
        Self {
            identity: own::identity(metadata),
            len: metadata.len(),
            modified: metadata.modified().ok(),
        }
    }
}

/// Whether a last line without its line feed is damaged, or may still be on its way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tail {
    Torn,
    Growing,
}

/// How many damaged lines of one file are listed one by one.
const LISTED: usize = 10;

impl Reading {
    /// Takes for read what a digest was made of, where all journals still begin with that. Else nothing is taken.
    pub(super) fn resume(&mut self, folder: &Path, sources: Vec<Source>) -> Option<()> {
        let looks = sources.iter().map(|source| {
            let metadata = source.open(folder)?.metadata().ok()?;
            Some(Look::at(&metadata))
        });
        let looks = looks.collect::<Option<Vec<_>>>()?;
        for (source, look) in sources.into_iter().zip(looks) {
            let path = folder.join(&source.name);
            let read = Extent {
                offset: source.len(),
                lines: source.lines.clone(),
            };
            let look = Look {
                len: read.offset,
                ..look
            };
            let seen = Seen { look, read };
            self.seen.insert(path.clone(), seen);
            self.sources.insert(path, source);
        }
        Some(())
    }

    /// Reads all journals of the folder, for the first time. What is wrong with them is told, whether it was read or is taken
    /// for that.
    pub(super) fn all(&mut self, folder: &Path) -> News {
        let mut news = self.look(folder, Tail::Torn);
        for (path, Seen { read, .. }) in &self.seen {
            let Lines {
                damaged, foreign, ..
            } = &read.lines;
            report(path, damaged, *foreign, &mut news.problems);
        }
        news
    }

    /// What has been read line by line at the start, or is taken for it; nothing where that is not all that was told.
    pub(super) fn take_sources(&mut self) -> Option<Vec<Source>> {
        let sources = std::mem::take(&mut self.sources);
        (!self.is_more_told).then(|| sources.into_values().collect())
    }

    /// Reads what has come since.
    pub(super) fn news(&mut self, folder: &Path) -> News {
        self.look(folder, Tail::Growing)
    }

    /// Whether damaged lines were found in a journal.
    pub(super) fn is_hurt(&self, path: &Path) -> bool {
        self.seen
            .get(path)
            .is_some_and(|seen| !seen.read.lines.damaged.is_empty())
    }

    /// Reads what other instances have appended to a journal that is open and locked.
    pub(super) fn catch_up(&mut self, path: &Path, file: &mut File) -> News {
        let mut news = News::default();
        if let Ok(metadata) = file.metadata()
            && !self.is_unchanged(path, &metadata)
        {
            // What cannot be read now is read by the next look, as the offset stays where it was.
            let _ = self.take_in(path, file, &metadata, Tail::Growing, &mut news);
        }
        news
    }

    /// Notes that this instance has appended `text` to a journal of `before` bytes: nothing of that is news.
    pub(super) fn has_appended(&mut self, path: &Path, file: &File, before: u64, text: &str) {
        let after = before + text.len() as u64;
        if let Some(seen) = self.seen.get_mut(path)
            && let Ok(metadata) = file.metadata()
            && seen.look.len == before
            // Where there are no locks, another instance may have appended as well.
            && metadata.len() == after
        {
            seen.look = Look::at(&metadata);
            seen.read.offset = after;
            seen.read.lines.extend(&Lines::of(text.as_bytes()));
        }
    }

    /// Notes that this instance has put `text` in the place of a journal: nothing of that is news.
    pub(super) fn has_rewritten(&mut self, path: &Path, file: &File, text: &[u8]) {
        let Ok(metadata) = file.metadata() else {
            return;
        };
        let look = Look {
            len: text.len() as u64,
            ..Look::at(&metadata)
        };
        let read = Extent {
            offset: complete(text) as u64,
            lines: Lines::of(text),
        };
        self.seen.insert(path.to_owned(), Seen { look, read });
    }

    fn look(&mut self, folder: &Path, tail: Tail) -> News {
        let mut news = News::default();
        let paths = match journals(folder) {
            Ok(paths) => paths,
            // A folder that cannot be made was reported, one that is gone has no news.
            Err(error) if error.kind() != io::ErrorKind::PermissionDenied => return news,
            Err(error) => {
                if tail == Tail::Torn {
                    news.problems.push(unreadable(folder, &error));
                }
                return news;
            }
        };
        for path in paths {
            // What is gone meanwhile was taken into the own journal, whose name is a later one.
            if let Err(error) = self.look_at(&path, tail, &mut news)
                && tail == Tail::Torn
                && fs::symlink_metadata(&path).is_ok()
            {
                news.problems.push(unreadable(&path, &error));
            }
        }
        news
    }

    fn look_at(&mut self, path: &Path, tail: Tail, news: &mut News) -> io::Result<()> {
        let metadata = fs::metadata(path)?;
        // A pipe would never end.
        if !metadata.is_file() || self.is_unchanged(path, &metadata) {
            return Ok(());
        }
        let mut file = File::open(path)?;
        if tail == Tail::Torn {
            own::await_writers(&file);
        }
        let metadata = file.metadata()?;
        self.take_in(path, &mut file, &metadata, tail, news)
    }

    fn is_unchanged(&self, path: &Path, now: &Metadata) -> bool {
        self.seen
            .get(path)
            .is_some_and(|seen| seen.look == Look::at(now))
    }

    fn take_in(
        &mut self,
        path: &Path,
        file: &mut File,
        metadata: &Metadata,
        tail: Tail,
        news: &mut News,
    ) -> io::Result<()> {
        let mut read = match self.seen.get(path) {
            Some(seen) if seen.has_grown_to(metadata, file)? => seen.read.clone(),
            _ => Extent::default(),
        };
        let mut text = Vec::new();
        file.seek(SeekFrom::Start(read.offset))?;
        file.read_to_end(&mut text)?;
        let look = Look {
            len: read.offset + text.len() as u64,
            ..Look::at(metadata)
        };
        let end = complete(&text);
        let contents = Contents::of_lines(&text[..end]);
        let mut rest = Contents::of(&text[end..]);
        if tail == Tail::Torn {
            self.add_to_source(path, read.offset, &text[..end], &contents.lines);
            // What no line feed ends may be whole, and still be taken away.
            self.is_more_told |= !rest.records.is_empty();
        } else {
            rest.lines.damaged.clear();
        }
        let mut contents = contents.then(rest);
        let known = read.lines.damaged.len();
        read.offset += end as u64;
        read.lines.extend(&contents.lines);
        if tail == Tail::Growing {
            let damaged = &read.lines.damaged[known..];
            report(path, damaged, contents.lines.foreign, &mut news.problems);
        }
        news.records.append(&mut contents.records);
        self.seen.insert(path.to_owned(), Seen { look, read });
        Ok(())
    }

    fn add_to_source(&mut self, path: &Path, offset: u64, text: &[u8], lines: &Lines) {
        let name = path.file_name().unwrap_or_default();
        let unread = || Source::named(name.into());
        let source = self.sources.entry(path.to_owned()).or_insert_with(unread);
        if source.len() != offset {
            // The journal was replaced while it was compared with the digest.
            self.is_more_told = true;
            *source = unread();
        }
        source.add(text, lines);
    }
}

impl Seen {
    /// Whether the file is what it was and more, so that reading on is enough.
    fn has_grown_to(&self, now: &Metadata, file: &mut File) -> io::Result<bool> {
        let is_same = self.look.identity == own::identity(now);
        if !is_same || now.len() <= self.look.len || self.read.offset == 0 {
            return Ok(false);
        }
        let mut before = [0];
        file.seek(SeekFrom::Start(self.read.offset - 1))?;
        file.read_exact(&mut before)?;
        Ok(before == *b"\n")
    }
}

/// The journals of a folder: its own and those that synchronisers have put there, conflicting copies too.
fn journals(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "jsonl")
        {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn unreadable(path: &Path, error: &io::Error) -> Problem {
    let reason = match error.kind() {
        io::ErrorKind::PermissionDenied => "no permission to read these marks".to_owned(),
        _ => format!("these marks cannot be read: {error}"),
    };
    Problem {
        path: path.to_owned(),
        line: None,
        outcome: Outcome::Skipped,
        reason,
        remedy: "give yourself read permission".into(),
    }
}

fn report(path: &Path, damaged: &[(usize, Damage)], foreign: usize, problems: &mut Vec<Problem>) {
    let mut problem = |line: Option<usize>, reason: String, remedy: &str| {
        problems.push(Problem {
            path: path.to_owned(),
            line,
            outcome: Outcome::Skipped,
            reason,
            remedy: remedy.to_owned(),
        });
    };
    let remedy = "mark the article again if its mark is missing; all other marks were kept";
    for (line, damage) in damaged.iter().take(LISTED) {
        problem(Some(*line), damage.reason().to_owned(), remedy);
    }
    if let Some((line, _)) = damaged.get(LISTED) {
        let more = damaged.len() - LISTED;
        problem(
            Some(*line),
            format!("{more} more records are damaged, from this line on"),
            remedy,
        );
    }
    if foreign > 0 {
        let reason = format!("records of a newer version were kept but not understood ({foreign})");
        problem(None, reason, "update newsstand");
    }
}
