//! The rules held against sources that break them, for a rule that cannot fail is none.

use crate::{
    rules::{
        LONGEST_FILE, LONGEST_FUNCTION, LONGEST_OPENING, climbs, dependencies, empty_names,
        excess_claims, impurities, openings, overgrown, sideways, strays, unfinished, unsanitised,
    },
    source::{Fault, Source, without_words},
};

fn faults(rule: impl Fn(&Source) -> Vec<Fault>, path: &str, text: &str) -> Vec<String> {
    rule(&Source::new(path, text))
        .iter()
        .map(ToString::to_string)
        .collect()
}

/// Asserts that each text breaks the rule in one place, on its last line.
fn breaks(rule: impl Fn(&Source) -> Vec<Fault>, path: &str, texts: &[&str]) {
    for text in texts {
        let faults = faults(&rule, path, text);
        let place = format!("{path}:{}: ", text.lines().count());
        assert!(
            faults.len() == 1 && faults[0].starts_with(&place),
            "{text}: {faults:?}"
        );
    }
}

fn keeps(rule: impl Fn(&Source) -> Vec<Fault>, path: &str, texts: &[&str]) {
    for text in texts {
        assert_eq!(faults(&rule, path, text), [""; 0], "{text}");
    }
}

#[test]
fn a_climb_is_seen_in_paths_and_in_braces_and_by_way_of_super() {
    let law = ["article", "parse", "view"].map(String::from);
    let rule = |source: &Source| climbs(source, &law);
    breaks(
        rule,
        "src/parse/date.rs",
        &[
            "use crate::view::draw;",
            "use crate::{\n    article::{Article, Body}, view};",
            "use crate::fold_it;",
            "use super::super::article;",
        ],
    );
    keeps(
        rule,
        "src/parse/date.rs",
        &[
            "use crate::article::Article;",
            "use crate::parse::Parsed;",
            "// crate::view",
            "const A: &str = r#\"crate::view\"#;",
            "#[cfg(test)]\nmod tests {\n    use crate::view;\n}",
        ],
    );
}

#[test]
fn a_region_that_names_its_neighbour_is_seen() {
    let house =
        ["theme", "reading", "footer"].map(|name| Source::new(&format!("src/view/{name}.rs"), ""));
    let rule = |source: &Source| sideways(source, &house);
    breaks(
        rule,
        "src/view/footer.rs",
        &["use super::{theme, reading};", "use crate::view::reading;"],
    );
    keeps(
        rule,
        "src/view/footer.rs",
        &["use super::theme;", "use crate::app::reading;"],
    );
    keeps(
        rule,
        "src/view.rs",
        &["mod reading; pub use reading::draw;"],
    );
}

#[test]
fn a_reach_out_of_the_program_is_seen() {
    breaks(
        impurities,
        "src/library.rs",
        &[
            "use std::{collections::HashMap, fs};",
            "let now = std::time::Instant::now();",
            "let home = std::env::var_os(\"HOME\");",
            "let file = path.is_file();",
        ],
    );
    keeps(
        impurities,
        "src/library.rs",
        &[
            "use std::{fmt, sync::Arc};",
            "// fs",
            "let now = handed_in;",
        ],
    );
    keeps(impurities, "src/runtime/loader.rs", &["use std::fs;"]);
}

#[test]
fn a_crate_away_from_home_is_seen() {
    breaks(
        strays,
        "src/view.rs",
        &[
            "use textwrap::wrap;",
            "use toml;",
            "let id = blake3::hash(b\"\");",
        ],
    );
    keeps(
        strays,
        "src/typeset/wrap.rs",
        &["use textwrap::core::Fragment;"],
    );
    keeps(
        strays,
        "src/view.rs",
        &[
            "mod toml;\nuse toml::Table;",
            "use crate::typeset::textwrap::wrap;",
            "use my_toml::x;",
        ],
    );
}

#[test]
fn dependencies_are_those_of_all_platforms_but_not_of_development() {
    let manifest = "[package]\nname = \"x\"\n[dependencies]\n# A\na-b = \"1\"\n\
        [target.'cfg(unix)'.dependencies]\nc = { version = \"1\" }\n[dev-dependencies]\nd = \"1\"\n";
    assert_eq!(
        dependencies(manifest),
        ["a_b", "c"].map(String::from).into()
    );
}

