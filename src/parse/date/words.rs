//! The words that dates are written with: months, weekdays, zones, and what stands between them.
//!
//! Does not own the order they stand in (`date`), or the words of rarer languages (`languages`).

use super::languages;

/// Months in English, German, Spanish, French, Italian and Portuguese, without accents, in lower case. A word stands
/// for a month if it is one of these, or its beginning of three letters or more.
const MONTHS: [&[&str]; 12] = [
    &[
        "january", "januar", "janner", "enero", "janvier", "gennaio", "janeiro",
    ],
    &[
        "february",
        "februar",
        "feber",
        "febrero",
        "fevrier",
        "febbraio",
        "fevereiro",
    ],
    &["march", "marz", "maerz", "marzo", "mars", "marco"],
    &["april", "abril", "avril", "aprile"],
    &["may", "mai", "mayo", "maggio", "maio"],
    &["june", "juni", "junio", "juin", "giugno", "junho"],
    &["july", "juli", "julio", "juillet", "luglio", "julho"],
    &["august", "agosto", "aout"],
    &[
        "september",
        "septiembre",
        "setiembre",
        "septembre",
        "settembre",
        "setembro",
        "sept",
    ],
    &[
        "october", "oktober", "octubre", "octobre", "ottobre", "outubro",
    ],
    &["november", "noviembre", "novembre", "novembro"],
    &[
        "december",
        "dezember",
        "diciembre",
        "decembre",
        "dicembre",
        "dezembro",
    ],
];

/// Weekdays in the same languages; Portuguese ones without "-feira".
const WEEKDAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    "lunes",
    "martes",
    "miercoles",
    "jueves",
    "viernes",
    "sabado",
    "domingo",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunedi",
    "martedi",
    "mercoledi",
    "giovedi",
    "venerdi",
    "sabato",
    "domenica",
    "segunda",
    "terca",
    "quarta",
    "quinta",
    "sexta",
    "feira",
];

/// Words that stand between the parts of a date and change nothing.
const BETWEEN: &[&str] = &[
    "on", "at", "of", "the", "a", "h", "|", "-", "–", "—", "·", "•", "/",
];

/// Words between them in languages that put the day before the month.
const DAY_FIRST: &[&str] = &[
    "um", "uhr", "den", "der", "de", "del", "las", "el", "le", "la", "les", "il", "alle", "ore",
    "as", "os", "em", "em:",
];

/// Minutes east of UTC. Where two places share letters, the one that writes more news in English counts.
const ZONES: &[(&str, i32)] = &[
    ("utc", 0),
    ("gmt", 0),
    ("ut", 0),
    ("z", 0),
    ("wet", 0),
    ("west", 60),
    ("bst", 60),
    ("cet", 60),
    ("mez", 60),
    ("cest", 120),
    ("mesz", 120),
    ("eet", 120),
    ("eest", 180),
    ("msk", 180),
    ("ist", 330),
    ("wib", 420),
    ("wita", 480),
    ("wit", 540),
    ("hkt", 480),
    ("sgt", 480),
    ("awst", 480),
    ("jst", 540),
    ("kst", 540),
    ("aest", 600),
    ("aedt", 660),
    ("nzst", 720),
    ("nzdt", 780),
    ("ast", -240),
    ("edt", -240),
    ("est", -300),
    ("cdt", -300),
    ("cst", -360),
    ("mdt", -360),
    ("mst", -420),
    ("pdt", -420),
    ("pst", -480),
    ("akdt", -480),
    ("akst", -540),
    ("hst", -600),
];

/// What a word of a date stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// A month, 1 to 12.
    Month(i8),
    /// "mar": March, or a Tuesday in French, Spanish and Italian.
    MarchOrTuesday,
    /// Minutes east of UTC.
    Zone(i32),
    /// A zone that is one in summer and another in winter: "ET".
    SeasonalZone,
    /// Before noon.
    Am,
    /// After noon.
    Pm,
    /// A weekday, or a word that changes nothing.
    Filler,
    /// A word that changes nothing, of a language that puts the day before the month.
    DayFirst,
}

/// The meaning of a word in lower case without accents and full stops.
pub(super) fn meaning(word: &str) -> Option<Word> {
    match word {
        "am" => return Some(Word::Am),
        "pm" => return Some(Word::Pm),
        "mar" => return Some(Word::MarchOrTuesday),
        "et" | "ct" | "mt" | "pt" => return Some(Word::SeasonalZone),
        _ => {}
    }
    if let Some((_, minutes)) = ZONES.iter().find(|(zone, _)| *zone == word) {
        return Some(Word::Zone(*minutes));
    }
    if DAY_FIRST.contains(&word) {
        return Some(Word::DayFirst);
    }
    if BETWEEN.contains(&word) {
        return Some(Word::Filler);
    }
    // "Mart" is a month in Turkish before it is short for a Tuesday in Spanish.
    if let Some(word) = languages::meaning(word) {
        return Some(word);
    }
    if is_weekday(word) {
        return Some(Word::Filler);
    }
    month(word).map(Word::Month)
}

/// The month that a word names in one of the languages above, in full or not.
fn month(word: &str) -> Option<i8> {
    let month = MONTHS.iter().position(|names| is_one_of(names, word))?;
    i8::try_from(month + 1).ok()
}

/// Whether a word in lower case without accents is a month. Those of rarer languages may be names: Maja, Mac.
pub(super) fn is_month(word: &str) -> bool {
    word == "mar" || month(word).is_some()
}

/// Whether a word in lower case without accents is a day of the week.
pub(super) fn is_weekday(word: &str) -> bool {
    is_one_of(WEEKDAYS, word)
}

/// Whether a word is one of the names, or an abbreviation of one.
fn is_one_of(names: &[&str], word: &str) -> bool {
    let is_short = (2..=4).contains(&word.len());
    names
        .iter()
        .any(|name| *name == word || (is_short && word.len() >= 3 && name.starts_with(word)))
}

/// A word in lower case, with the accents of the languages above taken off.
pub(super) fn plain(word: &str) -> String {
    word.chars()
        .flat_map(char::to_lowercase)
        .map(|char| match char {
            'á' | 'à' | 'ä' | 'â' | 'ã' => 'a',
            'é' | 'è' | 'ê' => 'e',
            'í' | 'ì' => 'i',
            'ó' | 'ò' | 'ö' => 'o',
            'ú' | 'ù' | 'û' | 'ü' => 'u',
            'ç' => 'c',
            _ => char,
        })
        .collect()
}
