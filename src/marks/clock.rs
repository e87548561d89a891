//! When and by whom a record was made: the order in which the last writer wins.
//!
//! A hybrid logical clock (Kulkarni et al. 2014): 48 bits of milliseconds, 16 bits of counter, packed so that the
//! counter carries into the milliseconds. Does not read the wall clock: `now` is handed in.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The moment and the author of a record. Later is greater; at one moment the greater author wins, so that any two
/// devices agree.
///
/// A device whose clock stands in 2099 poisons nothing: no clock is dragged along by the stamps it sees. A new stamp
/// is `now`, or just past the one stamp that it has to beat, whichever is later. So a change made after seeing a mark
/// always wins over it, and the registers that the sick clock never touched keep sane stamps. What is farther ahead than
/// any clock goes wrong is no moment to be beaten.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Stamp {
    time: u64,
    author: Author,
}

/// Who writes: one run of the program on one device. Runs that overlap share the device's journal and its undo.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Author {
    /// The device.
    pub device: DeviceId,
    /// Any number that tells the runs of a device apart.
    pub run: u32,
}

/// A device, by a random number; printed as 8 hexadecimal digits.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct DeviceId(pub u32);

const COUNTER_BITS: u32 = 16;

/// The end of the year 9999, in milliseconds since 1970: no stamp is made from a later clock.
const LAST_MS: i64 = 253_402_300_799_999;

/// The moments that a clock can tell which is right. A stamp outside of them was made by a clock that is broken, or by
/// somebody who wants the last word for good: it counts where nothing else was said, and loses to all that is in them.
///
/// So no stamp is the last for ever: it is either later than what is told now by a hundred years, and loses, or it can be
/// beaten by the next tick.
#[derive(Clone, Copy, Debug)]
pub(super) struct Era {
    begin: u64,
    end: u64,
}

/// All moments: stamps are compared as they stand.
impl Default for Era {
    fn default() -> Self {
        Self {
            begin: 0,
            end: u64::MAX,
        }
    }
}

/// A clock that was never set begins with 1970.
const FIRST_DAY_MS: i64 = 86_400_000;

/// How far ahead of this device's clock another one may be: a hundred years. This one's may be the one that is wrong.
const FARTHEST_MS: i64 = 36_525 * FIRST_DAY_MS;

impl Era {
    /// The era of a clock that tells `now`, in milliseconds since 1970.
    pub(super) fn of(now: i64) -> Self {
        let ticks = |ms: i64| ms.clamp(0, LAST_MS + FARTHEST_MS).unsigned_abs() << COUNTER_BITS;
        Self {
            begin: ticks(FIRST_DAY_MS),
            end: ticks(now.max(0).saturating_add(FARTHEST_MS)),
        }
    }

    /// The same, where the clock has gone on to `now`.
    pub(super) fn until(self, now: i64) -> Self {
        Self {
            end: self.end.max(Self::of(now).end),
            ..self
        }
    }

    /// Its first moment, in milliseconds since 1970.
    pub(super) fn beginning(self) -> i64 {
        i64::try_from(self.begin >> COUNTER_BITS).unwrap_or_default()
    }

    fn holds(self, stamp: Stamp) -> bool {
        (self.begin..=self.end).contains(&stamp.time)
    }

    /// Whether a stamp lies ahead of it.
    pub(super) fn ends_before(self, stamp: Stamp) -> bool {
        stamp.time > self.end
    }

    /// What a stamp is compared by.
    pub(super) fn rank(self, stamp: Stamp) -> impl Ord + use<> {
        (self.holds(stamp), stamp)
    }

    /// Those of some stamps that one of `now` does not beat as it stands; the others are as good as none.
    pub(super) fn to_beat<const N: usize>(self, stamps: [Stamp; N], now: i64) -> [Stamp; N] {
        let is_in = self.holds(Stamp::after(now, 0, [], Author::default()));
        stamps.map(|stamp| match is_in && !self.holds(stamp) {
            true => Stamp::default(),
            false => stamp,
        })
    }
}

impl Stamp {
    /// How many bytes it takes.
    pub(super) const SIZE: usize = 16;

    /// The stamp as bytes.
    pub(super) fn to_bytes(self) -> [u8; Self::SIZE] {
        let Author { device, run } = self.author;
        let author = u64::from(device.0) << 32 | u64::from(run);
        (u128::from(self.time) << 64 | u128::from(author)).to_le_bytes()
    }

