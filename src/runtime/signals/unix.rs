//! The signals of Unix, each on its way to the loop, and the terminal under watch.
//!
//! Does not own what the loop does about them (`runtime`).

use std::{
    io::{self, IsTerminal},
    os::fd::{AsFd, BorrowedFd},
    process,
    sync::mpsc,
    thread,
    time::Duration,
};

use rustix::{
    event::{PollFd, PollFlags, poll},
    process::Signal,
};
use signal_hook::{
    consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP},
    iterator::Signals,
    low_level,
};

use crate::runtime::{
    terminal,
    workers::{self, Event, Sender},
};

/// How long the loop gets to end by itself before the process is ended from here.
const GRACE: Duration = Duration::from_millis(800);

/// Handles signals, and watches the terminal, on threads of their own.
///
/// # Errors
/// If the handlers cannot be installed.
pub(in crate::runtime) fn watch(sender: &Sender) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])?;
    workers::spawn("signals", sender, move |sender| {
        for signal in signals.forever() {
            match signal {
                SIGTSTP => tell(&sender, Event::Suspend),
                SIGCONT => tell(&sender, Event::Continue),
                signal => end(&sender, signal, Event::End(signal)),
            }
        }
    });
    workers::spawn("watchdog", sender, |sender| {
        if terminal_lost() {
            end(&sender, SIGHUP, Event::TerminalLost);
        }
    });
    Ok(())
}

/// Asks the whole job to stop, as the terminal would: also a parent such as `cargo run` that waits for us.
///
/// # Errors
/// None here; where there are no signals, what to tell the user.
pub(in crate::runtime) fn suspend() -> Result<(), &'static str> {
    // Stopping ourselves is the fallback where there is no group to signal.
    if rustix::process::kill_current_process_group(Signal::TSTP).is_err() {
        stop();
    }
    Ok(())
}

/// Stops this process until it is continued.
pub(in crate::runtime) fn stop() {
    // It can only fail for signals that do not exist.
    let _ = low_level::emulate_default_handler(SIGTSTP);
}

/// Tells the loop to end; a loop that hangs is ended from here, with the terminal given back.
fn end(sender: &Sender, signal: i32, event: Event) {
    tell(sender, event);
    thread::sleep(GRACE);
    // A terminal that does not read blocks whoever writes to it, so that is left to a thread nobody waits for long.
    let (done, given_back) = mpsc::channel();
    thread::spawn(move || {
        terminal::give_back();
        let _ = done.send(());
    });
    let _ = given_back.recv_timeout(GRACE / 8);
    process::exit(128 + signal);
}

/// Without waiting: a loop that has let its channel fill up will not read it in time.
fn tell(sender: &Sender, event: Event) {
    let _ = sender.try_send(event);
}

/// Waits until the terminal that keys come from is gone. crossterm 0.29 would spin on it for ever (crossterm #793).
fn terminal_lost() -> bool {
    let stdin = io::stdin();
    let tty = std::fs::File::open("/dev/tty");
    match &tty {
        _ if stdin.is_terminal() => wait_for_hangup(stdin.as_fd()),
        Ok(tty) => wait_for_hangup(tty.as_fd()),
        Err(_) => false,
    }
}

fn wait_for_hangup(fd: BorrowedFd<'_>) -> bool {
    loop {
        let mut watched = [PollFd::from_borrowed_fd(fd, PollFlags::empty())];
        match poll(&mut watched, None) {
            Ok(_) => match watched[0].revents() {
                nothing if nothing.is_empty() => {}
                told => return is_hangup(told),
            },
            Err(rustix::io::Errno::INTR) => {}
            Err(_) => return false,
        }
    }
}

/// Whether what a poll told is that the terminal is gone. macOS polls no terminal by the name `/dev/tty` and says at once
/// that it is invalid (BUGS in its poll(2)); then there is nothing to watch, and the signal has to do.
fn is_hangup(told: PollFlags) -> bool {
    told.contains(PollFlags::HUP)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_that_cannot_be_watched_is_not_taken_for_one_that_is_gone() {
        assert!(!is_hangup(PollFlags::NVAL));
        assert!(is_hangup(PollFlags::HUP) && is_hangup(PollFlags::HUP | PollFlags::ERR));
    }

    #[test]
    fn a_pipe_whose_other_end_is_closed_is_gone() {
        let (reader, writer) = io::pipe().unwrap();
        drop(writer);
        assert!(wait_for_hangup(reader.as_fd()));
    }
}
