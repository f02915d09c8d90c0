"""The table of commands: menus, keys, palette and key sheet are all made from it."""

from typing import TYPE_CHECKING

from ui.commands import Command
from ui.desk import Place

if TYPE_CHECKING:
    from desktop.window import Window

# A line follows these in their menu.
LINE_AFTER = {"sample", "statements", "restore", "redo", "find", "commands", "normal"}
MENUS = ("File", "Edit", "View", "Go", "Help")


def table(window: "Window") -> list[Command]:
    """Every command of the window itself; the page in front adds its own."""
    do, protection = window.doings, window.protection
    open_ = do.has_portfolio
    writable = do.can_write
    return [
        Command("new", "New portfolio…", do.new_portfolio, "File", "", "file-plus"),
        Command("open", "Open portfolio…", do.open_portfolio, "File", "Ctrl+O", "folder-open"),
        Command("sample", "Open the sample portfolio", do.open_sample, "File", "", "layers"),
        Command(
            "import", "Import a spreadsheet…", do.import_file, "File", "Ctrl+I", "download",
            "csv excel crm salesforce hubspot", writable,
        ),
        Command(
            "take_form", "Take in a form that came back…", do.take_form, "File", "", "file-text",
            "checklist partner pdf xlsx return", open_,
        ),
        Command(
            "pack", "Build review pack", do.build_pack, "File", "Ctrl+E", "presentation",
            "pdf ebr export", open_,
        ),
        Command(
            "verify_pack", "Verify a pack…", do.verify_pack, "File", "", "shield-check",
            "pdf tampered changed genuine hash", open_,
        ),
        Command(
            "statements", "Status statements for all partners owed one…", do.make_statements,
            "File", "", "file-text", "letters mid-year pdf send", writable,
        ),
        Command(
            "backup", "Save a verified copy…", do.save_copy, "File", "", "hard-drive",
            "backup export", open_,
        ),
        Command("restore", "Restore a backup…", do.restore_copy, "File", "", "rotate-ccw"),
        Command("protect", "Passphrase…", protection.set, "File", "", "lock",
                "protect encrypt password change secret", protection.can_set),
        Command("unprotect", "Remove the passphrase…", protection.remove, "File", "", "lock-open",
                "decrypt unprotect password", protection.can_remove),
        Command("lock", "Lock now", protection.lock, "File", "Ctrl+Shift+L", "lock",
                "passphrase hide away", protection.can_lock),
        Command("check", "Check the portfolio", do.check, "File", "", "shield-check",
                "integrity damage", open_),
        Command("close", "Close portfolio", do.close_portfolio, "File", "", "x", "", open_),
        Command("quit", "Quit", do.quit, "File", "Ctrl+Q", "log-out"),
        Command("undo", "Undo", do.undo, "Edit", "Ctrl+Z", "undo-2", "", window.can_undo),
        Command("redo", "Redo", do.redo, "Edit", "Ctrl+Shift+Z", "redo-2", "",
                window.can_redo),
        Command("find", "Filter this list", do.find, "Edit", "Ctrl+F", "funnel", "search", open_),
        Command("export_table", "Export this table…", do.export_table, "Edit", "Ctrl+Shift+E",
                "file-spreadsheet", "csv excel xlsx save list", do.can_export_table),
        Command("settings", "Settings…", do.settings, "Edit", "Ctrl+,", "settings",
                "theme dark light text size exchange rates"),
        Command("palette", "Search or jump to…", do.palette, "View", "Ctrl+K", "search"),
        Command("commands", "All commands…", do.palette_commands, "View", "Ctrl+Shift+P",
                "keyboard"),
        Command("rail", "Narrow or wide sidebar", window.toggle_rail, "View", "Ctrl+B",
                "panel-left"),
        Command("dark", "Switch light and dark", do.toggle_dark, "View", "", "moon", "theme"),
        Command("larger", "Larger text", do.larger, "View", "Ctrl++", "zoom-in"),
        Command("smaller", "Smaller text", do.smaller, "View", "Ctrl+-", "zoom-out"),
        Command("normal", "Normal text", do.normal, "View", "Ctrl+0", "monitor"),
        Command("today", "Judge as of today", do.as_of_today, "View", "", "calendar", "date",
                open_),
        Command("known_on", "What was known on a day…", do.known_on, "View", "", "history",
                "as known on journal past tiers", open_),
        Command("back", "Back", window.back, "Go", "Alt+Left", "arrow-left", "",
                window.can_go_back),
        Command("forward", "Forward", window.forward, "Go", "Alt+Right", "arrow-right",
                "", window.can_go_forward),
        Command("pane", "Next part of the window", _Stepping(window, False), "Go", "F6",
                "panel-right", "pane focus keyboard"),
        Command("pane_before", "Part of the window before", _Stepping(window, True), "Go",
                "Shift+F6", "panel-left", "pane focus keyboard"),
        *(
            Command(f"go_{key}", title, _Going(window, key), "Go", "", icon, "", open_)
            for key, title, icon in SECTIONS
        ),
        Command("go_templates", "Checklist templates", _Going(window, "templates"), "Go", "",
                "layers", "edit questions items", open_),
        *(
            Command(f"go_{key}", title, _Going(window, key), "Go", "", icon, words, open_)
            for key, title, icon, words in _OF_DEALS
        ),
        Command("keys", "Keys", do.keys, "Help", "F1", "keyboard", "shortcuts help"),
        Command("about", "About Alliance Desk", do.about, "Help", "", "info", "licence version"),
    ]  # fmt: skip


# The pages in the sidebar: key, title, icon.
SECTIONS = (
    ("today", "Today", "calendar-clock"),
    ("partners", "Partners", "handshake"),
    ("candidates", "Candidates", "user-plus"),
    ("meetings", "Meetings", "calendar"),
    ("actions", "Actions", "flag"),
    ("deals", "Deals", "briefcase"),
    ("checklists", "Checklists", "list-checks"),
    ("assessment", "Assessment", "scale"),
    ("benefits", "Benefits", "award"),
    ("program", "Program", "notebook-pen"),
    ("packs", "Packs", "presentation"),
    ("import", "Import", "download"),
)

# The pages beside the meetings and the deals: key, title, icon, other names.
_OF_DEALS = (
    ("reviews", "Reviews", "calendar-clock", "business review ebr pipeline monthly months cadence"),
    ("health", "Health", "shield-check", "strategic financial operational relationship survey"),
    ("hygiene", "Hygiene", "shield-check", "deals clean findings overdue duplicates rules"),
    ("movement", "Movement", "chart-column", "deals snapshots pipeline change waterfall"),
    ("partner_lists", "Partner lists", "users", "deals their pipeline compare omissions"),
    ("omissions", "Omissions", "flag", "deals omission cases review accepted rejected"),
    ("imports", "Imports", "history", "import log deals files undo"),
    ("inquiries", "Inquiries", "mail", "program mailbox questions join candidate"),
    ("links", "Resources", "link", "program addresses sites offline copy checked"),
)


class _Going:
    """Goes to one page; an object, so that no closure keeps the window."""

    def __init__(self, window: "Window", key: str) -> None:
        self.window, self.key = window, key

    def __call__(self) -> None:
        self.window.desk.go(Place(self.key))


class _Stepping:
    """Gives another part of the window the keyboard."""

    def __init__(self, window: "Window", backwards: bool) -> None:
        self.window, self.backwards = window, backwards

    def __call__(self) -> None:
        from ui.widgets.panes import step

        step(self.window, backwards=self.backwards)
