//! Texts of a feed: plain, HTML, or whatever the publisher thought it was.
//!
//! Owns how the kind of a text is told. Does not own how HTML is read (`parse::html`).

use std::{borrow::Cow, path::Path};

use super::xml::push_escaped;
use crate::{
    article::Body,
    parse::{Surroundings, html, sanitize, text},
};

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Plain text: paragraphs are parted by blank lines.
    Plain,
    /// Plain text whose lines are meant as they are.
    Lines,
    /// HTML.
    Html,
    /// Not said: HTML if it looks like it.
    Loose,
    /// Not said, as programs store an article's text: HTML if it looks like it, else as `Prose`.
    Stored,
    /// Plain text as a file of its own would hold it, unless it is HTML from its first letter to its last.
    Prose,
}

/// A text as the feed has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Text<'a> {
    /// The text, decoded from XML or JSON.
    pub(super) value: Cow<'a, str>,
    /// How it is written.
    pub(super) form: Form,
    /// What its addresses are relative to, if it says so itself.
    pub(super) base: Option<Cow<'a, str>>,
}

impl<'a> Text<'a> {
    /// A text without an address of its own; none if there is nothing in it.
    pub(super) fn new(value: Cow<'a, str>, form: Form) -> Option<Self> {
        let base = None;
        // Who writes about these marks does not begin with them.
        let value = match value.trim_start().starts_with(CDATA) {
            true => Cow::Owned(unmarked(&value).into_owned()),
            false => value,
        };
        (!value.trim().is_empty()).then_some(Self { value, form, base })
    }

    /// Leaves out what is beyond so many bytes, and says whether there was any.
    pub(super) fn shorten(&mut self, most: usize) -> bool {
        let is_longer = self.value.len() > most;
        if is_longer {
            let is_boundary = |end: &usize| self.value.is_char_boundary(*end);
            let end = (0..=most).rev().find(is_boundary).unwrap_or(0);
            self.value = Cow::Owned(self.value[..end].to_owned());
        }
        is_longer
    }

    /// The text in one line.
    pub(super) fn line(&self) -> String {
        if self.is_html() {
            html::plain(&meant(&self.value))
        } else {
            sanitize::line(&self.value)
        }
    }

    /// Whether it is a whole page, as programs store one that fetch them.
    pub(super) fn is_page(&self) -> bool {
        let head = self.value.trim_start().as_bytes();
        let begins = |start: &&[u8]| {
            let head = head.get(..start.len());
            head.is_some_and(|head| head.eq_ignore_ascii_case(start))
        };
        self.form == Form::Stored && [&b"<!doctype html"[..], b"<html"].iter().any(begins)
    }

    /// The text as an article's body, with a piece of HTML behind it.
    pub(super) fn body(&self, base: Option<&str>, more: &str) -> Body {
        if self.is_page() {
            let around = Surroundings {
                link: base.map(str::to_owned),
                ..Surroundings::default()
            };
            let page = html::parse(Path::new(""), &self.value, &around);
            return page
                .articles
                .into_iter()
                .map(|article| article.body)
                .next()
                .unwrap_or_default();
        }
        match (self.is_html(), more.is_empty()) {
            (true, true) => html::fragment(&meant(&self.value), base),
            (true, false) => html::fragment(&format!("{}\n{more}", meant(&self.value)), base),
            (false, true) if matches!(self.form, Form::Stored | Form::Prose) => {
                text::body(&self.value)
            }
            (false, true) => {
                let paragraphs: Vec<String> = paragraphs(&self.value, self.form).collect();
                Body::from_paragraphs(paragraphs.iter().map(String::as_str))
            }
            (false, false) => {
                let mut markup = String::with_capacity(self.value.len() + more.len() + 64);
                for paragraph in paragraphs(&self.value, self.form) {
                    markup.push_str("<p>");
                    for (number, line) in paragraph.lines().enumerate() {
                        markup.push_str(if number > 0 { "<br>" } else { "" });
                        push_escaped(&mut markup, line);
                    }
                    markup.push_str("</p>");
                }
                html::fragment(&(markup + more), base)
            }
        }
    }

