//! One arm an action.

use super::super::{
    App, Command, Effect, Entry, Focus, Overlay, Picker, Prompt, Purpose, View, Why,
    action::Action, keymap::Key, panes, settings::ThemeName, sheet,
};
use crate::marks::Set;

/// Cells that a key makes the lines longer or shorter by.
const MEASURE_STEP: u16 = 4;
/// What is said where an article is needed and none is listed.
const NO_ARTICLE: &str = "There is no article here";
/// What is said where a link is needed and the article has none.
const NO_LINKS: &str = "This article has no links";

impl App {
    /// Does what a key or a command asks for.
    pub(in crate::app) fn act(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Down
            | Action::Up
            | Action::PageDown
            | Action::PageUp
            | Action::HalfDown
            | Action::HalfUp
            | Action::Top
            | Action::Bottom => self.go(action),
            Action::Open => self.open(),
            Action::Back => self.back(),
            Action::NextArticle => self.step_article(1),
            Action::PreviousArticle => self.step_article(-1),
            Action::Next => self.next(true),
            Action::Previous => self.next(false),
            Action::ReadOn => self.read_on(),
            Action::SwitchFocus => self.switch_focus(),
            Action::MarkRead => self.mark_selected(Set::Read(true)),
            Action::MarkUnread => self.mark_selected(Set::Read(false)),
            Action::ToggleRead => self.toggle_read(),
            Action::MarkAllRead => self.mark_all_read(),
            Action::ToggleStar => self.toggle_star(),
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::Search => self.open_search(),
            Action::Passages => self.toggle_passages(),
            Action::Command => self.open_prompt(Prompt::new(Purpose::Command)),
            Action::ShowAll => self.show_view(View::All),
            Action::ShowUnread => self.show_view(View::Unread),
            Action::ShowStarred => self.show_view(View::Starred),
            Action::ShowSaved(number) => self.show_saved(usize::from(number)),
            Action::OpenLink => self.open_link(),
            Action::LinkHints => self.list_links(),
            Action::CopyLink => self.copy_link(),
            Action::Widen => self.widen(),
            Action::Narrow => self.set_measure(panes::measure(self).saturating_sub(MEASURE_STEP)),
            Action::Zen => self.toggle_zen(),
            Action::Boilerplate => self.toggle_boilerplate(),
            Action::Help => self.lay_over(Overlay::Help(Picker::default())),
            Action::Problems => self.list_problems(),
            Action::Rescan => {
                self.say("Looking for what has changed …");
                vec![self.scan(Why::Asked)]
            }
            Action::Redraw => vec![Effect::Redraw],
            Action::Suspend => vec![Effect::Suspend],
            Action::Quit => self.quit(),
        }
    }

    /// Does what a command line says.
    pub(in crate::app) fn run(&mut self, line: &str) -> Vec<Effect> {
        if line.trim().is_empty() {
            return Vec::new();
        }
        match Command::parse(line, &self.saved) {
            Ok(Command::Do(action)) => self.act(action),
            Ok(Command::Mark(set, None)) => self.mark_selected(set),
            Ok(Command::Mark(set, Some(query))) => self.mark_matching(set, query),
            Ok(Command::Search(text)) => self.search_for(&text),
            Ok(Command::View(name)) => self.show_named(&name),
            Ok(Command::Save(name, query)) => self.save_search(name, query),
            Ok(Command::Edit(edit)) => self.edit_searches(edit),
            Ok(Command::Like) => self.search_like_selected(),
            Ok(Command::Theme(theme)) => self.set_theme(theme),
            Ok(Command::Measure(cells)) => self.set_measure(cells),
            Ok(Command::Mouse(on)) => {
                self.settings.mouse = on;
                vec![Effect::Mouse(on)]
            }
            Err(wrong) => {
                self.say(wrong);
                Vec::new()
            }
        }
    }

    /// A key while a list lies over the panes.
    pub(in crate::app) fn press_in_overlay(&mut self, key: Key) -> Vec<Effect> {
        if let Some(digit) = key.typed().filter(char::is_ascii_digit) {
            return self.pick_number(digit);
        }
        let last = self.last_in_overlay();
        let page = usize::from(self.size.1 / 2).max(1);
        let Some(overlay) = &mut self.overlay else {
            return Vec::new();
        };
        let picker = overlay.picker_mut();
        picker.digits.clear();
        let action = self.settings.keymap.action(key);
        picker.cursor = match action {
            Some(Action::Down | Action::Next) => picker.cursor + 1,
            Some(Action::Up | Action::Previous) => picker.cursor.saturating_sub(1),
            Some(Action::PageDown | Action::HalfDown | Action::ReadOn) => picker.cursor + page,
            Some(Action::PageUp | Action::HalfUp) => picker.cursor.saturating_sub(page),
            Some(Action::Top) => 0,
            Some(Action::Bottom) => last,
            _ => picker.cursor,
        }
        .min(last);
        match action {
            Some(Action::Open) => self.pick(),
            Some(Action::Search) => self.open_prompt(Prompt::new(Purpose::Filter)),
            Some(
                Action::Back | Action::Quit | Action::Help | Action::Problems | Action::LinkHints,
            ) => {
                self.overlay = None;
                Vec::new()
            }
            Some(action @ (Action::Redraw | Action::Suspend)) => self.act(action),
            _ => Vec::new(),
        }
    }

    /// How far the place in the list goes: to its last entry, or as far as there is something to be scrolled into sight.
    pub(in crate::app) fn last_in_overlay(&self) -> usize {
        let entries = self.overlay_entries();
        match (&self.overlay, sheet::sheet(self, &entries)) {
            (Some(Overlay::Help(_) | Overlay::Problems(_)), Some(sheet)) => sheet.last_on_top,
            _ => entries.len().saturating_sub(1),
        }
    }

    fn lay_over(&mut self, overlay: Overlay) -> Vec<Effect> {
        self.overlay = Some(overlay);
        Vec::new()
    }

    fn list_problems(&mut self) -> Vec<Effect> {
        if self.has_problems() {
            return self.lay_over(Overlay::Problems(Picker::default()));
        }
        self.say("No problems: every file was read as it is");
        Vec::new()
    }

    /// Lists the links of the article, from the first one on that is in sight or below.
    fn list_links(&mut self) -> Vec<Effect> {
        self.show_selected();
        let reading = self.reading.as_ref();
        if let Some(reading) = reading.filter(|reading| !reading.page.links.is_empty()) {
            let lines = reading.page.lines.iter().skip(reading.top);
            let first = lines.flat_map(|line| &line.runs).find_map(|run| run.link);
            return self.lay_over(Overlay::Links(Picker {
                cursor: first.map_or(0, |number| number.saturating_sub(1)),
                ..Picker::default()
            }));
        }
        self.say(match self.selected() {
            Some(_) => NO_LINKS,
            None => NO_ARTICLE,
        });
        Vec::new()
    }

    /// A digit in a numbered list: picks the entry of that number as soon as no longer number can be meant. A list that is
    /// filtered keeps its numbers.
    fn pick_number(&mut self, digit: char) -> Vec<Effect> {
        let Some(Overlay::Links(picker)) = &mut self.overlay else {
            return Vec::new();
        };
        picker.digits.push(digit);
        let digits = picker.digits.clone();
        let entries = self.overlay_entries();
        let meant = entries.iter().position(|entry| entry.label == digits);
        let begun = |entry: &Entry| entry.label.starts_with(&digits) && entry.label != digits;
        let may_go_on = entries.iter().any(begun);
        if let Some(Overlay::Links(picker)) = &mut self.overlay {
            picker.cursor = meant.unwrap_or(picker.cursor);
            if meant.is_none() && !may_go_on {
                picker.digits.clear();
            }
        }
        if meant.is_some() && !may_go_on {
            return self.pick();
        }
        Vec::new()
    }

    /// Opens the selected link, or closes a list that has nothing to open.
    pub(in crate::app) fn pick(&mut self) -> Vec<Effect> {
        let entries = self.overlay_entries();
        match self.overlay.take() {
            Some(Overlay::Links(picker)) => entries
                .get(picker.cursor)
                .map(|entry| Effect::OpenLink(entry.text.clone()))
                .into_iter()
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The article's own address, else its only link.
    fn link(&self) -> Option<String> {
        let article = self.library.get(self.selected()?).article();
        let only = || match article.body.links() {
            [only] => Some(only.url.clone()),
            _ => None,
        };
        article.link.clone().or_else(only)
    }

    fn open_link(&mut self) -> Vec<Effect> {
        match self.link() {
            Some(url) => vec![Effect::OpenLink(url)],
            None => self.list_links(),
        }
    }

    fn copy_link(&mut self) -> Vec<Effect> {
        if let Some(url) = self.link() {
            return vec![Effect::Copy(url)];
        }
        let article = self.selected().map(|row| self.library.get(row).article());
        match article.map(|article| article.body.links().len()) {
            None => self.say(NO_ARTICLE),
            Some(0) => self.say(NO_LINKS),
            Some(_) => {
                let key = self.settings.keymap.hint_key(Action::LinkHints);
                self.say(format!(
                    "This article has no address of its own: {key} lists its links"
                ));
            }
        }
        Vec::new()
    }

    /// Longer lines, as far as the pane has room for them.
    fn widen(&mut self) -> Vec<Effect> {
        let (before, shown) = (self.settings.measure, panes::measure(self));
        let effects = self.set_measure(before.saturating_add(MEASURE_STEP));
        if panes::measure(self) == shown && self.settings.measure != before {
            self.settings.measure = before;
            self.say("The lines fill their pane already");
        }
        effects
    }

    fn set_measure(&mut self, cells: u16) -> Vec<Effect> {
        self.settings.measure = cells.clamp(20, 200);
        self.say(format!("Lines of {} cells", self.settings.measure));
        Vec::new()
    }

    fn set_theme(&mut self, theme: ThemeName) -> Vec<Effect> {
        self.settings.theme = theme;
        vec![Effect::Redraw]
    }

    fn toggle_zen(&mut self) -> Vec<Effect> {
        if self.selected().is_none() && self.focus == Focus::Headlines {
            self.say(NO_ARTICLE);
            return Vec::new();
        }
        self.zen = !self.zen;
        if self.zen && self.focus == Focus::Headlines {
            return self.open();
        }
        Vec::new()
    }

    fn toggle_boilerplate(&mut self) -> Vec<Effect> {
        self.show_selected();
        match &self.reading {
            Some(reading) if !reading.article.boilerplate.is_empty() => {
                let shown = reading.measure.boilerplate;
                self.reset_page(Some(!shown));
                if !shown {
                    self.go(Action::Bottom);
                }
            }
            Some(_) => self.say("Nothing of this article was folded away"),
            None => self.say(NO_ARTICLE),
        }
        Vec::new()
    }

    fn quit(&mut self) -> Vec<Effect> {
        let mut effects = self.leave_article();
        effects.push(Effect::Quit);
        effects
    }
}
