//! Articles that are kept in tables, as a user finds them here: CSV and TSV with a row of heads, and the files of sfeed.
//!
//! The shapes are those of scrapers, press databases and sets for research, the texts our own.

mod parsed;

use std::path::Path;

use newsstand::{
    article::{Format, Outcome},
    parse::holds_many,
};
use parsed::{articles, assert_harmless, damaged, date, read, titles, told};
use proptest::prelude::*;

/// As pandas writes a set of news.
const NEWS: &str = r#",id,title,publication,author,date,year,month,url,content
0,17283,"High water, again",The Wire,Ann Sample,2016-12-31,2016.0,12.0,https://wire.example/high,"The sea rose on Monday.

It held, ""almost"" all day."
1,17284,Low water,The Wire,"['Bo Test', 'Cy O''Lee']",2017-01-02 08:30:00,2017.0,1.0,https://wire.example/low,"<p>It <b>fell</b>.</p>"
2,17285,Slack water,The Wire,nan,,2017.0,1.0,,"Nothing moved."
"#;

/// As sfeed keeps a feed.
const SFEED: &str = "1615883400\tThe ferry & the fog\thttps://harbour.example/ferry\t<p>It <b>sails</b>.</p>\\n<p>Slowly.</p>\thtml\
    \ttag:harbour.example,2021:1\tann@harbour.example (Ann Sample)\t\tsea|ships\n\
    1615797000\tNotes\thttps://harbour.example/notes\tOne \\\\ two\\nThree\\tfour\tplain\t\t\thttps://harbour.example/notes.mp3\t\n\
    \tUndated\thttps://harbour.example/undated\t\t\t\t\t\n";

#[test]
fn each_row_with_a_text_is_an_article_with_all_that_its_columns_say() {
    let articles = articles("news.csv", NEWS);
    assert_eq!(articles.len(), 3);
    let high = &articles[0];
    assert_eq!(high.title, "High water, again");
    assert_eq!(high.byline.as_deref(), Some("Ann Sample"));
    assert_eq!(high.source.as_deref(), Some("The Wire"));
    assert_eq!(high.link.as_deref(), Some("https://wire.example/high"));
    assert_eq!(date(high), "2016-12-31");
    assert_eq!(
        high.body.text(),
        "The sea rose on Monday.\n\nIt held, \"almost\" all day."
    );
    assert_eq!(high.format, Format::JsonFeed);
    let low = &articles[1];
    assert_eq!(low.body.text(), "It fell.", "HTML is read as such");
    assert_eq!(date(low), "2017-01-02T08:30:00+00:00");
    let slack = &articles[2];
    let absent = (&slack.byline, &slack.link, &slack.published, &slack.guid);
    assert_eq!(
        absent,
        (&None, &None, &None, &None),
        "the number of a row is nobody's"
    );
}

#[test]
fn several_authors_and_tags_in_a_cell_are_several() {
    for (cell, byline) in [
        ("['Ann Sample', 'Bo Test']", "Ann Sample and Bo Test"),
        (
            "\"[\"\"Ann Sample\"\", \"\"Bo Test\"\"]\"",
            "Ann Sample and Bo Test",
        ),
        ("Ann Sample|Bo Test", "Ann Sample and Bo Test"),
        ("Ann Sample; Bo Test", "Ann Sample and Bo Test"),
        ("{'id': None; 'x'}", "{'id': None and 'x'}"),
        ("{'name': 'Ann Sample'}", "Ann Sample"),
    ] {
        let cell = if cell.contains(',') && !cell.starts_with('"') {
            format!("\"{cell}\"")
        } else {
            cell.to_owned()
        };
        for tags in ["tags", "Keywords"] {
            let text = format!("title,authors,{tags},text\nA,{cell},sea|air,The sea rose.\n");
            let article = articles("a.csv", text).remove(0);
            assert_eq!(article.byline.as_deref(), Some(byline));
            assert_eq!(article.tags, ["sea", "air"]);
        }
    }
}

