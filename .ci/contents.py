"""contents.py [--check]: nbs/README.md, the list of all pages, made of each page's title and first sentence.

The site's navigation is made of the same list. The order of packages is the one in settings.ini.
"""
import itertools
import re
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path

from pages import cells, module, order, pages, source

ROOT = Path(__file__).resolve().parent.parent
NOTE = "<!-- Made by .ci/contents.py of the pages' first lines: edit the pages. -->"
UNBROKEN = dict(break_long_words=False, break_on_hyphens=False)
HEAD = """# All pages

The library is written in notebooks. Each is a page to step through: why, the code, what it shows, and the
assertions that are its tests. A page imports only from pages that stand above it.
"""
# explanations that say how to do something
TASKS = ("your_own_adaptor", "coming_from_the_scripts")
WAYS = {"tutorials": ("Learn", "Tutorials. Each leads through one task and shows a control beside it."),
        "how_to": ("Do", "Short answers to a task."),
        "explanations": ("Explanations", "Why something is as it is, with the numbers."),
        "thesis": ("Thesis", "Studies that were defined before they were run.")}


@dataclass
class Page:
    "What the list says of a page"
    path: str # in nbs
    title: str
    about: str # one sentence
    module: str | None


def first_sentence(text: str) -> str:
    "Up to the first full stop that ends a sentence"
    text = " ".join(text.split())
    return re.split(r"(?<=[.!?])\s+(?=[A-Z*`\[])", text)[0]


def page(path: Path, nbs: Path) -> Page:
    "A page's title, and its first sentence: of the quotation below the title, or of the first paragraph"
    where = path.relative_to(nbs).as_posix()
    first = next((source(c) for c in cells(path) if c["cell_type"] == "markdown"), "")
    title, _, rest = first.strip().partition("\n")
    if not title.startswith("# "):
        raise ValueError(f"nbs/{where}: the first cell must begin with a title, `# …`.")
    quoted = [line[1:] for line in rest.splitlines() if line.startswith(">")]
    about = " ".join(quoted) if quoted else next((p for p in rest.split("\n\n") if p.strip()), "")
    return Page(where, title[2:].strip(), first_sentence(about), module(path))


def packages(nbs: Path) -> dict[str, list[Page]]: # by name, in the order of settings.ini
    "The library's pages: a folder of pages for each package, or a single page"
    found = {word: sorted(nbs.glob(f"{word}/*.ipynb")) or sorted(nbs.glob(f"[0-9][0-9]_{word}.ipynb"))
             for word in order(nbs.parent)}
    return {word: [page(p, nbs) for p in paths] for word, paths in found.items() if paths}


def ways(nbs: Path) -> dict[str, list[Page]]: # by folder
    "The pages for a reader, folder by folder"
    found = {folder: [page(p, nbs) for p in sorted(nbs.glob(f"{folder}/*.ipynb"))] for folder in WAYS}
    tasks = [p for p in found["explanations"] if Path(p.path).stem in TASKS]
    found["how_to"] += tasks
    found["explanations"] = [p for p in found["explanations"] if p not in tasks]
    return found


def listed(found: list[Page]) -> str:
    "The pages as a Markdown list"
    lines = [f"- [{p.title}]({p.path}): {p.about}" if p.about else f"- [{p.title}]({p.path})" for p in found]
    return "\n".join(textwrap.fill(line, 105, subsequent_indent="  ", **UNBROKEN) for line in lines)


def sections(library: dict[str, list[Page]]) -> dict[str, list[Page]]: # by heading
    "Packages, and single pages that follow each other together"
    found = {}
    for single, words in itertools.groupby(library, lambda word: "/" not in library[word][0].path):
        words = list(words)
        if single: found[", ".join(words)] = [library[word][0] for word in words]
        else: found |= {word: library[word] for word in words}
    return found


def render(root: Path) -> str:
    "The list as Markdown"
    nbs, parts = root / "nbs", [NOTE, HEAD.strip()]
    by_way, library = ways(nbs), packages(nbs)
    for folder, (title, about) in WAYS.items():
        if folder == "explanations":
            parts += ["## The library", "In the order in which a page may import from another."]
            for heading, found in sections(library).items(): parts += [f"### {heading}", listed(found)]
        if by_way[folder]: parts += [f"## {title}", about, listed(by_way[folder])]
    known = {p.path for found in (*by_way.values(), *library.values()) for p in found} | {"index.ipynb"}
    if forgotten := {p.relative_to(nbs).as_posix() for p in pages(root)} - known:
        names = ", ".join(sorted(forgotten))
        raise ValueError(f"In no folder that is listed: {names}. See `order` in settings.ini.")
    return "\n\n".join(parts) + "\n"


def main(check: bool) -> str | None:
    text, target = render(ROOT), ROOT / "nbs" / "README.md"
    if not check: return target.write_text(text, encoding="utf-8") and None
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        return "nbs/README.md is not what the pages say: run `python .ci/contents.py` and commit it."


if __name__ == "__main__": sys.exit(main("--check" in sys.argv[1:]))
