//! Lets the kernel end a watch on its own time, so that the program ends at once.
//!
//! Owns the way of descriptors into the kernel's hands. Does not own the watch.

use std::{
    fs, io,
    mem::MaybeUninit,
    os::{
        fd::{AsFd, AsRawFd, OwnedFd},
        unix::net::UnixDatagram,
    },
    path::Path,
};

use rustix::{
    io::Errno,
    net::{SendAncillaryBuffer, SendAncillaryMessage, SendFlags, sendmsg},
    process::{PidfdFlags, PidfdGetfdFlags, getpid, pidfd_getfd, pidfd_open},
};

/// What the kernel calls the descriptor of a watch (inotify(7)).
const WATCH: &str = "anon_inode:inotify";

/// Keeps the watches of this process on their way through a socket.
///
/// A process whose end closes an inotify descriptor waits for 10 to 15 ms, until no processor looks at the watch any longer.
/// A message with descriptors that lies in a socket holds them open (unix(7), `SCM_RIGHTS`). If one of them is the very
/// socket that the message lies in, nobody can ever read it; what is so left behind, the kernel finds when another socket
/// is closed, and ends on a thread of its own (`net/unix/garbage.c`). Where the kernel does not play along, the
/// process waits, as it would have.
pub(super) struct Handover {
    // Descriptors are closed from the lowest on, here as by the kernel: the last to be closed is what makes it look.
    _inbox: UnixDatagram,
    _outbox: UnixDatagram,
}

impl Handover {
    /// Takes the watches that there are now.
    pub(super) fn of_all_watches() -> io::Result<Self> {
        let (one, other) = UnixDatagram::pair()?;
        let (inbox, outbox) = if one.as_raw_fd() < other.as_raw_fd() {
            (one, other)
        } else {
            (other, one)
        };
        for watch in watches()? {
            let descriptors = [watch.as_fd(), inbox.as_fd()];
            let mut space = [const { MaybeUninit::uninit() }; rustix::cmsg_space!(ScmRights(2))];
            let mut rights = SendAncillaryBuffer::new(&mut space);
            rights.push(SendAncillaryMessage::ScmRights(&descriptors));
            let message = [io::IoSlice::new(b"watch")];
            sendmsg(&outbox, &message, &mut rights, SendFlags::DONTWAIT)?;
        }
        Ok(Self {
            _inbox: inbox,
            _outbox: outbox,
        })
    }
}

/// Further descriptors for all watches that this process has open: `notify` hands out none.
fn watches() -> io::Result<Vec<OwnedFd>> {
    let own = pidfd_open(getpid(), PidfdFlags::empty())?;
    let mut watches = Vec::new();
    for entry in fs::read_dir("/proc/self/fd")? {
        let entry = entry?;
        let is_watch = fs::read_link(entry.path()).is_ok_and(|name| name == Path::new(WATCH));
        let number = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse().ok());
        if let (true, Some(number)) = (is_watch, number) {
            match pidfd_getfd(&own, number, PidfdGetfdFlags::empty()) {
                Ok(watch) => watches.push(watch),
                // It was closed since.
                Err(Errno::BADF) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
    Ok(watches)
}

#[cfg(test)]
mod tests {
    use rustix::net::{RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, recvmsg};

    use super::*;

    fn name(descriptor: impl AsFd) -> String {
        let number = descriptor.as_fd().as_raw_fd();
        let name = fs::read_link(format!("/proc/self/fd/{number}")).unwrap();
        name.into_os_string().into_string().unwrap()
    }

    #[test]
    fn a_watch_is_on_its_way_together_with_the_socket_that_it_is_on_its_way_to() {
        let _watcher = notify::recommended_watcher(|_| {}).unwrap();
        let handover = match Handover::of_all_watches() {
            // Sandboxes may forbid it.
            Err(error) if Errno::from_io_error(&error) == Some(Errno::PERM) => return,
            handover => handover.unwrap(),
        };
        let Handover { _inbox, _outbox } = &handover;
        assert!(_inbox.as_raw_fd() < _outbox.as_raw_fd());
        let mut space = [const { MaybeUninit::uninit() }; rustix::cmsg_space!(ScmRights(2))];
        let mut rights = RecvAncillaryBuffer::new(&mut space);
        let mut bytes = [0; 5];
        let into = &mut [io::IoSliceMut::new(&mut bytes)];
        recvmsg(_inbox, into, &mut rights, RecvFlags::DONTWAIT).unwrap();
        let Some(RecvAncillaryMessage::ScmRights(descriptors)) = rights.drain().next() else {
            panic!("no descriptors came");
        };
        let names: Vec<String> = descriptors.map(name).collect();
        assert_eq!(names, [WATCH, &name(_inbox)]);
    }
}
