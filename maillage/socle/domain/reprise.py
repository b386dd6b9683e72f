"""What a reprise of data from elsewhere did, or would do, for one kind of fact."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class BilanReprise:
    """Counts of one kind (`nature`, in words), and what stops the whole reprise (`refus`, sentences that name the fact)."""

    nature: str
    crees: int = 0
    modifies: int = 0
    identiques: int = 0
    refus: list[str] = field(default_factory=list)

    @property
    def sans_effet(self) -> bool:
        """Tell whether nothing was, or would be, written."""
        return not (self.crees or self.modifies)
