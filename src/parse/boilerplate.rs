//! Tells page furniture from an article's text: lists of other posts, share buttons, calls to subscribe.
//!
//! Owns which lines are folded away. Lines are folded, never dropped: one key shows them, search finds them. The rules
//! look at whole lines only, so that a word of the text is never taken for a button. Does not own what becomes of the
//! lines that stay (`text`).

mod phrases;

use phrases::{
    BEGINNINGS, BUTTONS, CALLS, COMMENT_HEADINGS, ENDINGS, LETTERS, LIST_HEADINGS, POPULAR_POSTS,
    SECTIONS, WHOLE_LINES, rows,
};

use std::{collections::HashMap, sync::LazyLock};

/// Bytes of the longest line that a rule about whole lines is asked about.
const LONGEST_PHRASE: usize = 160;

/// Characters of a line that is too long to be the title of another article.
const LONGEST_TITLE: usize = 140;

/// Buttons in a row that make a bar.
const BAR: usize = 3;

/// Short lines in a row that make a menu.
const MENU: usize = 8;

/// Of so many lines of a menu, one at least is known.
const KNOWN_IN_MENU: usize = 12;

/// Bytes of the longest entry of a menu.
const LONGEST_ENTRY: usize = 28;

/// What a line may be, as far as its words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phrase {
    /// The heading of Blogger's list: nothing of the article follows.
    PopularPosts,
    /// The heading of readers' comments.
    Comments,
    /// The heading of a list of links, if links follow.
    ListHeading,
    /// Furniture wherever it stands.
    Furniture,
    /// A button, if other buttons stand beside it.
    Button,
    /// A section that sites have, if others stand beside it.
    Section,
    /// An entry of a menu, if many others stand beside it.
    Entry,
}

/// All tables as one, as a text has many lines. Where a phrase stands in two, the later table here counts.
static PHRASES: LazyLock<HashMap<&'static str, Phrase>> = LazyLock::new(|| {
    let tables = [
        (SECTIONS, Phrase::Section),
        (LIST_HEADINGS, Phrase::ListHeading),
        (BUTTONS, Phrase::Button),
        (WHOLE_LINES, Phrase::Furniture),
        (COMMENT_HEADINGS, Phrase::Comments),
        (POPULAR_POSTS, Phrase::PopularPosts),
    ];
    let rows = |(table, phrase)| rows(table).map(move |row| (row, phrase));
    tables.into_iter().flat_map(rows).collect()
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
    let above = phrases.partition_point(|(at, _)| *at < tail);
    let adjoins = |a: &(usize, Phrase), b: &(usize, Phrase)| is_blank(&lines[a.0 + 1..b.0]);
    let mut folded = Vec::new();
    for run in phrases[..above].chunk_by(adjoins) {
        fold_run(run, &mut folded);
    }
    folded.extend((tail..lines.len()).filter(|at| !is_blank(&lines[*at..=*at])));
    folded
}

/// Folds what is furniture in a run of phrases that have nothing but blank lines between them.
fn fold_run(run: &[(usize, Phrase)], folded: &mut Vec<usize>) {
    let known = run
        .iter()
        .filter(|(_, phrase)| *phrase != Phrase::Entry)
        .count();
    // Short lines can be scores or verse; a menu is known by the entries that all menus have.
    if run.len() >= MENU && known * KNOWN_IN_MENU >= run.len() {
        folded.extend(run.iter().map(|(at, _)| *at));
        return;
    }
    let is_bar_part =
        |(_, phrase): &(usize, Phrase)| matches!(phrase, Phrase::Button | Phrase::Furniture);
    for part in run.chunk_by(|a, b| is_bar_part(a) == is_bar_part(b)) {
        let is_bar = part.len() >= BAR && is_bar_part(&part[0]);
        let furniture = part
            .iter()
            .filter(|(_, phrase)| is_bar || *phrase == Phrase::Furniture);
        folded.extend(furniture.map(|(at, _)| *at));
    }
}

fn is_blank(lines: &[&str]) -> bool {
    lines.iter().all(|line| line.trim().is_empty())
}

/// What a line's words say of it. `key` is room to work in.
fn phrase(line: &str, key: &mut String) -> Option<Phrase> {
    let line = line.trim();
    if line.is_empty() || line.len() > LONGEST_PHRASE {
        return None;
    }
    let core = words_of(line);
    lower(core, key);
    if let Some(phrase) = PHRASES.get(key.as_str()) {
        return Some(*phrase);
    }
    let key = key.as_str();
    if begins(key) || ends(key) || is_call(key) || is_tags(line) {
        return Some(Phrase::Furniture);
    }
    is_entry(line, core).then_some(Phrase::Entry)
}

