"""The file's words for a chart: bars and lines with their labels, and the axes under them."""

from collections.abc import Sequence

from reports import style
from reports.slides.book import SHEET
from reports.slides.chart import LABEL_SIZE, LYING, TICK_SIZE, Drawn, Plan
from reports.slides.forms import column_letter
from reports.slides.text import EMU, FACE, colour, escaped

# The part of a chart's frame that its bars fill, from 0 to 1: left, top, width, height.
Inner = tuple[float, float, float, float]
_NONE = "<a:noFill/>"


def chart_xml(plan: Plan, *, inner: Inner | None = None, gap: int = -1) -> str:
    """A chart's part of the file; with `inner` its bars fill exactly that part of its frame."""
    from pptx.oxml.ns import nsdecls

    dots = plan.kind == "dots"
    lying = plan.kind in LYING
    bars = [(at, one) for at, one in enumerate(plan.columns) if one.way in ("bar", "base")]
    lines = [(at, one) for at, one in enumerate(plan.columns) if one.way in _LINES]
    body = ""
    if dots:
        body = _points(plan)
    else:
        if bars:
            body += _bars(plan, bars, lying, gap)
        if lines:
            series = "".join(_line(plan, at, one) for at, one in lines)
            body += (
                '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
                f'{series}<c:marker val="1"/><c:axId val="111"/><c:axId val="222"/></c:lineChart>'
            )
        body += _axes(plan, lying, bare=inner is not None)
    layout = "<c:layout/>"
    if inner is not None:
        places = "".join(
            f'<c:{name} val="{value:.5f}"/>' for name, value in zip("xywh", inner, strict=True)
        )
        layout = (
            '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
            f'<c:yMode val="edge"/>{places}</c:manualLayout></c:layout>'
        )
    return (
        f'<c:chartSpace {nsdecls("c", "a", "r")}><c:date1904 val="0"/>'
        '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        f"<c:plotArea>{layout}{body}<c:spPr>{_NONE}</c:spPr></c:plotArea>{_legend(plan)}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr>{_NONE}<a:ln>{_NONE}</a:ln></c:spPr>{_type(TICK_SIZE, style.SECOND)}"
        "</c:chartSpace>"
    )


_LINES = ("line", "target", "level", "sum")


def _legend(plan: Plan) -> str:
    """The names of the series, where the page does not have them beside the chart."""
    named = [one for one in plan.columns if one.way in ("bar", "line", "point") and one.name]
    if plan.seen.told or len(named) < 2 or plan.kind == "waterfall":
        return ""
    hidden = "".join(
        f'<c:legendEntry><c:idx val="{at}"/><c:delete val="1"/></c:legendEntry>'
        for at, one in enumerate(one for one in plan.columns if one.way)
        if one.way in ("base", "sum")
    )
    return f'<c:legend><c:legendPos val="t"/>{hidden}<c:overlay val="0"/></c:legend>'


def _bars(plan: Plan, bars: Sequence[tuple[int, Drawn]], lying: bool, gap: int) -> str:
    stacked = plan.kind in ("stacked", "stacked_bars", "waterfall")
    grouping = "stacked" if stacked else "clustered"
    series = "".join(_bar(plan, at, one, stacked) for at, one in bars)
    if gap < 0:
        gap = 60 if plan.kind != "columns" else 55
    overlap = '<c:overlap val="100"/>' if stacked or plan.seen.down else ""
    return (
        f'<c:barChart><c:barDir val="{"bar" if lying else "col"}"/><c:grouping val="{grouping}"/>'
        f'<c:varyColors val="0"/>{series}<c:gapWidth val="{gap}"/>{overlap}'
        '<c:axId val="111"/><c:axId val="222"/></c:barChart>'
    )


def _bar(plan: Plan, at: int, one: Drawn, stacked: bool) -> str:
    ink = _NONE if one.way == "base" else _solid(one.colour)
    points = ""
    if one.way == "bar":
        points = "".join(
            f'<c:dPt><c:idx val="{place}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
            f"<c:spPr>{_solid(tint)}<a:ln>{_NONE}</a:ln></c:spPr></c:dPt>"
            for place, tint in enumerate(one.colours)
        )
    where = "ctr" if stacked else "outEnd"
    ground = one.colour if stacked else ""
    return (
        f"<c:ser>{_head(at, one)}<c:spPr>{ink}<a:ln>{_NONE}</a:ln></c:spPr>"
        f'<c:invertIfNegative val="0"/>{points}{_labels(one, where, ground)}'
        f"{_data(plan, at, one)}</c:ser>"
    )


