//! What a journal's text promises: what was written is read, and damage costs the damaged record alone.

use std::path::Path;

use proptest::{collection::vec, prelude::*, sample::Index};

use super::*;
use crate::{
    article::Key,
    marks::{Author, DeviceId, Marks},
};

fn some_records() -> Vec<Record> {
    let mut marks = Marks::new(Author {
        device: DeviceId(0xa1b2_c3d4),
        run: 0x1f,
    });
    let change = |n, set| Change {
        id: Key::of_place(Path::new("/a"), n),
        place: Key::of_place(Path::new("/p"), n),
        set,
    };
    let mut records = marks
        .change(
            vec![
                change(1, Set::Read(true)),
                change(2, Set::Tag("say \"{\"v\":1\" \\ ✓".into(), true)),
                change(3, Set::Position(40)),
                change(4, Set::Starred(true)),
            ],
            1_764_000_000_000,
        )
        .records;
    for step in [marks.undo(1_764_000_000_001), marks.redo(1_764_000_000_002)] {
        records.extend(step.expect("a step").records);
    }
    records
}

fn text(records: &[Record]) -> String {
    let mut text = String::new();
    for record in records {
        record.print(&mut text);
    }
    text
}

/// The same line with another text, sealed anew.
fn sealed(text: &str) -> String {
    format!("{text},\"sum\":\"{}\"}}\n", checksum(text.as_bytes()))
}

fn contents(text: &[u8]) -> Vec<Content> {
    let mut contents = Vec::new();
    read(text, &mut |line| contents.push(line.content));
    contents
}

#[test]
fn what_was_written_is_read() {
    let written = some_records();
    assert_eq!(records(text(&written).as_bytes()), written);
}

#[test]
fn a_line_is_plain_json() {
    for line in text(&some_records()).lines() {
        let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
        assert_eq!(value["v"], 1);
    }
}

#[test]
fn carriage_returns_and_empty_lines_do_no_harm() {
    let written = some_records();
    let text = text(&written).replace('\n', "\r\n\r\n");
    assert_eq!(records(text.as_bytes()), written);
}

#[test]
fn what_a_newer_version_wrote_is_foreign_and_what_it_added_is_let_be() {
    let line = text(&some_records()[..1]);
    let bare = &line[..line.find(",\"sum\"").expect("a checksum")];
    let added = sealed(&format!("{bare},\"mood\":{{\"v\":7}}"));
    assert_eq!(records(added.as_bytes()), some_records()[..1]);
    for newer in [
        bare.replace("\"v\":1", "\"v\":2"),
        bare.replace("\"read\"", "\"archived\""),
        bare.replace("true", "\"half\""),
        bare.replace("\"read\"", "\"tag\",\"tag\":\"\\u001b[2J\""),
        bare.replace("\"read\",\"value\":true", "\"position\",\"value\":101"),
        r#"{"v":3,"all":"new""#.to_owned(),
    ] {
        assert_ne!(newer, bare);
        assert_eq!(
            contents(sealed(&newer).as_bytes()),
            [Content::Foreign],
            "{newer}"
        );
    }
}

#[test]
fn damage_is_named() {
    let line = text(&some_records()[..1]);
    let line = line.trim_end();
    let damage = |bytes: &[u8]| contents(bytes);
    assert_eq!(
        damage(&line.as_bytes()[..40]),
        [Content::Damaged(Damage::Torn)]
    );
    assert_eq!(
        damage(line.replace("true", "false").as_bytes()),
        [Content::Damaged(Damage::Altered)]
    );
    assert_eq!(damage(&[0; 300]), [Content::Damaged(Damage::Zeroed)]);
}

#[test]
fn every_flipped_bit_costs_one_record_at_most() {
    let written = some_records()[..3].to_vec();
    let text = text(&written).into_bytes();
    for at in 0..text.len() {
        for bit in 0..8 {
            let mut hurt = text.clone();
            hurt[at] ^= 1 << bit;
            let kept = records(&hurt);
            let is_feed = text[at] == b'\n';
            assert!(
                kept.len() >= written.len() - usize::from(!is_feed),
                "byte {at}, bit {bit}"
            );
            assert!(
                kept.iter().all(|record| written.contains(record)),
                "byte {at}, bit {bit}"
            );
        }
    }
}

#[test]
fn every_torn_tail_keeps_what_stands_before_it_and_what_is_appended_behind_it() {
    let written = some_records();
    let text = text(&written).into_bytes();
    for end in 0..=text.len() {
        let complete = text[..end].iter().filter(|byte| **byte == b'\n').count();
        let mut torn = text[..end].to_vec();
        assert!(records(&torn).len() >= complete, "cut at {end}");
        for closing in [&b"\n"[..], b"", b"\0\0\0\0"] {
            torn.truncate(end);
            torn.extend_from_slice(closing);
            torn.extend_from_slice(&text);
            let kept = records(&torn);
            assert_eq!(kept[kept.len() - written.len()..], written, "cut at {end}");
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_harm(bytes in vec(any::<u8>(), 0..400)) {
        records(&bytes);
    }

    #[test]
    fn a_run_of_zero_bytes_costs_the_records_it_covers(from in any::<Index>(), len in 0..600usize) {
        let written = some_records();
        let mut text = text(&written).into_bytes();
        let from = from.index(text.len());
        let end = (from + len).min(text.len());
        let first = text[..from].iter().filter(|byte| **byte == b'\n').count();
        let last = text[..end].iter().filter(|byte| **byte == b'\n').count();
        text[from..end].fill(0);
        let kept = records(&text);
        prop_assert!(kept.len() + (last - first + 1) >= written.len());
        prop_assert_eq!(&kept[..first], &written[..first]);
    }

    #[test]
    fn pieces_of_records_in_any_order_are_read_without_harm(cuts in vec((any::<Index>(), 1..40usize), 0..40)) {
        let text = text(&some_records()).into_bytes();
        let mut soup = Vec::new();
        for (from, len) in cuts {
            let from = from.index(text.len());
            soup.extend_from_slice(&text[from..(from + len).min(text.len())]);
        }
        let known = some_records();
        prop_assert!(records(&soup).iter().all(|record| known.contains(record)));
    }
}
