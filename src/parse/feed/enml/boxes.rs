//! Boxes to tick in a note, written as lists of HTML whose items bear them.
//!
//! Owns where an item begins and ends that is none in the note: boxes stand anywhere in its lines. Does not own how an item
//! with a box is read (`parse::html`).

use super::{DEEPEST_LOOK, MOST_TASKS, Open, Task, Writer};
use crate::parse::feed::xml::{Tag, push_escaped};

/// Elements that mark a part of a line, and may be ended and begun anew around an item.
const MARKS: &[&str] = &[
    "a", "b", "code", "del", "em", "font", "i", "ins", "mark", "s", "small", "span", "strike",
    "strong", "sub", "sup", "u",
];

/// Marks within each other that are ended and begun anew.
const MOST_MARKS: usize = 16;

/// Bytes of marks that are begun anew in one note. Then items stand in the marks.
const MOST_REPEATED: usize = 4 << 20;

/// An item that the writer has begun for a box.
#[derive(Clone, Copy, Debug)]
pub(super) struct Boxed {
    /// How many elements are open around it.
    depth: usize,
}

impl<'a> Writer<'a, '_, '_> {
    /// A box. It is set before the first that stands in its line.
    pub(super) fn expect_box(&mut self, tag: &Tag) {
        let checked = tag.attribute("checked").unwrap_or_default();
        self.pending = Some(checked.eq_ignore_ascii_case("true"));
    }

    /// Makes ready for something that can be seen: sets the box before it.
    pub(super) fn content(&mut self) {
        if let Some(is_done) = self.pending.take() {
            self.set(is_done);
        }
        self.is_fresh = false;
    }

    /// Sets a box: that of the item it begins, else one of an item of its own. A cell of a table holds no list.
    fn set(&mut self, is_done: bool) {
        let looked = self.open.len().saturating_sub(DEEPEST_LOOK);
        let around = self.open[looked..].iter().rev().map(|open| open.written);
        let mut around = around.filter(|name| matches!(*name, "li" | "td" | "th"));
        match around.next() {
            Some("td" | "th") => {
                let mark = if is_done { "[x] " } else { "[ ] " };
                self.inside.text.to_mut().push_str(mark);
            }
            Some("li") if self.is_fresh => self.tick(is_done),
            _ => self.between_marks(|writer, depth| {
                writer.end_box();
                writer.inside.text.to_mut().push_str("<ul><li>");
                writer.tick(is_done);
                writer.boxed = Some(Boxed { depth });
            }),
        }
    }

    /// Gives the item that has just begun a box that nobody can tick here.
    pub(super) fn tick(&mut self, is_done: bool) {
        let html = self.inside.text.to_mut();
        html.push_str("<input type=checkbox disabled");
        html.push_str(if is_done { " checked>" } else { ">" });
    }

    /// Ends the line that is open: no box stands before what follows, and one that stands in no list ends its item.
    pub(super) fn end_line(&mut self) {
        let depth = self.open.len() - self.marks().len();
        if self.boxed.is_some_and(|boxed| boxed.depth == depth) {
            self.between_marks(|writer, _| writer.end_box());
        }
    }

    /// Ends the item of a box if it stands in an element that ends.
    pub(super) fn end_box_within(&mut self, element: usize) {
        if self.boxed.is_some_and(|boxed| boxed.depth > element) {
            self.end_box();
        }
    }

    pub(super) fn end_box(&mut self) {
        if self.boxed.take().is_some() {
            self.inside.text.to_mut().push_str("</li></ul>");
        }
    }

    /// The marks that are open in the line, outermost first.
    fn marks(&self) -> &[Open<'a>] {
        let may_repeat = self.repeated <= MOST_REPEATED;
        let is_mark = |open: &&Open| may_repeat && MARKS.contains(&open.written);
        let inner = self.open.iter().rev().take(MOST_MARKS);
        let count = inner.take_while(is_mark).count();
        &self.open[self.open.len() - count..]
    }

    /// Writes something that stands in no mark; those that are open go on behind it.
    fn between_marks(&mut self, write: impl FnOnce(&mut Self, usize)) {
        let marks: Vec<Tag> = self.marks().iter().map(Open::tag).collect();
        for mark in marks.iter().rev() {
            self.inside.close(mark.name);
        }
        write(self, self.open.len() - marks.len());
        for mark in &marks {
            self.repeated += mark.name.len() + mark.attributes.len();
            self.inside.open(mark);
        }
    }

    /// The tasks of a group.
    pub(super) fn group(&mut self, id: &str) {
        self.groups += 1;
        if self.groups > MOST_TASKS {
            return;
        }
        let tasks = &mut self.belongings.tasks;
        let tasks: Vec<Task> = tasks.extract_if(.., |task| task.group == id).collect();
        self.tasks(&tasks);
    }

    /// A list of tasks.
    pub(super) fn tasks(&mut self, tasks: &[Task]) {
        if tasks.is_empty() {
            return;
        }
        self.end_box();
        self.inside.text.to_mut().push_str("<ul>");
        for task in tasks {
            self.inside.text.to_mut().push_str("<li>");
            self.tick(task.is_done);
            push_escaped(self.inside.text.to_mut(), &task.title);
            self.inside.text.to_mut().push_str("</li>");
        }
        self.inside.text.to_mut().push_str("</ul>");
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_MARKS, MOST_REPEATED};
    use crate::parse::feed::enml::{Belongings, html};

    #[test]
    fn long_marks_around_many_boxes_are_not_written_for_each_of_them() {
        let long = format!("<a href=\"https://a.example/{}\">", "a".repeat(100_000));
        let boxes = "<en-todo/>The sea<br/>".repeat(1_000);
        let html = html(&format!("{long}{boxes}</a>"), &mut Belongings::default());
        assert!(html.len() < MOST_REPEATED + MOST_MARKS * long.len() + 10 * boxes.len());
        assert_eq!(html.matches("<li>").count(), 1_000);
    }
}
