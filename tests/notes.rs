//! Evernote's exports of notes (ENEX), as a user finds them here.
//!
//! The shapes are Evernote's and of programs that followed it, the texts our own.

mod parsed;

use newsstand::article::{Article, Container, Format, Key, Marker, Outcome, SpanKind};
use parsed::{assert_harmless, read, titles, urls};
use proptest::prelude::*;

/// A note, with what stands before and behind its text.
fn note(before: &str, enml: &str, behind: &str) -> String {
    format!(
        "<note>{before}<content><![CDATA[<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n\
         <!DOCTYPE en-note SYSTEM \"http://xml.evernote.com/pub/enml2.dtd\">\n\
         <en-note style=\"word-wrap: break-word;\">{enml}</en-note>]]></content>{behind}</note>\n"
    )
}

fn export(notes: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!DOCTYPE en-export SYSTEM \"http://xml.evernote.com/pub/evernote-export4.dtd\">\n\
         <en-export export-date=\"20261128T090000Z\" application=\"Evernote\" version=\"10.100\">\n{notes}</en-export>\n"
    )
}

/// The article of a note with this text, and of what stands behind that.
fn clipped(enml: &str, behind: &str) -> Article {
    let export = export(&note("<title>A list</title>", enml, behind));
    let mut parsed = read("notes.enex", &export);
    assert_eq!(parsed.problems, [], "{enml}");
    assert_eq!(parsed.articles.len(), 1, "{enml}");
    parsed.articles.remove(0)
}

fn text(enml: &str) -> String {
    clipped(enml, "").body.text().to_owned()
}

const RESOURCE: &str = "<resource><data encoding=\"base64\">\niVBORw0KGgo=\n</data><mime>image/png</mime>\
    <width>640</width><height>480</height><recognition><![CDATA[<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
    <!DOCTYPE recoIndex PUBLIC \"SYSTEM\" \"http://xml.evernote.com/pub/recoIndex.dtd\">\
    <recoIndex docType=\"picture\" objType=\"image\" objID=\"0f343b0931126a20f133d67c2b018a3b\" lang=\"en\"/>]]></recognition>\
    <resource-attributes><source-url>https://tide.example/wave.png</source-url><timestamp>19700101T000000Z</timestamp>\
    <file-name>wave.png</file-name></resource-attributes></resource>";

fn two_notes() -> String {
    let clipping = note(
        "<title>High &amp; low water</title>",
        "<h1>High water</h1><div>The sea <b>rose</b> twice, says&nbsp;<a href=\"/ann\">Ann</a>.</div><div><br/></div><p>It fell.</p>",
        &format!(
            "<created>20200131T101112Z</created><updated>20200203T040506Z</updated><tag>sea</tag><tag>walls &amp; dykes</tag>\
             <note-attributes><author>Ann Sample</author><source>web.clip7</source>\
             <source-url>https://tide.example/high?id=1&amp;page=2</source-url>\
             <application-data key=\"a\">b</application-data></note-attributes>{RESOURCE}"
        ),
    );
    // Programs that convert notes put their fields in other orders.
    let own = note(
        "<title>Shopping</title><created>20210101T000000Z</created><tag>home</tag>",
        "<div>Salt and rope.</div>",
        "<note-attributes><latitude>54.1</latitude><source>desktop.mac</source></note-attributes>",
    );
    export(&(clipping + &own))
}

#[test]
fn each_note_of_an_export_is_an_article() {
    let parsed = read("notes.enex", two_notes());
    assert_eq!(parsed.problems, []);
    assert_eq!(titles(&parsed), ["High & low water", "Shopping"]);
    let clipping = &parsed.articles[0];
    assert_eq!(
        clipping.body.text(),
        "High water\n\nThe sea rose twice, says\u{a0}Ann.\n\nIt fell."
    );
    assert_eq!(clipping.byline.as_deref(), Some("Ann Sample"));
    let link = "https://tide.example/high?id=1&page=2";
    assert_eq!(clipping.link.as_deref(), Some(link));
    assert_eq!(urls(clipping), ["https://tide.example/ann"]);
    let dates = [clipping.published, clipping.updated].map(|date| date.unwrap().to_string());
    assert_eq!(
        dates,
        ["2020-01-31T10:11:12+00:00", "2020-02-03T04:05:06+00:00"]
    );
    assert_eq!(clipping.tags, ["sea", "walls & dykes"]);
    assert_eq!(clipping.format, Format::Atom);
    let own = &parsed.articles[1];
    assert_eq!((own.link.as_ref(), own.byline.as_ref()), (None, None));
    assert_eq!(
        own.published.unwrap().to_string(),
        "2021-01-01T00:00:00+00:00"
    );
    assert_eq!(own.tags, ["home"]);
}

