"""The picture of a history: every record has its mark, and strangers' text stays text."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.clock import DAY
from geo.errors import ViewError
from geo.front.histories import HISTORY_COLUMNS, claimants, history
from geo.front.stages import STAGES
from geo.records import Event
from geo.views import languages
from geo.views.history_picture import LEAST_WIDTH, history_svg
from geo.views.history_words import (
    COUNTS_NOTE,
    claimants_csv,
    claimants_text,
    history_csv,
    history_text,
)
from tests.front.test_properties import FEW
from tests.front.toy import DAY_ONE, record, timeline

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert(1)</script> & "]]> <!-- \x00\x1b[31m\u202e\ud7ff'


def table(*events: Event) -> pd.DataFrame:
    return history(timeline(events), "v31")


def drawn(rows: pd.DataFrame, name: str = "Sudzha", **options: Any) -> ET.Element:
    return ET.fromstring(history_svg(rows, name, **options))


def texts(root: ET.Element) -> list[str]:
    return [each.text or "" for each in root.iter(f"{SVG}text")]


def tips(root: ET.Element) -> list[str]:
    """What is said of each mark and bar."""
    return [each.text or "" for group in root.iter(f"{SVG}g") for each in group.findall(f"{SVG}title")]


LIFE = (
    record("v31", DAY_ONE),
    record("v31", DAY_ONE + 3 * DAY, status="denied", claimant_side="UA"),
    record("v31", DAY_ONE + 40 * DAY, status="confirmed", claimant_side="UA"),
)


def test_each_record_has_its_mark_with_who_says_it_and_when() -> None:
    told = tips(drawn(table(*LIFE)))
    assert [one for one in told if ": Russian ministry says that Russia took it." in one]
    assert [one for one in told if one.startswith("10 April 2025, conceded: Ukrainian staff concedes it to Russia, 40")]


def test_a_label_names_the_stage_the_day_and_the_side_so_that_colour_is_not_alone() -> None:
    assert {"claimed 1 Mar · RU", "denied 4 Mar · RU", "conceded 10 Apr · RU"} <= set(texts(drawn(table(*LIFE))))


def test_a_bar_lasts_while_a_voice_has_the_place_in_the_same_hands() -> None:
    leaves = record("v31", DAY_ONE + 9 * DAY, event_type="withdrawal")
    told = [one for one in tips(drawn(table(LIFE[0], leaves))) if "has it" in one]
    assert told == ["Russian officials: Russia has it, 1 March 2025 until 10 March 2025"]


def test_the_legend_names_the_stages_shown_and_no_others() -> None:
    shown = set(texts(drawn(table(*LIFE))))
    assert {"claimed", "denied", "conceded", "RU: about Russia", "Russia has it, officials say"} <= shown
    assert not shown & {"announced", "entered", "contested", "retracted", "left", "UA: about Ukraine"}


def test_the_picture_is_described_for_those_who_do_not_see_it() -> None:
    root = drawn(table(*LIFE))
    assert root.findtext(f"{SVG}title") == "What is said of Sudzha"
    described = root.findtext(f"{SVG}desc") or ""
    assert "3 records, 1 March – 10 April 2025: 1 claimed, 1 denied and 1 conceded." in described
    assert "Neither is a fact." in described


def test_no_rows_give_a_picture_that_says_so() -> None:
    root = drawn(pd.DataFrame(columns=list(HISTORY_COLUMNS)))
    assert "No claim to it is on record." in texts(root)
    assert float(root.attrib["height"]) < 100


def test_the_order_of_rows_does_not_matter_and_the_same_rows_give_the_same_bytes() -> None:
    rows = table(*LIFE)
    assert history_svg(rows, "Sudzha") == history_svg(rows.iloc[::-1], "Sudzha")


def test_a_picture_too_narrow_is_told() -> None:
    with pytest.raises(ViewError, match=str(LEAST_WIDTH)):
        history_svg(table(*LIFE), "Sudzha", width=LEAST_WIDTH - 1)


@pytest.mark.parametrize("width", [LEAST_WIDTH, 720, 1600])
def test_labels_stay_inside_the_picture_and_touch_no_other_of_their_row(width: int) -> None:
    events = [record("v31", DAY_ONE + n * DAY, claimed_by=f"Channel {n % 4}", note=str(n)) for n in range(0, 80, 2)]
    root = drawn(table(*events), width=width)
    assert len([one for one in tips(root) if "claimed:" in one]) == 40
    rows: dict[str, list[tuple[float, float]]] = {}
    for each in root.iter(f"{SVG}text"):
        if each.text and " · RU" in each.text:
            room, x = len(each.text) * 5.0, float(each.attrib["x"])
            left = x - room if each.attrib["text-anchor"] == "end" else x
            assert left >= 0
            assert left + room <= width
            rows.setdefault(each.attrib["y"], []).append((left, left + room))
    assert rows
    for spans in rows.values():
        ordered = sorted(spans)
        assert all(one[1] <= later[0] for one, later in pairwise(ordered))


def test_hostile_text_is_text_of_well_formed_xml_and_no_element_of_it() -> None:
    fields = {"claimed_by": HOSTILE, "publisher": HOSTILE, "quote": HOSTILE, "note": HOSTILE}
    root = drawn(table(record("v31", DAY_ONE, **fields)), HOSTILE)
    assert not [each for each in root.iter() if each.tag.lower().endswith("script")]
    assert "<script>alert(1)</script>" in (root.findtext(f"{SVG}title") or "")
    assert not [char for each in root.iter() for char in each.text or "" if not char.isprintable()]


@FEW
@given(st.text(max_size=80), st.text(min_size=1, max_size=600), st.integers(0, 4000))
def test_any_text_and_span_give_well_formed_xml(name: str, told: str, days: int) -> None:
    rows = table(record("v31", DAY_ONE), record("v31", DAY_ONE + timedelta(days=days), quote=told, claimed_by=told))
    root = drawn(rows, name)
    assert root.tag == f"{SVG}svg"


def test_every_stage_and_count_has_its_words() -> None:
    words = languages.table("en")
    assert set(words["stages"]) == set(words["stage_words"]) == set(STAGES)
    counted = set(claimants(timeline(LIFE)).columns) - {"claimed_by", "claimant_side"}
    assert set(words["counted_columns"]) == counted


def test_the_text_of_a_history_says_who_says_what_and_ends_with_who_has_it() -> None:
    told = history_text(table(*LIFE), "Sudzha", clock="known").splitlines()
    assert told[0] == "What is said of Sudzha, in order of being told."
    assert "denied     Ukrainian staff denies what is said of Russia here, 3 days after the claim." in told[3]
    assert told[-2].startswith("Who has it in the end, according to Russian officials: Russia;")


def test_where_nobody_is_said_to_have_the_place_the_text_names_no_holder() -> None:
    told = history_text(table(record("v31", DAY_ONE, event_type="advance")), "Sudzha", clock="known")
    assert "entered" in told
    assert "Who has it" not in told


def test_hostile_text_gives_the_terminal_no_orders_and_a_spreadsheet_no_formula() -> None:
    events = (record("v31", DAY_ONE, claimed_by="=1+1", note="\x1b[31mred\nnext"),)
    told = history_text(table(*events), "Sudzha\x1b[2J", clock="known")
    assert "\x1b" not in told
    assert "[31mred next" in told
    assert "'=1+1" in history_csv(table(*events))
    assert "'=1+1" in claimants_csv(claimants(timeline(events)))


def test_the_table_of_claimants_shows_every_count_and_says_that_contradicted_is_not_wrong() -> None:
    told = claimants_text(claimants(timeline(LIFE))).splitlines()
    assert told[0].split() == [
        "claims", "conceded", "assessed", "retracted", "contradicted", "open", "median", "days", "longest", "open",
        "claimant",
    ]  # fmt: skip
    assert told[1].split()[:8] == ["1", "1", "0", "0", "0", "0", "40", "-"]
    assert told[-1] == COUNTS_NOTE
    assert "Contradicted is not wrong" in COUNTS_NOTE
