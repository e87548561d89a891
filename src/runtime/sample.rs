//! The sample feed: articles that are built into the program, for the first time it is opened.
//!
//! Owns the list of them; a test holds it to the folder `sample-feed/`.

use std::path::Path;

use super::loader::take_in;
use crate::{article::Problem, library::Stored};

/// Builds files of the sample feed into the program, each with its path.
macro_rules! built_in {
    ($($name:literal,)*) => {
        &[$((
            concat!("sample-feed/", $name),
            include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/sample-feed/", $name)),
        ),)*]
    };
}

/// Paths and contents, in the order of their paths.
pub const FILES: &[(&str, &[u8])] = built_in![
    "00-welcome.md",
    "almanac/a-planet-on-paper.html",
    "almanac/how-tides-are-forecast.md",
    "almanac/questions-about-the-leap-second.md",
    "ank-patrika/shunya-ki-kahani.md",
    "asturlab/asma-arabiyya-fi-al-sama.md",
    "cahiers-du-cadran/le-metre.md",
    "harbour-post/fifty-eight-boxes.txt",
    "harbour-post/the-glass-that-brought-the-coast-closer.txt",
    "junction/the-day-of-two-noons.md",
    "junction/why-the-rails-stopped-clicking.txt",
    "kitchen-table/saffron-counted-by-hand.txt",
    "la-linterna-del-puerto/el-largo-viaje-de-la-patata.md",
    "long-view/a-cold-room-for-every-garden.md",
    "marginalia/notes.atom",
    "reading-room/no-frigate-like-a-book.txt",
    "reading-room/the-library-that-comes-to-you.md",
    "senro-shimpo/yume-no-chotokkyu.md",
    "shuijing/dujiangyan.txt",
    "signal-mast/feed.rss",
    "silicon-attic/a-moth-in-panel-f.txt",
    "silicon-attic/eighty-columns.md",
    "silicon-attic/shelf.json",
    "sorting-office/the-sign-in-the-middle.eml",
    "uferbote/zwei-ufer.txt",
];

/// The articles. Their paths begin with `sample-feed/`, and their marks last like any others.
pub(super) fn read() -> (Vec<Stored>, Vec<Problem>) {
    let (mut stored, mut problems) = (Vec::new(), Vec::new());
    for (name, bytes) in FILES {
        let path = Path::new(name);
        let read = take_in(path, path, None, bytes.to_vec());
        stored.extend(read.stored);
        problems.extend(read.problems);
    }
    (stored, problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_sample_feed_is_built_in_and_no_other() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let feed = walkdir::WalkDir::new(root.join("sample-feed"));
        let files = feed
            .into_iter()
            .map(|entry| entry.unwrap())
            .filter(|entry| entry.file_type().is_file());
        let name = |path: &Path| {
            path.strip_prefix(root)
                .unwrap()
                .to_str()
                .unwrap()
                .replace(std::path::MAIN_SEPARATOR, "/")
        };
        let mut on_disk: Vec<_> = files.map(|entry| name(entry.path())).collect();
        on_disk.sort();
        let built_in: Vec<_> = FILES.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(built_in, on_disk);
    }

    #[test]
    fn the_sample_feed_reads_without_a_problem() {
        let (stored, problems) = read();
        assert!(stored.len() >= FILES.len());
        assert_eq!(problems, []);
    }
}
