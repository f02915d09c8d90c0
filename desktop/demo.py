"""The main job without a display: sample portfolio, assessment, one pack and a screenshot."""

import json
from datetime import date
from pathlib import Path

from models.errors import UserError
from models.files import safe_save, write_text
from models.program.as_json import assessment_json
from models.sample import fill
from models.store import standing
from models.store.portfolio import create


def make(folder: Path, as_of: date) -> list[Path]:
    """Do it all in `folder` and return the files, newest job last.

    What an earlier demo left there is replaced; nothing else is touched.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise UserError(f"{folder} can't be made: {fault.strerror}.", "Name another.") from fault
    portfolio = folder / "sample.alliance"
    assessment, pack, picture = (
        folder / name for name in ("assessment.json", "pack.pdf", "window.png")
    )
    for old in (portfolio, assessment, pack, picture):
        old.unlink(missing_ok=True)
    from desktop.packs import facts_of, make_one

    with create(portfolio) as book:
        fill(book, as_of)
        found = standing.assess(book, as_of)
        write_text(assessment, json.dumps(assessment_json(found), ensure_ascii=False, indent=1))
        best = max(found.decisions, key=lambda decision: decision.tcv.total)
        facts = facts_of(book, best.partner_id, as_of, "internal")
    make_one(facts, pack)
    _screenshot(portfolio, picture)
    return [portfolio, assessment, pack, picture]


def _screenshot(portfolio: Path, picture: Path) -> None:
    from desktop.app import application, build
    from ui.work import Inline

    app = application()
    window = build(app, executor=Inline())
    window.resize(1440, 900)
    window.show()
    window.session.open(portfolio)
    app.processEvents()
    with safe_save(picture) as part:
        window.grab().save(str(part), "PNG")
    window.close()