/// The words of a line without what stands around them: bullets, brackets, the address of a Markdown link.
fn words_of(line: &str) -> &str {
    let core = line.trim_matches(is_edge);
    let begins_with_link = line
        .trim_start_matches(['*', '-', '+', '•', ' '])
        .starts_with(['[', '!']);
    match core.split_once("](") {
        Some((words, address)) if begins_with_link && !address.contains([' ', '(']) => {
            words.trim_matches(is_edge)
        }
        _ => core,
    }
}

/// Punctuation and signs that stand around a phrase. Vowel signs are none, Thai and Tamil words end with them.
fn is_edge(char: char) -> bool {
    match char {
        '©' | '@' | '(' | '+' => false,
        _ if char.is_ascii() => !char.is_ascii_alphanumeric(),
        _ => {
            char.is_whitespace()
                || matches!(char, '\u{a1}'..='\u{bf}' | '\u{2010}'..='\u{2bff}' | '\u{3001}'..='\u{301f}')
        }
    }
}

/// Whether a line could be an entry of a menu: a word or three that are no sentence, or a link and nothing else.
fn is_entry(line: &str, core: &str) -> bool {
    let is_link = line.ends_with(')')
        && core.len() < line.len()
        && line.contains("](")
        && !core.contains("](");
    let is_label = line.len() <= LONGEST_ENTRY
        && !line.ends_with(['.', ',', ';', ':', '!', '?', '"', '”'])
        && !core.starts_with(|char: char| char.is_ascii_digit())
        && line.split(' ').count() <= 3;
    is_link || is_label
}

/// Whether a line is nothing but the tags that saving a page left behind.
fn is_tags(line: &str) -> bool {
    const LEFT_BEHIND: &[&str] = &[
        "span", "div", "iframe", "script", "img", "ins", "svg", "style",
    ];
    let mut rest = line;
    while let Some(inner) = rest.strip_prefix('<') {
        let name = inner.trim_start_matches('/');
        let end = name
            .find(|char: char| !char.is_ascii_alphanumeric())
            .unwrap_or(name.len());
        let Some((_, behind)) = inner
            .split_once('>')
            .filter(|_| LEFT_BEHIND.contains(&&name[..end]))
        else {
            return false;
        };
        rest = behind.trim_start();
    }
    rest.is_empty()
}

/// Whether a line asks for an address, to send news to it.
fn is_call(key: &str) -> bool {
    CALLS.iter().any(|call| key.starts_with(call))
        && LETTERS.iter().any(|letter| key.contains(letter))
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
    let first = key.as_bytes().first();
    BEGINNINGS
        .iter()
        .any(|beginning| beginning.as_bytes().first() == first && key.starts_with(beginning))
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

/// Where the tail of a text begins: at the first heading in its last half below which there are only links, or anything
/// at all if the heading leaves no doubt. Goes up from the end, so that many headings take no longer than one.
fn tail(lines: &[&str], phrases: &[(usize, Phrase)]) -> Option<usize> {
    let all: usize = lines.iter().map(|line| line.trim().len()).sum();
    let (mut below, mut next, mut tail) = (Below::default(), lines.len(), None);
    for (at, phrase) in phrases.iter().rev() {
        for line in &lines[at + 1..next] {
            below.add(line.trim());
        }
        let above = all - below.letters - lines[*at].trim().len();
        // Of a short text three links may be more lines than the article, and a few excerpts more letters.
        let is_late_by_lines = 2 * at >= lines.len();
        let is_late = is_late_by_lines || below.letters <= above;
        let is_tail = match phrase {
            Phrase::PopularPosts => is_late,
            Phrase::Comments => 3 * at >= 2 * lines.len() && 2 * below.letters <= above,
            Phrase::ListHeading => is_late && below.is_links(),
            _ => false,
        };
        if is_tail {
            tail = Some(*at);
        }
        below.add(lines[*at].trim());
        next = *at;
    }
    tail
}

/// What stands below a line.
#[derive(Default)]
struct Below {
    lines: usize,
    titles: usize,
    letters: usize,
    /// Letters of the lines that are no titles.
    prose: usize,
}

impl Below {
    fn add(&mut self, line: &str) {
        let is_title = is_title_like(line);
        self.lines += usize::from(!line.is_empty());
        self.titles += usize::from(!line.is_empty() && is_title);
        self.letters += line.len();
        self.prose += if is_title { 0 } else { line.len() };
    }

    /// Whether four lines of five could be titles of other articles, and there is little else.
    fn is_links(&self) -> bool {
        self.lines > 0 && self.titles * 10 >= self.lines * 8 && 3 * self.prose <= self.letters
    }
}

/// Whether a line looks like the title of another article: short, with a capital, and no sentence.
fn is_title_like(line: &str) -> bool {
    let is_sentence = line.ends_with(['.', '”', '"', ';', ',']) && !line.ends_with("...");
    let first = line.chars().find(|char| char.is_alphanumeric());
    let begins = first.is_none_or(|char| !char.is_lowercase());
    begins && !is_sentence && line.chars().count() <= LONGEST_TITLE
}

#[cfg(test)]
mod tests;
