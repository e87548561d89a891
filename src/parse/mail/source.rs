//! Which publication a message belongs to: its list, its author's organisation, or the domain it came from.
//!
//! Does not own how a head is read (`mail::head`).

use super::head::Head;

/// Hosts of a domain that only send mail for it.
const SENDING_HOSTS: [&str; 32] = [
    "alert",
    "alerts",
    "bounce",
    "bounces",
    "cmail",
    "e",
    "em",
    "email",
    "emails",
    "go",
    "info",
    "list",
    "lists",
    "m",
    "mail",
    "mailer",
    "mailing",
    "mailings",
    "mg",
    "mktg",
    "news",
    "newsletter",
    "newsletters",
    "notification",
    "notifications",
    "notify",
    "post",
    "reply",
    "send",
    "smtp",
    "updates",
    "www",
];

/// Domains that anybody may have an address in: they say nothing about who writes.
const PUBLIC_DOMAINS: [&str; 28] = [
    "126.com",
    "163.com",
    "aol.com",
    "duck.com",
    "fastmail.com",
    "free.fr",
    "gmail.com",
    "gmx.at",
    "gmx.ch",
    "gmx.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hotmail.com",
    "icloud.com",
    "laposte.net",
    "live.com",
    "mac.com",
    "mail.ru",
    "me.com",
    "msn.com",
    "orange.fr",
    "outlook.com",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "web.de",
    "yahoo.com",
];

/// The publication, if the head tells one.
pub(super) fn of(head: &Head) -> Option<String> {
    let list = head.list();
    let phrase = list
        .as_ref()
        .map(|(phrase, _)| phrase.trim_matches(['"', ' ']));
    let phrase = phrase.filter(|phrase| !phrase.is_empty() && !phrase.split(' ').any(is_code));
    phrase
        .map(str::to_owned)
        .or_else(|| head.organisation())
        .or_else(|| {
            list.as_ref()
                .and_then(|(_, id)| list_name(id))
                .map(str::to_owned)
        })
        .or_else(|| head.domain().as_deref().and_then(domain))
}

/// The first label of a list's identifier, where a person chose it: `tides` of `tides.lists.example.org`.
fn list_name(id: &str) -> Option<&str> {
    let (name, domain) = id.split_once('.')?;
    let is_chosen = name.chars().any(char::is_alphabetic) && !is_code(name);
    (is_chosen && !SENDING_HOSTS.contains(&name) && domain.contains('.')).then_some(name)
}

/// Whether a word was made by a program: letters and digits mixed, or many digits.
fn is_code(word: &str) -> bool {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let letters = word.chars().filter(|char| char.is_alphabetic()).count();
    digits > 4 || digits > 1 && letters > 1 && word.len() > 8
}

/// A sender's domain without the hosts that only send.
fn domain(domain: &str) -> Option<String> {
    let domain = domain.to_lowercase();
    let mut rest = domain.as_str();
    while let Some((host, parent)) = rest.split_once('.') {
        if !(SENDING_HOSTS.contains(&host) && parent.contains('.')) {
            break;
        }
        rest = parent;
    }
    (!PUBLIC_DOMAINS.contains(&rest)).then(|| rest.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::mail::head;

    fn source(fields: &str) -> Option<String> {
        of(&head::read(fields.as_bytes(), |_| false).0)
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn a_list_is_known_by_its_name_in_words() {
        assert_eq!(
            source("List-Id: Harbour News <news.harbour.example>\n"),
            some("Harbour News")
        );
        assert_eq!(
            source("List-Id: \"Harbour News\" <x.example>\n"),
            some("Harbour News")
        );
        assert_eq!(
            source("List-Id: =?utf-8?q?Hafen-Bl=C3=A4tter?= <a.b.example>\n"),
            some("Hafen-Blätter")
        );
    }

    #[test]
    fn a_list_without_words_is_known_by_the_name_that_was_chosen_for_it() {
        assert_eq!(
            source("List-Id: <tides.lists.example.org>\n"),
            some("tides")
        );
        let coded = "List-Id: b27ec4e9ac list <b27ec4e9ac.123456.mail.example.net>\nFrom: <ann@news.harbour.example>\n";
        assert_eq!(source(coded), some("harbour.example"));
    }

    #[test]
    fn without_a_list_it_is_the_organisation_or_the_domain() {
        let from = "From: Ann <ann@mail.newsletters.harbour.example>\n";
        assert_eq!(
            source(&format!("Organization: The Harbour\n{from}")),
            some("The Harbour")
        );
        assert_eq!(source(from), some("harbour.example"));
        assert_eq!(source("From: <ann@mail.example>\n"), some("mail.example"));
    }

    #[test]
    fn where_anybody_has_an_address_is_no_publication() {
        assert_eq!(source("From: Ann <ann.sample@gmail.com>\n"), None);
        assert_eq!(source("From: Ann <ann@localhost>\n"), None);
        assert_eq!(source("Subject: a\n"), None);
    }
}
