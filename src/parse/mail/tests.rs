//! Mail as lists and newsletters send it, and as it is sent to do harm.

use proptest::prelude::*;

use super::*;
use crate::article::{BlockKind, Container};

fn read(mail: &str) -> Article {
    let mut parsed = parse(Path::new("a.eml"), mail.as_bytes());
    assert_eq!(parsed.problems, []);
    parsed.articles.remove(0)
}

fn reasons(name: &str, bytes: &[u8]) -> Vec<String> {
    let problems = parse(Path::new(name), bytes).problems;
    problems.into_iter().map(|problem| problem.reason).collect()
}

const PROSE: &str = "The sea rose higher on Monday than at any time since the harbour was built, said the town's clerk.";

/// A newsletter in two forms, between the fields of its head and these two texts.
fn both(plain: &str, page: &str) -> String {
    format!(
        "From: Ann Sample <ann@news.harbour.example>\nSubject: High water\nMIME-Version: 1.0\n\
         Content-Type: multipart/alternative; boundary=\"b1\"\n\n\
         --b1\nContent-Type: text/plain; charset=utf-8\n\n{plain}\n\
         --b1\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n{page}\n--b1--\n"
    )
}

#[test]
fn a_newsletter_is_an_article() {
    let page = format!("<h2>On the quay</h2><p>{PROSE} Gr=C3=BC=C3=9Fe.</p>");
    let mail = format!(
        "Date: Thu, 16 Apr 2020 08:00:00 +0200\nMessage-ID: <1@harbour.example>\nList-Id: Harbour News <news.harbour.example>\n\
         Archived-At: <https://harbour.example/1>\nKeywords: sea, walls\nContent-Language: en\n{}",
        both("The plain form", &page)
    );
    let article = read(&mail);
    assert_eq!(article.title, "High water");
    assert_eq!(article.byline.as_deref(), Some("Ann Sample"));
    assert_eq!(article.source.as_deref(), Some("Harbour News"));
    assert_eq!(
        article.published.unwrap().to_string(),
        "2020-04-16T08:00:00+02:00"
    );
    assert_eq!(article.guid.as_deref(), Some("1@harbour.example"));
    assert_eq!(article.link.as_deref(), Some("https://harbour.example/1"));
    assert_eq!(article.tags, ["sea", "walls"]);
    assert_eq!(article.lang.as_deref(), Some("en"));
    assert_eq!(article.format, Format::Mail);
    assert_eq!(
        article.body.text(),
        format!("On the quay\n\n{PROSE} Grüße.")
    );
    assert_eq!(article.body.blocks()[0].kind, BlockKind::Heading(2));
}

#[test]
fn the_plain_form_is_read_where_the_page_is_an_empty_shell() {
    let shell = "<img src=3D\"https://a.example/x.png\" alt=3D\"\"><p>View online</p>";
    assert_eq!(read(&both(PROSE, shell)).body.text(), PROSE);
    assert_eq!(read(&both(PROSE, "")).body.text(), PROSE);
    let long = format!(
        "Web: {}",
        "https://a.example/click/aaaaaaaaaaaaaaaaaaaaaaaaaaaa ".repeat(20)
    );
    assert_eq!(
        read(&both(&long, "<p>The sea rose.</p>")).body.text(),
        "The sea rose."
    );
    assert_eq!(
        read(&both("", "<p>The sea rose.</p>")).body.text(),
        "The sea rose."
    );
}

#[test]
fn text_that_flows_is_joined_and_replies_are_quotations() {
    let article = read(
        "Subject: a\nContent-Type: text/plain; format=flowed\n\nI agree \nwith her.\n\n> The sea \n> rose.\n>> Did \n>> it?\n",
    );
    assert_eq!(
        article.body.text(),
        "I agree with her.\n\nThe sea rose.\n\nDid it?"
    );
    let depths: Vec<_> = article
        .body
        .blocks()
        .iter()
        .map(|block| block.within.len())
        .collect();
    assert_eq!(depths, [0, 1, 2]);
    assert_eq!(*article.body.blocks()[1].within, [Container::QUOTE]);
}

