//! The settings file: TOML text in, settings and complaints out; and settings back into TOML.
//!
//! Owns the names of the settings and which layer wins. Does not own where the file lies (`runtime::folders`) or which
//! variables and options there are (`cli`).

mod print;
mod searches;
mod table;

use std::{collections::BTreeMap, ops::Range, path::PathBuf};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::app::settings::Settings;
pub use print::{Note, default_file, print, variable};
pub use searches::{edit_searches, read_searches};
use table::{TABLE, Value};

/// Reads a settings file. Whatever is wrong in it is left out and complained about; the rest is in force.
pub fn parse(text: &str) -> (Settings, Vec<Complaint>) {
    let mut layers = Layers::default();
    let complaints = layers.read_file(text);
    (layers.settings, complaints)
}

/// What is wrong in a settings file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The line, from 1.
    pub line: usize,
    /// The column in it, in characters from 1.
    pub column: usize,
    /// What is wrong and what would be right, as a clause without a full stop.
    pub message: String,
}

/// The settings while they are being decided: each layer is laid over those before it.
#[derive(Clone, Debug, Default)]
pub struct Layers {
    /// What is in force so far.
    pub settings: Settings,
    origins: BTreeMap<&'static str, Origin>,
    bindings: Vec<(String, String)>,
}

/// Where a setting's value comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// The program.
    #[default]
    Default,
    /// The settings file.
    File,
    /// A variable of the environment.
    Environment,
    /// An option of the command line.
    Option,
}

/// The names of the settings, in the order in which they are printed.
pub fn names() -> impl Iterator<Item = &'static str> {
    TABLE.iter().map(|setting| setting.name)
}

/// The table of the settings file that gives keys their meaning.
const KEYS: &str = "keys";

impl Layers {
    /// Lays a settings file over what is in force.
    pub fn read_file(&mut self, text: &str) -> Vec<Complaint> {
        let (document, errors) = DeTable::parse_recoverable(text);
        let mut faults: Vec<Fault> = errors
            .iter()
            .map(|error| (error.span().unwrap_or(0..0), said(error.message())))
            .collect();
        // What the TOML reader makes up in place of what it cannot read must not be put in force.
        let is_broken = |from: usize, to: usize| {
            let line_end = text.get(from..).and_then(|rest| rest.find('\n'));
            let line_end = line_end.map_or(text.len(), |at| from + at);
            let is_within =
                |wrong: Range<usize>| from <= wrong.end && wrong.start <= to.max(line_end);
            errors
                .iter()
                .filter_map(toml::de::Error::span)
                .any(is_within)
        };
        for (key, value) in document.get_ref() {
            let name = key.get_ref().as_ref();
            if name == KEYS {
                self.bind_all(value, &mut faults);
            } else if !is_broken(key.span().start, value.span().end)
                && let Err(message) = self.put(name, value_of(value.get_ref()), Origin::File)
            {
                let is_known = TABLE.iter().any(|setting| setting.name == name);
                faults.push((if is_known { value.span() } else { key.span() }, message));
            }
        }
        faults.sort_by_key(|(span, _)| span.start);
        faults
            .into_iter()
            .map(|fault| complaint(text, fault))
            .collect()
    }

    /// Lays one value over what is in force, as a variable or an option writes it: a number or a word.
    ///
    /// # Errors
    /// What is wrong and what would be right, as a clause without a full stop.
    pub fn set(&mut self, name: &str, text: &str, origin: Origin) -> Result<(), String> {
        let truth = match text {
            "1" | "on" | "yes" | "true" => Some(true),
            "0" | "off" | "no" | "false" => Some(false),
            _ => None,
        };
        let readings = [
            truth.map(Value::Truth),
            text.parse().ok().map(Value::Whole),
            Some(Value::Text(text)),
        ];
        let mut outcome = Ok(());
        for value in readings.into_iter().flatten() {
            outcome = self.put(name, value, origin);
            if outcome.is_ok() {
                break;
            }
        }
        outcome
    }

    /// Lays a library over what is in force.
    pub fn set_library(&mut self, paths: Vec<PathBuf>, origin: Origin) {
        self.settings.library = paths;
        self.origins.insert("library", origin);
    }

    /// Where a setting's value comes from.
    pub fn origin(&self, name: &str) -> Origin {
        self.origins.get(name).copied().unwrap_or_default()
    }

    fn put(&mut self, name: &str, value: Value<'_>, origin: Origin) -> Result<(), String> {
        let known = TABLE.iter().find(|setting| setting.name == name);
        let setting = known.ok_or_else(|| unknown(name))?;
        (setting.put)(&mut self.settings, value)
            .map_err(|()| format!("{name} must be {}", setting.form))?;
        self.origins.insert(setting.name, origin);
        Ok(())
    }

    fn bind_all(&mut self, table: &Spanned<DeValue<'_>>, faults: &mut Vec<Fault>) {
        let Some(bindings) = table.get_ref().as_table() else {
            return faults.push((
                table.span(),
                "keys must be a table: write [keys] on a line of its own".to_owned(),
            ));
        };
        for (key, action) in bindings {
            let name = key.get_ref().as_ref();
            let bound = match action.get_ref().as_str() {
                Some(action_name) => self
                    .settings
                    .keymap
                    .bind(name, action_name)
                    .map(|()| action_name),
                None => Err(format!(
                    "the action of the key '{name}' must be a name in quotes"
                )),
            };
            match bound {
                Ok(action_name) => self
                    .bindings
                    .push((name.to_owned(), action_name.to_owned())),
                Err(message) => faults.push((key.span(), message)),
            }
        }
    }
}

/// What is wrong with which bytes of the file.
type Fault = (Range<usize>, String);

fn complaint(text: &str, (span, message): Fault) -> Complaint {
    let before = text.get(..span.start.min(text.len())).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Complaint {
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
        message,
    }
}

/// An error of the TOML reader as a clause on one line.
fn said(message: &str) -> String {
    message
        .lines()
        .map(str::trim)
        .collect::<Vec<_>>()
        .join("; ")
}

fn value_of<'a>(value: &'a DeValue<'_>) -> Value<'a> {
    match value {
        DeValue::String(text) => Value::Text(text),
        DeValue::Boolean(truth) => Value::Truth(*truth),
        DeValue::Integer(whole) => {
            i64::from_str_radix(whole.as_str(), whole.radix()).map_or(Value::Other, Value::Whole)
        }
        DeValue::Array(array) => {
            let texts: Option<Vec<_>> = array.iter().map(|each| each.get_ref().as_str()).collect();
            texts.map_or(Value::Other, Value::Texts)
        }
        _ => Value::Other,
    }
}

fn unknown(name: &str) -> String {
    let known = || names().chain([KEYS]);
    match nearest(name, known()) {
        Some(near) => format!("no setting is called '{name}'; did you mean '{near}'?"),
        None => format!(
            "no setting is called '{name}'; there are {}",
            known().collect::<Vec<_>>().join(", ")
        ),
    }
}

/// The word that was probably meant: it differs in a third of its letters at most.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let near = |known: &'a str| (distance(word, known), known);
    let best = known.map(near).min_by_key(|(distance, _)| *distance);
    best.filter(|(distance, known)| *distance <= known.len().div_ceil(3))
        .map(|(_, known)| known)
}

/// How many letters have to be put in, taken out or changed to make one word of the other (Levenshtein 1965).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let changed = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
