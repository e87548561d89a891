//! Property lists, as Apple's programs store values: what one dictionary in the outermost one holds.
//!
//! Owns both ways in which they are written, and that damage in them costs neither time nor memory: no value is followed
//! but those that are asked for, so that there is neither depth nor a cycle to be lost in, and none is copied out of a file
//! of hundreds of megabytes. Does not own what the values mean (`safari`).

pub(super) mod binary;
pub(super) mod xml;

use std::borrow::Cow;

/// Values of one dictionary that are read.
const MOST_ENTRIES: usize = 64;

/// What stands under a key of the outermost dictionary.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Entries<'a> {
    /// The list cannot be read that far.
    Damaged,
    /// The list is no dictionary, or has no dictionary under this key.
    Missing,
    /// The keys and values of the dictionary there.
    Found(Vec<Entry<'a>>),
}

/// A key and what stands under it.
pub(super) type Entry<'a> = (Cow<'a, str>, Value<'a>);

/// A value.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Value<'a> {
    /// A text.
    Text(Cow<'a, str>),
    /// Bytes.
    Bytes(Cow<'a, [u8]>),
    /// A number, a date, or what holds further values.
    Other,
}

/// Whether bytes begin a property list that is not written as XML.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    bytes.starts_with(b"bplist0")
}
