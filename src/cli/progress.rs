//! The bar on standard error that shows how far reading has come, once that takes long enough to wonder.
//!
//! Does not own what is read.

use std::{
    io::{self, IsTerminal as _},
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressStyle};

/// Reading that takes less shows no bar.
const PATIENCE: Duration = Duration::from_millis(400);

/// A bar, once there is one; it is wiped away at the end.
pub(super) struct Progress {
    began: Instant,
    is_screen: bool,
    bar: Option<ProgressBar>,
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            began: Instant::now(),
            is_screen: io::stderr().is_terminal(),
            bar: None,
        }
    }
}

impl Progress {
    /// So many files are read of so many found by now.
    pub(super) fn show(&mut self, done: usize, found: usize) {
        if !self.is_screen || self.began.elapsed() < PATIENCE {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            let template = "Reading {bar:30} {percent}% · {human_pos} of {human_len} files";
            let usual = |_| ProgressStyle::default_bar();
            let style = ProgressStyle::with_template(template).unwrap_or_else(usual);
            ProgressBar::new(0).with_style(style)
        });
        bar.set_length(found as u64);
        bar.set_position(done as u64);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}
