//! `newsstand completions`: what makes a shell complete commands and options.

use std::io::Write;

use clap::ValueEnum as _;
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
    let mut text = String::from_utf8_lossy(&text).into_owned();
    match arguments.shell {
        Shell::Zsh => text = taking_paths_or_a_command(&text),
        Shell::Fish => text = offering_values(&text) + &offering_shells(),
        _ => {}
    }
    output::print(|out| out.write_all(text.as_bytes()))?;
    Ok(Ending::Done)
}

/// An option that still lacks its value is an error to fish's argparse, so that clap_complete (4.6) completes no value of an
/// option that stands before the command: what stands before such an option is looked at then.
fn offering_values(text: &str) -> String {
    let look = "argparse -s (__fish_newsstand_global_optspecs) --";
    let whole = format!("{look} $cmd 2>/dev/null\n");
    text.replace(
        &whole,
        &format!("{whole}    or {look} $cmd[1..-2] 2>/dev/null\n"),
    )
}

/// For fish, clap_complete offers the values of options alone: the shells stand behind no option.
fn offering_shells() -> String {
    let shells = Shell::value_variants().iter().map(Shell::to_string);
    let shells = shells.collect::<Vec<_>>().join(" ");
    format!(
        "complete -c newsstand -n \"__fish_newsstand_using_subcommand completions\" -f -a \"{shells}\"\n"
    )
}

/// Where PATHs or a command may stand, clap_complete (4.6) has zsh take the first word for a PATH and the second for the
/// command, so that nothing behind a command is completed. The first word is either, and what follows a PATH are PATHs.
fn taking_paths_or_a_command(text: &str) -> String {
    let is_first_path = |line: &&str| line.starts_with("'::paths -- ");
    let first_path = text.lines().find(is_first_path).unwrap_or_default();
    let describe = "_describe -t commands 'newsstand commands' commands \"$@\"";
    let commands = "(( $+functions[_newsstand_commands] )) ||";
    let (matching, rest) = text.split_once(commands).unwrap_or((text, ""));
    let (cases, end) = matching
        .rsplit_once("\n        esac\n")
        .unwrap_or((matching, ""));
    let whole = format!("{cases}\n(*)\n_files && ret=0\n;;\n        esac\n{end}{commands}{rest}");
    whole
        .replacen(&format!("{first_path}\n"), "", 1)
        .replace("$line[2]", "$line[1]")
        .replace(describe, &format!("{describe}\n    _files"))
}
