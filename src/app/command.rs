//! The command line behind `:`: every action by its name, and the commands that take an argument.
//!
//! Owns their spelling and completion. Does not own what they do (`update`).

use super::{
    SavedSearch, SearchEdit, View, action::Action, is_search_name, keymap, prompt::Offer,
    settings::ThemeName,
};
use crate::{
    marks::{Set, is_tag},
    search::{Query, Saved},
};

/// A command that has been read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Does what a key does.
    Do(Action),
    /// Marks the articles that answer a query; the selected one where there is none.
    Mark(Set, Option<Query>),
    /// Searches all articles.
    Search(String),
    /// Opens a view by its name.
    View(String),
    /// Gives a name to a query; to the search there is, where none is written.
    Save(String, Option<String>),
    /// Changes the saved searches.
    Edit(SearchEdit),
    /// Lists the articles most like the selected one.
    Like,
    /// Changes the colours.
    Theme(ThemeName),
    /// Sets the longest line, in cells.
    Measure(u16),
    /// Uses the mouse or leaves it to the terminal.
    Mouse(bool),
}

/// A command that is no key's: its name, how its argument is called, or nothing where it takes none, what it does.
struct Form {
    name: &'static str,
    argument: &'static str,
    help: &'static str,
    read: fn(&str, &Saved) -> Result<Command, String>,
}

const FORMS: &[Form] = &[
    Form {
        name: "read",
        argument: "QUERY",
        help: "mark what answers the query read",
        read: |query, saved| marked(Set::Read(true), query, saved),
    },
    Form {
        name: "unread",
        argument: "QUERY",
        help: "mark it unread",
        read: |query, saved| marked(Set::Read(false), query, saved),
    },
    Form {
        name: "star",
        argument: "QUERY",
        help: "star it",
        read: |query, saved| marked(Set::Starred(true), query, saved),
    },
    Form {
        name: "unstar",
        argument: "QUERY",
        help: "take its star away",
        read: |query, saved| marked(Set::Starred(false), query, saved),
    },
    Form {
        name: "tag",
        argument: "NAME [QUERY]",
        help: "give the article, or what answers the query, a tag of yours",
        read: |rest, saved| tagged(true, rest, saved),
    },
    Form {
        name: "untag",
        argument: "NAME [QUERY]",
        help: "take the tag away",
        read: |rest, saved| tagged(false, rest, saved),
    },
    Form {
        name: "search",
        argument: "QUERY",
        help: "search all articles",
        read: |query, _| Ok(Command::Search(query.to_owned())),
    },
    Form {
        name: "save",
        argument: "NAME [QUERY]",
        help: "give the search, or the query, a name and a view of its own",
        read: save,
    },
    Form {
        name: "rename",
        argument: "OLD NEW",
        help: "call a saved search otherwise",
        read: |names, _| rename(names),
    },
    Form {
        name: "forget",
        argument: "NAME",
        help: "give up a saved search",
        read: |name, _| {
            let name = name.to_owned();
            Ok(Command::Edit(SearchEdit::Forget { name }))
        },
    },
    Form {
        name: "view",
        argument: "NAME",
        help: "show all, unread, starred or a saved search",
        read: |name, _| Ok(Command::View(name.to_owned())),
    },
    Form {
        name: "like",
        argument: "",
        help: "list the articles most like this one",
        read: |_, _| Ok(Command::Like),
    },
    Form {
        name: "theme",
        argument: "NAME",
        help: "change the colours",
        read: |value, _| theme(value),
    },
    Form {
        name: "measure",
        argument: "CELLS",
        help: "set the longest line, 20 to 200",
        read: |value, _| measure(value),
    },
    Form {
        name: "mouse",
        argument: "on|off",
        help: "use the mouse, or leave it to the terminal",
        read: |value, _| mouse(value),
    },
];

/// The names that other programs have taught people.
const ALIASES: &[(&str, &str)] = &[
    ("q", "quit"),
    ("q!", "quit"),
    ("wq", "quit"),
    ("x", "quit"),
    ("h", "help"),
    ("delete", "forget"),
    ("mv", "rename"),
];

impl Command {
    /// Reads a command line, in which queries may name saved searches.
    ///
    /// # Errors
    /// A sentence that says what is wrong and what would be right.
    pub fn parse(line: &str, saved: &Saved) -> Result<Self, String> {
        let (word, rest) = line
            .trim()
            .split_once(char::is_whitespace)
            .unwrap_or((line.trim(), ""));
        let name = ALIASES
            .iter()
            .find(|(alias, _)| *alias == word)
            .map_or(word, |(_, name)| name);
        let rest = rest.trim();
        let form = FORMS.iter().find(|form| form.name == name);
        match (form, keymap::action_named(name)) {
            (Some(form), _) if rest.is_empty() == form.argument.is_empty() => {
                (form.read)(rest, saved)
            }
            (_, Some(action)) if rest.is_empty() => Ok(Self::Do(action)),
            (_, Some(_)) | (Some(Form { argument: "", .. }), _) => {
                Err(format!("':{name}' takes nothing behind it"))
            }
            (Some(form), None) => Err(format!("':{name}' wants more: {name} {}", form.argument)),
            (None, None) => Err(format!(
                "No command is called '{name}'; Tab shows those there are"
            )),
        }
    }

