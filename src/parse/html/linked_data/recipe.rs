//! What a recipe tells as linked data: schema.org's ingredients and instructions, as HTML.
//!
//! Owns the forms that steps come in: texts, things with a text, sections of such. Their texts may have markup, so that
//! they are HTML as they stand. Does not own what becomes of that (`content`).

use serde_json::{Map, Value};

/// The ingredients as a list, and the steps as another; `None` where neither is told.
pub(super) fn text(recipe: &Map<String, Value>) -> Option<String> {
    let mut html = String::new();
    for (name, list) in [("recipeIngredient", "ul"), ("recipeInstructions", "ol")] {
        if let Some(items) = recipe.get(name) {
            push_list(list, items, &mut html);
        }
    }
    html.contains("<li>").then_some(html)
}

/// Adds a list. A section of it is a heading with a list of its own, and ends the one before it.
fn push_list(name: &str, items: &Value, html: &mut String) {
    html.push_str(&format!("<{name}>"));
    for item in parts(items) {
        if let Some(inner) = item.get("itemListElement") {
            let title = item.get("name").and_then(Value::as_str);
            html.push_str(&format!("</{name}><h3>{}</h3>", title.unwrap_or_default()));
            push_list(name, inner, html);
            html.push_str(&format!("<{name}>"));
        } else {
            for line in lines(item) {
                html.push_str(&format!("<li>{line}</li>"));
            }
        }
    }
    html.push_str(&format!("</{name}>"));
}

/// The items of a list, which may be a single one.
fn parts(list: &Value) -> &[Value] {
    match list {
        Value::Array(items) => items,
        one => std::slice::from_ref(one),
    }
}

/// The lines of an item, each of which is one where they are not marked otherwise.
fn lines(item: &Value) -> impl Iterator<Item = &str> {
    let told = ["text", "name"].iter().find_map(|name| item.get(*name));
    let text = told.unwrap_or(item).as_str().unwrap_or_default();
    let ends: &[char] = if text.contains("</") { &[] } else { &['\n'] };
    let lines = text.split(ends).map(str::trim);
    lines.filter(|line| !line.is_empty())
}
