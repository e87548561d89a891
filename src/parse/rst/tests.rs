//! reStructuredText as articles.

use proptest::prelude::*;

use super::*;
use crate::article::{BlockKind, Marker};

fn article(text: &str) -> Article {
    parse(Path::new("a.rst"), text).articles.remove(0)
}

fn text(source: &str) -> String {
    article(source).body.text().to_owned()
}

fn spans(source: &str) -> Vec<String> {
    article(source).body.told_spans()
}

/// The text of each block with what it is.
fn blocks(source: &str) -> Vec<String> {
    let body = article(source).body;
    let told = body.blocks().iter().map(|block| {
        let depth = ">".repeat(block.within.len());
        format!(
            "{depth}{:?} {}",
            block.kind,
            &body.text()[block.range.clone()]
        )
    });
    told.collect()
}

/// As Pelican has it.
const PELICAN: &str = "\
A *great* storm
###############

:date: 2020-04-16 10:20
:modified: 2020-04-17
:tags: sea, storm
:category: weather
:slug: a-great-storm
:authors: Ann Sample, Bo Test
:summary: It *rose*.
:lang: en

The sea rose.

The quay
========

It held.
";

#[test]
fn the_fields_below_the_title_tell_of_the_article() {
    let article = article(PELICAN);
    assert_eq!(article.title, "A great storm");
    assert_eq!(article.byline.as_deref(), Some("Ann Sample, Bo Test"));
    assert_eq!(article.tags, ["sea", "storm", "weather"]);
    assert_eq!(article.summary.as_deref(), Some("It rose."));
    assert_eq!(article.lang.as_deref(), Some("en"));
    let published = article.published.unwrap().to_string();
    assert!(published.starts_with("2020-04-16T10:20"), "{published}");
    assert_eq!(article.body.text(), "The sea rose.\n\nThe quay\n\nIt held.");
    assert_eq!(article.boilerplate, [":slug: a-great-storm"]);
}

#[test]
fn comments_that_nikola_keeps_fields_in_tell_of_the_article() {
    let nikola = ".. title: A storm\n.. slug: a-storm\n.. date: 2020-04-16 10:20:00 UTC\n.. tags: sea, storm\n\
        .. link: https://a.example/storm\n\nThe sea rose.\n\n.. TEASER_END\n\nThe quay\n--------\n\nIt held.\n";
    let article = article(nikola);
    assert_eq!(article.title, "A storm");
    assert_eq!(article.link.as_deref(), Some("https://a.example/storm"));
    assert_eq!(article.tags, ["sea", "storm"]);
    assert_eq!(
        article.published.unwrap().to_string(),
        "2020-04-16T10:20:00+00:00"
    );
    assert_eq!(article.body.text(), "The sea rose.\n\nThe quay\n\nIt held.");
    assert_eq!(article.boilerplate, [".. slug: a-storm", ".. TEASER_END"]);
    let post = "A storm\n=======\n\n.. post:: Apr 16, 2020\n   :tags: sea, storm\n   :author: Ann Sample\n\nText.\n";
    let article = super::tests::article(post);
    assert_eq!(article.published.unwrap().to_string(), "2020-04-16");
    assert_eq!(article.byline.as_deref(), Some("Ann Sample"));
    assert_eq!(article.body.text(), "Text.");
}

#[test]
fn a_date_that_does_not_exist_is_told() {
    let parsed = parse(
        Path::new("a.rst"),
        "A storm\n=======\n\n:date: 2020-02-30\n\nText.\n",
    );
    assert!(parsed.problems[0].reason.contains("2020-02-30"));
    assert_eq!(parsed.articles[0].published, None);
}

#[test]
fn headings_are_as_deep_as_their_signs_come_one_after_the_other() {
    let source = "=======\nA storm\n=======\n\nOne\n===\n\na\n\nTwo\n---\n\nb\n\nThree\n=====\n\nNo\n-\n\nThe sea, which rose\n---\n";
    assert_eq!(article(source).title, "A storm");
    assert_eq!(
        blocks(source),
        [
            "Heading(2) One",
            "Paragraph a",
            "Heading(3) Two",
            "Paragraph b",
            "Heading(2) Three",
            "Paragraph No -",
            "Paragraph The sea, which rose ---"
        ]
    );
    assert_eq!(article("Text.\n\nA storm\n=======\n").title, "");
}

