//! The real binary in a pseudo-terminal, its output read through a terminal emulator: starting, quitting, and every
//! way in which a terminal, a signal or a fault can interrupt it.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod pty;

use std::time::{Duration, Instant};

use pty::{Keyboard, Launch};
use rustix::process::Signal;

/// What the line at the top says once the whole sample feed is there, and after two of its articles were read.
const LOADED: &str = "All 28";
const TWO_READ: &str = "Unread 26";

fn feed() -> Launch {
    Launch::new(&["sample-feed"])
}

#[test]
fn the_sample_feed_opens_and_q_gives_the_terminal_back() {
    let mut keyboard = feed().start();
    keyboard.wait_for("Welcome: a newspaper");
    keyboard.press("q");
    assert_eq!(keyboard.exit_status(), 0);
    keyboard.assert_terminal_given_back();
}

#[test]
fn an_article_from_standard_input_is_read_while_keys_come_from_the_terminal() {
    let mut keyboard =
        Launch::shell("printf 'From a pipe\\n\\nIts text is here.\\n' | {bin} -").start();
    keyboard.wait_for("From a pipe");
    keyboard.press("\r");
    keyboard.wait_for("Its text is here.");
    keyboard.press("q");
    assert_eq!(keyboard.exit_status(), 0);
}

#[test]
fn looking_again_says_that_the_open_folder_is_gone() {
    let shelf = tempfile::tempdir().unwrap();
    let folder = shelf.path().join("news");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("first.txt"), "The first headline\n").unwrap();
    let mut keyboard = Launch::new(&[folder.to_str().unwrap()]).start();
    keyboard.wait_for("The first headline");
    keyboard.press("R");
    // A file that was written a moment ago counts as changed once more: no stamp would tell.
    keyboard.wait_for("All files are looked through");
    std::fs::rename(&folder, shelf.path().join("aside")).unwrap();
    keyboard.press("R");
    keyboard.wait_for("news: it is gone");
    std::fs::rename(shelf.path().join("aside"), &folder).unwrap();
    keyboard.press("R");
    keyboard.wait_for("All files are looked through");
    keyboard.press("q");
    assert_eq!(keyboard.exit_status(), 0);
}

#[test]
fn files_that_come_change_and_go_are_followed_without_a_key() {
    let shelf = tempfile::tempdir().unwrap();
    let file = |name: &str| shelf.path().join(name);
    let write = |name: &str, title: &str| {
        // As most programs write: aside, and then into its place.
        std::fs::write(file(".aside"), format!("{title}\n\nSome words.\n")).unwrap();
        std::fs::rename(file(".aside"), file(name)).unwrap();
    };
    write("first.txt", "The first headline");
    let mut keyboard = Launch::new(&[shelf.path().to_str().unwrap()]).start();
    keyboard.wait_for("The first headline");
    write("second.txt", "The second headline");
    keyboard.wait_for("The second headline");
    write("second.txt", "The second edition");
    keyboard.wait_for("The second edition");
    std::fs::create_dir(file("folder")).unwrap();
    write("folder/third.txt", "The third headline");
    keyboard.wait_for("The third headline");
    std::fs::remove_file(file("first.txt")).unwrap();
    keyboard.wait_until(|keyboard| !keyboard.screen().contains("The first headline"));
    keyboard.press("q");
    assert_eq!(keyboard.exit_status(), 0);
}

#[test]
fn a_single_file_is_followed_too() {
    let shelf = tempfile::tempdir().unwrap();
    let file = shelf.path().join("only.txt");
    std::fs::write(&file, "Before\n\nOld words.\n").unwrap();
    let mut keyboard = Launch::new(&[file.to_str().unwrap()]).start();
    keyboard.wait_for("Before");
    let aside = shelf.path().join("aside.txt");
    std::fs::write(&aside, "Afterwards\n\nNew words.\n").unwrap();
    std::fs::rename(aside, file).unwrap();
    keyboard.wait_for("Afterwards");
    keyboard.press("q");
    assert_eq!(keyboard.exit_status(), 0);
}

