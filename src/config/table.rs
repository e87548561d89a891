//! The settings by name: what each is for, which values it takes, how it is put in force and printed.
//!
//! A new setting is a field of `Settings` and a row here. Does not own keys (`app::keymap`).

use std::path::PathBuf;

use super::print::quoted;
use crate::app::settings::{ReadPolicy, Settings, ThemeName};

/// A value as a layer writes it.
#[derive(Clone, Debug)]
pub(super) enum Value<'a> {
    Text(&'a str),
    Whole(i64),
    Truth(bool),
    Texts(Vec<&'a str>),
    /// Something that no setting is made of.
    Other,
}

/// A row of the table.
pub(super) struct Setting {
    /// Its name in the file.
    pub name: &'static str,
    /// What it is for, in lines.
    pub help: &'static [&'static str],
    /// Which values it takes.
    pub form: &'static str,
    /// Puts a value in force, if it is one of these.
    pub put: fn(&mut Settings, Value<'_>) -> Result<(), ()>,
    /// What is in force, as TOML.
    pub get: fn(&Settings) -> String,
}

/// Every setting, in the order in which it is printed.
pub(super) const TABLE: &[Setting] = &[
    Setting {
        name: "library",
        help: &[
            "What is opened when no path is given: files and folders. `~` is your home folder.",
            "While it is empty, the articles folder named above is opened.",
        ],
        form: r#"a list of paths, such as ["~/articles", "/srv/news"]"#,
        put: put_library,
        get: |settings| {
            let paths: Vec<_> = settings
                .library
                .iter()
                .map(|path| quoted(&path.to_string_lossy()))
                .collect();
            format!("[{}]", paths.join(", "))
        },
    },
    Setting {
        name: "measure",
        help: &["The longest line of an article, in cells: 20 to 200."],
        form: "a number from 20 to 200",
        put: |settings, value| match value {
            Value::Whole(cells @ 20..=200) => {
                settings.measure = u16::try_from(cells).map_err(|_| ())?;
                Ok(())
            }
            _ => Err(()),
        },
        get: |settings| settings.measure.to_string(),
    },
    Setting {
        name: "theme",
        help: &[
            "The colours: \"terminal\" (its own sixteen), \"dark\" or \"light\" (true colours), \"mono\" (none).",
        ],
        form: r#""terminal", "dark", "light" or "mono""#,
        put: put_theme,
        get: |settings| {
            let named = ThemeName::ALL
                .iter()
                .find(|(theme, _)| *theme == settings.theme);
            quoted(named.map_or("terminal", |(_, name)| name))
        },
    },
    Setting {
        name: "mark-read",
        help: &[
            "When an article counts as read: after so many seconds on the screen, or \"on-opening\",",
            "or \"at-end\" (its last line was on the screen), or \"by-hand\".",
        ],
        form: r#"a number of seconds, "on-opening", "at-end" or "by-hand""#,
        put: put_policy,
        get: |settings| match settings.mark_read {
            ReadPolicy::OnOpening => quoted("on-opening"),
            ReadPolicy::AfterSeconds(seconds) => seconds.to_string(),
            ReadPolicy::AtEnd => quoted("at-end"),
            ReadPolicy::ByHand => quoted("by-hand"),
        },
    },
    Setting {
        name: "mouse",
        help: &[
            "Whether the mouse is used. Where it is not, the terminal selects text with it; where it is,",
            "most terminals do so while Shift is held.",
        ],
        form: "true or false",
        put: |settings, value| match value {
            Value::Truth(truth) => {
                settings.mouse = truth;
                Ok(())
            }
            _ => Err(()),
        },
        get: |settings| settings.mouse.to_string(),
    },
];

fn put_library(settings: &mut Settings, value: Value<'_>) -> Result<(), ()> {
    settings.library = match value {
        Value::Texts(paths) => paths.iter().map(PathBuf::from).collect(),
        Value::Text(path) => vec![PathBuf::from(path)],
        _ => return Err(()),
    };
    Ok(())
}

fn put_theme(settings: &mut Settings, value: Value<'_>) -> Result<(), ()> {
    let Value::Text(name) = value else {
        return Err(());
    };
    let known = ThemeName::ALL.iter().find(|(_, known)| *known == name);
    settings.theme = known.ok_or(())?.0;
    Ok(())
}

fn put_policy(settings: &mut Settings, value: Value<'_>) -> Result<(), ()> {
    settings.mark_read = match value {
        Value::Whole(seconds) => ReadPolicy::AfterSeconds(u16::try_from(seconds).map_err(|_| ())?),
        Value::Text("on-opening") => ReadPolicy::OnOpening,
        Value::Text("at-end") => ReadPolicy::AtEnd,
        Value::Text("by-hand") => ReadPolicy::ByHand,
        _ => return Err(()),
    };
    Ok(())
}
