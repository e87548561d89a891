//! `newsstand completions`: what makes a shell complete commands and options.

use std::io::Write;

use clap_complete::Shell;

use super::{Ending, command, failure::Failure, output};

/// Print completions for a shell
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  newsstand completions bash > ~/.local/share/bash-completion/completions/newsstand
  newsstand completions fish > ~/.config/fish/completions/newsstand.fish
  newsstand completions zsh > ~/.zfunc/_newsstand")]
pub(super) struct Arguments {
    /// The shell
    shell: Shell,
}

pub(super) fn run(arguments: Arguments) -> Result<Ending, Failure> {
    // Made in memory: clap_complete panics where it cannot write.
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut command(), "newsstand", &mut text);
    output::print(|out| out.write_all(&text))?;
    Ok(Ending::Done)
}
