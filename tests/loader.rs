//! Folders as they are: links, pipes, hidden files, no permission, names in no encoding.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{fs, path::PathBuf, sync::Arc};

use newsstand::{
    article::{Outcome, Problem},
    library::Stored,
    marks::Marks,
    runtime::{
        librarian::{Keeping, Librarian, Told},
        loader,
    },
};
use tempfile::TempDir;

/// A folder with articles of these names, each with its name as its text.
fn folder(names: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in names {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(
            path,
            format!("The title of {name}\n\nThe text of {name}.\n"),
        )
        .unwrap();
    }
    folder
}

fn load(paths: &[PathBuf]) -> (Vec<Stored>, Vec<Problem>) {
    loader::read(paths)
}

fn librarian(folder: &TempDir) -> Librarian {
    Librarian::new(
        &[folder.path().to_owned()],
        Arc::new(Marks::default()),
        Keeping::Nothing,
    )
}

/// The paths of the articles under a folder, from there on.
fn names(folder: &TempDir) -> Vec<String> {
    let (articles, _) = load(&[folder.path().to_owned()]);
    let name = |stored: &Stored| {
        stored
            .origin
            .path
            .strip_prefix(folder.path())
            .unwrap()
            .display()
            .to_string()
            .replace(std::path::MAIN_SEPARATOR, "/")
    };
    articles.iter().map(name).collect()
}

fn problems(folder: &TempDir) -> Vec<(String, Outcome, String)> {
    let (_, problems) = load(&[folder.path().to_owned()]);
    let told = |problem: Problem| {
        assert!(!problem.remedy.is_empty(), "{problem:?}");
        let name = problem
            .path
            .file_name()
            .unwrap()
            .to_string_lossy()
            .into_owned();
        (name, problem.outcome, problem.reason)
    };
    problems.into_iter().map(told).collect()
}

#[test]
fn folders_are_walked_by_name_whichever_file_was_read_first() {
    let names_given: Vec<_> = (0..300)
        .map(|number| format!("{}/{number:03}.txt", number % 7))
        .collect();
    let folder = folder(&names_given.iter().map(String::as_str).collect::<Vec<_>>());
    let mut sorted = names_given;
    sorted.sort();
    assert_eq!(names(&folder), sorted);
}

#[test]
fn hidden_files_and_leftovers_of_editors_are_passed_over() {
    let folder = folder(&[
        "a.txt",
        ".hidden.txt",
        ".git/b.txt",
        "a.txt~",
        "#a.txt#",
        "sub/.c/d.txt",
        "Thumbs.db",
    ]);
    assert_eq!(names(&folder), ["a.txt"]);
    assert_eq!(problems(&folder), []);
}

#[test]
fn what_browsers_save_beside_a_page_is_passed_over() {
    let folder = folder(&[
        "A storm.html",
        "A storm_files/frame.html",
        "A storm_files/sub/notes.txt",
        "Sturm.htm",
        "Sturm-Dateien/rahmen.htm",
        "my_files/a.txt",
        "_files/b.txt",
    ]);
    assert_eq!(
        names(&folder),
        [
            "A storm.html",
            "Sturm.htm",
            "_files/b.txt",
            "my_files/a.txt"
        ]
    );
    assert_eq!(problems(&folder), []);
    let named = folder.path().join("A storm_files");
    assert_eq!(load(&[named]).0.len(), 2);
}

#[test]
fn parts_of_pages_and_indexes_are_no_articles() {
    let names = [
        "a.cdx",
        "a.css",
        "a.js",
        "a.js.download",
        "a.msf",
        "a.svg",
        "a.woff2",
    ];
    let folder = folder(&names);
    let told: Vec<_> = problems(&folder)
        .into_iter()
        .map(|(name, outcome, _)| (name, outcome))
        .collect();
    assert_eq!(told, names.map(|name| (name.to_owned(), Outcome::Skipped)));
}

