"""Alignment: two lists paired so that the sum of the pairs' weights is the largest there is."""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from typing import TypeVar

L = TypeVar("L", bound=Hashable)
R = TypeVar("R", bound=Hashable)


def assign(weights: Mapping[tuple[L, R], float]) -> dict[L, R]:
    """Return the pairing of left with right that has the greatest total weight.

    Only pairs in `weights` with a weight above zero are made; each item stands in one pair at most. What
    is not connected is solved apart, so that long texts with short overlaps cost no more than their length.
    """
    pairs: dict[L, R] = {}
    for lefts, rights in _components({pair for pair, weight in weights.items() if weight > 0}):
        if len(lefts) == len(rights) == 1:
            pairs[lefts[0]] = rights[0]
            continue
        matrix = [[weights.get((left, right), 0.0) for right in rights] for left in lefts]
        for row, column in _heaviest(matrix):
            if matrix[row][column] > 0:
                pairs[lefts[row]] = rights[column]
    return pairs


def _components(edges: set[tuple[L, R]]) -> list[tuple[list[L], list[R]]]:
    """Split a bipartite graph into its connected parts."""
    rights_of: dict[L, list[R]] = defaultdict(list)
    lefts_of: dict[R, list[L]] = defaultdict(list)
    for left, right in sorted(edges, key=repr):
        rights_of[left].append(right)
        lefts_of[right].append(left)
    seen: set[L] = set()
    parts = []
    for start in rights_of:
        if start in seen:
            continue
        seen.add(start)
        lefts, rights = [start], []
        for left in lefts:  # grows while it is walked
            for right in rights_of[left]:
                if right in rights:
                    continue
                rights.append(right)
                fresh = [other for other in lefts_of[right] if other not in seen]
                seen.update(fresh)
                lefts.extend(fresh)
        parts.append((lefts, rights))
    return parts


def _heaviest(matrix: list[list[float]]) -> list[tuple[int, int]]:
    """Return the heaviest assignment of rows to columns (the Hungarian method with potentials, O(n^3))."""
    if len(matrix) > len(matrix[0]):
        turned = [list(column) for column in zip(*matrix, strict=True)]
        return [(row, column) for column, row in _heaviest(turned)]
    search = _Search(matrix)
    for row in range(1, len(matrix) + 1):
        search.place(row)
    return [(row - 1, column - 1) for column, row in enumerate(search.row_at) if column and row]


class _Search:
    """The state of the Hungarian method; rows and columns count from 1, and 0 is none."""

    def __init__(self, matrix: list[list[float]]) -> None:
        self.matrix = matrix
        self.columns = len(matrix[0])
        self.row_potential = [0.0] * (len(matrix) + 1)
        self.column_potential = [0.0] * (self.columns + 1)
        self.row_at = [0] * (self.columns + 1)

    def place(self, row: int) -> None:
        """Give one more row a column, moving the rows placed before along the cheapest path."""
        self.row_at[0], column = row, 0
        least = [float("inf")] * (self.columns + 1)
        came_from = [0] * (self.columns + 1)
        done: set[int] = set()
        while self.row_at[column]:
            done.add(column)
            self._relax(column, done, least, came_from)
            following = min((c for c in range(1, self.columns + 1) if c not in done), key=least.__getitem__)
            self._shift(least[following], done, least)
            column = following
        while column:
            self.row_at[column] = self.row_at[came_from[column]]
            column = came_from[column]

    def _relax(self, column: int, done: set[int], least: list[float], came_from: list[int]) -> None:
        row = self.row_at[column]
        for other in range(1, self.columns + 1):
            if other in done:
                continue
            cost = -self.matrix[row - 1][other - 1] - self.row_potential[row] - self.column_potential[other]
            if cost < least[other]:
                least[other], came_from[other] = cost, column

    def _shift(self, step: float, done: set[int], least: list[float]) -> None:
        for column in range(self.columns + 1):
            if column in done:
                self.row_potential[self.row_at[column]] += step
                self.column_potential[column] -= step
            else:
                least[column] -= step
