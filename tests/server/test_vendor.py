import json
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from server import vendor

SPRITE = next(vendor.ROOT.glob("static/vendor/lucide-*/sprite.svg"))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for folder in vendor.FOLDERS:
        shutil.copytree(vendor.ROOT / folder, tmp_path / folder)
    return tmp_path


def test_the_manifest_holds() -> None:
    assert vendor.check() == []


def test_the_manifest_names_no_address() -> None:
    assert "://" not in (vendor.ROOT / vendor.MANIFEST).read_text()


def test_every_package_brings_its_licence() -> None:
    assert all("LICENSE" in package["files"] for package in vendor.read(vendor.ROOT))


def test_a_changed_byte_is_noticed(copy: Path) -> None:
    sprite = SPRITE.relative_to(vendor.ROOT)
    (copy / sprite).write_bytes((copy / sprite).read_bytes()[:-1] + b" ")
    assert vendor.check(copy) == [f"{sprite} has changed."]


def test_a_missing_file_and_a_stray_one_are_noticed(copy: Path) -> None:
    sprite = SPRITE.relative_to(vendor.ROOT)
    (copy / sprite).rename(copy / "static/vendor/stray.svg")
    assert vendor.check(copy) == [
        f"{sprite} is missing.",
        f"static/vendor/stray.svg is not in {vendor.MANIFEST}.",
    ]


def test_an_icon_is_drawn_by_the_style_sheet() -> None:
    # A dot in an icon is filled with the colour of its lines.
    sprite = SPRITE.read_text().replace('fill="currentColor"', "")
    assert '<symbol id="plus" viewBox="0 0 24 24"><path d="M5 12h14" />' in sprite
    assert not any(drawn in sprite for drawn in ("stroke=", "fill=", "style=", "class="))


class TestUpdate:
    """With an npm that serves one small package."""

    @pytest.fixture
    def root(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        package = {
            "name": "@scope/lamp",
            "version": "1.0.0",
            "integrity": "sha512-of-another",
            "folder": "static/vendor/lamp-1.0.0",
            "files": {"lamp.js": {"path": "dist/lamp.js", "sha384": ""}},
        }
        (tmp_path / "static/vendor").mkdir(parents=True)
        vendor.write([package], tmp_path)
        monkeypatch.setattr(shutil, "which", lambda name: name)
        monkeypatch.setattr(subprocess, "run", self.npm)
        self.told = None
        return tmp_path

    def npm(self, command, cwd, **_):
        source = cwd / "lamp.js"
        source.write_text("on()")
        with tarfile.open(cwd / "lamp.tgz", "w:gz") as archive:
            archive.add(source, "package/dist/lamp.js")
        integrity = vendor.digest("sha512", (cwd / "lamp.tgz").read_bytes())
        report = [{"filename": "lamp.tgz", "integrity": self.told or integrity}]
        return subprocess.CompletedProcess(command, 0, stdout=json.dumps(report))

    def test_takes_another_version_and_leaves_the_old_one(self, root: Path) -> None:
        (root / "static/vendor/lamp-1.0.0").mkdir()
        (root / "static/vendor/lamp-1.0.0/lamp.js").write_text("off()")
        vendor.update("@scope/lamp@1.1.0", root)
        assert (root / "static/vendor/lamp-1.1.0/lamp.js").read_text() == "on()"
        assert not (root / "static/vendor/lamp-1.0.0").exists()
        assert vendor.check(root) == []

    def test_refuses_another_package_under_the_same_version(self, root: Path) -> None:
        with pytest.raises(SystemExit, match="not the package"):
            vendor.update(root=root)

    def test_refuses_a_tarball_that_npm_was_told_otherwise(self, root: Path) -> None:
        self.told = "sha512-of-what-the-registry-has"
        with pytest.raises(SystemExit, match="its hash differs"):
            vendor.update("@scope/lamp@1.1.0", root)

    def test_refuses_a_package_it_does_not_know(self, root: Path) -> None:
        with pytest.raises(SystemExit, match="name a package"):
            vendor.update("lantern@1.0.0", root)
