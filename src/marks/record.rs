//! One line of a journal: a JSON object that ends in a checksum of all that stands before it.
//!
//! ```text
//! {"v":1,"id":"<article>","place":"<place>","field":"read","value":true,"hlc":"<stamp>","step":"<stamp>","sum":"1f2e3d4c"}
//! ```
//!
//! Owns printing and reading. Does not own files (`runtime::journal`) or what a record does (`marks`).

use std::{borrow::Cow, fmt::Write};

use memchr::memmem;
use serde::{Deserialize, Serialize};

use super::{Change, Set, Stamp, is_tag};

/// One register set to a value. What it held before is not written: a record is made only where the value changes, so
/// a field that can only be on or off was the opposite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// What was set to what, where.
    pub change: Change,
    /// When and by whom.
    pub stamp: Stamp,
    /// The step of undo that it is a part of, if it is one that can be undone.
    pub turn: Option<Turn>,
}

/// The step that a record is a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The step.
    pub step: Stamp,
    /// Whether the step was made afresh or takes another one back.
    pub act: Act,
}

/// What a step does to the steps before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Act {
    /// Nothing: it is new, and what could be redone no longer can.
    Made,
    /// Takes back a step that was made or redone.
    Undid(Stamp),
    /// Takes back a step that undid.
    Redid(Stamp),
}

/// A line of a journal, or a piece of one that was joined to another by damage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Its number, from 1.
    pub number: usize,
    /// Its bytes, without the line feed.
    pub bytes: &'a [u8],
    /// What it says.
    pub content: Content,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A record.
    Record(Record),
    /// It is whole, but of a kind or a version that this program does not know: to be kept as it is.
    Foreign,
    /// It is not what was written.
    Damaged(Damage),
}

/// How a line is damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Damage {
    /// It has no checksum: its end, or all of it, is missing.
    Torn,
    /// It holds zero bytes, as a loss of power leaves them.
    Zeroed,
    /// Its checksum is not that of its text.
    Altered,
}

impl Damage {
    /// The reason, as a clause.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Torn => "the record is torn",
            Self::Zeroed => "the record was overwritten with zero bytes",
            Self::Altered => "the record does not match its checksum",
        }
    }
}

/// What stands before the checksum's digits; `"}` stands after them.
const SUM: &[u8] = br#","sum":""#;
const SUM_DIGITS: usize = 8;
const OPENING: &[u8] = br#"{"v":"#;

/// Reads the lines of a journal and hands each on; empty ones are passed over. Whole records are found even where damage has
/// joined their line to another.
pub fn read<'a>(text: &'a [u8], each: &mut dyn FnMut(Line<'a>)) {
    for (number, line) in (1..).zip(text.split(|byte| *byte == b'\n')) {
        let line = line.trim_ascii();
        if line.is_empty() {
            continue;
        }
        match seal(line) {
            Ok(()) => each(whole(number, line)),
            Err(damage) => salvage(number, line, damage, each),
        }
    }
}

/// The records of a journal's text, for callers who need nothing else.
pub fn records(text: &[u8]) -> Vec<Record> {
    let mut records = Vec::new();
    read(text, &mut |line| {
        if let Content::Record(record) = line.content {
            records.push(record);
        }
    });
    records
}

