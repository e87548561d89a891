//! The reader as tests drive it: open a folder, press keys, look at the screen.
//!
//! The state is driven synchronously, without a terminal, threads or a clock: searches are answered at once, and time
//! passes only when a test says so.
#![allow(dead_code, reason = "every test binary uses a part of it")]

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::{SignedDuration, ZonedDateTime};
use newsstand::{
    app::{
        App, Effect, Found, Message, Pointer, Refused, Request, keymap::Key, settings::Settings,
    },
    library::Library,
    marks::{Marks, Record},
    runtime::{
        librarian::{Keeping, Librarian, Told},
        loader,
    },
    view,
};
use ratatui::{Terminal, backend::TestBackend, buffer::Buffer, style::Modifier};

/// A reader with its effects so far.
pub(crate) struct Reader {
    pub(crate) app: App,
    /// What the outside was asked to do, searches and journal left out.
    pub(crate) effects: Vec<Effect>,
    /// What the journal was given.
    pub(crate) journal: Vec<Record>,
    /// Whether searches that take long have not come to their end.
    pub(crate) stops_growing: bool,
    now: ZonedDateTime,
}

impl Reader {
    /// Opens a folder of stored articles on a screen of 80 by 24, at noon of 24 November 2026.
    pub(crate) fn open(path: impl AsRef<Path>) -> Self {
        Self::empty().load(path)
    }

    /// A reader with nothing loaded yet.
    pub(crate) fn empty() -> Self {
        Self::with(Settings::default(), Marks::default())
    }

    /// A reader with settings and marks, with nothing loaded yet.
    pub(crate) fn with(settings: Settings, marks: Marks) -> Self {
        let now: ZonedDateTime = "2026-11-24T12:00:00+00:00[UTC]".parse().unwrap();
        let app = App::new(settings, marks, (80, 24), now.clone());
        Self {
            app,
            effects: Vec::new(),
            journal: Vec::new(),
            stops_growing: false,
            now,
        }
    }

    /// Loads what is under a path. Files' own dates are left out, since they differ from checkout to checkout.
    pub(crate) fn load(mut self, path: impl AsRef<Path>) -> Self {
        let (mut stored, problems) = loader::read(&[PathBuf::from(path.as_ref())]);
        stored
            .iter_mut()
            .for_each(|stored| stored.origin.stored = None);
        let mut library = Library::clone(&self.app.library);
        library.add(stored, &self.app.marks);
        self.send(Message::Loaded(Arc::new(library), problems));
        self.send(Message::LoadEnded);
        self
    }

    /// Opens a folder in the care of a librarian, as the program does.
    pub(crate) fn cared_for(path: impl AsRef<Path>) -> (Self, Librarian) {
        let reader = Self::empty();
        let paths = [path.as_ref().to_owned()];
        let mut librarian = Librarian::new(&paths, Arc::default(), Keeping::Nothing);
        let reader = reader.look_through(&mut librarian);
        (reader, librarian)
    }

    /// The librarian goes through the files again.
    pub(crate) fn look_through(mut self, librarian: &mut Librarian) -> Self {
        librarian.know(Arc::clone(&self.app.marks));
        librarian.scan(&mut |told| {
            self.send(match told {
                Told::Library(glance) => Message::Loaded(glance.library(), glance.problems()),
                Told::Progress { done, found } => Message::Progress { done, found },
            });
            true
        });
        self.send(Message::LoadEnded);
        self
    }

    /// Changes the size of the screen.
    pub(crate) fn size(mut self, columns: u16, rows: u16) -> Self {
        self.send(Message::Resize(columns, rows));
        self
    }

    /// Presses keys: `jj/tides<enter>`, `<ctrl-d>`, `<space>`.
    pub(crate) fn press(mut self, keys: &str) -> Self {
        for key in keys_of(keys) {
            self.send(Message::Key(key));
        }
        self
    }

    /// Pastes a text.
    pub(crate) fn paste(mut self, text: &str) -> Self {
        self.send(Message::Paste(text.to_owned()));
        self
    }

    /// Uses the mouse.
    pub(crate) fn point(mut self, pointer: Pointer) -> Self {
        self.send(Message::Pointer(pointer));
        self
    }

