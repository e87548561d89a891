//! What stands in a cell: a text, or a list of several as Python and JSON write it (`['Ann Sample', 'Bo Test']`).
//!
//! Owns which words stand for nothing. Does not own what becomes of a value (`json`).

use std::str::Chars;

use serde_json::{Map, Value};

use crate::parse::feed::keys::Role;

/// What programs write where there is nothing: pandas, Python, databases, spreadsheets, R.
const NOTHING: [&str; 10] = [
    "", "nan", "NaN", "NaT", "None", "null", "NULL", "\\N", "#N/A", "NA",
];

/// How deep lists may lie in each other.
const DEEPEST: usize = 4;

/// The value of a cell in a column of this role; none if nothing stands in it.
pub(super) fn value(cell: &str, role: Role) -> Option<Value> {
    let trimmed = cell.trim();
    if NOTHING.contains(&trimmed) {
        return None;
    }
    let may_be_several = matches!(
        role,
        Role::Person(_) | Role::Tags | Role::Source(_) | Role::Origin
    );
    let several = may_be_several.then(|| literal(trimmed)).flatten();
    several.or_else(|| Some(Value::String(cell.to_owned())))
}

/// The list or the dictionary that a text is.
fn literal(text: &str) -> Option<Value> {
    if !text.starts_with(['[', '{', '(']) {
        return None;
    }
    let mut literal = Literal(text.chars());
    let value = literal.value(0)?;
    literal.0.as_str().trim().is_empty().then_some(value)
}

/// What is left to read of a literal.
struct Literal<'a>(Chars<'a>);

impl Literal<'_> {
    fn value(&mut self, depth: usize) -> Option<Value> {
        match self.peek()? {
            '[' if depth < DEEPEST => self.list(']', depth),
            '(' if depth < DEEPEST => self.list(')', depth),
            '{' if depth < DEEPEST => self.map(depth),
            '\'' | '"' => self.string().map(Value::String),
            _ => self.word(),
        }
    }

    /// The next character that is no blank.
    fn peek(&mut self) -> Option<char> {
        self.0 = self.0.as_str().trim_start().chars();
        self.0.clone().next()
    }

    fn list(&mut self, end: char, depth: usize) -> Option<Value> {
        let mut values = Vec::new();
        self.0.next();
        while self.peek()? != end {
            values.push(self.value(depth + 1)?);
            self.skip_comma(end)?;
        }
        self.0.next();
        Some(Value::Array(values))
    }

    fn map(&mut self, depth: usize) -> Option<Value> {
        let mut values = Map::new();
        self.0.next();
        while self.peek()? != '}' {
            let key = self.string()?;
            if self.peek()? != ':' {
                return None;
            }
            self.0.next();
            values.insert(key, self.value(depth + 1)?);
            self.skip_comma('}')?;
        }
        self.0.next();
        Some(Value::Object(values))
    }

    /// Passes over the comma behind a value, or stands before the end.
    fn skip_comma(&mut self, end: char) -> Option<()> {
        match self.peek()? {
            ',' => self.0.next().map(|_| ()),
            char => (char == end).then_some(()),
        }
    }

    fn string(&mut self) -> Option<String> {
        let quote = self.0.next().filter(|char| matches!(char, '\'' | '"'))?;
        let mut string = String::new();
        loop {
            match self.0.next()? {
                '\\' => string.push(self.escaped()?),
                char if char == quote => return Some(string),
                char => string.push(char),
            }
        }
    }

    fn escaped(&mut self) -> Option<char> {
        let digits = match self.0.next()? {
            'n' => return Some('\n'),
            't' => return Some('\t'),
            'x' => 2,
            'u' => 4,
            char => return Some(char),
        };
        let (number, rest) = self.0.as_str().split_at_checked(digits)?;
        self.0 = rest.chars();
        char::from_u32(u32::from_str_radix(number, 16).ok()?)
    }

    /// A number, or what stands for nothing.
    fn word(&mut self) -> Option<Value> {
        let text = self.0.as_str();
        let is_of_word = |char: char| char.is_alphanumeric() || matches!(char, '_' | '.' | '-');
        let end = text.find(|char| !is_of_word(char)).unwrap_or(text.len());
        let (word, rest) = text.split_at(end);
        self.0 = rest.chars();
        (!word.is_empty()).then(|| match NOTHING.contains(&word) {
            true => Value::Null,
            false => Value::String(word.to_owned()),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_list_is_read_as_python_and_json_write_it() {
        for (cell, expected) in [
            (
                "['Ann Sample', \"Bo O'Test\"]",
                json!(["Ann Sample", "Bo O'Test"]),
            ),
            ("[\"a\", \"\\u00e9\\\"\"]", json!(["a", "é\""])),
            ("('it\\'s', )", json!(["it's"])),
            (
                "{'id': None, 'name': 'The Wire'}",
                json!({"id": null, "name": "The Wire"}),
            ),
            ("[]", json!([])),
        ] {
            assert_eq!(literal(cell), Some(expected), "{cell}");
        }
    }

    #[test]
    fn what_only_begins_like_a_list_is_a_text() {
        for cell in [
            "[Editor]s",
            "['a",
            "[a b]",
            "{'a'}",
            "[\"\\u00",
            "[[[[[[]]]]]]",
        ] {
            let expected = Some(Value::String(cell.to_owned()));
            assert_eq!(value(cell, Role::Tags), expected, "{cell}");
        }
    }

    #[test]
    fn words_for_nothing_are_nothing() {
        assert_eq!(value(" NaN ", Role::Title(0)), None);
        assert_eq!(value("", Role::Title(0)), None);
        assert!(value("Nana", Role::Title(0)).is_some());
    }
}
