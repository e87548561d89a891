//! What Markdown becomes.

use proptest::prelude::*;

use super::*;
use crate::article::Block;

fn body(text: &str) -> Body {
    render(text, "a title").body
}

fn text(text: &str) -> String {
    body(text).text().to_owned()
}

/// The blocks as `kind: text`, with the signs of what they stand in before them.
fn blocks(source: &str) -> Vec<String> {
    let body = body(source);
    let sign = |container: &Container| match container {
        Container::Quote { .. } => ">".to_owned(),
        Container::Item { marker, first } => match (marker, first) {
            (_, false) => "_".to_owned(),
            (Marker::Bullet, _) => "-".to_owned(),
            (Marker::Number(number), _) => number.to_string(),
            (Marker::Task(is_done), _) => if *is_done { "x" } else { "o" }.to_owned(),
        },
    };
    let shown = |block: &Block| {
        let signs: String = block.within.iter().map(sign).collect();
        let kind = match &block.kind {
            BlockKind::Paragraph => "p".to_owned(),
            BlockKind::Heading(level) => format!("h{level}"),
            BlockKind::Code(language) => format!("code {}", language.as_deref().unwrap_or("-")),
            other => format!("{other:?}").to_lowercase(),
        };
        format!("{signs}{kind}: {}", &body.text()[block.range.clone()])
    };
    body.blocks().iter().map(shown).collect()
}

fn spans(source: &str) -> Vec<String> {
    body(source).told_spans()
}

#[test]
fn blocks_keep_their_kind() {
    assert_eq!(
        blocks("## Head\n\nOne\ntwo\n\n    code\n\n```{.rust}\nfn\n\n  x\n```\n***\nend"),
        [
            "h2: Head",
            "p: One two",
            "code -: code",
            "code rust: fn\n\n  x",
            "rule: ",
            "p: end"
        ]
    );
}

#[test]
fn lists_keep_their_markers_and_what_is_in_them() {
    assert_eq!(
        blocks("3. a\n4. b\n   - c\n\n         d\n   - [x] e\n\n     f\n- [ ] g\n\n> q\n> - h"),
        [
            "3p: a",
            "4p: b",
            "_-p: c",
            "__code -: d",
            "_xp: e",
            "__p: f",
            "op: g",
            ">p: q",
            ">-p: h"
        ]
    );
    assert_eq!(text("- - a\n-\n- ```\n  b\n  ```\n"), "- - a\n- b");
}

#[test]
fn rows_are_lines_and_cells_are_parted_by_tabs() {
    let source = "|a|b|\n|:-:|-:|\n||`x\\|y`|\n|1<br>2|**3**|\n";
    assert_eq!(text(source), "a\tb\n\tx|y\n1 2\t3");
    assert_eq!(spans(source), ["Code x|y", "Strong 3"]);
    let kind = BlockKind::Table(vec![Alignment::Centre, Alignment::Right]);
    assert_eq!(body(source).blocks()[0].kind, kind);
}

#[test]
fn films_and_sounds_are_marks_that_lead_to_them() {
    for source in [
        "One.\n\n<iframe src=\"https://www.youtube.com/embed/aaaaaaaaaaa\"></iframe>\n\nTwo.",
        "One.\n\n<video controls><source src=wall.mp4><source src=wall.webm>Old browser.</video>\n\nTwo.",
        "One.\n\n<video controls>\n<source src=wall.mp4>\n<p>Old browser.</p>\n</video>\n\nTwo.",
        "One.\n\n<div><iframe src=https://vimeo.com/1>\n</div>\n\nTwo.",
    ] {
        assert_eq!(blocks(source), ["p: One.", "p: …", "p: Two."], "{source}");
    }
    let shown =
        body("It is <audio src=quay.ogg>old</audio> said. <video><source src=a.mp4></video>");
    assert_eq!(shown.text(), "It is … said. …");
    let links: Vec<_> = shown
        .links()
        .iter()
        .map(|link| (&*link.shows, &*link.url))
        .collect();
    assert_eq!(
        links,
        [("Sound: quay.ogg", "quay.ogg"), ("Film: a.mp4", "a.mp4")]
    );
    assert_eq!(
        blocks("a <iframe src=https://disqus.com/embed/comments/>b</iframe> c"),
        ["p: a  c"]
    );
}

