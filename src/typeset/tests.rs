//! Pages as text pictures, and what holds for every article at every width.

use proptest::prelude::*;

use super::*;
use crate::article::{Alignment, BlockKind, Body, BodyBuilder, Container, Marker, SpanKind};

fn now() -> ZonedDateTime {
    "2020-04-17T12:00:00+00:00[UTC]".parse().unwrap()
}

fn set(article: &Article, width: u16) -> Page {
    page(
        article,
        &[],
        Measure {
            width,
            boilerplate: false,
        },
        &now(),
    )
}

/// The lines below the header.
fn text(build: impl FnOnce(&mut BodyBuilder), width: u16) -> Vec<String> {
    let mut builder = BodyBuilder::default();
    build(&mut builder);
    let article = Article {
        title: "T".to_owned(),
        body: builder.finish(),
        ..Article::default()
    };
    set(&article, width)
        .lines
        .iter()
        .skip(4)
        .map(Line::text)
        .collect()
}

fn item(builder: &mut BodyBuilder, marker: Marker, text: &str) {
    builder.open(Container::Item {
        marker,
        first: true,
    });
    builder.block(BlockKind::Paragraph, text);
    builder.close();
}

#[test]
fn a_list_behind_a_quotation_that_ends_with_one_stands_apart_from_it() {
    let lists = |builder: &mut BodyBuilder| {
        builder.open(Container::Quote { first: true });
        item(builder, Marker::Bullet, "said");
        item(builder, Marker::Bullet, "and done");
        builder.close();
        item(builder, Marker::Number(1), "one");
        item(builder, Marker::Number(2), "two");
    };
    let expected = ["┃ • said", "┃ • and done", "", "1. one", "2. two"];
    assert_eq!(text(lists, 40), expected);
}

#[test]
fn numbers_and_boxes_of_items_are_no_ornaments_as_the_bars_of_quotations_are() {
    let mut builder = BodyBuilder::default();
    builder.open(Container::Quote { first: true });
    item(&mut builder, Marker::Task(true), "done");
    item(&mut builder, Marker::Number(2), "two");
    let article = Article {
        body: builder.finish(),
        ..Article::default()
    };
    let page = set(&article, 40);
    let role_of = |sign: &str| {
        let mut runs = page.lines.iter().flat_map(|line| &line.runs);
        runs.find(|run| run.text == sign).map(|run| run.look.role)
    };
    assert_eq!(role_of("☑ "), Some(Role::Meta));
    assert_eq!(role_of("2. "), Some(Role::Meta));
    assert_eq!(role_of("┃ "), Some(Role::Ornament));
}

#[test]
fn pictures_stand_apart_from_each_other_and_from_the_words_beside_them() {
    let pictures = |builder: &mut BodyBuilder| {
        let dog = builder.link("https://a.example/dog.png");
        builder.tell(dog, "A dog");
        let picture = |builder: &mut BodyBuilder| {
            builder.open_span(SpanKind::Image(dog));
            builder.text("…");
            builder.close_span();
        };
        builder.begin(BlockKind::Paragraph);
        picture(builder);
        picture(builder);
        builder.text("The sea (");
        picture(builder);
        builder.text("), a boat.");
        picture(builder);
        builder.text(" The end");
        picture(builder);
        builder.text(".");
        builder.end();
    };
    let lines = text(pictures, 77);
    let told = "▣ A dog [1] ▣ A dog [1] The sea (▣ A dog [1]), a boat. ▣ A dog [1] The end";
    assert_eq!(lines[0].replace('\u{a0}', " "), told);
    assert_eq!(lines[1].replace('\u{a0}', " "), "▣ A dog [1].");
}

#[test]
fn the_header_names_the_article_and_where_it_is_from() {
    let article = Article {
        title: "Kabul frees a hundred more prisoners after talks break down".to_owned(),
        source: Some("The Wire".to_owned()),
        byline: Some("A. Reporter".to_owned()),
        published: Some(crate::article::When::Day("2020-04-16".parse().unwrap())),
        body: Body::from_paragraphs(["Text."]),
        ..Article::default()
    };
    let lines: Vec<_> = set(&article, 40).lines.iter().map(Line::text).collect();
    assert_eq!(
        lines,
        [
            "Kabul frees a hundred more",
            "prisoners after talks break down",
            "",
            "The Wire · A. Reporter · 16 April 2020",
            "1 min",
            "",
            "Text."
        ]
    );
}

