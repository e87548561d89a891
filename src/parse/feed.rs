//! Feed files: RSS of every version, Atom, JSON Feed, and what else holds articles in JSON or in tables; and Evernote's notes.
//! Each item is an article, in the file's order.
//!
//! Owns the order of the steps and what is told of damage. Does not own the bytes' encoding (`decode`) or HTML (`html`).
//! A damaged feed gives each item that is whole; what is left of one that is not is read as far as it goes.

mod attach;
mod cut;
mod enml;
mod entities;
mod fields;
mod identity;
mod inside;
mod json;
mod keys;
mod names;
mod notes;
mod people;
mod root;
mod stories;
mod story;
pub(super) mod table;
mod text;
mod vocabulary;
mod walk;

use std::{borrow::Cow, path::Path};

pub(super) use notes::without_files;
pub(super) use root::{Root, is_json, is_json_feed, opens_json, root, root_behind_junk};

use super::{Parsed, xml};
use crate::article::{Format, Outcome, Problem};
use fields::Fields;
use json::Giver;
use names::Names;
use stories::Stories;
use story::Publication;
use vocabulary::Role;
use xml::{Event, Events, Fault};

/// Reads a feed of the format that [`root`] told.
pub(super) fn parse(name: &Path, text: &str, format: Format) -> Parsed {
    match format {
        Format::JsonFeed if root::is_json_feed(text) => parse_json_feed(name, text),
        Format::JsonFeed => parse_stored(name, text),
        _ => parse_xml(name, &entities::expanded(&mended(text)), format),
    }
}

/// What was found in a feed, with its items kept apart, or the problem that it has none.
fn of_feed(name: &Path, mut parsed: Parsed) -> Parsed {
    identity::keep_apart(&mut parsed.articles);
    if parsed.articles.is_empty() {
        let reason = "there are no articles in this feed".to_owned();
        let remedy = "fetch it again, or delete it";
        parsed
            .problems
            .push(problem(name, None, Outcome::Skipped, reason, remedy));
    }
    parsed
}

/// Whether JSON or a table of which this is the beginning may hold many articles, or long ones.
pub(super) fn may_hold_articles(text: &str) -> bool {
    root::is_json_feed(text) || json::may_hold_articles(text) || table::of(text).is_some()
}

/// Letters of Windows' Western encoding that were taken for control characters become what they were. No control
/// character of this range means anything in a feed.
fn mended(text: &str) -> Cow<'_, str> {
    let is_meant_otherwise = |char: &char| ('\u{80}'..='\u{9f}').contains(char);
    if !memchr::memchr_iter(0xc2, text.as_bytes())
        .any(|at| text.as_bytes().get(at + 1).is_some_and(|byte| *byte < 0xa0))
    {
        return Cow::Borrowed(text);
    }
    let mend = |char: char| {
        if is_meant_otherwise(&char) {
            xml::of_windows(char)
        } else {
            char
        }
    };
    Cow::Owned(text.chars().map(mend).collect())
}

fn parse_xml(name: &Path, text: &str, format: Format) -> Parsed {
    let (names, root) = declared(text);
    let is_export = names.are_of_notes();
    let again = if is_export {
        notes::AGAIN
    } else {
        "fetch the feed again"
    };
    let cut = cut::cut(text, &names);
    let mut head = Fields::default();
    let mut fault = None;
    for part in cut.rest.iter().filter(|part| !part.trim().is_empty()) {
        walk::walk(part, &names, &mut head);
    }
    let mut stories = Stories::new(Publication::new(&head, format));
    for item in &cut.items {
        let mut fields = Fields::default();
        let found = walk::walk(item.text, &names, &mut fields);
        if item.is_complete {
            fault = fault.or(found.map(|(place, fault)| (item.start + place, fault)));
        } else if item.start + item.text.len() < text.len() {
            fault = fault.or(Some((item.start, Fault::Unclosed)));
        }
        if is_export {
            stories.push_as(fields, Some(item.start), notes::story);
        } else if !fields.is_blank() || holds_something(item.text) {
            stories.push(fields, Some(item.start));
        }
    }
    let mut parsed = stories.told(name, text);
    if let Some((place, fault)) = fault {
        let damaged = damaged(name, line_of(text, place), fault, again);
        parsed.problems.insert(0, damaged);
    }
    if let Some(place) = cut_off(text, root, &cut) {
        let ended = ended(name, line_of(text, place), again);
        parsed.problems.push(ended);
    }
    if is_export {
        notes::of_export(name, parsed)
    } else {
        of_feed(name, parsed)
    }
}

fn parse_json_feed(name: &Path, text: &str) -> Parsed {
    let mut file = json::File::feed(text);
    let head = json::of_map(&file.head, Giver::Publisher);
    let mut stories = Stories::new(Publication::new(&head, Format::JsonFeed));
    for item in file.by_ref() {
        let fields = item
            .as_object()
            .map(|map| json::of_map(map, Giver::Publisher));
        if let Some(fields) = fields.filter(|fields| !fields.is_blank()) {
            stories.push(fields, None);
        }
    }
    let mut parsed = stories.told(name, text);
    tell_damage(&mut parsed, name, text, &file, "fetch the feed again");
    of_feed(name, parsed)
}

/// Reads what programs store articles as: a table, or JSON.
fn parse_stored(name: &Path, text: &str) -> Parsed {
    let mut parsed = match table::of(text) {
        Some(table) => table::parse(name, text, &table),
        None => parse_json(name, text),
    };
    identity::keep_apart(&mut parsed.articles);
    parsed
}

