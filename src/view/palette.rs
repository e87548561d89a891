//! True colours in the 256 of terminals that have no more.
//!
//! Owns which of the 256 is nearest. Does not own which colour anything has (`view::theme`), nor what a terminal can show
//! (`runtime::terminal`).

use ratatui::{buffer::Buffer, style::Color};

/// The steps of red, green and blue in the cube of colours 16 to 231, as xterm has them.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// Puts the nearest of the 256 colours in the place of each true colour of a picture.
pub fn reduce(picture: &mut Buffer) {
    for cell in &mut picture.content {
        (cell.fg, cell.bg) = (nearest(cell.fg), nearest(cell.bg));
    }
}

/// A true colour's nearest of the cube and of the greys; others stay as they are. The first sixteen look different in
/// every terminal, and are left out.
fn nearest(colour: Color) -> Color {
    let Color::Rgb(red, green, blue) = colour else {
        return colour;
    };
    let wanted = [red, green, blue];
    let far = |shown: [u8; 3]| -> u32 {
        let squares = wanted.iter().zip(shown);
        squares.map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
    };
    let step = |part: u8| (0..6u8).min_by_key(|step| STEPS[usize::from(*step)].abs_diff(part));
    let [r, g, b] = wanted.map(|part| step(part).unwrap_or(0));
    let in_cube = [r, g, b].map(|step| STEPS[usize::from(step)]);
    let mean = wanted.into_iter().map(u16::from).sum::<u16>() / 3;
    let grey = u8::try_from(mean.saturating_sub(3) / 10).map_or(23, |grey| grey.min(23));
    if far([8 + 10 * grey; 3]) < far(in_cube) {
        Color::Indexed(232 + grey)
    } else {
        Color::Indexed(16 + 36 * r + 6 * g + b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_true_colour_becomes_the_nearest_of_the_cube_or_of_the_greys() {
        let of = |colour| nearest(Color::from_u32(colour));
        assert_eq!(of(0x000000), Color::Indexed(16));
        assert_eq!(of(0xffffff), Color::Indexed(231));
        assert_eq!(of(0x7fb4d8), Color::Indexed(110));
        assert_eq!(of(0x16181d), Color::Indexed(234));
        assert_eq!(of(0xb32d1a), Color::Indexed(124));
    }

    #[test]
    fn what_is_no_true_colour_stays_the_terminals_own() {
        for colour in [Color::Reset, Color::LightBlue, Color::Indexed(3)] {
            assert_eq!(nearest(colour), colour);
        }
    }
}
