"""Whether two PDFs hold the same objects, however their bytes are laid out and compressed."""

import io
from typing import Any

_OF_THE_LAYOUT = frozenset({"/Length", "/Filter", "/DecodeParms"})
_OF_THE_FILE = ("/Root", "/Info")


def same_content(data: bytes, made: bytes) -> bool:
    """Whether everything that the two files hold is the same; False for what can't be read."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as one, pikepdf.open(io.BytesIO(made)) as other:
            pairs = [(one.trailer.get(key), other.trailer.get(key)) for key in _OF_THE_FILE]
            return _same(pairs)
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError):
        return False


def _same(pairs: list[tuple[Any, Any]]) -> bool:
    """Walks both files side by side, each pair of objects once."""
    import pikepdf

    seen: set[tuple[tuple[int, int], tuple[int, int]]] = set()
    while pairs:
        one, other = pairs.pop()
        if not isinstance(one, pikepdf.Object) or not isinstance(other, pikepdf.Object):
            if type(one) is not type(other) or one != other:
                return False
            continue
        if one._type_code != other._type_code:
            return False
        if one.is_indirect and other.is_indirect:
            key = (one.objgen, other.objgen)
            if key in seen:
                continue
            seen.add(key)
        if isinstance(one, pikepdf.Stream):
            own = other.read_bytes()
            # What could become far more than ours is not even unpacked.
            if len(one.read_raw_bytes()) > 1000 + 2 * len(own) or one.read_bytes() != own:
                return False
            pairs.append((one.stream_dict, other.stream_dict))
        elif isinstance(one, pikepdf.Dictionary):
            keys = one.keys() - _OF_THE_LAYOUT
            if keys != other.keys() - _OF_THE_LAYOUT:
                return False
            pairs += [(one[key], other[key]) for key in keys]
        elif isinstance(one, pikepdf.Array):
            if len(one) != len(other):
                return False
            pairs += zip(list(one), list(other), strict=True)
        elif one != other:
            return False
    return True