    fn is_html(&self) -> bool {
        let value = &self.value;
        match self.form {
            Form::Plain | Form::Lines => false,
            Form::Html => memchr::memchr2(b'<', b'&', value.as_bytes()).is_some(),
            Form::Loose | Form::Stored => looks_like_html(value),
            Form::Prose => {
                let value = value.trim();
                value.starts_with('<') && value.ends_with('>') && looks_like_html(value)
            }
        }
    }
}

/// The paragraphs of a plain text, sanitised.
fn paragraphs(text: &str, form: Form) -> impl Iterator<Item = String> {
    let mut lines = text.lines().peekable();
    std::iter::from_fn(move || {
        while lines.next_if(|line| line.trim().is_empty()).is_some() {}
        let mut paragraph = sanitize::line(lines.next()?);
        while let Some(line) = lines.next_if(|line| !line.trim().is_empty()) {
            let is_line = matches!(form, Form::Lines | Form::Prose);
            paragraph.push(if is_line { '\n' } else { ' ' });
            paragraph.push_str(&sanitize::line(line));
        }
        Some(paragraph)
    })
}

/// What begins text in which XML has no tags.
const CDATA: &str = "<![CDATA[";

/// Bytes between the tags of a paragraph at least; in less, somebody writes about tags.
const FEWEST_WITHIN: usize = 40;

/// HTML as its publisher meant it: escaped once and not twice, without the marks of CDATA, and with "<!" as text where it
/// declares nothing. HTML takes both for the beginning of a comment.
fn meant(html: &str) -> Cow<'_, str> {
    let mut meant = unmarked(html);
    if is_escaped_twice(html) {
        let references = [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&amp;", "&"),
        ];
        let unescaped = references
            .iter()
            .fold(html.to_owned(), |text, (from, to)| text.replace(from, to));
        meant = Cow::Owned(unescaped);
    }
    let declares = |rest: &str| {
        let next = rest.chars().next();
        next.is_none_or(|char| char.is_ascii_alphabetic() || matches!(char, '-' | '[' | '>'))
    };
    // Few hold one, and to ask for it is far quicker than to split.
    if meant.contains("<!") && !meant.split("<!").skip(1).all(declares) {
        let mut parts = meant.split("<!");
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            text.push_str(if declares(part) { "<!" } else { "&lt;!" });
            text.push_str(part);
        }
        meant = Cow::Owned(text);
    }
    meant
}

/// A text without the marks of CDATA that were put around it, or a part of it, once more than they are undone.
fn unmarked(text: &str) -> Cow<'_, str> {
    if text.contains(CDATA) {
        return Cow::Owned(text.replace(CDATA, "").replace("]]>", ""));
    }
    Cow::Borrowed(text)
}

/// Whether a text begins with the escaped tag of a paragraph, or with an escaped comment, and that is ended farther on.
fn is_escaped_twice(html: &str) -> bool {
    let begun = html.trim_start().strip_prefix("&lt;");
    begun.is_some_and(|begun| {
        ["p", "div", "!--"].iter().any(|name| {
            let rest = begun.strip_prefix(name).unwrap_or_default();
            let end = rest
                .find("&lt;/p&gt;")
                .or_else(|| rest.find("&lt;/div&gt;"));
            rest.starts_with(['&', ' ']) && end.is_some_and(|end| end > FEWEST_WITHIN)
        })
    })
}

/// Elements that nobody writes who does not mean HTML.
const ELEMENTS: &str = " a abbr acronym address article aside audio b big blockquote body br caption center cite code \
                        col dd del details dfn div dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 \
                        h4 h5 h6 head header hr html i iframe img input ins kbd label li link main mark math meta nav \
                        object ol p param picture pre q s samp script section small source span strike strong style \
                        sub summary sup svg table tbody td tfoot th thead time tr tt u ul var video wbr ";

