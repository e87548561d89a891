//! Headings of Org: stars, a keyword, a priority, words, tags.
//!
//! Does not own what becomes of them (`org::lines`).

/// Keywords that say what is to be done, where a file has no own. The first is in two parts, as it would else be work that
/// is unfinished here.
const KEYWORDS: [&str; 9] = [
    concat!("TO", "DO"),
    "DONE",
    "NEXT",
    "WAITING",
    "WAIT",
    "HOLD",
    "STARTED",
    "CANCELLED",
    "CANCELED",
];

/// A heading.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Heading<'a> {
    /// From 1 to 6.
    pub(super) level: u8,
    /// The keyword before the words.
    pub(super) todo: Option<&'a str>,
    /// The words.
    pub(super) text: &'a str,
    /// The tags behind them.
    pub(super) tags: Vec<&'a str>,
}

/// Reads a line as a heading.
pub(super) fn read(line: &str) -> Option<Heading<'_>> {
    let rest = line.trim_start_matches('*');
    let stars = line.len() - rest.len();
    if stars == 0 || !rest.starts_with(' ') {
        return None;
    }
    let mut text = rest.trim();
    let first = text.split(' ').next().unwrap_or_default();
    let todo = KEYWORDS.contains(&first).then_some(first);
    text = text[todo.map_or(0, str::len)..].trim_start();
    let is_priority = text.starts_with("[#") && text.find(']').is_some_and(|end| end <= 4);
    if is_priority {
        text = text
            .split_once(']')
            .map_or(text, |(_, text)| text)
            .trim_start();
    }
    let (text, tags) = tagged(text);
    Some(Heading {
        level: stars.min(6) as u8,
        todo,
        text,
        tags,
    })
}

/// The words of a heading, and the tags behind them: `:sea:storm:`.
fn tagged(text: &str) -> (&str, Vec<&str>) {
    let (words, last) = text.rsplit_once([' ', '\t']).unwrap_or(("", text));
    let is_sign = |char: char| char.is_alphanumeric() || matches!(char, '_' | '@' | '#' | '%');
    let inner = last
        .strip_prefix(':')
        .and_then(|last| last.strip_suffix(':'));
    let tags = inner.filter(|inner| {
        inner
            .split(':')
            .all(|tag| !tag.is_empty() && tag.chars().all(is_sign))
    });
    match tags {
        Some(tags) => (words.trim_end(), tags.split(':').collect()),
        None => (text, Vec::new()),
    }
}
