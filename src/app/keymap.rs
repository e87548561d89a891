//! The one table of keys.

/// Which keys do what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap {}

impl Keymap {
    /// Binds a key as the settings file writes it (`j`, `Ctrl-d`, `Space`, `F5`) to an action by its command name
    /// (`next`, `toggle-read`); the name `none` unbinds the key.
    ///
    /// # Errors
    /// A sentence that names what is unknown and what would be right.
    pub fn bind(&mut self, _key: &str, _action: &str) -> Result<(), String> {
        Ok(())
    }
}
