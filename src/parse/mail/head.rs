//! The lines above a message or a part of one: where they end, and what they say of the article.
//!
//! The words in them are read by mail-parser. Does not own what such lines look like (`parse::head_lines`), whether some
//! make a mail (`mail::evidence`) or what a message's publication is (`mail::source`).

use std::{borrow::Cow, sync::LazyLock};

use mail_parser::{Addr, Address, ContentType, Header, HeaderName, HeaderValue, MessageParser};

use super::words;
use crate::{
    article::When,
    parse::{
        date, decode, field,
        head_lines::{LineKind, is_blank_within, kind, lines},
        sanitize,
    },
};

/// The head of a message or of a part.
pub(super) struct Head {
    fields: Vec<Header<'static>>,
}

/// Reads the head at the beginning of `bytes`, and where its text begins. `is_end` tells of a line at which the part
/// is over, head or not.
pub(super) fn read(bytes: &[u8], is_end: impl Fn(&[u8]) -> bool) -> (Head, usize) {
    let (mut end, mut text) = (0, 0);
    for line in lines(bytes) {
        let rest = &bytes[text + line.len()..];
        let next = text + line.len() + end_length(rest);
        if line.is_empty() {
            text = next;
            break;
        }
        let is_within = || is_blank_within(line, lines(&bytes[next..]).next().as_ref());
        // What has no end here is longer than is read.
        if kind(line) == LineKind::Other && !is_within()
            || is_end(line)
            || (next < bytes.len() && bytes[next - 1] != b'\n')
        {
            break;
        }
        (end, text) = (next, next);
    }
    (Head::of(&bytes[..end]), text)
}

/// The length of a line's end.
fn end_length(bytes: &[u8]) -> usize {
    match bytes {
        [b'\r', b'\n', ..] => 2,
        [b'\n' | b'\r', ..] => 1,
        _ => 0,
    }
}

fn fields(block: &[u8]) -> Vec<Header<'static>> {
    // The parser wants the empty line below the head.
    let block = [&words::joined(block), &b"\n\n"[..]].concat();
    let read = PARSER.parse_headers(&block);
    let whole = read.and_then(|message| message.parts.into_iter().next());
    let fields = whole.map(|part| part.headers).unwrap_or_default();
    fields.into_iter().map(Header::into_owned).collect()
}

/// Whether bytes of a field could not be read as letters.
fn is_damaged(value: &HeaderValue<'_>) -> bool {
    let has_mark = |text: &str| text.contains(char::REPLACEMENT_CHARACTER);
    match value {
        HeaderValue::Text(text) => has_mark(text),
        HeaderValue::Address(address) => address
            .iter()
            .any(|one| one.name().is_some_and(has_mark) || one.address().is_some_and(has_mark)),
        HeaderValue::ContentType(kind) => {
            let attributes = kind.attributes().unwrap_or_default();
            attributes
                .iter()
                .any(|attribute| has_mark(&attribute.value))
        }
        _ => false,
    }
}

impl Head {
    fn of(block: &[u8]) -> Self {
        let mut fields = fields(block);
        if std::str::from_utf8(block).is_err() {
            // Letters that should have been encoded: what they are is guessed once for all fields.
            let guessed = self::fields(decode::decode(block).text.as_bytes());
            for (field, guessed) in fields.iter_mut().zip(guessed) {
                if is_damaged(&field.value) && field.name == guessed.name {
                    *field = guessed;
                }
            }
        }
        Self { fields }
    }

    /// The headline, in one line.
    pub(super) fn subject(&self) -> String {
        self.line(HeaderName::Subject).unwrap_or_default()
    }

    /// Who wrote it: a name, else an address.
    pub(super) fn author(&self) -> Option<String> {
        let author = self.sender()?;
        let name = author.name().map(sanitize::line);
        let name = name.map(|name| name.trim_matches(['"', '\'', ' ']).to_owned());
        name.filter(|name| !name.is_empty())
            .or_else(|| author.address().map(sanitize::line))
            .filter(|name| !name.is_empty())
    }

    /// The domain of whoever wrote it.
    pub(super) fn domain(&self) -> Option<String> {
        let (_, domain) = self.sender()?.address()?.rsplit_once('@')?;
        Some(sanitize::line(domain)).filter(|domain| domain.contains('.'))
    }