#[test]
fn lists_hang_and_nest() {
    let lines = text(
        |builder| {
            builder.block(BlockKind::Paragraph, "Bring:");
            item(builder, Marker::Bullet, "a lamp that burns all night");
            builder.open(Container::Item {
                marker: Marker::Number(12),
                first: true,
            });
            builder.block(BlockKind::Paragraph, "rope");
            item(builder, Marker::Task(true), "long");
            builder.close();
            builder.block(BlockKind::Paragraph, "Go.");
        },
        18,
    );
    assert_eq!(
        lines,
        [
            "Bring:",
            "",
            "• a lamp that",
            "  burns all night",
            "12. rope",
            "    ☑ long",
            "",
            "Go."
        ]
    );
}

#[test]
fn quotations_have_a_bar_that_goes_on_between_paragraphs() {
    let lines = text(
        |builder| {
            builder.open(Container::QUOTE);
            builder.block(BlockKind::Paragraph, "Hundreds, not dozens.");
            builder.block(BlockKind::Paragraph, "Or none.");
            builder.close();
        },
        16,
    );
    assert_eq!(lines, ["┃ Hundreds, not", "┃ dozens.", "┃", "┃ Or none."]);
}

#[test]
fn quotations_that_follow_each_other_are_parted_by_a_gap() {
    let lines = text(
        |builder| {
            builder.open(Container::QUOTE);
            for words in ["Hundreds.", "Or none."] {
                builder.open(Container::QUOTE);
                builder.block(BlockKind::Paragraph, words);
                builder.block(BlockKind::Rule, "");
                builder.close();
            }
            builder.close();
            builder.open(Container::QUOTE);
            builder.block(BlockKind::Paragraph, "Dozens.");
            builder.close();
        },
        16,
    );
    let shown = "┃ ┃ Hundreds.\n┃ ┃\n┃ ┃    * * *\n┃\n┃ ┃ Or none.\n┃ ┃\n┃ ┃    * * *\n\n┃ Dozens.";
    assert_eq!(lines, shown.split('\n').collect::<Vec<_>>());
}

#[test]
fn code_is_kept_and_its_long_lines_go_on_behind_a_mark() {
    let lines = text(
        |builder| {
            builder.block(
                BlockKind::Code(None),
                "fn main() {\n    println!(\"a long line\");\n}",
            )
        },
        20,
    );
    assert_eq!(
        lines,
        [
            "  fn main() {",
            "      println!(\"a ",
            "  ↪ long line\");",
            "  }"
        ]
    );
}

#[test]
fn spaces_are_set_once_and_hyphens_may_end_a_line() {
    let lines = text(
        |builder| {
            builder.block(
                BlockKind::Paragraph,
                "It will\u{a0} end the long-awaited co-operation.",
            )
        },
        16,
    );
    assert_eq!(
        lines,
        ["It will\u{a0}end the", "long-awaited co-", "operation."]
    );
}

#[test]
fn links_are_numbered_and_listed() {
    let lines = text(
        |builder| {
            builder.begin(BlockKind::Paragraph);
            builder.text("See ");
            let link = builder.link("https://a.example/");
            builder.open_span(SpanKind::Link(link));
            builder.text("this");
            builder.close_span();
            builder.text(".");
        },
        30,
    );
    assert_eq!(
        lines,
        ["See this\u{a0}[1].", "", "Links", "[1] https://a.example/"]
    );
}

#[test]
fn an_article_that_links_to_itself_has_its_address_listed_once() {
    let mut builder = BodyBuilder::default();
    for address in ["https://a.example/", "https://b.example/"] {
        builder.begin(BlockKind::Paragraph);
        let link = builder.link(address);
        builder.open_span(SpanKind::Link(link));
        builder.text("link");
        builder.close_span();
    }
    let body = builder.finish();
    let listed = |own: &str| {
        let page = set(
            &Article {
                link: Some(own.to_owned()),
                body: body.clone(),
                ..Article::default()
            },
            60,
        );
        let lines = plain(&page);
        let listed = lines.split("Links\n").nth(1).map(str::to_owned);
        (listed.unwrap_or_default(), page.links.len())
    };
    let told = "[1] https://a.example/ · this article\n[2] https://b.example/\n";
    assert_eq!(listed("https://a.example/"), (told.to_owned(), 2));
    let (own_last, _) = listed("https://c.example/");
    assert!(own_last.ends_with("[3] https://c.example/ · this article\n"));
}

#[test]
fn tables_are_fitted_and_become_records_where_they_cannot_be() {
    let table = |builder: &mut BodyBuilder| {
        builder.block(
            BlockKind::Table(vec![Alignment::Left, Alignment::Right]),
            "Port\tHeight\nLondon\t7.1\nBristol\t13.2",
        );
    };
    assert_eq!(
        text(table, 40),
        [
            "Port     Height",
            "───────────────",
            "London      7.1",
            "Bristol    13.2"
        ]
    );
    assert_eq!(
        text(table, 9),
        [
            "Port",
            "London",
            "Height",
            "7.1",
            "─────────",
            "Port",
            "Bristol",
            "Height",
            "13.2"
        ]
    );
}

