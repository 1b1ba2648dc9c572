"""What users import from `citewell` is a short list, and all of it is there."""

import pytest

import citewell


def test_the_front_door_offers_these_names():
    assert citewell.__all__ == [
        "Account",
        "Answer",
        "Assistant",
        "Citation",
        "CitewellError",
        "Indexer",
        "Settings",
        "load_settings",
    ]


def test_every_name_is_what_its_own_module_calls_so():
    assert [getattr(citewell, name).__name__ for name in citewell.__all__] == citewell.__all__


def test_nothing_else_is_offered():
    with pytest.raises(AttributeError, match="module 'citewell' has no attribute 'Catalogue'"):
        _ = citewell.Catalogue
