"""What is wrong in a text that is no TOML: where, and in words that a reader understands."""

from __future__ import annotations

import sys

import pytest

from atcost.inputs.toml_text import in_words, parsed


@pytest.mark.parametrize(
    ("text", "row", "said"),
    [
        ("a = 1\nb", 2, "likhetstecken saknas"),
        ("a = 1\nb = ", 2, "värdet saknas"),
        ("a = 600 000", 1, "efter värdet står något"),
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
    document, (finding,) = parsed("model.toml", text, str)
    assert document is None
    assert (finding.rule, finding.row) == ("not_toml", row)
    assert said in finding.message("sv")
    assert "{0}" not in finding.message("en")


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
