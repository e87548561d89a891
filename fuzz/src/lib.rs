//! What the targets hold the program to.

pub mod snapshot;

use std::path::Path;

use newsstand::{
    parse::{
        self, Parsed,
        book::{self, Leaf},
        capture::{self, Record},
    },
    search::Query,
};

/// Reads bytes as the file of this name: that never fails, and what comes out can be shown as it is.
pub fn article(name: &str, bytes: &[u8]) {
    shown(&parse::parse(Path::new(name), bytes));
}

/// Reads bytes as the files of a book, which are parted by NULs; the last stands for all that are missing.
pub fn book(bytes: &[u8]) {
    let names = [book::CONTAINER, "content.opf", "nav.xhtml", "a.xhtml"];
    let parts: Vec<&[u8]> = bytes.split(|byte| *byte == 0).collect();
    let file = |(at, name)| Leaf {
        name,
        bytes: parts.get(at).or(parts.last()).copied().unwrap_or_default(),
    };
    let leaves: Vec<Leaf<'_>> = names.into_iter().enumerate().map(file).collect();
    for page in book::read(Path::new("fuzz.epub"), &leaves).pages {
        let leaf = leaves[page.leaf];
        let source = page.source(leaf.bytes);
        shown(&parse::parse_in(
            Path::new(leaf.name),
            &source,
            &page.around,
        ));
    }
}

/// Reads bytes as a record of a web archive, and what follows the first empty line as an answer in it.
pub fn capture(bytes: &[u8]) {
    capture::is_one(bytes);
    capture::joined(bytes);
    let Some(record) = Record::read(bytes) else {
        return;
    };
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    let answer = &bytes[end.map_or(0, |end| end + 4)..];
    if let Some(page) = record.page(answer) {
        let name = Path::new(&page.name);
        shown(&parse::parse_in(name, answer, &page.around));
    }
}

/// What was read can be shown as it is.
fn shown(parsed: &Parsed) {
    for article in &parsed.articles {
        let texts = [
            Some(article.title.as_str()),
            article.byline.as_deref(),
            article.source.as_deref(),
            article.link.as_deref(),
            Some(article.body.text()),
        ];
        for text in texts.into_iter().flatten() {
            let stray = text
                .chars()
                .find(|c| c.is_control() && !matches!(c, '\n' | '\t'));
            assert_eq!(stray, None, "a control character came through: {text:?}");
        }
    }
}

/// Reads a query: what is wrong with it is pointed at, and what is right is printed so that it reads back.
pub fn query(text: &str) {
    match Query::parse(text) {
        Ok(query) => assert_eq!(Query::parse(&query.to_string()), Ok(query)),
        Err(error) => assert!(
            text.get(error.at.clone()).is_some(),
            "{:?} in {text:?}",
            error.at
        ),
    }
}
