//! A library made up for measuring: the same words each time, in Zipf's distribution, so that figures can be compared.

use newsstand::{
    article::{Key, Origin},
    library::{Library, Stored},
    marks::Marks,
    parse,
};

/// A text file's bytes: a title and some 600 words in paragraphs, the planted ones at the end.
pub(crate) fn text(number: usize) -> Vec<u8> {
    let mut seed = number as u64 * 7919 + 13;
    let mut word = || {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let uniform = (seed >> 33) as f64 / f64::from(u32::MAX >> 1);
        let rank = (20_000_f64.powf(uniform)) as u64;
        format!("w{rank:x}ord")
    };
    let mut text = format!("Headline {number} {} {}\n\n", word(), word());
    for _ in 0..12 {
        let paragraph: Vec<String> = (0..50).map(|_| word()).collect();
        text.push_str(&paragraph.join(" "));
        text.push_str(".\n\n");
    }
    for (name, each) in PLANTED {
        if number.is_multiple_of(each) {
            text.push_str(&format!("\n{name} was named in the file.\n"));
        }
    }
    text.into_bytes()
}

/// Words that stand in one article of so many, and nowhere else.
pub(crate) const PLANTED: [(&str, usize); 4] = [
    ("zqvolantrine", 100_000),
    ("quorblethic", 5_882),
    ("mervandil", 100),
    ("tarpolithe", 3),
];

/// So many articles, parsed and in their order.
pub(crate) fn library(count: usize) -> Library {
    let stored = (0..count).flat_map(|number| {
        let path = std::path::PathBuf::from(format!("shelf/{number:06}.txt"));
        let parsed = parse::parse(&path, &text(number));
        let place = Key::of_place(&path, 0);
        let origin = Origin {
            path,
            item: 0,
            place,
            stored: None,
        };
        parsed
            .articles
            .into_iter()
            .map(move |article| Stored::new(article, origin.clone()))
    });
    let mut library = Library::default();
    library.add(stored, &Marks::default());
    library
}
