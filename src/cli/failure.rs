//! How a run fails: what is said on standard error, and with which status it ends.
//!
//! Every message passes the sanitiser here, so that a file's name cannot steer the terminal.

use std::io::{self, Write as _};

use clap::error::ErrorKind;

use crate::{parse::visible, search::QueryError, typeset::width};

/// Why a run cannot go on.
#[derive(Debug)]
pub(super) enum Failure {
    /// Whoever read our output has had enough, which is no fault.
    NobodyReads,
    /// Something failed: path, cause and remedy in one line.
    Failed(String),
    /// The command line is wrong, in lines.
    Usage(String),
    /// What clap has to say: an error, or the help that was asked for.
    Clap(clap::Error),
}

impl Failure {
    pub(super) fn usage(message: impl Into<String>) -> Self {
        Self::Usage(message.into())
    }

    pub(super) fn failed(message: impl Into<String>) -> Self {
        Self::Failed(message.into())
    }

    /// A query that cannot be read, with a caret below what is wrong in it.
    pub(super) fn query(text: &str, error: &QueryError) -> Self {
        let before = text.get(..error.at.start).unwrap_or(text);
        let wrong = text.get(error.at.clone()).unwrap_or_default();
        let indent = " ".repeat(width(&visible(before)));
        let carets = "^".repeat(width(&visible(wrong)).max(1));
        Self::Usage(format!(
            "{}\n  {}\n  {indent}{carets}",
            error.message,
            visible(text)
        ))
    }

    /// Tells what is wrong and returns the exit status.
    pub(super) fn report(self) -> i32 {
        match self {
            Self::NobodyReads => 0,
            Self::Failed(message) => {
                warn(&message);
                1
            }
            Self::Usage(message) => {
                warn_in_lines(message.lines());
                2
            }
            Self::Clap(error) => report_clap(&error),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::NobodyReads,
            _ => Self::Failed(format!("standard output: {error}; see where it leads")),
        }
    }
}

impl From<clap::Error> for Failure {
    fn from(error: clap::Error) -> Self {
        Self::Clap(error)
    }
}

/// A message on standard error, in one line without what could steer the terminal.
pub(super) fn warn(message: &str) {
    warn_in_lines([message]);
}

fn warn_in_lines<'a>(lines: impl IntoIterator<Item = &'a str>) {
    let safe: Vec<_> = lines.into_iter().map(visible).collect();
    // Where standard error is closed, there is nobody to tell.
    let _ = writeln!(io::stderr().lock(), "newsstand: {}", safe.join("\n"));
}

fn report_clap(error: &clap::Error) -> i32 {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        // `| head` may end it early, which is no fault.
        let _ = error.print();
        return 0;
    }
    let message = error.render().to_string();
    let message = message.strip_prefix("error: ").unwrap_or(&message);
    warn_in_lines(message.trim_end().lines());
    2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caret_stands_below_what_is_wrong_in_a_query() {
        let error = QueryError {
            at: 6..9,
            message: "no such field".into(),
        };
        let Failure::Usage(message) = Failure::query("é日 by:x", &error) else {
            panic!("no usage error")
        };
        assert_eq!(message, "no such field\n  é日 by:x\n      ^^^");
    }
}
