//! Archives as people have them, and as they are made to do harm.

use std::{
    io::{Cursor, Write as _},
    path::MAIN_SEPARATOR,
};

use flate2::{Compression, GzBuilder, write::GzEncoder};
use proptest::prelude::*;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use tar::EntryType;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;
use crate::{article::Article, library::Stored, parse::Surroundings, runtime::loader::take_in};

mod books;
mod captures;

/// What an archive gave: paths with what they hold, and paths with what was wrong.
#[derive(Debug, Default, PartialEq, Eq)]
struct Opened {
    files: Vec<(String, String)>,
    problems: Vec<(String, String)>,
}

impl Opened {
    fn paths(&self) -> Vec<&str> {
        self.files.iter().map(|(path, _)| path.as_str()).collect()
    }

    fn reasons(&self) -> Vec<&str> {
        self.problems.iter().map(|(_, why)| why.as_str()).collect()
    }
}

fn contents(name: &str, bytes: Vec<u8>) -> Contents {
    Contents {
        path: name.into(),
        place: Path::new("/news").join(name),
        folder: Some("news".to_owned()),
        stored: None,
        around: Surroundings::default(),
        bytes,
    }
}

fn open(name: &str, bytes: Vec<u8>) -> Opened {
    open_within(&LIMITS, name, bytes)
}

fn open_within(limits: &Limits, name: &str, bytes: Vec<u8>) -> Opened {
    let mut opened = Opened::default();
    let problems = read_within(limits, contents(name, bytes), &mut |file| {
        let text = String::from_utf8_lossy(&file.bytes).into_owned();
        opened.files.push((slashed(&file.path), text));
    });
    let told = |problem: Problem| {
        assert!(!problem.remedy.is_empty());
        (slashed(&problem.path), problem.reason)
    };
    opened.problems = problems.into_iter().map(told).collect();
    opened
}

/// A path as most systems write it.
fn slashed(path: &Path) -> String {
    path.display().to_string().replace(MAIN_SEPARATOR, "/")
}

/// Files by their names.
type Files<'a> = &'a [(&'a str, &'a [u8])];

const TWO: Files<'_> = &[("a.txt", b"One"), ("sub/b.txt", b"Two")];

fn zipped(files: Files<'_>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn taped(files: Files<'_>) -> Vec<u8> {
    let mut tape = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mtime(1_586_995_200);
        // Set as bytes, for the crate refuses names that lead out of the archive.
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        tape.append(&header, *bytes).unwrap();
    }
    tape.into_inner().unwrap()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, CompressionLevel::Fastest)
}

fn owned(files: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(path, text): &(&str, &str)| ((*path).to_owned(), (*text).to_owned());
    files.iter().map(owned).collect()
}

#[test]
fn an_archive_is_read_like_the_folder_it_would_be() {
    for (name, bytes) in [
        ("pack.zip", zipped(TWO)),
        ("pack.tar", taped(TWO)),
        ("pack.tar.gz", gzipped(&taped(TWO))),
        ("pack.tgz", gzipped(&taped(TWO))),
        ("pack.tar.zst", zstd(&taped(TWO))),
        ("named-otherwise.txt", zipped(TWO)),
    ] {
        let opened = open(name, bytes);
        let (a, b) = (format!("{name}/a.txt"), format!("{name}/sub/b.txt"));
        assert_eq!(opened.files, owned(&[(&a, "One"), (&b, "Two")]));
        assert_eq!(opened.problems, []);
    }
}

#[test]
fn a_single_packed_file_has_its_name_without_the_ending() {
    for (name, bytes, inner) in [
        ("page.html.gz", gzipped(b"One"), "page.html.gz/page.html"),
        ("news.txt.zst", zstd(b"One"), "news.txt.zst/news.txt"),
        ("FEED.XML.GZ", gzipped(b"One"), "FEED.XML.GZ/FEED.XML"),
        (".gz", gzipped(b"One"), ".gz/.gz"),
    ] {
        assert_eq!(open(name, bytes).files, owned(&[(inner, "One")]));
    }
    let mut named = GzBuilder::new()
        .filename("../a/storm.md")
        .write(Vec::new(), Compression::fast());
    named.write_all(b"One").unwrap();
    let named = named.finish().unwrap();
    assert_eq!(open("-", named).files, owned(&[("-/storm.md", "One")]));
}

