//! Which objects of a JSON file are articles, where it is no feed: those that hold a text, and a title or an address.
//!
//! They may lie in lists and in each other, however deep. Does not own what the names in an object mean (`keys`).

use serde_json::Value;

use super::{Giver, of_map};
use crate::parse::feed::fields::Fields;

/// What there is in a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::parse::feed) struct Found {
    /// Articles.
    pub(in crate::parse::feed) articles: usize,
    /// Objects with an address and without a text.
    pub(in crate::parse::feed) links: usize,
}

/// Hands on what each article in a value says, in their order.
pub(in crate::parse::feed) fn articles<'a>(
    value: &'a Value,
    take: &mut impl FnMut(Fields<'a>),
) -> Found {
    let map = match value {
        Value::Array(values) => return within(values.iter(), take),
        Value::Object(map) => map,
        _ => return Found::default(),
    };
    let fields = of_map(map, Giver::Store);
    if is_article(&fields) {
        take(fields);
        return Found {
            articles: 1,
            links: 0,
        };
    }
    let mut found = within(map.values(), take);
    if found == Found::default() && fields.link.get().is_some() {
        found.links = 1;
    }
    found
}

fn within<'a>(values: impl Iterator<Item = &'a Value>, take: &mut impl FnMut(Fields<'a>)) -> Found {
    values.fold(Found::default(), |sum, value| {
        let found = articles(value, take);
        Found {
            articles: sum.articles + found.articles,
            links: sum.links + found.links,
        }
    })
}

/// Whether a value is an article.
pub(super) fn is_one(value: &Value) -> bool {
    let map = value.as_object();
    map.is_some_and(|map| is_article(&of_map(map, Giver::Store)))
}

fn is_article(fields: &Fields) -> bool {
    fields.content.get().is_some() && (fields.title.get().is_some() || fields.link.get().is_some())
}
