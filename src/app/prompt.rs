//! What is being typed: its text, its menu, its way through the history.

use std::ops::Range;

use tui_input::{Input, InputRequest};

use super::{Search, action::Edit};
use crate::{library::Row, parse::is_unseen, search::QueryError};

/// A line being typed.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What it is for.
    pub purpose: Purpose,
    /// What can be taken with Tab.
    pub offers: Vec<Offer>,
    /// The selected offer; none where Tab would take one that nothing was typed of.
    pub chosen: Option<usize>,
    /// Why the query in the line cannot be read, and where in the line.
    pub wrong: Option<QueryError>,
    /// Whether it was given as it stands, so that what is wrong with it has to be said.
    pub is_given: bool,
    /// The line as it was, while the history is looked through for what is typed now.
    pub looks_up: Option<String>,
    /// The stretch of time that the search is limited to, once one was picked.
    pub picked: Option<Picked>,
    input: Input,
    /// The index in the history, and the text as it was before; `None` while not in the history.
    recalled: Option<(usize, String)>,
}

/// A bar of the timeline that was picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picked {
    /// The line as it was before.
    pub before: String,
    /// The bar's index.
    pub bar: usize,
}

/// What a line is typed for, and what giving it up brings back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A search of all articles.
    Search {
        /// The search before.
        before: Option<Box<Search>>,
        /// The selected article before.
        row: Option<Row>,
        /// The first line on the screen of that article before, where a find in it has become this search.
        top: Option<usize>,
    },
    /// A find in the open article.
    Find {
        /// The first line on the screen before.
        top: usize,
    },
    /// A command.
    Command,
    /// A filter of the list that lies over the panes.
    Filter,
}

/// Something that can be taken into the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The bytes of the line that it replaces.
    pub range: Range<usize>,
    /// What it puts there.
    pub text: String,
    /// What it means.
    pub help: String,
    /// How many articles it finds, where that is known.
    pub count: Option<usize>,
}

impl Prompt {
    /// An empty line.
    pub fn new(purpose: Purpose) -> Self {
        Self {
            purpose,
            offers: Vec::new(),
            chosen: None,
            wrong: None,
            is_given: false,
            looks_up: None,
            picked: None,
            input: Input::default(),
            recalled: None,
        }
    }

    /// Whether it is typed to find something in the open article.
    pub fn is_find(&self) -> bool {
        matches!(self.purpose, Purpose::Find { .. })
    }

    /// The line so far.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// The cursor's place in the line, in bytes.
    pub fn cursor(&self) -> usize {
        self.text()
            .char_indices()
            .nth(self.input.cursor())
            .map_or(self.text().len(), |(at, _)| at)
    }

    /// The offer that Tab takes.
    pub fn selected_offer(&self) -> Option<&Offer> {
        self.offers.get(self.chosen?)
    }

    /// What is wrong with the line and has to be said: not of a term that an offer would finish, before the line is given.
    pub fn complaint(&self) -> Option<&QueryError> {
        let wrong = self.wrong.as_ref()?;
        (self.begun() != Some(wrong.at.start)).then_some(wrong)
    }

    /// Where the term at the end of the line begins, if it cannot be read yet and an offer would finish it.
    pub fn begun(&self) -> Option<usize> {
        let at = &self.wrong.as_ref()?.at;
        let is_open = !self.is_given && at.end == self.text().len();
        let finishes = |offer: &Offer| offer.range == *at;
        (is_open && self.offers.iter().any(finishes)).then_some(at.start)
    }

    /// Replaces the line; the cursor stands at its end.
    pub fn set(&mut self, text: &str) {
        // What was deleted last can still be put back.
        self.input = std::mem::take(&mut self.input).with_value(text.to_owned());
    }

    /// Puts the cursor behind so many characters.
    pub(super) fn go_to(&mut self, place: usize) {
        self.request(InputRequest::SetCursor(place));
    }

    /// Replaces the offers. The first one is chosen, unless it would be taken in place of nothing.
    pub(super) fn offer(&mut self, offers: Vec<Offer>) {
        let is_meant = |offer: &Offer| !offer.range.is_empty() || self.looks_up.is_some();
        self.chosen = offers.first().is_some_and(is_meant).then_some(0);
        self.offers = offers;
    }

    /// Chooses the next offer, or the one before; behind the last one comes the first.
    pub(super) fn step_offer(&mut self, forwards: bool) {
        let Some(last) = self.offers.len().checked_sub(1) else {
            return;
        };
        self.chosen = Some(match self.chosen {
            None if forwards => 0,
            Some(index) if forwards && index < last => index + 1,
            Some(_) if forwards => 0,
            Some(index) if index > 0 => index - 1,
            Some(_) | None => last,
        });
    }

