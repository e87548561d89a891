//! What a reader can do, as a closed list. Does not own which key does it (`keymap`) or how it is done (`update`).

/// One thing that a key, a click or a command can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// To the next headline; a line down when reading.
    Down,
    /// To the previous headline; a line up when reading.
    Up,
    /// Opens the selected article.
    Open,
    /// Back to the headlines, then out of the search.
    Back,
    /// The next article, while reading.
    NextArticle,
    /// The previous article, while reading.
    PreviousArticle,
    /// The next match of the search, or the next unread article.
    Next,
    /// The previous match of the search, or the previous unread article.
    Previous,
    /// Marks as read.
    MarkRead,
    /// Marks as unread.
    MarkUnread,
    /// Turns read into unread and back.
    ToggleRead,
    /// Marks every article of the list as read.
    MarkAllRead,
    /// Stars, or takes the star away.
    ToggleStar,
    /// Opens the search prompt.
    Search,
    /// Lists a row a hit instead of a headline an article, and back.
    Passages,
    /// Opens the command line.
    Command,
    /// Shows the keys.
    Help,
    /// A page down, and at the end on to the next unread article.
    ReadOn,
    /// A page down.
    PageDown,
    /// A page up.
    PageUp,
    /// Half a page down.
    HalfDown,
    /// Half a page up.
    HalfUp,
    /// To the first headline or line.
    Top,
    /// To the last headline or line.
    Bottom,
    /// Opens the article's address in the browser.
    OpenLink,
    /// Lists the article's links to choose from.
    LinkHints,
    /// Copies the article's address.
    CopyLink,
    /// Takes the last change of marks back.
    Undo,
    /// Makes the change that was taken back again.
    Redo,
    /// Longer lines.
    Widen,
    /// Shorter lines.
    Narrow,
    /// The article alone, without any furniture of ours.
    Zen,
    /// To the other pane.
    SwitchFocus,
    /// Shows the lines that were folded away.
    Boilerplate,
    /// Lists what was skipped, cut or guessed at.
    Problems,
    /// All articles.
    ShowAll,
    /// The unread ones.
    ShowUnread,
    /// The starred ones.
    ShowStarred,
    /// Those that answer the saved search of this number, from 1.
    ShowSaved(u8),
    /// Looks for new and changed articles.
    Rescan,
    /// Draws the screen anew.
    Redraw,
    /// Hands the terminal back to the shell for a while.
    Suspend,
    /// Ends the program, or closes what lies over the panes.
    Quit,
}

/// What a key does while a prompt is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edit {
    /// Takes the text as it is.
    Accept,
    /// Gives it up.
    Cancel,
    /// Takes the selected offer of the menu.
    Complete,
    /// Selects the next offer.
    NextOffer,
    /// Selects the previous offer.
    PreviousOffer,
    /// Looks through the history for what is typed; the next line of it where that is done already.
    LookUp,
    /// An older text from the history.
    Older,
    /// A newer text from the history.
    Newer,
    /// Limits the search to the time before.
    Earlier,
    /// Limits the search to the time after.
    Later,
    /// A character to the left.
    Left,
    /// A character to the right.
    Right,
    /// A word to the left.
    WordLeft,
    /// A word to the right.
    WordRight,
    /// To the beginning.
    Start,
    /// To the end.
    End,
    /// Deletes the character before the cursor.
    DeleteBack,
    /// Deletes the character under the cursor.
    DeleteForward,
    /// Deletes the word before the cursor.
    DeleteWord,
    /// Deletes the word behind the cursor.
    DeleteWordForward,
    /// Deletes all before the cursor.
    DeleteToStart,
    /// Deletes all behind the cursor.
    DeleteToEnd,
    /// Puts the text deleted last back in.
    Yank,
}
