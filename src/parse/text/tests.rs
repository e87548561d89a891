//! Plain texts as people store them.

use proptest::prelude::*;

use super::*;
use crate::article::{BlockKind, Container, SpanKind};

const LONG: &str = "The sea rose higher on Monday than at any time since the harbour was built, said the clerk of the town.";

/// A text without neighbours.
fn parse(text: &str) -> Article {
    super::article(text, &Recurring::default())
}

/// The kinds of the blocks, in one word each.
fn shapes(text: &str) -> Vec<&'static str> {
    let article = parse(text);
    let shape = |block: &crate::article::Block| match (&block.kind, block.within.first()) {
        (_, Some(Container::Quote { .. })) => "quote",
        (_, Some(Container::Item { .. })) => "item",
        (BlockKind::Heading(_), _) => "heading",
        (BlockKind::Caption, _) => "caption",
        (BlockKind::Verse, _) => "verse",
        (BlockKind::Paragraph, _) => "paragraph",
        _ => "other",
    };
    article.body.blocks().iter().map(shape).collect()
}

#[test]
fn a_title_alone_is_an_article() {
    let article = parse("A storm\n");
    assert_eq!(article.title, "A storm");
    assert_eq!(article.body.text(), "");
}

#[test]
fn a_first_line_that_is_a_paragraph_is_no_title() {
    let article = parse(&format!("{LONG} It fell on Tuesday.\n\n{LONG}\n"));
    assert_eq!(article.title, "");
    assert_eq!(shapes(&format!("{LONG}\n\n{LONG}\n")), ["paragraph"; 2]);
}

#[test]
fn lists_quotations_and_signatures_do_not_keep_wrapped_lines_apart() {
    let text = "A letter\n\n\
        I have read the plan that was sent round last week, and I think we\n\
        should go on with the second variant, because it keeps the door open\n\
        for those who want to come in later, and costs us very little now.\n\n\
        On Tuesday, Bo Example wrote:\n\
        > The first variant is the simplest, but then somebody would have to\n\
        > touch every file twice.\n\
        >\n\
        > Nobody wants to.\n\n\
        Two notes:\n\n \
        * the tests have to run on the old machines as well, which takes\n   \
        longer than we thought\n \
        * the manual is old\n\n\
        Also new:\n* a lamp\n* a bell\n* a rope\n\n\
        Ann Sample\nHarbour Ltd\n1 Quay Street\nann@a.example\n";
    let article = parse(text);
    let blocks: Vec<&str> = article.body.text().split('\n').collect();
    assert!(
        blocks[0].ends_with("costs us very little now."),
        "{blocks:?}"
    );
    let joined = "would have to touch every file twice.";
    assert!(
        blocks.iter().any(|block| block.ends_with(joined)),
        "{blocks:?}"
    );
    let item = "which takes longer than we thought";
    assert!(
        blocks.iter().any(|block| block.ends_with(item)),
        "{blocks:?}"
    );
    assert!(blocks.contains(&"1 Quay Street"), "{blocks:?}");
    assert_eq!(
        shapes(text)
            .iter()
            .filter(|shape| **shape == "item")
            .count(),
        5
    );
}

#[test]
fn an_address_is_no_title() {
    for line in [
        "ann@sample.example",
        "https://a.example/storm",
        "> A storm",
        "16 April 2020",
    ] {
        assert_eq!(parse(&format!("{line}\n\n{LONG}\n")).title, "", "{line}");
    }
}

#[test]
fn what_credits_a_writer_is_folded_where_it_is_no_by() {
    let article = parse("Tempestad en el puerto\n\nPor José Ejemplo\n\nEl mar subió el lunes.\n");
    assert_eq!(article.byline.as_deref(), Some("José Ejemplo"));
    assert_eq!(article.boilerplate, ["Por José Ejemplo"]);
    let article = parse("A storm\n\nBy Ann Sample\n\nThe sea rose on Monday.\n");
    assert_eq!(article.boilerplate, [] as [&str; 0]);
}

