//! What becomes of one character in the fold.
//!
//! Owns the tables: marks that are dropped, letters without a decomposition in Unicode, typography. Does not own case
//! and white space (`fold`).

use unicode_normalization::char::canonical_combining_class;

/// What a character is folded to, case aside.
pub(super) enum Letter {
    /// Nothing: it is a mark, or cannot be seen.
    Nothing,
    /// This text.
    Text(&'static str),
    /// Itself.
    Itself,
    /// What its compatibility decomposition is folded to.
    Parts,
}

/// What a character is folded to, case aside.
pub(super) fn of(c: char) -> Letter {
    if let Some(text) = letter(c).or_else(|| typography(c)) {
        return Letter::Text(text);
    }
    match c {
        _ if is_unseen(c) || is_accent(c) => Letter::Nothing,
        // Accents that stand alone decompose into a space and a mark; they are no spaces.
        '¨'
        | '¯'
        | '¸'
        | '\u{02d8}'..='\u{02dd}'
        | '\u{037a}'
        | '\u{0384}'
        | '\u{0385}'
        | '\u{1fbd}'..='\u{1fc1}'
        | '\u{1fcd}'..='\u{1fcf}'
        | '\u{1fdd}'..='\u{1fdf}'
        | '\u{1fed}'..='\u{1fef}'
        | '\u{1ffd}'
        | '\u{1ffe}'
        | '\u{2017}'
        | '\u{203e}'
        | '\u{309b}'
        | '\u{309c}'
        | '\u{fc5e}'..='\u{fc63}'
        | '\u{fe49}'..='\u{fe4c}'
        | '\u{fe70}'
        | '\u{fe72}'
        | '\u{fe74}'
        | '\u{fe76}'
        | '\u{fe78}'
        | '\u{fe7a}'
        | '\u{fe7c}'
        | '\u{fe7e}'
        | '\u{ffe3}' => Letter::Itself,
        // Hangul syllables and ideographs are letters as they are.
        '\u{ac00}'..='\u{d7a3}' | '\u{4e00}'..='\u{9fff}' => Letter::Itself,
        _ => Letter::Parts,
    }
}

/// Whether a character is its own folded form, whatever stands before it: ideographs, Hangul syllables, kana and the
/// punctuation between them.
pub(super) fn stays(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fa}' | '\u{30fc}' | '\u{3001}'..='\u{301b}')
}

/// Whether a character is a part of a Hangul syllable, which may be put together with others.
pub(super) fn may_join(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}')
}

/// Whether a part is put together with what stands before it: vowels and finals of Hangul, voicing marks of kana.
pub(super) fn joins(c: char) -> bool {
    matches!(c, '\u{1161}'..='\u{1175}' | '\u{11a8}'..='\u{11c2}' | '\u{3099}' | '\u{309a}')
}

/// Letters that Unicode does not decompose, though readers who lack the key type another. The Arabic ones follow
/// Lucene's ArabicNormalizer and PersianNormalizer.
fn letter(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'ẞ' => "SS",
        'ı' => "i",
        'ø' | 'ǿ' => "o",
        'Ø' | 'Ǿ' => "O",
        'ł' => "l",
        'Ł' => "L",
        'đ' | 'ð' | 'ɖ' => "d",
        'Đ' | 'Ð' | 'Ɖ' => "D",
        'ħ' => "h",
        'Ħ' => "H",
        'ŧ' => "t",
        'Ŧ' => "T",
        'æ' | 'ǽ' | 'ǣ' => "ae",
        'Æ' | 'Ǽ' | 'Ǣ' => "AE",
        'œ' => "oe",
        'Œ' => "OE",
        'þ' => "th",
        'Þ' => "TH",
        'ŋ' => "n",
        'Ŋ' => "N",
        'ς' => "σ",
        // Letters of old Slavonic print, which Unicode takes for others in another case.
        '\u{1c80}' => "в",
        '\u{1c81}' => "д",
        '\u{1c82}' => "о",
        '\u{1c83}' => "с",
        '\u{1c84}' | '\u{1c85}' => "т",
        '\u{1c86}' => "ъ",
        '\u{1c87}' => "ѣ",
        '\u{0671}' => "\u{0627}",
        '\u{0649}' | '\u{06cc}' => "\u{064a}",
        '\u{06a9}' => "\u{0643}",
        '\u{0629}' => "\u{0647}",
        // Hindi writes one nasal as a dot, or as a moon with a dot.
        '\u{0901}' => "\u{0902}",
        _ => return None,
    })
}

/// Signs that are set differently from how they are typed.
fn typography(c: char) -> Option<&'static str> {
    Some(match c {
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '´' | 'ʼ' | 'ʻ' | '՚' | '׳' => {
            "'"
        }
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '〝' | '〞' | '〟' | '״' => "\"",
        '\u{2010}'..='\u{2015}'
        | '\u{2212}'
        | '\u{2043}'
        | '\u{05be}'
        | '\u{2e3a}'
        | '\u{2e3b}'
        | '\u{fe58}'
        | '\u{fe63}'
        | '\u{ff0d}'
        | '\u{fe31}'
        | '\u{fe32}' => "-",
        '\u{2044}' => "/",
        '٠' | '۰' | '०' => "0",
        '١' | '۱' | '१' => "1",
        '٢' | '۲' | '२' => "2",
        '٣' | '۳' | '३' => "3",
        '٤' | '۴' | '४' => "4",
        '٥' | '۵' | '५' => "5",
        '٦' | '۶' | '६' => "6",
        '٧' | '۷' | '७' => "7",
        '٨' | '۸' | '८' => "8",
        '٩' | '۹' | '९' => "9",
        _ => return None,
    })
}

/// Joiners, direction marks, variation selectors, hyphens that only show at a line's end, and the Arabic tatweel.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{0640}' | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{e0100}'..='\u{e01ef}')
}

/// Accents, by their canonical combining class (Unicode, UAX 44, table 15): overlays, nuktas, the points of Hebrew and
/// Arabic, and all that is attached to a letter or stands above or below it. The vowel signs and viramas of the Indic
/// scripts, the vowels and tones of Thai and Lao, and the voicing marks of kana are no accents: they make other words.
fn is_accent(c: char) -> bool {
    c >= '\u{0300}' && matches!(canonical_combining_class(c), 1 | 7 | 10..=36 | 200..=240)
}
