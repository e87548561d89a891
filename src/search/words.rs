//! What is typed to find something in one article: words, phrases and regular expressions.
//!
//! Owns reading it. There is nothing to pick an open article by, so colons, brackets, a minus and `OR` stand for
//! themselves. Does not own the query language (`parser`).

use super::{
    QueryError,
    cursor::Cursor,
    expr::{Expr, Term, Test},
    field::Scope,
    parser::{all, within_length},
    pattern::Pattern,
    room::Room,
    value,
};

/// Reads what is typed.
pub(super) fn read(text: &str) -> Result<Option<Expr>, QueryError> {
    within_length(text)?;
    let (mut cursor, mut room) = (Cursor::new(text), Room::new());
    let mut terms = Vec::new();
    loop {
        cursor.skip_space();
        let start = cursor.at;
        if cursor.rest().is_empty() {
            return Ok(all(terms));
        }
        let test = next(&mut cursor);
        let at = start..cursor.at;
        let refuse = |message| QueryError {
            at: at.clone(),
            message,
        };
        if let Some(test) = test.map_err(refuse)? {
            room.take(&test).map_err(refuse)?;
            let written = text[at.clone()].to_owned();
            terms.push(Expr::Term(Term { written, test }));
        }
    }
}

/// What stands at the cursor, which goes past it; nothing where it says nothing.
fn next(cursor: &mut Cursor<'_>) -> Result<Option<Test>, String> {
    if let Some(phrase) = cursor.phrase() {
        return Ok(value::text(Scope::Anywhere, phrase));
    }
    if let Some(source) = cursor.pattern().filter(|source| !source.is_empty()) {
        return Pattern::new(source).map(|pattern| Some(Test::Pattern(Scope::Anywhere, pattern)));
    }
    let word = cursor.rest().split(char::is_whitespace).next();
    let word = word.unwrap_or_default();
    cursor.at += word.len();
    Ok(value::text(Scope::Anywhere, word))
}

#[cfg(test)]
mod tests {
    use crate::{
        article::{Article, Body},
        search::Query,
    };

    /// What is found in a text.
    fn found(typed: &str, text: &str) -> Vec<String> {
        let article = Article {
            body: Body::from_paragraphs([text]),
            ..Article::default()
        };
        let query = Query::of_words(typed).unwrap();
        let found = query.matches(&article).found;
        let words = found.into_iter().map(|found| text[found.range].to_owned());
        words.collect()
    }

    #[test]
    fn nothing_that_is_typed_is_a_field_or_a_sign() {
        let text = "The rule is: x comes first. f(x) OR -5, not #sea; see tag:sea.";
        assert_eq!(found("is: f(x)", text), ["is:", "f(x)"]);
        assert_eq!(found("OR -5 #sea", text), ["OR", "-5", "#sea"]);
        assert_eq!(found("tag:sea", text), ["tag:sea"]);
    }

    #[test]
    fn phrases_and_expressions_are_found_beside_words() {
        let text = "See /usr/bin first: two noons, 12 noons and 5\" of rain.";
        assert_eq!(found("\"two noons\" 5\"", text), ["two noons", "5\""]);
        assert_eq!(found("/[0-9]+ n\\w+/", text), ["12 noons"]);
        assert_eq!(found("/usr/bin", text), ["/usr/bin"]);
        assert!(found("//", text).is_empty() && found(" \" ", text).is_empty());
    }

    #[test]
    fn an_expression_that_cannot_be_read_is_told_where_it_stands() {
        let wrong = Query::of_words("sea /a(/").unwrap_err();
        assert_eq!(wrong.at, 4..8);
        assert!(Query::of_words(&"a ".repeat(200)).is_err());
        assert!(Query::of_words(&"a".repeat(1 << 20)).is_err());
    }
}