#[test]
fn marks_are_there_after_a_restart_and_can_still_be_taken_back() {
    let home = pty::Home::new();
    let mut keyboard = feed().home(&home).start();
    keyboard.wait_for("Welcome: a newspaper");
    keyboard.press("mf");
    keyboard.wait_for("Starred 1");
    keyboard.press("q");
    assert_eq!(keyboard.exit_status(), 0);
    let mut keyboard = feed().home(&home).start();
    keyboard.wait_for("Starred 1");
    keyboard.press("U");
    keyboard.wait_for("Starred 0");
    keyboard.press("q");
    assert_eq!(keyboard.exit_status(), 0);
}

#[test]
fn saved_searches_and_both_histories_are_there_after_a_restart() {
    let home = pty::Home::new();
    let mut keyboard = feed().home(&home).start();
    keyboard.wait_for(LOADED);
    keyboard.press("/tide\r");
    keyboard.wait_for("article 1 of 3");
    keyboard.press(":save sea\r");
    keyboard.wait_for("sea 3");
    keyboard.press("q");
    assert_eq!(keyboard.exit_status(), 0);
    let mut keyboard = feed().home(&home).start();
    keyboard.wait_for("sea 3");
    keyboard.press("4");
    keyboard.wait_for("1 of 3");
    keyboard.press("/\x1b[A");
    keyboard.wait_for("/ tide");
    keyboard.press("\x07:\x1b[A");
    keyboard.wait_for(": save sea");
    keyboard.press("\x07q");
    assert_eq!(keyboard.exit_status(), 0);
}

#[test]
fn after_being_killed_it_starts_clean_with_every_mark_that_reached_the_disk() {
    let home = pty::Home::new();
    let mut keyboard = feed().home(&home).start();
    keyboard.wait_for(LOADED);
    keyboard.press("mjm");
    keyboard.wait_for(TWO_READ);
    keyboard.wait_until(|_| home.journal_lines() >= 2);
    keyboard.signal(Signal::KILL);
    let mut keyboard = feed().home(&home).start();
    keyboard.wait_for(TWO_READ);
    assert!(
        !keyboard.screen().contains("problem"),
        "{}",
        keyboard.screen()
    );
    keyboard.press("q");
    assert_eq!(keyboard.exit_status(), 0);
}

#[test]
fn every_signal_that_ends_it_gives_the_terminal_back_within_a_second() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT, Signal::QUIT] {
        let mut keyboard = feed().start();
        keyboard.wait_for("Welcome: a newspaper");
        let began = Instant::now();
        keyboard.signal(signal);
        assert_eq!(keyboard.exit_status(), 128 + signal.as_raw(), "{signal:?}");
        assert!(began.elapsed() < Duration::from_secs(2), "{signal:?}");
        keyboard.assert_terminal_given_back();
    }
}

#[test]
fn a_signal_ends_it_even_where_the_terminal_does_not_read() {
    let mut keyboard = feed().start();
    keyboard.wait_for(LOADED);
    let id = keyboard.stop_reading();
    keyboard.press(&"jk".repeat(1500));
    keyboard.signal(Signal::TERM);
    keyboard.wait_until(|_| pty::is_zombie(id));
}

#[test]
fn a_panic_in_any_thread_gives_the_terminal_back_and_says_so() {
    for place in ["draw", "loader", "input", "searcher"] {
        let mut keyboard = feed().env("NEWSSTAND_FAULT", place).start();
        if place == "searcher" {
            keyboard.wait_for("Welcome: a newspaper");
            keyboard.press("/x");
        }
        assert_eq!(keyboard.exit_status(), 1, "{place}");
        keyboard.assert_terminal_given_back();
        let said = keyboard.screen();
        assert!(said.contains("a fault made on purpose"), "{place}: {said}");
    }
}

