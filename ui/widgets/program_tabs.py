"""The tabs over what belongs to the program as a whole: its rules, inquiries, resources."""

from __future__ import annotations

from ui.widgets.pipeline_tabs import PipelineTabs


class ProgramTabs(PipelineTabs):
    """Each is a page of its own."""

    NAME = "Around the program"
    PAGES = (("program", "Program"), ("inquiries", "Inquiries"), ("links", "Resources"))
