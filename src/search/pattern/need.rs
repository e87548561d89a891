//! The words that a text must hold for an expression to be in it, which the index knows where to find.
//!
//! Owns what can be told from the expression alone. The idea is that of Russ Cox, "Regular Expression Matching with a
//! Trigram Index" (2012), with folded words in the place of trigrams. Does not own looking for them (`plan`, `sieve`).

use regex_syntax::hir::{Class, Hir, HirKind};

use crate::{fold::fold, search::expr::Needle};

/// What a folded text must hold.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::search) enum Need {
    /// This.
    Text(Needle),
    /// All of these.
    All(Vec<Self>),
    /// One of these.
    Any(Vec<Self>),
}

/// Fewer letters stand in most texts.
const SHORTEST: usize = 3;

/// Looking for more choices takes longer than it spares.
const CHOICES: usize = 64;

/// A part of what an expression matches, in its order.
enum Piece {
    /// A letter, as it is folded.
    Letter(char),
    /// Something else, or any of several letters.
    Other,
    /// Something that holds this.
    Holding(Need),
}

impl Need {
    /// What a text must hold that the expression is in, if that can be told.
    pub(super) fn of(hir: &Hir) -> Option<Self> {
        let mut pieces = Vec::new();
        gather(hir, &mut pieces);
        let (mut needs, mut word) = (Vec::new(), String::new());
        for piece in pieces.into_iter().chain([Piece::Other]) {
            if let Piece::Letter(letter) = piece {
                word.push(letter);
                continue;
            }
            let folded = std::mem::take(&mut word);
            if folded.chars().count() >= SHORTEST {
                let cased = None;
                needs.push(Self::Text(Needle { folded, cased }));
            }
            if let Piece::Holding(need) = piece {
                needs.push(need);
            }
        }
        match needs.len() {
            0 | 1 => needs.pop(),
            _ => Some(Self::All(needs)),
        }
    }
}

fn gather(hir: &Hir, pieces: &mut Vec<Piece>) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => {
            let text = String::from_utf8_lossy(&literal.0);
            pieces.extend(text.chars().map(|letter| piece([letter])));
        }
        HirKind::Class(Class::Unicode(class)) => {
            let letters = class.iter().flat_map(|range| range.start()..=range.end());
            pieces.push(piece(letters));
        }
        HirKind::Class(Class::Bytes(_)) => pieces.push(Piece::Other),
        HirKind::Capture(capture) => gather(&capture.sub, pieces),
        HirKind::Concat(parts) => parts.iter().for_each(|part| gather(part, pieces)),
        HirKind::Repetition(repeated) => {
            let need = Need::of(&repeated.sub).filter(|_| repeated.min > 0);
            pieces.push(need.map_or(Piece::Other, Piece::Holding));
        }
        HirKind::Alternation(choices) => {
            let needs = (choices.len() <= CHOICES).then(|| choices.iter().map(Need::of));
            let needs = needs.and_then(Iterator::collect);
            pieces.push(needs.map_or(Piece::Other, |needs| Piece::Holding(Need::Any(needs))));
        }
    }
}

/// One of some letters, which are one if they fold to the same.
fn piece(letters: impl IntoIterator<Item = char>) -> Piece {
    let mut folded = None;
    let is_same = letters.into_iter().all(|letter| {
        let this = folded_alone(letter);
        this.is_some() && *folded.get_or_insert(this) == this
    });
    match folded.flatten().filter(|_| is_same) {
        Some(letter) => Piece::Letter(letter),
        None => Piece::Other,
    }
}

/// What a letter is folded to wherever it stands, if that is one letter. Parts of Hangul syllables and kana may be put
/// together with what follows them.
fn folded_alone(letter: char) -> Option<char> {
    let is_joined = matches!(letter, '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{30ff}');
    let is_letter = letter.is_alphanumeric() && !is_joined;
    let folded = is_letter.then(|| fold(letter.encode_utf8(&mut [0; 4])))?;
    let mut letters = folded.chars();
    letters.next().filter(|_| letters.next().is_none())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex_automata::util::syntax;

    use super::*;

    fn need(source: &str) -> Option<Need> {
        let written = syntax::Config::new().case_insensitive(true);
        Need::of(&syntax::parse_with(source, &written).unwrap())
    }

    /// As a query of words.
    fn told(need: &Need) -> String {
        let all = |needs: &[Need], by: &str| needs.iter().map(told).collect::<Vec<_>>().join(by);
        match need {
            Need::Text(needle) => needle.folded.clone(),
            Need::All(needs) => all(needs, " "),
            Need::Any(needs) => format!("({})", all(needs, " OR ")),
        }
    }

    fn holds(need: &Need, folded: &str) -> bool {
        match need {
            Need::Text(needle) => folded.contains(&needle.folded),
            Need::All(needs) => needs.iter().all(|need| holds(need, folded)),
            Need::Any(needs) => needs.iter().any(|need| holds(need, folded)),
        }
    }

    /// Parts of expressions, and what they match.
    const PARTS: [(&str, &str); 11] = [
        ("tide", "tide"),
        ("Straße", "straße"),
        ("(?:КИЇВ|киев)", "киев"),
        ("skate", "ſ\u{212a}ate"),
        ("[kс]elvin", "kelvin"),
        ("북경", "북경"),
        ("かが", "かが"),
        ("(?:ebb|flow)+", "flowebb"),
        (".?", "é"),
        (r"\w*", "e\u{301}b"),
        (" ", " "),
    ];

    #[test]
    fn words_that_an_expression_cannot_do_without_are_known() {
        for (source, words) in [
            ("kabul", "kabul"),
            (r"\bSK[IY]FALL\b.{0,30}straße", "fall stra"),
            ("pris(on|mel)s?", "pris"),
            (
                "(prison|jail|(?:dung|ward)en)",
                "(prison OR jail OR (dung OR ward))",
            ),
            ("(tide){2}s", "tide"),
            ("École|Москва", "(ecole OR москва)"),
            (r"the war,? peace\d", "the war peace"),
            ("北京市", "北京市"),
        ] {
            assert_eq!(need(source).as_ref().map(told).unwrap_or_default(), words);
        }
        for source in [
            "",
            "ab",
            "(tide)?",
            "(tide|sea|.)",
            "a.b.c",
            "[a-z]+",
            "かがが",
            r"\w+ \d+",
        ] {
            assert_eq!(need(source), None, "{source}");
        }
    }

    proptest! {
        #[test]
        fn no_text_that_matches_is_without_its_need(
            parts in prop::collection::vec(prop::sample::select(&PARTS), 1..5),
            around in r"[a-zé\u{301}\u{3099}\u{212a} ]{0,4}",
            shout: bool,
        ) {
            let source: String = parts.iter().map(|(source, _)| *source).collect();
            let text: String = parts.iter().map(|(_, text)| *text).collect();
            let text = if shout { text.to_uppercase() } else { text };
            let text = format!("{around}{text}{around}");
            let regex = regex::Regex::new(&format!("(?i){source}")).unwrap();
            if let (true, Some(need)) = (regex.is_match(&text), need(&source)) {
                prop_assert!(holds(&need, &fold(&text)), "{} in {}", told(&need), text);
            }
        }
    }
}