#[test]
fn a_title_is_shown_without_the_marks_of_a_heading() {
    let title = |line: &str| parse(&format!("{line}\n\nThe sea rose on Monday.\n")).title;
    assert_eq!(title("# A storm"), "A storm");
    assert_eq!(title("### A storm"), "A storm");
    assert_eq!(title("#stormwatch"), "#stormwatch");
}

#[test]
fn a_title_may_be_underlined() {
    let article = parse("A storm\n=======\nBy Ann Sample\n\nThe sea rose on Monday.\n");
    assert_eq!(article.title, "A storm");
    assert_eq!(article.byline.as_deref(), Some("Ann Sample"));
    assert_eq!(article.body.text(), "The sea rose on Monday.");
}

#[test]
fn title_byline_and_date_stand_above_the_text() {
    let article = parse(&format!(
        "A storm\n\nBy Ann Sample\n16 April 2020\n\n{LONG}\n"
    ));
    assert_eq!(article.title, "A storm");
    assert_eq!(article.byline.as_deref(), Some("Ann Sample"));
    assert_eq!(article.published.unwrap().to_string(), "2020-04-16");
    assert_eq!(article.body.text(), LONG);
    assert_eq!(article.boilerplate, [] as [&str; 0]);
}

#[test]
fn a_date_line_that_says_more_than_the_day_is_kept_among_the_folded() {
    let article = parse(&format!(
        "A storm\n\nPublished: 16 April 2020 10:30 CET\n\n{LONG}\n"
    ));
    assert_eq!(
        article.published.unwrap().to_string(),
        "2020-04-16T10:30:00+01:00"
    );
    assert_eq!(article.boilerplate, ["Published: 16 April 2020 10:30 CET"]);
}

#[test]
fn a_line_is_a_paragraph_where_lines_are_long() {
    assert_eq!(
        parse(&format!("A storm\n\n{LONG}\n{LONG}\n\n{LONG}\n"))
            .body
            .blocks()
            .len(),
        3
    );
}

#[test]
fn wrapped_lines_are_joined() {
    let wrapped = "A storm\n\nThe sea rose higher on Monday than at any time since the\n\
        harbour was built, and the people of the lower town were\n\
        told to leave their houses before the evening tide came\n\
        in again.\n\nNobody was hurt, but two boats were lost and the mill-\n\
        pond is salt. \"We have never seen the like of it\", the\nclerk said.\n";
    let article = parse(wrapped);
    let text = article.body.text();
    assert_eq!(article.body.blocks().len(), 2);
    assert!(text.starts_with(
        "The sea rose higher on Monday than at any time since the harbour was built,"
    ));
    assert!(text.contains("the mill-pond is salt."));
}

#[test]
fn verse_and_tables_keep_their_lines() {
    let verse = "Grey is the sea\nand grey the morning,\nthe lamp is out.";
    let article = parse(&format!("A storm\n\n{LONG}\n\n{verse}\n\n{LONG}\n"));
    assert_eq!(article.body.blocks()[1].kind, BlockKind::Verse);
    assert!(article.body.text().contains(verse));
    let table = "Port      Height   Boats\nSample    3.2 m    2\nExample   2.9 m    0\n";
    assert_eq!(
        shapes(&format!("A storm\n\n{LONG}\n\n{table}\n")),
        ["paragraph", "verse"]
    );
}

#[test]
fn a_short_line_above_a_long_one_is_a_heading() {
    let text = format!("A storm\n\n{LONG}\n\nAfter the flood\n\n{LONG}\n\nIt is over.\n\n{LONG}\n");
    assert_eq!(
        shapes(&text),
        [
            "paragraph",
            "heading",
            "paragraph",
            "paragraph",
            "paragraph"
        ]
    );
}

#[test]
fn quotations_lists_and_captions_are_told_from_paragraphs() {
    let text = format!(
        "A storm\n\n{LONG}\n\n> We left.\n> > By boat.\n\n- One boat\n- Two mills\n\n1. First\n\n2. Then\n\n\
         The harbour on Monday. (AP Photo/Ann Sample)\n\n- A dash alone\n"
    );
    assert_eq!(
        shapes(&text),
        [
            "paragraph",
            "quote",
            "quote",
            "item",
            "item",
            "item",
            "item",
            "caption",
            "paragraph"
        ]
    );
}