    fn sender(&self) -> Option<&Addr<'static>> {
        let first = |name| self.address(name).and_then(Address::first);
        first(HeaderName::From).or_else(|| first(HeaderName::Sender))
    }

    /// The list it was sent to: its name in words, and its identifier.
    pub(super) fn list(&self) -> Option<(String, String)> {
        let list = self.address(HeaderName::ListId)?.first()?;
        let part = |part: Option<&str>| part.map(sanitize::line).unwrap_or_default();
        Some((part(list.name()), part(list.address())))
    }

    /// Where its author works.
    pub(super) fn organisation(&self) -> Option<String> {
        self.line(HeaderName::Organization)
    }

    /// When it was sent; where it does not say so, when it came in, which the last station wrote above all others.
    pub(super) fn date(&self) -> Option<When> {
        let sent = self.line(HeaderName::Date);
        let received = || {
            let station = self.line(HeaderName::Received)?;
            date::parse(without_comment(station.rsplit_once(';')?.1))
        };
        sent.and_then(|sent| date::parse(without_comment(&sent)))
            .or_else(received)
    }

    /// The date that it would have, were there such a day or time.
    pub(super) fn missing_date(&self) -> Option<String> {
        let sent = self.line(HeaderName::Date)?;
        let is_missing = self.date().is_none();
        date::impossible(without_comment(&sent)).filter(|_| is_missing)
    }

    /// What tells it from every other message.
    pub(super) fn id(&self) -> Option<String> {
        let id = self.line(HeaderName::MessageId)?;
        let id = id.trim_start_matches('<');
        let id = id.split_once('>').map_or(id, |(id, _)| id).trim();
        (!id.is_empty()).then(|| id.to_owned())
    }

    /// Its address in an archive of the list (RFC 5064).
    pub(super) fn archived_at(&self) -> Option<String> {
        address_in(&self.line(HeaderName::ArchivedAt)?)
    }

    /// The address of what is in it.
    pub(super) fn location(&self) -> Option<String> {
        address_in(&self.line(HeaderName::ContentLocation)?)
    }

    /// The address of the page that a browser saved as a message.
    pub(super) fn snapshot(&self) -> Option<String> {
        address_in(&self.line(SNAPSHOT)?)
    }

    /// What a part is called by the others of its message.
    pub(super) fn content_id(&self) -> Option<String> {
        self.line(HeaderName::ContentId)
    }

    /// The language it is written in.
    pub(super) fn language(&self) -> Option<String> {
        let languages = self.line(HeaderName::ContentLanguage)?;
        field::language(languages.split(',').next()?.trim())
    }

    /// Its subjects.
    pub(super) fn tags(&self) -> Vec<String> {
        let tags = self.line(HeaderName::Keywords).unwrap_or_default();
        let tags = tags.split([',', ';']).map(sanitize::line);
        tags.filter(|tag| !tag.is_empty()).collect()
    }

    /// What kind of content a part says that it has.
    pub(super) fn content_type(&self) -> Option<&ContentType<'static>> {
        self.value(HeaderName::ContentType)?.as_content_type()
    }

    /// What is to be done with a part.
    pub(super) fn disposition(&self) -> Option<&ContentType<'static>> {
        self.value(HeaderName::ContentDisposition)?
            .as_content_type()
    }

    /// How a part's bytes are written down, in lower case.
    pub(super) fn encoding(&self) -> String {
        let encoding = self.line(HeaderName::ContentTransferEncoding);
        encoding.unwrap_or_default().to_ascii_lowercase()
    }

    fn value(&self, name: HeaderName<'static>) -> Option<&HeaderValue<'static>> {
        let field = self.fields.iter().find(|field| field.name == name);
        field.map(Header::value)
    }

    fn address(&self, name: HeaderName<'static>) -> Option<&Address<'static>> {
        self.value(name)?.as_address()
    }

    /// A field in one line, if it says anything.
    fn line(&self, name: HeaderName<'static>) -> Option<String> {
        let line = sanitize::line(self.value(name)?.as_text()?);
        (!line.is_empty()).then_some(line)
    }
}

/// The field that Chromium saves a page's address in.
const SNAPSHOT: HeaderName<'static> = HeaderName::Other(Cow::Borrowed("Snapshot-Content-Location"));

/// Reads the fields that are asked for above, and no others.
static PARSER: LazyLock<MessageParser> = LazyLock::new(|| {
    MessageParser::new()
        .header_text(HeaderName::Subject)
        .header_text(HeaderName::Organization)
        .header_text(HeaderName::Keywords)
        .header_address(HeaderName::From)
        .header_address(HeaderName::Sender)
        .header_address(HeaderName::ListId)
        .header_raw(HeaderName::Date)
        .header_raw(HeaderName::Received)
        .header_raw(HeaderName::MessageId)
        .header_raw(HeaderName::ArchivedAt)
        .header_raw(SNAPSHOT)
        .header_raw(HeaderName::ContentId)
        .header_raw(HeaderName::ContentLanguage)
        .header_raw(HeaderName::ContentLocation)
        .header_raw(HeaderName::ContentTransferEncoding)
        .header_content_type(HeaderName::ContentType)
        .header_content_type(HeaderName::ContentDisposition)
        .default_header_ignore()
});

/// A date without the words for its zone behind it: "12:00:00 +0200 (CEST)".
fn without_comment(date: &str) -> &str {
    date.split_once('(').map_or(date, |(date, _)| date).trim()
}

/// A web address, with or without the brackets around it; no other address.
fn address_in(field: &str) -> Option<String> {
    let address = field.trim_matches(['<', '>', ' ', '"']);
    let is_web = address.starts_with("https://") || address.starts_with("http://");
    (is_web && !address.contains(' ')).then(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(text: &str) -> Head {
        read(text.as_bytes(), |_| false).0
    }

    #[test]
    fn the_head_ends_at_the_first_line_that_is_none() {
        let text_of = |mail: &str| mail[read(mail.as_bytes(), |_| false).1..].to_owned();
        assert_eq!(text_of("Subject: a\n\nText"), "Text");
        assert_eq!(text_of("Subject: a\r\n more\r\n\r\nText"), "Text");
        assert_eq!(
            text_of("Subject: a\nText without a blank line"),
            "Text without a blank line"
        );
        assert_eq!(text_of("\nText"), "Text");
        assert_eq!(text_of("Subject: a\n \nFrom: Ann\n\nText"), "Text");
        assert_eq!(text_of("Subject: a\n \nA text"), " \nA text");
        assert_eq!(text_of("Subject: a"), "");
        let (_, at) = read(b"Subject: a\n--end:\n", |line| line == b"--end:");
        assert_eq!(at, 11);
    }

    #[test]
    fn encoded_words_are_decoded_and_then_made_safe() {
        let subject = |text: &str| head(&format!("Subject: {text}\n")).subject();
        assert_eq!(
            subject("=?utf-8?q?Gr=C3=B6=C3=9Fe?= in =?iso-8859-1?B?Wvxy?= =?iso-8859-1?q?ich?="),
            "Größe in Zürich"
        );
        assert_eq!(
            subject(
                "=?utf-8?q?Gr=C3=B6=C3?=\n =?utf-8?q?=9Fe?= =?utf-8?B?aW4g?= =?utf-8?B?WsO8cmljaA==?="
            ),
            "Größein Zürich"
        );
        assert_eq!(
            subject("=?utf-8?q?=1b[31mred=07?= =?utf-8?q?=E2=80=AEtfel?="),
            "\u{fffd}[31mred\u{fffd}tfel"
        );
        assert_eq!(subject("=?utf-8?q?two=0Alines=00?="), "two lines\u{fffd}");
        assert_eq!(subject("a\n folded\n\tline"), "a folded line");
        assert_eq!(subject("=?koi8-r?B?8NLJ18XU?="), "Привет");
        assert_eq!(subject("=?no-such-set?q?a?="), "a");
        assert_eq!(subject("=?utf-8?q?never closed"), "=?utf-8?q?never closed");
    }

    #[test]
    fn letters_that_should_have_been_encoded_are_guessed() {
        let (head, _) = read(
            b"Subject: Z\xfcrich, Gr\xf6\xdfe\nFrom: J\xfcrgen <j@a.example>\n",
            |_| false,
        );
        assert_eq!(head.subject(), "Zürich, Größe");
        assert_eq!(head.author().as_deref(), Some("Jürgen"));
        let (mixed, _) = read(b"Subject: =?iso-8859-1?Q?Gr\xf6\xdfe?=\n", |_| false);
        assert_eq!(mixed.subject(), "Größe");
        assert_eq!(self::head("Subject: Zürich\n").subject(), "Zürich");
    }

    #[test]
    fn the_author_is_a_name_or_else_an_address() {
        let author = |text: &str| head(&format!("From: {text}\n")).author();
        let ann = Some("Ann Sample".to_owned());
        assert_eq!(author("Ann Sample <ann@a.example>"), ann);
        assert_eq!(author("\"Ann Sample\" <ann@a.example>"), ann);
        assert_eq!(author("\"'Ann Sample'\" <ann@a.example>"), ann);
        assert_eq!(author("\"=?utf-8?q?Ann_Sample?=\" <ann@a.example>"), ann);
        assert_eq!(author("ann@a.example (Ann Sample)"), ann);
        assert_eq!(author("<ann@a.example>"), Some("ann@a.example".to_owned()));
        assert_eq!(
            author("=?utf-8?q?A=1b]0;x=07?= <a@a.example>"),
            Some("A\u{fffd}]0;x\u{fffd}".to_owned())
        );
        assert_eq!(author(""), None);
        assert_eq!(
            head("Sender: Bob <b@a.example>\n").author(),
            Some("Bob".to_owned())
        );
    }

    #[test]
    fn dates_are_read_in_the_forms_that_mail_has_had() {
        let date = |text: &str| {
            head(&format!("Date: {text}\n"))
                .date()
                .map(|when| when.to_string())
        };
        let expected = Some("2020-04-16T12:30:00+02:00".to_owned());
        assert_eq!(date("Thu, 16 Apr 2020 12:30:00 +0200"), expected);
        assert_eq!(date("16 Apr 2020 12:30:00 +0200 (CEST)"), expected);
        assert_eq!(
            date("Thu, 16 Apr 20 10:30 GMT").unwrap(),
            "2020-04-16T10:30:00+00:00"
        );
        assert_eq!(date("yesterday"), None);
        assert_eq!(date("Thu, 99 Apr 2020 12:30:00 +0200"), None);
    }

    #[test]
    fn a_message_without_a_date_has_that_of_its_arrival() {
        let stations = "Received: from a.example by b.example (Mail 1.2; x)\n\tfor <c@b.example>;\n \
            Thu, 16 Apr 2020 12:30:00 +0200 (CEST)\nReceived: by a.example; Wed, 15 Apr 2020 09:00:00 +0000\n";
        let date = |fields: &str| {
            let date = head(&format!("{stations}{fields}")).date();
            date.map(|when| when.to_string()).unwrap_or_default()
        };
        let arrival = "2020-04-16T12:30:00+02:00";
        assert_eq!(date(""), arrival);
        assert_eq!(date("Date: yesterday\n"), arrival);
        assert_eq!(
            date("Date: 14 Apr 2020 08:00 GMT\n"),
            "2020-04-14T08:00:00+00:00"
        );
        assert_eq!(head("Received: by a.example\n").date(), None);
    }

    #[test]
    fn what_a_message_is_known_by_and_where_it_is_kept() {
        let head = head(
            "Message-ID: <a.b@c.example>\nArchived-At: <https://lists.example/1>\nKeywords: sea, a storm ,\n\
             Content-Language: de-CH, en\nList-Id: Harbour News <news.harbour.example>\n",
        );
        assert_eq!(head.id().as_deref(), Some("a.b@c.example"));
        assert_eq!(
            head.archived_at().as_deref(),
            Some("https://lists.example/1")
        );
        assert_eq!(head.tags(), ["sea", "a storm"]);
        assert_eq!(head.language().as_deref(), Some("de-CH"));
        assert_eq!(
            head.list(),
            Some(("Harbour News".to_owned(), "news.harbour.example".to_owned()))
        );
    }

    #[test]
    fn only_addresses_of_the_web_are_links() {
        let link = |text: &str| head(&format!("Archived-At: {text}\n")).archived_at();
        assert_eq!(link("<javascript:alert(1)>"), None);
        assert_eq!(link("<file:///etc/passwd>"), None);
        assert_eq!(link("<https://a.example/ -x>"), None);
    }
}
