"""``publish`` and ``verify`` on the command line, and a sealed list as the year before."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from atcost.cli import INTERRUPTED_EXIT
from atcost.cli.screen import USAGE_EXIT
from atcost.inputs import plain_json
from tests.console import EXAMPLES, ROOT, SMALL, STOCKHOLM, atcost, broken, changed, copied, environment
from tests.sealing import SMALL_SEAL, altered, put

DIGEST = "sha256:d0b7d67efa0c20e9eebf68311fb74f996cf154dc4917b14b1502794940b5f54c"
BEFORE = EXAMPLES / "stockholm" / "2022"


def published(file: Path, *more: object, folder: Path = SMALL) -> Path:
    run = atcost("publish", folder, "-o", file, *more)
    assert run.code == 0, run.out
    return file


def tampered(file: Path, name: str, value: object) -> Path:
    """Alter an amount or another entry of a sealed list."""
    file.write_text(altered(lambda found: put(found, (name,), value), file=file), encoding="utf-8")
    return file


def test_what_is_published_is_said_with_its_digest(tmp_path: Path) -> None:
    file = tmp_path / "published" / "2025.json"
    run = atcost("publish", SMALL, "-o", file, "--date", "2024-11-15", "--lang", "en")
    assert (run.code, run.err) == (0, "")
    assert run.out.splitlines() == [
        f"Wrote {file}",
        "A small example 2025 · Municipal service office",
        "Example: what has the source “synthetic” is made up, and so are the prices.",
        "6 prices for 3 customers, total 3,731,295.17 SEK; dated 2024-11-15.",
        "Made by atcost 0.1.0 by arithmetic 1.",
        f"Digest {DIGEST}",
        f"The file's SHA-256 {hashlib.sha256(file.read_bytes()).hexdigest()}",
        "Quote both sums in the minutes: they are no signatures, but show which list the meeting had before it.",
    ]
    assert file.read_bytes() == SMALL_SEAL.read_bytes()
    assert [path.name for path in file.parent.iterdir()] == ["2025.json"]


def test_what_verifies_is_said_to(tmp_path: Path) -> None:
    file = published(tmp_path / "2025.json", "--date", "2024-11-15")
    run = atcost("verify", file)
    assert (run.code, run.err) == (0, "")
    first, *_, digest, of_file, last = run.out.splitlines()
    assert first == f"Stämmer: omräknat blir varje belopp i {file} detsamma."
    assert digest == f"Kontrollsumma {DIGEST}"
    assert of_file == f"Filens SHA-256 {hashlib.sha256(file.read_bytes()).hexdigest()}"
    assert last.startswith("Jämför dem med summorna i protokollet: kontrollsumman gäller modell, budget och volymer")
    assert json.loads(atcost("verify", file, "--json").out) == {
        "equal": True,
        "list": {
            "digest": DIGEST,
            "id": "small_2025",
            "year": 2025,
            "currency": "SEK",
            "prices": 6,
            "total": "3731295.17",
            "date": "2024-11-15",
            "proposal": False,
            "version": "0.1.0",
            "arithmetic": 1,
            "previous_digest": None,
        },
        "findings": [],
    }


def test_the_digest_is_that_of_every_other_form(tmp_path: Path) -> None:
    file = published(tmp_path / "2023.json", folder=STOCKHOLM)
    listed = json.loads(atcost("verify", file, "--json").out)["list"]
    assert listed["digest"] == json.loads(atcost("price", STOCKHOLM, "--json").out)["model"]["digest"]
    assert listed["previous_digest"] == json.loads(atcost("price", BEFORE, "--json").out)["model"]["digest"]
    assert f"Året före: kontrollsumma {listed['previous_digest']}" in atcost("verify", file).out


def test_a_proposal_and_a_list_without_date_say_so(tmp_path: Path) -> None:
    proposal = atcost("publish", SMALL, "-o", tmp_path / "proposal.json", "--proposal").out
    for said in (proposal, atcost("verify", tmp_path / "proposal.json").out):
        assert "FÖRSLAG, ingen beslutad prislista" in said
        assert "utan datum" in said
    view = json.loads(atcost("verify", tmp_path / "proposal.json", "--json").out)["list"]
    assert (view["proposal"], view["date"]) == (True, None)
    assert "FÖRSLAG" not in atcost("verify", published(tmp_path / "list.json")).out


def test_an_altered_list_is_not_equal(tmp_path: Path) -> None:
    file = tampered(published(tmp_path / "list.json"), "version", "0.1.1")
    run = atcost("verify", file)
    assert (run.code, run.err) == (1, "")
    assert run.out.splitlines()[:3] == [f"Stämmer inte: {file}", "", "FEL  list.json, version"]
    assert run.out.splitlines()[-1] == "fel: 1, varningar: 0, uppgifter: 0"
    as_json = atcost("verify", file, "--json")
    view = json.loads(as_json.out)
    assert (as_json.code, view["equal"], view["list"]) == (1, False, None)
    assert [finding["rule"] for finding in view["findings"]] == ["seal_altered"]


@pytest.mark.parametrize("name", ["arithmetic", "format"])
def test_another_arithmetic_or_format_is_refused(name: str, tmp_path: Path) -> None:
    run = atcost("verify", tampered(published(tmp_path / "list.json"), name, 2), "--lang", "en")
    assert run.code == 1
    assert f"{name.capitalize()} 2 is not known." in run.out


@pytest.mark.parametrize("file", ["budget.csv", "model.toml", "measures"])
def test_what_is_no_sealed_list_is_said_to_be_none(file: str) -> None:
    run = atcost("verify", STOCKHOLM / file)
    assert run.code == (2 if file == "measures" else 1)
    assert "Traceback" not in run.out + run.err


def test_nothing_is_published_where_there_are_errors(tmp_path: Path) -> None:
    run = atcost("publish", broken(tmp_path / "year"), "-o", tmp_path / "list.json")
    assert run.code == 1
    assert "rad 38" in run.out
    assert "sha256" not in run.out
    assert [path.name for path in tmp_path.iterdir()] == ["year"]


def test_warnings_are_told_of_and_stop_nothing(tmp_path: Path) -> None:
    run = atcost("publish", broken(tmp_path / "year", "month_missing"), "-o", tmp_path / "list.json")
    assert run.code == 0
    assert "VARNING  volumes.csv, invoices" in run.out
    assert atcost("verify", tmp_path / "list.json").code == 0


@pytest.mark.parametrize("day", ["2024-02-30", "15/11/2024", "today", "", "2024-11-15T10:00", "2024-11"])
def test_a_date_that_is_none_is_refused(day: str, tmp_path: Path) -> None:
    run = atcost("publish", SMALL, "-o", tmp_path / "list.json", "--date", day)
    assert (run.code, run.out) == (2, "")
    assert "Skriv datumet som 2022-11-15" in run.err
    assert list(tmp_path.iterdir()) == []


def test_a_publication_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    file = published(tmp_path / "list.json")
    old = file.read_bytes()
    for step in ("replace", "write_text"):
        with monkeypatch.context() as patched:
            patched.setattr(Path, step, interrupted)
            assert atcost("publish", SMALL, "-o", file).code == INTERRUPTED_EXIT
        assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("list.json", old)]


def test_nothing_is_published_that_does_not_verify(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_json, "MOST_BYTES", 1_000)
    run = atcost("publish", SMALL, "-o", tmp_path / "list.json")
    assert run.code == 1
    assert "den är större än 64 MB" in run.out
    assert "sha256" not in run.out
    assert list(tmp_path.iterdir()) == []


def publishing(file: Path, *more: str, python: str = sys.executable) -> list[str]:
    return [python, "-m", "atcost.cli", "publish", str(STOCKHOLM), "-o", str(file), "--date", "2022-11-15", *more]


def test_written_twice_at_once_one_whole_file_is_left(tmp_path: Path) -> None:
    file = tmp_path / "list.json"
    commands = [publishing(file, *more) for more in ([], ["--proposal"]) for _ in range(3)]
    quiet = subprocess.DEVNULL
    running = [subprocess.Popen(command, env=environment(), stdout=quiet, stderr=quiet) for command in commands]
    codes = [process.wait(60) for process in running]
    assert codes in ([0, 0, 0, USAGE_EXIT, USAGE_EXIT, USAGE_EXIT], [USAGE_EXIT, USAGE_EXIT, USAGE_EXIT, 0, 0, 0])
    assert [path.name for path in tmp_path.iterdir()] == ["list.json"]
    assert atcost("verify", file).code == 0


def test_what_was_sealed_is_never_written_over(tmp_path: Path) -> None:
    file = published(tmp_path / "list.json", "--date", "2022-11-15")
    before = file.read_bytes()
    assert atcost("publish", SMALL, "-o", file, "--date", "2022-11-15").code == 0
    run = atcost("publish", SMALL, "-o", file, "--date", "2023-01-01")
    assert (run.code, run.out, "skrivs aldrig över" in run.err) == (USAGE_EXIT, "", True)
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["list.json"]


def test_a_seal_says_the_checksum_of_its_file(tmp_path: Path) -> None:
    """The digest is of the documents: a proposal and a decided list have the same, their files have not."""
    file = tmp_path / "list.json"
    checksum = f"Filens SHA-256 {hashlib.sha256(published(file).read_bytes()).hexdigest()}\n"
    assert checksum in atcost("verify", file).out
    assert checksum not in atcost("publish", SMALL, "-o", tmp_path / "proposal.json", "--proposal").out


ELSEWHERE: dict[str, dict[str, str]] = {
    "another language": {"ATCOST_LANG": "en", "LANGUAGE": "de"},
    "a locale without letters": {"LC_ALL": "C", "LANG": "C"},
    "a locale that is none": {"LC_ALL": "tr_TR.ISO-8859-9", "PYTHONUTF8": "1"},
    "another time zone": {"TZ": "Pacific/Kiritimati"},
    "another hash seed": {"PYTHONHASHSEED": "1"},
    "yet another hash seed": {"PYTHONHASHSEED": "4242"},
}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    file = tmp_path_factory.mktemp("here") / "list.json"
    return published(file, "--date", "2022-11-15", folder=STOCKHOLM).read_bytes()


@pytest.mark.parametrize("where", ELSEWHERE)
def test_the_bytes_are_the_same_elsewhere(where: str, here: bytes, tmp_path: Path) -> None:
    file = tmp_path / "list.json"
    subprocess.run(publishing(file), env=environment(**ELSEWHERE[where]), check=True, capture_output=True, cwd=tmp_path)
    assert file.read_bytes() == here


def test_the_bytes_are_the_same_for_another_umask_and_folder(here: bytes, tmp_path: Path) -> None:
    year = shutil.copytree(STOCKHOLM.parent, tmp_path / "stockholm") / "2023"
    command = publishing(Path("list.json"))
    command[command.index(str(STOCKHOLM))] = "stockholm/2023"
    subprocess.run(command, env=environment(), check=True, capture_output=True, cwd=year.parents[1], umask=0o077)
    assert (tmp_path / "list.json").read_bytes() == here


def other_pythons() -> dict[str, str]:
    """Return the other versions of Python here that atcost runs on: on the path, or installed beside ours."""
    beside = Path(sys.base_prefix).parent.glob("*/bin/python3")
    names = ("python3", "python3.11", "python3.12", "python3.13", "python3.14")
    on_path = (Path(folder) / name for folder in os.get_exec_path() for name in names)
    found = {}
    for python in sorted(each for each in {*beside, *on_path} if each.is_file() and os.access(each, os.X_OK)):
        asked = "import sys; print(*sys.version_info[:3])"
        said = subprocess.run([python, "-c", asked], capture_output=True, text=True, check=False, timeout=60).stdout
        version = tuple(map(int, said.split())) if said else ()
        if version >= (3, 11) and version != sys.version_info[:3]:
            found[".".join(map(str, version))] = str(python)
    return found


def test_the_bytes_are_the_same_from_every_python_that_is_here(here: bytes, tmp_path: Path) -> None:
    """Also from those that have no click of their own: ours, which is the same for all, is lent to them."""
    (tmp_path / "lent").mkdir()
    (tmp_path / "lent" / "click").symlink_to(Path(click.__file__).parent)
    path = environment(PYTHONPATH=os.pathsep.join([str(ROOT / "src"), str(tmp_path / "lent")]))
    for version, python in {"ours": sys.executable, **other_pythons()}.items():
        file = tmp_path / f"{version}.json"
        subprocess.run(publishing(file, python=python), env=path, check=True, timeout=60)
        assert file.read_bytes() == here, version
        subprocess.run([python, "-m", "atcost.cli", "verify", str(file)], env=path, check=True, timeout=60)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(tmp_path_factory.mktemp("before") / "2022.json", folder=BEFORE)


def test_a_sealed_list_is_a_year_before_as_its_folder_is(before: Path, tmp_path: Path) -> None:
    for command in (("price", STOCKHOLM), ("price", STOCKHOLM, "--json")):
        assert atcost(*command, "--previous", before) == atcost(*command, "--previous", BEFORE)
    for name, previous in (("sealed", before), ("folder", BEFORE)):
        assert atcost("export", STOCKHOLM, "csv", "-o", tmp_path / f"{name}.csv", "--previous", previous).code == 0
    assert (tmp_path / "sealed.csv").read_bytes() == (tmp_path / "folder.csv").read_bytes()


def test_a_model_names_a_sealed_list_as_its_year_before(before: Path, tmp_path: Path) -> None:
    folder = copied(tmp_path / "2023", STOCKHOLM)
    changed(folder / "model.toml", '"../2022"', f'"{before}"')
    assert atcost("price", folder) == atcost("price", STOCKHOLM)
    sealed = [published(tmp_path / name, folder=year).read_bytes() for name, year in (("a", folder), ("b", STOCKHOLM))]
    assert sealed[0] == sealed[1]


def test_a_sealed_list_that_does_not_verify_is_not_compared_with(before: Path, tmp_path: Path) -> None:
    file = tampered(Path(shutil.copy(before, tmp_path / "2022.json")), "version", "9")
    view = json.loads(atcost("price", STOCKHOLM, "--json", "--previous", file, "--lang", "en").out)
    assert (view["previous_total"], view["previous"]) == (None, [])
    (finding,) = (finding for finding in view["findings"] if finding["rule"] == "previous_seal_fails")
    assert (finding["level"], finding["remedy"]) == ("warning", "Run atcost verify on it, and get the original.")


def test_a_proposal_is_compared_with_and_said_to_be_one(tmp_path: Path) -> None:
    file = published(tmp_path / "2022.json", "--proposal", folder=BEFORE)
    run = atcost("price", STOCKHOLM, "--previous", file)
    assert f"{file} är ett förslag, ingen beslutad prislista." in run.out
    assert "Mot året före" in run.out


def test_a_device_is_no_year_before() -> None:
    run = atcost("price", SMALL, "--previous", "/dev/zero")
    assert (run.code, run.out) == (2, "")
