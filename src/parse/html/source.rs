//! Makes the source of a page harmless before it is parsed, in time proportional to it.
//!
//! The parser's time grows with the square of the depth, of the attributes in one tag, and of formatting that is never
//! closed; and elements that are not shown (scripts, styles, embedded pictures) are most of a saved page. Owns what is
//! left out for either reason: text never is. Does not own the tree (`parse::html`) or what is shown of it (`render`).

mod tag;

pub(in crate::parse) use tag::is_void;

use crate::parse::rest::{Rest, find_ignoring_case};
use tag::{End, Tag};

/// Elements nested deeper than this are flattened.
const DEEPEST: usize = 256;

/// Formatting elements that may be open at once. The parser opens all of them anew in each paragraph.
const MOST_FORMATS: usize = 16;

/// Elements that a page may have; the tags behind them are left out. The largest pages have a fifth of it.
const MOST_ELEMENTS: usize = 500_000;

/// Tags of the whole page that are read. The attributes of all go to one element, and each is compared with all before it.
const MOST_ROOTS: usize = 16;

/// What parts paragraphs where their own tags are left out.
const PARTING: &str = "<br><br>";

/// A source that can be parsed.
#[derive(Debug, Default)]
pub(super) struct Source {
    /// The HTML.
    pub(super) html: String,
    /// Whether tags were left out that would be seen, because there are too many or they nest too deep.
    pub(super) is_flattened: bool,
    /// Elements that the tree will have, about; deep ones count more.
    pub(super) elements: usize,
}

/// Makes a source harmless.
pub(super) fn lean(html: &str) -> Source {
    let mut leaner = Leaner {
        rest: Rest::of(html),
        is_xml: html.trim_start().starts_with("<?xml"),
        source: Source {
            html: String::with_capacity(html.len().min(1 << 20)),
            ..Source::default()
        },
        open: Vec::new(),
        beyond: Vec::new(),
        formats: Vec::new(),
        roots: 0,
        paragraph: usize::MAX,
    };
    while !leaner.rest.text.is_empty() {
        leaner.step();
    }
    leaner.source
}

struct Leaner<'a> {
    rest: Rest<'a>,
    /// XML closes an element with `/>`, HTML does not.
    is_xml: bool,
    source: Source,
    /// The open elements that the parser will know, by their names as they stand.
    open: Vec<&'a str>,
    /// The open elements that nest too deep for it.
    beyond: Vec<&'a str>,
    /// The open formatting elements.
    formats: Vec<&'a str>,
    /// Tags of the whole page so far.
    roots: usize,
    /// How many bytes were left at the paragraph that ends a drawing which was never closed.
    paragraph: usize,
}

impl<'a> Leaner<'a> {
    /// Passes over text and the tag, comment or declaration behind it.
    fn step(&mut self) {
        let text = self.rest.text;
        let at = memchr::memchr(b'<', text.as_bytes()).unwrap_or(text.len());
        let text = self.rest.cut(at);
        self.source.html.push_str(text);
        let hidden = [
            ("<!--", "-->"),
            ("<![CDATA[", "]]>"),
            ("<?", ">"),
            ("<!", ">"),
        ]
        .into_iter()
        .find(|(start, _)| self.rest.text.starts_with(start));
        match hidden {
            Some(("<![CDATA[", end)) if self.is_xml => self.character_data(end),
            Some((start, end)) => self.skip(start, end),
            None if self.rest.text.is_empty() => {}
            None => self.tag(),
        }
    }

    /// Leaves out what stands between `start` and `end`; without an end, only the start. `<!-->` is a whole comment.
    /// The declaration of the document's type is kept, as it says how tables stand in paragraphs.
    fn skip(&mut self, start: &str, end: &'static str) {
        let from = if start == "<!--" { 2 } else { start.len() };
        let to = match self.rest.find(end, from) {
            Some(at) => at + end.len(),
            None => start.len(),
        };
        let skipped = self.rest.cut(to);
        let is_type = start == "<!" && find_ignoring_case(skipped, "doctype") == Some(start.len());
        if is_type && skipped.len() < 1000 {
            self.source.html.push_str(skipped);
        }
    }

    fn character_data(&mut self, end: &'static str) {
        let text = self.rest.find(end, 0).map_or(self.rest.text.len(), |at| at);
        let text = self.rest.cut(text);
        let text = text.trim_start_matches("<![CDATA[");
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
        self.source.html.push_str(&escaped);
        let end = end.len().min(self.rest.text.len());
        self.rest.cut(end);
    }