#[test]
fn a_signature_is_folded_unless_it_is_most_of_the_letter() {
    let letter = "The sea rose on Monday, and the walls held.";
    let signature = "Ann Sample\nThe Harbour, 1 Quay\n\nhttps://harbour.example/";
    let lines = [
        "Ann Sample",
        "The Harbour, 1 Quay",
        "https://harbour.example/",
    ];
    let read = |fields: &str, text: &str| {
        let article = read(&format!("Subject: a\n{fields}\n{text}\n"));
        (article.body.text().to_owned(), article.boilerplate)
    };
    let mark_of = |kind: &str| {
        if kind.contains("quoted") {
            "--=20"
        } else {
            "-- "
        }
    };
    for kind in [
        "",
        "Content-Type: text/plain; format=flowed\n",
        "Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n",
    ] {
        let signed = format!("{letter}\n\n{}\n{signature}", mark_of(kind));
        let (text, folded) = read(kind, &signed);
        assert_eq!(
            (text.as_str(), &folded[..]),
            (letter, &lines.map(str::to_owned)[..]),
            "{kind}"
        );
    }
    for whole in [
        format!("Hello.\n\n-- \n{signature}"),
        format!("-- \n{signature}"),
        format!("{letter}\n\n--\n{signature}"),
        format!("{letter}\n\n-- \nAnn\n\n> Did it rise?"),
    ] {
        let (text, folded) = read("", &whole);
        assert_eq!(folded, Vec::<String>::new(), "{whole}");
        assert!(
            text.contains(if whole.contains("Sample") {
                "1 Quay"
            } else {
                "rise?"
            }),
            "{text}"
        );
    }
}

#[test]
fn what_openpgp_puts_around_a_signed_letter_is_folded() {
    let article = read(
        "Subject: a\n\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nThe sea rose on Monday.\n\n- --no\n\
         -----BEGIN PGP SIGNATURE-----\n\niHUEARYKAB0=\n=abcd\n-----END PGP SIGNATURE-----\n",
    );
    assert_eq!(article.body.text(), "The sea rose on Monday.\n\n--no");
    assert_eq!(article.boilerplate[1], "iHUEARYKAB0=");
}

#[test]
fn a_letter_that_is_encrypted_says_so_however_it_is() {
    let opaque = |sort: &str| {
        format!("Content-Type: application/pkcs7-mime; smime-type={sort}; name=smime.p7m\n\nMIIG\n")
    };
    let inline = "\n-----BEGIN PGP MESSAGE-----\n\nhQEM\n=abcd\n-----END PGP MESSAGE-----\n";
    for (rest, is_told) in [
        (opaque("enveloped-data"), true),
        (opaque("signed-data"), false),
        (inline.to_owned(), true),
        (
            "\nA text about -----BEGIN PGP MESSAGE-----\n".to_owned(),
            false,
        ),
    ] {
        let parsed = parse(Path::new("a.eml"), format!("Subject: a\n{rest}").as_bytes());
        assert_eq!(parsed.problems.len(), usize::from(is_told), "{rest}");
    }
}

#[test]
fn an_appointment_alone_is_shown_in_words() {
    let article = read(
        "Subject: a\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Harbour mee\n ting\n\
         DTSTART:20250305T100000Z\nDTEND;TZID=Europe/Berlin:20250305T113000\nLOCATION;X=1:Town hall\\, 1 Quay\n\
         DESCRIPTION:Bring\\nmaps.\nSUMMARYX:no\nEND:VEVENT\nEND:VCALENDAR\n",
    );
    assert_eq!(
        article.body.text(),
        "Harbour meeting\n\n2025-03-05 10:00 UTC – 2025-03-05 11:30\n\nTown hall, 1 Quay\n\nBring\n\nmaps."
    );
}

