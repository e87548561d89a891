//! The README held against the program: its keys are the keymap's, and its queries can be read.

use std::{fs, path::Path};

use newsstand::{
    app::keymap,
    search::{self, Known, Query, Saved},
};

#[test]
fn the_keys_of_the_readme_are_those_of_the_keymap() {
    let expected = key_tables();
    assert_eq!(
        between("keys").trim(),
        expected.trim(),
        "write this instead:\n{expected}"
    );
}

#[test]
fn every_query_of_the_readme_can_be_read() {
    let queries: Vec<_> = between("queries").lines().flat_map(written).collect();
    assert!(queries.len() > 10, "{queries:?}");
    let mut saved = Saved::default();
    saved.set("Sea", "tide OR harbour").unwrap();
    for query in queries {
        let read = Query::parse_with(&query, &saved);
        assert!(read.is_ok(), "{query}: {read:?}");
    }
}

#[test]
fn all_of_the_query_language_is_in_the_readme() {
    let table = between("queries");
    let fields = offered("");
    assert!(fields.len() > 15, "{fields:?}");
    let values = ["is:", "has:", "sort:"].into_iter().flat_map(offered);
    // The minus of an order is explained once.
    let values = values.filter(|value| !value.contains('-'));
    for term in fields.into_iter().chain(values) {
        assert!(table.contains(&format!("`{term}")), "{term} is missing");
    }
}

/// What the prompt offers where this is typed.
fn offered(typed: &str) -> Vec<String> {
    let known = Known {
        tally: None,
        saved: &Saved::default(),
        answers: &|_| None,
    };
    let offers = search::complete(typed, typed.len(), known);
    let texts = offers.into_iter().map(|offer| offer.text);
    texts
        .map(|text| text.trim_end().to_owned())
        .filter(|text| text.contains(':'))
        .collect()
}

/// One table a group: keys, what they do, and the name of that.
fn key_tables() -> String {
    let mut tables = String::new();
    for (subject, rows) in keymap::TABLE {
        tables.push_str(&format!("| {subject} | | name |\n|---|---|---|\n"));
        for row in *rows {
            let keys: Vec<_> = row.keys.split(' ').map(|key| format!("`{key}`")).collect();
            tables.push_str(&format!(
                "| {} | {} | `{}` |\n",
                keys.join(" "),
                row.help,
                row.name
            ));
        }
        tables.push('\n');
    }
    tables
}

/// The code in the first cell of a table's row.
fn written(row: &str) -> Vec<String> {
    let cell = row.split(" | ").next().unwrap_or_default();
    cell.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// What stands in the README between two marks of this name.
fn between(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(path).expect("the README can be read");
    let rest = readme.split_once(&format!("<!-- {name} -->"));
    let found = rest.and_then(|(_, rest)| rest.split_once(&format!("<!-- /{name} -->")));
    found.expect("both marks stand in the README").0.to_owned()
}
