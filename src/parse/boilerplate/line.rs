//! A line of a text, with what its form says of it.
//!
//! Does not own what its words say (`phrases`), or what it means among the other lines (`boilerplate`).

use crate::article::count_words;

/// A line that is not blank.
pub(super) struct Line<'a> {
    /// Its index among all lines.
    pub(super) at: usize,
    /// The line without white space at its ends.
    pub(super) text: &'a str,
    /// How many characters it has.
    pub(super) chars: usize,
    /// Whether a blank line stands before it.
    pub(super) is_apart: bool,
}

/// The lines that are not blank.
pub(super) fn filled<'a>(lines: &[&'a str]) -> Vec<Line<'a>> {
    let mut filled = Vec::with_capacity(lines.len() / 2 + 1);
    let mut is_apart = true;
    for (at, line) in lines.iter().enumerate() {
        let text = line.trim();
        if !text.is_empty() {
            let chars = match text.is_ascii() {
                true => text.len(),
                false => text.chars().count(),
            };
            filled.push(Line {
                at,
                text,
                chars,
                is_apart,
            });
        }
        is_apart = text.is_empty();
    }
    filled
}

impl Line<'_> {
    /// Whether it ends as sentences do, closing quotation marks and brackets aside.
    pub(super) fn ends_sentence(&self) -> bool {
        let closing = ['"', '\'', '”', '’', '»', '«', '“', ')', ']', '」', '*', '_'];
        let end = self.text.trim_end_matches(closing);
        end.ends_with(['.', '!', '?', '…', ':', ';', '。', '！', '？', '।', '؟'])
    }

    /// Its words; of a long line about how many, for it only has to be weighed.
    pub(super) fn words(&self) -> usize {
        if self.text.len() >= 2 * self.chars {
            // Scripts such as Han may have no spaces.
            count_words(self.text)
        } else if self.chars > 100 {
            self.chars / 6
        } else {
            let begins = |pair: &&[u8]| pair[0] == b' ' && pair[1] != b' ';
            1 + self.text.as_bytes().windows(2).filter(begins).count()
        }
    }

    /// Whether it was broken at the edge of a page and goes on in `next`.
    pub(super) fn continues(&self, next: &Self) -> bool {
        const MARKS: [char; 8] = ['*', '-', '•', '[', '<', '#', '>', '|'];
        let first_word = || next.text.find(' ').unwrap_or(next.text.len());
        !next.is_apart
            && (60..=100).contains(&self.chars)
            && self.chars + first_word() >= 70
            && !self.text.starts_with([']', '!', '<'])
            && !next.text.starts_with(MARKS)
    }

    /// Whether it is a notice of copyright: with a year, for a credit has none.
    pub(super) fn is_notice(&self) -> bool {
        const SIGNS: [&str; 4] = ["©", "(c)", "Copyright", "COPYRIGHT"];
        SIGNS.iter().any(|sign| self.text.starts_with(sign))
            && self.text.contains(|c: char| c.is_ascii_digit())
    }

    /// Whether it is a notice of copyright wherever it stands.
    pub(super) fn reserves_rights(&self) -> bool {
        self.is_notice() && self.text.trim_end_matches('.').ends_with("ights reserved")
    }

    /// Whether it gives the address of a link that is numbered in the text: `[12]: https://...`.
    pub(super) fn is_definition(&self) -> bool {
        let Some((number, rest)) = self
            .text
            .strip_prefix('[')
            .and_then(|rest| rest.split_once("]:"))
        else {
            return false;
        };
        !number.is_empty()
            && number.len() <= 5
            && number.bytes().all(|b| b.is_ascii_digit())
            && !rest.trim().contains(' ')
    }

    /// Whether the line consists of links: `[a](b)`, `[a][1]`, or words and then their address in brackets.
    pub(super) fn is_linked(&self) -> bool {
        let mut rest = self
            .text
            .trim_start_matches(['*', '-', '+', '•', '|', '!', ' ']);
        if rest.starts_with('[') {
            while let Some(link) = rest.strip_prefix('[') {
                let Some((_, target)) = link.split_once(']') else {
                    return false;
                };
                let close = match target.as_bytes().first() {
                    Some(b'(') => ')',
                    Some(b'[') => ']',
                    _ => return false,
                };
                let Some((_, after)) = target.split_once(close) else {
                    return false;
                };
                rest = after.trim_start_matches(['*', '|', ',', '!', ']', ' ']);
            }
            return rest.is_empty();
        }
        let address = rest
            .strip_suffix(')')
            .and_then(|rest| rest.rsplit_once(" ("));
        address.is_some_and(|(words, address)| {
            (address.starts_with("http") || address.starts_with('/'))
                && !address.contains(' ')
                && !words.contains(". ")
                && !words.contains("://")
        })
    }

    /// Whether it is nothing but what saving a page left behind: tags that set no text, and pictures.
    pub(super) fn is_left_behind(&self) -> bool {
        const TAGS: [&str; 8] = [
            "span", "div", "iframe", "script", "img", "ins", "svg", "style",
        ];
        let mut rest = self.text;
        while let Some(inner) = rest.strip_prefix('<') {
            let name = inner.trim_start_matches('/');
            let end = name.find(|c: char| !c.is_ascii_alphanumeric());
            let Some((_, behind)) = inner.split_once('>') else {
                return false;
            };
            if !TAGS.contains(&&name[..end.unwrap_or(name.len())]) {
                return false;
            }
            rest = behind.trim_start();
        }
        rest.is_empty() || rest.contains("](")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_short_line_are_what_spaces_part() {
        for (text, words) in [
            ("One", 1),
            ("- two", 2),
            ("  a  b   c ", 3),
            ("\u{a0}a\tb c", 2),
        ] {
            assert_eq!(filled(&[text])[0].words(), words, "{text:?}");
        }
    }
}
