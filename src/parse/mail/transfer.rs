//! From a part's bytes, as they were sent, to its text: quoted-printable, base64, character sets, lines that flow on or
//! are a file.
//!
//! All of it is lenient: what is damaged is read as far as it goes. Does not own what may stand in a text (`sanitize`).

use std::borrow::Cow;

use mail_parser::decoders::charsets::map::charset_decoder;

use crate::parse::{
    base64,
    decode::{self, Decoded},
};

/// Undoes the encoding that a part was sent in.
pub(super) fn decoded<'a>(bytes: &'a [u8], encoding: &str) -> Cow<'a, [u8]> {
    match encoding {
        "base64" => Cow::Owned(base64::decoded(bytes)),
        "quoted-printable" => Cow::Owned(quoted_printable(bytes)),
        _ => Cow::Borrowed(bytes),
    }
}

fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = memchr::memchr(b'=', rest) {
        decoded.extend_from_slice(&rest[..at]);
        rest = &rest[at + 1..];
        let digit = |at: usize| rest.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        if let (Some(high), Some(low)) = (digit(0), digit(1)) {
            decoded.extend(u8::try_from(high << 4 | low));
            rest = &rest[2..];
            continue;
        }
        // Spaces may stand between the sign and the line end that it takes back.
        let spaces = rest
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r'));
        let end = spaces.count();
        match rest.get(end) {
            Some(b'\n') => rest = &rest[end + 1..],
            None => rest = &[],
            Some(_) => decoded.push(b'='),
        }
    }
    decoded.extend_from_slice(rest);
    decoded
}

/// Reads text in the character set that its part names; where it names none, or one that says little, it is guessed.
/// What is UTF-8 is read as that: programs that pass mail on turn texts into it and leave the old name standing.
pub(in crate::parse) fn text<'a>(bytes: &'a [u8], charset: Option<&str>) -> Decoded<'a> {
    let charset = charset.unwrap_or_default().trim().to_ascii_lowercase();
    let says_little = matches!(
        charset.as_str(),
        "" | "utf-8"
            | "utf8"
            | "us-ascii"
            | "ascii"
            | "unknown-8bit"
            | "x-unknown"
            | "default_charset"
    );
    let is_utf_8 = || !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok();
    let decoder = charset_decoder(charset.as_bytes()).filter(|_| !says_little && !is_utf_8());
    match decoder {
        // The line ends are made one kind, as those of any text.
        Some(decoder) => Decoded {
            text: Cow::Owned(decode::decode(decoder(bytes).as_bytes()).text.into_owned()),
            doubt: None,
        },
        None => decode::decode(bytes),
    }
}

/// Joins lines that flow on (RFC 3676): a space at the end says that the paragraph goes on. `deletes` says that the
/// space is none of the text.
pub(super) fn unflowed(text: &str, deletes: bool) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut open_depth = None;
    for line in text.split('\n') {
        let depth = line.len() - line.trim_start_matches('>').len();
        let content = &line[depth..];
        let content = content.strip_prefix(' ').unwrap_or(content);
        let is_signature = content == "-- ";
        if open_depth != Some(depth) || is_signature {
            if !joined.is_empty() {
                joined.push('\n');
            }
            joined.push_str(&line[..depth]);
            joined.push_str(if depth > 0 { " " } else { "" });
        }
        let flows = content.ends_with(' ') && !is_signature;
        let kept = if flows && deletes {
            content.len() - 1
        } else {
            content.len()
        };
        joined.push_str(&content[..kept]);
        open_depth = flows.then_some(depth);
    }
    joined
}

/// Rich text (RFC 1896) without its marks: commands in angle brackets, of which two stand for one that is meant.
pub(super) fn unmarked(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, marked)) = rest.split_once('<') {
        plain.push_str(before);
        rest = match marked.strip_prefix('<') {
            Some(meant) => {
                plain.push('<');
                meant
            }
            None => {
                let (command, after) = marked.split_once('>').unwrap_or((marked, ""));
                let is_parameter = command.eq_ignore_ascii_case("param");
                let end = is_parameter.then(|| after.find('<')).flatten();
                end.map_or(after, |end| &after[end..])
            }
        };
    }
    plain.push_str(rest);
    plain
}

/// A text without the files that old programs wrote into it as lines of letters, and the names of those.
pub(super) fn without_files(text: &str) -> (Cow<'_, str>, Vec<&str>) {
    let (mut kept, mut names) = (String::new(), Vec::new());
    let (mut done, mut from) = (0, 0);
    while let Some(at) = memchr::memmem::find(&text.as_bytes()[from..], b"begin ") {
        let start = from + at;
        from = start + 1;
        let is_line = start == 0 || text.as_bytes()[start - 1] == b'\n';
        if let Some((name, length)) = is_line.then(|| file(&text[start..])).flatten() {
            names.push(name);
            kept.push_str(&text[done..start]);
            done = start + length;
            from = done;
        }
    }
    if names.is_empty() {
        return (Cow::Borrowed(text), names);
    }
    kept.push_str(&text[done..]);
    (Cow::Owned(kept), names)
}

