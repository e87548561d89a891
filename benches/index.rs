//! How long it takes to index a volume and to ask its index, over a text made up for measuring.

#![allow(
    missing_docs,
    reason = "criterion's macros write functions without any"
)]
#![allow(clippy::unwrap_used, reason = "a measurement that cannot go on fails")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use newsstand::library::{Index, IndexBuilder, Wanted};

/// Words of syllables in Zipf's distribution, so that letter groups are as uneven as in a language.
fn document(number: u64) -> String {
    const SYLLABLES: [&str; 20] = [
        "an", "ber", "con", "da", "el", "fi", "gor", "ing", "ka", "lo", "men", "ni", "or", "pre",
        "qui", "ra", "ste", "ti", "un", "ver",
    ];
    let mut seed = number * 7919 + 13;
    let mut word = || {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let uniform = (seed >> 33) as f64 / f64::from(u32::MAX >> 1);
        let mut rank = 40_000_f64.powf(uniform) as usize;
        let mut word = String::new();
        while rank > 0 {
            word.push_str(SYLLABLES[rank % SYLLABLES.len()]);
            rank /= SYLLABLES.len();
        }
        word
    };
    let words: Vec<String> = (0..580).map(|_| word()).collect();
    format!("a title\u{1f}\u{1f}a source\u{1f}{}.", words.join(" "))
}

fn indexing(criterion: &mut Criterion) {
    let texts: Vec<String> = (0..4000).map(document).collect();
    let mut builder = IndexBuilder::new();
    let mut build = || {
        texts.iter().for_each(|text| builder.add(text));
        builder.finish()
    };
    let bytes = build();
    let mut group = criterion.benchmark_group("index of 4,000 documents");
    group.sample_size(10);
    group.bench_function("made", |bencher| bencher.iter(&mut build));
    let index = Index::open(&bytes).unwrap();
    for (name, needle) in [
        ("a letter", "q"),
        ("three letters", "ing"),
        ("five letters", "quist"),
        ("two words", "an da"),
        ("nowhere", "zebra"),
    ] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| index.lookup(&Wanted::new(black_box(needle))).docs.count());
        });
    }
    group.finish();
}

criterion_group!(benches, indexing);
criterion_main!(benches);
