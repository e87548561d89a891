//! What programs put beside articles: the parts of a page that was saved as a whole, and what mail servers note in a
//! Maildir.
//!
//! Owns how that is known: nothing in it is an article. Does not own the walk (`walk`).

use std::path::Path;

use crate::parse::MAILDIR;

/// How names of files begin that mail servers keep in a Maildir: Dovecot, Courier, and who follows Maildir++.
const OF_SERVERS: [&[u8]; 4] = [b"dovecot", b"courier", b"maildirfolder", b"subscriptions"];

/// How the names of folders with the pictures, styles, scripts and frames of a page go on behind that of the page,
/// in the languages of browsers and of Windows, which moves such a folder along with its page
/// (<https://learn.microsoft.com/windows/win32/shell/manage#connected-files>).
const ENDINGS: [&str; 22] = [
    "_files",
    ".files",
    "-Dateien",
    "_fichiers",
    "_bestanden",
    "_file",
    "_archivos",
    "-filer",
    "_tiedostot",
    "_pliki",
    "_soubory",
    "_elemei",
    "_ficheiros",
    "_arquivos",
    "_dosyalar",
    "_datoteke",
    "_fitxers",
    "_failid",
    "_fails",
    "_bylos",
    "_fajlovi",
    "_fitxategiak",
];

/// How the names of pages end.
const PAGES: [&str; 5] = ["html", "htm", "xhtml", "HTML", "HTM"];

/// Whether a folder belongs to a page that lies beside it.
pub(super) fn is_of_a_page(folder: &Path) -> bool {
    let name = folder.file_name().and_then(|name| name.to_str());
    let mut pages = name.into_iter().flat_map(pages);
    pages.any(|page| folder.with_file_name(page).is_file())
}

/// The pages that a folder with this name may belong to.
pub(super) fn pages(folder: &str) -> impl Iterator<Item = String> {
    let names = ENDINGS
        .iter()
        .filter_map(|ending| folder.strip_suffix(ending));
    let names = names.filter(|name| !name.is_empty() && !name.ends_with('/'));
    names.flat_map(|name| PAGES.map(|ending| format!("{name}.{ending}")))
}

/// Whether a file or folder is a mail server's: what is being delivered lies in `tmp`, its notes beside that.
pub(super) fn is_of_a_server(path: &Path, name: &[u8], is_folder: bool) -> bool {
    let may_be = match is_folder {
        true => name == b"tmp",
        false => OF_SERVERS.iter().any(|of_one| name.starts_with(of_one)),
    };
    may_be && path.parent().is_some_and(is_maildir)
}

/// Whether a folder holds mail, one message a file.
pub(super) fn is_maildir(folder: &Path) -> bool {
    MAILDIR.iter().all(|inner| folder.join(inner).is_dir())
}
