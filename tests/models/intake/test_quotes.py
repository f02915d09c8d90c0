"""A quotation mark that is not closed is found in the line where it opens."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models.errors import UserError
from models.intake.quotes import unclosed
from models.intake.sheet import open_sheet

Write = Callable[..., Path]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a,b\nc,d\n", None),
        ('a,"b ""c"" d"\n"e\nf",g\n', None),
        ('a,c "q" c,5" disk\n"Big" deal,x\n', None),
        ('a,"b\n', (1, 1)),
        ('a,"b', (1, 1)),
        ('a,b\nc,"d\ne,f\n', (2, 3)),
        ('a,b\nc,"d\ne,"f"\ng,h\n', (2, 3)),
        ('"a\nb",c\n"d\ne","f\ng,h\n', (4, 5)),
        ('a,"b ""c"" d\ne,f\n', (1, 2)),
    ],
)
def test_the_line_where_it_opens_is_found(text: str, found: tuple[int, int] | None) -> None:
    assert unclosed(lambda: iter(text.splitlines(keepends=True)), ",") == found


@pytest.mark.parametrize("rows", [3, 20_000])
def test_a_list_with_an_unclosed_mark_is_refused_with_its_line(write: Write, rows: int) -> None:
    text = 'partner,status\nA,"won\nB,"lost"\n' + "C,won\n" * rows
    with pytest.raises(UserError, match=r"opens in line 2 of list\.csv is not closed, so lines 2 "):
        open_sheet(write(text)).source.settle()


def test_in_the_last_line_only_that_line_is_named(write: Write) -> None:
    with pytest.raises(UserError, match=r"opens in line 3 of list\.csv is not closed\. Close"):
        open_sheet(write('partner,status\nA,won\nB,"won\n'))
