//! Numbers that stand for addresses in a plain text, as text browsers, other readers and mail programs write links: `the
//! log[2]` or `[2]the log`, and at the end a list of what the numbers stand for.
//!
//! Owns that list, and which words a number makes a link. Does not own addresses that stand in the text itself (`address`).

use std::{collections::HashMap, ops::Range};

use super::dump;
use crate::parse::field;

/// What the lists of text browsers are headed by.
const OF_BROWSERS: &[&str] = &["References", "Verweise", "Références", "Referencias"];

/// What other lists are headed by, in lower case.
const HEADINGS: &[&str] = &["links", "references", "sources"];

/// Bytes of a paragraph that may be one link as a whole.
const LONGEST: usize = 80;

/// What numbers stand for.
#[derive(Debug, Default)]
pub(super) struct References {
    /// Empty where a number leads nowhere outside its page.
    targets: HashMap<u32, String>,
    /// The lines of a list that a program has made; there may be none.
    pub(super) made: Vec<usize>,
    /// Whether that is one of a text browser.
    pub(super) is_of_browser: bool,
}

impl References {
    /// The references at the end of a text; none where no number in it is one.
    pub(super) fn of(lines: &[&str]) -> Self {
        let (start, found) = Self::numbered(lines).unwrap_or_else(|| Self::in_brackets(lines));
        let has_link = |line: &&str| found.links(line).next().is_some();
        match lines[..start].iter().any(has_link) {
            true => found,
            false => Self::default(),
        }
    }

    /// What lynx and elinks put below a page, and some who write by hand below theirs: a heading, further ones over the links
    /// that are seen and over others, and `  1. https://…`, where an address may have a line of its own, below its title.
    fn numbered(lines: &[&str]) -> Option<(usize, Self)> {
        let start = lines
            .iter()
            .rposition(|line| OF_BROWSERS.contains(&line.trim()))?;
        let mut found = Self::default();
        let (mut last, mut count, mut others) = (None, 0_usize, 0_usize);
        let mut addresses = 0_usize;
        for line in lines[start + 1..].iter().map(|line| line.trim()) {
            let numbered = line.split_once('.').and_then(|(number, rest)| {
                let number: u32 = number.parse().ok()?;
                (rest.is_empty() || rest.starts_with(' ')).then_some((number, rest.trim()))
            });
            let (number, target) = match (numbered, last) {
                (Some(numbered), _) => numbered,
                (None, Some(number)) if has_scheme(line) => (number, line),
                _ => {
                    others += usize::from(!line.is_empty());
                    continue;
                }
            };
            count += usize::from(numbered.is_some());
            last = Some(number).filter(|_| !has_scheme(target));
            addresses += usize::from(has_scheme(target));
            let is_outside = field::is_address(target);
            let target = if is_outside { target } else { "" };
            found.targets.insert(number, target.to_owned());
        }
        // Works are listed so, too.
        found.is_of_browser = addresses * 5 >= count * 4 && dump::is_set_in(&lines[..start]);
        if found.is_of_browser {
            found.made = filled(lines, start);
        }
        // Two are the headings within the list.
        (count > 0 && others <= 2 + count / 2).then_some((start, found))
    }

    /// The lines `[1] https://…` at the end.
    fn in_brackets(lines: &[&str]) -> (usize, Self) {
        let mut found = Self::default();
        let (mut start, mut is_made) = (lines.len(), false);
        for (at, line) in lines.iter().enumerate().rev() {
            let line = line.trim();
            if let Some(entry) = Entry::of(line) {
                is_made |= entry.is_made;
                found.targets.insert(entry.number, entry.target.to_owned());
            } else if line.is_empty() || is_rule(line) {
                continue;
            } else if start == lines.len() || !is_heading(line) {
                break;
            }
            start = at;
        }
        if is_made {
            found.made = filled(lines, start);
        }
        (start, found)
    }

