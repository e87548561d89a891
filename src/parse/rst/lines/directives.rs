//! What directives become: `.. note::`, `.. image::`, `.. code-block::` and the like.
//!
//! Owns which there are, by their names. One that is not known is its argument and its content; its
//! name is folded away.

use super::{Reader, explicit::Directive, filled};
use crate::{
    article::{BlockKind, Container, PICTURE, SpanKind},
    parse::{embed, sanitize},
};

/// What is not shown: settings, and what programs make of other files.
const UNSHOWN: &[&str] = &[
    "class",
    "contents",
    "currentmodule",
    "default-domain",
    "default-role",
    "footer",
    "header",
    "highlight",
    "include",
    "index",
    "meta",
    "module",
    "raw",
    "role",
    "section-numbering",
    "sectnum",
    "tabularcolumns",
    "target-notes",
    "title",
    "toctree",
];

/// What says the same of a text as fields do, in blogs made by Tinkerer and ABlog.
const FIELDS: &[&str] = &["author", "categories", "tags"];

const CODE: &[&str] = &[
    "code",
    "code-block",
    "console",
    "doctest",
    "math",
    "parsed-literal",
    "prompt",
    "sourcecode",
    "testcode",
];

/// What calls for attention, under its own name.
const ADMONITIONS: &[&str] = &[
    "attention",
    "caution",
    "danger",
    "error",
    "hint",
    "important",
    "note",
    "seealso",
    "tip",
    "warning",
];

/// What says since when something is so, and the words for it.
const SINCE: &[(&str, &str)] = &[
    ("versionadded", "New in version"),
    ("versionchanged", "Changed in version"),
    ("deprecated", "Deprecated since version"),
    ("versionremoved", "Removed in version"),
];

impl Reader {
    /// Sets a directive; `held` are its lines.
    pub(super) fn directive(&mut self, directive: &Directive, held: &[&str]) {
        if !self.setting(directive, held) {
            // Options are settings.
            self.fold(&held[1..=directive.options().len()]);
            self.show(directive, held);
        }
    }

    /// Takes down what tells of the whole text, and folds away what is not shown. Whether it is one of these.
    fn setting(&mut self, directive: &Directive, held: &[&str]) -> bool {
        let name = directive.name.as_str();
        if UNSHOWN.contains(&name) {
            self.fold(held);
        } else if name == "post" {
            self.tell("date", directive.argument);
            for (option, value) in directive.options() {
                self.tell(option, value);
            }
        } else if self.is_head && FIELDS.contains(&name) {
            self.tell(name, directive.argument);
        } else {
            return false;
        }
        true
    }

    fn show(&mut self, directive: &Directive, held: &[&str]) {
        let name = directive.name.as_str();
        self.builder.end();
        self.is_head = false;
        if CODE.contains(&name) {
            let is_named = matches!(name, "code" | "code-block" | "sourcecode");
            let language = Some(directive.argument).filter(|name| is_named && !name.is_empty());
            let content = if is_named {
                directive.content.clone()
            } else {
                directive.whole()
            };
            return self.code(language, &content);
        }
        if let Some((_, words)) = SINCE.iter().find(|(known, _)| *known == name) {
            return self.since(words, directive);
        }
        match name {
            "image" | "thumbnail" => self.picture(directive),
            "figure" => {
                self.picture(directive);
                let count = filled(&directive.content);
                self.builder.begin(BlockKind::Caption);
                self.set(&directive.content[..count].join(" "));
                self.nested(None, &directive.content[count..]);
            }
            "youtube" => self.film("https://www.youtube.com/embed/", directive),
            "vimeo" => self.film("https://player.vimeo.com/video/", directive),
            "epigraph" | "highlights" | "pull-quote" => {
                self.nested(Some(Container::QUOTE), &directive.whole());
            }
            "rubric" => self.strong(directive.argument),
            _ if ADMONITIONS.contains(&name) => {
                let label = match name {
                    "seealso" => "See also".to_owned(),
                    _ => name[..1].to_ascii_uppercase() + &name[1..],
                };
                self.admonition(&label, &directive.whole());
            }
            "admonition" | "topic" | "sidebar" => {
                self.admonition(directive.argument, &directive.content);
            }
            _ => {
                self.fold(&held[..1]);
                if !directive.argument.is_empty() {
                    self.strong(directive.argument);
                }
                self.builder.end();
                self.nested(None, &directive.content);
            }
        }
    }

    fn admonition(&mut self, label: &str, lines: &[&str]) {
        self.builder.open(Container::QUOTE);
        self.strong(label);
        self.builder.end();
        self.nested(None, lines);
        self.builder.close();
    }

    /// `New in version 3.8: words`.
    fn since(&mut self, words: &str, directive: &Directive) {
        let (version, rest) = directive
            .argument
            .split_once(' ')
            .unwrap_or((directive.argument, ""));
        self.strong(&format!("{words} {version}"));
        self.builder.text(" ");
        let mut lines = vec![rest];
        lines.extend(&directive.content);
        self.nested(None, &lines);
    }

    fn picture(&mut self, directive: &Directive) {
        let address = sanitize::line(directive.argument);
        let alt = directive.option("alt").unwrap_or_default();
        let index = self.builder.link(&address);
        self.builder.begin(BlockKind::Paragraph);
        self.builder.open_span(SpanKind::Image(index));
        let name = address.rsplit('/').next().unwrap_or(&address);
        self.builder.text(if alt.is_empty() { name } else { alt });
        self.builder.end();
    }

    fn film(&mut self, before: &str, directive: &Directive) {
        let address = format!("{before}{}", directive.argument);
        let source = |name: &str| (name == "src").then(|| address.clone());
        let Some(embed) = embed::read("iframe", source, &[]) else {
            return self.set_paragraph(directive.argument);
        };
        let index = self.builder.link(&embed.url);
        self.builder.tell(index, &embed.shows);
        self.builder.begin(BlockKind::Paragraph);
        self.builder.open_span(SpanKind::Embed(index));
        self.builder.text(PICTURE);
        self.builder.end();
        self.nested(None, &directive.content);
    }
}