#[test]
fn spans_lie_where_their_text_lies() {
    assert_eq!(
        spans("a *b **c*** `d` ~~e~~ [f *g*](/u?a&amp;b) ![h](i.png) <j@k.example>"),
        [
            "Emphasis b c",
            "Strong c",
            "Code d",
            "Strike e",
            "Link f g -> /u?a&b",
            "Emphasis g",
            "Image h -> i.png",
            "Link j@k.example -> mailto:j@k.example"
        ]
    );
}

#[test]
fn a_forced_break_is_a_line_feed_and_another_a_space() {
    assert_eq!(text("a  \nb\\\nc<br>\nd\ne"), "a\nb\nc\nd e");
}

#[test]
fn no_space_comes_between_chinese_characters_at_the_end_of_a_line() {
    assert_eq!(text("日本の\n鉄道。\nJR"), "日本の鉄道。 JR");
}

#[test]
fn footnotes_stand_at_the_end() {
    let source = "a[^n]\n\n[^n]: Note.\n\n    More.\n\nb";
    assert_eq!(text(source), "a¹\n\nb\n\n¹ Note.\n\nMore.");
}

#[test]
fn an_address_that_is_written_out_is_a_link() {
    assert_eq!(
        spans(
            "See https://a.example/tide_table_1?a=1&amp;b=2, (www.b.example/c)\nhttp://c.example. **www.d.example**"
        ),
        [
            "Link https://a.example/tide_table_1?a=1&b=2 -> https://a.example/tide_table_1?a=1&b=2",
            "Link www.b.example/c -> http://www.b.example/c",
            "Link http://c.example -> http://c.example",
            "Strong www.d.example",
            "Link www.d.example -> http://www.d.example",
        ]
    );
    assert_eq!(
        text("See\nhttps://a.example\nnow."),
        "See https://a.example now."
    );
    let cells = "| a | b |\n|---|---|\n| www.a.example | c |";
    assert_eq!(spans(cells), ["Link www.a.example -> http://www.a.example"]);
}

#[test]
fn an_address_in_a_link_or_in_computer_text_is_no_other_link() {
    assert_eq!(
        spans("[https://a.example](https://b.example) <https://c.example>"),
        [
            "Link https://a.example -> https://b.example",
            "Link https://c.example -> https://c.example"
        ]
    );
    assert_eq!(
        spans("[an *https://a.example* in it](/b)"),
        [
            "Link an https://a.example in it -> /b",
            "Emphasis https://a.example"
        ]
    );
    assert_eq!(
        spans("![https://a.example](b.png)"),
        ["Image https://a.example -> b.png"]
    );
    assert_eq!(spans("`https://a.example`"), ["Code https://a.example"]);
    assert_eq!(
        spans("<a href='https://b.example' title='www.c.example'>https://a.example</a>"),
        ["Link https://a.example -> https://b.example"]
    );
    assert_eq!(
        spans("<code>https://a.example</code>"),
        ["Code https://a.example"]
    );
    for code in ["```\nhttps://a.example\n```", "    https://a.example"] {
        assert_eq!(spans(code), [""; 0], "{code}");
    }
}

#[test]
fn very_many_footnotes_are_numbered_as_quickly_as_few() {
    // Were each looked for among all before it, this would take minutes.
    let notes: String = (1..=300_000)
        .map(|n| format!("[^{n}]: Note.\n\n"))
        .collect();
    let text = text(&format!("Text.[^299999]\n\n{notes}"));
    assert!(
        text.starts_with("Text.¹\n\n¹ Note.\n\n² Note."),
        "{text:.60}"
    );
    assert!(text.ends_with("³⁰⁰⁰⁰⁰ Note."));
}

