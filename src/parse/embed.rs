//! Films, sounds and pages that an article shows amid its text, and that have no words of their own there.
//!
//! Owns which of them a reader wants to know of, where they lead and what is said of them. They are known by their hosts
//! and by what their addresses say, as nobody can list all advertisements, counters and boxes for comments. Does not own
//! where they stand in an article (`html::embeds`, `markdown::render`).

use url::Url;

use crate::parse::sanitize;

/// Elements that may show something.
pub(super) const ELEMENTS: &[&str] = &[
    "iframe",
    "video",
    "audio",
    "object",
    "embed",
    "amp-iframe",
    "amp-video",
    "amp-video-iframe",
    "amp-audio",
    "amp-youtube",
    "amp-vimeo",
    "amp-dailymotion",
    "amp-soundcloud",
    "lite-youtube",
    "lite-vimeo",
];

/// Elements that name what they show by a number: the attribute that holds it, and what stands before it in an address.
const NUMBERED: &[(&str, &str, &str)] = &[
    (
        "amp-youtube",
        "data-videoid",
        "https://www.youtube.com/watch?v=",
    ),
    (
        "lite-youtube",
        "videoid",
        "https://www.youtube.com/watch?v=",
    ),
    ("amp-vimeo", "data-videoid", "https://vimeo.com/"),
    ("lite-vimeo", "videoid", "https://vimeo.com/"),
    (
        "amp-dailymotion",
        "data-videoid",
        "https://www.dailymotion.com/video/",
    ),
    (
        "amp-soundcloud",
        "data-trackid",
        "https://api.soundcloud.com/tracks/",
    ),
];

/// Where an element keeps its address, also one that is loaded late.
const ADDRESSES: &[&str] = &[
    "src",
    "data-src",
    "data-lazy-src",
    "data-litespeed-src",
    "data-original",
    "data",
];

/// Hosts of films, and how their paths begin where the host has others too.
const FILMS: &str = "youtube.com youtu.be youtube-nocookie.com vimeo.com dailymotion.com dai.ly twitch.tv v.qq.com \
    bilibili.com youku.com nicovideo.jp rutube.ru brightcove.net brightcove.com jwplayer.com jwplatform.com wistia.com wistia.net \
    kaltura.com ooyala.com vidyard.com loom.com rumble.com odysee.com bitchute.com ted.com streamable.com tiktok.com \
    archive.org/embed facebook.com/plugins/video media.ccc.de c-span.org";

/// Hosts of sounds.
const SOUNDS: &str = "soundcloud.com spotify.com bandcamp.com mixcloud.com podcasts.apple.com music.apple.com audioboom.com \
    simplecast.com megaphone.fm libsyn.com buzzsprout.com acast.com transistor.fm anchor.fm podbean.com art19.com omny.fm \
    spreaker.com captivate.fm deezer.com podigee.io podlove.org ausha.co";

/// Hosts of maps, charts, documents and what else is shown amid a text.
const PAGES: &str = "google.com/maps maps.google.com openstreetmap.org/export umap.openstreetmap.fr dwcdn.net datawrapper.de \
    flourish.studio infogram.com documentcloud.org scribd.com slideshare.net speakerdeck.com codepen.io jsfiddle.net \
    codesandbox.io observablehq.com public.tableau.com medium.com/media gfycat.com giphy.com docs.google.com drive.google.com";

/// What the parts of an address say where the host is not known.
const SOUND_WORDS: &str = "audio podcast podcasts radio";
const FILM_WORDS: &str = "video videos player players film films";
const PAGE_WORDS: &str =
    "embed embeds embedded map maps chart charts graphic graphics interactive interactives";

/// Parts of the addresses of what nobody reads.
const REFUSED: &str = "ad ads adserver adservice advert advertising advertisement adsystem banner banners sponsor pixel track \
    tracker tracking beacon sync comment comments disqus like share sharing follow button buttons login signup register \
    subscribe newsletter consent cookie captcha recaptcha analytics related recommendations";

/// Titles that name only the frame.
const FRAME_WORDS: &str = "player embed embedded iframe frame widget untitled";

/// A longer name of a file says nothing.
const LONGEST_NAME: usize = 40;

/// A longer title is a text.
const LONGEST_TITLE: usize = 200;

/// A film, a sound or a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Embed {
    /// Where it can be seen or heard.
    pub(super) url: String,
    /// What it is, and where it comes from.
    pub(super) shows: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Film,
    Sound,
    Page,
}

