//! The sample feed, as a reader opens it: every shape of article in it arrives as it should.
//!
//! It is the first thing that anybody sees of the program, and the widest tour through its parsers.

use std::path::PathBuf;

use newsstand::{
    article::{Format, Problem},
    library::{Library, Stored},
    marks::Marks,
    runtime::loader,
};

#[test]
fn the_feed_loads_without_problems() {
    let feed = Feed::open();
    assert_eq!(feed.stored.len(), 28);
    assert_eq!(feed.problems, []);
}

#[test]
fn the_welcome_is_what_the_reader_sees_first() {
    let feed = Feed::open();
    let first = &feed.stored[0];
    assert!(first.origin.path.ends_with("00-welcome.md"));
    assert!(first.article.title.starts_with("Welcome"));
}

#[test]
fn every_article_says_where_it_comes_from_and_when() {
    for stored in Feed::open().articles() {
        let article = &stored.article;
        let path = &stored.origin.path;
        assert!(article.source.is_some(), "{path:?} has no source");
        assert!(!stored.is_undated(), "{path:?} has no date of its own");
        assert!(article.words() > 40, "{path:?} has no text");
    }
}

#[test]
fn bylines_are_found_in_front_matter_and_at_the_top_of_texts() {
    let feed = Feed::open();
    let byline = |path| feed.article(path).byline.clone().unwrap_or_default();
    assert_eq!(
        byline("almanac/how-tides-are-forecast.md"),
        "Ines Halvorsen"
    );
    assert_eq!(
        byline("harbour-post/fifty-eight-boxes.txt"),
        "Tomasz Lindqvist"
    );
    assert_eq!(
        byline("reading-room/the-library-that-comes-to-you.md"),
        "Oluwaseun Hart"
    );
    let both = byline("junction/the-day-of-two-noons.md");
    assert!(
        both.contains("Wren Okafor") && both.contains("Tomasz Lindqvist"),
        "{both}"
    );
}

#[test]
fn every_language_arrives_as_it_was_written() {
    let phrases = [
        (
            "almanac/how-tides-are-forecast.md",
            "Ask a forecaster about the rain",
        ),
        (
            "uferbote/zwei-ufer.txt",
            "Wie hoch liegt ein Ort „über dem Meer“?",
        ),
        (
            "la-linterna-del-puerto/el-largo-viaje-de-la-patata.md",
            "Europa no se dejó convencer deprisa",
        ),
        ("cahiers-du-cadran/le-metre.md", "L'aune du drapier"),
        (
            "asturlab/asma-arabiyya-fi-al-sama.md",
            "وفي هذا الكتاب أقدم ذكر",
        ),
        ("senro-shimpo/yume-no-chotokkyu.md", "カワセミのくちばし"),
        ("ank-patrika/shunya-ki-kahani.md", "ग्वालियर के किले में"),
        ("shuijing/dujiangyan.txt", "深淘滩，低作堰"),
    ];
    let feed = Feed::open();
    for (path, phrase) in phrases {
        assert!(feed.text(path).contains(phrase), "{path}: {phrase}");
    }
}

#[test]
fn the_tails_of_saved_pages_are_folded_and_nothing_else_but_a_credit() {
    let feed = Feed::open();
    let credited = feed.article("uferbote/zwei-ufer.txt");
    assert_eq!(credited.boilerplate, ["Von Greta Petersen"]);
    let folded: Vec<_> = feed
        .articles()
        .filter(|s| !s.article.boilerplate.is_empty() && s.article.format == Format::Text)
        .filter(|s| s.article.boilerplate != credited.boilerplate)
        .collect();
    assert_eq!(folded.len(), 3);
    for stored in folded {
        let article = &stored.article;
        assert_eq!(article.boilerplate.len(), 4, "{:?}", article.boilerplate);
        assert_eq!(article.boilerplate[0], "Popular posts from this blog");
        assert!(!article.body.text().contains("Popular posts"));
    }
}

#[test]
fn a_newsletter_is_read_as_it_was_set_and_without_its_links_to_leave() {
    let feed = Feed::open();
    let letter = feed.article("sorting-office/the-sign-in-the-middle.eml");
    assert_eq!(letter.title, "The sign in the middle of your address");
    assert_eq!(letter.byline.as_deref(), Some("Zoë Marchetti"));
    assert_eq!(letter.source.as_deref(), Some("The Sorting Office"));
    assert_eq!(
        letter.link.as_deref(),
        Some("https://sorting-office.example/45")
    );
    let text = letter.body.text();
    assert!(
        text.starts_with("Some time in the autumn of 1971"),
        "{text}"
    );
    assert!(text.ends_with("a sign in the middle."), "{text}");
    assert!(text.contains("2. In November 1977, RFC 733 accepted"));
    assert_eq!(letter.body.links().len(), 4, "{:?}", letter.body.links());
    assert!(
        letter
            .body
            .blocks()
            .iter()
            .all(|block| !block.range.is_empty())
    );
    assert_eq!(letter.boilerplate.len(), 3, "{:?}", letter.boilerplate);
}