#[test]
fn what_stands_amid_a_line_is_emphasis_code_or_a_link() {
    assert_eq!(
        spans(
            "*a* **b** ``c *d*`` `e` :func:`f` :sub:`2`, :ref:`g <h>` :class:`~i.j.K` :pep:`8`\n"
        ),
        [
            "Emphasis a",
            "Strong b",
            "Code c *d*",
            "Emphasis e",
            "Code f",
            "Lowered 2",
            "Code K",
            "Link PEP 8 -> https://peps.python.org/pep-0008/"
        ]
    );
    let source = "See `the log <https://a.example/log>`_, the log_ and `The Town`_, town_ or `here`__, https://b.example.\n\n\
        .. _the town: https://a.example/town\n.. _town: `the town`_\n__ https://a.example/here\n.. _log:\n   https://a.example/l\n";
    assert_eq!(
        spans(source),
        [
            "Link the log -> https://a.example/log",
            "Link log -> https://a.example/l",
            "Link The Town -> https://a.example/town",
            "Link town -> https://a.example/town",
            "Link here -> https://a.example/here",
            "Link https://b.example -> https://b.example",
        ]
    );
    assert_eq!(
        text(source),
        "See the log, the log and The Town, town or here, https://b.example."
    );
}

#[test]
fn a_reference_without_words_bears_those_of_the_heading_that_it_leads_to() {
    let source = "See :ref:`quay`, :ref:`top`, :pep:`the rules <617>`.\n\n.. _quay:\n.. _town:\n\nThe *quay*\n==========\n\nText.\n";
    assert_eq!(
        text(source),
        "See The quay, top, the rules.\n\nThe quay\n\nText."
    );
}

#[test]
fn what_looks_like_markup_and_is_none_stays() {
    for line in [
        "2 * 3 * 4 = 24",
        "a_name and snake_case_ __init__ _b",
        "*open and `open and |open",
        "x*y* and a[1]_b [1]",
        "**",
        "|no| such word",
    ] {
        assert_eq!(text(&format!("{line}\n")), line);
    }
    assert_eq!(text("\\*a\\* b\\ c H\\ :sub:`2`\\ O\n"), "*a* bc H2O");
}

#[test]
fn notes_are_numbered_and_names_between_bars_stand_for_others() {
    let source = "It rose [1]_ by two [#]_ |m| and |logo| [Sam20]_.\n\n.. [1] So he said.\n.. [#] In feet.\n\n   Not in metres.\n\
        .. [Sam20] Sample.\n.. |m| replace:: metres\n.. |logo| image:: /a/logo.png\n";
    assert_eq!(
        text(source),
        "It rose¹ by two² metres and logo [Sam20].\n\n¹ So he said.\n\n² In feet.\n\nNot in metres.\n\n[Sam20] Sample."
    );
    assert_eq!(spans(source), ["Image logo -> /a/logo.png"]);
    let titled = "The |m|\n=======\n\n|b|\n\n.. |m| replace:: metre\n.. |b| image:: /a/b.png\n   :alt: A boat\n";
    assert_eq!(article(titled).title, "The metre");
    assert_eq!(text(titled), "A boat");
}

#[test]
fn lists_nest_and_words_are_explained() {
    let source = "- a\n  b\n\n  1. c\n  #. d\n\n- e\n\nterm\n  What it\n  means.\n\n:field: its value\n\n(3) f\n";
    assert_eq!(
        blocks(source),
        [
            ">Paragraph a b",
            ">>Paragraph c",
            ">>Paragraph d",
            ">Paragraph e",
            ">Paragraph term What it means.",
            ">Paragraph field its value",
            ">Paragraph f"
        ]
    );
    assert_eq!(
        text(source),
        "- a b\n1. c\n2. d\n- e\n- term What it means.\n- field its value\n3. f"
    );
}

#[test]
fn blocks_are_quotations_code_verse_and_rules() {
    let source = "So::\n\n    def f():\n\n        pass\n\nSaid ::\n\n> quoted\n> code\n\n  He *said* so.\n\n  -- Ann\n\n\
        | a\n|   b\n\n----\n\n>>> 1 + 1\n2\n\n.. code-block:: python\n   :linenos:\n\n   x = 1\n";
    assert_eq!(
        blocks(source),
        [
            "Paragraph So:",
            "Code(None) def f():\n\n    pass",
            "Paragraph Said",
            "Code(None) > quoted\n> code",
            ">Paragraph He said so.",
            ">Paragraph -- Ann",
            "Verse a\n  b",
            "Rule ",
            "Code(Some(\"python\")) >>> 1 + 1\n2",
            "Code(Some(\"python\")) x = 1"
        ]
    );
}