/// What an element shows, by its name, its attributes and the addresses of the elements within it. `None` for what no reader
/// misses.
pub(super) fn read(
    name: &str,
    attribute: impl Fn(&str) -> Option<String>,
    within: &[String],
) -> Option<Embed> {
    if is_speck(&attribute) {
        return None;
    }
    let own = ADDRESSES.iter().filter_map(|name| attribute(name));
    let all = numbered(name, &attribute)
        .into_iter()
        .chain(own)
        .chain(within.iter().cloned());
    let mut known = all.filter_map(|address| {
        let address = sanitize::line(&address);
        let kind = kind(name, &address)?;
        Some((kind, address))
    });
    let (kind, address) = known.next()?;
    let place = place(&address);
    let label = match kind {
        Kind::Film => "Film",
        Kind::Sound => "Sound",
        Kind::Page => "Page",
    };
    let title = attribute("title").map(|title| sanitize::line(&title));
    let title = title.filter(|title| is_telling(title));
    Some(Embed {
        shows: match title {
            Some(title) => format!("{label}: {title} ({place})"),
            None => format!("{label}: {place}"),
        },
        url: film_page(&address).unwrap_or_else(|| with_scheme(&address)),
    })
}

/// Whether it is too small to be seen.
fn is_speck(attribute: impl Fn(&str) -> Option<String>) -> bool {
    ["width", "height"].iter().any(|name| {
        let size = attribute(name);
        let size = size.and_then(|size| size.trim().trim_end_matches("px").parse::<f32>().ok());
        size.is_some_and(|size| size <= 2.0)
    })
}

/// The address of a film that is named by its number.
fn numbered(name: &str, attribute: impl Fn(&str) -> Option<String>) -> Option<String> {
    let (_, holds, before) = NUMBERED.iter().find(|(element, ..)| *element == name)?;
    let number = attribute(holds)?;
    let is_number = |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_');
    (!number.is_empty() && number.chars().all(is_number)).then(|| format!("{before}{number}"))
}

fn url_of(address: &str) -> Option<Url> {
    Url::parse(&with_scheme(address)).ok()
}

/// The path of an address, which may be nothing else.
fn path_of<'a>(url: Option<&'a Url>, address: &'a str) -> &'a str {
    let path = url.map_or(address, Url::path);
    path.split(['?', '#']).next().unwrap_or_default()
}

fn with_scheme(address: &str) -> String {
    if address.starts_with("//") {
        format!("https:{address}")
    } else {
        address.to_owned()
    }
}

/// What an element shows; `None` where its address leads nowhere, or to what nobody reads.
fn kind(name: &str, address: &str) -> Option<Kind> {
    let is_relative = !address.contains(':') && !address.is_empty();
    let url = url_of(address).filter(|url| matches!(url.scheme(), "http" | "https"));
    let host = match &url {
        Some(url) => url.host_str()?.trim_start_matches("www."),
        None if is_relative => "",
        None => return None,
    };
    match name {
        "video" | "amp-video" => return Some(Kind::Film),
        "audio" | "amp-audio" => return Some(Kind::Sound),
        _ => {}
    }
    let path = path_of(url.as_ref(), address);
    let listed = [
        (FILMS, Kind::Film),
        (SOUNDS, Kind::Sound),
        (PAGES, Kind::Page),
    ];
    let known = listed
        .iter()
        .find(|(hosts, _)| hosts.split(' ').any(|known| is_at(host, path, known)));
    known.map(|(_, kind)| *kind).or_else(|| said(host, path))
}

/// Whether an address is at a host, or below one of its paths.
fn is_at(host: &str, path: &str, known: &str) -> bool {
    let (known, below) = known.split_once('/').unwrap_or((known, ""));
    let is_host = host
        .strip_suffix(known)
        .is_some_and(|before| before.is_empty() || before.ends_with('.'));
    is_host && path.trim_start_matches('/').starts_with(below)
}

/// What the words of an address say.
fn said(host: &str, path: &str) -> Option<Kind> {
    let address = format!("{host}/{path}");
    if is_refused(&address) {
        return None;
    }
    let kinds = [
        (SOUND_WORDS, Kind::Sound),
        (FILM_WORDS, Kind::Film),
        (PAGE_WORDS, Kind::Page),
    ];
    kinds
        .iter()
        .find(|(words, _)| has_word(&address, words))
        .map(|(_, kind)| *kind)
}

/// Whether an address, or the names of an element's classes, speak of what nobody reads.
pub(super) fn is_refused(text: &str) -> bool {
    has_word(text, REFUSED)
}

/// Whether one of some words stands in a text.
fn has_word(text: &str, words: &str) -> bool {
    let lower = text.to_lowercase();
    lower
        .split(|char: char| !char.is_alphanumeric())
        .any(|part| words.split(' ').any(|word| word == part))
}

