//! The rules: each takes a source file and returns its faults.
//!
//! Owns the limits and the lists of what is allowed where. Does not own how a source is read (`source`).

use std::collections::BTreeSet;

use crate::source::{Fault, Source};

/// The modules that may touch files, environment, clocks, threads, network or the terminal.
const EDGE: [&str; 3] = ["main", "runtime", "cli"];

/// The modules of `std` that reach out of the program.
const IMPURE_STD: [&str; 6] = ["env", "fs", "net", "os", "process", "thread"];

/// Calls that reach out of the program without naming one of these modules.
const IMPURE_CALLS: [&str; 10] = [
    "::now(",
    "TimeZone::system(",
    "stdout(",
    "stderr(",
    "stdin(",
    ".canonicalize(",
    ".metadata(",
    ".read_dir(",
    ".is_file(",
    ".is_dir(",
];

/// Each dependency, as code writes its name, and the modules it is at home in.
pub(crate) const HOMES: [(&str, &[&str]); 46] = [
    ("anyhow", &["runtime", "cli"]),
    ("blake3", &["article/identity", "marks", "runtime/journal"]),
    ("chardetng", &["parse/decode"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("crossterm", &["app/keymap", "runtime"]),
    ("csv", &["parse/feed/table"]),
    ("dirs", &["runtime"]),
    ("dom_query", &["parse/html"]),
    ("dom_smoothie", &["parse/html"]),
    ("encoding_rs", &["parse/decode"]),
    ("flate2", &["runtime/loader/archive"]),
    ("indicatif", &["cli"]),
    (
        "jiff",
        &[
            "article", "parse", "search", "typeset", "app", "view", "runtime", "cli",
        ],
    ),
    ("mail_parser", &["parse/mail"]),
    (
        "memchr",
        &[
            "article/body",
            "fold",
            "parse",
            "marks",
            "library",
            "search",
            "runtime",
        ],
    ),
    ("memmap2", &["runtime/sealed"]),
    ("notify", &["runtime"]),
    ("oem_cp", &["parse/decode"]),
    ("open", &["runtime/opener"]),
    ("postcard", &["marks", "library", "runtime"]),
    ("pulldown_cmark", &["parse/markdown"]),
    ("quick_xml", &["parse/xml"]),
    ("ratatui", &["typeset/fit", "app", "view", "runtime"]),
    ("rayon", &["search", "runtime"]),
    ("regex_automata", &["search"]),
    ("regex_syntax", &["search"]),
    ("rustix", &["runtime"]),
    ("ruzstd", &["runtime/loader/archive"]),
    ("same_file", &["runtime/journal"]),
    (
        "serde",
        &[
            "article",
            "library",
            "parse/front_matter",
            "marks",
            "runtime",
            "config",
            "cli",
        ],
    ),
    (
        "serde_json",
        &[
            "parse/feed",
            "parse/front_matter",
            "parse/html",
            "marks",
            "runtime",
            "cli",
        ],
    ),
    ("serde_saphyr", &["parse/front_matter"]),
    ("signal_hook", &["runtime"]),
    ("tar", &["runtime/loader/archive"]),
    ("textwrap", &["typeset"]),
    ("toml", &["parse/front_matter", "config"]),
    ("tui_input", &["app", "view"]),
    ("twox_hash", &["library/record", "runtime"]),
    (
        "unicode_normalization",
        &["fold", "parse/sanitize", "library/index/tokens"],
    ),
    ("unicode_segmentation", &["fold", "parse", "typeset"]),
    ("unicode_width", &["typeset", "view"]),
    ("url", &["parse", "app", "runtime"]),
    ("walkdir", &["runtime/loader"]),
    ("zip", &["runtime/loader/archive"]),
];

/// Names that could stand on any file.
const EMPTY_NAMES: [&str; 8] = [
    "common", "data", "helper", "helpers", "manager", "misc", "util", "utils",
];

/// The modules that make articles and their text, and the file that takes out what they have made and others have kept.
const MAKERS: [&str; 2] = ["article", "parse"];
const KEEPER: &str = "src/library/head.rs";

/// The longest opening comment, file and function, in lines.
pub(crate) const LONGEST_OPENING: usize = 10;
pub(crate) const LONGEST_FILE: usize = 400;
pub(crate) const LONGEST_FUNCTION: usize = 60;

/// How many lines there must be for each claim that something cannot happen.
const LINES_PER_CLAIM: usize = 1000;

/// Places where a module names one that stands below it in `src/lib.rs`, or goes round the law by way of `super`.
pub(crate) fn climbs(file: &Source, law: &[String]) -> Vec<Fault> {
    let place = |name: &str| law.iter().position(|module| module == name);
    let Some(own) = place(file.module()) else {
        return Vec::new();
    };
    let mut faults = Vec::new();
    for (at, name) in file.named_after("crate::") {
        let message = match place(&name) {
            Some(place) if place <= own => continue,
            Some(_) => "stands below this module in src/lib.rs; move what both need above both",
            None => "is no module of src/lib.rs; name the item by its module",
        };
        faults.push(file.fault(at, format!("`{name}` {message}")));
    }
    let root = "super::".repeat(file.depth() + 1);
    let message = "reaches the crate's root by `super`; write `crate::`";
    faults.extend(
        file.find(&root)
            .into_iter()
            .map(|at| file.fault(at, message)),
    );
    faults
}

/// Places where a file of `view/` names another file of `view/` that is not the theme.
pub(crate) fn sideways(file: &Source, house: &[Source]) -> Vec<Fault> {
    let is_region = |file: &Source| file.module() == "view" && file.depth() > 0;
    if !is_region(file) {
        return Vec::new();
    }
    let regions = house.iter().filter(|other| is_region(other));
    let others: BTreeSet<_> = regions.map(Source::stem).collect();
    let mut faults = Vec::new();
    for (at, name) in ["super::", "crate::view::"]
        .map(|path| file.named_after(path))
        .concat()
    {
        if name != "theme" && name != file.stem() && others.contains(name.as_str()) {
            let message = format!("names the region `{name}`; let `view` hand over what both draw");
            faults.push(file.fault(at, message));
        }
    }
    faults
}

/// Places where pure code reaches out of the program.
pub(crate) fn impurities(file: &Source) -> Vec<Fault> {
    if EDGE.contains(&file.module()) {
        return Vec::new();
    }
    let mut reaches = file.named_after("std::");
    reaches.retain(|(_, name)| IMPURE_STD.contains(&name.as_str()));
    for call in IMPURE_CALLS {
        reaches.extend(file.find(call).into_iter().map(|at| (at, call.to_owned())));
    }
    let remedy = "do it in runtime/ or cli/ and hand the result in";
    let fault = |(at, what)| file.fault(at, format!("`{what}` reaches out; {remedy}"));
    reaches.into_iter().map(fault).collect()
}

/// Places where a crate is named outside of its homes. A module of the same name hides the crate.
pub(crate) fn strays(file: &Source) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (name, homes) in HOMES {
        let is_hidden = !file.find(&format!("mod {name};")).is_empty();
        if is_hidden || homes.iter().any(|home| file.is_within(home)) {
            continue;
        }
        let mut places = file.find(&format!("{name}::"));
        places.extend(file.find(&format!("use {name};")));
        let homes = homes.join(", ");
        let message = format!("`{name}` is at home in {homes}; go through there");
        faults.extend(places.into_iter().map(|at| file.fault(at, &*message)));
    }
    faults
}

/// The names of a manifest's dependencies, as code writes them, without those of development.
pub(crate) fn dependencies(manifest: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut inside = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.ends_with("dependencies]") && !line.ends_with("dev-dependencies]");
        } else if let (true, Some((name, _))) = (inside, line.split_once(" = ")) {
            names.insert(name.replace('-', "_"));
        }
    }
    names
}