#[test]
fn an_appointment_is_not_shown_where_it_is_put_in_words() {
    let event = "BEGIN:VEVENT\nSUMMARY:Harbour meeting in the town hall\nEND:VEVENT";
    let mail = both("We meet.", "<p>We meet.</p>").replace("--b1--", "");
    let mail = format!("{mail}--b1\nContent-Type: text/calendar\n\n{event}\n--b1--\n");
    assert_eq!(read(&mail).body.text(), "We meet.");
    let alone = mail.replace("We meet.", "");
    assert_eq!(read(&alone).body.text(), "Harbour meeting in the town hall");
}

#[test]
fn texts_of_lesser_known_kinds_are_texts() {
    let text = |kind: &str, text: &str| {
        let mail = format!("Subject: a\nContent-Type: text/{kind}\n\n{text}\n");
        read(&mail).body.text().to_owned()
    };
    assert_eq!(
        text(
            "enriched",
            "<color><param>red</param>The sea</color> << walls\n\nIt rose."
        ),
        "The sea < walls\n\nIt rose."
    );
    assert_eq!(text("x-patch", "A patch"), "A patch");
    let rich = both("Plain.", "<bold>Bold.</bold>").replace("text/html", "text/enriched");
    assert_eq!(read(&rich).body.text(), "Plain.");
    assert_eq!(text("css", "p { }"), "");
}

#[test]
fn wrapped_text_is_read_as_in_any_file() {
    let article = read(
        "Subject: a\n\nThe sea rose higher on Monday than at any time since the\nharbour was built, and the people of the lower town were\n\
         told to leave their houses before the evening tide came\nin again over the walls.\n",
    );
    assert_eq!(article.body.blocks().len(), 1);
    assert!(article.body.text().contains("since the harbour was"));
}

#[test]
fn what_is_attached_is_named_and_not_shown() {
    let mail = "Subject: a\nContent-Type: multipart/mixed; boundary=m\n\n--m\n\nSee the plans.\n\
        --m\nContent-Type: application/pdf; name=x.pdf\nContent-Disposition: attachment;\n filename*=utf-8''Pl%C3%A4ne.pdf\n\n%PDF\n\
        --m\nContent-Type: text/plain\nContent-Disposition: attachment; filename=\"a\u{1b}[31m.txt\"\n\nNot shown\n\
        --m\nContent-Type: application/pgp-signature; name=signature.asc\n\nx\n--m\n\nA footer.\n--m--\n";
    let article = read(mail);
    assert_eq!(
        article.body.text(),
        "See the plans.\n\nA footer.\n\nAttached: Pläne.pdf, a\u{fffd}[31m.txt"
    );
}

#[test]
fn pictures_of_a_page_are_not_attachments() {
    let mail = "Subject: a\nContent-Type: multipart/related; boundary=r; start=\"<page>\"\n\n\
        --r\nContent-Type: image/png; name=logo.png\nContent-ID: <logo>\n\nx\n\
        --r\nContent-Type: text/html\nContent-ID: <page>\n\n<p>The page</p>\n--r--\n";
    assert_eq!(read(mail).body.text(), "The page");
}

#[test]
fn messages_in_a_message_stand_below_their_headlines() {
    let mail = "Subject: Digest\nContent-Type: multipart/digest; boundary=d\n\n--d\n\nFrom: Ann <a@a.example>\nSubject: One\n\nFirst\n\
        --d\n\nFrom: Bob <b@b.example>\nSubject: Two\n\nSecond\n--d--\n";
    assert_eq!(
        read(mail).body.text(),
        "One\n\nAnn\n\nFirst\n\nTwo\n\nBob\n\nSecond"
    );
}

#[test]
fn the_links_below_a_newsletter_are_folded() {
    let page = format!(
        "<p>{PROSE}</p><p>{PROSE}</p><p>You are receiving this because you asked.</p><p><a href=3D\"https://a.example/\">Unsubscribe</a></p>"
    );
    let article = read(&both("", &page));
    assert_eq!(article.body.text(), format!("{PROSE}\n\n{PROSE}"));
    assert_eq!(
        article.boilerplate,
        ["You are receiving this because you asked.", "Unsubscribe"]
    );
}

