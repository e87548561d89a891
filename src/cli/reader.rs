//! `newsstand` without a command: the reader, or where there is no screen for it, the list.
//!
//! Does not own the reader (`crate::runtime`).

use std::{
    fs,
    io::{self, IsTerminal as _},
    path::{Path, PathBuf},
};

use clap::CommandFactory as _;

use super::{
    Asked, Cli, Ending,
    articles::{Purpose, Selection, paths_meant, read_query},
    context::Context,
    failure::Failure,
    list,
    state::{self, State},
};
use crate::{
    app::settings::{Settings, ThemeName},
    config::nearest,
    runtime::{self, Opening},
};

pub(super) fn run(asked: Asked, context: &Context) -> Result<Ending, Failure> {
    read_query(asked.query.as_deref().unwrap_or_default(), context)?;
    if !asked.paths.is_empty() && asked.paths.iter().all(|path| is_missing(path)) {
        return Err(nothing_there(&asked.paths));
    }
    if !context.paint.is_screen {
        let selection = Selection::to_look_at(&asked, Purpose::Heads, context)?;
        list::print_plain(&selection, context.paint)?;
        return Ok(selection.ending());
    }
    let paths = paths_meant(&asked.paths, context);
    if paths.iter().any(|path| path.as_os_str() == "-") && io::stdin().is_terminal() {
        return Err(Failure::failed(
            "-: standard input is the keyboard, which the reader needs itself; pipe something into it",
        ));
    }
    let State {
        marks,
        journal,
        problems,
    } = state::open(context.keeping);
    let opening = Opening {
        paths,
        query: asked.query,
        searches: context.searches.clone(),
        settings: settings_for(context),
        marks,
        journal: Some(journal),
        keeping: context.keeping,
        problems: context.problems.iter().cloned().chain(problems).collect(),
    };
    let status = runtime::read(opening).map_err(|error| Failure::failed(format!("{error:#}")))?;
    Ok(Ending::Status(status))
}

/// The settings in force; without colours where the environment or an option wants none.
fn settings_for(context: &Context) -> Settings {
    let mut settings = context.settings().clone();
    if !context.paint.colours {
        settings.theme = ThemeName::Mono;
    }
    settings
}

fn is_missing(path: &Path) -> bool {
    path.as_os_str() != "-" && fs::symlink_metadata(path).is_err()
}

/// What is no path may have been meant for a command.
fn nothing_there(paths: &[PathBuf]) -> Failure {
    let first = paths[0].display().to_string();
    let command = Cli::command();
    let names: Vec<_> = command
        .get_subcommands()
        .map(clap::Command::get_name)
        .collect();
    let remedy = match nearest(&first, names.into_iter()) {
        Some(name) => format!("did you mean the command `newsstand {name}`?"),
        None => "check the spelling of the path".to_owned(),
    };
    Failure::failed(format!(
        "{first}: there is no such file or folder; {remedy}"
    ))
}