#[test]
fn a_missing_and_an_endless_opening_are_seen() {
    let endless = "//! A.\n".repeat(LONGEST_OPENING + 1);
    assert_eq!(faults(openings, "src/a.rs", "use std::fmt;").len(), 1);
    assert_eq!(faults(openings, "src/a.rs", &endless).len(), 1);
    keeps(openings, "src/lib.rs", &[&endless]);
    let picture = format!("//! A:\n//! ```text\n{endless}//! ```\n");
    keeps(openings, "src/view.rs", &[&picture]);
    keeps(openings, "src/a.rs", &["//! Owns a.\n\nuse std::fmt;"]);
}

#[test]
fn an_overgrown_file_and_function_are_seen_and_their_tests_forgiven() {
    let lines = |count: usize| "    a();\n".repeat(count);
    let long = format!("pub fn long() {{\n{}}}\n", lines(LONGEST_FUNCTION - 1));
    let fitting = format!("fn short() {{\n{}}}\n", lines(LONGEST_FUNCTION - 2));
    let file = "const A: char = '{';\n".repeat(LONGEST_FILE);
    let tested = |body: &str| format!("{file}#[cfg(test)]\nmod tests {{\n{body}}}\n");
    assert!(faults(overgrown, "src/a.rs", &long)[0].contains("`long` has 61 lines"));
    assert!(
        faults(overgrown, "src/a.rs", &format!("{file}{fitting}"))[0].contains("has 460 lines")
    );
    keeps(overgrown, "src/a.rs", &[&fitting, &tested(&long)]);
    keeps(overgrown, "src/a/tests.rs", &[&format!("{file}{long}")]);
}

#[test]
fn unfinished_work_is_seen_in_code_and_comments() {
    breaks(
        unfinished,
        "src/a.rs",
        &[
            "let a = b.unwrap();",
            "fn a() {\n    dbg!(1);",
            "todo!()",
            "// TODO: later",
        ],
    );
    keeps(
        unfinished,
        "src/a.rs",
        &[
            "let a = b.unwrap_or(1);",
            "// never .unwrap()",
            "// writes \\uXXXX",
            "let a = \"dbg!(1)\";",
        ],
    );
}

#[test]
fn one_claim_of_impossibility_is_allowed_and_two_are_not() {
    let claim = "let a = b.expect(\"said so\");\n";
    assert!(excess_claims(&[Source::new("src/a.rs", claim)]).is_empty());
    assert_eq!(
        excess_claims(&[Source::new("src/a.rs", &claim.repeat(2))]).len(),
        2
    );
}

#[test]
fn an_empty_name_is_seen_in_files_and_folders() {
    breaks(empty_names, "src/utils.rs", &["a"]);
    breaks(empty_names, "src/common/lines.rs", &["a"]);
    keeps(empty_names, "src/parse/database.rs", &["a"]);
}

#[test]
fn an_article_made_from_raw_text_is_seen() {
    breaks(
        unsanitised,
        "src/cli.rs",
        &["let a = Article {", "let b = Body::from_paragraphs([raw]);"],
    );
    keeps(unsanitised, "src/parse/text.rs", &["let a = Article {"]);
    keeps(
        unsanitised,
        "src/cli.rs",
        &[
            "impl Show for Article {",
            "fn a() -> Article {",
            "StoredArticle {",
        ],
    );
}

#[test]
fn quotes_lifetimes_and_nested_literals_do_not_derail_the_reading() {
    let text = "fn a<'a>(b: &'a str) { ('\\'', '\"', \"\\\"{\", r\"{\", '{', \"é\") } // {\nfs";
    let code = without_words(text);
    assert_eq!(code.len(), text.len());
    assert_eq!(
        (code.matches('{').count(), code.matches('}').count()),
        (1, 1)
    );
    assert!(code.ends_with("\nfs") && code.starts_with("fn a<'a>(b: &'a str) {"));
}
