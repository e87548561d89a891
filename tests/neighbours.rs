//! Pages of one site in one folder: the lines that they have in common are folded, whichever way they are read.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{
    fs,
    path::PathBuf,
    sync::Arc,
    time::{Duration, SystemTime},
};

use newsstand::{
    library::{Library, Stored},
    marks::Marks,
    runtime::{
        librarian::{Keeping, Librarian},
        loader,
    },
};
use tempfile::TempDir;

const MENU: &str = "Harbour Post\nCoast and sea\nTides of the week\nLetters to the harbour\n\n";
const TAIL: &str = "Tell us what you have seen from the pier\nThe Harbour Post is printed in Sample Town\nBack to the quay\n";

/// A page whose text has this number.
fn page(number: usize) -> String {
    let paragraph = format!(
        "On day {number} the sea rose higher than at any time since the harbour was built, said the clerk.\n\n"
    );
    let prose = paragraph.repeat(3);
    format!("{MENU}A storm of force {number}\n\n{prose}{TAIL}")
}

fn write(folder: &TempDir, name: &str, number: usize) {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, page(number)).unwrap();
    // What was written just now is read again by the next scan.
    let file = fs::File::options().append(true).open(&path).unwrap();
    let before = SystemTime::now() - Duration::from_secs(60);
    file.set_modified(before).unwrap();
}

/// A folder with pages of these names.
fn folder(names: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (number, name) in names.iter().enumerate() {
        write(&folder, name, number);
    }
    folder
}

const FIVE: [&str; 5] = ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt"];

fn load(paths: &[PathBuf]) -> Vec<Stored> {
    loader::read(paths).0
}

/// How many lines are folded of each article.
fn folded(articles: &[Stored]) -> Vec<usize> {
    let lines = articles
        .iter()
        .map(|stored| stored.article.boilerplate.len());
    lines.collect()
}

fn librarian(folder: &TempDir) -> Librarian {
    let paths = [folder.path().to_owned()];
    Librarian::new(&paths, Arc::new(Marks::default()), Keeping::Nothing)
}

/// The articles of a library by their paths.
fn articles(library: &Library) -> Vec<Stored> {
    let rows = library.order().iter();
    let mut articles: Vec<Stored> = rows.map(|row| library.get(*row).stored()).collect();
    articles.sort_by(|a, b| a.origin.path.cmp(&b.origin.path));
    articles
}

