//! What a snapshot's bytes are held to: whatever they are, nothing panics, and what comes out is what went in or nothing.
//!
//! Does not own the files of a snapshot (`runtime::snapshot` compares their checksums first; here they are not).

use std::{
    path::Path,
    sync::{Arc, LazyLock},
};

use newsstand::{
    article::{Id, Key, Origin},
    library::{Binder, Entry, Index, Library, Lookup, Stored, Volume, Wanted, fingerprints},
    marks::{Author, Change, Marks, Set},
    packed::{Bytes, Section},
    parse,
};
use twox_hash::XxHash3_64;

/// Files that the sound volume is made of: words and scripts of several kinds, blocks and spans, and a copy.
const FILES: [(&str, &str); 4] = [
    (
        "ferry.md",
        "---\ntitle: The ferry\nauthor: Ada Reed\ntags: [harbour, boats]\ndate: 2024-03-01\n---\n\n\
         # Over the water\n\nA *slow* boat with [a page](https://example.org/ferry) and `code`.\n\n\
         > quoted\n\n1. one\n2. two\n\n| a | b |\n|---|--:|\n| c | d |\n",
    ),
    (
        "market.txt",
        "The market\nBy Bo Lind\n\nFish, bread and 12.5 apples; the mother-in-law's stall.\n",
    ),
    (
        "market-again.txt",
        "The market\nBy Bo Lind\n\nFish, bread and 12.5 apples; the mother-in-law's stall.\n",
    ),
    (
        "east.txt",
        "東の海\n\n船は港を出る。Straße und Ärger, हिन्दी।\n",
    ),
];

/// What an index is asked.
const NEEDLES: [&str; 9] = [
    "",
    "a",
    "fish",
    "er",
    "the mar",
    "12.5",
    "船は港",
    "海",
    "zz%",
];

/// Bytes of a volume's header before its own checksum.
const HEADER: usize = 16 + 5 * 8 + 8;

/// A volume that was made, and as it is written.
struct Sound {
    articles: Vec<Stored>,
    volume: Arc<Volume>,
    bytes: Vec<u8>,
    index: Vec<u8>,
    index_header: usize,
    catalogue: Vec<u8>,
    marks: Vec<u8>,
}

static SOUND: LazyLock<Sound> = LazyLock::new(|| {
    let articles: Vec<Stored> = FILES
        .iter()
        .flat_map(|(name, text)| stored(name, text))
        .collect();
    let mut binder = Binder::default();
    articles.iter().for_each(|stored| binder.add(stored));
    let volume = Arc::new(binder.bind());
    let (mut bytes, mut index) = (Vec::new(), Vec::new());
    volume
        .write(&mut bytes)
        .and_then(|()| volume.write_index(&mut index))
        .expect("memory takes all that is written");
    let index_header = index.len() - volume.sizes()[2];
    let catalogue = shelved(&volume).catalogue();
    let marks = marked(&articles).pack().expect("they are few");
    Sound {
        articles,
        volume,
        bytes,
        index,
        index_header,
        catalogue,
        marks,
    }
});

/// The articles with a mark of each kind, of which one was taken back.
fn marked(articles: &[Stored]) -> Marks {
    let mut marks = Marks::new(Author::default());
    for (now, stored) in (1..).zip(articles) {
        let tag = Set::Tag("sea".to_owned(), true);
        let sets = [Set::Read(true), Set::Starred(true), tag, Set::Position(50)];
        let change = |set| Change {
            id: Key::of(&stored.article),
            place: stored.origin.place,
            set,
        };
        marks.change(sets.map(change).to_vec(), now);
    }
    marks.undo(0);
    marks
}

/// Reads bytes as what the first of them says: as they are, or as damage to what is sound.
pub fn read(bytes: &[u8]) {
    let Some((kind, rest)) = bytes.split_first() else {
        return;
    };
    let sound = || SOUND.index.clone();
    match kind % 7 {
        0 => strange(rest),
        1 => still_true(damaged(&SOUND.bytes, rest), sound()),
        2 => still_true(with_header_mended(damaged(&SOUND.bytes, rest)), sound()),
        5 => still_true(SOUND.bytes.clone(), damaged(&SOUND.index, rest)),
        3 => catalogue(
            vec![Arc::clone(&SOUND.volume)],
            damaged(&SOUND.catalogue, rest),
        ),
        4 => packed_marks(damaged(&SOUND.marks, rest)),
        _ => index(&damaged(&SOUND.index[SOUND.index_header..], rest)),
    }
}

