"""What is wrong in a text that is no TOML: where, and in words that a reader understands."""

from __future__ import annotations

import sys
import tomllib

import pytest

from atcost.core.words import MINUS, NO_BREAK_SPACE
from atcost.inputs.strict import Told
from atcost.inputs.toml_text import MOST_TIMES, in_words, parsed


@pytest.mark.parametrize(
    ("text", "row", "said"),
    [
        ("a = 1\nb", 2, "likhetstecken saknas"),
        ("a = 1\nb = ", 2, "värdet saknas"),
        ("a = 60 %", 1, "efter värdet står något"),
        ("a = abc", 1, "text står inom citattecken"),
        ('a = "abc', 1, "citattecken saknas"),
        ('a = "abc\nb = 1', 1, "citattecken saknas"),
        ("a = 'abc\nb = 1", 1, "citattecken saknas"),
        ('a = """abc', 1, "citattecken saknas"),
        ("[a\nb = 1", 1, "rubriken saknar ]"),
        ("[[a]\nb = 1", 1, "rubriken saknar ]"),
        ("[a]\n[b]\n[a]", 3, "rubriken a står två gånger"),
        ("a = 1\na = 2", 2, "posten står två gånger"),
        ("a = {b = 1, b = 2}", 1, "står två gånger"),
        ("a = [1, 2", 1, "en lista saknar ]"),
        ("a = {b = 1", 1, "en tabell saknar }"),
        ('a = "c:\\dir"', 1, "omvänt snedstreck"),
        ("a = 2022-02-30", 1, "datumet finns inte"),
        ("= 1", 1, "här ska stå ett namn"),
        ("[a.]\n", 1, "här ska stå ett namn"),
    ],
)
def test_the_line_and_the_words(text: str, row: int, said: str) -> None:
    _, (finding,) = parsed("model.toml", text, str)
    assert (finding.rule, finding.row) == ("not_toml", row)
    assert said in finding.message("sv")
    assert "{0}" not in finding.message("en")


@pytest.mark.parametrize(
    ("written", "rule", "remedy"),
    [
        ("60,5", "other_decimal_mark", "Skriv 60.5."),
        ("-1_000,5", "other_decimal_mark", "Skriv -1000.5."),
        ("512 300", "thousands_mark", "Skriv talet utan dem: 512300."),
        (
            f"{MINUS}1{NO_BREAK_SPACE}512{NO_BREAK_SPACE}300",
            "thousands_mark",
            "Skriv talet utan dem: -1512300.",
        ),
        ("1 234,50", "thousands_mark", "Skriv talet utan dem: 1234.50."),
    ],
)
@pytest.mark.parametrize(
    "line", ["a = {}", "a={} # 1 000", "a = {{ b = {}, c = 1 }}", "a = [\n{{ b = {} }},\n]", "a = {}\t\nb = {}"]
)
def test_a_number_as_people_write_it(line: str, written: str, rule: str, remedy: str) -> None:
    document, findings = parsed("model.toml", line.replace("{}", written).replace("{{", "{").replace("}}", "}"), str)
    assert document
    assert {(finding.rule, finding.remedy("sv")) for finding in findings} == {(rule, remedy)}
    quoted = written.replace("_", "").replace(MINUS, "-").replace(NO_BREAK_SPACE, " ")
    assert findings[0].message("sv").startswith(f"”{quoted}” har ")
    assert [finding.row for finding in findings] == [
        1 + row for row, text in enumerate(line.split("\n")) if "{}" in text
    ]


def test_every_fault_of_a_text_is_told_and_what_can_be_read_is_there() -> None:
    text = "a = 1\nb = abc\n[c]\nd 4\ne = 2 300\n[c]\nf = 6\n[g]\nh = 7\nh = 8\ni = [1 2]\n"
    document, findings = parsed("model.toml", text, str)
    assert [(finding.rule, finding.row) for finding in findings] == [
        *(("not_toml", 2), ("not_toml", 4), ("thousands_mark", 5), ("not_toml", 6), ("not_toml", 10), ("not_toml", 11))
    ]
    stand_in = (Told, Told, Told, Told)
    assert document
    assert tuple(map(type, (document["b"], document["c"]["d"], document["c"]["e"], document["g"]["i"]))) == stand_in
    assert (document["a"], document["g"]["h"], "f" in document["c"]) == (1, 7, False)


@pytest.mark.parametrize(
    "text", ["a = [1,\nb = 3\nc = 4\nd = 5", "a = [\n1 2,\n3 ]\nb = 3", 'a = """b\nc = 1', "[a\nb = 1", "a = [1 2,\n3]"]
)
def test_a_fault_that_reaches_beyond_its_line_is_told_once(text: str) -> None:
    document, findings = parsed("model.toml", text, str)
    assert (document, len(findings)) == (None, 1)


def test_valid_text_is_never_taken_for_a_slip() -> None:
    text = 'a = "b = 60,5" # = 60,5\nc = """\nd = 512 300\n"""\ne = [1,5, 2]\nf = 0.0e00\n'
    document, findings = parsed("model.toml", text + "g = 60,5\n", str)
    assert [finding.row for finding in findings] == [7]
    assert document
    assert {name: document[name] for name in "acef"} == tomllib.loads(text, parse_float=str)


def test_a_text_of_many_faults_does_not_take_long() -> None:
    faults = "".join(f"a{number} = b\n" for number in range(1_000))
    many, few = (parsed("model.toml", start + faults, str) for start in ("", "# \n" * 300_000))
    assert (many[0], few[0], len(many[1]), len(few[1])) == (None, None, MOST_TIMES, 1)


def test_what_the_parser_may_come_to_say_stands_as_it_is() -> None:
    assert in_words("Something new") == ("Something new", "Something new")


def test_a_text_that_is_toml() -> None:
    assert parsed("model.toml", "a = 1.50\r\nb = [2]\r\n", str) == ({"a": "1.50", "b": [2]}, [])


def test_a_long_text_or_list_is_no_long_name() -> None:
    names = "x.y. " * 200
    many_lines = f'"""\n{names}"\n{names}"""', f"'''\n{names}'''"
    text = f'# {names}\na = "{names}"\nb = [{"1.5, " * 200}]\nc = "{"1" * 2_000}"\n'
    text += "".join(f"d{number} = {each}\n" for number, each in enumerate(many_lines))
    document, findings = parsed("model.toml", text, str)
    assert findings == []
    assert document


def test_an_integer_that_python_refuses_has_its_line() -> None:
    most = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(640)
    try:
        document, (finding,) = parsed("model.toml", f"a = 12\nb = {'1' * 700}\nc = 3", str)
    finally:
        sys.set_int_max_str_digits(most)
    assert document is None
    assert (finding.rule, finding.row, finding.values) == ("number_too_long", 2, {"digits": 700})


def test_the_line_behind_a_text_of_many_lines() -> None:
    _, (finding,) = parsed("model.toml", f'a = """x\n"y"\n"""\n{"b." * 60}c = 1', str)
    assert (finding.rule, finding.row) == ("not_toml", 4)
