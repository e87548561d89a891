//! HTML as it occurs in Markdown, cut into tags and text.
//!
//! Owns where a tag ends, also a broken one, in time proportional to the text. Does not own what a tag means for the
//! article (`render`).

use super::inline;
use crate::parse::rest::{Rest, find_ignoring_case};

/// A piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Text, with its character references as they stand.
    Text(&'a str),
    /// A start tag: its name in lower case, and its attributes as they stand.
    Open(String, &'a str),
    /// An end tag, by its name in lower case.
    Close(String),
}

/// Elements whose content is never shown.
pub(super) const UNSHOWN: [&str; 4] = ["script", "style", "template", "title"];

/// Elements that do not break a line.
const INLINE: &str = " a abbr b big br cite code del dfn em font i img ins kbd mark q s samp small span strike strong \
                      sub sup tt u var wbr ";

/// Elements that stand on lines of their own.
const BLOCKS: &str = " address article aside blockquote body caption center dd details dialog div dl dt fieldset \
                      figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav \
                      ol option p pre section select summary table tbody td tfoot th thead tr ul ";

/// Whether a tag as it stands in the text is one of an inline element.
pub(super) fn is_inline(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    is_among(INLINE, &name_of(name))
}

/// Whether an element stands on lines of its own.
pub(super) fn is_block(name: &str) -> bool {
    is_among(BLOCKS, name)
}

fn is_among(names: &str, name: &str) -> bool {
    !name.is_empty() && names.split(' ').any(|known| known == name)
}

fn name_of(tag: &str) -> String {
    let is_name = |char: char| char.is_ascii_alphanumeric() || char == '-';
    let end = tag.find(|char| !is_name(char)).unwrap_or(tag.len());
    tag[..end].to_ascii_lowercase()
}

/// The value of an attribute, without quotation marks, its references decoded.
pub(super) fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|char: char| char.is_whitespace() || char == '/');
        if rest.is_empty() {
            return None;
        }
        let end = rest
            .find(|char: char| char.is_whitespace() || char == '=')
            .unwrap_or(rest.len());
        let key = &rest[..end];
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            (value, rest) = value_of(after.trim_start());
        }
        if key.eq_ignore_ascii_case(name) {
            return Some(inline::decode(value).into_owned());
        }
    }
}

/// The value that a text begins with, and what follows it.
fn value_of(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

/// Cuts HTML into its tokens; comments, declarations and the like are left out.
pub(super) fn tokens(html: &str) -> Tokens<'_> {
    Tokens {
        rest: Rest::of(html),
        raw: None,
    }
}

/// See [`tokens`].
pub(super) struct Tokens<'a> {
    rest: Rest<'a>,
    /// The element whose content is no HTML, while it is open.
    raw: Option<&'static str>,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(end) = self.raw.take() {
            let at = find_ignoring_case(self.rest.text, end);
            return Some(Token::Text(
                self.rest.cut(at.unwrap_or(self.rest.text.len())),
            ));
        }
        while !self.rest.text.is_empty() {
            let at = self.rest.text.find('<').unwrap_or(self.rest.text.len());
            if at > 0 {
                return Some(Token::Text(self.rest.cut(at)));
            }
            let hidden = [
                ("<!--", "-->"),
                ("<![CDATA[", "]]>"),
                ("<?", ">"),
                ("<!", ">"),
            ]
            .into_iter()
            .find(|(start, _)| self.rest.text.starts_with(start));
            if let Some((start, end)) = hidden {
                self.skip(start, end);
                continue;
            }
            return Some(self.tag());
        }
        None
    }
}

impl<'a> Tokens<'a> {
    /// Skips what stands between `start` and `end`; without an end, all the rest. `<!-->` is a whole comment.
    fn skip(&mut self, start: &str, end: &'static str) {
        let from = if start == "<!--" { 2 } else { start.len() };
        let end = self
            .rest
            .find(end, from)
            .map_or(self.rest.text.len(), |at| at + end.len());
        self.rest.cut(end);
    }

