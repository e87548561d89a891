//! Property lists in bytes: a table of objects that name each other by number.
//!
//! By Apple's own reader and writer, <https://opensource.apple.com/source/CF/CF-1153.18/CFBinaryPList.c>, whose heading is the
//! format's description. A list ends with where its table stands: without its end, nothing in it can be found.

use std::borrow::Cow;

use super::{Entries, MOST_ENTRIES, Value};

/// Bytes at the end of a list that say how it is to be read.
const TRAILER: usize = 32;

/// Bytes of a text that is read: a key, an address, or the name of an encoding. Many may name the same one.
const LONGEST_TEXT: usize = 64 * 1024;

/// What the dictionary under a key of the outermost one holds.
pub(in crate::parse) fn entries<'a>(bytes: &'a [u8], key: &str) -> Entries<'a> {
    let read = || {
        let list = List::read(bytes)?;
        let Object::Dictionary(outer) = list.object(list.top)? else {
            return Some(Entries::Missing);
        };
        let mut inner = None;
        for (name, value) in outer.pairs().take(MOST_ENTRIES) {
            if list.text(name)? == key {
                inner = Some(list.object(value)?);
                break;
            }
        }
        let Some(Object::Dictionary(inner)) = inner else {
            return Some(Entries::Missing);
        };
        let pairs = inner.pairs().take(MOST_ENTRIES);
        let entries =
            pairs.map(|(name, value)| Some((list.text(name)?, list.object(value)?.value())));
        entries.collect::<Option<Vec<_>>>().map(Entries::Found)
    };
    read().unwrap_or(Entries::Damaged)
}

/// A list and where its objects stand.
struct List<'a> {
    /// All that can be in an object.
    objects: &'a [u8],
    /// Where each object begins.
    offsets: &'a [u8],
    /// Bytes of each of these.
    offset_size: usize,
    /// Bytes of an object's number.
    number_size: usize,
    /// The number of the outermost object.
    top: usize,
}

/// An object; what it holds is not read yet.
enum Object<'a> {
    Text(Cow<'a, str>),
    Bytes(&'a [u8]),
    Dictionary(Dictionary<'a>),
    Other,
}

/// The numbers of a dictionary's keys, and of its values in the same order.
struct Dictionary<'a> {
    keys: &'a [u8],
    values: &'a [u8],
    number_size: usize,
}

impl<'a> List<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let (rest, trailer) = bytes.split_at_checked(bytes.len().checked_sub(TRAILER)?)?;
        let [.., offset_size, number_size] = *trailer.first_chunk::<8>()?;
        let field = |at: usize| number(&trailer[at..at + 8]);
        let (count, top, start) = (field(8)?, field(16)?, field(24)?);
        let (offset_size, number_size) = (usize::from(offset_size), usize::from(number_size));
        let is_size = |size| (1..=8).contains(&size);
        if !is_size(offset_size) || !is_size(number_size) {
            return None;
        }
        let length = count.checked_mul(offset_size)?;
        let (objects, table) = rest.split_at_checked(start)?;
        Some(Self {
            objects,
            offsets: table.get(..length)?,
            offset_size,
            number_size,
            top,
        })
    }

    /// The object of a number.
    fn object(&self, index: usize) -> Option<Object<'a>> {
        let offset = nth(self.offsets, self.offset_size, index)?;
        let (marker, rest) = self.objects.get(offset..)?.split_first()?;
        let (count, rest) = match marker & 0xf {
            0xf if marker >> 4 > 3 => counted(rest)?,
            count => (usize::from(count), rest),
        };
        let part = |size: usize| rest.get(..count.checked_mul(size)?);
        Some(match marker >> 4 {
            0x4 => Object::Bytes(part(1)?),
            0x5..=0x7 if count > LONGEST_TEXT => Object::Other,
            0x5 | 0x7 => Object::Text(String::from_utf8_lossy(part(1)?)),
            0x6 => Object::Text(Cow::Owned(utf_16(part(2)?))),
            0xd => {
                let numbers = part(2 * self.number_size)?;
                let (keys, values) = numbers.split_at(numbers.len() / 2);
                Object::Dictionary(Dictionary {
                    keys,
                    values,
                    number_size: self.number_size,
                })
            }
            _ => Object::Other,
        })
    }

    /// The text of a number, which that of a key is.
    fn text(&self, index: usize) -> Option<Cow<'a, str>> {
        match self.object(index)? {
            Object::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl<'a> Object<'a> {
    fn value(self) -> Value<'a> {
        match self {
            Self::Text(text) => Value::Text(text),
            Self::Bytes(bytes) => Value::Bytes(Cow::Borrowed(bytes)),
            Self::Dictionary(_) | Self::Other => Value::Other,
        }
    }
}

impl Dictionary<'_> {
    /// The numbers of each key and of its value.
    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let numbers = |bytes| (0..).map_while(move |at| nth(bytes, self.number_size, at));
        numbers(self.keys).zip(numbers(self.values))
    }
}

/// The length of an object that is longer than fits beside its kind, and what stands behind.
fn counted(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (marker, rest) = bytes.split_first()?;
    if marker >> 4 != 1 || marker & 0xf > 3 {
        return None;
    }
    let (count, rest) = rest.split_at_checked(1 << (marker & 0xf))?;
    Some((number(count)?, rest))
}

/// The number at a place among others of the same size.
fn nth(numbers: &[u8], size: usize, index: usize) -> Option<usize> {
    let start = index.checked_mul(size)?;
    number(numbers.get(start..start.checked_add(size)?)?)
}

/// A number of at most eight bytes, the highest first.
fn number(bytes: &[u8]) -> Option<usize> {
    let value = bytes
        .iter()
        .fold(0, |value, byte| value << 8 | u64::from(*byte));
    usize::try_from(value).ok()
}

fn utf_16(bytes: &[u8]) -> String {
    let (pairs, _) = bytes.as_chunks();
    let units = pairs.iter().map(|pair| u16::from_be_bytes(*pair));
    let chars = char::decode_utf16(units);
    chars
        .map(|char| char.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}
