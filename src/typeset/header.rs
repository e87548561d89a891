//! The header of an article, the list of its links, and the folded lines: what stands around the text.

use jiff::ZonedDateTime;

use super::{Look, Place, Role, blocks::Setter, flow::Flow};
use crate::{
    article::{Article, reading_time},
    search::Field,
};

/// Sources that are named; the others are counted.
const MOST_NAMED: usize = 3;

/// Said where an article has no text.
const NO_TEXT: &str = "No text of it is stored.";

/// Said behind an article's own address.
const OWN_ADDRESS: &str = " · this article";

/// What follows an article's own source where it was stored from others too: ", Harbour Post, Almanac +2".
pub fn further_sources(own: Option<&str>, further: &[String]) -> String {
    let room = MOST_NAMED - usize::from(own.is_some());
    let (named, counted) = further.split_at(further.len().min(room));
    let comma = if own.is_some() && !named.is_empty() {
        ", "
    } else {
        ""
    };
    let mut text = format!("{comma}{}", named.join(", "));
    if !counted.is_empty() {
        text.push_str(&format!(" +{}", counted.len()));
    }
    text
}

/// The addresses of an article's links in the order of their numbers, its own one last unless it is one of them, each with
/// what is to be said of it.
pub(super) fn addresses(article: &Article) -> Vec<(&str, &'static str)> {
    let own = article.link.as_deref();
    let told = |url| (url, if Some(url) == own { OWN_ADDRESS } else { "" });
    let links = article.body.links().iter();
    let mut all: Vec<_> = links.map(|link| told(link.url.as_str())).collect();
    let own = own.map(told).filter(|own| !all.contains(own));
    all.extend(own);
    all
}

impl Setter<'_> {
    /// The title, then source, byline, date and reading time on as few lines as they need.
    pub(super) fn header(&mut self, now: &ZonedDateTime) {
        let article = self.article;
        let mut title = Flow::default();
        let at = |field| Place { field, offset: 0 };
        title.say(
            &article.title,
            at(Field::Title),
            Look {
                strong: true,
                ..Look::of(Role::Title)
            },
            None,
        );
        for line in title.balanced(self.width) {
            self.line(line);
        }
        self.blank();
        let said = |field: Field, text: &Option<String>| {
            text.as_ref().map(|text| {
                let mut flow = Flow::default();
                flow.say(text, at(field), Look::of(Role::Meta), None);
                flow
            })
        };
        let date = article.published.or(article.updated);
        let drawn = [
            date.map(|date| date.long(now)),
            Some(reading_time(article.minutes())),
        ];
        let drawn = drawn.into_iter().flatten().map(|text| {
            let mut flow = Flow::default();
            flow.draw(&text, Look::of(Role::Meta));
            flow
        });
        let mut source = said(Field::Source, &article.source).unwrap_or_default();
        let further = further_sources(article.source.as_deref(), self.further);
        source.draw(&further, Look::of(Role::Meta));
        let source = Some(source).filter(|source| source.width() > 0);
        let byline = said(Field::Byline, &article.byline);
        let items: Vec<Flow> = [source, byline]
            .into_iter()
            .flatten()
            .chain(drawn)
            .collect();
        self.items(&items);
        self.blank();
    }

    /// Items parted by dots; a line is broken between items, and within one only where it is wider than a line.
    fn items(&mut self, items: &[Flow]) {
        let dot = super::Run {
            text: " · ".to_owned(),
            look: Look::of(Role::Meta),
            ..super::Run::default()
        };
        let mut line: Vec<super::Run> = Vec::new();
        let mut used = 0;
        for item in items {
            let wide = item.width();
            if !line.is_empty() && used + 3 + wide > self.width {
                self.line(std::mem::take(&mut line));
                used = 0;
            }
            if !line.is_empty() {
                line.push(dot.clone());
                used += 3;
            }
            let mut lines = item.lines(self.width);
            line.extend(lines.pop().unwrap_or_default());
            used += wide;
            lines.into_iter().for_each(|whole| self.line(whole));
        }
        self.line(line);
    }

    /// What stands in the place of a text that is not there, as of a feed's item that is only a link.
    pub(super) fn absence(&mut self) {
        let mut words = Flow::default();
        words.draw(NO_TEXT, Look::of(Role::Meta));
        for line in words.lines(self.width) {
            self.line(line);
        }
    }

    /// The addresses behind the numbers.
    pub(super) fn links(&mut self) {
        let links = addresses(self.article);
        if links.is_empty() {
            return;
        }
        self.blank();
        self.drawn(
            "Links",
            Look {
                strong: true,
                ..Look::of(Role::Meta)
            },
        );
        let widest = format!("[{}] ", links.len()).len();
        for (number, (url, note)) in (1..).zip(links) {
            let mut flow = Flow::default();
            flow.number(url, Look::of(Role::Link), number);
            flow.draw(note, Look::of(Role::Meta));
            let label = format!("{:<widest$}", format!("[{number}]"));
            let label = if widest < self.width / 2 {
                label
            } else {
                String::new()
            };
            let room = self.width - label.len();
            for (index, line) in flow.lines(room).into_iter().enumerate() {
                let text = if index == 0 {
                    label.clone()
                } else {
                    " ".repeat(label.len())
                };
                let look = Look::of(Role::Meta);
                let mut runs = vec![super::Run {
                    text,
                    look,
                    at: None,
                    link: Some(number),
                }];
                runs.extend(line);
                self.line(runs);
            }
        }
    }

    /// The folded lines, under a rule.
    pub(super) fn boilerplate(&mut self) {
        if self.article.boilerplate.is_empty() {
            return;
        }
        self.blank();
        self.drawn(&"─".repeat(self.width), Look::of(Role::Ornament));
        self.drawn(
            "Folded away",
            Look {
                strong: true,
                ..Look::of(Role::Meta)
            },
        );
        let mut offset = 0;
        for text in &self.article.boilerplate {
            self.blank();
            let place = Place {
                field: Field::Boilerplate,
                offset,
            };
            let mut flow = Flow::default();
            flow.say(text, place, Look::of(Role::Boilerplate), None);
            self.lines_of(flow);
            // They are searched as lines.
            offset += text.len() + 1;
        }
    }

    /// Text of our own, on as many lines as it needs.
    fn drawn(&mut self, text: &str, look: Look) {
        let mut flow = Flow::default();
        flow.draw(text, look);
        self.lines_of(flow);
    }

    fn lines_of(&mut self, flow: Flow) {
        flow.lines(self.width)
            .into_iter()
            .for_each(|line| self.line(line));
    }
}
