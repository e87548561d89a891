//! Folders of texts with lines in common.

use proptest::prelude::*;

use crate::{
    article::Article,
    parse::{
        boilerplate::{Recurring, Tally},
        text,
    },
};

const MENU: [&str; 4] = [
    "Harbour Post",
    "Coast and sea",
    "Tides of the week",
    "Letters to the harbour",
];
const TAIL: [&str; 3] = [
    "Tell us what you have seen from the pier",
    "The Harbour Post is printed in Sample Town",
    "Back to the quay",
];

/// Three paragraphs that no other number has.
fn prose(number: usize) -> String {
    let paragraph = |part| {
        format!(
            "On day {number} the sea rose higher than at any time since pier {number}.{part} was built, said the clerk.\n\n"
        )
    };
    (1..=3).map(paragraph).collect()
}

fn title(number: usize) -> String {
    format!("A storm of force {number}")
}

/// Texts that are neighbours, as they are read.
fn read(texts: &[String]) -> Vec<Article> {
    let recurring = recurring(texts);
    let read = texts.iter().map(|text| text::article(text, &recurring));
    read.collect()
}

fn recurring(texts: &[String]) -> Recurring {
    let mut tally = Tally::default();
    texts.iter().for_each(|text| tally.add(text));
    tally.recurring()
}

/// What is folded of texts that are made of their numbers.
fn folded(count: usize, text: impl Fn(usize) -> String) -> Vec<Vec<String>> {
    let texts: Vec<String> = (1..=count).map(text).collect();
    let read = read(&texts).into_iter();
    read.map(|article| article.boilerplate).collect()
}

fn page(number: usize) -> String {
    let (menu, tail) = (MENU.join("\n"), TAIL.join("\n"));
    let (title, prose) = (title(number), prose(number));
    format!("{menu}\n\n{title}\n\nBy Ann Sample\n\n{prose}{tail}\n")
}

#[test]
fn the_menu_and_the_tail_of_a_site_are_folded_and_nothing_else() {
    let pages: Vec<String> = (1..=5).map(page).collect();
    for (number, article) in (1..).zip(read(&pages)) {
        assert_eq!(article.boilerplate, [&MENU[..], &TAIL].concat());
        assert_eq!(article.title, title(number));
        assert_eq!(article.byline.as_deref(), Some("Ann Sample"));
        assert_eq!(article.body.text(), prose(number).trim_end());
    }
}

#[test]
fn two_texts_are_not_enough_nor_are_few_of_many() {
    assert_eq!(folded(2, page), [[] as [&str; 0]; 2]);
    let few = |pages| {
        move |number| match number <= pages {
            true => page(number),
            false => format!("{}\n\n{}", title(number), prose(number)),
        }
    };
    assert_eq!(folded(12, few(3)).concat(), [] as [&str; 0]);
    assert_eq!(folded(12, few(4)).concat().len(), 4 * 7);
}

#[test]
fn a_line_that_recurs_in_one_text_alone_is_the_authors() {
    let chorus = |number| format!("Heave away, all hands {number}\n");
    let song = |number| {
        let (title, prose, chorus) = (title(number), prose(number), chorus(number).repeat(4));
        format!("{title}\n\n{prose}{chorus}")
    };
    assert_eq!(folded(5, song).concat(), [] as [&str; 0]);
}

#[test]
fn what_recurs_within_the_text_is_the_authors() {
    for line in [
        "What happened next",
        "And so it goes, as the keeper of the light used to say.",
        "High water\nLow water\nWind and rain",
    ] {
        let page = |number| {
            let (title, prose) = (title(number), prose(number));
            format!("{title}\n\n{prose}{line}\n\n{prose}")
        };
        assert_eq!(folded(5, page).concat(), [] as [&str; 0], "{line}");
    }
}

#[test]
fn a_row_within_the_text_is_folded_where_a_button_stands_in_it() {
    let row = "From our boats\nAdvertisement\nFrom our piers";
    let page = |number| {
        let (title, prose) = (title(number), prose(number));
        format!("{title}\n\n{prose}{row}\n\n{prose}")
    };
    let row: Vec<&str> = row.lines().collect();
    assert_eq!(folded(3, page), [row.clone(), row.clone(), row]);
}

#[test]
fn sentences_are_folded_in_a_full_row_alone() {
    let plea = "We keep what our readers tell us in the harbour's books.";
    let page = |with: &'static str| {
        move |number| format!("{}\n\n{}{plea}\n{with}\n", title(number), prose(number))
    };
    let row = "The Harbour Post is printed in Sample Town\nBack to the quay";
    assert_eq!(folded(3, page(row))[0].len(), 3);
    assert_eq!(folded(3, page(""))[0], [] as [&str; 0]);
}

#[test]
fn what_stands_alone_above_the_title_is_the_site() {
    let page = |number| format!("Harbour Post\n\n{}\n\n{}", title(number), prose(number));
    let pages: Vec<String> = (1..=3).map(page).collect();
    let first = &read(&pages)[0];
    assert_eq!(first.boilerplate, ["Harbour Post"]);
    assert_eq!(first.title, title(1));
}

