//! The binary in a pseudo-terminal: keys in, bytes out, the screen as a terminal emulator sees it.
#![allow(dead_code, reason = "every test binary uses a part of it")]

use std::{
    collections::HashMap,
    fs,
    io::{Read, Write},
    num::NonZeroU16,
    path::PathBuf,
    process::Command,
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal};

/// How long anything may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(20);

/// Folders for settings, marks and state, apart from those of the user who runs the tests.
pub(crate) struct Home(tempfile::TempDir);

impl Home {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// Lines of all journals of marks.
    pub(crate) fn journal_lines(&self) -> usize {
        let folder = self.0.path().join("data/newsstand/marks");
        let files = fs::read_dir(folder).into_iter().flatten().flatten();
        files
            .filter_map(|file| fs::read_to_string(file.path()).ok())
            .map(|text| text.lines().count())
            .sum()
    }

    fn variables(&self) -> Vec<(String, PathBuf)> {
        let folder = |name: &str| self.0.path().join(name);
        ["CONFIG", "DATA", "STATE", "CACHE"]
            .iter()
            .map(|kind| (format!("XDG_{kind}_HOME"), folder(&kind.to_lowercase())))
            .chain([("HOME".to_owned(), folder("home"))])
            .collect()
    }
}

/// The binary, to be run without a terminal.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let home = Home::new();
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsstand"));
    command
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .envs(home.variables());
    command
}

/// What is to be started.
pub(crate) struct Launch {
    program: Vec<String>,
    variables: HashMap<String, String>,
}

impl Launch {
    /// The binary with arguments.
    pub(crate) fn new(arguments: &[&str]) -> Self {
        let binary = env!("CARGO_BIN_EXE_newsstand");
        let program = [binary]
            .iter()
            .chain(arguments)
            .map(|word| (*word).to_owned())
            .collect();
        Self {
            program,
            variables: HashMap::new(),
        }
        .home(&Home::new())
    }

    /// A shell line in which `{bin}` stands for the binary.
    pub(crate) fn shell(line: &str) -> Self {
        let line = line.replace("{bin}", env!("CARGO_BIN_EXE_newsstand"));
        let program = ["/bin/sh", "-c", &line].map(str::to_owned).to_vec();
        Self {
            program,
            variables: HashMap::new(),
        }
        .home(&Home::new())
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.variables.insert(name.to_owned(), value.to_owned());
        self
    }

    pub(crate) fn home(mut self, home: &Home) -> Self {
        for (name, folder) in home.variables() {
            self.variables
                .insert(name, folder.to_string_lossy().into_owned());
        }
        self
    }

    /// Starts it on a screen of 100 by 30.
    pub(crate) fn start(self) -> Keyboard {
        let size = PtySize {
            rows: 30,
            cols: 100,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(&self.program[0]);
        command.args(&self.program[1..]);
        command.cwd(env!("CARGO_MANIFEST_DIR"));
        for name in ["NO_COLOR", "CLICOLOR_FORCE", "COLORTERM", "BROWSER"] {
            command.env_remove(name);
        }
        command.env("TERM", "xterm-256color");
        for (name, value) in &self.variables {
            command.env(name, value);
        }
        let modes = pair.master.get_termios().map(|modes| format!("{modes:?}"));
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let terminal = Arc::new(Mutex::new(Terminal {
            screen: vt100::Parser::new(size_of(30), size_of(100), 0),
            output: Vec::new(),
            abandoned: false,
        }));
        let (shared, mut reader) = (
            Arc::clone(&terminal),
            pair.master.try_clone_reader().unwrap(),
        );
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                let mut terminal = shared.lock().unwrap();
                terminal.screen.process(&bytes[..count]);
                terminal.output.extend_from_slice(&bytes[..count]);
                if terminal.abandoned {
                    return;
                }
            }
        });
        let keys = pair.master.take_writer().unwrap();
        Keyboard {
            master: pair.master,
            keys,
            child,
            terminal,
            modes,
        }
    }
}

struct Terminal {
    screen: vt100::Parser,
    output: Vec<u8>,
    /// Nobody looks at it any longer: its reader lets go at the next byte.
    abandoned: bool,
}

/// The running program, seen from the chair in front of it.
pub(crate) struct Keyboard {
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    terminal: Arc<Mutex<Terminal>>,
    modes: Option<String>,
}

impl Keyboard {
    /// Sends bytes as the terminal would.
    pub(crate) fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// What is on the screen.
    pub(crate) fn screen(&self) -> String {
        self.terminal.lock().unwrap().screen.screen().contents()
    }

    /// All bytes that came out.
    pub(crate) fn output(&self) -> Vec<u8> {
        self.terminal.lock().unwrap().output.clone()
    }

    /// Waits until the screen shows some words.
    pub(crate) fn wait_for(&self, words: &str) {
        self.wait_until(|keyboard| keyboard.screen().contains(words));
    }