    /// Where words stand last on the screen: the column and line of their first cell.
    pub(crate) fn place(&self, words: &str) -> (u16, u16) {
        let screen = self.screen();
        let lines: Vec<_> = screen.lines().enumerate().collect();
        let found = lines.into_iter().rev().find_map(|(y, line)| {
            let before = &line[..line.find(words)?];
            Some((newsstand::typeset::width(before), y))
        });
        let (x, y) = found.unwrap_or_else(|| panic!("no {words:?} on\n{screen}"));
        (u16::try_from(x).unwrap(), u16::try_from(y).unwrap())
    }

    /// Presses the mouse on words.
    pub(crate) fn click(self, words: &str) -> Self {
        let (x, y) = self.place(words);
        self.point(Pointer::Press(x, y))
    }

    /// Lets time pass.
    pub(crate) fn wait(mut self, seconds: i64) -> Self {
        self.sleep(seconds);
        self.send(Message::Tick);
        self
    }

    /// Lets time pass without being told of it.
    pub(crate) fn sleep(&mut self, seconds: i64) {
        self.now = &self.now + SignedDuration::from_secs(seconds);
    }

    /// Takes a message in, and answers its searches.
    pub(crate) fn send(&mut self, message: Message) {
        let mut effects = self.app.update(message, self.now.clone());
        while !effects.is_empty() {
            for effect in std::mem::take(&mut effects) {
                match effect {
                    Effect::Search(request) => {
                        for message in self.answers(&request) {
                            effects.extend(self.app.update(message, self.now.clone()));
                        }
                    }
                    Effect::Tally(request) => {
                        let message = request.answer(&self.now, &|| false).unwrap();
                        effects.extend(self.app.update(message, self.now.clone()));
                    }
                    Effect::Preview(request) => {
                        let message = request.answer(&self.now, &|| false).unwrap();
                        effects.extend(self.app.update(message, self.now.clone()));
                    }
                    Effect::Count(request) => {
                        let counted = Message::Counted(request.answer(&self.now));
                        effects.extend(self.app.update(counted, self.now.clone()));
                    }
                    Effect::Trail(request) => {
                        let untold = request.answer().into_iter();
                        effects.extend(
                            untold.flat_map(|untold| self.app.update(untold, self.now.clone())),
                        );
                    }
                    Effect::Append(records) => self.journal.extend(records),
                    other => self.effects.push(other),
                }
            }
        }
        self.app.settle();
    }

    /// What a search has to tell: its growing answer, where it is to grow, then all of it, and what is known of it.
    fn answers(&self, request: &Request) -> Vec<Message> {
        let found = |rows, is_growing| {
            Message::Found(Found {
                generation: request.generation,
                rows,
                took: std::time::Duration::ZERO,
                is_growing,
            })
        };
        let mut messages = Vec::new();
        let whole = request.answer(&self.now, &|| false, &mut |growth| {
            messages.push(found(growth.rows(), true));
            1
        });
        if self.stops_growing {
            return messages;
        }
        let whole = match whole {
            Ok(whole) => whole,
            Err(stopped) => {
                let refused = Refused::Search(request.generation).after(stopped);
                return messages.into_iter().chain(refused).collect();
            }
        };
        let told = request.told_of(&whole, &self.now, &|| false);
        messages.push(found(whole, false));
        messages.into_iter().chain(told).collect()
    }

    /// The screen as text, without spaces at the ends of lines.
    pub(crate) fn screen(&self) -> String {
        let buffer = self.buffer();
        rows(&buffer)
            .map(|cells| {
                cells
                    .map(|cell| cell.symbol())
                    .collect::<String>()
                    .trim_end()
                    .to_owned()
                    + "\n"
            })
            .collect()
    }

    /// The screen as text, and below it a mask of its styles: a letter a cell.
    pub(crate) fn picture(&self) -> String {
        let buffer = self.buffer();
        let mask = |cell: &ratatui::buffer::Cell| {
            let is = |modifier| cell.modifier.contains(modifier);
            match () {
                () if is(Modifier::REVERSED) => 'R',
                () if cell.bg != ratatui::style::Color::Reset => 'M',
                () if is(Modifier::BOLD) => 'B',
                () if is(Modifier::UNDERLINED) => 'U',
                () if is(Modifier::ITALIC) => 'I',
                () if is(Modifier::DIM) => 'd',
                () if cell.fg != ratatui::style::Color::Reset => 'c',
                () => ' ',
            }
        };
        let masks: String = rows(&buffer)
            .map(|cells| cells.map(mask).collect::<String>().trim_end().to_owned() + "\n")
            .collect();
        format!("{}\n{masks}", self.screen())
    }

