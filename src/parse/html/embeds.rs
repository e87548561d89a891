//! Films, sounds, pages and other sites' posts that a page shows amid its text, whatever elements they are made of.
//!
//! Owns that each becomes a frame with its address and what is said of it, before it is decided what of the page is the
//! article, that no other frame is left, and that posts are not refused for what places them. Does not own which are
//! worth a line (`parse::embed`).

use dom_query::{Document, NodeRef};

use super::render::{is_hidden, own_text};
use crate::parse::embed::{self, ELEMENTS, Embed};

/// Nodes within an element that are looked at for an address.
const MOST_WITHIN: usize = 50;

/// A longer text is the article's, and no line above it, in bytes.
const LONGEST_ABOVE: usize = 100;

/// What stands for a film until a script of the page makes a player of it.
const STAND_INS: &[&str] = &[
    "youtube.com/embed/",
    "youtube-nocookie.com/embed/",
    "player.vimeo.com/video/",
];

/// Classes of the quotations that become posts of other sites, once a script has run.
const POSTS: &[&str] = &[
    "twitter-tweet",
    "twitter-video",
    "instagram-media",
    "tiktok-embed",
    "bluesky-embed",
    "mastodon-embed",
    "reddit-",
    "imgur-embed",
];

/// Parts of names by which readability refuses an element, and which those have that place films and posts.
const UNKEPT: &[&str] = &["media", "social", "widget"];

/// The frames that readability keeps are those with an address of a film in any attribute.
const KEPT: &str = "https://www.youtube.com";

/// The attribute of a frame that breaks no line: a sound in a sentence tells how a word is said.
pub(super) const AMID: &str = "data-amid";

/// Makes frames of what a page shows, and takes posts out of what places them.
pub(super) fn settle(tree: &Document) {
    let shown: Vec<NodeRef> = tree.root().descendants_it().filter(is_shown).collect();
    for node in &shown {
        let Some(name) = node.node_name() else {
            continue;
        };
        match read(&name, node).filter(|_| !is_hidden(node)) {
            Some(embed) => {
                node.rename("iframe");
                node.remove_all_attrs();
                node.remove_children();
                node.set_attr("src", &embed.url);
                node.set_attr("title", &embed.shows);
                node.set_attr("data-kept", KEPT);
                if &*name == "audio" {
                    node.set_attr(AMID, "");
                }
                unwrap(node);
            }
            None if &*name == "iframe" => node.remove_from_parent(),
            None if &*name == "blockquote" => unwrap(node),
            None => {}
        }
    }
}

/// Whether an element may show something.
fn is_shown(node: &NodeRef) -> bool {
    let Some(element) = node.element_ref() else {
        return false;
    };
    let holds = |name: &str, words: &[&str]| {
        let mut attributes = element.attrs.iter();
        let attribute = attributes.find(|attribute| &*attribute.name.local == name);
        attribute.is_some_and(|it| words.iter().any(|word| it.value.contains(word)))
    };
    let name = &*element.name.local;
    ELEMENTS.contains(&name)
        || (name == "div" && holds("data-src", STAND_INS))
        || (name == "blockquote" && holds("class", POSTS))
}

/// The film that stands between the headline of a page and its text; readability looks for text alone.
pub(super) fn lead(tree: &Document) -> Option<NodeRef<'_>> {
    let mut is_below_headline = false;
    for node in tree.root().descendants_it() {
        match node.node_name().as_deref() {
            Some("h1" | "article") => is_below_headline = true,
            Some("iframe") if is_below_headline && !is_apart(&node) => return Some(node),
            Some(_) => {}
            None if is_below_headline => {
                let text = own_text(&node).unwrap_or_default();
                let is_data = || {
                    node.parent()
                        .is_some_and(|parent| parent.has_name("script"))
                };
                if text.trim().len() > LONGEST_ABOVE && !is_data() {
                    return None;
                }
            }
            None => {}
        }
    }
    None
}

/// Whether a frame stands beside the article, or where a reader does not see it.
fn is_apart(frame: &NodeRef) -> bool {
    frame.ancestors_it(None).any(|node| {
        let name = node.node_name();
        matches!(name.as_deref(), Some("aside" | "nav" | "footer" | "form")) || is_hidden(&node)
    })
}

