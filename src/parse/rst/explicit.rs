//! What begins with two dots: targets of links, notes, substitutions, directives, comments.
//!
//! Owns which of them a line begins, and the parts of a directive. Does not own what becomes of them (`rst::lines`).

use super::{dedented, field, inner};

/// What a line with two dots before it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Explicit<'a> {
    /// `.. _name: address`; the name is empty where links are counted.
    Target { name: &'a str, address: &'a str },
    /// `.. [1] text`.
    Note { label: &'a str, text: &'a str },
    /// `.. |name| replace:: text`.
    Substitution {
        name: &'a str,
        kind: &'a str,
        value: &'a str,
    },
    /// `.. name:: argument`.
    Directive { name: &'a str, argument: &'a str },
    /// Anything else.
    Comment(&'a str),
}

impl<'a> Explicit<'a> {
    pub(super) fn of(line: &'a str) -> Option<Self> {
        let rest = match line.strip_prefix("..")? {
            "" => return Some(Self::Comment("")),
            rest => rest.strip_prefix([' ', '\t'])?.trim_start(),
        };
        let special = match rest.bytes().next() {
            Some(b'_') => target(&rest[1..]),
            Some(b'[') => note(&rest[1..]),
            Some(b'|') => substitution(&rest[1..]),
            _ => directive(rest).map(|(name, argument)| Self::Directive { name, argument }),
        };
        Some(special.unwrap_or(Self::Comment(rest)))
    }
}

fn target(rest: &str) -> Option<Explicit<'_>> {
    let (name, address) = match rest.strip_prefix('`') {
        Some(quoted) => quoted.split_once("`:")?,
        None if rest.starts_with("_:") => ("", &rest[2..]),
        None => match rest.split_once(": ") {
            Some(parts) => parts,
            None => (rest.strip_suffix(':')?, ""),
        },
    };
    let address = address.trim();
    Some(Explicit::Target { name, address })
}

fn note(rest: &str) -> Option<Explicit<'_>> {
    let (label, text) = rest.split_once(']')?;
    let is_label = |char: char| char.is_alphanumeric() || "#*-_.:+".contains(char);
    let is_note = !label.is_empty()
        && label.chars().all(is_label)
        && (text.is_empty() || text.starts_with(' '));
    let text = text.trim();
    is_note.then_some(Explicit::Note { label, text })
}

fn substitution(rest: &str) -> Option<Explicit<'_>> {
    let (name, rest) = rest.split_once("| ")?;
    let (kind, value) = directive(rest.trim_start())?;
    Some(Explicit::Substitution { name, kind, value })
}

/// The name and the argument of a directive.
fn directive(rest: &str) -> Option<(&str, &str)> {
    let (name, argument) = rest.split_once("::")?;
    let is_name = |char: char| char.is_alphanumeric() || "-_.+:".contains(char);
    let is_one = name.starts_with(char::is_alphanumeric)
        && name.chars().all(is_name)
        && (argument.is_empty() || argument.starts_with([' ', '\t']));
    is_one.then(|| (name, argument.trim()))
}

/// The parts of a directive.
#[derive(Debug)]
pub(super) struct Directive<'a> {
    /// Without the domain that it is from.
    pub(super) name: String,
    /// What stands on its line.
    pub(super) argument: &'a str,
    options: Vec<(&'a str, &'a str)>,
    /// What stands below, without its margin.
    pub(super) content: Vec<&'a str>,
}

impl<'a> Directive<'a> {
    /// The directive of this name and argument, with the lines that belong to it.
    pub(super) fn new(name: &str, argument: &'a str, held: &[&'a str]) -> Self {
        let lines = dedented(held);
        let options: Vec<_> = lines.iter().map_while(|line| field(line)).collect();
        let content = lines[options.len()..].to_vec();
        let name = name.rsplit(':').next().unwrap_or(name);
        Self {
            name: name.to_ascii_lowercase(),
            argument,
            options,
            content,
        }
    }

    /// The value of an option.
    pub(super) fn option(&self, name: &str) -> Option<&'a str> {
        let mut options = self.options.iter();
        let (_, value) = options.find(|(option, _)| *option == name)?;
        Some(*value).filter(|value| !value.is_empty())
    }

    /// The options, which stand right below its line.
    pub(super) fn options(&self) -> &[(&'a str, &'a str)] {
        &self.options
    }

    /// The argument with the lines right below it, which go on with it, and what follows them.
    pub(super) fn whole(&self) -> Vec<&'a str> {
        let argument = [self.argument].into_iter().filter(|it| !it.is_empty());
        argument.chain(self.content.iter().copied()).collect()
    }
}

/// How many lines belong to what a line with two dots begins, itself among them. A bare one begins an empty comment where a
/// blank line follows.
pub(super) fn length(lines: &[&str]) -> usize {
    let is_bare = lines[0] == ".." && lines.get(1).is_none_or(|line| line.is_empty());
    1 + if is_bare { 0 } else { inner(&lines[1..]) }
}