#[test]
fn long_columns_share_what_the_short_ones_leave() {
    let table = |builder: &mut BodyBuilder| {
        builder.block(
            BlockKind::Table(vec![Alignment::Left; 3]),
            "Port\tBy day\tBy night\nHull\tboats that come and go\tships that wait for the tide to turn",
        );
    };
    assert_eq!(
        text(table, 30),
        [
            "Port  By day       By night",
            "──────────────────────────────",
            "Hull  boats that   ships that",
            "      come and go  wait for",
            "                   the tide to",
            "                   turn"
        ]
    );
    assert_eq!(
        text(table, 18)[0],
        "Port: Hull",
        "too narrow for three columns"
    );
}

#[test]
fn folded_lines_are_counted_and_shown_on_demand() {
    let article = Article {
        title: "T".to_owned(),
        boilerplate: vec!["Popular posts".to_owned()],
        ..Article::default()
    };
    assert_eq!(set(&article, 40).folded, 1);
    let shown = page(
        &article,
        &[],
        Measure {
            width: 40,
            boilerplate: true,
        },
        &now(),
    );
    assert!(plain(&shown).contains("Popular posts"));
}

#[test]
fn a_place_is_found_on_its_line_and_a_line_has_a_place() {
    let body = Body::from_paragraphs(["one two three four five", "six"]);
    let article = Article {
        title: "T".to_owned(),
        body,
        ..Article::default()
    };
    let page = set(&article, 10);
    for (word, at) in [("one", 0), ("four", 14), ("six", 25)] {
        let line = page
            .line_of(Place {
                field: Field::Body,
                offset: at,
            })
            .unwrap();
        assert!(page.lines[line].text().contains(word), "{word}");
        assert!(page.anchor(line).unwrap().offset <= at);
    }
}

#[test]
fn a_table_with_columns_that_are_empty_is_no_wider_than_the_line() {
    for rows in ["\t\t", "a\t\t\nb", "wide enough\t\t\u{200d}"] {
        for width in 1..20 {
            let mut builder = BodyBuilder::default();
            builder.open(Container::QUOTE);
            builder.block(BlockKind::Table(vec![Alignment::Left; 3]), rows);
            builder.close();
            let article = Article {
                title: "T".to_owned(),
                body: builder.finish(),
                ..Article::default()
            };
            for line in set(&article, width).lines {
                assert!(line.width() <= usize::from(width), "{:?}", line.text());
            }
        }
    }
}

#[test]
fn a_record_repeats_of_an_endless_name_of_a_column_only_how_it_begins() {
    let name = "tide and time ".repeat(1_000);
    let rows = "7.1\n".repeat(1_000);
    let kind = BlockKind::Table(vec![Alignment::Left; 20]);
    let table = format!("{name}{}\n{}", "\t".repeat(19), rows.trim_end());
    let lines = text(|builder| builder.block(kind, &table), 30);
    assert!(lines.len() < 10_000, "{}", lines.len());
    assert_eq!(lines.concat().matches("7.1").count(), 1_000);
    assert_eq!(lines.last().unwrap(), "7.1");
}

#[test]
fn a_gap_however_wide_is_better_than_a_line_that_is_too_long() {
    for (before, width) in [("a", 62), ("a b", 90), ("word", 200)] {
        let long = "x".repeat(usize::from(width) - before.len());
        let lines = text(
            |builder| builder.block(BlockKind::Paragraph, &format!("{before} {long}")),
            width,
        );
        assert_eq!(lines, [before, long.as_str()]);
    }
}

#[test]
fn a_word_without_end_is_set_as_soon_as_one_with_an_end() {
    // Were the rest measured anew for each of its lines, this would take minutes.
    let endless = "é".repeat(300_000);
    for kind in [BlockKind::Paragraph, BlockKind::Verse] {
        let lines = text(|builder| builder.block(kind, &endless), 30);
        let whole = lines.concat().replace("↪ ", "");
        assert!(whole == endless, "{:?}", &lines[..2]);
    }
}

#[test]
fn an_article_without_a_text_says_so_above_its_link() {
    let article = Article {
        title: "A link".to_owned(),
        link: Some("https://a.example/1".to_owned()),
        ..Article::default()
    };
    let lines: Vec<String> = set(&article, 40).lines.iter().map(Line::text).collect();
    let lines: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
    assert_eq!(
        lines[2..],
        [
            "1 min",
            "",
            "No text of it is stored.",
            "",
            "Links",
            "[1] https://a.example/1 · this article"
        ]
    );
    let folded = Article {
        boilerplate: vec!["Share".to_owned()],
        ..article
    };
    assert!(
        set(&folded, 40)
            .lines
            .iter()
            .all(|line| !line.text().contains("stored"))
    );
}

