"""No altered seal is accepted as equal: bytes changed at random, and data changed by one who knows how to seal."""

from __future__ import annotations

import os
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from atcost.core.finding import Faulty
from atcost.core.rules import seals
from atcost.core.seal import canonical_line, checksums, result
from atcost.inputs import plain_json
from atcost.inputs.sealed import unsealed
from tests.golden import assert_golden
from tests.sealing import KEPT, SMALL_SEAL, altered, assert_told, forged, plain, put, rules, with_checksums, wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from atcost.core.finding import Finding

ALTERED = 1_000 if os.environ.get("ATCOST_PROVE") == "1" else 100
SEALS = [(KEPT / f"{name}.json").read_bytes() for name in ("small", "linked")]


def bytes_altered(rng: Random, content: bytes) -> bytes:
    """Return a file with bytes flipped, deleted, inserted, swapped or cut off at the end."""
    at, length = rng.randrange(len(content)), rng.choice([1, 1, 1, 2, 5, 40])
    piece = content[at : at + length]
    kind = rng.choice(["flip", "flip", "delete", "insert", "double", "swap", "cut"])
    if kind == "flip":
        return content[:at] + bytes([content[at] ^ 1 << rng.randrange(8)]) + content[at + 1 :]
    if kind == "delete":
        return content[:at] + content[at + length :]
    if kind in {"insert", "double"}:
        return content[:at] + (rng.randbytes(length) if kind == "insert" else piece) + content[at:]
    if kind == "swap":
        to = rng.randrange(len(content))
        first, second = sorted([at, to])
        middle = content[first + 1 : second]
        return (
            content[:first] + content[second : second + 1] + middle + content[first : first + 1] + content[second + 1 :]
        )
    return content[:at]


