//! `newsstand man`: the manual page, made of the same words as the help.

use std::io::Write;

use clap_mangen::Man;

use super::{Ending, command, failure::Failure, output};

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
        Man::new(whole.clone()).render(out)?;
        let commands = whole
            .get_subcommands()
            .filter(|command| command.get_name() != "help");
        for command in commands {
            writeln!(
                out,
                ".SH \"NEWSSTAND {}\"",
                command.get_name().to_uppercase()
            )?;
            let page = Man::new(command.clone());
            page.render_description_section(out)?;
            page.render_synopsis_section(out)?;
            page.render_options_section(out)?;
        }
        Ok(())
    })?;
    Ok(Ending::Done)
}
