"""A few small documents of every kind of structure."""

from __future__ import annotations

DOCUMENTS = {
    "tea.md": """\
---
title: Drying tea
site: example.org
author: Ada Example
date: 2024-03-05
---

# Drying tea

Green tea is dried in iron pans over a low fire. The leaves are turned by hand.

## Times

Drying takes longer in wet weather:

- twenty minutes for young leaves
- forty minutes for old leaves

| Leaf | Heat |
| --- | --- |
| young | 80 °C |
| old | 95 °C |
""",
    "lighthouse.txt": """\
The lighthouse at Skerry Point

2021-06-30

The lamp of the lighthouse turns once in twelve seconds. It can be seen
from a distance of nineteen miles when the air is clear.

The keeper

The last keeper left the tower in 1988.
""",
    "garden/bees.txt": """\
Bees in winter

Bees do not sleep in winter. They form a ball around the queen and shiver to keep her warm.
""",
}
