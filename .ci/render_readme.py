"""render_readme.py [--check]: nbs/index.ipynb -> README.md (Quarto, which nbdev_readme needs, is a large
thing to ask for).

Markdown cells stay as they are, with links seen from the root; code cells become python fences without `#|`
lines;
text outputs become fences, Markdown outputs stay; pictures are left out (a page may link to a file).
"""
import posixpath
import re
import sys
from pathlib import Path

from pages import cells, directives, source

ROOT = Path(__file__).resolve().parent.parent
NOTE = "<!-- Rendered from nbs/index.ipynb by .ci/render_readme.py: edit the page. -->"
LINK = re.compile(r"(\]\()([^)#\s:]+)(?=[)#])")


def from_root(markdown: str) -> str:
    "The same Markdown with links relative to the root"
    return LINK.sub(lambda m: m[1] + posixpath.normpath(posixpath.join("nbs", m[2])), markdown)


def fence(text: str, language: str = "") -> str:
    return f"```{language}\n{text.strip(chr(10))}\n```"


def output(out: dict) -> str:
    "A cell's output as Markdown, nothing for a picture"
    if out["output_type"] == "stream": return fence("".join(out["text"])) if out["name"] == "stdout" else ""
    data = {kind: "".join(text) for kind, text in out.get("data", {}).items() if kind.startswith("text/")}
    if "text/markdown" in data: return from_root(data["text/markdown"])
    if any(kind.startswith("image/") for kind in out.get("data", {})): return ""
    return fence(data["text/plain"]) if "text/plain" in data else ""


def cell(c: dict) -> list[str]:
    if c["cell_type"] == "markdown": return [from_root(source(c))]
    if c["cell_type"] != "code" or "hide" in (flags := directives(c)): return []
    lines = source(c).splitlines()
    while lines and re.match(r"\s*#\s*\|", lines[0]): lines.pop(0)
    shown = (
        [] if flags.get("echo") == "false" or "hide_input" in flags else [fence("\n".join(lines), "python")]
    )
    return shown + (
        [] if flags.get("output") == "false" or "hide_output" in flags else [output(o) for o in c["outputs"]]
    )


def render(root: Path) -> str:
    parts = [part.strip("\n") for c in cells(root / "nbs/index.ipynb") for part in cell(c)]
    return "\n\n".join(filter(None, [NOTE, *parts])) + "\n"


def main(check: bool) -> str | None:
    text, target = render(ROOT), ROOT / "README.md"
    if not check: return target.write_text(text, encoding="utf-8") and None
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        return (
            "README.md is not what nbs/index.ipynb renders to: run `python .ci/render_readme.py` and commit"
            " both."
        )
    prose = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    if gone := [link for _, link in LINK.findall(prose) if not (ROOT / link).exists()]:
        return f"README.md links to {', '.join(gone)}, which is not there: mend the link in nbs/index.ipynb."


if __name__ == "__main__": sys.exit(main("--check" in sys.argv[1:]))
