//! Searches get names, other names, and are given up; and their views are opened.

use std::mem;

use super::super::{App, Effect, SearchEdit, View, action::Action};
use crate::article::Problem;

impl App {
    /// Opens the view of a saved search by its number, from 1.
    pub(in crate::app) fn show_saved(&mut self, number: usize) -> Vec<Effect> {
        match number
            .checked_sub(1)
            .filter(|index| *index < self.searches.len())
        {
            Some(index) => self.show_view(View::Saved(index)),
            None => {
                let key = self.settings.keymap.hint_key(Action::Command);
                self.say(match self.searches.len() {
                    0 => format!("There is no saved search; {key}save NAME saves one"),
                    1 => "There is one saved search".to_owned(),
                    many => format!("There are {many} saved searches"),
                });
                Vec::new()
            }
        }
    }

    /// Opens a view by its name.
    pub(in crate::app) fn show_named(&mut self, name: &str) -> Vec<Effect> {
        let is_meant = |(_, fixed): &&(View, &str)| fixed.eq_ignore_ascii_case(name);
        let fixed = View::FIXED.iter().find(is_meant).map(|(view, _)| *view);
        match fixed.or_else(|| self.saved_index(name).map(View::Saved)) {
            Some(view) => self.show_view(view),
            None => self.no_search(name),
        }
    }

    /// Gives a name to a query, or to the search there is.
    pub(in crate::app) fn save_search(
        &mut self,
        name: String,
        query: Option<String>,
    ) -> Vec<Effect> {
        let current = || {
            let search = self.search.as_ref().filter(|search| search.error.is_none());
            search.map(|search| search.text.trim().to_owned())
        };
        match query.or_else(current) {
            Some(query) => self.edit_searches(SearchEdit::Save { name, query }),
            None => {
                let key = self.settings.keymap.hint_key(Action::Command);
                self.say(format!(
                    "There is no search to save; write {key}save {name} QUERY"
                ));
                Vec::new()
            }
        }
    }

    /// Changes the saved searches, and has the change kept.
    pub(in crate::app) fn edit_searches(&mut self, edit: SearchEdit) -> Vec<Effect> {
        let mut searches: Vec<(String, String)> = self
            .searches
            .iter()
            .map(|saved| (saved.name.clone(), saved.text.clone()))
            .collect();
        let place = |name: &str| self.saved_index(name);
        let words = match &edit {
            SearchEdit::Save { name, query } => match place(name) {
                Some(index) => {
                    let was = mem::replace(&mut searches[index].1, query.clone());
                    format!("{name} is {query} from now on; it was {was}")
                }
                None => {
                    searches.push((name.clone(), query.clone()));
                    self.saved_as(name, query, searches.len())
                }
            },
            SearchEdit::Rename { old, new } => {
                let Some(index) = place(old) else {
                    return self.no_search(old);
                };
                if place(new).is_some_and(|taken| taken != index) {
                    self.say(format!(
                        "{new} is the name of another search; forget that first"
                    ));
                    return Vec::new();
                }
                // Its answers stay what they are.
                searches[index].0.clone_from(new);
                self.searches[index].name.clone_from(new);
                format!("{old} is {new} from now on")
            }
            SearchEdit::Forget { name } => {
                let Some(index) = place(name) else {
                    return self.no_search(name);
                };
                let (_, query) = searches.remove(index);
                format!("Forgot {name}, which was {query}")
            }
        };
        self.say(words);
        let mut effects = self.replace_saved(searches);
        effects.push(Effect::KeepSearch(edit));
        effects
    }

    /// A change of the saved searches could not be kept: it lasts until the program ends.
    pub(in crate::app) fn search_lost(&mut self, problem: Problem) -> Vec<Effect> {
        let key = self.settings.keymap.hint_key(Action::Problems);
        self.say(format!(
            "Not kept: {}; {} · {key}",
            problem.reason, problem.remedy
        ));
        self.problems.push(problem);
        Vec::new()
    }

    fn saved_as(&self, name: &str, query: &str, count: usize) -> String {
        let number = u8::try_from(count).unwrap_or(u8::MAX);
        let key = self.settings.keymap.hint_key(Action::ShowSaved(number));
        if key.is_empty() {
            let command = self.settings.keymap.hint_key(Action::Command);
            format!("Saved {query}; {command}view {name} shows it")
        } else {
            format!("Saved {query} as {name}; {key} shows it")
        }
    }

    fn no_search(&mut self, name: &str) -> Vec<Effect> {
        self.say(self.saved.unknown(name));
        Vec::new()
    }
}
