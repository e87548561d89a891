//! Keys, mouse, paste and size from the terminal, each as a message of our own.

use crossterm::event::{self, Event as Input, KeyEventKind, MouseButton, MouseEventKind};

use super::workers::{self, Event, Sender};
use crate::app::{Message, Pointer, keymap::Key};

/// Reads the terminal on a thread of its own until it ends.
pub(super) fn spawn(sender: &Sender) {
    workers::spawn("input", sender, |sender| {
        super::failpoint("input");
        loop {
            let event = match event::read() {
                Ok(input) => message(input).map(Event::App),
                Err(_) => Some(Event::TerminalLost),
            };
            let lost = matches!(event, Some(Event::TerminalLost));
            if event.is_some_and(|event| sender.send(event).is_err()) || lost {
                return;
            }
        }
    });
}

/// What an input means; nothing for key releases and what we have no use for.
fn message(input: Input) -> Option<Message> {
    match input {
        Input::Key(key) if key.kind != KeyEventKind::Release => Some(Message::Key(Key::of(key))),
        Input::Paste(text) => Some(Message::Paste(text)),
        Input::Resize(columns, rows) => Some(Message::Resize(columns, rows)),
        Input::Mouse(mouse) => {
            let (x, y) = (mouse.column, mouse.row);
            let pointer = match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => Pointer::Press(x, y),
                MouseEventKind::Drag(MouseButton::Left) => Pointer::Drag(x, y),
                MouseEventKind::Up(MouseButton::Left) => Pointer::Release,
                MouseEventKind::ScrollDown => Pointer::Wheel(x, y, 1),
                MouseEventKind::ScrollUp => Pointer::Wheel(x, y, -1),
                _ => return None,
            };
            Some(Message::Pointer(pointer))
        }
        Input::Key(_) | Input::FocusGained | Input::FocusLost => None,
    }
}
