//! Regular expressions in queries.
//!
//! Owns how they are written, their smart case and their bounds. Unlike words they see a text as it stands, accents and
//! typography included. Does not own where they are looked for (`plan`).

use std::fmt;

use regex::{Regex, RegexBuilder};

/// A regular expression. `^` and `$` are the ends of a line; a capital letter, or a class of one case, makes it exact in
/// case.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    source: String,
    regex: Regex,
}

/// How large an expression may grow when it is compiled, in bytes: enough for a Unicode class to be repeated twenty times.
const LARGEST: usize = 1 << 20;

/// How much memory each of its automata may take for the states that it has come to, in bytes. With less, patterns of some
/// size lose their states as soon as they are found, and run ten times slower.
const STATES: usize = 1 << 23;

/// How deep the groups of an expression may nest.
const DEPTH: u32 = 64;

impl Pattern {
    /// Compiles what stands between the slashes. The engine takes time linear in a text, times the size of the compiled
    /// expression, which is bounded here.
    ///
    /// # Errors
    /// Why it cannot be.
    pub(super) fn new(written: &str) -> Result<Self, String> {
        let source = without_escaped_slashes(written);
        let regex = RegexBuilder::new(&source)
            .case_insensitive(!tells_case(&source))
            .multi_line(true)
            .size_limit(LARGEST)
            .dfa_size_limit(STATES)
            .nest_limit(DEPTH)
            .build()
            .map_err(|error| format!("This is no regular expression: {}", reason(&error)))?;
        Ok(Self { source, regex })
    }

    /// What finds it.
    pub(super) fn regex(&self) -> &Regex {
        &self.regex
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Eq for Pattern {}

/// Between slashes, as it is read.
impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}/", self.source.replace('/', "\\/"))
    }
}

fn without_escaped_slashes(written: &str) -> String {
    let mut source = String::with_capacity(written.len());
    let mut chars = written.chars();
    while let Some(c) = chars.next() {
        match (c, chars.clone().next()) {
            ('\\', Some('/')) => {}
            ('\\', Some(escaped)) => {
                chars.next();
                source.extend([c, escaped]);
            }
            _ => source.push(c),
        }
    }
    source
}

/// Whether a capital letter stands for itself, other than in `\S`, or a class is named that letters of the other case are
/// not in, such as `\p{Lu}`.
fn tells_case(source: &str) -> bool {
    const POSIX: [&str; 2] = ["[:upper:]", "[:lower:]"];
    const CLASSES: [&str; 6] = ["lu", "ll", "upper", "lower", "case", "caseletter"];
    if POSIX.iter().any(|class| source.contains(class)) {
        return true;
    }
    let mut chars = source.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            if c.is_uppercase() {
                return true;
            }
            continue;
        }
        let is_class = matches!(chars.next(), Some('p' | 'P'));
        if is_class && chars.next() == Some('{') {
            let name = chars.by_ref().take_while(|c| *c != '}');
            let name = name.filter(char::is_ascii_alphanumeric);
            let name: String = name.map(|c| c.to_ascii_lowercase()).collect();
            if CLASSES.iter().any(|class| name.ends_with(class)) {
                return true;
            }
        }
    }
    false
}

/// The engine draws its errors in several lines, of which the last says what is wrong.
fn reason(error: &regex::Error) -> String {
    if matches!(error, regex::Error::CompiledTooBig(_)) {
        return "it grows too large when its repetitions are written out".to_owned();
    }
    let drawing = error.to_string();
    let last = drawing.lines().last().unwrap_or_default();
    last.trim_start_matches("error: ").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_capital_that_stands_for_itself_makes_it_exact() {
        let holds = |source: &str, text: &str| Pattern::new(source).unwrap().regex().is_match(text);
        assert!(holds("kab.l", "KABUL") && holds("Kab.l", "Kabul"));
        assert!(!holds("Kab.l", "KABUL"));
        assert!(holds(r"\Sabul", "KABUL") && holds(r"\pLabul", "KABUL"));
        assert!(holds(r"\p{Greek}", "ΩΔΗ") && holds(r"\P{Han}abul", "KABUL"));
        assert!(holds("straße|ÉCOLE", "straße") && holds("école", "ÉCOLE"));
    }

    #[test]
    fn a_class_of_one_case_makes_it_exact() {
        let holds = |source: &str, text: &str| Pattern::new(source).unwrap().regex().is_match(text);
        for capital in [
            r"\p{Lu}",
            r"\p{Uppercase}",
            r"\p{gc=Uppercase_Letter}",
            "[[:upper:]]",
        ] {
            let name = format!("{capital}abul");
            assert!(holds(&name, "Kabul") && !holds(&name, "kabul") && !holds(&name, "KABUL"));
        }
        assert!(holds(r"\p{Ll}{3}", "nato") && !holds(r"\p{Ll}{3}", "NATO"));
    }

    #[test]
    fn classes_of_unicode_can_be_named_and_repeated() {
        let holds = |source: &str, text: &str| Pattern::new(source).unwrap().regex().is_match(text);
        assert!(holds(r"\p{Han}{3}", "在北京市") && holds(r"\p{Cyrillic}+", "Москва"));
        assert!(holds(r"\b\w{3,}\b.*\b\w{5,}\b", "für Übergänge"));
        assert!(holds(r"(\w+ ){4}\d{4}", "im Jahr des Herrn 1848"));
        assert!(!holds(r"\w{20}", "Donaudampfschiff"));
    }

    #[test]
    fn what_is_wrong_is_said_in_one_line() {
        let said = |source: &str| Pattern::new(source).unwrap_err();
        assert_eq!(said("a("), "This is no regular expression: unclosed group");
        assert!(
            said(r"(\w{1000}){1000}")
                .ends_with("it grows too large when its repetitions are written out")
        );
        assert!(!said(&"(".repeat(100_000)).contains('\n'));
    }
}
