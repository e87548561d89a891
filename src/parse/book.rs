//! Books (EPUB): which of their files are pages to read, in which order, and what the book says of each.
//!
//! EPUB 3.3 (<https://www.w3.org/TR/epub-33/>), with the container of OCF in its section 4; EPUB 2 tells its contents in
//! an NCX. Owns which pages are left out, because they only show the way to others, and what is done with a book that is
//! damaged or locked. Does not own how a book is unpacked (`runtime::loader::archive`) or a page is read (`html`).

mod contents;
mod lock;
mod package;
mod sheet;

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    path::Path,
};

use super::{Surroundings, decode, problem, xml};
use crate::article::{Outcome, Problem};
use contents::{Contents, Role};
use package::Package;
use sheet::Sheet;

/// The file that says where the package is.
pub const CONTAINER: &str = "META-INF/container.xml";

/// The file that says what is locked.
const ENCRYPTION: &str = "META-INF/encryption.xml";

/// How the names of files end that hold nothing to read, in lower case.
const NOT_FOR_READING: [&str; 24] = [
    "png", "jpg", "jpeg", "gif", "webp", "avif", "bmp", "svg", "css", "js", "ttf", "otf", "woff",
    "woff2", "mp3", "m4a", "ogg", "wav", "mp4", "m4v", "webm", "pdf", "smil", "xpgt",
];

/// Names of pages, where there is no package to say which files are some.
const PAGES: [&str; 4] = ["xhtml", "html", "htm", "xht"];

const DAMAGED_REMEDY: &str = "copy or download the book again";

/// A file of a book.
#[derive(Clone, Copy, Debug)]
pub struct Leaf<'a> {
    /// Its name in the container.
    pub name: &'a str,
    /// What is in it.
    pub bytes: &'a [u8],
}

/// A page to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The number of its file.
    pub leaf: usize,
    /// What the book says of it.
    pub around: Surroundings,
    /// Where bars stand in its text by which readers find their way through the book; nothing where the text is not sure.
    cuts: Option<Vec<Range<usize>>>,
}

impl Page {
    /// The page without these bars, of the bytes of its file.
    pub fn source(&self, bytes: &[u8]) -> Vec<u8> {
        match &self.cuts {
            Some(cuts) => sheet::without(&decode::decode(bytes).text, cuts),
            // What could not be read for sure is told where the page is read.
            None => bytes.to_vec(),
        }
    }
}

/// What was found in a book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    /// What tells it from all others: two issues of a newspaper may lie in files of the same name.
    pub identifier: String,
    /// Its pages, in the order in which they are read.
    pub pages: Vec<Page>,
    /// What was wrong with it.
    pub problems: Vec<Problem>,
}

/// Whether a file of a book is looked at.
pub fn is_for_reading(name: &str) -> bool {
    let ending = ending(name);
    !NOT_FOR_READING.contains(&ending.as_str())
}

fn ending(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or_default();
    let ending = file.rsplit_once('.').map(|(_, ending)| ending);
    ending.unwrap_or_default().to_ascii_lowercase()
}