#[test]
fn a_name_and_an_agency_stand_above_or_below_the_text() {
    let above = parse(&format!("A storm\nAnn Sample, Reuters\n\n{LONG}\n"));
    assert_eq!(above.title, "A storm");
    let below = parse(&format!("A storm\n\n{LONG}\n\nAnn Sample, Reuters\n"));
    for article in [above, below] {
        assert_eq!(article.byline.as_deref(), Some("Ann Sample, Reuters"));
        assert_eq!(article.body.text(), LONG);
    }
    let far = format!(
        "A storm\n\n{}Ann Sample, Reuters\n\n{}",
        format!("{LONG}\n\n").repeat(6),
        format!("{LONG}\n\n").repeat(6)
    );
    assert_eq!(parse(&far).byline, None);
}

#[test]
fn what_is_set_in_and_in_curly_marks_is_a_quotation() {
    let quoted = "    “We left by boat.\n    Nobody else did.” — Ann Sample";
    let text = format!("A storm\n\n{LONG}\n\n{quoted}\n\n{LONG}\n\n“We left”, he said.\n");
    assert_eq!(
        shapes(&text),
        ["paragraph", "quote", "quote", "paragraph", "paragraph"]
    );
    let all_set_in = format!("A storm\n\n    {LONG}\n\n    “We left by boat.”\n\n    {LONG}\n");
    assert_eq!(shapes(&all_set_in), ["paragraph"; 3]);
}

#[test]
fn datelines_and_addresses_are_marked_and_stay_in_the_text() {
    let text = "SAMPLE TOWN (Agency) — The sea rose, says https://a.example/sea.";
    let body = parse(&format!("A storm\n\n{text}\n")).body;
    assert_eq!(body.text(), text);
    let spans: Vec<_> = body
        .spans()
        .iter()
        .map(|span| (span.kind, &text[span.range.clone()]))
        .collect();
    assert_eq!(
        spans,
        [
            (SpanKind::Dateline, "SAMPLE TOWN (Agency) —"),
            (SpanKind::Link(0), "https://a.example/sea")
        ]
    );
    assert_eq!(body.links()[0].url, "https://a.example/sea");
}

#[test]
fn a_text_that_is_nothing_but_furniture_is_shown() {
    assert_eq!(parse("Advertisement\n").title, "Advertisement");
}

/// A pass that goes through the rest of the text for each line would take minutes over these.
#[test]
fn of_a_huge_text_nothing_is_lost() {
    for line in [
        LONG,
        "Related",
        "> quoted",
        "Facebook",
        "https://a.example/))))",
    ] {
        let article = parse(&format!("{line}\n").repeat(20_000));
        let lines = article.body.text().lines();
        let kept = lines.filter(|line| !line.is_empty()).count() + article.boilerplate.len();
        assert_eq!(
            kept + usize::from(!article.title.is_empty()),
            20_000,
            "{line}"
        );
    }
    let address = format!("https://a.example/{}", ")".repeat(1_000_000));
    assert_eq!(parse(&address).body.text(), address);
}