/// Opens packed marks, and does with them what the program does.
fn packed_marks(bytes: Vec<u8>) {
    let Some(mut marks) = Marks::open(&Section::from(bytes), Author::default()) else {
        return;
    };
    for stored in &SOUND.articles {
        let id = Key::of(&stored.article);
        let _ = (
            marks.get(id),
            marks.knows(id),
            marks.id_at(stored.origin.place),
        );
        let change = Change {
            id,
            place: stored.origin.place,
            set: Set::Read(true),
        };
        marks.change(vec![change], 1);
    }
    let _ = (marks.iter().count(), marks.pack());
    while marks.undo(1).is_some() {}
}

/// Bytes of no known origin: as a volume, as an index, and as the catalogue of what they hold.
fn strange(bytes: &[u8]) {
    index(bytes);
    packed_marks(bytes.to_vec());
    still_true(SOUND.bytes.clone(), bytes.to_vec());
    let shared: Bytes = Arc::new(bytes.to_vec());
    let volumes = match Volume::open(&shared) {
        Some(volume) => {
            let volume = Arc::new(volume);
            walk(&mut shelved(&volume));
            vec![volume]
        }
        None => Vec::new(),
    };
    catalogue(volumes, bytes.to_vec());
    catalogue(vec![Arc::clone(&SOUND.volume)], bytes.to_vec());
}

/// A damaged volume tells of each article what went in, or nothing, and so does one with a damaged index.
fn still_true(bytes: Vec<u8>, index: Vec<u8>) {
    let [bytes, index]: [Bytes; 2] = [Arc::new(bytes), Arc::new(index)];
    let Some(volume) = Volume::open(&bytes).map(Arc::new) else {
        return;
    };
    volume.take_index(&index);
    let sound = shelved(&SOUND.volume);
    let mut library = shelved(&volume);
    for (row, stored) in (0..library.rows()).zip(&SOUND.articles) {
        is_what_went_in(&library.get(row), &sound.get(row), stored);
        let folded = library.folded(row);
        assert!(folded.is_empty() || folded == sound.folded(row));
    }
    let answers = |volume: &Volume| -> Option<Vec<Lookup>> {
        let index = volume.index()?;
        let found = NEEDLES
            .iter()
            .map(|needle| index.lookup(&Wanted::new(needle)));
        Some(found.collect())
    };
    assert!(answers(&volume).is_none_or(|found| Some(found) == answers(&SOUND.volume)));
    walk(&mut library);
}

fn is_what_went_in(entry: &Entry, sound: &Entry, stored: &Stored) {
    let article = &stored.article;
    assert!(entry.title().is_empty() || entry.title() == article.title);
    assert!(entry.byline().is_none() || entry.byline() == article.byline.as_deref());
    assert!(entry.source().is_none() || entry.source() == article.source.as_deref());
    assert!(entry.link().is_none() || entry.link() == article.link.as_deref());
    assert!(entry.date().is_none() || entry.date() == stored.date());
    assert!(entry.tags().is_empty() || entry.tags() == article.tags);
    assert!(entry.words() == 0 || entry.words() == article.words());
    assert!(entry.text().is_empty() || entry.text() == article.body.text());
    let whole = entry.stored();
    let body = &whole.article.body;
    assert!(body.text().is_empty() || *body == article.body);
    assert!(whole.article.title.is_empty() || body.text().is_empty() || whole == *stored);
    let (folded, true_folded) = (entry.folded(), sound.folded());
    for (field, went_in) in [
        (folded.title, true_folded.title),
        (folded.byline, true_folded.byline),
        (folded.source, true_folded.source),
        (folded.body, true_folded.body),
    ] {
        assert!(
            field.is_empty() || field == went_in,
            "{field:?} for {went_in:?}"
        );
    }
}

