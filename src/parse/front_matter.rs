//! The fields before an article's text: YAML between `---`, TOML between `+++`, JSON in braces.
//!
//! Owns what a head is, what its fields mean, and what becomes of a damaged one: it is read line by line, and what is
//! no field stays in the text, so that nothing is lost. Does not own the text below it (`markdown`).

mod fields;
mod salvage;
mod split;
mod value;

use std::{borrow::Cow, path::Path};

use crate::article::{Article, Outcome, Problem};

use split::{Head, Syntax};
use value::{Fault, Tree};

/// What the head of a file says, and what is left of the file.
#[derive(Debug)]
pub(super) struct FrontMatter<'a> {
    /// The fields; the body is empty. Titles, bylines and summaries may hold inline markup still.
    pub(super) article: Article,
    /// The text below the head, or the whole text where there is none.
    pub(super) body: Cow<'a, str>,
    /// What was wrong with the head.
    pub(super) problem: Option<Problem>,
}

/// Reads the head of a text with line feeds as its line ends. `name` is what a problem is reported under.
pub(super) fn read<'a>(name: &Path, text: &'a str) -> FrontMatter<'a> {
    let problem = |line, reason: String, remedy: &str| {
        Some(Problem {
            path: name.to_owned(),
            line: Some(line),
            outcome: Outcome::Guessed,
            reason,
            remedy: remedy.to_owned(),
        })
    };
    let untouched = |problem| FrontMatter {
        article: Article::default(),
        body: Cow::Borrowed(text),
        problem,
    };
    let head = match split::split(text) {
        Ok(Some(head)) => head,
        Ok(None) => return untouched(None),
        Err(refusal) => {
            return untouched(problem(
                refusal.line,
                format!("its front matter {}, so it is shown as text", refusal.why),
                refusal.remedy,
            ));
        }
    };
    match Tree::read(&head) {
        Ok(tree) => FrontMatter {
            article: fields::article(&tree.fields),
            body: Cow::Borrowed(head.body),
            problem: tree.repeated.and_then(|(key, line)| {
                let reason = format!("its front matter names `{key}` twice, the first one counts");
                problem(line, reason, "name it once")
            }),
        },
        Err(Fault::Boundless(why)) => untouched(problem(
            head.line,
            format!("its front matter {why}, so it is shown as text"),
            "write its fields as plain text",
        )),
        Err(Fault::Damaged { line, why }) => match salvaged(&head) {
            None => untouched(problem(
                line,
                format!("its front matter can't be read ({why}), so it is shown as text"),
                "correct that line",
            )),
            Some((article, body)) => FrontMatter {
                article,
                body,
                problem: problem(
                    line,
                    format!("its front matter was read line by line ({why})"),
                    "correct that line",
                ),
            },
        },
    }
}

/// What can be made of a damaged head: its fields, and the text with the lines that are no fields before it.
fn salvaged<'a>(head: &Head<'a>) -> Option<(Article, Cow<'a, str>)> {
    let separator = match head.syntax {
        Syntax::Yaml => ':',
        Syntax::Toml => '=',
        Syntax::Json => return None,
    };
    let found = salvage::salvage(head.text, separator);
    if found.fields.is_empty() {
        return None;
    }
    let body = if found.prose.is_empty() {
        Cow::Borrowed(head.body)
    } else {
        Cow::Owned(format!("{}\n\n{}", found.prose, head.body))
    };
    Some((fields::article(&found.fields), body))
}
