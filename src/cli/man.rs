//! `newsstand man`: the manual page, made of the same words as the help, and of the keymap.
//!
//! Does not own any of these words.

use std::io::Write;

use clap::Arg;
use clap_mangen::{
    Man,
    roff::{Roff, bold, italic, roman},
};

use super::{Ending, command, failure::Failure, output};
use crate::{app::keymap, config};

/// Print the manual page
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  newsstand man > ~/.local/share/man/man1/newsstand.1
  newsstand man | man -l -")]
pub(super) struct Arguments {}

pub(super) fn run(_arguments: Arguments) -> Result<Ending, Failure> {
    let mut whole = command();
    whole.build();
    output::print(|out| {
        let page = Man::new(whole.clone());
        page.render_title(out)?;
        page.render_name_section(out)?;
        page.render_synopsis_section(out)?;
        page.render_description_section(out)?;
        page.render_options_section(out)?;
        out.write_all(further_sections(&whole).render().as_bytes())
    })?;
    Ok(Ending::Done)
}

fn further_sections(whole: &clap::Command) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["COMMANDS"]);
    commands(&mut roff, "newsstand", whole);
    roff.control("SH", ["KEYS"]);
    for row in keymap::rows() {
        entry(&mut roff, &row.keys.replace(' ', ", "), row.help);
    }
    roff.control("SH", ["ENVIRONMENT"]);
    for name in config::names() {
        entry(
            &mut roff,
            &config::variable(name),
            &format!("beats the setting '{name}' of the settings file"),
        );
    }
    entry(
        &mut roff,
        "NEWSSTAND_CONFIG",
        "the settings file to read instead of the usual one",
    );
    entry(
        &mut roff,
        "NO_COLOR, CLICOLOR, CLICOLOR_FORCE, TERM",
        "whether commands print in colours",
    );
    entry(
        &mut roff,
        "COLORTERM",
        "`truecolor` or `24bit` where the terminal shows them; else the themes are drawn in the nearest of 256 colours",
    );
    entry(&mut roff, "PAGER", "what `newsstand show` pages with");
    roff.control("SH", ["FILES"]);
    entry(
        &mut roff,
        "$XDG_CONFIG_HOME/newsstand/config.toml",
        "the settings; `newsstand config` prints and explains them",
    );
    entry(
        &mut roff,
        "$XDG_DATA_HOME/newsstand/",
        "marks and saved searches, which must not be lost, and the articles folder",
    );
    entry(
        &mut roff,
        "$XDG_STATE_HOME/newsstand/",
        "the history of the prompts and the name of this device",
    );
    entry(
        &mut roff,
        "$XDG_CACHE_HOME/newsstand/",
        "larger libraries as they were last read, and what many marks come to; may be deleted, and --no-cache does without",
    );
    roff.control("SH", ["EXIT STATUS"]);
    entry(&mut roff, "0", "done");
    entry(&mut roff, "1", "nothing found, or something failed");
    entry(&mut roff, "2", "wrong usage");
    roff
}

/// The commands below a command, each with what it takes; what every command takes is told once, above.
fn commands(roff: &mut Roff, above: &str, whole: &clap::Command) {
    for command in whole
        .get_subcommands()
        .filter(|command| command.get_name() != "help")
    {
        let name = format!("{above} {}", command.get_name());
        if command.has_subcommands() {
            commands(roff, &name, command);
            continue;
        }
        let own = || {
            command
                .get_arguments()
                .filter(|argument| !argument.is_global_set() && argument.get_id() != "help")
        };
        let places: Vec<_> = own()
            .filter(|argument| argument.is_positional())
            .map(placed)
            .collect();
        roff.control("SS", [format!("{name} {}", places.join(" ")).trim_end()]);
        roff.text([roman(about(command.get_about()))]);
        for argument in own().filter(|argument| !argument.is_positional()) {
            roff.control("TP", []);
            roff.text([bold(spelt(argument)), roman(" "), italic(valued(argument))]);
            roff.text([roman(about(argument.get_help()))]);
        }
    }
}

fn entry(roff: &mut Roff, what: &str, about: &str) {
    roff.control("TP", [])
        .text([bold(what)])
        .text([roman(about)]);
}

fn about(text: Option<&clap::builder::StyledStr>) -> String {
    text.map(ToString::to_string).unwrap_or_default()
}

/// How an option is written: `-q, --query`.
fn spelt(argument: &Arg) -> String {
    let short = argument.get_short().map(|short| format!("-{short}"));
    let long = argument.get_long().map(|long| format!("--{long}"));
    short.into_iter().chain(long).collect::<Vec<_>>().join(", ")
}

/// What an option takes.
fn valued(argument: &Arg) -> String {
    let takes = argument.get_action().takes_values();
    let names = argument
        .get_value_names()
        .filter(|_| takes)
        .unwrap_or_default();
    names
        .iter()
        .map(|name| name.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

/// How an argument is shown in its place.
fn placed(argument: &Arg) -> String {
    argument.to_string()
}
