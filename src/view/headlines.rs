//! The headline pane.
//!
//! ```text
//!   Thursday 16 April
//! ▌● Kabul frees a hundred more prisoners
//! ▌  The Wire · 3 h · 4 min
//!  ★ How tides are forecast
//!    Almanac · 1 d · 9 min · 40%
//! ```

use jiff::civil::Date;
use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::{theme::Theme, write};
use crate::{
    app::{
        App, Focus, GUTTER, Loading, Search, Shown, View,
        action::{Action, Edit},
        keymap, panes,
    },
    article::reading_time,
    library::Row,
    search::{Field, Match},
    typeset,
};

/// However little room there is, so many cells of a source are told.
const LEAST_OF_SOURCE: u16 = 10;

/// Draws the headlines on the screen, or why there are none.
pub(super) fn draw(app: &App, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    if app.headlines.rows.is_empty() {
        let room = Rect {
            x: area.x + 2,
            width: area.width.saturating_sub(3),
            ..area
        };
        let lines = typeset::wrap_plain(&nothing(app), room.width, usize::from(area.height.max(1)));
        for (y, line) in (area.y + 1..area.bottom()).zip(lines) {
            write(buffer, room, room.x, y, &line, theme.dim);
        }
        return;
    }
    for shown in app.headlines_shown() {
        if let Some((y, day)) = shown.day.filter(|(y, _)| *y < area.bottom()) {
            let heading = day.map_or_else(|| "Undated".to_owned(), |day| told(day, app));
            let heading = typeset::fit(&heading, area.width.saturating_sub(2));
            write(buffer, area, area.x + 2, y, &heading, theme.day);
        }
        headline(app, &shown, area, theme, buffer);
    }
}

/// A day as a newspaper dates itself; the year where it is another one.
fn told(day: Date, app: &App) -> String {
    let format = if day.year() == app.now.year() {
        "%A %-d %B"
    } else {
        "%A %-d %B %Y"
    };
    day.strftime(format).to_string()
}

fn headline(app: &App, shown: &Shown, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let mark = app.marks.get(app.library.id(shown.row));
    let selected = shown.index == app.headlines.cursor;
    if selected {
        let bar = if app.focus == Focus::Headlines {
            theme.bar
        } else {
            theme.rule
        };
        for y in shown.y..(shown.y + shown.height()).min(area.bottom()) {
            buffer.set_style(
                Rect {
                    y,
                    height: 1,
                    ..area
                },
                theme.selected,
            );
            write(buffer, area, area.x, y, "▌", bar);
        }
    }
    let (sign, style) = match (mark.starred, mark.read) {
        (true, true) => ("★", theme.star),
        (true, false) => ("★", theme.star.bold()),
        (false, false) => ("●", theme.unread),
        (false, true) => (" ", theme.dim),
    };
    write(buffer, area, area.x + 1, shown.y, sign, style);
    let title = match (mark.read, selected) {
        (false, _) => theme.text.bold(),
        (true, true) => theme.text,
        (true, false) => theme.dim,
    };
    draw_title(app, shown, area, (title, theme), buffer);
    draw_details(app, shown, area, theme, buffer);
    if let Some(sentence) = &shown.sentence {
        let style = if mark.read { theme.dim } else { theme.text };
        let y = (shown.y + shown.height()).saturating_sub(1);
        write(buffer, area, area.x + GUTTER, y, sentence, style);
    }
}

/// What stands below the title; where there is no room for that, the age behind it.
fn draw_details(app: &App, shown: &Shown, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    if shown.details {
        let room = area.width.saturating_sub(GUTTER + 1);
        let details = details(app, shown.row, room);
        let y = shown.y + u16::try_from(shown.title.len()).unwrap_or(1);
        write(buffer, area, area.x + GUTTER, y, &details, theme.dim);
        let line = Rect {
            y,
            height: 1,
            ..area
        };
        light_source(app, (shown.row, &details), line, theme, buffer);
    } else {
        let age = app.age(shown.row);
        let width = u16::try_from(typeset::width(&age)).unwrap_or(0);
        let start = area.right().saturating_sub(width + 1);
        write(buffer, area, start, shown.y, &age, theme.dim);
    }
}