    /// The stamp that was these bytes.
    pub(super) fn from_bytes(bytes: [u8; Self::SIZE]) -> Self {
        let number = u128::from_le_bytes(bytes);
        Self {
            time: (number >> 64) as u64,
            author: Author {
                device: DeviceId((number >> 32) as u32),
                run: number as u32,
            },
        }
    }

    /// The stamp of `now` (milliseconds since 1970), `offset` ticks on, but later than all of `beaten`.
    pub(super) fn after<const N: usize>(
        now: i64,
        offset: usize,
        beaten: [Self; N],
        author: Author,
    ) -> Self {
        let now = now.clamp(0, LAST_MS).unsigned_abs() << COUNTER_BITS;
        let wished = now.saturating_add(offset as u64);
        let least = beaten
            .into_iter()
            .map(|stamp| stamp.time.saturating_add(1))
            .max();
        Self {
            time: wished.max(least.unwrap_or_default()),
            author,
        }
    }

    /// Who made the record.
    pub fn author(self) -> Author {
        self.author
    }

    /// The milliseconds since 1970 that the author's clock showed.
    pub fn ms(self) -> u64 {
        self.time >> COUNTER_BITS
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counter = self.time & ((1 << COUNTER_BITS) - 1);
        let Author { device, run } = self.author;
        write!(f, "{}.{counter}.{device}.{run:08x}", self.ms())
    }
}

/// The text was no stamp, or no device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAStamp;

impl FromStr for Stamp {
    type Err = NotAStamp;

    fn from_str(text: &str) -> Result<Self, NotAStamp> {
        let mut parts = text.split('.');
        let mut next = || parts.next().ok_or(NotAStamp);
        let (ms, counter) = (decimal(next()?)?, decimal(next()?)?);
        let author = Author {
            device: next()?.parse()?,
            run: hexadecimal(next()?)?,
        };
        let fits = ms < 1 << (64 - COUNTER_BITS) && counter < 1 << COUNTER_BITS;
        if !fits || parts.next().is_some() {
            return Err(NotAStamp);
        }
        Ok(Self {
            time: ms << COUNTER_BITS | counter,
            author,
        })
    }
}

impl fmt::Display for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

impl FromStr for DeviceId {
    type Err = NotAStamp;

    fn from_str(text: &str) -> Result<Self, NotAStamp> {
        hexadecimal(text).map(Self)
    }
}

fn decimal(text: &str) -> Result<u64, NotAStamp> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NotAStamp);
    }
    text.parse().map_err(|_| NotAStamp)
}

fn hexadecimal(text: &str) -> Result<u32, NotAStamp> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(NotAStamp);
    }
    u32::from_str_radix(text, 16).map_err(|_| NotAStamp)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Author = Author {
        device: DeviceId(0xa1b2_c3d4),
        run: 7,
    };

    fn at(ms: i64) -> Stamp {
        Stamp::after(ms, 0, [], HERE)
    }

    #[test]
    fn a_stamp_survives_being_printed() {
        let stamp = Stamp::after(1_764_000_000_000, 3, [], HERE);
        assert_eq!(stamp.to_string(), "1764000000000.3.a1b2c3d4.00000007");
        assert_eq!(stamp.to_string().parse(), Ok(stamp));
        assert_eq!(Stamp::from_bytes(stamp.to_bytes()), stamp);
        for wrong in [
            "",
            "1.2",
            "1.2.a1b2c3d4.0000007",
            "1.65536.a1b2c3d4.00000007",
        ] {
            assert_eq!(wrong.parse::<Stamp>(), Err(NotAStamp), "{wrong}");
        }
    }

    #[test]
    fn a_clock_set_back_still_beats_what_it_saw() {
        let seen = at(2_000);
        let next = Stamp::after(1_000, 0, [seen], HERE);
        assert!(next > seen);
        assert_eq!(next.ms(), 2_000);
    }

    #[test]
    fn more_changes_than_the_counter_holds_run_into_the_next_millisecond() {
        let late = Stamp::after(5, 70_000, [], HERE);
        assert_eq!(late.ms(), 6);
        assert_eq!(late.to_string().parse(), Ok(late));
    }

    #[test]
    fn an_absurd_clock_stops_at_the_year_9999() {
        assert_eq!(at(i64::MAX), at(LAST_MS));
        assert_eq!(at(i64::MIN), at(0));
        assert_eq!(at(i64::MAX).to_string().parse(), Ok(at(i64::MAX)));
    }
}
