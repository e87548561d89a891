//! What marks promise: the last writer wins in any order, and undo takes back what still stands.

use std::path::Path;

use proptest::{collection::vec, prelude::*};

use super::*;

const NOW: i64 = 1_764_000_000_000;
const IN_2099: i64 = 4_070_908_800_000;

fn article(n: u32) -> Id {
    Key::of_place(Path::new("/article"), n)
}

fn place(n: u32) -> Key {
    Key::of_place(Path::new("/place"), n)
}

fn change(n: u32, set: Set) -> Change {
    Change {
        id: article(n),
        place: place(n),
        set,
    }
}

fn author(device: u32) -> Author {
    Author {
        device: DeviceId(device),
        run: 1,
    }
}

fn marks(device: u32) -> Marks {
    Marks::new(author(device))
}

fn repacked(marks: &Marks) -> Marks {
    let packed = Section::from(marks.pack().expect("few enough marks"));
    Marks::open(&packed, marks.author).expect("what was packed")
}

fn read(marks: &mut Marks, n: u32, now: i64) -> Vec<Record> {
    marks.change(vec![change(n, Set::Read(true))], now).records
}

fn merged(device: u32, records: impl IntoIterator<Item = Record>) -> Marks {
    let mut marks = marks(device);
    for record in records {
        marks.merge(record);
    }
    marks
}

fn state(marks: &Marks) -> Vec<(Id, Mark)> {
    let mut state: Vec<_> = marks
        .iter()
        .map(|(id, mark)| (id, mark.clone()))
        .filter(|(_, mark)| *mark != UNTOUCHED)
        .collect();
    state.sort_by_key(|(id, _)| *id);
    state
}

#[test]
fn telling_where_marks_are_found_takes_nothing_from_what_others_have_marked() {
    let (mut here, mut there) = (marks(1), marks(2));
    let mut records = read(&mut here, 1, NOW);
    let begun = there
        .change(vec![change(1, Set::Position(40))], NOW + 1)
        .records;
    records.extend(here.tell_at(vec![(article(1), place(7))]));
    assert_eq!(here.id_at(place(7)), Some(article(1)));
    records.extend(begun);
    let both = merged(3, records);
    let expected = Mark {
        read: true,
        position: 40,
        ..Mark::default()
    };
    assert_eq!(both.get(article(1)), &expected);
    assert_eq!(both.id_at(place(7)), Some(article(1)));
    // Whatever is marked at that place counts.
    let at_7 = Change {
        place: place(7),
        ..change(2, Set::Read(true))
    };
    here.change(vec![at_7], 1);
    assert_eq!(here.id_at(place(7)), Some(article(2)));
}

#[test]
fn what_changes_nothing_leaves_no_record() {
    let mut marks = marks(1);
    assert_eq!(read(&mut marks, 1, NOW).len(), 1);
    assert_eq!(read(&mut marks, 1, NOW + 1), []);
    let untag = change(1, Set::Tag("later".into(), false));
    assert_eq!(marks.change(vec![untag], NOW + 2).records, []);
}

#[test]
fn a_bulk_step_is_undone_and_redone_at_once() {
    let mut marks = marks(1);
    let step = marks.change((0..50).map(|n| change(n, Set::Read(true))).collect(), NOW);
    assert_eq!((step.kind, step.changes.len()), (StepKind::Made, 50));
    let undone = marks.undo(NOW + 1).expect("a step");
    assert_eq!((undone.kind, undone.changes.len()), (StepKind::Undone, 50));
    assert!(!marks.get(article(7)).read);
    let redone = marks.redo(NOW + 2).expect("a step");
    assert_eq!((redone.kind, redone.changes.len()), (StepKind::Redone, 50));
    assert!(marks.get(article(7)).read);
    assert_eq!(marks.redo(NOW + 3), None);
    assert!(marks.undo(NOW + 4).is_some());
    assert_eq!(marks.undo(NOW + 5), None);
}

