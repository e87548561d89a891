//! Answering a query: the tree made ready for many articles.
//!
//! Owns what each term means of an article, and which tests are cheap. Does not own the walk through the library (`find`)
//! or what the indexes spare of it (`sieve`).

use jiff::ZonedDateTime;
use memchr::memmem::Finder;

use super::{
    date::Fixed,
    expr::{Amount, Expr, Has, Is, Needle, Test},
    field::Scope,
    pattern::{Effort, Need, Pattern},
};
use crate::{
    fold::{fold, fold_keeping_case},
    library::{Entry, Library, Row, Wanted},
    marks::{Mark, Marks},
};

/// An article as a query sees it.
#[derive(Clone, Copy)]
pub(super) struct Candidate<'a> {
    /// Where it lies.
    pub(super) library: &'a Library,
    /// What was done to the articles.
    pub(super) marks: &'a Marks,
    /// Its row.
    pub(super) row: Row,
    /// What following expressions may still cost.
    pub(super) effort: &'a Effort<'a>,
}

impl<'a> Candidate<'a> {
    fn entry(self) -> Entry<'a> {
        self.library.get(self.row)
    }

    /// The article, and what else was stored of it: a copy has a source and a path of its own.
    fn copies(self) -> impl Iterator<Item = Entry<'a>> {
        let further = self.library.further_copies(self.row).iter();
        std::iter::once(self.row)
            .chain(further.copied())
            .map(move |row| self.library.get(row))
    }

    fn mark(self) -> &'a Mark {
        self.marks.get(self.library.id(self.row))
    }
}

/// A query made ready: the present is fixed, searchers are built, and cheap tests come first.
pub(super) enum Plan<'q> {
    Not(Box<Self>),
    All(Vec<Self>),
    Any(Vec<Self>),
    Text(Scope, Box<Text<'q>>),
    Pattern(Scope, &'q Pattern),
    Is(Is),
    Has(Has),
    Id(&'q str),
    Words(Amount),
    Minutes(Amount),
    Date(Fixed),
    AtLeast(usize, Vec<Text<'q>>),
}

/// A text to find, with its searchers.
pub(super) struct Text<'q> {
    needle: &'q Needle,
    folded: Wanted,
    cased: Option<Finder<'q>>,
}

impl<'q> Plan<'q> {
    /// Makes a query ready.
    pub(super) fn new(expr: &'q Expr, now: &ZonedDateTime) -> Self {
        let ready = |parts: &'q [Expr]| {
            let mut parts: Vec<_> = parts.iter().map(|part| Self::new(part, now)).collect();
            parts.sort_by_key(Self::cost);
            parts
        };
        match expr {
            Expr::Not(inner) => Self::Not(Box::new(Self::new(inner, now))),
            Expr::All(parts) => Self::All(ready(parts)),
            Expr::Any(parts) => Self::Any(ready(parts)),
            Expr::Term(term) => match &term.test {
                Test::Text(scope, needle) => Self::Text(*scope, Box::new(Text::new(needle))),
                Test::Pattern(scope, pattern) => Self::of_pattern(*scope, pattern),
                Test::Is(is) => Self::Is(*is),
                Test::Has(has) => Self::Has(*has),
                Test::Id(digits) => Self::Id(digits),
                Test::Words(amount) => Self::Words(*amount),
                Test::Minutes(amount) => Self::Minutes(*amount),
                Test::Date(dates) => Self::Date(dates.at(now)),
                // Like nothing that is known.
                Test::Like(_) => Self::Any(Vec::new()),
                Test::AtLeast(least, needles) => {
                    Self::AtLeast(*least, needles.iter().map(Text::new).collect())
                }
                Test::Search(query) => match &query.expr {
                    Some(expr) => Self::new(expr, now),
                    None => Self::All(Vec::new()),
                },
            },
        }
    }

    /// An expression, behind the words that it cannot do without where the index knows where these are.
    fn of_pattern(scope: Scope, pattern: &'q Pattern) -> Self {
        match pattern.need().filter(|_| scope.is_indexed()) {
            None => Self::Pattern(scope, pattern),
            Some(need) => Self::All(vec![
                Self::of_need(scope, need),
                Self::Pattern(scope, pattern),
            ]),
        }
    }

    fn of_need(scope: Scope, need: &'q Need) -> Self {
        let all = |needs: &'q [Need]| needs.iter().map(|need| Self::of_need(scope, need));
        match need {
            Need::Text(needle) => Self::Text(scope, Box::new(Text::new(needle))),
            Need::All(needs) => Self::All(all(needs).collect()),
            Need::Any(needs) => Self::Any(all(needs).collect()),
        }
    }

    /// Whether an article answers the query. Where the effort comes to its end meanwhile, the answer means nothing.
    pub(super) fn accepts(&self, candidate: Candidate<'_>) -> bool {
        match self {
            Self::Not(inner) => !inner.accepts(candidate),
            Self::All(parts) => parts.iter().all(|part| part.accepts(candidate)),
            Self::Any(parts) => parts.iter().any(|part| part.accepts(candidate)),
            Self::Text(scope, text) => text.is_in(*scope, candidate),
            Self::Pattern(scope, pattern) => matches(pattern, *scope, candidate),
            Self::Is(is) => is_so(*is, candidate.mark()),
            Self::Has(has) => holds(*has, candidate),
            Self::Id(digits) => {
                let id = candidate.library.id(candidate.row);
                id.to_string().starts_with(digits)
            }
            Self::Words(amount) => amount.holds(candidate.entry().words()),
            Self::Minutes(amount) => amount.holds(candidate.entry().minutes()),
            Self::Date(dates) => candidate
                .entry()
                .date()
                .is_some_and(|when| dates.holds(when)),
            Self::AtLeast(least, texts) => {
                let here = texts
                    .iter()
                    .filter(|text| text.is_in(Scope::Anywhere, candidate));
                here.take(*least).count() == *least
            }
        }
    }

    /// Whether a regular expression is asked for: no index answers it, and what it costs is the reader's doing.
    pub(super) fn has_pattern(&self) -> bool {
        match self {
            Self::Pattern(..) => true,
            Self::Not(inner) => inner.has_pattern(),
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::has_pattern),
            _ => false,
        }
    }

    /// How long a test takes, in orders of magnitude.
    fn cost(&self) -> u8 {
        match self {
            Self::Is(_) => 0,
            Self::Date(_) | Self::Id(_) | Self::Has(_) | Self::Words(_) | Self::Minutes(_) => 1,
            Self::Text(Scope::Anywhere | Scope::Body, _) => 3,
            Self::Text(..) => 2,
            Self::Pattern(..) | Self::AtLeast(..) => 4,
            Self::Not(inner) => inner.cost(),
            Self::All(parts) | Self::Any(parts) => parts.iter().map(Self::cost).max().unwrap_or(0),
        }
    }
}

