//! The values of fields: what may stand behind a colon, and what it means.
//!
//! Owns the words that `is:` and `has:` know, amounts, and smart case. Dates are in `date`.

use std::num::NonZero;

use super::{
    date::Dates,
    expr::{Amount, Has, Is, Needle, Test},
    field::{Kind, Scope},
    order::{Arrangement, KEYS, Order},
};
use crate::fold::{fold, fold_keeping_case};

/// What `is:` knows.
pub(super) const IS: [(&str, Is, &str); 5] = [
    ("unread", Is::Unread, "not read yet"),
    ("read", Is::Read, "read"),
    ("starred", Is::Starred, "starred"),
    ("reading", Is::Reading, "begun, and not finished"),
    ("new", Is::New, "neither read nor begun"),
];

/// What `has:` knows.
pub(super) const HAS: [(&str, Has, &str); 4] = [
    ("link", Has::Link, "with links in the text"),
    ("image", Has::Image, "with pictures"),
    ("code", Has::Code, "with computer text"),
    ("tag", Has::Tag, "with tags"),
];

/// Reads a field's value. `None` is a text that says nothing, perhaps because it is still to be typed.
pub(super) fn read(kind: Kind, name: &str, value: &str) -> Result<Option<Test>, String> {
    match kind {
        Kind::Text(scope) => return Ok(text(scope, value)),
        Kind::Is => named(&IS, value).map(Test::Is),
        Kind::Has => named(&HAS, value).map(Test::Has),
        Kind::Id => id(value).map(Test::Id),
        Kind::Like => id(value).map(Test::Like),
        Kind::Words => amount(value).map(Test::Words),
        Kind::Time => amount(value).map(Test::Minutes),
        Kind::After => Dates::after(value).map(Test::Date),
        Kind::Before => Dates::before(value).map(Test::Date),
        Kind::Date => Dates::within(value).map(Test::Date),
        Kind::Sort | Kind::Limit | Kind::Search => return Ok(None),
    }
    .map(Some)
    .ok_or_else(|| format!("{name}: wants {}", wanted(kind)))
}

/// Reads what says how the answers are listed. `None` where the field is one that says what they are.
pub(super) fn arrange(
    kind: Kind,
    name: &str,
    value: &str,
    arrangement: &mut Arrangement,
) -> Option<Result<(), String>> {
    let read = match kind {
        Kind::Sort => Order::read(value).map(|order| arrangement.order = Some(order)),
        Kind::Limit => number(value)
            .and_then(NonZero::new)
            .map(|limit| arrangement.limit = Some(limit)),
        _ => return None,
    };
    Some(read.ok_or_else(|| format!("{name}: wants {}", wanted(kind))))
}

/// A text to find, if there is anything in it.
pub(super) fn text(scope: Scope, value: &str) -> Option<Test> {
    let folded = fold(value);
    let blank = folded.chars().all(char::is_whitespace);
    // Nobody means the case of tags, languages and addresses.
    let keeps_case = !matches!(scope, Scope::Tag | Scope::Lang | Scope::Url);
    let cased =
        (keeps_case && value.chars().any(char::is_uppercase)).then(|| fold_keeping_case(value));
    (!blank).then_some(Test::Text(scope, Needle { folded, cased }))
}

fn wanted(kind: Kind) -> String {
    match kind {
        Kind::Is => listed(IS.map(|(name, ..)| name)),
        Kind::Has => listed(HAS.map(|(name, ..)| name)),
        Kind::Id | Kind::Like => "hexadecimal digits, as 3fa9".to_owned(),
        Kind::Sort => format!(
            "{}, with a minus to turn it round",
            listed(KEYS.map(|(name, ..)| name))
        ),
        Kind::Limit => "a number from 1, as 20".to_owned(),
        Kind::Words => "a number, as >1000 or 200..500".to_owned(),
        Kind::Time => "minutes, as <5 or 5..10".to_owned(),
        Kind::Date => "a date or a range, as 2020-04, today or 2020-04..2020-05".to_owned(),
        Kind::After | Kind::Before => {
            "a date or an age, as 2020-04-01, yesterday or 7d (h d w m y)".to_owned()
        }
        Kind::Search => "the name of a saved search".to_owned(),
        Kind::Text(_) => "a text".to_owned(),
    }
}

fn listed<const N: usize>(names: [&str; N]) -> String {
    match names.split_last() {
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

fn named<T: Copy, const N: usize>(known: &[(&str, T, &str); N], value: &str) -> Option<T> {
    let is_meant = |(name, ..): &&(&str, T, &str)| name.eq_ignore_ascii_case(value);
    known.iter().find(is_meant).map(|(_, meaning, _)| *meaning)
}

fn id(value: &str) -> Option<String> {
    let digits = !value.is_empty()
        && value.len() <= 32
        && value.bytes().all(|byte| byte.is_ascii_hexdigit());
    digits.then(|| value.to_ascii_lowercase())
}

fn amount(value: &str) -> Option<Amount> {
    let all = Amount {
        least: 0,
        most: usize::MAX,
    };
    if let Some((least, most)) = value.split_once("..") {
        let end = |text: &str, open| {
            if text.is_empty() {
                Some(open)
            } else {
                number(text)
            }
        };
        let range = Amount {
            least: end(least, all.least)?,
            most: end(most, all.most)?,
        };
        return (value.len() > 2).then_some(range);
    }
    let (sign, digits) = value.split_at(
        value
            .find(|c| !matches!(c, '<' | '>' | '='))
            .unwrap_or(value.len()),
    );
    let number = number(digits)?;
    Some(match sign {
        "" | "=" => Amount {
            least: number,
            most: number,
        },
        ">" => Amount {
            least: number.saturating_add(1),
            ..all
        },
        ">=" => Amount {
            least: number,
            ..all
        },
        "<=" => Amount {
            most: number,
            ..all
        },
        // Nothing is shorter than nothing: the range is empty.
        "<" if number == 0 => Amount { least: 1, most: 0 },
        "<" => Amount {
            most: number - 1,
            ..all
        },
        _ => return None,
    })
}

/// A whole number; one that is too large to count is the largest.
fn number(digits: &str) -> Option<usize> {
    let whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    whole.then(|| digits.parse().unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_people_compare() {
        for (text, least, most) in [
            (">1000", 1001, usize::MAX),
            (">=5", 5, usize::MAX),
            ("<5", 0, 4),
            ("<=5", 0, 5),
            ("7", 7, 7),
            ("=7", 7, 7),
            ("2..4", 2, 4),
            ("2..", 2, usize::MAX),
            ("..4", 0, 4),
            ("<99999999999999999999999", 0, usize::MAX - 1),
        ] {
            assert_eq!(amount(text), Some(Amount { least, most }), "{text}");
        }
        for text in ["", "..", "<", "><5", "five", "-1", "1.5"] {
            assert_eq!(amount(text), None, "{text}");
        }
    }

    #[test]
    fn a_wrong_value_is_answered_with_the_right_ones() {
        let said = read(Kind::Is, "is", "red").unwrap_err();
        assert_eq!(said, "is: wants unread, read, starred, reading or new");
    }
}
