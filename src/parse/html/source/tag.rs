//! A tag as it stands in the source.
//!
//! Owns where a tag ends, which of its attributes are kept, and which elements nest, break lines or hold no HTML.

use crate::parse::rest::find_ignoring_case;

/// A tag of more bytes than this is written anew, with fewer attributes. Shorter ones stay as they are.
const LONGEST_TAG: usize = 512;

/// Attributes of a long tag that are kept.
const MOST_ATTRIBUTES: usize = 32;

/// Longer values are no addresses and no texts.
const LONGEST_VALUE: usize = 4096;

/// A start or end tag.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag<'a> {
    /// Its name, as it stands.
    pub(super) name: &'a str,
    /// What stands between its name and the `>`.
    attributes: &'a str,
    /// The whole, as it stands.
    whole: &'a str,
    /// Its length in bytes.
    pub(super) length: usize,
    /// Whether it begins with `</`.
    pub(super) is_end: bool,
}

/// How an element ends that holds no HTML, or none that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// Nothing of it is shown.
    Hidden(&'static str),
    /// Its text is kept as it stands.
    Text(&'static str),
}

impl<'a> Tag<'a> {
    /// The tag that a text begins with. `absent` names the quotation marks that are known not to follow.
    pub(super) fn read(text: &'a str, absent: &mut Vec<&'static str>) -> Option<Self> {
        let is_end = text.starts_with("</");
        let start = if is_end { 2 } else { 1 };
        let rest = &text[start..];
        if !rest.starts_with(|char: char| char.is_ascii_alphabetic()) {
            return None;
        }
        let is_over = |char: char| char.is_ascii_whitespace() || matches!(char, '/' | '>' | '<');
        let name = &rest[..rest.find(is_over)?];
        let from = start + name.len();
        let end = tag_end(text, from, absent)?;
        Some(Self {
            name,
            attributes: &text[from..end],
            whole: &text[..=end],
            length: end + 1,
            is_end,
        })
    }

    /// Whether it ends with `/>`.
    pub(super) fn is_self_closing(&self) -> bool {
        self.attributes.ends_with('/')
    }

    /// Whether the script is data about the page.
    pub(super) fn is_linked_data(&self) -> bool {
        find_ignoring_case(self.attributes, "ld+json").is_some()
    }

    /// Whether the template is shown where it stands: a saved page has its components so.
    pub(super) fn is_shadow_root(&self) -> bool {
        find_ignoring_case(self.attributes, "shadowroot").is_some()
    }

    /// Writes the tag, a long one without what no reader needs.
    pub(super) fn write(&self, html: &mut String) {
        if self.length <= LONGEST_TAG {
            html.push_str(self.whole);
            return;
        }
        html.push_str(if self.is_end { "</" } else { "<" });
        html.push_str(self.name);
        let attributes = Attributes(self.attributes);
        for (name, value) in attributes.take(MOST_ATTRIBUTES) {
            let is_data = find_ignoring_case(value.get(..5).unwrap_or(""), "data:").is_some();
            let value = if is_data { "data:" } else { value };
            let quote = if value.contains('"') { '\'' } else { '"' };
            let is_told = name.len() < 64 && value.len() <= LONGEST_VALUE && !value.contains(quote);
            if is_told && !name.contains(['"', '\'', '<']) {
                html.extend([" ", name, "="]);
                html.push(quote);
                html.push_str(value);
                html.push(quote);
            }
        }
        html.push('>');
    }
}

/// The attributes of a tag: names and values as they stand, values without quotation marks.
struct Attributes<'a>(&'a str);

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let is_space = |char: char| char.is_ascii_whitespace();
        let rest = self
            .0
            .trim_start_matches(|char| is_space(char) || char == '/');
        if rest.is_empty() {
            return None;
        }
        // A name may begin with an equals sign.
        let mut others = rest.char_indices().skip(1);
        let end = others.find(|(_, char)| is_space(*char) || matches!(char, '=' | '/'));
        let (name, rest) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
        let Some(value) = rest.trim_start_matches(is_space).strip_prefix('=') else {
            self.0 = rest;
            return Some((name, ""));
        };
        let value = value.trim_start_matches(is_space);
        for quote in ['"', '\''] {
            if let Some(inner) = value.strip_prefix(quote) {
                let (value, rest) = inner.split_once(quote).unwrap_or((inner, ""));
                self.0 = rest;
                return Some((name, value));
            }
        }
        let (value, rest) = value.split_at(value.find(is_space).unwrap_or(value.len()));
        self.0 = rest;
        Some((name, value))
    }
}

/// Where the `>` of a tag stands: not within a quoted value, unless its quotation marks are never closed.
fn tag_end(text: &str, from: usize, absent: &mut Vec<&'static str>) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    let mut follows_equals = false;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'>' => return Some(at),
            b'=' => follows_equals = true,
            b'"' | b'\'' if follows_equals => {
                follows_equals = false;
                let quote = if *byte == b'"' { "\"" } else { "'" };
                if !absent.contains(&quote) {
                    match text[at + 1..].find(quote) {
                        Some(end) => at += 1 + end,
                        None => absent.push(quote),
                    }
                }
            }
            byte if byte.is_ascii_whitespace() => {}
            _ => follows_equals = false,
        }
        at += 1;
    }
    None
}

/// How the content of an element ends that is no HTML, or is not shown.
pub(super) fn end_of(name: &str) -> Option<End> {
    Some(match name {
        "script" => End::Hidden("</script"),
        "style" => End::Hidden("</style"),
        "svg" => End::Hidden("</svg"),
        "template" => End::Hidden("</template"),
        "select" => End::Hidden("</select"),
        "iframe" => End::Hidden("</iframe"),
        "noembed" => End::Hidden("</noembed"),
        "noframes" => End::Hidden("</noframes"),
        "title" => End::Text("</title"),
        "textarea" => End::Text("</textarea"),
        "xmp" => End::Text("</xmp"),
        _ => return None,
    })
}

/// Whether an element has no end tag.
pub(in crate::parse) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Whether an element ends where the next one of its kind begins, so that it nests only within others.
pub(super) fn is_implied(name: &str) -> bool {
    matches!(
        name,
        "html"
            | "head"
            | "body"
            | "p"
            | "li"
            | "dt"
            | "dd"
            | "option"
            | "tr"
            | "td"
            | "th"
            | "thead"
            | "tbody"
            | "tfoot"
            | "colgroup"
            | "rt"
            | "rp"
    )
}

/// Whether the parser opens the element anew in each block until it is closed.
pub(super) fn is_format(name: &str) -> bool {
    matches!(
        name,
        "a" | "b"
            | "big"
            | "code"
            | "em"
            | "font"
            | "i"
            | "nobr"
            | "s"
            | "small"
            | "strike"
            | "strong"
            | "tt"
            | "u"
    )
}

/// Whether an element breaks no line.
pub(super) fn is_inline(name: &str) -> bool {
    is_format(name)
        || matches!(
            name,
            "abbr"
                | "acronym"
                | "bdi"
                | "bdo"
                | "cite"
                | "del"
                | "dfn"
                | "ins"
                | "kbd"
                | "label"
                | "mark"
                | "q"
                | "ruby"
                | "samp"
                | "span"
                | "sub"
                | "sup"
                | "time"
                | "var"
        )
}
