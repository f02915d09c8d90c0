"""What fails in a process of its own, for the tests of faults."""


def raise_value(words: str) -> None:
    raise ValueError(words)


def answer(words: str) -> str:
    return words