def _line(plan: Plan, at: int, one: Drawn) -> str:
    if one.way == "level":
        look, mark = f"<a:ln>{_NONE}</a:ln>", _marker("dash", 12, one.colour, style.WHITE)
    elif one.way == "sum":
        look, mark = f"<a:ln>{_NONE}</a:ln>", '<c:marker><c:symbol val="none"/></c:marker>'
    elif one.way == "target":
        look = f'<a:ln w="9525">{_solid(one.colour)}<a:prstDash val="dash"/></a:ln>'
        # A target over one category has no line of its own: a dash stands for it.
        mark = '<c:marker><c:symbol val="none"/></c:marker>'
        if len(plan.categories) == 1:
            mark = _marker("dash", 24, one.colour)
    else:
        look = f'<a:ln w="{round(1.5 * EMU)}" cap="rnd">{_solid(one.colour)}<a:round/></a:ln>'
        mark = _marker("circle", 5, one.colour)
    points = ""
    if one.way == "line" and plan.bare:
        mark = '<c:marker><c:symbol val="none"/></c:marker>'
    elif one.way == "line" and len(plan.categories) > 8:
        mark = '<c:marker><c:symbol val="none"/></c:marker>'
        last = max((n for n, value in enumerate(one.values) if value is not None), default=-1)
        if last >= 0:
            points = (
                f'<c:dPt><c:idx val="{last}"/>{_marker("circle", 5, one.colour)}'
                '<c:bubble3D val="0"/></c:dPt>'
            )
    return (
        f"<c:ser>{_head(at, one)}<c:spPr>{look}</c:spPr>{mark}{points}{_labels(one, 't', '')}"
        f'{_data(plan, at, one)}<c:smooth val="0"/></c:ser>'
    )


def _marker(symbol: str, size: int, tint: str, edge: str = "") -> str:
    line = _solid(edge) if edge else _NONE
    return (
        f'<c:marker><c:symbol val="{symbol}"/><c:size val="{size}"/>'
        f"<c:spPr>{_solid(tint)}<a:ln>{line}</a:ln></c:spPr></c:marker>"
    )


def _head(at: int, one: Drawn) -> str:
    where = f"{SHEET}!${column_letter(at)}$1"
    return (
        f'<c:idx val="{at}"/><c:order val="{at}"/><c:tx><c:strRef><c:f>{where}</c:f>'
        f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{escaped(one.name)}</c:v></c:pt>'
        "</c:strCache></c:strRef></c:tx>"
    )


def _data(plan: Plan, at: int, one: Drawn) -> str:
    return f"<c:cat>{_names(plan)}</c:cat><c:val>{_numbers(column_letter(at), one)}</c:val>"


def _names(plan: Plan) -> str:
    count = len(plan.categories)
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{escaped(name)}</c:v></c:pt>'
        for at, name in enumerate(plan.categories)
    )
    return (
        f"<c:strRef><c:f>{SHEET}!$A$2:$A${count + 1}</c:f>"
        f'<c:strCache><c:ptCount val="{count}"/>{points}</c:strCache></c:strRef>'
    )


def _numbers(letter: str, one: Drawn) -> str:
    count = len(one.values)
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{value!r}</c:v></c:pt>'
        for at, value in enumerate(one.values)
        if value is not None
    )
    return (
        f"<c:numRef><c:f>{SHEET}!${letter}$2:${letter}${count + 1}</c:f><c:numCache>"
        f'<c:formatCode>{escaped(one.form)}</c:formatCode><c:ptCount val="{count}"/>{points}'
        "</c:numCache></c:numRef>"
    )


# Labels


def _labels(one: Drawn, where: str, ground: str) -> str:
    if not one.labels:
        return ""
    ink = style.WHITE if _dark(ground) else style.INK
    if one.way == "target":
        ink = style.SECOND
    own = "".join(_label(at, text, one, where, ink) for at, text in sorted(one.labels.items()))
    shown = _shown(False)
    return f"<c:dLbls>{own}{_how(one, where, ink)}{shown}</c:dLbls>"