#[test]
fn a_column_keeps_its_name_and_its_author() {
    for head in [
        "The Monday Column",
        "The Monday Column\n\nAnn Sample",
        "The Monday Column\n\nBy Ann Sample",
        "The Monday Column\n\nAnn Sample\n\n12 March 2020",
    ] {
        let page = |number| format!("{head}\n\n{}", prose(number));
        let pages: Vec<String> = (1..=5).map(page).collect();
        let first = &read(&pages)[0];
        assert_eq!(first.title, "The Monday Column", "{head}");
        assert_eq!(first.boilerplate, [] as [&str; 0], "{head}");
    }
    let named = |number| format!("{}\n\nAnn Sample\n\n{}", title(number), prose(number));
    assert_eq!(folded(5, named).concat(), [] as [&str; 0]);
}

#[test]
fn bylines_and_dates_are_kept_amid_what_recurs() {
    let head = "Harbour Post\nCoast and sea\nBy Ann Sample\n12 March 2020\nLetters";
    let page = |number| format!("{head}\n\n{}\n\n{}", title(number), prose(number));
    for folded in folded(5, page) {
        assert!(!folded.contains(&"By Ann Sample".to_owned()));
        assert!(!folded.contains(&"12 March 2020".to_owned()));
    }
}

#[test]
fn who_signs_stays() {
    for name in [
        "Ann Sample",
        "By Ann Sample",
        "Ann Sample, The Sample Times",
    ] {
        let page = |number| format!("{}\n\n{}{name}\n", title(number), prose(number));
        assert_eq!(folded(5, page).concat(), [] as [&str; 0], "{name}");
    }
}

#[test]
fn headings_of_lists_stay() {
    let recipe = |number| {
        let items = |what| format!("{number} {what}\n{number} more {what}\n\n");
        let (title, prose, cups, steps) =
            (title(number), prose(number), items("cups"), items("turns"));
        format!("{title}\n\n{prose}You will need these\n\n{cups}What to do then\n\n{steps}")
    };
    assert_eq!(folded(5, recipe).concat(), [] as [&str; 0]);
}

#[test]
fn copies_of_a_text_say_nothing_about_the_folder() {
    let copied = |number: usize| {
        let number = number.max(4);
        let (title, prose) = (title(number), prose(number).replace("\n\n", " ").repeat(2));
        let tail = ["pier", "quay", "rest"].map(|what| format!("The {what} of {number} is gone\n"));
        format!("Storm\n\n{title}\n\n{prose}\n\n{}", tail.concat())
    };
    let others = |number| {
        if number > 4 {
            page(number + 9)
        } else {
            copied(number)
        }
    };
    assert_eq!(folded(4, copied).concat(), [] as [&str; 0]);
    assert_eq!(folded(6, others).concat(), [] as [&str; 0]);
}

#[test]
fn texts_without_prose_are_left_as_they_are() {
    let list = |number| {
        format!(
            "{}\nNo sail {number}\nNo bird {number}\n{}\n",
            MENU.join("\n"),
            TAIL.join("\n")
        )
    };
    assert_eq!(folded(5, list).concat(), [] as [&str; 0]);
    assert_eq!(folded(5, |_| MENU.join("\n")).concat(), [] as [&str; 0]);
}

#[test]
fn rules_and_numbers_are_no_lines_in_common() {
    let text = |number| {
        format!(
            "{}\n\n{}* * *\n---\n12\n2020\n",
            title(number),
            prose(number)
        )
    };
    let texts: Vec<String> = (1..=5).map(text).collect();
    assert!(recurring(&texts).is_empty());
}

#[test]
fn a_folder_of_huge_texts_is_counted_at_its_edges() {
    let text = |number: usize| {
        let lines: String = (0..20_000)
            .map(|line| format!("Line {line} of {number}\n"))
            .collect();
        lines.replace(&format!("Line 10000 of {number}"), "In the very middle")
    };
    let texts: Vec<String> = (1..=3).map(text).collect();
    assert!(recurring(&texts).is_empty());
}

/// Lines such as folders are made of, among them some that all texts have.
fn line() -> impl Strategy<Value = String> {
    let common = [&MENU[..], &TAIL].concat();
    prop_oneof![
        Just(String::new()),
        prop::sample::select(common).prop_map(str::to_owned),
        prop::sample::select(vec![
            "Share",
            "Read more",
            "Advertisement",
            "Related articles"
        ])
        .prop_map(str::to_owned),
        "[A-Z][a-z]{2,8}( [a-z]{2,8}){0,6}",
        "[A-Z][a-z]{2,8}( [a-z]{2,8}){8,40}\\.",
    ]
}

/// The words of a text, in order of the alphabet.
fn words<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let words = texts.into_iter().flat_map(str::split_whitespace);
    let mut words: Vec<&str> = words.collect();
    words.sort_unstable();
    words
}

proptest! {
    #[test]
    fn no_word_is_lost_whatever_the_neighbours_are(
        texts in prop::collection::vec(prop::collection::vec(line(), 0..24), 3..7)
    ) {
        let texts: Vec<String> = texts.iter().map(|lines| lines.join("\n")).collect();
        for (text, article) in texts.iter().zip(read(&texts)) {
            let folded = article.boilerplate.iter().map(String::as_str);
            let parts = [article.title.as_str(), article.body.text()];
            prop_assert_eq!(words(parts.into_iter().chain(folded)), words([text.as_str()]));
            prop_assert!(text.trim().is_empty() || !words(parts).is_empty());
        }
    }
}