#[test]
fn an_export_is_known_by_how_it_begins_whatever_its_name() {
    for name in ["notes.enex", "notes.xml", "notes", "-", "notes.ENEX"] {
        assert_eq!(read(name, two_notes()).articles.len(), 2, "{name}");
    }
    let windows = two_notes().replace('\n', "\r\n");
    assert_eq!(read("notes.enex", windows), read("notes.enex", two_notes()));
    let behind_junk = format!("200 OK\n{}", two_notes());
    assert_eq!(read("notes.enex", behind_junk).articles.len(), 2);
}

#[test]
fn what_is_only_named_as_an_export_is_told() {
    for text in ["A note", "</note></en-export>", "<plist/>"] {
        let parsed = read("notes.enex", text);
        assert_eq!(parsed.articles, []);
        assert_eq!(
            (
                parsed.problems[0].reason.as_str(),
                parsed.problems[0].remedy.as_str()
            ),
            (
                "it is named as an export of notes (ENEX), but is none or lost its beginning",
                "export the notes again"
            )
        );
    }
    let empty = read("notes.enex", export(""));
    assert_eq!(empty.problems[0].outcome, Outcome::Skipped);
    assert_eq!(
        empty.problems[0].reason,
        "there are no notes with a text in this export"
    );
}

#[test]
fn boxes_are_items_that_bear_them_wherever_they_stand() {
    for enml in [
        "<div><en-todo checked=\"true\"/>Salt</div><div><en-todo/>Rope, <b>long</b></div><div>Or both.</div>",
        "<en-todo checked=\"true\"/>Salt<br/><en-todo checked=\"false\"/>Rope, <b>long</b><br/>Or both.",
        "<en-todo checked=\"true\"></en-todo>Salt<br clear=\"none\"/><en-todo/>Rope, <b>long</b><div>Or both.</div>",
        "<ul><li><en-todo checked=\"true\"/>Salt</li><li><div><en-todo/>Rope, <b>long</b></div></li></ul>Or both.",
        "<ul style=\"--en-todo:true;\"><li style=\"--en-checked:true;\"><div>Salt</div></li>\
         <li style=\"--en-checked:false;\"><div>Rope, <b>long</b></div></li></ul><div>Or both.</div>",
        "<p><span><en-todo checked=\"true\"/></span>Salt</p><p><en-todo/><span>Rope, <b>long</b></span></p><p>Or both.</p>",
        "<div><span><b><en-todo checked=\"true\"/></b>Sa</span>lt<br/></div><b><en-todo/>Rope, </b><b>long<br/></b>Or both.",
    ] {
        let article = clipped(enml, "");
        assert_eq!(
            article.body.text(),
            "[x] Salt\n[ ] Rope, long\n\nOr both.",
            "{enml}"
        );
        let markers = article
            .body
            .blocks()
            .iter()
            .map(|block| match block.within[..] {
                [] => None,
                [Container::Item { marker, .. }] => Some(marker),
                _ => panic!("{enml}: {block:?}"),
            });
        let expected = [Some(Marker::Task(true)), Some(Marker::Task(false)), None];
        assert_eq!(markers.collect::<Vec<_>>(), expected, "{enml}");
    }
    assert_eq!(
        text(
            "<ul><li><en-todo/>Ship<ul><li><en-todo checked=\"true\"/>Sail</li><li>Oar</li></ul></li></ul>"
        ),
        "[ ] Ship\n[x] Sail\n- Oar"
    );
    let table =
        "<table><tr><td><en-todo checked=\"true\"/>Salt</td><td><en-todo/>Rope</td></tr></table>";
    assert!(text(table).contains("[x] Salt"), "{}", text(table));
    assert_eq!(text("Buy <en-todo/>salt"), "Buy\n\n[ ] salt");
}

