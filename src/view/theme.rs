//! The roles that things have on the screen, and the themes that give each role its colour and weight.

use ratatui::style::{Color, Modifier, Style};

use crate::{
    app::settings::ThemeName,
    typeset::{Look, Role},
};

/// A style for each role. What is not named keeps the terminal's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Theme {
    /// The ground everything stands on.
    pub ground: Style,
    /// Running text, and headlines of unread articles.
    pub text: Style,
    /// What is secondary, and headlines of read articles.
    pub dim: Style,
    /// Rules and ornaments.
    pub rule: Style,
    /// The mark of an unread article.
    pub unread: Style,
    /// The mark of a starred article.
    pub star: Style,
    /// The bar beside the selected headline while its pane has the focus.
    pub bar: Style,
    /// The selected headline's lines.
    pub selected: Style,
    /// The heading of a day.
    pub day: Style,
    /// The tab of the view that is open.
    pub tab: Style,
    /// The program's name.
    pub name: Style,
    /// An article's title above its text.
    pub title: Style,
    /// A heading within a text.
    pub heading: Style,
    /// Quoted text.
    pub quote: Style,
    /// Computer text.
    pub code: Style,
    /// Links.
    pub link: Style,
    /// Words under pictures.
    pub caption: Style,
    /// The place a report opens with.
    pub dateline: Style,
    /// A match of the search.
    pub matched: Style,
    /// The match that `n` has gone to.
    pub current: Style,
    /// Keys in hints and help.
    pub key: Style,
    /// The selected line of a menu or list.
    pub chosen: Style,
    /// What went wrong.
    pub trouble: Style,
}

impl Theme {
    /// The theme of a name.
    pub fn named(name: ThemeName) -> Self {
        match name {
            ThemeName::Terminal => Self::terminal(),
            ThemeName::Dark => Self::coloured(&DARK),
            ThemeName::Light => Self::coloured(&LIGHT),
            ThemeName::Mono => Self::mono(),
        }
    }

    /// The style of a run of a page.
    pub fn look(&self, look: Look) -> Style {
        let role = match look.role {
            Role::Text => self.text,
            Role::Title => self.title,
            Role::Meta | Role::Boilerplate => self.dim,
            Role::Heading => self.heading,
            Role::Quote => self.quote,
            Role::Ornament => self.rule,
            Role::Code => self.code,
            Role::Link => self.link,
            Role::Caption => self.caption,
            Role::Dateline => self.dateline,
        };
        let modifier = |on: bool, modifier| if on { modifier } else { Modifier::empty() };
        role.add_modifier(modifier(look.strong, Modifier::BOLD))
            .add_modifier(modifier(look.emphasis, Modifier::ITALIC))
            .add_modifier(modifier(look.strike, Modifier::CROSSED_OUT))
    }

    /// Weight, dimness, underline and reverse only.
    fn mono() -> Self {
        let plain = Style::new();
        Self {
            ground: plain,
            text: plain,
            dim: plain.dim(),
            rule: plain.dim(),
            unread: plain.bold(),
            star: plain.bold(),
            bar: plain.bold(),
            selected: plain,
            day: plain.underlined(),
            tab: plain.bold().reversed(),
            name: plain.bold(),
            title: plain.bold(),
            heading: plain.bold(),
            quote: plain.italic(),
            code: plain,
            link: plain.underlined(),
            caption: plain.italic(),
            dateline: plain.bold(),
            matched: plain.underlined().bold().not_dim(),
            current: plain.reversed(),
            key: plain.bold(),
            chosen: plain.reversed(),
            trouble: plain.bold().reversed(),
        }
    }

    /// The terminal's own 16 colours, on its own ground.
    fn terminal() -> Self {
        let plain = Style::new();
        // Of its two blues the one that is read on black as well as on white: 4:1 on both with the usual palettes, where
        // the other has 2:1 on black.
        let accent = plain.fg(Color::LightBlue);
        Self {
            unread: accent.bold(),
            star: plain.fg(Color::Yellow),
            bar: accent,
            day: accent,
            tab: accent.bold().reversed(),
            title: plain.bold(),
            quote: plain.italic(),
            code: plain.fg(Color::Cyan),
            link: accent.underlined(),
            caption: plain.dim().italic(),
            matched: plain.fg(Color::Black).bg(Color::Yellow).not_dim(),
            current: plain.fg(Color::Black).bg(Color::LightGreen).bold(),
            trouble: plain.fg(Color::Red).bold(),
            ..Self::mono()
        }
    }

