//! What lines are by their looks: a heading, a caption, an item of a list, a table; and where a dateline stands.
//!
//! Does not own what stands around a paragraph (`text::blocks`).

use super::is_longer;
use crate::article::Marker;

/// Characters of the longest heading.
const LONGEST_HEADING: usize = 59;

/// Characters of the longest caption.
const LONGEST_CAPTION: usize = 240;

/// Bytes within which a dateline ends.
const LONGEST_DATELINE: usize = 80;

/// What captions begin with, in lower case.
const CAPTION_BEGINNINGS: &[&str] = &[
    "photo:",
    "photos:",
    "image:",
    "picture:",
    "caption:",
    "credit:",
    "photo credit:",
    "image credit:",
    "photograph:",
    "photo by ",
    "photograph by ",
    "photo courtesy",
    "foto:",
    "bild:",
    "imagen:",
    "crédit photo",
    "photo :",
    "image copyright",
    "getty images",
];

/// What picture credits have in them. They begin with one of `(/vA`, which is what [`has_credit`] looks for.
const CREDITS: &[&str] = &[
    "(AP Photo",
    "(Photo by",
    "(Photo:",
    "(Photo credit",
    "(Image:",
    "(Image credit",
    "(Credit:",
    "(Picture:",
    "(Foto:",
    "/Getty Images",
    "/ Getty Images",
    "via Getty Images",
    "/AFP/",
    "/AFP)",
    "/Reuters",
    "(REUTERS/",
    "(Reuters/",
    "/Shutterstock",
    "via AP)",
    "/AP)",
    "AP Photo/",
];

/// Whether a line by itself could be a heading. Its neighbours decide.
pub(super) fn is_heading_like(line: &str) -> bool {
    let is_open = !line.ends_with(['.', '!', ',', ';', ':', '”', '"', '’', '\'', ')', '…', '»']);
    let first = line.chars().next();
    let begins = first.is_some_and(|char| char.is_alphanumeric() && !char.is_lowercase());
    is_open && begins && !is_longer(line, LONGEST_HEADING)
}

/// Whether a line is words under a picture, or its credit.
pub(super) fn is_caption(line: &str) -> bool {
    if line.len() > 2 * LONGEST_CAPTION || is_longer(line, LONGEST_CAPTION) {
        return false;
    }
    let begins = |beginning: &&str| {
        let head = line.as_bytes().get(..beginning.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(beginning.as_bytes()))
    };
    let is_credit = line.len() <= LONGEST_DATELINE && line.starts_with('©');
    is_credit || CAPTION_BEGINNINGS.iter().any(begins) || has_credit(line)
}

/// Whether a picture's credit is in a line. The tables' first bytes are looked for, not each of its rows.
fn has_credit(line: &str) -> bool {
    let line = line.as_bytes();
    memchr::memchr2(b'/', b'(', line).is_some()
        && line.iter().enumerate().any(|(at, byte)| {
            matches!(byte, b'(' | b'/' | b'v' | b'A')
                && CREDITS
                    .iter()
                    .any(|credit| line[at..].starts_with(credit.as_bytes()))
        })
}

/// The marker a line begins with, and the text behind it.
pub(super) fn item(line: &str) -> Option<(Marker, &str)> {
    let mut chars = line.chars();
    if matches!(
        chars.next()?,
        '-' | '*' | '•' | '·' | '‣' | '◦' | '▪' | '●' | '+'
    ) {
        let text = chars.as_str();
        let rest = text.trim_start();
        let is_item = text.len() > rest.len() && rest.contains(char::is_alphanumeric);
        return is_item.then_some((Marker::Bullet, rest));
    }
    let end = line.find(|char: char| !char.is_ascii_digit())?;
    let (digits, rest) = line.split_at(end);
    let rest = rest.strip_prefix(['.', ')'])?;
    let text = rest.trim_start();
    // A zero in front would be lost, and four digits are a year.
    let is_number = (1..=3).contains(&digits.len()) && !digits.starts_with('0');
    let is_item = is_number && text.len() < rest.len() && text.contains(char::is_alphanumeric);
    is_item.then(|| {
        digits
            .parse()
            .ok()
            .map(|number| (Marker::Number(number), text))
    })?
}

