//! The mouse: what is under it decides what it does.

use super::super::{
    App, Effect, Focus, Overlay, Pointer, View,
    panel::{self, Panel},
    panes, sheet, status, tabs,
};
use crate::typeset;

/// Lines that one turn of the wheel scrolls an article or a list to read by.
const WHEEL_LINES: i32 = 3;

impl App {
    /// The mouse was used.
    pub(in crate::app) fn point(&mut self, pointer: Pointer) -> Vec<Effect> {
        // A button that went up where nobody was told of it holds nothing any longer.
        self.dragging &= matches!(pointer, Pointer::Drag(..));
        if self.overlay.is_some() {
            return self.point_in_overlay(pointer);
        }
        match pointer {
            Pointer::Press(column, line) => self.click(column, line),
            Pointer::Drag(column, _) if self.dragging => {
                self.divider = Some(column);
                Vec::new()
            }
            Pointer::Drag(..) | Pointer::Release => Vec::new(),
            Pointer::Wheel(column, line, by) => self.turn(column, line, by),
        }
    }

    /// The wheel was turned: what is under the pointer scrolls, and a menu goes from offer to offer.
    fn turn(&mut self, column: u16, line: u16, by: i32) -> Vec<Effect> {
        if let Some(panel) = panel::panel(self)
            && panel.area.contains((column, line).into())
        {
            if let Some(prompt) = &mut self.prompt {
                prompt.step_offer(by > 0);
            }
            return Vec::new();
        }
        match panes::panes(self).pane_at(column, line) {
            Some(Focus::Headlines) => self.scroll_headlines(by),
            Some(Focus::Reading) => self.scroll_lines(by * WHEEL_LINES),
            None => Vec::new(),
        }
    }

    fn click(&mut self, column: u16, line: u16) -> Vec<Effect> {
        if let Some(panel) = panel::panel(self)
            && panel.area.contains((column, line).into())
        {
            return self.click_panel(&panel, column, line);
        }
        let panes = panes::panes(self);
        let on = |rect: Option<ratatui::layout::Rect>| {
            rect.is_some_and(|rect| rect.contains((column, line).into()))
        };
        if on(panes.divider) {
            self.dragging = true;
        } else if on(panes.tabs) {
            return self.click_tab(column);
        } else if on(panes.headlines) {
            return self.click_headline(line);
        } else if on(panes.status) {
            return self.click_status(column);
        } else if on(panes.reading) {
            return self.click_article(column, line);
        }
        Vec::new()
    }

    /// Takes the offer, limits the search to the bar or goes to the place in the line that is under the pointer.
    fn click_panel(&mut self, panel: &Panel, column: u16, line: u16) -> Vec<Effect> {
        if let Some(bars) = &panel.bars
            && let Some(bar) = bars.at(column, line)
        {
            return self.click_bar(bar, bars.picked);
        }
        let Some(prompt) = &mut self.prompt else {
            return Vec::new();
        };
        if let Some(offer) = panel.menu.at(column, line) {
            prompt.chosen = Some(offer);
            return self.complete();
        }
        if let Some(place) = panel.line.at(prompt.text(), column, line) {
            prompt.go_to(place);
        }
        Vec::new()
    }

    /// Limits the search to the bar, or no longer does where it is the one that it is limited to.
    fn click_bar(&mut self, bar: usize, picked: Option<usize>) -> Vec<Effect> {
        let text = |app: &Self| app.prompt.as_ref().map(|prompt| prompt.text().to_owned());
        let before = text(self).unwrap_or_default();
        self.pick_bar(Some(bar).filter(|bar| picked != Some(*bar)));
        self.typed(&before)
    }

    /// Does what a hint in the status line tells of.
    fn click_status(&mut self, column: u16) -> Vec<Effect> {
        let action = status::status(self).and_then(|status| Some(status.at(column)?.action));
        action.map(|action| self.act(action)).unwrap_or_default()
    }

