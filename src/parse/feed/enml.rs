//! ENML, the language of Evernote's notes, as HTML: XHTML with boxes to tick, files and passages that are encrypted.
//!
//! By <https://dev.evernote.com/doc/articles/enml.php>, and by what exports hold since: lists of boxes, listings and tasks
//! are marked in styles. Owns what becomes of these, and which file a note names. Does not own how HTML is read
//! (`parse::html`).

mod boxes;

use std::borrow::Cow;

use super::{
    fields::{Fields, Kind},
    inside::{Inside, is_void},
    text::{Form, Text},
    xml::{Event, Events, Tag, local, push_escaped},
};
use crate::parse::field;
use boxes::Boxed;

/// Files of one note that are kept; as many are looked through for each that its text names.
const MOST_RESOURCES: usize = 512;
/// Files that are looked for in the text of one note.
const MOST_NAMED: usize = 4096;
/// Bytes of a file's address in which its hash is looked for.
const LONGEST_ADDRESS: usize = 2048;
/// Tasks of one note that are kept, and groups of them that are looked for.
const MOST_TASKS: usize = 1024;
/// How deep open elements are looked through for one that an end tag closes.
const DEEPEST_LOOK: usize = 64;

/// What stands beside the text of a note.
#[derive(Debug, Default)]
pub(super) struct Belongings<'a> {
    resources: Vec<Resource<'a>>,
    tasks: Vec<Task<'a>>,
}

/// A file in a note, without its bytes.
#[derive(Debug, Default)]
pub(super) struct Resource<'a> {
    /// Its media type.
    pub(super) media: Cow<'a, str>,
    /// Its name.
    pub(super) name: Cow<'a, str>,
    /// Where it is from.
    pub(super) address: Cow<'a, str>,
    /// The MD5 hash by which the text names it, where anything repeats it.
    pub(super) hash: Option<String>,
}

/// Something to do. The text of a note names groups of them.
#[derive(Debug, Default)]
pub(super) struct Task<'a> {
    /// What.
    pub(super) title: Cow<'a, str>,
    /// The group that it is in.
    pub(super) group: Cow<'a, str>,
    /// Its place in the group: letters that sort.
    pub(super) weight: Cow<'a, str>,
    /// Whether that has been done.
    pub(super) is_done: bool,
}

impl<'a> Belongings<'a> {
    /// Takes down a file.
    pub(super) fn add_resource(&mut self, resource: Resource<'a>) {
        if self.resources.len() < MOST_RESOURCES {
            self.resources.push(resource);
        }
    }

    /// Takes down something to do.
    pub(super) fn add_task(&mut self, task: Task<'a>) {
        if self.tasks.len() < MOST_TASKS && !task.title.is_empty() {
            self.tasks.push(task);
        }
    }

    /// The file with a hash; where nothing repeats that, the only one of this media type.
    fn resource(&self, hash: &str, media: &str) -> Option<&Resource<'a>> {
        let is_named = |resource: &&Resource| match &resource.hash {
            Some(known) => known == hash,
            // The addresses of Evernote's own store hold it: `en-cache://tokenKey...+HASH+https...`.
            None => {
                let is_short = resource.address.len() <= LONGEST_ADDRESS;
                hash.len() == 32 && is_short && resource.address.contains(hash)
            }
        };
        let is_alike = |resource: &&Resource| resource.hash.is_none() && resource.media == media;
        let mut alike = self.resources.iter().filter(is_alike);
        let only = alike.next().filter(|_| alike.next().is_none());
        self.resources.iter().find(is_named).or(only)
    }
}

/// Makes HTML of the text of a note, and drops addresses that are not of the web.
pub(super) fn settle(fields: &mut Fields) {
    let link = fields.link.take();
    if let Some(link) = link.filter(|link| field::is_address(link)) {
        fields.link.offer(0, link);
    }
    let mut belongings = std::mem::take(&mut fields.belongings);
    // In the order in which the note shows them, which is not that of the file.
    belongings
        .tasks
        .sort_by(|one, other| one.weight.cmp(&other.weight));
    let content = fields.content.take();
    let source = content.as_ref().map_or("", |content| &content.value);
    let html = html(source, &mut belongings);
    if let Some(text) = Text::new(Cow::Owned(html), Form::Html) {
        fields.content.offer(0, text);
    }
}

/// The HTML of a note; tasks that its text has no place for follow it.
fn html(enml: &str, belongings: &mut Belongings) -> String {
    let mut writer = Writer {
        belongings,
        inside: Inside::markup(),
        open: Vec::new(),
        pending: None,
        boxed: None,
        repeated: 0,
        is_fresh: false,
        in_crypt: false,
        named: 0,
        groups: 0,
    };
    let mut events = Events::new(enml);
    loop {
        match events.next() {
            Event::Open(tag) => writer.open(&tag),
            Event::Close(name) => writer.close(name),
            Event::Text(_) | Event::Reference(_) if writer.in_crypt => {}
            Event::Text(text) => {
                if !text.trim().is_empty() {
                    writer.content();
                }
                writer.inside.push(text);
            }
            Event::Reference(reference) => {
                writer.content();
                writer.inside.push_reference(reference);
            }
            Event::End => break,
        }
    }
    writer.end_box();
    let rest = std::mem::take(&mut writer.belongings.tasks);
    writer.tasks(&rest);
    writer.inside.text.into_owned()
}

/// An element that is open.
struct Open<'a> {
    /// Its name as it stands in the note.
    name: &'a str,
    /// The name that was written.
    written: &'a str,
    attributes: &'a str,
    /// Whether each item of it bears a box.
    is_boxed: bool,
}

impl<'a> Open<'a> {
    fn tag(&self) -> Tag<'a> {
        Tag {
            name: self.written,
            attributes: self.attributes,
            is_empty: false,
        }
    }
}

