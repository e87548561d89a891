//! What whole pages become.

use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::article::{BlockKind, SpanKind};

fn read(html: &str) -> Article {
    let mut parsed = parse(Path::new("a.html"), html, &Surroundings::default());
    parsed.articles.remove(0)
}

/// So many paragraphs of prose, each with a number of its own.
fn prose(count: usize) -> String {
    let paragraph = |n| {
        format!(
            "<p>Paragraph {n} says that the sea rose in the night, that the harbour wall held, and that nobody, as far \
             as the keeper of the light could tell, was out in a boat at the time.</p>"
        )
    };
    (1..=count).map(paragraph).collect()
}

fn page(head: &str, body: &str) -> String {
    format!("<!DOCTYPE html><html lang=en_GB><head>{head}</head><body>{body}</body></html>")
}

#[test]
fn a_pages_head_fills_the_fields() {
    let head = "<title>A storm &amp; a sea | The Example</title>
        <meta property='og:title' content='A storm &amp;amp; a sea'>
        <meta property='og:site_name' content='The Example'>
        <meta name=author content='By Ann Sample'>
        <meta property='article:published_time' content='2020-04-16T08:30:00+02:00'>
        <meta property='article:modified_time' content='2020-04-17'>
        <meta property='article:tag' content=Sea><meta property='article:tag' content=storm>
        <meta name=description content='The sea rose.'>
        <link rel=canonical href='https://news.example/2020/storm'>";
    let article = read(&page(head, &prose(8)));
    assert_eq!(article.title, "A storm & a sea");
    assert_eq!(article.source.as_deref(), Some("The Example"));
    assert_eq!(article.byline.as_deref(), Some("Ann Sample"));
    assert_eq!(
        article.published.unwrap().to_string(),
        "2020-04-16T08:30:00+02:00"
    );
    assert_eq!(article.updated.unwrap().to_string(), "2020-04-17");
    assert_eq!(article.tags, ["Sea", "storm"]);
    assert_eq!(article.summary.as_deref(), Some("The sea rose."));
    assert_eq!(
        article.link.as_deref(),
        Some("https://news.example/2020/storm")
    );
    assert_eq!(article.lang.as_deref(), Some("en-GB"));
    assert_eq!(article.format, Format::Html);
}

#[test]
fn linked_data_fills_what_the_head_leaves_empty() {
    let head = r#"<title>A storm</title><script type="application/ld+json">
        {"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle", "headline": "A storm",
         "author": [{"name": "Ann Sample"}, {"name": "Bo Sample"}], "datePublished": "2020-04-16",
         "publisher": {"name": "The Example"}, "keywords": ["sea"], "url": "https://news.example/storm"}]}</script>"#;
    let article = read(&page(head, &prose(8)));
    assert_eq!(article.byline.as_deref(), Some("Ann Sample and Bo Sample"));
    assert_eq!(article.published.unwrap().to_string(), "2020-04-16");
    assert_eq!(article.source.as_deref(), Some("The Example"));
    assert_eq!(article.tags, ["sea"]);
    assert_eq!(article.link.as_deref(), Some("https://news.example/storm"));
}

#[test]
fn a_page_without_a_head_is_dated_by_its_times_or_its_address() {
    let date = |head: &str, body: &str| {
        let article = read(&page(
            head,
            &format!("<article>{body}{}</article>", prose(8)),
        ));
        article.published.map(|when| when.to_string())
    };
    assert_eq!(
        date("", "<time datetime=2020-04-16>Thursday</time>"),
        Some("2020-04-16".to_owned())
    );
    assert_eq!(
        date("", "<p class=published>16 April 2020</p>"),
        Some("2020-04-16".to_owned())
    );
    let link = "<link rel=canonical href=https://a.example/2020/04/16/storm>";
    assert_eq!(date(link, ""), Some("2020-04-16".to_owned()));
    assert_eq!(date("", ""), None);
}

