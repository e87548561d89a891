//! Books as Calibre, Wallabag and publishers make them, and as they break.

use super::*;
use crate::{article::Format, library::Library, marks::Marks};

const CONTAINER: &str = "<?xml version='1.0'?><container xmlns='urn:oasis:names:tc:opendocument:xmlns:container' version='1.0'>\
    <rootfiles><rootfile full-path='OEBPS/content.opf' media-type='application/oebps-package+xml'/></rootfiles></container>";

/// Files of a book, by their names; the first is what EPUB asks for.
#[derive(Clone)]
struct Shelf(Vec<(String, String)>);

impl Shelf {
    fn new(files: &[(&str, &str)]) -> Self {
        let mut shelf = Self(vec![("mimetype".into(), "application/epub+zip".into())]);
        for (name, text) in files {
            shelf.0.push(((*name).into(), (*text).into()));
        }
        shelf
    }

    fn with(mut self, name: &str, text: &str) -> Self {
        self.0.retain(|(own, _)| own != name);
        self.0.push((name.into(), text.into()));
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.0.retain(|(own, _)| own != name);
        self
    }

    fn bytes(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        // Each file is written two seconds after the one before, which a zip file can just tell.
        for (number, (name, text)) in (0u16..).zip(&self.0) {
            let (minute, second) = ((number / 30) as u8, (number % 30 * 2) as u8);
            let written =
                zip::DateTime::from_date_and_time(2020, 4, 16, 9, minute, second).unwrap();
            let method = match name.as_str() {
                "mimetype" => zip::CompressionMethod::Stored,
                _ => zip::CompressionMethod::Deflated,
            };
            let options = SimpleFileOptions::default()
                .compression_method(method)
                .last_modified_time(written);
            zip.start_file(name.as_str(), options).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }
}

fn read_as(name: &str, bytes: Vec<u8>) -> (Vec<Stored>, Vec<String>) {
    let read = take_in(Path::new(name), &Path::new("/news").join(name), None, bytes);
    let told = |problem: Problem| {
        assert!(!problem.remedy.is_empty());
        problem.reason
    };
    (read.stored, read.problems.into_iter().map(told).collect())
}

fn read(shelf: &Shelf) -> (Vec<Stored>, Vec<String>) {
    read_as("book.epub", shelf.bytes())
}

fn titles(stored: &[Stored]) -> Vec<&str> {
    stored
        .iter()
        .map(|stored| stored.article.title.as_str())
        .collect()
}

fn page(title: &str, text: &str) -> String {
    format!(
        "<?xml version='1.0' encoding='utf-8'?><!DOCTYPE html>\n<html xmlns='http://www.w3.org/1999/xhtml' \
         xmlns:epub='http://www.idpf.org/2007/ops'><head><title>{title}</title></head><body>{text}</body></html>"
    )
}

const STORM: &str =
    "<h1>A storm</h1><p>The sea rose over the harbour wall in the night, and nobody slept.</p>";
const CALM: &str =
    "<h1>A calm</h1><p>The sea lay still for a week, and the boats went out again.</p>";

/// A package of these pages, in their order.
fn package(metadata: &str, pages: &[&str], further: &str) -> String {
    let item = |name: &&str| {
        format!("<item id='{name}' href='{name}' media-type='application/xhtml+xml'/>")
    };
    let items: String = pages.iter().map(item).collect();
    let order: String = pages
        .iter()
        .map(|name| format!("<itemref idref='{name}'/>"))
        .collect();
    format!(
        "<?xml version='1.0'?><package xmlns='http://www.idpf.org/2007/opf' version='3.0' unique-identifier='id'>\
         <metadata xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:identifier id='id'>urn:uuid:1</dc:identifier>\
         <dc:title>The Tide</dc:title><dc:language>en-GB</dc:language><dc:creator>Ann Sample</dc:creator>\
         <dc:date>2026-11-28</dc:date>{metadata}</metadata><manifest>{items}{further}\
         <item id='nav' href='nav.xhtml' media-type='application/xhtml+xml' properties='nav'/>\
         <item id='png' href='cover.png' media-type='image/png'/></manifest><spine>{order}</spine></package>"
    )
}

/// A book of two articles behind a cover, a title page and a table of contents, none of them where it is read.
fn book() -> Shelf {
    let nav = page(
        "Contents",
        "<nav epub:type='toc'><h1>Contents</h1><ol><li><a href='storm.xhtml'>The storm of the year</a></li>\
         <li><a href='calm.xhtml'>A calm</a></li></ol></nav>\
         <nav epub:type='landmarks'><ol><li><a epub:type='cover' href='cover.xhtml'>Cover</a></li></ol></nav>",
    );
    Shelf::new(&[
        ("META-INF/container.xml", CONTAINER),
        ("OEBPS/calm.xhtml", &page("A calm", CALM)),
        ("OEBPS/cover.png", "no picture"),
        (
            "OEBPS/cover.xhtml",
            &page(
                "Cover",
                "<img src='cover.png' alt='A lighthouse and the sea'/>",
            ),
        ),
        ("OEBPS/nav.xhtml", &nav),
        ("OEBPS/storm.xhtml", &page("The Tide", STORM)),
        ("OEBPS/style.css", "p { color: red }"),
        (
            "OEBPS/title.xhtml",
            &page("Title", "<h1>The Tide</h1><p>Ann Sample</p><p>2026</p>"),
        ),
        (
            "OEBPS/content.opf",
            &package(
                "",
                &[
                    "cover.xhtml",
                    "title.xhtml",
                    "nav.xhtml",
                    "storm.xhtml",
                    "calm.xhtml",
                ],
                "",
            ),
        ),
    ])
}

#[test]
fn the_articles_of_a_book_are_its_pages_in_the_order_in_which_it_is_read() {
    let (stored, reasons) = read(&book());
    assert_eq!(reasons, [""; 0]);
    assert_eq!(titles(&stored), ["The storm of the year", "A calm"]);
    let storm = &stored[0];
    assert_eq!(storm.origin.path, Path::new("book.epub/OEBPS/storm.xhtml"));
    assert_eq!(storm.article.format, Format::Html);
    assert!(storm.article.body.text().contains("nobody slept"));
    assert_eq!(storm.article.source.as_deref(), Some("The Tide"));
    assert_eq!(storm.article.byline.as_deref(), Some("Ann Sample"));
    assert_eq!(storm.article.lang.as_deref(), Some("en-GB"));
    assert_eq!(storm.article.published.unwrap().to_string(), "2026-11-28");
}

#[test]
fn the_library_lists_a_book_in_the_order_in_which_it_is_read_whatever_its_files_are_called() {
    let dated = book();
    let (_, opf) = dated.0.last().unwrap();
    let undated = opf.replace("<dc:date>2026-11-28</dc:date>", "");
    for shelf in [dated.clone(), book().with("OEBPS/content.opf", &undated)] {
        let mut library = Library::default();
        let (stored, _) = read(&shelf);
        library.add(stored.into_iter().rev(), &Marks::default());
        let listed = library.order().iter().map(|row| library.get(*row).stored());
        let listed: Vec<_> = listed.collect();
        let titles = titles(&listed);
        assert!(
            titles.ends_with(&["The storm of the year", "A calm"]),
            "{titles:?}"
        );
    }
}

#[test]
fn a_book_is_known_by_what_it_holds_however_it_was_packed_and_called() {
    let late = Shelf(book().0.into_iter().rev().collect());
    for (name, bytes) in [
        ("book.zip", book().bytes()),
        ("book", book().without("mimetype").bytes()),
        ("book.epub", late.bytes()),
        ("book.epub.gz", gzipped(&book().bytes())),
    ] {
        let (stored, reasons) = read_as(name, bytes);
        assert_eq!(
            titles(&stored),
            ["The storm of the year", "A calm"],
            "{name}"
        );
        assert_eq!(reasons, [""; 0], "{name}");
    }
}

#[test]
fn books_that_lie_unpacked_in_a_zip_file_are_read_as_what_they_are() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in [
        ("tide.epub", book().bytes()),
        ("paper.epub", newspaper().bytes()),
    ] {
        zip.start_file(name, stored).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    let (read, reasons) = read_as("books.zip", zip.finish().unwrap().into_inner());
    assert_eq!(reasons, [""; 0]);
    let expected = ["The storm of the year", "A calm", "A storm", "A calm"];
    assert_eq!(titles(&read), expected);
    assert_eq!(
        read[0].origin.path,
        Path::new("books.zip/tide.epub/OEBPS/storm.xhtml")
    );
}

#[test]
fn what_a_page_says_itself_counts_more_than_what_the_book_says_of_it() {
    let own = page("A storm", STORM).replace(
        "</head>",
        "<meta property='og:site_name' content='The Ebb'/><meta name='author' content='Bo Test'/>\
         <meta name='date' content='2026-11-01'/></head>",
    );
    let own = own.replace("<html ", "<html xml:lang='de' ");
    let (stored, _) = read(&book().with("OEBPS/storm.xhtml", &own));
    let article = &stored[0].article;
    assert_eq!(article.title, "A storm");
    assert_eq!(article.source.as_deref(), Some("The Ebb"));
    assert_eq!(article.byline.as_deref(), Some("Bo Test"));
    assert_eq!(article.published.unwrap().to_string(), "2026-11-01");
    assert_eq!(article.lang.as_deref(), Some("de"));
}

#[test]
fn elements_of_a_page_may_end_where_they_begin() {
    let text = "<html xmlns='http://www.w3.org/1999/xhtml'><head><title/><script src='a.js'/></head><body>\
        <p><a id='p1'/>The sea rose over the harbour wall.</p><p>Nobody slept in the town.</p></body></html>";
    let (stored, _) = read(&book().with("OEBPS/storm.xhtml", text));
    assert_eq!(stored[0].article.title, "The storm of the year");
    assert_eq!(
        stored[0].article.body.text(),
        "The sea rose over the harbour wall.\n\nNobody slept in the town."
    );
}

/// A newspaper as Calibre makes it.
fn newspaper() -> Shelf {
    let bar = |inside: &str| {
        format!(
            "<div class='calibre_navbar1'>| <a href='../index_u2.html'>Section menu</a> | <div>{inside}</div></div>"
        )
    };
    let article = |title: &str, name: &str| {
        page(
            title,
            &format!(
                "{}<h2>{title}</h2><p>The sea rose over the harbour wall in the night, and nobody slept: {title}.</p>{}",
                bar("<a href='../article_1/index_u4.html'>Next</a>"),
                bar(&format!(
                    "<p>This article was downloaded by <strong>calibre</strong> from \
                    <a rel='calibre-downloaded-from' href='https://tide.example/{name}'>https://tide.example/{name}</a></p>"
                ))
            ),
        )
    };
    let index = "<p>Sat, 28 Nov 2026</p><ul class='calibre_feed_list'><li><a href='feed_0/index_u2.html'>Harbour</a></li></ul>";
    let section = "<h2 class='calibre_feed_title'>Harbour</h2><ul class='calibre_article_list'><li>\
        <a href='article_0/index_u3.html'>A storm</a><div class='article_description'>In which the sea rises and falls again.</div></li></ul>";
    let ncx = "<ncx><navMap><navPoint><navLabel><text>Harbour</text></navLabel><content src='feed_0/index_u2.html'/>\
        <navPoint><navLabel><text>A storm</text></navLabel><content src='feed_0/article_0/index_u3.html'/>\
        <calibre:meta name='author'>Bo Test</calibre:meta></navPoint>\
        <navPoint><navLabel><text>A calm</text></navLabel><content src='feed_0/article_1/index_u4.html'/></navPoint>\
        </navPoint></navMap></ncx>";
    let opf = "<package unique-identifier='u'><metadata><dc:title>The Tide [Sat, 28 Nov 2026]</dc:title><dc:language>en</dc:language>\
        <dc:creator opf:role='aut'>calibre</dc:creator><dc:publisher>calibre</dc:publisher>\
        <dc:date>2026-11-28T06:00:00+00:00</dc:date><dc:identifier id='u'>urn:uuid:a</dc:identifier></metadata><manifest>\
        <item id='i1' href='index_u1.html' media-type='application/xhtml+xml'/>\
        <item id='i2' href='feed_0/index_u2.html' media-type='application/xhtml+xml'/>\
        <item id='i3' href='feed_0/article_0/index_u3.html' media-type='application/xhtml+xml'/>\
        <item id='i4' href='feed_0/article_1/index_u4.html' media-type='application/xhtml+xml'/>\
        <item id='ncx' href='toc.ncx' media-type='application/x-dtbncx+xml'/></manifest>\
        <spine toc='ncx'><itemref idref='i1'/><itemref idref='i2'/><itemref idref='i3'/><itemref idref='i4'/></spine></package>";
    Shelf::new(&[
        ("META-INF/container.xml", &CONTAINER.replace("OEBPS/", "")),
        ("content.opf", opf),
        ("toc.ncx", ncx),
        ("index_u1.html", &page("The Tide", index)),
        ("feed_0/index_u2.html", &page("Harbour", section)),
        (
            "feed_0/article_0/index_u3.html",
            &article("A storm", "storm"),
        ),
        (
            "feed_0/article_1/index_u4.html",
            &article("Unknown", "calm"),
        ),
    ])
}

#[test]
fn a_newspaper_of_calibre_gives_its_articles_with_their_addresses_and_without_its_bars() {
    let (stored, reasons) = read(&newspaper());
    assert_eq!(reasons, [""; 0]);
    assert_eq!(titles(&stored), ["A storm", "A calm"]);
    let storm = &stored[0].article;
    assert_eq!(storm.link.as_deref(), Some("https://tide.example/storm"));
    assert_eq!(storm.source.as_deref(), Some("The Tide"));
    assert_eq!(storm.byline.as_deref(), Some("Bo Test"));
    assert_eq!(
        storm.published.unwrap().to_string(),
        "2026-11-28T06:00:00+00:00"
    );
    for word in ["menu", "downloaded", "Next"] {
        assert!(!storm.body.text().contains(word), "{}", storm.body.text());
    }
    assert_eq!(stored[1].article.byline, None);
}

/// Articles as Wallabag exports them.
fn exported() -> Shelf {
    let chapter = |number: usize, title: &str, author: &str, day: &str, name: &str| {
        page(
            "Unread articles",
            &format!(
                "<h1>({number}/2) {title}</h1><dl><dt>Published by</dt><dd>{author}</dd><dt>Published on</dt><dd>{day}</dd>\
                 <dt>Added on</dt><dd>2026-11-28</dd><dt>Address</dt><dd><a href=\"https://{name}\">https://{name}</a></dd>\
                 <dt>Internal link</dt><dd><a href=\"https://bag.example/view/1\">https://bag.example/view/1</a></dd></dl>\
                 <h2>{title}</h2><p>The sea rose over the harbour wall in the night, and nobody slept: {title}.</p>"
            ),
        )
    };
    let ncx = "<ncx><navMap><navPoint><navLabel><text>1. A storm</text></navLabel><content src='a.xhtml'/></navPoint>\
        <navPoint><navLabel><text>2. A calm</text></navLabel><content src='b.xhtml'/></navPoint></navMap></ncx>";
    let opf = package(
        "<dc:publisher>wallabag</dc:publisher>",
        &["a.xhtml", "b.xhtml"],
        "<item id='t' href='t.ncx' media-type='application/x-dtbncx+xml'/>",
    );
    let opf = opf
        .replace("The Tide", "Unread articles")
        .replace("Ann Sample", "Various authors");
    Shelf::new(&[
        ("META-INF/container.xml", CONTAINER),
        ("OEBPS/content.opf", &opf),
        ("OEBPS/t.ncx", ncx),
        (
            "OEBPS/a.xhtml",
            &chapter(1, "A storm", "Bo Test", "2026-03-01", "tide.example/storm"),
        ),
        (
            "OEBPS/b.xhtml",
            &chapter(2, "A calm", "ebb.example", "Unknown", "ebb.example/calm"),
        ),
    ])
}

#[test]
fn an_export_of_wallabag_gives_its_articles_with_what_their_cards_say() {
    let (stored, reasons) = read(&exported());
    assert_eq!(reasons, [""; 0]);
    assert_eq!(titles(&stored), ["A storm", "A calm"]);
    let [storm, calm] = [&stored[0].article, &stored[1].article];
    assert_eq!(storm.link.as_deref(), Some("https://tide.example/storm"));
    assert_eq!(storm.byline.as_deref(), Some("Bo Test"));
    assert_eq!(storm.published.unwrap().to_string(), "2026-03-01");
    assert_eq!(storm.source.as_deref(), Some("Unread articles"));
    assert!(
        !storm.body.text().contains("Internal"),
        "{}",
        storm.body.text()
    );
    assert_eq!(
        (
            calm.byline.as_deref(),
            calm.published.unwrap().to_string().as_str()
        ),
        (None, "2026-11-28")
    );
}

#[test]
fn a_book_without_its_container_or_package_gives_its_pages_and_says_what_is_wrong() {
    // Without its package, nobody can tell that a title page is one.
    let bare = || book().without("OEBPS/title.xhtml");
    let rest = "; its pages are listed as far as they are found";
    let opf = |text: &str| bare().with("OEBPS/content.opf", text);
    let cut = package("", &["storm.xhtml", "calm.xhtml"], "");
    let cut = &cut[..cut.find("</spine>").unwrap()];
    for (shelf, reason) in [
        (
            bare().without("META-INF/container.xml"),
            "its container.xml is missing",
        ),
        (
            bare().with("META-INF/container.xml", "<container>"),
            "its container.xml is damaged",
        ),
        (
            bare().without("OEBPS/content.opf"),
            "its package, OEBPS/content.opf, is missing",
        ),
        (opf(cut), "its package, OEBPS/content.opf, is damaged"),
        (opf(""), "its package, OEBPS/content.opf, is damaged"),
        (
            opf(&package("", &["other.xhtml"], "")),
            "its package (OPF) names no page that is in it",
        ),
        (
            bare()
                .without("OEBPS/content.opf")
                .without("META-INF/container.xml"),
            "its container.xml is missing",
        ),
    ] {
        let (stored, reasons) = read(&shelf);
        let mut paths: Vec<_> = stored
            .iter()
            .map(|stored| stored.origin.path.file_name().unwrap())
            .collect();
        paths.sort();
        assert_eq!(paths, ["calm.xhtml", "storm.xhtml"], "{reason}");
        assert_eq!(reasons[0], format!("{reason}{rest}"));
    }
    let (stored, _) = read(&bare().without("OEBPS/content.opf"));
    assert_eq!(titles(&stored), ["A calm", "The Tide"]);
}

#[test]
fn pages_that_a_book_names_and_does_not_hold_are_told() {
    let (stored, reasons) = read(&book().without("OEBPS/storm.xhtml"));
    assert_eq!(titles(&stored), ["A calm"]);
    assert_eq!(reasons, ["one of its pages is missing or empty"]);
}

#[test]
fn a_book_that_is_locked_is_told_and_one_with_scrambled_fonts_is_read() {
    let encrypted = |method: &str, name: &str| {
        format!(
            "<encryption xmlns:enc='http://www.w3.org/2001/04/xmlenc#'><enc:EncryptedData><enc:EncryptionMethod Algorithm='{method}'/>\
             <enc:CipherData><enc:CipherReference URI='{name}'/></enc:CipherData></enc:EncryptedData></encryption>"
        )
    };
    let aes = "http://www.w3.org/2001/04/xmlenc#aes128-cbc";
    let lock = |method, name| book().with("META-INF/encryption.xml", &encrypted(method, name));
    let (stored, reasons) = read(&lock(aes, "OEBPS/storm.xhtml"));
    assert_eq!(stored.len(), 0);
    assert_eq!(
        reasons,
        ["its text is encrypted, as by a copy protection (DRM)"]
    );
    for open in [
        lock("http://www.idpf.org/2008/embedding", "OEBPS/a.otf"),
        lock("http://ns.adobe.com/pdf/enc#RC", "OEBPS/storm.xhtml"),
        lock(aes, "OEBPS/cover.png"),
    ] {
        let (stored, reasons) = read(&open);
        assert_eq!((stored.len(), reasons), (2, vec![]));
    }
}

#[test]
fn an_article_of_a_book_stays_who_it_is_wherever_that_lies() {
    let keys = |name: &str, shelf: &Shelf| {
        let (stored, _) = read_as(name, shelf.bytes());
        stored
            .into_iter()
            .map(|stored| stored.key)
            .collect::<Vec<_>>()
    };
    for shelf in [book(), newspaper(), exported()] {
        assert_eq!(keys("a.epub", &shelf), keys("moved/b.epub", &shelf));
    }
    let renewed = newspaper().with(
        "content.opf",
        &newspaper().0[2].1.replace("urn:uuid:a", "urn:uuid:b"),
    );
    assert_eq!(keys("a.epub", &newspaper()), keys("a.epub", &renewed));
}

#[test]
fn the_articles_of_two_issues_of_the_same_name_lie_in_different_places() {
    let places = |identifier: &str| {
        let opf = package("", &["storm.xhtml", "calm.xhtml"], "").replace("urn:uuid:1", identifier);
        let (stored, _) = read(&book().with("OEBPS/content.opf", &opf));
        stored
            .iter()
            .map(|stored| stored.origin.place)
            .collect::<Vec<_>>()
    };
    let (first, second) = (places("urn:uuid:1"), places("urn:uuid:2"));
    assert!(first.iter().all(|place| !second.contains(place)));
    assert_ne!(first[0], first[1]);
}

#[test]
fn a_book_in_which_there_is_nothing_to_read_says_so() {
    let opf = package("", &["cover.xhtml", "title.xhtml"], "");
    let (stored, reasons) = read(&book().with("OEBPS/content.opf", &opf));
    assert_eq!(stored.len(), 0);
    assert_eq!(
        reasons,
        ["there is nothing to read in it but its cover or contents"]
    );
}

#[test]
fn a_book_stops_at_the_limits_of_all_archives() {
    let big = page("A flood", &"<p>The sea rose.</p>".repeat(200_000));
    let opf = package("", &["storm.xhtml", "calm.xhtml", "flood.xhtml"], "");
    let shelf = book()
        .with("OEBPS/content.opf", &opf)
        .with("OEBPS/flood.xhtml", &big);
    let opened = open_within(&NARROW, "b.epub", shelf.bytes());
    assert_eq!(
        opened.paths(),
        ["b.epub/OEBPS/storm.xhtml", "b.epub/OEBPS/calm.xhtml"]
    );
    assert!(
        opened
            .reasons()
            .contains(&"it would fill what the archive may unpack to")
    );
    let many = (0..1000).fold(book(), |shelf, number| shelf.with(&format!("{number}"), ""));
    let opened = open_within(&NARROW, "m.epub", many.bytes());
    assert_eq!(
        opened.reasons(),
        ["it holds more than 1000 files; the rest was not read"]
    );
    assert_eq!(opened.files.len(), 2);
}

#[test]
fn a_book_that_was_cut_off_gives_the_pages_that_are_whole_and_tells() {
    let whole = book().bytes();
    for length in (150..whole.len()).step_by(7) {
        let (stored, reasons) = read_as("c.epub", whole[..length].to_vec());
        assert!(stored.len() <= 4, "{length}");
        assert!(!reasons.is_empty(), "{length}");
        assert!(
            !reasons
                .iter()
                .any(|reason| reason.contains("a fault in newsstand")),
            "{length}: {reasons:?}"
        );
        if length > whole.len() / 2 {
            assert!(titles(&stored).contains(&"A calm"), "{length}");
        }
    }
}

#[test]
fn books_of_other_kinds_and_papers_are_refused_with_a_way_out() {
    for (name, bytes, reason) in [
        (
            "a.mobi",
            &b"BOOKMOBI\0\0"[..],
            "books of this kind are not read",
        ),
        ("a.azw3", b"BOOKMOBI\0\0", "books of this kind are not read"),
        ("a.pdf", b"%PDF-1.7\n", "paged documents are not read"),
        (
            "a.epub",
            b"A text",
            "it is named as a book (EPUB), but is none or lost its beginning",
        ),
    ] {
        let (stored, reasons) = read_as(name, bytes.to_vec());
        assert_eq!(
            (stored.len(), reasons),
            (0, vec![reason.to_owned()]),
            "{name}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_damage_to_a_book_ends_the_program(at in 0_usize..100_000, value in any::<u8>()) {
        let mut bytes = book().bytes();
        let at = at % bytes.len();
        bytes[at] = value;
        let (stored, reasons) = read_as("d.epub", bytes);
        prop_assert!(stored.len() + reasons.len() > 0);
        prop_assert!(!reasons.iter().any(|reason| reason.contains("a fault in newsstand")));
    }
}