#[test]
fn the_tables_of_many_programs_are_read_whoever_wrote_them() {
    for (program, text) in [
        (
            "a news API by way of pandas",
            "source,author,title,description,url,urlToImage,publishedAt,content\n\
             \"{'id': None, 'name': 'The Wire'}\",Ann Sample,A storm,On the sea.,https://wire.example/storm,,2024-03-01T10:00:00Z,The sea rose.\n",
        ),
        (
            "newspaper",
            "title,category,authors,publish_date,text,url,source\n\
             A storm,sea,['Ann Sample'],2024-03-01 10:00:00,The sea rose.,https://wire.example/storm,The Wire\n",
        ),
        (
            "Wallabag",
            "Title;URL;Content;Tags;\"MIME Type\";Language;\"Creation date\";Author;Publisher\n\
             \"A storm\";https://wire.example/storm;\"<p>The sea rose.</p>\";\"sea, air\";text/html;en;\"13/03/2024 10:00:00\";Ann Sample;The Wire\n",
        ),
        (
            "a set for research",
            "date,year,month,day,author,title,article,url,section,publication\n\
             2024-03-01 10:00:00,2024,3,1,Ann Sample,A storm,The sea rose.,https://wire.example/storm,Sea,The Wire\n",
        ),
        (
            "another set for research",
            "Article,Date,Heading,Keywords,Author,Newspaper,URL\n\
             The sea rose.,1 March 2024 10:00,A storm,sea,Ann Sample,The Wire,https://wire.example/storm\n",
        ),
        (
            "a press database",
            "Headline\tNewspaper\tByline\tPublication Date\tArticle URL\tFull Text\n\
             A storm\tThe Wire\tBy Ann Sample\t1 March 2024 10:00\thttps://wire.example/storm\tThe sea rose.\n",
        ),
        (
            "Notion",
            "\u{feff}Name,Author,Created,Publication,Text,URL\r\nA storm,Ann Sample,\"March 1, 2024 10:00 AM\",The Wire,The sea rose.,https://wire.example/storm\r\n",
        ),
        (
            "Excel",
            "sep=;\r\ntitle;author;source;date;url;text\r\nA storm;Ann Sample;The Wire;2024-03-01;https://wire.example/storm;The sea rose.\r\n",
        ),
    ] {
        let storm = articles("a.csv", text).remove(0);
        assert_eq!(storm.title, "A storm", "{program}");
        assert_eq!(storm.byline.as_deref(), Some("Ann Sample"), "{program}");
        assert_eq!(storm.source.as_deref(), Some("The Wire"), "{program}");
        assert_eq!(
            storm.link.as_deref(),
            Some("https://wire.example/storm"),
            "{program}"
        );
        assert_eq!(storm.body.text(), "The sea rose.", "{program}");
        let day = storm.published.map(|when| when.to_string());
        assert!(
            day.is_some_and(|day| day.starts_with("2024-0")),
            "{program}"
        );
    }
}

#[test]
fn the_rows_of_trafilatura_have_no_heads_and_are_read_all_the_same() {
    let row = |title| {
        format!(
            "https://wire.example/{title}\tnull\t9f3ac2\twire.example\t{title}\tnull\t2024-03-01\
             \t\"The sea rose.\nWalls held.\"\tnull\tnull\tnull\r\n"
        )
    };
    for name in ["a.csv", "a.tsv", "a"] {
        let articles = articles(name, row("One") + &row("Two"));
        assert_eq!(articles.len(), 2, "{name}");
        assert_eq!(articles[1].title, "Two");
        assert_eq!(articles[1].source.as_deref(), Some("wire.example"));
        assert_eq!(date(&articles[1]), "2024-03-01");
        assert_eq!(articles[1].body.text(), "The sea rose.\n\nWalls held.");
    }
}