#[test]
fn files_are_known_as_mail_by_how_they_begin() {
    let is = |name: &str, text: &str| is_mail(Path::new(name), text.as_bytes());
    let mail = "Return-Path: <a@a.example>\nFrom: Ann\nSubject: a\n\nText";
    for name in [
        "a.eml",
        "1587024000.M1P2.host:2,S",
        "a.msg",
        "a.txt",
        "README",
    ] {
        assert!(is(name, mail), "{name}");
    }
    assert!(is(
        "2020-April.txt",
        &format!("From a at b.example  Thu Apr 16 12:30:00 2020\n{mail}")
    ));
    let short = "From: Ann\nSubject: a\n\nText";
    for name in ["1587024000.M1P2.host:2,S", "a.txt", "news/a", "current/a"] {
        assert!(!is(name, short), "{name}");
    }
    for name in [
        "Mail/cur/1587024000.M1P2.host:2,S",
        "Mail/new/1587024000.M1P2.host",
    ] {
        assert!(is(name, short), "{name}");
        assert!(!is(name, "A text\nFrom: Ann\nSubject: a\n"), "{name}");
    }
    assert!(is("a.eml", "Subject: a\n"));
    assert!(!is("a.eml", "A text that somebody named so"));
    assert!(!is("a.txt", "Subject: a\n\nText"));
    assert!(!is("a.txt", "To: the editor\nFrom: a reader\n\nText"));
    assert!(!is(
        "a.md",
        "---\nFrom: a\nDate: b\nSubject: c\nMessage-ID: d\n---\n"
    ));
}

#[test]
fn what_a_program_puts_around_a_message_is_none_of_it() {
    let text = |file: &str| read(file).body.text().to_owned();
    let mail = "From: Ann\nSubject: a\n\nText\n";
    assert_eq!(
        text(&format!("{}      \n{mail}<?xml?><plist/>", mail.len())),
        "Text"
    );
    assert_eq!(text(&format!("\u{feff}{mail}")), "Text");
    assert!(is_mail(
        Path::new("1.emlx"),
        format!("28 \n{mail}").as_bytes()
    ));
    assert!(!is_mail(Path::new("a.txt"), b"1984\n\nBy George\n"));
}

/// A page as a browser saves it.
fn web_archive(head: &str) -> String {
    let page = format!(
        "<html lang=3D\"en\"><head><title>High water</title></head><body><article><h1>High water</h1>\n<p>{PROSE} Gr=C3=BC=C3=9Fe.</p>\n\
         <p>{PROSE}</p>\n<p>{PROSE}</p></article></body></html>"
    );
    format!(
        "From: <Saved by Blink>\n{head}Subject: A title by the browser\nDate: Thu, 16 Apr 2020 08:00:00 -0000\nMIME-Version: 1.0\n\
         Content-Type: multipart/related;\n\ttype=\"text/html\";\n\tboundary=\"----M--b----\"\n\n------M--b----\n\
         Content-Type: text/html; charset=utf-8\nContent-ID: <frame-1>\nContent-Transfer-Encoding: quoted-printable\n\
         Content-Location: https://harbour.example/1\n\n{page}\n------M--b----\nContent-Type: image/png\n\
         Content-Transfer-Encoding: base64\nContent-Location: https://harbour.example/a.png\n\niVBORw0K\n------M--b------\n"
    )
}

#[test]
fn a_page_that_was_saved_as_a_message_is_a_page() {
    let read = |name: &str, file: &str| crate::parse::parse(Path::new(name), file.as_bytes());
    for (name, head) in [
        (
            "a.mhtml",
            "Snapshot-Content-Location: https://harbour.example/1\n",
        ),
        ("a.mht", ""),
        (
            "saved",
            "Snapshot-Content-Location: https://harbour.example/1\n",
        ),
    ] {
        let parsed = read(name, &web_archive(head));
        assert_eq!(parsed.problems, []);
        let article = &parsed.articles[0];
        assert_eq!(
            (article.title.as_str(), article.format),
            ("High water", Format::Html)
        );
        assert_eq!(article.link.as_deref(), Some("https://harbour.example/1"));
        assert!(
            article.body.text().contains("clerk. Grüße.") && !article.body.text().contains("iVBOR")
        );
    }
}

