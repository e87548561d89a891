//! Lines of a Markdown file that are no text: comments, shortcodes, tags, names of blocks.
//!
//! Owns which lines these are, and what becomes of them before CommonMark is read. A shortcode that shows a picture or a
//! film is put in CommonMark's terms; names and attributes go; whatever has words is folded away, so that nothing is lost.
//! Nothing within code is touched, nor anything that is not alone on its lines. Does not own what stands amid a line (`dialect`).
//! Sources: <https://help.obsidian.md/tags>, <https://gohugo.io/content-management/shortcodes/>,
//! <https://jekyllrb.com/docs/includes/>, <https://kramdown.gettalong.org/syntax.html#inline-attribute-lists>.

mod shortcode;

use std::borrow::Cow;

use super::fence::Fence;
use crate::parse::sanitize;
use shortcode::Shown;

/// A text without what is none.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Parted<'a> {
    /// The text.
    pub(super) text: Cow<'a, str>,
    /// The lines that were taken out of it and have words.
    pub(super) folded: Vec<String>,
    /// The tags on lines of their own.
    pub(super) tags: Vec<String>,
}

/// Takes the lines out of a text that are none.
pub(super) fn part(text: &str) -> Parted<'_> {
    if !may_hold_any(text.as_bytes()) {
        return Parted {
            text: Cow::Borrowed(text),
            ..Parted::default()
        };
    }
    let mut parted = Parting {
        source: text,
        at: 0,
        out: None,
        fence: Fence::default(),
        is_apart: true,
        unclosed: Vec::new(),
        folded: Vec::new(),
        tags: Vec::new(),
    };
    while parted.at < text.len() {
        parted.line();
    }
    Parted {
        text: parted.out.map_or(Cow::Borrowed(text), Cow::Owned),
        folded: parted.folded,
        tags: parted.tags,
    }
}

/// Whether a line may be no text. Few files have one, so that this is told by how lines begin.
fn may_hold_any(text: &[u8]) -> bool {
    let starts = memchr::memchr_iter(b'\n', text).map(|end| end + 1);
    std::iter::once(0).chain(starts).any(|start| {
        let blanks = text[start..].iter().take_while(|byte| **byte == b' ');
        match &text[start + blanks.count()..] {
            [b'%', b'%', ..] | [b'{', b'{' | b'%' | b':', ..] | [b'^', ..] => true,
            [b'#', next, ..] => !matches!(next, b' ' | b'#' | b'\n'),
            [b'T' | b't', rest @ ..] => rest
                .get(..3)
                .is_some_and(|rest| rest.eq_ignore_ascii_case(b"ags")),
            _ => false,
        }
    })
}

struct Parting<'a> {
    source: &'a str,
    /// The byte that is to be read next; a line begins there.
    at: usize,
    /// What was kept so far, once it differs from the source.
    out: Option<String>,
    fence: Fence,
    /// Whether a paragraph may begin here.
    is_apart: bool,
    /// What is known not to come any more.
    unclosed: Vec<String>,
    folded: Vec<String>,
    tags: Vec<String>,
}

impl<'a> Parting<'a> {
    /// Reads a line, and with it those that belong to it.
    fn line(&mut self) {
        let rest = &self.source[self.at..];
        let line = rest.split_inclusive('\n').next().unwrap_or(rest);
        let bare = line.trim();
        let is_apart = std::mem::replace(&mut self.is_apart, bare.is_empty());
        if self.fence.holds(line) || line.starts_with("    ") || line.starts_with('\t') {
            return self.keep(line.len());
        }
        match bare.as_bytes() {
            [b'%', b'%', ..] if !bare[2..].contains("%%") => self.comment(line),
            [b'{', b'{' | b'%', ..] => self.shortcodes(line),
            [b'{', b':', .., b'}'] if !bare[1..].contains('{') => self.drop(line.len()),
            [b'^', name @ ..] if is_apart && is_name(name) => self.drop(line.len()),
            [b'#', ..] if is_apart => self.tags(line),
            [b'T' | b't', ..] if is_apart => self.tags(line),
            _ => self.keep(line.len()),
        }
        // Headings are paragraphs' neighbours like blank lines.
        self.is_apart |= bare.starts_with("# ") || bare.starts_with("## ");
    }

    /// Lines from `%%` to `%%`.
    fn comment(&mut self, line: &str) {
        let start = self.at + line.find("%%").unwrap_or(0) + 2;
        let Some(end) = self.find("%%", self.at + line.len()) else {
            return self.keep(line.len());
        };
        let comment = &self.source[start..end];
        let lines = comment.lines().map(sanitize::line);
        self.folded.extend(lines.filter(|line| !line.is_empty()));
        let behind = self.source[end + 2..].split_inclusive('\n').next();
        let behind = behind.filter(|behind| behind.trim().is_empty());
        self.drop(end + 2 + behind.map_or(0, str::len) - self.at);
    }