#[test]
fn a_table_is_read_in_any_encoding_with_any_line_ends_and_whatever_its_name() {
    let expected = articles("news.csv", NEWS);
    let utf_16: Vec<u8> = std::iter::once(0xfeff)
        .chain(NEWS.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(articles("news.csv", utf_16), expected);
    for end in ["\r\n", "\r"] {
        assert_eq!(articles("news.csv", NEWS.replace('\n', end)), expected);
    }
    assert_eq!(articles("news.csv", format!("\u{feff}{NEWS}")), expected);
    for name in ["news.tsv", "news.txt", "news", "-", "news.bak"] {
        assert_eq!(articles(name, NEWS), expected, "{name}");
    }
}

#[test]
fn a_text_that_merely_has_commas_stays_a_text() {
    for (name, text) in [
        ("a.txt", "Title, text and all\n\nThe sea, as ever, rose.\n"),
        ("a.txt", "Text, title\n\nThe sea rose.\n"),
        (
            "a.csv",
            "Dear Bo, here I am.\n\nThe sea, as ever, rose, and fell.\n",
        ),
        ("a", "1615883400\tnot a feed\n"),
        ("a", "12\t1\t\t\t\t\t\t\n"),
        ("a.txt", "1, 2, 3, 4\n5, 6, 7, 8\n"),
    ] {
        let parsed = read(name, text);
        assert_eq!(parsed.problems, [], "{text}");
        assert_eq!(parsed.articles[0].format, Format::Text, "{text}");
    }
}

#[test]
fn a_table_without_texts_says_so_and_what_to_do() {
    for (text, reason) in [
        ("name,age\nAnn,31\nBo,32\n", "its columns are not named"),
        ("title,url\nA,https://a.example/\n", "it is a list of links"),
        ("text,label\nThe sea rose.,1\n", "its columns are not named"),
        ("title,text\nA,\nB,nan\n", "no row in it holds a text"),
        ("title,text\nA,\"The sea", "no row in it is whole"),
        ("title,text\n", "no row in it holds a text"),
    ] {
        for name in ["a.csv", "a.tsv"] {
            let parsed = read(name, text);
            assert_eq!(parsed.articles, [], "{text}");
            assert_eq!(told(&parsed), [(None, Outcome::Skipped)], "{text}");
            assert!(parsed.problems[0].reason.contains(reason), "{text}");
            assert!(!parsed.problems[0].remedy.is_empty());
        }
    }
}

#[test]
fn rows_without_a_text_are_counted_and_left_out() {
    let text = "title,url,text\nA,https://a.example/a,\n,,\nB,https://a.example/b,It rose.\nC,https://a.example/c,null\n";
    let parsed = read("a.csv", text);
    assert_eq!(titles(&parsed), ["B"]);
    assert_eq!(told(&parsed), [(None, Outcome::Cut)]);
    assert!(parsed.problems[0].reason.starts_with("2 entries"));
}

#[test]
fn ragged_rows_are_read_and_one_with_too_many_cells_is_told_by_its_line() {
    let text = "title,text,url\nA,It rose.\nB,It rose, and fell,https://a.example/b\nC,It held.,https://a.example/c,,\n";
    let parsed = read("a.csv", text);
    assert_eq!(titles(&parsed), ["A", "B", "C"]);
    assert_eq!(told(&parsed), [(Some(3), Outcome::Guessed)]);
}

#[test]
fn a_quotation_without_an_end_costs_no_row_before_it_and_is_told_by_its_line() {
    let text = "title,text\nA,\"It\nrose.\"\n\nB,It fell.\nC,\"It held.\nD,It went.\n";
    let parsed = read("a.csv", text);
    assert_eq!(titles(&parsed), ["A", "B"]);
    assert_eq!(told(&parsed), [(Some(6), Outcome::Cut)]);
}

#[test]
fn rows_behind_a_quotation_without_an_end_are_told_by_their_addresses_or_dates() {
    for (head, row) in [
        ("title,url,text", "{},https://a.example/{},"),
        ("Datum;Titel;Text", "16.04.2020;{};"),
    ] {
        let begun = |title: &str| row.replace("{}", title);
        let delimiter = if head.contains(';') { ";" } else { "," };
        let prose = ["A wave", " two", " and more"].join(delimiter);
        for end in ["\"It held.\n\nAll day.\"", "It held."] {
            let rows = [
                format!("{}It rose.", begun("A")),
                format!("{}\"It fell.\n{prose}", begun("B")),
                format!("{}{end}", begun("C")),
                format!("{}\"It \"\"went\"\".\"", begun("D")),
            ];
            let parsed = read("a.csv", format!("{head}\n{}\n", rows.join("\n")));
            assert_eq!(titles(&parsed), ["A", "B", "C", "D"], "{head} {end}");
            assert_eq!(told(&parsed), [(Some(3), Outcome::Guessed)]);
            let texts = parsed.articles.iter().map(|article| article.body.text());
            let texts: Vec<&str> = texts.collect();
            assert!(texts[1].ends_with(&prose), "{}", texts[1]);
            assert!(texts[2].starts_with("It held."), "{}", texts[2]);
            assert_eq!(texts[3], "It \"went\".");
        }
    }
}

#[test]
fn titles_with_what_they_are_about_and_texts_by_their_subjects_are_articles_in_a_table_of_nothing_else()
 {
    for (name, text, title, tags) in [
        (
            "train.csv",
            "Class Index,Title,Description\n3,A storm,\"The sea rose, and fell.\"\n",
            "A storm",
            "",
        ),
        (
            "news.csv",
            "link,headline,category,short_description,authors,date\n\
             https://a.example/storm,A storm,SEA,\"The sea rose, and fell.\",Ann Sample,2022-09-23\n",
            "A storm",
            "SEA",
        ),
        (
            "bbc.csv",
            "category,text\nsea,\"The sea rose, and fell.\"\n",
            "The sea rose, and fell.",
            "sea",
        ),
        (
            "bbc.tsv",
            "ArticleId\tText\tCategory\n7\tThe sea rose, and fell.\tsea\n",
            "The sea rose, and fell.",
            "sea",
        ),
        (
            "fake.csv",
            "label,headline,body\n1,A storm,\"The sea rose, and fell.\"\n",
            "A storm",
            "",
        ),
    ] {
        let article = articles(name, text).remove(0);
        assert_eq!(
            (article.title.as_str(), article.body.text()),
            (title, "The sea rose, and fell."),
            "{text}"
        );
        assert_eq!(article.tags.join(" "), tags, "{text}");
    }
    for text in [
        "title,description,price\nA boat,It floats.,12\n",
        "name,description\nboat,It floats.\n",
        "id,text\n1,It floats.\n",
    ] {
        assert_eq!(read("a.csv", text).articles, [], "{text}");
    }
    let listed = "Category, text\nThe sea, as ever, rose.\nIt fell, too.\n";
    assert_eq!(articles("a.txt", listed)[0].format, Format::Text);
}

#[test]
fn heads_may_be_in_another_language() {
    for text in [
        "Titel;Datum;Quelle;Autorin;Text\nA storm;16.04.2020;The Wire;Ann Sample;The sea rose.\n",
        "Überschrift;Datum;Zeitung;Autor;Inhalt\nA storm;16.04.2020;The Wire;Ann Sample;The sea rose.\n",
        "Titre;Date;Journal;Auteur;Texte\nA storm;16/04/2020;The Wire;Ann Sample;The sea rose.\n",
        "Título;Fecha;Periódico;Autor;Contenido\nA storm;16/04/2020;The Wire;Ann Sample;The sea rose.\n",
    ] {
        let article = articles("a.csv", text).remove(0);
        assert_eq!(article.title, "A storm", "{text}");
        assert_eq!(date(&article), "2020-04-16", "{text}");
        assert_eq!(article.source.as_deref(), Some("The Wire"), "{text}");
        assert_eq!(article.byline.as_deref(), Some("Ann Sample"), "{text}");
        assert_eq!(article.body.text(), "The sea rose.", "{text}");
    }
}

#[test]
fn quotation_marks_with_a_backslash_before_them_end_no_cell() {
    let text = r#"title,text,url
A,"\"No\", she said, \"not now\".",https://a.example/a
"B \"C\"","It rose.",https://a.example/b
C,"It fell. \\",https://a.example/c
"#;
    let articles = articles("a.csv", text);
    assert_eq!(articles[0].body.text(), r#""No", she said, "not now"."#);
    assert_eq!(articles[1].title, r#"B "C""#);
    assert_eq!(articles[2].link.as_deref(), Some("https://a.example/c"));
    let path = "title,text\nA,\"In C:\\\"\nB,\"It \"\"rose\"\".\"\n";
    let articles = self::articles("a.csv", path);
    assert_eq!(
        articles[0].body.text(),
        "In C:\\",
        "a cell that ends in a backslash"
    );
    assert_eq!(articles[1].body.text(), "It \"rose\".");
}

#[test]
fn a_date_that_does_not_exist_is_told_by_the_line_of_its_row() {
    let text = "title,date,text\nA,2024-01-01,It rose.\nB,2024-02-31,It fell.\n";
    assert_eq!(told(&read("a.csv", text)), [(Some(3), Outcome::Guessed)]);
}

/// Cuts a table at every byte. `ends` are where its rows end.
fn cut_at_every_byte(name: &str, text: &str, ends: &[usize], least: usize) {
    let whole = articles(name, text);
    assert_eq!(whole.len(), ends.len(), "{name}");
    for cut in least..text.len() {
        let parsed = read(name, &text.as_bytes()[..cut]);
        let complete = ends.iter().filter(|end| **end <= cut).count();
        let kept = parsed.articles.get(..complete);
        assert_eq!(kept, whole.get(..complete), "{name} cut at {cut}");
        assert!(parsed.articles.len() <= complete + 1, "{name} cut at {cut}");
    }
}

#[test]
fn a_table_cut_at_any_byte_keeps_every_whole_row() {
    let mut ends: Vec<usize> = ["day.\"", "</p>\"", "moved.\""]
        .iter()
        .filter_map(|end| Some(NEWS.find(end)? + end.len()))
        .collect();
    let head = NEWS.find('\n').unwrap();
    cut_at_every_byte("news.csv", NEWS, &ends, head);
    for cut in ends[0] + 1..ends[1] {
        let parsed = read("news.csv", &NEWS.as_bytes()[..cut]);
        let is_between = NEWS[ends[0]..cut].trim().is_empty();
        assert!(!parsed.problems.is_empty() || is_between, "cut at {cut}");
    }
    ends = SFEED.match_indices('\n').map(|(end, _)| end).collect();
    cut_at_every_byte("harbour", SFEED, &ends, ends[0]);
}

#[test]
fn a_large_table_is_read_to_its_end_and_an_article_that_is_too_large_costs_no_other() {
    let text = "The tide comes in. ".repeat(5400);
    let rows: Vec<String> = (0..200).map(|n| format!("Tide {n},\"{text}\"\n")).collect();
    let whole = format!("title,text\n{}", rows.concat());
    assert!(whole.len() > 19 << 20);
    assert!(holds_many(Path::new("a.csv"), whole.as_bytes()));
    assert_eq!(articles("a.csv", &whole).len(), 200);
    let large = "The tide comes in. ".repeat((17 << 20) / 19);
    let parsed = read("a", format!("title,text\nA,\"{large}\"\nB,\"It rose.\"\n"));
    assert_eq!(titles(&parsed), ["A", "B"]);
    assert!(parsed.articles[0].body.text().len() <= 16 << 20);
    assert_eq!(told(&parsed), [(Some(2), Outcome::Cut)]);
    let line = |title| {
        format!("1615883400\t{title}\thttps://a.example/{title}\t<p>{large}</p>\thtml\t\t\t\t\n")
    };
    let parsed = read("harbour", line("A") + &line("B"));
    assert_eq!(titles(&parsed), ["A", "B"]);
}

#[test]
fn hostile_tables_are_read_in_a_time_that_grows_with_them_alone() {
    let n = 100_000;
    for text in [
        "title,text\n".to_owned() + &"\"".repeat(n + 1),
        "title,text\n".to_owned() + &"\"\n".repeat(n),
        "title,text\n".to_owned() + &",".repeat(n) + "x",
        "title,tags,text\nA,".to_owned() + &"[".repeat(n) + ",B\n",
        "title,tags,text\nA,\"['".to_owned() + &"',' ".repeat(n) + "\",B\n",
        "title,text,".to_owned() + &"a,".repeat(n) + "\nA,B\n",
        "title,text\n".to_owned() + &"\n".repeat(n),
        "1\t\thttps://a.example/\t\t\t\t\t\t\n".to_owned() + &"\t".repeat(n),
        "\t".repeat(n),
    ] {
        for name in ["a.csv", "a"] {
            let parsed = read(name, &text);
            assert!(!parsed.articles.is_empty() || !parsed.problems.is_empty());
        }
    }
}

#[test]
fn a_hundred_thousand_rows_are_as_many_articles() {
    let mut text = "title,text\n".to_owned();
    for n in 0..100_000 {
        text.push_str(&format!("Tide {n},In\n"));
    }
    assert_eq!(articles("a.csv", text).len(), 100_000);
}

#[test]
fn what_sfeed_keeps_of_a_feed_is_read_as_the_feed_and_bears_the_name_of_its_file() {
    for name in ["feeds/harbour", "harbour.tsv", "harbour.txt"] {
        let articles = articles(name, SFEED);
        assert_eq!(articles.len(), 3, "{name}");
        let ferry = &articles[0];
        assert_eq!(ferry.title, "The ferry & the fog");
        assert_eq!(ferry.source.as_deref(), Some("harbour"));
        assert_eq!(ferry.byline.as_deref(), Some("Ann Sample"));
        assert_eq!(ferry.guid.as_deref(), Some("tag:harbour.example,2021:1"));
        assert_eq!(ferry.tags, ["sea", "ships"]);
        assert_eq!(date(ferry), "2021-03-16T08:30:00+00:00");
        assert_eq!(ferry.body.text(), "It sails.\n\nSlowly.");
        let notes = &articles[1];
        assert!(notes.body.text().starts_with("One \\ two\nThree"));
        assert_eq!(
            notes.body.links()[0].url,
            "https://harbour.example/notes.mp3"
        );
        assert_eq!(articles[2].published, None);
        assert_eq!(
            articles[2].link.as_deref(),
            Some("https://harbour.example/undated")
        );
    }
    for name in ["codemadness.org", "lwn.net", "harbour.example"] {
        let articles = articles(name, SFEED);
        assert_eq!(
            articles[0].source.as_deref(),
            Some(name),
            "a feed named for its site"
        );
    }
}

#[test]
fn a_damaged_line_of_sfeed_is_told_and_costs_no_other() {
    let damaged = SFEED.replacen("\n1615797000", "\nlost\n16157x97000", 1);
    let parsed = read("harbour", damaged);
    assert_eq!(titles(&parsed), ["The ferry & the fog", "Undated"]);
    assert_eq!(told(&parsed), [(Some(2), Outcome::Cut)]);
    let behind = read("harbour", format!("lost\n{SFEED}"));
    assert_eq!(behind.articles.len(), 3);
    assert_eq!(told(&behind), [(Some(1), Outcome::Cut)]);
    let cut = read("harbour", &SFEED[..SFEED.len() - 12]);
    assert_eq!(cut.articles.len(), 2);
    assert_eq!(told(&cut), [(Some(3), Outcome::Cut)]);
}

#[test]
fn a_feed_as_older_sfeeds_keep_it_has_no_categories() {
    let text = "1615883400\tFog\thttps://harbour.example/fog\tFog.\tplain\t7\tAnn\t\n";
    let fog = articles("harbour", text).remove(0);
    assert_eq!(
        (fog.title.as_str(), fog.byline.as_deref()),
        ("Fog", Some("Ann"))
    );
    assert_eq!(fog.body.text(), "Fog.");
}

/// A text without its blanks: those are the typesetter's.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

proptest! {
    #[test]
    fn rows_that_are_written_come_back(
        rows in prop::collection::vec(
            ("t[a-zé,;\t\"'|\\\\ ]{0,20}", "[a-z][a-zé,;\t\"'|\\\\\n ]{0,60}z", "[a-z]{1,9}"), 1..6),
        delimiter in prop::sample::select(vec![b',', b';', b'\t']),
        style in prop::sample::select(vec![csv::QuoteStyle::Necessary, csv::QuoteStyle::Always]),
        ends in prop::sample::select(vec![csv::Terminator::CRLF, csv::Terminator::Any(b'\n')]),
    ) {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(delimiter).quote_style(style).terminator(ends).from_writer(Vec::new());
        writer.write_record(["title", "text", "url"]).unwrap();
        for (n, (title, text, path)) in rows.iter().enumerate() {
            let url = format!("https://{path}.example/{n}");
            writer.write_record([title, text, &url]).unwrap();
        }
        let parsed = read("a.csv", writer.into_inner().unwrap());
        prop_assert_eq!(&parsed.problems, &[]);
        prop_assert_eq!(parsed.articles.len(), rows.len());
        for (n, (article, (title, text, path))) in parsed.articles.iter().zip(&rows).enumerate() {
            prop_assert_eq!(squeezed(&article.title), squeezed(title));
            prop_assert_eq!(squeezed(article.body.text()), squeezed(text));
            let url = format!("https://{path}.example/{n}");
            prop_assert_eq!(article.link.as_deref(), Some(url.as_str()));
        }
    }

    #[test]
    fn no_damage_to_a_table_makes_it_panic_or_lets_a_control_character_in(
        table in prop::sample::select(vec![NEWS, SFEED]),
        name in prop::sample::select(vec!["a.csv", "a.tsv", "a.txt", "a"]),
        at in any::<prop::sample::Index>(),
        length in 0..40_usize,
        junk in "[<>/&;!\"'\\[\\]{}\\\\:,|a-c\t\n\u{1b}\u{0}\u{9b} -]{0,12}",
    ) {
        assert_harmless(read(name, damaged(table, at, length, &junk)));
    }
}
