"""The front-end files of others that Andon serves, and the manifest that holds them byte by byte.

    python -m server.vendor check                   are they what the manifest says? (offline)
    python -m server.vendor update                  fetch them all again, with the npm client
    python -m server.vendor update htmx.org@4.0.1   take this version of one package

A package's folder carries its version, so that browsers may keep its files for ever. Templates and
style sheets name the folder and have to follow an update.
"""

import argparse
import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NotRequired, TypedDict

ROOT = Path(__file__).resolve().parent.parent
MANIFEST = "static/vendor/vendor.json"
FOLDERS = ("static/vendor", "tests/vendor")


class File(TypedDict):
    """A file of a package: where it stands in the archive, and its hash here."""

    sha384: str
    path: NotRequired[str]  # of the file in its package
    icons: NotRequired[list[str]]  # of which the file is made


class Package(TypedDict):
    """A package: its name, version and integrity, and the files that are taken from it."""

    name: str
    version: str
    integrity: str  # of the package's tarball, as the registry tells it
    folder: str
    files: dict[str, File]


def check(root: Path = ROOT) -> list[str]:
    """What is wrong, a sentence each."""
    hashes = {
        f"{package['folder']}/{name}": file["sha384"]
        for package in read(root)
        for name, file in package["files"].items()
    }
    found = {path.relative_to(root).as_posix(): path for path in vendored(root)}
    changed = {
        name
        for name in hashes.keys() & found.keys()
        if digest("sha384", found[name].read_bytes()) != hashes[name]
    }
    return [
        *(f"{name} is missing." for name in sorted(hashes.keys() - found.keys())),
        *(f"{name} has changed." for name in sorted(changed)),
        *(f"{name} is not in {MANIFEST}." for name in sorted(found.keys() - hashes.keys())),
    ]


def update(wanted: str = "", root: Path = ROOT) -> None:
    """Fetch every package again, or the one that is wanted as NAME@VERSION."""
    packages = read(root)
    name, _, version = wanted.rpartition("@")
    chosen = [package for package in packages if not wanted or package["name"] == name]
    if not chosen:
        sys.exit(f"{wanted}: name a package of {MANIFEST} and its version, as in htmx.org@4.0.1.")
    for package in chosen:
        fetch(package, version or package["version"], root)
        print(f"{package['name']} {package['version']} is in {package['folder']}")
    write(packages, root)


def fetch(package: Package, version: str, root: Path) -> None:
    """Put the files of that version in the package's place."""
    with tempfile.TemporaryDirectory() as folder:
        tarball, integrity = pack(f"{package['name']}@{version}", Path(folder))
        if version == package["version"] and integrity != package["integrity"]:
            sys.exit(f"{package['name']} {version} is not the package that {MANIFEST} names.")
        with tarfile.open(tarball) as archive:
            contents = {name: make(file, archive) for name, file in package["files"].items()}
    shutil.rmtree(root / package["folder"], ignore_errors=True)
    package["folder"] = package["folder"].removesuffix(package["version"]) + version
    package["version"] = version
    package["integrity"] = integrity
    for name, content in contents.items():
        path = root / package["folder"] / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        package["files"][name]["sha384"] = digest("sha384", content)


def pack(spec: str, folder: Path) -> tuple[Path, str]:
    """The package's tarball, and its hash, which the registry has told too."""
    npm = shutil.which("npm") or sys.exit("An update needs npm, which comes with Node.js.")
    command = [npm, "pack", spec, "--json", "--ignore-scripts", "--loglevel=error"]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        sys.exit(f"npm could not fetch {spec}.")
    [report] = json.loads(done.stdout)
    tarball = folder / report["filename"]
    integrity = digest("sha512", tarball.read_bytes())
    if integrity != report["integrity"]:
        sys.exit(f"What npm fetched is not {spec}: its hash differs from the one it was told.")
    return tarball, integrity


def make(file: File, archive: tarfile.TarFile) -> bytes:
    """The content of a vendored file: one of the archive, or the sprite."""
    return sprite(file["icons"], archive) if "icons" in file else member(file["path"], archive)


def sprite(icons: list[str], archive: tarfile.TarFile) -> bytes:
    """One file of many icons. How they are drawn (stroke, width) is for the style sheet to say."""
    symbols = (symbol(name, member(f"icons/{name}.svg", archive).decode()) for name in icons)
    return "\n".join(['<svg xmlns="http://www.w3.org/2000/svg">', *symbols, "</svg>\n"]).encode()


def symbol(name: str, svg: str) -> str:
    """An icon as a symbol of the sprite."""
    found = re.search(r'<svg[^>]* viewBox="([^"]+)"[^>]*>(.*)</svg>', svg, re.DOTALL)
    if not found:
        sys.exit(f"The icon {name} is not drawn as expected.")
    box, shapes = found[1], "".join(line.strip() for line in found[2].splitlines())
    return f'<symbol id="{name}" viewBox="{box}">{shapes}</symbol>'


def member(path: str, archive: tarfile.TarFile) -> bytes:
    """The content of a file in an archive."""
    file = archive.extractfile(f"package/{path}")
    if not file:
        sys.exit(f"{path} is no file of the package.")
    return file.read()


def digest(algorithm: str, content: bytes) -> str:
    """A hash as the integrity attribute writes it."""
    return f"{algorithm}-{base64.b64encode(hashlib.new(algorithm, content).digest()).decode()}"


def vendored(root: Path) -> Iterator[Path]:
    """Every file that stands in the folder."""
    for folder in FOLDERS:
        for path in (root / folder).rglob("*"):
            if path.is_file() and path != root / MANIFEST:
                yield path


def read(root: Path) -> list[Package]:
    """The manifest."""
    packages: list[Package] = json.loads((root / MANIFEST).read_text())["packages"]
    return packages


def write(packages: list[Package], root: Path) -> None:
    """Write the manifest."""
    text = json.dumps({"packages": packages}, indent=2, ensure_ascii=False)
    (root / MANIFEST).write_text(text + "\n")


def main() -> None:
    """Run the command that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m server.vendor")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="compare the files with the manifest")
    fetching = commands.add_parser("update", help="fetch the files again, with the npm client")
    fetching.add_argument("package", nargs="?", default="", metavar="NAME@VERSION")
    chosen = parser.parse_args()
    if chosen.command == "update":
        update(chosen.package)
    elif wrong := check():
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
