//! The elements of a note that hold more than a line: its files, and what is to be done.
//!
//! Owns what is taken down of them; a file's own bytes never are. Does not own where the note shows them (`enml`).

use super::Walk;
use crate::parse::feed::{
    enml::{Resource, Task},
    fields::Fields,
    names::Space,
    vocabulary::Role,
    xml::{Event, Fault, Tag},
};

/// Bytes in which what was recognised in a picture says which picture that is.
const RECOGNITION_HEAD: usize = 1024;

impl<'a> Walk<'a, '_> {
    /// A file.
    pub(super) fn resource(&mut self, tag: &Tag<'a>, fields: &mut Fields<'a>) {
        let mut resource = Resource::default();
        self.within(tag, |walk, inner| match inner.name {
            "mime" => resource.media = walk.line(inner),
            "file-name" => resource.name = walk.line(inner),
            "source-url" => resource.address = walk.line(inner),
            "recognition" => resource.hash = hash(&walk.line(inner)),
            "resource-attributes" => {}
            _ => walk.skip(inner),
        });
        fields.belongings.add_resource(resource);
    }

    /// Something to do.
    pub(super) fn task(&mut self, tag: &Tag<'a>, fields: &mut Fields<'a>) {
        let mut task = Task::default();
        self.within(tag, |walk, inner| match inner.name {
            "title" => task.title = walk.line(inner),
            "taskStatus" => task.is_done = walk.line(inner) == "completed",
            "sortWeight" => task.weight = walk.line(inner),
            "taskGroupNoteLevelID" => task.group = walk.line(inner),
            _ => walk.skip(inner),
        });
        fields.belongings.add_task(task);
    }

    /// Hands on each element within another, up to its end tag, or to where the note must have gone on.
    fn within(&mut self, tag: &Tag<'a>, mut each: impl FnMut(&mut Self, &Tag<'a>)) {
        if tag.is_empty {
            return;
        }
        let start = self.events.place();
        loop {
            match self.next() {
                Event::Open(inner) if self.is_of_note(&inner) => {
                    self.events.note(start, Fault::Unclosed);
                    self.pending = Some(inner);
                    return;
                }
                Event::Open(inner) => each(self, &inner),
                Event::Close(name) if name == tag.name => return,
                Event::End => return self.events.note(start, Fault::Unclosed),
                _ => {}
            }
        }
    }

    /// Whether an element stands in a note, and in none of its files and tasks.
    fn is_of_note(&self, tag: &Tag<'a>) -> bool {
        let (role, space) = self.role(tag);
        space == Space::Notes && matches!(role, Role::Content(_) | Role::Resource | Role::Task)
    }
}

/// The hash that names a file, as what was recognised in it repeats it.
fn hash(recognition: &str) -> Option<String> {
    let mut end = recognition.len().min(RECOGNITION_HEAD);
    while !recognition.is_char_boundary(end) {
        end -= 1;
    }
    let (_, value) = recognition[..end].split_once("objID=\"")?;
    let (hash, _) = value.split_once('"')?;
    Some(hash.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::hash;

    #[test]
    fn what_was_recognised_names_its_picture() {
        let hash = |text| hash(text);
        let reco = "<recoIndex docType=\"unknown\" objID=\"97DB28a2\" lang=\"en\"/>";
        assert_eq!(hash(reco).as_deref(), Some("97db28a2"));
        assert_eq!(hash("<recoIndex objID=\"97"), None);
        assert_eq!(hash(&"é".repeat(2_000)), None);
    }
}