/// The name of the file that begins here, and the length of its lines: `begin 644 a.gif`, its bytes, `end`.
fn file(text: &str) -> Option<(&str, usize)> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next()?;
    let mut length = first.len();
    let (mode, name) = first.strip_prefix("begin ")?.trim_end().split_once(' ')?;
    let is_mode =
        (3..=4).contains(&mode.len()) && mode.bytes().all(|byte| (b'0'..=b'7').contains(&byte));
    for line in lines {
        length += line.len();
        let line = line.trim_end_matches('\n');
        if line == "end" {
            return is_mode.then_some((name, length));
        }
        // The first letter tells how many bytes follow; spaces at the end may be lost.
        let told = line.bytes().next().unwrap_or(b' ').wrapping_sub(b' ') & 63;
        let is_data = line.bytes().all(|byte| (b' '..=b'`').contains(&byte));
        if !is_data || line.len() > 2 + usize::from(told).div_ceil(3) * 4 {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn quoted_printable_is_read_as_far_as_it_goes() {
        let read = |text: &str| String::from_utf8(quoted_printable(text.as_bytes())).unwrap();
        assert_eq!(read("Gr=C3=B6=c3=9fe"), "Größe");
        assert_eq!(read("one =\r\nline = \nonly="), "one line only");
        assert_eq!(read("1 = 1, =zz, =3"), "1 = 1, =zz, =3");
    }

    #[test]
    fn a_character_set_is_believed_unless_it_says_little() {
        let read = |bytes: &[u8], charset| text(bytes, charset).text.into_owned();
        assert_eq!(read(b"Gr\xf6\xdfe", Some("ISO-8859-1")), "Größe");
        assert_eq!(read(b"\xf0\xd2\xc9\xd7\xc5\xd4", Some("koi8-r")), "Привет");
        assert_eq!(read("Größe".as_bytes(), Some("us-ascii")), "Größe");
        assert_eq!(read("大桥通车".as_bytes(), Some("gb2312")), "大桥通车");
        assert_eq!(read("Größe".as_bytes(), Some("iso-8859-1")), "Größe");
        assert_eq!(read("Größe\r\n".as_bytes(), None), "Größe\n");
        assert_eq!(
            read(b"Die Gr\xf6\xdfe z\xe4hlt\r\n", Some("utf-8")),
            "Die Größe zählt\n"
        );
        assert_eq!(read(b"a", Some("\u{1b}[31m")), "a");
    }

    #[test]
    fn flowing_lines_are_joined_and_others_are_not() {
        assert_eq!(
            unflowed("The sea \nrose \nhigher.\n\nFixed\nlines\n", false),
            "The sea rose higher.\n\nFixed\nlines\n"
        );
        assert_eq!(unflowed("日本 \n語", true), "日本語");
        assert_eq!(
            unflowed("> She \n> said so.\n>> He \n> Yes.", false),
            "> She said so.\n>> He \n> Yes."
        );
        assert_eq!(
            unflowed(" From here\n  set in", false),
            "From here\n set in"
        );
        assert_eq!(unflowed("so long \n-- \nAnn", false), "so long \n-- \nAnn");
    }

    #[test]
    fn files_in_a_text_are_taken_out_by_their_names() {
        let text = "See below.\nbegin 644 a cat.txt\n#0V%T\n`\nend\nThat was it.\n";
        let (kept, names) = without_files(text);
        assert_eq!(
            (&*kept, names),
            ("See below.\nThat was it.\n", vec!["a cat.txt"])
        );
        for text in [
            "begin 644 a.txt\nand here words follow\nend\n",
            "begin 644 a.txt\n#0V%T\n",
            "begin at the end\nend\n",
            "to begin 644 a\nend\n",
        ] {
            assert_eq!(without_files(text), (Cow::Borrowed(text), vec![]));
        }
        let many = "begin 644 a\n".repeat(50_000);
        assert_eq!(without_files(&many).1, [""; 0]);
    }

    proptest! {
        #[test]
        fn what_base64_wrote_is_read_again(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
            let mut text = Vec::new();
            for chunk in bytes.chunks(3) {
                let group = chunk.iter().chain([&0, &0]).take(3).fold(0_u32, |group, byte| group << 8 | u32::from(*byte));
                let letter = |at: usize| LETTERS[(group >> (18 - 6 * at)) as usize & 63];
                text.extend((0..=chunk.len()).map(letter));
                text.extend(vec![b'='; 3 - chunk.len()]);
            }
            prop_assert_eq!(base64::decoded(&text), bytes);
        }

        #[test]
        fn anything_is_decoded(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            quoted_printable(&bytes);
            base64::decoded(&bytes);
            unflowed(&String::from_utf8_lossy(&bytes), true);
            without_files(&String::from_utf8_lossy(&bytes));
        }
    }
}
