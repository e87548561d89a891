//! What is known of files comes out of its packing as it went in, and survives a walk.

use std::path::PathBuf;

use proptest::{collection::vec, prelude::*};

use super::*;
use crate::article::Outcome;

fn known() -> impl Strategy<Value = Known> {
    let problem = ".{0,9}".prop_map(|name| Problem {
        path: PathBuf::from(name),
        line: None,
        outcome: Outcome::Skipped,
        reason: "it is empty".to_owned(),
        remedy: "fill it".to_owned(),
    });
    let problems = prop_oneof![9 => Just(Vec::new()), 1 => vec(problem, 1..3)];
    let told = (any::<[u64; 4]>(), any::<[u32; 2]>(), problems);
    told.prop_map(|(stamp, [first, count], problems)| Known {
        stamp: Stamp::of_numbers(stamp),
        number: 0,
        first,
        count,
        trouble: Trouble {
            problems,
            left: None,
        },
    })
}

/// Files of different names with their numbers, in any order.
fn listed() -> impl Strategy<Value = Vec<(String, Known)>> {
    let named = vec(known(), 0..20).prop_map(|files| {
        let numbered = (1..).zip(files);
        let file = |(number, known): (usize, Known)| {
            let name = "é/".repeat(number % 3) + &number.to_string();
            (name, Known { number, ..known })
        };
        numbered.map(file).collect::<Vec<_>>()
    });
    named.prop_shuffle()
}

fn files(listed: &[(String, Known)]) -> Files {
    let listed = listed.iter();
    let list = listed.map(|(name, known)| (Cow::Borrowed(OsStr::new(name)), known.clone()));
    Files::of(list.collect())
}

/// What can be told of a file, to be compared.
type Told = (Stamp, usize, Row, u32, Vec<Problem>);

fn told(known: &Known) -> Told {
    let problems = known.trouble.problems.clone();
    (
        known.stamp,
        known.number,
        known.first,
        known.count,
        problems,
    )
}

fn all(files: &Files) -> Vec<(OsString, Told)> {
    let each = files.iter();
    each.map(|(place, known)| (place.to_owned(), told(&known)))
        .collect()
}

/// The files as they are known at the next start.
fn reopened(files: &Files) -> Files {
    let (kept, packed, unnamed) = files.to_keep();
    assert!(unnamed.is_empty());
    Files::open(kept, packed).unwrap()
}

proptest! {
    #[test]
    fn files_are_known_as_they_were_in_their_order_and_wherever_they_stand(mut listed in listed()) {
        let files = reopened(&files(&listed));
        for (name, known) in &listed {
            let found = files.get(OsStr::new(name));
            prop_assert_eq!(found.as_ref().map(told), Some(told(known)));
        }
        prop_assert!(files.get(OsStr::new("another")).is_none());
        listed.sort_by_key(|(_, known)| known.number);
        let expected: Vec<_> = listed.iter().map(|(name, known)| (name.into(), told(known))).collect();
        prop_assert_eq!(all(&files), expected);
    }

    #[test]
    fn bytes_that_are_too_few_are_no_files_and_others_do_no_harm(
        listed in listed(),
        bytes in vec(any::<u8>(), 0..200),
    ) {
        let (kept, packed, _) = files(&listed).to_keep();
        let records = kept.count * RECORD;
        if records > 0 {
            prop_assert!(Files::open(kept, packed.part(0..records - 1)).is_none());
        }
        let kept = Kept { count: bytes.len() / RECORD, problems: Vec::new() };
        let files = Files::open(kept, bytes.into());
        prop_assert!(files.is_some_and(|files| files.iter().count() == files.len()));
    }

    #[test]
    fn of_the_files_after_a_walk_some_are_new_some_were_read_anew_and_some_are_gone(
        listed in listed(),
        fresh in listed(),
        gone in any::<u32>(),
    ) {
        let is_gone = |name: &OsStr| gone >> (name.len() * 7 % 32) & 1 == 1;
        let number = |_: usize, name: &OsStr, known: &Known| (!is_gone(name)).then_some(known.number + 3);
        let read = fresh.iter().map(|(name, known)| (name.into(), known.clone()));
        let (renewed, lost) = files(&listed).renewed(read.collect(), number);
        let is_read = |name: &String| fresh.iter().any(|(read, _)| read == name);
        let old = listed.iter().filter(|(name, _)| !is_read(name));
        let (dropped, stays): (Vec<_>, Vec<_>) = old.partition(|(name, _)| is_gone(OsStr::new(name)));
        prop_assert_eq!(lost.len(), dropped.len());
        prop_assert_eq!(renewed.len(), fresh.len() + stays.len());
        for (name, known) in stays {
            let found = renewed.get(OsStr::new(name)).map(|known| (known.number, known.first));
            prop_assert_eq!(found, Some((known.number + 3, known.first)));
        }
        for (name, known) in &fresh {
            prop_assert_eq!(renewed.get(OsStr::new(name)).as_ref().map(told), Some(told(known)));
        }
    }
}

#[test]
#[cfg(unix)]
fn a_file_whose_name_is_no_text_is_known_and_not_kept() {
    use std::os::unix::ffi::OsStrExt as _;
    let odd = OsStr::from_bytes(b"gr\xFC\xDFe.txt");
    let file = |number, first| Known {
        stamp: Stamp::of_numbers([7; 4]),
        number,
        first,
        count: 2,
        trouble: Trouble::default(),
    };
    let plain = OsStr::new("grüße.txt");
    let files = Files::of(vec![(plain.into(), file(2, 6)), (odd.into(), file(1, 4))]);
    assert_eq!(files.get(odd).map(|known| known.first), Some(4));
    assert_eq!(files.place(0), odd);
    let (kept, packed, unnamed) = files.to_keep();
    assert_eq!(unnamed, [4, 5]);
    let again = Files::open(kept, packed).unwrap();
    assert_eq!(again.place(0), plain);
    assert_eq!(
        (again.len(), again.get(plain).map(|known| known.first)),
        (1, Some(6))
    );
}