    fn coloured(palette: &Palette) -> Self {
        let ink = |colour: u32| Style::new().fg(Color::from_u32(colour));
        let on = |style: Style, ground: u32| style.bg(Color::from_u32(ground));
        Self {
            ground: on(ink(palette.text), palette.ground),
            text: ink(palette.text),
            dim: ink(palette.dim),
            rule: ink(palette.rule),
            unread: ink(palette.accent).bold(),
            star: ink(palette.star),
            bar: ink(palette.accent),
            selected: on(Style::new(), palette.raised),
            day: ink(palette.accent),
            tab: on(ink(palette.ground), palette.accent).bold(),
            name: ink(palette.text).bold(),
            title: ink(palette.strong).bold(),
            heading: ink(palette.strong).bold(),
            quote: ink(palette.quote).italic(),
            code: ink(palette.code),
            link: ink(palette.accent).underlined(),
            caption: ink(palette.dim).italic(),
            dateline: ink(palette.strong).bold(),
            matched: on(ink(palette.text), palette.lit),
            current: on(ink(palette.ground), palette.star).bold(),
            key: ink(palette.strong).bold(),
            chosen: on(ink(palette.strong), palette.raised),
            trouble: ink(palette.trouble).bold(),
        }
    }
}

/// The colours of a true-colour theme, as 0xRRGGBB.
struct Palette {
    ground: u32,
    raised: u32,
    text: u32,
    strong: u32,
    dim: u32,
    rule: u32,
    accent: u32,
    star: u32,
    quote: u32,
    code: u32,
    lit: u32,
    trouble: u32,
}

/// Warm grey ink on a dark ground; text at 11:1, what is dim at 5.4:1, and 4.5:1 where it is selected.
const DARK: Palette = Palette {
    ground: 0x16181d,
    raised: 0x232730,
    text: 0xd3cfc5,
    strong: 0xf2eee4,
    dim: 0x8e8e8a,
    rule: 0x3b3f48,
    accent: 0x7fb4d8,
    star: 0xe2b75c,
    quote: 0xb9c3b0,
    code: 0x9ccfb8,
    lit: 0x5a4a1c,
    trouble: 0xe87d6b,
};

/// Ink on newsprint; text at 12:1, what is dim at 5.3:1, and 4.6:1 where it is selected.
const LIGHT: Palette = Palette {
    ground: 0xfbf7ee,
    raised: 0xeee7d8,
    text: 0x2f2d29,
    strong: 0x11100e,
    dim: 0x6b665c,
    rule: 0xcfc7b6,
    accent: 0x1f5f8f,
    star: 0x966000,
    quote: 0x4b5840,
    code: 0x1f6b50,
    lit: 0xffe28a,
    trouble: 0xb32d1a,
};

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance, as WCAG 2.2 defines it.
    fn luminance(colour: u32) -> f64 {
        let channel = |shift: u32| {
            let value = f64::from((colour >> shift) & 0xff) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
    }

    fn contrast(ink: u32, ground: u32) -> f64 {
        let (ink, ground) = (luminance(ink), luminance(ground));
        (ink.max(ground) + 0.05) / (ink.min(ground) + 0.05)
    }

    #[test]
    fn text_stands_out_from_its_ground_in_both_palettes() {
        for palette in [&DARK, &LIGHT] {
            for ink in [palette.text, palette.strong] {
                assert!(contrast(ink, palette.ground) >= 7.0);
                assert!(contrast(ink, palette.raised) >= 7.0);
                assert!(contrast(ink, palette.lit) >= 4.5);
            }
            // A selected headline has its source and age in what is dim; the current match is lit by a star's colour.
            assert!(contrast(palette.dim, palette.raised) >= 4.5);
            assert!(contrast(palette.ground, palette.star) >= 4.5);
            for ink in [
                palette.dim,
                palette.accent,
                palette.quote,
                palette.code,
                palette.trouble,
            ] {
                assert!(
                    contrast(ink, palette.ground) >= 4.5,
                    "{ink:x} on {:x}",
                    palette.ground
                );
            }
        }
    }

    #[test]
    fn the_accent_of_the_sixteen_colours_stands_out_on_black_and_on_white() {
        let theme = Theme::named(ThemeName::Terminal);
        for style in [theme.unread, theme.bar, theme.day, theme.tab, theme.link] {
            assert_eq!(style.fg, Some(Color::LightBlue));
        }
        // As xterm, the VGA text mode and the Windows console have it.
        for blue in [0x5c5cff, 0x5555ff, 0x3b78ff] {
            for ground in [0x000000, 0xffffff] {
                assert!(contrast(blue, ground) >= 3.9, "{blue:x} on {ground:x}");
            }
        }
    }

    #[test]
    fn without_colours_nothing_is_coloured() {
        let mono = Theme::named(ThemeName::Mono);
        for style in [
            mono.text,
            mono.unread,
            mono.link,
            mono.matched,
            mono.trouble,
            mono.tab,
        ] {
            assert_eq!((style.fg, style.bg), (None, None));
        }
    }
}
