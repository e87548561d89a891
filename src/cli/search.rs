//! `newsstand search`: the passages that answer a query, with the matches lit.
//!
//! Does not own matching (`crate::search`).

use std::{
    io::{self, Write},
    ops::Range,
    path::PathBuf,
};

use super::{
    Asked, Ending,
    articles::Selection,
    context::Context,
    failure::Failure,
    output,
    paint::Paint,
    record::{Hit, Record},
};
use crate::{
    article::Article,
    search::{Field, Match},
};

/// Print the passages that answer a query
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  newsstand search '\"prisoner swap\" after:2020-03' ~/articles
  newsstand search --json 'tide OR tides' | jq -r '.hits[].context'

With --json each line is the object of `newsstand list --json` and the hits: field, context, and the range of the
match in the context, in bytes. Exit status 1 if nothing is found, or if a PATH cannot be read.")]
pub(super) struct Arguments {
    /// What to look for
    #[arg(allow_hyphen_values = true)]
    query: String,
    /// Files, folders, or - for standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: Arguments, context: &Context) -> Result<Ending, Failure> {
    let Arguments { query, paths, json } = arguments;
    let selection = Selection::to_look_at(
        &Asked {
            paths,
            query: Some(query),
        },
        context,
    )?;
    let library = &selection.library;
    output::print(|out| {
        for row in &selection.rows {
            let article = &library.get(*row).article;
            let passages = passages(article, selection.query.matches(article));
            if json {
                let hits = passages
                    .iter()
                    .flat_map(|passage| passage.hits(article))
                    .collect();
                let record = Record::of(*row, library, &selection.marks).with_hits(hits);
                output::json_line(out, &record)?;
            } else {
                write_plain(out, article, &passages, context.paint)?;
            }
        }
        Ok(())
    })?;
    Ok(selection.ending())
}

fn write_plain(
    out: &mut impl Write,
    article: &Article,
    passages: &[Passage],
    paint: Paint,
) -> io::Result<()> {
    if let Some(source) = &article.source {
        write!(out, "{} · ", paint.dim(source))?;
    }
    writeln!(out, "{}", paint.bold(&article.title))?;
    for passage in passages {
        writeln!(
            out,
            "  {}: {}",
            name(passage.field),
            passage.lit(article, paint)
        )?;
    }
    Ok(())
}

/// How many bytes of a long line are shown before and behind a match.
const AROUND: usize = 200;

/// A line of a field, or a part of a long one, with the matches in it.
#[derive(Debug, PartialEq, Eq)]
struct Passage {
    field: Field,
    /// Its bytes in the field.
    context: Range<usize>,
    /// The matches' bytes in the field.
    matches: Vec<Range<usize>>,
}

/// The passages that hold the matches, in their order. Matches that stand close share one.
fn passages(article: &Article, matches: Vec<Match>) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    for Match { field, range } in matches {
        match passages.last_mut() {
            Some(last)
                if last.field == field
                    && range.start >= last.context.start
                    && range.end <= last.context.end =>
            {
                last.matches.push(range);
            }
            _ => {
                let context = around(text_of(article, field), &range);
                passages.push(Passage {
                    field,
                    context,
                    matches: vec![range],
                });
            }
        }
    }
    passages
}

/// The line around a match; of a long one the words around it.
fn around(text: &str, range: &Range<usize>) -> Range<usize> {
    let line_start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[range.end..]
        .find('\n')
        .map_or(text.len(), |at| range.end + at);
    let is_boundary = |at: &usize| text.is_char_boundary(*at);
    let before = (0..=range.start.saturating_sub(AROUND))
        .rev()
        .find(is_boundary)
        .unwrap_or(0);
    let behind = (range.end + AROUND..text.len())
        .find(is_boundary)
        .unwrap_or(text.len());
    let (mut start, mut end) = (line_start.max(before), line_end.min(behind));
    let is_border = |at: &usize| may_part(text, *at);
    if start > line_start {
        start = (start..=range.start).find(is_border).unwrap_or(start);
    }
    if end < line_end {
        end = (range.end..end + 1).rfind(is_border).unwrap_or(end);
    }
    start..range.end.max(start + text[start..end].trim_end().len())
}

/// Whether a line can be parted at a byte: behind a space, or beside a letter of a script that sets none.
fn may_part(text: &str, at: usize) -> bool {
    let Some((before, behind)) = text.split_at_checked(at) else {
        return false;
    };
    let before = before.chars().next_back();
    let is_unspaced = |c: char| matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff9d}' | '\u{20000}'..='\u{3ffff}');
    before.is_some_and(|c| c.is_whitespace() || is_unspaced(c)) || behind.starts_with(is_unspaced)
}

