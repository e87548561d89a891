//! What years of use do to a folder: files are saved, edited, moved, copied and deleted, feeds are fetched anew, the program
//! is started again. Marks stay with their articles, and no other article gets them.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod reader;

use std::{collections::BTreeMap, fs, path::PathBuf, sync::Arc};

use newsstand::{
    app::settings::Settings,
    marks::Marks,
    runtime::librarian::{Keeping, Librarian},
};
use proptest::prelude::*;
use reader::{Reader, Shelf};

/// What happens.
#[derive(Clone, Debug)]
enum Event {
    SaveText,
    SavePage,
    Edit(usize),
    Move(usize),
    Copy(usize),
    Delete(usize),
    /// What was deleted comes back, under another name.
    Restore(usize),
    /// A feed loses so many of its oldest items, and gets so many new ones.
    Fetch(usize, usize, usize),
    Mark(usize),
    Look,
    Restart,
}

fn event() -> impl Strategy<Value = Event> {
    let some = 0..100_usize;
    prop_oneof![
        2 => Just(Event::SaveText),
        1 => Just(Event::SavePage),
        2 => some.clone().prop_map(Event::Edit),
        2 => some.clone().prop_map(Event::Move),
        1 => some.clone().prop_map(Event::Copy),
        1 => some.clone().prop_map(Event::Delete),
        1 => some.clone().prop_map(Event::Restore),
        2 => (0..FEEDS.len(), 0..4_usize, 0..4_usize).prop_map(|(feed, lost, new)| Event::Fetch(feed, lost, new)),
        4 => some.prop_map(Event::Mark),
        3 => Just(Event::Look),
        1 => Just(Event::Restart),
    ]
}

/// Feeds, by what their items are recognised by. Two tell of the same articles.
const FEEDS: [&str; 4] = ["guid", "link", "both", "text"];

/// An article, as a person knows it.
#[derive(Clone, Debug)]
struct Known {
    text: String,
    /// Pages and items have an address.
    link: Option<String>,
    is_read: bool,
    /// The files it lies in, feeds left out.
    files: Vec<PathBuf>,
    /// Whether something happened to its files since they were looked at: what happens next could not be told from
    /// something else.
    is_stirred: bool,
}

struct Life {
    shelf: Shelf,
    reader: Option<(Reader, Librarian)>,
    known: BTreeMap<String, Known>,
    /// Whose only file was deleted.
    deleted: Vec<String>,
    /// The titles in each feed, the newest first.
    feeds: [Vec<String>; 4],
    count: usize,
}

impl Life {
    fn new() -> Self {
        let shelf = Shelf::new();
        let reader = Some(Reader::cared_for(shelf.path()));
        Self {
            shelf,
            reader,
            known: BTreeMap::new(),
            deleted: Vec::new(),
            feeds: Default::default(),
            count: 0,
        }
    }

    fn number(&mut self) -> usize {
        self.count += 1;
        self.count
    }

    fn meet(&mut self, link: Option<String>) -> String {
        let number = self.number();
        let title = format!("Title {number:03}");
        let known = Known {
            text: format!("The text of number {number}."),
            link,
            is_read: false,
            files: Vec::new(),
            is_stirred: true,
        };
        self.known.insert(title.clone(), known);
        title
    }

    fn write(&self, title: &str) {
        let known = &self.known[title];
        let text = match &known.link {
            None => format!("{title}\n\n{}\n", known.text),
            Some(link) => format!("---\ntitle: {title}\nlink: {link}\n---\n\n{}\n", known.text),
        };
        for file in &known.files {
            fs::write(file, &text).unwrap();
        }
    }

    /// The article with a file that comes up by chance.
    fn filed(&self, chance: usize) -> Option<String> {
        let filed: Vec<_> = self
            .known
            .iter()
            .filter(|(_, known)| !known.files.is_empty())
            .collect();
        let at = chance.checked_rem(filed.len())?;
        Some(filed[at].0.clone())
    }

    fn fresh_file(&mut self, is_page: bool) -> PathBuf {
        let number = self.number();
        let extension = if is_page { "md" } else { "txt" };
        self.shelf.path().join(format!("{number:03}.{extension}"))
    }

    fn happen(&mut self, event: &Event) {
        match event {
            Event::SaveText => {
                let title = self.meet(None);
                let file = self.fresh_file(false);
                self.known.get_mut(&title).unwrap().files.push(file);
                self.write(&title);
            }
            Event::SavePage => {
                // Where a feed has told of it, it is the same article.
                let told = self.feeds[2]
                    .iter()
                    .find(|title| self.known[*title].files.is_empty());
                let title = match told.cloned() {
                    Some(title) => title,
                    None => {
                        let link = format!("https://a.example/page/{}", self.count);
                        self.meet(Some(link))
                    }
                };
                let file = self.fresh_file(true);
                self.known.get_mut(&title).unwrap().files.push(file);
                self.write(&title);
            }
            Event::Edit(chance) => {
                let Some(title) = self.filed(*chance) else {
                    return;
                };
                let known = self.known.get_mut(&title).unwrap();
                let is_text = known.link.is_none();
                // One of several copies that is edited is another article.
                if is_text && (known.is_stirred || known.files.len() > 1) {
                    return;
                }
                known.text.push_str(" More of it.");
                known.is_stirred = true;
                self.write(&title);
            }
            Event::Move(chance) => {
                let Some(title) = self.filed(*chance) else {
                    return;
                };
                if self.known[&title].is_stirred {
                    return;
                }
                let to = self.fresh_file(self.known[&title].link.is_some());
                let known = self.known.get_mut(&title).unwrap();
                known.is_stirred = true;
                let from = std::mem::replace(known.files.last_mut().unwrap(), to.clone());
                fs::rename(from, to).unwrap();
            }
            Event::Copy(chance) => {
                let Some(title) = self.filed(*chance) else {
                    return;
                };
                let to = self.fresh_file(self.known[&title].link.is_some());
                let known = self.known.get_mut(&title).unwrap();
                known.is_stirred = true;
                fs::copy(&known.files[0], &to).unwrap();
                known.files.push(to);
            }
            Event::Delete(chance) => {
                let Some(title) = self.filed(*chance) else {
                    return;
                };
                let known = self.known.get_mut(&title).unwrap();
                // What is forgotten before it was seen elsewhere may come back unread.
                if known.is_stirred {
                    return;
                }
                known.is_stirred = true;
                fs::remove_file(known.files.remove(0)).unwrap();
                if known.files.is_empty() {
                    self.deleted.push(title);
                }
            }
            Event::Restore(chance) => {
                let Some(at) = chance.checked_rem(self.deleted.len()) else {
                    return;
                };
                let title = self.deleted.remove(at);
                let to = self.fresh_file(self.known[&title].link.is_some());
                let known = self.known.get_mut(&title).unwrap();
                known.is_stirred = true;
                known.files.push(to);
                self.write(&title);
            }
            Event::Fetch(feed, lost, new) => self.fetch(*feed, *lost, *new),
            Event::Mark(chance) => self.mark(*chance),
            Event::Look => self.look(),
            Event::Restart => self.restart(),
        }
    }

