//! Keys and pastes while something is being typed.

use std::sync::Arc;

use super::super::{
    App, Command, Effect, Kept, Offer, Prompt, Purpose, TallyRequest,
    action::{Action, Edit},
    keymap,
    keymap::Key,
};
use crate::search::{self, Known, Query, QueryError, Tally};

impl App {
    /// Begins to type.
    pub(in crate::app) fn open_prompt(&mut self, prompt: Prompt) -> Vec<Effect> {
        self.prompt = Some(prompt);
        self.offer();
        self.tally_anew().into_iter().collect()
    }

    /// Asks how many articles have which values, while a menu could tell.
    pub(in crate::app) fn tally_anew(&mut self) -> Option<Effect> {
        let purpose = &self.prompt.as_ref()?.purpose;
        if !matches!(purpose, Purpose::Search { .. } | Purpose::Command) {
            return None;
        }
        self.tallies += 1;
        Some(Effect::Tally(TallyRequest {
            generation: self.tallies,
            library: Arc::clone(&self.library),
            marks: Arc::clone(&self.marks),
        }))
    }

    /// The values are counted: the menu follows, and what was chosen in it stays so.
    pub(in crate::app) fn take_tally(&mut self, number: u64, tally: Arc<Tally>) -> Vec<Effect> {
        if number != self.tallies {
            return Vec::new();
        }
        self.tally = Some(tally);
        let Some(prompt) = &self.prompt else {
            return Vec::new();
        };
        let was_empty = prompt.offers.is_empty();
        let chosen = prompt.selected_offer().map(|offer| offer.text.clone());
        self.offer();
        if let Some(prompt) = self.prompt.as_mut().filter(|_| !was_empty) {
            let is_chosen = |offer: &Offer| Some(&offer.text) == chosen.as_ref();
            prompt.chosen = prompt.offers.iter().position(is_chosen);
        }
        Vec::new()
    }

    /// A key while typing.
    pub(in crate::app) fn type_key(&mut self, key: Key) -> Vec<Effect> {
        let Some(prompt) = &mut self.prompt else {
            return Vec::new();
        };
        let before = prompt.text().to_owned();
        match (key.typed(), keymap::edit(key)) {
            (Some(char), _) => prompt.insert(char.encode_utf8(&mut [0; 4])),
            (None, Some(Edit::Accept)) => return self.accept(),
            (None, Some(Edit::Cancel)) => return self.cancel(),
            (None, Some(Edit::DeleteBack)) if before.is_empty() && prompt.looks_up.is_none() => {
                return self.cancel();
            }
            (None, Some(Edit::Complete)) => return self.complete(),
            (None, Some(Edit::NextOffer)) => prompt.step_offer(true),
            (None, Some(Edit::PreviousOffer)) => prompt.step_offer(false),
            (None, Some(Edit::LookUp)) => self.look_up(),
            (None, Some(edit @ (Edit::Older | Edit::Newer))) if prompt.looks_up.is_some() => {
                prompt.step_offer(edit == Edit::Older);
            }
            (None, Some(edit @ (Edit::Older | Edit::Newer))) => {
                let kept = Kept::of(&prompt.purpose);
                let lines = kept.map(|kept| self.histories.of(kept));
                prompt.recall(lines.unwrap_or_default(), edit == Edit::Older);
            }
            (None, Some(Edit::Earlier)) => self.step_bar(false),
            (None, Some(Edit::Later)) => self.step_bar(true),
            (None, Some(edit)) => prompt.edit(edit),
            (None, None) => {
                let action = self.settings.keymap.action(key);
                if let Some(action @ (Action::Redraw | Action::Suspend)) = action {
                    return self.act(action);
                }
            }
        }
        self.typed(&before)
    }

