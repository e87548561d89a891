//! Fences around code, line by line.
//!
//! Owns how they open and close (<https://spec.commonmark.org/0.31.2/#fenced-code-blocks>). Quotations and lists that end
//! within code are not followed. Does not own what stands between them.

/// The fence that is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Fence(Option<(char, usize)>);

impl Fence {
    /// Whether a line belongs to code: it stands between fences, or is one.
    pub(super) fn holds(&mut self, line: &str) -> bool {
        let bare = line.trim_start_matches([' ', '\t', '>']);
        let sign = bare.chars().next().filter(|sign| matches!(sign, '`' | '~'));
        let run = sign.map_or(0, |sign| bare.len() - bare.trim_start_matches(sign).len());
        let rest = bare[run..].trim();
        match (self.0, sign) {
            (None, Some(sign)) if run >= 3 && !(sign == '`' && rest.contains('`')) => {
                self.0 = Some((sign, run));
                true
            }
            (None, _) => false,
            (Some((open, length)), Some(sign))
                if open == sign && run >= length && rest.is_empty() =>
            {
                self.0 = None;
                true
            }
            (Some(_), _) => true,
        }
    }
}
