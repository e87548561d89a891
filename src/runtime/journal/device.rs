//! Which device this is: a random number in the state folder.
//!
//! It is made anew on another machine, so that cloned homes do not write to one journal.

use std::{
    fs::{self, File},
    hash::{BuildHasher, RandomState},
    io::{Read, Write},
    path::Path,
    time::{SystemTime, UNIX_EPOCH},
};

use super::{own, trouble};
use crate::{
    article::{Outcome, Problem},
    marks::{Author, DeviceId},
};

/// The device's number, from the file `device` in the state folder, which is made where it is missing or from another
/// machine. Where it cannot be kept the number is good for this run only, and the problem says so.
pub fn device(state: &Path) -> (DeviceId, Option<Problem>) {
    let path = state.join("device");
    let machine = machine();
    if let Some(device) = fs::read_to_string(&path)
        .ok()
        .and_then(|text| known(&text, &machine))
    {
        return (device, None);
    }
    match settle(&path, &machine) {
        Ok(device) => (device, None),
        Err(error) => {
            let (cause, remedy) = trouble::explain(&error);
            let problem = Problem {
                path,
                line: None,
                outcome: Outcome::Guessed,
                reason: format!(
                    "this device cannot be remembered, so a restart cannot undo: {cause}"
                ),
                remedy: remedy.to_owned(),
            };
            (DeviceId(random()), Some(problem))
        }
    }
}

/// Signs this run of the program.
pub(super) fn author(device: DeviceId) -> Author {
    Author {
        device,
        run: random(),
    }
}

/// Chooses the number, unless another instance has just done so.
fn settle(path: &Path, machine: &str) -> std::io::Result<DeviceId> {
    if let Some(state) = path.parent() {
        own::create_folder(state)?;
    }
    let mut file = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)?;
    // Two instances that both go on without a lock come to two journals, which is no loss.
    let _lock = own::lock(&file);
    let mut text = String::new();
    // What is not text is not a number that was written here.
    let _ = file.read_to_string(&mut text);
    if let Some(device) = known(&text, machine) {
        return Ok(device);
    }
    let device = DeviceId(random());
    file.set_len(0)?;
    std::io::Seek::rewind(&mut file)?;
    file.write_all(format!("{device} {machine}\n").as_bytes())?;
    file.sync_all()?;
    Ok(device)
}

/// The number that the file's text gives, if it was written whole and on this machine.
fn known(text: &str, machine: &str) -> Option<DeviceId> {
    let (device, on) = text.strip_suffix('\n')?.split_once(' ')?;
    device.parse().ok().filter(|_| on == machine)
}

/// A name for the machine that tells nothing about it. "-" where it has none.
fn machine() -> String {
    let id = fs::read("/etc/machine-id").unwrap_or_default();
    if id.trim_ascii().is_empty() {
        return "-".into();
    }
    let hash = blake3::Hasher::new_derive_key("newsstand 2026 name of a machine")
        .update(id.trim_ascii())
        .finalize();
    hash.to_hex()[..16].to_owned()
}

/// A number that no other run comes to: the standard library's hash keys are random.
fn random() -> u32 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let hash = RandomState::new().hash_one((std::process::id(), now.unwrap_or_default()));
    // Any half will do.
    (hash >> 32) as u32
}
