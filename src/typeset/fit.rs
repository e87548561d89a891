//! Widths, and texts that have to fit into a line or two.
//!
//! Widths are counted in grapheme clusters as ratatui counts them, so that what is set is what is shown.

use std::{borrow::Cow, ops::Range};

use ratatui::buffer::CellWidth;
use unicode_segmentation::UnicodeSegmentation;

use super::{Look, flow::Flow};

/// The width of a text in cells.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    clusters(text).map(|cluster| cluster.cells).sum()
}

/// A grapheme cluster of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cluster {
    /// The byte behind it.
    pub(super) end: usize,
    /// Its width.
    pub(super) cells: usize,
}

/// The clusters of a text, in order. Where ASCII follows ASCII, each byte is a cluster, with one cell; only what stands
/// between is looked up in Unicode's tables, which takes twenty times as long.
pub(super) fn clusters(text: &str) -> impl Iterator<Item = Cluster> + '_ {
    let mut end = 0;
    let mut foreign = "".graphemes(true);
    std::iter::from_fn(move || {
        let mut next = foreign.next();
        if next.is_none() {
            match text.as_bytes()[end..] {
                [] => return None,
                [one] | [one, ..] if !one.is_ascii() => {}
                [_, next, ..] if !next.is_ascii() => {}
                _ => {
                    end += 1;
                    return Some(Cluster { end, cells: 1 });
                }
            }
            let rest = &text[end..];
            foreign = rest[..foreign_length(rest.as_bytes())].graphemes(true);
            next = foreign.next();
        }
        let cluster = next?;
        end += cluster.len();
        let cells = usize::from(cluster.cell_width());
        Some(Cluster { end, cells })
    })
}

/// How many bytes stand before one of ASCII that is a cluster of its own, whatever stands before it.
fn foreign_length(utf_8: &[u8]) -> usize {
    let is_ascii = |pair: &[u8]| pair.iter().all(u8::is_ascii);
    let before = utf_8.windows(2).position(is_ascii);
    before.map_or(utf_8.len(), |at| at + 1)
}

/// How many columns of a screen it takes, as screens count them.
pub fn cells(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}

/// The text, or as much of it as fits into so many cells with an ellipsis at its end. No cluster is cut in two.
pub fn fit(text: &str, cells: u16) -> Cow<'_, str> {
    let cells = usize::from(cells);
    if width(text) <= cells {
        return Cow::Borrowed(text);
    }
    if cells == 0 {
        return Cow::Borrowed("");
    }
    let end = end_of(text, cells - 1);
    Cow::Owned(text[..end].trim_end().to_owned() + "…")
}

/// As much of a text as fits into so many cells around a part of it, which is seen as far as it fits, with an ellipsis
/// where something is left out; and the bytes of that part in it.
pub fn fit_around(text: &str, part: Range<usize>, cells: u16) -> (String, Range<usize>) {
    let before = &text[..part.start];
    // A third for what stands before leaves room for what follows; more where little follows.
    let spare = usize::from(cells).saturating_sub(width(&text[part.start..]) + 1);
    let room = spare.max(usize::from(cells / 3));
    let (cut, start) = if width(text) <= usize::from(cells) || width(before) <= room {
        ("", 0)
    } else {
        let skipped = end_of(before, width(before) - room);
        let word = before[skipped..]
            .find(' ')
            .map_or(skipped, |at| skipped + at + 1);
        ("…", if word < part.start { word } else { skipped })
    };
    let line = format!("{cut}{}", &text[start..]);
    let place = |at: usize| at - start + cut.len();
    let fitted = fit(&line, cells).into_owned();
    let end = if fitted != line {
        fitted.trim_end_matches('…').len()
    } else {
        fitted.len()
    };
    let lit = place(part.start).min(end)..place(part.end).min(end);
    (fitted, lit)
}

/// The text on at most so many lines; what is left over is cut off the last one, with an ellipsis. In the place of a cluster
/// that is wider than the line stands an ellipsis, too.
pub fn wrap_plain(text: &str, cells: u16, most: usize) -> Vec<String> {
    let mut flow = Flow::default();
    flow.draw(text, Look::default());
    let mut starts = Vec::new();
    let mut behind = 0;
    let mut lines: Vec<String> = Vec::new();
    for line in flow.lines(usize::from(cells.max(1))) {
        let line: String = line.into_iter().map(|run| run.text).collect();
        let start = text[behind..]
            .find(line.as_str())
            .map_or(behind, |at| behind + at);
        behind = start + line.len();
        starts.push(start);
        lines.push(fit(&line, cells.max(1)).into_owned());
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = fit(&text[starts[most - 1]..], cells).into_owned();
        }
    }
    lines
}