@pytest.mark.parametrize("seed", range(ALTERED // 50))
def test_altered_bytes_are_never_equal(seed: int, tmp_path: Path) -> None:
    rng = Random(seed)  # noqa: S311 -- chance that can be repeated is what is wanted
    for _ in range(50):
        content = rng.choice(SEALS)
        other = bytes_altered(rng, content)
        if other != content:
            wrong(other, tmp_path)


def every_part(found: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every value in plain data."""
    yield path
    for name, entry in (
        found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
    ):
        yield from every_part(entry, (*path, name))


HOSTILE: list[Any] = [
    *(
        None,
        True,
        False,
        0,
        1,
        -1,
        10**29,
        10**30,
        "",
        "x",
        "0",
        "-1",
        "1/0",
        "1/3",
        "9" * 40,
        "nan",
        "1e400",
        "2024-13",
    ),
    *([], {}, [[]], {"": ""}, [None], {"id": "x"}, ["x"] * 9, "\x1b[31m\n", "a.b", "å" * 10_000),
    "sha256:" + "0" * 64,
]


@pytest.mark.parametrize("seed", range(ALTERED // 50))
def test_a_forger_never_gets_other_amounts_accepted(seed: int, tmp_path: Path) -> None:
    """Anything anywhere, with digest and checksums made anew: refused, or the same amounts of another list."""
    rng = Random(seed)  # noqa: S311 -- chance that can be repeated is what is wanted
    file = tmp_path / "list.json"
    for _ in range(50):
        found = plain()
        path = rng.choice([path for path in every_part(found) if path and path[0] != "checksums"])
        put(found, path, rng.choice(HOSTILE))
        given = forged(found)
        file.write_bytes(canonical_line(given).encode())
        try:
            seal, pricing, _ = unsealed(file)
        except Faulty as fault:
            assert_told(fault.findings)
            continue
        assert result(pricing) == given["result"] == plain()["result"]
        assert given["volumes"] == plain()["volumes"]
        assert (seal.digest == plain()["digest"]) == all(given[part] == plain()[part] for part in ("model", "budget"))


def change(*path: Any, to: object) -> Callable[[dict[str, Any]], object]:
    return lambda found: put(found, path, to)


FORGED = {
    "a volume": change("volumes", 0, 3, to="901"),
    "a volume and its total": change("volumes", 0, 3, to="1200"),
    "a weight for another": lambda found: (
        put(found, ("model", "area", 0, "key", 0, "weight"), "61"),
        put(found, ("model", "area", 0, "key", 1, "weight"), "39"),
    ),
    "an FTE": change("budget", 0, 3, to="4/5"),
    "a rate": change("model", "staff", "clerk", "rate", to="512301"),
    "an overhead": change("model", "overhead", 0, "per_fte", to="98766"),
    "an amount": change("result", "prices", 0, "amount", to="1466558.85"),
    "a charge": change("result", "charges", 0, "amount", to="149504.00"),
    "an account": change("result", "areas", 0, "staff", to="0.00"),
    "an hourly price": change("result", "hourly", 0, "amount", to="499.00"),
    "the total": change("result", "total", to="3731295.18"),
    "a price less": lambda found: found["result"]["prices"].pop(),
    "a price more": lambda found: found["result"]["prices"].append(found["result"]["prices"][0]),
    "the order of customers": lambda found: found["model"]["customer"].reverse(),
}


@pytest.mark.parametrize("name", FORGED)
def test_amounts_differ_also_where_all_checksums_are_made_anew(name: str, tmp_path: Path) -> None:
    found = rules(wrong(altered(FORGED[name], forge=True), tmp_path))
    assert found <= {"seal_price_differs", "seal_result_differs", "seal_rewritten"}


@pytest.mark.parametrize("name", ["date", "version", "digest", "model", "budget", "volumes", "result", "arithmetic"])
def test_a_part_altered_is_named(name: str, tmp_path: Path) -> None:
    other = {"date": "2024-11-16", "version": "0.1.1", "digest": "sha256:" + "0" * 64, "arithmetic": 2}
    titles = change("model", "title", "en", to="Another title")
    source = change("budget", 0, 5, to="Budget 2025")
    month = change("volumes", 0, 2, to="2024-07")
    price = change("result", "prices", 1, "amount", to="0.01")
    deeper = {"model": titles, "budget": source, "volumes": month, "result": price}
    found = wrong(altered(deeper.get(name) or change(name, to=other[name])), tmp_path)
    assert [finding.path for finding in found if finding.rule == "seal_altered"] == [name]


def test_a_part_taken_away_or_added_is_named(tmp_path: Path) -> None:
    for text in (altered(lambda found: found.pop("date")), altered(change("proposal", to=True))):
        (finding,) = wrong(text, tmp_path)
        assert (finding.rule, finding.path) == ("seal_altered", "date" if "2024-11-15" not in text else "proposal")


def test_the_price_that_differs_is_named_with_both_sides(tmp_path: Path) -> None:
    found = wrong(altered(change("result", "prices", 1, "amount", to="715458.82"), forge=True), tmp_path)
    assert [(finding.rule, finding.cell) for finding in found] == [("seal_price_differs", "price.invoices.care")]
    assert found[0].message("en") == "Care, Invoices: the price is 715,458.82 in the file, 715,458.81 computed again."


def deep(levels: int) -> bytes:
    return b'{"format":' + b"[" * levels + b"]" * levels + b"}\n"


def doubled(text: str) -> str:
    return text.replace('"version":', '"version":"0.0.9","version":', 1)


SMALL_TEXT = SMALL_SEAL.read_text(encoding="utf-8")
BAD: dict[str, str | bytes] = {
    "nothing": b"",
    "another kind of file": b"measure,customer,month,quantity\n",
    "another JSON": b'{"model": {"id": "small_2025"}}\n',
    "a list": b"[]\n",
    "a format and no more": b'{"format":1}\n',
    "not UTF-8": SMALL_TEXT.encode("utf-16"),
    "Windows-1252": SMALL_TEXT.encode("cp1252"),
    "with a byte order mark": SMALL_TEXT.encode("utf-8-sig"),
    "cut off": SMALL_TEXT[:4000],
    "without its line feed": SMALL_TEXT[:-1],
    "with CRLF": SMALL_TEXT.replace("\n", "\r\n"),
    "written nicely": SMALL_TEXT.replace(",", ", "),
    "an entry twice": doubled(SMALL_TEXT),
    "an escaped letter": SMALL_TEXT.replace("å", "\\u00e5"),
    "half a letter": SMALL_TEXT.replace("Skolan", "\\ud800"),
    "a float": SMALL_TEXT.replace('"year":2025', '"year":2025.0'),
    "NaN": SMALL_TEXT.replace('"year":2025', '"year":NaN'),
    "1e400": SMALL_TEXT.replace('"year":2025', '"year":1e400'),
    "a number of 5000 digits": SMALL_TEXT.replace('"year":2025', f'"year":{"9" * 5000}'),
    "nested deep": deep(25),
    "nested deeper": deep(100_000),
    "format 2": altered(change("format", to=2), forge=True),
    "arithmetic 2": altered(change("arithmetic", to=2), forge=True),
    "arithmetic 2 in the model": altered(change("model", "arithmetic", to=2), forge=True),
    "arithmetic as text": altered(change("arithmetic", to="1"), forge=True),
    "an unknown part": altered(change("remark", to="x"), forge=True),
    "an unknown entry": altered(change("model", "remark", to="x"), forge=True),
    "a missing entry": altered(lambda found: found["model"].pop("currency"), forge=True),
    "a missing digest": altered(lambda found: found.pop("digest")),
    "checksums that are none": altered(change("checksums", to=[])),
    "customers that are none": altered(change("model", "customer", to=["school"]), forge=True),
    "an area that is none": altered(change("model", "area", 0, to="invoices"), forge=True),
    "a customer twice": altered(
        lambda found: found["model"]["customer"].append(found["model"]["customer"][0]), forge=True
    ),
    "a number that is none": altered(change("model", "staff", "clerk", "rate", to="inf"), forge=True),
    "a number too long": altered(change("volumes", 0, 3, to="9" * 31), forge=True),
    "a month that is none": altered(change("volumes", 0, 2, to="2024-13"), forge=True),
    "a row too short": altered(change("volumes", 0, to=["bills"]), forge=True),
    "a row too long": altered(change("budget", 0, to=["x"] * 8), forge=True),
    "rows that are none": altered(change("budget", to={}), forge=True),
    "a date that is none": altered(change("date", to="2024-02-30"), forge=True),
    "a date written otherwise": altered(change("date", to="20241115"), forge=True),
    "a default written out": altered(change("model", "method", to="direct"), forge=True),
    "a path of the year before": altered(change("model", "previous", to="../2024"), forge=True),
    "weights that do not sum": altered(change("model", "area", 0, "key", 0, "weight", to="61"), forge=True),
    "a volume twice": altered(lambda found: found["volumes"].insert(0, found["volumes"][0]), forge=True),
    "rows in another order": altered(lambda found: found["volumes"].reverse(), forge=True),
    "an altered title": altered(change("model", "title", "sv", to="Ett annat exempel")),
    "an altered volume": altered(change("volumes", 0, 3, to="1000")),
    "an altered price": altered(change("result", "prices", 0, "amount", to="1.00")),
    "a forged volume": altered(change("volumes", 0, 3, to="1000"), forge=True),
    "a forged price": altered(change("result", "prices", 0, "amount", to="1.00"), forge=True),
    "a forged charge": altered(change("result", "charges", 2, "quantity", to="3031"), forge=True),
    "a price of nobody": altered(
        lambda found: found["result"]["prices"].append({"area": "x", "customer": "y", "amount": "1.00"}), forge=True
    ),
    "a forged digest": canonical_line(with_checksums({**plain(), "digest": "sha256:" + "0" * 64})),
    "no result": altered(change("result", to=None), forge=True),
}


def told(findings: list[Finding]) -> str:
    return "".join(
        f"{finding.rule}\n  sv  {finding.place('sv')}\n      {finding.message('sv')}\n      → {finding.remedy('sv')}\n"
        f"  en  {finding.place('en')}\n      {finding.message('en')}\n      → {finding.remedy('en')}\n"
        for finding in findings
    )


def test_bad_seals_say_what_is_golden(tmp_path: Path) -> None:
    said = (f"## {name}\n\n{told(wrong(content, tmp_path))}" for name, content in BAD.items())
    assert_golden(KEPT.parent / "golden" / "bad-seals.txt", "\n".join(said))


def test_every_rule_of_a_sealed_list_has_a_bad_one(tmp_path: Path) -> None:
    met = {rule for content in BAD.values() for rule in rules(wrong(content, tmp_path))}
    assert seals.RULES.keys() - met == {"is_proposal"}  # no fault of a list: tests/test_publish.py


def test_a_file_larger_than_any_list_is_not_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_json, "MOST_BYTES", 100)
    (finding,) = wrong(SMALL_TEXT, tmp_path)
    assert "larger than 64 MB" in finding.message("en")


def test_after_a_hundred_faults_the_rest_is_not_read(tmp_path: Path) -> None:
    """So that a large file of nothing but faults, each told with the nearest names, takes no hours."""
    for many in (
        change("model", "index", to={f"x{number}": "1" for number in range(5_000)}),
        change("volumes", to=[[]] * 5_000),
    ):
        assert len(wrong(altered(many, forge=True), tmp_path)) == 100


def test_a_file_that_may_not_be_read_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "list.json").mkdir()
    with pytest.raises(Faulty, match="det är en mapp"):
        unsealed(tmp_path / "list.json")


def test_an_alteration_would_be_seen() -> None:
    found = plain()
    assert checksums({name: part for name, part in found.items() if name != "checksums"}) == found["checksums"]
    assert forged(found) == found