#[test]
fn a_saved_page_is_read_without_what_its_site_put_around_it() {
    let feed = Feed::open();
    let page = feed.article("almanac/a-planet-on-paper.html");
    assert_eq!(page.title, "A planet on paper");
    assert_eq!(page.byline.as_deref(), Some("Ines Halvorsen"));
    assert_eq!(page.source.as_deref(), Some("The Almanac"));
    assert_eq!(page.tags, ["astronomy", "mathematics"]);
    let link = "https://almanac.example/a-planet-on-paper";
    assert_eq!(page.link.as_deref(), Some(link));
    let text = page.body.text();
    assert!(text.starts_with("On 23 September 1846"), "{text}");
    assert!(text.ends_with("It does not say what."), "{text}");
    assert!(text.contains("Before it overtook Neptune in 1822"));
    for around in ["Skip to the text", "Subscribe", "More from", "Privacy"] {
        assert!(!text.contains(around), "{around}: {text}");
    }
}

#[test]
fn hard_wrapped_lines_are_joined_and_verse_is_not() {
    let feed = Feed::open();
    let boxes = feed.text("harbour-post/fifty-eight-boxes.txt");
    assert!(boxes.contains("Seventy years ago today an old wartime tanker left this port"));
    let poem = feed.text("reading-room/no-frigate-like-a-book.txt");
    assert!(
        poem.contains("To take us lands away,\nNor any coursers like a page\n"),
        "{poem}"
    );
}

#[test]
fn front_matter_is_read_in_both_its_dialects() {
    let feed = Feed::open();
    let toml = feed.article("reading-room/the-library-that-comes-to-you.md");
    assert_eq!(toml.tags, ["libraries", "transport"]);
    let yaml = feed.article("almanac/how-tides-are-forecast.md");
    assert_eq!(yaml.tags, ["sea", "astronomy", "computing"]);
    assert_eq!(
        yaml.link.as_deref(),
        Some("https://almanac.example/how-tides-are-forecast")
    );
    assert_eq!(yaml.source.as_deref(), Some("The Almanac"));
}

#[test]
fn feeds_are_read_in_all_their_dialects() {
    let feed = Feed::open();
    let titles = |path: &str| {
        let found = feed
            .articles()
            .filter(|stored| stored.origin.path.ends_with(path));
        let mut found: Vec<_> = found
            .map(|stored| (stored.origin.item, stored.article.title.as_str()))
            .collect();
        found.sort_unstable();
        found
    };
    assert_eq!(
        titles("signal-mast/feed.rss"),
        [
            (0, "Three letters that stand for nothing"),
            (1, "Wind by numbers")
        ]
    );
    assert_eq!(
        titles("marginalia/notes.atom"),
        [
            (0, "A scroll with a date on it"),
            (1, "What the thirteenth digit knows")
        ]
    );
    assert_eq!(
        titles("silicon-attic/shelf.json"),
        [
            (0, "A billion seconds, and then some"),
            (1, "The snail, the monkey's tail and the strudel")
        ]
    );
    let digit = feed
        .articles()
        .find(|stored| stored.article.title.contains("thirteenth"));
    assert!(
        digit
            .unwrap()
            .article
            .body
            .text()
            .contains("\n1. The first, third, fifth")
    );
}

#[test]
fn one_article_is_a_long_read() {
    let long = Feed::open()
        .articles()
        .filter(|stored| stored.article.words() > 1500)
        .count();
    assert_eq!(long, 1);
}

/// The sample feed, loaded.
struct Feed {
    /// In the order of the library.
    stored: Vec<Stored>,
    problems: Vec<Problem>,
}

impl Feed {
    fn root() -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sample-feed")
    }

    fn open() -> Self {
        let (mut stored, problems) = loader::read(&[Self::root()]);
        let mut library = Library::default();
        library.add(stored.clone(), &Marks::default());
        let place = |stored: &Stored| {
            let mut rows = library.order().iter();
            rows.position(|row| library.get(*row).path() == stored.origin.path.to_string_lossy())
        };
        stored.sort_by_key(|stored| place(stored));
        Self { stored, problems }
    }

    fn articles(&self) -> impl Iterator<Item = &Stored> {
        self.stored.iter()
    }

    fn article(&self, path: &str) -> &newsstand::article::Article {
        let found = self
            .articles()
            .find(|stored| stored.origin.path.ends_with(path));
        &found
            .unwrap_or_else(|| panic!("{path} is not in the feed"))
            .article
    }

    fn text(&self, path: &str) -> &str {
        self.article(path).body.text()
    }
}
