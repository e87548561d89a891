//! How long the steps of a start and of a key take: parsing, setting a page, drawing, taking a key in.

#![allow(
    missing_docs,
    reason = "criterion's macros write functions without any"
)]
#![allow(clippy::unwrap_used, reason = "a measurement that cannot go on fails")]

mod shelf;

use std::{hint::black_box, path::Path, sync::Arc};

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use jiff::ZonedDateTime;
use newsstand::{
    app::{App, Message, keymap::Key, settings::Settings},
    marks::Marks,
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

fn drawing(criterion: &mut Criterion) {
    let mut terminal = Terminal::new(TestBackend::new(200, 50)).unwrap();
    for count in [1_000, 20_000] {
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
    let key = Key::parse("j").unwrap();
    for count in [1_000, 20_000] {
        let app = reader(count);
        criterion.bench_function(&format!("key/j, {count} articles"), |bencher| {
            let take = |mut app: App| {
                app.update(Message::Key(key), app.now.clone());
                app.settle();
                app
            };
            bencher.iter_batched(|| app.clone(), take, BatchSize::SmallInput);
        });
    }
}

criterion_group!(benches, parsing, setting, drawing, keys);
criterion_main!(benches);