#[test]
fn what_was_packed_in_several_runs_is_one_file() {
    let twice = |pack: fn(&[u8]) -> Vec<u8>| [pack(b"One "), pack(b"Two")].concat();
    assert_eq!(open("a.txt.gz", twice(gzipped)).files[0].1, "One Two");
    let skippable = b"\x50\x2a\x4d\x18\x03\0\0\0abc";
    let frames = [zstd(b"One "), skippable.to_vec(), zstd(b"Two")].concat();
    assert_eq!(open("a.txt.zst", frames).files[0].1, "One Two");
}

#[test]
fn the_folder_or_the_archives_name_stands_in_for_a_source() {
    let source = |name: &str, bytes| {
        let path = Path::new("/news/The Wire").join(name);
        let read = take_in(&path, &path, None, bytes);
        let sources = read
            .stored
            .iter()
            .map(|stored| stored.article.source.clone());
        sources.map(Option::unwrap).collect::<Vec<_>>()
    };
    assert_eq!(
        source("April.tar.gz", gzipped(&taped(TWO))),
        ["April", "sub"]
    );
    assert_eq!(source("April.zip", zipped(TWO)), ["April", "sub"]);
    assert_eq!(source("a.txt.gz", gzipped(b"One")), ["The Wire"]);
}

#[test]
fn an_archive_through_standard_input_is_opened() {
    let read = take_in(Path::new("-"), Path::new("-"), None, gzipped(&taped(TWO)));
    assert_eq!(read.stored[0].origin.path, Path::new("-/a.txt"));
    assert_eq!(read.stored[0].article.source, None);
}

#[test]
fn files_in_an_archive_keep_their_time() {
    let mut times = Vec::new();
    read(contents("a.tar", taped(TWO)), &mut |file| {
        times.push(file.stored)
    });
    assert_eq!(times[0].unwrap().to_string(), "2020-04-16T00:00:00+00:00");
    let time = zip::DateTime::from_date_and_time(2020, 4, 16, 12, 30, 0).unwrap();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(time);
    zip.start_file("a.txt", options).unwrap();
    let zip = zip.finish().unwrap().into_inner();
    read(contents("a.zip", zip), &mut |file| times.push(file.stored));
    assert_eq!(times[2].unwrap().to_string(), "2020-04-16T12:30:00+00:00");
}

#[test]
fn what_belongs_to_a_saved_page_in_a_zip_file_is_passed_over() {
    let files: Files<'_> = &[
        ("b/A storm_files/frame.html", b"One"),
        ("b/A storm_files/img/x.txt", b"Two"),
        ("b/A storm.html", b"Three"),
        ("my_files/a.txt", b"Four"),
        ("_files/a.txt", b"Five"),
    ];
    let opened = open("p.zip", zipped(files));
    assert_eq!(
        opened.paths(),
        [
            "p.zip/b/A storm.html",
            "p.zip/my_files/a.txt",
            "p.zip/_files/a.txt"
        ]
    );
}

#[test]
fn what_systems_leave_in_archives_is_passed_over() {
    let junk: Files<'_> = &[
        ("__MACOSX/._a.txt", b"x"),
        ("sub/.DS_Store", b"x"),
        (".git/config", b"x"),
        ("a.txt~", b"x"),
        ("./b.txt", b"One"),
    ];
    for (name, bytes) in [("j.zip", zipped(junk)), ("j.tar", taped(junk))] {
        let opened = open(name, bytes);
        assert_eq!(opened.paths(), [format!("{name}/b.txt")]);
        assert_eq!(opened.problems, []);
    }
}

#[test]
fn names_that_lead_out_stay_below_the_archive() {
    let names: Files<'_> = &[
        ("../../etc/passwd", b"One"),
        ("/etc/shadow", b"Two"),
        ("sub/../../x", b"Three"),
        ("..", b"Four"),
    ];
    let opened = open("n.tar", taped(names));
    assert_eq!(
        opened.paths(),
        ["n.tar/etc/passwd", "n.tar/etc/shadow", "n.tar/sub/x"]
    );
    let opened = open("n.zip", zipped(&[("C:\\news\\a.txt", b"One")]));
    assert_eq!(opened.paths(), ["n.zip/C:/news/a.txt"]);
}

#[test]
fn names_are_shown_safely_and_told_apart_by_their_bytes() {
    let name = |byte: u8| {
        let mut tape = taped(&[("\u{1b}[31m\nX.txt", b"One")]);
        let at = tape.iter().position(|byte| *byte == b'X').unwrap();
        tape[at] = byte;
        let sum: u32 = tape[..512].iter().map(|byte| u32::from(*byte)).sum();
        let told: u32 = tape[148..156].iter().map(|byte| u32::from(*byte)).sum();
        let sum = format!("{:06o}\0 ", sum - told + 8 * 32);
        tape[148..156].copy_from_slice(sum.as_bytes());
        let mut found = Vec::new();
        read(contents("n.tar", tape), &mut |file| {
            found.push((file.path, file.place))
        });
        found.remove(0)
    };
    let (first, second) = (name(0xff), name(0xfe));
    assert_eq!(first.0, second.0);
    assert!(!first.0.to_str().unwrap().contains(char::is_control));
    if cfg!(unix) {
        assert_ne!(first.1, second.1);
    }
}