#[test]
fn the_heading_of_a_page_that_was_written_by_hand_is_its_title() {
    for body in [
        "<h1>A <i>storm</i></h1><p>The sea rose.</p><h2>Later</h2><p>It fell.</p>",
        "<html><head><title></title></head><body><h1>A storm</h1>The sea rose.<h2>Later</h2>It fell.</body></html>",
    ] {
        let article = read(body);
        assert_eq!(article.title, "A storm", "{body}");
        assert_eq!(article.body.text(), "The sea rose.\n\nLater\n\nIt fell.");
    }
    let several = read("<h1>One</h1><p>The sea rose.</p><h1>Two</h1><p>It fell.</p>");
    assert_eq!(several.title, "");
    assert!(
        several.body.text().contains("One"),
        "{}",
        several.body.text()
    );
}

#[test]
fn a_page_saved_by_a_browser_knows_where_it_came_from() {
    for note in [
        "<!-- saved from url=(0028)https://news.example/a?b=1 -->",
        "<!--\n Page saved with SingleFile \n url: https://news.example/a?b=1 \n saved date: Thu -->",
    ] {
        let article = read(&format!(
            "<!DOCTYPE html>\n{note}\n<html><body>{}",
            prose(8)
        ));
        assert_eq!(
            article.link.as_deref(),
            Some("https://news.example/a?b=1"),
            "{note}"
        );
    }
}

#[test]
fn the_address_of_a_page_is_its_own_where_it_calls_the_home_page_the_canonical_one() {
    let home = "<link rel=canonical href='https://news.example/'>";
    let og = "<meta property=og:url content='https://news.example/storm'>";
    let note = "<!-- saved from url=(0028)https://news.example/storm -->";
    for html in [
        page(&format!("{home}{og}"), &prose(8)),
        format!("{note}{}", page(home, &prose(8))),
    ] {
        let link = read(&html).link;
        assert_eq!(
            link.as_deref(),
            Some("https://news.example/storm"),
            "{html}"
        );
    }
    let link = read(&page(home, &prose(8))).link;
    assert_eq!(link.as_deref(), Some("https://news.example/"));
}

#[test]
fn menus_and_footers_are_no_part_of_the_article() {
    let html = page(
        "<title>A storm in the north of the county</title>",
        &format!(
            "<nav><ul><li><a href=/>Home</a><li><a href=/sport>Sport</a></ul></nav>
             <article><h1>A storm in the north of the county</h1>{}</article>
             <footer><p>All rights reserved, as ever.</p></footer>",
            prose(8)
        ),
    );
    let article = read(&html);
    let text = article.body.text();
    assert!(text.starts_with("Paragraph 1 says"), "{text}");
    assert!(text.ends_with("at the time."), "{text}");
    assert!(!text.contains("Sport"));
}

#[test]
fn links_are_resolved_against_the_page() {
    let head = "<base href='/sub/'><link rel=canonical href='https://news.example/storm'>";
    let article = read(&page(
        head,
        &format!(
            "<article>{}<p>See <a href=more>more</a> of it, if you like.</p></article>",
            prose(8)
        ),
    ));
    assert_eq!(article.body.links()[0].url, "https://news.example/sub/more");
}

#[test]
fn a_caption_leads_to_its_picture_and_its_words_are_not_lost() {
    let figure = "<figure><img src='/sea.jpg' alt='Waves at the harbour'><figcaption>The sea on Thursday</figcaption></figure>";
    let body = format!(
        "<article>{}{figure}<p>It fell <img src='/x.png' alt='the mark'> again.</p>{}</article>",
        prose(4),
        prose(4)
    );
    let article = read(&page(
        "<link rel=canonical href='https://a.example/'>",
        &body,
    ));
    let captions = article
        .body
        .blocks()
        .iter()
        .filter(|block| block.kind == BlockKind::Caption);
    let captions: Vec<_> = captions
        .map(|block| &article.body.text()[block.range.clone()])
        .collect();
    assert_eq!(captions, ["The sea on Thursday"]);
    let pictures = article
        .body
        .spans()
        .iter()
        .filter_map(|span| match span.kind {
            SpanKind::Image(at) => Some((
                &article.body.text()[span.range.clone()],
                article.body.links()[at].url.as_str(),
            )),
            _ => None,
        });
    let expected = [
        ("The sea on Thursday", "https://a.example/sea.jpg"),
        ("…", "https://a.example/x.png"),
    ];
    assert_eq!(pictures.collect::<Vec<_>>(), expected);
    assert_eq!(article.boilerplate, ["Waves at the harbour", "the mark"]);
}