#[test]
fn sources_are_named_up_to_three_and_the_others_are_counted() {
    let header = |own: Option<&str>, further: &[&str]| {
        let article = Article {
            title: "T".to_owned(),
            source: own.map(str::to_owned),
            ..Article::default()
        };
        let further: Vec<String> = further.iter().map(|name| (*name).to_owned()).collect();
        let measure = Measure {
            width: 60,
            boilerplate: false,
        };
        page(&article, &further, measure, &now()).lines[2].text()
    };
    assert_eq!(header(Some("A"), &[]), "A · 1 min");
    assert_eq!(header(Some("A"), &["B"]), "A, B · 1 min");
    assert_eq!(
        header(Some("A"), &["B", "C", "D", "E"]),
        "A, B, C +2 · 1 min"
    );
    assert_eq!(header(None, &["B", "C", "D", "E"]), "B, C, D +1 · 1 min");
    assert_eq!(header(None, &[]), "1 min");
}

/// Blocks of every kind, of text of every script.
fn bodies() -> impl Strategy<Value = Body> {
    let words = "[a-z]{1,12}|[0-9]{1,3}|日本の鉄道|👨‍👩‍👧|e\u{301}te|שלום|ｶﾞ|https://a\\.example/[a-z]{0,40}|\\PC{0,6}";
    let block = (0_u8..8, prop::collection::vec(words, 1..30), 0_usize..4);
    prop::collection::vec(block, 0..8).prop_map(|blocks| {
        let mut builder = BodyBuilder::default();
        for (kind, words, depth) in blocks {
            for level in 0..depth {
                builder.open(if level % 2 == 0 {
                    Container::QUOTE
                } else {
                    Container::Item {
                        marker: Marker::Bullet,
                        first: true,
                    }
                });
            }
            match kind {
                0 => builder.block(BlockKind::Heading(2), &words.join(" ")),
                1 => builder.block(BlockKind::Code(None), &words.join("  ")),
                2 => builder.block(BlockKind::Verse, &words.join("\n")),
                3 => {
                    let rows: Vec<String> = words.chunks(3).map(|row| row.join("\t")).collect();
                    builder.block(BlockKind::Table(vec![Alignment::Left; 3]), &rows.join("\n"));
                }
                4 => {
                    builder.begin(BlockKind::Paragraph);
                    for word in &words {
                        let link = builder.link(word);
                        builder.open_span(SpanKind::Link(link));
                        builder.text(word);
                        builder.close_span();
                        builder.text(" ");
                    }
                    builder.end();
                }
                _ => builder.block(BlockKind::Paragraph, &words.join(" ")),
            }
            (0..depth).for_each(|_| builder.close());
        }
        builder.finish()
    })
}

#[test]
fn a_cluster_wider_than_the_line_gives_way_to_an_ellipsis() {
    assert_eq!(wrap_plain("a\u{16e40}\u{d82}\u{16f51}", 2, 3), ["a", "…"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_line_is_wider_than_the_measure(body in bodies(), width in 1_u16..120) {
        let article = Article { title: "A title of some words".to_owned(), body, ..Article::default() };
        for line in set(&article, width).lines {
            let wide = line.width();
            let clusters = line.text();
            let wide_cluster = super::width(&clusters) > clusters.chars().count() || usize::from(width) < 2;
            prop_assert!(wide <= usize::from(width) || (wide_cluster && wide <= usize::from(width) + 2), "{clusters:?}");
        }
    }

    #[test]
    fn every_byte_that_shows_is_on_the_page_once_and_in_order(body in bodies(), width in 1_u16..120) {
        let article = Article { title: "T".to_owned(), body, ..Article::default() };
        let page = set(&article, width);
        let mut seen = vec![0_u8; article.body.text().len()];
        for run in page.lines.iter().flat_map(|line| &line.runs) {
            let Some(place) = run.at.filter(|place| place.field == Field::Body) else { continue };
            prop_assert_eq!(&article.body.text()[place.offset..place.offset + run.text.len()], run.text.as_str());
            seen[place.offset..place.offset + run.text.len()].iter_mut().for_each(|count| *count += 1);
        }
        for block in article.body.blocks() {
            for (at, char) in article.body.text()[block.range.clone()].char_indices() {
                let count = seen[block.range.start + at];
                prop_assert!(count == 1 || (count == 0 && char.is_whitespace()), "{char:?} {count} times");
            }
        }
    }

    #[test]
    fn cut_texts_fit(text in "\\PC{0,40}", cells in 0_u16..30) {
        prop_assert!(super::width(&fit(&text, cells)) <= usize::from(cells));
        for line in wrap_plain(&text, cells.max(2), 2) {
            prop_assert!(super::width(&line) <= usize::from(cells.max(2)));
        }
    }
}