/// The words of a text, each as often as it occurs, in order of the alphabet.
fn words(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> = text
        .split(|char: char| !char.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.sort_unstable();
    words
}

fn piece() -> impl Strategy<Value = String> {
    let phrases = [
        "Popular posts from this blog",
        "Related articles",
        "Advertisement",
        "Facebook",
        "Email",
        "Share",
        "Home",
        "Photo: Ann",
        "KABUL (Agency) — Rain",
        "> quoted",
        "- one",
        "* two",
        "1. three",
        "2. four",
        "12) five",
        "https://a.example/b",
        "the log[1] of [2]the keeper",
        "[1] https://a.example/log",
        "[2]: https://a.example/keeper",
        "Links:",
        "    indented",
        "a    b    c",
        "[Home](https://a.example)",
        "Read more",
        "mill-",
        "Sign up for our newsletter",
        "Published: 16 April 2020 10:30 ET",
        "By Tuesday it rained.",
        "By Ann Sample",
        "Ann Sample, Reuters",
        "    “set in and quoted”",
    ];
    prop_oneof![
        prop::sample::select(phrases.to_vec()).prop_map(str::to_owned),
        "[a-zA-Z0-9é.,]{1,9}( [a-zA-Z0-9é.,-]{1,9}){0,20}",
        Just(LONG.to_owned()),
    ]
}

proptest! {
    #[test]
    fn every_word_of_a_text_is_in_one_of_its_articles_fields(
        pieces in prop::collection::vec((piece(), prop::sample::select(vec!["\n", "\n\n", "\n\n\n"])), 0..30)
    ) {
        let text: String = pieces.into_iter().flat_map(|(piece, end)| [piece, end.to_owned()]).collect();
        let article = parse(&text);
        let mut fields = vec![article.title.as_str(), article.body.text()];
        fields.extend(article.boilerplate.iter().map(String::as_str));
        if let Some(name) = &article.byline {
            let is_signature = name.ends_with("Reuters");
            fields.extend([if is_signature { "" } else { "By" }, name]);
        }
        let kept = fields.join("\n");
        prop_assert_eq!(words(&text), words(&kept));
    }

    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        parse(&text);
    }
}

/// What another reader saves: wrapped lines, a space in empty ones.
const SAVED: &str = "Feed: The Harbour Almanac
Title: How a keeper in the north counted the ships that nobody else had seen 
for eleven winters
Author: Ann Sample
Date: Fri, 20 Nov 2026 10:00:00 +0000
Link: https://a.example/ships
Flags: s
 
The keeper wrote down each ship.
";

#[test]
fn a_head_of_fields_tells_what_the_article_is() {
    let article = parse(SAVED);
    let title =
        "How a keeper in the north counted the ships that nobody else had seen for eleven winters";
    assert_eq!(article.title, title);
    assert_eq!(article.byline.as_deref(), Some("Ann Sample"));
    assert_eq!(article.source.as_deref(), Some("The Harbour Almanac"));
    assert_eq!(article.link.as_deref(), Some("https://a.example/ships"));
    assert_eq!(
        article.published.unwrap().to_string(),
        "2026-11-20T10:00:00+00:00"
    );
    assert_eq!(article.body.text(), "The keeper wrote down each ship.");
    assert_eq!(article.boilerplate.len(), 7, "nothing is lost");
    assert_eq!(article.boilerplate[6], "Flags: s");
}

#[test]
fn what_a_head_of_fields_leaves_out_the_text_tells() {
    let article =
        parse("Title: A storm\nURL: https://a.example/storm\n\nBy Ann Sample\n\nThe sea rose.\n");
    assert_eq!(article.title, "A storm");
    assert_eq!(article.byline.as_deref(), Some("Ann Sample"));
    assert_eq!(article.body.text(), "The sea rose.");
}

#[test]
fn the_fields_of_a_head_may_stand_behind_blank_lines_and_a_title_by_itself() {
    let article = parse(
        "Title: A storm\n\nDate: 2020-04-16\n\nURL: https://a.example/storm\n\nNote: the sea rose.\n",
    );
    assert_eq!(article.title, "A storm");
    assert_eq!(article.published.unwrap().to_string(), "2020-04-16");
    assert_eq!(article.link.as_deref(), Some("https://a.example/storm"));
    assert_eq!(article.body.text(), "Note: the sea rose.");
    let article = parse("Headline: A storm\n\nThe sea rose.\n");
    assert_eq!(
        (article.title.as_str(), article.body.text()),
        ("A storm", "The sea rose.")
    );
    assert_eq!(article.boilerplate, ["Headline: A storm"]);
}

