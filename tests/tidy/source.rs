//! A source file as the rules see it: its text, and its code without comments, literals and tests.
//!
//! Owns just enough reading of Rust to tell code from words. Relies on rustfmt for nothing but `fn name` on one line.

use std::{fmt, ops::Range};

/// A file of the project. What is not code is blanked out byte for byte, so that a place in the code is the same place
/// in the text.
pub(crate) struct Source {
    pub(crate) path: String,
    pub(crate) text: String,
    pub(crate) code: String,
}

/// A broken rule: where, what, and what to do.
pub(crate) struct Fault {
    path: String,
    line: usize,
    message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.message)
    }
}

impl Source {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let is_test = |part| part == "tests" || part == "tests.rs";
        let code = if path.split('/').any(is_test) {
            tested(text)
        } else {
            without_tests(without_words(text))
        };
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
            code,
        }
    }

    /// The path without `src/` and `.rs`: `view/reading`.
    fn place(&self) -> &str {
        let path = self.path.strip_suffix(".rs").unwrap_or(&self.path);
        path.strip_prefix("src/").unwrap_or(path)
    }

    /// The module of `src/lib.rs` that the file belongs to.
    pub(crate) fn module(&self) -> &str {
        self.place().split('/').next().unwrap_or_default()
    }

    /// The file's own module.
    pub(crate) fn stem(&self) -> &str {
        self.place().rsplit('/').next().unwrap_or_default()
    }

    /// How many modules stand around this one, the crate aside.
    pub(crate) fn depth(&self) -> usize {
        self.place().matches('/').count()
    }

    /// Whether the file is the module `home` or stands in it.
    pub(crate) fn is_within(&self, home: &str) -> bool {
        let rest = self.place().strip_prefix(home);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The places of a piece of code that does not go on a name or path before it.
    pub(crate) fn find(&self, needle: &str) -> Vec<usize> {
        let starts_a_name = needle.starts_with(|c: char| c.is_alphanumeric());
        self.code
            .match_indices(needle)
            .map(|(at, _)| at)
            .filter(|at| !starts_a_name || !self.code[..*at].ends_with(goes_on))
            .collect()
    }

    /// The names that follow a path, also those in braces: `a` and `c` for `std::` in `use std::{a::b, c}`.
    pub(crate) fn named_after(&self, path: &str) -> Vec<(usize, String)> {
        let mut names = Vec::new();
        for at in self.find(path) {
            let start = at + path.len();
            if self.code[start..].starts_with('{') {
                let starts = item_starts(&self.code, start);
                names.extend(starts.map(|at| (at, name_at(&self.code, at))));
            } else {
                names.push((at, name_at(&self.code, start)));
            }
        }
        names
    }

    /// Each function: where it begins, its name, and how many lines it takes.
    pub(crate) fn functions(&self) -> Vec<(usize, String, usize)> {
        let function = |at: usize| {
            let open = at + self.code[at..].find(['{', ';'])?;
            let lines = self.code[at..block_end(&self.code, open)].lines().count();
            Some((at, name_at(&self.code, at + "fn ".len()), lines))
        };
        self.find("fn ").into_iter().filter_map(function).collect()
    }

    /// Lines, tests aside.
    pub(crate) fn lines(&self) -> usize {
        let is_code = |line: &&str| !line.starts_with(TEST_LINE);
        self.code.lines().filter(is_code).count()
    }

    /// A fault of this file at a byte of it.
    pub(crate) fn fault(&self, at: usize, message: impl Into<String>) -> Fault {
        let before = &self.text.as_bytes()[..at];
        Fault {
            path: self.path.clone(),
            line: before.iter().filter(|byte| **byte == b'\n').count() + 1,
            message: message.into(),
        }
    }
}

/// What a blanked line of a test begins with; no Rust code does.
const TEST_LINE: char = '\u{1}';

fn goes_on(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == ':'
}

fn name_at(code: &str, start: usize) -> String {
    let is_name = |c: &char| c.is_alphanumeric() || *c == '_';
    code[start..].chars().take_while(is_name).collect()
}

/// Where the items of the list in braces that opens at `open` begin, those of lists within it left out.
fn item_starts(code: &str, open: usize) -> impl Iterator<Item = usize> {
    let (mut depth, mut expected) = (0, false);
    let list = code[open..block_end(code, open)].char_indices();
    list.filter_map(move |(offset, c)| {
        match c {
            '{' => (depth, expected) = (depth + 1, true),
            '}' => depth -= 1,
            ',' => expected = true,
            _ if depth == 1 && expected && !c.is_whitespace() => {
                expected = false;
                return Some(open + offset);
            }
            _ => {}
        }
        None
    })
}

/// Where the block that opens at `open` ends; a semicolon is a block of its own.
fn block_end(code: &str, open: usize) -> usize {
    let mut depth = 0;
    for (offset, c) in code[open..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return open + offset + c.len_utf8();
        }
    }
    code.len()
}

/// As many spaces as there are bytes, line feeds kept.
fn blank(text: &str) -> String {
    let spaces = |byte| if byte == b'\n' { '\n' } else { ' ' };
    text.bytes().map(spaces).collect()
}

/// The text blanked out and each line marked as a test's.
fn tested(text: &str) -> String {
    let mark = |line: &str| line.replacen(' ', &TEST_LINE.to_string(), 1);
    let lines: Vec<_> = blank(text).split('\n').map(mark).collect();
    lines.join("\n")
}

/// The code without what stands under `#[cfg(test)]`.
fn without_tests(mut code: String) -> String {
    while let Some(Range { start, end }) = test_item(&code) {
        let test = tested(&code[start..end]);
        code.replace_range(start..end, &test);
    }
    code
}

/// The first item under `#[cfg(test)]`, from the beginning of its line.
fn test_item(code: &str) -> Option<Range<usize>> {
    let mark = code.find("#[cfg(test)]")?;
    let open = code[mark..]
        .find(['{', ';'])
        .map_or(code.len(), |i| mark + i);
    let start = code[..mark].rfind('\n').map_or(0, |i| i + 1);
    Some(start..block_end(code, open))
}

/// The text without its comments and without what stands in its string and character literals.
pub(crate) fn without_words(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    while let Some(first) = text[code.len()..].chars().next() {
        let rest = &text[code.len()..];
        match word_length(rest, code.ends_with(goes_on)) {
            0 => code.push(first),
            length => code.push_str(&blank(&rest[..length])),
        }
    }
    code
}

/// How many bytes of a comment or literal stand at the beginning of `rest`; 0 where code stands.
fn word_length(rest: &str, in_name: bool) -> usize {
    let until = |end: &str, from: usize| {
        let found = rest[from..].find(end);
        found.map_or(rest.len(), |i| from + i + end.len())
    };
    let mut chars = rest.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some('/'), Some('/'), _) => rest.find('\n').unwrap_or(rest.len()),
        (Some('/'), Some('*'), _) => until("*/", 2),
        (Some('"'), ..) => quoted_length(rest),
        (Some('\''), Some('\\'), Some(escaped)) => until("'", 2 + escaped.len_utf8()),
        (Some('\''), Some(c), Some('\'')) => 2 + c.len_utf8(),
        (Some('r'), ..) if !in_name => {
            let hashes = rest[1..].len() - rest[1..].trim_start_matches('#').len();
            match rest[1 + hashes..].starts_with('"') {
                true => until(&format!("\"{}", "#".repeat(hashes)), 2 + hashes),
                false => 0,
            }
        }
        _ => 0,
    }
}

fn quoted_length(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at + 1,
            _ => escaped = c == '\\' && !escaped,
        }
    }
    rest.len()
}
