//! The lists that lie over the panes: keys, problems, links.
//!
//! Owns what stands in them and the place in them. Does not own how they are drawn (`view::overlay`).

use super::{
    App, command,
    keymap::{self, Key},
};
use crate::{article::Problem, fold::fold, parse};

/// What lies over the panes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// The keys and commands.
    Help(Picker),
    /// What was skipped, cut or guessed at.
    Problems(Picker),
    /// The links of the article.
    Links(Picker),
}

/// The place in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picker {
    /// Only entries that contain this are listed.
    pub filter: String,
    /// The selected entry.
    pub cursor: usize,
    /// The digits typed so far, where entries have numbers.
    pub digits: String,
}

/// A line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The left column; empty under a heading's own line.
    pub label: String,
    /// The right column.
    pub text: String,
    /// What it is found by besides: its keys as the settings write them.
    pub names: String,
    /// Whether it is a heading.
    pub heading: bool,
}

impl Entry {
    fn new(label: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            text: text.into(),
            names: String::new(),
            heading: false,
        }
    }

    /// An entry of the help, with its keys on the left.
    fn of_keys(keys: &[Key], text: impl Into<String>) -> Self {
        let told = |tell: fn(&Key) -> String| keys.iter().map(tell).collect::<Vec<_>>().join(" ");
        Self {
            names: told(Key::to_string),
            ..Self::new(told(|key| key.short()), text)
        }
    }

    fn heading(text: &str) -> Self {
        Self {
            heading: true,
            ..Self::new("", text)
        }
    }
}

impl Overlay {
    /// The place in it.
    pub fn picker(&self) -> &Picker {
        match self {
            Self::Help(picker) | Self::Problems(picker) | Self::Links(picker) => picker,
        }
    }

    /// The place in it, to be changed.
    pub(super) fn picker_mut(&mut self) -> &mut Picker {
        match self {
            Self::Help(picker) | Self::Problems(picker) | Self::Links(picker) => picker,
        }
    }

    /// Whether only a part of its entries is listed.
    pub(super) fn is_filtered(&self) -> bool {
        !self.picker().filter.is_empty()
    }

    /// What stands above it.
    pub fn title(&self) -> &'static str {
        match self {
            Self::Help(_) => "Keys and commands",
            Self::Problems(_) => "Skipped, cut or guessed at",
            Self::Links(_) => "Links of this article",
        }
    }
}

/// A problem in one line: path, reason, remedy.
pub fn told(problem: &Problem) -> String {
    let line = problem.line.map(|line| format!(":{line}"));
    format!(
        "{}{}: {}; {}",
        parse::visible(&problem.path.to_string_lossy()),
        line.unwrap_or_default(),
        problem.reason,
        problem.remedy
    )
}

impl App {
    /// The entries of the list that lies over the panes, as far as its filter lets them through.
    pub fn overlay_entries(&self) -> Vec<Entry> {
        let all = self.all_overlay_entries();
        let filter = self.overlay.as_ref().map(Overlay::picker);
        let filter = filter.map_or_else(String::new, |picker| fold(&picker.filter));
        if filter.is_empty() {
            return all;
        }
        let fits =
            |Entry {
                 label, text, names, ..
             }: &Entry| { fold(&format!("{label} {text} {names}")).contains(&filter) };
        all.into_iter()
            .filter(|entry| !entry.heading && fits(entry))
            .collect()
    }

    /// The same without a filter.
    pub(super) fn all_overlay_entries(&self) -> Vec<Entry> {
        match &self.overlay {
            Some(Overlay::Help(_)) => self.help_entries(),
            Some(Overlay::Problems(_)) => self.problem_entries(),
            Some(Overlay::Links(_)) => self.link_entries(),
            None => Vec::new(),
        }
    }

    fn help_entries(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        for (title, rows) in keymap::TABLE {
            entries.push(Entry::heading(title));
            for row in *rows {
                let keys: Vec<_> = self.settings.keymap.keys(row.action).collect();
                let text = format!("{} · :{}", row.help, row.name);
                entries.push(Entry::of_keys(&keys, text));
            }
        }
        entries.push(Entry::heading("While typing"));
        entries.extend(keymap::PROMPT.iter().map(|(_, keys, help)| {
            let keys: Vec<_> = keys.split(' ').filter_map(Key::parse).collect();
            Entry::of_keys(&keys, *help)
        }));
        entries.push(Entry::heading("Commands"));
        entries.extend(command::forms().map(|(form, help)| Entry::new(form, help)));
        entries.push(Entry::heading("Searching"));
        entries.extend(
            SEARCH_HELP
                .iter()
                .map(|(form, help)| Entry::new(*form, *help)),
        );
        entries
    }

    fn problem_entries(&self) -> Vec<Entry> {
        let entry = |problem: &Problem| Entry::new(problem.outcome.to_string(), told(problem));
        self.problems().map(entry).collect()
    }

    fn link_entries(&self) -> Vec<Entry> {
        let Some(reading) = &self.reading else {
            return Vec::new();
        };
        (1..)
            .zip(&reading.page.links)
            .map(|(number, url)| Entry::new(number.to_string(), url))
            .collect()
    }
}

/// The query language in a few lines, for the help.
const SEARCH_HELP: &[(&str, &str)] = &[
    (
        "ceasefire talks",
        "both words, anywhere in title, byline, source or text",
    ),
    ("\"prisoner swap\"", "this phrase"),
    ("-kabul", "without it; also NOT kabul"),
    ("kabul OR doha", "either; ( ) groups"),
    (
        "title: author: source: body: tag:",
        "in that field; #word is tag:word",
    ),
    ("is:unread is:read is:starred", "by mark"),
    ("after:2020-04 newer_than:7d", "by date; units h d w m y"),
    (
        "/pris(on|oner)s?/",
        "a regular expression; title:/^why/ in a field",
    ),
    ("sort:title limit:20", "order and number"),
    ("search:NAME", "what answers a saved search"),
    ("Kabul", "a capital letter makes a word exact in case"),
];
