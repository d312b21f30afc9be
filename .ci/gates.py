"""gates.py [GATE…]: what must hold of a checkout besides its tests; run in a clean clone that may be changed
and put back.

Each gate is a function that yields one sentence a complaint. One line a gate is printed: passed, or failed
and why.
"""
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

import columns as width
import docstrings
import imports
import links
import outputs
from pages import LIB, module, pages

ROOT = Path.cwd()
EXPORT = ("python", ".ci/export.py")


def sh(*command: str, check: bool = True) -> subprocess.CompletedProcess:
    "Run a command in the clone; a failure ends the gate with what it said"
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if check and done.returncode:
        raise RuntimeError(f"`{' '.join(command)}` failed: {(done.stdout + done.stderr).strip()[-1500:]}")
    return done


def drift() -> list[str]:
    "Files that differ from HEAD now; the clone is put back"
    changed = [line[3:] for line in sh("git", "status", "--porcelain", "-uall").stdout.splitlines()]
    sh("git", "reset", "-q", "--hard"), sh("git", "clean", "-fdq")
    return changed


def export():
    "Everything exported is thrown away and written anew: a stale module shows, too"
    yield from docstrings.self_test()
    for path in (ROOT / LIB).rglob("*.py"): path.unlink()
    sh(*EXPORT)
    if changed := drift():
        yield (
            f"`{' '.join(EXPORT)}` changes {', '.join(changed)}: edit the page, never the module, export, and"
            " commit both."
        )


def clean():
    sh("nbdev_clean")
    if changed := drift():
        yield f"`nbdev_clean` changes {', '.join(changed)}: run it and commit the cleaned pages."


def order():
    yield from imports.self_test()
    yield from imports.misplaced(ROOT)
    yield from imports.later_pages(ROOT)


def names():
    yield from imports.twice(ROOT)


def wheel():
    """sdist, then the wheel out of that sdist: what a user would get (from bare sources: an old egg-info
    would fill gaps)
    """
    with tempfile.TemporaryDirectory() as tmp:
        sh("git", "archive", "--output", f"{tmp}/source.tar", "HEAD")
        with tarfile.open(f"{tmp}/source.tar") as t: t.extractall(f"{tmp}/source", filter="data")
        sh(sys.executable, "-m", "build", "--no-isolation", "--outdir", tmp, f"{tmp}/source")
        archive = next(Path(tmp).glob("*.whl"))
        with zipfile.ZipFile(archive) as z: names, _ = set(z.namelist()), z.extractall(f"{tmp}/site")
        wanted = {f"{LIB}/{name.replace('.', '/')}.py" for page in pages(ROOT) if (name := module(page))}
        wanted |= set(sh("git", "ls-files", LIB).stdout.splitlines())
        if missing := sorted(wanted - names):
            yield (
                f"the wheel lacks {', '.join(missing)}: see package_data in settings.ini, MANIFEST.in, and"
                " __init__.py of sub-packages."
            )
        yield from imports.development_only(Path(tmp, "site", LIB))
        alone = subprocess.run(
            [
                sys.executable,
                "-I",
                "-S",
                "-c",
                f"import sys; sys.path.insert(0, {tmp + '/site'!r}); import {LIB}",
            ],
            capture_output=True,
            text=True,
        )
        if alone.returncode:
            yield f"`import {LIB}` needs more than Python itself: {alone.stderr.strip().splitlines()[-1]}"


def readme():
    for script in "render_readme", "contents":
        done = sh(sys.executable, f".ci/{script}.py", "--check", check=False)
        if done.returncode: yield (done.stdout + done.stderr).strip()


def site():
    "Built strictly; each link leads somewhere, and no page loads a thing from elsewhere"
    with tempfile.TemporaryDirectory() as tmp:
        done = sh("mkdocs", "build", "--strict", "--quiet", "--site-dir", tmp, check=False)
        said = (done.stdout + done.stderr).strip()[-3000:]
        if done.returncode: yield f"`mkdocs build --strict` fails:\n{said}"
        else: yield from links.complaints(Path(tmp))


def ruff():
    done = sh(
        "ruff", "check", "--no-cache", "--output-format", "concise", "--config", ".ci/ruff.toml", ".",
        check=False,
    )
    if done.returncode: yield "ruff complains:\n" + (done.stdout + done.stderr).strip()


def columns():
    yield from width.self_test()
    yield from width.complaints(ROOT, sh("git", "ls-files", "-z").stdout.split("\0"))


def committed():
    yield from outputs.complaints(ROOT, sh("git", "ls-files", "-z").stdout.split("\0"))


GATES = {g.__name__: g for g in (export, clean, order, names, wheel, readme, site, ruff, columns, committed)}

if __name__ == "__main__":
    if drift_before := sh("git", "status", "--porcelain").stdout:
        sys.exit(
            f"gates.py puts files back to HEAD, and this checkout has changes of its own:\n{drift_before}"
        )
    for name in sys.argv[1:] or GATES:
        try: found = list(GATES[name]())
        except Exception as error: found = [f"could not be run: {error}"]
        said = "\n".join(found).replace("\n", "\n    ")
        print(f"failed gate {name}: {said}" if found else f"passed gate {name}", flush=True)