#[test]
fn a_hidden_file_that_is_named_is_read() {
    let folder = folder(&[".a.txt"]);
    assert_eq!(load(&[folder.path().join(".a.txt")]).0.len(), 1);
}

#[test]
fn a_path_that_is_not_there_is_told_with_a_remedy() {
    let folder = folder(&[]);
    let (articles, problems) = load(&[folder.path().join("nothing")]);
    assert!(articles.is_empty());
    assert_eq!(problems[0].reason, "there is no such file or folder");
}

#[test]
fn a_path_that_is_given_twice_is_read_once() {
    let folder = folder(&["a.txt"]);
    let paths = [
        folder.path().to_owned(),
        folder.path().join("a.txt"),
        folder.path().to_owned(),
    ];
    assert_eq!(load(&paths).0.len(), 1);
}

#[test]
fn the_folder_is_the_source_and_the_time_of_the_file_its_date() {
    let folder = folder(&["The Wire/a.txt"]);
    let (articles, _) = load(&[folder.path().join("The Wire/a.txt")]);
    assert_eq!(articles[0].article.source.as_deref(), Some("The Wire"));
    assert!(articles[0].origin.stored.is_some());
}

#[test]
fn a_place_is_the_same_by_whatever_path_the_file_is_reached() {
    let folder = folder(&["sub/a.txt"]);
    let direct = load(&[folder.path().join("sub/a.txt")]).0;
    let roundabout = load(&[folder.path().join("sub/../sub/.")]).0;
    assert_eq!(direct[0].origin.place, roundabout[0].origin.place);
    assert_ne!(direct[0].origin.path, roundabout[0].origin.path);
}

#[test]
fn a_maildir_is_read_with_its_folders_and_without_what_is_being_delivered() {
    let folder = folder(&["Mail/tmp/3", "news/tmp/a.txt", "news/.hidden/b.txt"]);
    for name in [
        "Mail/cur/1.host:2,S",
        "Mail/new/2.host",
        "Mail/.Old/cur/4.host:2,",
    ] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let mail = format!(
            "From: Ann <ann>\nMessage-ID: <{name}>\nSubject: The title of {name}\n\nText.\n"
        );
        fs::write(path, mail).unwrap();
    }
    fs::create_dir(folder.path().join("Mail/.Old/new")).unwrap();
    for name in [
        "dovecot-uidlist",
        "courierimapuiddb",
        "subscriptions",
        ".Old/maildirfolder",
    ] {
        fs::write(folder.path().join("Mail").join(name), "3 V1 N5\n").unwrap();
    }
    assert_eq!(
        names(&folder),
        [
            "Mail/.Old/cur/4.host:2,",
            "Mail/cur/1.host:2,S",
            "Mail/new/2.host",
            "news/tmp/a.txt"
        ]
    );
    let (articles, problems) = load(&[folder.path().to_owned()]);
    let sources: Vec<_> = articles
        .iter()
        .map(|one| one.article.source.as_deref().unwrap())
        .collect();
    assert_eq!(sources, ["Old", "Mail", "Mail", "tmp"]);
    assert_eq!(problems, []);
}

#[cfg(unix)]
#[test]
fn a_message_in_a_maildir_needs_few_fields_however_the_folder_is_named() {
    let folder = folder(&[]);
    let short = "From: Ann\nSubject: High water\n\nText.\n";
    for name in ["Mail/cur/1.host:2,S", "Mail/new/2.host", "letters/3.host"] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, short).unwrap();
    }
    std::os::unix::fs::symlink("Mail/cur", folder.path().join("inbox")).unwrap();
    let title = |name: &str| {
        let (articles, problems) = load(&[folder.path().join(name)]);
        assert_eq!(problems, []);
        articles[0].article.title.clone()
    };
    for name in ["Mail/cur", "Mail/new", "inbox"] {
        assert_eq!(title(name), "High water", "{name}");
    }
    assert_eq!(title("letters"), "From: Ann");
}

