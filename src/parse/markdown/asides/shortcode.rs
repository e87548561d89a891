//! Shortcodes of site generators: `{{< figure src="…" >}}`, `{% include … %}`.
//!
//! Owns where they end, and what each shows that CommonMark has a word for. Does not own where they stand (`asides`).

use crate::parse::markdown::html;

/// Bytes in which a shortcode has to end.
const LONGEST: usize = 4096;

/// How shortcodes begin and end.
const SIGNS: [(&str, &str); 3] = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")];

/// Where they keep the address of what they show, and what is said of it.
const ADDRESSES: [&str; 6] = ["src", "path", "url", "file", "image", "image_path"];
const CAPTIONS: [&str; 4] = ["caption", "alt", "title", "description"];

/// Endings of pictures.
const PICTURES: [&str; 7] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif"];

/// A shortcode.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shortcode<'a> {
    /// All of it.
    pub(super) source: &'a str,
    name: &'a str,
    attributes: &'a str,
}

/// What a shortcode shows.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// Nothing that is known here.
    Nothing,
    /// What these lines of Markdown do.
    As(String),
    /// What it holds, as code in this language.
    Code(String),
}

/// The shortcodes that a text begins with, if nothing else stands on their lines, and the bytes of these lines.
pub(super) fn alone(text: &str) -> Option<(Vec<Shortcode<'_>>, usize)> {
    let (mut codes, mut at) = (Vec::new(), 0);
    loop {
        let rest = text[at..].trim_start_matches([' ', '\t']);
        at = text.len() - rest.len();
        if rest.is_empty() || rest.starts_with('\n') {
            return Some((codes, (at + 1).min(text.len())));
        }
        let (open, close) = SIGNS.iter().find(|(open, _)| rest.starts_with(open))?;
        let within = within(rest);
        let end = open.len() + within.get(open.len()..)?.find(close)?;
        // A blank line ends everything.
        let inner = within[open.len()..end].trim_matches(['-', ' ', '\t', '\n']);
        if within[..end].contains("\n\n") {
            return None;
        }
        let name = inner.split(char::is_whitespace).next().unwrap_or_default();
        let source = &rest[..end + close.len()];
        codes.push(Shortcode {
            source,
            name,
            attributes: &inner[name.len()..],
        });
        at += source.len();
    }
}

/// The bytes in which a shortcode has to end.
fn within(text: &str) -> &str {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

impl Shortcode<'_> {
    /// The name of the shortcode that ends what this one holds, if that is no text.
    pub(super) fn end_of_what_it_holds(&self) -> Option<String> {
        match (self.source.starts_with("{%"), self.name) {
            (true, "highlight" | "comment") => Some(format!("end{}", self.name)),
            (false, "highlight") => Some("/highlight".to_owned()),
            _ => None,
        }
    }

    /// What it shows.
    pub(super) fn shown(&self) -> Shown {
        if self.name == "highlight" {
            let word = self.words().next().unwrap_or_default();
            let is_sign = |char: char| char.is_alphanumeric() || matches!(char, '+' | '#' | '-');
            return Shown::Code(word.chars().filter(|char| is_sign(*char)).collect());
        }
        if let Some(film) = self.film() {
            return Shown::As(film);
        }
        self.picture().map_or(Shown::Nothing, Shown::As)
    }

    /// A film that is known by its number.
    fn film(&self) -> Option<String> {
        let is_number = |word: &&str| {
            let is_sign = |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_');
            !word.is_empty() && word.chars().all(is_sign)
        };
        let kind = if self.name == "include" {
            self.words().next()?
        } else {
            self.name
        };
        let before = match kind.trim_end_matches(".html") {
            "youtube" => "https://www.youtube.com/embed/",
            "vimeo" => "https://player.vimeo.com/video/",
            _ => return None,
        };
        let given = html::attribute(self.attributes, "id");
        let number = given
            .as_deref()
            .or_else(|| self.words().next())
            .filter(is_number)?;
        Some(format!("<iframe src=\"{before}{number}\"></iframe>"))
    }

    /// A picture, with what is said of it.
    fn picture(&self) -> Option<String> {
        let attribute = |name: &&str| html::attribute(self.attributes, name);
        let is_picture = |address: &String| {
            let path = address.split(['?', '#']).next().unwrap_or_default();
            let ending = path
                .rsplit_once('.')
                .map(|(_, ending)| ending.to_ascii_lowercase());
            ending.is_some_and(|ending| PICTURES.contains(&ending.as_str()))
        };
        let named = ADDRESSES.iter().filter_map(attribute);
        let mut all = named.chain(self.words().map(str::to_owned));
        let address = all.find(is_picture)?;
        let name = address.rsplit('/').next().unwrap_or_default().to_owned();
        let said = CAPTIONS
            .iter()
            .filter_map(attribute)
            .find(|said| !said.trim().is_empty());
        let said = said.unwrap_or(name).replace(['[', ']', '\n'], " ");
        let address = address.replace(['<', '>', '\n', ' '], "%20");
        Some(format!("![{said}](<{address}>)"))
    }

    /// Its words that are no attributes, without quotation marks.
    fn words(&self) -> impl Iterator<Item = &str> {
        let words = self.attributes.split_whitespace();
        let bare = words.map(|word| word.trim_matches(['"', '\'']));
        bare.filter(|word| !word.contains('='))
    }
}
