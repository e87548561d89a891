//! Signs that belong together in pairs, `==` and `%%`, in the events of running text.
//!
//! Owns which do: both amid the same markup, so that what stands between them is whole. Does not own what they mean.

use pulldown_cmark::Event;

use super::{Item, written};

/// Where a sign stands: the number of a text's event, and the byte in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    event: usize,
    at: usize,
}

/// A part of what was cut up at signs.
pub(super) enum Piece<'a> {
    /// What stands between signs.
    Item(Item<'a>),
    /// The first sign of a pair.
    Open,
    /// The second sign of a pair.
    Close,
}

/// Finds the pairs of a sign of two equal characters. `opens` and `closes` say by the characters around it what it may
/// do; blanks stand for the ends of lines, and U+FFFC for markup. Longer rows of the character are none, nor are escaped ones.
pub(super) fn find(
    run: &[Item],
    source: &str,
    sign: &str,
    opens: impl Fn(char, char) -> bool,
    closes: impl Fn(char, char) -> bool,
) -> Vec<(Place, Place)> {
    let (mut pairs, mut open) = (Vec::new(), vec![None]);
    let one = &sign[..1];
    for (event, (kind, range)) in run.iter().enumerate() {
        let text = match kind {
            Event::Start(_) => {
                open.push(None);
                continue;
            }
            Event::End(_) => {
                open.pop();
                continue;
            }
            Event::Text(text) if text.contains(sign) => text,
            _ => continue,
        };
        if written(source, range).contains(&format!("\\{one}")) {
            continue;
        }
        for (at, _) in text.match_indices(sign) {
            let (head, tail) = (&text[..at], &text[at + sign.len()..]);
            if head.ends_with(one) || tail.starts_with(one) {
                continue;
            }
            let before = head.chars().next_back();
            let before = before.unwrap_or_else(|| beside(event.checked_sub(1).map(|at| &run[at])));
            let after = tail.chars().next();
            let after = after.unwrap_or_else(|| beside(run.get(event + 1)));
            let place = Place { event, at };
            let Some(slot) = open.last_mut() else {
                return pairs;
            };
            match slot.take() {
                Some(start) if closes(before, after) => pairs.push((start, place)),
                start => {
                    *slot = if opens(before, after) {
                        Some(place)
                    } else {
                        start
                    }
                }
            }
        }
    }
    pairs
}

/// What a neighbouring event counts as.
fn beside(item: Option<&Item>) -> char {
    match item {
        None | Some((Event::SoftBreak | Event::HardBreak, _)) => ' ',
        Some(_) => '\u{fffc}',
    }
}

/// Cuts a run at the signs of pairs.
pub(super) fn cut<'a>(
    run: Vec<Item<'a>>,
    pairs: Vec<(Place, Place)>,
    sign: &str,
) -> Vec<Piece<'a>> {
    let opened = pairs.iter().map(|(start, _)| (*start, true));
    let closed = pairs.iter().map(|(_, end)| (*end, false));
    let mut cuts: Vec<(Place, bool)> = opened.chain(closed).collect();
    cuts.sort_unstable();
    let mut cuts = cuts.into_iter().peekable();
    let mut pieces = Vec::with_capacity(run.len() + 2 * cuts.len());
    for (index, (event, range)) in run.into_iter().enumerate() {
        let Event::Text(text) = event else {
            pieces.push(Piece::Item((event, range)));
            continue;
        };
        let mut from = 0;
        while let Some((place, opens)) = cuts.next_if(|(place, _)| place.event == index) {
            if from < place.at {
                let part = text[from..place.at].to_owned();
                pieces.push(Piece::Item((Event::Text(part.into()), range.clone())));
            }
            pieces.push(if opens { Piece::Open } else { Piece::Close });
            from = place.at + sign.len();
        }
        if from == 0 {
            pieces.push(Piece::Item((Event::Text(text), range)));
        } else if from < text.len() {
            let part = text[from..].to_owned();
            pieces.push(Piece::Item((Event::Text(part.into()), range)));
        }
    }
    pieces
}