#[test]
fn archives_are_walked_among_the_files() {
    let folder = folder(&["a.txt", "c.txt"]);
    let mut zip = zip::ZipWriter::new(fs::File::create(folder.path().join("b.zip")).unwrap());
    for name in ["one.txt", "sub/two.md"] {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        std::io::Write::write_all(&mut zip, format!("The title of {name}\n").as_bytes()).unwrap();
    }
    zip.finish().unwrap();
    assert_eq!(
        names(&folder),
        ["a.txt", "b.zip/one.txt", "b.zip/sub/two.md", "c.txt"]
    );
    let (articles, _) = load(&[folder.path().to_owned()]);
    assert_eq!(articles[1].article.source.as_deref(), Some("b"));
    assert_ne!(articles[1].origin.place, articles[2].origin.place);
}

#[test]
fn who_has_enough_is_handed_nothing_more() {
    let folder = folder(&["a.txt", "b.txt"]);
    let mut calls = 0;
    librarian(&folder).scan(&mut |_| {
        calls += 1;
        false
    });
    assert_eq!(calls, 1);
}

#[test]
fn the_progress_ends_where_everything_is_read() {
    let folder = folder(&["a.txt", "b.txt", "sub/c.txt"]);
    let mut last = (0, 0);
    librarian(&folder).scan(&mut |told| {
        if let Told::Progress { done, found } = told {
            last = (done, found);
        }
        true
    });
    assert_eq!(last, (3, 3));
}

#[test]
fn a_folder_that_is_named_like_a_file_is_walked_and_told() {
    let folder = folder(&["folder.txt/a.txt"]);
    assert_eq!(names(&folder), ["folder.txt/a.txt"]);
    let [(name, outcome, _)] = &problems(&folder)[..] else {
        panic!("one problem")
    };
    assert_eq!((name.as_str(), *outcome), ("folder.txt", Outcome::Guessed));
}

#[test]
fn a_deleted_file_is_gone_also_where_the_folder_is_named_like_a_file() {
    let folder = folder(&["news.txt/a.txt", "news.txt/b.txt"]);
    let root = folder.path().join("news.txt");
    let marks = Arc::new(Marks::default());
    let mut librarian = Librarian::new(std::slice::from_ref(&root), marks, Keeping::Nothing);
    librarian.scan(&mut |_| true);
    assert_eq!(librarian.library().len(), 2);
    fs::remove_file(root.join("a.txt")).unwrap();
    librarian.scan(&mut |_| true);
    assert_eq!(librarian.library().len(), 1);
}

#[cfg(unix)]
mod on_unix {
    use std::{
        ffi::OsStr,
        os::unix::{
            ffi::OsStrExt,
            fs::{PermissionsExt, symlink},
            net::UnixListener,
        },
        path::Path,
        process::Command,
        time::{Duration, Instant},
    };

    use super::*;

    fn make_pipe(path: &Path) {
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    }

    #[test]
    fn a_pipe_and_a_socket_never_block_and_are_told() {
        let folder = folder(&["a.txt"]);
        make_pipe(&folder.path().join("pipe.txt"));
        let _socket = UnixListener::bind(folder.path().join("socket.txt")).unwrap();
        let begun = Instant::now();
        let told = problems(&folder);
        assert!(begun.elapsed() < Duration::from_secs(2));
        let reasons: Vec<_> = told.iter().map(|(_, _, reason)| reason.as_str()).collect();
        assert_eq!(
            reasons,
            ["it is a pipe, not a file", "it is a socket, not a file"]
        );
        assert_eq!(names(&folder), ["a.txt"]);
    }

    #[test]
    fn a_device_that_is_named_is_told() {
        let (articles, problems) = load(&[PathBuf::from("/dev/null")]);
        assert!(articles.is_empty());
        assert_eq!(problems[0].reason, "it is a device, not a file");
    }