/// Reads JSON that is no feed, such as what was exported from a reader of feeds or stored by a program.
fn parse_json(name: &Path, text: &str) -> Parsed {
    let mut file = json::File::other(text);
    let head = json::of_map(&file.head, Giver::Store);
    let mut stories = Stories::new(Publication::new(&head, Format::JsonFeed));
    let mut links = 0;
    for item in file.by_ref() {
        links += json::articles(&item, &mut |fields| stories.push(fields, None)).links;
    }
    if stories.is_empty() {
        let reason = match file.fault() {
            None => "it is JSON that holds no articles",
            Some(_) => "it is JSON that is damaged or cut off, and no article in it is whole",
        };
        return without_articles(name, reason);
    }
    let mut parsed = stories.told(name, text);
    tell_damage(&mut parsed, name, text, &file, "save it anew");
    parsed
        .problems
        .extend((links > 0).then(|| linked(name, links)));
    parsed
}

/// Adds what is to be told of a damaged JSON file, and what to do about it.
fn tell_damage(parsed: &mut Parsed, name: &Path, text: &str, file: &json::File, remedy: &str) {
    let line = |place| line_of(text, place);
    let left_out = file
        .left_out()
        .map(|place| left_out(name, line(place), remedy));
    parsed.problems.extend(left_out);
    let ended = file.fault().map(|place| ended(name, line(place), remedy));
    parsed.problems.extend(ended);
}

/// What is told of a file that might hold articles, and does not.
fn without_articles(name: &Path, reason: &str) -> Parsed {
    let remedy = "save its articles as pages, texts or a feed, or leave it out";
    let skipped = problem(name, None, Outcome::Skipped, reason.to_owned(), remedy);
    Parsed {
        articles: Vec::new(),
        problems: vec![skipped],
    }
}

/// Whether anything stands in an item that says nothing we know.
fn holds_something(item: &str) -> bool {
    let mut events = Events::new(item);
    loop {
        match events.next() {
            Event::Text(text) if !text.trim().is_empty() => return true,
            Event::Open(tag)
                if ["href", "url", "src"]
                    .iter()
                    .any(|key| tag.attribute(key).is_some()) =>
            {
                return true;
            }
            Event::Reference(_) => return true,
            Event::End => return false,
            _ => {}
        }
    }
}

/// The prefixes that the feed's first two elements declare, and the name of the first. What a server said before them
/// declares nothing.
fn declared(text: &str) -> (Names<'_>, &str) {
    let mut names = Names::default();
    let mut events = Events::new(text);
    let (mut root, mut tags) = ("", 0);
    while tags < 2 {
        match events.next() {
            Event::Open(tag) if names.role(&tag).0 == Role::Around => {
                if notes::opens(&tag) {
                    return (Names::of_notes(), tag.name);
                }
                names.declare(&tag);
                root = if tags == 0 { tag.name } else { root };
                tags += 1;
            }
            Event::End => break,
            _ => {}
        }
    }
    (names, root)
}

/// Where a text is cut off: in its last item, or before the end tag of its root.
fn cut_off(text: &str, root: &str, cut: &cut::Cut) -> Option<usize> {
    let last = cut.items.last();
    if let Some(last) = last.filter(|last| !last.is_complete) {
        let is_last = last.start + last.text.len() == text.len();
        return is_last.then_some(last.start);
    }
    // An entry may be all there is.
    if last.is_some_and(|item| item.text[1..].starts_with(root)) {
        return None;
    }
    let tail = last.map_or(0, |item| item.start + item.text.len());
    // Servers put things of their own behind it.
    let mut ends = text[tail..].split("</").skip(1);
    let closes = |end: &str| {
        let name = end.get(..root.len());
        end.contains('>') && name.is_some_and(|name| name.eq_ignore_ascii_case(root))
    };
    (!ends.any(closes)).then_some(text.len())
}

/// The number of the line that a place in a text is in.
fn line_of(text: &str, place: usize) -> usize {
    let before = &text.as_bytes()[..place.min(text.len())];
    memchr::memchr_iter(b'\n', before).count() + 1
}

fn damaged(name: &Path, line: usize, fault: Fault, again: &str) -> Problem {
    let reason = match fault {
        Fault::Angle => "a \"<\" in it begins no tag and was read as text",
        Fault::Unclosed => "a tag in it has no end, and the text was read as far as it made sense",
        Fault::Mismatch => "an end tag in it does not fit the tag before it",
    };
    let remedy = format!("look whether the article on that line is whole, or {again}");
    let reason = reason.to_owned();
    problem(name, Some(line), Outcome::Guessed, reason, &remedy)
}

fn left_out(name: &Path, line: usize, remedy: &str) -> Problem {
    let reason = "an item in it is damaged and was left out".to_owned();
    let remedy = format!("mend it, or {remedy}");
    problem(name, Some(line), Outcome::Cut, reason, &remedy)
}

fn ended(name: &Path, line: usize, remedy: &str) -> Problem {
    let reason = "it ends in the middle; what was whole before that was read".to_owned();
    problem(name, Some(line), Outcome::Cut, reason, remedy)
}

fn linked(name: &Path, links: usize) -> Problem {
    let (entries, remedy) = match links {
        1 => (
            "an entry in it holds no text and was".to_owned(),
            "read what it names where that was published",
        ),
        more => (
            format!("{more} entries in it hold no text and were"),
            "read what they name where that was published",
        ),
    };
    let reason = format!("{entries} left out");
    problem(name, None, Outcome::Cut, reason, remedy)
}

fn problem(
    name: &Path,
    line: Option<usize>,
    outcome: Outcome,
    reason: String,
    remedy: &str,
) -> Problem {
    Problem {
        line,
        ..super::problem(name, outcome, reason, remedy)
    }
}
