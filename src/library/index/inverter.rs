//! Numbers and the places they were noted in, turned into a list of places for each number.
//!
//! Owns that turn. Used for words and the documents they occur in, and for the letter groups of words and the blocks of
//! the dictionary they occur in. Does not own what the numbers stand for (`terms`, `groups`).

/// What is known of a number while places are noted.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    /// The last place it was noted in and one.
    last: u32,
    /// In how many places it was noted.
    count: u32,
}

/// Collects numbers, one place after another.
#[derive(Debug, Default)]
pub(super) struct Inverter {
    seen: Vec<Seen>,
    /// The numbers of each place, one place behind the other; more lie behind these.
    stream: Vec<u32>,
    len: usize,
    /// Where the numbers of each place end.
    ends: Vec<usize>,
    /// Where the places of each number end, and all of them.
    starts: Vec<usize>,
    places: Vec<u32>,
}

impl Inverter {
    /// Forgets everything, but keeps its memory. Only numbers below `count` will be noted, until there are more.
    pub(super) fn clear(&mut self, count: usize) {
        self.seen.clear();
        self.seen.resize(count, Seen::default());
        self.len = 0;
        self.ends.clear();
    }

    /// Makes room for the next number.
    pub(super) fn push(&mut self) {
        self.seen.push(Seen::default());
    }

    /// Notes that numbers occur in this place. A number may come again.
    #[inline]
    pub(super) fn note(&mut self, numbers: &[u32]) {
        let needed = self.len + numbers.len();
        if self.stream.len() < needed {
            self.stream.resize(2 * needed, 0);
        }
        let place = self.ends.len() as u32 + 1;
        let room = &mut self.stream[self.len..needed];
        let mut fresh = 0;
        for number in numbers {
            let seen = &mut self.seen[*number as usize];
            // No branch: whether a word stood in a document before cannot be guessed.
            room[fresh] = *number;
            let is_new = u32::from(seen.last != place);
            seen.last = place;
            seen.count += is_new;
            fresh += is_new as usize;
        }
        self.len += fresh;
    }

    /// The next place begins.
    pub(super) fn end_place(&mut self) {
        self.ends.push(self.len);
    }

    /// How many places there are.
    pub(super) fn count(&self) -> usize {
        self.ends.len()
    }

    /// In how many places a number was noted.
    #[inline]
    pub(super) fn count_of(&self, number: usize) -> u32 {
        self.seen[number].count
    }

    /// Works out the places of each number.
    pub(super) fn invert(&mut self) {
        self.starts.clear();
        let mut start = 0;
        for seen in &self.seen {
            self.starts.push(start);
            start += seen.count as usize;
        }
        if self.places.len() < self.len {
            self.places.resize(self.len, 0);
        }
        let mut start = 0;
        for (end, place) in self.ends.iter().zip(0..) {
            for number in &self.stream[start..*end] {
                let next = &mut self.starts[*number as usize];
                self.places[*next] = place;
                *next += 1;
            }
            start = *end;
        }
    }

    /// The places of a number, ascending, when they have been worked out.
    #[inline]
    pub(super) fn places_of(&self, number: usize) -> &[u32] {
        let end = self.starts[number];
        &self.places[end - self.seen[number].count as usize..end]
    }
}
