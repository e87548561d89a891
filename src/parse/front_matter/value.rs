//! A head as a tree of texts, whatever it was written in.
//!
//! Scalars stay as they were written ("2014-03-12", "007", "no"): what they mean is decided by the field they stand in
//! (`fields`). YAML is therefore read from the parser's events. Depth and size are bounded, so that no head takes time
//! or memory out of proportion to its length.

use std::collections::{HashMap, HashSet};

use serde_saphyr::granit_parser::{Event, Parser, ScalarStyle};

use crate::parse::sanitize;

use super::split::{Head, Syntax};

/// Collections nested deeper than this are nobody's front matter.
const DEEPEST: usize = 32;

/// More bytes than this come out of aliases only where they repeat each other.
const MOST_ALIASED: usize = 256 * 1024;

/// A field's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// Nothing: `null`, `~` or no value at all.
    Nothing,
    /// Any scalar, as it was written.
    Text(String),
    /// A sequence.
    List(Vec<Value>),
    /// A mapping, in its order.
    Map(Fields),
}

/// The entries of a mapping, in their order.
pub(super) type Fields = Vec<(String, Value)>;

/// A head that could be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tree {
    /// Its fields.
    pub(super) fields: Fields,
    /// The first field that was named twice, and the line of the file where it was named again.
    pub(super) repeated: Option<(String, usize)>,
}

/// Why a head could not be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It breaks the rules of its language.
    Damaged {
        /// The line of the file, from 1.
        line: usize,
        /// What the parser says.
        why: String,
    },
    /// It would take more time or memory than an article is worth. As a verb clause after "its front matter".
    Boundless(&'static str),
}

const TOO_DEEP: Fault = Fault::Boundless("is nested too deep");

impl Tree {
    /// Reads a head in its own language.
    pub(super) fn read(head: &Head) -> Result<Self, Fault> {
        let damaged = |line: usize, why: &str| Fault::Damaged {
            line: head.line + line.saturating_sub(1),
            why: sanitize::line(why),
        };
        if deepest_brackets(head.text) > DEEPEST {
            return Err(TOO_DEEP);
        }
        match head.syntax {
            Syntax::Yaml => Yaml::default().read(head.text, head.line),
            Syntax::Toml => {
                let table: toml::Table = head.text.parse().map_err(|error: toml::de::Error| {
                    let before = error.span().and_then(|span| head.text.get(..span.start));
                    let line = 1 + before.map_or(0, |before| before.matches('\n').count());
                    damaged(line, error.message())
                })?;
                Ok(Self::of(
                    table.into_iter().map(|(key, value)| (key, value.into())),
                ))
            }
            Syntax::Json => {
                let map: serde_json::Map<String, serde_json::Value> =
                    serde_json::from_str(head.text)
                        .map_err(|error| damaged(error.line(), &error.to_string()))?;
                Ok(Self::of(
                    map.into_iter().map(|(key, value)| (key, value.into())),
                ))
            }
        }
    }

    fn of(fields: impl Iterator<Item = (String, Value)>) -> Self {
        Self {
            fields: fields.collect(),
            repeated: None,
        }
    }
}

/// How deep brackets are nested at most, those within quotations counted too.
fn deepest_brackets(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

impl From<toml::Value> for Value {
    fn from(value: toml::Value) -> Self {
        match value {
            toml::Value::String(text) => Self::Text(text),
            toml::Value::Array(items) => Self::List(items.into_iter().map(Self::from).collect()),
            toml::Value::Table(table) => Self::Map(
                table
                    .into_iter()
                    .map(|(key, value)| (key, value.into()))
                    .collect(),
            ),
            scalar => Self::Text(scalar.to_string()),
        }
    }
}

impl From<serde_json::Value> for Value {
    fn from(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Nothing,
            serde_json::Value::String(text) => Self::Text(text),
            serde_json::Value::Array(items) => {
                Self::List(items.into_iter().map(Self::from).collect())
            }
            serde_json::Value::Object(map) => Self::Map(
                map.into_iter()
                    .map(|(key, value)| (key, value.into()))
                    .collect(),
            ),
            scalar => Self::Text(scalar.to_string()),
        }
    }
}

