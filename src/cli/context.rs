//! What every command works with: the settings in force, and whether colours are.
//!
//! Owns the order of the layers: defaults, settings file, variables, options. Does not own their values
//! (`crate::config`).

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

use super::{
    Options,
    articles::told,
    failure::{Failure, warn},
    paint::Paint,
};
use crate::{
    app::settings::Settings,
    article::{Outcome, Problem},
    config::{self, Layers, Origin},
    runtime::{
        folders,
        librarian::Keeping,
        searches::{self, Searches},
    },
    search::Saved,
};

/// What every command works with.
#[derive(Debug)]
pub(super) struct Context {
    /// The settings with where each comes from.
    pub layers: Layers,
    /// The settings file, and whether it is there; `None` without a home folder.
    pub settings_file: Option<(PathBuf, bool)>,
    /// How standard output is written to.
    pub paint: Paint,
    /// Whether what is read is kept for the next time.
    pub keeping: Keeping,
    /// What was wrong with the settings, and is not in force.
    pub problems: Vec<Problem>,
    /// The saved searches, in the order of their file.
    pub searches: Searches,
    /// The same as what a query may name.
    pub saved: Saved,
}

impl Context {
    /// Lays the options over the variables over the settings file over the defaults.
    pub(super) fn decide(options: &Options) -> Result<Self, Failure> {
        let (mut layers, mut problems) = (Layers::default(), Vec::new());
        let settings_file = read_file(&mut layers, options, &mut problems)?;
        read_variables(&mut layers, &mut problems);
        let (searches, wrong) = searches::saved();
        problems.extend(wrong);
        if let Some(theme) = &options.theme {
            let fault = |message| Failure::usage(format!("--theme '{theme}': {message}"));
            layers.set("theme", theme, Origin::Option).map_err(fault)?;
        }
        if options.no_mouse {
            layers
                .set("mouse", "off", Origin::Option)
                .map_err(Failure::usage)?;
        }
        Ok(Self {
            layers,
            settings_file,
            paint: Paint::decide(options.color),
            keeping: match options.no_cache {
                true => Keeping::Nothing,
                false => Keeping::Snapshot,
            },
            problems,
            saved: searches.iter().cloned().collect(),
            searches,
        })
    }

    /// Tells what is wrong with the settings.
    pub(super) fn tell(&self) {
        self.problems
            .iter()
            .for_each(|problem| warn(&told(problem)));
    }

    /// The settings in force.
    pub(super) fn settings(&self) -> &Settings {
        &self.layers.settings
    }
}

/// A settings file that was named must be there; the usual one need not.
fn read_file(
    layers: &mut Layers,
    options: &Options,
    problems: &mut Vec<Problem>,
) -> Result<Option<(PathBuf, bool)>, Failure> {
    let variable = || env::var_os("NEWSSTAND_CONFIG").filter(|path| !path.is_empty());
    let named = options
        .config
        .clone()
        .or_else(|| variable().map(PathBuf::from));
    let is_named = named.is_some();
    let Some(path) = named.or_else(|| folders::settings_file().ok()) else {
        return Ok(None);
    };
    match fs::read(&path) {
        Ok(bytes) => {
            let text = String::from_utf8_lossy(&bytes);
            for complaint in layers.read_file(&text) {
                let (line, column) = (complaint.line, complaint.column);
                problems.push(ignored(
                    &path,
                    Some(line),
                    complaint.message,
                    format!("see column {column}"),
                ));
            }
            let library = &layers.settings.library;
            layers.settings.library = library
                .iter()
                .map(|path| folders::from_home(path))
                .collect();
            Ok(Some((path, true)))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound && !is_named => {
            Ok(Some((path, false)))
        }
        Err(error) if is_named => Err(Failure::failed(unread(&path, &error))),
        Err(error) => {
            let reason = format!("the settings cannot be read: {error}");
            problems.push(ignored(
                &path,
                None,
                reason,
                "see that it is a file that you may read".to_owned(),
            ));
            Ok(Some((path, false)))
        }
    }
}

fn ignored(path: &Path, line: Option<usize>, reason: String, remedy: String) -> Problem {
    Problem {
        path: path.to_owned(),
        line,
        outcome: Outcome::Skipped,
        reason,
        remedy,
    }
}

fn unread(path: &Path, error: &io::Error) -> String {
    let path = path.display();
    match error.kind() {
        io::ErrorKind::NotFound => {
            format!(
                "{path}: there is no such file; `newsstand config --default` prints one to begin with"
            )
        }
        _ => {
            format!("{path}: it cannot be read ({error}); see that it is a file that you may read")
        }
    }
}

/// Lays the variables over the settings. One that makes no sense is left out.
fn read_variables(layers: &mut Layers, problems: &mut Vec<Problem>) {
    for name in config::names() {
        let variable = config::variable(name);
        let Some(value) = env::var_os(&variable).filter(|value| !value.is_empty()) else {
            continue;
        };
        if name == "library" {
            layers.set_library(env::split_paths(&value).collect(), Origin::Environment);
        } else if let Err(message) = layers.set(name, &value.to_string_lossy(), Origin::Environment)
        {
            let reason = format!("'{}' cannot be used", value.to_string_lossy());
            problems.push(ignored(Path::new(&variable), None, reason, message));
        }
    }
}
