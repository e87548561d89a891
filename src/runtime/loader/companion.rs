//! Folders that browsers put beside a page which they save as a whole, for its pictures, styles, scripts and frames.
//!
//! Owns how they are known: nothing in them is an article. Does not own the walk (`walk`).

use std::path::Path;

/// How their names go on behind that of the page, in the languages of browsers and of Windows, which moves such a folder
/// along with its page (<https://learn.microsoft.com/windows/win32/shell/manage#connected-files>).
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
pub(super) fn is_one(folder: &Path) -> bool {
    let name = folder.file_name().and_then(|name| name.to_str());
    let Some(name) = name else { return false };
    let mut pages = ENDINGS
        .iter()
        .filter_map(|ending| name.strip_suffix(ending))
        .filter(|page| !page.is_empty())
        .flat_map(|page| PAGES.map(|ending| folder.with_file_name(format!("{page}.{ending}"))));
    pages.any(|page| page.is_file())
}