#[test]
fn a_web_archive_that_was_cut_off_gives_its_page() {
    let file = web_archive("");
    let cut = file.split_once("iVBOR").unwrap().0;
    let parsed = crate::parse::parse(Path::new("a.mht"), cut.as_bytes());
    assert!(parsed.articles[0].body.text().contains("Grüße."));
    assert_eq!(parsed.problems.len(), 1);
}

const MAILBOX: &str = "From ann@a.example Thu Apr 16 12:30:00 2020\nFrom: Ann <a@a.example>\nSubject: One\nContent-Length: 999999\n\n\
    >From the start,\nit rained.\n\nFrom here on it did not.\n\n\
    From bob@b.example Fri Apr 17 12:30:00 2020\nFrom: Bob <b@b.example>\nSubject: =?utf-8?b?WndlaQ==?=\n\
    Content-Type: multipart/alternative; boundary=\"==b\"\n\n--==b\nContent-Type: text/html\n\n<p>Two</p>\n--==b--\n\n\
    From cy@c.example Sat Apr 18 12:30:00 2020\nFrom: Cy <c@c.example>\nSubject: Three\n\nText\n";

#[test]
fn each_message_of_a_mailbox_is_an_article() {
    let parsed = parse(Path::new("inbox.mbox"), MAILBOX.as_bytes());
    assert_eq!(parsed.problems, []);
    let titles: Vec<_> = parsed
        .articles
        .iter()
        .map(|article| article.title.as_str())
        .collect();
    assert_eq!(titles, ["One", "Zwei", "Three"]);
    let first = parsed.articles[0].body.text();
    assert!(first.starts_with("From the start,") && first.ends_with("From here on it did not."));
    assert_eq!(parsed.articles[1].body.text(), "Two");
}

#[test]
fn a_mailbox_that_is_cut_anywhere_keeps_the_messages_before() {
    let starts: Vec<usize> = MAILBOX
        .match_indices("\nFrom: ")
        .map(|(at, _)| at)
        .collect();
    let names: Vec<usize> = [
        "Subject: One\n",
        "Subject: =?utf-8?b?WndlaQ==?=\n",
        "Subject: Three\n",
    ]
    .iter()
    .map(|line| MAILBOX.find(line).unwrap() + line.len() - 1)
    .collect();
    for cut in 0..MAILBOX.len() {
        let parsed = crate::parse::parse(Path::new("a.mbox"), &MAILBOX.as_bytes()[..cut]);
        let begun = starts.iter().filter(|start| **start <= cut).count();
        let named = names.iter().filter(|end| **end <= cut).count();
        assert!(parsed.articles.len() >= begun.max(1), "{cut}");
        let titles: Vec<_> = parsed
            .articles
            .iter()
            .map(|article| article.title.as_str())
            .collect();
        assert_eq!(titles[..named], ["One", "Zwei", "Three"][..named], "{cut}");
    }
}

#[test]
fn damage_is_told_with_the_line_of_its_message() {
    let cut = MAILBOX.split_once("--==b--").unwrap().0;
    let parsed = parse(Path::new("a.mbox"), cut.as_bytes());
    assert_eq!(parsed.articles.len(), 2);
    assert_eq!(parsed.problems.len(), 1);
    assert_eq!(
        parsed.problems[0].reason,
        "the message was cut off; its end is missing"
    );
    assert_eq!(parsed.problems[0].line, Some(12));
}

#[test]
fn what_cannot_be_read_is_told() {
    let encrypted =
        "Subject: a\nContent-Type: multipart/encrypted; boundary=e\n\n--e\n\nx\n--e--\n";
    assert_eq!(
        reasons("a.eml", encrypted.as_bytes()),
        ["the message is encrypted; its text cannot be read"]
    );
    let guessed = reasons(
        "a.eml",
        b"Subject: a\n\nDie Gr\xf6\xdfe der Stadt w\xe4chst.\n",
    );
    assert_eq!(
        guessed,
        ["it doesn't say its encoding and was read as windows-1252"]
    );
}

