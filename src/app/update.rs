//! How the state takes a message in: one arm a message, one arm an action.
//!
//! The arms that are more than a line live in the files below, by subject.

mod acting;
mod dating;
mod finding;
mod following;
mod listing;
mod marking;
mod paging;
mod pointing;
mod saving;
mod searching;
mod typing;

use super::{App, Effect, Loading, Message, Refused, ScanRequest, Why, keymap::Key};

/// Takes a message in.
pub(super) fn update(app: &mut App, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(key) => press(app, key),
        Message::Pointer(pointer) => app.point(pointer),
        Message::Paste(text) => app.paste(&text),
        Message::Resize(columns, rows) => {
            app.size = (columns, rows);
            Vec::new()
        }
        Message::Loaded(library, problems) => {
            app.file_problems = problems;
            app.take_library(library)
        }
        Message::Problems(problems) => {
            app.problems.extend(problems);
            Vec::new()
        }
        Message::Progress { done, found } => {
            app.loading = Loading::Reading { done, found };
            Vec::new()
        }
        Message::LoadEnded => app.end_load(),
        Message::FilesChanged => vec![app.scan(Why::Changed)],
        Message::Found(found) => app.take_hits(found),
        Message::Dated(generation, timeline) => app.take_dates(generation, timeline),
        Message::Blamed(generation, part) => app.take_blame(generation, part),
        Message::Tallied(generation, tally) => app.take_tally(generation, tally),
        Message::Previewed(preview) => app.take_preview(preview),
        Message::Refused(Refused::Search(generation)) => app.refuse_search(generation),
        Message::Refused(Refused::Preview(generation)) => app.refuse_preview(generation),
        Message::Counted(counted) => app.take_counts(counted),
        Message::Searches(searches, problems) => {
            for problem in problems {
                if !app.problems.contains(&problem) {
                    app.problems.push(problem);
                }
            }
            app.set_saved(searches)
        }
        Message::SearchLost(problem) => app.search_lost(problem),
        Message::Saved => {
            app.unsaved = None;
            Vec::new()
        }
        Message::Unsaved(why) => {
            app.unsaved = Some(why);
            Vec::new()
        }
        Message::Merged(records) => app.merge(records),
        Message::Untold(trails) => vec![app.tell(trails)],
        Message::Notice(words) => {
            app.say(words);
            Vec::new()
        }
        Message::Tick => app.tick(),
    }
}

/// A key goes to the prompt if there is one, then to the list over the panes, then to the panes.
fn press(app: &mut App, key: Key) -> Vec<Effect> {
    app.notice = None;
    if app.prompt.is_some() {
        return app.type_key(key);
    }
    if app.overlay.is_some() {
        return app.press_in_overlay(key);
    }
    match app.settings.keymap.action(key) {
        Some(action) => app.act(action),
        None => {
            let help = app.settings.keymap.hint_key(super::action::Action::Help);
            app.say(format!(
                "{} does nothing here; {help} shows the keys",
                key.short()
            ));
            Vec::new()
        }
    }
}

impl App {
    /// Time has passed: an old notice goes, an article that was open long enough counts as read, and a library that was
    /// found damaged is read anew.
    fn tick(&mut self) -> Vec<Effect> {
        let now = self.now.timestamp();
        self.notice.take_if(|(_, until)| *until <= now);
        let mut effects = Vec::new();
        if self.counts_as_read_at().is_some_and(|at| at <= now) {
            effects.extend(self.count_as_read());
        }
        if self.wants_mending() {
            self.is_mending = true;
            effects.push(self.scan(Why::Damaged));
        }
        effects
    }

    /// Today is another day: what was today or seven days ago then may not be now.
    pub(super) fn begin_day(&mut self) -> Vec<Effect> {
        let mut effects = self.ask_again();
        effects.extend(self.count_saved(None));
        effects
    }

    /// A request to go through the files again.
    fn scan(&self, why: Why) -> Effect {
        Effect::Scan(ScanRequest {
            marks: std::sync::Arc::clone(&self.marks),
            why,
        })
    }
}
