//! The file of saved searches: lines of `name = "query"`, which a person may edit as well.
//!
//! Owns reading it, and changing one line of it so that all others, comments too, stay as they are. Does not own where
//! it lies or how it is written (`runtime::searches`), or what a query means.

use std::ops::Range;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{Complaint, complaint, print::quoted, said};
use crate::app::{SearchEdit, is_search_name};

/// What a new file begins with.
const HEADING: &str =
    "# Saved searches: name = \"query\". They are the views behind 4 to 9, in this order.\n";

/// Reads the file: names and queries in its order. What is wrong in it is left out and complained about.
pub fn read_searches(text: &str) -> (Vec<(String, String)>, Vec<Complaint>) {
    let (document, errors) = DeTable::parse_recoverable(text);
    let mut faults: Vec<_> = errors
        .iter()
        .map(|error| (error.span().unwrap_or(0..0), said(error.message())))
        .collect();
    let mut searches = Vec::new();
    for line in lines(&document) {
        let is_broken = |error: &toml::de::Error| {
            error
                .span()
                .is_some_and(|span| span.start <= line.value.end && line.key.start <= span.end)
        };
        match line.query {
            _ if errors.iter().any(is_broken) => {}
            _ if !is_search_name(line.name) => {
                let wrong = "the name of a search is one word of letters, digits, - and _";
                faults.push((line.key, wrong.to_owned()));
            }
            Some(query) => searches.push((line.name.to_owned(), query.to_owned())),
            None => faults.push((
                line.key,
                "a saved search is a line name = \"query\"".to_owned(),
            )),
        }
    }
    faults.sort_by_key(|(span, _)| span.start);
    let complaints = faults
        .into_iter()
        .map(|fault| complaint(text, fault))
        .collect();
    (searches, complaints)
}

/// The file's text after a change; nothing but the line of that search is touched.
///
/// # Errors
/// What is wrong with the file where it is no TOML: then it is left as it is.
pub fn edit_searches(text: &str, edit: &SearchEdit) -> Result<String, Complaint> {
    let (document, errors) = DeTable::parse_recoverable(text);
    if let Some(error) = errors.first() {
        let span = error.span().unwrap_or(0..0);
        return Err(complaint(text, (span, said(error.message()))));
    }
    let lines = lines(&document);
    let find = |name: &str| lines.iter().find(|line| line.name == name);
    let mut edited = text.to_owned();
    match edit {
        SearchEdit::Save { name, query } => match find(name) {
            Some(line) => edited.replace_range(line.value.clone(), &quoted(query)),
            None => {
                let at = end_of_lines(text, &lines);
                let new = format!("{} = {}\n", key(name), quoted(query));
                edited.insert_str(at, &new);
                if at > 0 && !text[..at].ends_with('\n') {
                    edited.insert(at, '\n');
                }
                if text.is_empty() {
                    edited.insert_str(0, HEADING);
                }
            }
        },
        SearchEdit::Rename { old, new } => {
            let taken = find(new).map(|line| whole(text, line));
            if let Some(line) = find(old).filter(|_| old != new) {
                // What stands further behind goes first, so that the other place stays where it is.
                let mut changes = vec![(line.key.clone(), key(new))];
                changes.extend(taken.map(|range| (range, String::new())));
                changes.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
                for (range, put) in changes {
                    edited.replace_range(range, &put);
                }
            }
        }
        SearchEdit::Forget { name } => {
            if let Some(line) = find(name) {
                edited.replace_range(whole(text, line), "");
            }
        }
    }
    Ok(edited)
}

/// A name as TOML writes it: bare where it can be.
fn key(name: &str) -> String {
    if name.is_ascii() {
        name.to_owned()
    } else {
        quoted(name)
    }
}

/// An entry of the file.
struct Line<'a> {
    name: &'a str,
    key: Range<usize>,
    value: Range<usize>,
    query: Option<&'a str>,
    is_table: bool,
}

/// The entries in the order of the file.
fn lines<'a>(document: &'a Spanned<DeTable<'_>>) -> Vec<Line<'a>> {
    let mut lines: Vec<_> = document
        .get_ref()
        .iter()
        .map(|(key, value)| Line {
            name: key.get_ref().as_ref(),
            key: key.span(),
            value: value.span(),
            query: value.get_ref().as_str(),
            is_table: matches!(value.get_ref(), DeValue::Table(_)),
        })
        .collect();
    lines.sort_by_key(|line| line.key.start);
    lines
}

/// From the beginning of an entry's first line to the end of its last one.
fn whole(text: &str, line: &Line<'_>) -> Range<usize> {
    let start = text[..line.key.start].rfind('\n').map_or(0, |at| at + 1);
    let behind = text[line.value.end..].find('\n');
    start..behind.map_or(text.len(), |at| line.value.end + at + 1)
}