struct Writer<'a, 'b, 't> {
    belongings: &'b mut Belongings<'t>,
    inside: Inside<'a>,
    open: Vec<Open<'a>>,
    /// A box that is to be set, and whether it is ticked.
    pending: Option<bool>,
    /// A box that stands in no list of the note.
    boxed: Option<Boxed>,
    /// Bytes of marks that were begun anew around items.
    repeated: usize,
    /// Whether nothing stands in the innermost item yet.
    is_fresh: bool,
    /// Whether what follows is encrypted.
    in_crypt: bool,
    /// Files that were looked for.
    named: usize,
    /// Groups of tasks that were looked for.
    groups: usize,
}

impl<'a> Writer<'a, '_, '_> {
    fn open(&mut self, tag: &Tag<'a>) {
        self.in_crypt = false;
        let name = local(tag.name);
        match name {
            "en-note" => {}
            "en-todo" => self.expect_box(tag),
            "en-media" => self.media(tag),
            "en-crypt" => {
                self.crypt(tag);
                self.in_crypt = !tag.is_empty;
            }
            _ => self.element(name, tag),
        }
    }

    /// An element of XHTML, or one that its style makes something else of.
    fn element(&mut self, name: &'a str, tag: &Tag<'a>) {
        if breaks_line(name) {
            self.end_line();
        }
        if name == "br" {
            self.pending = None;
        }
        let style = tag.attribute("style").unwrap_or_default();
        let is = |name| property(&style, name).is_some_and(|value| value == "true");
        if is("--en-task-group") {
            self.group(property(&style, "--en-id").unwrap_or_default());
        }
        let is_listing = is("--en-codeblock") || is("-en-codeblock");
        let open = Open {
            name: tag.name,
            written: if is_listing { "pre" } else { name },
            attributes: if is_listing { "" } else { tag.attributes },
            is_boxed: is("--en-todo"),
        };
        if is_shown(name) {
            self.content();
        }
        if tag.is_empty || is_void(name) {
            return self.inside.open(tag);
        }
        self.inside.open(&open.tag());
        if name == "li" {
            self.is_fresh = true;
            let in_boxed = self.open.last().is_some_and(|list| list.is_boxed);
            if in_boxed || property(&style, "--en-checked").is_some() {
                self.tick(is("--en-checked"));
            }
        }
        self.open.push(open);
    }

    fn close(&mut self, name: &'a str) {
        self.in_crypt = false;
        let looked = self.open.len().saturating_sub(DEEPEST_LOOK);
        let found = self.open[looked..]
            .iter()
            .rposition(|open| open.name == name);
        let Some(at) = found.map(|at| looked + at) else {
            return;
        };
        self.end_box_within(at);
        let written = self.open[at].written;
        if breaks_line(written) || matches!(written, "li" | "td" | "th") {
            self.pending = None;
        }
        self.open.truncate(at);
        self.inside.close(written);
    }

    /// A file: a picture where it may be seen, else its name.
    fn media(&mut self, tag: &Tag) {
        self.content();
        self.named += 1;
        let told = |name| tag.attribute(name).unwrap_or_default();
        let (hash, media) = (told("hash").to_ascii_lowercase(), told("type"));
        let look = || self.belongings.resource(&hash, &media);
        let known = (self.named <= MOST_NAMED).then(look).flatten();
        let name = known.map_or("", |known| known.name.trim());
        let address = known.map(|known| known.address.trim());
        let address = address.filter(|address| field::is_address(address));
        let kind = match Kind::tell(&media, name) {
            Kind::Picture => "Picture",
            Kind::Audio => "Audio",
            Kind::Video => "Video",
            Kind::File => "File",
        };
        let words = match (told("alt").trim(), name) {
            ("", "") => kind.to_owned(),
            ("", name) => format!("{kind}: {name}"),
            (alternative, _) => alternative.to_owned(),
        };
        let html = self.inside.text.to_mut();
        let mut write = |parts: [&str; 2], value: &str| {
            html.push_str(parts[0]);
            push_escaped(html, value);
            html.push_str(parts[1]);
        };
        match (kind, address) {
            ("Picture", address) => {
                write(["<img alt=\"", "\""], &words);
                write([" width=\"", "\""], &told("width"));
                write([" height=\"", "\""], &told("height"));
                write([" src=\"", "\">"], address.unwrap_or_default());
            }
            (_, Some(address)) => {
                write(["<a href=\"", "\">"], address);
                write(["", "</a>"], &words);
            }
            (_, None) => write(["", ""], &words),
        }
    }

    /// What stands for a passage that is encrypted.
    fn crypt(&mut self, tag: &Tag) {
        self.content();
        let html = self.inside.text.to_mut();
        html.push_str("<em>[An encrypted passage, which Evernote can open");
        let hint = tag.attribute("hint").unwrap_or_default();
        if !hint.trim().is_empty() {
            html.push_str("; hint: ");
            push_escaped(html, hint.trim());
        }
        html.push_str("]</em>");
    }
}

/// The value of a property of a style.
fn property<'s>(style: &'s str, name: &str) -> Option<&'s str> {
    let mut properties = style.split(';').filter_map(|rule| rule.split_once(':'));
    let (_, value) = properties.find(|(known, _)| known.trim() == name)?;
    Some(value.trim())
}

/// Whether an element cannot stand in a line.
fn breaks_line(name: &str) -> bool {
    matches!(
        name,
        "br" | "div"
            | "p"
            | "ul"
            | "ol"
            | "table"
            | "hr"
            | "pre"
            | "blockquote"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
    )
}

/// Whether an element can be seen without a text in it.
fn is_shown(name: &str) -> bool {
    matches!(name, "img" | "hr" | "table")
}
