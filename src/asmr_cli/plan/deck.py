"""Dealing: nothing comes again before its group was through."""

import math
import random
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Group(Generic[Item]):
    """Items that suit a place, with their keys looked up once."""

    def __init__(self, items: Sequence[Item], key: Callable[[Item], Hashable]) -> None:
        self.items = items
        self.keys = frozenset(key(item) for item in items)

    def __bool__(self) -> bool:
        return bool(self.items)


class Deck(Generic[Item]):
    """Deals items by weight, each once a round; never one twice running where there is another."""

    def __init__(
        self, key: Callable[[Item], Hashable], weight: Callable[[Item], float], heard: Iterable[Hashable] = ()
    ) -> None:
        """`heard`: keys that were dealt before, the latest last; the first round begins with the others."""
        self._key = key
        self._weight = weight
        self._order: list[Item] = []
        self._waiting: set[Hashable] = set()
        before = list(heard)
        self.heard = set(before)
        """Keys of all that was dealt so far."""
        self._last: Hashable = before[-1] if before else None
        self._first_round = set(self.heard)

    def deal(self, group: Group[Item], rng: random.Random) -> Item:
        """One item of the group, which may be another group each time."""
        if group.keys.isdisjoint(self._waiting):
            self._shuffle(group, rng)
        place = next(n for n, item in enumerate(self._order) if self._key(item) in group.keys)
        item = self._order.pop(place)
        self._last = self._key(item)
        self._waiting.discard(self._last)
        self.heard.add(self._last)
        return item

    def _shuffle(self, group: Group[Item], rng: random.Random) -> None:
        """Another round, drawn by weight without replacement (Efraimidis and Spirakis 2006)."""
        items = [item for item in group.items if self._key(item) not in self._first_round] or list(group.items)
        self._first_round -= group.keys
        luck = {self._key(item): self._luck(item, rng) for item in items}
        cards = sorted(items, key=lambda item: luck[self._key(item)], reverse=True)
        if len(cards) > 1 and self._key(cards[0]) == self._last:
            cards.append(cards.pop(0))
        self._order[:0] = cards
        self._waiting.update(luck)

    def _luck(self, item: Item, rng: random.Random) -> float:
        weight = self._weight(item)
        return math.log(1.0 - rng.random()) / weight if weight > 0 else -math.inf
