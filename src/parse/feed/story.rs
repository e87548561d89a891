//! From what a feed says about an item to the article.
//!
//! Owns what stands for what is missing, how addresses are completed, and what is shown of attached files. Does not own
//! which of several values counts (`fields`).

use std::borrow::Cow;

use url::Url;

use super::{
    fields::{Attachment, Fields, Kind},
    text::Text,
    xml::push_escaped,
};
use crate::{
    article::{Article, Body, Format},
    parse::{field, sanitize, title},
};

/// Characters of a summary that are kept.
const LONGEST_SUMMARY: usize = 600;
/// Attached files that are shown.
const MOST_ATTACHMENTS: usize = 16;
/// Characters of a name that all items bear, each anew.
const LONGEST_NAME: usize = 400;
/// Addresses within each other that others are relative to.
const MOST_BASES: usize = 64;

/// What holds for all items of a feed.
pub(super) struct Publication {
    /// Its name.
    title: Option<String>,
    byline: Option<String>,
    lang: Option<String>,
    base: Option<Url>,
    /// Which dialect it is written in.
    format: Format,
}

impl Publication {
    pub(super) fn new(fields: &Fields, format: Format) -> Self {
        let name = |name| title::shortened(name, LONGEST_NAME);
        let title = fields.title.get().map(Text::line);
        let link = fields
            .link
            .get()
            .and_then(|link| Url::parse(link.trim()).ok());
        let base = based(&fields.bases, link.as_ref());
        Self {
            title: title.filter(|title| !title.is_empty()).map(name),
            byline: byline(fields).map(name),
            lang: lang(fields),
            base,
            format,
        }
    }

    /// The article that an item is.
    pub(super) fn story(&self, mut fields: Fields) -> Article {
        let address_base = based(&fields.bases, self.base.as_ref());
        let link = fields
            .link
            .get()
            .map(|link| complete(link, address_base.as_ref()));
        let link = link.filter(|link| !link.is_empty());
        let page = link.as_deref().filter(|_| fields.bases.is_empty());
        let base = page.and_then(|link| Url::parse(link).ok()).or(address_base);
        let (body, summary) = texts(&mut fields, base.as_ref());
        let guid = fields.guid.get().map(|guid| sanitize::line(guid));
        let title = fields.title.get().map(Text::line).unwrap_or_default();
        let title = if title.is_empty() {
            title::first_words(body.text())
                .or_else(|| link.clone())
                .or_else(|| guid.clone())
                .unwrap_or_default()
        } else {
            title
        };
        let source = fields.source.get().map(Text::line);
        let source = source.filter(|source| !source.is_empty());
        Article {
            title,
            byline: byline(&fields).or_else(|| self.byline.clone()),
            source: source.or_else(|| self.title.clone()),
            published: fields.published.take(),
            updated: fields.updated.take(),
            link,
            guid: guid.filter(|guid| !guid.is_empty()),
            tags: tags(&fields.subjects),
            lang: lang(&fields).or_else(|| self.lang.clone()),
            summary,
            body,
            boilerplate: Vec::new(),
            format: self.format,
        }
    }
}

/// The body, and the summary where it says something else.
fn texts(fields: &mut Fields, base: Option<&Url>) -> (Body, Option<String>) {
    let content = fields.content.take();
    let mut lesser = [fields.description.take(), fields.summary.take()];
    // Without a text that is meant as the whole, the longer of both is more of it.
    let length = |text: &Option<Text>| text.as_ref().map_or(0, |text| text.value.len());
    if content.is_none() && length(&lesser[1]) > length(&lesser[0]) {
        lesser.swap(0, 1);
    }
    let mut texts = std::iter::once(content).chain(lesser).flatten();
    let main = texts.next();
    let other = texts.next();
    let markup = main.as_ref().map_or("", |main| &main.value);
    let more = attachments(&fields.attachments, markup);
    let own_base = |text: &Text| {
        let own = text.base.as_deref()?;
        Some(complete(own, base))
    };
    let body = match &main {
        Some(text) => {
            let own = own_base(text);
            text.body(own.as_deref().or(base.map(Url::as_str)), &more)
        }
        None if more.is_empty() => Body::default(),
        None => crate::parse::html::fragment(&more, base.map(Url::as_str)),
    };
    // What is said besides the text; where files follow the text, the text itself.
    let summary = other
        .or_else(|| main.filter(|_| !more.is_empty()))
        .map(|text| title::shortened(text.line(), LONGEST_SUMMARY))
        .filter(|summary| !summary.is_empty() && summary != body.text());
    (body, summary)
}

