//! What letters have above and below their text: a signature, links to the web version, to leave the list, to change
//! settings.
//!
//! Folded like the furniture of pages, never dropped. Lists of short items with "Read more" below each are what letters
//! are made of, so that `boilerplate`, which knows pages, is not asked.

use std::ops::Range;

use crate::{
    article::{Block, BlockKind, Body, SpanKind},
    parse::sanitize,
};

/// The line above a signature (RFC 3676 4.3). The space at its end tells it from a rule.
const ABOVE_SIGNATURE: &str = "-- ";

/// Lines of a signature, blank ones aside. What is longer is more of the letter.
const MOST_SIGNED: usize = 16;

/// Characters of a block that is too long to be furniture.
const LONGEST: usize = 400;

/// Blocks at the beginning among which a link to the web version is looked for.
const REACH: usize = 6;

/// What a link to the web version says, in lower case.
const ON_THE_WEB: [&str; 18] = [
    "in your browser",
    "in browser",
    "in a browser",
    "view on the web",
    "view online",
    "read online",
    "web version",
    "trouble viewing",
    "problems viewing",
    "im browser",
    "webversion",
    "online ansehen",
    "dans votre navigateur",
    "version en ligne",
    "en tu navegador",
    "en el navegador",
    "no seu navegador",
    "nel browser",
];

/// What stands where a list is left, in lower case.
const LEAVING: [&str; 21] = [
    "unsubscribe",
    "opt out",
    "opt-out",
    "manage your preferences",
    "manage preferences",
    "email preferences",
    "update your preferences",
    "you are receiving this",
    "you're receiving this",
    "you received this",
    "why did i get this",
    "this email was sent to",
    "abmelden",
    "abbestellen",
    "désabonner",
    "désinscrire",
    "désinscription",
    "darse de baja",
    "cancelar la suscripción",
    "descadastrar",
    "annulla l'iscrizione",
];

/// Parts a plain text from the signature below it, which becomes lines. One that is as long as the letter belongs to it,
/// and so does one below which something is quoted.
pub(super) fn unsigned(text: &str) -> (&str, Vec<String>) {
    let mut start = text.len();
    for line in text.split_inclusive('\n').rev() {
        start -= line.len();
        if line.trim_end_matches('\n') != ABOVE_SIGNATURE {
            continue;
        }
        let (letter, signature) = (&text[..start], &text[start + line.len()..]);
        let lines: Vec<String> = signature.lines().map(sanitize::line).collect();
        let is_blank = |line: &String| line.is_empty();
        let count = lines.iter().filter(|line| !is_blank(line)).count();
        let words = |text: &str| text.split_whitespace().count();
        if count <= MOST_SIGNED
            && words(signature) < words(letter)
            && !lines.iter().any(|line| line.starts_with('>'))
        {
            let lines = lines.into_iter().filter(|line| !is_blank(line));
            return (letter, lines.collect());
        }
        break;
    }
    (text, Vec::new())
}

/// Parts a body from its furniture, which becomes lines.
pub(super) fn folded(body: Body) -> (Body, Vec<String>) {
    let folds = find(&body);
    let lines = |block: &Block| body.text()[block.range.clone()].replace('\n', " ");
    let boilerplate: Vec<String> = body
        .blocks()
        .iter()
        .zip(&folds)
        .filter(|(block, folds)| **folds && !block.range.is_empty())
        .map(|(block, _)| lines(block).replace('\t', " "))
        .collect();
    if boilerplate.is_empty() {
        return (body, boilerplate);
    }
    (body.without(&folds), boilerplate)
}

/// Whether each block is furniture. A message that is nothing but furniture is a message about it.
fn find(body: &Body) -> Vec<bool> {
    let blocks = body.blocks();
    let text = |block: &Block| &body.text()[block.range.clone()];
    let texts: Vec<&str> = blocks.iter().map(text).collect();
    let mut folds = vec![false; blocks.len()];
    for (block, folds) in blocks.iter().zip(&mut folds).take(REACH) {
        let is_led_on = has_link(body, &block.range);
        *folds |= is_led_on && length(text(block)) <= LONGEST / 4 && says(text(block), &ON_THE_WEB);
    }
    // Below the place where a list is left, nothing of the message follows but addresses and more links.
    let long = texts.iter().rposition(|text| length(text) > LONGEST);
    let tail = long.map_or(0, |at| at + 1).max(texts.len() / 2);
    let leave = (tail..texts.len()).find(|at| says(texts[*at], &LEAVING));
    if let Some(leave) = leave
        && has_link(body, &(blocks[leave].range.start..body.text().len()))
    {
        folds[leave..].fill(true);
    }
    let stays = |at: &usize| !folds[*at] && blocks[*at].kind != BlockKind::Rule;
    let first = (0..blocks.len()).find(stays);
    let last = (0..blocks.len()).rev().find(stays);
    match (first, last) {
        // The rules that parted it from the text go too.
        (Some(first), Some(last)) if folds.contains(&true) => {
            folds[..first].fill(true);
            folds[last + 1..].fill(true);
        }
        _ => folds.fill(false),
    }
    folds
}

/// Characters of a block, without those of addresses, which may be endless.
fn length(text: &str) -> usize {
    let words = text.split(' ').filter(|word| !word.contains("://"));
    words.map(|word| word.chars().count() + 1).sum()
}

fn says(text: &str, words: &[&str]) -> bool {
    let text = text.to_lowercase();
    words.iter().any(|word| text.contains(word))
}

/// Whether a link begins in a stretch of the text: who writes about furniture gives none.
fn has_link(body: &Body, range: &Range<usize>) -> bool {
    let spans = body.spans();
    let first = spans.partition_point(|span| span.range.start < range.start);
    let within = spans[first..]
        .iter()
        .take_while(|span| span.range.start < range.end);
    within
        .into_iter()
        .any(|span| matches!(span.kind, SpanKind::Link(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::text;

    const PROSE: &str = "The sea rose higher on Monday than at any time since the harbour was built, and the people of \
        the lower town were told to leave their houses before the evening tide came in over the walls.";

    fn read(paragraphs: &[&str]) -> (String, Vec<String>) {
        let (body, boilerplate) = folded(text::body(&paragraphs.join("\n\n")));
        (body.text().to_owned(), boilerplate)
    }

    #[test]
    fn the_links_around_a_newsletter_are_folded() {
        let (text, folded) = read(&[
            "View this email in your browser: https://a.example/1",
            PROSE,
            PROSE,
            "You are receiving this because you asked for it.",
            "Unsubscribe: https://a.example/2",
            "1 Quay Street, Harbour Town",
        ]);
        assert_eq!(text, format!("{PROSE}\n\n{PROSE}"));
        assert_eq!(folded.len(), 4);
        assert_eq!(folded[3], "1 Quay Street, Harbour Town");
    }

    #[test]
    fn a_text_about_leaving_a_list_is_kept() {
        let about = format!("{PROSE} Readers may unsubscribe at any time, the clerk said. {PROSE}");
        for paragraphs in [
            &["https://a.example/", PROSE, &about, PROSE, "So it went."][..],
            &["Hello all,", "please unsubscribe me from this list.", "Ann"],
            &[
                "I read the news in my browser, in your browser, in any browser.",
                PROSE,
            ],
            &["Unsubscribe: https://a.example/2"],
        ] {
            assert_eq!(read(paragraphs), (paragraphs.join("\n\n"), Vec::new()));
        }
    }
}
