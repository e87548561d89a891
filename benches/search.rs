//! How long a search takes, key by key, in a library made up for measuring.

#![allow(
    missing_docs,
    reason = "criterion's macros write functions without any"
)]
#![allow(clippy::unwrap_used, reason = "a measurement that cannot go on fails")]

mod shelf;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::ZonedDateTime;
use newsstand::{
    fold,
    marks::Marks,
    search::{self, Query},
};

fn searching(criterion: &mut Criterion) {
    let now: ZonedDateTime = "2026-11-24T12:00:00+00:00[UTC]".parse().unwrap();
    let marks = Marks::default();
    let mut group = criterion.benchmark_group("search");
    for count in [1_000, 20_000] {
        let library = shelf::library(count);
        for (name, query) in [
            ("rare", "w4e1ford"),
            ("everywhere", "w1ord"),
            ("two words", "w1ford w2eord"),
            ("a letter", "w"),
        ] {
            let query = Query::parse(query).unwrap();
            group.bench_function(format!("{name}, {count} articles"), |bencher| {
                bencher.iter(|| {
                    search::find(black_box(&query), &library, &marks, &now, &|| false)
                        .unwrap()
                        .len()
                });
            });
        }
    }
    group.finish();
    let text = String::from_utf8(shelf::text(1)).unwrap();
    criterion.bench_function("fold", |bencher| {
        bencher.iter(|| fold::fold(black_box(&text)))
    });
    let query = Query::parse("w1ord").unwrap();
    let library = shelf::library(1);
    let article = &library.get(0).article();
    criterion.bench_function("light an article", |bencher| {
        bencher.iter(|| query.matches(black_box(article)))
    });
}

criterion_group!(benches, searching);
criterion_main!(benches);
