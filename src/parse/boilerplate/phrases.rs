//! What the words of a line say: that it is furniture, that it may be, or nothing.
//!
//! Lines are compared by their keys: words in lower case, without punctuation, markup and addresses. Owns the
//! comparison; the words themselves stand in `lists`.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use super::lists;

/// What a whole line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phrase {
    /// It is furniture wherever it stands.
    Anywhere,
    /// It is furniture above and below the article, and among others of its kind; in the text it may be a heading.
    Edge,
    /// Links to other articles follow.
    Related,
    /// Nothing of the article follows: Blogger's lists of other posts.
    End,
}

/// What the beginning of a line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// The line is furniture wherever it stands.
    Anywhere,
    /// It is if it stands below the text.
    Tail,
    /// It is if it stands below the text and names something that one subscribes to.
    Plea,
}

/// A longer line is no phrase, in characters.
pub(super) const LONGEST: usize = 60;

/// Bytes of the longest words that point elsewhere by a colon behind them.
const LONGEST_LABEL: usize = 20;

/// Words of the longest item that is looked for among others in a line, but one.
const LONGEST_ITEM: usize = 3;

/// What the whole line with this key says.
pub(super) fn whole(key: &str) -> Option<Phrase> {
    let known = PHRASES.whole.get(key).copied();
    known
        .or_else(|| (is_heading_of_links(key) || is_reading_on(key)).then_some(Phrase::Related))
        .or_else(|| (is_share_line(key) || is_count(key) || is_menu(key)).then_some(Phrase::Edge))
}

/// What the beginning of the line with this key says.
pub(super) fn start(key: &str) -> Option<Start> {
    let (first, rest) = key.split_once(' ').unwrap_or((key, ""));
    let begins = |with: &str| {
        rest.strip_prefix(with)
            .is_some_and(|rest| with.is_empty() || rest.is_empty() || rest.starts_with(' '))
    };
    let (_, start) = PHRASES.starts.get(first)?.iter().find(|(with, start)| {
        begins(with)
            && (*start != Start::Plea || rest.split(' ').any(|word| PHRASES.asked.contains(word)))
    })?;
    Some(*start)
}

/// Writes the key of a line into `key`. That of a long line whose first word begins no phrase is cut after that word,
/// which is the case for nearly all lines of a text.
pub(super) fn write_key(line: &str, chars: usize, key: &mut String) {
    key.clear();
    let is_long = chars > LONGEST;
    let (mut rest, mut gap, mut first) = (line, false, true);
    while let Some(char) = rest.chars().next() {
        if let Some(length) = unread(rest) {
            (rest, gap) = (&rest[length..], true);
            continue;
        }
        if !is_of_word(char) {
            (rest, gap) = (&rest[char.len_utf8()..], true);
            continue;
        }
        if gap && !key.is_empty() {
            if first && is_long && !PHRASES.starts.contains_key(key.as_str()) {
                return;
            }
            first = false;
            key.push(' ');
        }
        gap = false;
        let word = ascii_word(rest);
        if word.is_empty() {
            // A Turkish capital leaves its dot behind.
            key.extend(char.to_lowercase().filter(|char| *char != '\u{307}'));
            rest = &rest[char.len_utf8()..];
        } else {
            let start = key.len();
            key.push_str(word);
            key[start..].make_ascii_lowercase();
            rest = &rest[word.len()..];
        }
    }
}

/// Whether a character is a letter or digit. Quotation marks, which many lines begin with, are known to be none without a
/// look into tables.
fn is_of_word(char: char) -> bool {
    !matches!(char, '\u{2010}'..='\u{2027}') && char.is_alphanumeric()
}

/// The letters and digits of ASCII that a text begins with, as far as no address begins within them.
fn ascii_word(text: &str) -> &str {
    let is_other = |byte: u8| !byte.is_ascii_alphanumeric();
    let end = text.bytes().position(is_other);
    let (word, rest) = text.split_at(end.unwrap_or(text.len()));
    if !rest.starts_with("://") {
        return word;
    }
    let address = ["https", "http"]
        .into_iter()
        .find(|scheme| word.ends_with(scheme));
    &word[..word.len() - address.map_or(0, str::len)]
}

/// The whole key of a line, however long.
pub(super) fn full_key(line: &str) -> String {
    let mut key = String::with_capacity(line.len());
    write_key(line, 0, &mut key);
    key
}

