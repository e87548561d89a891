//! What names in a text stand for: addresses that are told elsewhere, and substitutions.
//!
//! Owns where these are told. Does not own where they are used (`rst::inline`).

use std::collections::HashMap;

use super::{explicit::Explicit, field, indent, inline, lines};
use crate::parse::sanitize;

/// Names that stand for names that stand for an address.
const LONGEST_CHAIN: usize = 4;

/// Lines below a name in which its heading or its options stand.
const NEAR: usize = 8;

/// What names stand for.
#[derive(Debug, Default)]
pub(super) struct Names {
    addresses: HashMap<String, String>,
    /// The headings that names stand above.
    headings: HashMap<String, String>,
    /// The addresses of links that have no name, in the order of these.
    nameless: Vec<String>,
    /// How many of them were used.
    used: usize,
    /// How many notes that have no name were told, and meant.
    notes: [usize; 2],
    /// What stands between bars.
    words: HashMap<String, Word>,
}

/// What a name between bars stands for.
#[derive(Clone, Debug)]
pub(super) enum Word {
    Text(String),
    Picture {
        address: String,
        /// What is said of it.
        shows: Option<String>,
    },
}

impl Names {
    /// Finds what the lines of a text tell.
    pub(super) fn of(lines: &[&str]) -> Self {
        let mut names = Self::default();
        for (at, line) in lines.iter().enumerate() {
            let bare = line.trim_start();
            if let Some(address) = bare.strip_prefix("__ ") {
                names.nameless.push(sanitize::line(address));
                continue;
            }
            match Explicit::of(bare) {
                Some(Explicit::Target { name, address }) => {
                    // The address may have a line of its own.
                    let below = lines.get(at + 1);
                    let below = below.filter(|below| indent(below) > indent(line));
                    let address = match (address.is_empty(), below) {
                        (true, Some(below)) => below,
                        _ => address,
                    };
                    names.tell(name, address);
                    if address.is_empty() {
                        names.stands_above(name, &lines[at + 1..]);
                    }
                }
                Some(Explicit::Substitution { name, kind, value }) => {
                    let word = match kind {
                        "image" => Word::Picture {
                            address: sanitize::line(value),
                            shows: said_of_picture(&lines[at + 1..]),
                        },
                        _ => Word::Text(value.to_owned()),
                    };
                    names.words.insert(key(name), word);
                }
                _ => {}
            }
        }
        names
    }

    /// Takes down what a name stands for. The first time counts.
    pub(super) fn tell(&mut self, name: &str, address: &str) {
        let address = sanitize::line(address);
        if name.is_empty() {
            self.nameless.push(address);
        } else if !address.is_empty() {
            self.addresses.entry(key(name)).or_insert(address);
        }
    }

    /// The address of a link by its name.
    pub(super) fn address(&self, name: &str) -> Option<&str> {
        let mut address = self.addresses.get(&key(name))?;
        for _ in 0..LONGEST_CHAIN {
            let other = address.strip_suffix('_').filter(|it| !it.contains(':'));
            match other.and_then(|other| self.addresses.get(&key(other.trim_matches('`')))) {
                Some(next) => address = next,
                None => break,
            }
        }
        Some(address)
    }

    /// Takes down that a name stands above the heading which lines begin with, if they do.
    fn stands_above(&mut self, name: &str, lines: &[&str]) {
        let mut below = lines
            .iter()
            .take(NEAR)
            .filter(|line| !line.is_empty() && Explicit::of(line).is_none());
        let first = below.next().copied().unwrap_or_default();
        let heading = match lines::is_drawn(first) {
            true => below.next().copied(),
            false => Some(first).filter(|_| below.next().is_some_and(|rule| lines::is_drawn(rule))),
        };
        if let Some(heading) = heading {
            self.headings.insert(key(name), inline::plain(heading));
        }
    }

    /// The heading below a name.
    pub(super) fn heading(&self, name: &str) -> Option<&str> {
        self.headings.get(&key(name)).map(String::as_str)
    }

    /// The address of the next link that has no name.
    pub(super) fn next(&mut self) -> Option<&str> {
        self.used += 1;
        self.nameless.get(self.used - 1).map(String::as_str)
    }

    /// Counts a note that has no name, where it is told or where it is meant.
    pub(super) fn count(&mut self, is_told: bool) -> usize {
        let count = &mut self.notes[usize::from(is_told)];
        *count += 1;
        *count
    }

    /// What stands for a name between bars.
    pub(super) fn word(&self, name: &str) -> Option<&Word> {
        self.words.get(&key(name))
    }
}

/// What the options below a picture say of it.
fn said_of_picture(lines: &[&str]) -> Option<String> {
    let below = lines.iter().take(NEAR).take_while(|line| indent(line) > 0);
    let mut options = below.filter_map(|line| field(line.trim_start()));
    let (_, shows) = options.find(|(name, _)| *name == "alt")?;
    Some(sanitize::line(shows)).filter(|shows| !shows.is_empty())
}

/// Names are compared without case, their blanks being one each.
fn key(name: &str) -> String {
    sanitize::line(name).to_lowercase()
}
