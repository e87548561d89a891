//! How a run fails: what is said on standard error, and with which status it ends.
//!
//! Every message passes the sanitiser here, so that a file's name cannot steer the terminal.

use std::io::{self, Write as _};

use clap::error::ErrorKind;

use crate::{
    parse::visible,
    search::QueryError,
    typeset::{fit, width},
};

/// How much of a query is shown before what is wrong in it, in characters, of it and behind it, in cells.
const BEFORE: usize = 30;
const WRONG: u16 = 30;
const BEHIND: u16 = 14;

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

    /// A query that cannot be read, with a caret below what is wrong in it. Of a long one only what stands around it
    /// is shown, so that the line does not wrap.
    pub(super) fn query(text: &str, error: &QueryError) -> Self {
        let shown = |text: &str| visible(&text.replace(char::is_whitespace, " "));
        let (before, rest) = text.split_at_checked(error.at.start).unwrap_or((text, ""));
        let (wrong, behind) = rest.split_at_checked(error.at.len()).unwrap_or((rest, ""));
        let start = before
            .char_indices()
            .rev()
            .nth(BEFORE)
            .map_or(0, |(at, _)| at);
        let (dots, before) = match start {
            0 => ("", shown(before)),
            start => ("…", shown(&before[start..])),
        };
        let wrong = fit(&shown(wrong), WRONG).into_owned();
        let behind = fit(&shown(behind), BEHIND).into_owned();
        let indent = " ".repeat(width(dots) + width(&before));
        let carets = "^".repeat(width(&wrong).max(1));
        Self::Usage(format!(
            "{}\n  {dots}{before}{wrong}{behind}\n  {indent}{carets}",
            error.clause(),
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

    fn told(text: &str, at: std::ops::Range<usize>) -> String {
        let message = "no such field".to_owned();
        match Failure::query(text, &QueryError { at, message }) {
            Failure::Usage(message) => message.replacen("no such field\n", "", 1),
            _ => panic!("no usage error"),
        }
    }

    #[test]
    fn a_caret_stands_below_what_is_wrong_in_a_query() {
        for (text, at, picture) in [
            ("by:x", 0..4, "  by:x\n  ^^^^"),
            ("é日 by:x", 6..9, "  é日 by:x\n      ^^^"),
            ("e\u{301} 日", 4..7, "  e\u{301} 日\n    ^^"),
            ("a\t\nby:x", 3..6, "  a  by:x\n     ^^^"),
            ("\u{1b}\u{202e} by:x", 5..8, "  � by:x\n    ^^^"),
            ("x (", 3..3, "  x (\n     ^"),
            ("é", 9..10, "  é\n   ^"),
        ] {
            assert_eq!(told(text, at), picture, "{text:?}");
        }
    }

    #[test]
    fn of_a_long_query_what_stands_around_the_fault_is_shown() {
        let long = format!("{0}by:x{0}", "日 ".repeat(100_000));
        let picture = told(&long, 400_000..400_003);
        let (line, carets) = picture.split_once('\n').unwrap();
        assert!(line.starts_with("  … ") && line.ends_with('…') && width(line) < 80);
        assert_eq!(
            carets.find('^'),
            Some(width(&line[..line.find("by:").unwrap()]))
        );
        let all = told(&long, 0..long.len());
        assert!(all.lines().all(|line| width(line) < 80));
    }
}
