//! The one table of keys: help, hints, the README's table and the settings file all derive from it.
//!
//! Owns keys, their names and what they are bound to. Nothing else in the program names a key.

mod key;

pub use key::Key;

use super::action::{Action, Edit};

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// What it does.
    pub action: Action,
    /// Its name on the command line and in the settings file.
    pub name: &'static str,
    /// The keys it is bound to at first, parted by spaces.
    pub keys: &'static str,
    /// What it does, for the help.
    pub help: &'static str,
    /// What it does in a word or two, for the hint line.
    pub hint: &'static str,
}

/// A group of rows under a heading of the help.
pub type Group = (&'static str, &'static [Row]);

const fn row(
    action: Action,
    name: &'static str,
    keys: &'static str,
    help: &'static str,
    hint: &'static str,
) -> Row {
    Row {
        action,
        name,
        keys,
        help,
        hint,
    }
}

/// Every action, by subject.
#[rustfmt::skip]
pub const TABLE: &[Group] = &[
    ("Moving", &[
        row(Action::Down, "down", "j Down", "next headline; a line down when reading", "down"),
        row(Action::Up, "up", "k Up", "previous headline; a line up when reading", "up"),
        row(Action::Open, "open", "Enter l Right", "open the article", "open"),
        row(Action::Back, "back", "Esc h Left", "back to the headlines; out of a search", "back"),
        row(Action::NextArticle, "next-article", "J", "next article, while reading", "next"),
        row(Action::PreviousArticle, "previous-article", "K", "previous article, while reading", "previous"),
        row(Action::Next, "next", "n", "next match of a search, else next unread", "next"),
        row(Action::Previous, "previous", "N", "previous match of a search, else previous unread", "previous"),
        row(Action::ReadOn, "read-on", "Space", "a page down; at the end, on to the next unread", "read on"),
        row(Action::PageDown, "page-down", "PageDown Ctrl-f", "a page down", "page"),
        row(Action::PageUp, "page-up", "b PageUp Ctrl-b", "a page up", "page up"),
        row(Action::HalfDown, "half-down", "Ctrl-d", "half a page down", "half down"),
        row(Action::HalfUp, "half-up", "Ctrl-u", "half a page up", "half up"),
        row(Action::Top, "top", "g Home", "to the first headline or line", "top"),
        row(Action::Bottom, "bottom", "G End", "to the last headline or line", "bottom"),
        row(Action::SwitchFocus, "focus", "Tab", "to the other pane", "other pane"),
    ]),
    ("Marks", &[
        row(Action::ToggleRead, "toggle-read", "m", "mark read, or unread again", "mark"),
        row(Action::MarkRead, "mark-read", "r", "mark read", "read"),
        row(Action::MarkUnread, "mark-unread", "u", "mark unread", "unread"),
        row(Action::MarkAllRead, "mark-all-read", "A", "mark everything in the list read", "all read"),
        row(Action::ToggleStar, "star", "f", "star, or take the star away", "star"),
        row(Action::Undo, "undo", "U", "take the last marks back, even those of yesterday", "undo"),
        row(Action::Redo, "redo", "Ctrl-r", "make them again", "redo"),
    ]),
    ("Finding", &[
        row(Action::Search, "search", "/", "search everything; when reading, find in the article", "search"),
        row(Action::Passages, "passages", "p", "list the passages of a search, a row a hit; and back", "passages"),
        row(Action::Command, "command", ":", "the command line; Tab completes", "command"),
        row(Action::ShowAll, "show-all", "1", "all articles", "all"),
        row(Action::ShowUnread, "show-unread", "2", "the unread ones", "unread"),
        row(Action::ShowStarred, "show-starred", "3", "the starred ones", "starred"),
        row(Action::ShowSaved(1), "show-saved-1", "4", "the first saved search", "saved"),
        row(Action::ShowSaved(2), "show-saved-2", "5", "the second saved search", "saved"),
        row(Action::ShowSaved(3), "show-saved-3", "6", "the third saved search", "saved"),
        row(Action::ShowSaved(4), "show-saved-4", "7", "the fourth saved search", "saved"),
        row(Action::ShowSaved(5), "show-saved-5", "8", "the fifth saved search", "saved"),
        row(Action::ShowSaved(6), "show-saved-6", "9", "the sixth saved search", "saved"),
    ]),
    ("Links", &[
        row(Action::OpenLink, "open-link", "o", "open the article's link in the browser", "browser"),
        row(Action::LinkHints, "links", ";", "list the article's links, to open one", "links"),
        row(Action::CopyLink, "copy-link", "y", "copy the article's link", "copy link"),
    ]),
    ("The page", &[
        row(Action::Widen, "widen", "+ =", "longer lines", "wider"),
        row(Action::Narrow, "narrow", "-", "shorter lines", "narrower"),
        row(Action::Zen, "zen", "z", "the article alone", "zen"),
        row(Action::Boilerplate, "boilerplate", "B", "show the lines that were folded away", "folded lines"),
    ]),
    ("The program", &[
        row(Action::Help, "help", "?", "this list, which can be searched", "help"),
        row(Action::Problems, "problems", "!", "what was skipped, cut or guessed at", "problems"),
        row(Action::Rescan, "rescan", "R", "look for new and changed articles, where that does not happen by itself", "rescan"),
        row(Action::Redraw, "redraw", "Ctrl-l", "draw the screen anew", "redraw"),
        row(Action::Suspend, "suspend", "Ctrl-z", "back to the shell; fg returns", "suspend"),
        row(Action::Quit, "quit", "q Ctrl-c", "quit", "quit"),
    ]),
];