    /// Takes the offer that is chosen into the line, or the line that was found in the history. A find has no offers: it
    /// becomes a search of all articles.
    pub(in crate::app) fn complete(&mut self) -> Vec<Effect> {
        match &mut self.prompt {
            Some(prompt) if prompt.is_find() && prompt.looks_up.is_none() => {
                let text = prompt.text().to_owned();
                self.widen_find(&text)
            }
            Some(prompt) if prompt.looks_up.is_none() => {
                let before = prompt.text().to_owned();
                prompt.take_offer();
                self.typed(&before)
            }
            Some(_) => self.take_line_looked_up(),
            None => Vec::new(),
        }
    }

    /// A paste goes into the prompt, and nowhere else.
    pub(in crate::app) fn paste(&mut self, text: &str) -> Vec<Effect> {
        let Some(prompt) = &mut self.prompt else {
            let key = self.settings.keymap.hint_key(Action::Search);
            self.say(format!(
                "Pasted text is never run as keys; {key} first searches for it"
            ));
            return Vec::new();
        };
        let before = prompt.text().to_owned();
        prompt.insert(text);
        self.typed(&before)
    }

    /// What follows from a change of the line.
    pub(in crate::app) fn typed(&mut self, before: &str) -> Vec<Effect> {
        let Some(prompt) = &self.prompt else {
            return Vec::new();
        };
        let text = prompt.text().to_owned();
        if text == before {
            return Vec::new();
        }
        self.offer();
        let Some(prompt) = &self.prompt else {
            return Vec::new();
        };
        match prompt.purpose {
            // What is typed now is looked for in the history, and asks nothing.
            _ if prompt.looks_up.is_some() => Vec::new(),
            Purpose::Search { .. } => self.search_typed(&text),
            Purpose::Find { top } => {
                self.find_typed(&text, top);
                Vec::new()
            }
            Purpose::Filter => {
                if let Some(overlay) = &mut self.overlay {
                    let picker = overlay.picker_mut();
                    (picker.filter, picker.cursor) = (text, 0);
                }
                Vec::new()
            }
            Purpose::Command => self.preview_command(&text),
        }
    }

    /// Takes the line. One whose query cannot be read stays, with what is wrong with it above.
    pub(in crate::app) fn accept(&mut self) -> Vec<Effect> {
        let mut effects = self.take_line_looked_up();
        if let Some(prompt) = self.prompt.as_mut().filter(|prompt| prompt.wrong.is_some()) {
            prompt.is_given = true;
            return effects;
        }
        let Some(prompt) = self.prompt.take() else {
            return effects;
        };
        effects.extend(self.accept_line(prompt));
        effects
    }

    fn accept_line(&mut self, prompt: Prompt) -> Vec<Effect> {
        match prompt.purpose {
            Purpose::Search { .. } => self.accept_search(prompt.text()),
            Purpose::Find { .. } => self.accept_find(prompt.text()),
            Purpose::Command => {
                let mut effects = self.remember(Kept::Command, prompt.text());
                effects.extend(self.run(prompt.text()));
                effects
            }
            Purpose::Filter => Vec::new(),
        }
    }

    /// Begins to look through the history for what is typed, or goes on to the next line that holds it.
    fn look_up(&mut self) {
        let Some(prompt) = &mut self.prompt else {
            return;
        };
        if prompt.looks_up.is_some() {
            prompt.step_offer(true);
        } else if Kept::of(&prompt.purpose).is_some() {
            prompt.looks_up = Some(prompt.text().to_owned());
            self.offer();
        }
    }

    /// The line that was found in the history becomes the one that is typed.
    fn take_line_looked_up(&mut self) -> Vec<Effect> {
        let looks_up = self.prompt.as_mut().and_then(|prompt| {
            let before = prompt.looks_up.take()?;
            prompt.take_offer();
            Some(before)
        });
        match looks_up {
            Some(before) => self.typed(&before),
            None => Vec::new(),
        }
    }

