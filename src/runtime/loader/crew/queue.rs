//! The files that wait to be read, in the order of the walk.
//!
//! Owns the look ahead: what the texts of a folder have in common is found out while those before them are still being
//! read, so that nobody has to wait for it. Does not own what that is (`neighbours`).

use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
    sync::mpsc::Receiver,
};

use super::super::{Found, Job, neighbours::Neighbours};
use crate::parse;

/// How many files the look goes ahead.
const AHEAD: usize = 256;
/// So many files of a folder, one after the other, make it worth a look. For fewer it is soon done once they are read.
const MANY: usize = 16;

/// Files that wait.
pub(super) struct Queue {
    coming: Receiver<Job>,
    /// Those that were looked at.
    ahead: VecDeque<Job>,
    /// The folder of the last of them, and how many in a row lie in it.
    folder: PathBuf,
    run: usize,
}

impl Queue {
    /// The files that come in.
    pub(super) fn of(coming: Receiver<Job>) -> Self {
        Self {
            coming,
            ahead: VecDeque::with_capacity(AHEAD),
            folder: PathBuf::new(),
            run: 0,
        }
    }

    /// The next file, once there is one. Folders that will have their turn soon are looked at.
    pub(super) fn next(&mut self, neighbours: &Neighbours) -> Option<Job> {
        while self.ahead.len() < AHEAD
            && let Ok(job) = self.coming.try_recv()
        {
            self.look_at(&job.1, neighbours);
            self.ahead.push_back(job);
        }
        let next = self.ahead.pop_front();
        next.or_else(|| self.coming.recv().ok())
    }

    /// All files, once no more come in.
    pub(super) fn rest(&mut self) -> impl Iterator<Item = Job> {
        self.ahead.drain(..).chain(self.coming.iter())
    }

    fn look_at(&mut self, found: &Found, neighbours: &Neighbours) {
        let Found::File {
            path, is_met: true, ..
        } = found
        else {
            return;
        };
        let folder = path.parent().unwrap_or(Path::new(""));
        if self.folder != folder {
            self.folder = folder.to_owned();
            self.run = 0;
        }
        self.run += 1;
        if self.run == MANY && parse::may_be_text(path) {
            neighbours.expect(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn files_come_in_the_order_of_the_walk_and_none_is_lost() {
        let (sender, coming) = mpsc::channel();
        let (mut queue, neighbours) = (Queue::of(coming), Neighbours::default());
        for number in 0..3 * AHEAD {
            sender.send((number, Found::StandardInput)).unwrap();
        }
        drop(sender);
        for number in 0..AHEAD + 7 {
            let (next, _) = queue.next(&neighbours).unwrap();
            assert_eq!(next, number);
        }
        let rest: Vec<_> = queue.rest().map(|(number, _)| number).collect();
        assert!(rest.into_iter().eq(AHEAD + 7..3 * AHEAD));
        assert!(queue.next(&neighbours).is_none());
    }
}
