//! Characters above and below the line: `10³`, `H₂O`.
//!
//! Owns which characters have such a form. The text keeps the plain ones, so that it is searched and copied as it is in a
//! browser; they stand in its place only where it is shown, each in one cell like the other.

/// Where characters stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Above the line.
    Raised,
    /// Below it.
    Lowered,
}

/// Characters on the line, above and below it: digits, signs, and the letters that numbers go by.
const FORMS: &[(char, char, char)] = &[
    ('0', '⁰', '₀'),
    ('1', '¹', '₁'),
    ('2', '²', '₂'),
    ('3', '³', '₃'),
    ('4', '⁴', '₄'),
    ('5', '⁵', '₅'),
    ('6', '⁶', '₆'),
    ('7', '⁷', '₇'),
    ('8', '⁸', '₈'),
    ('9', '⁹', '₉'),
    ('+', '⁺', '₊'),
    ('-', '⁻', '₋'),
    ('−', '⁻', '₋'),
    ('–', '⁻', '₋'),
    ('=', '⁼', '₌'),
    ('(', '⁽', '₍'),
    (')', '⁾', '₎'),
    ('i', 'ⁱ', 'ᵢ'),
    ('j', 'ʲ', 'ⱼ'),
    ('k', 'ᵏ', 'ₖ'),
    ('m', 'ᵐ', 'ₘ'),
    ('n', 'ⁿ', 'ₙ'),
    ('x', 'ˣ', 'ₓ'),
    (' ', ' ', ' '),
];

/// Bytes of the longest text that is an exponent or an index.
const LONGEST: usize = 64;

impl Script {
    /// Whether a text is short and each of its characters has this form. Where one has not, as in "1st", all stay on the
    /// line.
    pub(super) fn has(self, text: &str) -> bool {
        text.len() <= LONGEST && text.chars().all(|char| self.form(char).is_some())
    }

    /// A text in this form.
    pub(super) fn of(self, text: &str) -> String {
        let set = |char| self.form(char).unwrap_or(char);
        text.chars().map(set).collect()
    }

    fn form(self, char: char) -> Option<char> {
        let (_, raised, lowered) = FORMS.iter().find(|(plain, _, _)| *plain == char)?;
        Some(match self {
            Self::Raised => *raised,
            Self::Lowered => *lowered,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{fold::fold, typeset::width};

    #[test]
    fn what_is_raised_is_as_wide_as_before_and_found_as_it_is_typed() {
        for (plain, raised, lowered) in FORMS {
            for form in [raised, lowered] {
                assert_eq!(
                    width(&plain.to_string()),
                    width(&form.to_string()),
                    "{form}"
                );
                assert_eq!(fold(&plain.to_string()), fold(&form.to_string()), "{form}");
            }
        }
    }
}
