//! Appointments as calendars send them (RFC 5545): what it is, when, where, and what is said of it.
//!
//! Does not own where in a message they stand (`mail::content`). Rules of repetition and answers are not shown.

/// What is shown of an appointment, in this order.
const SHOWN: [&str; 5] = ["SUMMARY", "DTSTART", "DTEND", "LOCATION", "DESCRIPTION"];

/// The appointments of a calendar as paragraphs.
pub(super) fn text(calendar: &str) -> String {
    let calendar = calendar.replace("\n ", "").replace("\n\t", "");
    let mut paragraphs: Vec<String> = Vec::new();
    for event in calendar.split("BEGIN:VEVENT").skip(1) {
        let event = event.split("END:VEVENT").next().unwrap_or_default();
        let value = |wanted: &str| event.lines().find_map(|line| value(line, wanted));
        let [what, start, end, place, words] = SHOWN.map(value);
        let time = match (start.map(moment), end.map(moment)) {
            (Some(start), Some(end)) if start != end => Some(format!("{start} – {end}")),
            (start, end) => start.or(end),
        };
        let said = [what.map(plain), time, place.map(plain), words.map(plain)];
        paragraphs.extend(said.into_iter().flatten());
    }
    paragraphs.join("\n\n")
}

/// The value of a line of this name, without its parameters.
fn value<'a>(line: &'a str, wanted: &str) -> Option<&'a str> {
    let rest = line.strip_prefix(wanted)?;
    let (parameters, value) = rest.split_once(':')?;
    (parameters.is_empty() || parameters.starts_with(';')).then_some(value)
}

/// `20250305T100000Z` as a person writes it; in the place's own time where no zone is told.
fn moment(value: &str) -> String {
    let part = |range| value.get(range).unwrap_or_default();
    let is_moment = |length: usize| {
        let digits = value.bytes().take(length).filter(u8::is_ascii_digit);
        value.len() >= length && digits.count() >= length.min(14)
    };
    let day = [part(0..4), part(4..6), part(6..8)].join("-");
    match value.len() {
        8 if is_moment(8) => day,
        15 | 16 if is_moment(15) => {
            let zone = if value.ends_with('Z') { " UTC" } else { "" };
            format!("{day} {}:{}{zone}", part(9..11), part(11..13))
        }
        _ => value.to_owned(),
    }
}

/// A text without the marks that keep its commas and line ends from meaning something.
fn plain(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut chars = value.chars();
    while let Some(char) = chars.next() {
        match char {
            '\\' => match chars.next() {
                Some('n' | 'N') => text.push('\n'),
                Some(other) => text.push(other),
                None => {}
            },
            _ => text.push(char),
        }
    }
    text
}
