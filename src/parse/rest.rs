//! The rest of a source that is cut up from its beginning, and what was looked for in it in vain.
//!
//! Owns that nothing is looked for again and again, which would take the square of the time. Does not own what is cut.

/// What is left of a source.
pub(super) struct Rest<'a> {
    /// The text.
    pub(super) text: &'a str,
    /// What is known not to occur in it.
    pub(super) absent: Vec<&'static str>,
}

impl<'a> Rest<'a> {
    /// All of it.
    pub(super) fn of(text: &'a str) -> Self {
        Self {
            text,
            absent: Vec::new(),
        }
    }

    /// Takes so many bytes away.
    pub(super) fn cut(&mut self, at: usize) -> &'a str {
        let (head, rest) = self.text.split_at(at);
        self.text = rest;
        head
    }

    /// Where an ASCII text in lower case occurs from a byte on, whatever its case.
    pub(super) fn find(&mut self, what: &'static str, from: usize) -> Option<usize> {
        if self.absent.contains(&what) {
            return None;
        }
        let found = find_ignoring_case(self.text.get(from..)?, what).map(|at| from + at);
        if found.is_none() {
            self.absent.push(what);
        }
        found
    }
}

/// Where an ASCII text in lower case occurs, whatever the case.
pub(super) fn find_ignoring_case(text: &str, what: &str) -> Option<usize> {
    let (first, rest) = what.as_bytes().split_first()?;
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        let upper = first.to_ascii_uppercase();
        at += if *first == upper {
            memchr::memchr(*first, &bytes[at..])?
        } else {
            memchr::memchr2(*first, upper, &bytes[at..])?
        };
        let behind = bytes.get(at + 1..at + 1 + rest.len())?;
        if behind.eq_ignore_ascii_case(rest) {
            return Some(at);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_away_is_not_found() {
        let mut rest = Rest::of("<B>Ü</b> </B>");
        assert_eq!(rest.find("</b>", 0), Some(5));
        assert_eq!(rest.cut(5), "<B>Ü");
        assert_eq!(rest.find("</b>", 1), Some(5));
        assert_eq!((rest.find("<i>", 0), rest.find("<i>", 0)), (None, None));
        assert_eq!(rest.absent, ["<i>"]);
        assert_eq!(rest.find("</b>", 99), None);
    }
}