impl<'q> Text<'q> {
    fn new(needle: &'q Needle) -> Self {
        let finder = |text: &'q str| Finder::new(text.as_bytes());
        Self {
            needle,
            folded: Wanted::new(&needle.folded),
            cased: needle.cased.as_deref().map(finder),
        }
    }

    /// The folded text, where it lies in what the index of a volume is made over: then an article without it there is no
    /// answer. The second value tells whether each article with it is one.
    pub(super) fn indexed(&self, scope: Scope) -> Option<(&Wanted, bool)> {
        let is_all = scope == Scope::Anywhere && self.cased.is_none();
        scope.is_indexed().then_some((&self.folded, is_all))
    }

    fn is_in(&self, scope: Scope, candidate: Candidate<'_>) -> bool {
        if scope == Scope::Anywhere && self.cased.is_none() {
            // No text that is looked for holds what parts the fields.
            return self.folded.is_in(candidate.library.folded(candidate.row));
        }
        let entry = candidate.entry();
        let folded = entry.folded();
        let title = || self.stands_in(folded.title, || entry.title());
        let byline = || self.stands_in(folded.byline, || entry.byline().unwrap_or_default());
        let source = || self.stands_in(folded.source, || entry.source().unwrap_or_default());
        let sources = || {
            candidate.copies().any(|copy| {
                self.stands_in(copy.folded().source, || copy.source().unwrap_or_default())
            })
        };
        let body = || self.stands_in(folded.body, || entry.text());
        let boilerplate = || {
            let lines = || entry.boilerplate().unwrap_or_default();
            self.stands_in(folded.boilerplate, lines)
        };
        match scope {
            Scope::Anywhere => title() || source() || byline() || body() || boilerplate(),
            Scope::Title => title(),
            Scope::Byline => byline(),
            Scope::Source => sources(),
            Scope::From => sources() || byline(),
            Scope::Body => body(),
            Scope::Boilerplate => boilerplate(),
            Scope::Url => entry
                .link()
                .is_some_and(|link| self.stands_in_unfolded(link)),
            Scope::Path => in_a_path(candidate, |path| self.stands_in_unfolded(path)),
            Scope::Tag => {
                tags(candidate, &entry).any(|tag| is_value(scope, self.needle, tag, &fold(tag)))
            }
            Scope::Lang => entry
                .lang()
                .is_some_and(|lang| is_value(scope, self.needle, lang, &fold(lang))),
        }
    }

