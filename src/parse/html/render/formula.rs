//! Formulas in MathML, in one line.
//!
//! Owns which signs stand for what a formula shows by place and size: `a/b`, `x^2`, `√(a+b)`. Does not own how formulas
//! are found (`render::elements`).

use dom_query::NodeRef;

use super::Renderer;

/// The parts of formulas.
const PARTS: &[&str] = &[
    "maction",
    "math",
    "menclose",
    "merror",
    "mfenced",
    "mfrac",
    "mi",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mroot",
    "mrow",
    "ms",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtext",
    "munder",
    "munderover",
    "semantics",
];

/// Whether an element is a formula or a part of one.
pub(super) fn is_part(name: &str) -> bool {
    PARTS.contains(&name)
}

impl Renderer {
    /// A part of a formula whose own parts are parted by signs; false for any other element.
    pub(super) fn formula(&mut self, name: &str, node: &NodeRef) -> bool {
        let signs: &[&str] = match name {
            "mfrac" => &["/"],
            "msup" => &["^"],
            "msub" => &["_"],
            "msubsup" => &["_", "^"],
            "msqrt" => {
                self.text("√");
                self.enclosed(&node.children_it(false).collect::<Vec<_>>());
                return true;
            }
            _ => return false,
        };
        let parts: Vec<NodeRef> = node.element_children();
        for (at, part) in parts.iter().enumerate() {
            if let Some(sign) = at.checked_sub(1).and_then(|at| signs.get(at)) {
                self.text(sign);
            }
            self.enclosed(std::slice::from_ref(part));
        }
        true
    }

    /// Parts of a formula, in parentheses where they are more than one number or name.
    fn enclosed(&mut self, parts: &[NodeRef]) {
        let said: String = parts
            .iter()
            .map(|part| part.text().trim().to_owned())
            .collect();
        let is_one = said.chars().count() == 1 || said.chars().all(char::is_numeric);
        if !is_one {
            self.text("(");
        }
        for part in parts {
            match super::own_text(part) {
                Some(text) => self.text(text.trim()),
                None => self.element(part),
            }
        }
        if !is_one {
            self.text(")");
        }
    }
}