    /// Opens the view of a tab; what tells of hidden ones leads to the nearest of them, what tells of a hidden pane there.
    fn click_tab(&mut self, column: u16) -> Vec<Effect> {
        let tabs = tabs::tabs(self);
        if let Some(aside) = tabs.aside.as_ref().filter(|aside| column >= aside.x) {
            return aside
                .action
                .map(|action| self.act(action))
                .unwrap_or_default();
        }
        let hit = tabs
            .shown
            .iter()
            .find(|tab| (tab.x..tab.x + tab.width).contains(&column));
        let step = |view: View, by: isize| {
            let views = self.views();
            let index = views.iter().position(|known| *known == view)?;
            views.get(index.checked_add_signed(by)?).copied()
        };
        let view = match (hit, tabs.before, tabs.behind) {
            (Some(tab), ..) => Some(tab.view),
            (None, Some((x, _)), _) if (x..x + tabs::MARGIN).contains(&column) => {
                tabs.shown.first().and_then(|tab| step(tab.view, -1))
            }
            (None, _, Some((x, _))) if column >= x => {
                tabs.shown.last().and_then(|tab| step(tab.view, 1))
            }
            _ => None,
        };
        view.map(|view| self.show_view(view)).unwrap_or_default()
    }

    /// The first click selects, the second one opens.
    fn click_headline(&mut self, line: u16) -> Vec<Effect> {
        if let Some(passages) = &self.passages {
            let hit = passages.shown.iter().find(|shown| shown.y == line);
            let Some((index, hit)) = hit.map(|shown| {
                let number = shown.hit.as_ref().map_or(0, |hit| hit.number);
                (shown.index, number)
            }) else {
                return Vec::new();
            };
            let again = (index, hit) == (self.headlines.cursor, passages.hit);
            if again && self.focus == Focus::Headlines {
                return self.open();
            }
            let mut effects = self.turn_to_headlines();
            effects.extend(self.select_passage(index, hit));
            return effects;
        }
        let hit = self
            .headlines_shown()
            .into_iter()
            .find(|shown| (shown.y..shown.y + shown.height()).contains(&line));
        let Some(shown) = hit else { return Vec::new() };
        if shown.index == self.headlines.cursor
            && self.headlines.touched
            && self.focus == Focus::Headlines
        {
            return self.open();
        }
        let mut effects = self.turn_to_headlines();
        effects.extend(self.select(shown.index));
        effects
    }

    /// Opens the article, or the link under the pointer.
    fn click_article(&mut self, column: u16, line: u16) -> Vec<Effect> {
        match self.link_at(column, line) {
            Some(url) => vec![Effect::OpenLink(url)],
            None => self.open(),
        }
    }

    fn link_at(&self, column: u16, line: u16) -> Option<String> {
        let area = panes::column(self)?;
        let reading = self.reading.as_ref()?;
        let index = reading.top + usize::from(line.checked_sub(area.y)?);
        let mut x = usize::from(area.x);
        for run in &reading.page.lines.get(index)?.runs {
            let width = typeset::width(&run.text);
            if (x..x + width).contains(&usize::from(column)) {
                return reading.page.links.get(run.link?.checked_sub(1)?).cloned();
            }
            x += width;
        }
        None
    }

    fn point_in_overlay(&mut self, pointer: Pointer) -> Vec<Effect> {
        let last = self.last_in_overlay();
        if let Pointer::Press(column, line) = pointer {
            return self.click_overlay(column, line);
        }
        let Some(overlay) = &mut self.overlay else {
            return Vec::new();
        };
        let lines = match overlay {
            Overlay::Links(_) => 1,
            Overlay::Help(_) | Overlay::Problems(_) => WHEEL_LINES,
        };
        match pointer {
            Pointer::Wheel(_, _, by) => {
                let picker = overlay.picker_mut();
                let step = usize::try_from((by * lines).unsigned_abs()).unwrap_or(0);
                let wanted = if by < 0 {
                    picker.cursor.saturating_sub(step)
                } else {
                    picker.cursor + step
                };
                picker.cursor = wanted.min(last);
            }
            Pointer::Press(..) | Pointer::Drag(..) | Pointer::Release => {}
        }
        Vec::new()
    }

    /// A click on a link opens it, one beside the list closes the list.
    fn click_overlay(&mut self, column: u16, line: u16) -> Vec<Effect> {
        let entries = self.overlay_entries();
        let Some(sheet) = sheet::sheet(self, &entries) else {
            return Vec::new();
        };
        if !sheet.area.contains((column, line).into()) {
            (self.overlay, self.prompt) = (None, None);
            return Vec::new();
        }
        match (&mut self.overlay, sheet.at(column, line)) {
            (Some(Overlay::Links(picker)), Some(entry)) => {
                picker.cursor = entry;
                self.prompt = None;
                self.pick()
            }
            _ => Vec::new(),
        }
    }
}