    /// The links of a paragraph.
    pub(super) fn links<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Reference<'a>> {
        let text_or_none = if self.targets.is_empty() { "" } else { text };
        let mut done = 0;
        text_or_none.match_indices(']').filter_map(move |(end, _)| {
            if end < done {
                return None;
            }
            let from = std::mem::replace(&mut done, end + 1);
            let start = from + text[from..end].rfind('[')?;
            let number = text[start + 1..end].split(':').next()?;
            let number = number.strip_prefix("image ").unwrap_or(number);
            let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
            let target = self
                .targets
                .get(&number.parse().ok().filter(|_| is_number)?)?;
            let number = start..end + 1;
            let words = widened(text, number.clone(), from);
            done = words.end;
            let bare = match number.start == words.start {
                true => number.end..words.end,
                false => words.start..number.start,
            };
            // In such a list all numbers are a program's.
            let is_bare =
                !self.made.is_empty() && text[bare.clone()].contains(char::is_alphanumeric);
            let shown = if is_bare { bare } else { words.clone() };
            Some(Reference {
                words,
                shown,
                target,
            })
        })
    }
}

/// Words in a paragraph that are a link by their number.
#[derive(Debug)]
pub(super) struct Reference<'a> {
    /// The words with the number.
    pub(super) words: Range<usize>,
    /// What of them is shown: all, or all but the number.
    pub(super) shown: Range<usize>,
    /// The address; empty where it leads nowhere outside its page.
    pub(super) target: &'a str,
}

/// The lines from one on that are not empty.
fn filled(lines: &[&str], start: usize) -> Vec<usize> {
    let all = start..lines.len();
    all.filter(|at| !lines[*at].is_empty()).collect()
}

/// A line of a list.
struct Entry<'a> {
    number: u32,
    target: &'a str,
    /// Whether a program has written it.
    is_made: bool,
}

impl<'a> Entry<'a> {
    fn of(line: &'a str) -> Option<Self> {
        let (number, rest) = line.strip_prefix('[')?.split_once(']')?;
        let rest = rest.strip_prefix(':').unwrap_or(rest).trim_start();
        let (target, kind) = rest.split_once(' ').unwrap_or((rest, ""));
        let is_made = matches!(kind, "(link)" | "(image)") || kind.starts_with("(embedded ");
        (field::is_address(target) && (kind.is_empty() || is_made)).then_some(Self {
            number: number.parse().ok()?,
            target,
            is_made,
        })
    }
}