def _label(at: int, text: str, one: Drawn, where: str, ink: str) -> str:
    rich = ""
    if text:
        rich = (
            f"<c:tx><c:rich>{_body(one.turned)}<a:lstStyle/><a:p><a:r>"
            f'<a:rPr lang="en-GB" sz="{round(LABEL_SIZE * 100)}" b="{_bold(one)}">'
            f"{_solid(ink)}</a:rPr><a:t>{escaped(text)}</a:t></a:r></a:p></c:rich></c:tx>"
        )
    return f'<c:dLbl><c:idx val="{at}"/>{rich}{_how(one, where, ink)}{_shown(True)}</c:dLbl>'


def _how(one: Drawn, where: str, ink: str) -> str:
    # A line behind a figure must not run through it.
    plate = _solid(style.WHITE) if one.way == "sum" else _NONE
    return (
        f'<c:numFmt formatCode="{escaped(one.form)}" sourceLinked="0"/><c:spPr>{plate}'
        f"<a:ln>{_NONE}</a:ln></c:spPr>{_type(LABEL_SIZE, ink, _bold(one), one.turned)}"
        f'<c:dLblPos val="{where}"/>'
    )


def _bold(one: Drawn) -> int:
    return 0 if one.way == "target" else 1


def _shown(value: bool) -> str:
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{int(value)}"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )


def _dark(value: str) -> bool:
    if not value:
        return False
    red, green, blue = (int(value[at : at + 2], 16) for at in (1, 3, 5))
    return 0.3 * red + 0.59 * green + 0.11 * blue < 140


# Axes


def _axes(plan: Plan, lying: bool, bare: bool) -> str:
    nameless = bare or not any(name.strip() for name in plan.categories) or _unnamed(plan)
    turned = '<c:orientation val="maxMin"/>' if lying else '<c:orientation val="minMax"/>'
    low = f'<c:min val="{plan.low!r}"/>' if plan.low is not None else ""
    if plan.low is None and all(v >= 0 for c in plan.columns for v in c.values if v is not None):
        low = '<c:min val="0"/>'
    high = f'<c:max val="{plan.high!r}"/>' if plan.high is not None else ""
    ticks = plan.seen.ticks and not bare and not lying
    across = "midCat" if bare and plan.kind == "line" else "between"
    between = f'<c:crossBetween val="{across}"/>'
    grid = f"<c:majorGridlines><c:spPr>{_fine(style.LINE)}</c:spPr></c:majorGridlines>"
    floor = f"<c:spPr>{_fine(style.INK)}</c:spPr>"
    if nameless:
        floor = f"<c:spPr><a:ln>{_NONE}</a:ln></c:spPr>"
    return (
        f'<c:catAx><c:axId val="111"/><c:scaling>{turned}</c:scaling>'
        f'<c:delete val="{int(nameless and (bare or plan.kind == "line"))}"/>'
        f'<c:axPos val="{"l" if lying else "b"}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="{"none" if nameless else "low"}"/>'
        f'{floor}{_type(TICK_SIZE, style.INK)}<c:crossAx val="222"/><c:crosses val="autoZero"/>'
        '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
        '<c:valAx><c:axId val="222"/><c:scaling><c:orientation val="minMax"/>'
        f'{high}{low}</c:scaling><c:delete val="{int(not ticks)}"/>'
        f'<c:axPos val="{"b" if lying else "l"}"/>{grid if ticks else ""}'
        f'<c:numFmt formatCode="{escaped(plan.axis_form)}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f"<c:spPr><a:ln>{_NONE}</a:ln></c:spPr>{_type(TICK_SIZE, style.SECOND)}"
        f'<c:crossAx val="111"/><c:crosses val="autoZero"/>{between}</c:valAx>'
    )


def _unnamed(plan: Plan) -> bool:
    """Whether the page has no name under any of the columns."""
    texts = plan.seen.texts
    return bool(texts or plan.seen.height < 60) and not any(
        name.split("\n")[0] in texts for name in plan.categories
    )


def _fine(tint: str) -> str:
    return f'<a:ln w="6350">{_solid(tint)}</a:ln>'


