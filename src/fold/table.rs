//! The folded forms of the letters of all alphabets, looked up at once.
//!
//! Owns the table, which is made by the rules when it is first used. Does not own the rules (`letters`, `fold`).

use std::sync::LazyLock;

use super::{Case, Folder, letters};

/// The first character that is not in the table: all alphabets are, and most punctuation.
const END: u32 = 0x3000;

static FOLDED: LazyLock<Table> = LazyLock::new(|| Table::new(Case::Folded));
static KEPT: LazyLock<Table> = LazyLock::new(|| Table::new(Case::Kept));

/// The folded forms for one kind of folding.
pub(super) struct Table {
    /// All forms, one behind the other.
    forms: String,
    /// Where each character's form begins; one more at the end.
    starts: Vec<u32>,
}

impl Table {
    /// The table for a kind of folding.
    pub(super) fn of(case: Case) -> &'static Self {
        match case {
            Case::Folded => &FOLDED,
            Case::Kept => &KEPT,
        }
    }

    fn new(case: Case) -> Self {
        let mut folder = Folder::new(case, "");
        let mut starts = Vec::new();
        let start = |folder: &Folder| u32::try_from(folder.text.len()).unwrap_or(u32::MAX);
        for c in (0..END).filter_map(char::from_u32) {
            starts.push(start(&folder));
            if !c.is_whitespace() && !letters::may_join(c) {
                folder.take_letter(c, 0, 0);
            }
        }
        starts.push(start(&folder));
        Self {
            forms: folder.text,
            starts,
        }
    }

    /// The folded form of a character that is no white space, if it is in the table and the same whatever stands before.
    pub(super) fn form(&self, c: char) -> Option<&str> {
        if letters::may_join(c) {
            return None;
        }
        let index = c as usize;
        let (start, end) = (self.starts.get(index)?, self.starts.get(index + 1)?);
        self.forms.get(*start as usize..*end as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_what_the_rules_say() {
        for case in [Case::Folded, Case::Kept] {
            let table = Table::of(case);
            for c in '\0'..=char::MAX {
                let mut folder = Folder::new(case, "");
                folder.take_letter(c, 0, 0);
                let known = table.form(c).filter(|_| !c.is_whitespace());
                assert!(known.is_none_or(|form| form == folder.text), "{c:?}");
                assert!(!letters::stays(c) || folder.text == c.to_string(), "{c:?}");
            }
        }
    }
}
