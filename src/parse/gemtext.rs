//! Gemini texts: the lines of a capsule, `.gmi`.
//!
//! Owns what each line is: the first characters tell, and every line stands for itself, but for what lies between fences.
//! Does not own how a file's name dates it (`date`). Source: <https://geminiprotocol.net/docs/gemtext-specification.gmi>.

use std::path::Path;

use super::{date, sanitize};
use crate::article::{Article, BlockKind, BodyBuilder, Container, Format, Marker, SpanKind};

/// Reads the one article of a Gemini text. A heading of the first level that opens it is its title.
pub(super) fn parse(name: &Path, text: &str) -> Article {
    let text = sanitize::text(text);
    let (title, parts) = title(&text);
    let mut reader = Reader::default();
    for line in parts.into_iter().flat_map(|part| part.split('\n')) {
        reader.line(line);
    }
    reader.go_on_as(Run::Nothing);
    Article {
        title: title.map(sanitize::line).unwrap_or_default(),
        published: date::of_name(name),
        body: reader.builder.finish(),
        format: Format::Markdown,
        ..Article::default()
    }
}

/// The title, and what stands above and below it. Above it there may be a drawing, and links that lead through the capsule.
fn title(text: &str) -> (Option<&str>, [&str; 2]) {
    let (mut at, mut is_drawn) = (0, false);
    for line in text.split_inclusive('\n') {
        if line.starts_with("```") {
            is_drawn = !is_drawn;
        } else if !is_drawn && !line.trim().is_empty() && !line.starts_with("=>") {
            let heading = line.strip_prefix('#').map(str::trim);
            let heading = heading.filter(|it| !it.is_empty() && !it.starts_with('#'));
            return match heading {
                Some(_) => (heading, [&text[..at], &text[at + line.len()..]]),
                None => (None, [text, ""]),
            };
        }
        at += line.len();
    }
    (None, [text, ""])
}

/// What lines that follow each other make up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Run {
    #[default]
    Nothing,
    /// Lines of text, or links: one paragraph, its lines broken where they are.
    Text,
    Links,
    Quotation,
    Items,
    Code,
}

#[derive(Debug, Default)]
struct Reader {
    builder: BodyBuilder,
    run: Run,
    /// What is said of the preformatted lines, where that is more than a word.
    told: String,
}

impl Reader {
    fn line(&mut self, line: &str) {
        if let Some(told) = line.strip_prefix("```") {
            return self.fence(told.trim());
        }
        if self.run == Run::Code {
            return self.add(line);
        }
        let line = line.trim_end();
        if let Some(link) = line.strip_prefix("=>") {
            self.go_on_as(Run::Links);
            self.link(link.trim_start());
        } else if let Some(item) = line.strip_prefix("* ") {
            self.go_on_as(Run::Items);
            self.builder.open(Container::Item {
                marker: Marker::Bullet,
                first: true,
            });
            self.builder.block(BlockKind::Paragraph, item);
            self.builder.close();
        } else if line.starts_with('#') {
            self.go_on_as(Run::Nothing);
            let text = line.trim_start_matches('#');
            let level = (line.len() - text.len()).min(3) as u8;
            self.builder.block(BlockKind::Heading(level), text);
        } else if let Some(quoted) = line.strip_prefix('>') {
            self.go_on_as(Run::Quotation);
            match quoted.trim() {
                "" => self.builder.end(),
                quoted => self.add(quoted),
            }
        } else if line.is_empty() {
            self.go_on_as(Run::Nothing);
        } else {
            self.go_on_as(Run::Text);
            self.add(line);
        }
    }

    /// A line of a block, the first of which begins it.
    fn add(&mut self, line: &str) {
        if !self.builder.block_text().is_empty() {
            self.builder.text("\n");
        }
        self.builder.text(line);
    }

    /// Ends the run before, if it is another one.
    fn go_on_as(&mut self, run: Run) {
        if self.run == run {
            return;
        }
        self.builder.end();
        if self.run == Run::Quotation {
            self.builder.close();
        }
        if run == Run::Quotation {
            self.builder.open(Container::QUOTE);
        }
        self.run = run;
    }

