//! Dates as they are found in stored articles.

use proptest::prelude::*;

use super::{impossible, parse, stated};

fn read(text: &str) -> Option<String> {
    parse(text).map(|when| when.to_string())
}

fn all_read_as(expected: &str, texts: &[&str]) {
    for text in texts {
        assert_eq!(read(text).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn programs_write_dates_in_the_iso_order() {
    all_read_as(
        "2020-04-16",
        &["2020-04-16", "20200416", "2020/04/16", " 2020-04-16 "],
    );
    all_read_as(
        "2020-04-16T10:00:05+02:00",
        &[
            "2020-04-16T10:00:05+02:00",
            "2020-04-16T10:00:05.250+0200",
            "2020-04-16 10:00:05 +0200",
            "2020-04-16 10:00:05 CEST",
            "20200416T100005+02",
        ],
    );
    all_read_as(
        "2020-04-16T10:00:00+00:00",
        &[
            "2020-04-16T10:00Z",
            "2020-04-16 10:00",
            "2020-04-16T10:00:00+00:00",
        ],
    );
}

#[test]
fn mail_and_feeds_write_dates_as_rfc_2822_has_it() {
    all_read_as(
        "2020-04-16T10:00:00+00:00",
        &[
            "Thu, 16 Apr 2020 10:00:00 GMT",
            "Thu, 16 Apr 2020 10:00 GMT",
            "16 Apr 20 10:00:00 +0000",
            "16 Apr 2020 10:00+0000",
            "Thu, 16 Apr 2020 10:00:00 +0000 (UTC)",
            "Thu, 16 Apr 2020 10:00:00 +0000 GMT",
            "Thu, 16-Apr-2020 10:00:00 UTC",
        ],
    );
    all_read_as(
        "2020-04-16T10:00:00-04:00",
        &["Thu, 16 Apr 2020 10:00:00 EDT"],
    );
    all_read_as(
        "2020-04-16T10:00:00-08:00",
        &["Thu, 16 Apr 2020 10:00:00 PST"],
    );
}

#[test]
fn the_end_of_a_day_is_of_that_day() {
    all_read_as(
        "2020-04-16T23:59:59+00:00",
        &["2020-04-16T24:00:00Z", "Thu, 16 Apr 2020 24:00:00 GMT"],
    );
    assert_eq!(read("2020-04-16T24:01:00Z"), None);
}

#[test]
fn mar_is_march_unless_it_can_only_be_a_tuesday() {
    all_read_as(
        "2021-03-16",
        &[
            "16 Mar 2021",
            "Mar 16, 2021",
            "mar. 16 mar. 2021",
            "mar. 16 mars 2021",
        ],
    );
    all_read_as("2021-04-13", &["mar. 13 avril 2021", "mar, 13 abr 2021"]);
    all_read_as(
        "2021-03-16T10:00:00+00:00",
        &["Tue, 16 Mar 2021 10:00:00 GMT"],
    );
}

#[test]
fn newspapers_write_dates_in_words() {
    all_read_as(
        "2020-04-16",
        &[
            "16 April 2020",
            "April 16, 2020",
            "Apr. 16, 2020",
            "April 16th, 2020",
            "Thursday 16 April 2020",
            "Thursday, April 16, 2020",
            "Published: 16 April 2020",
            "Published on April 16, 2020",
            "Posted on Thursday, April 16, 2020",
            "Published April 16, 2020",
            "16 de abril de 2020",
            "jueves, 16 de abril de 2020",
            "Donnerstag, 16. April 2020",
            "Veröffentlicht am 16. April 2020",
            "jeudi 16 avril 2020",
            "Publié le 16 avril 2020",
            "16 aprile 2020",
            "quinta-feira, 16 de abril de 2020",
            "2020年4月16日",
            "2020年4月16日（木）",
            "2020년 4월 16일",
        ],
    );
    all_read_as(
        "2020-03-01",
        &["1er mars 2020", "1. März 2020", "1º de março de 2020"],
    );
    all_read_as("2020-08-12", &["12 août 2020", "12 ago 2020"]);
    all_read_as(
        "2020-04-16T16:30:00+00:00",
        &[
            "April 16, 2020 4:30 PM",
            "April 16, 2020 at 4:30 p.m.",
            "16 avril 2020 à 16h30",
        ],
    );
    all_read_as("2020-04-16T16:30:00-04:00", &["April 16, 2020, 4:30pm EDT"]);
    all_read_as("2020-04-16T00:30:00+00:00", &["April 16, 2020 12:30 am"]);
}

#[test]
fn newspapers_of_further_languages_are_read() {
    all_read_as(
        "2020-03-12",
        &[
            "donderdag 12 maart 2020",
            "12 марта 2020 г.",
            "Четверг, 12 марта 2020 года",
            "12 березня 2020",
            "12 marca 2020 r.",
            "čtvrtek 12. března 2020",
            "Publikováno: 12. března 2020",
            "2020. március 12., csütörtök",
            "12 martie 2020",
            "12. ožujka 2020.",
            "2020 m. kovo 12 d.",
            "2020. gada 12. marts",
            "12. maaliskuuta 2020",
            "Publicerad 12 mars 2020",
            "12 Mart 2020 Perşembe",
            "Πέμπτη 12 Μαρτίου 2020",
            "12 במרץ 2020",
            "١٢ مارس ٢٠٢٠",
            "১২ মার্চ ২০২০",
            "12 มีนาคม 2563",
            "Ngày 12 tháng 3 năm 2020",
            "Kamis, 12 Maret 2020",
        ],
    );
    all_read_as(
        "2020-03-12T14:30:00+00:00",
        &[
            "12. marts 2020 kl. 14.30",
            "12 марта 2020, 14:30",
            "2020年3月12日（木）14時30分",
            "입력 2020.03.12 14:30",
            "2020. 3. 12. 오후 2:30",
        ],
    );
}

#[test]
fn stops_and_words_tell_that_the_day_comes_first() {
    all_read_as(
        "2020-04-03",
        &[
            "03.04.2020",
            "3. 4. 2020",
            "Publié le 03/04/2020",
            "Publicado el 03/04/2020",
        ],
    );
    all_read_as(
        "2020-04-03T14:30:00+00:00",
        &["03.04.2020, 14:30 Uhr", "03/04/2020 às 14h30"],
    );
}

#[test]
fn fields_of_programs_count_seconds_days_and_weeks() {
    for (expected, texts) in [
        (
            "2020-04-16T10:00:00+00:00",
            &["1587031200", "1587031200000", " 1587031200123 "][..],
        ),
        (
            "2020-04-16",
            &["2020-107", "2020-W16-4", "2020W164", "2020-04-16"],
        ),
        (
            "2020-04-16T10:00:05+02:00",
            &["2020-107T10:00:05+02:00", "2020-W16-4T10:00:05+0200"],
        ),
        ("2024-12-31", &["2024-366", "2025-W01-2"]),
        ("2027-01-03", &["2026-W53-7"]),
    ] {
        for text in texts {
            let read = stated(text).map(|when| when.to_string());
            assert_eq!(read.as_deref(), Some(expected), "{text}");
        }
    }
    for text in [
        "2020041610",
        "0587031200",
        "9587031200",
        "158703120",
        "15870312000",
        "-158703120",
        "+587031200",
        "2023-366",
        "2020-000",
        "2020-W54-1",
        "2025-W53-1",
        "2020-W16-0",
        "2020-W16-8",
        "2020-W16",
        "2020-1070",
        "2020-+07",
        "2020-W+1-1",
        "2020-107T25:00",
        "2020-W1é4",
        "20200366",
        "2020107",
        "",
    ] {
        assert_eq!(stated(text), None, "{text}");
    }
}

#[test]
fn a_number_in_a_text_is_no_date() {
    for text in ["1587031200", "1587031200000", "2020-107", "2020-W16-4"] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn a_zone_that_changes_with_the_season_leaves_the_day() {
    all_read_as("2019-11-19", &["Nov. 19, 2019 8:03 am ET"]);
}

#[test]
fn a_date_that_can_mean_two_days_is_none() {
    assert_eq!(read("03/04/2020"), None);
    all_read_as(
        "2020-04-16",
        &["16/04/2020", "04/16/2020", "16.04.2020", "16.4.2020"],
    );
    all_read_as("2020-04-04", &["04/04/2020"]);
}

#[test]
fn a_date_that_does_not_exist_is_told_from_what_is_no_date() {
    for text in [
        "30 February 2025",
        "Sun, 30 Feb 2025 10:00:00 GMT",
        "2025-06-31",
        "2025-06-31T10:00:00Z",
        "2025-13-01",
        "2025-00-10",
        "31/13/2025",
        "14 May 2025 25:00",
        "2025-05-14T10:61:00+02:00",
        "29 February 2023",
        "2025年2月30日",
        "٣٠ فبراير ٢٠٢٥",
    ] {
        assert_eq!(impossible(text).as_deref(), Some(text));
    }
    for text in [
        "28 February 2025",
        "29 February 2024",
        "03/04/2020",
        "30 Foo 2025",
        "0000-00-00 00:00:00",
        "soon",
        "",
        "13.14",
        "May 2025",
    ] {
        assert_eq!(impossible(text), None, "{text}");
    }
}

#[test]
fn what_only_holds_a_date_is_none() {
    for text in [
        "",
        "2020",
        "April 2020",
        "16 April",
        "31 April 2020",
        "April 16, 2020 was a Thursday",
        "The 16 April 2020 storm",
        "5 2020 May 7",
        "1.2.3",
        "16 April 2020 25:00",
        "2020-04-16T",
        "2020-13-01",
        "12:30",
        "May",
        "on 5",
        "16 April 2020 +99:00",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        stated(&text);
        impossible(&text);
    }

    #[test]
    fn nothing_shaped_like_a_date_makes_it_panic(text in "[0-9TWZ:+. /,年月日−aàm-]{0,24}") {
        stated(&text);
    }

    #[test]
    fn a_day_is_the_same_however_it_is_counted(days in -20_000_i32..47_000) {
        let day = jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
        let week = day.iso_week_date();
        let counted = format!("{:04}-{:03}", day.year(), day.day_of_year());
        let of_week = format!("{:04}-W{:02}-{}", week.year(), week.week(), week.weekday().to_monday_one_offset());
        prop_assert_eq!(stated(&counted), stated(&day.to_string()));
        prop_assert_eq!(stated(&of_week), stated(&day.to_string()));
    }

    #[test]
    fn a_moment_is_the_same_in_seconds_and_in_milliseconds(seconds in 1_000_000_000_i64..1_990_000_000) {
        let moment = jiff::Timestamp::from_second(seconds).unwrap().to_string();
        prop_assert_eq!(stated(&seconds.to_string()), stated(&moment));
        prop_assert_eq!(stated(&format!("{seconds}999")), stated(&moment));
    }

    #[test]
    fn what_is_printed_is_read_again(year in 1900..2100, month in 1..13, day in 1..29, hour in 0..24, zone in -12..15) {
        let text = format!("{year}-{month:02}-{day:02}T{hour:02}:30:00{zone:+03}:00");
        prop_assert_eq!(read(&text), Some(text));
    }
}