    /// One line of the screen, from 0.
    pub(crate) fn line(&self, number: usize) -> String {
        self.screen()
            .lines()
            .nth(number)
            .unwrap_or_default()
            .to_owned()
    }

    /// The status line, which is the last one.
    pub(crate) fn status(&self) -> String {
        self.screen()
            .lines()
            .last()
            .unwrap_or_default()
            .trim()
            .to_owned()
    }

    /// Sees to it that the status line begins so.
    #[track_caller]
    pub(crate) fn says(&self, beginning: &str) {
        assert!(self.status().starts_with(beginning), "{}", self.status());
    }

    /// The titles in the list, from the first to the last.
    pub(crate) fn titles(&self) -> Vec<String> {
        let library = &self.app.library;
        self.app
            .headlines
            .rows
            .iter()
            .map(|row| library.get(*row).title().to_owned())
            .collect()
    }

    /// The title of the selected article.
    pub(crate) fn selected(&self) -> String {
        self.app
            .selected()
            .map(|row| self.app.library.get(row).title().to_owned())
            .unwrap_or_default()
    }

    /// Whether the selected article is marked as read.
    pub(crate) fn is_read(&self) -> bool {
        self.app
            .selected()
            .is_some_and(|row| self.app.marks.get(self.app.library.id(row)).read)
    }

    fn buffer(&self) -> Buffer {
        let (columns, rows) = self.app.size;
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        terminal.draw(|frame| view::draw(&self.app, frame)).unwrap();
        terminal.backend().buffer().clone()
    }
}

fn rows(buffer: &Buffer) -> impl Iterator<Item = impl Iterator<Item = &ratatui::buffer::Cell>> {
    let area = buffer.area;
    (0..area.height).map(move |y| {
        let mut skip = 0;
        (0..area.width).filter_map(move |x| {
            let cell = &buffer[(x, y)];
            if skip > 0 {
                skip -= 1;
                return None;
            }
            skip = newsstand::typeset::width(cell.symbol()).saturating_sub(1);
            Some(cell)
        })
    })
}

fn keys_of(text: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(char) = rest.chars().next() {
        let named = rest
            .strip_prefix('<')
            .and_then(|inner| inner.split_once('>'));
        let (name, behind) = match named {
            Some((name, behind)) => (named_key(name), behind),
            None => (char.to_string(), &rest[char.len_utf8()..]),
        };
        keys.push(
            if name == " " {
                Key::parse("Space")
            } else {
                Key::parse(&name)
            }
            .expect(&name),
        );
        rest = behind;
    }
    keys
}

fn named_key(name: &str) -> String {
    match name {
        "pageup" => "PageUp".to_owned(),
        "pagedown" => "PageDown".to_owned(),
        "backtab" => "BackTab".to_owned(),
        "lt" => "<".to_owned(),
        name => match name.rsplit_once('-') {
            Some(("ctrl", key)) if key.len() > 1 => format!("Ctrl-{}", named_key(key)),
            Some(("alt", key)) if key.len() > 1 => format!("Alt-{}", named_key(key)),
            Some(("ctrl", key)) => format!("Ctrl-{key}"),
            Some(("alt", key)) => format!("Alt-{key}"),
            _ => name[..1].to_uppercase() + &name[1..],
        },
    }
}

/// A folder of articles made for one test; removed when dropped.
pub(crate) struct Shelf(tempfile::TempDir);

impl Shelf {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        Self(tempfile::Builder::new().prefix("shelf").tempdir().unwrap())
    }

    /// Adds a file.
    pub(crate) fn with(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.0.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        self
    }

    /// Adds `count` Markdown articles: number 1 is the newest.
    pub(crate) fn with_numbered(mut self, count: usize) -> Self {
        let newest: jiff::civil::Date = "2026-11-20".parse().unwrap();
        for number in 1..=count {
            let day = newest
                .checked_sub(jiff::SignedDuration::from_hours(24 * number as i64))
                .unwrap();
            let text = format!(
                "---\ntitle: Article {number}\ndate: {day}\nsource: The Shelf\n---\n\nText of number {number}.\n"
            );
            self = self.with(&format!("{number:05}.md"), text);
        }
        self
    }

    /// Writes a file, new or in place of one that is there.
    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        std::fs::write(self.0.path().join(name), text).unwrap();
    }

    /// Deletes a file.
    pub(crate) fn delete(&self, name: &str) {
        std::fs::remove_file(self.0.path().join(name)).unwrap();
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }
}
