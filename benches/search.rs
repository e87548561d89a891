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

/// An expression that no index can help with.
const WORDLESS: &str = "q[uv][o0][rs]b[lm][eé]t?h";

fn now() -> ZonedDateTime {
    "2026-11-24T12:00:00+00:00[UTC]".parse().unwrap()
}

/// Words in 0, 1, 17, 1% and 30% of 100,000 articles beside the plainest of searches over the same folded texts; then
/// each key while some of them are typed. Read the first as shares of the second.
fn searching(criterion: &mut Criterion) {
    let (marks, now) = (Marks::default(), now());
    let library = shelf::library(100_000);
    let mut group = criterion.benchmark_group("search 100,000");
    group.sample_size(10);
    let mut bench = |name: &str, text: &str| {
        let query = Query::parse(text).unwrap();
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                search::find(black_box(&query), &library, &marks, &now, &|| false)
                    .unwrap()
                    .len()
            });
        });
    };
    bench("in none", "xyzzyqwfp");
    for (word, _) in shelf::PLANTED {
        bench(word, word);
    }
    bench("phrase of two frequent words", "\"w1ord w2ord\"");
    bench("regular expression/with a word", "/qu[o0]rbleth/");
    bench("regular expression/without", &format!("/{WORDLESS}/"));
    bench("regular expression/of many states", "/the.{0,100}xyl/");
    for (name, words) in [
        ("a rare word", "mervandil"),
        ("30%", "tarpolithe"),
        ("two words", "tarpolithe w1f4ord"),
        ("nearly all", "w1ord"),
    ] {
        bench(
            &format!("sort:relevance/{name}"),
            &format!("{words} sort:relevance"),
        );
    }
    bench(
        "like",
        &format!("like:{}", library.id(library.order()[500])),
    );
    for typed in 1..="tarpolithe".len() {
        bench(
            &format!("typing/{}", &"tarpolithe"[..typed]),
            &"tarpolithe"[..typed],
        );
    }
    for typed in ["w", "w1", "w1o", "w1or", "w1ord", "or", "ord", "rd ", "d w"] {
        bench(&format!("typing/{typed}"), &format!("\"{typed}\""));
    }
    group.bench_function("memmem on two threads", |bencher| {
        let finder = memchr::memmem::Finder::new("quorblethic");
        let rows = library.order();
        let (left, right) = rows.split_at(rows.len() / 2);
        let count = |rows: &[u32]| {
            let holds = |row: &&u32| finder.find(library.folded(**row)).is_some();
            rows.iter().filter(holds).count()
        };
        bencher.iter(|| rayon::join(|| count(left), || count(right)));
    });
    let regex = regex::Regex::new(&format!("(?i){WORDLESS}")).unwrap();
    group.bench_function("regex on two threads", |bencher| {
        let rows = library.order();
        let (left, right) = rows.split_at(rows.len() / 2);
        let count = |rows: &[u32]| {
            let holds = |row: &&u32| regex.is_match(library.get(**row).text());
            rows.iter().filter(holds).count()
        };
        bencher.iter(|| rayon::join(|| count(left), || count(right)));
    });
    group.finish();
}

/// A tenth of the articles, to see how times grow.
fn growing(criterion: &mut Criterion) {
    let (marks, now) = (Marks::default(), now());
    let library = shelf::library(10_000);
    let mut group = criterion.benchmark_group("search 10,000");
    for word in ["xyzzyqwfp", "quorblethic", "mervandil"] {
        let query = Query::parse(word).unwrap();
        group.bench_function(word, |bencher| {
            bencher.iter(|| {
                search::find(black_box(&query), &library, &marks, &now, &|| false)
                    .unwrap()
                    .len()
            });
        });
    }
    group.finish();
}

fn one_article(criterion: &mut Criterion) {
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

criterion_group!(benches, searching, growing, one_article);
criterion_main!(benches);