#[test]
fn footnotes_are_numbered_as_they_are_met_and_not_like_links() {
    let source = "a[^x] [b](/u) c[^7] d[^x]\n\n[^7]: Seven.\n[^x]: Ex.\n[^lost]: Lost.\n";
    assert_eq!(text(source), "a¹ b c² d¹\n\n¹ Ex.\n\n² Seven.\n\n³ Lost.");
}

#[test]
fn a_definition_is_an_item_below_its_term() {
    assert_eq!(blocks("Term\n: Meaning\n"), ["p: Term", "-p: Meaning"]);
}

#[test]
fn an_alert_or_a_callout_is_a_quotation_that_names_itself() {
    for head in ["[!WARNING]", "[!warning]-", "[!warning|wide]+ "] {
        let source = format!("> {head}\n> Water.");
        assert_eq!(blocks(&source), [">p: Warning", ">p: Water."], "{head}");
        assert_eq!(spans(&source), ["Strong Warning"]);
    }
    assert_eq!(
        blocks("> [!tip]- Mind the *high* tide\n> Water.\n> - it rises"),
        [">p: Mind the high tide", ">p: Water.", ">-p: it rises"],
    );
    assert_eq!(blocks("> [!see-also]\n"), [">p: See also"]);
    assert_eq!(
        blocks("> [!note] A\n>\n> > [!faq]\n> > b"),
        [">p: A", ">>p: FAQ", ">>p: b"]
    );
    for text in [
        "> \\[!note]\n> a",
        "> [!note]a",
        "> [!]\n> a",
        "> a [!note]",
    ] {
        assert!(
            body(text).text().contains("[!"),
            "{text}: {:?}",
            blocks(text)
        );
    }
}

#[test]
fn a_link_to_a_note_is_its_text() {
    for (source, shown) in [
        (
            "See [[Storm]], [[Tide table|the table]].",
            "See Storm, the table.",
        ),
        (
            "[[Storm#The quay]] [[#Here]] [[Storm#^a1b2c3]]",
            "Storm > The quay Here Storm",
        ),
        ("a [[snake_case_name]] b_c", "a snake_case_name b_c"),
        ("**[[Storm]]**", "Storm"),
        ("| a |\n|---|\n| [[Storm\\|it]] |", "a\nit"),
        ("![[Storm]] is told", "Storm is told"),
        ("[[:alpha:]]", "[[:alpha:]]"),
        (
            "\\[[Storm]] `[[x]]` [[]] [[[a]]]",
            "[[Storm]] [[x]] [[]] [[[a]]]",
        ),
        ("[[Storm]]\n\n[Storm]: /u", "[Storm]"),
        ("[[a\nb]]", "[[a b]]"),
    ] {
        assert_eq!(text(source), shown, "{source}");
    }
}

#[test]
fn an_embedded_picture_is_a_picture() {
    assert_eq!(
        spans("![[img/quay.png]] ![[quay.JPG|300]] ![[quay.webp|The quay|300x200]]"),
        [
            "Image quay.png -> img/quay.png",
            "Image quay.JPG -> quay.JPG",
            "Image The quay -> quay.webp"
        ]
    );
    let sound = body("![[quay.mp3]]");
    assert_eq!(sound.links()[0].shows, "Sound: quay.mp3");
}

#[test]
fn what_was_highlighted_is_strong() {
    assert_eq!(
        spans("The ==sea *rose*== and ==`fell`==, **==so==**. 中==重点==文"),
        [
            "Strong sea rose",
            "Emphasis rose",
            "Strong fell",
            "Code fell",
            "Strong so",
            "Strong so",
            "Strong 重点"
        ]
    );
    for source in [
        "a == b and c == d",
        "x==1 and y==2",
        "\\==a==",
        "===a===",
        "*==a* b==",
        "`==a==`",
    ] {
        assert!(body(source).text().contains("=="), "{source}");
    }
}