    /// Types text at the cursor; line breaks become spaces, what would steer the terminal or turn the line is left out.
    pub fn insert(&mut self, text: &str) {
        (self.recalled, self.picked) = (None, None);
        let typed: String = text
            .trim_end_matches(['\n', '\r'])
            .chars()
            .map(|char| {
                if matches!(char, '\n' | '\r' | '\t') {
                    ' '
                } else {
                    char
                }
            })
            .filter(|char| !is_unseen(*char))
            .collect();
        // All at once: a request a character would move the rest of the line for each of them.
        let at = self.cursor();
        self.replace(at..at, &typed);
    }

    /// Puts the selected offer into the line, or the only one there is; of several, the first is selected.
    pub fn take_offer(&mut self) {
        let only = || {
            Some(&self.offers)
                .filter(|offers| offers.len() == 1)?
                .first()
        };
        match self.selected_offer().or_else(only).cloned() {
            Some(offer) => self.replace(offer.range, &offer.text),
            None => self.step_offer(true),
        }
    }

    /// Puts a text in the place of a part of the line; the cursor stands behind it.
    fn replace(&mut self, part: Range<usize>, text: &str) {
        let line = self.text();
        let Some((before, behind)) = line.get(..part.start).zip(line.get(part.end..)) else {
            return;
        };
        let taken = format!("{before}{text}");
        let cursor = taken.chars().count();
        self.set(&(taken + behind));
        self.go_to(cursor);
    }

    /// Goes to an older or newer text of the history that begins as the line did.
    pub fn recall(&mut self, history: &[String], older: bool) {
        let (at, typed) = self
            .recalled
            .clone()
            .unwrap_or((history.len(), self.text().to_owned()));
        let fits =
            |index: &usize| history[*index].starts_with(&typed) && history[*index] != self.text();
        let found = if older {
            (0..at.min(history.len())).rev().find(fits)
        } else {
            (at + 1..history.len()).find(fits)
        };
        match found {
            Some(index) => {
                self.set(&history[index]);
                self.recalled = Some((index, typed));
            }
            None if !older => {
                self.set(&typed);
                self.recalled = None;
            }
            None => {}
        }
    }

    /// Moves in the line, or deletes from it.
    pub fn edit(&mut self, edit: Edit) {
        let request = match edit {
            Edit::Left => InputRequest::GoToPrevChar,
            Edit::Right => InputRequest::GoToNextChar,
            Edit::WordLeft => InputRequest::GoToPrevWord,
            Edit::WordRight => InputRequest::GoToNextWord,
            Edit::Start => InputRequest::GoToStart,
            Edit::End => InputRequest::GoToEnd,
            Edit::DeleteBack => InputRequest::DeletePrevChar,
            Edit::DeleteForward => InputRequest::DeleteNextChar,
            Edit::DeleteWord => InputRequest::DeletePrevWord,
            Edit::DeleteWordForward => InputRequest::DeleteNextWord,
            Edit::DeleteToStart => InputRequest::DeleteFromStart,
            Edit::DeleteToEnd => InputRequest::DeleteTillEnd,
            Edit::Yank => InputRequest::Yank,
            Edit::Accept
            | Edit::Cancel
            | Edit::Complete
            | Edit::NextOffer
            | Edit::PreviousOffer
            | Edit::LookUp
            | Edit::Older
            | Edit::Newer
            | Edit::Earlier
            | Edit::Later => return,
        };
        (self.recalled, self.picked) = (None, None);
        self.request(request);
    }

    fn request(&mut self, request: InputRequest) {
        self.input.handle(request);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prompt(text: &str) -> Prompt {
        let mut prompt = Prompt::new(Purpose::Command);
        prompt.insert(text);
        prompt
    }

    #[test]
    fn a_paste_stays_one_line_without_control_characters() {
        assert_eq!(prompt("a\nb\x1b[31m\tc\n").text(), "a b[31m c");
        assert_eq!(prompt("a\u{202e}b\u{feff}\u{200d}c").text(), "ab\u{200d}c");
    }

    #[test]
    fn the_history_is_walked_by_what_was_typed_first() {
        let history = ["tides".to_owned(), "rust".to_owned(), "timber".to_owned()];
        let mut line = prompt("ti");
        let mut walk = |older: bool| {
            line.recall(&history, older);
            line.text().to_owned()
        };
        assert_eq!(
            [walk(true), walk(true), walk(true)],
            ["timber", "tides", "tides"]
        );
        assert_eq!([walk(false), walk(false)], ["timber", "ti"]);
    }

    #[test]
    fn an_offer_replaces_the_word_it_is_for() {
        let mut line = prompt("ships is:u");
        line.offer(vec![Offer {
            range: 6..10,
            text: "is:unread".to_owned(),
            help: String::new(),
            count: None,
        }]);
        line.take_offer();
        assert_eq!((line.text(), line.cursor()), ("ships is:unread", 15));
    }
}
