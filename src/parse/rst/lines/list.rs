//! Lists: which lines begin an item, and what of it is set in below.
//!
//! Does not own what an item holds (`rst::lines`).

use super::Reader;
use crate::{
    article::{Container, Marker},
    parse::rst::{inner, without_indent},
};

impl Reader {
    /// Items that follow each other.
    pub(super) fn list(&mut self, lines: &[&str]) -> usize {
        let (mut at, mut last) = (0, 0);
        while let Some((marker, width)) = lines.get(at).and_then(|line| item(line)) {
            let number = match marker {
                Marker::Number(0) => Marker::Number(last + 1),
                marker => marker,
            };
            if let Marker::Number(number) = number {
                last = number;
            }
            let length = 1 + inner(&lines[at + 1..]);
            let below = lines[at + 1..at + length].iter();
            let below = below.map(|line| without_indent(line, width));
            let first = lines[at][width..].trim_start();
            let held: Vec<&str> = [first].into_iter().chain(below).collect();
            let container = Container::Item {
                marker: number,
                first: true,
            };
            self.nested(Some(container), &held);
            at += length;
            let blank = lines[at..]
                .iter()
                .take_while(|line| line.is_empty())
                .count();
            if lines
                .get(at + blank)
                .is_some_and(|line| item(line).is_some())
            {
                at += blank;
            }
        }
        at
    }
}

/// The marker of an item, and how many bytes it takes with the blank behind it. A number that is to be counted is 0.
pub(super) fn item(line: &str) -> Option<(Marker, usize)> {
    let end = line.find([' ', '\t'])?;
    let (sign, rest) = line.split_at(end);
    let width = line.len() - rest.trim_start_matches([' ', '\t']).len();
    if matches!(sign, "*" | "-" | "+" | "•" | "‣") {
        return Some((Marker::Bullet, width));
    }
    let number = match sign.strip_prefix('(') {
        Some(inner) => inner.strip_suffix(')')?,
        None => sign.strip_suffix(['.', ')'])?,
    };
    let number = match number {
        "#" => 0,
        // A year at the beginning of a line is none.
        number if number.len() <= 3 => number.parse().ok().filter(|number| *number > 0)?,
        _ => return None,
    };
    Some((Marker::Number(number), width))
}
