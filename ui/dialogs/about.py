"""What the application is, its version, and whose work travels with it."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui import icons, theme
from ui.dialogs.small import SmallWindow
from ui.widgets.labels import Label

NOTICES = """Fonts
Inter, The Inter Project Authors, SIL Open Font License 1.1
IBM Plex Sans, Arabic and Hebrew too, IBM Corp., SIL Open Font License 1.1
Noto Emoji, Google LLC, SIL Open Font License 1.1
DejaVu Sans, Bitstream Vera and DejaVu licences
WenQuanYi Micro Hei, WenQuanYi Project, Apache License 2.0 or GPL 3 with font exception

Icons
Lucide, Lucide Contributors, ISC License

Libraries
Qt for Python (PySide6), The Qt Company, LGPL 3
SQLite and SQLite3 Multiple Ciphers through apsw, public domain and MIT
sqlite-utils, Apache License 2.0
ReportLab, BSD License
pikepdf and qpdf, Mozilla Public License 2.0 and Apache License 2.0
lxml, BSD License
pandas and NumPy, BSD License
Pillow, MIT-CMU License
argon2-cffi, keyring, python-calamine, python-pptx, RapidFuzz, pydantic, platformdirs, tomlkit,
MIT License
XlsxWriter, icalendar and click, BSD License
Babel, BSD License
python-bidi, LGPL 3
arabic-reshaper, MIT License

Alliance Desk itself is under the Apache License 2.0. The full texts are in
THIRD-PARTY-NOTICES.md and beside each font and icon.
"""


class AboutDialog(SmallWindow):
    """Version, promise and notices."""

    def __init__(self, version: str, home: str, parent: QWidget | None = None) -> None:
        super().__init__("About Alliance Desk", parent)
        mark = Label()
        mark.setPixmap(
            icons.pixmap("handshake", theme.colour("accent").name(), 40, self.devicePixelRatioF())
        )
        words = Label(
            "Partner tiers with their reasons, deal pipeline and business-review packs. "
            "It works offline and never opens a connection.\n\n"
            f"Settings, log and backups are in {home}.",
            wrap=True,
        )
        notices = QPlainTextEdit(NOTICES)
        notices.setReadOnly(True)
        notices.setAccessibleName("Fonts, icons and libraries with their licences")
        for widget in (mark, Label(f"Alliance Desk {version}", "title"), words, notices):
            self.body.addWidget(widget)
        self.resize(560, 560)