#[test]
fn a_name_without_end_is_told_and_not_shown() {
    let mut tape = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(3);
    let name = format!("{}.txt", "x".repeat(LONGEST_NAME));
    tape.append_data(&mut header, name, &b"One"[..]).unwrap();
    let opened = open("n.tar", tape.into_inner().unwrap());
    assert_eq!(opened.files, []);
    assert_eq!(opened.problems[0].0, "n.tar");
}

#[test]
fn archives_in_archives_are_opened_to_a_depth_that_is_told() {
    let inner = gzipped(&taped(&[("b.txt", b"Two")]));
    let mut nest = zipped(&[("a.txt", b"One"), ("inner.tgz", &inner)]);
    let opened = open("nest.zip", nest.clone());
    assert_eq!(
        opened.paths(),
        ["nest.zip/a.txt", "nest.zip/inner.tgz/b.txt"]
    );
    for _ in 0..DEEPEST {
        nest = zipped(&[("deep.zip", &nest), ("c.txt", b"Three")]);
    }
    let opened = open("nest.zip", nest);
    assert_eq!(opened.files.len(), DEEPEST);
    assert_eq!(
        opened.reasons(),
        ["it lies in 4 other archives; deeper ones are not opened"]
    );
}

/// Limits that are reached soon.
const NARROW: Limits = Limits {
    growth: 200,
    free: 1 << 20,
    unpacked: 2 << 20,
    members: 1000,
};

#[test]
fn a_file_that_would_fill_the_memory_is_stopped_and_told() {
    let bomb = vec![b' '; 3 << 20];
    let inner = gzipped(&bomb);
    for (name, bytes) in [
        ("b.zip", zipped(&[("a.txt", b"One"), ("z.gz", &inner)])),
        ("b.tgz", gzipped(&taped(&[("a.txt", b"One"), ("z", &bomb)]))),
        (
            "hidden.tgz",
            gzipped(&taped(&[("a.txt", b"One"), (".z", &bomb)])),
        ),
    ] {
        let opened = open_within(&NARROW, name, bytes);
        assert_eq!(
            opened.reasons(),
            ["it unpacks to more than 1 MiB; the rest was not read"]
        );
        assert_eq!(opened.paths(), [format!("{name}/a.txt")]);
    }
    for (name, bytes) in [("b.gz", inner), ("b.zst", zstd(&bomb))] {
        assert_eq!(open_within(&NARROW, name, bytes).files, []);
    }
}

#[test]
fn the_directory_of_a_zip_file_tells_what_would_fill_the_memory_and_the_rest_is_read() {
    let bomb = vec![b' '; 3 << 20];
    let zip = zipped(&[("a.txt", b"One"), ("z", &bomb), ("c.txt", b"Two")]);
    let opened = open_within(&NARROW, "b.zip", zip);
    assert_eq!(opened.paths(), ["b.zip/a.txt", "b.zip/c.txt"]);
    assert_eq!(
        opened.reasons(),
        ["it would fill what the archive may unpack to"]
    );
}

#[test]
fn a_mailbox_may_be_longer_than_a_text() {
    let limits = Limits {
        free: 1 << 30,
        ..LIMITS
    };
    let mailbox = "From a@b.example Thu Jan  1 00:00:00 2026\nSubject: One\n\n";
    let long = |beginning: &str| {
        let mut bytes = beginning.as_bytes().to_vec();
        bytes.resize(CAP as usize + 100, b'x');
        bytes
    };
    let (mailbox, text) = (long(mailbox), long("A text\n\n"));
    let files = [("a.mbox", &mailbox[..]), ("b.txt", &text[..])];
    let opened = open_within(&limits, "c.tar", taped(&files));
    let lengths: Vec<_> = opened.files.iter().map(|(_, text)| text.len()).collect();
    assert_eq!(lengths, [mailbox.len(), CAP as usize + 1]);
}