    #[test]
    fn links_are_followed_but_no_loop_is_walked_and_no_file_read_twice() {
        let outside = folder(&["far.txt"]);
        let folder = folder(&["a.txt", "sub/b.txt"]);
        let link = |to: &Path, name: &str| symlink(to, folder.path().join(name)).unwrap();
        link(folder.path(), "sub/up");
        link(Path::new("."), "self");
        link(Path::new("loop"), "loop");
        link(Path::new("a.txt"), "z.txt");
        link(outside.path(), "far");
        fs::hard_link(folder.path().join("a.txt"), folder.path().join("hard.txt")).unwrap();
        assert_eq!(names(&folder), ["a.txt", "far/far.txt", "sub/b.txt"]);
    }

    #[test]
    fn a_link_to_nothing_is_told() {
        let folder = folder(&[]);
        symlink("nowhere", folder.path().join("a.txt")).unwrap();
        let [(_, outcome, reason)] = &problems(&folder)[..] else {
            panic!("one problem")
        };
        assert_eq!(
            (*outcome, reason.as_str()),
            (Outcome::Skipped, "it is a link to nothing")
        );
    }

    #[test]
    fn a_link_that_leads_round_and_round_is_told_as_a_link() {
        let folder = folder(&[]);
        symlink("a.txt", folder.path().join("a.txt")).unwrap();
        let (_, problems) = load(&[folder.path().to_owned()]);
        let problem = &problems[0];
        let reason = &problem.reason;
        assert!(
            reason.starts_with("it is a link that cannot be followed: Too many levels"),
            "{reason}"
        );
        assert_eq!(problem.remedy, "mend the link or remove it");
    }

    #[test]
    fn the_place_of_a_linked_file_is_where_it_lies() {
        let folder = folder(&["a.txt"]);
        symlink("a.txt", folder.path().join("0.txt")).unwrap();
        let by_link = load(&[folder.path().join("0.txt")]).0;
        let direct = load(&[folder.path().join("a.txt")]).0;
        assert_eq!(by_link[0].origin.place, direct[0].origin.place);
    }

    #[test]
    fn what_may_not_be_read_is_told_and_the_rest_is_read() {
        let folder = folder(&["a.txt", "b.txt", "sub/c.txt"]);
        for name in ["b.txt", "sub"] {
            fs::set_permissions(folder.path().join(name), fs::Permissions::from_mode(0o000))
                .unwrap();
        }
        if fs::read(folder.path().join("b.txt")).is_ok() {
            return; // The superuser may read everything.
        }
        assert_eq!(names(&folder), ["a.txt"]);
        let told = problems(&folder);
        assert_eq!(
            told.iter()
                .map(|(name, ..)| name.as_str())
                .collect::<Vec<_>>(),
            ["b.txt", "sub"]
        );
        assert!(
            told.iter()
                .all(|(_, _, reason)| reason == "no permission to read it")
        );
        fs::set_permissions(folder.path().join("sub"), fs::Permissions::from_mode(0o755)).unwrap();
    }

    #[test]
    fn names_in_no_encoding_and_names_that_look_like_options_are_read() {
        let folder = folder(&["-rf.txt", "two\nlines.txt", "\u{1b}[31mred.txt"]);
        fs::write(
            folder.path().join(OsStr::from_bytes(b"\xff\x9b.txt")),
            "Title\n\nText.\n",
        )
        .unwrap();
        let (articles, problems) = load(&[folder.path().to_owned()]);
        assert_eq!((articles.len(), problems.len()), (4, 0));
    }

    #[test]
    fn a_file_that_is_rewritten_all_the_time_is_read_or_told() {
        let folder = folder(&["a.txt"]);
        let path = folder.path().join("a.txt");
        std::thread::scope(|scope| {
            let writer = scope.spawn(|| {
                for round in 0..200_usize {
                    fs::write(&path, "Title\n\nText.\n".repeat(round % 50)).unwrap();
                }
            });
            while !writer.is_finished() {
                let (articles, problems) = load(&[folder.path().to_owned()]);
                assert!(articles.len() + problems.len() >= 1);
            }
        });
    }
}