/// Opens a catalogue over volumes, and uses the library as far as it comes.
fn catalogue(volumes: Vec<Arc<Volume>>, bytes: Vec<u8>) {
    let Some(names) = fingerprints(&bytes) else {
        return;
    };
    let volumes = volumes.into_iter().take(names.len()).collect();
    if let Some(mut library) = Library::open(volumes, &Section::from(bytes)) {
        walk(&mut library);
    }
}

/// Does with a library what the program does.
fn walk(library: &mut Library) {
    let marks = Marks::new(Author::default());
    let order = library.order().to_vec();
    for row in &order {
        let entry = library.get(*row);
        let _ = (
            entry.article(),
            entry.path(),
            entry.folded(),
            library.folded(*row),
        );
        let _ = (
            library.copies(*row),
            library.id(*row),
            library.find(library.id(*row)),
        );
    }
    for id in SOUND.articles.iter().map(|stored| Key::of(&stored.article)) {
        found(library, id);
    }
    for (volume, _) in library.volumes() {
        if let Some(index) = volume.index() {
            ask(&index);
        }
    }
    let _ = (
        library.listed(),
        library.numbers(&order),
        library.is_whole(&order, true),
    );
    let _ = (
        library.has_whole_records(),
        library.catalogue(),
        library.sparse(3),
    );
    library.shelve(Arc::clone(&SOUND.volume), &marks);
    library.remove(order, &marks);
    let _ = (library.listed(), library.catalogue());
}

fn found(library: &Library, id: Id) {
    if let Some(row) = library.find(id) {
        let _ = (
            library.get(row).article(),
            library.copies(row),
            library.stands(row),
        );
    }
}

/// Bytes taken for an index. Wrong answers are all right: the checksum is compared before it is asked.
fn index(bytes: &[u8]) {
    if let Some(index) = Index::open(bytes) {
        ask(&index);
    }
}

fn ask(index: &Index) {
    for needle in NEEDLES {
        let docs = index.lookup(&Wanted::new(needle)).docs;
        assert!(docs.iter().all(|doc| doc < index.docs()));
    }
}

/// Bytes after damage: each four bytes flip, cut, insert or overwrite something at a place.
fn damaged(sound: &[u8], damage: &[u8]) -> Vec<u8> {
    let mut bytes = sound.to_vec();
    for hurt in damage.chunks_exact(4).take(64) {
        let at = usize::from(u16::from_le_bytes([hurt[1], hurt[2]])) % (bytes.len() + 1);
        let rest = bytes.len() - at;
        let count = usize::from(hurt[3]);
        match hurt[0] % 5 {
            0 if rest > 0 => bytes[at] ^= hurt[3],
            1 => drop(bytes.drain(at..at + count.min(rest))),
            2 => bytes.insert(at, hurt[3]),
            3 if rest > 0 => bytes[at] = hurt[3],
            4 => bytes.copy_within(at..at + count.min(rest), at.saturating_sub(count)),
            _ => {}
        }
    }
    bytes
}

/// The same with the header's checksum put right, so that its numbers are believed.
fn with_header_mended(mut bytes: Vec<u8>) -> Vec<u8> {
    if let Some((told, rest)) = bytes.split_at_mut_checked(HEADER)
        && let Some(sum) = rest.first_chunk_mut()
    {
        *sum = XxHash3_64::oneshot(told).to_le_bytes();
    }
    bytes
}

fn shelved(volume: &Arc<Volume>) -> Library {
    let mut library = Library::default();
    library.shelve(Arc::clone(volume), &Marks::new(Author::default()));
    library
}

fn stored(name: &str, text: &str) -> Vec<Stored> {
    let path = Path::new(name);
    let articles = parse::parse(path, text.as_bytes()).articles.into_iter();
    let origin = |item| Origin {
        path: path.into(),
        item,
        place: Key::of_place(path, item),
        stored: None,
    };
    let placed = articles
        .zip(0..)
        .map(|(article, item)| Stored::new(article, origin(item)));
    placed.collect()
}