#[test]
fn what_many_files_unpack_to_is_added_up() {
    let part = vec![b' '; 400 << 10];
    let opened = open_within(
        &NARROW,
        "many.zip",
        zipped(&[("a", &part), ("b", &part), ("c", &part), ("d", b"short")]),
    );
    assert_eq!(opened.paths(), ["many.zip/a", "many.zip/b", "many.zip/d"]);
    assert_eq!(opened.problems.len(), 1);
    let tape = gzipped(&taped(&[
        ("a", &part),
        ("b", &part),
        ("c", &part),
        ("d", &part),
    ]));
    let opened = open_within(&NARROW, "many.tgz", tape);
    assert_eq!(opened.paths(), ["many.tgz/a", "many.tgz/b"]);
    assert_eq!(opened.problems.len(), 1);
}

#[test]
fn a_large_archive_may_unpack_to_more_than_a_small_one() {
    let large = prose().repeat(1000);
    let opened = open_within(&NARROW, "l.zip", zipped(&[("a", &large[..3 << 19])]));
    assert_eq!((opened.files.len(), opened.problems.len()), (1, 0));
}

/// A tape with as many empty files.
fn long_tape(count: usize) -> Vec<u8> {
    taped(&[("a.txt", b"")])[..512].repeat(count)
}

#[test]
fn a_hundred_thousand_files_are_read() {
    let opened = open("m.tar", long_tape(100_000));
    assert_eq!((opened.files.len(), opened.problems.len()), (100_000, 0));
}

#[test]
fn files_beyond_those_that_are_counted_are_told() {
    let opened = open_within(&NARROW, "m.tar", long_tape(1001));
    assert_eq!(opened.files.len(), 1000);
    assert_eq!(
        opened.reasons(),
        ["it holds more than 1000 files; the rest was not read"]
    );
}

#[test]
fn many_problems_of_one_archive_are_told_in_few_words() {
    let mut tape = tar::Builder::new(Vec::new());
    for number in 0..1000 {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(EntryType::Symlink);
        header.set_size(0);
        tape.append_link(&mut header, format!("{number}"), "/etc/passwd")
            .unwrap();
    }
    let opened = open("l.tar", tape.into_inner().unwrap());
    assert_eq!(opened.problems.len(), MOST_TOLD + 1);
    assert_eq!(
        opened.reasons()[0],
        "it is a link, and links in archives are not followed"
    );
    assert_eq!(
        opened.reasons()[MOST_TOLD],
        "950 more files in it were not read"
    );
}

#[test]
fn devices_and_pipes_on_a_tape_are_told_and_not_touched() {
    let mut tape = tar::Builder::new(Vec::new());
    for kind in [EntryType::Fifo, EntryType::Char, EntryType::Block] {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(kind);
        header.set_path("a.txt").unwrap();
        header.set_size(0);
        header.set_cksum();
        tape.append(&header, &[][..]).unwrap();
    }
    let opened = open("d.tar", tape.into_inner().unwrap());
    let device = "it is a device, not a file";
    assert_eq!(
        opened.reasons(),
        ["it is a pipe, not a file", device, device]
    );
}

/// Changes two bytes of each file's head in a zip file: `local` and `central` say where.
fn patched(mut zip: Vec<u8>, local: usize, central: usize, value: [u8; 2]) -> Vec<u8> {
    for at in 0..zip.len() - 46 {
        let shift = match &zip[at..at + 4] {
            b"PK\x03\x04" => local,
            b"PK\x01\x02" => central,
            _ => continue,
        };
        zip[at + shift..at + shift + 2].copy_from_slice(&value);
    }
    zip
}

#[test]
fn very_many_files_in_folders_that_are_called_like_those_of_pages_are_read() {
    // Were all names gone through for each of the pages that are not there, this would take a minute.
    let names: Vec<String> = (0..30_000)
        .map(|n| format!("{}_files/{n}.txt", n / 40))
        .collect();
    let files: Vec<(&str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), &b"One"[..]))
        .collect();
    let opened = open("p.zip", zipped(&files));
    assert_eq!((opened.files.len(), opened.problems.len()), (30_000, 0));
}

#[test]
fn names_that_lead_through_folders_without_end_keep_nobody_waiting() {
    // Were a page looked for beside each of the folders, this would take minutes.
    let names: Vec<String> = (1_000..1_300)
        .map(|n| format!("{n}{}", "/a_files".repeat(8_000)))
        .collect();
    let mut files: Vec<(&str, &[u8])> =
        names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    files.push(("z.txt", b"One"));
    let opened = open("p.zip", zipped(&files));
    assert_eq!(opened.paths(), ["p.zip/z.txt"]);
    assert!(opened.reasons()[0].contains("4,096 bytes"));
}

