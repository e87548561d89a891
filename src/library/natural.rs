//! The order that people give names with numbers in them: `Story 2` before `Story 10`.
//!
//! Does not own what is put in order (`library`, `search`).

use std::cmp::Ordering;

/// Compares two texts byte by byte, but what is written in digits by its worth. Different texts never count as equal.
pub fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.as_bytes(), b.as_bytes());
    while let ([x, behind_x @ ..], [y, behind_y @ ..]) = (left, right) {
        let order;
        if x.is_ascii_digit() && y.is_ascii_digit() {
            let (m, n);
            (m, left) = number(left);
            (n, right) = number(right);
            // Without leading zeros, the longer of two numbers is the larger.
            order = m.len().cmp(&n.len()).then_with(|| m.cmp(n));
        } else {
            order = x.cmp(y);
            (left, right) = (behind_x, behind_y);
        }
        if order.is_ne() {
            return order;
        }
    }
    left.len().cmp(&right.len()).then_with(|| a.cmp(b))
}

/// The digits that a text begins with, without leading zeros, and what stands behind them.
fn number(text: &[u8]) -> (&[u8], &[u8]) {
    let zeros = text.iter().take_while(|byte| **byte == b'0').count();
    let text = &text[zeros..];
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    text.split_at(digits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_count_by_their_worth_and_all_else_as_it_is_written() {
        let ordered = [
            "",
            "0",
            "00",
            "01",
            "1",
            "1/2",
            "1a",
            "2",
            "10",
            "18446744073709551616",
            "A2",
            "A10",
            "a",
            "a-b",
            "a/1.txt",
            "a/2.txt",
            "a/10.txt",
            "a1b2",
            "a01b10",
            "é",
        ];
        for (at, a) in ordered.iter().enumerate() {
            for (other, b) in ordered.iter().enumerate() {
                assert_eq!(natural(a, b), at.cmp(&other), "{a} and {b}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_three_names_have_one_order(mut names in prop::collection::vec("[0-2a/]{0,5}", 3)) {
            names.sort_by(|a, b| natural(a, b));
            for pair in [[0, 1], [1, 2], [0, 2]] {
                let [a, b] = pair.map(|at| &names[at]);
                prop_assert_ne!(natural(a, b), Ordering::Greater);
                prop_assert_eq!(natural(b, a), natural(a, b).reverse());
                prop_assert_eq!(natural(a, b).is_eq(), a == b);
            }
        }
    }
}
