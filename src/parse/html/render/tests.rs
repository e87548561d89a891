//! What pieces of HTML become.

use super::*;
use crate::parse::html::{fragment, plain};

fn shown(html: &str) -> String {
    fragment(html, None).text().to_owned()
}

fn kinds(html: &str) -> Vec<BlockKind> {
    let body = fragment(html, None);
    body.blocks()
        .iter()
        .map(|block| block.kind.clone())
        .collect()
}

/// Each span's text, with where it leads.
fn spans(html: &str) -> Vec<(String, String)> {
    let body = fragment(html, Some("https://a.example/news/"));
    let spans = body.spans().iter().map(|span| {
        let kind = match span.kind {
            SpanKind::Link(at) | SpanKind::Image(at) => body.links()[at].url.clone(),
            kind => format!("{kind:?}"),
        };
        (body.text()[span.range.clone()].to_owned(), kind)
    });
    spans.collect()
}

fn span(text: &str, kind: &str) -> (String, String) {
    (text.to_owned(), kind.to_owned())
}

#[test]
fn white_space_is_what_browsers_make_of_it() {
    assert_eq!(
        shown("<p> The\n  sea <b> rose </b> , and\tfell. </p>"),
        "The sea rose , and fell."
    );
    assert_eq!(shown("<p>a<b>b</b>c</p><p> </p>d"), "abc\n\nd");
    assert_eq!(shown("a&nbsp;&nbsp;b"), "a\u{a0}\u{a0}b");
    assert_eq!(shown("<div>a<div>b</div>c</div>"), "a\n\nb\n\nc");
}

#[test]
fn white_space_is_one_space_wherever_it_stands_in_a_long_text() {
    for length in 0..40 {
        let (word, other) = ("a".repeat(length + 1), "b c ".repeat(length));
        let html = format!("<p>{other}{word}  \n{other}\t{word}{other}</p>");
        let text = format!("{other}{word} {other}{word}{other}");
        assert_eq!(shown(&html), text.trim_end(), "{html}");
    }
}

#[test]
fn an_item_bears_the_box_that_it_begins_with_unless_that_is_a_control() {
    let task = |box_: &str| shown(&format!("<ul><li>{box_} Salt</li><li>Rope</li></ul>"));
    assert_eq!(
        task("<input type=checkbox class=task-list-item-checkbox disabled checked>"),
        "[x] Salt\n- Rope"
    );
    assert_eq!(
        task("<p><input type=\"checkbox\" disabled=\"\">"),
        "[ ] Salt\n- Rope"
    );
    for control in [
        "<input type=checkbox checked>",
        "<input disabled>",
        "A <input type=checkbox disabled>",
    ] {
        assert!(task(control).starts_with("- "), "{control}");
    }
    assert_eq!(
        shown("<ol><li>a<ul><li><input type=checkbox disabled>b</ul></li><li>c</ol>"),
        "1. a\n[ ] b\n2. c"
    );
}

#[test]
fn a_break_breaks_and_two_part_paragraphs() {
    assert_eq!(shown("<p>a<br> b<br>\n<br>c</p><br>d"), "a\nb\n\nc\n\nd");
    assert_eq!(shown("<h1>a<br>b</h1>"), "a b");
}

#[test]
fn lists_nest_and_count() {
    let html = "<ol start=3><li>a<ul><li>b</li><li></li></ul><li value=9>c<li>d</ol>";
    assert_eq!(shown(html), "3. a\n- b\n9. c\n10. d");
    assert_eq!(shown("<dl><dt>a<dd>b</dl>"), "a\n\n- b");
    assert_eq!(shown("<ol><li></li></ol>"), "");
}

#[test]
fn a_quotation_is_a_container() {
    let body = fragment("<blockquote><p>a</p><p>b</p></blockquote>c", None);
    let depths: Vec<_> = body
        .blocks()
        .iter()
        .map(|block| block.within.len())
        .collect();
    assert_eq!(depths, [1, 1, 0]);
}