#[test]
fn many_changes_at_once_come_out_the_same_over_marks_that_were_packed() {
    let all = |set: &Set, count| (0..count).map(|n| change(n, set.clone())).collect();
    let mut plain = marks(1);
    plain.change(all(&Set::Read(true), 1_500), NOW);
    plain.change(all(&Set::Tag("sea".into(), true), 20), NOW);
    let mut packed = repacked(&plain);
    for marks in [&mut plain, &mut packed] {
        // What has changed since is not what was packed.
        marks.change(all(&Set::Position(40), 10), NOW + 1);
        marks.change(all(&Set::Read(false), 1_200), NOW + 2);
    }
    for _ in 0..3 {
        assert_eq!(state(&packed), state(&plain));
        assert_eq!(packed.most(), plain.most());
        assert!((0..1_500).all(|n| packed.id_at(place(n)) == Some(article(n))));
        let undone =
            [&mut plain, &mut packed].map(|marks| marks.undo(NOW + 3).map(|step| step.changes));
        assert_eq!(undone[0], undone[1]);
    }
}

#[test]
fn a_new_step_ends_what_can_be_redone() {
    let mut marks = marks(1);
    read(&mut marks, 1, NOW);
    marks.undo(NOW + 1);
    read(&mut marks, 2, NOW + 2);
    assert_eq!(marks.redo(NOW + 3), None);
}

#[test]
fn undo_goes_on_after_a_restart_where_it_stopped() {
    let mut before = marks(1);
    let mut journal = read(&mut before, 1, NOW);
    journal.extend(read(&mut before, 2, NOW + 1));
    journal.extend(before.undo(NOW + 2).expect("a step").records);
    let mut after = merged(1, journal);
    assert!(!after.get(article(2)).read);
    assert_eq!(
        after.redo(NOW + 3).expect("a step").changes[0].id,
        article(2)
    );
    assert_eq!(
        after.undo(NOW + 4).expect("a step").changes[0].id,
        article(2)
    );
    assert_eq!(
        after.undo(NOW + 5).expect("a step").changes[0].id,
        article(1)
    );
    assert_eq!(after.undo(NOW + 6), None);
}

#[test]
fn undo_takes_back_no_step_of_another_device() {
    let mut other = marks(2);
    let mut here = merged(1, read(&mut other, 1, NOW));
    assert_eq!(here.undo(NOW + 1), None);
    assert!(here.get(article(1)).read);
}

#[test]
fn undo_leaves_alone_what_was_changed_elsewhere_since() {
    let (mut here, mut other) = (marks(1), marks(2));
    let step = here.change(
        vec![change(1, Set::Read(true)), change(2, Set::Read(true))],
        NOW,
    );
    for record in step.records {
        other.merge(record);
    }
    for record in other
        .change(vec![change(1, Set::Read(false))], NOW + 1)
        .records
    {
        here.merge(record);
    }
    let undone = here.undo(NOW + 2).expect("a step");
    assert_eq!(undone.changes, [change(2, Set::Read(false))]);
    let redone = here.redo(NOW + 3).expect("a step");
    assert_eq!(redone.changes, [change(2, Set::Read(true))]);
    assert!(!here.get(article(1)).read, "the other device's word stands");
}

#[test]
fn a_position_is_no_step() {
    let mut marks = marks(1);
    read(&mut marks, 1, NOW);
    marks.undo(NOW + 1);
    marks.change(vec![change(1, Set::Position(101))], NOW + 2);
    assert_eq!(marks.get(article(1)).position, 100);
    assert!(marks.redo(NOW + 3).is_some(), "a position ends no redo");
    assert!(marks.undo(NOW + 4).is_some());
    assert_eq!(marks.undo(NOW + 5), None);
    assert_eq!(marks.get(article(1)).position, 100);
}

