//! Org files as articles.

use proptest::prelude::*;

use super::*;
use crate::article::{BlockKind, Container, Marker};

fn article(text: &str) -> Article {
    parse(Path::new("a.org"), text).articles.remove(0)
}

fn text(source: &str) -> String {
    article(source).body.text().to_owned()
}

fn spans(source: &str) -> Vec<String> {
    article(source).body.told_spans()
}

#[test]
fn keywords_and_properties_tell_of_the_article() {
    let article = article(
        ":PROPERTIES:\n:ID: 1\n:SOURCE: https://a.example/storm\n:END:\n#+TITLE: A /great/ storm\n#+AUTHOR: Ann Sample\n#+date: [2020-04-16 Thu 10:00]\n#+FILETAGS: :sea:storm:\n#+DESCRIPTION: It rose.\n#+LANGUAGE: en\n#+OPTIONS: toc:nil\n\n* The quay :harbour:\nText.\n",
    );
    assert_eq!(article.title, "A great storm");
    assert_eq!(article.byline.as_deref(), Some("Ann Sample"));
    assert_eq!(article.link.as_deref(), Some("https://a.example/storm"));
    assert_eq!(article.tags, ["sea", "storm", "harbour"]);
    assert_eq!(article.summary.as_deref(), Some("It rose."));
    assert_eq!(article.lang.as_deref(), Some("en"));
    assert_eq!(article.body.text(), "The quay\n\nText.");
    let published = article.published.unwrap().to_string();
    assert_eq!(published, "2020-04-16T10:00:00+00:00");
    let folded = [
        ":ID: 1",
        ":SOURCE: https://a.example/storm",
        "#+OPTIONS: toc:nil",
    ];
    assert_eq!(article.boilerplate, folded);
}

#[test]
fn a_date_that_does_not_exist_is_told() {
    let parsed = parse(Path::new("a.org"), "#+DATE: [2020-02-30 Sun]\nText.\n");
    assert!(parsed.problems[0].reason.contains("2020-02-30"));
    assert_eq!(parsed.articles[0].published, None);
}

#[test]
fn the_first_heading_is_the_title_where_no_keyword_is() {
    let article = article(
        "* WAITING [#A] [[https://a.example/storm][A storm]] :sea:\n:PROPERTIES:\n:CREATED: <2020-04-16 Thu>\n:END:\n\nThe sea rose.\n** DONE It fell\n",
    );
    assert_eq!(article.title, "A storm");
    assert_eq!(article.link.as_deref(), Some("https://a.example/storm"));
    assert_eq!(article.tags, ["sea"]);
    assert_eq!(article.published.unwrap().to_string(), "2020-04-16");
    assert_eq!(article.body.text(), "The sea rose.\n\nDONE It fell");
    assert_eq!(
        text("The sea rose.\n* A storm\n"),
        "The sea rose.\n\nA storm"
    );
}

#[test]
fn what_an_export_leaves_out_is_folded_away() {
    let article = article(
        "#+TITLE: A\n* B\nSCHEDULED: <2020-04-16 Thu>\n:LOGBOOK:\nCLOCK: [x]\n:END:\nText.\n# Ask.\n#+begin_comment\nHush.\n#+end_comment\nMore.\n#+RESULTS:\n",
    );
    assert_eq!(article.body.text(), "B\n\nText.\n\nMore.");
    assert_eq!(
        article.boilerplate,
        [
            "SCHEDULED: <2020-04-16 Thu>",
            "CLOCK: [x]",
            "# Ask.",
            "Hush.",
            "#+RESULTS:"
        ]
    );
}

#[test]
fn blocks_without_an_end_are_text() {
    assert!(text("#+TITLE: A\n#+begin_src sh\nls\n").ends_with("ls"));
    assert_eq!(text("A\n:NOTE:\nB"), "A :NOTE: B");
}

#[test]
fn blocks_are_quotations_code_and_verse() {
    let article = article(
        "A\n#+BEGIN_QUOTE\nB\nb\n\n- C\n#+END_QUOTE\n#+begin_src python :results x\n  ,* d\n    e\n#+end_src\n: f\n:  g\n#+begin_verse\nh\n  i\n#+end_verse\n-----\nj\\\\\nk",
    );
    let body = &article.body;
    assert_eq!(
        body.text(),
        "A\n\nB b\n\n- C\n\n* d\n  e\n\nf\n g\n\nh\n  i\n\nj\nk"
    );
    let blocks = body.blocks();
    assert!(blocks[1].within[0].is_quote() && blocks[2].within[0].is_quote());
    assert_eq!(blocks[3].kind, BlockKind::Code(Some("python".to_owned())));
    assert_eq!(*blocks[3].within, []);
    assert_eq!(blocks[4].kind, BlockKind::Code(None));
    assert_eq!(blocks[5].kind, BlockKind::Verse);
    assert_eq!(blocks[6].kind, BlockKind::Rule);
}

#[test]
fn lists_nest_by_their_indentation() {
    let body =
        article("- a\n  b\n  - [X] c\n  - [ ] d\n\n    e\n- f :: g\n1) h\n2. i\n * j\nk\n").body;
    assert_eq!(
        body.text(),
        "- a b\n[x] c\n[ ] d\n\ne\n\n- f g\n1. h\n2. i\n- j\n\nk"
    );
    let depths: Vec<usize> = body
        .blocks()
        .iter()
        .map(|block| block.within.len())
        .collect();
    assert_eq!(depths, [1, 2, 2, 2, 1, 1, 1, 2, 0]);
    let ticked = Container::Item {
        marker: Marker::Task(true),
        first: true,
    };
    assert_eq!(body.blocks()[1].within[1], ticked);
    assert_eq!(text("- a\n\n\nb"), "- a\n\nb");
}

