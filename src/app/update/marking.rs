//! Marks: made, undone, merged.

use std::sync::Arc;

use super::super::{App, Counts, Effect, TrailRequest, action::Action, panes::grouped};
use crate::{
    article::{Id, Key as Trail},
    library::Row,
    marks::{Change, Record, Set, Step},
};

/// What is said where all is marked already as is asked.
const NO_CHANGE: &str = "Nothing to change";

impl App {
    /// Marks the selected article.
    pub(in crate::app) fn mark_selected(&mut self, set: Set) -> Vec<Effect> {
        let Some(row) = self.selected() else {
            self.say("There is no article to mark");
            return Vec::new();
        };
        if matches!(set, Set::Tag(..)) {
            // What the list may have no room to show.
            return self.mark_rows(&[row], &set);
        }
        if set == Set::Read(false)
            && let Some(reading) = &mut self.reading
        {
            reading.counted = true;
        }
        let step = self.step(vec![self.change(row, set)]);
        if step.changes.is_empty() {
            self.say(NO_CHANGE);
        }
        self.marked(step)
    }

    /// Read becomes unread, and the other way round.
    pub(in crate::app) fn toggle_read(&mut self) -> Vec<Effect> {
        let read = self
            .selected()
            .is_some_and(|row| self.marks.get(self.library.id(row)).read);
        self.mark_selected(Set::Read(!read))
    }

    /// Starred becomes unstarred, and the other way round.
    pub(in crate::app) fn toggle_star(&mut self) -> Vec<Effect> {
        let starred = self
            .selected()
            .is_some_and(|row| self.marks.get(self.library.id(row)).starred);
        self.mark_selected(Set::Starred(!starred))
    }

    /// Marks every article of the list as read.
    pub(in crate::app) fn mark_all_read(&mut self) -> Vec<Effect> {
        self.mark_rows(&self.headlines.rows.clone(), &Set::Read(true))
    }

    /// The open article counts as read now, whether it was marked so before or not.
    pub(in crate::app) fn count_as_read(&mut self) -> Vec<Effect> {
        let Some(reading) = &mut self.reading else {
            return Vec::new();
        };
        reading.counted = true;
        if reading.is_gone {
            return Vec::new();
        }
        let row = reading.row;
        self.record(vec![self.change(row, Set::Read(true))])
    }

    /// Takes the last step back.
    pub(in crate::app) fn undo(&mut self) -> Vec<Effect> {
        let now = self.now.timestamp().as_millisecond();
        let step = Arc::make_mut(&mut self.marks).undo(now);
        self.took_step(step, "Taken back", "There is nothing to take back")
    }

    /// Makes the step that was taken back again.
    pub(in crate::app) fn redo(&mut self) -> Vec<Effect> {
        let now = self.now.timestamp().as_millisecond();
        let step = Arc::make_mut(&mut self.marks).redo(now);
        self.took_step(step, "Made again", "There is nothing to make again")
    }

    /// Takes in what another instance or device has marked.
    pub(in crate::app) fn merge(&mut self, records: Vec<Record>) -> Vec<Effect> {
        let marks = Arc::make_mut(&mut self.marks);
        for record in records {
            marks.merge(record);
        }
        self.headlines
            .kept
            .extend(self.headlines.rows.iter().copied());
        self.counts = Counts::of(&self.library, &self.marks);
        self.count_saved(None).into_iter().collect()
    }

    /// Makes changes as one step, and has them written.
    pub(in crate::app) fn record(&mut self, changes: Vec<Change>) -> Vec<Effect> {
        let step = self.step(changes);
        self.marked(step)
    }

    /// Makes changes, as far as they change anything.
    fn step(&mut self, changes: Vec<Change>) -> Step {
        let now = self.now.timestamp().as_millisecond();
        Arc::make_mut(&mut self.marks).change(changes, now)
    }

    fn change(&self, row: Row, set: Set) -> Change {
        Change {
            id: self.library.id(row),
            place: self.library.place(row),
            set,
        }
    }

    /// Marks articles as one step.
    pub(in crate::app) fn mark_rows(&mut self, rows: &[Row], set: &Set) -> Vec<Effect> {
        let changes = rows
            .iter()
            .map(|row| self.change(*row, set.clone()))
            .collect();
        let step = self.step(changes);
        let undo = self.settings.keymap.hint_key(Action::Undo);
        self.say(match step.changes.len() {
            0 => NO_CHANGE.to_owned(),
            changed => format!(
                "{}: {} · {undo} takes it back",
                articles(changed),
                told(set)
            ),
        });
        self.marked(step)
    }

    fn took_step(&mut self, step: Option<Step>, done: &str, nothing: &str) -> Vec<Effect> {
        let Some(step) = step else {
            self.say(nothing);
            return Vec::new();
        };
        let first = step.changes.first();
        let what = first.map_or_else(
            || "changed elsewhere since".to_owned(),
            |change| told(&change.set),
        );
        self.say(format!("{done}: {} {what}", articles(step.changes.len())));
        self.marked(step)
    }

    /// Articles that have come in keep their marks whatever happens next to their files: asks by what else these are to be
    /// found.
    pub(in crate::app) fn trails_of_come(&mut self) -> Option<Effect> {
        let come = self.untold..self.library.rows();
        self.untold = come.end;
        self.trails_of(come.collect())
    }

    fn trails_of(&self, rows: Vec<Row>) -> Option<Effect> {
        let is_idle = rows.is_empty();
        let request = || TrailRequest {
            library: Arc::clone(&self.library),
            marks: Arc::clone(&self.marks),
            rows,
        };
        (!is_idle).then(|| Effect::Trail(request()))
    }

    /// The journal is told by what else marks are to be found.
    pub(in crate::app) fn tell(&mut self, trails: Vec<(Id, Trail)>) -> Effect {
        Effect::Append(Arc::make_mut(&mut self.marks).tell_at(trails))
    }

    /// Marks have changed: their articles stay listed until the view is left, the counts follow, and the journal gets
    /// them.
    fn marked(&mut self, step: Step) -> Vec<Effect> {
        let in_list = |change: &Change| Some((self.library.find(change.id)?, change.set.clone()));
        let listed: Vec<(Row, Set)> = step.changes.iter().filter_map(in_list).collect();
        let rows: Vec<Row> = listed.iter().map(|(row, _)| *row).collect();
        self.counts.follow(&listed);
        self.headlines.kept.extend(&rows);
        let trails = self.trails_of(rows.clone());
        let mut effects: Vec<_> = self.count_saved(Some(rows)).into_iter().collect();
        effects.extend(self.preview_again());
        if !step.records.is_empty() {
            effects.push(Effect::Append(step.records));
        }
        effects.extend(trails);
        effects
    }
}

fn articles(count: usize) -> String {
    let number = grouped(count);
    format!("{number} article{}", if count == 1 { "" } else { "s" })
}

fn told(set: &Set) -> String {
    let words = match set {
        Set::Read(true) => "read",
        Set::Read(false) => "unread",
        Set::Starred(true) => "starred",
        Set::Starred(false) => "no longer starred",
        Set::Tag(name, true) => return format!("tagged {name}"),
        Set::Tag(name, false) => return format!("no longer tagged {name}"),
        Set::Position(_) => "at its place",
    };
    words.to_owned()
}
