"""Approvals: of what is being issued and of nothing else, by name of sheet, signed with a key if wished."""

import shutil
import subprocess
from pathlib import Path

import pytest
from wardbook.commands.approve import write_approval
from wardbook.editions.approvals import approval_text, recorded
from wardbook.editions.signatures import SignatureState, signature_of, signature_state

from tests.editions.conftest import SUMMARY, edited, opened, release, told
from tests.editions.test_release import killed

SITE = "withdrawn_codes: [X9]\n"
POST = "lead-dispenser"


@pytest.fixture
def root(clinic: Path) -> Path:
    """The clinic, which asks a post for its approval."""
    assert POST in opened(clinic).roles
    told(clinic, "translations", "confirm", "--all")
    edited(clinic, "site.yml", SITE, f"{SITE}approvals: [{{by: {POST}}}]\n")
    return clinic


def reworded(root: Path) -> None:
    edited(
        root,
        "procedures/dispensary.yml",
        "{en: Read the name aloud., zh: 念出姓名。}",
        "{en: Read it., zh: 念出。}",
    )


def issue(root: Path, *more: str, status: int = 0) -> str:
    return told(root, "release", "1", "--date", "2026-07-02", *SUMMARY, *more, status=status)


@pytest.mark.slow
def test_without_a_demand_nobody_is_asked(clinic: Path) -> None:
    release(clinic, "1", "2026-07-01")
    assert not (clinic / "plan_source/editions/1/approvals").exists()


@pytest.mark.slow
def test_all_that_stands_in_the_way_of_a_release_is_named_at_once(root: Path) -> None:
    told(root, "approve", "1", "--by", POST, "--date", "2026-07-01")
    issue(root)
    edited(root, "procedures/dispensary.yml", "念出姓名。", "念出全名。")
    said = told(root, "release", "2", "--date", "2026-08-01", "--check", status=1)
    assert "1 text was edited" in said and "than in edition 1" in said
    assert "1 approval is missing" in said
    edited(root, "copies.yml", "manual: dispensary", "manual: dispensry")
    said = told(root, "release", "2", "--date", "2026-08-01", "--check", status=1)
    assert "K501" in said and "1 text was edited" in said
    assert "approval is missing" not in said, "with errors there are no sheets to approve"


@pytest.mark.slow
def test_a_release_waits_for_the_approvals_that_the_plan_demands(root: Path) -> None:
    assert f"({POST}) has not approved" in issue(root, status=1)
    assert f"({POST}) has not approved" in issue(root, "--check", status=1)
    assert not (root / "plan_source/editions/1").exists()
    told(root, "approve", "1", "--by", POST, "--name", "Ann Lee", "--date", "2026-07-01")
    assert "Ann Lee" in told(root, "approve", "1")
    issue(root)  # the day of the approval is not that of the edition
    reworded(root)
    asked = told(root, "approve", "2", status=1)
    assert "than in edition 1" in asked and "C-D1 Dispensing on paper" in asked
    assert "Dispensary: numbers" not in asked
    record = root / f"plan_source/editions/1/approvals/{POST}.txt"
    assert "name: Ann Lee" in record.read_text(encoding="utf-8")
    said = told(root, "verify", "1")
    assert "as it was issued" in said and "Ann Lee" in said
    record.write_text(record.read_text(encoding="utf-8").replace("Ann", "Eve"), encoding="utf-8")
    assert "ALTERED" in told(root, "verify", "1", status=1)


@pytest.mark.slow
def test_one_word_after_the_approval_names_what_must_be_looked_at_again(root: Path) -> None:
    told(root, "approve", "1", "--by", POST, "--date", "2026-07-01")
    reworded(root)
    said = issue(root, status=1)
    assert "approved other content on 2026-07-01" in said
    assert "C-D1 Dispensing on paper (en)" in said and "Lead" in said
    assert "Dispensary: numbers" not in said
    assert "C-D1" in told(root, "approve", "1", status=1)
    told(root, "approve", "1", "--by", POST, "--date", "2026-07-02")
    issue(root)


def test_a_post_approves_its_departments_alone(root: Path) -> None:
    edited(root, "site.yml", f"{{by: {POST}}}", f"{{by: {POST}, of: [dispensary]}}")
    told(root, "approve", "1", "--by", POST)
    edited(root, "glossary.yml", "The moment from which everybody", "The time from which everybody")
    told(root, "translations", "confirm", "--all")
    told(root, "approve", "1")
    reworded(root)
    assert "C-D1" in told(root, "approve", "1", status=1)


def test_an_approval_that_nobody_demanded_must_hold_too(clinic: Path) -> None:
    told(clinic, "translations", "confirm", "--all")
    told(clinic, "approve", "1", "--by", POST)
    reworded(clinic)
    assert "approved other content" in issue(clinic, status=1)