/// A folder with a file `bad.txt` among good ones.
fn one_bad() -> (tempfile::TempDir, Launch) {
    let shelf = tempfile::tempdir().unwrap();
    for name in ["a first", "bad", "the last"] {
        let text = format!("It is {name}\n\nSome words.\n");
        std::fs::write(shelf.path().join(format!("{name}.txt")), text).unwrap();
    }
    let launch = Launch::new(&[shelf.path().to_str().unwrap()]);
    (shelf, launch)
}

#[test]
fn a_panic_in_one_file_leaves_the_screen_whole() {
    let (_shelf, launch) = one_bad();
    let mut keyboard = launch.env("NEWSSTAND_FAULT", "bad.txt").start();
    keyboard.wait_for("All 2");
    let screen = keyboard.screen();
    assert!(screen.contains("It is a first") && screen.contains("It is the last"));
    assert!(!screen.contains("panicked") && !screen.contains("on purpose in bad"));
    keyboard.press("q");
    assert_eq!(keyboard.exit_status(), 0);
    keyboard.assert_terminal_given_back();
}

#[test]
fn files_whose_reading_never_ends_keep_no_other_back() {
    let (shelf, launch) = one_bad();
    for folder in ["b", "c"] {
        let folder = shelf.path().join(folder);
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("bad.txt"), "Bad\n\nSome words.\n").unwrap();
    }
    let mut keyboard = launch.env("NEWSSTAND_FAULT", "hang in bad.txt").start();
    keyboard.wait_for("It is a first");
    keyboard.wait_for("3 problems");
    keyboard.wait_for("It is the last");
    keyboard.press("G\r");
    keyboard.wait_for("Some words.");
    keyboard.press("!");
    keyboard.wait_for("took longer than 2 seconds");
    keyboard.press("qq");
    assert_eq!(keyboard.exit_status(), 0);
    keyboard.assert_terminal_given_back();
}

#[test]
fn a_lost_terminal_ends_it_even_where_hangups_are_ignored() {
    let keyboard = Launch::shell("trap '' HUP; exec {bin} sample-feed").start();
    keyboard.wait_for("Welcome: a newspaper");
    let id = keyboard.hang_up();
    let deadline = Instant::now() + Duration::from_secs(10);
    while rustix::process::test_kill_process(id).is_ok() && !pty::is_zombie(id) {
        assert!(Instant::now() < deadline, "it is still running");
        std::thread::yield_now();
    }
}

#[test]
fn suspending_gives_the_terminal_back_and_continuing_draws_it_again() {
    let mut keyboard = feed().start();
    keyboard.wait_for("Welcome: a newspaper");
    keyboard.press("\x1a");
    keyboard.wait_until(Keyboard::is_stopped);
    keyboard.assert_terminal_given_back();
    keyboard.signal(Signal::CONT);
    keyboard.wait_for("Welcome: a newspaper");
    keyboard.press("q");
    assert_eq!(keyboard.exit_status(), 0);
}

#[test]
fn a_storm_of_sizes_down_to_one_cell_is_survived() {
    let mut keyboard = feed().start();
    keyboard.wait_for("Welcome: a newspaper");
    for step in 0..120_u16 {
        keyboard.resize(1 + step * 7 % 150, 1 + step * 5 % 60);
    }
    keyboard.resize(1, 1);
    keyboard.resize(100, 30);
    keyboard.wait_for("Welcome: a newspaper");
    keyboard.press("q");
    assert_eq!(keyboard.exit_status(), 0);
}

#[test]
fn a_flood_of_keys_and_a_hostile_paste_change_no_marks() {
    let mut keyboard = feed().start();
    keyboard.wait_for("Welcome: a newspaper");
    keyboard.wait_for(LOADED);
    let unread = keyboard
        .screen()
        .lines()
        .next()
        .unwrap_or_default()
        .to_owned();
    keyboard.press("\x1b[200~A:q\nqq\x1b]0;owned\x07\x1b[201~");
    keyboard.press(&"jk".repeat(2000));
    keyboard.wait_for("Welcome: a newspaper");
    assert_eq!(keyboard.screen().lines().next().unwrap_or_default(), unread);
    keyboard.press("q");
    assert_eq!(keyboard.exit_status(), 0);
}

