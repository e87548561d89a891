//! Names of sixty-four bits and the small numbers they are given.
//!
//! Owns the table. Does not own what is named (`groups`, `heavy`).

/// Gives each name a number, in the order in which they come.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// A number and one, or nought.
    slots: Vec<u32>,
    names: Vec<u64>,
}

impl Names {
    /// Forgets all names, but keeps its memory.
    pub(super) fn clear(&mut self) {
        self.slots.fill(0);
        self.names.clear();
    }

    /// All names in the order of their numbers.
    pub(super) fn all(&self) -> &[u64] {
        &self.names
    }

    /// The number of a name, and whether it is new.
    #[inline]
    pub(super) fn number(&mut self, name: u64) -> (u32, bool) {
        if self.names.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let mask = self.slots.len() - 1;
        let mut at = slot(name) & mask;
        loop {
            let Some(number) = self.slots[at].checked_sub(1) else {
                let number = self.names.len() as u32;
                self.slots[at] = number + 1;
                self.names.push(name);
                return (number, true);
            };
            if self.names[number as usize] == name {
                return (number, false);
            }
            at = (at + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let size = (4 * self.names.len()).next_power_of_two().max(1 << 12);
        self.slots.clear();
        self.slots.resize(size, 0);
        for (name, number) in self.names.iter().zip(1..) {
            let mut at = slot(*name) & (size - 1);
            while self.slots[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            self.slots[at] = number;
        }
    }
}

#[inline]
fn slot(name: u64) -> usize {
    (name.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize
}