impl Record {
    /// Prints the record as one line, with its line feed.
    pub fn print(&self, out: &mut String) {
        let start = out.len();
        self.print_fields(out)
            .expect("a String takes whatever is written");
        let sum = checksum(&out.as_bytes()[start..]);
        out.push_str(r#","sum":""#);
        out.push_str(&sum);
        out.push_str("\"}\n");
    }

    fn print_fields(&self, out: &mut String) -> std::fmt::Result {
        let Change { id, place, set } = &self.change;
        write!(out, r#"{{"v":1,"id":"{id}","place":"{place}","field":"#)?;
        match set {
            Set::Read(value) => write!(out, r#""read","value":{value}"#)?,
            Set::Starred(value) => write!(out, r#""starred","value":{value}"#)?,
            Set::Position(value) => write!(out, r#""position","value":{value}"#)?,
            Set::Tag(name, value) => {
                let name = serde_json::Value::from(name.as_str());
                write!(out, r#""tag","tag":{name},"value":{value}"#)?;
            }
        }
        write!(out, r#","hlc":"{}""#, self.stamp)?;
        let Some(Turn { step, act }) = self.turn else {
            return Ok(());
        };
        write!(out, r#","step":"{step}""#)?;
        match act {
            Act::Made => Ok(()),
            Act::Undid(step) => write!(out, r#","undoes":"{step}""#),
            Act::Redid(step) => write!(out, r#","redoes":"{step}""#),
        }
    }
}

/// The fields of version 1; further ones are let be.
#[derive(Deserialize)]
struct Written<'a> {
    v: u64,
    id: &'a str,
    place: &'a str,
    field: &'a str,
    #[serde(borrow)]
    tag: Option<Cow<'a, str>>,
    value: serde_json::Value,
    hlc: &'a str,
    step: Option<&'a str>,
    undoes: Option<&'a str>,
    redoes: Option<&'a str>,
}

/// A line whose checksum is right.
fn whole(number: usize, bytes: &[u8]) -> Line<'_> {
    let written = serde_json::from_slice::<Written>(bytes).ok();
    let record = written.and_then(|written| written.understand());
    Line {
        number,
        bytes,
        content: record.map_or(Content::Foreign, Content::Record),
    }
}

impl Written<'_> {
    fn understand(self) -> Option<Record> {
        if self.v != 1 {
            return None;
        }
        let on = self.value.as_bool();
        let set = match (self.field, self.tag) {
            ("read", None) => Set::Read(on?),
            ("starred", None) => Set::Starred(on?),
            ("tag", Some(name)) if is_tag(&name) => Set::Tag(name.into_owned(), on?),
            ("position", None) => Set::Position(percent(&self.value)?),
            _ => return None,
        };
        let stamp = |text: &str| text.parse::<Stamp>().ok();
        let turn = match (self.step, self.undoes, self.redoes) {
            (None, None, None) => None,
            (Some(step), None, None) => Some((stamp(step)?, Act::Made)),
            (Some(step), Some(undone), None) => Some((stamp(step)?, Act::Undid(stamp(undone)?))),
            (Some(step), None, Some(redone)) => Some((stamp(step)?, Act::Redid(stamp(redone)?))),
            _ => return None,
        };
        Some(Record {
            change: Change {
                id: self.id.parse().ok()?,
                place: self.place.parse().ok()?,
                set,
            },
            stamp: stamp(self.hlc)?,
            turn: turn.map(|(step, act)| Turn { step, act }),
        })
    }
}

fn percent(value: &serde_json::Value) -> Option<u8> {
    let percent = u8::try_from(value.as_u64()?).ok()?;
    (percent <= 100).then_some(percent)
}

/// Whether a line ends in its own checksum.
fn seal(line: &[u8]) -> Result<(), Damage> {
    let sealed = || {
        let (text, digits) = line
            .strip_suffix(b"\"}")?
            .split_last_chunk::<SUM_DIGITS>()?;
        Some((text.strip_suffix(SUM)?, digits))
    };
    match sealed() {
        Some((text, digits)) if checksum(text).as_bytes() == digits => Ok(()),
        _ if line.contains(&0) => Err(Damage::Zeroed),
        Some(_) => Err(Damage::Altered),
        None => Err(Damage::Torn),
    }
}

/// Looks for whole records within a damaged line. Only the last opening before each checksum is tried, which keeps it
/// linear; a record's own text cannot hold one, as the quotes in it are escaped.
fn salvage<'a>(number: usize, line: &'a [u8], damage: Damage, each: &mut dyn FnMut(Line<'a>)) {
    let damaged = |bytes: &'a [u8], each: &mut dyn FnMut(Line<'a>)| {
        let bytes = bytes.trim_ascii();
        if !bytes.is_empty() {
            let content = Content::Damaged(damage);
            each(Line {
                number,
                bytes,
                content,
            });
        }
    };
    let mut lost = 0;
    let mut from = 0;
    while let Some(sum) = memmem::find(&line[from..], SUM) {
        let end = (from + sum + SUM.len() + SUM_DIGITS + 2).min(line.len());
        if let Some(start) = memmem::rfind(&line[from..end], OPENING).map(|start| from + start)
            && seal(&line[start..end]).is_ok()
        {
            damaged(&line[lost..start], each);
            each(whole(number, &line[start..end]));
            lost = end;
        }
        from += sum + SUM.len();
        from = from.max(lost);
    }
    damaged(&line[lost..], each);
}

/// The first 8 hexadecimal digits of the text's BLAKE3 hash.
fn checksum(text: &[u8]) -> String {
    let hash = blake3::hash(text).to_hex();
    hash[..SUM_DIGITS].to_owned()
}

#[cfg(test)]
mod tests;
