//! Markdown files: front matter, then CommonMark with tables, footnotes, task lists and the HTML that people mix in.
//!
//! Owns what an article's title and date are where the head does not say. Does not own the head (`front_matter`) or
//! how the text becomes blocks (`markdown::render`).

mod asides;
mod dialect;
mod fence;
mod html;
mod inline;
mod render;
mod tables;

use std::{borrow::Cow, collections::HashSet, path::Path};

use super::{Parsed, date, front_matter};
use crate::article::{Article, Format};

/// Reads the one article of a Markdown file. The title is empty where neither the head nor a first heading gives one.
pub(super) fn parse(name: &Path, text: &str) -> Parsed {
    let front = front_matter::read(name, text);
    let (head, text, mut boilerplate) = match front_matter::below_title(&front.body) {
        Some(below) => {
            let head = complete(front.article, below.article);
            (head, Cow::Owned(below.body), below.lines)
        }
        None => (front.article, front.body, Vec::new()),
    };
    let mut article = set(name, head, &text);
    boilerplate.append(&mut article.boilerplate);
    article.boilerplate = boilerplate;
    Parsed {
        articles: vec![article],
        problems: front.problem.into_iter().collect(),
    }
}

/// The article of a text below a head. The head's title, byline and summary may hold inline markup still.
pub(super) fn set(name: &Path, head: Article, text: &str) -> Article {
    let given = inline::plain(&head.title);
    let plain = |field: Option<String>| {
        let text = field.map(|field| inline::plain(&field));
        text.filter(|text| !text.is_empty())
    };
    let asides = asides::part(text);
    let rendered = render::render(&asides.text, &given);
    let folded = asides.folded.into_iter().chain(rendered.folded);
    Article {
        title: if given.is_empty() {
            rendered.title.unwrap_or_default()
        } else {
            given
        },
        tags: united(head.tags, asides.tags),
        byline: plain(head.byline),
        summary: plain(head.summary),
        published: head.published.or_else(|| date::of_name(name)),
        body: rendered.body,
        boilerplate: folded.filter(|line| !line.is_empty()).collect(),
        format: Format::Markdown,
        ..head
    }
}

/// What a head says, and what the fields below the title say besides. The title is the heading above them.
fn complete(head: Article, below: Article) -> Article {
    Article {
        byline: head.byline.or(below.byline),
        source: head.source.or(below.source),
        published: head.published.or(below.published),
        updated: head.updated.or(below.updated),
        link: head.link.or(below.link),
        guid: head.guid.or(below.guid),
        tags: united(head.tags, below.tags),
        lang: head.lang.or(below.lang),
        summary: head.summary.or(below.summary),
        ..head
    }
}