/// The keys of a prompt, as readline has them, with what they do for the help.
#[rustfmt::skip]
pub const PROMPT: &[(Edit, &str, &str)] = &[
    (Edit::Accept, "Enter Ctrl-j", "take the line as it is"),
    (Edit::Cancel, "Esc Ctrl-c Ctrl-g", "give it up; all is as before"),
    (Edit::Complete, "Tab", "take the offer that is lit, or light the first one; in a find, search everything"),
    (Edit::NextOffer, "Ctrl-n", "light the next offer"),
    (Edit::PreviousOffer, "BackTab", "light the one before"),
    (Edit::Older, "Up Ctrl-p", "an older line that begins like this one"),
    (Edit::Newer, "Down", "a newer one"),
    (Edit::LookUp, "Ctrl-r", "look for this in older lines; again for the next"),
    (Edit::Earlier, "PageUp Alt-,", "limit the search to the time before, by the bars"),
    (Edit::Later, "PageDown Alt-.", "limit it to the time after"),
    (Edit::Left, "Left Ctrl-b", "a character to the left"),
    (Edit::Right, "Right Ctrl-f", "a character to the right"),
    (Edit::WordLeft, "Ctrl-Left Alt-Left Alt-b", "a word to the left"),
    (Edit::WordRight, "Ctrl-Right Alt-Right Alt-f", "a word to the right"),
    (Edit::Start, "Home Ctrl-a", "to the beginning"),
    (Edit::End, "End Ctrl-e", "to the end"),
    (Edit::DeleteBack, "Backspace Ctrl-h", "delete the character before"),
    (Edit::DeleteForward, "Delete Ctrl-d", "delete the character under the cursor"),
    (Edit::DeleteWord, "Ctrl-w Alt-Backspace", "delete the word before"),
    (Edit::DeleteWordForward, "Alt-d", "delete the word behind"),
    (Edit::DeleteToStart, "Ctrl-u", "delete all before the cursor"),
    (Edit::DeleteToEnd, "Ctrl-k", "delete all behind it"),
    (Edit::Yank, "Ctrl-y", "put back what was deleted last"),
];

/// Which keys do what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    keys: Vec<(Key, Action)>,
}

impl Default for Keymap {
    fn default() -> Self {
        let keys_of = |row: &Row| {
            let action = row.action;
            row.keys
                .split(' ')
                .filter_map(move |name| Some((Key::parse(name)?, action)))
        };
        Self {
            keys: rows().flat_map(keys_of).collect(),
        }
    }
}

