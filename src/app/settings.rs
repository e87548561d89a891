//! The settings in force, as decided values. Does not own their file format (`config`).

use std::path::PathBuf;

use super::keymap::Keymap;

/// Everything a user can set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// What is opened when no path is given.
    pub library: Vec<PathBuf>,
    /// When an article counts as read.
    pub mark_read: ReadPolicy,
    /// The longest line of an article, in cells; 20 to 200.
    pub measure: u16,
    /// The colours.
    pub theme: ThemeName,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// Which keys do what.
    pub keymap: Keymap,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            library: Vec::new(),
            mark_read: ReadPolicy::AfterSeconds(3),
            measure: 72,
            theme: ThemeName::Terminal,
            mouse: true,
            keymap: Keymap::default(),
        }
    }
}

/// When an article counts as read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadPolicy {
    /// As soon as it is opened.
    OnOpening,
    /// When it has been open for so many seconds.
    AfterSeconds(u16),
    /// When its last line has been on the screen.
    AtEnd,
    /// Only by key.
    ByHand,
}

/// The themes by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeName {
    /// The terminal's own 16 colours.
    #[default]
    Terminal,
    /// True colours on a dark ground.
    Dark,
    /// True colours on a light ground.
    Light,
    /// No colours: weight, dimness and reverse only.
    Mono,
}

impl ThemeName {
    /// All themes, with the names they go by.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Terminal, "terminal"),
        (Self::Dark, "dark"),
        (Self::Light, "light"),
        (Self::Mono, "mono"),
    ];
}