    fn fetch(&mut self, feed: usize, lost: usize, new: usize) {
        // What falls out of one feed before both were looked at is not known to be what the other has.
        if self.known.values().any(|known| known.is_stirred) {
            self.look();
        }
        for _ in 0..new {
            let title = self.meet(None);
            let known = self.known.get_mut(&title).unwrap();
            if feed > 0 && feed < 3 {
                known.link = Some(format!("https://a.example/item/{title}").replace(' ', "-"));
            }
            self.feeds[feed].insert(0, title.clone());
            // Another feed tells of the same.
            if feed == 2 {
                self.feeds[1].insert(0, title);
            }
        }
        let kept = self.feeds[feed].len().saturating_sub(lost);
        self.feeds[feed].truncate(kept);
        for feed in 0..FEEDS.len() {
            self.publish(feed);
        }
        self.look();
    }

    fn publish(&self, feed: usize) {
        let named = FEEDS[feed];
        let item = |title: &String| {
            let known = &self.known[title];
            let link = known.link.as_deref().unwrap_or_default();
            let name = match named {
                "guid" => format!("<guid isPermaLink=\"false\">{title}</guid>"),
                "link" => format!("<link>{link}</link>"),
                "both" => format!("<guid isPermaLink=\"false\">{title}</guid><link>{link}</link>"),
                _ => String::new(),
            };
            format!(
                "<item><title>{title}</title>{name}<description>Of {title}.</description></item>"
            )
        };
        let items: String = self.feeds[feed].iter().map(item).collect();
        let text = format!("<rss><channel><title>{named}</title>{items}</channel></rss>");
        fs::write(self.shelf.path().join(format!("{named}.xml")), text).unwrap();
    }

    /// Who lies in a file or a feed.
    fn present(&self) -> Vec<(&String, &Known)> {
        let is_told = |title: &String| self.feeds.iter().any(|feed| feed.contains(title));
        let is_there =
            |(title, known): &(&String, &Known)| !known.files.is_empty() || is_told(title);
        self.known.iter().filter(is_there).collect()
    }

    fn mark(&mut self, chance: usize) {
        let (mut reader, librarian) = self.reader.take().unwrap();
        let titles = reader.titles();
        if let Some(at) = chance.checked_rem(titles.len()) {
            reader = reader.press(&format!("g{}m", "j".repeat(at)));
            let known = self.known.get_mut(&titles[at]).unwrap();
            known.is_read = !known.is_read;
        }
        self.reader = Some((reader, librarian));
    }

    fn look(&mut self) {
        let (reader, mut librarian) = self.reader.take().unwrap();
        let reader = reader.look_through(&mut librarian);
        self.reader = Some((reader, librarian));
        self.known
            .values_mut()
            .for_each(|known| known.is_stirred = false);
        self.see();
    }

    /// The program is started again, with what the journal holds.
    fn restart(&mut self) {
        let (reader, _) = self.reader.take().unwrap();
        let mut marks = Marks::default();
        reader
            .journal
            .iter()
            .for_each(|record| marks.merge(record.clone()));
        let mut next = Reader::with(Settings::default(), marks);
        next.journal = reader.journal;
        let marks = Arc::clone(&next.app.marks);
        let mut librarian =
            Librarian::new(&[self.shelf.path().to_owned()], marks, Keeping::Nothing);
        let next = next.look_through(&mut librarian);
        self.reader = Some((next, librarian));
        self.known
            .values_mut()
            .for_each(|known| known.is_stirred = false);
        self.see();
    }

    /// Each article is there once, and as it was marked.
    fn see(&self) {
        let (reader, _) = self.reader.as_ref().unwrap();
        let (library, marks) = (&reader.app.library, &reader.app.marks);
        let mut seen: Vec<_> = library
            .order()
            .iter()
            .map(|row| {
                (
                    library.get(*row).title().to_owned(),
                    marks.get(library.id(*row)).read,
                )
            })
            .collect();
        seen.sort();
        let expected: Vec<_> = self
            .present()
            .into_iter()
            .map(|(title, known)| (title.clone(), known.is_read))
            .collect();
        assert_eq!(seen, expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn marks_stay_with_their_articles_and_go_to_no_others(events in prop::collection::vec(event(), 0..40)) {
        let mut life = Life::new();
        for event in &events {
            life.happen(event);
        }
        life.look();
        life.restart();
    }
}