    /// What can stand where the cursor is: commands, or the values of the command before it. Queries are completed by
    /// `search`.
    pub fn offers(line: &str, saved: &[SavedSearch]) -> Vec<Offer> {
        let start = line.len() - line.trim_start().len();
        let Some((name, rest)) = line[start..].split_once(' ') else {
            return names()
                .filter(|(name, _)| name.starts_with(&line[start..]))
                .map(|(name, help)| offer(start..line.len(), &name, help))
                .collect();
        };
        let argument = line.len() - rest.trim_start().len();
        let values: Vec<(&str, &str)> = match name {
            "theme" => ThemeName::ALL.iter().map(|(_, name)| (*name, "")).collect(),
            "mouse" => vec![("on", ""), ("off", "")],
            "view" => FIXED_VIEWS.into_iter().chain(named(saved)).collect(),
            "save" | "rename" | "forget" if !rest.contains(' ') => named(saved).collect(),
            _ => Vec::new(),
        };
        let fitting = values
            .into_iter()
            .filter(|(value, _)| value.starts_with(&line[argument..]));
        fitting
            .map(|(value, help)| offer(argument..line.len(), value, help))
            .collect()
    }

    /// Where the query of a command line begins, if it has one.
    pub fn query_start(line: &str) -> Option<usize> {
        let start = line.len() - line.trim_start().len();
        let (name, rest) = line[start..].split_once(' ')?;
        let begin = line.len() - rest.len();
        match name {
            "read" | "unread" | "star" | "unstar" | "search" => Some(begin),
            "save" => rest.find(' ').map(|space| begin + space + 1),
            "tag" | "untag" => {
                let (_, query) = tag_name(rest.trim_start());
                query
                    .starts_with(' ')
                    .then_some(line.len() - query.len() + 1)
            }
            _ => None,
        }
    }

    /// Where the name of a tag begins that a command line ends with, and whether it is to be taken away.
    pub fn tag_start(line: &str) -> Option<(usize, bool)> {
        let (command, rest) = line.trim_start().split_once(' ')?;
        let is_typed = matches!(command, "tag" | "untag") && Self::query_start(line).is_none();
        let name = rest.trim_start().trim_start_matches('#');
        is_typed.then(|| (line.len() - name.len(), command == "untag"))
    }
}

/// All commands with what they do: those that no key has first, then the actions by name.
pub(super) fn names() -> impl Iterator<Item = (String, &'static str)> {
    let gap = |form: &Form| if form.argument.is_empty() { "" } else { " " };
    let forms = FORMS
        .iter()
        .map(move |form| (form.name.to_owned() + gap(form), form.help));
    let actions = keymap::rows().map(|row| (row.name.to_owned(), row.help));
    forms.chain(actions)
}

/// The commands with an argument as the help lists them.
pub(super) fn forms() -> impl Iterator<Item = (String, &'static str)> {
    FORMS.iter().map(|form| {
        let line = format!(":{} {}", form.name, form.argument);
        (line.trim_end().to_owned(), form.help)
    })
}

/// The views that are always there, as a command names them.
const FIXED_VIEWS: [(&str, &str); 3] = [
    ("all", "all articles"),
    ("unread", "those not read yet"),
    ("starred", "those with a star"),
];

fn named(saved: &[SavedSearch]) -> impl Iterator<Item = (&str, &str)> {
    saved
        .iter()
        .map(|saved| (saved.name.as_str(), saved.text.as_str()))
}

fn offer(range: std::ops::Range<usize>, text: &str, help: &str) -> Offer {
    Offer {
        range,
        text: text.to_owned(),
        help: help.to_owned(),
        count: None,
    }
}

fn marked(set: Set, text: &str, saved: &Saved) -> Result<Command, String> {
    let query = Query::parse_with(text, saved).map_err(|error| error.message)?;
    if query.is_empty() {
        return Err(format!(
            "'{text}' asks for nothing and would mark all articles; write which to mark"
        ));
    }
    Ok(Command::Mark(set, Some(query)))
}

fn tagged(borne: bool, rest: &str, saved: &Saved) -> Result<Command, String> {
    let (name, query) = tag_name(rest);
    if !is_tag(name) {
        return Err(format!(
            "'{name}' cannot be a tag: it is empty or holds what cannot be seen"
        ));
    }
    if name.starts_with('"') {
        return Err(format!("{name} has no closing quote"));
    }
    let set = Set::Tag(name.to_owned(), borne);
    match query.trim() {
        "" => Ok(Command::Mark(set, None)),
        query => marked(set, query, saved),
    }
}

