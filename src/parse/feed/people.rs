//! Names of people as feeds write them: `ann@a.example (Ann Sample)`.
//!
//! Does not own how several names become one byline (`parse::field`).

use crate::parse::{credit, html, sanitize};

/// The name in a text: its mail address only where there is nothing else.
pub(super) fn name(text: &str) -> Option<String> {
    let text = if text.contains(['<', '&']) && !text.contains('@') {
        html::plain(text)
    } else {
        sanitize::line(text)
    };
    let text = credit::without_credit(text.trim_start_matches("mailto:"));
    let (outer, inner) = bracketed(text);
    let name = [outer, inner]
        .into_iter()
        .map(|part| part.trim().trim_matches('"').trim())
        .find(|part| !part.is_empty() && !is_mail(part))
        .unwrap_or(if outer.is_empty() { inner } else { outer });
    (!name.is_empty()).then(|| name.to_owned())
}

/// What stands outside and inside of brackets at the end of a text, if a mail address is one of both.
fn bracketed(text: &str) -> (&str, &str) {
    for (open, close) in [('(', ')'), ('<', '>'), ('[', ']')] {
        if let Some(rest) = text.strip_suffix(close)
            && let Some((outer, inner)) = rest.rsplit_once(open)
            && (is_mail(outer.trim()) || is_mail(inner.trim()) || outer.trim().is_empty())
        {
            return (outer.trim(), inner.trim());
        }
    }
    (text, "")
}

fn is_mail(text: &str) -> bool {
    text.split_once('@')
        .is_some_and(|(user, host)| !user.is_empty() && !host.is_empty())
        && !text.contains(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_goes_before_a_mail_address() {
        for text in [
            "Ann Sample",
            " ann@a.example (Ann Sample) ",
            "Ann Sample (ann@a.example)",
            "Ann Sample <ann@a.example>",
            "\"Ann Sample\" <ann@a.example>",
            "ann@a.example [Ann Sample]",
            "mailto:ann@a.example (Ann Sample)",
            "by Ann Sample",
            "(Ann Sample)",
        ] {
            assert_eq!(name(text).as_deref(), Some("Ann Sample"), "{text}");
        }
        assert_eq!(name("ann@a.example").as_deref(), Some("ann@a.example"));
        assert_eq!(name("ann@a.example ()").as_deref(), Some("ann@a.example"));
        assert_eq!(
            name("Ann Sample (The Wire)").as_deref(),
            Some("Ann Sample (The Wire)")
        );
        assert_eq!(name(" "), None);
    }
}
