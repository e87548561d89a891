//! How long the steps of a start and of a key take: parsing, setting a page, drawing, taking a key in.

#![allow(
    missing_docs,
    reason = "criterion's macros write functions without any"
)]
#![allow(clippy::unwrap_used, reason = "a measurement that cannot go on fails")]

mod shelf;

use std::{hint::black_box, path::Path, sync::Arc, time::Duration};

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use jiff::ZonedDateTime;
use newsstand::{
    app::{App, Counts, Effect, Found, Message, keymap::Key, settings::Settings},
    marks::{Author, Change, Marks, Set},
    packed::Section,
    parse,
    typeset::{self, Measure},
    view,
};
use ratatui::{Terminal, backend::TestBackend};

/// A reader of so many articles on a screen of 200 by 50, past its start.
fn reader(count: usize) -> App {
    let now: ZonedDateTime = "2026-11-24T12:00:00+00:00[UTC]".parse().unwrap();
    let mut app = App::new(
        Settings::default(),
        Marks::default(),
        (200, 50),
        now.clone(),
    );
    let library = Arc::new(shelf::library(count));
    app.update(Message::Loaded(library, Vec::new()), now.clone());
    app.update(Message::LoadEnded, now);
    app.settle();
    app
}

fn parsing(criterion: &mut Criterion) {
    let texts: Vec<Vec<u8>> = (0..100).map(shelf::text).collect();
    let mut group = criterion.benchmark_group("parse");
    group.throughput(Throughput::Bytes(
        texts.iter().map(|text| text.len() as u64).sum(),
    ));
    group.bench_function("100 texts", |bencher| {
        bencher.iter(|| {
            texts
                .iter()
                .map(|text| parse::parse(Path::new("a.txt"), text).articles.len())
                .sum::<usize>()
        });
    });
    group.finish();
}

fn setting(criterion: &mut Criterion) {
    let now: ZonedDateTime = "2026-11-24T12:00:00+00:00[UTC]".parse().unwrap();
    let measure = Measure {
        width: 72,
        boilerplate: false,
    };
    let mut group = criterion.benchmark_group("typeset");
    for kilobytes in [4, 100] {
        let text: Vec<u8> = (0..).flat_map(shelf::text).take(kilobytes * 1024).collect();
        let article = parse::parse(Path::new("a.txt"), &text).articles.remove(0);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(format!("{kilobytes} KB"), |bencher| {
            bencher.iter(|| typeset::page(black_box(&article), &[], measure, &now));
        });
    }
    group.finish();
}

/// How many articles readers have.
const COUNTS: [usize; 3] = [1_000, 20_000, 100_000];

/// What is done, and what was done before. Searches and counts run beside the loop; here they are answered before.
const STEPS: [(&str, &str, &str); 11] = [
    ("j", "", "j"),
    ("G, to the end", "", "G"),
    ("2, another view", "", "2"),
    ("m, a mark", "", "m"),
    ("A, all are read", "", "A"),
    ("U, which takes that back", "A", "U"),
    ("/, a prompt", "", "/"),
    ("o behind /w, a key of a word", "/w", "o"),
    ("e behind /sourc, a key of a field", "/sourc", "e"),
    (": behind /author, its values", "/author", ":"),
    ("Esc, out of a search that all answer", "/word", "Esc"),
];

fn drawing(criterion: &mut Criterion) {
    let mut terminal = Terminal::new(TestBackend::new(200, 50)).unwrap();
    for count in COUNTS {
        let app = reader(count);
        criterion.bench_function(&format!("draw/{count} articles"), |bencher| {
            bencher.iter(|| {
                terminal
                    .draw(|frame| view::draw(black_box(&app), frame))
                    .unwrap()
                    .area
            });
        });
    }
}

fn keys(criterion: &mut Criterion) {
    for count in COUNTS {
        let opened = reader(count);
        for (name, before, key) in STEPS {
            let mut app = opened.clone();
            for char in before.chars() {
                press(&mut app, &char.to_string(), true);
            }
            criterion.bench_function(&format!("key/{name}, {count} articles"), |bencher| {
                let take = |mut app: App| {
                    press(&mut app, key, false);
                    app.settle();
                    app
                };
                bencher.iter_batched(|| app.clone(), take, BatchSize::SmallInput);
            });
        }
        answers(criterion, &opened, count);
    }
}

/// What a start does with the marks of a hundred thousand articles.
fn marks(criterion: &mut Criterion) {
    let library = shelf::library(100_000);
    let mut made = Marks::new(Author::default());
    let read = |row: &u32| Change {
        id: library.id(*row),
        place: library.place(*row),
        set: Set::Read(true),
    };
    made.change(library.order().iter().map(read).collect(), 0);
    let packed = Section::from(made.pack().unwrap());
    let mut group = criterion.benchmark_group("100,000 marks");
    group.bench_function("packed", |bencher| bencher.iter(|| made.pack()));
    group.bench_function("opened", |bencher| {
        bencher.iter(|| Marks::open(black_box(&packed), Author::default()));
    });
    let opened = Marks::open(&packed, Author::default()).unwrap();
    group.bench_function("counted", |bencher| {
        bencher.iter(|| Counts::of(black_box(&library), &opened).unread);
    });
    group.finish();
}

/// What the loop does with an answer that all articles are in.
fn answers(criterion: &mut Criterion, opened: &App, count: usize) {
    let mut app = opened.clone();
    press(&mut app, "/", true);
    let effects = press(&mut app, "w", false);
    let messages: Vec<_> = effects.into_iter().filter_map(answer).collect();
    criterion.bench_function(&format!("key/its answer, {count} articles"), |bencher| {
        let take = |mut app: App| {
            for message in &messages {
                app.update(message.clone(), app.now.clone());
            }
            app.settle();
            app
        };
        bencher.iter_batched(|| app.clone(), take, BatchSize::SmallInput);
    });
}

/// Presses a key, and takes in the answers to what that asks where they are wanted.
fn press(app: &mut App, key: &str, is_answered: bool) -> Vec<Effect> {
    let key = Message::Key(Key::parse(key).unwrap());
    let effects = app.update(key, app.now.clone());
    if !is_answered {
        return effects;
    }
    for message in effects.into_iter().filter_map(answer) {
        app.update(message, app.now.clone());
    }
    app.settle();
    Vec::new()
}

fn answer(effect: Effect) -> Option<Message> {
    let now: ZonedDateTime = "2026-11-24T12:00:00+00:00[UTC]".parse().unwrap();
    match effect {
        Effect::Search(request) => Some(Message::Found(Found {
            generation: request.generation,
            rows: request.answer(&now, &|| false, &mut |_| usize::MAX).ok()?,
            took: Duration::ZERO,
            is_growing: false,
        })),
        Effect::Tally(request) => request.answer(&now, &|| false),
        _ => None,
    }
}

criterion_group!(benches, parsing, setting, drawing, keys, marks);
criterion_main!(benches);
