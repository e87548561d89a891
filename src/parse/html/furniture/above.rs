//! Lines above the text: headline, byline and date once more, the way to the page, the time that reading takes.

use super::text;
use crate::{
    article::{Article, Body, count_words},
    parse::{credit, date},
};

/// Blocks that are looked at; the text begins behind the first long one.
const MOST_BLOCKS: usize = 12;

/// A longer block is the text's first.
const LONGEST: usize = 25;

/// A shorter title may end a sentence of its own, in bytes of its letters.
const SHORT_TITLE: usize = 20;

/// What stands before the title where a line tells the way to the page: the sections it is in, in bytes of their letters.
const LONGEST_WAY: usize = 40;

/// Words of the lines that tell a date or a time, beside months and days.
const DATE_WORDS: &str = "updated posted published last first originally modified on at date am pm a p m st nd rd th est edt et \
    cst cdt ct mst pst pdt pt gmt utc bst cet cest ist h uhr de às em le el um à";

/// Words of the lines that tell how long reading takes.
const READING_WORDS: &str = "min mins minute minutes read reading time estimated less than about tempo di de lettura leitura minuto \
    minutos minuti tiempo lectura temps lecture lesezeit minuten ca";

/// The blocks above the text that tell nothing which the article's fields do not tell.
pub(super) fn find(body: &Body, article: &Article) -> Vec<usize> {
    let title = letters(&article.title);
    let byline = article.byline.as_deref().map(letters);
    let is_dated = article.published.or(article.updated).is_some();
    let blocks = body.blocks().iter().take(MOST_BLOCKS).enumerate();
    let short = blocks.take_while(|(_, block)| count_words(text(body, block)) <= LONGEST);
    let repeats = short.filter(|(_, block)| {
        let text = text(body, block);
        let own = letters(text);
        let before = own
            .strip_suffix(&title)
            .filter(|_| title.len() > SHORT_TITLE);
        let is_way = before.is_some_and(|before| !before.is_empty() && before.len() < LONGEST_WAY);
        let is_byline = byline.as_ref().is_some_and(|byline| {
            own == *byline || letters(credit::without_credit(text)) == *byline
        });
        !own.is_empty()
            && (is_way || is_byline || (is_dated && is_date(text)) || is_reading_time(text))
    });
    repeats.map(|(at, _)| at).collect()
}

/// Fills the date and the byline from the lines above the text, where the page does not state them elsewhere.
pub(in crate::parse::html) fn tell(body: &Body, article: &mut Article) {
    let blocks = body.blocks().iter().take(MOST_BLOCKS);
    let short = blocks
        .map(|block| text(body, block))
        .take_while(|text| count_words(text) <= LONGEST);
    for line in short.flat_map(str::lines) {
        if article.published.is_none() {
            article.published = date::parse(line);
        }
        if article.byline.is_none() {
            article.byline = name(line);
        }
    }
}

/// The name in a line such as "By Ann Sample": a few words that begin with capitals.
fn name(line: &str) -> Option<String> {
    let name = credit::without_credit(line.trim());
    let is_by = name.len() < line.trim().len();
    let is_capital = |word: &str| {
        word.starts_with(|char: char| char.is_uppercase())
            || matches!(word, "and" | "de" | "da" | "di" | "van" | "von")
    };
    let is_name = (2..=8).contains(&name.split_whitespace().count())
        && !name.ends_with('.')
        && name.split_whitespace().all(is_capital);
    (is_by && is_name).then(|| name.to_owned())
}

/// Whether a line tells when the page was posted, and nothing else: a date with a label or a time of day. A bare day
/// may be a dateline.
fn is_date(text: &str) -> bool {
    let parts = text.split(|char: char| char.is_whitespace() || matches!(char, ';' | '|' | ','));
    let mut has_day = false;
    for word in parts.filter(|word| !word.is_empty()) {
        let is_number = |char: char| char.is_ascii_digit() || matches!(char, ':' | '.' | '/' | '-');
        // `7th`, `4:10pm`
        let letters = word
            .trim_start_matches(is_number)
            .trim_end_matches(|char: char| !char.is_alphanumeric());
        let is_known = letters.is_empty()
            || date::is_month(letters)
            || date::is_weekday(letters)
            || is_among(DATE_WORDS, letters);
        if !is_known {
            return false;
        }
        let is_year = word
            .split(|char: char| !char.is_ascii_digit())
            .any(|digits| digits.len() == 4);
        has_day |= is_year || date::is_month(letters);
    }
    let is_labelled = text.starts_with(|char: char| char.is_alphabetic()) && {
        let first = text
            .split(|char: char| !char.is_alphabetic())
            .next()
            .unwrap_or_default();
        !date::is_month(first) && !date::is_weekday(first)
    };
    let has_digit = text.contains(|char: char| char.is_ascii_digit());
    has_day && has_digit && (is_labelled || text.contains(':'))
}

/// Whether a line tells how long reading takes, and nothing else.
fn is_reading_time(text: &str) -> bool {
    let (mut numbers, mut units) = (0, 0);
    for word in text
        .split(|char: char| !char.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        let is_number = word.chars().all(|char| char.is_ascii_digit());
        numbers += usize::from(is_number);
        units += usize::from(word.to_lowercase().starts_with("min"));
        if !is_number && !is_among(READING_WORDS, word) {
            return false;
        }
    }
    numbers == 1 && units == 1
}

fn is_among(words: &str, word: &str) -> bool {
    let word = word.to_lowercase();
    words.split(' ').any(|known| known == word)
}

/// What two forms of one line share, however they are punctuated.
fn letters(text: &str) -> String {
    let letters = text.chars().filter(|char| char.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