    fn tag(&mut self) {
        let Some(tag) = Tag::read(self.rest.text, &mut self.rest.absent) else {
            // A sign of its own, as in `1 < 2`.
            self.source.html.push_str("&lt;");
            self.rest.cut(1);
            return;
        };
        self.rest.cut(tag.length);
        if self.source.elements > MOST_ELEMENTS {
            self.source.is_flattened = true;
            self.source.html.push(' ');
            return;
        }
        let name = tag.name.to_ascii_lowercase();
        if tag.is_end {
            self.close(&tag, &name);
        } else {
            self.start(&tag, &name);
        }
    }

    fn start(&mut self, tag: &Tag<'a>, name: &str) {
        let is_closed = self.is_xml && tag.is_self_closing();
        match tag::end_of(name) {
            Some(_) if is_closed || (name == "svg" && tag.is_self_closing()) => return,
            Some(End::Hidden(end)) => {
                if name == "script" && tag.is_linked_data() {
                    return self.verbatim(tag, end);
                }
                if name == "template" && tag.is_shadow_root() {
                    return;
                }
                if name == "iframe" {
                    tag.write(&mut self.source.html);
                    self.source.html.push_str("</iframe>");
                    self.source.elements += 1;
                }
                return self.leave_out(name, end);
            }
            Some(End::Text(end)) => return self.verbatim(tag, end),
            None => {}
        }
        if matches!(name, "frameset" | "frame" | "plaintext") {
            return;
        }
        if matches!(name, "html" | "body") {
            self.roots += 1;
            if self.roots > MOST_ROOTS {
                return;
            }
        }
        if !self.beyond.is_empty() && tag::is_implied(name) {
            return self.part(name);
        }
        // Deep elements cost the parser more, as it goes through all open ones.
        self.source.elements += 1 + self.formats.len() + self.open.len() / 64;
        let is_open = !(is_closed || is_void(name) || tag::is_implied(name));
        if tag::is_format(name) {
            if name == "a" {
                self.formats.retain(|open| !open.eq_ignore_ascii_case(name));
            }
            if self.formats.len() >= MOST_FORMATS {
                return;
            }
            if is_open {
                self.formats.push(tag.name);
            }
        } else if is_open {
            if self.open.len() >= DEEPEST {
                self.source.is_flattened = true;
                self.beyond.push(tag.name);
                return self.part(name);
            }
            self.open.push(tag.name);
        }
        tag.write(&mut self.source.html);
        if is_closed && !is_void(name) {
            self.source.html.push_str(&format!("</{name}>"));
        }
    }

    fn close(&mut self, tag: &Tag<'a>, name: &str) {
        let is_same = |open: &&str| open.eq_ignore_ascii_case(name);
        if tag::is_format(name) {
            match self.formats.iter().rposition(is_same) {
                Some(at) => self.formats.remove(at),
                None => return,
            };
        } else if self.beyond.last().is_some_and(is_same) {
            self.beyond.pop();
            return self.part(name);
        } else if let Some(at) = self.open.iter().rposition(is_same) {
            self.open.truncate(at);
            self.beyond.clear();
        } else if !tag::is_implied(name) {
            return;
        } else if !self.beyond.is_empty() {
            return self.part(name);
        } else if name == "p" {
            // It makes a paragraph where none is open.
            self.source.elements += 1 + self.open.len() / 64;
        }
        tag.write(&mut self.source.html);
    }

    /// Parts what a tag would have parted, by breaks: the parser looks through all open elements for a paragraph.
    fn part(&mut self, name: &str) {
        if !tag::is_inline(name) && !self.source.html.ends_with(PARTING) {
            self.source.html.push_str(PARTING);
            self.source.elements += 2;
        }
    }

    /// Keeps an element whose content is no HTML, up to its end tag.
    fn verbatim(&mut self, tag: &Tag<'a>, end: &'static str) {
        if let Some(at) = self.rest.find(end, 0) {
            tag.write(&mut self.source.html);
            let content = self.rest.cut(at);
            self.source.html.extend([content, end, ">"]);
            self.source.elements += 1;
            self.end_tag();
        }
    }

    /// Passes over an end tag.
    fn end_tag(&mut self) {
        let end = self
            .rest
            .text
            .find('>')
            .map_or(self.rest.text.len(), |at| at + 1);
        self.rest.cut(end);
    }

