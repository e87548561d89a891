//! The terminal while the reader has it: entered, drawn on, and given back whatever happens.

use std::{
    env,
    io::{self, BufWriter, IsTerminal, Stdout, Write},
    sync::atomic::{AtomicBool, Ordering},
};

use anyhow::{Context, bail};
use crossterm::{
    clipboard::CopyToClipboard,
    cursor::{Hide, Show},
    event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture},
    execute, queue,
    style::force_color_output,
    terminal::{
        self, BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen,
        LeaveAlternateScreen,
    },
};
use ratatui::{Terminal, backend::CrosstermBackend};

use crate::{
    app::App,
    view::{self, palette},
};

/// Whether the terminal is ours at this moment, so that it is given back once and only once.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// A terminal that is ours until dropped.
pub(super) struct Session {
    terminal: Terminal<CrosstermBackend<BufWriter<Stdout>>>,
    mouse: bool,
    has_true_colours: bool,
}

impl Session {
    /// Takes the terminal.
    ///
    /// # Errors
    /// If there is none, or it cannot show a screen.
    pub(super) fn enter(mouse: bool) -> anyhow::Result<Self> {
        if !io::stdout().is_terminal() {
            bail!("standard output is not a terminal; 'newsstand list' prints to files and pipes");
        }
        // crossterm would print bare resets under NO_COLOR, which cancel weight too; the theme leaves colours out.
        force_color_output(true);
        let backend = CrosstermBackend::new(BufWriter::with_capacity(1 << 16, io::stdout()));
        let terminal = Terminal::new(backend).context("the terminal does not tell its size")?;
        let mut session = Self {
            terminal,
            mouse,
            has_true_colours: has_true_colours(),
        };
        session.take()?;
        Ok(session)
    }

    /// Columns and rows; 80 by 24 where the terminal does not tell.
    pub(super) fn size(&self) -> (u16, u16) {
        terminal::size().unwrap_or((80, 24))
    }

    /// Draws the state, in one go for terminals that know synchronised updates (DEC mode 2026).
    ///
    /// # Errors
    /// If the terminal cannot be written to.
    pub(super) fn draw(&mut self, app: &App) -> anyhow::Result<()> {
        super::failpoint("draw");
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal
            .draw(|frame| {
                view::draw(app, frame);
                if !self.has_true_colours {
                    palette::reduce(frame.buffer_mut());
                }
            })
            .context("the terminal cannot be written to")?;
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)?;
        Ok(())
    }

    /// Forgets what is on the screen, so that the next picture is drawn whole.
    ///
    /// # Errors
    /// If the terminal cannot be written to.
    pub(super) fn redraw(&mut self) -> anyhow::Result<()> {
        // Not `Terminal::clear`: that asks the terminal where the cursor is, and the answer would go to the key reader.
        let size = self.terminal.size()?;
        Ok(self.terminal.resize(size.into())?)
    }

    /// Gives the terminal back for a while.
    #[expect(
        clippy::unused_self,
        reason = "only who has the terminal can give it back"
    )]
    pub(super) fn leave(&mut self) {
        give_back();
    }

    /// Takes the terminal again.
    ///
    /// # Errors
    /// If the terminal cannot be written to.
    pub(super) fn resume(&mut self) -> anyhow::Result<()> {
        self.take()?;
        self.redraw()
    }

    /// Has the mouse reported, or leaves it to the terminal.
    ///
    /// # Errors
    /// If the terminal cannot be written to.
    pub(super) fn use_mouse(&mut self, on: bool) -> anyhow::Result<()> {
        if self.mouse == on {
            return Ok(());
        }
        self.mouse = on;
        let out = self.terminal.backend_mut();
        if on {
            execute!(out, EnableMouseCapture)?
        } else {
            execute!(out, DisableMouseCapture)?
        }
        Ok(())
    }

    /// Copies to the clipboard of the terminal (OSC 52), which works across SSH too.
    ///
    /// # Errors
    /// If the terminal cannot be written to.
    pub(super) fn copy(&mut self, text: &str) -> anyhow::Result<()> {
        Ok(execute!(
            self.terminal.backend_mut(),
            CopyToClipboard::to_clipboard_from(text)
        )?)
    }

    fn take(&mut self) -> anyhow::Result<()> {
        terminal::enable_raw_mode()
            .context("there is no terminal to read keys from; is this a pipe or a job?")?;
        ENTERED.store(true, Ordering::SeqCst);
        let out = self.terminal.backend_mut();
        execute!(out, EnterAlternateScreen, Hide, EnableBracketedPaste)?;
        if self.mouse {
            execute!(out, EnableMouseCapture)?;
        }
        Ok(())
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        give_back();
    }
}

/// Whether the terminal says that it shows true colours, as those say that do; on Windows all of them do, and say nothing.
fn has_true_colours() -> bool {
    let told = env::var_os("COLORTERM").is_some_and(|told| told == "truecolor" || told == "24bit");
    cfg!(windows) || told
}

/// Gives the terminal back if it is ours. Called on the way out of every thread that may end the process; a terminal
/// that is gone cannot be given back, so errors are of no use here.
pub(super) fn give_back() {
    if ENTERED.swap(false, Ordering::SeqCst) {
        // First, because it never blocks.
        let _ = terminal::disable_raw_mode();
        let mut out = io::stdout();
        let _ = execute!(
            out,
            EndSynchronizedUpdate,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            Show
        );
        // By itself, because on Windows it fails where the mouse was never captured; and else brings back the mode of the
        // console that was in force when it was, which is the raw one.
        let _ = execute!(out, DisableMouseCapture);
        let _ = terminal::disable_raw_mode();
        let _ = out.flush();
    }
}