/// Reads a book. `name` is what problems are reported under.
pub fn read(name: &Path, leaves: &[Leaf<'_>]) -> Book {
    let shelf = Shelf::of(leaves);
    let (package, mut reason) = package(&shelf);
    let mut pages = package.as_ref().map(|package| order(package, &shelf));
    if pages.as_ref().is_some_and(|pages| pages.found.is_empty()) {
        reason.get_or_insert_with(|| "its package (OPF) names no page that is in it".to_owned());
        pages = None;
    }
    let pages = pages.unwrap_or_else(|| as_stored(&shelf));
    let package = package.unwrap_or_default();
    let tell = |outcome, reason| problem(name, outcome, reason, DAMAGED_REMEDY);
    let mut book = Book {
        identifier: package.identifier().to_owned(),
        ..Book::default()
    };
    let locked = shelf.text(ENCRYPTION).map(|text| lock::locked(&text));
    let locked = locked.unwrap_or_default();
    let is_locked = |at: &usize| locked.contains(&key(shelf.leaves[*at].name));
    if pages.found.iter().any(is_locked) {
        let reason = "its text is encrypted, as by a copy protection (DRM)".to_owned();
        let remedy = "get a copy without protection from where the book is from";
        book.problems
            .push(problem(name, Outcome::Skipped, reason, remedy));
        return book;
    }
    let is_guessed = reason.is_some();
    book.problems.extend(reason.map(|reason| {
        let reason = format!("{reason}; its pages are listed as far as they are found");
        tell(Outcome::Guessed, reason)
    }));
    if pages.missing > 0 {
        let reason = match pages.missing {
            1 => "one of its pages is missing or empty".to_owned(),
            count => format!("{count} of its pages are missing or empty"),
        };
        book.problems.push(tell(Outcome::Cut, reason));
    }
    let contents = contents(&package, &shelf);
    book.pages = kept(&package, &contents, &shelf, &pages.found);
    if book.pages.is_empty() && !is_guessed {
        let reason = "there is nothing to read in it but its cover or contents".to_owned();
        book.problems.push(problem(
            name,
            Outcome::Skipped,
            reason,
            "name a book that holds text",
        ));
    }
    book
}

/// The files of a book by their names.
struct Shelf<'a> {
    leaves: &'a [Leaf<'a>],
    numbers: HashMap<String, usize>,
}

impl<'a> Shelf<'a> {
    fn of(leaves: &'a [Leaf<'a>]) -> Self {
        let numbered = leaves.iter().enumerate().rev();
        let numbers = numbered.map(|(number, leaf)| (key(leaf.name), number));
        Self {
            leaves,
            numbers: numbers.collect(),
        }
    }

    fn number(&self, name: &str) -> Option<usize> {
        self.numbers.get(&key(name)).copied()
    }

    fn text(&self, name: &str) -> Option<String> {
        let leaf = self.leaves[self.number(name)?];
        Some(decode::decode(leaf.bytes).text.into_owned())
    }
}

/// Names are told apart by more than their case (OCF 4.2.2).
fn key(name: &str) -> String {
    name.trim_start_matches('/').to_lowercase()
}

/// The package, and what was wrong with it or with the way to it.
fn package(shelf: &Shelf<'_>) -> (Option<Package>, Option<String>) {
    let stated = match shelf.text(CONTAINER) {
        None => Err("its container.xml is missing"),
        Some(text) => package::place(&text).ok_or("its container.xml is damaged"),
    };
    let (place, mut reason) = match stated {
        Ok(place) => (Some(place), None),
        Err(reason) => {
            let mut names = shelf.leaves.iter().map(|leaf| leaf.name);
            let found = names.find(|name| ending(name) == "opf").map(str::to_owned);
            (found, Some(reason.to_owned()))
        }
    };
    let package = place.and_then(|place| {
        let Some(text) = shelf.text(&place) else {
            reason.get_or_insert_with(|| {
                format!("its package, {}, is missing", super::visible(&place))
            });
            return None;
        };
        let package = Package::read(&text, &place);
        if !package.is_whole {
            reason.get_or_insert_with(|| {
                format!("its package, {}, is damaged", super::visible(&place))
            });
        }
        Some(package)
    });
    (package, reason)
}

/// Files that are pages, by their numbers.
#[derive(Default)]
struct Pages {
    found: Vec<usize>,
    missing: usize,
}

/// The pages in the order of the spine; nothing where that is damaged.
fn order(package: &Package, shelf: &Shelf<'_>) -> Pages {
    let mut pages = Pages::default();
    let mut seen = HashSet::new();
    if !package.is_whole {
        return pages;
    }
    for item in package.spine() {
        if !item.is_page() {
            continue;
        }
        match shelf.number(&item.path) {
            Some(number) if shelf.leaves[number].bytes.trim_ascii().is_empty() => {
                pages.missing += 1
            }
            Some(number) => pages.found.extend(seen.insert(number).then_some(number)),
            None => pages.missing += 1,
        }
    }
    pages
}