#[test]
fn a_device_in_2099_loses_to_the_change_that_was_made_after_seeing_its_mark() {
    let mut sick = marks(9);
    let mut here = merged(1, read(&mut sick, 1, IN_2099));
    let mut third = merged(3, read(&mut sick, 1, IN_2099));
    let unread = here.change(vec![change(1, Set::Read(false))], NOW).records;
    assert!(!here.get(article(1)).read);
    let elsewhere = read(&mut here, 2, NOW);
    assert_eq!(
        elsewhere[0].stamp.ms(),
        NOW.unsigned_abs(),
        "what the sick clock never touched keeps a sane stamp"
    );
    for record in unread {
        third.merge(record);
    }
    assert!(!third.get(article(1)).read, "all devices agree");
}

/// The last stamp that can be written.
fn last(device: u32) -> Stamp {
    format!("281474976710655.65535.{device:08x}.ffffffff")
        .parse()
        .expect("a stamp")
}

fn marks_as_of(device: u32, now: i64) -> Marks {
    marks(device).as_of(now)
}

#[test]
fn no_record_has_the_last_word_for_good() {
    for ahead in [true, false] {
        let mut hostile = Record {
            change: change(1, Set::Read(true)),
            stamp: last(u32::MAX),
            turn: None,
        };
        if !ahead {
            // Just within what is believed.
            let century = 36_525 * 86_400_000_i64;
            hostile.stamp = Stamp::after(NOW + century - 1, 65_535, [], author(u32::MAX));
        }
        let mut here = marks_as_of(1, NOW);
        here.merge(hostile.clone());
        assert!(here.get(article(1)).read, "nobody has said otherwise");
        let unread = here.change(vec![change(1, Set::Read(false))], NOW + 1);
        assert!(!here.get(article(1)).read);
        assert_eq!(here.id_at(place(1)), Some(article(1)));
        for later in [NOW + 2, NOW + 40_000_000] {
            let mut records = [hostile.clone(), unread.records[0].clone()];
            for _ in 0..2 {
                let mut again = marks_as_of(1, later);
                records.iter().for_each(|it| again.merge(it.clone()));
                assert!(!again.get(article(1)).read, "whichever comes first");
                let again = again.pack().expect("few marks");
                let again = Marks::open(&Section::from(again), author(1)).expect("what was packed");
                assert!(!again.as_of(later).get(article(1)).read);
                records.reverse();
            }
        }
    }
}

#[test]
fn a_place_that_somebody_claims_for_good_is_told_anew_once() {
    let mut claimed = marks_as_of(1, NOW);
    let change = Change {
        id: article(9),
        ..change(1, Set::Read(true))
    };
    claimed.merge(Record {
        change,
        stamp: last(u32::MAX),
        turn: None,
    });
    claimed.tell_at(vec![(article(1), place(1))]);
    assert_eq!(claimed.id_at(place(1)), Some(article(1)));
    assert!(claimed.get(article(9)).read, "nobody has said otherwise");
}

#[test]
fn a_step_that_lies_ahead_of_all_clocks_keeps_none_from_being_taken_back() {
    let mut here = marks_as_of(1, NOW);
    here.merge(Record {
        change: change(9, Set::Read(true)),
        stamp: last(1),
        turn: Some(Turn {
            step: last(1),
            act: Act::Made,
        }),
    });
    read(&mut here, 1, NOW);
    read(&mut here, 2, NOW + 1);
    for n in [2, 1] {
        let undone = here.undo(NOW + 2).expect("a step").changes;
        assert_eq!(undone.len(), 1);
        assert_eq!(undone[0].id, article(n));
    }
    assert_eq!(here.undo(NOW + 3), None);
}

