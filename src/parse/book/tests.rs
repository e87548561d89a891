//! What a book says of its pages, piece by piece.

use super::*;

#[test]
fn a_reference_leads_to_a_file_of_the_container_or_nowhere() {
    let leads = |from: &str, reference: &str| resolved(from, reference);
    let to = |name: &str| Some(name.to_owned());
    assert_eq!(
        leads("OEBPS/content.opf", "text/a.xhtml"),
        to("OEBPS/text/a.xhtml")
    );
    assert_eq!(
        leads("OEBPS/text/nav.xhtml", "../a%20b%2C.xhtml#c"),
        to("OEBPS/a b,.xhtml")
    );
    assert_eq!(leads("content.opf", "/a.xhtml"), to("a.xhtml"));
    assert_eq!(leads("a/b.xhtml", "../../../etc/passwd"), to("etc/passwd"));
    assert_eq!(leads("a.xhtml", "100%.xhtml"), to("100%.xhtml"));
    for outside in ["", "#a", "https://tide.example/", "mailto:a@b.example"] {
        assert_eq!(leads("a.xhtml", outside), None, "{outside}");
    }
}

fn package(metadata: &str) -> Package {
    let text = format!(
        "<package unique-identifier='b'><metadata>{metadata}</metadata><spine></spine></package>"
    );
    Package::read(&text, "content.opf")
}

#[test]
fn the_author_of_a_book_is_a_person_and_not_the_program_that_made_it() {
    let byline = |metadata: &str| package(metadata).byline();
    let two = "<dc:creator>Ann Sample</dc:creator><dc:creator opf:role='aut'>Bo Test</dc:creator>\
        <dc:creator opf:role='ill'>Cy Brush</dc:creator>";
    assert_eq!(byline(two).as_deref(), Some("Ann Sample and Bo Test"));
    let calibre = "<dc:creator>calibre</dc:creator>\
        <dc:contributor opf:role='bkp'>calibre (7.21.0) [https://calibre-ebook.com]</dc:contributor>";
    assert_eq!(byline(calibre), None);
    let own = "<dc:creator>wallabag</dc:creator><dc:publisher>wallabag</dc:publisher>";
    assert_eq!(byline(own), None);
    assert_eq!(byline("<dc:creator>Unknown</dc:creator>"), None);
    let many = byline(&"<dc:creator>Ann</dc:creator>".repeat(1000));
    assert_eq!(many.unwrap().matches("Ann").count(), 8);
    let long = format!("<dc:creator>{}</dc:creator>", "Ann ".repeat(1000));
    assert_eq!(byline(&long), None);
    assert_eq!(byline(""), None);
}

#[test]
fn the_name_of_a_newspaper_is_that_without_the_day() {
    let issue = package("<dc:title>The Tide [Sat, 28 Nov 2026]</dc:title>");
    assert_eq!(issue.title.as_deref(), Some("The Tide"));
    assert_eq!(issue.published.unwrap().to_string(), "2026-11-28");
    let other = package("<dc:title>The Tide [a novel]</dc:title>");
    assert_eq!(other.title.as_deref(), Some("The Tide [a novel]"));
}

#[test]
fn the_date_of_a_book_is_that_of_its_publication() {
    let date = |metadata: &str| package(metadata).published.map(|date| date.to_string());
    let two = "<dc:date opf:event='modification'>2026-11-30</dc:date><dc:date>2026-11-28</dc:date>";
    assert_eq!(date(two).as_deref(), Some("2026-11-28"));
    assert_eq!(date("<dc:date>0101-01-01T00:00:00+00:00</dc:date>"), None);
}

#[test]
fn a_book_is_told_from_others_by_the_identifier_that_it_calls_its_own() {
    let two =
        "<dc:identifier>urn:isbn:1</dc:identifier><dc:identifier id='b'>urn:uuid:2</dc:identifier>";
    assert_eq!(package(two).identifier(), "urn:uuid:2");
    assert_eq!(
        package("<dc:identifier>urn:isbn:1</dc:identifier>").identifier(),
        "urn:isbn:1"
    );
    assert_eq!(package("").identifier(), "");
}

#[test]
fn a_page_that_shows_the_way_is_told_from_one_that_is_read() {
    let about = package("<dc:title>The Tide</dc:title><dc:creator>Ann Sample</dc:creator>").words;
    let shows = |body: &str| {
        Sheet::read(&format!(
            "<html><head><title>x y z</title></head>{body}</html>"
        ))
        .shows_the_way(None, &about)
    };
    for way in [
        "<body></body>",
        "<body><img src='cover.png'/></body>",
        "<body><h1>The Tide</h1><p>Ann Sample</p></body>",
        "<body><p>Read <a href='a.xhtml'>a storm at sea</a>, <a href='b.xhtml'>a calm</a>, <a href='c.xhtml'>a tide</a></p></body>",
        "<body><ul class='calibre_feed_list1'><li>World, of which nothing is new</li></ul></body>",
    ] {
        assert!(shows(way), "{way}");
    }
    for page in [
        "<body><p>The sea rose.</p></body>",
        "<body><p>The sea rose<a href='#1'>1</a>, <a href='a.xhtml'>as told</a>.</p></body>",
        "<body><p>Read <a href='https://a.example'>a storm at sea</a>, <a href='https://b.example'>a calm</a>.</p></body>",
    ] {
        assert!(!shows(page), "{page}");
    }
}

#[test]
fn a_table_of_contents_above_the_text_of_a_book_does_not_take_that_with_it() {
    let links = "<a href='a.xhtml'>A storm</a> <a href='b.xhtml'>A calm</a>";
    let shows = |text: &str| {
        Sheet::read(&format!("<body>{links}{text}</body>"))
            .shows_the_way(Some(Role::Contents), &HashSet::new())
    };
    assert!(shows("<p>What is in this book.</p>"));
    assert!(!shows(
        &"<p>The sea rose over the harbour wall.</p>".repeat(20)
    ));
}

#[test]
fn a_page_of_many_parts_is_looked_over_in_no_time_to_speak_of() {
    for piece in [
        "<div>",
        "<dl><dd>a",
        "<div class='calibre_navbar'>",
        "<a href='a'>b",
        "<nav> ",
    ] {
        let text = piece.repeat(100_000);
        assert!(Sheet::read(&text).cuts.len() <= text.len());
        Contents::read(&text, "nav.xhtml");
    }
}

proptest::proptest! {
    #[test]
    fn no_text_makes_the_reading_of_a_book_panic(text in "(<(/?(dl|dd|a|div|nav|navLabel|content|spine|item|html)|dc:title)( (class='calibre_navbar'|href='a%4'|src='b'|epub:type='toc'))?/?>|[a-z<>\"'&é ]){0,60}") {
        let files = [CONTAINER, "content.opf", "a.xhtml", ENCRYPTION].map(|name| Leaf { name, bytes: text.as_bytes() });
        let book = read(Path::new("a.epub"), &files);
        proptest::prop_assert!(book.pages.len() <= files.len());
        Contents::read(&text, "nav.xhtml");
        sheet::without(&text, &Sheet::read(&text).cuts);
    }
}
