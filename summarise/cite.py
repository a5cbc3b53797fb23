"""Whether a statement is cited: every figure in it is one that its citations hold, word for word."""

from collections.abc import Iterator

from summarise.figures import find_figures
from summarise.values import Citation, Figure, Statement

# Kinds that state nothing: a flight number in a quotation, a pronoun "one".
SILENT = frozenset({"identifier"})


def figures_of(text: str) -> list[Figure]:
    """Return the figures that a text states; identifiers state nothing."""
    return [figure for figure in find_figures(text) if figure.kind not in SILENT]


def is_verbatim(statement: Statement) -> bool:
    """Tell whether a statement is nothing but the words of its one citation."""
    return len(statement.citations) == 1 and " ".join(statement.text.split()) == " ".join(statement.citations[0].quote.split())


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
    cited = [figures_of(citation.quote) for citation in words]
    if len(stated) != sum(map(len, cited)):
        yield f"it states {len(stated)} figures and its citations hold {sum(map(len, cited))}"
        return
    for figure, source in zip(stated, (figure for quote in cited for figure in quote), strict=True):
        if not same(figure, source):
            yield f"{figure.text!r} is not what its citation says: {source.text!r}"
    for citation in words:
        if support and not any(holds(sentence, citation) for sentence in support):
            yield f"{citation.quote!r} does not stand in a sentence that it rests on"
    # A quote that began its sentence may stand within one now: "Dozens" as "dozens".
    text, position = " ".join(statement.text.split()).lower(), 0
    for citation in words:
        quote = " ".join(citation.quote.split()).lower()
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
    told = [(f.kind, f.low, f.high, f.qualifier, f.text.lower()) for f in (figure, source)]
    return told[0] == told[1] and (figure.unit == source.unit or None in {figure.unit, source.unit})
