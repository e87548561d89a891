//! Links and embeds between notes: `[[Note]]`, `[[Note#Part|shown]]`, `![[picture.png]]`.
//!
//! Owns what is shown of them. Links lead into a collection of notes that is not known here, so that their text is all;
//! pictures, films and sounds are marks. Where CommonMark gives the brackets another meaning, they are none: that was
//! found before. Source: <https://help.obsidian.md/links>, <https://help.obsidian.md/embeds>.

use std::collections::HashSet;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::{Item, written};

/// Endings of pictures.
const PICTURES: &str = "png jpg jpeg gif bmp svg webp avif heic tif tiff";

/// Endings of sounds.
const SOUNDS: &str = "mp3 wav m4a ogg oga opus flac 3gp";

/// Endings of films.
const FILMS: &str = "mp4 webm ogv mov mkv m4v";

/// The names in double brackets that stand like definitions, `[[name]]: address`: CommonMark leaves them as they are, and
/// so do we.
pub(super) fn defined(source: &str) -> HashSet<&str> {
    let definition = |line| {
        let (name, address) = str::trim_start(line)
            .strip_prefix("[[")?
            .split_once("]]:")?;
        let address = address.trim_start();
        let is_address = ["/", "<", "#", "http:", "https:"]
            .iter()
            .any(|start| address.starts_with(start));
        is_address.then_some(name)
    };
    if memchr::memmem::find(source.as_bytes(), b"]]:").is_none() {
        return HashSet::new();
    }
    source.lines().filter_map(definition).collect()
}

/// Puts what is shown in the place of wiki links.
pub(super) fn expand<'a>(
    run: Vec<Item<'a>>,
    source: &str,
    defined: &HashSet<&str>,
) -> Vec<Item<'a>> {
    let has_any = |(event, range): &Item| {
        let written = written(source, range);
        matches!(event, Event::Text(text) if text.contains("[["))
            && written.contains("[[")
            && !written.contains("\\[")
    };
    if !run.iter().any(has_any) {
        return run;
    }
    let mut out = Vec::with_capacity(run.len() + 4);
    for item in run {
        match item {
            (Event::Text(text), range) if has_any(&(Event::Text(text.clone()), range.clone())) => {
                let from = out.len();
                replace(&text, defined, &mut out);
                out[from..]
                    .iter_mut()
                    .for_each(|item| item.1 = range.clone());
            }
            item => out.push(item),
        }
    }
    out
}

fn replace<'a>(text: &str, defined: &HashSet<&str>, out: &mut Vec<Item<'a>>) {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("[[") {
        let (before, after) = (&rest[..at], &rest[at + 2..]);
        let brackets = after.len() - after.trim_start_matches('[').len();
        let end = after[brackets..].find(['[', ']']);
        let inner = end.map(|end| &after[brackets..brackets + end]);
        let is_closed = |inner: &&str| {
            let behind = &after[brackets + inner.len()..];
            behind.starts_with("]]") && !behind.starts_with("]]]")
        };
        let inner = inner.filter(is_closed).filter(|inner| {
            let name = inner.split('|').next().unwrap_or_default();
            // `[[:alpha:]]` is a part of an expression.
            let is_class = name.len() > 1 && name.starts_with(':') && name.ends_with(':');
            brackets == 0 && !name.trim().is_empty() && !is_class && !defined.contains(name)
        });
        let Some(inner) = inner else {
            let passed = at + 2 + brackets + end.unwrap_or(0);
            plain.push_str(&rest[..passed]);
            rest = &rest[passed..];
            continue;
        };
        rest = &after[inner.len() + 2..];
        match before.strip_suffix('!') {
            Some(before) => {
                plain.push_str(before);
                if let Some(embed) = embed(inner) {
                    push_text(&mut plain, out);
                    out.extend(embed.into_iter().map(|event| (event, 0..0)));
                } else {
                    plain.push_str(&shown(inner));
                }
            }
            None => {
                plain.push_str(before);
                plain.push_str(&shown(inner));
            }
        }
    }
    plain.push_str(rest);
    push_text(&mut plain, out);
}

fn push_text(text: &mut String, out: &mut Vec<Item>) {
    if !text.is_empty() {
        out.push((Event::Text(std::mem::take(text).into()), 0..0));
    }
}

/// The text of a link: its own, or else the note's name and the part of it. Names of blocks say nothing.
fn shown(inner: &str) -> String {
    let (target, own) = inner.split_once('|').unwrap_or((inner, ""));
    if !own.trim().is_empty() {
        return own.trim().to_owned();
    }
    let mut parts = target.split('#').map(str::trim);
    let note = parts.next().unwrap_or_default();
    let parts = parts.filter(|part| !part.is_empty() && !part.starts_with('^'));
    let named: Vec<&str> = Some(note)
        .filter(|note| !note.is_empty())
        .into_iter()
        .chain(parts)
        .collect();
    if named.is_empty() {
        target.trim().to_owned()
    } else {
        named.join(" > ")
    }
}

/// A picture, a sound or a film; nothing where a note is embedded.
fn embed<'a>(inner: &str) -> Option<Vec<Event<'a>>> {
    let mut parts = inner.split('|').map(str::trim);
    let file = parts.next()?.split('#').next()?.trim();
    let (_, ending) = file.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    let is = |endings: &str| endings.split(' ').any(|known| known == ending);
    let element = if is(SOUNDS) {
        "audio"
    } else if is(FILMS) {
        "video"
    } else if is(PICTURES) {
        // Behind bars stand how wide it is shown, where, and what is said of it.
        let is_size = |part: &&str| {
            part.chars()
                .all(|char| char.is_ascii_digit() || char == 'x')
        };
        let is_place = |part: &&str| matches!(*part, "left" | "right" | "center" | "inline");
        let caption = parts.find(|part| !is_size(part) && !is_place(part));
        let name = file.rsplit('/').next().unwrap_or(file);
        let image = Tag::Image {
            link_type: LinkType::Inline,
            dest_url: file.to_owned().into(),
            title: "".into(),
            id: "".into(),
        };
        return Some(vec![
            Event::Start(image),
            Event::Text(caption.unwrap_or(name).to_owned().into()),
            Event::End(TagEnd::Image),
        ]);
    } else {
        return None;
    };
    let address = file.replace('&', "&amp;").replace('"', "&quot;");
    Some(vec![
        Event::InlineHtml(format!("<{element} src=\"{address}\">").into()),
        Event::InlineHtml(format!("</{element}>").into()),
    ])
}