/// Lights the matches of the search in the source, as far as it stands among the details.
fn light_source(
    app: &App,
    (row, details): (Row, &str),
    line: Rect,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    let entry = app.library.get(row);
    let text = entry.source().unwrap_or_default();
    let same = text.char_indices().zip(details.chars());
    let shown = same
        .take_while(|((_, own), told)| own == told)
        .map(|((at, own), _)| at + own.len_utf8())
        .last();
    for found in lit(app, Field::Source, text) {
        if found.range.end > shown.unwrap_or(0) {
            continue;
        }
        let before = typeset::width(&text[..found.range.start]);
        let x = u16::try_from(before).unwrap_or(u16::MAX);
        let style = theme.dim.patch(theme.matched);
        let start = (line.x + GUTTER).saturating_add(x);
        write(buffer, line, start, line.y, &text[found.range], style);
    }
}

/// The title with the matches of the search lit.
fn draw_title(
    app: &App,
    shown: &Shown,
    area: Rect,
    (style, theme): (Style, &Theme),
    buffer: &mut Buffer,
) {
    let title = app.library.get(shown.row).title();
    let matches = lit(app, Field::Title, title);
    let current = current(app, shown.row);
    let mut behind = 0;
    for (y, line) in (shown.y..area.bottom()).zip(&shown.title) {
        write(buffer, area, area.x + GUTTER, y, line, style);
        let words = line.trim_end_matches('…');
        let Some(start) = title[behind..].find(words).map(|at| behind + at) else {
            continue;
        };
        behind = start + words.len();
        for found in matches.iter().filter(|found| found.field == Field::Title) {
            let (from, to) = (found.range.start.max(start), found.range.end.min(behind));
            if from < to {
                let before = typeset::cells(&title[start..from]);
                let x = (area.x + GUTTER).saturating_add(before);
                write(
                    buffer,
                    area,
                    x,
                    y,
                    &title[from..to],
                    style.patch(if current == Some(found) {
                        theme.current
                    } else {
                        theme.matched
                    }),
                );
            }
        }
    }
}

/// Where the words of the search stand in a field of an article.
fn lit(app: &App, field: Field, text: &str) -> Vec<Match> {
    let search = app
        .search
        .as_ref()
        .filter(|search| !search.query.is_empty());
    search
        .map(|search| search.query.matches_in(field, text))
        .unwrap_or_default()
}

/// The match that the reading pane is at, where it shows this article.
fn current(app: &App, row: Row) -> Option<&Match> {
    let reading = app.reading.as_ref().filter(|reading| reading.row == row)?;
    reading.matches.found.get(reading.current?)
}

/// Sources, age, reading time, how far an article that was begun has been read, and the reader's own tags. Where not all
/// fit, tags take the place of what reading takes, then sources are cut, as far as one can still tell them apart, then the
/// rest is left out.
fn details(app: &App, row: Row, room: u16) -> String {
    let entry = app.library.get(row);
    let own = entry.source();
    let further = typeset::further_sources(own, &app.library.further_sources(row));
    let sources = own.unwrap_or_default().to_owned() + &further;
    let mark = app.marks.get(app.library.id(row));
    let position = Some(mark.position).filter(|position| (1..100).contains(position));
    let age = Some(app.age_in_its_year(row)).filter(|age| !age.is_empty());
    let reading = [
        Some(reading_time(entry.minutes())),
        position.map(|percent| format!("{percent}%")),
    ];
    let tags = || mark.tags.iter().map(|tag| format!("#{tag}"));
    let reading = reading.into_iter().flatten();
    let mut facts: Vec<_> = age.iter().cloned().chain(reading).chain(tags()).collect();
    let all = typeset::width(&sources) + 3 + typeset::width(&facts.join(" · "));
    if all > usize::from(room) && !mark.tags.is_empty() {
        facts = age.into_iter().chain(tags()).collect();
    }
    let beside =
        |count: usize| room.saturating_sub(typeset::cells(&facts[..count].join(" · ")) + 3);
    // A share of 28% is not told as one of 2: what there is no room for is left out as a whole.
    let least = typeset::cells(&sources).min(LEAST_OF_SOURCE);
    let told = (0..=facts.len())
        .rev()
        .find(|count| beside(*count) >= least);
    let told = told.unwrap_or_default();
    let sources = typeset::fit(&sources, beside(told).max(least)).into_owned();
    let parts: Vec<_> = Some(sources)
        .filter(|sources| !sources.is_empty())
        .into_iter()
        .chain(facts)
        .collect();
    let fits = |line: &String| typeset::cells(line) <= room;
    let whole = |count: usize| parts[..count].join(" · ");
    let fitting = (1..=parts.len()).rev().find(|count| fits(&whole(*count)));
    match fitting {
        Some(count) => whole(count),
        None => typeset::fit(&whole(parts.len()), room).into_owned(),
    }
}