/// Takes an element out of what holds nothing else, where that is named as what readability does not keep.
fn unwrap(inner: &NodeRef) {
    let mut outer = *inner;
    let mut is_unkept = false;
    while let Some(parent) = outer.parent()
        && is_wrapper(&parent, &outer)
        && !is_named(&parent, embed::is_refused)
    {
        is_unkept |= is_named(&parent, |names| {
            UNKEPT.iter().any(|word| names.contains(word))
        });
        outer = parent;
    }
    if is_unkept {
        outer.replace_with(inner);
    }
}

/// Whether an element only places another.
fn is_wrapper(node: &NodeRef, only: &NodeRef) -> bool {
    let name = node.node_name();
    let places = matches!(
        name.as_deref(),
        Some("div" | "span" | "section" | "center" | "figure")
    );
    places
        && !is_hidden(node)
        && node
            .children_it(false)
            .take(MOST_WITHIN + 1)
            .all(|other| other.id == only.id || is_bare(&other))
}

/// Whether there is nothing to be seen in a node.
fn is_bare(node: &NodeRef) -> bool {
    let holds = |inner: &NodeRef| {
        inner.is_nonempty_text() || matches!(inner.node_name().as_deref(), Some("img" | "iframe"))
    };
    let is_script = matches!(node.node_name().as_deref(), Some("script" | "noscript"));
    is_script
        || (!holds(node)
            && node.descendants_it().nth(MOST_WITHIN).is_none()
            && !node.descendants_it().any(|inner| holds(&inner)))
}

/// Whether the class or the id of an element is such a name.
fn is_named(node: &NodeRef, is_such: impl Fn(&str) -> bool) -> bool {
    let names = ["class", "id"].iter().filter_map(|name| node.attr(name));
    names.into_iter().any(|names| is_such(&names))
}

