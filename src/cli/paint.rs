//! Whether standard output takes colours and bold type, and how they are written.
//!
//! Owns the rules of NO_COLOR (no-color.org), CLICOLOR and CLICOLOR_FORCE (bixense.com/clicolors) and TERM=dumb. Does not
//! own the colours of the reader (`view::theme`).

use std::{
    env,
    ffi::OsString,
    io::{self, IsTerminal as _},
};

use crate::{
    runtime::pager,
    typeset::{Look, Role},
};

/// When colours are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum When {
    /// On a terminal that takes them
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How standard output is written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Paint {
    /// Whether it takes colours and bold type.
    pub colours: bool,
    /// Whether it is a terminal that a person reads and whose lines can be counted.
    pub is_screen: bool,
}

/// The escape sequence that ends any type.
const END: &str = "\u{1b}[0m";

impl Paint {
    /// Asks the option, then the environment, then the terminal.
    pub(super) fn decide(asked: When) -> Self {
        let is_terminal = io::stdout().is_terminal();
        let is_dumb = env::var_os("TERM").is_some_and(|term| term == "dumb")
            || is_terminal && !pager::takes_escapes();
        let colours = match asked {
            When::Always => true,
            When::Never => false,
            When::Auto => from_environment().unwrap_or(is_terminal && !is_dumb),
        };
        Self {
            colours,
            is_screen: is_terminal && !is_dumb,
        }
    }

    /// Bold.
    pub(super) fn bold(self, text: &str) -> String {
        self.typed("1", text)
    }

    /// Dim, for what is secondary.
    pub(super) fn dim(self, text: &str) -> String {
        self.typed("2", text)
    }

    /// Lit, as a match is.
    pub(super) fn lit(self, text: &str) -> String {
        self.typed("1;33", text)
    }

    /// As a typeset run looks.
    pub(super) fn look(self, look: Look, text: &str) -> String {
        let role = match look.role {
            Role::Title | Role::Heading | Role::Dateline => "1",
            Role::Meta | Role::Ornament | Role::Boilerplate => "2",
            Role::Link => "4",
            Role::Caption => "3",
            Role::Text | Role::Quote | Role::Code => "",
        };
        let types = [(look.strong, "1"), (look.emphasis, "3"), (look.strike, "9")];
        let on = types
            .iter()
            .filter(|(is_on, _)| *is_on)
            .map(|(_, code)| *code);
        let codes: Vec<_> = [role]
            .into_iter()
            .chain(on)
            .filter(|code| !code.is_empty())
            .collect();
        self.typed(&codes.join(";"), &look.shown(text))
    }

    fn typed(self, codes: &str, text: &str) -> String {
        if self.colours && !codes.is_empty() && !text.is_empty() {
            format!("\u{1b}[{codes}m{text}{END}")
        } else {
            text.to_owned()
        }
    }
}

/// What the environment says about colours, if it says anything.
fn from_environment() -> Option<bool> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    if set("NO_COLOR").is_some() {
        return Some(false);
    }
    if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
        return Some(true);
    }
    set("CLICOLOR").filter(|value| value == "0").map(|_| false)
}

/// What `--color` says for the help, which is printed before the options have been read.
pub(super) fn asked_for_help(arguments: &[OsString]) -> clap::ColorChoice {
    let pair = arguments
        .windows(2)
        .filter(|pair| pair[0] == "--color")
        .map(|pair| pair[1].to_str());
    let joined = arguments
        .iter()
        .filter_map(|argument| argument.to_str()?.strip_prefix("--color="));
    match pair.flatten().chain(joined).last() {
        Some("always") => clap::ColorChoice::Always,
        Some("never") => clap::ColorChoice::Never,
        _ => clap::ColorChoice::Auto,
    }
}