#[test]
fn the_first_import_folds_what_the_pages_of_a_folder_have_in_common() {
    let names: Vec<String> = (0..90).map(|number| format!("{number:02}.txt")).collect();
    let shelf = folder(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let mut librarian = librarian(&shelf);
    librarian.scan(&mut |_| true);
    let read = articles(librarian.library());
    assert_eq!(folded(&read), [7; 90]);
    for (number, stored) in read.iter().enumerate() {
        assert_eq!(stored.article.title, format!("A storm of force {number}"));
    }
    let one_by_one = load(&[shelf.path().to_owned()]);
    assert!(
        read.iter()
            .zip(&one_by_one)
            .all(|(a, b)| a.article == b.article)
    );
}

#[test]
fn each_folder_stands_for_itself() {
    let folder = folder(&["one/a.txt", "one/b.txt", "two/a.txt", "two/b.txt", "a.txt"]);
    assert_eq!(folded(&load(&[folder.path().to_owned()])), [0; 5]);
    write(&folder, "two/c.txt", 5);
    let read = load(&[folder.path().to_owned()]);
    assert_eq!(folded(&read), [0, 0, 0, 7, 7, 7]);
}

#[test]
fn a_file_that_is_named_itself_is_read_alone() {
    let folder = folder(&FIVE);
    let named = FIVE.map(|name| folder.path().join(name));
    assert_eq!(folded(&load(&named)), [0; 5]);
    let and_its_folder = [named[0].clone(), folder.path().to_owned()];
    assert_eq!(folded(&load(&and_its_folder)), [0, 7, 7, 7, 7]);
}

#[test]
fn a_new_page_is_read_among_those_that_are_known() {
    let folder = folder(&FIVE[..2]);
    let mut librarian = librarian(&folder);
    librarian.scan(&mut |_| true);
    write(&folder, "c.txt", 2);
    librarian.scan(&mut |_| true);
    assert_eq!(folded(&articles(librarian.library())), [0, 0, 7]);
    librarian.distrust();
    librarian.scan(&mut |_| true);
    assert_eq!(folded(&articles(librarian.library())), [7, 7, 7]);
}

#[test]
fn who_an_article_is_does_not_hang_on_its_neighbours() {
    let folder = folder(&FIVE);
    let among = load(&[folder.path().to_owned()]);
    let alone = load(&[folder.path().join("a.txt")]);
    assert_ne!(among[0].article, alone[0].article);
    assert_eq!(among[0].key, alone[0].key);
    let mut librarian = librarian(&folder);
    librarian.scan(&mut |_| true);
    let library = librarian.library();
    let ids: Vec<_> = articles(library).iter().map(|stored| stored.key).collect();
    assert!(ids.contains(&alone[0].key));
}

#[test]
fn other_formats_have_no_lines_in_common_with_texts() {
    let folder = folder(&["a.txt", "b.txt", "c.md", "d", "e.pdf"]);
    let letter = format!(
        "From: Ann Sample <ann@a.example>\nSubject: A storm\nDate: today\n\n{}",
        page(7)
    );
    fs::write(folder.path().join("d"), letter).unwrap();
    fs::write(
        folder.path().join("f.txt"),
        format!("<!DOCTYPE html><html><body>{}</body></html>", page(8)),
    )
    .unwrap();
    let read = load(&[folder.path().to_owned()]);
    let is_text = |stored: &&Stored| {
        stored.origin.path.ends_with("a.txt") || stored.origin.path.ends_with("b.txt")
    };
    let texts: Vec<Stored> = read.iter().filter(is_text).cloned().collect();
    assert_eq!(folded(&texts), [0, 0]);
}

/// Windows has no such names.
#[cfg(unix)]
#[test]
fn names_of_any_kind_are_neighbours_but_for_what_is_hidden() {
    let names = [
        "-rf.txt",
        "two\nlines",
        "\u{1b}[31mred.txt",
        "St. John's.2020",
        ".hidden.txt",
        "a.txt~",
    ];
    let folder = folder(&names);
    let read = load(&[folder.path().to_owned()]);
    assert_eq!(folded(&read), [7; 4]);
    fs::remove_file(folder.path().join("-rf.txt")).unwrap();
    fs::remove_file(folder.path().join("two\nlines")).unwrap();
    assert_eq!(folded(&load(&[folder.path().to_owned()])), [0, 0]);
}

#[test]
fn what_is_too_long_or_no_text_says_nothing() {
    let folder = folder(&["a.txt", "b.txt"]);
    fs::write(folder.path().join("c.txt"), page(3).repeat(4000)).unwrap();
    fs::write(
        folder.path().join("d.txt"),
        [page(4).as_bytes(), &[0; 9]].concat(),
    )
    .unwrap();
    fs::write(folder.path().join("e.txt"), "").unwrap();
    let read = load(&[folder.path().to_owned()]);
    assert_eq!(folded(&read)[..2], [0, 0]);
}

#[cfg(unix)]
mod on_unix {
    use std::{
        ffi::OsStr,
        os::unix::{ffi::OsStrExt, fs::symlink, net::UnixListener},
        path::Path,
        process::Command,
    };

    use super::*;

    #[test]
    fn pipes_sockets_and_devices_are_not_touched() {
        let folder = folder(&["m.txt", "n.txt", "o.txt"]);
        let within = |name: &str| folder.path().join(name);
        for name in ["a.txt", "z.txt"] {
            assert!(
                Command::new("mkfifo")
                    .arg(within(name))
                    .status()
                    .unwrap()
                    .success()
            );
        }
        let _socket = UnixListener::bind(within("b.txt")).unwrap();
        symlink(within("a.txt"), within("c.txt")).unwrap();
        symlink("/dev/zero", within("d.txt")).unwrap();
        symlink("nowhere", within("e.txt")).unwrap();
        symlink("f.txt", within("f.txt")).unwrap();
        assert_eq!(folded(&load(&[folder.path().to_owned()])), [7; 3]);
    }

    #[test]
    fn a_page_with_two_names_counts_once() {
        let folder = folder(&["a.txt", "b.txt"]);
        symlink("a.txt", folder.path().join("c.txt")).unwrap();
        fs::hard_link(folder.path().join("a.txt"), folder.path().join("d.txt")).unwrap();
        assert_eq!(folded(&load(&[folder.path().to_owned()])), [0, 0]);
    }

    #[test]
    fn names_in_no_encoding_are_neighbours() {
        let folder = folder(&["a.txt", "b.txt"]);
        let name = Path::new(OsStr::from_bytes(b"\xff\x9b.txt"));
        fs::write(folder.path().join(name), page(2)).unwrap();
        assert_eq!(folded(&load(&[folder.path().to_owned()])), [7; 3]);
    }
}