/// Builds the tree of a YAML document out of its events.
#[derive(Default)]
struct Yaml {
    open: Vec<Open>,
    root: Option<Value>,
    anchors: HashMap<usize, Value>,
    /// Bytes that aliases have put in so far.
    aliased: usize,
    keys: HashSet<String>,
    repeated: Option<(String, usize)>,
}

/// A collection whose end has not come yet, and the anchor it bears (0: none).
enum Open {
    List(usize, Vec<Value>),
    Map(usize, Option<String>, Fields),
}

impl Yaml {
    /// Reads the first document of `text`, whose first line is `first_line` of the file.
    fn read(mut self, text: &str, first_line: usize) -> Result<Tree, Fault> {
        let damaged = |line: usize, why: &str| Fault::Damaged {
            line: first_line + line.saturating_sub(1),
            why: sanitize::line(why),
        };
        for event in Parser::new_from_str(text) {
            let (event, span) =
                event.map_err(|error| damaged(error.marker().line(), &error.info()))?;
            let line = first_line + span.start.line().saturating_sub(1);
            match event {
                Event::DocumentEnd => break,
                event => self.take(event, line)?,
            }
        }
        match self.root {
            Some(Value::Map(fields)) => Ok(Tree {
                fields,
                repeated: self.repeated,
            }),
            _ => Err(damaged(1, "there are no fields in it")),
        }
    }

    fn take(&mut self, event: Event, line: usize) -> Result<(), Fault> {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let is_null = matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                let value = if style == ScalarStyle::Plain && is_null {
                    Value::Nothing
                } else {
                    Value::Text(text.into_owned())
                };
                self.place(value, anchor, line);
            }
            Event::SequenceStart(_, anchor, _) => self.open.push(Open::List(anchor, Vec::new())),
            Event::MappingStart(_, anchor, _) => {
                self.open.push(Open::Map(anchor, None, Vec::new()));
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(Open::List(anchor, items)) => self.place(Value::List(items), anchor, line),
                Some(Open::Map(anchor, _, fields)) => self.place(Value::Map(fields), anchor, line),
                None => {}
            },
            Event::Alias(anchor) => {
                let value = self.anchors.get(&anchor).unwrap_or(&Value::Nothing);
                self.aliased += value.weight();
                if self.aliased > MOST_ALIASED {
                    return Err(Fault::Boundless("repeats itself too often"));
                }
                let value = value.clone();
                self.place(value, 0, line);
            }
            _ => {}
        }
        if self.open.len() > DEEPEST {
            return Err(TOO_DEEP);
        }
        Ok(())
    }

    /// Puts a finished value where it belongs.
    fn place(&mut self, value: Value, anchor: usize, line: usize) {
        if anchor != 0 {
            self.anchors.insert(anchor, value.clone());
        }
        let is_top = self.open.len() == 1;
        match self.open.last_mut() {
            None => self.root = Some(value),
            Some(Open::List(_, items)) => items.push(value),
            Some(Open::Map(_, key @ None, _)) => {
                *key = Some(match value {
                    Value::Text(text) => text,
                    _ => String::new(),
                });
            }
            Some(Open::Map(_, key @ Some(_), fields)) => {
                let key = key.take().unwrap_or_default();
                if is_top && !self.keys.insert(key.clone()) {
                    self.repeated.get_or_insert((key, line));
                } else {
                    fields.push((key, value));
                }
            }
        }
    }
}

impl Value {
    /// Roughly its bytes.
    fn weight(&self) -> usize {
        match self {
            Self::Nothing => 1,
            Self::Text(text) => 1 + text.len(),
            Self::List(items) => 1 + items.iter().map(Self::weight).sum::<usize>(),
            Self::Map(fields) => {
                let weigh = |(key, value): &(String, Self)| key.len() + value.weight();
                1 + fields.iter().map(weigh).sum::<usize>()
            }
        }
    }
}