/// What an element shows.
fn read(name: &str, node: &NodeRef) -> Option<Embed> {
    let attribute = |of: &NodeRef, name: &str| of.attr(name).map(|value| value.to_string());
    let within = node.descendants_it().take(MOST_WITHIN);
    let within = within.filter_map(|inner| match inner.node_name().as_deref() {
        Some("source") => attribute(&inner, "src").or_else(|| attribute(&inner, "data-src")),
        Some("embed") => attribute(&inner, "src"),
        Some("param") if attribute(&inner, "name").is_some_and(|name| name == "movie") => {
            attribute(&inner, "value")
        }
        _ => None,
    });
    let within: Vec<String> = within.collect();
    embed::read(name, |name| attribute(node, name), &within)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::{
        article::{Body, PICTURE, SpanKind},
        parse::{
            Surroundings,
            html::{fragment, parse},
        },
    };

    /// What is shown amid a text, and where it leads.
    fn shown(body: &Body) -> Vec<String> {
        let embeds = body.spans().iter().filter_map(|span| match span.kind {
            SpanKind::Embed(index) => {
                Some((&body.text()[span.range.clone()], &body.links()[index]))
            }
            _ => None,
        });
        embeds
            .map(|(text, link)| {
                assert_eq!(text, PICTURE, "nobody wrote words for it");
                format!("{} -> {}", link.shows, link.url)
            })
            .collect()
    }

    fn prose() -> String {
        "<p>The harbour wall was built in eleven months, by forty masons and their apprentices, and it has held since, \
         though the sea rose twice above it, and though nobody had asked the sea.</p>"
            .repeat(4)
    }

    /// What a page shows amid its text.
    fn paged(part: &str) -> Vec<String> {
        let prose = prose();
        let html = format!(
            "<html><head><title>The wall</title><link rel=canonical href='https://a.example/wall'></head>\
             <body><article><h1>The wall</h1>{prose}{part}{prose}</article></body></html>"
        );
        let parsed = parse(Path::new("wall.html"), &html, &Surroundings::default());
        let body = &parsed.articles[0].body;
        assert!(body.text().contains("masons"));
        shown(body)
    }

    const FILM: &str = "<iframe src='https://www.youtube.com/embed/aaaaaaaaaaa' title='YouTube video player'></iframe>";
    const FILM_SHOWN: &str = "Film: youtube.com -> https://www.youtube.com/watch?v=aaaaaaaaaaa";

    #[test]
    fn a_film_amid_a_page_is_a_mark_that_leads_to_it() {
        for part in [
            format!("<p>{FILM}</p>"),
            format!("<div class='media-embed widget'><div class=ratio>{FILM}</div></div>"),
            "<object><param name=movie value='http://www.youtube.com/v/aaaaaaaaaaa&hl=en'>\
             <embed src='http://www.youtube.com/v/aaaaaaaaaaa&hl=en'></object>"
                .to_owned(),
            "<iframe src='about:blank' data-src='//www.youtube-nocookie.com/embed/aaaaaaaaaaa'></iframe>".to_owned(),
            "<amp-youtube data-videoid=aaaaaaaaaaa width=480 height=270></amp-youtube>".to_owned(),
            "<div class=player data-src='https://www.youtube.com/embed/aaaaaaaaaaa'></div>".to_owned(),
        ] {
            assert_eq!(paged(&part), [FILM_SHOWN], "{part}");
        }
    }

    #[test]
    fn films_and_sounds_of_a_page_itself_are_shown_by_their_files() {
        let part = "<figure><video controls><source src=wall.mp4><source src=wall.webm>Your browser is old.</video>\
                    <figcaption>From the air</figcaption></figure><p><audio src='/sea.mp3'></audio></p>";
        assert_eq!(
            paged(part),
            [
                "Film: wall.mp4 -> https://a.example/wall.mp4",
                "Sound: sea.mp3 -> https://a.example/sea.mp3"
            ]
        );
    }

    #[test]
    fn advertisements_counters_and_hidden_frames_are_not_shown() {
        for part in [
            "<iframe src='https://securepubads.g.doubleclick.net/gampad/ads?x' width=300 height=250></iframe>",
            "<iframe src='https://www.facebook.com/plugins/like.php?href=x'></iframe>",
            "<iframe src='https://disqus.com/embed/comments/?base=x'></iframe>",
            "<iframe width=1 height=1 src='https://www.youtube.com/embed/aaaaaaaaaaa'></iframe>",
            "<iframe style='display:none' src='https://www.youtube.com/embed/aaaaaaaaaaa'></iframe>",
            "<div hidden><iframe src='https://www.youtube.com/embed/aaaaaaaaaaa'></iframe></div>",
            "<video src='blob:https://a.example/1'></video>",
        ] {
            assert_eq!(paged(part), [""; 0], "{part}");
        }
    }

    #[test]
    fn a_film_between_headline_and_text_stands_before_the_text() {
        let prose = prose();
        let html = |above: &str| {
            format!(
                "<html><body><article><header><h1>The wall</h1></header><section class=lead><p>By Ann Sample</p>{above}\
                 </section><div class=text>{prose}{prose}</div></article></body></html>"
            )
        };
        let read = |above: &str| {
            parse(Path::new("a.html"), &html(above), &Surroundings::default())
                .articles
                .remove(0)
        };
        let article = read(FILM);
        assert_eq!(shown(&article.body), [FILM_SHOWN]);
        assert!(article.body.text().starts_with(PICTURE));
        let aside = format!("<aside>{FILM}</aside>");
        assert_eq!(shown(&read(&aside).body), [""; 0]);
    }

    #[test]
    fn a_post_of_another_site_is_kept_whatever_places_it() {
        let prose = prose();
        let post = "<blockquote class=twitter-tweet><p>The wall is drawn on every chart <a href='https://t.example/1'>\
                    t.example/1</a></p>— Harbour (@harbour) <a href='https://t.example/2'>18 November 2019</a></blockquote>";
        for part in [
            format!("<div class=social-media-embed>{post}<script src=x></script></div>"),
            format!("<div class='widget social'><div>{post}</div></div>"),
        ] {
            let html = format!(
                "<html><body><article><h1>The wall</h1>{prose}{part}{prose}</article></body></html>"
            );
            let text = parse(Path::new("a.html"), &html, &Surroundings::default())
                .articles
                .remove(0)
                .body;
            assert!(
                text.text().contains("The wall is drawn on every chart"),
                "{part}"
            );
        }
    }

    #[test]
    fn a_film_in_a_feed_is_a_mark_that_leads_to_it() {
        let body = fragment(&format!("<p>One.</p>{FILM}<p>Two.</p>"), None);
        assert_eq!(shown(&body), [FILM_SHOWN]);
        assert_eq!(body.text(), format!("One.\n\n{PICTURE}\n\nTwo."));
        let sound = "<p>It is said <audio src='https://a.example/quay.ogg'></audio> like this.</p>";
        let body = fragment(sound, None);
        assert_eq!(body.text(), format!("It is said {PICTURE} like this."));
    }

    #[test]
    fn a_frame_without_an_end_takes_nothing_with_it() {
        let body = fragment(
            "<p>One.</p><iframe src='https://vimeo.com/1'><p>Two.</p>",
            None,
        );
        assert_eq!(shown(&body), ["Film: vimeo.com -> https://vimeo.com/1"]);
        assert!(body.text().ends_with("Two."));
    }
}
