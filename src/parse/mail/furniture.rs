//! What newsletters have above and below their text: links to the web version, to leave the list, to change settings.
//!
//! Folded like the furniture of pages, never dropped. Owns the words by which mail is known; those of pages are
//! `boilerplate`'s.

use crate::{
    article::{Block, BlockKind, Body},
    parse::boilerplate,
};

/// Characters of a block that is too long to be furniture.
const LONGEST: usize = 400;

/// Blocks at the beginning among which a link to the web version is looked for.
const REACH: usize = 6;

/// What a link to the web version says, in lower case.
const ON_THE_WEB: [&str; 18] = [
    "in your browser",
    "in browser",
    "in a browser",
    "on the web",
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
const LEAVING: [&str; 22] = [
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
    "newsletter abmelden",
    "désabonner",
    "désinscrire",
    "désinscription",
    "darse de baja",
    "cancelar la suscripción",
    "descadastrar",
    "annulla l'iscrizione",
];

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
    let texts: Vec<&str> = blocks
        .iter()
        .map(|block| &body.text()[block.range.clone()])
        .collect();
    let mut folds = known(&texts);
    let is_short = |text: &str| text.chars().count() <= LONGEST;
    let says = |text: &str, words: &[&str]| {
        let text = text.to_lowercase();
        words.iter().any(|word| text.contains(word))
    };
    for (text, folds) in texts.iter().zip(&mut folds).take(REACH) {
        *folds |= is_short(text) && text.len() < LONGEST / 2 && says(text, &ON_THE_WEB);
    }
    // Below the place where a list is left, nothing of the message follows but addresses and more links.
    let tail = texts
        .iter()
        .rposition(|text| !is_short(text))
        .map_or(0, |at| at + 1);
    let is_tail = |at: usize| at >= tail && at * 2 >= texts.len();
    let leave = (0..texts.len())
        .find(|at| is_tail(*at) && is_short(texts[*at]) && says(texts[*at], &LEAVING));
    if let Some(leave) = leave {
        folds[leave..].fill(true);
    }
    let stays = |(block, folds): (&Block, &bool)| !folds && block.kind != BlockKind::Rule;
    if !blocks.iter().zip(&folds).any(stays) {
        folds.fill(false);
    }
    folds
}

/// Blocks all of whose lines are furniture of pages.
fn known(texts: &[&str]) -> Vec<bool> {
    let mut lines = Vec::new();
    let mut owners = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        for line in text.split('\n') {
            lines.push(line);
            owners.push(at);
        }
        // Blocks are parted as paragraphs are.
        lines.push("");
        owners.push(at);
    }
    let mut left: Vec<usize> = texts.iter().map(|text| text.split('\n').count()).collect();
    for line in boilerplate::find(&lines) {
        left[owners[line]] -= 1;
    }
    left.into_iter().map(|count| count == 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE: &str = "The sea rose higher on Monday than at any time since the harbour was built, and the people of \
        the lower town were told to leave their houses before the evening tide came in over the walls.";

    fn read(paragraphs: &[&str]) -> (String, Vec<String>) {
        let (body, boilerplate) = folded(Body::from_paragraphs(paragraphs.iter().copied()));
        (body.text().to_owned(), boilerplate)
    }

    #[test]
    fn the_links_around_a_newsletter_are_folded() {
        let (text, folded) = read(&[
            "View this email in your browser",
            PROSE,
            PROSE,
            "You are receiving this because you asked for it.",
            "Unsubscribe | Preferences",
            "1 Quay Street, Harbour Town",
        ]);
        assert_eq!(text, format!("{PROSE}\n\n{PROSE}"));
        assert_eq!(folded.len(), 4);
        assert_eq!(folded[3], "1 Quay Street, Harbour Town");
    }

    #[test]
    fn a_text_about_leaving_a_list_is_kept() {
        let about = format!("{PROSE} Readers may unsubscribe at any time, the clerk said. {PROSE}");
        let (text, folded) = read(&[PROSE, &about, PROSE, "So it went."]);
        assert!(text.contains("unsubscribe") && text.ends_with("So it went."));
        assert_eq!(folded, [""; 0]);
        assert_eq!(read(&["Please unsubscribe me"]).0, "Please unsubscribe me");
    }

    #[test]
    fn the_furniture_of_pages_is_folded_too() {
        let (text, folded) = read(&[PROSE, PROSE, "Share on Facebook", PROSE]);
        assert_eq!(folded, ["Share on Facebook"]);
        assert!(!text.contains("Facebook"));
    }
}