/// The byte behind the clusters that fill so many cells, the last one as a whole.
pub fn behind(text: &str, cells: usize) -> usize {
    let (mut used, mut end) = (0, 0);
    for cluster in clusters(text) {
        if used >= cells {
            return end;
        }
        used += cluster.cells;
        end = cluster.end;
    }
    end
}

/// The byte behind the clusters that fit into so many cells.
pub(super) fn end_of(text: &str, cells: usize) -> usize {
    let (mut used, mut end) = (0, 0);
    for cluster in clusters(text) {
        used += cluster.cells;
        if used > cells {
            return end;
        }
        end = cluster.end;
    }
    end
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn clusters_are_counted_as_they_are_shown() {
        assert_eq!(
            ["a", "日本", "❤️", "👨‍👩‍👧", "e\u{301}", "ｶﾞ"].map(width),
            [1, 4, 2, 2, 1, 2]
        );
    }

    proptest! {
        #[test]
        fn clusters_are_those_of_unicode(text in "(?:[ -~]{0,3}[é÷×日ｶﾞ\u{300}\u{200d}\u{600}👨👩🇩🇪❤\u{fe0f}\u{915}\u{94d}\u{2028}]{0,4}){0,6}") {
            let expected: Vec<_> = text.grapheme_indices(true).map(|(at, cluster)| Cluster {
                end: at + cluster.len(),
                cells: usize::from(cluster.cell_width()),
            }).collect();
            prop_assert_eq!(clusters(&text).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn a_text_is_cut_between_clusters() {
        assert_eq!(fit("headline", 8), "headline");
        assert_eq!(fit("a headline", 8), "a headl…");
        assert_eq!(fit("日本の鉄道", 6), "日本…");
        assert_eq!(fit("abc", 0), "");
        assert_eq!(fit("👨‍👩‍👧👨‍👩‍👧", 3), "👨‍👩‍👧…");
    }

    #[test]
    fn what_is_hidden_before_a_text_takes_no_cluster_apart() {
        assert_eq!(behind("headline", 0), 0);
        assert_eq!(behind("headline", 3), 3);
        assert_eq!(behind("日本の", 3), "日本".len());
        assert_eq!(behind("e\u{301}a", 1), "e\u{301}".len());
        assert_eq!(behind("abc", 9), 3);
    }

    #[test]
    fn what_matters_of_a_line_stays_in_sight() {
        let around = |text: &str, part: &str, cells| {
            let start = text.find(part).unwrap();
            let (line, lit) = fit_around(text, start..start + part.len(), cells);
            assert!(width(&line) <= usize::from(cells), "{line}");
            (line.clone(), line[lit].to_owned())
        };
        let long = "the ships that wait for the tide to turn and the wind to drop";
        let found = |line: &str, part: &str| (line.to_owned(), part.to_owned());
        assert_eq!(
            around(long, "ships", 20),
            found("the ships that wait…", "ships")
        );
        assert_eq!(
            around(long, "tide", 20),
            found("…the tide to turn a…", "tide")
        );
        assert_eq!(around(long, "drop", 20), found("…the wind to drop", "drop"));
        assert_eq!(around("tide", "tide", 20), found("tide", "tide"));
        assert_eq!(
            around("日本の鉄道の夏の時刻表", "時刻", 12),
            found("…の夏の時刻…", "時刻")
        );
        assert_eq!(around("tide", "tide", 2), found("t…", "t"));
        assert_eq!(around(long, "wind", 0), found("", ""));
    }

    #[test]
    fn a_long_headline_takes_two_lines_and_is_cut_on_the_second() {
        assert_eq!(
            wrap_plain("Ships queue at the canal", 12, 2),
            ["Ships queue", "at the canal"]
        );
        assert_eq!(
            wrap_plain("Ships queue at the canal as the wind drops", 12, 2),
            ["Ships queue", "at the cana…"]
        );
        assert_eq!(wrap_plain("", 12, 2), [""; 0]);
        assert_eq!(wrap_plain("Ships", 12, 0), [""; 0]);
    }
}
