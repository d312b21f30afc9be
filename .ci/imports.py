"""What pages and modules import, read from their source: nothing is executed."""
import ast
import json
import tempfile
from collections import defaultdict
from pathlib import Path

from pages import LIB, cells, code, exported, module, order, pages, place

DEVELOPMENT = {"nbdev", "fastcore", "execnb", "ghapi", "nbformat", "nbclient", "hypothesis", "ruff"}
BY_STRING = {"import_module", "__import__", "find_spec", "resolve_name", "locate"}


def dotted(node: ast.AST) -> str | None:
    "a.b.c for a chain of attributes, nothing for any other expression"
    if isinstance(node, ast.Name): return node.id
    if isinstance(node, ast.Attribute) and (start := dotted(node.value)): return f"{start}.{node.attr}"
    return None


def by_string(call: ast.Call) -> str | None:
    """The dotted name that a call such as import_module(\"a.b\") asks for; a.* when only the start is written
    out
    """
    name, values = dotted(call.func) or "", [*call.args, *(keyword.value for keyword in call.keywords)]
    if name.rpartition(".")[2] not in BY_STRING or not values: return None
    first, *rest = values
    if isinstance(first, ast.JoinedStr) and first.values and isinstance(first.values[0], ast.Constant):
        return first.values[0].value.rpartition(".")[0] + ".*"
    if not (isinstance(first, ast.Constant) and isinstance(first.value, str)): return None
    if not first.value.startswith("."): return first.value.replace(":", ".")
    anchor = next((v.value for v in rest if isinstance(v, ast.Constant) and isinstance(v.value, str)), "")
    up = len(first.value) - len(first.value.lstrip(".")) - 1
    return ".".join([*anchor.split(".")[:len(anchor.split(".")) - up], first.value.lstrip(".")])


def imported(text: str, known: dict[str, str] | None = None) -> set[str]:
    """Dotted names that a piece of code imports: a.b for `import a.b`, a.b and a.b.c for `from a.b import c`

    `known` holds what names of the page stand for (`td` for transformer_distiller) and is added to: with it,
    `td.plots.attention` is seen too.
    """
    found, known = set(), {} if known is None else known
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
            known |= {alias.asname or alias.name.partition(".")[0]: alias.name if alias.asname else
                      alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
            known |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Call) and (name := by_string(node)): found.add(name)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and (chain := dotted(node)):
            start, _, rest = chain.partition(".")
            if known.get(start, "").partition(".")[0] == LIB: found.add(f"{known[start]}.{rest}")
    return found


def statements(body: list[ast.stmt]):
    "The statements of a module, with those inside its `if`, `try` and `with`"
    for node in body:
        yield node
        for part in "body", "orelse", "finalbody":
            if isinstance(node, (ast.If, ast.Try, ast.With)): yield from statements(getattr(node, part, []))


def defined(text: str) -> set[str]:
    """Names that code defines at its top: functions, classes, constants; `name = module.name` only lends one
    on
    """
    found = set()
    for node in statements(ast.parse(text).body):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)): found.add(node.name)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = {n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)
                     and isinstance(n.ctx, ast.Store)}
            lent = (dotted(node.value) or "").rpartition(".")[2] if node.value else ""
            found |= names - {lent}
    return found


def homes(root: Path) -> dict[str, set[Path]]:
    """Dotted name -> the pages it comes from: each exported module, and each name that a package can lend

    A package (`transformer_distiller.data`, and the root) lends what its modules define. `package.*` is all
    of it.
    """
    modules, lent = defaultdict(set), defaultdict(set)
    for page in pages(root):
        if own := module(page): modules[f"{LIB}.{own}"].add(page)
        for target, text in exported(page):
            if target.endswith("__init__"): continue
            modules[f"{LIB}.{target}"].add(page)
            try: names = defined(text) | {"*"}
            except SyntaxError: continue
            parts = [LIB, *target.split(".")]
            for depth in range(1, len(parts)):
                for name in names: lent[".".join([*parts[:depth], name])].add(page)
    packages = {name.rpartition(".")[0] for name in lent}
    # a name that is a module or a package too means that one
    return {name: found for name, found in lent.items() if name not in packages} | modules


