//! Keeps apart the items of one feed that bear the same identifier.
//!
//! Some feeds give all items one guid, or one link and no guid. Such an identifier tells nothing, and an article that is
//! taken for another is never seen. Does not own what an id is made of (`article::Key`).

use std::collections::HashMap;

use crate::article::Article;

/// Gives articles that differ in address or title guids of their own where they share one, whatever their order.
pub(super) fn keep_apart(articles: &mut [Article]) {
    let mut first: HashMap<&str, usize> = HashMap::new();
    let mut shared: Vec<usize> = Vec::new();
    for (at, article) in articles.iter().enumerate() {
        let Some(identifier) = identifier(article) else {
            continue;
        };
        let other = *first.entry(identifier).or_insert(at);
        if !is_same(article, &articles[other]) {
            shared.push(other);
            shared.push(at);
        }
    }
    if shared.is_empty() {
        return;
    }
    // All that bear such an identifier get one of their own, so that none depends on which came first.
    let names: std::collections::HashSet<String> = shared
        .iter()
        .filter_map(|at| identifier(&articles[*at]).map(str::to_owned))
        .collect();
    for article in articles {
        let own = identifier(article).filter(|identifier| names.contains(*identifier));
        if let Some(identifier) = own {
            let link = article.link.as_deref().filter(|link| *link != identifier);
            let parts = [Some(identifier), link, Some(article.title.as_str())];
            let parts: Vec<&str> = parts.into_iter().flatten().collect();
            article.guid = Some(parts.join(" "));
        }
    }
}

fn identifier(article: &Article) -> Option<&str> {
    article.guid.as_deref().or(article.link.as_deref())
}

fn is_same(one: &Article, other: &Article) -> bool {
    one.link == other.link && one.title == other.title
}