/// The length of the tag, the address or the target of a link that begins the text.
fn unread(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    match bytes[0] {
        b'<' if matches!(bytes.get(1), Some(b'a'..=b'z' | b'A'..=b'Z' | b'/')) => {
            text.find('>').map(|at| at + 1)
        }
        b']' if bytes.get(1) == Some(&b'[') => text
            .get(2..)
            .and_then(|rest| rest.find(']'))
            .map(|at| at + 3),
        b']' if bytes.get(1) == Some(&b'(') => {
            let end = text.find(|c: char| c.is_whitespace() || c == ')');
            Some(end.unwrap_or(text.len()))
        }
        b'h' if text.starts_with("http://") || text.starts_with("https://") => {
            Some(text.find(char::is_whitespace).unwrap_or(text.len()))
        }
        _ => None,
    }
}

/// Whether the line begins with a word such as "Related" and a colon.
pub(super) fn points(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| !is_of_word(c));
    let head = &line.as_bytes()[..line.len().min(LONGEST_LABEL + 1)];
    let colon = memchr::memchr(b':', head);
    colon.is_some_and(|colon| PHRASES.pointers.contains(as_key(&line[..colon]).as_ref()))
}

/// Whether the words are such as "More Great Stories", with the publisher's name between, or "Articles similaires".
fn is_heading_of_links(key: &str) -> bool {
    let Some(((first, _), (_, last))) = key.split_once(' ').zip(key.rsplit_once(' ')) else {
        return false;
    };
    let words = key.split(' ').count();
    let is_heading = PHRASES.kinds.contains(first) && PHRASES.links.contains(last);
    let is_turned = PHRASES.links.contains(first) && PHRASES.kinds.contains(last);
    (is_heading && words <= 6) || (is_turned && words == 2)
}

/// Whether the words are such as "Read also" and "Czytaj również", in either order.
fn is_reading_on(key: &str) -> bool {
    let (mut read, mut also) = (false, false);
    let is_known = |word: &str| {
        let (reads, adds) = (PHRASES.read.contains(word), PHRASES.also.contains(word));
        read |= reads;
        also |= adds;
        reads || adds
    };
    key.split(' ').count() <= 4 && key.split(' ').all(is_known) && read && also
}

/// Whether the line is made of several others that menus have, one beside the other: "Sign in | Subscribe".
fn is_menu(key: &str) -> bool {
    let item = |rest: &str| {
        let ends = rest.match_indices(' ').map(|(at, _)| at).take(LONGEST_ITEM);
        let ends = ends.chain((!rest.is_empty()).then_some(rest.len()));
        let is_item = |end: &usize| PHRASES.whole.get(&rest[..*end]) == Some(&Phrase::Edge);
        ends.filter(is_item).last()
    };
    let mut rest = key;
    while let Some(end) = item(rest) {
        rest = rest[end..].trim_start();
    }
    rest.is_empty() && key.contains(' ')
}

/// Whether the words are those of buttons for sharing: two networks, or one and an invitation.
fn is_share_line(key: &str) -> bool {
    let networks = key
        .split(' ')
        .filter(|word| PHRASES.networks.contains(word))
        .count();
    let invites = ["share", "tweet", "follow"]
        .iter()
        .any(|start| key.starts_with(start));
    let is_button = |word| PHRASES.networks.contains(word) || PHRASES.share_words.contains(word);
    networks + usize::from(invites) >= 2 && key.split(' ').all(is_button)
}

/// Whether the line counts comments, shares or minutes.
fn is_count(key: &str) -> bool {
    let Some((number, counted)) = key.split_once(' ') else {
        return false;
    };
    number.bytes().all(|byte| byte.is_ascii_digit()) && PHRASES.counted.contains(counted)
}

/// The lists, ready to be asked.
struct Phrases {
    whole: HashMap<Cow<'static, str>, Phrase>,
    /// By the first word: the words after it, and what the line says.
    starts: HashMap<&'static str, Vec<(&'static str, Start)>>,
    asked: HashSet<&'static str>,
    networks: HashSet<&'static str>,
    share_words: HashSet<&'static str>,
    counted: HashSet<&'static str>,
    pointers: HashSet<&'static str>,
    kinds: HashSet<&'static str>,
    links: HashSet<&'static str>,
    read: HashSet<&'static str>,
    also: HashSet<&'static str>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut starts: HashMap<_, Vec<_>> = HashMap::new();
    for (list, start) in [
        (lists::STARTS, Start::Anywhere),
        (lists::TAIL_STARTS, Start::Tail),
        (lists::PLEAS, Start::Plea),
    ] {
        for phrase in entries(list) {
            let (first, rest) = phrase.split_once(' ').unwrap_or((phrase, ""));
            starts.entry(first).or_default().push((rest, start));
        }
    }
    let wholes = [
        (lists::EDGE, Phrase::Edge),
        (lists::RELATED, Phrase::Related),
        (lists::ANYWHERE, Phrase::Anywhere),
        (lists::END, Phrase::End),
    ];
    let mut whole = HashMap::with_capacity(2000);
    for (list, phrase) in wholes {
        whole.extend(entries(list).map(|entry| (as_key(entry), phrase)));
    }
    Phrases {
        whole,
        starts,
        asked: entries(lists::ASKED).collect(),
        networks: entries(lists::NETWORKS).collect(),
        share_words: entries(lists::SHARE_WORDS).collect(),
        counted: entries(lists::COUNTED).collect(),
        pointers: entries(lists::POINTERS).collect(),
        kinds: entries(lists::KINDS).collect(),
        links: entries(lists::LINKS).collect(),
        read: entries(lists::READ).collect(),
        also: entries(lists::ALSO).collect(),
    }
});

