//! HTML: saved pages, and the pieces of it in feeds and mail.
//!
//! Owns what the other formats ask of HTML. Does not own what makes a source harmless (`source`) or what its elements
//! become (`render`).

mod render;
mod source;

use dom_query::Document;
use url::Url;

use super::sanitize;
use crate::article::Body;

/// Reads a piece of HTML, as feeds and mail hold it. Links are resolved against `base`.
pub(in crate::parse) fn fragment(html: &str, base: Option<&str>) -> Body {
    let tree = Document::fragment(source::lean(html).html);
    let base = base.and_then(|base| Url::parse(base).ok());
    render::body(&tree.root(), base)
}

/// The text of a title or a name in one line, without its markup.
pub(in crate::parse) fn plain(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return sanitize::line(html);
    }
    let tree = Document::fragment(source::lean(html).html);
    sanitize::line(&render::text(&tree.root()))
}