#[test]
fn lines_that_the_fields_tell_are_folded_above_the_text() {
    let head = "<title>A storm in the north of the county</title><meta name=date content=2020-04-16><meta name=author content='Ann Sample'>";
    let above = "<div>HomeNewsA storm in the north of the county</div><p>By Ann Sample</p>
        <p>Updated: Thu 16 April 2020, 8:30am GMT</p><p>3 min read</p><p>NORTHPORT, 16 April</p>";
    let article = read(&page(
        head,
        &format!("<article><div>{above}{}</div></article>", prose(8)),
    ));
    let text = article.body.text();
    assert!(
        text.starts_with("NORTHPORT, 16 April\n\nParagraph 1"),
        "{text}"
    );
    let kept = ["HomeNewsA storm", "Updated: Thu 16 April", "3 min read"];
    for line in kept {
        assert!(
            article
                .boilerplate
                .iter()
                .any(|folded| folded.starts_with(line)),
            "{line}"
        );
    }
}

#[test]
fn lines_above_the_text_fill_the_fields_that_the_head_leaves_empty() {
    let above = "<p>By Ann Sample and Bo de Sample</p><p>16 April 2020</p>";
    let article = read(&page(
        "",
        &format!("<article><div>{above}{}</div></article>", prose(8)),
    ));
    assert_eq!(
        article.byline.as_deref(),
        Some("Ann Sample and Bo de Sample")
    );
    assert_eq!(article.published.unwrap().to_string(), "2020-04-16");
    assert_eq!(article.boilerplate, ["By Ann Sample and Bo de Sample"]);
    let sentence = "<p>By noon the sea had fallen.</p>";
    let article = read(&page(
        "",
        &format!("<article><div>{sentence}{}</div></article>", prose(8)),
    ));
    assert_eq!(article.byline, None);
}

#[test]
fn a_byline_is_names_alone() {
    for stated in [
        "By Ann Sample",
        "Ann Sample - 2020-04-16",
        "16 April 2020 | by Ann Sample",
    ] {
        let head = format!("<meta name=author content='{stated}'>");
        let byline = read(&page(&head, &prose(8))).byline;
        assert_eq!(byline.as_deref(), Some("Ann Sample"), "{stated}");
    }
}

#[test]
fn buttons_below_the_text_are_folded_and_a_last_line_is_not() {
    let body = format!(
        "<article>{}<p>Share this</p><p>Subscribe to our newsletter</p><p>Advertisement</p></article>",
        prose(8)
    );
    let article = read(&page("", &body));
    assert!(
        article.body.text().ends_with("at the time."),
        "{}",
        article.body.text()
    );
    assert_eq!(
        article.boilerplate,
        ["Share this", "Subscribe to our newsletter", "Advertisement"]
    );
    let body = format!("<article>{}<p>Advertisement</p></article>", prose(8));
    assert!(
        read(&page("", &body))
            .body
            .text()
            .ends_with("Advertisement")
    );
}

#[test]
fn a_page_of_any_shape_keeps_its_words() {
    for html in [
        "A line of its own",
        "<p>A line of its own",
        "<html><nav>A line of its own</nav></html>",
        "<body><form><div><span>A line of its own",
        "<table><tr><td>A line of its own",
        "<div class=comment><div class=sidebar>A line of its own</div></div>",
        "<title>T</title><h1>T</h1><footer>A line of its own</footer>",
    ] {
        assert!(
            read(html).body.text().contains("A line of its own"),
            "{html}"
        );
    }
}