#[test]
fn headings_captions_rules_and_listings_are_blocks_of_their_own() {
    let html = "<h2>a</h2><figure><img src=b alt=c><figcaption>d</figcaption></figure><hr>\
                <pre><code class='x language-rust'>fn e() {\n    f()\n}</code></pre>";
    let expected = [
        BlockKind::Heading(2),
        BlockKind::Paragraph,
        BlockKind::Caption,
        BlockKind::Rule,
        BlockKind::Code(Some("rust".to_owned())),
    ];
    assert_eq!(kinds(html), expected);
    assert_eq!(shown(html), "a\n\nc\n\nd\n\nfn e() {\n    f()\n}");
}

#[test]
fn emphasis_and_links_go_on_from_block_to_block() {
    let html = "<b>a<p>b</p></b> <a href='c?d'>e <i>f</i></a>";
    let expected = [
        span("a", "Strong"),
        span("b", "Strong"),
        span("e f", "https://a.example/news/c?d"),
        span("f", "Emphasis"),
    ];
    assert_eq!(spans(html), expected);
}

#[test]
fn links_that_lead_nowhere_are_text() {
    assert_eq!(
        spans("<a href='#a'>a</a> <a>b</a> <a href='JavaScript:alert(1)'>c</a>"),
        []
    );
    assert_eq!(
        fragment("<a href=' b/c '>a</a>", None).links()[0].url,
        "b/c"
    );
}

#[test]
fn a_picture_is_its_alternative_text() {
    let html = "<p>a <img src='data:x' data-src='/b.png' alt='The  sea'> c<img src=d></p>";
    assert_eq!(spans(html), [span("The sea", "https://a.example/b.png")]);
    assert_eq!(shown(html), "a The sea c");
}

#[test]
fn a_table_of_facts_is_rows_and_cells() {
    let html = "<table><caption>d</caption><tr><th>a<th>b</tr><tr><td><b>x</b> y</td><td>1</td></tr></table>";
    assert_eq!(shown(html), "d\n\na\tb\nx y\t1");
    let table = BlockKind::Table(vec![
        crate::article::Alignment::Left,
        crate::article::Alignment::Right,
    ]);
    assert_eq!(kinds(html), [BlockKind::Caption, table]);
    assert_eq!(spans(html), [span("x", "Strong")]);
}

#[test]
fn words_that_reach_over_several_columns_begin_at_the_left() {
    use crate::article::Alignment::{Left, Right};
    let rows = "<tr><td>1</td><td>20</td></tr><tr><td>2</td><td>30</td></tr>";
    for (cell, first) in [
        (
            "<td colspan=2>As the harbour office counted them</td>",
            Left,
        ),
        ("<td colspan=2>50</td>", Right),
        ("<td colspan=1>of 3</td>", Right),
    ] {
        let html = format!("<table>{rows}<tr>{cell}</tr></table>");
        assert_eq!(
            kinds(&html),
            [BlockKind::Table(vec![first, Right])],
            "{cell}"
        );
    }
}

#[test]
fn a_table_that_places_things_is_its_content() {
    assert_eq!(shown("<table><tr><td><p>a</p><td>b</table>"), "a\n\nb");
    let nested =
        "<table><tr><td><table><tr><td>a<td>b<tr><td>c<td>d</table><td>e<tr><td>f<td>g</table>";
    assert_eq!(shown(nested), "a\tb\nc\td\n\ne\n\nf\n\ng");
}

#[test]
fn cells_stand_below_their_heads_whatever_reaches_over_columns_and_rows() {
    let head = "<tr><th rowspan=2>Year<th colspan=2>Height</tr><tr><th>min<th>max</tr>";
    let rows = "<tr><td rowspan=2>1990<td>1<td>2</tr><tr><td>3<td>4</tr><tr><td>All<td colspan=100>10</tr>";
    assert_eq!(
        shown(&format!("<table>{head}{rows}</table>")),
        "Year\tHeight\t\n\tmin\tmax\n1990\t1\t2\n\t3\t4\nAll\t10"
    );
    let claims = format!("<tr>{}</tr>", "<td rowspan=64 colspan=64>a</td>".repeat(2)).repeat(100);
    assert_eq!(
        shown(&format!("<table>{claims}</table>")),
        "a\ta\n".repeat(100).trim_end()
    );
}

