"""What is kept packed comes out as it was, or is named; never without measure."""

import os
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.store.unfolding import changes, unfolded


@given(st.binary(max_size=4_000), st.integers(1, 60))
def test_what_was_packed_comes_out_as_it_was(data: bytes, times: int) -> None:
    assert unfolded(zlib.compress(data * times, 1)) == data * times


def test_ten_megabytes_come_out_whole() -> None:
    data = os.urandom(10 * 2**20)
    assert unfolded(zlib.compress(data, 1)) == data


def test_what_would_swell_to_gigabytes_is_refused_early() -> None:
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(bytes(10**7)) for _ in range(300)) + packer.flush()
    with pytest.raises(zlib.error, match="swells without measure"):
        unfolded(bomb)
    with pytest.raises(UserError, match=r"^Entry 7 of the journal is damaged"):
        changes(bomb, 7)


@pytest.mark.parametrize("packed", [b"", b"garbage", zlib.compress(b"abc")[:-2], "text", None])
def test_what_is_torn_or_no_packing_is_damage(packed: bytes) -> None:
    with pytest.raises(zlib.error):
        unfolded(packed)
    with pytest.raises(UserError, match=r"^An entry of the journal is damaged"):
        changes(packed)