#[test]
fn nothing_hostile_in_a_file_or_its_name_reaches_the_terminal() {
    let shelf = tempfile::tempdir().unwrap();
    let canary = "\x1b]0;owned\x07\x1b[2J\u{9b}31m\u{90}x\u{9c}\x08\x0e\u{202e}gnp.exe\u{2066}";
    let text =
        format!("Title {canary}\n\nBy {canary}\n\nBody {canary} end of the body.\n\n# {canary}\n");
    std::fs::write(shelf.path().join("a\x1b[31mb\x07.txt"), &text).unwrap();
    std::fs::write(shelf.path().join("b.md"), format!("---\ntitle: T {canary}\nauthor: {canary}\nsource: {canary}\ntags: [\"{canary}\"]\nlink: https://a.example/{canary}\n---\n{text}&#27;[31m&#x9b;")).unwrap();
    let mut keyboard = Launch::new(&[shelf.path().to_str().unwrap()]).start();
    keyboard.wait_for("Title");
    keyboard.press("\rjjJ;\x1bB!\x1b?\x1b/\x1b]0;x\x07y");
    keyboard.press("\x1b\x1b\x1bhq");
    assert_eq!(keyboard.exit_status(), 0);
    keyboard.assert_only_our_own_sequences();
}

#[test]
fn without_a_terminal_it_prints_the_list() {
    let output = pty::command(&["sample-feed"]).output().unwrap();
    assert!(output.status.success());
    assert!(String::from_utf8_lossy(&output.stdout).contains("Welcome: a newspaper"));
    assert!(!output.stdout.contains(&0x1b));
}

/// The reader and the loader would both wait for the keyboard, and no key would reach the reader.
#[test]
fn the_keyboard_is_not_read_as_an_article() {
    let mut keyboard = Launch::new(&["-"]).start();
    assert_eq!(keyboard.exit_status(), 1);
    let screen = keyboard.screen();
    assert!(screen.contains("pipe something into it"), "{screen}");
}

#[test]
fn a_dumb_terminal_gets_the_list() {
    let mut keyboard = feed().env("TERM", "dumb").start();
    assert_eq!(keyboard.exit_status(), 0);
    assert!(
        keyboard.screen().contains("Welcome: a newspaper"),
        "{}",
        keyboard.screen()
    );
    assert!(!keyboard.output().contains(&0x1b));
}

#[test]
fn without_colours_only_weight_is_used() {
    let wanted = [
        (feed().env("NO_COLOR", "1"), false),
        (Launch::new(&["--color=never", "sample-feed"]), false),
        (feed(), true),
    ];
    for (launch, coloured) in wanted {
        let mut keyboard = launch.start();
        keyboard.wait_for(LOADED);
        keyboard.press("/moon\r");
        keyboard.wait_for("match 1 of");
        keyboard.press("q");
        assert_eq!(keyboard.exit_status(), 0);
        let output = String::from_utf8_lossy(&keyboard.output()).into_owned();
        assert_eq!(output.contains("[38;") || output.contains("[48;"), coloured);
        assert!(output.contains("\u{1b}[1m"), "weight stays");
    }
}

#[test]
fn true_colours_are_sent_only_where_the_terminal_says_that_it_shows_them() {
    let dark = || feed().env("NEWSSTAND_THEME", "dark");
    for (launch, is_true) in [
        (dark(), false),
        (dark().env("COLORTERM", "1"), false),
        (dark().env("COLORTERM", "truecolor"), true),
        (dark().env("COLORTERM", "24bit"), true),
    ] {
        let mut keyboard = launch.start();
        keyboard.wait_for(LOADED);
        keyboard.press("q");
        assert_eq!(keyboard.exit_status(), 0);
        let output = String::from_utf8_lossy(&keyboard.output()).into_owned();
        let sends =
            |kind: &str| ["38", "48"].map(|ground| output.contains(&format!("{ground};{kind};")));
        assert_eq!((sends("2"), sends("5")), ([is_true; 2], [!is_true; 2]));
    }
}