/// Why the list is empty, and which key leads out.
fn nothing(app: &App) -> String {
    let key = |action| app.settings.keymap.hint_key(action);
    if let Some(search) = &app.search {
        return nothing_answers(app, search);
    }
    let all = panes::grouped(app.counts.all);
    match app.view {
        _ if app.counts.all == 0 && app.loading != Loading::Ended => "Reading …".to_owned(),
        _ if app.counts.all == 0 => {
            let skipped = match app.problems().count() {
                0 => String::new(),
                _ => format!(" {} says what was skipped.", key(Action::Problems)),
            };
            format!(
                "There are no articles here.{skipped} newsstand FOLDER opens another folder; {} quits.",
                key(Action::Quit)
            )
        }
        View::Starred => format!(
            "Nothing starred. {} stars; {} shows all {all}.",
            key(Action::ToggleStar),
            key(Action::ShowAll)
        ),
        View::Saved(_) => match app.open_search_view().map(|saved| (saved, &saved.query)) {
            Some((saved, Err(error))) => format!(
                "{} cannot be read: {}. :save {} QUERY mends it; {} shows all {all}.",
                saved.name,
                error.clause(),
                saved.name,
                key(Action::ShowAll)
            ),
            Some((saved, Ok(_))) => format!(
                "Nothing answers {}, which is {}. {} shows all {all}.",
                saved.name,
                saved.text,
                key(Action::ShowAll)
            ),
            None => String::new(),
        },
        View::Unread | View::All => {
            format!("Nothing unread. {} shows all {all}.", key(Action::ShowAll))
        }
    }
}

/// The same for a search.
fn nothing_answers(app: &App, search: &Search) -> String {
    let key = |action| app.settings.keymap.hint_key(action);
    let text = search.text.trim();
    let back = match app.prompt {
        Some(_) => keymap::edit_key(Edit::Cancel),
        None => key(Action::Back),
    };
    if search.error.is_some() {
        let cancel = keymap::edit_key(Edit::Cancel);
        return format!("The query cannot be read as it stands. {cancel} leads out.");
    }
    if search.took.is_none() || search.is_growing {
        return "Searching …".to_owned();
    }
    let elsewhere = match search.hits.len() {
        0 => None,
        1 => Some("the article that answers it".to_owned()),
        many => Some(format!("the {} that answer it", panes::grouped(many))),
    };
    if let Some(articles) = elsewhere {
        let all = key(Action::ShowAll);
        return format!("Nothing in this view answers {text}. {all} shows {articles}.");
    }
    if let Some(title) = &search.model {
        return format!("No other article is like “{title}”. {back} brings all back.");
    }
    let part = search.empty_part.as_deref().filter(|part| *part != text);
    let part = part.map_or_else(String::new, |part| {
        format!(" Nothing at all matches {part}.")
    });
    format!("Nothing answers {text}.{part} {back} brings all back.")
}