#[test]
fn a_formula_says_what_is_above_and_below() {
    for (formula, said) in [
        ("<mfrac><mn>1</mn><mn>12</mn></mfrac>", "1/12"),
        (
            "<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac>",
            "(a+b)/c",
        ),
        ("<msqrt><mi>x</mi><mo>-</mo><mn>1</mn></msqrt>", "√(x-1)"),
        ("<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>", "x_1^2"),
        (
            "<semantics><msup><mi>c</mi><mn>2</mn></msup><annotation encoding='application/x-tex'>c^2</annotation></semantics>",
            "c^2",
        ),
    ] {
        assert_eq!(
            shown(&format!("<p>It is <math>{formula}</math>.</p>")),
            format!("It is {said}.")
        );
    }
}

#[test]
fn how_words_are_said_stands_in_parentheses() {
    let html = "<p><ruby>東京<rp>（</rp><rt>とうきょう</rt><rp>）</rp></ruby>と<ruby>漢<rt>kan</rt>字<rt>ji</rt></ruby></p>";
    assert_eq!(shown(html), "東京(とうきょう)と漢(kan)字(ji)");
}

#[test]
fn signs_that_only_move_within_the_page_are_not_shown() {
    let html = "<h2>The wall <a href='#wall'>¶</a></h2><p>It held.<sup><a href='#fn1'>1</a></sup></p>\
                <ol><li id=fn1>So it is said. <a href='#ref1'>↩︎</a></li></ol>";
    assert_eq!(shown(html), "The wall\n\nIt held.1\n\n1. So it is said.");
}

#[test]
fn the_numbers_of_a_listings_lines_are_not_shown() {
    let listing = |numbers: &str| {
        format!(
            "<table><tr><td><pre>{numbers}</pre></td><td><pre>fn wall()\nfn sea()</pre></td></tr></table>"
        )
    };
    assert_eq!(shown(&listing("1\n2")), "fn wall()\nfn sea()");
    assert_eq!(shown(&listing("1\n3")), "1\n3\n\nfn wall()\nfn sea()");
}

#[test]
fn what_no_reader_sees_is_not_shown() {
    let html = "<script>a</script><p hidden>b</p><p style='color: red; display : none'>c</p><noscript>d</noscript>\
                <button>e</button><template>f</template><span style='visibility:hidden'>g</span>h";
    assert_eq!(shown(html), "h");
}

#[test]
fn no_reference_brings_a_control_character() {
    assert_eq!(
        shown("a&#27;[31m &#8238;b <pre>&#7;</pre>"),
        "a\u{fffd}[31m b\n\n\u{fffd}"
    );
    let link = &spans("<a href='https://a.example/&#27;'>b</a>")[0].1;
    assert!(!link.contains('\u{1b}'), "{link}");
}

#[test]
fn markup_in_a_title_is_not_shown() {
    assert_eq!(
        plain("A <em>great</em>\nstorm &amp; a&#32;sea"),
        "A great storm & a sea"
    );
    assert_eq!(plain("<p>a</p><p>b<br>c</p>"), "a b c");
    assert_eq!(plain("1 < 2"), "1 < 2");
}

#[test]
fn depth_without_end_is_flattened_and_nothing_lost() {
    for (open, close) in [
        ("<div>", "</div>"),
        ("<blockquote>", "</blockquote>"),
        ("<ul><li>", "</ul>"),
        ("<b>", "</b>"),
    ] {
        let html = format!("{}deep{}after", open.repeat(100_000), close.repeat(100_000));
        let text = shown(&html);
        assert!(text.contains("deep") && text.contains("after"), "{open}");
    }
}

#[test]
fn formatting_without_end_is_not_repeated_without_end() {
    let html: String = (0..20_000)
        .map(|n| format!("<p><font color={n}><b class=c{n}>a"))
        .collect();
    assert_eq!(shown(&html).matches('a').count(), 20_000);
}