impl Passage {
    fn hits<'a>(&self, article: &'a Article) -> Vec<Hit<'a>> {
        let context = &text_of(article, self.field)[self.context.clone()];
        let start = self.context.start;
        let hit = |range: &Range<usize>| Hit {
            field: name(self.field),
            context,
            range: [range.start - start, range.end - start],
        };
        self.matches.iter().map(hit).collect()
    }

    /// The passage in one line, with marks where it was cut out of a longer one.
    fn lit(&self, article: &Article, paint: Paint) -> String {
        let text = text_of(article, self.field);
        let mut out = String::new();
        if !(text[..self.context.start].is_empty() || text[..self.context.start].ends_with('\n')) {
            out.push_str("… ");
        }
        let mut at = self.context.start;
        for range in &self.matches {
            out.push_str(&text[at..range.start]);
            out.push_str(&paint.lit(&text[range.clone()]));
            at = range.end;
        }
        out.push_str(&text[at..self.context.end]);
        if !(text[self.context.end..].is_empty() || text[self.context.end..].starts_with('\n')) {
            out.push_str(" …");
        }
        out.replace(['\n', '\t'], " ")
    }
}

fn text_of(article: &Article, field: Field) -> &str {
    match field {
        Field::Title => &article.title,
        Field::Byline => article.byline.as_deref().unwrap_or_default(),
        Field::Source => article.source.as_deref().unwrap_or_default(),
        Field::Body => article.body.text(),
    }
}

fn name(field: Field) -> &'static str {
    match field {
        Field::Title => "title",
        Field::Byline => "byline",
        Field::Source => "source",
        Field::Body => "body",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Body;

    const PLAIN: Paint = Paint {
        colours: false,
        is_screen: false,
    };
    const LIT: Paint = Paint {
        colours: true,
        is_screen: false,
    };

    fn article(text: &str) -> Article {
        Article {
            title: "Tides".into(),
            body: Body::from_paragraphs(text.split("\n\n")),
            ..Article::default()
        }
    }

    fn found(article: &Article, word: &str) -> Vec<Passage> {
        let text = article.body.text();
        let range = |(at, word): (usize, &str)| Match {
            field: Field::Body,
            range: at..at + word.len(),
        };
        passages(article, text.match_indices(word).map(range).collect())
    }

    #[test]
    fn matches_of_one_line_share_a_passage_and_the_next_line_has_its_own() {
        let article = article("High tide, low tide.\n\nNo tide here.");
        let passages = found(&article, "tide");
        let lines: Vec<_> = passages
            .iter()
            .map(|passage| passage.lit(&article, PLAIN))
            .collect();
        assert_eq!(lines, ["High tide, low tide.", "No tide here."]);
        assert_eq!(passages[0].matches.len(), 2);
    }

    #[test]
    fn a_match_is_lit_where_there_are_colours() {
        let article = article("Low tide.");
        let line = found(&article, "tide")[0].lit(&article, LIT);
        assert_eq!(line, "Low \u{1b}[1;33mtide\u{1b}[0m.");
    }

    #[test]
    fn the_range_of_a_hit_is_the_match_in_its_context() {
        let article = article("Über dem Meer: die Flut.\n\nDie Flut, dann Ebbe.");
        for passage in found(&article, "Flut") {
            for Hit {
                context,
                range: [start, end],
                ..
            } in passage.hits(&article)
            {
                assert_eq!(&context[start..end], "Flut");
            }
        }
    }

    #[test]
    fn a_long_line_is_cut_at_the_borders_of_words_whatever_the_script() {
        for filler in ["word ", "слово ", "é\u{301}té\u{a0}", "👩‍👩‍👧 ", "日本語", "x"]
        {
            for shift in 0..7 {
                let shift = "y".repeat(shift);
                let article = article(&format!("{shift}{0}tide{0}", filler.repeat(300)));
                let passage = &found(&article, "tide")[0];
                let context = &article.body.text()[passage.context.clone()];
                let (before, behind) = context.split_once("tide").unwrap();
                assert!(
                    before.len() <= AROUND + 3 && behind.len() <= AROUND + 3,
                    "{filler}"
                );
                assert!(before.len().min(behind.len()) > AROUND - 30, "{filler}");
                let gap = filler.chars().next_back().filter(|c| c.is_whitespace());
                if let Some(gap) = gap {
                    let word = filler.trim_end();
                    assert!(
                        before.split_terminator(gap).all(|part| part == word),
                        "{before:?}"
                    );
                    assert!(behind.split(gap).all(|part| part == word), "{behind:?}");
                }
            }
        }
    }

    #[test]
    fn of_a_long_line_only_the_words_around_the_match_are_shown() {
        let article = article(&format!("{0}tide {0}", "é word ".repeat(1000)));
        let passages = found(&article, "tide");
        let context = &article.body.text()[passages[0].context.clone()];
        assert!(
            context.len() < 2 * AROUND + 10 && context.contains("tide"),
            "{context}"
        );
        let line = passages[0].lit(&article, PLAIN);
        assert!(line.starts_with("… ") && line.ends_with(" …"), "{line}");
    }
}