    /// Waits until something is so.
    pub(crate) fn wait_until(&self, is_so: impl Fn(&Self) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !is_so(self) {
            assert!(
                Instant::now() < deadline,
                "it never came to that; the screen:\n{}",
                self.screen()
            );
            thread::park_timeout(Duration::from_millis(5));
        }
    }

    /// The exit status, once the program has ended and all its output is read.
    pub(crate) fn exit_status(&mut self) -> i32 {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                let mut before = usize::MAX;
                while before != self.output().len() {
                    before = self.output().len();
                    thread::park_timeout(Duration::from_millis(50));
                }
                return i32::try_from(status.exit_code()).unwrap();
            }
            assert!(
                Instant::now() < deadline,
                "it does not end; the screen:\n{}",
                self.screen()
            );
            thread::park_timeout(Duration::from_millis(5));
        }
    }

    pub(crate) fn signal(&self, signal: Signal) {
        rustix::process::kill_process(self.id(), signal).unwrap();
    }

    pub(crate) fn resize(&self, cols: u16, rows: u16) {
        self.terminal
            .lock()
            .unwrap()
            .screen
            .screen_mut()
            .set_size(size_of(rows), size_of(cols));
        self.master
            .resize(PtySize {
                rows,
                cols,
                pixel_width: 0,
                pixel_height: 0,
            })
            .unwrap();
    }

    /// Closes the terminal and returns the id of the program that lost it.
    pub(crate) fn hang_up(mut self) -> Pid {
        self.stop_reading()
    }

    /// Lets what the program writes lie from now on, and returns its id.
    pub(crate) fn stop_reading(&mut self) -> Pid {
        self.terminal.lock().unwrap().abandoned = true;
        self.press("j");
        self.wait_until(|keyboard| Arc::strong_count(&keyboard.terminal) == 1);
        self.id()
    }

    /// Whether the process is stopped, as by `^Z`.
    pub(crate) fn is_stopped(&self) -> bool {
        state_of(self.id()) == Some('T')
    }

    /// The alternate screen is left, the cursor shown, the mouse and pastes are plain again, the modes as before.
    pub(crate) fn assert_terminal_given_back(&self) {
        self.wait_until(|keyboard| {
            let terminal = keyboard.terminal.lock().unwrap();
            let screen = terminal.screen.screen();
            !screen.alternate_screen()
                && !screen.hide_cursor()
                && !screen.bracketed_paste()
                && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
        });
        assert_eq!(
            self.master.get_termios().map(|modes| format!("{modes:?}")),
            self.modes
        );
    }

    /// Every escape sequence that came out is one of those that drawing needs.
    pub(crate) fn assert_only_our_own_sequences(&self) {
        let output = self.output();
        let mut rest = output.as_slice();
        while let Some(at) = rest.iter().position(|byte| *byte == 0x1b) {
            let plain = &rest[..at];
            assert!(
                plain
                    .iter()
                    .all(|byte| *byte >= 0x20 || b"\r\n".contains(byte)),
                "{plain:?}"
            );
            let sequence = &rest[at..];
            let end = sequence
                .iter()
                .skip(2)
                .position(|byte| (0x40..=0x7e).contains(byte))
                .unwrap()
                + 2;
            let copies = sequence.starts_with(b"\x1b]52;c;");
            assert!(
                copies || (sequence[1] == b'[' && b"mHhlJKABCDG".contains(&sequence[end])),
                "{:?}",
                &sequence[..=end]
            );
            let length = if copies {
                sequence
                    .iter()
                    .position(|byte| *byte == b'\\' || *byte == 7)
                    .unwrap()
            } else {
                end
            };
            rest = &sequence[length + 1..];
        }
        let text = String::from_utf8_lossy(&output).into_owned();
        assert!(
            !text
                .chars()
                .any(|char| ('\u{80}'..'\u{a0}').contains(&char)),
            "a C1 control character came out"
        );
        assert!(
            !text.contains('\u{202e}'),
            "an override of the writing direction came out"
        );
    }

    fn id(&self) -> Pid {
        Pid::from_raw(i32::try_from(self.child.process_id().unwrap()).unwrap()).unwrap()
    }
}

/// A size of the emulator, which has no screens without cells.
fn size_of(cells: u16) -> NonZeroU16 {
    NonZeroU16::new(cells).unwrap_or(NonZeroU16::MIN)
}

/// Whether a process has ended and only waits to be collected.
pub(crate) fn is_zombie(id: Pid) -> bool {
    state_of(id) == Some('Z')
}

fn state_of(id: Pid) -> Option<char> {
    let stat = fs::read_to_string(format!("/proc/{}/stat", id.as_raw_nonzero())).ok()?;
    stat.rsplit(')').next()?.trim().chars().next()
}