    /// Whether it stands in a field. Only where the folded text holds it, its capitals are looked at.
    fn stands_in<S: AsRef<str>>(&self, folded: &str, source: impl FnOnce() -> S) -> bool {
        if !self.folded.is_in(folded.as_bytes()) {
            return false;
        }
        match &self.cased {
            None => true,
            Some(cased) => stands_in_case(cased, source().as_ref()),
        }
    }

    fn stands_in_unfolded(&self, text: &str) -> bool {
        self.stands_in(&fold(text), || text)
    }
}

/// Whether a value, as it is written and folded, is one that a text to find in this place stands for.
pub(super) fn is_value(scope: Scope, needle: &Needle, written: &str, folded: &str) -> bool {
    let in_case = |cased: &String| stands_in_case(&Finder::new(cased), written);
    match scope {
        Scope::Tag => begins_a_word(folded, &needle.folded),
        Scope::Lang => is_of_language(folded, &needle.folded),
        _ => folded.contains(&needle.folded) && needle.cased.as_ref().is_none_or(in_case),
    }
}

/// Whether one language, folded, is another one: `en` is any English, `en-GB` only the British.
fn is_of_language(lang: &str, wanted: &str) -> bool {
    let [lang, wanted] = [lang, wanted].map(|tag| tag.replace('_', "-"));
    let rest = lang.strip_prefix(&wanted);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// Whether a regular expression matches in a field.
fn matches(pattern: &Pattern, scope: Scope, candidate: Candidate<'_>) -> bool {
    let entry = candidate.entry();
    let holds = |text: &str| pattern.is_in(text, candidate.effort);
    let given = |text: Option<&str>| text.is_some_and(holds);
    let title = || holds(entry.title());
    let byline = || given(entry.byline());
    let source = || given(entry.source());
    let sources = || candidate.copies().any(|copy| given(copy.source()));
    let body = || holds(entry.text());
    let boilerplate = || given(entry.boilerplate().as_deref());
    match scope {
        Scope::Anywhere => title() || source() || byline() || body() || boilerplate(),
        Scope::Title => title(),
        Scope::Byline => byline(),
        Scope::Source => sources(),
        Scope::From => sources() || byline(),
        Scope::Body => body(),
        Scope::Boilerplate => boilerplate(),
        Scope::Url => given(entry.link()),
        Scope::Path => in_a_path(candidate, holds),
        Scope::Tag => tags(candidate, &entry).any(holds),
        Scope::Lang => given(entry.lang()),
    }
}

/// Whether something stands in the path of a copy. Windows parts names with backslashes; who types slashes finds them too.
fn in_a_path(candidate: Candidate<'_>, stands: impl Fn(&str) -> bool) -> bool {
    candidate.copies().any(|copy| {
        let path = copy.path();
        stands(&path) || path.contains('\\') && stands(&path.replace('\\', "/"))
    })
}

/// Whether a text with capitals stands in a field. Plain ASCII is folded to itself, which spares most fields the fold.
fn stands_in_case(cased: &Finder<'_>, source: &str) -> bool {
    let is_plain = cased.needle().iter().all(u8::is_ascii_graphic);
    let as_it_is = is_plain && cased.find(source.as_bytes()).is_some();
    let is_unfolded = is_plain && source.is_ascii();
    as_it_is || !is_unfolded && cased.find(fold_keeping_case(source).as_bytes()).is_some()
}

/// A tag is found by the beginning of any of its words: `ai` shall not find `ukraine`.
fn begins_a_word(tag: &str, needle: &str) -> bool {
    tag.match_indices(needle).any(|(at, _)| {
        let before = tag[..at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric() || is_unspaced(c))
    })
}

/// Scripts that do not part their words.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// The publisher's tags, and the reader's own.
fn tags<'a>(candidate: Candidate<'a>, entry: &'a Entry<'a>) -> impl Iterator<Item = &'a str> {
    let own = candidate.mark().tags.iter().map(String::as_str);
    entry.tags().iter().copied().chain(own)
}

fn is_so(is: Is, mark: &Mark) -> bool {
    match is {
        Is::Unread => !mark.read,
        Is::Read => mark.read,
        Is::Starred => mark.starred,
        Is::Reading => !mark.read && (1..100).contains(&mark.position),
        Is::New => !mark.read && mark.position == 0,
    }
}

fn holds(has: Has, candidate: Candidate<'_>) -> bool {
    let entry = candidate.entry();
    match has {
        Has::Link => entry.has_link(),
        Has::Image => entry.has_image(),
        Has::Code => entry.has_code(),
        Has::Tag => tags(candidate, &entry).next().is_some(),
    }
}
