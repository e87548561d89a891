//! Letters that OpenPGP has signed or encrypted within their text (RFC 9580 6.2 and 7).
//!
//! A signature proves nothing to who reads here: it is furniture. Does not own letters that are signed as parts
//! (`mail::content`).

use std::borrow::Cow;

use crate::parse::sanitize;

const SEALED: &str = "-----BEGIN PGP MESSAGE-----";
const SIGNED: &str = "-----BEGIN PGP SIGNED MESSAGE-----\n";
const SIGNATURE: &str = "\n-----BEGIN PGP SIGNATURE-----\n";
const END: &str = "-----END PGP SIGNATURE-----";

/// Whether a text begins as one that nobody can read without a key.
pub(super) fn is_sealed(text: &str) -> bool {
    text.trim_start().starts_with(SEALED)
}

/// Parts a text from what signs it, which becomes lines.
pub(super) fn unsigned(text: &str) -> (Cow<'_, str>, Vec<String>) {
    let Some([before, letter, signature, after]) = parts(text) else {
        return (Cow::Borrowed(text), Vec::new());
    };
    let plain = |line| str::strip_prefix(line, "- ").unwrap_or(line);
    let letter: String = letter.split_inclusive('\n').map(plain).collect();
    let lines = SIGNATURE.lines().chain(signature.lines()).chain([END]);
    let lines = lines.map(sanitize::line).filter(|line| !line.is_empty());
    let text = Cow::Owned(format!("{before}{letter}\n{after}"));
    (text, lines.collect())
}

/// What stands above a signed letter, the letter without the headers above it, its signature, and what follows.
fn parts(text: &str) -> Option<[&str; 4]> {
    let (before, rest) = text.split_once(SIGNED)?;
    let (rest, after) = rest.split_once(END)?;
    let (signed, signature) = rest.rsplit_once(SIGNATURE)?;
    let letter = signed
        .strip_prefix('\n')
        .or_else(|| signed.split_once("\n\n").map(|(_, letter)| letter))?;
    Some([before, letter, signature, after])
}