#[test]
fn signs_are_raised_and_lowered_where_that_is_meant() {
    assert_eq!(
        spans("H~2~O x^2^ 10^-3^ ~gone~ ~~lost~~"),
        [
            "Lowered 2",
            "Raised 2",
            "Raised -3",
            "Strike gone",
            "Strike lost"
        ]
    );
    for plain in [
        "2^10 or 2^20",
        "2^10,2^20",
        "about ~5 to ~10",
        "a ^b^ c",
        "a^b c^d",
    ] {
        assert_eq!(text(plain), plain);
    }
    assert_eq!(
        text("a[^1] b[^2]\n\n[^1]: c\n\n[^2]: d"),
        "a¹ b²\n\n¹ c\n\n² d"
    );
}

#[test]
fn formulas_are_not_taken_for_emphasis() {
    for formula in ["$a_1 * b_2 * c$", "$$\\sum_{i} x*y*z$$", "$x_i$ and $y_i$"] {
        assert_eq!(text(formula), formula);
        assert_eq!(spans(formula), [""; 0]);
    }
    assert_eq!(
        spans("It costs US$5 **(A$7)**, not $6 or [$8](/u)."),
        ["Strong (A$7)", "Link $8 -> /u"]
    );
}

#[test]
fn html_amid_text_marks_it_up() {
    let source =
        "a <b>b <i>c</b> d <a href='/u'>e</a> <kbd>f</kbd> *g <b>h* i <img src=j alt=k> <u>l</u>";
    assert_eq!(text(source), "a b c d e f g h i k l");
    assert_eq!(
        spans(source),
        [
            "Strong b c",
            "Emphasis c",
            "Link e -> /u",
            "Code f",
            "Emphasis g h",
            "Strong h",
            "Image k -> j"
        ]
    );
}

#[test]
fn html_that_is_not_shown_is_dropped() {
    assert_eq!(
        text("a <!-- b --> c\n\n<script>\nd\n\n</script>\n<style>e</style>\n\nf"),
        "a  c\n\nf"
    );
    assert_eq!(text("<script>\nno end"), "");
}

#[test]
fn blocks_of_html_are_blocks() {
    assert_eq!(
        blocks(
            "<h2>Head</h2>\n<p>One\n  two &amp; <b>three</b></p>four\n<pre>\n a\n  b</pre>\n<figure><figcaption>c</figcaption></figure>"
        ),
        [
            "h2: Head",
            "p: One two & three",
            "p: four",
            "code -:  a\n  b",
            "caption: c"
        ]
    );
    assert_eq!(
        blocks("<ol start=2><li>a<li>b<ul><li>c</li></ul></li></ol>d"),
        ["2p: a", "3p: b", "_-p: c", "p: d"]
    );
}

#[test]
fn a_quotation_in_html_holds_the_markdown_in_it() {
    assert_eq!(
        blocks("<blockquote>\n\n*a*\n\n- b\n\n</blockquote>\n\nc"),
        [">p: a", ">-p: b", "p: c"]
    );
    assert_eq!(blocks("- <blockquote>a\n\nb"), ["->p: a", "p: b"]);
}

#[test]
fn tables_of_html_are_tables_but_for_those_that_only_place_things() {
    let rows = "<table><tr><th>a<th>b</tr><tr><td>1\n2</td><td><b>3</b></td></tr></table>";
    assert_eq!(text(rows), "a\tb\n1 2\t3");
    assert!(matches!(body(rows).blocks()[0].kind, BlockKind::Table(_)));
    assert_eq!(
        blocks("<table><tr><td>a</td></tr><tr><td>b</td></tr></table>"),
        ["p: a", "p: b"]
    );
}

