//! Encoded words of a head (RFC 2047) that belong together.
//!
//! Many programs cut a text into words in the middle of a letter, which the standard forbids and readers never notice.
//! Does not own how a word is decoded (`head`).

use std::{borrow::Cow, ops::Range};

use memchr::memmem;

/// An encoded word: where it stands, and its text in it.
struct Word<'a> {
    whole: Range<usize>,
    text: Range<usize>,
    /// Its character set and its encoding, in any case.
    kind: &'a [u8],
}

/// A head in which words that follow each other and are encoded alike are one.
pub(super) fn joined(head: &[u8]) -> Cow<'_, [u8]> {
    let mut joined = Vec::new();
    let mut done = 0;
    let mut last: Option<Word> = None;
    let mut at = 0;
    while let Some(found) = memmem::find(&head[at..], b"=?") {
        let start = at + found;
        let Some(word) = word(head, start) else {
            at = start + 2;
            continue;
        };
        at = word.whole.end;
        if let Some(last) = last.filter(|last| go_on(head, last, &word)) {
            joined.extend_from_slice(&head[done..last.text.end]);
            done = word.text.start;
        }
        last = Some(word);
    }
    if done == 0 {
        return Cow::Borrowed(head);
    }
    joined.extend_from_slice(&head[done..]);
    Cow::Owned(joined)
}

/// The word that begins at a place: `=?utf-8?q?text?=`.
fn word(head: &[u8], start: usize) -> Option<Word<'_>> {
    let is_within = |byte: &&u8| byte.is_ascii_graphic() && **byte != b'?';
    let length = |at: usize| head[at..].iter().take_while(is_within).count();
    let charset = start + 2;
    let encoding = charset + length(charset) + 1;
    let text = encoding + length(encoding.min(head.len())) + 1;
    let end = text + length(text.min(head.len()));
    let parts = [encoding - 1, text - 1];
    let is_word = parts.iter().all(|at| head.get(*at) == Some(&b'?'))
        && text - encoding == 2
        && head.get(end..end + 2) == Some(b"?=");
    is_word.then(|| Word {
        whole: start..end + 2,
        text: text..end,
        kind: &head[charset..text],
    })
}

/// Whether a word goes on with the one before it: nothing stands between them, and letters may have been cut there.
fn go_on(head: &[u8], last: &Word, next: &Word) -> bool {
    let between = head.get(last.whole.end..next.whole.start);
    let text = &head[last.text.clone()];
    let is_open = match last.kind.get(last.kind.len() - 2) {
        Some(b'b' | b'B') => text.len().is_multiple_of(4) && !text.ends_with(b"="),
        _ => true,
    };
    is_open
        && last.kind.eq_ignore_ascii_case(next.kind)
        && between.is_some_and(|between| !between.is_empty() && between.trim_ascii().is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn join(head: &str) -> String {
        String::from_utf8(joined(head.as_bytes()).into_owned()).unwrap()
    }

    #[test]
    fn words_that_are_encoded_alike_are_one() {
        assert_eq!(
            join("=?utf-8?Q?Caf=C3?= =?UTF-8?q?=A9?= x"),
            "=?utf-8?Q?Caf=C3=A9?= x"
        );
        assert_eq!(
            join("a =?u?q?a?=\r\n =?u?q?b?=\n\t=?u?q?c?="),
            "a =?u?q?abc?="
        );
        assert_eq!(join("=?u?B?YWJj?= =?u?B?ZA==?="), "=?u?B?YWJjZA==?=");
    }

    #[test]
    fn words_that_are_not_stay_apart() {
        for head in [
            "=?utf-8?q?a?= =?utf-8?b?YWJj?=",
            "=?utf-8?q?a?= =?latin1?q?b?=",
            "=?utf-8?q?a?= b =?utf-8?q?c?=",
            "=?u?B?ZA==?= =?u?B?ZA==?=",
            "=?u?B?ZAa?= =?u?B?ZA==?=",
            "=?u?q?a?=\n",
            "=?u?q?a",
            "=?u?",
            "=?",
            "a =?= b",
        ] {
            assert_eq!(join(head), head);
        }
    }

    proptest! {
        #[test]
        fn no_head_makes_it_panic(head in "[=?a-cq \n]{0,40}") {
            joined(head.as_bytes());
        }
    }
}