#[test]
fn the_title_may_stand_above_the_fields_or_below_them() {
    for text in [
        "Link: https://a.example/storm\nDate: 2020-04-16\n\nA storm\n\nThe sea rose.\n",
        "A storm\nDate: 2020-04-16\nURL: https://a.example/storm\n\nThe sea rose.\n",
        "A storm\n\nURL: https://a.example/storm\nDate: 2020-04-16\nMood: calm\n\nThe sea rose.\n",
    ] {
        let article = parse(text);
        assert_eq!(article.title, "A storm", "{text}");
        assert_eq!(article.published.unwrap().to_string(), "2020-04-16");
        assert_eq!(article.link.as_deref(), Some("https://a.example/storm"));
        assert_eq!(article.body.text(), "The sea rose.", "{text}");
        assert_eq!(article.boilerplate.len(), text.matches(": ").count());
    }
    let named = parse("Storm: the sea\nAuthor: Ann Sample\nTags: sea, wind\n\nIt rose.\n");
    assert_eq!(named.title, "Storm: the sea");
    assert_eq!(named.tags, ["sea", "wind"]);
}

#[test]
fn a_text_that_begins_like_a_field_has_no_head() {
    for text in [
        "Soup\nServes: four\nSource: grandmother\n\nPeel the onions.\n",
        "Soup\nSource: Ann\nNote: good\nPeel the onions.\n",
        "Sites\nLink: https://a.example/a\nLink: https://b.example/b\n\nRead both.\n",
        "Title: A storm\nThe sea rose.\n\nIt fell.\n",
        "Title: Soup\nServes: four\n\nPeel the onions.\n",
        "Note: A storm\nSource: the clerk\n\nIt fell.\n",
        "Title: A storm\nhttps://a.example/\n\nIt fell.\n",
    ] {
        let article = parse(text);
        assert_eq!((article.source, article.link), (None, None), "{text}");
        assert!(!article.title.starts_with("A storm"), "{text}");
    }
}

#[test]
fn a_line_drawn_below_a_line_makes_it_a_heading() {
    let text = "A storm\n\nThe sea rose.\n\nThe harbour\n-----------\n\nIt held.\n\nThe town\n========\nIt slept.\n";
    assert_eq!(
        shapes(text),
        ["paragraph", "heading", "paragraph", "heading", "paragraph"]
    );
    assert_eq!(
        parse(text).body.text(),
        "The sea rose.\n\nThe harbour\n\nIt held.\n\nThe town\n\nIt slept."
    );
    for text in [
        "A storm\n\nThe sea\n--\n",
        "A storm\n\nThe sea rose\n----\n",
        "A storm\n\n====\n----\n",
    ] {
        assert!(!shapes(text).contains(&"heading"), "{text}");
    }
}

#[test]
fn an_underlined_heading_bears_its_links_as_every_other_does() {
    let text = "A storm\n\nThe sea rose.\n\nThe harbour[1]\n--------------\n\nIt held.\n\nLinks:\n\
        [1]: https://a.example/harbour (link)\n";
    let body = parse(text).body;
    assert_eq!(body.text(), "The sea rose.\n\nThe harbour\n\nIt held.");
    assert_eq!(
        body.told_spans(),
        ["Link harbour -> https://a.example/harbour"]
    );
}

/// What a text browser prints of a page.
fn dumped(above: &str, below: &str) -> String {
    let prose = "   The sea rose higher on Monday than at any time since the harbour was\n   \
        built, said the [3]clerk of the town, who has kept the log for eleven\n   years and has seen none like it.\n";
    format!(
        "   #[1]alternate\n\n     * [2]Harbour\n     * News\n\n   Search ______ (BUTTON)\n\n{above}A storm\nin the north\n\n   \
        [3]Ann Sample, photographer\n\n{prose}\n{prose}\n{below}References\n\n   Visible links:\n   1. https://a.example/feed\n   \
        2. file:///harbour\n   3. https://a.example/clerk\n\n   Hidden links:\n   4.\n   https://a.example/hidden\n"
    )
}

#[test]
fn a_page_that_a_text_browser_printed_begins_at_its_title() {
    let text = dumped("", "");
    let article = parse(&text);
    assert_eq!(article.title, "A storm in the north");
    assert_eq!(shapes(&text), ["paragraph"; 3]);
    assert!(article.body.text().starts_with("Ann Sample, photographer"));
    let links = article.body.links().iter();
    assert!(
        links
            .map(|link| &link.url)
            .all(|url| url == "https://a.example/clerk")
    );
    assert_eq!(article.boilerplate[0], "#[1]alternate");
    assert!(
        article
            .boilerplate
            .contains(&"https://a.example/hidden".to_owned())
    );
}

