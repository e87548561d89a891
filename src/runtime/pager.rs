//! The screen that a command prints to: its width, whether it takes colours, and the program that pages through what
//! does not fit on it.
//!
//! Does not own the reader's terminal (`terminal`).

use std::{
    env,
    process::{Child, ChildStdin, Command, Stdio},
};

/// The columns of the terminal on standard output, if it is one and knows.
pub fn columns() -> Option<u16> {
    #[cfg(unix)]
    {
        let size = rustix::termios::tcgetwinsize(std::io::stdout()).ok()?;
        Some(size.ws_col).filter(|columns| *columns > 0)
    }
    #[cfg(not(unix))]
    {
        crossterm::terminal::size().ok().map(|(columns, _)| columns)
    }
}

/// Whether the terminal on standard output understands escape sequences. Consoles of Windows do once they are asked to.
pub fn takes_escapes() -> bool {
    #[cfg(windows)]
    {
        crossterm::ansi_support::supports_ansi()
    }
    #[cfg(not(windows))]
    {
        true
    }
}

/// A pager that runs.
#[derive(Debug)]
pub struct Pager {
    child: Child,
    input: ChildStdin,
}

impl Pager {
    /// Starts `$PAGER`, or less. `None` where there is none, or where it is `cat` or empty: then nothing is paged.
    pub fn start() -> Option<Self> {
        let named = env::var("PAGER").unwrap_or_else(|_| "less".to_owned());
        let mut words = named.split_whitespace();
        let program = words.next().filter(|program| *program != "cat")?;
        let mut command = Command::new(program);
        command.args(words).stdin(Stdio::piped());
        if env::var_os("LESS").is_none() {
            // Quit if it fits on one screen, pass colours through, leave the text on the screen.
            command.env("LESS", "FRX");
        }
        let mut child = command.spawn().ok()?;
        keep_running_on_interrupt();
        let input = child.stdin.take()?;
        Some(Self { child, input })
    }

    /// Where the text goes.
    pub fn input(&mut self) -> &mut ChildStdin {
        &mut self.input
    }

    /// Waits until the user is done.
    pub fn wait(self) {
        let Self { mut child, input } = self;
        drop(input);
        // Whatever becomes of the pager, the text was handed over.
        let _ = child.wait();
    }
}

/// Ctrl-C belongs to the pager; without this it would end the program below it and leave the terminal in disorder.
fn keep_running_on_interrupt() {
    #[cfg(unix)]
    {
        // If it cannot be had, Ctrl-C ends both.
        let _ = signal_hook::flag::register(signal_hook::consts::SIGINT, std::sync::Arc::default());
    }
}
