//! The settings file: what is wrong in it is named, and the rest of it is in force.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use newsstand::{
    app::settings::{ReadPolicy, Settings, ThemeName},
    config::{self, Complaint, Layers, Origin},
    parse::is_unseen,
};
use proptest::prelude::*;

/// The places of the complaints.
fn places(complaints: &[Complaint]) -> Vec<(usize, usize)> {
    complaints
        .iter()
        .map(|complaint| (complaint.line, complaint.column))
        .collect()
}

#[test]
fn an_empty_file_sets_nothing() {
    assert_eq!(config::parse(""), (Settings::default(), vec![]));
}

#[test]
fn every_setting_can_be_set() {
    let text = r#"
        library = ["~/news", "/srv/feeds"]
        measure = 66
        theme = "dark"
        mark-read = "at-end"
        mouse = false
        [keys]
        x = "toggle-read"
    "#;
    let (settings, complaints) = config::parse(text);
    assert_eq!(complaints, []);
    assert_eq!(settings.library.len(), 2);
    assert_eq!((settings.measure, settings.theme), (66, ThemeName::Dark));
    assert_eq!(
        (settings.mark_read, settings.mouse),
        (ReadPolicy::AtEnd, false)
    );
    assert_ne!(settings.keymap, Settings::default().keymap);
}

#[test]
fn a_misspelt_setting_is_named_with_its_place_and_the_likely_word() {
    let (settings, complaints) = config::parse("mouse = false\n  thme = \"dark\"\n");
    assert!(!settings.mouse, "what is right in the file is in force");
    assert_eq!(places(&complaints), [(2, 3)]);
    assert!(
        complaints[0].message.contains("did you mean 'theme'?"),
        "{complaints:?}"
    );
}

#[test]
fn a_wrong_value_is_named_with_its_place_and_what_would_be_right() {
    let (settings, complaints) = config::parse("theme = \"mauve\"\nmeasure = 900\nmouse = false\n");
    assert_eq!(places(&complaints), [(1, 9), (2, 11)]);
    assert!(
        complaints[0].message.contains("\"light\""),
        "{complaints:?}"
    );
    assert!(
        complaints[1].message.contains("20 to 200"),
        "{complaints:?}"
    );
    assert_eq!(
        settings,
        Settings {
            mouse: false,
            ..Settings::default()
        }
    );
}

#[test]
fn what_is_no_toml_costs_its_own_line_only() {
    let (settings, complaints) = config::parse("measure = 66\ntheme = = \"dark\"\nmouse = false\n");
    assert_eq!((settings.measure, settings.mouse), (66, false));
    assert_eq!(settings.theme, ThemeName::default());
    assert!(!complaints.is_empty());
    assert!(
        complaints.iter().all(|complaint| complaint.line == 2),
        "{complaints:?}"
    );
}

#[test]
fn a_key_or_an_action_that_does_not_exist_is_named() {
    let (_, complaints) = config::parse("[keys]\nx = \"quit\"\ny = \"fly\"\nz = 3\n");
    assert_eq!(places(&complaints), [(3, 1), (4, 1)]);
    assert!(complaints[0].message.contains("fly"), "{complaints:?}");
}

#[test]
fn columns_are_counted_in_characters() {
    let (_, complaints) = config::parse("library = \"é\" \nmeasure = \"Ü\" # ü\n\"ü\" = 1");
    assert_eq!(places(&complaints), [(2, 11), (3, 1)]);
}

#[test]
fn what_is_printed_puts_the_same_settings_in_force() {
    let mut layers = Layers::default();
    let complaints = layers.read_file("library = [\"a\\u001b\\u202e\\U000e0041\\\"b\"]\ntheme = \"mono\"\nmark-read = 7\n[keys]\nx = \"quit\"");
    assert_eq!(complaints, []);
    let printed = config::print(&layers, &[("settings file", "a\u{1b}b".to_owned())]);
    assert!(
        !printed.chars().any(|char| char != '\n' && is_unseen(char)),
        "{printed:?}"
    );
    assert_eq!(config::parse(&printed), (layers.settings, vec![]));
}

#[test]
fn the_default_file_sets_nothing_and_what_it_shows_can_be_set() {
    let text = config::default_file(&[]);
    assert_eq!(config::parse(&text), (Settings::default(), vec![]));
    let is_setting = |line: &&str| line.starts_with("# ") && line.contains(" = ");
    let shown: Vec<_> = text
        .lines()
        .filter(is_setting)
        .map(|line| &line[2..])
        .collect();
    assert!(shown.len() >= 5, "{text}");
    let (_, complaints) = config::parse(&shown.join("\n").replacen("x =", "[keys]\nx =", 1));
    assert_eq!(complaints, []);
}

#[test]
fn a_variable_may_say_on_and_off_and_a_later_layer_wins() {
    let mut layers = Layers::default();
    layers.read_file("mouse = true\nmeasure = 66");
    layers.set("mouse", "off", Origin::Environment).unwrap();
    layers.set("mark-read", "1", Origin::Environment).unwrap();
    assert!(!layers.settings.mouse);
    assert_eq!(layers.settings.mark_read, ReadPolicy::AfterSeconds(1));
    assert_eq!(layers.origin("mouse"), Origin::Environment);
    assert_eq!(layers.origin("measure"), Origin::File);
    assert!(layers.set("theme", "mauve", Origin::Option).is_err());
    assert_eq!(layers.origin("theme"), Origin::Default);
}

proptest! {
    #[test]
    fn no_file_brings_the_reader_down(text in "(\\PC|[\\[\\]={}\"'\n\\\\.#]|theme|mouse|keys){0,60}") {
        let (_, complaints) = config::parse(&text);
        for complaint in complaints {
            prop_assert!(complaint.line >= 1 && complaint.line <= text.matches('\n').count() + 1);
            prop_assert!(complaint.column >= 1);
        }
    }
}