/// The name of a tag, in quotes where it holds spaces and perhaps behind a hash, and what stands behind it.
fn tag_name(rest: &str) -> (&str, &str) {
    let name = rest.trim_start_matches('#');
    let quoted = name.strip_prefix('"').and_then(|name| name.split_once('"'));
    let end = name.find(char::is_whitespace).unwrap_or(name.len());
    quoted.unwrap_or_else(|| name.split_at(end))
}

fn save(rest: &str, saved: &Saved) -> Result<Command, String> {
    let (name, query) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let name = search_name(name)?;
    let query = query.trim();
    Query::parse_with(query, saved).map_err(|error| error.message)?;
    let query = Some(query.to_owned()).filter(|query| !query.is_empty());
    Ok(Command::Save(name, query))
}

fn rename(rest: &str) -> Result<Command, String> {
    let names = rest.split_once(char::is_whitespace);
    let (old, new) = names.ok_or("':rename' wants more: rename OLD NEW")?;
    let (old, new) = (old.to_owned(), search_name(new.trim())?);
    Ok(Command::Edit(SearchEdit::Rename { old, new }))
}

/// A name that a search can have: not one that a view has already.
fn search_name(name: &str) -> Result<String, String> {
    let is_fixed = |(_, fixed): &(View, &str)| fixed.eq_ignore_ascii_case(name);
    if View::FIXED.iter().any(is_fixed) {
        return Err(format!("'{name}' is a view already; choose another name"));
    }
    if is_search_name(name) {
        Ok(name.to_owned())
    } else {
        Err(format!(
            "'{name}' cannot be a name; write one word of letters, digits, - and _"
        ))
    }
}

fn theme(name: &str) -> Result<Command, String> {
    let known = ThemeName::ALL.iter().find(|(_, known)| *known == name);
    let names = ThemeName::ALL.map(|(_, name)| name).join(", ");
    known
        .map(|(theme, _)| Command::Theme(*theme))
        .ok_or_else(|| format!("No theme is called '{name}'; there are {names}"))
}

fn measure(cells: &str) -> Result<Command, String> {
    let number = cells
        .parse()
        .ok()
        .filter(|number| (20..=200).contains(number));
    number
        .map(Command::Measure)
        .ok_or_else(|| format!("'{cells}' is no measure; write a number from 20 to 200"))
}

fn mouse(word: &str) -> Result<Command, String> {
    match word {
        "on" => Ok(Command::Mouse(true)),
        "off" => Ok(Command::Mouse(false)),
        other => Err(format!("The mouse can be on or off, not '{other}'")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Command, String> {
        Command::parse(line, &Saved::default())
    }

    #[test]
    fn every_action_is_a_command() {
        assert!(keymap::rows().all(|row| parse(row.name) == Ok(Command::Do(row.action))));
        assert_eq!(parse("like"), Ok(Command::Like));
        assert_eq!(parse("q"), Ok(Command::Do(Action::Quit)));
        assert_eq!(parse("theme dark"), Ok(Command::Theme(ThemeName::Dark)));
    }

    #[test]
    fn a_wrong_command_is_told_what_would_be_right() {
        let wrong = |line| parse(line).unwrap_err();
        assert!(wrong("theme pink").contains("terminal, dark, light, mono"));
        assert!(wrong("measure 7").contains("20 to 200"));
        assert!(wrong("read").contains("read QUERY"));
        assert!(wrong("fly").contains("fly"));
        assert!(wrong("like me").contains("nothing behind"));
        assert_eq!(
            wrong("star ("),
            "'(' asks for nothing and would mark all articles; write which to mark"
        );
    }

    #[test]
    fn what_is_wrong_is_a_sentence_that_begins_with_a_capital_or_with_what_was_written() {
        for line in [
            "fly",
            "like me",
            "read",
            "star (",
            "star is:",
            "star date:then",
            "star /(/",
            "tag sea search:none",
            "save all",
            "save a.b",
            "rename a",
            "theme pink",
            "measure 7",
            "mouse maybe",
            "quit now",
        ] {
            let wrong = parse(line).unwrap_err();
            let is_sentence =
                wrong.starts_with(|first: char| first.is_uppercase() || first == '\'');
            let (_, query) = line.split_once(' ').unwrap_or_default();
            let field = wrong
                .split_once(": ")
                .is_some_and(|(field, _)| query.contains(field));
            assert!(is_sentence || field, "{wrong}");
        }
    }

    #[test]
    fn tab_offers_commands_and_their_values() {
        let texts = |line| {
            Command::offers(line, &[])
                .into_iter()
                .map(|offer| offer.text)
                .collect::<Vec<_>>()
        };
        assert_eq!(texts("them"), ["theme "]);
        assert_eq!(texts("theme m"), ["mono"]);
        assert_eq!(Command::query_start("read older"), Some(5));
    }
}
