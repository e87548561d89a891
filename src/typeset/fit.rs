//! Widths, and texts that have to fit into a line or two.
//!
//! Widths are counted in grapheme clusters as ratatui counts them, so that what is set is what is shown.

use std::borrow::Cow;

use ratatui::buffer::CellWidth;
use unicode_segmentation::UnicodeSegmentation;

use super::{Look, flow::Flow};

/// The width of a text in cells.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.graphemes(true)
        .map(|cluster| usize::from(cluster.cell_width()))
        .sum()
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

/// The text on at most so many lines; what is left over is cut off the last one, with an ellipsis.
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
        lines.push(line);
    }
    if lines.len() > most && most > 0 {
        lines.truncate(most);
        lines[most - 1] = fit(&text[starts[most - 1]..], cells).into_owned();
    }
    lines
}

/// The byte behind the clusters that fit into so many cells.
pub(super) fn end_of(text: &str, cells: usize) -> usize {
    let mut used = 0;
    for (at, cluster) in text.grapheme_indices(true) {
        used += usize::from(cluster.cell_width());
        if used > cells {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clusters_are_counted_as_they_are_shown() {
        assert_eq!(
            ["a", "日本", "❤️", "👨‍👩‍👧", "e\u{301}", "ｶﾞ"].map(width),
            [1, 4, 2, 2, 1, 2]
        );
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
    }
}
