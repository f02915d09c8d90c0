"""What fails in a process of its own, for the tests of faults."""

import os
import signal


def raise_value(words: str) -> None:
    raise ValueError(words)


def die(_words: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def answer(words: str) -> str:
    return words
