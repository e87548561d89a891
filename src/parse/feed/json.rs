//! JSON Feed, versions 1 and 1.1, and what other programs store articles as in JSON.
//!
//! Owns how values are read, in an object or in the row of a table. Does not own what their names mean (`keys`), which objects are articles
//! where no feed says so (`articles`), how whole items are saved out of a damaged file (`salvage`) or the article (`story`).

mod articles;
mod salvage;
mod value;

use serde_json::{Map, Value};

use super::{
    fields::{Attachment, Best, Fields, Kind},
    keys::{Role, TEXT_ENDINGS, role},
    people,
    text::{Form, Text},
};
use crate::{
    article::is_unique,
    parse::{field, sanitize},
};
pub(super) use articles::articles;
pub(super) use salvage::File;

/// Who has given an object its `id`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Giver {
    /// The publisher, as in a JSON Feed.
    Publisher,
    /// A program that stored it: a mere number tells it from others in that program alone.
    Store,
    /// Whoever made a table, and may have made others: a mere number is that of a row.
    Table,
}

/// Whether JSON of which this is the beginning may hold articles: it names something that may be their text.
pub(super) fn may_hold_articles(head: &str) -> bool {
    TEXT_ENDINGS.iter().any(|ending| head.contains(ending))
}

/// What an object says.
pub(super) fn of_map(map: &Map<String, Value>, giver: Giver) -> Fields<'_> {
    let values = map
        .iter()
        .filter_map(|(name, value)| Some((role(name)?, value)));
    let mut fields = of_values(values, giver);
    for value in ["image", "banner_image"]
        .iter()
        .filter_map(|name| map.get(*name))
    {
        picture(value, &mut fields);
    }
    fields
}

/// What values say of which it is known what they are for.
pub(super) fn of_values<'a>(
    values: impl Iterator<Item = (Role, &'a Value)>,
    giver: Giver,
) -> Fields<'a> {
    let mut fields = Fields::default();
    let (mut id, mut has_guid) = (None, false);
    for (role, value) in values {
        has_guid |= role == Role::Guid;
        match role {
            Role::Id => id = value::line(value),
            Role::Person(rank) => people(rank, value, giver, &mut fields),
            role => take(role, value, &mut fields),
        }
    }
    // Whoever tells both means the publisher's by the other, even where the publisher gave none.
    let id = id.filter(|id| {
        let counts = match giver {
            Giver::Publisher => true,
            Giver::Store => is_unique(id) || fields.link.get().is_none(),
            Giver::Table => is_unique(id),
        };
        counts && !has_guid
    });
    if let Some(id) = id {
        fields.guid.offer(1, id);
    }
    fields
}

/// Takes down a value of this role.
fn take<'a>(role: Role, value: &'a Value, fields: &mut Fields<'a>) {
    let text = |form| value::prose(value).and_then(|text| Text::new(text, form));
    let name = |value| Text::new(value::name(value)?, Form::Loose);
    match role {
        Role::Title(rank) => {
            let title = value::inner(value).and_then(|title| Text::new(title, Form::Loose));
            offer(&mut fields.title, rank, title);
        }
        Role::Text(rank, form) => {
            let text = text(form);
            let is_page = text.as_ref().is_some_and(Text::is_page);
            // What was taken out of a page is better than the page.
            offer(
                &mut fields.content,
                if is_page { u8::MAX } else { rank },
                text,
            );
        }
        // Google Reader's summaries are texts, and the only ones that most of its items have.
        Role::Summary(0, _) if value.get("content").is_some() => {
            offer(&mut fields.content, u8::MAX, text(Form::Stored));
        }
        Role::Summary(rank, form) => offer(&mut fields.summary, rank, text(form)),
        Role::Link(rank) => offer(&mut fields.link, rank, value::address(value)),
        Role::Guid => offer(&mut fields.guid, 0, value::inner(value)),
        Role::Language => offer(&mut fields.language, 0, value::line(value)),
        Role::Files => {
            for value in value::list(value) {
                file(value, fields);
            }
        }
        Role::Tags => fields.subjects.extend(value::tags(value)),
        Role::Published(rank) => {
            if let Some(written) = value::date(value) {
                fields.publish(rank, &written);
            }
        }
        Role::Updated(rank) => {
            if let Some(written) = value::date(value) {
                fields.update(rank, &written);
            }
        }
        Role::Source(rank) => offer(&mut fields.source, rank, name(value)),
        Role::Origin => match value.as_str().filter(|text| field::is_address(text)) {
            Some(address) => fields.link.offer(1, address.into()),
            None => offer(&mut fields.source, 2, name(value)),
        },
        Role::Id | Role::Person(_) => {}
    }
}

/// Takes down the names of people. A publisher's are as they are to be shown; what stored an article has them as it found
/// them, several in one text.
fn people(rank: u8, value: &Value, giver: Giver, fields: &mut Fields) {
    for name in value::list(value).filter_map(value::name) {
        match giver {
            Giver::Publisher => {
                let name = sanitize::line(&name);
                if !name.is_empty() {
                    fields.credit(rank, name);
                }
            }
            Giver::Store | Giver::Table => {
                // In JSON a bar parts a name from its publication; who has several names there has a list for them.
                let is_table = giver == Giver::Table;
                let is_joint = |char| char == ';' || is_table && char == '|';
                for name in name.split(is_joint).filter_map(people::name) {
                    fields.credit(rank, name);
                }
            }
        }
    }
}

fn offer<T>(best: &mut Best<T>, rank: u8, value: Option<T>) {
    if let Some(value) = value {
        best.offer(rank, value);
    }
}

/// Takes down the picture that an item is shown with.
fn picture<'a>(value: &'a Value, fields: &mut Fields<'a>) {
    if let Some(address) = value::line(value) {
        fields.attach(Attachment {
            address,
            kind: Kind::Picture,
            title: None,
            width: 0,
        });
    }
}

/// Takes down a file that belongs to an item.
fn file<'a>(value: &'a Value, fields: &mut Fields<'a>) {
    let of = |name: &str| value::line(value.get(name)?);
    let Some(address) = value::address(value).filter(|_| value.is_object()) else {
        return;
    };
    let media_type = of("mime_type").or_else(|| of("type"));
    fields.attach(Attachment {
        kind: Kind::tell(&media_type.unwrap_or_default(), &address),
        address,
        title: of("title"),
        width: 0,
    });
}