/// Where the place and agency end that a report opens with: `KABUL (Agency) —`, `PARIS, April 16 —`.
pub(super) fn dateline(paragraph: &str) -> Option<usize> {
    let mut end = paragraph.len().min(LONGEST_DATELINE);
    while !paragraph.is_char_boundary(end) {
        end -= 1;
    }
    let head = &paragraph[..end];
    if !head.contains(['—', '–', '-']) {
        return None;
    }
    let (at, dash) = [" — ", " – ", " -- ", " - ", "— ", "– "]
        .into_iter()
        .filter_map(|dash| head.find(dash).map(|at| (at, dash)))
        .min_by_key(|(at, _)| *at)?;
    let place = &head[..at];
    let (city, agency) = match place.split_once(" (") {
        Some((city, agency)) => (city, Some(agency)),
        None => (place, None),
    };
    let is_agency = agency.is_some_and(|agency| agency.ends_with(')') && agency.len() <= 30);
    let first = city.split([',', ' ']).next()?;
    let is_shouted = first.chars().count() > 2
        && first
            .chars()
            .all(|char| !char.is_lowercase() && !char.is_numeric());
    let is_capital = first.chars().next()?.is_uppercase();
    let is_plain =
        city.split([' ', ',', '.', '/']).count() <= 6 && !city.contains(['"', '“', ':', '?', '!']);
    let is_dateline = is_plain && is_capital && (is_agency || (agency.is_none() && is_shouted));
    is_dateline.then(|| at + dash.trim_end().len())
}

/// The level of a heading with a line drawn below it, as long as itself.
pub(super) fn underlined(run: &[&str]) -> Option<u8> {
    let [heading, rule, ..] = run else {
        return None;
    };
    let (heading, rule) = (heading.trim(), rule.trim());
    let level = match rule.bytes().next()? {
        b'=' => 2,
        b'-' | b'~' => 3,
        _ => return None,
    };
    let is_drawn = rule.len() >= 3 && rule.bytes().all(|byte| byte == rule.as_bytes()[0]);
    let is_as_long = || heading.chars().count().abs_diff(rule.len()) <= 1;
    (is_drawn && is_as_long() && heading.contains(char::is_alphanumeric)).then_some(level)
}

/// Whether lines are the rows of a table: gaps within them, at least in two of three.
pub(super) fn is_table(run: &[&str]) -> bool {
    let has_gap = |line: &&&str| {
        let line = line.trim_start();
        line.contains("   ") || line.contains('\t')
    };
    run.len() >= 2 && run.iter().filter(has_gap).count() * 3 >= run.len() * 2
}

/// Whether lines are all set in, and in curly quotation marks from the first to the last, or to the name of who said it.
pub(super) fn is_set_in_quotation(run: &[&str]) -> bool {
    let (Some(first), Some(last)) = (run.first(), run.last()) else {
        return false;
    };
    // Most paragraphs are known by their first byte to be none.
    if !(run.iter().all(|line| indent(line) >= 2)
        && first.trim_start().starts_with(['“', '„', '«']))
    {
        return false;
    }
    last.rfind(['”', '»', '“']).is_some_and(|at| {
        let behind = last[at..].trim_start_matches(['”', '»', '“', ' ']);
        behind.is_empty() || behind.starts_with(['—', '–', '-'])
    })
}

/// White space before a line's text, in bytes.
pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_names_a_place() {
        let dateline = |text: &'static str| dateline(text).map(|end| &text[..end]);
        assert_eq!(
            dateline("KABUL (Agency) — The sea"),
            Some("KABUL (Agency) —")
        );
        assert_eq!(
            dateline("Kabul (Agency) - The sea"),
            Some("Kabul (Agency) -")
        );
        assert_eq!(
            dateline("SAN SAMPLE, April 16 -- The sea"),
            Some("SAN SAMPLE, April 16 --")
        );
        assert_eq!(dateline("The sea — which rose — fell"), None);
        assert_eq!(
            dateline("A harbour (built in 1920) and the sea — which"),
            None
        );
        assert_eq!(dateline("KABUL is a city"), None);
    }

    #[test]
    fn markers_make_items() {
        assert_eq!(item("- one"), Some((Marker::Bullet, "one")));
        assert_eq!(item("• one"), Some((Marker::Bullet, "one")));
        assert_eq!(item("12. one"), Some((Marker::Number(12), "one")));
        assert_eq!(item("2) one"), Some((Marker::Number(2), "one")));
        for line in [
            "-one",
            "--",
            "1.5 million",
            "2020. A year",
            "007. Bond",
            "one",
            "* * *",
        ] {
            assert_eq!(item(line), None, "{line}");
        }
    }

    #[test]
    fn every_credit_is_found_by_its_first_byte() {
        for credit in CREDITS {
            assert!(
                has_credit(&format!("The sea (or / and) {credit}")),
                "{credit}"
            );
        }
    }

    #[test]
    fn credits_are_captions() {
        assert!(is_caption("Photo: Ann Sample"));
        assert!(is_caption("The harbour on Monday. (AP Photo/Ann Sample)"));
        assert!(is_caption("© Sample Agency"));
        assert!(!is_caption("Photos show that the sea rose."));
    }
}
