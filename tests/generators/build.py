"""Builds the sites of this folder anew with their generators, before and after a removal, and packs what they made.

    python tests/generators/build.py WORK [NAME ...]

WORK is an empty folder outside of the repository. Needs Node.js 20 with npm, uv, and for Jekyll Debian's packages
`jekyll` and `jekyll-theme-minima`. A line `#gone` in a source begins what the second build does not have, and `#end`
ends it.
"""
# ruff: noqa: T201, S602  it prints, and runs what the recipes say

from __future__ import annotations

import io
import json
import lzma
import os
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from generators.recipes import RECIPES, Recipe  # noqa: E402

PACKED = HERE / "packed"
GONE = ("acme.svg", "nordwind.png")
_MARK = re.compile(r"^\W*#(gone|end)\W*$")
_CUT = re.compile(r"\.(map|woff2?|ttf|eot|otf|gz|br|LICENSE\.txt)$")
"""Files that show nothing, and that no look needs: source maps, fonts, packed copies, texts of licences."""
_MOST_KEPT = 700_000


def main(work: Path, names: list[str]) -> None:
    for name in names or RECIPES:
        recipe = RECIPES[name]
        site = _installed(work / name, recipe)
        packed = {}
        for phase in ("before", "after"):
            _lay(HERE / "sources" / name, site, recipe, is_after=phase == "after")
            for command in recipe.build:
                subprocess.run(
                    command, cwd=site, shell=True, check=True, env=_environment(work), stdout=sys.stderr
                )
            packed[phase] = dict(_kept(site / recipe.output, recipe, str(site)))
        _pack(PACKED / f"{name}.tar.xz", packed)
        _note_versions(name, [_version(one, site) for one in recipe.packages])
        print(name, *(len(files) for files in packed.values()), (PACKED / f"{name}.tar.xz").stat().st_size)


def _environment(work: Path) -> dict[str, str]:
    path = f"{work / 'python' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    quiet = ("ASTRO_TELEMETRY_DISABLED", "NEXT_TELEMETRY_DISABLED", "NUXT_TELEMETRY_DISABLED")
    return (
        os.environ
        | dict.fromkeys(quiet, "1")
        | {"PATH": path, "SOURCE_DATE_EPOCH": "1767225600", "TZ": "UTC"}
    )


def _installed(site: Path, recipe: Recipe) -> Path:
    site.mkdir(parents=True, exist_ok=True)
    if recipe.npm and not (site / "node_modules").exists():
        (site / "package.json").write_text(f'{{"name": "site", "private": true{recipe.package}}}\n')
        command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", *recipe.npm]
        subprocess.run(command, cwd=site, check=True, stdout=sys.stderr)
    if recipe.pip:
        venv = site.parent / "python"
        if not venv.exists():
            subprocess.run(["uv", "venv", "-q", str(venv)], check=True)
        subprocess.run(
            ["uv", "pip", "install", "-q", "-p", str(venv / "bin" / "python"), *recipe.pip], check=True
        )
    return site


def _lay(source: Path, site: Path, recipe: Recipe, *, is_after: bool) -> None:
    """Lay a source and its logos into the folder where it is built, which keeps nothing of the build before."""
    for old in site.iterdir():
        if old.name not in ("node_modules", "package.json", "package-lock.json"):
            shutil.rmtree(old) if old.is_dir() and not old.is_symlink() else old.unlink()
    files = {path: site / path.relative_to(source) for path in source.rglob("*") if path.is_file()}
    files |= {path: site / recipe.logos / path.name for path in (HERE / "shared").iterdir()}
    for path, target in files.items():
        if is_after and path.name in GONE:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".png":
            shutil.copyfile(path, target)
        else:
            target.write_text("".join(_without_marks(path.read_text(), is_after=is_after)))


def _without_marks(text: str, *, is_after: bool) -> Iterator[str]:
    is_going = False
    for line in text.splitlines(keepends=True):
        mark = _MARK.match(line.strip())
        is_going = mark[1] == "gone" if mark else is_going
        if not mark and not (is_going and is_after):
            yield line


def _kept(output: Path, recipe: Recipe, machine: str) -> Iterator[tuple[str, bytes]]:
    """The files of a build, without those that are cut."""
    for path in sorted(output.rglob("*")):
        name = path.relative_to(output).as_posix()
        if path.is_file() and not _CUT.search(name) and not any(re.search(cut, name) for cut in recipe.cut):
            data = path.read_bytes()
            if machine.encode() in data:
                raise SystemExit(f"{name} has a path of this machine")
            if len(data) > _MOST_KEPT:
                raise SystemExit(f"{name} has {len(data)} bytes")
            yield name, data


def _version(package: str, site: Path) -> str:
    kind, _, name = package.partition(":")
    match kind:
        case "npm":
            return str(json.loads((site / "node_modules" / name / "package.json").read_text())["version"])
        case "pip":
            command = [str(site.parent / "python" / "bin" / "python"), "-c"]
            command += [f"import importlib.metadata as m; print(m.version({name!r}))"]
        case _:
            command = ["dpkg-query", "-W", "-f", "${source:Upstream-Version}", name]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    return said.partition("+dfsg")[0]


def _note_versions(name: str, versions: list[str]) -> None:
    path = PACKED / "versions.json"
    known = json.loads(path.read_text()) if path.exists() else {}
    path.write_text(json.dumps(known | {name: versions}, indent=1, sort_keys=True) + "\n")


def _pack(path: Path, phases: dict[str, dict[str, bytes]]) -> None:
    """Pack both builds into one archive, whose bytes depend on nothing else. A file that stayed the same is a link."""
    path.parent.mkdir(exist_ok=True)
    raw = io.BytesIO()
    before = phases["before"]
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for phase, files in phases.items():
            for name, data in files.items():
                info = tarfile.TarInfo(f"{phase}/{name}")
                if phase == "after" and before.get(name) == data:
                    info.type, info.linkname = tarfile.LNKTYPE, f"before/{name}"
                    tar.addfile(info)
                else:
                    info.size = len(data)
                    tar.addfile(info, io.BytesIO(data))
    path.write_bytes(lzma.compress(raw.getvalue(), preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), sys.argv[2:])