def misplaced(root: Path):
    """One sentence for each page that exports and has no place, has another's place, or exports to another
    package
    """
    words, taken = order(root), {}
    if not words:
        yield "settings.ini has no `order`: name there the pages and folders of nbs/, first to last."
    for word in words:
        if not list((root / "nbs").glob(f"[0-9]*_{word}.ipynb")) and not list(
            (root / "nbs" / word).glob("*.ipynb")
        ):
            yield (
                f"`order` in settings.ini has {word}, and there is no page nbs/NN_{word}.ipynb and no folder"
                f" nbs/{word}/ with pages."
            )
    for page in pages(root):
        name, own, where = page.relative_to(root), module(page), place(page, root)
        if own and where is None:
            yield (
                f"{name} exports and stands in no order: add its word to `order` in settings.ini, or number"
                " it within its folder."
            )
        if where is None: continue
        if where in taken:
            yield f"{name} and {taken[where]} have the same place: give one of them another number."
        taken[where] = name
        folder = page.parent.name
        if own and page.parent != root / "nbs" and not own.startswith(f"{folder}."):
            yield f"{name} exports to {own}: a page of nbs/{folder}/ exports to a module of {folder}."


def later_pages(root: Path):
    "One sentence for each import from a page that stands later"
    where = homes(root)
    places = {page: place(page, root) for page in pages(root)}
    for page, own in places.items():
        if not own: continue
        known = {}
        for number, cell in enumerate(cells(page)):
            if cell["cell_type"] != "code": continue
            start = f"{page.relative_to(root)}, cell {number}"
            try: names = imported(code(cell), known)
            except SyntaxError as error:
                yield f"{start}: not Python ({error.msg}), so its imports cannot be read."
                continue
            for name in sorted(names & where.keys()):
                # a private name may be defined twice: it is then found where it stands first
                others = sorted((places[other], other) for other in where[name] if places[other])
                if not others: continue
                there, other = others[-1 if name.endswith("*") else 0]
                if there > own:
                    yield (
                        f"{start} imports {name} from the later page {other.relative_to(root)}: move one of"
                        " the two."
                    )


def twice(root: Path):
    """One sentence for each public name that two modules define; a module that only lends old names defines
    none
    """
    found = defaultdict(set)
    for page in pages(root):
        for target, text in exported(page):
            try: names = defined(text)
            except SyntaxError: continue
            for name in names:
                if not name.startswith("_"): found[name].add(target)
    for name, modules in sorted(found.items()):
        if len(modules) > 1:
            yield f"{name} is defined in {' and in '.join(sorted(modules))}: rename one, or import it."


def development_only(folder: Path):
    "One sentence for each module that needs a library which only developers install"
    for path in sorted(folder.rglob("*.py")):
        roots = {name.partition(".")[0] for name in imported(path.read_text(encoding="utf-8"))}
        if bad := sorted(roots & DEVELOPMENT):
            yield (
                f"{path.relative_to(folder.parent)} imports {', '.join(bad)}, which a user does not install:"
                " keep it out of exported cells."
            )