/// A missing opening comment, or one that is a chapter. A picture between fences counts for nothing, and the map in
/// `src/lib.rs` may be as long as it needs.
pub(crate) fn openings(file: &Source) -> Vec<Fault> {
    let mut in_picture = false;
    let mut lines = 0;
    for line in file.text.lines().take_while(|line| line.starts_with("//!")) {
        let is_fence = line.starts_with("//! ```");
        in_picture ^= is_fence;
        lines += usize::from(!is_fence && !in_picture);
    }
    let message = match lines {
        0 => "say in `//!` what the file owns and does not own".to_owned(),
        1..=LONGEST_OPENING => return Vec::new(),
        _ if file.path == "src/lib.rs" => return Vec::new(),
        _ => format!("opens with {lines} lines of comment; say it in {LONGEST_OPENING}"),
    };
    vec![file.fault(0, message)]
}

/// Files and functions that are too long, tests aside.
pub(crate) fn overgrown(file: &Source) -> Vec<Fault> {
    let mut faults = Vec::new();
    let lines = file.lines();
    if lines > LONGEST_FILE {
        let message = format!("has {lines} lines without its tests; part it in two");
        faults.push(file.fault(0, message));
    }
    for (at, name, lines) in file.functions() {
        if lines > LONGEST_FUNCTION {
            let message = format!("`{name}` has {lines} lines; give its parts names");
            faults.push(file.fault(at, message));
        }
    }
    faults
}