    /// Shortcodes that are alone on their lines.
    fn shortcodes(&mut self, line: &str) {
        let rest = &self.source[self.at..];
        let Some((codes, length)) = shortcode::alone(rest) else {
            return self.keep(line.len());
        };
        let is_one = codes.len() == 1;
        for code in codes {
            let end = code.end_of_what_it_holds().filter(|_| is_one);
            let held = end.and_then(|end| {
                let close = self.find(&end, self.at + length)?;
                let tail = self.source[close..].split_inclusive('\n').next()?;
                Some((close, close + tail.len()))
            });
            match (code.shown(), held) {
                (Shown::Code(language), Some((close, end))) => {
                    let code =
                        self.source[self.at + length..close].trim_end_matches(opens_shortcode);
                    let code = format!("{FENCE}{language}\n{}\n{FENCE}\n", code.trim_end());
                    return self.replace(end - self.at, &code);
                }
                (Shown::Nothing, Some((close, end))) => {
                    let lines = self.source[self.at + length..close].lines();
                    let lines =
                        lines.map(|line| sanitize::line(line.trim_end_matches(opens_shortcode)));
                    self.folded.extend(lines.filter(|line| !line.is_empty()));
                    return self.drop(end - self.at);
                }
                (Shown::As(markdown), _) => {
                    if code.says_more_than(&markdown) {
                        self.folded.push(sanitize::line(code.source));
                    }
                    self.push(&format!("\n{markdown}\n\n"));
                }
                _ => self.folded.push(sanitize::line(code.source)),
            }
        }
        self.drop(length);
    }

    /// A line of tags. One alone may be a word of the text, and stays; so do tags amid a paragraph.
    fn tags(&mut self, line: &str) {
        let next = self.source[self.at + line.len()..].lines().next();
        let is_apart = next.is_none_or(|next| next.trim().is_empty());
        let Some(tags) = is_apart.then(|| tags(line)).flatten() else {
            return self.keep(line.len());
        };
        let is_list = tags.len() > 1 || !line.trim_start().starts_with('#');
        self.tags.extend(tags.into_iter().map(sanitize::line));
        if !is_list {
            return self.keep(line.len());
        }
        self.folded.push(sanitize::line(line));
        self.drop(line.len());
    }

    /// Where something occurs from a byte on.
    fn find(&mut self, what: &str, from: usize) -> Option<usize> {
        if self.unclosed.iter().any(|known| known == what) {
            return None;
        }
        let found = self.source.get(from..)?.find(what).map(|at| from + at);
        if found.is_none() {
            self.unclosed.push(what.to_owned());
        }
        found
    }

    fn keep(&mut self, length: usize) {
        let kept = &self.source[self.at..self.at + length];
        if let Some(out) = &mut self.out {
            out.push_str(kept);
        }
        self.at += length;
    }

    fn drop(&mut self, length: usize) {
        self.replace(length, "\n");
        self.is_apart = true;
    }

    fn replace(&mut self, length: usize, with: &str) {
        self.push(with);
        self.at += length;
    }

    fn push(&mut self, text: &str) {
        let before = &self.source[..self.at];
        self.out
            .get_or_insert_with(|| before.to_owned())
            .push_str(text);
    }
}

/// A fence that no code has.
const FENCE: &str = "~~~~~~~~~~~~";

/// What may stand between code and the name of the shortcode that ends it.
fn opens_shortcode(char: char) -> bool {
    matches!(char, '{' | '<' | '%' | '/' | ' ' | '\n')
}

/// Whether it is the name of a block.
fn is_name(name: &[u8]) -> bool {
    let is_sign = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    !name.is_empty() && name.iter().all(is_sign)
}

/// The tags of a line that has nothing else but blanks, commas, and what says that they are tags.
fn tags(line: &str) -> Option<Vec<&str>> {
    let line = line.trim();
    let label = line
        .split_once(':')
        .filter(|(label, _)| label.eq_ignore_ascii_case("tags"));
    let line = label.map_or(line, |(_, tags)| tags.trim_start_matches(':'));
    let words = line.split(|char: char| char.is_whitespace() || char == ',');
    let words = words.filter(|word| !word.is_empty());
    let tags = words.map(tag).collect::<Option<Vec<_>>>()?;
    (!tags.is_empty()).then_some(tags)
}

/// A tag without its sign: letters, digits, `_`, `-` and `/`, and not digits alone.
fn tag(word: &str) -> Option<&str> {
    let tag = word.strip_prefix('#')?;
    let is_sign = |char: char| char.is_alphanumeric() || matches!(char, '_' | '-' | '/');
    let is_number = tag.chars().all(|char| char.is_ascii_digit());
    (!is_number && tag.chars().all(is_sign)).then_some(tag)
}