#[test]
fn what_stands_above_a_title_is_folded_only_where_the_text_is_below() {
    let item = "   A long line about the harbour that is no link and no label either.\n\n";
    let article = parse(&dumped(&item.repeat(9), ""));
    assert_eq!(article.title, "");
    assert!(article.body.text().contains("about the harbour"));
}

#[test]
fn a_text_with_references_that_somebody_wrote_keeps_its_title_and_its_list() {
    let article = parse(
        "A storm\n\nThe sea rose [1].\n\nReferences\n\n1. https://a.example/sea\n2. https://a.example/wind\n",
    );
    assert_eq!(article.title, "A storm");
    assert_eq!(article.boilerplate, [""; 0]);
    assert_eq!(article.body.links()[0].url, "https://a.example/sea");
}

#[test]
fn an_address_by_itself_at_the_top_is_the_articles() {
    for text in [
        "A storm\nhttps://a.example/storm\n\nThe sea rose.\n",
        "https://a.example/storm\n\nA storm\n\nThe sea rose.\n",
        "A storm\n\nURL:  https://a.example/storm\n\nThe sea rose.\n",
        "A storm\nBy Ann Sample\nhttps://a.example/storm\nThe sea rose.\n",
    ] {
        let article = parse(text);
        assert_eq!(article.title, "A storm", "{text}");
        assert_eq!(
            article.link.as_deref(),
            Some("https://a.example/storm"),
            "{text}"
        );
        assert_eq!(article.body.text(), "The sea rose.", "{text}");
        assert_eq!(article.boilerplate.len(), 1, "{text}");
    }
    for text in [
        "Sites\n\nhttps://a.example/storm\n\nhttps://b.example/wind\n\nRead both.\n",
        "A storm\n\nhttps://a.example\n\nThe sea rose.\n",
        "A storm\n\nSee https://a.example/storm\n\nThe sea rose.\n",
        "A storm\n\nThe sea rose.\n\nIt fell.\n\nhttps://a.example/wind\n",
    ] {
        assert_eq!(parse(text).link, None, "{text}");
    }
}

#[test]
fn an_address_that_is_said_to_be_the_articles_may_stand_at_its_end() {
    let storm = Some("https://a.example/storm");
    for end in [
        "Link: https://a.example/storm",
        "Originally published at https://a.example/storm.",
        "This story first appeared on: <https://a.example/storm>",
        "Permalink: https://a.example/storm\nBy Ann Sample\n16 April 2020",
        "Read the original: https://a.example/storm",
        "Original article : https://a.example/storm",
    ] {
        let article = parse(&format!("A storm\n\nThe sea rose.\n\nIt fell.\n\n{end}\n"));
        assert_eq!(article.link.as_deref(), storm, "{end}");
        let shown = end.lines().next().unwrap();
        assert!(article.body.text().ends_with(shown), "{end}");
    }
    let saved = "A storm\n\nThe sea rose.\n\nIt fell.\n\nShare this article\n\nOriginally published at https://a.example/storm\n\n© 2020 Sample News\n";
    assert_eq!(parse(saved).link.as_deref(), storm);
    let below = "A storm\n\nThe sea rose.\n\nIt fell.\n\nURL: https://a.example/storm\n\nShare this article\n\nRead more\n\nSign up for our newsletter\n";
    assert_eq!(parse(below).link.as_deref(), storm);
    for end in [
        "https://a.example/storm",
        "See https://a.example/storm",
        "Photo: https://a.example/storm",
        "Source: https://a.example/data",
        "Link: https://a.example",
        "Link: https://a.example/storm\nLink: https://b.example/wind",
        "Link: https://a.example/storm\nhttps://b.example/wind",
        "Link: https://a.example/storm\n\nIt rained.\n\nIt froze.\n\nIt thawed.",
    ] {
        let article = parse(&format!("A storm\n\nThe sea rose.\n\nIt fell.\n\n{end}\n"));
        assert_eq!(article.link, None, "{end}");
    }
}