/// Tags and others, each once.
fn united(mut tags: Vec<String>, others: Vec<String>) -> Vec<String> {
    let mut seen: HashSet<String> = tags.iter().map(|tag| tag.to_lowercase()).collect();
    let new = others
        .into_iter()
        .filter(|tag| seen.insert(tag.to_lowercase()));
    tags.extend(new);
    tags
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::SpanKind;

    fn article(name: &str, text: &str) -> Article {
        let parsed = parse(Path::new(name), text);
        assert_eq!(parsed.problems, []);
        parsed.articles.into_iter().next().unwrap()
    }

    fn titled(text: &str) -> (String, String) {
        let article = article("a.md", text);
        (article.title, article.body.text().to_owned())
    }

    #[test]
    fn the_first_heading_is_the_title_and_not_shown_twice() {
        let expected = ("A storm".to_owned(), "The sea rose.".to_owned());
        assert_eq!(titled("# A *storm* #\n\nThe sea rose.\n"), expected);
        assert_eq!(titled("A storm\n=======\n\nThe sea rose.\n"), expected);
        assert_eq!(
            titled("<!-- lint -->\n\n# A storm\nThe sea rose.\n"),
            expected
        );
        assert_eq!(titled("<h1>A storm</h1>\n\nThe sea rose.\n"), expected);
        let head = "---\ntitle: A Storm!\n---\n";
        assert_eq!(
            titled(&format!("{head}# A storm\n\nThe sea rose.\n")),
            ("A Storm!".to_owned(), "The sea rose.".to_owned())
        );
    }

    #[test]
    fn a_heading_that_is_not_the_title_stays_in_the_text() {
        let untitled = |body: &str| (String::new(), body.to_owned());
        assert_eq!(
            titled("Words.\n\n# A storm\n"),
            untitled("Words.\n\nA storm")
        );
        assert_eq!(titled("## A storm\n"), untitled("A storm"));
        assert_eq!(titled("> # A storm\n"), untitled("A storm"));
        assert_eq!(
            titled("---\ntitle: The sea\n---\n# A storm\n"),
            ("The sea".to_owned(), "A storm".to_owned())
        );
    }

    #[test]
    fn a_title_in_the_head_is_shown_without_its_markup() {
        let title = |title: &str| titled(&format!("+++\ntitle = '''{title}'''\n+++\n")).0;
        assert_eq!(
            title("A *great* storm &amp; a `sea`"),
            "A great storm & a sea"
        );
        assert_eq!(
            title("<em>Who</em> said [this](https://a.example)?"),
            "Who said this?"
        );
        assert_eq!(title("1. Sorting a Vec<T>"), "1. Sorting a Vec<T>");
        assert_eq!(
            title("#1 of 2 * 3: snake_case_name"),
            "#1 of 2 * 3: snake_case_name"
        );
        assert_eq!(title(".NET &#27;[31m"), ".NET \u{fffd}[31m");
    }

    #[test]
    fn the_file_name_dates_what_the_head_does_not() {
        let published = |name: &str, head: &str| {
            let published = article(name, &format!("{head}Text.\n")).published;
            published.map(|when| when.to_string())
        };
        let day = Some("2014-03-12".to_owned());
        assert_eq!(published("posts/2014-03-12-storm.md", ""), day);
        assert_eq!(published("2014-03-12.md", ""), day);
        assert_eq!(published("2014-03-125.md", ""), None);
        assert_eq!(published("2014-13-12-storm.md", ""), None);
        assert_eq!(published("storm.md", ""), None);
        let head = "---\ndate: 2015-01-02\n---\n";
        assert_eq!(
            published("2014-03-12-storm.md", head),
            Some("2015-01-02".to_owned())
        );
    }

    /// The text, and the lines that were folded away.
    fn parted(text: &str) -> (String, Vec<String>) {
        let article = article("a.md", &format!("# A storm\n\n{text}"));
        (article.body.text().to_owned(), article.boilerplate)
    }

    #[test]
    fn comments_are_folded_away_and_not_lost() {
        for (text, comment) in [
            ("The sea %%or *so*%% rose.", vec!["or so"]),
            (
                "The sea\n\n%%\nAsk the clerk.\n\n- again\n%%\n\nrose.",
                vec!["Ask the clerk.", "- again"],
            ),
            ("%% Ask. %%\n\nThe sea rose.", vec!["Ask."]),
        ] {
            let (shown, folded) = parted(text);
            assert_eq!(folded, comment, "{text}");
            assert!(!shown.contains('%') && !shown.contains("clerk"), "{shown}");
        }
        for text in [
            "It is 5%% or\n\n6%% now.",
            "%%\nThe sea rose.",
            "`%%a%%`",
            "\\%%a%%",
        ] {
            let (shown, folded) = parted(text);
            assert!(shown.contains("%%") && folded.is_empty(), "{text}: {shown}");
        }
        let code = "```\n%%\na\n%%\n```";
        assert_eq!(parted(code), ("%%\na\n%%".to_owned(), vec![]));
    }

    #[test]
    fn a_line_of_tags_tells_what_the_text_is_about() {
        let read = |text: &str| {
            let article = article("a.md", text);
            (article.tags.join(" "), article.body.text().to_owned())
        };
        let head = "---\ntags: [sea]\n---\n";
        for text in [
            "The sea rose.\n\n#Sea #storm/winter, #see-flut\n",
            "#storm/winter #see-flut\n\nThe sea rose.\n",
            "The sea rose.\n\nTags: #storm/winter #see-flut",
        ] {
            let (tags, shown) = read(&format!("{head}{text}"));
            assert_eq!(tags, "sea storm/winter see-flut", "{text}");
            assert_eq!(shown, "The sea rose.");
        }
        let (tags, shown) = read("The sea rose.\n\n#storm\n");
        assert_eq!((&*tags, &*shown), ("storm", "The sea rose.\n\n#storm"));
        for text in [
            "They are\n#1 #2\nof ten.",
            "#1 #2",
            "```\n#a #b\n```",
            "Text\n#a #b",
        ] {
            assert_eq!(read(text).0, "", "{text}");
        }
    }

    #[test]
    fn a_shortcode_is_shown_as_what_it_stands_for_or_folded_away() {
        for code in [
            "{{< figure src=\"/img/quay 1.jpg\" caption=\"The quay\" >}}",
            "{{% figure\n  src='quay.png'\n  alt='The quay' %}}",
            "{% include figure image_path=\"/img/quay.jpg\" alt=\"The quay\" %}",
            "{% image quay.png alt=\"The quay\" %}",
            "{% image \"a/quay.png\" \"wide\" \"The quay\" %}",
            "{% include \"figure.html\", image: \"/a/quay.png\", alt: \"The quay\" %}",
        ] {
            let (shown, folded) = parted(code);
            assert_eq!(shown, "The quay", "{code}");
            let says_more = code.contains("wide") || code.contains("include");
            assert_eq!(folded.len(), usize::from(says_more), "{code}");
        }
        let shown = article("a.md", "{{< figure src=\"/img/quay.jpg\" >}}").body;
        assert_eq!(shown.text(), "quay.jpg");
        assert!(matches!(shown.spans()[0].kind, SpanKind::Image(0)));
        assert_eq!(shown.links()[0].url, "/img/quay.jpg");
        for code in [
            "{{< youtube aaaaaaaaaaa >}}",
            "{{< youtube id=\"aaaaaaaaaaa\" >}}",
            "{% include youtube.html id=\"aaaaaaaaaaa\" %}",
        ] {
            let shown = article("a.md", code).body;
            let page = "https://www.youtube.com/watch?v=aaaaaaaaaaa";
            assert_eq!(shown.links()[0].url, page, "{code}");
        }
        let code = "{% include toc.html %}";
        let (shown, folded) = parted(&format!("One.\n\n{code}\n\nTwo."));
        assert_eq!((&*shown, folded), ("One.\n\nTwo.", vec![code.to_owned()]));
        let amid = "It is {{< ref \"a.md\" >}} here.";
        assert!(parted(amid).0.contains("ref"));
    }

    #[test]
    fn code_between_shortcodes_is_code() {
        for (open, close) in [
            ("{% highlight ruby linenos %}", "{% endhighlight %}"),
            ("{{< highlight ruby >}}", "{{< /highlight >}}"),
        ] {
            let (shown, folded) = parted(&format!("{open}\n# *a*\n{{% x %}}\n{close}\n\nEnd."));
            assert_eq!(shown, "# *a*\n{% x %}\n\nEnd.");
            assert_eq!(folded, [""; 0]);
        }
    }

    #[test]
    fn names_and_attributes_are_not_shown() {
        let text = "## Part {#part .wide}\n{: .no_toc}\n\nThe sea rose. ^storm-2020\n\n- It fell ^abc123\n\n^table-1\n";
        assert_eq!(parted(text).0, "Part\n\nThe sea rose.\n\n- It fell");
        assert_eq!(parted("It is 2 ^10 or x ^ y").0, "It is 2 ^10 or x ^ y");
        assert_eq!(parted("It is 2 ^10").0, "It is 2 ^10");
    }

    #[test]
    fn what_clippers_write_at_the_top_is_understood() {
        let told = |text: &str| {
            let article = article("a.md", text);
            let published = article.published.map(|when| when.to_string());
            [
                Some(article.title),
                article.byline,
                article.link,
                published,
                Some(article.tags.join(" ")),
            ]
            .map(Option::unwrap_or_default)
            .join(" | ")
        };
        let link = "https://a.example/storm";
        for (head, day, tags) in [
            (
                // Obsidian's Web Clipper.
                format!(
                    "---\ntitle: \"A storm\"\nsource: \"{link}\"\nauthor:\n  - \"[[Ann Sample]]\"\npublished: 2020-04-16\ncreated: 2024-05-01\ndescription: \"The sea rose.\"\ntags:\n  - \"clippings\"\n---\n"
                ),
                "2020-04-16",
                "clippings",
            ),
            (
                // Its own date beside the publication's.
                format!(
                    "---\ndate: 2024-05-01\npublished: 2020-04-16\ntitle: A storm\nurl: {link}\nauthor: [[Ann Sample]]\n---\n"
                ),
                "2020-04-16",
                "",
            ),
            (
                // MarkDownload.
                format!(
                    "---\ncreated: 2020-04-16T15:00:00 (UTC +01:00)\ntags: [sea,wind]\nsource: {link}\nauthor: Ann Sample\n---\n\n# A storm\n"
                ),
                "2020-04-16T15:00:00+01:00",
                "sea wind",
            ),
            (
                // Joplin.
                format!(
                    "---\ntitle: A storm\nupdated: 2024-05-02 09:00:00Z\ncreated: 2020-04-16 08:00:00Z\nsource: {link}\nauthor: Ann Sample\ntags:\n  - sea\n---\n"
                ),
                "2020-04-16T08:00:00+00:00",
                "sea",
            ),
            (
                // Notion.
                format!(
                    "# A storm\n\nAuthor: Ann Sample\nPublished: April 16, 2020\nCreated: May 1, 2024 10:00 AM\nTags: sea, wind\nURL: {link}\n"
                ),
                "2020-04-16",
                "sea wind",
            ),
            (
                // Readwise.
                format!(
                    "# A storm\n\n![rw-book-cover](https://a.example/c.png)\n\n## Metadata\n- Author: [[Ann Sample]]\n- Full Title: A storm\n- Category: #articles\n- Document Tags: #sea\n- URL: {link}\n"
                ),
                "",
                "articles sea",
            ),
            (
                // Readwise with a head.
                format!(
                    "---\ntitle: A storm\ndate: 2020-04-16\n---\n![rw-book-cover](https://a.example/c.png)\n\n### Metadata\nAuthor: [[Ann Sample]]\nURL: {link}\n"
                ),
                "2020-04-16",
                "",
            ),
        ] {
            let expected = format!("A storm | Ann Sample | {link} | {day} | {tags}");
            assert_eq!(
                told(&format!("{head}\nThe sea rose.\n")),
                expected,
                "{head}"
            );
        }
    }

    #[test]
    fn fields_below_the_title_are_folded_away() {
        let text =
            "# A storm\n\nAuthor: Ann Sample\nURL: https://a.example/storm\n\nThe sea rose.\n";
        let article = article("a.md", text);
        assert_eq!(article.body.text(), "The sea rose.");
        let lines = ["Author: Ann Sample", "URL: https://a.example/storm"];
        assert_eq!(article.boilerplate, lines);
        for prose in [
            "# A storm\n\nAuthor: Ann Sample\nThe sea rose.\n",
            "# A storm\n\nURL: https://a.example/storm\nTags: a\nThe sea rose.\n",
            "# A storm\n\nNote: it rose\nWind: it blew\n",
            "Words.\n\n# A storm\n\nAuthor: Ann\nURL: https://a.example/storm\n",
        ] {
            assert_eq!(
                parse(Path::new("a.md"), prose).articles[0].boilerplate,
                [""; 0]
            );
        }
    }

    proptest! {
        #[test]
        fn no_word_of_a_note_is_lost(
            words in prop::collection::vec(("[a-z]{2,6}", 0..12_usize, 0..4_usize), 0..30),
        ) {
            let mut source = String::new();
            for (word, form, gap) in &words {
                source.push_str(&match form {
                    0 => format!("[[{word}]]"),
                    1 => format!("=={word}=="),
                    2 => format!("%%{word}%%"),
                    3 => format!("%%{word}"),
                    4 => format!("#{word}"),
                    5 => format!("{{{{< x {word} >}}}}"),
                    6 => format!("> [!{word}]\n"),
                    7 => format!("{word}: {word}"),
                    8 => format!("![[{word}.png]]"),
                    9 => format!("# {word}"),
                    _ => word.clone(),
                });
                source.push_str(["\n\n", "\n", " ", " "][*gap]);
            }
            let article = parse(Path::new("a.md"), &source).articles.remove(0);
            let all = [article.title, article.body.text().to_owned(), article.boilerplate.join(" "), article.tags.join(" ")];
            let all = all.join(" ").to_lowercase();
            for (word, ..) in &words {
                let is_named = word == "tldr" && all.contains("tl;dr");
                prop_assert!(all.contains(word.as_str()) || is_named, "{} of {:?} in {}", word, source, all);
            }
        }
    }
}
