"""The shape of a checklist template, part by part; loaded only to check one."""

import re
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from models.checklist.facts import GATES
from models.checklist.mirrors import MIRRORS

_ASKS = ("required", "recommended", "not_asked")


def _key(told: str) -> str:
    if re.fullmatch(r"[a-z][a-z0-9_]*", told):
        return told
    raise ValueError("small letters, digits and _, a letter first, as in training_free")


def _clause(told: str) -> str:
    if re.fullmatch(r"([A-Z]\d{2,3})?", told):
        return told
    raise ValueError("a clause is a letter and two or three digits, as in C026")


def _ask(told: Any) -> Any:
    entries = told.values() if isinstance(told, dict) else [told]
    if all(entry in _ASKS for entry in entries):
        return told
    raise ValueError(f"one of {', '.join(_ASKS)}, or one for each tier and for others")


Text = Annotated[str, Field(min_length=1)]
Key = Annotated[str, AfterValidator(_key)]
Clause = Annotated[str, AfterValidator(_clause)]
Days = Annotated[int, Field(ge=-366, le=366)]
_SOME = Field(min_length=1)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Choice(_Part):
    key: Key
    label: Text
    state: Literal["met", "not_met", "in_progress", "in_review", "not_started"] = "met"


class _Condition(_Part):
    item: Key
    told: Text | Annotated[list[Text], _SOME] = Field(alias="is")


class _Item(_Part):
    key: Key
    asks: Text
    kind: Literal["yes_no", "number", "money", "date", "choice", "text", "people", "file"]
    help: str = ""
    clause: Clause = ""
    side: Literal["ours", "partner", "joint"] = "ours"
    evidence: Literal["none", "wanted", "needed"] = "none"
    ask: Annotated[Any, AfterValidator(_ask)] = "required"
    internal: bool = False
    when: _Condition | None = None
    target: Annotated[int, Field(ge=0)] | None = None
    unit: str = ""
    choices: list[_Choice] = []
    criterion: str = ""
    gate: Literal["", *GATES] = ""  # type: ignore[valid-type]  # pydantic unpacks it
    mirrors: str = ""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.kind == "choice" and len(self.choices) < 2:
            raise ValueError("choices: two or more to choose from")
        if self.choices and self.kind != "choice":
            raise ValueError("choices: only for the kind choice")
        keys = [choice.key for choice in self.choices]
        if len({*keys}) < len(keys):
            raise ValueError("choices: two of them have one key")
        if self.target is not None and self.kind not in ("number", "money"):
            raise ValueError("target: only for the kinds number and money")
        if self.unit and self.kind != "number":
            raise ValueError("unit: only for the kind number")
        if sum(map(bool, (self.criterion, self.gate, self.mirrors))) > 1:
            raise ValueError("only one of criterion, gate and mirrors can answer it")
        if self.criterion and self.kind not in ("yes_no", "number", "money", "text"):
            raise ValueError("kind: a criterion gives yes_no, number, money or text")
        if self.gate and self.kind != "yes_no":
            raise ValueError("kind: a gate gives yes_no")
        if self.mirrors:
            self._mirrors()
        return self

    def _mirrors(self) -> None:
        known = MIRRORS.get(self.mirrors)
        if known is None:
            raise ValueError(f"mirrors: no field {self.mirrors!r}; there is {', '.join(MIRRORS)}")
        if known.kind != self.kind:
            raise ValueError(f"kind: {self.mirrors} is of the kind {known.kind}")


class _Section(_Part):
    key: Key
    name: Text
    each: Literal["", "criterion"] = ""
    evidence: Literal["none", "wanted", "needed"] = "none"
    items: list[_Item] = []

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if not self.items and not self.each:
            raise ValueError("items: a section asks something, or takes items from the program")
        if self.evidence != "none" and not self.each:
            raise ValueError("evidence: of a section only with each; say it of each item")
        return self


class TemplateFile(_Part):
    key: Key
    name: Text
    version: Annotated[int, Field(ge=1)]
    says: str = ""
    every: Literal["once", "quarter", "year"]
    applies_to: Literal["onboarding", "participating", "all"]
    tiers: list[Key] = []
    opens: Days | None = None
    due: Days = 0
    carries: bool = True
    survey: Literal["", "ours", "partner"] = ""
    sections: list[_Section] = _SOME

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.every == "once" and self.opens is not None:
            raise ValueError("opens: only for what comes back each quarter or year")
        if self.every == "once" and self.due < 0:
            raise ValueError("due: days after its beginning, so not below 0")
        if self.opens is not None and self.opens > self.due:
            raise ValueError("opens: it is due before it opens")
        if self.survey:
            self._only_asks()
        return self

    def _only_asks(self) -> None:
        """A survey is answered by people alone, each side by itself, and comes by no calendar."""
        if self.every == "once" or self.opens is not None or self.carries:
            raise ValueError("survey: of a quarter or a year, without opens, and carries is false")
        if any(section.each for section in self.sections):
            raise ValueError("survey: no section takes its items from the program")
        for item in (one for section in self.sections for one in section.items):
            if item.criterion or item.gate or item.mirrors or item.evidence != "none":
                raise ValueError("survey: no item is answered by the records, or by evidence")
            if item.side != self.survey or item.internal != (self.survey == "ours"):
                raise ValueError("survey: items are of its side; those of ours are all internal")
