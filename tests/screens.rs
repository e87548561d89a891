//! The screen as a whole, at the sizes people have: as text, with a mask of its styles below. And whatever the articles
//! hold, a terminal shows cell by cell what was drawn.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod reader;

use std::{io::Write, num::NonZeroU16, sync::Arc, sync::Mutex};

use newsstand::{
    app::settings::{Settings, ThemeName},
    marks::Marks,
    typeset, view,
};
use proptest::prelude::*;
use ratatui::{Terminal, TerminalOptions, Viewport, backend::CrosstermBackend, layout::Rect};
use reader::{Reader, Shelf};

/// A shelf with something of everything.
fn shelf() -> Shelf {
    let page = "---\ntitle: Ships queue at the canal as the wind drops\ndate: 2026-11-23\nauthor: Wren Okafor\n\
        source: Harbour Post\ntags: [shipping, weather]\nlink: https://harbour.example/queue\n---\n\n\
        FORT HARBOUR — The queue was *forty ships* long by noon, and **growing**.\n\n\
        ## What the pilots say\n\n> Nobody moves until the wind does.\n\n\
        - tugs are [booked out](https://tugs.example/)\n- the lock is open\n\n\
        | Day | Ships |\n|---|---:|\n| Monday | 12 |\n| Tuesday | 40 |\n\n```\nlock --open\n```\n";
    let saved = "How tides are forecast\n\nThe moon pulls, the sun pulls a little, and the shape of the coast decides the rest of it, as every harbour master knows.\n\nA forecast is a sum of waves whose lengths have been known for a century and a half, each with a height that was measured here.\n\n\nPopular posts from this blog\n\nWhy the lighthouse moved\n\nA knot is a speed\n";
    Shelf::new()
        .with("queue.md", page)
        .with("almanac/tides.txt", saved)
        .with(
            "wetter.md",
            "---\ntitle: Das Wetter bleibt kühl\ndate: 2026-11-22\nsource: Uferbote\n---\n\nEs bleibt kühl.\n",
        )
        .with(
            "tetsudo.md",
            "---\ntitle: 日本の鉄道、夏の時刻表を発表\ndate: 2026-11-22\nsource: 線路新報\n---\n\n夏の時刻表が発表された。\n",
        )
}

fn sizes(name: &str, keys: &str) {
    let shelf = shelf();
    for (columns, rows) in [(72, 24), (80, 24), (120, 40), (40, 12), (200, 50)] {
        let reader = Reader::open(shelf.path()).size(columns, rows).press(keys);
        insta::assert_snapshot!(format!("{name}-{columns}x{rows}"), reader.picture());
    }
}

#[test]
fn the_headlines() {
    sizes("headlines", "jmkf");
}

#[test]
fn an_article() {
    sizes("article", "<enter>");
}

#[test]
fn a_search_being_typed() {
    sizes("search", "/wind is:");
}

#[test]
fn a_search_that_was_opened() {
    sizes("matches", "/wind<enter>");
}

#[test]
fn the_help() {
    sizes("help", "?");
}

#[test]
fn without_colours_the_screen_has_none() {
    let shelf = shelf();
    let settings = Settings {
        theme: ThemeName::Mono,
        ..Settings::default()
    };
    let reader = Reader::with(settings, Marks::default())
        .load(shelf.path())
        .press("f<enter>/wind");
    let mask = reader
        .picture()
        .split("\n\n")
        .last()
        .unwrap_or_default()
        .to_owned();
    assert!(!mask.contains(['M', 'c']), "{mask}");
}

/// What a terminal would get, byte by byte.
#[derive(Clone, Default)]
struct Wire(Arc<Mutex<Vec<u8>>>);

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The rows of the screen as a terminal emulator shows them after the bytes of one picture.
fn emulated(reader: &Reader, columns: u16, rows: u16) -> Vec<String> {
    let wire = Wire::default();
    let viewport = Viewport::Fixed(Rect::new(0, 0, columns, rows));
    let backend = CrosstermBackend::new(wire.clone());
    let mut terminal = Terminal::with_options(backend, TerminalOptions { viewport }).unwrap();
    terminal
        .draw(|frame| view::draw(&reader.app, frame))
        .unwrap();
    let size = |cells| NonZeroU16::new(cells).unwrap();
    let mut screen = vt100::Parser::new(size(rows), size(columns), 0);
    screen.process(&wire.0.lock().unwrap());
    let lines: Vec<String> = screen
        .screen()
        .rows(0, columns)
        .map(|row| row.trim_end().to_owned())
        .collect();
    lines
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_terminal_shows_what_was_drawn(
        title in "[a-zé日本ก👍\u{301}\u{200d}\u{202e}\u{2028}\u{e0041}\u{1b}\u{7} ]{1,60}",
        text in "(\\PC|[\u{0}-\u{1f}\u{7f}-\u{9f}\u{300}-\u{36f}\u{200b}-\u{200f}\u{2066}-\u{2069}]){0,300}",
        columns in 20_u16..160,
    ) {
        let shelf = Shelf::new().with("a.txt", format!("{title}\n\n{text}\n"));
        let reader = Reader::open(shelf.path()).size(columns, 20).press("<enter>");
        let drawn = reader.screen();
        prop_assert!(!drawn.chars().any(|char| char.is_control() && char != '\n'));
        for (line, shown) in drawn.lines().zip(emulated(&reader, columns, 20)) {
            prop_assert!(typeset::width(line) <= usize::from(columns));
            let same = |text: &str| text.chars().filter(|char| char.is_ascii_graphic()).collect::<String>();
            prop_assert_eq!(same(line), same(&shown));
        }
    }
}
