//! The keys that the status line reminds of, by what the reader is doing.

use super::{App, Focus, action::Action, keymap};
use crate::typeset;

/// A key and what it does in a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// What it does.
    pub action: Action,
    /// The key, as people write it.
    pub key: String,
    /// What it does, in a word or two.
    pub word: &'static str,
}

/// Hints while the list is in focus, the most useful first.
const HEADLINES: &[Action] = &[
    Action::Open,
    Action::ToggleRead,
    Action::ToggleStar,
    Action::Search,
    Action::Command,
    Action::Help,
    Action::Quit,
];

/// Hints while the list is narrowed by a search.
const SEARCHED: &[Action] = &[
    Action::Open,
    Action::Back,
    Action::ToggleRead,
    Action::Search,
    Action::Command,
    Action::Help,
];

/// Hints while reading.
const READING: &[Action] = &[
    Action::ReadOn,
    Action::Back,
    Action::ToggleStar,
    Action::Search,
    Action::LinkHints,
    Action::Help,
];

/// Hints while reading an article that a search has found.
const MATCHES: &[Action] = &[
    Action::Next,
    Action::Previous,
    Action::Back,
    Action::ReadOn,
    Action::Help,
];

impl Hint {
    /// Cells that it takes with the space behind it.
    pub fn width(&self) -> usize {
        usize::from(self.cells()) + 2
    }

    /// Cells of the key and its word.
    pub fn cells(&self) -> u16 {
        let cells = typeset::width(&self.key) + 1 + typeset::width(self.word);
        u16::try_from(cells).unwrap_or(u16::MAX)
    }
}

impl App {
    /// The keys that help here, the most useful first. Those of a list over the panes stand on its border.
    pub fn hints(&self) -> Vec<Hint> {
        if self.overlay.is_some() {
            return Vec::new();
        }
        let actions = match self.focus {
            Focus::Headlines if self.search.is_some() => SEARCHED,
            Focus::Headlines => HEADLINES,
            Focus::Reading if self.lit().is_some() => MATCHES,
            Focus::Reading => READING,
        };
        let told = |action: &Action| {
            let key = self.settings.keymap.keys(*action).next()?;
            Some(Hint {
                action: *action,
                key: key.short(),
                word: keymap::row_of(*action)?.hint,
            })
        };
        let is_of_use = |action: &&Action| self.selected().is_some() || !needs_article(**action);
        actions.iter().filter(is_of_use).filter_map(told).collect()
    }
}

/// Whether an action does something with the article that is selected.
fn needs_article(action: Action) -> bool {
    matches!(
        action,
        Action::Open | Action::ToggleRead | Action::ToggleStar | Action::LinkHints
    )
}