@pytest.mark.slow
def test_what_can_not_be_approved_is_refused(root: Path) -> None:
    assert "lead-dispenser" in told(root, "approve", "1", "--by", "lead-dispensr", status=2)
    assert "can't name an edition" in told(root, "approve", "../1", "--by", POST, status=2)
    told(root, "approve", "1", "--by", POST)
    issue(root)
    assert "issued already" in told(root, "approve", "1", "--by", POST, status=2)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="no ssh-keygen here")
def test_a_signature_is_of_the_content_and_of_a_known_key(root: Path, tmp_path: Path) -> None:
    edited(root, "site.yml", f"{{by: {POST}}}", f"{{by: {POST}, signed: yes}}")
    key, other = keys(tmp_path / "key"), keys(tmp_path / "other")
    assert "this approval has none" in told(root, "approve", "1", "--by", POST)
    assert "not signed" in issue(root, status=1)
    assert "DOES NOT HOLD" in told(root, "approve", "1", "--by", POST, "--key", str(key))
    assert "DOES NOT HOLD" in issue(root, status=1)  # nobody has said whose keys count
    signers = root / "plan_source/records/allowed_signers"
    signers.write_text(
        f"{POST} {key.with_suffix('.pub').read_text(encoding='utf-8')}", encoding="utf-8"
    )
    told(root, "approve", "1", "--by", POST, "--key", str(other))
    assert "DOES NOT HOLD" in issue(root, status=1)
    told(root, "approve", "1", "--by", POST, "--key", str(key))
    unsigned = ("approve", "1", "--by", POST, "--key", str(tmp_path / "none"))
    assert "did not sign" in told(root, *unsigned, status=2), "the earlier approval stays, signed"
    file = root / f"plan_source/records/approvals/1/{POST}.txt"
    words = file.read_text(encoding="utf-8")
    file.write_text(words.replace("date: ", "date: 1"), encoding="utf-8")
    assert "DOES NOT HOLD" in issue(root, status=1)
    file.write_text(words, encoding="utf-8")
    issue(root)
    assert "signature is good" in told(root, "verify", "1")
    issued = root / f"plan_source/editions/1/approvals/{POST}.txt"
    lines = issued.read_bytes()
    issued.write_bytes(lines.replace(b"\n", b"\r\n"))  # a checkout on Windows
    assert "signature is good" in told(root, "verify", "1")
    issued.write_bytes(lines)
    assert "did not sign" in told(
        root, "approve", "2", "--by", POST, "--key", str(tmp_path / "none"), status=2
    )
    assert not (root / "plan_source/records/approvals/2" / f"{POST}.txt").exists()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="no ssh-keygen here")
def test_an_approval_and_its_signature_are_written_in_one_step(tmp_path: Path) -> None:
    """Killed in between, it stood there unsigned."""
    key, file, signers = keys(tmp_path / "key"), tmp_path / f"{POST}.txt", tmp_path / "signers"
    signers.write_text(f"{POST} {key.with_suffix('.pub').read_text(encoding='utf-8')}", "utf-8")
    days = []
    for at in range(1, 60, 3):
        write_approval(file, approval_text("1", POST, "", "2026-07-01", ()), key)
        new = approval_text("1", POST, "", "2026-07-02", ())
        killed(at, lambda new=new: write_approval(file, new, key))
        (found,) = recorded(tmp_path)
        assert signature_state(found, signers) is SignatureState.GOOD, at
        days.append(found.date)
    assert {*days} == {"2026-07-01", "2026-07-02"}


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="no ssh-keygen here")
def test_a_signature_beside_an_approval_counts_until_it_is_signed_anew(tmp_path: Path) -> None:
    """Programs of before wrote it into a file of its own."""
    key, file, signers = keys(tmp_path / "key"), tmp_path / f"{POST}.txt", tmp_path / "signers"
    signers.write_text(f"{POST} {key.with_suffix('.pub').read_text(encoding='utf-8')}", "utf-8")
    text = approval_text("1", POST, "Ann Lee", "2026-07-01", ())
    file.write_text(text, encoding="utf-8")
    beside = tmp_path / f"{POST}.txt.sig"
    beside.write_bytes(signature_of(text.encode(), key))
    (found,) = recorded(tmp_path)
    assert signature_state(found, signers) is SignatureState.GOOD
    write_approval(file, text.replace("Ann", "Eve"), None)
    (found,) = recorded(tmp_path)
    assert signature_state(found, signers) is SignatureState.NONE and not beside.exists()


def keys(path: Path) -> Path:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path], check=True)
    return path
