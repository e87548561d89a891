//! What was typed into the prompts before: searches and commands, each kind by itself.
//!
//! Owns their order and how they are looked through. Does not own their files (`runtime::history`).

use super::{Offer, Purpose};
use crate::fold::fold;

/// How many lines a look into the history offers.
const MOST: usize = 50;

/// The lines that were typed into each prompt, the newest last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histories {
    /// Behind `/`.
    pub searches: Vec<String>,
    /// Behind `:`.
    pub commands: Vec<String>,
}

/// A kind of line that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// A search of all articles, or a find in one.
    Search,
    /// A command.
    Command,
}

impl Kept {
    /// The kind of the lines of a prompt, where they are kept.
    pub(super) fn of(purpose: &Purpose) -> Option<Self> {
        match purpose {
            Purpose::Search { .. } | Purpose::Find { .. } => Some(Self::Search),
            Purpose::Command => Some(Self::Command),
            Purpose::Filter => None,
        }
    }
}

impl Histories {
    /// The lines of a kind, the newest last.
    pub fn of(&self, kept: Kept) -> &[String] {
        match kept {
            Kept::Search => &self.searches,
            Kept::Command => &self.commands,
        }
    }

    /// Adds a line at the end; one that was typed before moves there.
    pub(super) fn add(&mut self, kept: Kept, line: &str) {
        let lines = match kept {
            Kept::Search => &mut self.searches,
            Kept::Command => &mut self.commands,
        };
        lines.retain(|known| known != line);
        lines.push(line.to_owned());
    }

    /// The lines that hold what is typed, the newest first, as offers for the whole line.
    pub(super) fn offers(&self, kept: Kept, typed: &str) -> Vec<Offer> {
        let sought = fold(typed.trim());
        let lines = self.of(kept).iter().rev();
        let fits = lines.filter(|line| fold(line).contains(&sought));
        let offer = |line: &String| Offer {
            range: 0..typed.len(),
            text: line.clone(),
            help: String::new(),
            count: None,
        };
        fits.take(MOST).map(offer).collect()
    }
}