    /// Preformatted lines begin or end.
    fn fence(&mut self, told: &str) {
        let was_open = self.run == Run::Code;
        self.go_on_as(Run::Nothing);
        if was_open {
            let told = std::mem::take(&mut self.told);
            return self.builder.block(BlockKind::Caption, &told);
        }
        let is_word = !told.is_empty() && !told.contains(char::is_whitespace);
        if !is_word {
            told.clone_into(&mut self.told);
        }
        self.run = Run::Code;
        let language = is_word.then(|| sanitize::line(told));
        self.builder.begin(BlockKind::Code(language));
    }

    /// A link, shown by its label, or else by its address.
    fn link(&mut self, link: &str) {
        let (address, label) = link.split_once([' ', '\t']).unwrap_or((link, ""));
        if address.is_empty() {
            return;
        }
        self.add("");
        let index = self.builder.link(&sanitize::line(address));
        self.builder.open_span(SpanKind::Link(index));
        let label = label.trim();
        self.builder
            .text(if label.is_empty() { address } else { label });
        self.builder.close_span();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(text: &str) -> Article {
        parse(Path::new("2020-04-16-storm.gmi"), text)
    }

    #[test]
    fn each_line_of_a_gemini_text_is_what_its_first_signs_say() {
        let article = article(
            "# A storm\n\nThe sea rose.\nIt fell.\n\n## The quay\n* one\n* two\n*three\n> It is\n> high.\n>\n> He said.\n=> gemini://a.example/tide\tThe tide\n=>https://a.example\n```python\n# no heading\n  * no item\n```\nEnd.",
        );
        assert_eq!(article.title, "A storm");
        assert_eq!(article.published.unwrap().to_string(), "2020-04-16");
        assert_eq!(
            article.body.text(),
            "The sea rose.\nIt fell.\n\nThe quay\n\n- one\n- two\n\n*three\n\nIt is\nhigh.\n\nHe said.\n\nThe tide\nhttps://a.example\n\n# no heading\n  * no item\n\nEnd."
        );
        let links: Vec<_> = article.body.links().iter().map(|link| &*link.url).collect();
        assert_eq!(links, ["gemini://a.example/tide", "https://a.example"]);
        let blocks = article.body.blocks();
        assert_eq!(blocks[1].kind, BlockKind::Heading(2));
        assert_eq!(*blocks[5].within, [Container::QUOTE]);
        assert_eq!(blocks[8].kind, BlockKind::Code(Some("python".to_owned())));
    }

    #[test]
    fn what_is_said_of_a_drawing_is_its_caption() {
        let article = article("Text.\n```A cat, drawn\n /\\_/\\\n\n( o.o )\n```\n");
        assert_eq!(
            article.body.text(),
            "Text.\n\n /\\_/\\\n\n( o.o )\n\nA cat, drawn"
        );
        assert_eq!(article.body.blocks()[2].kind, BlockKind::Caption);
        assert_eq!(article.title, "");
    }

    #[test]
    fn a_title_may_stand_below_a_drawing_and_links_but_not_below_a_text() {
        let below = article("=> / Home\n```\n# ~~~~\n```\n\n# A storm\nThe sea rose.\n");
        assert_eq!(below.title, "A storm");
        assert_eq!(below.body.text(), "Home\n\n# ~~~~\n\nThe sea rose.");
        let late = article("The sea rose.\n# A storm\n");
        assert_eq!(
            (late.title.as_str(), late.body.text()),
            ("", "The sea rose.\n\nA storm")
        );
        assert_eq!(article("```\n# A storm\n").title, "");
    }

    proptest::proptest! {
        #[test]
        fn no_word_of_a_gemini_text_is_lost(lines in proptest::collection::vec("(#|##|\\* |> |=> /x |```|)[a-z]{1,5}( [a-z]{1,5})?", 0..20)) {
            let article = article(&lines.join("\n"));
            let mut shown = format!("{} {}", article.title, article.body.text());
            for block in article.body.blocks() {
                if let BlockKind::Code(Some(language)) = &block.kind {
                    shown.push_str(language);
                }
            }
            for line in lines.iter().filter(|line| !line.starts_with("```")) {
                let words = line.trim_start_matches("=> /x ").split([' ', '#', '*', '>']);
                for word in words {
                    proptest::prop_assert!(shown.contains(word), "{} in {}", word, shown);
                }
            }
        }
    }
}