/// The phrases of a list.
pub(super) fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split('|').map(str::trim)
}

/// The key of a phrase: marks that are no letters part words in it as they do in lines.
fn as_key(phrase: &str) -> Cow<'_, str> {
    let is_key = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b' ');
    if phrase.bytes().all(is_key) {
        return Cow::Borrowed(phrase);
    }
    let words: Vec<_> = phrase
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    Cow::Owned(words.join(" ").to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(line: &str) -> String {
        let mut key = String::new();
        write_key(line, line.chars().count(), &mut key);
        key
    }

    #[test]
    fn punctuation_markup_and_addresses_are_no_part_of_a_key() {
        assert_eq!(key("** Editor’s Picks: **"), "editor s picks");
        assert_eq!(key("[Sign in](https://a.example/b) <br/>"), "sign in");
        assert_eq!(key("<https://a.example/b>"), "");
        assert_eq!(key("Seehttps://a.example/b MENÜ2go"), "see menü2go");
        assert_eq!(key("Http://A.example"), "http a example");
    }

    #[test]
    fn a_long_line_that_begins_like_no_phrase_is_not_read_to_its_end() {
        assert_eq!(
            key(&format!("Afghanistan frees {}", "more ".repeat(20))),
            "afghanistan"
        );
    }

    #[test]
    fn blogs_end_in_many_languages() {
        for heading in [
            "Popular posts from this blog",
            "Beliebte Posts aus diesem Blog",
            "Posts les plus consultés de ce blog",
            "Популярные сообщения из этого блога",
            "このブログの人気の投稿",
            "โพสต์ยอดนิยมจากบล็อกนี้",
            "इस ब्लॉग से लोकप्रिय पोस्ट",
            "Entrades populars d'aquest blog",
        ] {
            assert_eq!(whole(&key(heading)), Some(Phrase::End), "{heading}");
        }
    }

    #[test]
    fn lists_of_links_have_headings_in_many_languages() {
        for heading in [
            "Czytaj również",
            "Čtěte také:",
            "Читайте також",
            "Διαβάστε επίσης",
            "Lue myös",
            "İlgili Haberler",
            "Articles similaires",
            "Articole similare",
            "Последние новости",
            "Kapcsolódó cikkek",
            "ข่าวที่เกี่ยวข้อง",
            "추천 기사",
            "اقرأ أيضا",
        ] {
            assert_eq!(whole(&key(heading)), Some(Phrase::Related), "{heading}");
        }
        for line in ["Read all about it", "Look at me", "News of a storm"] {
            assert_eq!(whole(&key(line)), None, "{line}");
        }
    }

    #[test]
    fn items_of_menus_may_stand_in_one_line() {
        for line in [
            "Sign in / Subscribe",
            "Home | World | Sport",
            "Udostępnij Drukuj",
        ] {
            assert_eq!(whole(&key(line)), Some(Phrase::Edge), "{line}");
        }
        assert_eq!(whole(&key("World news agency")), None);
        assert_eq!(whole(&key("See more photos:")), None);
    }

    #[test]
    fn buttons_and_counts_are_told_by_their_words() {
        for line in [
            "Share this: Facebook Twitter Email",
            "Facebook | WhatsApp",
            "Tweet on Twitter",
            "3 Comments",
            "4 min read",
        ] {
            assert_eq!(whole(&key(line)), Some(Phrase::Edge), "{line}");
        }
        for line in [
            "Share prices fell",
            "Facebook shares",
            "Twitter sues Facebook",
            "3 dead",
            "Email",
        ] {
            assert_ne!(whole(&key(line)), Some(Phrase::Anywhere), "{line}");
        }
        assert_eq!(whole("facebook sues twitter"), None);
    }

    #[test]
    fn a_plea_names_what_it_pleads_for() {
        assert_eq!(
            start(&key("Sign up for the daily newsletter")),
            Some(Start::Plea)
        );
        assert_eq!(start(&key("Sign up for the race by Friday")), None);
        assert_eq!(
            start(&key("Read more: Rates rise again")),
            Some(Start::Anywhere)
        );
        assert_eq!(start(&key("Readers wrote to us")), None);
    }
}
