"""The pages of a checkout, by nbdev's own rules: what the other helpers share (standard library only)."""
import json
import re
from configparser import ConfigParser
from pathlib import Path

LIB = "transformer_distiller"


def pages(root: Path) -> list[Path]:
    "Every notebook that nbdev_test runs: no name or folder starting with _ or a dot, no .notest beside it"
    found = sorted((root / "nbs").rglob("*.ipynb"))
    return [p for p in found if not (p.parent / ".notest").exists()
            and not any(part[0] in "_." for part in p.relative_to(root).parts)]


def cells(page: Path) -> list[dict]:
    return json.loads(page.read_text(encoding="utf-8"))["cells"]


def source(cell: dict) -> str:
    return "".join(cell["source"])


def directives(cell: dict) -> dict[str, str]:
    "The `#| name value` lines at the top of a cell"
    found = {}
    for line in source(cell).splitlines():
        if not (match := re.match(r"\s*#\s*\|\s*([\w-]+):?\s*(.*)", line)): break
        found[match[1]] = match[2].strip()
    return found


def code(cell: dict) -> str:
    "A cell's Python: without directives, and with magics and shell lines blanked"
    return "\n".join(
        "" if re.match(r"\s*(#\s*\||[%!])", line) else line for line in source(cell).splitlines()
    )


def runs(cell: dict) -> bool:
    "Whether nbdev_test executes this cell when no flag stands in its way"
    return (
        cell["cell_type"] == "code"
        and directives(cell).get("eval") != "false"
        and "nbdev_export" + "(" not in source(cell)
    )


def never_run(page: Path) -> bool:
    "Whether nbdev passes over the whole page: its front matter says skip_exec"
    return any(re.search(r"^(-\s*)?skip_exec:\s*true", source(c), re.M | re.I) for c in cells(page)[:2])


def module(page: Path) -> str | None:
    "The module that a page exports to"
    return next((d["default_exp"] for c in cells(page) if (d := directives(c)).get("default_exp")), None)


def order(root: Path) -> list[str]:
    """The words of `order` in settings.ini, first to last: each names a page nbs/NN_word.ipynb or a folder
    nbs/word/
    """
    settings = ConfigParser(delimiters=["="], interpolation=None)
    settings.read(root / "settings.ini", encoding="utf-8")
    return settings["DEFAULT"].get("order", "").split()


def place(page: Path, root: Path) -> tuple[int, int] | None:
    """A page's place: (index of its word in the order, number within its folder); nothing for index or a
    tutorial
    """
    match = re.match(r"(\d+)_(\w+)\.ipynb$", page.name)
    folder = page.relative_to(root / "nbs").parent.as_posix()
    words = order(root)
    if not match: return None
    if folder == "." and match[2] in words: return words.index(match[2]), 0
    if folder in words: return words.index(folder), int(match[1]) or 100
    return None


def exported(page: Path):
    """(module, source) of each cell that a page exports: `#| export` goes to the page's module, `#| export
    name` to name
    """
    default = module(page)
    for cell in cells(page):
        if cell["cell_type"] != "code": continue
        found = directives(cell)
        for flag in "export", "exports", "exporti":
            if flag in found and (target := found[flag] or default): yield target, code(cell)