/// Marks of unfinished work, and values taken by force.
pub(crate) fn unfinished(file: &Source) -> Vec<Fault> {
    let in_code = [
        ".unwrap()",
        ".unwrap_err()",
        "dbg!(",
        "todo!(",
        "unimplemented!(",
    ];
    let in_words = ["TODO", "FIXME", "XXX"];
    let mut marks = Vec::new();
    for mark in in_code {
        marks.extend(file.find(mark).into_iter().map(|at| (at, mark)));
    }
    for mark in in_words {
        let is_whole = |at: &usize| {
            let (before, after) = (&file.text[..*at], &file.text[at + mark.len()..]);
            !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
        };
        let places = file.text.match_indices(mark).map(|(at, _)| at);
        marks.extend(places.filter(is_whole).map(|at| (at, mark)));
    }
    let fault = |(at, mark)| file.fault(at, format!("`{mark}` is unfinished work; finish it"));
    marks.into_iter().map(fault).collect()
}

/// All claims that something cannot happen, when there are more of them than the house allows.
pub(crate) fn excess_claims(house: &[Source]) -> Vec<Fault> {
    let lines: usize = house.iter().map(Source::lines).sum();
    let allowed = lines.div_ceil(LINES_PER_CLAIM);
    let message =
        format!("one of more than {allowed} claims that something cannot happen; handle it");
    let mut claims = Vec::new();
    for file in house {
        for claim in [".expect(", "unreachable!(", "panic!("] {
            let places = file.find(claim).into_iter();
            claims.extend(places.map(|at| file.fault(at, &*message)));
        }
    }
    if claims.len() > allowed {
        claims
    } else {
        Vec::new()
    }
}

/// Files and folders whose name could stand on any other.
pub(crate) fn empty_names(file: &Source) -> Vec<Fault> {
    let names = file.path.trim_end_matches(".rs").split('/');
    let empty = names.filter(|name| EMPTY_NAMES.contains(name));
    let fault = |name| file.fault(0, format!("`{name}` says nothing; name it after its noun"));
    empty.map(fault).collect()
}

/// Places outside of `parse` that make an article or its text.
pub(crate) fn unsanitised(file: &Source) -> Vec<Fault> {
    if MAKERS.contains(&file.module()) || file.path == KEEPER {
        return Vec::new();
    }
    let is_literal = |at: &usize| {
        let before = file.code[..*at].trim_end();
        let others = ["->", "for", "impl", "struct", "let"];
        !others.iter().any(|word| before.ends_with(word))
    };
    let mut places = file.find("Article {");
    places.retain(is_literal);
    places.extend(file.find("BodyBuilder::"));
    places.extend(file.find("Body::from_paragraphs("));
    let message = "makes an article outside of parse/, where text is sanitised; make it there";
    places
        .into_iter()
        .map(|at| file.fault(at, message))
        .collect()
}
