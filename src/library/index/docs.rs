//! Sets of document numbers.
//!
//! Owns the forms that a set takes: most answers are none, a few or all documents, and to say so takes neither memory nor
//! time that grow with the volume. Does not own the bitmap (`bits`) or how sets lie in an index (`postings`).

use std::mem;

use super::bits::Bits;

/// A set of document numbers below a limit.
#[derive(Clone, Debug, Default)]
pub struct Docs {
    len: usize,
    form: Form,
}

/// The form of a set.
#[derive(Clone, Debug)]
enum Form {
    /// A few numbers, ascending.
    Few(Vec<u32>),
    /// A bit for each number there could be.
    Bits(Bits),
    /// All numbers.
    All,
}

/// One number in so many is few: with more, a bitmap is gone through as quickly.
const FEW: usize = 64;

impl Docs {
    /// The empty set of numbers below `len`.
    pub fn new(len: usize) -> Self {
        Self {
            len,
            form: Form::default(),
        }
    }

    /// All numbers below `len`.
    pub fn full(len: usize) -> Self {
        Self {
            len,
            form: Form::All,
        }
    }

    /// How many numbers the set could hold.
    pub fn limit(&self) -> usize {
        self.len
    }

    /// Takes a number in; one that is not below the limit is ignored.
    #[inline]
    pub fn insert(&mut self, doc: usize) {
        if doc >= self.len {
            return;
        }
        match &mut self.form {
            Form::Few(few) => {
                let is_next = few.last().is_none_or(|last| (*last as usize) < doc);
                if is_next && few.len() < self.len.div_ceil(FEW) {
                    few.push(doc as u32);
                } else {
                    self.as_bits(|bits| bits.insert(doc));
                }
            }
            Form::Bits(bits) => bits.insert(doc),
            Form::All => {}
        }
    }

    /// Takes in the numbers whose bits are set in little-endian bytes.
    pub(super) fn insert_bits(&mut self, bytes: &[u8]) {
        self.as_bits(|bits| bits.insert_bytes(bytes));
    }

    /// Takes a number out.
    pub fn remove(&mut self, doc: usize) {
        match &mut self.form {
            Form::Few(few) => few.retain(|other| *other as usize != doc),
            Form::Bits(_) | Form::All => self.as_bits(|bits| bits.remove(doc)),
        }
    }

    /// Whether a number is in the set.
    #[inline]
    pub fn contains(&self, doc: usize) -> bool {
        match &self.form {
            Form::Few(few) => few.binary_search_by_key(&doc, |doc| *doc as usize).is_ok(),
            Form::Bits(bits) => bits.contains(doc),
            Form::All => doc < self.len,
        }
    }

    /// How many numbers are in the set.
    pub fn count(&self) -> usize {
        match &self.form {
            Form::Few(few) => few.len(),
            Form::Bits(bits) => bits.count(),
            Form::All => self.len,
        }
    }

    /// Whether no number is in the set.
    pub fn is_empty(&self) -> bool {
        match &self.form {
            Form::Few(few) => few.is_empty(),
            Form::Bits(bits) => bits.is_empty(),
            Form::All => self.len == 0,
        }
    }

    /// Whether every number below the limit is in the set.
    pub fn is_full(&self) -> bool {
        match &self.form {
            Form::Few(few) => few.len() == self.len,
            Form::Bits(bits) => bits.is_full(),
            Form::All => true,
        }
    }

    /// The numbers, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        let (few, bits, all) = match &self.form {
            Form::Few(few) => (few.as_slice(), None, 0),
            Form::Bits(bits) => (&[] as &[u32], Some(bits), 0),
            Form::All => (&[] as &[u32], None, self.len),
        };
        let few = few.iter().map(|doc| *doc as usize);
        few.chain(bits.into_iter().flat_map(Bits::iter))
            .chain(0..all)
    }

    /// Keeps what is in the other set too.
    pub fn and(&mut self, other: &Self) {
        match (&mut self.form, &other.form) {
            (_, Form::All) => {}
            (Form::Few(few), _) => few.retain(|doc| other.contains(*doc as usize)),
            (Form::Bits(bits), Form::Bits(other)) => bits.and(other),
            (Form::Bits(bits), Form::Few(few)) => {
                let both = few.iter().copied();
                let both = both.filter(|doc| bits.contains(*doc as usize));
                self.form = Form::Few(both.collect());
            }
            (Form::All, form) => self.form = form.clone(),
        }
    }

    /// Takes in what is in the other set.
    pub fn or(&mut self, other: &Self) {
        match &other.form {
            Form::Few(few) => self.extend(few.iter().copied()),
            Form::Bits(other) => self.as_bits(|bits| bits.or(other)),
            Form::All => self.form = Form::All,
        }
    }

    /// Turns the set into all other numbers below the limit.
    pub fn not(&mut self) {
        match &self.form {
            Form::Few(few) if few.is_empty() => self.form = Form::All,
            Form::All => self.form = Form::default(),
            Form::Few(_) | Form::Bits(_) => self.as_bits(Bits::not),
        }
    }

    /// Changes the set as a bitmap.
    fn as_bits(&mut self, change: impl FnOnce(&mut Bits)) {
        let mut bits = match mem::take(&mut self.form) {
            Form::Few(few) => {
                let mut bits = Bits::new(self.len);
                bits.insert_all(&few);
                bits
            }
            Form::Bits(bits) => bits,
            Form::All => Bits::full(self.len),
        };
        change(&mut bits);
        self.form = Form::Bits(bits);
    }
}

impl Extend<u32> for Docs {
    fn extend<T: IntoIterator<Item = u32>>(&mut self, docs: T) {
        let mut docs = docs.into_iter();
        if let (Form::Few(few), (_, Some(most))) = (&mut self.form, docs.size_hint()) {
            few.reserve(most.min(self.len.div_ceil(FEW)));
        }
        while let Form::Few(_) = self.form {
            match docs.next() {
                Some(doc) => self.insert(doc as usize),
                None => return,
            }
        }
        if let Form::Bits(bits) = &mut self.form {
            docs.for_each(|doc| bits.insert(doc as usize));
        }
    }
}

impl Default for Form {
    fn default() -> Self {
        Self::Few(Vec::new())
    }
}

impl PartialEq for Docs {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.iter().eq(other.iter())
    }
}

impl Eq for Docs {}