#[test]
fn encrypted_files_and_foreign_methods_are_told_with_a_way_out() {
    let opened = open("e.zip", patched(zipped(TWO), 6, 8, [1, 0]));
    assert_eq!(opened.files, []);
    assert_eq!(opened.reasons(), ["it is encrypted"; 2]);
    assert_eq!(opened.problems[1].0, "e.zip/sub/b.txt");
    let opened = open("e.zip", patched(zipped(TWO), 8, 10, [12, 0]));
    assert_eq!(
        opened.reasons(),
        ["it is packed by a method that is not known here"; 2]
    );
}

#[test]
fn a_flipped_bit_spoils_one_file_and_not_the_others() {
    let mut zip = zipped(&[("a.txt", b"One"), ("b.txt", b"Two"), ("c.txt", b"Three")]);
    let at = zip.windows(5).position(|name| name == b"b.txt").unwrap() + 6;
    zip[at] ^= 0x10;
    let opened = open("f.zip", zip);
    assert!(opened.paths().contains(&"f.zip/a.txt") && opened.paths().contains(&"f.zip/c.txt"));
    assert_eq!(opened.problems.len(), 1);
    assert_eq!(opened.problems[0].0, "f.zip/b.txt");
}

#[test]
fn documents_that_are_zip_files_within_are_not_opened() {
    for first in ["mimetype", "[Content_Types].xml", "META-INF/MANIFEST.MF"] {
        let bytes = zipped(&[(first, b"x"), ("a.txt", b"One")]);
        assert!(!is_one(Path::new("a"), &bytes));
        let read = take_in(Path::new("a.docx"), Path::new("/a.docx"), None, bytes);
        assert_eq!((read.stored.len(), read.problems.len()), (0, 1));
    }
}

#[test]
fn text_is_no_archive_whatever_its_name() {
    for bytes in [
        &b"PK is how it begins"[..],
        b"",
        b"\x1f\x8b",
        &[b'0'; 2000],
        &[0; 2000],
    ] {
        assert!(!is_one(Path::new("a.zip"), bytes));
    }
    let read = take_in(
        Path::new("a.zip"),
        Path::new("/a.zip"),
        None,
        b"A title".to_vec(),
    );
    assert_eq!(read.stored[0].article.title, "A title");
}

/// A text that does not shrink to nothing.
fn prose() -> Vec<u8> {
    let words = ["sea", "harbour", "wall", "clerk", "tide", "rope", "gull"];
    let text = |at: usize| format!("{} {} ", words[at * at % 7], at * 7919 % 1009);
    (0..200).map(text).collect::<String>().into_bytes()
}

#[test]
fn an_archive_that_was_cut_off_gives_what_is_whole_and_tells() {
    let files: &[(&str, &[u8])] = &[("a.txt", &prose()), ("b.txt", &prose())];
    type Pack = fn(Files<'_>) -> Vec<u8>;
    let packs: [(&str, Pack); 4] = [
        ("c.zip", zipped),
        ("c.tar", taped),
        ("c.tgz", |files| gzipped(&taped(files))),
        ("c.tar.zst", |files| zstd(&taped(files))),
    ];
    for (name, pack) in packs {
        let whole = pack(files);
        for cut in (512..whole.len()).step_by(7) {
            let opened = open(name, whole[..cut].to_vec());
            let expected = [format!("{name}/a.txt"), format!("{name}/b.txt")];
            let is_whole = opened.paths() == expected
                && opened
                    .files
                    .iter()
                    .all(|(_, text)| text.as_bytes() == prose());
            // What stands behind the last file may be missing.
            assert!(is_whole || !opened.problems.is_empty(), "{name} {cut}");
            // Zstandard packs as little as this in one block.
            if cut > whole.len() - 20 && name != "c.tar.zst" {
                assert_eq!(opened.paths()[0], expected[0]);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_damage_ends_the_program(at in 0_usize..2000, value in any::<u8>(), which in 0..4_usize) {
        let files: &[(&str, &[u8])] = &[("a.txt", &prose()), ("b/c.txt", &prose())];
        let mut bytes = match which {
            0 => zipped(files),
            1 => taped(files),
            2 => gzipped(&taped(files)),
            _ => zstd(&taped(files)),
        };
        let at = at % bytes.len();
        bytes[at] = value;
        let read = take_in(Path::new("d"), Path::new("/d"), None, bytes);
        prop_assert!(read.stored.len() + read.problems.len() > 0);
        prop_assert!(!read.problems.iter().any(|problem| problem.reason.contains("a fault in newsstand")));
    }
}
