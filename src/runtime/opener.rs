//! Opens addresses in the browser: http, https and mailto only, as one argument, never through a shell.

use std::{
    env,
    process::{Command, Stdio},
};

use url::Url;

use super::workers::{self, Event, Sender};
use crate::app::Message;

/// Opens an address and returns what to tell the user; failures that show later arrive as notices.
pub(super) fn open(address: &str, sender: &Sender) -> String {
    let url = match allowed(address) {
        Ok(url) => url,
        Err(refused) => return refused,
    };
    let commands = commands(&url);
    let told = format!("Opening {url}");
    workers::spawn("browser", sender, move |sender| {
        if let Err(words) = run(commands) {
            let _ = sender.send(Event::App(Message::Notice(words)));
        }
    });
    told
}

/// The address, if it is of a kind that a browser or a mail program may be given.
fn allowed(address: &str) -> Result<Url, String> {
    let short: String = address.chars().take(80).collect();
    let url = Url::parse(address).map_err(|error| format!("{short} is no web address: {error}"))?;
    match url.scheme() {
        // Mail programs may take the file that it names from the disk without a word (CVE-2020-27748).
        "mailto" if attaches(&url) => Err(format!(
            "A mail that sends a file along is not opened: {short}"
        )),
        "http" | "https" | "mailto" => Ok(url),
        other => Err(format!(
            "{other}: links are not opened, only http, https and mailto: {short}"
        )),
    }
}

/// Whether an address of mail names a file to be sent.
fn attaches(mail: &Url) -> bool {
    let mut fields = mail.query_pairs();
    fields.any(|(name, _)| name.to_ascii_lowercase().starts_with("attach"))
}

/// What parts the commands in `$BROWSER`: as in other lists of this kind, no colon where that stands behind a drive.
const BETWEEN_BROWSERS: char = if cfg!(windows) { ';' } else { ':' };

/// The commands to try in turn: those of `$BROWSER` (`%s` stands for the address), else the system's.
fn commands(url: &Url) -> Vec<Command> {
    match env::var("BROWSER") {
        Ok(browsers) if !browsers.trim().is_empty() => browsers
            .split(BETWEEN_BROWSERS)
            .filter_map(|browser| browser_command(browser, url.as_str()))
            .collect(),
        _ => open::commands(url.as_str()),
    }
}

fn browser_command(browser: &str, url: &str) -> Option<Command> {
    let mut words = browser.split_whitespace();
    let mut command = Command::new(words.next()?);
    let arguments: Vec<String> = words.map(|word| word.replace("%s", url)).collect();
    command.args(&arguments);
    if !browser.contains("%s") {
        command.arg(url);
    }
    Some(command)
}

/// Runs the first command that works, away from our terminal.
fn run(commands: Vec<Command>) -> Result<(), String> {
    let mut failures = Vec::new();
    for mut command in commands {
        let name = command.get_program().to_string_lossy().into_owned();
        let status = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        match status {
            Ok(status) if status.success() => return Ok(()),
            Ok(status) => failures.push(format!("{name} ended with {status}")),
            Err(error) => failures.push(format!("{name}: {error}")),
        }
    }
    Err(format!(
        "No browser could be opened; set BROWSER to one that is there ({})",
        failures.join("; ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_and_mail_are_opened() {
        for address in [
            "https://a.example/x?y=1",
            "http://a.example",
            "mailto:a@b.example",
            "mailto:a@b.example?subject=attach%20it",
        ] {
            assert!(allowed(address).is_ok(), "{address}");
        }
        for address in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "-x",
            "--help",
            "$(reboot)",
            "",
            "ftp://a.example",
            "mailto:a@b.example?subject=x&attach=/etc/passwd",
            "mailto:?%41ttachment=~/.ssh/id_rsa",
        ] {
            assert!(allowed(address).is_err(), "{address}");
        }
    }

    #[test]
    fn an_address_is_one_argument_whatever_is_in_it() {
        let url = allowed("https://a.example/;reboot $(x) `y`").unwrap();
        let command = browser_command("links -g %s", url.as_str()).unwrap();
        let arguments: Vec<_> = command.get_args().collect();
        assert_eq!(arguments, ["-g", url.as_str()]);
        let command = browser_command("firefox", url.as_str()).unwrap();
        assert_eq!(command.get_args().count(), 1);
    }
}
