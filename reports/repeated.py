"""Lines at the foot of pages: what stands on many is said on the first of them alone."""

from collections import Counter

_WITHOUT_FIGURES = str.maketrans("", "", "0123456789")


class Repeated:
    """Which lines have been said; many are three pages, or all of a document of fewer than six."""

    def __init__(self, pages: int) -> None:
        self._many = 3 if pages >= 6 else max(2, pages)
        self._found: Counter[str] = Counter()
        self._said: set[str] = set()

    def count(self, line: str) -> None:
        self._found[_plain(line)] += 1

    def again(self, line: str) -> bool:
        """Whether a line that is about to be drawn has been said before; it is said by this."""
        line = _plain(line)
        if self._found[line] < self._many or line not in self._said:
            self._said.add(line)
            return False
        return True


def _plain(line: str) -> str:
    """A line without its figures: a page number in it makes it no other line."""
    return line.translate(_WITHOUT_FIGURES)
