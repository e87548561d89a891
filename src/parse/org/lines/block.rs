//! Blocks of Org: `#+BEGIN_SRC` and the like.
//!
//! Owns which there are and where they end. Does not own what becomes of them (`org::lines`).

use std::collections::HashMap;

use crate::parse::sanitize;

/// A block whose lines are taken as a whole; but a quotation, which holds others.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Block {
    Quotation,
    /// Code in a language, or an example.
    Code(Option<String>),
    Verse,
    /// A comment, or what is meant for one kind of export. By its name.
    Unshown(&'static str),
}

impl Block {
    /// The block that a line begins behind its `#+`, if it ends somewhere below.
    pub(super) fn begun(line: &str, ends: &HashMap<String, usize>, at: usize) -> Option<Self> {
        let mut words = line.split_whitespace();
        let name = words.next()?.to_ascii_lowercase();
        let name = name.strip_prefix("begin_")?;
        let last = ends.get(&format!("#+end_{name}"))?;
        if *last <= at {
            return None;
        }
        let language = words
            .next()
            .filter(|word| !word.starts_with('-') && !word.starts_with(':'));
        Some(match name {
            "quote" => Self::Quotation,
            "src" => Self::Code(language.map(sanitize::line)),
            "example" => Self::Code(None),
            "verse" => Self::Verse,
            "comment" => Self::Unshown("comment"),
            "export" => Self::Unshown("export"),
            _ => return None,
        })
    }

    /// Whether a line ends this block.
    pub(super) fn ends_with(&self, line: &str) -> bool {
        let line = line.trim();
        let is = |name: &str| {
            let end = line.strip_prefix("#+");
            let end = end.filter(|end| {
                end.get(..4)
                    .is_some_and(|end| end.eq_ignore_ascii_case("end_"))
            });
            end.is_some_and(|end| end[4..].eq_ignore_ascii_case(name))
        };
        match self {
            Self::Quotation => is("quote"),
            Self::Code(_) => is("src") || is("example"),
            Self::Verse => is("verse"),
            Self::Unshown(name) => is(name),
        }
    }
}

/// The last lines that end blocks and drawers, by what they say in small letters.
pub(super) fn last_ends(lines: &[&str]) -> HashMap<String, usize> {
    let mut ends = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        let bare = line.trim();
        let is_end = (bare.starts_with("#+") || bare.starts_with(':'))
            && bare.len() < 32
            && bare.to_ascii_lowercase()[1..]
                .trim_start_matches('+')
                .starts_with("end");
        if is_end {
            ends.insert(bare.to_ascii_lowercase(), at);
        }
    }
    ends
}

/// The lines of a block, without the indentation they share, and the commas that keep them from being markup.
pub(super) fn unescaped(lines: &[&str]) -> String {
    let indent = |line: &&str| line.len() - line.trim_start_matches(' ').len();
    let filled = lines.iter().filter(|line| !line.trim().is_empty());
    let shared = filled.map(indent).min().unwrap_or(0);
    let line = |line: &&str| {
        let line = line.get(shared..).unwrap_or_default();
        let bare = line.trim_start();
        let is_escaped =
            bare.starts_with(",*") || bare.starts_with(",#+") || bare.starts_with(",,");
        match is_escaped {
            true => format!("{}{}", &line[..line.len() - bare.len()], &bare[1..]),
            false => line.to_owned(),
        }
    };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}
