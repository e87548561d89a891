//! Where the head of a file ends.
//!
//! Owns the fences and the question whether what stands between them is a head at all: a thematic break at the top of
//! a Markdown file looks the same. Does not own what the head says (`value`).

use serde_json::Deserializer;

/// A longer head is no head: no hand writes so much before an article, and parsers of heads are slow.
const LONGEST: usize = 64 * 1024;

/// A head as it stands in the file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Head<'a> {
    /// The language it is written in.
    pub(super) syntax: Syntax,
    /// Whether it stands between fences.
    pub(super) is_fenced: bool,
    /// What stands between the fences.
    pub(super) text: &'a str,
    /// The number of its first line in the file, from 1.
    pub(super) line: usize,
    /// What stands below.
    pub(super) body: &'a str,
}

/// The languages of heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    /// `key: value`, between `---`.
    Yaml,
    /// `key = "value"`, between `+++`.
    Toml,
    /// An object in braces, with or without `;;;` around it.
    Json,
}

/// A head that was begun but is none.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    /// The line of the file at which it begins, from 1.
    pub(super) line: usize,
    /// What is wrong, as a verb clause after "its front matter".
    pub(super) why: &'static str,
    /// What to do about it.
    pub(super) remedy: &'static str,
}

/// Finds the head of a text. Blank lines may stand before it. `None`: there is none, and nothing looks like one.
pub(super) fn split(text: &str) -> Result<Option<Head<'_>>, Refusal> {
    let start = text.len() - text.trim_start_matches(['\n', ' ', '\t']).len();
    let start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line = 1 + text[..start].matches('\n').count();
    let rest = &text[start..];
    let first = rest.lines().next().unwrap_or_default().trim_end();
    let Some((syntax, fence)) = fence(first) else {
        return match bare_fields(rest, line) {
            Some(head) => Ok(Some(head)),
            None => bare_json(rest, line),
        };
    };
    let inner = rest.split_once('\n').map_or("", |(_, inner)| inner);
    if !is_likely(syntax, inner) {
        return Ok(None);
    }
    let Some((end, below)) = closing(inner, fence) else {
        return Err(Refusal {
            line,
            why: "has no end",
            remedy: "close it with a line like its first one",
        });
    };
    if end > LONGEST {
        return Err(Refusal {
            line,
            why: "is longer than 64 KiB",
            remedy: "shorten it",
        });
    }
    Ok(Some(Head {
        syntax,
        is_fenced: true,
        text: &inner[..end],
        line: line + 1,
        body: &inner[below..],
    }))
}

/// The language that an opening fence announces, and the fence that closes it. `---toml` is gray-matter's form.
fn fence(line: &str) -> Option<(Syntax, &'static str)> {
    if let Some(language) = line.strip_prefix("---") {
        let syntax = match language.trim() {
            "" | "yaml" | "yml" => Syntax::Yaml,
            "toml" => Syntax::Toml,
            "json" => Syntax::Json,
            _ => return None,
        };
        return Some((syntax, "---"));
    }
    match line {
        "+++" => Some((Syntax::Toml, "+++")),
        ";;;" => Some((Syntax::Json, ";;;")),
        _ => None,
    }
}

/// Where the head ends, and where the text below it begins. YAML's own end of a document, `...`, closes one too.
fn closing(inner: &str, fence: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    for line in inner.split_inclusive('\n') {
        let bare = line.trim_end();
        if bare == fence || (fence == "---" && bare == "...") {
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    None
}

/// Whether the first line that says anything looks like a field.
fn is_likely(syntax: Syntax, inner: &str) -> bool {
    let mut lines = inner
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let first = lines.next().unwrap_or_default();
    match syntax {
        // Obsidian's Digital Garden writes an object, which is YAML, too.
        Syntax::Yaml => key(first, ':').is_some() || first.starts_with("{\""),
        Syntax::Toml => key(first, '=').is_some() || first.starts_with('['),
        Syntax::Json => first.starts_with('{'),
    }
}

/// A line's key and value, where it has the shape of a field: a short name, the separator, and in YAML a blank after it.
pub(super) fn key(line: &str, separator: char) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(separator)?;
    if separator == ':' && !(value.is_empty() || value.starts_with([' ', '\t'])) {
        return None;
    }
    let name = key.trim().trim_matches(['"', '\'']);
    let is_name = |char: char| char.is_alphanumeric() || matches!(char, '_' | '-' | '.');
    let is_key = !name.is_empty() && name.len() <= 64 && name.chars().all(is_name);
    is_key.then_some((name, value.trim()))
}

/// A head without fences, as MultiMarkdown and Pelican have it: two fields or more, the title first, up to a blank line.
fn bare_fields(rest: &str, line: usize) -> Option<Head<'_>> {
    let (head, body) = rest.split_once("\n\n")?;
    let (first, _) = key(head.lines().next()?, ':')?;
    let is_field = |line: &str| line.starts_with([' ', '\t']) || key(line, ':').is_some();
    let is_head = first.eq_ignore_ascii_case("title")
        && head.len() <= LONGEST
        && head.lines().count() > 1
        && head.lines().all(is_field);
    is_head.then_some(Head {
        syntax: Syntax::Yaml,
        is_fenced: false,
        text: head,
        line,
        body,
    })
}

/// A head without fences: an object at the very top, and nothing else on the line it ends on.
fn bare_json(rest: &str, line: usize) -> Result<Option<Head<'_>>, Refusal> {
    let is_object = rest
        .strip_prefix('{')
        .is_some_and(|inner| inner.trim_start().starts_with('"'));
    if !is_object {
        return Ok(None);
    }
    let top = &rest.as_bytes()[..rest.len().min(LONGEST)];
    let mut objects = Deserializer::from_slice(top).into_iter::<serde::de::IgnoredAny>();
    let (end, below) = match objects.next() {
        Some(Ok(_)) => {
            let end = objects.byte_offset();
            let tail = rest[end..].split_inclusive('\n').next().unwrap_or_default();
            if !tail.trim().is_empty() {
                return Ok(None);
            }
            (end, end + tail.len())
        }
        _ => {
            return Err(Refusal {
                line,
                why: "is no whole JSON object",
                remedy: "correct it, or take the brace away",
            });
        }
    };
    Ok(Some(Head {
        syntax: Syntax::Json,
        is_fenced: false,
        text: &rest[..end],
        line,
        body: &rest[below..],
    }))
}