#[test]
fn a_pager_is_started_only_where_there_is_a_screen_and_something_to_show() {
    let desk = tempfile::tempdir().unwrap();
    let (pager, seen) = (desk.path().join("pager"), desk.path().join("seen"));
    let script = format!("#!/bin/sh\n: > '{}'\ncat\n", seen.display());
    std::fs::write(&pager, script).unwrap();
    let runs = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&pager, runs).unwrap();
    let status_of = |line: &str, term: &str| {
        let launch = Launch::shell(line).env("PAGER", pager.to_str().unwrap());
        let mut keyboard = launch.env("TERM", term).start();
        (keyboard.exit_status(), keyboard)
    };
    for (line, term) in [
        ("{bin} show sample-feed -q moon | cat", "xterm"),
        ("{bin} show sample-feed -q moon < /dev/null | cat", "xterm"),
        ("{bin} show sample-feed -q moon > /dev/null", "xterm"),
        ("{bin} show sample-feed -q moon | head -1", "xterm"),
        ("{bin} show sample-feed -q moon", "dumb"),
        ("{bin} show sample-feed -q nothing-like-it || true", "xterm"),
        ("{bin} list sample-feed", "xterm"),
    ] {
        let (status, keyboard) = status_of(line, term);
        assert!(!seen.exists(), "{line}: {}", keyboard.screen());
        assert_eq!(status, 0, "{line}");
    }
    for line in [
        "{bin} show sample-feed -q moon",
        "{bin} show sample-feed -q moon < /dev/null",
    ] {
        let (status, _keyboard) = status_of(line, "xterm");
        assert!(seen.exists() && status == 0, "{line}");
        std::fs::remove_file(&seen).unwrap();
    }
}

#[test]
fn a_browser_that_is_missing_or_fails_is_told_of_and_the_reader_goes_on() {
    let shelf = tempfile::tempdir().unwrap();
    std::fs::write(
        shelf.path().join("a.md"),
        "---\ntitle: Linked\nlink: https://page.example/\n---\n\nText.\n",
    )
    .unwrap();
    for (browser, words) in [
        ("/nowhere/at/all", "No browser could be opened"),
        ("false", "No browser could be opened"),
    ] {
        let mut keyboard = Launch::new(&[shelf.path().to_str().unwrap()])
            .env("BROWSER", browser)
            .start();
        keyboard.wait_for("Linked");
        keyboard.press("o");
        keyboard.wait_for(words);
        keyboard.press("q");
        assert_eq!(keyboard.exit_status(), 0);
    }
}

#[test]
fn a_browser_gets_the_address_as_one_argument() {
    let shelf = tempfile::tempdir().unwrap();
    let seen = shelf.path().join("seen");
    let browser = shelf.path().join("browser");
    std::fs::write(
        &browser,
        format!(
            "#!/bin/sh\nprintf '%s\\n' \"$#\" \"$@\" > '{}'\n",
            seen.display()
        ),
    )
    .unwrap();
    std::fs::set_permissions(
        &browser,
        std::os::unix::fs::PermissionsExt::from_mode(0o755),
    )
    .unwrap();
    let url = "https://page.example/?a=$(touch%20x);b=`c`";
    std::fs::write(
        shelf.path().join("a.md"),
        format!("---\ntitle: Linked\nlink: \"{url}\"\n---\n\nText.\n"),
    )
    .unwrap();
    let mut keyboard = Launch::new(&[shelf.path().join("a.md").to_str().unwrap()])
        .env("BROWSER", browser.to_str().unwrap())
        .start();
    keyboard.wait_for("Linked");
    keyboard.press("o");
    keyboard.wait_until(|_| std::fs::read_to_string(&seen).is_ok_and(|text| text.ends_with('\n')));
    let arguments = std::fs::read_to_string(&seen).unwrap();
    assert_eq!(arguments.lines().next(), Some("1"));
    assert!(
        arguments
            .lines()
            .nth(1)
            .unwrap()
            .starts_with("https://page.example/?a=")
    );
    keyboard.press("q");
    assert_eq!(keyboard.exit_status(), 0);
}
