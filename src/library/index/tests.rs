//! The index against plain substring search.

use std::collections::BTreeSet;

use super::*;
use proptest::prelude::*;

/// The index of some folded documents.
fn index_of(docs: &[impl AsRef<str>]) -> Vec<u8> {
    let mut builder = IndexBuilder::new();
    docs.iter().for_each(|doc| builder.add(doc.as_ref()));
    builder.finish()
}

/// Asserts that a lookup misses no document, and finds no others where it says so.
fn check(bytes: &[u8], docs: &[impl AsRef<str>], needle: &str) {
    let lookup = Index::open(bytes).unwrap().lookup(&Wanted::new(needle));
    for (at, doc) in docs.iter().enumerate() {
        let contains = doc.as_ref().contains(needle);
        let found = lookup.docs.contains(at);
        assert!(
            found || !contains,
            "{needle:?} is missed in {:?}",
            doc.as_ref()
        );
        assert!(
            contains || !found || !lookup.exact,
            "{needle:?} is not in {:?}",
            doc.as_ref()
        );
    }
}

/// Joins the fields of a document as the library does.
fn document(title: &str, body: &str) -> String {
    format!("{title}\u{1f}\u{1f}the herald\u{1f}{body}")
}

#[test]
fn a_part_of_a_word_finds_exactly_the_documents_that_contain_it() {
    let docs = [
        document("harvest begins", "the first apples"),
        document("harbour closed", "storm; 1,204 boats"),
        document("u.s. and e.u. talk", "it's a start"),
    ];
    let bytes = index_of(&docs);
    let index = Index::open(&bytes).unwrap();
    for (needle, found) in [
        ("har", vec![0, 1]),
        ("h", vec![0, 1, 2]),
        ("pple", vec![0]),
        ("204", vec![1]),
        ("it's", vec![2]),
        ("t's", vec![2]),
        (";", vec![1]),
        (".", vec![2]),
        ("harvests", vec![]),
        ("zq", vec![]),
    ] {
        let lookup = index.lookup(&Wanted::new(needle));
        assert!(lookup.exact, "{needle}");
        assert_eq!(lookup.docs.iter().collect::<Vec<_>>(), found, "{needle}");
    }
}

#[test]
fn several_words_leave_only_documents_that_have_them_all() {
    let docs = [
        document("climate change", "rates of change"),
        document("change of climate", "the rate"),
        document("political climates", "a charter"),
    ];
    let bytes = index_of(&docs);
    let index = Index::open(&bytes).unwrap();
    let found = |needle| {
        index
            .lookup(&Wanted::new(needle))
            .docs
            .iter()
            .collect::<Vec<_>>()
    };
    assert_eq!(found("climate cha"), [0, 1]);
    assert_eq!(found("ates of c"), [0]);
    assert_eq!(found("tical climates"), [2]);
    assert!(!index.lookup(&Wanted::new("climate cha")).exact);
    assert!(
        index.lookup(&Wanted::new("climate zebra")).exact,
        "none is exactly none"
    );
}

#[test]
fn a_pair_of_ideographs_in_many_documents_is_told_exactly() {
    let docs: Vec<_> = (0..40u32)
        .map(|at| {
            let other = char::from_u32(0x5000 + at).unwrap();
            document("新聞", &format!("東京{other}市"))
        })
        .collect();
    let bytes = index_of(&docs);
    let index = Index::open(&bytes).unwrap();
    for needle in ["東京", "新", "倀"] {
        check(&bytes, &docs, needle);
        assert!(index.lookup(&Wanted::new(needle)).exact, "{needle}");
    }
    check(&bytes, &docs, "京倀");
    check(&bytes, &docs, "京都");
    assert_eq!(
        index.lookup(&Wanted::new("東京倀市")).docs.iter().next(),
        Some(0)
    );
}

