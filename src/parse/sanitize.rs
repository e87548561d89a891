//! Takes out of a text what must not reach a terminal, a browser's arguments or a pipe.
//!
//! Owns which characters may stand in an article. Everything the program shows came through here, once. What is taken
//! out and could have been seen leaves U+FFFD in its place; what is invisible leaves nothing.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

use super::decode::mended;

/// Marks that may stand on one letter. Real scripts need four; more than eight is a tower built to break screens.
const MOST_MARKS: usize = 8;

/// A one-line field: white space is collapsed, tabs and line ends are spaces. A single no-break space stays one.
pub(super) fn line(text: &str) -> String {
    let text = mended(text);
    let mut clean = String::with_capacity(text.len());
    let mut marks = 0;
    let mut space = None;
    for char in text.chars() {
        if char.is_whitespace() {
            marks = 0;
            space = Some(if space.is_none() && char == '\u{a0}' {
                char
            } else {
                ' '
            });
            continue;
        }
        let Some(char) = safe(char, &mut marks) else {
            continue;
        };
        if let Some(space) = space.take()
            && !clean.is_empty()
        {
            clean.push(space);
        }
        clean.push(char);
    }
    clean
}

/// A body's text: line feeds and tabs stay, other line ends become line feeds. Borrowed where nothing has to change.
pub(super) fn text(text: &str) -> Cow<'_, str> {
    match mended(text) {
        Cow::Borrowed(text) => clean(text),
        Cow::Owned(text) => Cow::Owned(clean(&text).into_owned()),
    }
}

fn clean(text: &str) -> Cow<'_, str> {
    let mut marks = 0;
    let Some(first) = first_change(text, &mut marks) else {
        return Cow::Borrowed(text);
    };
    let mut clean = String::with_capacity(text.len());
    clean.push_str(&text[..first]);
    let mut chars = text[first..].chars().peekable();
    while let Some(char) = chars.next() {
        let end = match char {
            '\n' | '\t' => char,
            '\r' if chars.peek() == Some(&'\n') => continue,
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            _ => {
                clean.extend(safe(char, &mut marks));
                continue;
            }
        };
        clean.push(end);
        marks = 0;
    }
    Cow::Owned(clean)
}

/// Where the first character stands that a body must not hold.
fn first_change(text: &str, marks: &mut usize) -> Option<usize> {
    let mut at = 0;
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        let plain = if rest[0].is_ascii() {
            plain_run(rest)
        } else {
            0
        };
        if plain > 0 {
            at += plain;
            *marks = 0;
            continue;
        }
        let char = text[at..].chars().next()?;
        if matches!(char, '\u{2028}' | '\u{2029}') || safe(char, marks) != Some(char) {
            return Some(at);
        }
        at += char.len_utf8();
    }
    None
}

/// How many bytes there are before the first that is neither printable ASCII nor a line feed or tab. News is nearly all
/// of these, so they are passed over by many at once.
fn plain_run(bytes: &[u8]) -> usize {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~' | b'\n' | b'\t');
    let mut at = 0;
    while bytes
        .get(at..at + 16)
        .is_some_and(|many| many.iter().fold(true, |all, &byte| all & is_plain(byte)))
    {
        at += 16;
    }
    let rest = bytes[at..].iter().position(|&byte| !is_plain(byte));
    rest.map_or(bytes.len(), |length| at + length)
}

/// What stands for a character; nothing for one that is invisible or one mark too many. `marks` counts the marks since
/// the last letter.
fn safe(char: char, marks: &mut usize) -> Option<char> {
    if is_frequent(char) {
        *marks = 0;
        return Some(char);
    }
    if char.is_control() {
        *marks = 0;
        return Some(char::REPLACEMENT_CHARACTER);
    }
    if is_hidden(char) {
        return None;
    }
    let joins = matches!(char, '\u{200c}' | '\u{200d}');
    *marks = if joins || is_combining_mark(char) {
        *marks + 1
    } else {
        0
    };
    (*marks <= MOST_MARKS).then_some(char)
}

/// ASCII, Latin letters, quotation marks and dashes: what most texts consist of is safe without a look into tables.
fn is_frequent(char: char) -> bool {
    matches!(char,
        ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{2010}'..='\u{2027}')
}

/// Characters that are not seen but change what is: directions (Trojan Source, CVE-2021-42574), tags, and the
/// zero-width rest of web pages. Joiners are not among them, Persian and family emoji need them.
pub(super) fn is_hidden(char: char) -> bool {
    matches!(char,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_control_character_leaves_a_mark_and_no_effect() {
        assert_eq!(line("a\u{1b}[31mb"), "a\u{fffd}[31mb");
        assert_eq!(line("\u{7}\u{9b}\u{7f}"), "\u{fffd}\u{fffd}\u{fffd}");
        assert_eq!(text("a\u{1b}]0;b\u{8}"), "a\u{fffd}]0;b\u{fffd}");
    }

    #[test]
    fn a_field_is_one_line_and_a_body_keeps_its_own() {
        assert_eq!(line(" a \r\n\tb\u{2028}c\u{85}d "), "a b c d");
        assert_eq!(line("20\u{a0}km \u{a0}on"), "20\u{a0}km on");
        assert_eq!(text("a\tb\r\nc\rd\u{2028}e\u{85}f\n"), "a\tb\nc\nd\ne\nf\n");
    }

    #[test]
    fn what_turns_or_hides_text_is_taken_out() {
        assert_eq!(
            line("a\u{202e}b\u{2066}c\u{200f}d\u{e0041}\u{feff}e"),
            "abcde"
        );
        assert_eq!(text("\u{feff}a\u{200b}b\u{202e}c\u{ad}d"), "abcd");
    }

    #[test]
    fn punctuation_that_was_encoded_twice_is_mended_before_anything_is_taken_out() {
        assert_eq!(line("it\u{e2}\u{80}\u{99}s"), "it’s");
        assert_eq!(text("â€œNoâ€\u{9d}\r\n"), "“No”\n");
        assert_eq!(text("aâ€®b\u{202e}c"), "abc");
    }

    #[test]
    fn what_is_safe_without_a_look_into_tables_is_so_with_one() {
        let frequent = ('\0'..='\u{3000}').filter(|char| is_frequent(*char));
        for char in frequent {
            let is_strange = char.is_control() || is_hidden(char) || is_combining_mark(char);
            assert!(!is_strange, "{char:?}");
        }
    }

    #[test]
    fn joiners_stay_and_towers_of_marks_do_not() {
        let family = "👨\u{200d}👩\u{200d}👧 نمی\u{200c}خواهم é e\u{301}";
        assert_eq!(line(family), family);
        let tower = format!("a{} b", "\u{301}".repeat(100));
        assert_eq!(text(&tower), format!("a{} b", "\u{301}".repeat(8)));
        assert_eq!(line(&tower), format!("a{} b", "\u{301}".repeat(8)));
    }

    #[test]
    fn clean_text_is_not_copied() {
        assert!(matches!(
            text("A “clean” text –\n\tof 日本 and é.\n"),
            Cow::Borrowed(_)
        ));
    }

    proptest! {
        #[test]
        fn sanitised_text_is_sanitised_already(input in any::<String>()) {
            let once = text(&input).into_owned();
            prop_assert!(matches!(text(&once), Cow::Borrowed(_)));
            prop_assert_eq!(line(&line(&input)), line(&input));
            prop_assert!(!line(&input).chars().any(char::is_control));
        }
    }
}
