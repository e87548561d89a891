//! Mail: single messages and mailboxes of them, newsletters above all; and pages that were saved as messages.
//!
//! Owns what the fields of an article are in a message, and what is told of a damaged one. Each message of a mailbox is
//! an article. Does not own where parts begin (`parts`), which are shown (`content`), or the words of a head (`head`).

mod armour;
mod calendar;
mod content;
mod evidence;
mod furniture;
mod head;
mod mailbox;
mod parts;
mod source;
mod transfer;
mod web_archive;
mod words;

use std::path::Path;

use super::{Parsed, doubted, problem, undated};
use crate::article::{Article, Format, Outcome, Problem};
use content::Content;
use evidence::Evidence;
use head::Head;
use parts::Parts;
pub(super) use transfer::text as labelled;

/// Names of files that hold one message, or many, in lower case.
const NAMES: [&str; 5] = ["eml", "emlx", "mbox", "mbx", "mail"];

/// The folders of a Maildir that hold messages, one a file.
pub const MAILDIR: [&str; 2] = ["cur", "new"];

/// Whether a file is mail: its beginning tells, its name and its folder say how much that must be.
pub(super) fn is_mail(name: &Path, bytes: &[u8]) -> bool {
    let bytes = unwrapped(bytes);
    mailbox::is_one(bytes) || evidence::is_mail(bytes, evidence(name))
}

/// Whether bytes begin a file of many messages.
pub(super) fn is_mailbox(bytes: &[u8]) -> bool {
    mailbox::is_one(bytes)
}

/// A file's bytes without what is put before a message: a byte order mark, or, by Apple's Mail, its length; behind it
/// then stand that program's own notes.
fn unwrapped(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let digits = bytes
        .iter()
        .take(10)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let (length, rest) = bytes.split_at(digits);
    let length = std::str::from_utf8(length)
        .ok()
        .and_then(|length| length.parse().ok());
    match (length, rest.trim_ascii_start()) {
        (Some(length), message) if message.len() < rest.len() => {
            &message[..message.len().min(length)]
        }
        _ => bytes,
    }
}

fn evidence(name: &Path) -> Evidence {
    let extension = name.extension().unwrap_or_default();
    let extension = extension.to_string_lossy().to_ascii_lowercase();
    match extension.as_str() {
        named if NAMES.contains(&named) || web_archive::NAMES.contains(&named) => Evidence::Named,
        "txt" | "text" | "md" | "markdown" => Evidence::Against,
        _ if is_in_maildir(name) => Evidence::Lodged,
        _ => Evidence::Unnamed,
    }
}

/// Whether a file lies where a Maildir keeps its messages.
pub fn is_in_maildir(name: &Path) -> bool {
    let folder = name.parent().and_then(Path::file_name);
    folder.is_some_and(|folder| MAILDIR.iter().any(|inner| folder == *inner))
}

/// Reads the messages of a file that is mail.
pub(super) fn parse(name: &Path, bytes: &[u8]) -> Parsed {
    let mut parsed = Parsed::default();
    let bytes = unwrapped(bytes);
    if !mailbox::is_one(bytes) {
        let parts = parts::read(bytes);
        if let Some(page) = web_archive::page(name, &parts) {
            let mut page = web_archive::parse(name, bytes, &parts, page);
            page.problems
                .extend(problems(name, &parts, &Content::default()));
            return page;
        }
        let (article, problems) = message(name, bytes, &parts);
        parsed.articles.push(article);
        parsed.problems.extend(problems);
        let missing = parts.parts[0].head.missing_date();
        parsed
            .problems
            .extend(missing.map(|date| undated(name, None, &date)));
        return parsed;
    }
    let (mut line, mut counted, mut missing) = (1, 0, None);
    for range in mailbox::messages(bytes) {
        line += memchr::memchr_iter(b'\n', &bytes[counted..range.start]).count();
        counted = range.start;
        let bytes = mailbox::unquoted(&bytes[range]);
        let parts = parts::read(&bytes);
        let (article, problems) = message(name, &bytes, &parts);
        let missing_here = || parts.parts[0].head.missing_date();
        missing = missing.or_else(|| missing_here().map(|date| undated(name, Some(line), &date)));
        parsed.articles.push(article);
        parsed
            .problems
            .extend(problems.into_iter().map(|problem| Problem {
                line: Some(line),
                ..problem
            }));
    }
    parsed.problems.extend(missing);
    parsed
}

/// Reads one message.
fn message(name: &Path, bytes: &[u8], parts: &Parts) -> (Article, Vec<Problem>) {
    let head = &parts.parts[0].head;
    let link = head.archived_at();
    let content = content::of(bytes, parts, link.as_deref());
    let problems = problems(name, parts, &content);
    let article = Article {
        title: head.subject(),
        byline: head.author(),
        source: source::of(head),
        published: head.date(),
        link,
        guid: head.id(),
        tags: head.tags(),
        lang: language(parts),
        body: content.body,
        boilerplate: content.boilerplate,
        format: Format::Mail,
        ..Article::default()
    };
    (article, problems)
}

/// The language that the message says it is in, or the first of its parts that does.
fn language(parts: &Parts) -> Option<String> {
    parts
        .parts
        .iter()
        .map(|part| &part.head)
        .find_map(Head::language)
}

fn problems(name: &Path, parts: &Parts, content: &Content) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut tell = |outcome, reason: &str, remedy| {
        problems.push(problem(name, outcome, reason.to_owned(), remedy));
    };
    if content.is_encrypted {
        let reason = "the message is encrypted; its text cannot be read";
        tell(
            Outcome::Cut,
            reason,
            "decrypt it in your mail program and save it anew",
        );
    }
    if parts.is_cut {
        let reason = "the message was cut off; its end is missing";
        tell(Outcome::Cut, reason, "fetch it again");
    }
    if content.is_cut {
        let reason = "a text in the message is larger than 16 MiB, the rest is not shown";
        tell(Outcome::Cut, reason, "save the message in several parts");
    }
    problems.extend(content.doubt.map(|doubt| doubted(name, doubt)));
    problems
}

#[cfg(test)]
mod tests;
