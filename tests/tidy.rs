//! The house rules, held against the source: what may name what, what may touch the world, how long things may grow.
//!
//! Each rule is a function from sources to faults (`tidy/rules.rs`), so that a test can show that it fails when it
//! should (`tidy/proof.rs`). A fault says where, what is wrong and what to do. What the compiler or clippy can check
//! is not checked here.

#[path = "tidy/proof.rs"]
mod proof;
#[path = "tidy/rules.rs"]
mod rules;
#[path = "tidy/source.rs"]
mod source;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use source::{Fault, Source};

#[test]
fn a_module_names_only_modules_above_it() {
    hold(house().iter().flat_map(|file| rules::climbs(file, &law())));
}

#[test]
fn no_region_of_the_screen_names_another() {
    let house = house();
    hold(house.iter().flat_map(|file| rules::sideways(file, &house)));
}

#[test]
fn only_the_edge_touches_the_world() {
    hold(house().iter().flat_map(rules::impurities));
}

#[test]
fn each_crate_stays_in_its_home() {
    hold(house().iter().flat_map(rules::strays));
}

#[test]
fn each_dependency_has_a_home_and_each_home_a_dependency() {
    let declared = rules::dependencies(&read("Cargo.toml"));
    let housed: BTreeSet<_> = rules::HOMES.map(|(name, _)| name.to_owned()).into();
    let homeless: Vec<_> = declared.difference(&housed).collect();
    let deserted: Vec<_> = housed.difference(&declared).collect();
    let remedy = "mend HOMES in tests/tidy/rules.rs, or Cargo.toml";
    assert!(
        homeless.is_empty(),
        "without a home: {homeless:?}; {remedy}"
    );
    assert!(
        deserted.is_empty(),
        "no dependencies: {deserted:?}; {remedy}"
    );
}

#[test]
fn each_file_opens_by_saying_what_it_owns() {
    hold(house().iter().chain(&tests()).flat_map(rules::openings));
}

#[test]
fn no_file_and_no_function_outgrows_a_reader() {
    hold(house().iter().flat_map(rules::overgrown));
}

#[test]
fn nothing_is_left_unfinished_or_unwrapped() {
    hold(house().iter().flat_map(rules::unfinished));
}

#[test]
fn claims_of_impossibility_are_rare() {
    hold(rules::excess_claims(&house()));
}

#[test]
fn each_file_has_a_name_that_says_something() {
    hold(house().iter().chain(&tests()).flat_map(rules::empty_names));
}

#[test]
fn articles_are_made_only_where_their_text_is_sanitised() {
    hold(house().iter().flat_map(rules::unsanitised));
}

/// The modules in the order of `src/lib.rs`.
fn law() -> Vec<String> {
    let map = Source::new("src/lib.rs", &read("src/lib.rs"));
    let modules = map.named_after("pub mod ");
    modules.into_iter().map(|(_, name)| name).collect()
}

/// The files of the program.
fn house() -> Vec<Source> {
    let house = sources("src");
    assert!(!house.is_empty(), "no source found, so no rule was checked");
    house
}

/// The files that test and measure it.
fn tests() -> Vec<Source> {
    let mut files = sources("tests");
    files.extend(sources("benches"));
    files
}

fn sources(folder: &str) -> Vec<Source> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(root().join(&folder)).into_iter().flatten();
        for entry in entries.flatten() {
            let path = folder.join(entry.file_name());
            if entry.path().is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let path = path.to_string_lossy().replace('\\', "/");
                found.push(Source::new(&path, &read(&path)));
            }
        }
    }
    found
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Fails with all faults, one a line.
fn hold(faults: impl IntoIterator<Item = Fault>) {
    let faults: Vec<_> = faults.into_iter().map(|fault| fault.to_string()).collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}
