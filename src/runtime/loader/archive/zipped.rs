//! Zip files: by their directory, or from front to back where that is missing.
//!
//! Does not own limits or names (`archive`, `archive::member`).

use std::{
    collections::HashSet,
    io::{Cursor, Read, Seek},
    ops::ControlFlow,
};

use jiff::{civil, tz::Offset};
use zip::{CompressionMethod, ZipArchive, read::read_zipfile_from_stream, result::ZipResult};

use super::{Archive, Filled, UNPACK_REMEDY, Unpacking, bound, corrupt, cut, member::Name};
use crate::{
    article::When,
    runtime::loader::{beside, walk::skipped},
};

/// First files of what is a zip file only within: office documents, programs.
const DOCUMENT_BEGINNINGS: [&[u8]; 4] = [
    b"mimetype",
    b"[Content_Types].xml",
    b"META-INF/",
    b"AndroidManifest.xml",
];

/// Where the name of the first file stands in a zip file.
const FIRST_NAME: usize = 30;

/// Folders that a name leads through beside which a page is looked for.
const MOST_FOLDERS: usize = 64;

/// Whether a zip file is a document that no one would open as a folder.
pub(super) fn is_document(bytes: &[u8]) -> bool {
    let name = bytes.get(FIRST_NAME..).unwrap_or_default();
    DOCUMENT_BEGINNINGS
        .iter()
        .any(|beginning| name.starts_with(beginning))
}

/// A zip file, if it has a directory.
type Zip<'a> = ZipResult<ZipArchive<Cursor<&'a [u8]>>>;

/// What is done with each file.
type Take<'a> =
    dyn FnMut(&mut Unpacking<'_>, &Name<'_>, Option<When>, Vec<u8>) -> ControlFlow<()> + 'a;

/// Hands over the files in a zip file.
pub(super) fn read(
    unpacking: &mut Unpacking<'_>,
    archive: Archive<'_>,
    bytes: &[u8],
) -> ControlFlow<()> {
    let zip = open(bytes);
    if zip.as_ref().is_ok_and(bound::is_in) {
        return bound::read(unpacking, archive, bytes);
    }
    let is_collection = zip.as_ref().is_ok_and(is_collection);
    let is_of_a_page = parts_of_pages(&zip);
    let wants = |name: &str| {
        let is_meant = !is_collection || is_recording(name);
        is_meant && !is_of_a_page(name)
    };
    members(
        unpacking,
        archive,
        zip,
        bytes,
        &wants,
        &mut |unpacking, name, stored, bytes| {
            let file = name.contents(archive, stored, bytes);
            unpacking.file(file, archive.depth + 1)
        },
    )
}

/// A zip file, by its directory.
pub(super) fn open(bytes: &[u8]) -> Zip<'_> {
    ZipArchive::new(Cursor::new(bytes))
}

/// Which names are those of parts of a page that lies in the same zip file.
fn parts_of_pages(zip: &Zip<'_>) -> impl Fn(&str) -> bool + use<> {
    let mut parts = HashSet::new();
    if let Ok(zip) = zip {
        // The directory itself looks through all names for one that is not there.
        let names: HashSet<_> = zip.file_names().flatten().collect();
        let is_there = |page: String| names.contains(page.as_str());
        for name in &names {
            let of_pages = folders(name).filter(|folder| beside::pages(folder).any(is_there));
            parts.extend(of_pages.map(str::to_owned));
        }
    }
    move |name| !parts.is_empty() && folders(name).any(|folder| parts.contains(folder))
}

/// The folders that a name leads through.
fn folders(name: &str) -> impl Iterator<Item = &str> {
    let ends = name.match_indices('/').take(MOST_FOLDERS);
    ends.map(|(at, _)| &name[..at])
}

/// Whether a zip file is a collection of web archives (WACZ, <https://specs.webrecorder.net/wacz/1.1.1/>): what lies
/// beside these is for programs.
fn is_collection<R: Read + Seek>(zip: &ZipArchive<R>) -> bool {
    zip.index_for_name("datapackage.json").is_some()
        && zip
            .file_names()
            .any(|name| name.is_ok_and(|name| is_recording(&name)))
}

fn is_recording(name: &str) -> bool {
    name.strip_prefix("archive/").is_some_and(|name| {
        [".warc", ".warc.gz"]
            .iter()
            .any(|ending| name.ends_with(ending))
    })
}

/// Goes through the files of a zip file that are wanted, by their names.
pub(super) fn members(
    unpacking: &mut Unpacking<'_>,
    archive: Archive<'_>,
    zip: Zip<'_>,
    bytes: &[u8],
    wants: &dyn Fn(&str) -> bool,
    take: &mut Take<'_>,
) -> ControlFlow<()> {
    let Ok(mut zip) = zip else {
        return members_without_directory(unpacking, archive, bytes, wants, take);
    };
    for index in 0..zip.len() {
        unpacking.count()?;
        member(unpacking, archive, &mut zip, index, wants, take)?;
    }
    ControlFlow::Continue(())
}