#[test]
fn nesting_without_end_is_flattened_and_its_text_kept() {
    for (sign, least) in [("> ", 256), ("- ", 256), ("1. ", 256)] {
        let deep = body(&format!("{}end", sign.repeat(2_000)));
        assert!(deep.text().ends_with("end"));
        assert_eq!(deep.blocks()[0].within.len(), least);
    }
    let deep = body(&format!("{}end", "<blockquote>".repeat(2_000)));
    assert_eq!(deep.text(), "end");
    assert!(deep.blocks()[0].within.len() <= 16);
}

#[test]
fn control_characters_do_not_come_through_references() {
    let body = body("a&#27;[31m&#10;&#10;b `c&#7;` <i title=x>&#27;d</i> [e](/&#27;)");
    assert!(!body.text().contains(char::is_control));
    assert!(
        body.links()
            .iter()
            .all(|link| !link.url.contains(char::is_control))
    );
}

/// What Markdown is made of, and what may break it.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "a", "word ", "é", "日本", "\n", "\n\n", "    ", "\t", "- ", "1. ", "> ", "# ", "===\n", "---\n", "***", "*",
    "**", "_", "`", "```\n", "~~", "[", "]", "(u)", "![", "[^1]", "[^1]: ", "|", "|-|-|\n", "- [x] ", ": ",
    "<b>", "</b>", "<br>", "<blockquote>", "</blockquote>", "<ul>", "<li>", "</li>", "<ol>", "<table>", "<tr>",
    "<td>", "</table>", "<pre>", "</pre>", "<h1>", "</h1>", "<img alt=x>", "<script>", "</script>", "<!--",
    "-->", "<", "&amp;", "&#27;", "\\", "  \n", "> [!NOTE]\n", "> [!a]- b", "[[", "]]", "![[a.png", "==", "%%", " ^abcd", "^", "~", "$", "<hr>", "<p>", "\u{1b}", "<a href=x>", "</a>",
];

fn markdown() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn all_blocks_and_spans_lie_in_the_text(source in markdown()) {
        let body = render(&source, "").body;
        let text = body.text();
        let mut end = 0;
        for block in body.blocks() {
            prop_assert!(block.range.start >= end && text.get(block.range.clone()).is_some());
            prop_assert!(!block.range.is_empty() || block.kind == BlockKind::Rule);
            end = block.range.end;
        }
        let mut start = 0;
        for span in body.spans() {
            prop_assert!(span.range.start >= start && !span.range.is_empty());
            prop_assert!(text.get(span.range.clone()).is_some());
            let holds = |block: &Block| block.range.start <= span.range.start && span.range.end <= block.range.end;
            prop_assert!(body.blocks().iter().any(holds), "{:?} in {:?}", span, body);
            if let Some(index) = span.kind.target() {
                prop_assert!(index < body.links().len());
            }
            start = span.range.start;
        }
        prop_assert!(!text.contains(|char: char| char.is_control() && !matches!(char, '\n' | '\t')));
        prop_assert_eq!(text.trim_end(), text);
    }

    #[test]
    fn words_of_plain_paragraphs_are_kept(words in prop::collection::vec("[a-zA-Zé日][a-z0-9]{0,7}[,.!?]?", 1..60), breaks in prop::collection::vec(0..9_usize, 60)) {
        let mut source = String::new();
        for (word, gap) in words.iter().zip(&breaks) {
            source.push_str(word);
            source.push_str(match gap { 0 => "\n\n", _ => " " });
        }
        let kept = text(&source);
        prop_assert_eq!(kept.split_whitespace().collect::<Vec<_>>(), words);
    }

    #[test]
    fn any_text_is_read(source in "\\PC{0,200}") {
        let body = render(&source, "").body;
        prop_assert_eq!(text(&source).is_empty(), body.text().is_empty());
    }
}