#[test]
fn hostile_fields_come_through_without_effect() {
    let article = read(
        "From: \"=?utf-8?q?=1b]0;owned=07?=\" <a\u{1b}[31m@a.example>\nSubject: =?utf-8?q?=1b[31m=E2=80=AE=00?= \u{9b}31m \u{202e}\n\
         Message-ID: <a\u{1b}b>\nKeywords: a\u{7}b\nList-Id: \u{1b}[2J <x.y.example>\nOrganization: =?utf-8?q?=1b?=\n\
         Archived-At: <https://a.example/\u{1b}>\nContent-Language: \u{1b}\n\nText \u{1b}[31m\u{0}.\n",
    );
    let fields = [
        article.byline,
        article.source,
        article.link,
        article.guid,
        article.lang,
        Some(article.title),
    ];
    for field in fields.into_iter().flatten().chain(article.tags) {
        assert!(
            !field.contains(char::is_control) && !field.contains('\u{202e}'),
            "{field:?}"
        );
    }
    assert_eq!(article.body.text(), "Text \u{fffd}[31m\u{fffd}.");
}

#[test]
fn nesting_without_end_is_read_and_its_texts_are_kept() {
    let mut nest = "Subject: a\n".to_owned();
    for level in 0..100_000 {
        nest += &format!("Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n");
    }
    nest += "\nThe text at the bottom\n";
    let parsed = parse(Path::new("a.eml"), nest.as_bytes());
    assert!(
        parsed.articles[0]
            .body
            .text()
            .contains("The text at the bottom")
    );
    let messages = format!(
        "{}Subject: b\n\nThe bottom\n",
        "Content-Type: message/rfc822\n\n".repeat(20_000)
    );
    let parsed = parse(Path::new("a.eml"), messages.as_bytes());
    assert!(parsed.articles[0].body.text().contains("The bottom"));
}

#[test]
fn the_longest_of_very_many_forms_of_a_text_is_shown() {
    // Were the longest counted anew for each of the others, this would take minutes.
    let long = "The sea rose. ".repeat(50_000);
    let others = "--b\n\nIt fell.\n".repeat(50_000);
    let head = "Subject: a\nContent-Type: multipart/alternative; boundary=b\n\n";
    let mail = format!("{head}--b\n\n{long}\n{others}--b--\n");
    let parsed = parse(Path::new("a.eml"), mail.as_bytes());
    assert_eq!(parsed.articles[0].body.text(), long.trim_end());
}

#[test]
fn a_head_that_is_built_to_take_long_does_not() {
    for piece in [
        "=?utf-8?q?",
        "=?utf-8?b?AAAA",
        "(((",
        "<<<",
        "\"\\\"",
        ":;,@",
        "a@b, ",
        "=?",
    ] {
        let field = piece.repeat((1 << 17) / piece.len());
        for name in [
            "Subject",
            "From",
            "List-Id",
            "Content-Type: multipart/mixed; boundary",
            "Keywords",
        ] {
            parse(
                Path::new("a.eml"),
                format!("{name}: {field}\n\nText").as_bytes(),
            );
        }
    }
}

proptest! {
    #[test]
    fn no_message_brings_a_control_character_into_an_article(
        head in "(Subject|From|Keywords|List-Id|Content-Type|Message-ID): [ -~\u{1b}\u{7f}\u{9b}\u{202e}=?]{0,40}\n",
        body in "[ -~\u{1b}\n=-]{0,80}",
    ) {
        for article in parse(Path::new("a.eml"), format!("{head}Subject: a\n\n{body}").as_bytes()).articles {
            let fields = [Some(article.title), article.byline, article.source, article.link, article.guid, article.lang];
            let lines = fields.into_iter().flatten().chain(article.tags).chain(article.boilerplate);
            prop_assert!(!lines.into_iter().any(|line| line.contains(char::is_control)));
            let is_foreign = |char: char| char.is_control() && !matches!(char, '\n' | '\t');
            prop_assert!(!article.body.text().contains(is_foreign));
        }
    }
}