#[test]
fn a_clock_that_was_never_set_marks_what_others_have_marked() {
    let theirs = read(&mut marks(2), 1, NOW);
    let mut here = marks_as_of(1, 5_000);
    theirs.into_iter().for_each(|record| here.merge(record));
    let step = here.change(vec![change(1, Set::Read(false))], 6_000);
    assert!(!here.get(article(1)).read);
    let mut there = marks_as_of(3, NOW + 5);
    step.records
        .into_iter()
        .for_each(|record| there.merge(record));
    assert!(!there.get(article(1)).read);
    assert!(here.undo(7_000).is_some());
    assert!(here.get(article(1)).read);
}

#[test]
fn undo_keeps_its_order_when_the_own_clock_is_set_right() {
    let mut marks = marks(1);
    read(&mut marks, 1, IN_2099);
    read(&mut marks, 2, NOW);
    assert_eq!(
        marks.undo(NOW + 1).expect("a step").changes[0].id,
        article(2)
    );
    assert_eq!(
        marks.undo(NOW + 2).expect("a step").changes[0].id,
        article(1)
    );
}

#[test]
fn a_place_tells_the_article_last_marked_there() {
    let mut marks = marks(1);
    let at = |id: u32| Change {
        id: article(id),
        place: place(1),
        set: Set::Starred(true),
    };
    assert_eq!(marks.id_at(place(1)), None);
    marks.change(vec![at(1)], IN_2099);
    marks.change(vec![at(2)], NOW);
    assert_eq!(marks.id_at(place(1)), Some(article(2)));
    assert!(marks.knows(article(1)) && !marks.knows(article(3)));
}

#[test]
fn what_would_stir_a_terminal_is_no_tag() {
    let mut marks = marks(1);
    for name in ["", " ", "a\u{1b}[2J", "a\nb", "\u{202e}abc", "\u{61c}abc"] {
        let step = marks.change(vec![change(1, Set::Tag(name.into(), true))], NOW);
        assert_eq!(step.changes, [], "{name:?}");
    }
    assert!(is_tag("zum Nachlesen ✓"));
}

#[test]
fn more_steps_than_are_kept_are_forgotten_from_the_oldest() {
    let mut marks = marks(1);
    for n in 0..1_100 {
        read(&mut marks, n, NOW);
    }
    let undone = std::iter::from_fn(|| marks.undo(NOW)).count();
    assert!((400..=1_000).contains(&undone), "{undone}");
    assert!(marks.get(article(0)).read);
}

/// What a device does: a change of few articles, an undo or a redo.
#[derive(Clone, Debug)]
enum Deed {
    Change(Vec<Change>),
    Undo,
    Redo,
}

fn deeds() -> impl Strategy<Value = Vec<(usize, i64, Deed)>> {
    let set = prop_oneof![
        any::<bool>().prop_map(Set::Read),
        any::<bool>().prop_map(Set::Starred),
        any::<bool>().prop_map(|on| Set::Tag("a \"b\"".into(), on)),
        (0..=100u8).prop_map(Set::Position),
    ];
    let changes = vec((0..4u32, 0..3u32, set), 1..5).prop_map(|changes| {
        let change = |(id, at, set)| Change {
            id: article(id),
            place: place(at),
            set,
        };
        Deed::Change(changes.into_iter().map(change).collect())
    });
    let deed = prop_oneof![3 => changes, 1 => Just(Deed::Undo), 1 => Just(Deed::Redo)];
    vec((0..3usize, -5..5i64, deed), 1..40)
}

/// Three devices whose clocks jump about; two hear of each other at once, the third hears of nothing.
fn all_records(deeds: Vec<(usize, i64, Deed)>) -> Vec<Record> {
    let mut devices = [marks(1), marks(2), marks(3)];
    let mut all = Vec::new();
    for (device, jump, deed) in deeds {
        let now = NOW + jump * 1_000;
        let marks = &mut devices[device];
        let records = match deed {
            Deed::Change(changes) => marks.change(changes, now).records,
            Deed::Undo => marks.undo(now).map(|step| step.records).unwrap_or_default(),
            Deed::Redo => marks.redo(now).map(|step| step.records).unwrap_or_default(),
        };
        if device < 2 {
            for record in &records {
                devices[1 - device].merge(record.clone());
            }
        }
        all.extend(records);
    }
    all
}