#[test]
fn letters_of_many_words_have_their_documents_put_together() {
    let docs: Vec<_> = (0..600u64)
        .map(|at| {
            let word = |n: u64| {
                format!(
                    "w{:x}ing",
                    (at * 31 + n * n).wrapping_mul(0x9e37_79b9) % 4096
                )
            };
            document("", &(0..60).map(word).collect::<Vec<_>>().join(" "))
        })
        .collect();
    let bytes = index_of(&docs);
    assert!(!Index::open(&bytes).unwrap().part(Part::SetNames).is_empty());
    for needle in [
        "w", "a", "wa", "ing", "1in", "fing", "ing w", "w1", "0", "f7i",
    ] {
        check(&bytes, &docs, needle);
    }
}

#[test]
fn an_empty_builder_makes_an_index_of_nothing_and_can_be_used_again() {
    let mut builder = IndexBuilder::new();
    let bytes = builder.finish();
    let index = Index::open(&bytes).unwrap();
    assert_eq!(
        (index.docs(), index.lookup(&Wanted::new("a")).docs.count()),
        (0, 0)
    );
    builder.add("apples");
    builder.add("");
    let bytes = builder.finish();
    check(&bytes, &["apples", ""], "p");
    builder.add("pears");
    assert_eq!(builder.finish(), index_of(&["pears"]));
}

#[test]
fn what_is_no_index_is_not_opened() {
    let bytes = index_of(&["apples"]);
    assert!(Index::open(&bytes[..bytes.len() - 1]).is_none());
    assert!(Index::open(&[]).is_none());
    assert!(Index::open(&[0; 80]).is_none());
}

#[test]
fn a_set_of_documents_keeps_to_its_limit() {
    for limit in [0, 1, 63, 64, 65, 130] {
        let mut docs = Docs::full(limit);
        assert!(docs.is_full());
        assert_eq!(
            docs.iter().collect::<Vec<_>>(),
            (0..limit).collect::<Vec<_>>()
        );
        docs.insert(limit);
        assert_eq!(docs.count(), limit);
        docs.not();
        assert!(docs.is_empty());
        docs.insert(limit / 2);
        let mut other = Docs::new(limit);
        other.or(&docs);
        assert_eq!(other.contains(limit / 2), limit > 0);
        other.and(&Docs::new(limit));
        assert!(other.is_empty() && !docs.contains(limit));
    }
}

#[test]
fn letters_whose_groups_all_stand_in_many_words_find_the_few_words_that_have_them_together() {
    let docs: Vec<_> = (0..400u64)
        .map(|at| {
            let word = |n: u64| {
                let digits = (at * 31 + n * n).wrapping_mul(0x9e37_79b9) % 65_536;
                format!("{digits:04b}x{:o}", digits / 7)
            };
            document("", &(0..9).map(word).collect::<Vec<_>>().join(" "))
        })
        .collect();
    let bytes = index_of(&docs);
    for doc in docs.iter().step_by(29) {
        for start in 15..30 {
            for len in 4..14 {
                check(&bytes, &docs, &piece(doc, start, len));
            }
        }
    }
}

#[test]
fn each_of_many_numbers_is_where_the_directory_says() {
    for count in [0, 1, 7, 8, 9, 1000] {
        let number = |at: u32| grams::number(u64::from(at));
        let mut numbers: Vec<_> = (0..count).map(number).chain([0, u32::MAX]).collect();
        numbers.sort_unstable();
        let mut table = Vec::new();
        directory::write(&numbers, &mut table);
        for wanted in &numbers {
            let among = directory::find(&table, *wanted).unwrap();
            assert!(numbers[among.clone()].contains(wanted));
            assert!(among.len() < 40, "they are spread evenly");
        }
    }
    assert_eq!(directory::find(&[], 7), None);
}

/// Text in many scripts, as it comes out of the fold: few letters, so that needles are found.
fn text() -> impl Strategy<Value = String> {
    let letters = prop_oneof![
        6 => "[abc]{1,4}",
        3 => "[ .',\n-]{1,2}",
        1 => "[a-z]{14,40}",
        1 => "[0-9]{1,3}",
        1 => "[а-в]{1,12}",
        1 => "[東京都]{1,4}",
        1 => "[กขิ]{1,3}",
        1 => "[한국]{1,3}",
        1 => "[हि्न]{1,4}",
        1 => "[🎉🇫🇮]{1,2}",
        1 => "[$€\"\u{1f}]",
    ];
    proptest::collection::vec(letters, 0..12).prop_map(|parts| parts.concat())
}

