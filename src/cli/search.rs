//! `newsstand search`: the passages that answer a query, with the matches lit.
//!
//! Does not own matching (`crate::search`).

use std::{
    borrow::Cow,
    io::{self, Write},
    ops::Range,
    path::PathBuf,
};

use super::{
    Asked, Ending,
    articles::{Purpose, Selection},
    context::Context,
    failure::Failure,
    output,
    paint::Paint,
    record::{Hit, Record},
};
use crate::{
    article::Article,
    search::{Passage, passages},
};

/// Print the passages that answer a query
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  newsstand search '\"prisoner swap\" after:2020-03' ~/articles
  newsstand search --json 'tide OR tides' | jq -r '.hits[].context'

With --json each line is the object of `newsstand list --json` and the hits: field, context, and the range of the \
match in the context, in bytes. Exit status 1 if nothing is found, or if a PATH cannot be read.")]
pub(super) struct Arguments {
    /// What to look for
    #[arg(allow_hyphen_values = true)]
    query: String,
    /// Files, folders, archives, or - for standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
}

/// Said below the passages of an article in which finding all takes too long.
const MORE: &str = "… and perhaps more, which take too long to find";

pub(super) fn run(arguments: Arguments, context: &Context) -> Result<Ending, Failure> {
    let Arguments { query, paths, json } = arguments;
    let selection = Selection::to_look_at(
        &Asked {
            paths,
            query: Some(query),
        },
        Purpose::Texts,
        context,
    )?;
    let library = &selection.library;
    output::print(|out| {
        for row in &selection.rows {
            let article = &library.get(*row).article();
            let matches = selection.query.matches(article);
            let passages = passages(article, matches.found);
            if json {
                let hits = passages
                    .iter()
                    .flat_map(|passage| hits(passage, article))
                    .collect();
                let record = Record::of(*row, library, &selection.marks).with_hits(hits);
                output::json_line(out, &record)?;
            } else {
                write_plain(out, article, &passages, context.paint)?;
                if !matches.is_all {
                    writeln!(out, "  {}", context.paint.dim(MORE))?;
                }
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
            passage.field.name(),
            lit(passage, article, paint)
        )?;
    }
    Ok(())
}

/// The passage's matches, each with the passage as its context.
fn hits<'a>(passage: &Passage, article: &'a Article) -> Vec<Hit<'a>> {
    let within = passage.context.clone();
    let context = match passage.field.text_of(article) {
        Cow::Borrowed(text) => Cow::Borrowed(&text[within]),
        Cow::Owned(text) => Cow::Owned(text[within].to_owned()),
    };
    let start = passage.context.start;
    let hit = |range: &Range<usize>| Hit {
        field: passage.field.name(),
        context: context.clone(),
        range: [range.start - start, range.end - start],
    };
    passage.matches.iter().map(hit).collect()
}

/// The passage in one line, with marks where it was cut out of a longer one.
fn lit(passage: &Passage, article: &Article, paint: Paint) -> String {
    let text = passage.field.text_of(article);
    let (cut_before, cut_behind) = passage.is_cut(&text);
    let mut out = String::from(if cut_before { "… " } else { "" });
    let mut at = passage.context.start;
    for range in &passage.matches {
        out.push_str(&text[at..range.start]);
        out.push_str(&paint.lit(&text[range.clone()]));
        at = range.end;
    }
    out.push_str(&text[at..passage.context.end]);
    if cut_behind {
        out.push_str(" …");
    }
    out.replace(['\n', '\t'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        article::Body,
        search::{Field, Match},
    };

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
            .map(|passage| lit(passage, &article, PLAIN))
            .collect();
        assert_eq!(lines, ["High tide, low tide.", "No tide here."]);
        assert_eq!(passages[0].matches.len(), 2);
    }

    #[test]
    fn a_match_is_lit_where_there_are_colours() {
        let article = article("Low tide.");
        let line = lit(&found(&article, "tide")[0], &article, LIT);
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
            } in hits(&passage, &article)
            {
                assert_eq!(&context[start..end], "Flut");
            }
        }
    }

    #[test]
    fn of_a_long_line_only_the_words_around_the_match_are_shown() {
        let article = article(&format!("{0}tide {0}", "é word ".repeat(1000)));
        let passages = found(&article, "tide");
        let context = &article.body.text()[passages[0].context.clone()];
        assert!(context.len() < 500 && context.contains("tide"), "{context}");
        let line = lit(&passages[0], &article, PLAIN);
        assert!(line.starts_with("… ") && line.ends_with(" …"), "{line}");
    }
}