# What the checks above are tried on: a small tree, and one fault at a time planted into it.
SOUND = {
    "00_core": "#| default_exp core\n#| export\ndef mean(x): return x",
    "models/01_layers": (
        f"#| default_exp models.layers\n#| export\nfrom {LIB}.core import mean\ndef layers(): ..."
    ),
    "models/02_capture": (
        f"#| default_exp models.capture\n#| export\nfrom {LIB}.models.layers import layers\nLIMIT = 3"
    ),
    "plots/01_attention": (
        f"#| default_exp plots.attention\n#| export\nfrom {LIB}.models import LIMIT\n"
        f"from {LIB} import models\nmodels.capture.LIMIT\ndef draw(): ..."
    ),
    "99_init": (
        "#| default_exp __init__\n#| export\nfrom importlib import import_module\n"
        "def __getattr__(name): return import_module(f\"{__name__}.{name}\")"
    ),
    "98_cli": f"#| default_exp cli\n#| export\nfrom {LIB} import models, plots\ndef models(): ...",
    "tutorials/01_first": f"from {LIB}.plots import draw",
}
FORWARD = {
    "a module": f"from {LIB}.plots.attention import draw",
    "a module as a whole": f"import {LIB}.plots.attention",
    "a module out of its package": f"from {LIB}.plots import attention",
    "a name that a package lends": f"from {LIB}.plots import draw",
    "a name that the root lends": f"from {LIB} import draw",
    "a name of a later page in the same folder": f"from {LIB}.models import LIMIT",
    "everything of a package": f"from {LIB}.plots import *",
    "inside a function": f"def f():\n    from {LIB}.plots import draw",
    "an attribute of a package": f"from {LIB} import plots\nplots.attention.draw()",
    "an attribute": f"import {LIB} as td\ntd.plots.attention.draw()",
    "a string": f"from importlib import import_module\nimport_module(\"{LIB}.plots.attention\")",
    "a string with its module": (
        f"import importlib\nimportlib.import_module(\"{LIB}.plots.attention\").draw()"
    ),
    "a relative string": (
        f"import importlib\nimportlib.import_module(\".attention\", package=\"{LIB}.plots\")"
    ),
    "a string that is put together": f"import importlib\nimportlib.import_module(f\"{LIB}.plots.{{name}}\")",
}


def plant(root: Path, sources: dict[str, str], words: str = "core models plots cli init"):
    """Write a small tree: page -> source, its directives in one cell and the rest in another where it does
    not export
    """
    (root / "settings.ini").write_text(f"[DEFAULT]\norder = {words}\n", encoding="utf-8")
    for name, text in sources.items():
        page = root / "nbs" / f"{name}.ipynb"
        page.parent.mkdir(parents=True, exist_ok=True)
        parts = [
            {"cell_type": "code", "source": part, "metadata": {}, "outputs": []}
            for part in text.split("\n\n")
        ]
        page.write_text(json.dumps({"cells": parts}), encoding="utf-8")


def self_test():
    """One sentence for each planted fault that the checks above do not see, and for each complaint about a
    sound tree
    """
    def said(check, sources: dict[str, str], **options) -> list[str]:
        with tempfile.TemporaryDirectory() as tmp:
            plant(Path(tmp), sources, **options)
            return list(check(Path(tmp)))

    for check in later_pages, misplaced, twice:
        for wrong in said(check, SOUND): yield f"the order check complains about a sound tree: {wrong}"
    page = "models/01_layers"
    for what, text in FORWARD.items():
        for where, planted in ("exported cell", f"{SOUND[page]}\n{text}"), (
            "cell",
            f"{SOUND[page]}\n\n{text}",
        ):
            if len(said(later_pages, SOUND | {page: planted})) != 1:
                yield (
                    f"the order check does not see a planted import: {what}, in"
                    f" {'an' if where[0] == 'e' else 'a'} {where}."
                )
    faults = {
        "a page that exports and stands in no order": (
            misplaced,
            SOUND | {"extra/01_x": "#| default_exp extra.x"},
            {},
        ),
        "a page without a number": (misplaced, SOUND | {"models/x": "#| default_exp models.x"}, {}),
        "two pages with one number": (misplaced, SOUND | {"models/01_x": "#| default_exp models.x"}, {}),
        "a page that exports to another package": (
            misplaced,
            SOUND | {"models/03_x": "#| default_exp plots.x"},
            {},
        ),
        "a word without a page": (misplaced, SOUND, {"words": "core models plots report cli init"}),
        "no order": (misplaced, {}, {"words": ""}),
        "a name that is defined twice": (
            twice,
            SOUND | {"models/03_x": "#| default_exp models.x\n#| export\nmean = max"},
            {},
        ),
    }
    for what, (check, sources, options) in faults.items():
        if len(said(check, sources, **options)) != 1:
            yield f"the order check does not see a planted fault: {what}."
