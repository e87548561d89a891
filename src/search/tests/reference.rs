//! What `find` answers, against a matcher that is as plain as can be: random small libraries, random queries, the same
//! articles in the same order.
//!
//! The matcher shares nothing with the search but the articles: it has a query tree, a fold and an order of its own.
//! The library is met in [`found`] alone.

use std::sync::Arc;

use super::*;
use crate::{
    fold::{fold, fold_keeping_case},
    library::{Binder, IndexBuilder},
};

/// A query as the matcher reads it.
#[derive(Clone, Debug)]
enum Ask {
    /// A text in one of the fields named; its quotes are written if the flag says so.
    Text(&'static str, String, bool),
    Marked(&'static str),
    Tagged(&'static str),
    Path(&'static str),
    HasTag,
    Language(&'static str),
    /// Before this day of April 2020, or from it on.
    Day(bool, i8),
    /// More words than this, or fewer.
    Words(bool, usize),
    Not(Box<Ask>),
    All(Vec<Ask>),
    Any(Vec<Ask>),
}

/// An article with its marks, as it is made up.
#[derive(Clone, Debug)]
struct Piece {
    title: String,
    byline: Option<String>,
    source: Option<String>,
    paragraphs: Vec<String>,
    /// Lines that were folded away.
    boilerplate: Vec<String>,
    day: Option<i8>,
    tags: Vec<&'static str>,
    lang: Option<&'static str>,
    read: bool,
    starred: bool,
    position: u8,
    own_tag: bool,
    /// The source of a further copy, with fewer words, where there is one.
    copy: Option<Option<String>>,
}

/// Words that have parts, forms and neighbours in common.
const WORDS: &[&str] = &[
    "a",
    "b",
    "ab",
    "abc",
    "bc",
    "ship",
    "ships",
    "hip",
    "Ship",
    "SHIPS",
    "ship’s",
    "ship's",
    "Zürich",
    "zurich",
    "Zurich",
    "ZÜRICH",
    "zu\u{308}rich",
    "straße",
    "Strasse",
    "STRAẞE",
    "łódź",
    "Lodz",
    "İzmir",
    "izmir",
    "ızmir",
    "λόγος",
    "ΛΟΓΟΣ",
    "λογο",
    "Việt",
    "viet",
    "日本",
    "本",
    "東京都",
    "京都",
    "日",
    "カ\u{3099}",
    "ガ",
    "가",
    "שָׁלוֹם",
    "שלום",
    "e-mail",
    "e—mail",
    "mail",
    "10:30",
    "c++",
    "...",
    "…",
    "½",
    "1/2",
    "x",
    "or",
    "not",
    "«x»",
];

/// What stands between them.
const GAPS: &[&str] = &[
    " ", " ", " ", "", ", ", "\u{a0}", "\u{2009}", "\u{3000}", "  ", "\n", "-", ". ", " — ",
    "\u{ad}", "\u{200b}", "/",
];

const TAGS: &[&str] = &["sea", "Sea Trade", "ukraine", "ai", "日本"];
const LANGUAGES: &[&str] = &["en", "en-GB", "de", "EN_us"];

fn texts(most: usize) -> impl Strategy<Value = String> {
    let word = prop_oneof![6 => proptest::sample::select(WORDS).prop_map(str::to_owned), 2 => "[abAB]{1,4}", 1 => "[a-c日é]{1,2}"];
    proptest::collection::vec((word, proptest::sample::select(GAPS)), 0..most)
        .prop_map(|parts| parts.into_iter().map(|(word, gap)| word + gap).collect())
}

fn piece() -> impl Strategy<Value = Piece> {
    let fields = (
        texts(4),
        proptest::option::of(texts(3)),
        proptest::option::of(texts(3)),
        proptest::collection::vec(texts(9), 0..4),
        proptest::collection::vec(texts(4), 0..2),
    );
    let facts = (
        proptest::option::of(1..9i8),
        proptest::sample::subsequence(TAGS, 0..3),
        proptest::option::of(proptest::sample::select(LANGUAGES)),
    );
    let marks = (
        any::<bool>(),
        any::<bool>(),
        prop_oneof![Just(0), 0..=100u8],
        any::<bool>(),
    );
    let copy = proptest::option::weighted(0.3, proptest::option::of(texts(3)));
    (fields, facts, marks, copy).prop_map(
        |(
            (title, byline, source, paragraphs, boilerplate),
            (day, tags, lang),
            (read, starred, position, own_tag),
            copy,
        )| Piece {
            title,
            byline,
            source,
            paragraphs,
            boilerplate,
            day,
            tags,
            lang,
            read,
            starred,
            position,
            own_tag,
            copy,
        },
    )
}

fn ask() -> impl Strategy<Value = Ask> {
    let names = [
        "", "", "", "", "title:", "body:", "author:", "source:", "from:",
    ];
    let text = |most| {
        (
            proptest::sample::select(names.to_vec()),
            texts(most),
            any::<bool>(),
        )
            .prop_map(|(field, text, quoted)| Ask::Text(field, text, quoted))
    };
    let single = (
        proptest::sample::select(names.to_vec()),
        "[a-zA-Z日本東京都ü]{1,3}",
    )
        .prop_map(|(field, text)| Ask::Text(field, text, false));
    let tag_like = proptest::sample::select(vec![
        "sea", "SEA", "trade", "rain", "sea t", "later", "a", "本",
    ]);
    let leaf = prop_oneof![
        6 => text(2),
        3 => text(4),
        4 => single,
        1 => proptest::sample::select(vec!["unread", "read", "starred", "reading", "new"]).prop_map(Ask::Marked),
        1 => tag_like.prop_map(Ask::Tagged),
        1 => proptest::sample::select(vec!["news", "OTHER", "/00", "1.t", "r/0"]).prop_map(Ask::Path),
        1 => Just(Ask::HasTag),
        1 => proptest::sample::select(vec!["en", "EN-gb", "e", "en_us", "fr"]).prop_map(Ask::Language),
        1 => (any::<bool>(), 1..9i8).prop_map(|(before, day)| Ask::Day(before, day)),
        1 => (any::<bool>(), 0..20usize).prop_map(|(more, words)| Ask::Words(more, words)),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let several = || proptest::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            1 => inner.clone().prop_map(|inner| Ask::Not(Box::new(inner))),
            2 => several().prop_map(Ask::All),
            2 => several().prop_map(Ask::Any),
        ]
    })
}

/// A text as it can be written in a query: without what the language reads as its own.
fn writable(text: &str, quoted: bool) -> Option<String> {
    let is_odd = |c: char| matches!(c, '"' | '«' | '»');
    let text: String = text.chars().filter(|c| !is_odd(*c)).collect();
    if quoted {
        return (!plain(&text, false).trim().is_empty()).then(|| format!("\"{text}\""));
    }
    let word = text
        .split(char::is_whitespace)
        .find(|word| !plain(word, false).trim().is_empty())?;
    let is_own = word.starts_with(['-', '/', '#']) || matches!(word, "OR" | "AND" | "NOT");
    (!is_own).then(|| word.to_owned())
}

impl Ask {
    /// The query, or nothing where the tree asks for nothing that can be written.
    fn written(&self) -> Option<String> {
        let joined = |parts: &[Self], by: &str| {
            let parts: Vec<_> = parts.iter().filter_map(Self::written).collect();
            (!parts.is_empty()).then(|| format!("({})", parts.join(by)))
        };
        Some(match self {
            Self::Text(field, text, quoted) => format!("{field}{}", writable(text, *quoted)?),
            Self::Marked(mark) => format!("is:{mark}"),
            Self::Tagged(tag) => format!("tag:\"{tag}\""),
            Self::Path(part) => format!("path:\"{part}\""),
            Self::HasTag => "has:tag".to_owned(),
            Self::Language(lang) => format!("lang:{lang}"),
            Self::Day(true, day) => format!("before:2020-04-{day:02}"),
            Self::Day(false, day) => format!("after:2020-04-{day:02}"),
            Self::Words(true, words) => format!("words:>{words}"),
            Self::Words(false, words) => format!("words:<{words}"),
            Self::Not(inner) => format!("-{}", inner.written()?),
            Self::All(parts) => joined(parts, " ")?,
            Self::Any(parts) => joined(parts, " OR ")?,
        })
    }

    /// Whether an article answers; what cannot be written asks for nothing and is left out.
    fn holds(&self, at: usize, piece: &Piece) -> bool {
        let written = |parts: &[Self]| {
            parts
                .iter()
                .filter(|part| part.written().is_some())
                .cloned()
                .collect::<Vec<_>>()
        };
        match self {
            Self::Text(field, text, quoted) => {
                let wanted = writable(text, *quoted).unwrap();
                let wanted = wanted.trim_matches('"');
                let exact = wanted.chars().any(char::is_uppercase);
                let wanted = plain(wanted, exact);
                piece
                    .texts(field)
                    .iter()
                    .any(|text| plain(text, exact).contains(&wanted))
            }
            Self::Marked(mark) => match *mark {
                "read" => piece.read,
                "unread" => !piece.read,
                "starred" => piece.starred,
                "new" => !piece.read && piece.position == 0,
                _ => !piece.read && piece.position > 0 && piece.position < 100,
            },
            Self::Tagged(wanted) => {
                let wanted = plain(wanted, false);
                let begins = |tag: &&str| {
                    let tag = plain(tag, false);
                    let is_unspaced = tag.contains('日') && tag.contains(&wanted);
                    is_unspaced || tag.starts_with(&wanted) || tag.contains(&format!(" {wanted}"))
                };
                piece.all_tags().iter().any(begins)
            }
            // All letters of the paths are small, and a capital makes a word exact.
            Self::Path(part) => piece.paths(at).iter().any(|path| path.contains(part)),
            Self::HasTag => !piece.all_tags().is_empty(),
            Self::Language(wanted) => {
                let (wanted, lang) = (
                    wanted.to_lowercase().replace('_', "-"),
                    piece
                        .lang
                        .unwrap_or_default()
                        .to_lowercase()
                        .replace('_', "-"),
                );
                lang == wanted || lang.starts_with(&format!("{wanted}-"))
            }
            Self::Day(before, day) => piece.day.is_some_and(|own| (own < *day) == *before),
            Self::Words(more, words) => {
                let own = piece.article(0).words();
                if *more { own > *words } else { own < *words }
            }
            Self::Not(inner) => !inner.holds(at, piece),
            Self::All(parts) => written(parts).iter().all(|part| part.holds(at, piece)),
            Self::Any(parts) => written(parts).iter().any(|part| part.holds(at, piece)),
        }
    }
}

/// The fold, letter by letter, for the letters that are used here.
fn plain(text: &str, keeps_case: bool) -> String {
    let mut out = String::new();
    let mut gap = String::new();
    for c in text.chars() {
        let folded: String = match c {
            c if c.is_whitespace() => {
                gap.push(c);
                continue;
            }
            '\u{ad}' | '\u{200b}' | '\u{308}' | '\u{5b8}' | '\u{5c1}' | '\u{5b9}' => continue,
            '\u{3099}' => {
                assert_eq!(out.pop(), Some('カ'));
                "ガ".into()
            }
            'ü' => "u".into(),
            'Ü' => "U".into(),
            'é' => "e".into(),
            'ß' => "ss".into(),
            'ẞ' => "SS".into(),
            'ł' => "l".into(),
            'ó' => "o".into(),
            'ź' => "z".into(),
            'İ' => "I".into(),
            'ı' => "i".into(),
            'ό' => "ο".into(),
            'ς' => "σ".into(),
            'ệ' => "e".into(),
            '’' => "'".into(),
            '«' | '»' => "\"".into(),
            '—' => "-".into(),
            '…' => "...".into(),
            '½' => "1/2".into(),
            c => c.into(),
        };
        if !gap.is_empty() {
            out.push(if gap.matches('\n').count() > 1 {
                '\n'
            } else {
                ' '
            });
            gap.clear();
        }
        out += &if keeps_case {
            folded
        } else {
            folded.to_lowercase().replace('ς', "σ")
        };
    }
    out + if gap.is_empty() { "" } else { " " }
}

impl Piece {
    fn article(&self, index: usize) -> Article {
        Article {
            title: self.title.clone(),
            byline: self.byline.clone(),
            source: self.source.clone(),
            guid: Some(format!("urn:piece:{index}")),
            published: self
                .day
                .map(|day| When::Day(jiff::civil::date(2020, 4, day))),
            tags: self.tags.iter().map(|tag| (*tag).to_owned()).collect(),
            lang: self.lang.map(str::to_owned),
            body: Body::from_paragraphs(self.paragraphs.iter().map(String::as_str)),
            boilerplate: self.boilerplate.clone(),
            ..Article::default()
        }
    }

    fn texts(&self, field: &str) -> Vec<String> {
        let (byline, source) = (
            self.byline.clone().unwrap_or_default(),
            self.source.clone().unwrap_or_default(),
        );
        let body = self.article(0).body.text().to_owned();
        match field {
            "title:" => vec![self.title.clone()],
            "author:" => vec![byline],
            "source:" => self.sources(),
            "from:" => [vec![byline], self.sources()].concat(),
            "body:" => vec![body],
            _ => vec![
                self.title.clone(),
                byline,
                source,
                body,
                self.boilerplate.join("\n"),
            ],
        }
    }

    fn sources(&self) -> Vec<String> {
        let copies = [Some(&self.source), self.copy.as_ref()];
        copies.into_iter().flatten().flatten().cloned().collect()
    }

    /// Where it lies, and where its further copy does.
    fn paths(&self, at: usize) -> Vec<String> {
        let copy = self.copy.as_ref().map(|_| format!("other/{at:03}.txt"));
        std::iter::once(format!("news/{at:03}.txt"))
            .chain(copy)
            .collect()
    }

    /// The further copy.
    fn copied(&self, index: usize) -> Option<Article> {
        let source = self.copy.clone()?;
        Some(Article {
            source,
            body: Body::default(),
            ..self.article(index)
        })
    }

    fn all_tags(&self) -> Vec<&'static str> {
        let own = self.own_tag.then_some("later");
        self.tags.iter().copied().chain(own).collect()
    }
}

/// Characters whose fold is another's, several, or nothing, that join those before them, or that part words.
const ODD: &str = "ßẞİıΣςﬁ\u{345}\u{301}\u{3099}\u{309a}かはｶﾞ\u{1100}\u{1161}\u{11a8}가각eéE-‐\u{ad}\u{200d}’'\"«\0\u{fffd} \u{a0}\n\u{212a}\u{212b}ǅ㎏½…日本\u{e0100}👨\u{fe0f}ด\u{e33}ক\u{9cb}\u{2028}٣";

/// A text of any characters, the odd ones above all.
fn odd_text() -> impl Strategy<Value = String> {
    let odd = proptest::sample::select(ODD.chars().collect::<Vec<_>>());
    let char = prop_oneof![5 => odd, 3 => proptest::char::range('a', 'c'), 1 => any::<char>()];
    proptest::collection::vec(char, 0..24).prop_map(|chars| chars.into_iter().collect())
}

fn odd_piece(text: &str) -> Piece {
    Piece {
        title: "T".to_owned(),
        byline: None,
        source: None,
        paragraphs: vec![text.to_owned()],
        boilerplate: Vec::new(),
        day: None,
        tags: Vec::new(),
        lang: None,
        read: false,
        starred: false,
        position: 0,
        own_tag: false,
        copy: None,
    }
}

/// How the answers are listed: an order and a limit.
type Listing = (&'static str, Option<usize>);

/// The numbers of the pieces that answer, in the list's order: newest first, undated last, then as they are numbered.
fn expected(ask: &Ask, pieces: &[Piece], (order, limit): Listing) -> Vec<usize> {
    let asks_for_something = ask.written().is_some();
    let mut numbers: Vec<usize> = (0..pieces.len())
        .filter(|at| !asks_for_something || ask.holds(*at, &pieces[*at]))
        .collect();
    numbers.sort_by_key(|at| std::cmp::Reverse(pieces[*at].day.unwrap_or(0)));
    let title = |at: &usize| plain(&pieces[*at].title, false);
    let words = |at: &usize| pieces[*at].article(*at).words();
    match order {
        "sort:date" => numbers.sort_by_key(|at| pieces[*at].day.unwrap_or(i8::MAX)),
        "sort:title" => numbers.sort_by_key(title),
        "sort:-title" => numbers.sort_by_key(|at| std::cmp::Reverse(title(at))),
        "sort:length" => numbers.sort_by_key(words),
        "sort:-length" => numbers.sort_by_key(|at| std::cmp::Reverse(words(at))),
        _ => {}
    }
    numbers.truncate(limit.unwrap_or(usize::MAX));
    numbers
}

/// What the search finds in a library of these pieces, whose index is there or still to be built: their numbers, in its
/// order.
fn found(query: &Query, pieces: &[Piece], is_indexed: bool) -> Vec<usize> {
    let (mut library, mut marks) = (Library::default(), Marks::default());
    let mut add = |copies: &mut dyn Iterator<Item = Stored>| {
        let mut binder = Binder::default();
        copies.for_each(|copy| binder.add(&copy));
        let volume = binder.bind();
        if is_indexed {
            volume.index_with(&mut IndexBuilder::new());
        }
        library.shelve(Arc::new(volume), &marks);
    };
    for (at, piece) in pieces.iter().enumerate() {
        let articles = std::iter::once(piece.article(at)).chain(piece.copied(at));
        let paths = piece.paths(at);
        // Copies may lie in one volume, or in several.
        let mut copies = articles
            .zip(&paths)
            .map(|(article, path)| stored(path, article));
        match at % 2 {
            0 => add(&mut copies),
            _ => copies.for_each(|copy| add(&mut std::iter::once(copy))),
        }
    }
    let mut numbers = std::collections::HashMap::new();
    for (at, piece) in pieces.iter().enumerate() {
        let id = Key::of(&piece.article(at));
        numbers.insert(library.find(id).unwrap(), at);
        let place = Key::of_place(std::path::Path::new(&piece.paths(at)[0]), 0);
        let sets = [
            Set::Position(piece.position),
            Set::Read(piece.read),
            Set::Starred(piece.starred),
            Set::Tag("later".into(), piece.own_tag),
        ];
        marks.change(sets.map(|set| Change { id, place, set }).to_vec(), 0);
    }
    let rows = find(query, &library, &marks, &now(), &|| false).unwrap();
    // By now the indexes were read, and are asked first for what they know by themselves.
    let again = find(query, &library, &marks, &now(), &|| false).unwrap();
    assert_eq!(rows, again);
    rows.into_iter().map(|row| numbers[&row]).collect()
}

fn listing() -> impl Strategy<Value = Listing> {
    let orders = vec![
        "",
        "",
        "",
        "sort:date",
        "sort:-date",
        "sort:title",
        "sort:-title",
        "sort:length",
        "sort:-length",
    ];
    (
        proptest::sample::select(orders),
        prop_oneof![3 => Just(None), 1 => (1..5usize).prop_map(Some)],
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 768, ..ProptestConfig::default() })]
    #[test]
    fn the_search_finds_what_a_plain_reading_finds(
        pieces in proptest::collection::vec(piece(), 1..12),
        ask in ask(),
        listing in listing(),
        is_indexed in any::<bool>(),
    ) {
        let limit = listing.1.map(|limit| format!(" limit:{limit}")).unwrap_or_default();
        let text = format!("{} {}{limit}", ask.written().unwrap_or_default(), listing.0);
        let query = Query::parse(&text).unwrap();
        prop_assert_eq!(found(&query, &pieces, is_indexed), expected(&ask, &pieces, listing), "{}", text);
    }

    #[test]
    fn what_stands_in_a_text_is_found_whatever_its_characters(
        texts in proptest::collection::vec(odd_text(), 1..8),
        part in any::<[proptest::sample::Index; 3]>(),
        is_indexed in any::<bool>(),
    ) {
        let pieces: Vec<_> = texts.iter().map(|text| odd_piece(text)).collect();
        let chars: Vec<char> = part[0].get(&texts).chars().collect();
        let [from, to] = [part[1], part[2]].map(|at| at.index(chars.len() + 1));
        let part: String = chars[from.min(to)..from.max(to)].iter().collect();
        let part = part.replace(['"', '“', '”', '„', '‟', '«', '»', '＂'], "");
        let wanted = [fold(&part), fold_keeping_case(&part)];
        let is_exact = part.chars().any(char::is_uppercase);
        prop_assume!(!wanted[0].trim().is_empty());
        let holds = |text: &String| {
            let has = |text: &str| {
                fold(text).contains(&wanted[0])
                    && (!is_exact || fold_keeping_case(text).contains(&wanted[1]))
            };
            let piece = odd_piece(text).article(0);
            has(&piece.title) || has(piece.body.text())
        };
        let expected: Vec<usize> = (0..texts.len()).filter(|at| holds(&texts[*at])).collect();
        let query = Query::parse(&format!("\"{part}\"")).unwrap();
        prop_assert_eq!(found(&query, &pieces, is_indexed), expected, "{:?}", part);
    }

    #[test]
    fn a_query_that_is_printed_is_the_same_query(ask in ask(), listing in listing()) {
        let limit = listing.1.map(|limit| format!(" limit:{limit}")).unwrap_or_default();
        let text = format!("{} {}{limit}", ask.written().unwrap_or_default(), listing.0);
        let query = Query::parse(&text).unwrap();
        prop_assert_eq!(Query::parse(&query.to_string()), Ok(query));
    }
}