/// Whether a text begins like an address: `https:`, `javascript:`.
fn has_scheme(text: &str) -> bool {
    let scheme = text.split_once(':').map_or("", |(scheme, _)| scheme);
    !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn is_heading(line: &str) -> bool {
    let words = line.strip_suffix(':').unwrap_or(line).to_lowercase();
    HEADINGS.contains(&words.as_str())
}

fn is_rule(line: &str) -> bool {
    line.len() >= 3 && line.bytes().all(|byte| matches!(byte, b'-' | b'='))
}

/// A number with the words that it makes a link, as far as can be told: the word before it that it touches, or the one behind
/// it; a short paragraph that begins with it and has no other number is the link as a whole. What stands before `from` is
/// none of it.
fn widened(text: &str, number: Range<usize>, from: usize) -> Range<usize> {
    let (before, behind) = (&text[from..number.start], &text[number.end..]);
    let touches = |char: char| char.is_alphanumeric() || ".,;:!?)”’".contains(char);
    if before.ends_with(touches) {
        let word = before
            .rsplit(char::is_whitespace)
            .next()
            .unwrap_or_default();
        return number.start - word.len()..number.end;
    }
    if number.start == 0 && text.len() <= LONGEST && !behind.contains('[') {
        return 0..text.len();
    }
    let mut words = behind.split(|char: char| char.is_whitespace() || char == '[');
    let word = words.next().unwrap_or_default();
    let word = word.trim_end_matches(|char: char| !char.is_alphanumeric());
    number.start..number.end + word.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The words that are links in the first line of a text, as they are shown, and what they lead to.
    fn links(text: &str) -> Vec<(String, String)> {
        let lines: Vec<_> = text.lines().collect();
        let references = References::of(&lines);
        let links = references.links(lines[0]);
        let told = |link: Reference<'_>| (lines[0][link.shown].to_owned(), link.target.to_owned());
        links.map(told).collect()
    }

    fn words(text: &str) -> Vec<String> {
        links(text).into_iter().map(|(words, _)| words).collect()
    }

    #[test]
    fn numbers_lead_to_what_the_list_says() {
        let one = ("log".to_owned(), "https://a.example/log".to_owned());
        let two = (
            "[image 2: a tower]".to_owned(),
            "https://a.example/tower.png".to_owned(),
        );
        let saved = "See the log[1] of [image 2: a tower].\n\nLinks:\n\
            [1]: https://a.example/log (link)\n[2]: https://a.example/tower.png (image)\n";
        assert_eq!(links(saved), [one, two]);
        let dumped = "The [2]keeper's log, and [3]that of the town.\n\nReferences\n\n   Visible links:\n   \
            2. https://a.example/log\n\n   Hidden links:\n   3. https://a.example/town\n";
        assert_eq!(words(dumped), ["[2]keeper's", "[3]that"]);
        assert_eq!(words(&format!("   {dumped}")), ["keeper's", "that"]);
        let written =
            "A log [1], (see [2]).\n\n[1] https://a.example/log\n[2] https://a.example/town\n";
        assert_eq!(words(written), ["[1]", "[2]"]);
        let titled = "The [2]log.\n\nReferences\n\n   1. The front page\n   https://a.example/\n   2. A log\n   https://a.example/log\n";
        assert_eq!(
            links(titled),
            [("[2]log".to_owned(), "https://a.example/log".to_owned())]
        );
        assert_eq!(
            words("[1]All of the log\n\n[1] https://a.example/log\n"),
            ["[1]All of the log"]
        );
    }

    #[test]
    fn numbers_that_stand_for_nothing_are_text() {
        for text in [
            "A log [1].\n\n[2] https://a.example/log\n",
            "A log [1].\n\n[1] The keeper's log, 1911\n",
            "A log [1].\n\n1. https://a.example/log\n",
            "A log [1].\n\nReferences\n\nThe log was kept.\nIt is lost.\nSo is he.\n1. https://a.example/log\n",
            "A log [+1] [].\n\n[1] https://a.example/log\n",
            "A log [1].\n\n[1] https://a.example/log\n\nThe end.\n",
        ] {
            assert_eq!(words(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn only_a_list_that_a_program_has_made_is_put_aside() {
        let made = |text: &str| References::of(&text.lines().collect::<Vec<_>>()).made;
        assert_eq!(
            made("log[1]\n\nLinks:\n[1]: https://a.example/ (link)\n"),
            [2, 3]
        );
        let numbered = "log [1]\n\nReferences\n\n1. https://a.example/\n";
        assert_eq!(made(numbered), [0; 0]);
        assert_eq!(made(&format!("   {numbered}")), [2, 4]);
        let works = "   log [1]\n\nReferences\n\n   1. Sample, A.: The Log of the North, 1911.\n";
        assert_eq!(made(works), [0; 0]);
        assert_eq!(
            made("log [1]\n\nReferences\n\n[1] https://a.example/\n"),
            [0; 0]
        );
    }

    proptest! {
        #[test]
        fn links_stand_one_behind_the_other_whatever_is_in_brackets(
            text in "([\\[\\]é ,.]|1|image |a){0,40}",
        ) {
            let all = format!("{text}\n\n[1] https://a.example/");
            let lines: Vec<_> = all.lines().collect();
            let references = References { targets: [(1, "https://a.example/".to_owned())].into(), ..References::default() };
            prop_assert!(References::of(&lines).made.is_empty());
            let mut done = 0;
            for link in references.links(&text) {
                prop_assert!(done <= link.words.start && text[link.words.clone()].contains("1"), "{link:?}");
                done = link.words.end;
            }
        }
    }
}