    /// Out of the history, else out of the prompt.
    fn cancel(&mut self) -> Vec<Effect> {
        if let Some(prompt) = &mut self.prompt
            && let Some(before) = prompt.looks_up.take()
        {
            prompt.set(&before);
            self.offer();
            return Vec::new();
        }
        let Some(prompt) = self.prompt.take() else {
            return Vec::new();
        };
        match prompt.purpose {
            Purpose::Search { before, row, top } => {
                self.restore_search(before, row);
                let back = top.map(|top| self.return_to_article(row, top));
                return back.unwrap_or_default();
            }
            Purpose::Find { top } => self.find_typed("", top),
            Purpose::Filter => {
                if let Some(overlay) = &mut self.overlay {
                    *overlay.picker_mut() = super::super::Picker::default();
                }
            }
            Purpose::Command => self.bulk = None,
        }
        Vec::new()
    }

    /// Fills the menu with what can stand where the cursor is, and finds out what is wrong with the line.
    pub(in crate::app) fn offer(&mut self) {
        let Some(prompt) = &mut self.prompt else {
            return;
        };
        let text = prompt.text();
        if let Some(kept) = Kept::of(&prompt.purpose).filter(|_| prompt.looks_up.is_some()) {
            let offers = self.histories.offers(kept, text);
            prompt.wrong = None;
            return prompt.offer(offers);
        }
        let query_start = match prompt.purpose {
            Purpose::Search { .. } | Purpose::Find { .. } => Some(0),
            Purpose::Command => Command::query_start(text),
            Purpose::Filter => None,
        };
        let wrong = query_start.and_then(|start| {
            let query = &text[start..];
            let refused = |read| match prompt.purpose {
                Purpose::Command => self.bulk.as_ref()?.refusal(&read, query),
                Purpose::Find { .. } => None,
                _ => self.search.as_ref()?.refusal(query),
            };
            let read = match prompt.is_find() {
                true => Query::of_words(query),
                false => Query::parse_with(query, &self.saved),
            };
            let QueryError { at, message } = read.map_or_else(Some, refused)?;
            let at = at.start + start..at.end + start;
            Some(QueryError { at, message })
        });
        let known = Known {
            tally: self.tally.as_deref(),
            saved: &self.saved,
            answers: &|name| self.searches.iter().find_map(|saved| saved.answers(name)),
        };
        let offers = match query_start {
            Some(_) if prompt.is_find() => Vec::new(),
            Some(start) if start <= prompt.cursor() => {
                let (cursor, query) = (prompt.cursor() - start, &text[start..]);
                let offers = search::complete(query, cursor, known);
                let shift = |offer| shifted(offer, start);
                offers.into_iter().map(shift).collect()
            }
            _ if prompt.purpose == Purpose::Command => match Command::tag_start(text) {
                Some(begun) => tags(text, begun, known),
                None => Command::offers(text, &self.searches),
            },
            _ => Vec::new(),
        };
        (prompt.wrong, prompt.is_given) = (wrong, false);
        prompt.offer(offers);
    }
}

/// The tags that the name at the end of a line may be going to be; what can be taken away are the reader's own.
fn tags(line: &str, (start, is_taken_away): (usize, bool), known: Known<'_>) -> Vec<Offer> {
    let field = "tag:";
    let query = format!("{field}{}", &line[start..]);
    let offers = match is_taken_away {
        true => search::own_tags(&line[start..], known),
        false => search::complete(&query, query.len(), known),
    };
    let named = offers.into_iter().filter_map(|offer| {
        // One with quotes in it is told in pieces there, which no name is.
        let name = offer
            .text
            .strip_prefix(field)
            .filter(|name| !name.starts_with('('))?;
        Some(Offer {
            range: start..line.len(),
            text: name.to_owned(),
            help: offer.help,
            count: offer.count,
        })
    });
    named.collect()
}

fn shifted(offer: search::Completion, by: usize) -> Offer {
    let range = offer.range.start + by..offer.range.end + by;
    Offer {
        range,
        text: offer.text,
        help: offer.help,
        count: offer.count,
    }
}
