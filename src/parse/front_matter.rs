//! The fields before an article's text: YAML between `---`, TOML between `+++`, JSON in braces.
//!
//! Owns what a head is, what its fields mean, and what becomes of a damaged one: it is read line by line, and what is
//! no field stays in the text, so that nothing is lost. Does not own the text below it (`markdown`).

mod fields;
mod listed;
mod salvage;
mod split;
mod value;

use std::{borrow::Cow, path::Path};

use super::{sanitize, undated};
use crate::article::{Article, Outcome, Problem};

pub(super) use fields::tells_of_text;
pub(super) use listed::find as below_title;
use split::{Head, Syntax};
use value::{Fault, Tree, Value};

/// What the head of a file says, and what is left of the file.
#[derive(Debug)]
pub(super) struct FrontMatter<'a> {
    /// The fields; the body is empty. Titles, bylines and summaries may hold inline markup still.
    pub(super) article: Article,
    /// The text below the head, or the whole text where there is none.
    pub(super) body: Cow<'a, str>,
    /// What was wrong with the head.
    pub(super) problem: Option<Problem>,
}

/// Reads the head of a text with line feeds as its line ends. `name` is what a problem is reported under.
pub(super) fn read<'a>(name: &Path, text: &'a str) -> FrontMatter<'a> {
    let problem = |line, reason, remedy: &str| Some(problem(name, line, reason, remedy));
    let untouched = |problem| FrontMatter {
        article: Article::default(),
        body: Cow::Borrowed(text),
        problem,
    };
    let head = match split::split(text) {
        Ok(Some(head)) => head,
        Ok(None) => return untouched(None),
        Err(refusal) => {
            return untouched(problem(
                refusal.line,
                format!("its front matter {}, so it is shown as text", refusal.why),
                refusal.remedy,
            ));
        }
    };
    match Tree::read(&head) {
        Ok(tree) => {
            let article = fields::article(&tree.fields);
            FrontMatter {
                problem: doubt(name, &tree, &article),
                article,
                body: Cow::Borrowed(head.body),
            }
        }
        Err(Fault::Boundless(why)) => untouched(problem(
            head.line,
            format!("its front matter {why}, so it is shown as text"),
            "write its fields as plain text",
        )),
        Err(Fault::Damaged { line, why }) => match salvaged(&head) {
            None => untouched(problem(
                line,
                format!("its front matter can't be read ({why}), so it is shown as text"),
                "correct that line",
            )),
            Some((article, body)) => FrontMatter {
                article,
                body,
                problem: problem(
                    line,
                    format!("its front matter was read line by line ({why})"),
                    "correct that line",
                ),
            },
        },
    }
}

/// Whether a text whose format is not known begins with a head: fields and nothing else, between fences, one of which at
/// least means something here. A plain text may begin with a line of dashes, and even with fields that have no fences.
pub(super) fn opens(text: &str) -> bool {
    let Some(head) = split::split(text).ok().flatten() else {
        return false;
    };
    let article = match Tree::read(&head) {
        _ if !head.is_fenced => return false,
        Ok(tree) => fields::article(&tree.fields),
        Err(Fault::Boundless(_)) => return false,
        Err(Fault::Damaged { .. }) => match salvaged(&head) {
            Some((article, Cow::Borrowed(_))) => article,
            _ => return false,
        },
    };
    article != Article::default()
}

/// What fields say that stand in a head of another kind, by their names, and the date among them that does not exist.
pub(super) fn told(fields: Vec<(String, String)>) -> (Article, Option<String>) {
    let value = |(name, value)| (name, Value::Text(value));
    let fields = fields.into_iter().map(value).collect();
    let article = fields::article(&fields);
    let is_undated = article.published.is_none();
    let impossible = is_undated.then(|| fields::impossible_date(&fields));
    (article, impossible.flatten())
}

/// What is told of a head that could be read: a field that is named twice, or a date that does not exist.
fn doubt(name: &Path, tree: &Tree, article: &Article) -> Option<Problem> {
    if let Some((key, line)) = &tree.repeated {
        let key = sanitize::line(key);
        let reason = format!("its front matter names `{key}` twice, the first one counts");
        return Some(problem(name, *line, reason, "name it once"));
    }
    let is_undated = article.published.is_none();
    let date = is_undated.then(|| fields::impossible_date(&tree.fields))?;
    date.map(|date| undated(name, None, &date))
}