    /// Leaves out an element that is not shown. One without an end hides nothing but itself, unless it is code.
    fn leave_out(&mut self, name: &str, end: &'static str) {
        let is_drawing = name == "svg";
        if is_drawing && self.rest.text.len() > self.paragraph {
            return;
        }
        let Some(at) = self.rest.find(end, 0) else {
            if matches!(name, "script" | "style") {
                self.rest.text = "";
            }
            return;
        };
        let hidden = &self.rest.text[..at];
        match is_drawing
            .then(|| find_ignoring_case(hidden, "<p>"))
            .flatten()
        {
            // A paragraph ends a drawing that was never closed.
            Some(paragraph) => self.paragraph = self.rest.text.len() - paragraph,
            None => {
                self.rest.cut(at);
                self.end_tag();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lean(html: &str) -> String {
        super::lean(html).html
    }

    #[test]
    fn what_is_not_shown_is_left_out() {
        assert_eq!(lean("a<script>if (1<2) {}</SCRIPT >b"), "ab");
        assert_eq!(lean("a<!-- <b> -->b<style>p{}</style>c"), "abc");
        assert_eq!(
            lean("a<svg><path d=''/></svg>b<select><option>c</select>d"),
            "abd"
        );
        assert_eq!(lean("<img alt=a src=x>"), "<img alt=a src=x>");
    }

    #[test]
    fn linked_data_and_titles_stay() {
        for html in [
            "<script type='application/ld+json'>{\"a\": \"<b>\"}</script>",
            "<title>1 < 2 </titl></title>",
            "<!DOCTYPE html><p>a</p>",
        ] {
            assert_eq!(lean(html), html);
        }
    }

    #[test]
    fn a_declaration_with_letters_of_several_bytes_is_left_out() {
        assert_eq!(lean("<!DOCTY\u{6ad3} htm>a"), "a");
        assert_eq!(lean("<!'\u{e0}\u{d9}\u{201c}x>a"), "a");
    }

    #[test]
    fn embedded_pictures_are_left_out_of_long_tags() {
        let html = format!(
            "<img alt='a \"b\"' src=\"data:{}\" class=c>",
            "A".repeat(5_000)
        );
        assert_eq!(lean(&html), "<img alt='a \"b\"' src=\"data:\" class=\"c\">");
    }

    #[test]
    fn a_thousand_attributes_are_not_read() {
        let html = format!("<p {}>a", "x ".repeat(100_000));
        assert!(lean(&html).len() < 1_000);
    }

    #[test]
    fn depth_is_bounded_and_text_kept() {
        let html = format!("{}text{}end", "<div>".repeat(1_000), "</div>".repeat(1_000));
        let source = super::lean(&html);
        assert!(source.is_flattened);
        assert_eq!(source.html.matches("<div>").count(), DEEPEST);
        assert_eq!(source.html.matches("</div>").count(), DEEPEST);
        assert!(source.html.contains("text") && source.html.ends_with("end"));
        assert!(!super::lean("<p>a<p>b").is_flattened);
    }

    #[test]
    fn formatting_that_is_never_closed_is_bounded() {
        let html: String = (0..1_000).map(|n| format!("<p><font size={n}>a")).collect();
        assert_eq!(lean(&html).matches("<font").count(), MOST_FORMATS);
    }

    #[test]
    fn a_page_of_too_many_elements_keeps_its_text() {
        let source = super::lean(&"<p>ab".repeat(MOST_ELEMENTS + 10));
        assert!(source.is_flattened);
        assert_eq!(source.html.matches("ab").count(), MOST_ELEMENTS + 10);
    }

    #[test]
    fn a_drawing_that_is_never_closed_hides_no_paragraph() {
        for count in [1, 3] {
            let html = format!("a{}b<p>c<svg>d</svg>e", "<svg>".repeat(count));
            assert_eq!(lean(&html), "ab<p>ce");
        }
    }

    #[test]
    fn of_tags_of_the_whole_page_the_first_are_read() {
        let html: String = (0..1_000).map(|n| format!("<body a{n}=b>c")).collect();
        let lean = lean(&html);
        assert_eq!(lean.matches("<body").count(), MOST_ROOTS);
        assert_eq!(lean.matches('c').count(), 1_000);
    }

    #[test]
    fn elements_of_xml_may_close_themselves() {
        let html = "<?xml version='1.0'?><html><script src='a'/><a id='b'/>text<br/></html>";
        assert_eq!(lean(html), "<html><a id='b'/></a>text<br/></html>");
        assert_eq!(
            lean("<?xml?><p><![CDATA[1 < 2 & 3]]>4"),
            "<p>1 &lt; 2 &amp; 34"
        );
    }

    proptest! {
        #[test]
        fn text_between_broken_tags_stays(html in "(<?/?(b|div|a|p)? ?(x=['\"]?)?>?|word ){0,40}") {
            let html = format!("{html}'\">END");
            prop_assert!(lean(&html).contains("END"));
        }
    }
}
