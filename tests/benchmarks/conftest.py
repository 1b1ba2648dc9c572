"""Benchmarks give ratios against a floor measured in the same run: machines differ and are noisy.

python -m pytest tests/benchmarks --benchmarks -s
"""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

LEAFLETS = Path(__file__).parents[2].parent / "shared" / "data" / "leaflets.tar.xz"


@pytest.fixture(scope="session")
def leaflets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of 953 real documents; skipped where they are not at hand."""
    if not LEAFLETS.exists():
        pytest.skip(f"{LEAFLETS} is not here; it is no part of the project")
    folder = tmp_path_factory.mktemp("leaflets")
    with tarfile.open(LEAFLETS) as archive:
        archive.extractall(folder, filter="data")
    return folder / "leaflets"