/// Where it comes from: the name of a file, or else the host.
fn place(address: &str) -> String {
    let url = url_of(address);
    let file = path_of(url.as_ref(), address)
        .rsplit('/')
        .next()
        .unwrap_or_default();
    let ending = file.rsplit_once('.').map(|(_, ending)| ending);
    let is_media = ending.is_some_and(|ending| (2..=4).contains(&ending.len()));
    match url.as_ref().and_then(Url::host_str) {
        Some(host) if !is_media || file.len() > LONGEST_NAME || file.contains(".htm") => {
            let prefixes = ["www.", "m.", "player.", "embed.", "w.", "open."];
            let bare = prefixes.iter().find_map(|prefix| host.strip_prefix(prefix));
            let bare = bare.filter(|bare| bare.contains('.')).unwrap_or(host);
            bare.replace("youtube-nocookie.", "youtube.")
        }
        _ => file.to_owned(),
    }
}

/// Whether a title says more than that something is shown.
fn is_telling(title: &str) -> bool {
    title.contains(' ') && title.len() <= LONGEST_TITLE && !has_word(title, FRAME_WORDS)
}

/// The page of a film, which opens in any browser; its player shows nothing outside of another page.
fn film_page(address: &str) -> Option<String> {
    let url = url_of(address)?;
    let host = url.host_str()?.trim_start_matches("www.");
    let mut parts = url.path_segments()?;
    let is_player = matches!(host, "youtube.com" | "youtube-nocookie.com")
        && matches!(parts.next(), Some("embed" | "v"));
    // Old addresses have further fields behind the number.
    let number = parts.next()?.split('&').next()?;
    (is_player && number.len() == 11).then(|| format!("https://www.youtube.com/watch?v={number}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(address: &str) -> Option<Embed> {
        read(
            "iframe",
            |name| (name == "src").then(|| address.to_owned()),
            &[],
        )
    }

    fn shown(address: &str) -> String {
        frame(address).map_or_else(|| "nothing".to_owned(), |embed| embed.shows)
    }

    #[test]
    fn players_maps_and_charts_are_shown() {
        for (address, shows) in [
            (
                "https://www.youtube.com/embed/aaaaaaaaaaa?rel=0",
                "Film: youtube.com",
            ),
            ("//player.vimeo.com/video/1", "Film: vimeo.com"),
            (
                "https://w.soundcloud.com/player/?url=x",
                "Sound: soundcloud.com",
            ),
            (
                "https://harbour.example/audio/player.html",
                "Sound: harbour.example",
            ),
            ("https://harbour.example/embed/7", "Page: harbour.example"),
            ("https://www.google.com/maps/embed?pb=1", "Page: google.com"),
            ("/videos/7/player", "Film: player"),
        ] {
            assert_eq!(shown(address), shows, "{address}");
        }
    }

    #[test]
    fn what_nobody_reads_is_not_shown() {
        for address in [
            "",
            "about:blank",
            "javascript:false",
            "data:text/html,x",
            "https://www.googletagmanager.com/ns.html?id=G",
            "https://www.facebook.com/plugins/like.php?href=x",
            "https://www.facebook.com/plugins/comments.php",
            "https://ads.harbour.example/video/player",
            "https://disqus.com/embed/comments/",
            "https://platform.twitter.com/widgets/follow_button.html",
            "https://harbour.example/newsletter/embed",
            "https://notyoutube.com/x",
        ] {
            assert_eq!(shown(address), "nothing", "{address}");
        }
    }

    #[test]
    fn a_film_leads_to_its_page() {
        let leads = |address: &str| frame(address).map(|embed| embed.url);
        for address in [
            "//www.youtube.com/embed/aaaaaaaaaaa?feature=oembed",
            "https://www.youtube-nocookie.com/embed/aaaaaaaaaaa",
            "http://www.youtube.com/v/aaaaaaaaaaa&hl=en_US&fs=1&",
        ] {
            let page = "https://www.youtube.com/watch?v=aaaaaaaaaaa";
            assert_eq!(leads(address).as_deref(), Some(page), "{address}");
        }
        assert_eq!(
            leads("//player.vimeo.com/video/1").as_deref(),
            Some("https://player.vimeo.com/video/1")
        );
    }

    #[test]
    fn a_title_that_tells_something_is_told() {
        let titled = |title: &str| {
            let attribute = |name: &str| match name {
                "title" => Some(title.to_owned()),
                "src" => Some("https://vimeo.com/1".to_owned()),
                _ => None,
            };
            read("iframe", attribute, &[]).map(|embed| embed.shows)
        };
        assert_eq!(
            titled("How the wall was built").as_deref(),
            Some("Film: How the wall was built (vimeo.com)")
        );
        for title in ["", "video", "Vimeo video player"] {
            assert_eq!(titled(title).as_deref(), Some("Film: vimeo.com"), "{title}");
        }
    }
}