    /// The tag that the rest begins with; a `<` that begins no tag is text.
    fn tag(&mut self) -> Token<'a> {
        let is_end = self.rest.text.starts_with("</");
        let start = if is_end { 2 } else { 1 };
        let name = name_of(&self.rest.text[start..]);
        let is_named = name.starts_with(|char: char| char.is_ascii_alphabetic());
        let Some(end) = is_named.then(|| self.tag_end(start + name.len())).flatten() else {
            return Token::Text(self.rest.cut(1));
        };
        let tag = self.rest.cut(end + 1);
        if is_end {
            return Token::Close(name);
        }
        self.raw = [
            ("script", "</script"),
            ("style", "</style"),
            ("textarea", "</textarea"),
            ("title", "</title"),
        ]
        .into_iter()
        .find_map(|(raw, end)| (raw == name).then_some(end));
        let attributes = &tag[start + name.len()..end];
        Token::Open(name, attributes)
    }

    /// Where the tag's `>` stands: not within quotation marks, unless they are never closed.
    fn tag_end(&mut self, from: usize) -> Option<usize> {
        let first = self.rest.find(">", from)?;
        let mut at = from;
        while let Some(found) = self.rest.text[at..].find(['>', '"', '\'']) {
            let quote = match self.rest.text.as_bytes()[at + found] {
                b'>' => return Some(at + found),
                b'"' => "\"",
                _ => "'",
            };
            match self.rest.find(quote, at + found + 1) {
                Some(close) => at = close + 1,
                None => return Some(first),
            }
        }
        Some(first)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Tags in angle brackets, text as it stands.
    fn cut(html: &str) -> String {
        let shown = tokens(html).map(|token| match token {
            Token::Text(text) => text.to_owned(),
            Token::Open(name, attributes) => format!("⟨{name}{attributes}⟩"),
            Token::Close(name) => format!("⟨/{name}⟩"),
        });
        shown.collect()
    }

    #[test]
    fn tags_are_told_from_text() {
        assert_eq!(cut("a <B id=x>b</b > < c"), "a ⟨b id=x⟩b⟨/b⟩ < c");
        assert_eq!(cut("<a title=\"1 > 0\">x"), "⟨a title=\"1 > 0\"⟩x");
        assert_eq!(cut("<a title=\"1>x"), "⟨a title=\"1⟩x");
        assert_eq!(cut("1<2 <p"), "1<2 <p");
    }

    #[test]
    fn comments_and_declarations_are_not_shown() {
        assert_eq!(cut("a<!-- <b> -->b<!-->c<!---->d"), "abcd");
        assert_eq!(cut("<!DOCTYPE html><?php echo 1 ?>a<![CDATA[ > ]]>b"), "ab");
        assert_eq!(cut("a<!-- no end"), "a");
    }

    #[test]
    fn a_script_is_no_html() {
        assert_eq!(cut("<script>1<b>2</SCRIPT>a"), "⟨script⟩1<b>2⟨/script⟩a");
    }

    #[test]
    fn attributes_are_found_by_name() {
        let attributes = " ALT='a &amp; b' src = x.png data-alt=no / hidden";
        assert_eq!(attribute(attributes, "alt").as_deref(), Some("a & b"));
        assert_eq!(attribute(attributes, "src").as_deref(), Some("x.png"));
        assert_eq!(attribute(attributes, "hidden").as_deref(), Some(""));
        assert_eq!(attribute(attributes, "href"), None);
    }

    #[test]
    fn references_stand_for_characters() {
        let text = inline::decode("&lt;&eacute;&#8212;&#x41;&bogus; & &amp &nbsp;");
        assert_eq!(text, "<é—A&bogus; & &amp \u{a0}");
    }

    proptest! {
        #[test]
        fn text_without_angle_brackets_is_one_token(text in "[^<]{1,40}") {
            prop_assert_eq!(tokens(&text).collect::<Vec<_>>(), [Token::Text(&text)]);
        }

        #[test]
        fn no_html_is_longer_in_pieces(html in "[<>/!a\"'= -]{0,60}") {
            prop_assert!(cut(&html).chars().count() <= html.chars().count() * 2);
            let _ = attribute(&html, "a");
        }
    }
}
