//! Texts with furniture around them.

use super::*;

const PROSE: &str =
    "The sea rose higher on Monday than at any time since the harbour was built, said the clerk.";

/// The lines that are folded of a text.
fn folded(text: &str) -> Vec<&str> {
    let lines: Vec<&str> = text.lines().collect();
    let alone = Recurring::default();
    find(&lines, &alone)
        .into_iter()
        .map(|at| lines[at])
        .collect()
}

/// An article with these lines below it.
fn below(lines: &[&str]) -> String {
    let article = format!("A storm\n\n{PROSE}\n\n{PROSE}\n\n{PROSE}\n\n{PROSE}\n\n");
    article + &lines.join("\n")
}

#[test]
fn a_list_of_popular_posts_is_folded_to_the_end() {
    for heading in [
        "Popular posts from this blog",
        "Beliebte Posts aus diesem Blog",
        "このブログの人気の投稿",
    ] {
        let tail = [heading, "A flood in the valley", "Who built the bridge?"];
        assert_eq!(folded(&below(&tail)), tail);
    }
}

#[test]
fn excerpts_of_other_posts_are_folded_with_their_heading() {
    let tail = [
        "Popular posts from this blog",
        "A flood",
        "-",
        "April 02, 2020",
        PROSE,
        "Read more »",
    ];
    assert_eq!(folded(&below(&tail)), tail);
}

#[test]
fn share_buttons_above_the_list_are_folded_as_well() {
    let tail = [
        "Get link",
        "Facebook",
        "X",
        "Pinterest",
        "Email",
        "Other Apps",
        "Popular posts from this blog",
        "A flood",
    ];
    assert_eq!(folded(&below(&tail)), tail);
}

#[test]
fn a_heading_of_links_needs_links_below_it() {
    let links = [
        "Related articles",
        "A flood in the valley",
        "Who built the bridge?",
    ];
    assert_eq!(folded(&below(&links)), links);
    assert_eq!(
        folded(&below(&["Related articles", PROSE, PROSE, PROSE])),
        [] as [&str; 0]
    );
    let early = format!("A storm\n\nLatest news\n\n{PROSE}\n\n{PROSE}\n\n{PROSE}\n");
    assert_eq!(folded(&early), [] as [&str; 0]);
}

#[test]
fn lists_of_links_are_folded_in_scripts_without_spaces() {
    let sentence = "市役所によると、新しい橋の工事は春の洪水のためにまた遅れている。";
    let text = format!("新しい橋は秋に開通へ\n\n{sentence}\n\n{sentence}\n\n{sentence}\n\n");
    let tail = [
        "関連記事",
        "洪水が旧市街に達する",
        "古い水車は誰が建てたのか",
    ];
    assert_eq!(folded(&(text.clone() + &tail.join("\n"))), tail);
    let lines = ["橋の上を渡る風がとても冷たい朝になった"; 14];
    let album = format!("相册\n\n相关文章\n\n{}\n\n{text}", lines.join("\n\n"));
    assert!(!folded(&album).contains(&lines[0]));
}

#[test]
fn the_heading_below_links_within_the_text_stays() {
    let text = format!(
        "A storm\n\n{PROSE}\n\n{PROSE}\n\n{PROSE}\n\n{PROSE}\n\nRelated\nA flood in the valley\n2. The bridge was lost\n\n{PROSE}\n\n{PROSE}\n\n{PROSE}\n\n{PROSE}\n"
    );
    assert_eq!(folded(&text), ["Related", "A flood in the valley"]);
}

#[test]
fn advertisements_are_folded_within_the_text() {
    let text = format!("{PROSE}\n\nADVERTISEMENT\n\n{PROSE}\n\nStory continues below\n\n{PROSE}\n");
    assert_eq!(folded(&text), ["ADVERTISEMENT", "Story continues below"]);
}

#[test]
fn a_word_of_the_text_is_no_button() {
    let text = format!(
        "{PROSE}\n\nFacebook\n\n{PROSE}\n\nComments on the storm were few.\n\nThe advertisement ran twice.\n"
    );
    assert_eq!(folded(&text), [] as [&str; 0]);
    let poem = "Grey sea\nGrey sky\nNo sail\nNo bird\nNo lamp\nNo shore\nNo end\nNo dawn\n";
    assert_eq!(folded(poem), [] as [&str; 0]);
}

#[test]
fn a_menu_is_known_by_what_all_menus_have() {
    let menu = [
        "Home",
        "World",
        "Politics",
        "Science",
        "Health",
        "Sport",
        "Travel",
        "Contact us",
    ];
    let text = format!("{}\n\n{PROSE}\n", menu.join("\n"));
    assert_eq!(folded(&text), menu);
}

