//! Files that belong to an item, as tags name them.
//!
//! Does not own what is shown of them (`story`).

use std::borrow::Cow;

use super::{
    fields::{Attachment, Fields, Kind},
    xml::Tag,
};

/// Takes down the file that a tag names.
pub(super) fn attach<'a>(tag: &Tag<'a>, fields: &mut Fields<'a>) {
    let Some(address) = tag
        .attribute("url")
        .filter(|address| !address.trim().is_empty())
    else {
        return;
    };
    let medium = tag
        .attribute("medium")
        .filter(|medium| medium != "document");
    let media_type = medium.or_else(|| tag.attribute("type")).unwrap_or_default();
    fields.attach(Attachment {
        kind: Kind::tell(&media_type, &address),
        address,
        title: None,
        width: width(tag),
    });
}

/// Takes down the file at an address that a tag tells more about.
pub(super) fn attach_address<'a>(tag: &Tag<'a>, address: Cow<'a, str>, fields: &mut Fields<'a>) {
    fields.attach(Attachment {
        kind: Kind::tell(&tag.attribute("type").unwrap_or_default(), &address),
        address,
        title: tag.attribute("title"),
        width: 0,
    });
}

/// Takes down the picture that a tag names.
pub(super) fn attach_picture<'a>(tag: &Tag<'a>, fields: &mut Fields<'a>) {
    let address = tag
        .attribute("url")
        .filter(|address| !address.trim().is_empty());
    if let Some(address) = address {
        fields.attach(Attachment {
            address,
            kind: Kind::Picture,
            title: None,
            width: width(tag),
        });
    }
}

fn width(tag: &Tag) -> u32 {
    tag.attribute("width")
        .and_then(|width| width.trim().parse().ok())
        .unwrap_or_default()
}