fn member(
    unpacking: &mut Unpacking<'_>,
    archive: Archive<'_>,
    zip: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    wants: &dyn Fn(&str) -> bool,
    take: &mut Take<'_>,
) -> ControlFlow<()> {
    let Ok(entry) = zip.by_index_data(index) else {
        unpacking.tell(corrupt(archive.path, true));
        return ControlFlow::Continue(());
    };
    let raw = entry.name_raw().to_owned();
    let text = entry.name().map_or_else(
        |_| String::from_utf8_lossy(&raw),
        |name| name.into_owned().into(),
    );
    let name = Name { raw: &raw, text };
    if entry.is_dir() || !wants(&name.text) || !unpacking.admits(archive, &name) {
        return ControlFlow::Continue(());
    }
    let refusal = if entry.is_symlink() {
        Some((LINK, UNPACK_REMEDY))
    } else if entry.encrypted() {
        Some((
            "it is encrypted",
            "unpack the archive with its password and read the folder",
        ))
    } else if !unpacking.has_room(entry.size()) {
        Some((
            "it would fill what the archive may unpack to",
            UNPACK_REMEDY,
        ))
    } else {
        is_foreign(entry.compression()).then_some((
            "it is packed by a method that is not known here",
            "unpack the archive and read the folder",
        ))
    };
    if let Some((reason, remedy)) = refusal {
        unpacking.tell(skipped(&name.shown(archive), reason, remedy));
        return ControlFlow::Continue(());
    }
    let stored = entry.last_modified().and_then(written);
    let Ok(mut file) = zip.by_index(index) else {
        unpacking.tell(corrupt(&name.shown(archive), false));
        return ControlFlow::Continue(());
    };
    let filled = unpacking.fill(&name.shown(archive), &mut file)?;
    match sound(unpacking, archive, &name, filled) {
        Some(bytes) => take(unpacking, &name, stored, bytes),
        None => ControlFlow::Continue(()),
    }
}

/// What is told of a link in an archive.
pub(super) const LINK: &str = "it is a link, and links in archives are not followed";

fn is_foreign(method: CompressionMethod) -> bool {
    !matches!(
        method,
        CompressionMethod::Stored | CompressionMethod::Deflated
    )
}

/// What was unpacked of a file, if anything; tells if that is not all.
pub(super) fn sound(
    unpacking: &mut Unpacking<'_>,
    archive: Archive<'_>,
    name: &Name<'_>,
    filled: Filled,
) -> Option<Vec<u8>> {
    let has_part = !filled.bytes.is_empty();
    if filled.error.is_some() {
        unpacking.tell(corrupt(&name.shown(archive), has_part));
        has_part.then_some(filled.bytes)
    } else {
        Some(filled.bytes)
    }
}

/// Reads what stands in front of the place where a zip file was cut off.
fn members_without_directory(
    unpacking: &mut Unpacking<'_>,
    archive: Archive<'_>,
    bytes: &[u8],
    wants: &dyn Fn(&str) -> bool,
    take: &mut Take<'_>,
) -> ControlFlow<()> {
    let mut rest = bytes;
    let mut count = 0_usize;
    while let Ok(Some(mut file)) = read_zipfile_from_stream(&mut rest) {
        unpacking.count()?;
        let raw = file.name_raw().to_owned();
        let text = String::from_utf8_lossy(&raw);
        let name = Name { raw: &raw, text };
        if file.is_dir() || !wants(&name.text) || !unpacking.admits(archive, &name) {
            continue;
        }
        let stored = file.last_modified().and_then(written);
        let filled = unpacking.fill(&name.shown(archive), &mut file)?;
        drop(file);
        count += 1;
        if let Some(bytes) = sound(unpacking, archive, &name, filled) {
            take(unpacking, &name, stored, bytes)?;
        }
    }
    unpacking.tell(if count == 0 {
        corrupt(archive.path, false)
    } else {
        let reason = "it is damaged; only the files at its beginning could be read";
        cut(archive.path, reason, super::CORRUPT_REMEDY)
    });
    ControlFlow::Continue(())
}

/// Zip files tell the time on somebody's wall; it is taken for that of Greenwich.
fn written(time: zip::DateTime) -> Option<When> {
    let part = |value: u8| i8::try_from(value).ok();
    let year = i16::try_from(time.year()).ok()?;
    let day = civil::Date::new(year, part(time.month())?, part(time.day())?).ok()?;
    let time = civil::Time::new(
        part(time.hour())?,
        part(time.minute())?,
        part(time.second())?,
        0,
    )
    .ok()?;
    let moment = Offset::UTC.to_timestamp(day.to_datetime(time)).ok()?;
    Some(When::Moment(moment, Offset::UTC))
}