def _solid(tint: str) -> str:
    return f"<a:solidFill>{colour(tint)}</a:solidFill>"


def _body(turned: bool) -> str:
    return '<a:bodyPr rot="-5400000" vert="horz"/>' if turned else '<a:bodyPr wrap="none"/>'


def _type(size: float, tint: str, bold: int = 0, turned: bool = False) -> str:
    return (
        f'<c:txPr>{_body(turned)}<a:lstStyle/><a:p><a:pPr><a:defRPr sz="{round(size * 100)}"'
        f' b="{bold}">{_solid(tint)}<a:latin typeface="{FACE}"/></a:defRPr></a:pPr>'
        '<a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
    )


# Dots


def _points(plan: Plan) -> str:
    """Each series as points along its rows, the first row at the top; targets cross the rows."""
    count = len(plan.categories)
    shown = [v for column in plan.columns for v in column.values if v is not None]
    low = min([0.0, *shown]) if plan.low is None else plan.low
    high = (max(shown, default=1.0) * 1.04 or 1.0) if plan.high is None else plan.high
    series = "".join(
        _across(at, one, count) if one.way == "upright" else _dotted(at, one, count)
        for at, one in enumerate(plan.columns)
        if one.way
    )
    edge = f"<c:spPr><a:ln>{_NONE}</a:ln></c:spPr>"
    grid = f"<c:majorGridlines><c:spPr>{_fine(style.LINE)}</c:spPr></c:majorGridlines>"
    upright = "" if plan.bare else grid
    form = f'<c:numFmt formatCode="{escaped(plan.axis_form)}" sourceLinked="0"/>'
    return (
        '<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>'
        f'{series}<c:axId val="111"/><c:axId val="222"/></c:scatterChart>'
        '<c:valAx><c:axId val="111"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{high!r}"/><c:min val="{low!r}"/></c:scaling>'
        f'<c:delete val="{int(plan.bare)}"/><c:axPos val="b"/>{upright}{form}'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'{edge}{_type(TICK_SIZE, style.SECOND)}<c:crossAx val="222"/><c:crosses val="min"/>'
        '<c:crossBetween val="midCat"/></c:valAx>'
        '<c:valAx><c:axId val="222"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{count + 0.5!r}"/><c:min val="0.5"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="l"/>{upright}<c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/>'
        f'{edge}<c:crossAx val="111"/><c:crosses val="min"/><c:crossBetween val="midCat"/>'
        '<c:majorUnit val="1"/></c:valAx>'
    )


def _dotted(at: int, one: Drawn, count: int) -> str:
    symbols = one.symbols or ("circle",) * len(one.colours)
    points = "".join(
        f'<c:dPt><c:idx val="{place}"/>{_marker(symbol, 9, tint)}<c:bubble3D val="0"/>'
        f"<c:spPr>{_solid(tint)}<a:ln>{_NONE}</a:ln></c:spPr></c:dPt>"
        for place, (tint, symbol) in enumerate(zip(one.colours, symbols, strict=True))
    )
    rows = [float(count - place) for place in range(count)]
    return (
        f"<c:ser>{_head(at, one)}<c:spPr><a:ln>{_NONE}</a:ln></c:spPr>"
        f"{_marker('circle', 9, one.colour)}{points}{_labels(one, 't', '')}"
        f"<c:xVal>{_numbers(column_letter(at), one)}</c:xVal>{_literal(rows)}</c:ser>"
    )


def _across(at: int, one: Drawn, count: int) -> str:
    """A line through all rows at one value."""
    look = f'<a:ln w="15875">{_solid(one.colour)}</a:ln>'
    return (
        f"<c:ser>{_head(at, one)}<c:spPr>{look}</c:spPr>"
        '<c:marker><c:symbol val="none"/></c:marker>'
        f"<c:xVal>{_numbers(column_letter(at), one)}</c:xVal>{_literal([0.5, count + 0.5])}</c:ser>"
    )


def _literal(values: Sequence[float]) -> str:
    points = "".join(f'<c:pt idx="{n}"><c:v>{v!r}</c:v></c:pt>' for n, v in enumerate(values))
    return (
        f"<c:yVal><c:numLit><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{points}</c:numLit></c:yVal><c:smooth val="0"/>'
    )
