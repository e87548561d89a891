//! Saved searches: query texts by name.
//!
//! Owns the names, and that no search means itself. Does not own the file they are kept in (`runtime`), or the grammar
//! (`parser`).

use super::{Query, cursor::is_quote, parser, room::Room};
use crate::fold::fold;

/// Saved searches in the reader's own order. Names are told apart as texts are found: case and accents do not count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// Names and query texts.
    searches: Vec<(String, String)>,
}

impl Saved {
    /// The text of the search of this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.place(name).map(|at| self.searches[at].1.as_str())
    }

    /// Keeps a search under a name: in place of one that bears it, else behind the others.
    ///
    /// # Errors
    /// Why nothing can bear this name.
    pub fn set(&mut self, name: &str, text: &str) -> Result<(), String> {
        let name = checked(name)?;
        match self.place(name) {
            Some(at) => self.searches[at] = (name.to_owned(), text.to_owned()),
            None => self.searches.push((name.to_owned(), text.to_owned())),
        }
        Ok(())
    }

    /// Gives a search another name. Searches that mean it by its old name have to be written anew.
    ///
    /// # Errors
    /// Why it cannot bear it.
    pub fn rename(&mut self, name: &str, to: &str) -> Result<(), String> {
        let to = checked(to)?;
        let at = self.place(name).ok_or_else(|| self.unknown(name))?;
        if self.place(to).is_some_and(|other| other != at) {
            return Err(format!("There is a saved search {to} already"));
        }
        to.clone_into(&mut self.searches[at].0);
        Ok(())
    }

    /// Removes the search of this name and returns its text.
    ///
    /// # Errors
    /// That there is none, and which there are.
    pub fn remove(&mut self, name: &str) -> Result<String, String> {
        let at = self.place(name).ok_or_else(|| self.unknown(name))?;
        Ok(self.searches.remove(at).1)
    }

    /// Names and texts, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.searches
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.searches.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.searches.is_empty()
    }

    fn place(&self, name: &str) -> Option<usize> {
        let name = fold(name.trim());
        self.searches
            .iter()
            .position(|(known, _)| fold(known) == name)
    }

    /// That no search has this name, and which there are.
    pub fn unknown(&self, name: &str) -> String {
        format!("There is no saved search {name}; {}", self.listed())
    }

    /// Which names there are, as the end of a message.
    fn listed(&self) -> String {
        const MOST: usize = 8;
        let names: Vec<_> = self.iter().take(MOST).map(|(name, _)| name).collect();
        match names.as_slice() {
            [] => ":save NAME in the reader saves one".to_owned(),
            [only] => format!("there is {only}"),
            names if self.len() > MOST => format!("there are {} and others", names.join(", ")),
            [names @ .., last] => format!("there are {} and {last}", names.join(", ")),
        }
    }
}

impl FromIterator<(String, String)> for Saved {
    /// Keeps names with their texts; what nothing can be called is left out.
    fn from_iter<I: IntoIterator<Item = (String, String)>>(searches: I) -> Self {
        let mut saved = Self::default();
        for (name, text) in searches {
            let _ = saved.set(&name, &text);
        }
        saved
    }
}

/// A name without the space around it, if it can be written in a query.
fn checked(name: &str) -> Result<&str, String> {
    let name = name.trim();
    if name.is_empty() {
        return Err("A saved search wants a name".to_owned());
    }
    if name.contains(|c: char| is_quote(c) || c.is_control()) {
        return Err(format!(
            "A saved search cannot be called {name}: a name has neither quotes nor line breaks in it"
        ));
    }
    Ok(name)
}

/// The saved searches that a query may name, and those that are being read because it does.
#[derive(Clone, Copy)]
pub(super) struct Names<'s> {
    saved: &'s Saved,
    reading: Option<&'s Reading<'s>>,
}

/// A saved search that is being read.
struct Reading<'s> {
    place: usize,
    /// The one that names it.
    within: Option<&'s Reading<'s>>,
}

impl<'s> Names<'s> {
    /// All of them; none is being read.
    pub(super) fn of(saved: &'s Saved) -> Self {
        Self {
            saved,
            reading: None,
        }
    }

    /// Reads the search of this name, which stands behind a field, at a depth of nesting; it takes its part of the room.
    pub(super) fn read(
        self,
        field: &str,
        name: &str,
        depth: usize,
        room: &mut Room,
    ) -> Result<Query, String> {
        if name.trim().is_empty() {
            return Err(format!(
                "{field}: wants the name of a saved search; {}",
                self.saved.listed()
            ));
        }
        let place = self
            .saved
            .place(name)
            .ok_or_else(|| self.saved.unknown(name))?;
        let (name, text) = &self.saved.searches[place];
        if let Some(way) = self.way_from(place) {
            let by = if way.is_empty() {
                String::new()
            } else {
                format!(" by way of {}", way.join(" and "))
            };
            return Err(format!(
                "search:{name} names itself{by}; change what is saved under that name"
            ));
        }
        let reading = Reading {
            place,
            within: self.reading,
        };
        let names = Names {
            saved: self.saved,
            reading: Some(&reading),
        };
        parser::parse(text, names, depth, room).map_err(|error| match self.reading {
            // What is wrong deep within is said once.
            Some(_) => error.message,
            None => format!("The saved search {name} cannot be read: {}", error.clause()),
        })
    }

    /// The searches by way of which one is being read that is so already; `None` where it is not.
    fn way_from(self, place: usize) -> Option<Vec<&'s str>> {
        let mut way = Vec::new();
        let mut reading = self.reading;
        while let Some(Reading {
            place: known,
            within,
        }) = reading
        {
            if *known == place {
                way.reverse();
                return Some(way);
            }
            way.push(self.saved.searches[*known].0.as_str());
            reading = *within;
        }
        None
    }
}
