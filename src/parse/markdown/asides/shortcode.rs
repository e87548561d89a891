//! Shortcodes of site generators: `{{< figure src="…" >}}`, `{% include … %}`.
//!
//! Owns where they end, and what each shows that CommonMark has a word for. Does not own where they stand (`asides`).

use std::borrow::Cow;

use crate::parse::markdown::inline;

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
            let word = self.words().first().copied().unwrap_or_default();
            let is_sign = |char: char| char.is_alphanumeric() || matches!(char, '+' | '#' | '-');
            return Shown::Code(word.chars().filter(|char| is_sign(*char)).collect());
        }
        if let Some(film) = self.film() {
            return Shown::As(film);
        }
        self.picture().map_or(Shown::Nothing, Shown::As)
    }

    /// Whether it has words that are not in what it shows.
    pub(super) fn says_more_than(&self, shown: &str) -> bool {
        let (attributes, words) = self.told();
        let texts = attributes.iter().map(|(_, value)| *value);
        let texts = texts.filter(|value| value.contains(' ')).chain(words);
        let mut texts = texts.filter(|text| !is_picture(text));
        texts.any(|text| !shown.contains(text))
    }

    /// A film that is known by its number.
    fn film(&self) -> Option<String> {
        let is_number = |word: &&str| {
            let is_sign = |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_');
            !word.is_empty() && word.chars().all(is_sign)
        };
        let (attributes, mut words) = self.told();
        let kind = match self.name {
            "include" if !words.is_empty() => words.remove(0),
            name => name,
        };
        let before = match kind.trim_end_matches(".html") {
            "youtube" => "https://www.youtube.com/embed/",
            "vimeo" => "https://player.vimeo.com/video/",
            _ => return None,
        };
        let given = attributes.iter().find(|(name, _)| *name == "id");
        let number = given.map(|(_, id)| *id).or(words.first().copied());
        let number = number.filter(is_number)?;
        Some(format!("<iframe src=\"{before}{number}\"></iframe>"))
    }

    /// A picture, with what is said of it: in an attribute, or in words behind its address.
    fn picture(&self) -> Option<String> {
        let (attributes, words) = self.told();
        let named = |names: &'static [&str]| {
            let known = names
                .iter()
                .flat_map(|name| attributes.iter().filter(move |(known, _)| known == name));
            known.map(|(_, value)| *value).collect::<Vec<_>>()
        };
        let all = named(&ADDRESSES).into_iter().chain(words.iter().copied());
        let address = all.into_iter().find(|address| is_picture(address))?;
        let name = address.rsplit('/').next().unwrap_or_default();
        let is_telling = |said: &&str| said.contains(' ') && *said != address;
        let said = named(&CAPTIONS)
            .into_iter()
            .find(|said| !said.trim().is_empty());
        let said = said.or_else(|| words.iter().rev().copied().find(is_telling));
        let said: Cow<str> = said.map_or(Cow::Borrowed(name), inline::decode);
        let said = said.replace(['[', ']', '\n'], " ");
        let address = address.replace(['<', '>', '\n', ' '], "%20");
        Some(format!("![{said}](<{address}>)"))
    }

    /// Its words that are no attributes.
    fn words(&self) -> Vec<&str> {
        self.told().1
    }

    /// Its attributes, `name="value"` and in some dialects `name: "value"`, and the words that are none; without quotation marks.
    fn told(&self) -> (Vec<(&str, &str)>, Vec<&str>) {
        let (mut attributes, mut words) = (Vec::new(), Vec::new());
        let mut rest = self.attributes.trim_start();
        while !rest.is_empty() {
            let (word, behind) = word(rest, |char| {
                char.is_whitespace() || matches!(char, '=' | ':' | ',')
            });
            let is_bare = !rest.starts_with(['"', '\'']);
            let sign = behind
                .strip_prefix('=')
                .or_else(|| behind.strip_prefix(": "));
            rest = match sign.filter(|_| is_bare && !word.is_empty()) {
                Some(value) => {
                    let (value, behind) = self::word(value.trim_start(), char::is_whitespace);
                    attributes.push((word, value));
                    behind
                }
                // An address has colons in it.
                None if is_bare => {
                    let (word, behind) = self::word(rest, char::is_whitespace);
                    words.push(word);
                    behind
                }
                None => {
                    words.push(word);
                    behind
                }
            };
            rest = rest.trim_start_matches(|char: char| char.is_whitespace() || char == ',');
        }
        words.retain(|word| !word.is_empty());
        (attributes, words)
    }
}

/// The word that a text begins with, in quotation marks or up to a sign that ends it, and what follows it.
fn word(text: &str, ends: impl Fn(char) -> bool) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some((word, behind)) = text
            .strip_prefix(quote)
            .and_then(|text| text.split_once(quote))
        {
            return (word, behind);
        }
    }
    text.split_at(text.find(ends).unwrap_or(text.len()))
}

/// Whether an address ends like that of a picture.
fn is_picture(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let ending = path
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| PICTURES.contains(&ending.as_str()))
}
