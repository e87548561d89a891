//! Folding: what two texts have in common when case, accents and typography are left aside.
//!
//! Owns the folded form of a text and the way back from a place in it to the place in the text.
//! Does not own matching (`search`).

/// The folded form of `text`, as search compares it.
pub fn fold(text: &str) -> String {
    text.to_lowercase()
}
