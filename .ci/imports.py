"""What pages and modules import, read from their source: nothing is executed but the package root, which needs only Python."""
import ast
import runpy
from pathlib import Path

from pages import LIB, cells, code, module, pages, place

DEVELOPMENT = {"nbdev", "fastcore", "execnb", "ghapi", "nbformat", "nbclient", "hypothesis", "ruff"}


def imported(text: str) -> set[str]:
    "Dotted names that a piece of code imports: a.b for `import a.b`, a.b and a.b.c for `from a.b import c`"
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import): found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def homes(root: Path) -> dict[str, Path]:
    "Dotted name -> the page it comes from: every exported module, and each name that the package root lends"
    found = {f"{LIB}.{name}": page for page in pages(root) if (name := module(page)) and name != "__init__"}
    init = root / LIB / "__init__.py"
    lent = runpy.run_path(str(init), run_name=LIB).get("_home", {}) if init.exists() else {}
    return found | {f"{LIB}.{name}": found[home] for name, where in lent.items() if (home := f"{LIB}.{where}") in found}


def later_pages(root: Path):
    "One sentence for each import from a page that stands later"
    where = homes(root)
    for page in pages(root):
        if not (own := place(page)): continue
        for number, cell in enumerate(cells(page)):
            if cell["cell_type"] != "code": continue
            try: names = imported(code(cell))
            except SyntaxError as error:
                yield f"{page.name}, cell {number}: not Python ({error.msg}), so its imports cannot be read."
                continue
            for name in sorted(names & where.keys()):
                if (other := place(where[name])) and other > own:
                    yield f"{page.name}, cell {number} imports {name} from the later page {where[name].name}: move one of the two."


def development_only(folder: Path):
    "One sentence for each module that needs a library which only developers install"
    for path in sorted(folder.rglob("*.py")):
        roots = {name.partition(".")[0] for name in imported(path.read_text(encoding="utf-8"))}
        if bad := sorted(roots & DEVELOPMENT):
            yield f"{path.relative_to(folder.parent)} imports {', '.join(bad)}, which a user does not install: keep it out of exported cells."