#[test]
fn the_text_in_linked_data_stands_in_for_one_that_is_not_on_the_page() {
    let text = "The sea rose in the night and the harbour wall held. ".repeat(20);
    let head = format!(
        r#"<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{text}"}}</script>"#
    );
    let article = read(&page(&head, "<p>Please enable JavaScript.</p>"));
    assert!(article.body.text().starts_with("The sea rose in the night"));
}

#[test]
fn a_recipe_that_is_not_on_the_page_is_read_from_its_linked_data() {
    let told = |data: &str| {
        let head =
            format!(r#"<script type="application/ld+json">{{"@type": "Recipe", {data}}}</script>"#);
        let article = read(&page(&head, "<p>Please enable JavaScript.</p>"));
        article.body.text().to_owned()
    };
    let ingredients = r#""recipeIngredient": ["2 cups of flour", "salt &amp; water"]"#;
    let flour = "- 2 cups of flour\n- salt & water";
    for steps in [
        r#"["Mix it.", "Bake it for <b>an hour</b>."]"#,
        r#""Mix it.\n\nBake it for an hour.""#,
        r#""<ul><li>Mix it.</li><li>Bake it for an hour.</li></ul>""#,
        r#"[{"@type": "HowToStep", "text": "Mix it."}, {"@type": "HowToStep", "name": "Bake it for an hour."}]"#,
        r#"{"@type": "ItemList", "itemListElement": [{"text": "Mix it."}, {"text": "Bake it for an hour."}]}"#,
    ] {
        let text = told(&format!(r#"{ingredients}, "recipeInstructions": {steps}"#));
        assert!(text.starts_with(flour), "{text}");
        let (_, steps) = text.split_once("Mix it.").expect(&text);
        assert!(steps.contains(" Bake it for an hour."), "{text}");
    }
    let sections = r#"[{"@type": "HowToSection", "name": "The dough", "itemListElement": [{"text": "Mix it."}, {"text": "Wait."}]},
        {"@type": "HowToSection", "name": "The bread", "itemListElement": ["Bake it."]}]"#;
    assert_eq!(
        told(&format!(
            r#"{ingredients}, "recipeInstructions": {sections}"#
        )),
        format!("{flour}\n\nThe dough\n\n1. Mix it.\n2. Wait.\n\nThe bread\n\n- Bake it.")
    );
    assert_eq!(
        told(r#""recipeInstructions": [3, [], {}]"#),
        "Please enable JavaScript."
    );
}

#[test]
fn a_short_text_in_linked_data_is_better_than_none() {
    let head = r#"<script type="application/ld+json">{"@type": "Review", "reviewBody": "The walls of this house are thin, and one hears the sea."}</script>"#;
    let article = read(&page(head, "<div id=app></div>"));
    assert_eq!(
        article.body.text(),
        "The walls of this house are thin, and one hears the sea."
    );
    let article = read(&page(
        head,
        &format!("<p>{}</p>", "One hears the sea in it. ".repeat(3)),
    ));
    assert!(article.body.text().starts_with("One hears"));
}

#[test]
fn depth_without_end_is_flattened_and_said() {
    for open in [
        "<div>",
        "<ul><li>",
        "<blockquote><p>",
        "<table><tr><td>",
        "<b><i><u>",
    ] {
        let html = format!("<p>before</p>{}<p>deep</p>", open.repeat(100_000));
        let parsed = parse(Path::new("a.html"), &html, &Surroundings::default());
        let text = parsed.articles[0].body.text();
        assert!(text.contains("before") && text.contains("deep"), "{open}");
        if !open.starts_with("<b>") {
            assert_eq!(parsed.problems[0].outcome, Outcome::Guessed, "{open}");
        }
    }
}

#[test]
fn no_reference_to_a_character_is_expanded_into_more() {
    let bomb = "<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'><!ENTITY f SYSTEM 'file:///etc/hostname'>]>";
    let article = read(&format!("{bomb}<p>One &b; and &f; and &lt;b&gt;.</p>"));
    assert!(
        article.body.text().contains("One &b; and &f; and <b>."),
        "{}",
        article.body.text()
    );
}

#[test]
fn one_long_paragraph_is_whole_however_it_is_written() {
    for word in ["a &amp; ", "a&nbsp;b ", "soft\u{ad}hyphen ", "1 &lt; 2 "] {
        let long = word.repeat(50_000 / word.len());
        let plain = long.replace("&amp;", "&").replace("&nbsp;", "\u{a0}");
        let plain = plain.replace("&lt;", "<").replace('\u{ad}', "");
        let article = read(&page("", &format!("<article><p>{long}</p></article>")));
        assert_eq!(article.body.text().trim(), plain.trim(), "{word}");
    }
}

#[test]
fn embedded_pictures_are_not_read() {
    let picture = format!(
        "<img alt='The sea' src='data:image/png;base64,{}'>",
        "A".repeat(1 << 20)
    );
    let article = read(&page(
        "",
        &format!("<article>{}{picture}</article>", prose(8)),
    ));
    assert!(article.body.links().iter().all(|link| link.url.len() < 100));
    assert!(article.body.text().ends_with("at the time."));
    assert_eq!(article.boilerplate, ["The sea"]);
}

#[test]
fn the_way_to_a_page_is_no_part_of_it() {
    let way = "<nav class=breadcrumb aria-label=Breadcrumbs><ol><li><a href=/>Home</a></li><li><a href=/news>Harbour news</a></li></ol></nav>";
    let body = format!(
        "<article><header>{way}<h1>The sea</h1></header>{}</article>",
        prose(8)
    );
    let text = read(&page("", &body)).body.text().to_owned();
    assert!(!text.contains("Harbour news"), "{text}");
}

#[test]
fn who_says_what_is_quoted_is_kept() {
    let quote = "<blockquote><p>Nobody asked me whether it should be built.</p><footer>— <cite>The sea</cite></footer></blockquote>";
    let html = page(
        "",
        &format!("<article>{}{quote}{}</article>", prose(4), prose(4)),
    );
    assert!(read(&html).body.text().contains("built.\n\n— The sea"));
}

proptest! {
    #[test]
    fn any_soup_of_tags_is_read_and_sanitised(
        tags in prop::collection::vec(
            (prop::sample::select(vec![
                "p", "div", "article", "table", "tr", "td", "ul", "ol", "li", "a href=x", "b", "img src=x alt=y", "br", "h1",
                "figure", "figcaption", "pre", "blockquote", "form", "template", "svg", "select", "title", "html", "body",
                "head", "script", "noscript", "hr", "iframe src=//vimeo.com/1", "video src=x", "amp-youtube data-videoid=x", "span hidden", "frameset", "math", "textarea", "font", "dl", "dt", "dd",
            ]), any::<bool>(), "[a-z&;#0-9 \u{1b}\u{202e},.<]{0,12}"),
            0..60,
        ),
    ) {
        let html: String = tags.iter().map(|(tag, opens, text)| {
            if *opens { format!("<{tag}>{text}") } else { format!("</{}>{text}", tag.split(' ').next().unwrap_or(tag)) }
        }).collect();
        let article = read(&html);
        let is_foreign = |char: char| (char.is_control() && !matches!(char, '\n' | '\t')) || char == '\u{202e}';
        prop_assert!(!article.body.text().contains(is_foreign));
        prop_assert!(!article.title.contains(char::is_control));
        let body = &article.body;
        prop_assert!(body.spans().iter().all(|span| body.text().get(span.range.clone()).is_some_and(|text| !text.is_empty())));
    }
}
