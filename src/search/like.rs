//! What it means that articles are like one another: `like:ID`.
//!
//! Owns the choice of an article's strongest words, after the "more like this" of Lucene. Does not own the search for
//! them (`find`) or the order (`relevance`). What lights up in an article does not hang on the library, so these words
//! do not.

use std::collections::HashMap;

use rayon::prelude::*;

use super::{
    expr::{Expr, Needle, Term, Test},
    plan::is_unspaced,
    relevance::rarity,
};
use crate::library::{Library, Row};

/// How many words stand for an article, of those that enough others hold, and of those that hardly any does.
const WORDS: usize = 10;

/// How many of its words are weighed, those it uses most.
const CANDIDATES: usize = 100;

/// A word that fewer than one in so many articles hold is hardly found again.
const SELDOM: usize = 512;

/// How often a word counts that stands in the title.
const TITLE: usize = 3;

/// The query with each `like:ID` replaced by what it means in this library.
pub(super) fn resolved(expr: &Expr, library: &Library) -> Expr {
    let all = |parts: &[Expr]| parts.iter().map(|part| resolved(part, library)).collect();
    match expr {
        Expr::Not(inner) => Expr::Not(Box::new(resolved(inner, library))),
        Expr::All(parts) => Expr::All(all(parts)),
        Expr::Any(parts) => Expr::Any(all(parts)),
        Expr::Term(Term { written, test }) => match test {
            Test::Like(digits) => meant(digits, library),
            Test::Search(query) => term(
                written.clone(),
                Test::Search(query.resolved(library).into_owned()),
            ),
            _ => expr.clone(),
        },
    }
}

/// Whether any part of a query means articles like another.
pub(super) fn is_in(expr: &Expr) -> bool {
    match expr {
        Expr::Not(inner) => is_in(inner),
        Expr::All(parts) | Expr::Any(parts) => parts.iter().any(is_in),
        Expr::Term(term) => match &term.test {
            Test::Like(_) => true,
            Test::Search(query) => query.expr.as_deref().is_some_and(is_in),
            _ => false,
        },
    }
}

/// Other articles that hold some of the strongest words of the one with this id. Where there is no
/// such article, no article is like it.
fn meant(digits: &str, library: &Library) -> Expr {
    let is_it = |row: &&Row| library.id(**row).to_string().starts_with(digits);
    let Some(row) = library.order().iter().find(is_it).copied() else {
        return Expr::Any(Vec::new());
    };
    let words = strongest(row, library);
    let needle = |word: &String| Needle {
        folded: word.clone(),
        cased: None,
    };
    let needles: Vec<_> = words.iter().map(needle).collect();
    let itself = term(String::new(), Test::Id(library.id(row).to_string()));
    let least = (needles.len().min(WORDS) * 3).div_ceil(10);
    if needles.is_empty() {
        return Expr::Any(Vec::new());
    }
    Expr::All(vec![
        term(String::new(), Test::AtLeast(least, needles)),
        Expr::Not(Box::new(itself)),
    ])
}

fn term(written: String, test: Test) -> Expr {
    Expr::Term(Term { written, test })
}

/// The words that tell an article from others: often used in it, and rarely elsewhere (tf-idf, with the logarithm of
/// the number, since what is repeated says less each time). What hardly any other article holds finds hardly any, so it
/// only stands beside what more of them do; what half of them hold says nothing.
fn strongest(own: Row, library: &Library) -> Vec<String> {
    let folded = library.get(own).folded();
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    words(folded.title).for_each(|word| *numbers.entry(word).or_default() += TITLE);
    words(folded.body).for_each(|word| *numbers.entry(word).or_default() += 1);
    let mut candidates: Vec<_> = numbers.into_iter().collect();
    candidates.sort_unstable_by(|(a, often), (b, seldom)| seldom.cmp(often).then(a.cmp(b)));
    candidates.truncate(CANDIDATES);
    let listed = library.listed();
    let weighed = candidates.into_par_iter().map(|(word, number)| {
        // It is one of them itself.
        let (holders, _) = library.holders(word, &listed);
        let holders = holders.saturating_sub(1);
        let weight = (1.0 + (number as f64).ln()) * rarity(holders as f64, library.len());
        (holders, weight, word)
    });
    let mut weighed: Vec<_> = weighed.collect();
    weighed.sort_by(|(_, a, word), (_, b, other)| b.total_cmp(a).then(word.cmp(other)));
    let (known, unknown): (Vec<_>, Vec<_>) = weighed
        .into_iter()
        .filter(|(holders, ..)| holders * 2 <= library.len())
        .partition(|(holders, ..)| *holders > library.len() / SELDOM);
    let strongest = known
        .into_iter()
        .take(WORDS)
        .chain(unknown.into_iter().take(WORDS));
    strongest.map(|(.., word)| word.to_owned()).collect()
}

/// The words of a folded text that could mean something: not the shortest, nor numbers. Where a script does not part its
/// words, any two letters that stand side by side.
fn words(text: &str) -> impl Iterator<Item = &str> {
    // The vowel signs of the Indic scripts are parts of words.
    let is_letter = |c: char| c.is_alphanumeric() || ('\u{900}'..='\u{dff}').contains(&c);
    let runs = text.split(move |c| !is_letter(c));
    runs.filter(|run| run.chars().any(char::is_alphabetic))
        .flat_map(|run| -> Box<dyn Iterator<Item = &str>> {
            if run.contains(is_unspaced) {
                return Box::new(pairs(run));
            }
            let least = if run.is_ascii() { 3 } else { 2 };
            Box::new((run.chars().count() >= least).then_some(run).into_iter())
        })
}

fn pairs(run: &str) -> impl Iterator<Item = &str> {
    let starts = run.char_indices().map(|(at, _)| at);
    let ends = run.char_indices().skip(1).map(|(at, c)| at + c.len_utf8());
    starts.zip(ends).map(|(start, end)| &run[start..end])
}