fn as_stored(shelf: &Shelf<'_>) -> Pages {
    let is_page = |at: &usize| PAGES.contains(&ending(shelf.leaves[*at].name).as_str());
    Pages {
        found: (0..shelf.leaves.len()).filter(is_page).collect(),
        missing: 0,
    }
}

/// The table of contents: a page of the book, or an NCX.
fn contents(package: &Package, shelf: &Shelf<'_>) -> Contents {
    let read = |path: &str| Some(Contents::read(&shelf.text(path)?, path));
    let mut contents = package.nav().and_then(read).unwrap_or_default();
    if let Some(ncx) = package.ncx().and_then(read) {
        contents.add(ncx);
    }
    for (kind, path) in &package.guide {
        contents.note(kind, path);
    }
    contents
}

/// The pages that are for reading, with what is known of them.
fn kept(package: &Package, contents: &Contents, shelf: &Shelf<'_>, pages: &[usize]) -> Vec<Page> {
    let (byline, nav) = (package.byline(), package.nav().map(key));
    let page = |leaf: &usize| {
        let Leaf { name, bytes } = shelf.leaves[*leaf];
        let decoded = decode::decode(bytes);
        let sheet = Sheet::read(&decoded.text);
        let is_nav = nav.as_ref().is_some_and(|nav| *nav == key(name));
        let stated = || {
            contents
                .role(name)
                .or_else(|| Role::of(sheet.kind.as_deref()?))
        };
        let role = is_nav.then_some(Role::Contents).or_else(stated);
        if sheet.shows_the_way(role, &package.words) {
            return None;
        }
        let label = contents.label(name);
        Some(Page {
            leaf: *leaf,
            around: Surroundings {
                title: label.map(|label| label.title.clone()),
                byline: sheet
                    .byline
                    .or_else(|| label.and_then(|label| label.author.clone()))
                    .or_else(|| byline.clone()),
                source: package.title.clone(),
                published: sheet.published.or(package.published),
                link: sheet.link,
                lang: sheet.lang.or_else(|| package.lang.clone()),
                is_part: true,
                ..Surroundings::default()
            },
            cuts: decoded.doubt.is_none().then_some(sheet.cuts),
        })
    };
    pages.iter().filter_map(page).collect()
}

/// The file that a reference in another leads to, without the place in it; none if it leads out of the book.
fn resolved(from: &str, reference: &str) -> Option<String> {
    let reference = reference.trim();
    let end = reference.find(['#', '?']).unwrap_or(reference.len());
    let path = unescaped(&reference[..end]);
    if path.is_empty() || path.contains(':') {
        return None;
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let folder = if path.starts_with('/') { "" } else { folder };
    let mut parts = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A path without its escapes: `a%20b` is `a b`.
fn unescaped(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        let digit = |at: usize| {
            after
                .get(at)
                .and_then(|byte| char::from(*byte).to_digit(16))
        };
        let escaped = digit(0).zip(digit(1)).filter(|_| *first == b'%');
        match escaped.and_then(|(high, low)| u8::try_from(high << 4 | low).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The text up to the end of the element with this name that was opened last, without its markup, in one line.
fn text_of(events: &mut xml::Events<'_>, name: &str) -> String {
    let mut text = String::new();
    loop {
        match events.next() {
            xml::Event::Text(part) => text.push_str(part),
            xml::Event::Reference(reference) => xml::push_reference(&mut text, reference),
            xml::Event::Open(_) => text.push(' '),
            xml::Event::Close(closed) if closed != name => text.push(' '),
            xml::Event::Close(_) | xml::Event::End => return super::sanitize::line(&text),
        }
    }
}

#[cfg(test)]
mod tests;
