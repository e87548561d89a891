//! The command line.

use std::{io::Write, path::PathBuf};

use serde_json::json;

use crate::{library::Library, marks::Marks, runtime::loader};

/// Runs the program and returns its exit status.
pub fn run() -> i32 {
    let paths: Vec<PathBuf> = std::env::args_os().skip(4).map(PathBuf::from).collect();
    let (mut library, marks) = (Library::default(), Marks::default());
    loader::load(&paths, &mut |loaded| {
        if let loader::Loaded::Batch(batch, _) = loaded {
            library.add(batch, &marks);
        }
        true
    });
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (row, stored) in library.copies() {
        let a = &stored.article;
        let record = json!({
            "v": 1, "id": library.id(row).to_string(), "path": stored.origin.path, "item": stored.origin.item,
            "format": a.format.to_string(), "title": a.title, "byline": a.byline, "source": a.source,
            "published": a.published.map(|d| d.to_string()), "updated": a.updated.map(|d| d.to_string()),
            "link": a.link, "guid": a.guid, "tags": a.tags, "lang": a.lang, "words": a.words(), "minutes": a.minutes(),
            "summary": a.summary, "read": false, "starred": false, "text": a.body.text(), "boilerplate": a.boilerplate,
        });
        let _ = writeln!(out, "{record}");
    }
    0
}
