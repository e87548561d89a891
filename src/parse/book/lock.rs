//! What of a book is encrypted (OCF 4.2.6.3.2).
//!
//! Owns which encryption is none that matters: fonts are scrambled by means that everybody knows. Nothing is decrypted.

use std::collections::HashSet;

use super::{key, resolved};
use crate::parse::xml::{Event, Events, local};

/// How fonts are scrambled.
const OF_FONTS: [&str; 2] = [
    "http://www.idpf.org/2008/embedding",
    "http://ns.adobe.com/pdf/enc#RC",
];

/// The keys of the names of the files that are encrypted.
pub(super) fn locked(text: &str) -> HashSet<String> {
    let mut events = Events::new(text);
    let mut names = HashSet::new();
    let mut is_of_fonts = false;
    loop {
        match events.next() {
            Event::Open(tag) => match local(tag.name) {
                "EncryptedData" => is_of_fonts = false,
                "EncryptionMethod" => {
                    let method = tag.attribute("Algorithm").unwrap_or_default();
                    is_of_fonts |= OF_FONTS.contains(&method.trim());
                }
                "CipherReference" if !is_of_fonts => {
                    let place = tag.attribute("URI");
                    names.extend(place.and_then(|place| Some(key(&resolved("", &place)?))));
                }
                _ => {}
            },
            Event::End => return names,
            _ => {}
        }
    }
}
