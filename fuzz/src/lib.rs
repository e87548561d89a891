//! What the targets hold the program to.

pub mod snapshot;

use std::path::Path;

use newsstand::{parse, search::Query};

/// Reads bytes as the file of this name: that never fails, and what comes out can be shown as it is.
pub fn article(name: &str, bytes: &[u8]) {
    let parsed = parse::parse(Path::new(name), bytes);
    for article in &parsed.articles {
        let texts = [
            Some(article.title.as_str()),
            article.byline.as_deref(),
            article.source.as_deref(),
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