/// Attached files as HTML: the widest picture that the text does not show, then links.
fn attachments(attachments: &[Attachment], shown: &str) -> String {
    let mut markup = String::new();
    if attachments.is_empty() {
        return markup;
    }
    let is_fresh = |address: &str| !shown.contains(address.split('?').next().unwrap_or(address));
    let pictures = attachments.iter().filter(|file| file.kind == Kind::Picture);
    let widest = pictures.rev().max_by_key(|picture| picture.width);
    if let Some(picture) = widest.filter(|picture| is_fresh(&picture.address)) {
        markup.push_str("<p><img src=\"");
        push_escaped(&mut markup, &picture.address);
        markup.push_str("\" alt=\"");
        push_escaped(&mut markup, picture.title.as_deref().unwrap_or("Picture"));
        markup.push_str("\"></p>");
    }
    let mut seen: Vec<&str> = Vec::new();
    for file in attachments.iter().filter(|file| file.kind != Kind::Picture) {
        if seen.contains(&file.address.as_ref())
            || seen.len() == MOST_ATTACHMENTS
            || !is_fresh(&file.address)
        {
            continue;
        }
        seen.push(&file.address);
        markup.push_str("<p><a href=\"");
        push_escaped(&mut markup, &file.address);
        markup.push_str("\">");
        markup.push_str(match file.kind {
            Kind::Audio => "Audio: ",
            Kind::Video => "Video: ",
            Kind::Picture | Kind::File => "File: ",
        });
        push_escaped(
            &mut markup,
            file.title
                .as_deref()
                .unwrap_or_else(|| file_name(&file.address)),
        );
        markup.push_str("</a></p>");
    }
    markup
}

/// The last part of an address's path, else all of it.
fn file_name(address: &str) -> &str {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let name = path.trim_end_matches('/').rsplit('/').next();
    name.filter(|name| !name.is_empty()).unwrap_or(address)
}

/// A base that further ones are relative to, and these.
fn based(bases: &[Cow<str>], outer: Option<&Url>) -> Option<Url> {
    let mut base = outer.cloned();
    for inner in bases.iter().take(MOST_BASES) {
        let joined = match &base {
            Some(base) => field::joined(base, inner.trim()),
            None => Url::parse(inner.trim()).ok(),
        };
        base = joined.or(base);
    }
    base
}

/// An address in full; as it was written where it is full already.
fn complete(address: &str, base: Option<&Url>) -> String {
    let address = sanitize::line(address);
    let is_full = address.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty()
            && scheme
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'+')
    });
    let joined = base.filter(|_| !is_full);
    let joined = joined.and_then(|base| field::joined(base, &address));
    joined.map_or(address, String::from)
}

/// Those who wrote it.
fn byline(fields: &Fields) -> Option<String> {
    field::byline(fields.authors().into_iter().map(str::to_owned).collect())
}

fn lang(fields: &Fields) -> Option<String> {
    field::language(fields.language.get()?.trim())
}

/// Subjects in one line each, none twice.
fn tags(subjects: &[Cow<str>]) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for subject in subjects {
        let tag = if subject.contains('&') {
            crate::parse::html::plain(subject)
        } else {
            sanitize::line(subject)
        };
        if !tag.is_empty() && seen.insert(tag.to_lowercase()) {
            tags.push(tag);
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_completed_only_where_it_is_not_full() {
        let base = Url::parse("https://a.example/news/").ok();
        assert_eq!(
            complete(" b?c=1 ", base.as_ref()),
            "https://a.example/news/b?c=1"
        );
        assert_eq!(complete("/b", base.as_ref()), "https://a.example/b");
        assert_eq!(
            complete("HTTP://B.example", base.as_ref()),
            "HTTP://B.example"
        );
        assert_eq!(complete("b", None), "b");
    }
}