impl Keymap {
    /// Binds a key as the settings file writes it (`j`, `Ctrl-d`, `Space`, `F5`) to an action by its command name
    /// (`down`, `toggle-read`); the name `none` unbinds the key.
    ///
    /// # Errors
    /// A sentence that names what is unknown and what would be right.
    pub fn bind(&mut self, key: &str, action: &str) -> Result<(), String> {
        let unknown =
            || format!("no key is called '{key}'; write j, Ctrl-d, Alt-x, Space, F5 or PageUp");
        let pressed = Key::parse(key).ok_or_else(unknown)?;
        let bound = match action {
            "none" => None,
            name => Some(action_named(name).ok_or_else(|| {
                format!(
                    "no action is called '{name}'; the help lists them, and 'none' unbinds the key"
                )
            })?),
        };
        self.keys.retain(|(known, _)| *known != pressed);
        self.keys.extend(bound.map(|action| (pressed, action)));
        Ok(())
    }

    /// What a key does in the panes.
    pub fn action(&self, key: Key) -> Option<Action> {
        self.keys
            .iter()
            .find(|(known, _)| *known == key)
            .map(|(_, action)| *action)
    }

    /// The keys that are bound to an action, the usual one first.
    pub fn keys(&self, action: Action) -> impl Iterator<Item = Key> + '_ {
        self.keys
            .iter()
            .filter(move |(_, bound)| *bound == action)
            .map(|(key, _)| *key)
    }

    /// The usual key of an action as the hint line shows it; the command that does the same where it has none.
    pub fn hint_key(&self, action: Action) -> String {
        let command = || row_of(action).map(|row| format!(":{}", row.name));
        let key = self.keys(action).next().map(Key::short);
        key.or_else(command).unwrap_or_default()
    }
}

/// What a key does in a prompt.
pub fn edit(key: Key) -> Option<Edit> {
    let bound = |keys: &str| keys.split(' ').any(|name| Key::parse(name) == Some(key));
    PROMPT
        .iter()
        .find(|(_, keys, _)| bound(keys))
        .map(|(edit, ..)| *edit)
}

/// The usual key of an edit, as the hint line shows it.
pub fn edit_key(edit: Edit) -> String {
    let keys = PROMPT
        .iter()
        .find(|(known, ..)| *known == edit)
        .map(|(_, keys, _)| *keys);
    keys.and_then(|keys| Key::parse(keys.split(' ').next()?))
        .map(Key::short)
        .unwrap_or_default()
}

/// All rows of the table.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    TABLE.iter().flat_map(|(_, rows)| rows.iter())
}

/// The row of an action.
pub fn row_of(action: Action) -> Option<&'static Row> {
    rows().find(|row| row.action == action)
}

/// The action of a command name.
pub fn action_named(name: &str) -> Option<Action> {
    rows().find(|row| row.name == name).map(|row| row.action)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_key_of_the_table_can_be_read_and_means_one_thing() {
        let names: Vec<_> = rows().flat_map(|row| row.keys.split(' ')).collect();
        let keys: HashSet<_> = names
            .iter()
            .map(|name| Key::parse(name).expect(name))
            .collect();
        assert_eq!(keys.len(), names.len());
        let edits: Vec<_> = PROMPT
            .iter()
            .flat_map(|(_, keys, _)| keys.split(' '))
            .collect();
        let keys: HashSet<_> = edits.iter().filter_map(|name| Key::parse(name)).collect();
        assert_eq!(keys.len(), edits.len());
    }

    #[test]
    fn a_key_can_be_given_another_meaning_or_none() {
        let mut keymap = Keymap::default();
        keymap.bind("x", "quit").unwrap();
        keymap.bind("q", "none").unwrap();
        assert_eq!(keymap.action(Key::parse("x").unwrap()), Some(Action::Quit));
        assert_eq!(keymap.action(Key::parse("q").unwrap()), None);
        assert!(
            keymap
                .bind("Hyper-q", "quit")
                .unwrap_err()
                .contains("Hyper-q")
        );
        assert!(keymap.bind("q", "fly").unwrap_err().contains("fly"));
    }

    #[test]
    fn every_action_has_one_name_and_one_row() {
        let actions: HashSet<_> = rows().map(|row| row.action).collect();
        let names: HashSet<_> = rows().map(|row| row.name).collect();
        assert_eq!(
            (actions.len(), names.len()),
            (rows().count(), rows().count())
        );
    }
}
