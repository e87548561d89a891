//! Settings as TOML with comments: those in force with where each comes from, and the file to begin with.
//!
//! Does not own the settings' names and values (`table`).

use std::fmt::Write as _;

use super::{
    KEYS, Layers, Origin,
    table::{Setting, TABLE},
};
use crate::{
    app::settings::Settings,
    parse::{is_unseen, visible},
};

/// A line of comment at the head of the file: what lies where.
pub type Note<'a> = (&'a str, String);

/// The settings in force, as a settings file that would put them in force.
pub fn print(layers: &Layers, notes: &[Note<'_>]) -> String {
    let mut out = head("The settings in force.", notes);
    for setting in TABLE {
        help(&mut out, setting);
        let origin = match layers.origin(setting.name) {
            Origin::Default => "default".to_owned(),
            Origin::File => "settings file".to_owned(),
            Origin::Environment => format!("variable {}", variable(setting.name)),
            Origin::Option => "option".to_owned(),
        };
        let line = format!("{} = {}", setting.name, (setting.get)(&layers.settings));
        push(&mut out, format_args!("{line:<32} # {origin}\n\n"));
    }
    push(
        &mut out,
        format_args!("# Keys that differ from the usual ones.\n[{KEYS}]\n"),
    );
    for (key, action) in &layers.bindings {
        push(
            &mut out,
            format_args!("{} = {}\n", quoted(key), quoted(action)),
        );
    }
    out
}

/// A settings file in which everything is explained and nothing is set.
pub fn default_file(notes: &[Note<'_>]) -> String {
    let mut out = head(
        "The settings of newsstand. Take the mark off a line to change what it says.",
        notes,
    );
    let settings = Settings::default();
    for setting in TABLE {
        help(&mut out, setting);
        push(
            &mut out,
            format_args!("# {} = {}\n\n", setting.name, (setting.get)(&settings)),
        );
    }
    push(
        &mut out,
        format_args!(
            "# Keys and what they do, by the names that the help (`?`) shows. \"none\" unbinds a key.\n[{KEYS}]\n\
             # x = \"toggle-read\"\n# \"Ctrl-n\" = \"down\"\n# A = \"none\"\n"
        ),
    );
    out
}

/// The variable that sets a setting: `mark-read` is `NEWSSTAND_MARK_READ`.
pub fn variable(name: &str) -> String {
    format!("NEWSSTAND_{}", name.replace('-', "_").to_uppercase())
}

fn head(title: &str, notes: &[Note<'_>]) -> String {
    let mut out = format!("# {title}\n#\n");
    for (name, place) in notes {
        push(&mut out, format_args!("# {name:<14} {}\n", visible(place)));
    }
    out.push('\n');
    out
}

fn help(out: &mut String, setting: &Setting) {
    for line in setting.help {
        push(out, format_args!("# {line}\n"));
    }
}

/// Writing to a string cannot fail.
fn push(out: &mut String, words: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(words);
}

/// A basic string of TOML, in which nothing is raw that cannot be seen.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for char in text.chars() {
        match char {
            '"' | '\\' => out.extend(['\\', char]),
            unseen if is_unseen(unseen) => escape(unseen, &mut out),
            seen => out.push(seen),
        }
    }
    out.push('"');
    out
}

/// Writes a character by its number.
fn escape(unseen: char, out: &mut String) {
    match u32::from(unseen) {
        short @ ..0x1_0000 => push(out, format_args!("\\u{short:04x}")),
        long => push(out, format_args!("\\U{long:08x}")),
    }
}
