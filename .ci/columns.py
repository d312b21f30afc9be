"""Lines of Markdown and YAML that are too wide to read; ruff's E501 sees to the code."""
import re
from pathlib import Path

from pages import cells, pages, source

WIDTH = 110
FENCE = re.compile(r"\s*(```+|~~~+)\s*(\w*)")
# what cannot be broken: one link, image or address, after a list's mark and before a full stop
LINK = r"(!?\[[^\]]*\]\([^)]*\)|\[!\[[^\]]*\]\([^)]*\)\]\([^)]*\)|<?https?://\S+|\[[^\]]+\]:\s*\S+)"
LINK_ONLY = re.compile(rf"\s*([-*+>]\s+|\d+[.)]\s+)*{LINK}[.,;:)]*\s*$")


def wide(markdown: str):
    """(line number, width) of each line over WIDTH; tables, HTML, lone links and fences without a language
    are left out
    """
    fence = language = None
    for number, line in enumerate(markdown.splitlines(), 1):
        if match := FENCE.match(line):
            if fence is None: fence, language = match[1], match[2]
            elif line.strip() == fence: fence = None
            continue
        if len(line) <= WIDTH or fence and not language: continue
        if not fence and (line.lstrip()[:1] in ("|", "<") or LINK_ONLY.match(line)): continue
        yield number, len(line)


def self_test():
    "One sentence for each line that `wide` should find and does not, or finds and should not"
    long = "word " * 30
    text = f"""{long}
| {long} |
<img alt="{long}">
- [{long}](page.ipynb).
[{long}](page.ipynb) and more
```
{long}
```
```python
{long}
```
{"x" * WIDTH}
"""
    if (found := [line for line, _ in wide(text)]) != [1, 5, 10]:
        yield f"of the lines of the example, 1, 5 and 10 are too wide, and these were found: {found}."


def complaints(root: Path, names: list[str]):
    """One sentence for each Markdown line of a page, and each line of a Markdown or YAML file, that is too
    wide
    """
    for page in pages(root):
        for number, cell in enumerate(cells(page)):
            if cell["cell_type"] != "markdown": continue
            for line, width in wide(source(cell)):
                yield (
                    f"{page.relative_to(root)}, cell {number}, line {line}: {width} columns, at most {WIDTH};"
                    " break the line."
                )
    for name in names:
        suffix = Path(name).suffix
        if suffix not in (".md", ".yaml", ".yml") or not (root / name).is_file(): continue
        if name.startswith("nbs/thesis/figures/"): continue # written by the study, a note below its table
        text = (root / name).read_text(encoding="utf-8")
        found = (
            wide(text)
            if suffix == ".md"
            else ((n, len(line)) for n, line in enumerate(text.splitlines(), 1) if len(line) > WIDTH)
        )
        for line, width in found:
            yield f"{name}, line {line}: {width} columns, at most {WIDTH}; break the line."
