//! The fold, in the words of readers.

use super::*;
use proptest::prelude::*;

#[test]
fn letters_meet_across_case_and_accents() {
    for (text, folded) in [
        ("Zürich", "zurich"),
        ("STRASSE Straße STRAẞE", "strasse strasse strasse"),
        ("İstanbul ISPARTA ısı", "istanbul isparta isi"),
        ("ΟΔΥΣΣΕΎΣ Ὀδυσσεύς", "οδυσσευσ οδυσσευσ"),
        ("Việt Nam đường", "viet nam duong"),
        ("Łódź, gęś", "lodz, ges"),
        ("Ærø Þórr cœur ſo", "aero thorr coeur so"),
        ("مُحَمَّد كـــتاب أحمد ٱلله", "محمد كتاب احمد الله"),
        ("שָׁלוֹם", "שלום"),
        ("ﬁnance ＮＥＷＳ ２０２０", "finance news 2020"),
        ("ｶﾞｲﾄﾞ", "ガイド"),
        ("e\u{301}te\u{301}", "ete"),
    ] {
        assert_eq!(fold(text), folded);
    }
}

#[test]
fn typography_is_what_a_keyboard_writes() {
    assert_eq!(fold("“It’s” — 1990–99…"), "\"it's\" - 1990-99...");
    assert_eq!(fold("co\u{ad}operate a\u{200b}b"), "cooperate ab");
    assert_eq!(fold("10\u{a0}km\u{202f}h"), "10 km h");
}

#[test]
fn white_space_is_one_space_or_parts_paragraphs() {
    assert_eq!(fold("a \t b\nc"), "a b c");
    assert_eq!(fold("a\n\nb \r\n \r\n c"), "a\nb\nc");
}

#[test]
fn signs_that_make_other_words_stay() {
    assert_eq!(fold("हिन्दी"), "हिन्दी");
    assert_eq!(fold("ที่นี่"), "ที่นี่");
    assert_ne!(fold("バス"), fold("ハス"));
    assert_ne!(fold("한"), fold("하"));
    assert_eq!(fold("\u{1112}\u{1161}\u{11ab}국"), "한국");
    assert_eq!(fold("ハ\u{3099}ス"), "バス");
}

#[test]
fn capitals_can_be_kept() {
    assert_eq!(
        fold_keeping_case("Łódź ÆSIR Straße ẞ"),
        "Lodz AESIR Strasse SS"
    );
}

#[test]
fn a_match_covers_whole_letters_of_the_source() {
    let source = "cafe\u{301} Straße";
    let traced = Traced::new(source, Case::Folded);
    let range = |needle: &str| {
        let at = traced.folded().find(needle).unwrap();
        &source[traced.source_range(at..at + needle.len()).unwrap()]
    };
    assert_eq!(range("cafe"), "cafe\u{301}");
    assert_eq!(range("e"), "e\u{301}");
    assert_eq!(range("stras"), "Straß");
    assert_eq!(range("fe s"), "fe\u{301} S");
    assert_eq!(traced.source_range(0..0), None);
    assert_eq!(traced.source_range(0..99), None);
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing_but_what_parts_paragraphs(text in any::<String>()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once.replace('\n', " "));
    }

    #[test]
    fn a_plain_run_ends_where_something_else_than_words_with_single_spaces_begins(
        text in "[ -~]{0,40}[\\x00-\\x7f]{0,12}[ -~é]{0,12}",
    ) {
        let bytes = text.as_bytes();
        let is_graphic = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_graphic);
        let is_joint = |at: usize| at > 0 && bytes.get(at) == Some(&b' ') && is_graphic(at + 1);
        let end = (0..).find(|at| !is_graphic(*at) && !is_joint(*at));
        prop_assert_eq!(Some(plain_run(bytes)), end);
    }

    #[test]
    fn case_is_all_that_the_two_folds_differ_in(text in any::<String>()) {
        prop_assert_eq!(fold(&fold_keeping_case(&text)), fold(&fold(&text)));
    }

    #[test]
    fn each_place_leads_back_to_whole_characters(text in any::<String>()) {
        let traced = Traced::new(&text, Case::Folded);
        prop_assert_eq!(traced.folded(), fold(&text));
        for (at, c) in traced.folded().char_indices() {
            let range = traced.source_range(at..at + c.len_utf8()).unwrap();
            prop_assert!(!range.is_empty() && text.get(range).is_some());
        }
    }
}
