//! Limiting a query that is being typed to a time, by its text.
//!
//! Owns where the field `date:` goes. Does not own what it means (`date`).

use super::{cursor::Cursor, field::by_name};

/// The query with `date:PERIOD` in place of the `date:` terms it has; without any where there is no period.
pub fn redate(text: &str, period: Option<&str>) -> String {
    let terms = terms(text);
    let is_date = |term: &&&str| {
        term.get(..5)
            .is_some_and(|name| name.eq_ignore_ascii_case("date:"))
    };
    let rest: Vec<_> = terms
        .iter()
        .filter(|term| !is_date(term))
        .copied()
        .collect();
    let Some(period) = period else {
        return rest.join(" ");
    };
    // Standing side by side binds closer than OR.
    let rest = match rest.as_slice() {
        [] => String::new(),
        terms if terms.contains(&"OR") => format!("({}) ", terms.join(" ")),
        terms => format!("{} ", terms.join(" ")),
    };
    format!("{rest}date:{period}")
}

/// The parts of a query that stand side by side: white space within quotes, expressions and brackets parts nothing.
fn terms(text: &str) -> Vec<&str> {
    let mut cursor = Cursor::new(text);
    let (mut terms, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    while let Some(char) = cursor.rest().chars().next() {
        if depth == 0 && char.is_whitespace() {
            terms.push(&text[start..cursor.at]);
            cursor.skip_space();
            start = cursor.at;
            continue;
        }
        if cursor.phrase().is_some() || cursor.pattern().is_some() {
            continue;
        }
        match char {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let word = cursor.word();
        // What stands behind a field may be quoted.
        let name = word.find(':').filter(|at| by_name(&word[..*at]).is_some());
        cursor.at += name.map_or(word.len(), |at| at + 1).max(char.len_utf8());
    }
    terms.push(&text[start..]);
    terms.retain(|term| !term.is_empty());
    terms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Query;

    #[test]
    fn a_date_is_added_replaced_and_taken_away() {
        for (text, period, expected) in [
            ("tide", Some("2020-04"), "tide date:2020-04"),
            ("", Some("2020"), "date:2020"),
            (
                "tide date:2020-04 moon",
                Some("2020-05"),
                "tide moon date:2020-05",
            ),
            ("tide Date:2020-04", None, "tide"),
            ("tide OR moon", Some("2020"), "(tide OR moon) date:2020"),
            (
                "(tide OR moon) date:2020",
                Some("2021"),
                "(tide OR moon) date:2021",
            ),
            (
                "\"a date:2020 b\"",
                Some("2021"),
                "\"a date:2020 b\" date:2021",
            ),
            (
                "“a date:2020 b” title:“c date:2020”",
                Some("2021"),
                "“a date:2020 b” title:“c date:2020” date:2021",
            ),
            (
                "/a date:2020 b/ title:/c date:2020 d/",
                Some("2021"),
                "/a date:2020 b/ title:/c date:2020 d/ date:2021",
            ),
            ("5\" date:2020", Some("2021"), "5\" date:2020 date:2021"),
        ] {
            assert_eq!(redate(text, period), expected);
            assert!(Query::parse(expected).is_ok());
        }
    }
}
