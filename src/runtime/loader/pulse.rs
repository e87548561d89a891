//! The signs of life that a thread gives while it reads a file, and how long it may go without.
//!
//! Two things are measured apart. A disk may be slow without being dead, so that reading is bounded by silence alone: as
//! long as bytes come in, it goes on. Making sense of what was read is bounded as a whole, by its length. Does not own
//! what becomes of a file that takes longer (`crew`).

use std::{
    mem,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use super::Read;

/// How long a disk may give nothing. One that sleeps takes some ten seconds to wake.
const SILENCE: Duration = Duration::from_secs(30);
/// How long making sense of any file may take. Most take a thousandth of that.
const LEAST: Duration = Duration::from_secs(2);
/// How much longer for each byte, which makes a megabyte a second. The slowest format is read ten times as fast.
const A_BYTE: Duration = Duration::from_micros(1);
/// What a file in an archive counts beyond its bytes.
const A_MEMBER: u64 = 4096;

/// What a thread is at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Stage {
    /// Nothing that could take too long: it waits for a file, or for what somebody types.
    #[default]
    Waiting,
    /// It waits for a disk.
    Reading,
    /// It makes sense of what was read.
    Parsing {
        /// How much that is.
        bytes: u64,
    },
}

impl Stage {
    /// How long it may last; `None` where that is not for us to say.
    pub(super) fn patience(self) -> Option<Duration> {
        match self {
            Self::Waiting => None,
            Self::Reading => Some(SILENCE),
            Self::Parsing { bytes } => {
                let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
                Some(LEAST + A_BYTE * bytes)
            }
        }
    }
}

/// A moment in the life of a thread.
#[derive(Clone, Debug, Default)]
pub(super) struct Beat {
    /// Which it is: as long as this number stays, the thread has not got on.
    pub(super) number: u64,
    /// What it is at.
    pub(super) stage: Stage,
    /// Which file in an archive it is at.
    pub(super) member: Option<PathBuf>,
}

/// What a thread lets know of itself, and what it has got so far.
#[derive(Debug, Default)]
pub(in crate::runtime) struct Pulse {
    beat: Mutex<Beat>,
    parts: Mutex<Read>,
}

impl Pulse {
    /// It waits for what nobody can hurry.
    pub(super) fn waits(&self) {
        self.goes_on(Stage::Waiting);
    }

    /// It asks a disk for something, or was given it.
    pub(super) fn reads(&self) {
        self.goes_on(Stage::Reading);
    }

    /// It begins to make sense of so many bytes.
    pub(super) fn parses(&self, bytes: usize) {
        let bytes = bytes as u64;
        self.goes_on(Stage::Parsing { bytes });
    }

    /// It goes on with a file in an archive. That gives it more time, but not all of its time again, so that what holds
    /// very many files comes to an end.
    pub(super) fn opens(&self, member: &Path, length: usize) {
        let mut beat = locked(&self.beat);
        if let Stage::Parsing { bytes } = &mut beat.stage {
            *bytes += A_MEMBER + length as u64;
        }
        beat.member = Some(member.to_owned());
    }

    /// Takes a part of what is read, for the case that no more will come.
    pub(super) fn keep(&self, part: Read) {
        let mut parts = locked(&self.parts);
        parts.stored.extend(part.stored);
        parts.problems.extend(part.problems);
    }

    /// Gives the parts away.
    pub(super) fn parts(&self) -> Read {
        mem::take(&mut *locked(&self.parts))
    }

    /// The moment it is in.
    pub(super) fn beat(&self) -> Beat {
        locked(&self.beat).clone()
    }

    fn goes_on(&self, stage: Stage) {
        let mut beat = locked(&self.beat);
        *beat = Beat {
            number: beat.number + 1,
            stage,
            member: None,
        };
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patience(pulse: &Pulse) -> Option<u64> {
        Some(pulse.beat().stage.patience()?.as_secs())
    }

    #[test]
    fn a_longer_file_may_take_longer_and_what_nobody_can_hurry_as_long_as_it_takes() {
        let pulse = Pulse::default();
        assert_eq!(patience(&pulse), None);
        pulse.parses(1_000);
        assert_eq!(patience(&pulse), Some(2));
        pulse.parses(400_000_000);
        assert_eq!(patience(&pulse), Some(402));
        pulse.waits();
        assert_eq!(patience(&pulse), None);
    }

    #[test]
    fn each_file_in_an_archive_gives_time_but_does_not_begin_it_anew() {
        let pulse = Pulse::default();
        pulse.parses(1_000);
        let began = pulse.beat().number;
        for _ in 0..3 {
            pulse.opens(Path::new("a.zip/b.txt"), 1_000_000);
        }
        assert_eq!(patience(&pulse), Some(5));
        assert_eq!(pulse.beat().number, began);
        assert_eq!(pulse.beat().member.unwrap(), Path::new("a.zip/b.txt"));
    }

    #[test]
    fn every_byte_from_a_slow_disk_is_a_sign_of_life() {
        let pulse = Pulse::default();
        pulse.reads();
        let before = pulse.beat().number;
        pulse.reads();
        assert_ne!(pulse.beat().number, before);
        assert_eq!(patience(&pulse), Some(30));
    }
}