#[test]
fn tasks_stand_where_the_note_names_their_group() {
    let task = |title: &str, status: &str, weight: &str, group: &str| {
        format!(
            "<task><title>{title}</title><created>20240404T200320Z</created><updated>20240409T200000Z</updated>\
             <taskStatus>{status}</taskStatus><taskFlag>true</taskFlag><sortWeight>{weight}</sortWeight>\
             <noteLevelID>n</noteLevelID><taskGroupNoteLevelID>{group}</taskGroupNoteLevelID>\
             <reminder><created>20240403T202000Z</created></reminder></task>"
        )
    };
    let tasks = [
        task("Moor &amp; wait", "open", "B", "g-1"),
        task("Sail", "completed", "A", "g-1"),
        task("Write", "open", "A", "g-2"),
    ];
    let article = clipped(
        "<div>Before.</div><div style=\"--en-task-group:true; --en-id:g-1;\"></div><div>After.</div>",
        &format!("<created>20240101T000000Z</created>{}", tasks.concat()),
    );
    assert_eq!(
        article.body.text(),
        "Before.\n\n[x] Sail\n[ ] Moor & wait\n\nAfter.\n\n[ ] Write"
    );
    assert_eq!(article.title, "A list");
    assert_eq!(
        article.published.unwrap().to_string(),
        "2024-01-01T00:00:00+00:00"
    );
    assert_eq!(article.updated, None);
}

#[test]
fn a_picture_leads_to_where_it_is_from_and_a_file_is_named() {
    let article = clipped(
        "<div>Before.</div><en-media hash=\"0F343B0931126A20F133D67C2B018A3B\" type=\"image/png\"/><div>After.</div>",
        RESOURCE,
    );
    assert_eq!(
        article.body.text(),
        "Before.\n\nPicture: wave.png\n\nAfter."
    );
    assert_eq!(urls(&article), ["https://tide.example/wave.png"]);
    let spans: Vec<_> = article.body.spans().iter().map(|span| span.kind).collect();
    assert_eq!(spans, [SpanKind::Image(0)]);
    let file = |media: &str, attributes: &str| {
        let resource = format!(
            "<resource><data encoding=\"base64\">AAAA</data><mime>{media}</mime>\
             <resource-attributes>{attributes}</resource-attributes></resource>"
        );
        let media = format!(
            "<div>See <en-media type=\"{media}\" hash=\"{}\"/>.</div>",
            "a1".repeat(16)
        );
        let article = clipped(&media, &resource);
        let urls: Vec<String> = urls(&article).into_iter().map(str::to_owned).collect();
        (article.body.text().to_owned(), urls)
    };
    let told = |text: &str, urls: &[&str]| {
        (
            text.to_owned(),
            urls.iter().map(|url| (*url).to_owned()).collect(),
        )
    };
    assert_eq!(
        file("image/jpeg", "<file-name>a wave.jpg</file-name>"),
        told("See Picture: a wave.jpg.", &[])
    );
    assert_eq!(file("image/jpeg", ""), told("See Picture.", &[]));
    assert_eq!(
        file("application/pdf", "<file-name>bill.pdf</file-name>"),
        told("See File: bill.pdf.", &[])
    );
    assert_eq!(
        file(
            "audio/mpeg",
            "<source-url>https://tide.example/a.mp3</source-url>"
        ),
        told("See Audio.", &["https://tide.example/a.mp3"])
    );
    let stored = |hash: &str, name: &str| {
        format!(
            "<resource><data encoding=\"base64\">AAAA</data><mime>image/png</mime><resource-attributes>\
             <file-name>{name}.png</file-name><source-url>en-cache://tokenKey%3D%22A%22+ff2aef3d-e327+{hash}+\
             https://www.evernote.com/shard/s1/res/f61452ec</source-url></resource-attributes></resource>"
        )
    };
    let (one, other) = ("a1".repeat(16), "b2".repeat(16));
    let of_store = clipped(
        &format!("<en-media type=\"image/png\" hash=\"{other}\"/>"),
        &(stored(&one, "low") + &stored(&other, "high")),
    );
    assert_eq!(
        (of_store.body.text(), urls(&of_store)),
        ("Picture: high.png", vec![])
    );
    // Of two that may be meant, neither is.
    let other = RESOURCE.replace("0f343b", "1e343b");
    let unsure = clipped(
        &format!(
            "<div>A <en-media type=\"image/png\" hash=\"{}\"/></div>",
            "b".repeat(32)
        ),
        &(RESOURCE.to_owned() + &other),
    );
    assert_eq!((unsure.body.text(), urls(&unsure)), ("A Picture", vec![]));
    let described = "<en-media type=\"image/png\" alt=\"A wave\" hash=\"c\"/><en-media type=\"image/gif\" width=\"1\" height=\"1\"/>";
    assert_eq!(text(described), "A wave");
}

