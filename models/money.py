"""Money as integer minor units with a currency code, and nothing else."""

from decimal import ROUND_HALF_UP, Decimal
from functools import cache

_WITHOUT_MINOR = frozenset(
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split()
)
_THREE_DECIMALS = frozenset("BHD IQD JOD KWD LYD OMR TND".split())


@cache
def decimals(currency: str) -> int:
    """How many decimals the currency's minor unit has (ISO 4217): 2 but for a known few."""
    if currency in _WITHOUT_MINOR:
        return 0
    return 3 if currency in _THREE_DECIMALS else 2


def to_minor(amount: Decimal, currency: str) -> int:
    """Minor units of an exact amount.

    Raises ValueError where the amount has more decimals than the currency.
    """
    scaled = amount.scaleb(decimals(currency))
    if scaled != scaled.to_integral_value():
        raise ValueError(f"{amount} has more than {decimals(currency)} decimals ({currency})")
    return int(scaled)


def to_decimal(minor: int, currency: str) -> Decimal:
    return Decimal(minor).scaleb(-decimals(currency))


def plain(minor: int, currency: str) -> str:
    """The amount as digits for files and JSON: `1234.50`, no thousands marks."""
    return f"{to_decimal(minor, currency):.{decimals(currency)}f}"


def convert(minor: int, currency: str, rate: Decimal, target: str) -> int:
    """Minor units of `target`; `rate` is target units for one unit of `currency`, half up (A21)."""
    exact = to_decimal(minor, currency) * rate
    return int(exact.scaleb(decimals(target)).quantize(Decimal(1), rounding=ROUND_HALF_UP))
