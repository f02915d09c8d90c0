"""Words in a narrow place are broken or cut, and never widen it."""

from ui.widgets.labels import breakable


def test_a_very_long_word_can_be_broken_and_short_ones_stay_whole() -> None:
    assert breakable("short words") == "short words"
    broken = breakable(f"a {'x' * 50} b")
    assert broken.replace("\u200b", "") == f"a {'x' * 50} b"
    assert max(len(part) for part in broken.replace("\u200b", " ").split()) == 22