proptest! {
    #[test]
    fn any_order_and_any_repetition_gives_the_same_marks_and_the_same_undo(
        deeds in deeds(), seed in vec(any::<prop::sample::Index>(), 1..80),
    ) {
        let all = all_records(deeds);
        prop_assume!(!all.is_empty());
        let mut shuffled = all.clone();
        for index in seed {
            let at = index.index(shuffled.len());
            shuffled.push(shuffled[at].clone());
            shuffled.swap(at, 0);
        }
        shuffled.reverse();
        let (mut straight, mut shuffled) = (merged(1, all), merged(1, shuffled));
        prop_assert_eq!(state(&straight), state(&shuffled));
        for n in 0..3 {
            prop_assert_eq!(straight.id_at(place(n)), shuffled.id_at(place(n)));
        }
        loop {
            let (a, b) = (straight.undo(NOW), shuffled.undo(NOW));
            prop_assert_eq!(&a, &b);
            if a.is_none() {
                break;
            }
        }
    }

    #[test]
    fn marks_that_were_packed_at_any_time_are_what_their_records_come_to(
        deeds in deeds(), packed_at in vec(any::<prop::sample::Index>(), 1..3),
    ) {
        let all = all_records(deeds);
        let packed_at: Vec<_> = packed_at.iter().map(|index| index.index(all.len() + 1)).collect();
        let (mut whole, mut packed) = (marks(1), marks(1));
        for (at, record) in all.iter().map(Some).chain([None]).enumerate() {
            for _ in packed_at.iter().filter(|packed_at| **packed_at == at) {
                packed = repacked(&packed);
            }
            let Some(record) = record else { break };
            whole.merge(record.clone());
            packed.merge(record.clone());
        }
        prop_assert_eq!(state(&whole), state(&packed));
        for (id, mark) in state(&whole) {
            prop_assert_eq!(packed.get(id), &mark);
        }
        for n in 0..3 {
            prop_assert_eq!(whole.knows(article(n)), packed.knows(article(n)));
            prop_assert_eq!(whole.id_at(place(n)), packed.id_at(place(n)));
        }
        for record in &all {
            prop_assert_eq!(whole.needs(record), packed.needs(record));
        }
        loop {
            let (a, b) = (whole.undo(NOW), packed.undo(NOW));
            prop_assert_eq!(&a, &b);
            if a.is_none() {
                break;
            }
        }
        prop_assert_eq!(whole.redo(NOW), packed.redo(NOW));
    }

    #[test]
    fn no_bytes_that_are_no_marks_stop_the_program(
        mut bytes in Just(merged(1, read(&mut marks(1), 1, NOW)).pack().unwrap_or_default()),
        damage in vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        cut in any::<prop::sample::Index>(),
    ) {
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(cut.index(bytes.len() + 1));
        if let Some(mut marks) = Marks::open(&Section::from(bytes), author(1)) {
            let _ = (state(&marks), marks.pack(), marks.most());
            let _ = (marks.undo(NOW), read(&mut marks, 1, NOW));
        }
    }

    #[test]
    fn undoing_everything_leaves_what_was_there_and_redoing_it_what_was_made(deeds in deeds()) {
        let mut marks = marks(1);
        for (_, jump, deed) in deeds {
            if let Deed::Change(changes) = deed {
                let steps = changes.into_iter().filter(|change| !matches!(change.set, Set::Position(_)));
                marks.change(steps.collect(), NOW + jump * 1_000);
            }
        }
        let made = state(&marks);
        let undone = std::iter::from_fn(|| marks.undo(NOW)).count();
        prop_assert_eq!(state(&marks), []);
        let redone = std::iter::from_fn(|| marks.redo(NOW)).count();
        prop_assert_eq!(undone, redone);
        prop_assert_eq!(state(&marks), made);
    }
}