#[test]
fn tables_lose_their_lines() {
    let body = article("| a | *b* |\n|---+---|\n| 1 | [[x][2]] |\n#+TBLFM: $1=2\nend").body;
    assert_eq!(body.text(), "a\tb\n1\t2\n\nend");
    assert!(matches!(body.blocks()[0].kind, BlockKind::Table(_)));
}

#[test]
fn emphasis_begins_and_ends_at_words() {
    assert_eq!(
        spans("A /b *c*/, =d*e*= ~f~ _g_ +h+ x^{2} H_{2}O."),
        [
            "Emphasis b c",
            "Strong c",
            "Code d*e*",
            "Code f",
            "Emphasis g",
            "Strike h",
            "Raised 2",
            "Lowered 2"
        ]
    );
    for plain in [
        "2 * 3 * 4",
        "a/b/c",
        "snake_case_name",
        "1+1=2 and 2+2=4",
        "* a",
        "and/or /not",
        "a [b] <c> d^e",
    ] {
        assert_eq!(spans(&format!("A {plain}")), [""; 0], "{plain}");
        assert_eq!(text(&format!("A {plain}")), format!("A {plain}"));
    }
}

#[test]
fn links_lead_to_files_and_to_the_web_and_are_else_their_text() {
    assert_eq!(
        spans(
            "[[https://a.example][the *quay*]] [[file:quay.png]] [[./b.pdf][it]] https://b.example. [[id:1][Note]] [[*The quay]]"
        ),
        [
            "Link the quay -> https://a.example",
            "Strong quay",
            "Image quay.png -> quay.png",
            "Link it -> ./b.pdf",
            "Link https://b.example -> https://b.example"
        ]
    );
    assert_eq!(
        text("See [[id:1][Note]] and [[*The quay]] [[x"),
        "See Note and The quay [[x"
    );
}

#[test]
fn notes_have_numbers_and_timestamps_no_brackets() {
    assert_eq!(
        text(
            "A[fn:x] b[fn:2] c[fn::said he].\n\n[fn:2] Two.\n[fn:x] Ex\nmore.\n\nOn <2020-04-16 Thu>, [2/3] <<here>>."
        ),
        "A¹ b² c (said he).\n\n² Two.\n\n¹ Ex more.\n\nOn 2020-04-16 Thu, [2/3] here."
    );
}

#[test]
fn nesting_without_end_is_flattened_and_its_text_kept() {
    let quotes = format!(
        "{}end\n{}",
        "#+begin_quote\n".repeat(500),
        "#+end_quote\n".repeat(500)
    );
    assert_eq!(text(&quotes), "end");
    // Each block within them lists them all.
    assert_eq!(article(&quotes).body.blocks()[0].within.len(), 16);
    let lists: String = (0..500)
        .map(|depth| format!("{}- x\n", " ".repeat(depth)))
        .collect();
    assert_eq!(text(&lists).matches('x').count(), 500);
    let stars = format!("A {}a{}", "*".repeat(20_000), "*".repeat(20_000));
    assert!(text(&stars).contains('a'));
}

/// What Org is made of, and what may break it.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "a", "word ", "é", "日本", "\n", "\n\n", "  ", "\t", "- ", "1. ", "* ", "** ", "*", "/", "_", "=", "~", "+", "[[", "][", "]]",
    "[fn:", "[fn:1]", "]", "|", "|-\n", "- [X] ", " :: ", ":END:", "\n:PROPERTIES:\n", "\n:a: b\n", "\n#+begin_src x\n",
    "\n#+end_src\n", "\n#+begin_quote\n", "\n#+end_quote\n", "\n#+TITLE: ", "# ", ": ", "<2020-04-16 Thu>", "<<", ">>", "^{", "}",
    "\\\\", "\u{1b}", "https://a.example", ":t:", "NEXT ", "-----\n", ",*",
];

fn org() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn all_blocks_and_spans_lie_in_the_text(source in org()) {
        let article = article(&source);
        let text = article.body.text();
        let mut end = 0;
        for block in article.body.blocks() {
            prop_assert!(block.range.start >= end && text.get(block.range.clone()).is_some());
            end = block.range.end;
        }
        for span in article.body.spans() {
            prop_assert!(!span.range.is_empty() && text.get(span.range.clone()).is_some());
        }
        prop_assert!(!text.contains(|char: char| char.is_control() && !matches!(char, '\n' | '\t')));
    }

    #[test]
    fn no_word_of_an_org_file_is_lost(lines in prop::collection::vec("(\\*+ |- |  \\+ |: |# |\\||#\\+x: |)[a-z]{1,5}( [/*=_+]?[a-z]{1,5}[/*=_+]?){0,3}", 0..20)) {
        let article = article(&lines.join("\n"));
        let all = format!("{} {} {}", article.title, article.body.text(), article.boilerplate.join(" "));
        for word in lines.iter().flat_map(|line| line.split(|char: char| !char.is_ascii_lowercase())) {
            prop_assert!(all.contains(word), "{} of {:?} in {}", word, lines, all);
        }
    }
}