/// Where a further entry goes: to the end, before any table.
fn end_of_lines(text: &str, lines: &[Line<'_>]) -> usize {
    lines
        .iter()
        .find(|line| line.is_table)
        .map_or(text.len(), |line| whole(text, line).start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FILE: &str =
        "# mine\nclimate = \"emissions OR glacier\" # the big one\n\nlong = 'words:>2000'\n";

    fn save(name: &str, query: &str) -> SearchEdit {
        let (name, query) = (name.to_owned(), query.to_owned());
        SearchEdit::Save { name, query }
    }

    fn rename(old: &str, new: &str) -> SearchEdit {
        let (old, new) = (old.to_owned(), new.to_owned());
        SearchEdit::Rename { old, new }
    }

    #[test]
    fn searches_are_read_in_the_order_of_the_file() {
        let (searches, complaints) = read_searches(FILE);
        let names: Vec<_> = searches.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!((names, complaints), (vec!["climate", "long"], Vec::new()));
        assert_eq!(searches[1].1, "words:>2000");
    }

    #[test]
    fn a_line_that_is_wrong_is_complained_about_and_the_others_are_read() {
        let (searches, complaints) = read_searches("a = 3\n\"two words\" = \"x\"\nb = \"tide\"\n");
        assert_eq!(searches, [("b".to_owned(), "tide".to_owned())]);
        let lines: Vec<_> = complaints.iter().map(|complaint| complaint.line).collect();
        assert_eq!(lines, [1, 2]);
        let (searches, complaints) = read_searches("a = \"tide\"\nb = \"no end\nc = \"moon\"\n");
        assert!(searches.contains(&("a".to_owned(), "tide".to_owned())));
        assert_eq!(complaints[0].line, 2);
    }

    #[test]
    fn comments_and_the_other_lines_stay_as_they_are() {
        let edited = edit_searches(FILE, &save("climate", "say \"ice\"")).unwrap();
        assert_eq!(
            edited,
            "# mine\nclimate = \"say \\\"ice\\\"\" # the big one\n\nlong = 'words:>2000'\n"
        );
        let edited = edit_searches(FILE, &rename("long", "essays")).unwrap();
        assert!(edited.ends_with("\n\nessays = 'words:>2000'\n") && edited.starts_with("# mine\n"));
        let forget = SearchEdit::Forget {
            name: "climate".to_owned(),
        };
        let edited = edit_searches(FILE, &forget).unwrap();
        assert_eq!(edited, "# mine\n\nlong = 'words:>2000'\n");
        let edited = edit_searches("a = \"b\"", &save("c", "d")).unwrap();
        assert_eq!(edited, "a = \"b\"\nc = \"d\"\n");
        assert!(
            edit_searches("", &save("c", "d"))
                .unwrap()
                .starts_with("# Saved")
        );
        let edited = edit_searches("[table]\nx = 1\n", &save("c", "d")).unwrap();
        assert_eq!(edited, "c = \"d\"\n[table]\nx = 1\n");
    }

    #[test]
    fn a_name_that_is_taken_by_a_rename_is_given_up_by_its_holder() {
        for (old, new) in [("climate", "long"), ("long", "climate")] {
            let edited = edit_searches(FILE, &rename(old, new)).unwrap();
            let (searches, complaints) = read_searches(&edited);
            assert_eq!((searches.len(), complaints.len()), (1, 0), "{edited}");
            assert_eq!(searches[0].0, new);
        }
    }

    #[test]
    fn a_name_may_have_letters_of_any_script() {
        let edited = edit_searches(FILE, &rename("long", "Übersicht")).unwrap();
        let edited = edit_searches(&edited, &save("海", "tide")).unwrap();
        let edited = edit_searches(&edited, &rename("Übersicht", "essays")).unwrap();
        let (searches, complaints) = read_searches(&edited);
        let names: Vec<_> = searches.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            (names, complaints.len()),
            (vec!["climate", "essays", "海"], 0),
            "{edited}"
        );
    }

    #[test]
    fn a_file_that_is_no_toml_is_not_changed() {
        let wrong = edit_searches("a = \"tide\"\nb = = c\n", &save("d", "e")).unwrap_err();
        assert_eq!(wrong.line, 2);
    }

    proptest! {
        #[test]
        fn what_was_saved_is_read_again_whatever_stands_in_it(query in "\\PC{0,40}", text in "(\\PC|\n){0,80}") {
            prop_assert!(is_search_name("mine"));
            if let Ok(edited) = edit_searches(&text, &save("mine", &query)) {
                let (searches, _) = read_searches(&edited);
                prop_assert!(searches.contains(&("mine".to_owned(), query)), "{}", edited);
            }
        }
    }
}