fn problem(name: &Path, line: usize, reason: String, remedy: &str) -> Problem {
    Problem {
        line: Some(line),
        ..super::problem(name, Outcome::Guessed, reason, remedy)
    }
}

/// What can be made of a damaged head: its fields, and the text with the lines that are no fields before it. Nothing,
/// if none of its fields means anything here: then it is rather prose between two rules.
fn salvaged<'a>(head: &Head<'a>) -> Option<(Article, Cow<'a, str>)> {
    let separator = match head.syntax {
        Syntax::Yaml => ':',
        Syntax::Toml => '=',
        Syntax::Json => return None,
    };
    let found = salvage::salvage(head.text, separator);
    let article = fields::article(&found.fields);
    if article == Article::default() {
        return None;
    }
    let body = if found.prose.is_empty() {
        Cow::Borrowed(head.body)
    } else {
        Cow::Owned(format!("{}\n\n{}", found.prose, head.body))
    };
    Some((article, body))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn front(text: &str) -> FrontMatter<'_> {
        read(Path::new("a.md"), text)
    }

    fn article(text: &str) -> Article {
        let front = front(text);
        assert_eq!(front.problem, None);
        assert_eq!(front.body, "Text.\n");
        front.article
    }

    /// The article and the reason of a problem that the head gives rise to.
    fn troubled(text: &str) -> (Article, String, Option<usize>) {
        let front = front(text);
        let problem = front.problem.unwrap();
        assert_eq!(problem.outcome, Outcome::Guessed);
        (front.article, problem.reason, problem.line)
    }

    #[test]
    fn fields_need_no_fences_where_a_title_is_the_first() {
        let read = front("Title: A storm\nDate: 2020-04-16\nTags: sea, harbour\n\nThe sea rose.\n");
        assert_eq!(read.article.title, "A storm");
        assert!(read.article.published.is_some());
        assert_eq!(read.article.tags, ["sea", "harbour"]);
        assert_eq!(read.body, "The sea rose.\n");
        for prose in [
            "Title: A storm\n\nThe sea rose.\n",
            "Title: A storm\nThe sea rose.\n\nIt fell.\n",
            "Note: A storm\nSource: the clerk\n\nIt fell.\n",
        ] {
            assert_eq!(front(prose).body, prose);
        }
    }

    #[test]
    fn yaml_toml_and_json_say_the_same() {
        let heads = [
            "---\ntitle: A storm\nauthors: [Ann, Bob]\ntags:\n- sea\n- wind\ndate: 2020-04-16\n---\n",
            "+++\ntitle = \"A storm\"\nauthors = [\"Ann\", \"Bob\"]\ntags = [\"sea\", \"wind\"]\ndate = 2020-04-16\n+++\n",
            "{\n\"title\": \"A storm\", \"authors\": [\"Ann\", \"Bob\"],\n\"tags\": [\"sea\", \"wind\"], \"date\": \"2020-04-16\"}\n",
            "---\n{\"title\":\"A storm\",\"authors\":[\"Ann\",\"Bob\"],\"tags\":[\"sea\",\"wind\"],\"date\":\"2020-04-16\"}\n---\n",
            "---toml\ntitle = \"A storm\"\nauthors = [\"Ann\", \"Bob\"]\ntags = [\"sea\", \"wind\"]\ndate = 2020-04-16\n---\n",
        ];
        for head in heads {
            let article = article(&format!("{head}Text.\n"));
            assert_eq!(article.title, "A storm");
            assert_eq!(article.byline.as_deref(), Some("Ann and Bob"));
            assert_eq!(article.tags, ["sea", "wind"]);
            assert_eq!(article.published.unwrap().to_string(), "2020-04-16");
        }
    }

    #[test]
    fn a_thematic_break_at_the_top_is_no_front_matter() {
        for text in [
            "---\n\nSome words.\n\n---\n",
            "---\nFoo\n---\n",
            "---\n---\n",
            "+++\nwords\n+++\n",
            "{{ tag }}\n",
            "---",
        ] {
            let front = front(text);
            assert_eq!(front.body, text);
            assert_eq!(front.problem, None);
        }
    }

    #[test]
    fn front_matter_that_has_no_end_is_text() {
        let text = "---\ntitle: A\n\nWords.\n";
        let front = front(text);
        assert_eq!(front.body, text);
        assert_eq!(front.article, Article::default());
        assert_eq!(front.problem.unwrap().line, Some(1));
    }

    #[test]
    fn front_matter_of_more_than_64_kib_is_text() {
        let text = format!("---\ntitle: {}\n---\nText.\n", "a".repeat(65_536));
        assert_eq!(front(&text).body, text);
        assert!(front(&text).problem.is_some());
    }

    #[test]
    fn a_head_that_multiplies_itself_is_text() {
        let mut text = "---\na0: &a0 [x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..20 {
            let aliases = vec![format!("*a{}", level - 1); 8].join(", ");
            text.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
        }
        text.push_str("---\nText.\n");
        let (article, reason, _) = troubled(&text);
        assert_eq!(article, Article::default());
        assert!(reason.contains("repeats itself"), "{reason}");
        assert_eq!(front(&text).body, text);
    }

    #[test]
    fn a_head_nested_without_end_is_text() {
        for inner in [
            "[".repeat(60_000),
            "- ".repeat(30_000),
            "{a: ".repeat(15_000),
        ] {
            let text = format!("---\ntitle:\n  {inner}\n---\nText.\n");
            assert_eq!(front(&text).body, text);
            assert!(front(&text).problem.is_some());
        }
    }

    #[test]
    fn an_alias_stands_for_what_it_names() {
        let article = article("---\nauthor: &me Ann Lee\nbyline: *me\ntags: [*me]\n---\nText.\n");
        assert_eq!(article.tags, ["Ann Lee"]);
    }

    #[test]
    fn a_colon_in_a_bare_title_is_part_of_it() {
        let (article, _, line) = troubled(
            "---\ndate: 2020-04-16\ntitle: Storm: the sea rises\nauthor: @ann\ntags: [a, \"b\"]\n---\nText.\n",
        );
        assert_eq!(article.title, "Storm: the sea rises");
        assert_eq!(article.byline.as_deref(), Some("@ann"));
        assert_eq!(article.tags, ["a", "b"]);
        assert_eq!(line, Some(3));
    }

    #[test]
    fn tabs_and_crooked_indentation_are_read() {
        let (article, ..) = troubled(
            "---\ntitle: Storm\n\tdate: 2020-04-16\ntags:\n\t- sea\n  - wind\nauthors:\n\t- name: Ann\n\t  site: x\n---\nText.\n",
        );
        assert_eq!(article.published.unwrap().to_string(), "2020-04-16");
        assert_eq!(article.tags, ["sea", "wind"]);
        assert_eq!(article.byline.as_deref(), Some("Ann"));
    }

    #[test]
    fn what_is_no_field_in_a_damaged_head_stays_in_the_text() {
        let front = front("---\ntitle: Storm: rising\n\nThe sea rose.\n\n---\nMore.\n");
        assert_eq!(front.article.title, "Storm: rising");
        assert_eq!(front.body, "The sea rose.\n\n\nMore.\n");
    }

    #[test]
    fn prose_between_rules_is_no_damaged_head() {
        let text = "---\nNote: words\n\nMore words.\n\n---\nText.\n";
        assert_eq!(front(text).body, text);
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_is_dropped() {
        let (article, ..) = troubled("---\ntitle: \"Storm\nauthor: Ann\n---\nText.\n");
        assert_eq!(article.title, "Storm");
        assert_eq!(article.byline.as_deref(), Some("Ann"));
    }

    #[test]
    fn a_field_named_twice_counts_once_and_is_told() {
        let (article, reason, line) = troubled("---\ntitle: First\ntitle: Second\n---\nText.\n");
        assert_eq!(article.title, "First");
        assert!(reason.contains("`title`"), "{reason}");
        assert_eq!(line, Some(3));
    }

    #[test]
    fn a_damaged_toml_head_is_read_line_by_line() {
        let (article, _, line) =
            troubled("+++\ntitle = \"Storm\"\nauthor = Ann Lee\n[extra]\n+++\nText.\n");
        assert_eq!(article.title, "Storm");
        assert_eq!(article.byline.as_deref(), Some("Ann Lee"));
        assert_eq!(line, Some(3));
    }

    #[test]
    fn a_damaged_json_head_is_text() {
        let text = "{\n\"title\": \"Storm\n}\nText.\n";
        assert_eq!(front(text).body, text);
        assert!(front(text).problem.is_some());
    }

    #[test]
    fn the_names_of_fields_do_not_hang_on_their_spelling() {
        let article = article(
            "---\nTitle: A\npub-date: 2020-04-16\nlast_modified_at: 2020-04-17\nKeywords: sea, high wind\nlanguage: en_GB\n---\nText.\n",
        );
        assert_eq!(article.published.unwrap().to_string(), "2020-04-16");
        assert_eq!(article.updated.unwrap().to_string(), "2020-04-17");
        assert_eq!(article.tags, ["sea", "high wind"]);
        assert_eq!(article.lang.as_deref(), Some("en-GB"));
    }

    #[test]
    fn only_an_address_on_the_web_is_a_link() {
        let article = article(
            "---\npermalink: /storm/\nurl: javascript:alert(1)\nsource: https://a.example/storm\nsite: The Sea\n---\nText.\n",
        );
        assert_eq!(article.link.as_deref(), Some("https://a.example/storm"));
        assert_eq!(article.source.as_deref(), Some("The Sea"));
    }

    #[test]
    fn an_id_that_others_may_give_too_is_no_guid() {
        let guid = |id: &str| article(&format!("---\nid: {id}\n---\nText.\n")).guid;
        assert_eq!(guid("12"), None);
        assert_eq!(guid("intro"), None);
        assert_eq!(
            guid("tag:a.example,2020:1"),
            Some("tag:a.example,2020:1".to_owned())
        );
    }

    #[test]
    fn authors_may_be_mappings_and_begin_with_by() {
        let byline = |author: &str| article(&format!("---\nauthor: {author}\n---\nText.\n")).byline;
        assert_eq!(byline("By Ann Lee").as_deref(), Some("Ann Lee"));
        assert_eq!(
            byline("{name: Ann Lee, url: x}").as_deref(),
            Some("Ann Lee")
        );
        assert_eq!(
            byline("[{first: Ann, last: Lee}, Bob, By Cy]").as_deref(),
            Some("Ann Lee, Bob and Cy")
        );
        assert_eq!(byline("~"), None);
    }

    #[test]
    fn tags_of_site_generators_are_found_in_their_tables() {
        let article = article(
            "+++\npath = \"2024/10/17/storm\"\n[taxonomies]\ntags = [\"sea\"]\ncategories = [\"Sea\", \"wind\"]\n[extra]\nauthor = \"Ann\"\n+++\nText.\n",
        );
        assert_eq!(article.tags, ["sea", "wind"]);
        assert_eq!(article.byline.as_deref(), Some("Ann"));
        assert_eq!(article.published.unwrap().to_string(), "2024-10-17");
    }

    #[test]
    fn scalars_stay_as_they_were_written() {
        assert_eq!(article("---\ntitle: 007\n---\nText.\n").title, "007");
        assert_eq!(article("---\ntitle: no\n---\nText.\n").title, "no");
        assert_eq!(
            article("---\ntitle: 1e3\ndraft: true\n---\nText.\n").title,
            "1e3"
        );
    }

    #[test]
    fn only_fields_between_fences_open_a_text_of_unknown_format() {
        for head in [
            "---\ntitle: A storm\n---\n",
            "\n---\ndate: 2020-04-16\ntitle: Storm: the sea rises\n---\n",
            "+++\ntitle = \"A storm\"\n+++\n",
            ";;;\n{\"title\": \"A storm\"}\n;;;\n",
        ] {
            assert!(opens(head), "{head}");
        }
        for text in [
            "---\nThe sea rose.\n---\nIt fell.\n",
            "----------\ntitle: A storm\n----------\n",
            "---\ntitle: A storm\n\nThe sea rose.\n",
            "---\ntitle: A storm\n\nThe sea rose.\n\n---\nIt fell.\n",
            "---\nwind: north\nsea: high\n---\nIt fell.\n",
            "title: A storm\ndate: 2020-04-16\n\nThe sea rose.\n",
            "{\"title\": \"A storm\"}\n",
        ] {
            assert!(!opens(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_head_panics_and_no_body_gains_text(head in "[-+:;={}\\[\\]\"'#&*>|~ \\ta-c\n]{0,80}", fence in "---|\\+\\+\\+|;;;|\\{") {
            let text = format!("{fence}\n{head}\n{fence}\nText.\n");
            let front = front(&text);
            prop_assert!(front.body.ends_with("Text.\n"));
            prop_assert!(front.body.len() <= text.len() + 2);
        }

        #[test]
        fn a_quoted_title_comes_out_as_it_went_in(title in "[a-z:,.@#&*! ]{1,30}") {
            let front = article(&format!("---\ntitle: \"{title}\"\n---\nText.\n"));
            prop_assert_eq!(front.title, sanitize::line(&title));
        }
    }
}
