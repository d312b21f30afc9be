"""The pages of a checkout, by nbdev's own rules: what the other helpers share (standard library only)."""
import json
import re
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
    return "\n".join("" if re.match(r"\s*(#\s*\||[%!])", line) else line for line in source(cell).splitlines())


def runs(cell: dict) -> bool:
    "Whether nbdev_test executes this cell when no flag stands in its way"
    return cell["cell_type"] == "code" and directives(cell).get("eval") != "false" and "nbdev_export" + "(" not in source(cell)


def never_run(page: Path) -> bool:
    "Whether nbdev passes over the whole page: its front matter says skip_exec"
    return any(re.search(r"^(-\s*)?skip_exec:\s*true", source(c), re.M | re.I) for c in cells(page)[:2])


def module(page: Path) -> str | None:
    "The module that a page exports to"
    return next((d["default_exp"] for c in cells(page) if (d := directives(c)).get("default_exp")), None)


def place(page: Path) -> tuple[int, str] | None:
    "A page's place in the order: (13, 'b') for 13b_plots, nothing for index or a tutorial"
    match = re.match(r"(\d+)([a-z]*)_", page.name) if page.parent.name == "nbs" else None
    return (int(match[1]), match[2]) if match else None
