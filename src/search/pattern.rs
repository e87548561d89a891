//! Regular expressions in queries.
//!
//! Owns how they are written, their smart case and their bounds. Unlike words they see a text as it stands, accents and
//! typography included. How they are found in bounded time is in `careful`, what that may cost in `effort`, which words of
//! theirs an index can look up in `need`. Does not own where they are looked for (`plan`).

mod careful;
mod edges;
mod effort;
mod need;
mod threads;

pub(super) use effort::Effort;
pub(super) use need::Need;

use std::{
    fmt,
    ops::Range,
    sync::{Arc, OnceLock},
};

use regex_automata::{
    MatchKind, meta,
    util::{prefilter::Prefilter, syntax},
};
use regex_syntax::hir::{Class, Hir, HirKind};

use careful::Careful;

/// A regular expression. `^` and `$` are the ends of a line; a capital letter, or a class of one case, makes it exact in
/// case.
#[derive(Clone)]
pub(super) struct Pattern(Arc<Compiled>);

struct Compiled {
    source: String,
    width: usize,
    need: Option<Need>,
    exact: Engine,
    /// What matches wherever it does and perhaps elsewhere, where that can be told faster.
    rough: Option<Engine>,
}

/// What finds an expression.
struct Engine {
    hir: Hir,
    width: usize,
    /// What tells for short texts whether it is in them, where no text can make that slow.
    quick: Option<meta::Regex>,
    /// Made when it is needed. Nothing where it would grow too large, which then `quick` has done before.
    careful: OnceLock<Option<Careful>>,
}

/// How large an expression may grow when it is compiled, in bytes: enough for a Unicode class to be repeated forty times.
const LARGEST: usize = 1 << 21;

/// How much memory each automaton of a narrow one may take for the states that it has come to, in bytes. With less, some
/// lose their states as soon as they are found, and run ten times slower.
const STATES: usize = 1 << 23;

/// How deep the groups of an expression may nest.
const DEPTH: u32 = 64;

/// A text can be in so many places of a narrow expression at once: its automata have room for all that this comes to.
const NARROW: usize = 10;

/// A text that is searched in one go has at most so many bytes.
const SHORT: usize = 1 << 16;

/// A class of so many characters may be the cases of one letter.
const CASES: usize = 4;

const TOO_LARGE: &str =
    "This is no regular expression: it grows too large when its repetitions are written out";

impl Pattern {
    /// Compiles what stands between the slashes.
    ///
    /// # Errors
    /// Why it cannot be.
    pub(super) fn new(written: &str) -> Result<Self, String> {
        let source = without_escaped_slashes(written);
        let hir =
            syntax::parse_with(&source, &syntax_of(&source)).map_err(|error| misread(&error))?;
        let width = width(&hir);
        let rough = hir.properties().look_set().contains_word_unicode();
        let rough = rough.then(|| Engine::new(edges::left_out(&hir), width));
        Ok(Self(Arc::new(Compiled {
            source,
            width,
            need: Need::of(&hir),
            exact: Engine::new(hir, width)?,
            rough: rough.transpose()?,
        })))
    }

    /// In how many places of it a text can be at once, at most: what is wider may take longer.
    pub(super) fn width(&self) -> usize {
        self.0.width
    }

    /// What a folded text must hold for it to be in the text, if that can be told.
    pub(super) fn need(&self) -> Option<&Need> {
        self.0.need.as_ref()
    }

    /// Whether it is in a text; said not to be where the effort comes to its end.
    pub(super) fn is_in(&self, text: &str, effort: &Effort<'_>) -> bool {
        let Compiled { rough, exact, .. } = &*self.0;
        let may_be = rough.as_ref().is_none_or(|rough| rough.is_in(text, effort));
        may_be && exact.is_in(text, effort)
    }

    /// Where it is in a text, without overlaps; those that are found before the effort comes to its end.
    pub(super) fn places(&self, text: &str, effort: &Effort<'_>) -> Vec<Range<usize>> {
        let mut places = Vec::new();
        let Some(careful) = self.0.exact.careful() else {
            return places;
        };
        let mut from = 0;
        while from <= text.len() {
            let Ok(Some(place)) = careful.find((text, from), effort) else {
                break;
            };
            from = place.end + usize::from(place.is_empty());
            places.extend((!place.is_empty()).then_some(place));
        }
        places
    }
}

impl Engine {
    fn new(hir: Hir, width: usize) -> Result<Self, String> {
        let is_narrow = width <= NARROW;
        let engine = Self {
            quick: is_narrow.then(|| quick(&hir)).transpose()?,
            careful: OnceLock::new(),
            hir,
            width,
        };
        match is_narrow || engine.careful().is_some() {
            true => Ok(engine),
            false => Err(TOO_LARGE.to_owned()),
        }
    }

    fn is_in(&self, text: &str, effort: &Effort<'_>) -> bool {
        match &self.quick {
            Some(quick) if text.len() <= SHORT => quick.is_match(text),
            _ => {
                let found = self.careful().map(|careful| careful.is_in(text, effort));
                matches!(found, Some(Ok(true)))
            }
        }
    }

    fn careful(&self) -> Option<&Careful> {
        self.careful
            .get_or_init(|| Careful::new(&self.hir, self.width))
            .as_ref()
    }
}

