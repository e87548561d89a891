//! Tells page furniture from an article's text: lists of other posts, share buttons, calls to subscribe.
//!
//! Owns which lines are folded away. Lines are folded, never dropped: one key shows them, search finds them. The rules
//! look at whole lines only, so that a word of the text is never taken for a button. Does not own what becomes of the
//! lines that stay (`text`).

mod phrases;

use phrases::{
    BEGINNINGS, BUTTONS, COMMENT_HEADINGS, ENDINGS, LIST_HEADINGS, POPULAR_POSTS, WHOLE_LINES,
};

use std::{collections::HashSet, sync::LazyLock};

/// Bytes of the longest line that a rule about whole lines is asked about.
const LONGEST_PHRASE: usize = 160;

/// Characters of a line that is too long to be the title of another article.
const LONGEST_TITLE: usize = 140;

/// Buttons in a row that make a bar.
const BAR: usize = 3;

/// What a line may be, as far as its words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phrase {
    /// The heading of Blogger's list, or of readers' comments: nothing of the article follows.
    End,
    /// The heading of a list of links, if links follow.
    ListHeading,
    /// Furniture wherever it stands.
    Furniture,
    /// A button, if other buttons stand beside it.
    Button,
}

/// The rows of each table as sets: a text has many lines.
struct Tables {
    ends: HashSet<&'static str>,
    headings: HashSet<&'static str>,
    lines: HashSet<&'static str>,
    buttons: HashSet<&'static str>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables {
    ends: POPULAR_POSTS
        .iter()
        .chain(COMMENT_HEADINGS)
        .copied()
        .collect(),
    headings: LIST_HEADINGS.iter().copied().collect(),
    lines: WHOLE_LINES.iter().copied().collect(),
    buttons: BUTTONS.iter().copied().collect(),
});

/// Finds the lines of a text that are furniture, by their indices, in order.
pub(super) fn find(lines: &[&str]) -> Vec<usize> {
    let mut phrases: Vec<(usize, Phrase)> = Vec::new();
    let mut key = String::new();
    for (at, line) in lines.iter().enumerate() {
        if let Some(phrase) = phrase(line, &mut key) {
            phrases.push((at, phrase));
        }
    }
    if phrases.is_empty() {
        return Vec::new();
    }
    let tail = tail(lines, &phrases).unwrap_or(lines.len());
    let mut folded: Vec<usize> = phrases
        .iter()
        .enumerate()
        .filter(|(_, (at, _))| *at < tail)
        .filter(|(index, (_, phrase))| match phrase {
            Phrase::Furniture => true,
            Phrase::Button => is_in_bar(lines, &phrases, *index),
            Phrase::End | Phrase::ListHeading => false,
        })
        .map(|(_, (at, _))| *at)
        .collect();
    folded.extend((tail..lines.len()).filter(|at| !lines[*at].trim().is_empty()));
    folded
}

/// What a line's words say of it. `key` is room to work in.
fn phrase(line: &str, key: &mut String) -> Option<Phrase> {
    let line = line.trim();
    if line.is_empty() || line.len() > LONGEST_PHRASE {
        return None;
    }
    let core = line.trim_matches(|char: char| !char.is_alphanumeric() && !"©@(+".contains(char));
    lower(core, key);
    let (key, tables) = (key.as_str(), &*TABLES);
    let is_line = |set: &HashSet<&str>| key.len() <= 100 && set.contains(key);
    if is_line(&tables.ends) {
        Some(Phrase::End)
    } else if is_line(&tables.buttons) {
        Some(Phrase::Button)
    } else if is_line(&tables.headings) {
        Some(Phrase::ListHeading)
    } else if is_line(&tables.lines) || begins(key) || ends(key) {
        Some(Phrase::Furniture)
    } else {
        None
    }
}

/// Writes a line in lower case, with one kind of apostrophe and one kind of space.
fn lower(line: &str, key: &mut String) {
    key.clear();
    for char in line.chars() {
        match char {
            '’' => key.push('\''),
            '\u{a0}' => key.push(' '),
            _ if char.is_ascii() => key.push(char.to_ascii_lowercase()),
            _ => key.extend(char.to_lowercase()),
        }
    }
}

fn begins(key: &str) -> bool {
    BEGINNINGS
        .iter()
        .any(|beginning| key.starts_with(beginning))
}

/// Whether a line ends as furniture does; a count before it must be a number: "12 comments".
fn ends(key: &str) -> bool {
    ENDINGS.iter().any(|ending| {
        key.strip_suffix(ending).is_some_and(|rest| {
            let is_count = rest
                .trim_end()
                .bytes()
                .all(|byte| byte.is_ascii_digit() || b".,k+".contains(&byte));
            let is_phrase = ending.len() > 12;
            is_phrase && rest.len() < 80 || is_count && !rest.is_empty() && rest.ends_with(' ')
        })
    })
}

/// Where the tail of a text begins: at a heading in its last half below which there are only links, or anything at all
/// if the heading leaves no doubt.
fn tail(lines: &[&str], phrases: &[(usize, Phrase)]) -> Option<usize> {
    let filled = lines.iter().filter(|line| !line.trim().is_empty()).count();
    phrases
        .iter()
        .find(|(at, phrase)| {
            let below = || {
                lines[at + 1..]
                    .iter()
                    .map(|line| line.trim())
                    .filter(|line| !line.is_empty())
            };
            let count = below().count();
            // Of a short text three links may well be the larger part, so the letters count as well.
            let letters = |lines: &[&str]| lines.iter().map(|line| line.len()).sum::<usize>();
            let is_late = count * 2 <= filled || letters(&lines[*at..]) * 2 <= letters(lines);
            match phrase {
                Phrase::End => is_late || lines[*at].trim().chars().count() > 24 && *at > 0,
                Phrase::ListHeading => {
                    let titles = below().filter(|line| is_title_like(line)).count();
                    is_late && count > 0 && titles * 10 >= count * 8
                }
                Phrase::Furniture | Phrase::Button => false,
            }
        })
        .map(|(at, _)| *at)
}

/// Whether a line looks like the title of another article: short, and no sentence.
fn is_title_like(line: &str) -> bool {
    let is_sentence = line.ends_with(['.', '”', '"', ';', ',']) && !line.ends_with("...");
    line.chars().count() <= LONGEST_TITLE && !is_sentence
}

/// Whether a button stands among others, with nothing but blank lines between them.
fn is_in_bar(lines: &[&str], phrases: &[(usize, Phrase)], index: usize) -> bool {
    let joins = |a: usize, b: usize| lines[a + 1..b].iter().all(|line| line.trim().is_empty());
    let is_button = |index: usize| phrases[index].1 == Phrase::Button;
    let (mut first, mut last) = (index, index);
    while first > 0
        && is_button(first - 1)
        && joins(phrases[first - 1].0, phrases[first].0)
        && last - first < BAR
    {
        first -= 1;
    }
    while last + 1 < phrases.len()
        && is_button(last + 1)
        && joins(phrases[last].0, phrases[last + 1].0)
        && last - first < BAR
    {
        last += 1;
    }
    last - first + 1 >= BAR
}

#[cfg(test)]
mod tests;
