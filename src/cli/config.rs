//! `newsstand config`: the settings in force, where each comes from, and where things are kept.
//!
//! Does not own the settings (`crate::config`).

use std::{
    fs,
    io::{ErrorKind, Write},
    path::PathBuf,
};

use super::{Ending, context::Context, failure::Failure, output};
use crate::{
    config::{self, Note},
    runtime::{
        folders,
        snapshot::{self, Size},
    },
};

/// Print the settings in force, and where things are kept
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  newsstand config
  mkdir -p ~/.config/newsstand
  newsstand config --default > ~/.config/newsstand/config.toml

What it prints is a settings file. Options beat NEWSSTAND_LIBRARY, NEWSSTAND_MEASURE, NEWSSTAND_THEME, \
NEWSSTAND_MARK_READ and NEWSSTAND_MOUSE, which beat the settings file (NEWSSTAND_CONFIG names another).")]
pub(super) struct Arguments {
    /// Print a settings file to begin with: everything explained, nothing set
    #[arg(long)]
    default: bool,
}

pub(super) fn run(arguments: Arguments, context: &Context) -> Result<Ending, Failure> {
    context.tell();
    let text = if arguments.default {
        config::default_file(&places(context))
    } else {
        config::print(&context.layers, &places(context))
    };
    output::print(|out| out.write_all(text.as_bytes()))?;
    Ok(Ending::Done)
}

/// What lies where.
fn places(context: &Context) -> Vec<Note<'static>> {
    let settings = match &context.settings_file {
        Some((path, true)) => path.display().to_string(),
        Some((path, false)) => format!("{} (not there)", path.display()),
        None => "none, for no home folder is known".to_owned(),
    };
    let kept = |folder: anyhow::Result<PathBuf>| match folder {
        Ok(path) => path.display().to_string(),
        Err(error) => error.to_string(),
    };
    vec![
        ("settings file", settings),
        ("articles", kept(folders::articles())),
        ("marks", kept(folders::marks())),
        ("state", kept(folders::state())),
        ("cache", cache()),
    ]
}

/// Where libraries are kept as they were read, and how much that is.
fn cache() -> String {
    let folder = match folders::cache() {
        Ok(folder) => folder,
        Err(error) => return error.to_string(),
    };
    let is_there = fs::metadata(&folder);
    let folder = folder.display();
    let Size { libraries, bytes } = snapshot::size();
    let libraries = match libraries {
        0 if bytes == 0 => {
            let state = match is_there {
                Ok(found) if found.is_dir() => "empty",
                Err(error) if error.kind() == ErrorKind::NotFound => "not there",
                _ => "no folder, so that nothing is kept",
            };
            return format!("{folder} ({state})");
        }
        // Marks are kept there, too.
        0 => "no library".to_owned(),
        1 => "1 library".to_owned(),
        many => format!("{many} libraries"),
    };
    format!(
        "{folder} ({libraries}, {}; may be deleted)",
        megabytes(bytes)
    )
}

fn megabytes(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    match tenths {
        0..100 => format!("{}.{} MB", tenths / 10, tenths % 10),
        _ => format!("{} MB", tenths / 10),
    }
}