fn quick(hir: &Hir) -> Result<meta::Regex, String> {
    let starts = Prefilter::from_hir_prefix(MatchKind::LeftmostFirst, hir);
    let config = meta::Config::new()
        .auto_prefilter(starts.as_ref().is_none_or(is_worth_it))
        .nfa_size_limit(Some(LARGEST))
        .hybrid_cache_capacity(STATES);
    let built = meta::Builder::new().configure(config).build_from_hir(hir);
    built.map_err(|_| TOO_LARGE.to_owned())
}

/// Whether looking for the beginnings of an expression first spares time. Where these are several letters that stand
/// everywhere, it takes longer than all else.
fn is_worth_it(starts: &Prefilter) -> bool {
    let mut letters = b" etaoinsrhl".chunks(1);
    let is_everywhere = letters.any(|letter| starts.find(letter, (0..1).into()).is_some());
    starts.is_fast() || !is_everywhere
}

/// How a source is read.
fn syntax_of(source: &str) -> syntax::Config {
    syntax::Config::new()
        .case_insensitive(!tells_case(source))
        .multi_line(true)
        .nest_limit(DEPTH)
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pattern({})", self.0.source)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.0.source == other.0.source
    }
}

impl Eq for Pattern {}

/// Between slashes, as it is read.
impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}/", self.0.source.replace('/', "\\/"))
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

/// Why a source cannot be read. The parser draws its errors in several lines, of which the last says what is wrong.
fn misread(error: &regex_syntax::Error) -> String {
    let drawing = error.to_string();
    let last = drawing.lines().last().unwrap_or_default();
    let reason = last.trim_start_matches("error: ");
    format!("This is no regular expression: {reason}")
}

/// In how many places at once a text can be in an expression, at most. Words do not count: a text is seldom in several
/// letters of one.
fn width(hir: &Hir) -> usize {
    let sum = |parts: &[Hir]| parts.iter().map(width).fold(0, usize::saturating_add);
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) | HirKind::Literal(_) => 0,
        HirKind::Class(class) => (letters(class) > CASES).into(),
        HirKind::Capture(capture) => width(&capture.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => sum(parts),
        HirKind::Repetition(repeated) => {
            let times = repeated.max.unwrap_or(repeated.min).max(1);
            width(&repeated.sub).max(1).saturating_mul(times as usize)
        }
    }
}

/// How many characters a class has.
fn letters(class: &Class) -> usize {
    match class {
        Class::Unicode(class) => class.iter().map(|range| range.len()).sum(),
        Class::Bytes(class) => class.iter().map(|range| range.len()).sum(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is_in(source: &str, text: &str) -> bool {
        let pattern = Pattern::new(source).unwrap();
        pattern.is_in(text, &Effort::new(&|| false))
    }

    #[test]
    fn a_capital_that_stands_for_itself_makes_it_exact() {
        assert!(is_in("kab.l", "KABUL") && is_in("Kab.l", "Kabul"));
        assert!(!is_in("Kab.l", "KABUL"));
        assert!(is_in(r"\Sabul", "KABUL") && is_in(r"\pLabul", "KABUL"));
        assert!(is_in(r"\p{Greek}", "ΩΔΗ") && is_in(r"\P{Han}abul", "KABUL"));
        assert!(is_in("straße|ÉCOLE", "straße") && is_in("école", "ÉCOLE"));
    }

    #[test]
    fn a_class_of_one_case_makes_it_exact() {
        for capital in [
            r"\p{Lu}",
            r"\p{Uppercase}",
            r"\p{gc=Uppercase_Letter}",
            "[[:upper:]]",
        ] {
            let name = format!("{capital}abul");
            assert!(is_in(&name, "Kabul") && !is_in(&name, "kabul") && !is_in(&name, "KABUL"));
        }
        assert!(is_in(r"\p{Ll}{3}", "nato") && !is_in(r"\p{Ll}{3}", "NATO"));
    }

    #[test]
    fn classes_of_unicode_can_be_named_and_repeated() {
        assert!(is_in(r"\p{Han}{3}", "在北京市") && is_in(r"\p{Cyrillic}+", "Москва"));
        assert!(is_in(r"\b\w{3,}\b.*\b\w{5,}\b", "für Übergänge"));
        assert!(is_in(r"(\w+ ){4}\d{4}", "im Jahr des Herrn 1848"));
        assert!(!is_in(r"\w{20}", "Donaudampfschiff"));
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

    proptest! {
        #[test]
        fn what_is_found_is_what_the_crate_finds(
            source in r"(\(?(a|b|[ab]|\.|é|ab|\\b|\\B|\\w|\^)\)?(\?|\*|\+|\{2,3\}|)\|?){1,6}",
            is_wide: bool,
            text in "[abcé \n]{0,24}",
        ) {
            // Twelve letters, which no text here has, are more than automata are trusted with.
            let source = if is_wide { format!("{source}|[x-z]{{12}}[^x]") } else { source };
            let regex = regex::RegexBuilder::new(&source).multi_line(true).case_insensitive(true).build();
            prop_assume!(regex.is_ok());
            let (regex, pattern) = (regex.unwrap(), Pattern::new(&source).unwrap());
            let effort = Effort::new(&|| false);
            prop_assert_eq!(pattern.is_in(&text, &effort), regex.is_match(&text));
            let places: Vec<_> = regex.find_iter(&text).map(|place| place.range()).collect();
            let places: Vec<_> = places.into_iter().filter(|place| !place.is_empty()).collect();
            prop_assert_eq!(pattern.places(&text, &effort), places);
        }
    }
}
