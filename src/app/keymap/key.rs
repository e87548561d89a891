//! A key press, and its spelling in the settings file, the help and the hint line.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key with its modifiers. A shifted character is the character itself: `A`, not `Shift-a`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    modifiers: KeyModifiers,
}

/// The names of keys that are not characters, and how the hint line shows them.
const NAMED: &[(&str, &str, KeyCode)] = &[
    ("Space", "Space", KeyCode::Char(' ')),
    ("Enter", "Enter", KeyCode::Enter),
    ("Esc", "Esc", KeyCode::Esc),
    ("Tab", "Tab", KeyCode::Tab),
    ("BackTab", "⇧Tab", KeyCode::BackTab),
    ("Backspace", "⌫", KeyCode::Backspace),
    ("Delete", "Del", KeyCode::Delete),
    ("Insert", "Ins", KeyCode::Insert),
    ("Up", "↑", KeyCode::Up),
    ("Down", "↓", KeyCode::Down),
    ("Left", "←", KeyCode::Left),
    ("Right", "→", KeyCode::Right),
    ("Home", "Home", KeyCode::Home),
    ("End", "End", KeyCode::End),
    ("PageUp", "PgUp", KeyCode::PageUp),
    ("PageDown", "PgDn", KeyCode::PageDown),
];

const MODIFIERS: &[(&str, &str, KeyModifiers)] = &[
    ("Ctrl-", "^", KeyModifiers::CONTROL),
    ("Alt-", "⌥", KeyModifiers::ALT),
];

impl Key {
    /// The key of an event of the terminal.
    pub fn of(event: KeyEvent) -> Self {
        Self::new(event.code, event.modifiers)
    }

    /// Reads `j`, `Ctrl-d`, `Alt-Left`, `Space`, `F5`, names in any case, and what the hint line shows: `^D`.
    pub fn parse(name: &str) -> Option<Self> {
        let (mut rest, mut modifiers) = (name, KeyModifiers::NONE);
        for (long, short, modifier) in MODIFIERS {
            let behind = [long, short].into_iter().find_map(|prefix| {
                let (begun, behind) = rest.split_at_checked(prefix.len())?;
                (begun.eq_ignore_ascii_case(prefix) && !behind.is_empty()).then_some(behind)
            });
            if let Some(behind) = behind {
                (rest, modifiers) = (behind, modifiers | *modifier);
            }
        }
        let is_called = |name: &str| name.eq_ignore_ascii_case(rest);
        let mut chars = rest.chars();
        let code = match (chars.next()?, chars.as_str()) {
            (char, "") => KeyCode::Char(char),
            ('F' | 'f', number) if number.parse::<u8>().is_ok() => KeyCode::F(number.parse().ok()?),
            _ => {
                let mut named = NAMED.iter();
                named
                    .find(|(long, short, _)| is_called(long) || is_called(short))?
                    .2
            }
        };
        Some(Self::new(code, modifiers))
    }

    /// The character that the key types, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(char) if self.modifiers.is_empty() => Some(char),
            _ => None,
        }
    }

    /// How the hint line shows it: `^D`, `↑`, `Space`.
    pub fn short(self) -> String {
        let name = match self.code {
            KeyCode::Char(char) if self.modifiers.contains(KeyModifiers::CONTROL) => {
                char.to_uppercase().to_string()
            }
            code => name_of(code, |(_, short, _)| short),
        };
        self.prefixed(&name, |(_, short, _)| short)
    }

    fn new(code: KeyCode, modifiers: KeyModifiers) -> Self {
        let known = modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT);
        match code {
            // Terminals do not tell whether the letter was a capital.
            KeyCode::Char(char) if known.contains(KeyModifiers::CONTROL) => Self {
                code: KeyCode::Char(char.to_ascii_lowercase()),
                modifiers: known,
            },
            KeyCode::Tab if modifiers.contains(KeyModifiers::SHIFT) => Self {
                code: KeyCode::BackTab,
                modifiers: known,
            },
            code => Self {
                code,
                modifiers: known,
            },
        }
    }

    fn prefixed(
        self,
        name: &str,
        pick: fn(&(&'static str, &'static str, KeyModifiers)) -> &'static str,
    ) -> String {
        let held = MODIFIERS
            .iter()
            .filter(|(_, _, modifier)| self.modifiers.contains(*modifier));
        held.map(pick).collect::<String>() + name
    }
}

/// As the settings file writes it.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            &self.prefixed(&name_of(self.code, |(name, _, _)| name), |(name, _, _)| {
                name
            }),
        )
    }
}

fn name_of(
    code: KeyCode,
    pick: fn(&(&'static str, &'static str, KeyCode)) -> &'static str,
) -> String {
    match (NAMED.iter().find(|(_, _, known)| *known == code), code) {
        (Some(named), _) => pick(named).to_owned(),
        (None, KeyCode::Char(char)) => char.to_string(),
        (None, KeyCode::F(number)) => format!("F{number}"),
        (None, other) => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_written_as_they_are_read() {
        for name in [
            "j",
            "A",
            "Ctrl-d",
            "Alt-Left",
            "Space",
            "F5",
            "PageUp",
            "-",
            "Ctrl-Alt-x",
            "é",
        ] {
            assert_eq!(
                Key::parse(name).map(|key| key.to_string()).as_deref(),
                Some(name)
            );
        }
        assert_eq!(Key::parse("Hyper-x"), None);
        assert_eq!(Key::parse(""), None);
    }

    #[test]
    fn keys_are_read_in_any_case_and_as_the_hint_line_writes_them() {
        for (name, meant) in [
            ("ctrl-X", "Ctrl-x"),
            ("^X", "Ctrl-x"),
            ("^", "^"),
            ("CTRL-alt-x", "Ctrl-Alt-x"),
            ("alt-X", "Alt-X"),
            ("space", "Space"),
            ("PgDn", "PageDown"),
            ("f5", "F5"),
            ("f", "f"),
        ] {
            let read = Key::parse(name).map(|key| key.to_string());
            assert_eq!(read.as_deref(), Some(meant), "{name}");
        }
        let held = KeyModifiers::CONTROL | KeyModifiers::SHIFT;
        let event = KeyEvent::new(KeyCode::Char('X'), held);
        assert_eq!(Some(Key::of(event)), Key::parse("Ctrl-x"));
    }

    #[test]
    fn the_hint_line_writes_keys_short() {
        let short = |name| Key::parse(name).map(Key::short);
        assert_eq!(short("Ctrl-d").as_deref(), Some("^D"));
        assert_eq!(short("Down").as_deref(), Some("↓"));
    }

    #[test]
    fn shift_is_part_of_the_character() {
        let event = KeyEvent::new(KeyCode::Char('A'), KeyModifiers::SHIFT);
        assert_eq!(Key::of(event), Key::parse("A").unwrap());
    }
}