#[test]
fn calls_to_subscribe_are_folded() {
    for call in [
        "Sign up for our daily newsletter",
        "Sign up to get alerts by email",
        "Enjoyed this? Sign up for our newsletter",
        "© 2020 Sample Press. All rights reserved.",
    ] {
        assert_eq!(folded(&format!("{PROSE}\n\n{call}\n\n{PROSE}\n")), [call]);
    }
    let sentence = "Sign up for the race by noon.";
    assert_eq!(
        folded(&format!("{PROSE}\n\n{sentence}\n\n{PROSE}\n")),
        [] as [&str; 0]
    );
}

#[test]
fn a_menu_is_no_place_for_the_headline() {
    let menu = ["Skip to content", "Home", "Harbour", "News", "Sign in"];
    let text = format!("{}\nStorm at sea\nJane Doe\n\n{PROSE}\n", menu.join("\n"));
    assert_eq!(folded(&text), menu);
}

#[test]
fn lines_that_say_nothing_about_themselves_are_the_authors() {
    let recipe: Vec<String> = (1..=12)
        .map(|cups| format!("{cups} cups of flour"))
        .collect();
    let page = format!(
        "{}\nShare\nPrint\n{}\nShare\nPrint\nTweet\n",
        below(&[]),
        recipe.join("\n")
    );
    assert!(!folded(&page).contains(&"7 cups of flour"));
    assert!(folded(&page).ends_with(&["Share", "Print", "Tweet"]));
}

#[test]
fn links_are_told_by_their_form() {
    let tail = [
        "[1]: https://a.example/one",
        "[2]: https://a.example/a-long-address-that-was",
        "broken-in-two",
    ];
    assert_eq!(folded(&below(&tail)), tail);
    let tail = [
        "Read next:",
        "[A flood in the valley](https://a.example/flood)",
        "More Harbour News",
        "Who built the bridge? (https://a.example/bridge)",
        "Contact us",
    ];
    assert_eq!(folded(&below(&tail)), tail);
    let list = [
        "See these:",
        "[A flood](https://a.example/flood)",
        "[A storm](https://a.example/)",
    ];
    assert_eq!(folded(&below(&list)), [] as [&str; 0]);
}

#[test]
fn rows_of_links_are_menus_above_the_text_and_may_be_sources_below_it() {
    let links = |count: usize| -> Vec<String> {
        (1..=count)
            .map(|at| format!("* [Quay {at}](https://a.example/{at})"))
            .collect()
    };
    let menu = links(6);
    let page = format!("{}\n\n{PROSE}\n\n{PROSE}\n", menu.join("\n"));
    assert_eq!(folded(&page), menu);
    let sources = links(9);
    let page = format!("{}\n{PROSE}\n\n{}\n", below(&[]), sources.join("\n"));
    assert_eq!(folded(&page), [] as [&str; 0]);
}

#[test]
fn a_menu_of_unknown_items_is_told_by_the_known_ones_at_its_ends() {
    let menu = [
        "Home",
        "Harbour and Bay",
        "Fishing Boats",
        "The Old Town",
        "Lighthouse",
        "Weather",
    ];
    let page = format!(
        "{}\n\nStorm at sea\n\n{PROSE}\n\n{PROSE}\n",
        menu.join("\n")
    );
    assert_eq!(folded(&page), menu);
}

#[test]
fn a_credit_is_no_notice() {
    assert_eq!(
        folded(&below(&[
            "© Harbour Press",
            "(Reporting by Jane Doe; editing by John Roe)"
        ])),
        [] as [&str; 0]
    );
    assert_eq!(
        folded(&below(&["© 2020 Harbour Press"])),
        ["© 2020 Harbour Press"]
    );
}

#[test]
fn pointers_to_other_articles_are_folded_within_the_text() {
    for pointer in [
        "Read more: A flood in the valley",
        "RELATED: Who built the bridge?",
        "[Lire aussi : Le pont]",
    ] {
        let expected: &[&str] = if pointer.ends_with('?') {
            &[]
        } else {
            &[pointer]
        };
        assert_eq!(
            folded(&format!("{PROSE}\n\n{pointer}\n\n{PROSE}\n")),
            expected
        );
    }
    assert_eq!(
        folded(&format!(
            "{PROSE}\n\nMore: the king's man for all seasons was tried.\n\n{PROSE}\n"
        )),
        [] as [&str; 0]
    );
}

#[test]
fn every_phrase_of_the_lists_is_found() {
    let mut key = String::new();
    for list in [lists::END, lists::ANYWHERE, lists::RELATED, lists::EDGE] {
        for phrase in phrases::entries(list) {
            phrases::write_key(phrase, phrase.chars().count(), &mut key);
            assert!(phrases::whole(&key).is_some(), "{phrase}");
        }
    }
}