#[test]
fn directives_are_what_they_show() {
    let source = ".. note:: Mind the\n   tide.\n\n   Always.\n\n.. figure:: /a/quay.png\n   :alt: A quay\n\n   The *quay*.\n\n   Old.\n\n\
        .. versionadded:: 3.8\n   The tide.\n\n.. youtube:: aqz-KE-bpKQ\n\n.. function:: rise(sea)\n\n   It rises.\n\n\
        .. contents::\n   :depth: 2\n\n.. A comment\n   of two lines.\n\n..\n\nEnd.\n";
    assert_eq!(
        blocks(source),
        [
            ">Paragraph Note",
            ">Paragraph Mind the tide.",
            ">Paragraph Always.",
            "Paragraph A quay",
            "Caption The quay.",
            "Paragraph Old.",
            "Paragraph New in version 3.8 The tide.",
            "Paragraph …",
            "Paragraph rise(sea)",
            "Paragraph It rises.",
            "Paragraph End."
        ]
    );
    let article = article(source);
    let folded = [
        ":alt: A quay",
        ".. function:: rise(sea)",
        ".. contents::",
        ":depth: 2",
        ".. A comment",
        "of two lines.",
        "..",
    ];
    assert_eq!(article.boilerplate, folded);
    let links = article.body.links();
    assert_eq!(links[0].url, "/a/quay.png");
    assert!(links[1].url.contains("youtube.com"), "{}", links[1].url);
}

#[test]
fn tables_are_grids_or_columns() {
    let grid = "+-----+--------+\n| day | height |\n+=====+========+\n| 16  | *four* |\n|     | feet   |\n+-----+--------+\n";
    let columns = "===  ======\nday  height\n===  ======\n16   *four*\n     feet\n===  ======\n";
    for source in [grid, columns] {
        let body = article(source).body;
        assert_eq!(body.text(), "day\theight\n16\tfour feet", "{source}");
        assert!(matches!(body.blocks()[0].kind, BlockKind::Table(_)));
    }
    assert_eq!(text("== ==\na\n"), "== == a");
    let wide = format!(
        "{}\na\n{}\n",
        "= ".repeat(999).trim(),
        "= ".repeat(999).trim()
    );
    assert!(text(&wide).contains(" a "));
    let empty = "====  ====\na     b\n\nc     d\n====  ====\n";
    assert_eq!(text(empty), "a\tb\nc\td");
}

#[test]
fn an_item_that_is_nested_deeper_than_anybody_reads_keeps_its_text() {
    let source = format!("{}deep\n", "* ".repeat(5000));
    let body = article(&source).body;
    assert!(body.text().ends_with("deep"));
    assert!(body.blocks()[0].within.len() < 32);
    assert!(matches!(
        body.blocks()[0].within[0],
        crate::article::Container::Item {
            marker: Marker::Bullet,
            ..
        }
    ));
}

#[test]
fn an_address_below_a_name_is_set_in_deeper_than_it() {
    let links = |below: &str| {
        let text = format!(".. note::\n\n   .. _log:\n{below}\n\n   Read the log_ of it.\n");
        spans(&text)
    };
    assert_eq!(
        links("      https://a.example/log").last().unwrap(),
        "Link log -> https://a.example/log"
    );
    let beside = links("   The sea rose.").join(" ");
    assert!(!beside.contains("Link"), "{beside}");
}

proptest! {
    #[test]
    fn no_word_of_a_text_is_lost(
        lines in prop::collection::vec(
            "( {0,4})(|- |\\* |2\\. |\\| |>>> |\\.\\. note:: |\\.\\. |\\.\\. \\[1\\] |:a: |:: |\\+--|== |\\*\\*|`|``|\\[)[a-z]{1,5}(| [a-z]{1,5})(|\\*\\*|`_|``|_|::|\\]_|:)|====|-----|\\.\\.||",
            0..24,
        ),
    ) {
        let source = lines.join("\n");
        let article = article(&source);
        let shown = [&[article.title.clone(), article.body.text().to_owned()], &*article.boilerplate].concat().join(" ");
        for word in source.split(|char: char| !char.is_ascii_lowercase()).filter(|word| !word.is_empty()) {
            let shown = shown.to_lowercase();
            prop_assert!(shown.contains(word), "{word} of\n{source}\nin\n{shown}");
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "[*`|_\\[\\]\\\\:.+=\\-# \na\u{e9}\u{a0}<>0-9]{0,200}") {
        article(&text);
    }
}
