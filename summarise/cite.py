"""Whether a statement is cited: every figure in it is one that its citations hold, word for word."""

from collections.abc import Iterator
from functools import lru_cache

from summarise.figures import find_figures
from summarise.values import Citation, Figure, Statement


def figures_of(text: str) -> list[Figure]:
    """Return the figures that a text states; identifiers, such as a flight number, state nothing."""
    return list(_stated(text))


@lru_cache(maxsize=2048)
def _stated(text: str) -> tuple[Figure, ...]:
    # A note and its drafts are looked at more than once, and the names in them are much alike.
    return tuple(figure for figure in find_figures(text) if figure.kind != "identifier")


def is_verbatim(statement: Statement) -> bool:
    """Tell whether a statement is nothing but the words of its one citation."""
    quotes = [_in_one_line(citation.quote) for citation in statement.citations]
    return quotes == [_in_one_line(statement.text)]


def faults(statement: Statement) -> Iterator[str]:
    """Yield what keeps a statement from being cited; nothing when it holds.

    A statement in a source's words needs that one citation. Any other needs, for each of its figures in
    order, a citation whose quote states the same figure: value, unit, kind and qualifier. Where it also names
    the sentences that it rests on, those quotes stand in them, and if it has no figure, they are enough.
    """
    if not statement.citations:
        yield "it has no citation"
        return
    if is_verbatim(statement):
        return
    stated = figures_of(statement.text)
    words = [citation for citation in statement.citations if citation.role == "words"]
    support = [citation for citation in statement.citations if citation.role == "support"]
    cited = [figure for citation in words for figure in figures_of(citation.quote)]
    if len(stated) != len(cited):
        yield f"it states {len(stated)} figures and its citations hold {len(cited)}"
        return
    for figure, source in zip(stated, cited, strict=True):
        if not same(figure, source):
            yield f"{figure.text!r} is not what its citation says: {source.text!r}"
    for citation in words:
        if support and not any(holds(sentence, citation) for sentence in support):
            yield f"{citation.quote!r} does not stand in a sentence that it rests on"
    # A quote that began its sentence may stand within one now: "Dozens" as "dozens".
    text, position = _in_one_line(statement.text).lower(), 0
    for citation in words:
        quote = _in_one_line(citation.quote).lower()
        at = text.find(quote, position)
        if at < 0:
            yield f"the words of its citation {citation.quote!r} do not stand in it, or not in this order"
            return
        position = at + len(quote)


def holds(outer: Citation, inner: Citation) -> bool:
    """Tell whether a citation lies within another."""
    return outer.article == inner.article and outer.start <= inner.start and inner.end <= outer.end


def same(figure: Figure, source: Figure) -> bool:
    """Tell whether a figure states what its source does, apart from where it stands.

    A quotation may be too short to hold the noun that it counts; then the words around it may tell the unit.
    """
    if figure.unit != source.unit and None not in {figure.unit, source.unit}:
        return False
    told, given = [(f.kind, f.low, f.high, f.qualifier, f.text.lower()) for f in (figure, source)]
    return told == given


def _in_one_line(text: str) -> str:
    return " ".join(text.split())