/// A piece of a text by characters.
fn piece(text: &str, start: usize, len: usize) -> String {
    let chars: Vec<char> = text.chars().filter(|c| *c != '\u{1f}').collect();
    let start = start % (chars.len() + 1);
    chars[start..(start + len).min(chars.len())]
        .iter()
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn a_lookup_says_what_a_search_of_the_texts_says(
        docs in proptest::collection::vec(text(), 1..12),
        pieces in proptest::collection::vec((any::<prop::sample::Index>(), 0usize..60, 0usize..9), 12),
        strangers in proptest::collection::vec(text(), 4),
    ) {
        let bytes = index_of(&docs);
        for (doc, start, len) in pieces {
            check(&bytes, &docs, &piece(&docs[doc.index(docs.len())], start, len));
        }
        for needle in strangers {
            check(&bytes, &docs, &piece(&needle, 0, 5));
        }
    }

    #[test]
    fn any_folded_text_is_found_by_any_piece_of_it(
        texts in proptest::collection::vec(any::<String>(), 1..6),
        start in any::<usize>(),
        len in 0usize..6,
    ) {
        let docs: Vec<_> = texts.iter().map(|text| crate::fold::fold(text)).collect();
        check(&index_of(&docs), &docs, &piece(&docs[0], start, len));
    }

    #[test]
    fn a_set_of_documents_is_the_same_set_in_each_form(
        steps in proptest::collection::vec((0_u8..9, any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..30),
        limit in prop_oneof![Just(0_usize), 1_usize..70, 500_usize..2000],
    ) {
        let (mut docs, mut plain) = (Docs::new(limit), BTreeSet::new());
        for (step, first, second) in steps {
            let (start, end) = (first.index(limit + 1), second.index(limit + 1));
            let mut other = Docs::new(limit);
            other.extend(start as u32..end as u32);
            let range: BTreeSet<_> = (start..end).collect();
            match step {
                0 => docs.or(&other),
                1 => docs.and(&other),
                2 => docs.not(),
                3 => docs.remove(start),
                4 => docs.or(&Docs::full(limit)),
                5 => docs.and(&Docs::full(limit)),
                _ => docs.insert(start),
            }
            match step {
                0 => plain.extend(range),
                1 => plain.retain(|doc| range.contains(doc)),
                2 => plain = (0..limit).filter(|doc| !plain.contains(doc)).collect(),
                3 => _ = plain.remove(&start),
                4 => plain.extend(0..limit),
                5 => {}
                _ => plain.extend([start].into_iter().filter(|doc| *doc < limit)),
            }
            prop_assert!(docs.iter().eq(plain.iter().copied()));
            prop_assert_eq!(docs.count(), plain.len());
            prop_assert_eq!(docs.is_empty(), plain.is_empty());
            prop_assert_eq!(docs.is_full(), plain.len() == limit);
            prop_assert_eq!(docs.contains(start), plain.contains(&start));
        }
    }

    #[test]
    fn bytes_that_were_tampered_with_make_no_panic(
        flips in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40),
        needle in text(),
    ) {
        let docs: Vec<_> = (0..80)
            .map(|at| document(&format!("word{at} of the others"), "東京都 u.s."))
            .collect();
        let mut bytes = index_of(&docs);
        for (at, byte) in flips {
            *at.get_mut(&mut bytes) ^= byte;
        }
        for needle in [&needle, "o", "th", "others", "of the", "東京", "."] {
            if let Some(index) = Index::open(&bytes) {
                prop_assert_eq!(index.lookup(&Wanted::new(needle)).docs.limit(), index.docs());
            }
        }
    }
}
