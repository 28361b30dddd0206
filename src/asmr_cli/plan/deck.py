"""Dealing: nothing comes again before its group was through."""

import random
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(slots=True)
class Deck(Generic[Item]):
    """Deals items by weight, each once a round; never one twice running where there is another."""

    key: Callable[[Item], Hashable]
    weight: Callable[[Item], float]
    dealt: dict[Hashable, None] = field(default_factory=dict)
    """What was dealt in this round, the latest last."""

    def deal(self, items: Sequence[Item], rng: random.Random) -> Item:
        """One of the items, which may be others each time."""
        fresh = [item for item in items if self.key(item) not in self.dealt]
        if not fresh:
            last = next(reversed(self.dealt))
            for item in items:
                self.dealt.pop(self.key(item), None)
            fresh = [item for item in items if self.key(item) != last] or list(items)
        weights = [max(self.weight(item), 0.0) for item in fresh]
        item = rng.choices(fresh, weights)[0] if sum(weights) > 0 else rng.choice(fresh)
        self.dealt[self.key(item)] = None
        return item