#[test]
fn pictures_side_by_side_are_words_of_their_own() {
    let media = "<en-media type=\"image/png\"/>";
    let both = format!("<div>Look: {media}{media} and {media}, {media}.</div>");
    assert_eq!(text(&both), "Look: Picture Picture and Picture, Picture.");
}

#[test]
fn an_encrypted_passage_says_that_it_is_and_shows_nothing_of_it() {
    let enml = "<div>The key is <en-crypt cipher=\"AES\" length=\"128\" hint=\"My &quot;cat&quot;\">NKLHX5yK1MlpzemJQijAN6C4545s2E==</en-crypt>, says Ann.</div>";
    assert_eq!(
        text(enml),
        "The key is [An encrypted passage, which Evernote can open; hint: My \"cat\"], says Ann."
    );
    assert_eq!(
        text("<en-crypt>NKLHX5yK1M</en-crypt>"),
        "[An encrypted passage, which Evernote can open]"
    );
}

#[test]
fn xhtml_and_listings_are_read_as_they_are_meant() {
    assert_eq!(
        text(
            "<div/><div>One <span/>two<a name=\"x\"/> three</div><p/>Four &lt;b&gt; &amp;amp; &#8211; <u>five</u>"
        ),
        "One two three\n\nFour <b> &amp; – five"
    );
    let listing = "<div style=\"box-sizing: border-box; --en-codeblock:true; --en-syntaxLanguage:rust;\"><div>let a =  1;</div>\
        <div>    a &lt; 2</div></div><div>After.</div>";
    assert_eq!(text(listing), "let a =  1;\n    a < 2\n\nAfter.");
    let split = "<div>a]]]]><![CDATA[>b</div>";
    assert_eq!(text(split), "a]]>b");
    // Programs escape a note in place of putting it into CDATA.
    let escaped = export(
        "<note><title>A</title><content>&lt;en-note&gt;&lt;div&gt;Salt &amp;amp; rope&lt;/div&gt;&lt;/en-note&gt;</content></note>",
    );
    assert_eq!(
        read("a.enex", escaped).articles[0].body.text(),
        "Salt & rope"
    );
    let bare = export(
        "<note><title>A</title><content><en-note><div><en-todo checked=\"true\"/>Salt</div></en-note></content></note>",
    );
    assert_eq!(read("a.enex", bare).articles[0].body.text(), "[x] Salt");
}

#[test]
fn a_note_in_which_there_is_nothing_to_read_is_no_article() {
    let notes = [
        note("<title>Untitled Note</title>", "<div><br/></div>", ""),
        note(
            "",
            "",
            "<note-attributes><source-url>https://a.example/b</source-url></note-attributes>",
        ),
        note("<title>Call Bo</title>", "<div><br/></div>", ""),
        note("<title></title>", "<div>The sea rose.</div>", ""),
    ];
    let parsed = read("notes.enex", export(&notes.concat()));
    assert_eq!(titles(&parsed), ["Call Bo", "The sea rose."]);
    assert_eq!(parsed.problems, []);
}

#[test]
fn two_clippings_of_a_page_are_one_article_and_a_note_is_known_by_what_it_says() {
    let of = |address: &str, title: &str, text: &str, date: &str| {
        let attributes = format!(
            "<created>{date}</created><note-attributes><source-url>{address}</source-url></note-attributes>"
        );
        note(&format!("<title>{title}</title>"), text, &attributes)
    };
    let page = "https://tide.example/high";
    let first = of(page, "High water", "It rose.", "20200131T101112Z");
    let again = of(
        page,
        "High water | The Tide",
        "It rose again.",
        "20210131T101112Z",
    );
    let keys = |notes: &str| -> Vec<Key> {
        let parsed = read("notes.enex", export(notes));
        parsed.articles.iter().map(Key::of).collect()
    };
    let both = keys(&(first.clone() + &again));
    assert_eq!(both[0], both[1]);
    assert_eq!(keys(&again), both[..1]);
    let own = of("", "Rope", "Buy rope.", "20200131T101112Z");
    let edited = of("", "Rope", "Buy rope and salt.", "20200131T101112Z");
    let moved = own.replace("2020", "2021");
    assert_eq!(keys(&own), keys(&(first + &moved))[1..]);
    assert_ne!(keys(&own), keys(&edited));
    for address in [
        "file:///home/ann/a.html",
        "mobile.iphone",
        "evernote:///view/1/s1",
    ] {
        let parsed = read("a.enex", export(&of(address, "A", "B", "20200131T101112Z")));
        assert_eq!(parsed.articles[0].link, None, "{address}");
    }
}