/// Whether a reference or a tag of HTML stands in a text.
fn looks_like_html(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'<', b'&', bytes).any(|at| {
        let rest = &bytes[at + 1..];
        if bytes[at] == b'&' {
            let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
            let length = rest
                .iter()
                .take(32)
                .take_while(|byte| is_name(byte))
                .count();
            return length > 0 && rest.get(length) == Some(&b';');
        }
        if rest.starts_with(b"!--") {
            return true;
        }
        let rest = rest.strip_prefix(b"/").unwrap_or(rest);
        let length = rest
            .iter()
            .take(12)
            .take_while(|byte| byte.is_ascii_alphanumeric())
            .count();
        let is_closed = rest
            .get(length)
            .is_some_and(|byte| matches!(byte, b'>' | b'/' | b' ' | b'\n' | b'\t'));
        let name = text[at + 1..].trim_start_matches('/').get(..length);
        is_closed && name.is_some_and(is_element)
    })
}

fn is_element(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    !name.is_empty() && ELEMENTS.split(' ').any(|known| known == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &str, form: Form) -> Text<'_> {
        Text::new(Cow::Borrowed(value), form).unwrap()
    }

    #[test]
    fn a_title_is_html_only_where_it_looks_like_it() {
        let line = |value| text(value, Form::Loose).line();
        assert_eq!(line("Salt &amp; <b>water</b>"), "Salt & water");
        assert_eq!(line("1 < 2, Vec<T> & more"), "1 < 2, Vec<T> & more");
        assert_eq!(text("a <b>c</b>", Form::Plain).line(), "a <b>c</b>");
    }

    #[test]
    fn html_that_was_escaped_twice_is_read_as_it_was_meant() {
        let read = |value: &str| text(value, Form::Loose).body(None, "").text().to_owned();
        let prose = "The sea rose on Monday, &amp;amp; the walls held.";
        let meant = "The sea rose on Monday, & the walls held.";
        for value in [
            format!("&lt;p class=&quot;a&quot;&gt;{prose}&lt;/p&gt;"),
            format!(
                "&lt;!-- on --&gt;&lt;div&gt;&lt;p&gt;{prose}&lt;/p&gt;&lt;/div&gt;&lt;!-- off --&gt;"
            ),
        ] {
            assert_eq!(read(value.as_str()), meant, "{value}");
        }
        assert_eq!(
            read("&lt;p&gt; and &lt;/p&gt; are tags."),
            "<p> and </p> are tags."
        );
        let about = format!("Write &lt;p&gt;{meant}&lt;/p&gt;");
        assert_eq!(read(&about), format!("Write <p>{meant}</p>"));
    }

    #[test]
    fn what_only_begins_like_a_comment_is_text() {
        let read = |value| text(value, Form::Loose).body(None, "").text().to_owned();
        assert_eq!(read("Oh <!' <a href='b'>no</a>"), "Oh <!' no");
        assert_eq!(read("<b>A</b><!-- c --><![if d]>e<![endif]><!>f"), "Aef");
    }

    #[test]
    fn marks_of_cdata_that_are_left_are_none_of_the_text() {
        let read = |value: &str| text(value, Form::Loose).body(None, "").text().to_owned();
        assert_eq!(read("<p>A <![CDATA[sea]]> rose</p>"), "A sea rose");
        assert_eq!(text("<![CDATA[A sea]]>", Form::Plain).line(), "A sea");
        assert_eq!(text("Of <![CDATA[", Form::Plain).line(), "Of <![CDATA[");
        assert_eq!(Text::new("<![CDATA[]]>".into(), Form::Loose), None);
    }

    #[test]
    fn plain_text_has_its_paragraphs_and_only_lines_that_are_meant() {
        let value = " One\n two.\n\n \nThree\n";
        assert_eq!(
            text(value, Form::Loose).body(None, "").text(),
            "One two.\n\nThree"
        );
        assert_eq!(
            text(value, Form::Lines).body(None, "").text(),
            "One\ntwo.\n\nThree"
        );
    }

    #[test]
    fn what_follows_a_plain_text_does_not_make_it_html() {
        let body = text("1 < 2 <b>\n\nThree", Form::Plain).body(None, "<p>Four</p>");
        assert_eq!(body.text(), "1 < 2 <b>\n\nThree\n\nFour");
    }
}
