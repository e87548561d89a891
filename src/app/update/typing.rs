//! Keys and pastes while something is being typed.

use super::super::{
    App, Command, Effect, Focus, Offer, Prompt, Purpose,
    action::{Action, Edit},
    keymap,
    keymap::Key,
};
use crate::search;

impl App {
    /// Begins to type.
    pub(in crate::app) fn open_prompt(&mut self, prompt: Prompt) -> Vec<Effect> {
        self.prompt = Some(prompt);
        self.offer();
        Vec::new()
    }

    /// A key while typing.
    pub(in crate::app) fn type_key(&mut self, key: Key) -> Vec<Effect> {
        let search = self.search_purpose();
        let Some(prompt) = &mut self.prompt else {
            return Vec::new();
        };
        let before = prompt.text().to_owned();
        let searches = self.settings.keymap.action(key) == Some(Action::Search)
            && matches!(prompt.purpose, Purpose::Find { .. });
        match (key.typed(), keymap::edit(key)) {
            _ if searches && before.is_empty() => {
                prompt.purpose = search;
                self.focus = Focus::Headlines;
            }
            (Some(char), _) => prompt.insert(char.encode_utf8(&mut [0; 4])),
            (None, Some(Edit::Accept)) => return self.accept(),
            (None, Some(Edit::Cancel)) => return self.cancel(),
            (None, Some(Edit::DeleteBack)) if before.is_empty() => return self.cancel(),
            (None, Some(Edit::Complete)) => prompt.take_offer(),
            (None, Some(Edit::NextOffer)) => {
                prompt.offer = (prompt.offer + 1) % prompt.offers.len().max(1)
            }
            (None, Some(Edit::PreviousOffer)) => {
                prompt.offer = prompt
                    .offer
                    .checked_sub(1)
                    .unwrap_or(prompt.offers.len().saturating_sub(1));
            }
            (None, Some(Edit::Older)) => prompt.recall(&self.history, true),
            (None, Some(Edit::Newer)) => prompt.recall(&self.history, false),
            (None, Some(Edit::Earlier)) => self.step_bar(false),
            (None, Some(Edit::Later)) => self.step_bar(true),
            (None, Some(edit)) => prompt.edit(edit),
            (None, None) => {}
        }
        self.typed(&before)
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
        let changed = text != before;
        let effects = match prompt.purpose {
            _ if !changed => Vec::new(),
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
        };
        if changed {
            self.offer();
        }
        effects
    }

    fn accept(&mut self) -> Vec<Effect> {
        let Some(prompt) = self.prompt.take() else {
            return Vec::new();
        };
        match prompt.purpose {
            Purpose::Search { .. } => self.accept_search(prompt.text()),
            Purpose::Find { .. } => self.accept_find(prompt.text()),
            Purpose::Command => self.run(prompt.text()),
            Purpose::Filter => Vec::new(),
        }
    }

    fn cancel(&mut self) -> Vec<Effect> {
        let Some(prompt) = self.prompt.take() else {
            return Vec::new();
        };
        match prompt.purpose {
            Purpose::Search { before, row } => self.restore_search(before, row),
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

    /// Fills the menu with what can stand where the cursor is.
    fn offer(&mut self) {
        let Some(prompt) = &mut self.prompt else {
            return;
        };
        let text = prompt.text();
        let query_start = match prompt.purpose {
            Purpose::Search { .. } => Some(0),
            Purpose::Command => Command::query_start(text),
            Purpose::Find { .. } | Purpose::Filter => None,
        };
        prompt.offers = match query_start {
            Some(start) if start <= prompt.cursor() => {
                let cursor = prompt.cursor() - start;
                let offers = search::complete(
                    &text[start..],
                    cursor,
                    &self.library,
                    &self.marks,
                    &self.saved,
                );
                offers
                    .into_iter()
                    .map(|offer| shifted(offer, start))
                    .collect()
            }
            _ if prompt.purpose == Purpose::Command => Command::offers(text, &self.searches),
            _ => Vec::new(),
        };
        prompt.offer = 0;
    }
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