#[test]
fn exports_that_were_joined_give_all_their_notes() {
    let joined = two_notes() + &export(&note("<title>Third</title>", "<div>One more.</div>", ""));
    let parsed = read("notes.enex", joined);
    assert_eq!(titles(&parsed), ["High & low water", "Shopping", "Third"]);
    assert_eq!(parsed.problems, []);
}

#[test]
fn damage_in_a_note_costs_no_other_and_is_told() {
    for (whole, broken) in [
        ("]]></content>", "</content>"),
        ("</resource>", ""),
        ("</content>", ""),
        ("</resource-attributes>", ""),
        ("</note-attributes>", ""),
        ("</note>", ""),
        ("</title>", ""),
    ] {
        let export = two_notes().replacen(whole, broken, 1);
        let parsed = read("notes.enex", export);
        assert_eq!(titles(&parsed).last(), Some(&"Shopping"), "{whole}");
        assert_eq!(
            parsed.articles.last().unwrap().body.text(),
            "Salt and rope.",
            "{whole}"
        );
        assert!(parsed.articles.len() == 2, "{whole}: {:?}", titles(&parsed));
        if !matches!(whole, "</note-attributes>" | "</resource-attributes>") {
            assert!(!parsed.problems.is_empty(), "{whole}");
            assert!(
                parsed.problems[0].remedy.contains("export the notes again"),
                "{:?}",
                parsed.problems
            );
        }
    }
}

#[test]
fn an_export_cut_at_any_byte_keeps_every_whole_note() {
    let export = two_notes();
    let whole = read("notes.enex", &export).articles;
    let begins = export.find("<en-export").unwrap() + "<en-export>".len();
    for end in begins..export.trim_end().len() {
        let parsed = read("notes.enex", &export.as_bytes()[..end]);
        let complete = export[..end].matches("</note>").count();
        assert!(parsed.articles.len() >= complete, "{end}");
        assert_eq!(parsed.articles[..complete], whole[..complete], "{end}");
        assert!(!parsed.problems.is_empty(), "{end}");
    }
}

#[test]
fn the_files_of_an_export_may_be_long_and_are_told_from_its_text() {
    let long = "QUJD".repeat(5 << 20);
    let resource = RESOURCE.replace("iVBORw0KGgo=", &long);
    let notes = note("<title>One</title>", "<div>The sea rose.</div>", &resource)
        + &note("<title>Two</title>", "<div>It fell.</div>", "");
    let parsed = read("notes.enex", export(&notes));
    assert_eq!(titles(&parsed), ["One", "Two"]);
    assert_eq!(parsed.problems, []);
}

#[test]
fn hostile_notes_are_read_in_a_time_that_grows_with_them_alone() {
    for piece in [
        "<en-todo/>",
        "<en-media hash=\"a\" type=\"image/png\"/>",
        "<en-crypt>",
        "<div>",
        "<li>",
        "<div><en-todo/>",
        "<div style=\"--en-task-group:true;--en-id:a\"/>",
        "<div style=\"--en-codeblock:true\">",
        "]]><![CDATA[",
        "</div>",
    ] {
        let tasks = "<task><title>A</title><taskGroupNoteLevelID>b</taskGroupNoteLevelID></task>"
            .repeat(600);
        let text = note(
            "<title>A</title>",
            &piece.repeat(50_000),
            &(RESOURCE.repeat(600) + &tasks),
        );
        let parsed = read("notes.enex", export(&text));
        assert_eq!(titles(&parsed), ["A"], "{piece}");
    }
}

proptest! {
    #[test]
    fn no_damage_to_notes_makes_it_panic_or_lets_a_control_character_in(
        cuts in prop::collection::vec((0.0..1.0_f64, 0..60_usize, "[<>/&;\\]\\[\"=a-c\u{1}\u{1b} \n]{0,6}"), 1..6),
    ) {
        let mut export = two_notes();
        for (at, length, piece) in cuts {
            let place = |share: f64| (export.len() as f64 * share) as usize;
            let start = (0..=place(at)).rev().find(|at| export.is_char_boundary(*at)).unwrap();
            let end = (start + length..=export.len()).find(|at| export.is_char_boundary(*at)).unwrap_or(export.len());
            export.replace_range(start..end, &piece);
        }
        assert_harmless(read("notes.enex", export));
    }
}
