"""The hook that mkdocs runs: a notebook becomes a page, each package gets a page of reference.

Nothing is executed: a page shows what its notebook stores. Links between notebooks become links between
pages, which mkdocs checks like its own. (mkdocs-jupyter leaves such links as they are, does not know `#|`
lines, and puts 680 kB of styles into every page.)
"""
import ast
import base64
import posixpath
import re
import sys
import textwrap
from pathlib import Path

from latex2mathml.converter import convert
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / ".ci"))
import contents  # noqa: E402
from pages import cells, directives, source  # noqa: E402
from render_readme import fence  # noqa: E402

NBS = ROOT / "nbs"
# what is a page of the site and no notebook
OTHERS = {"CHANGELOG.md": "changelog.md", "CONTRIBUTING.md": "contributing.md", "LICENSE": "licence.md",
          ".ci/README.md": "checks.md", "nbs/README.md": "pages.md", "README.md": "index.md"}
MARKDOWN_LINK = re.compile(r"\[([^\]]*)\]\(([^)#\s]*)(#[^)\s]*)?\)")
PICTURES = {"image/png": ".png", "image/jpeg": ".jpg"}
SHOWN = (*PICTURES.values(), ".svg")
OUTPUT = "{ .text .output }"


def place_of(path: str) -> str: # of a file, from the root
    "Where a file is on the site"
    return OTHERS.get(path, re.sub(r"\.ipynb$", ".md", path.removeprefix("nbs/")))


def relinked(markdown: str, path: str) -> str: # path: of the file that it stands in, from the root
    "Markdown with its links seen from the site; what is no page of the site loses its link"
    def link(match: re.Match) -> str:
        text, where, anchor = match.groups()
        if "://" in where or not where: return match[0]
        there = posixpath.normpath(posixpath.join(posixpath.dirname(path), where))
        if there not in OTHERS and not there.startswith("nbs/"): return text
        way = posixpath.relpath(place_of(there), posixpath.dirname(place_of(path)) or ".")
        return f"[{text}]({way}{anchor or ''})"
    return MARKDOWN_LINK.sub(link, markdown)


def prose(markdown: str, path: str) -> str: # path: of the notebook, from the root
    "A Markdown cell: links seen from the site, formulas as MathML, which browsers draw without a script"
    text = re.sub(r"\$\$(.+?)\$\$", lambda m: convert(m[1], display="block"), markdown, flags=re.S)
    text = re.sub(r"(?<![\\`$\w])\$([^$`\n]+)\$(?![\w$])", lambda m: convert(m[1]), text)
    return relinked(text, path)


def table(html: str) -> str:
    "A table that pandas wrote, without its style"
    html = re.sub(r"<style.*?</style>|\n\s*(?=\n)", "", html, flags=re.S)
    return f'<div class="output">\n{html.strip()}\n</div>'


def output(out: dict, path: str, name: str, pictures: dict[str, bytes]) -> str: # name: of a picture
    "One output of a cell as Markdown; a picture is put among `pictures`"
    if out["output_type"] == "stream": return fence("".join(out["text"]), OUTPUT)
    said = out.get("data", {})
    data = {kind: "".join(said[kind]) for kind in said if isinstance(said[kind], (str, list))}
    for kind in PICTURES.keys() & data.keys():
        file = f"{name}{PICTURES[kind]}"
        pictures[file] = base64.b64decode(data[kind])
        return f"![The figure that this cell draws]({posixpath.basename(file)}){{ .figure }}"
    if "image/svg+xml" in data: return f'<div class="output">{data["image/svg+xml"]}</div>'
    if "text/markdown" in data: return prose(data["text/markdown"], path)
    if "text/html" in data: return table(data["text/html"])
    return fence(data["text/plain"], OUTPUT) if "text/plain" in data else ""


def only(code: str, *kinds: type) -> bool: # of statements
    "Whether a cell has no other statements than these"
    try: body = ast.parse(code).body
    except SyntaxError: return False
    return bool(body) and all(isinstance(statement, kinds) for statement in body)


def summary(code: str, flags: dict[str, str]) -> str | None:
    "What stands on a cell that a reader opens; None: it stands open"
    if flags.get("code-fold") == "true": return flags.get("code-summary", "Code").strip('"')
    if only(code, ast.Assert): return "Check"
    if only(code, ast.Import, ast.ImportFrom): return "Imports"


def outputs(c: dict) -> list[dict]:
    "A cell's outputs; what was printed in pieces is one"
    found = []
    for out in c["outputs"]:
        printed = out["output_type"] == "stream" and found and found[-1]["output_type"] == "stream"
        if printed: found[-1] = out | {"text": [*found[-1]["text"], *out["text"]]}
        else: found.append(out)
    return found


def cell(c: dict, path: str, name: str, pictures: dict[str, bytes]) -> list[str]:
    "A cell as pieces of Markdown, by nbdev's and Quarto's `#|` lines"
    if c["cell_type"] == "markdown": return [prose(source(c), path)]
    flags = directives(c)
    if c["cell_type"] != "code" or "hide" in flags or "default_exp" in flags: return []
    lines, shown = source(c).splitlines(), []
    while lines and re.match(r"\s*#\s*\|", lines[0]): lines.pop(0)
    code = "\n".join(lines).strip("\n")
    if code and flags.get("echo") != "false" and "hide_input" not in flags:
        shown = [fence(code, "python")]
        if title := summary(code, flags):
            shown = [f'??? abstract "{title}"\n\n{textwrap.indent(shown[0], "    ")}']
    if flags.get("output") == "false" or "hide_output" in flags: return shown
    return shown + [output(o, path, f"{name}_{i}", pictures) for i, o in enumerate(outputs(c))]


def page(file: Path, pictures: dict[str, bytes]) -> str: # pictures: gets this page's, by their path in nbs
    "A notebook as a page of the site"
    where = file.relative_to(NBS).as_posix()
    parts = ["---\nhide: [navigation]\n---"] if where == "index.ipynb" else []
    for number, c in enumerate(cells(file)):
        parts += cell(c, f"nbs/{where}", f"{where.removesuffix('.ipynb')}_{number}", pictures)
    return "\n\n".join(part.strip("\n") for part in parts if part.strip("\n")) + "\n"


def reference(word: str, found: list[contents.Page]) -> str:
    "A package's page of reference: its modules with their signatures, and what stands beside each parameter"
    parts = [f"# {word}"]
    about = [f"- [{p.title}](../../{p.path.replace('.ipynb', '.md')}): {p.about}" for p in found[1:]]
    if about: parts += [found[0].about, "\n".join(about)]
    modules = [p.module for p in found if p.module and "__init__" not in p.module]
    parts += [f"::: transformer_distiller.{module}" for module in modules]
    return "\n\n".join(parts) + "\n"


def listed(found: list[contents.Page]) -> list[dict[str, str]]:
    "Pages in the navigation"
    return [{p.title.replace("`", ""): place_of(f"nbs/{p.path}")} for p in found]


def on_config(config):
    "The navigation: three ways in, then explanations, thesis and project"
    ways, look_up = contents.ways(NBS), [{"All pages": "pages.md"}]
    for word, found in contents.packages(NBS).items():
        look_up.append({word: [f"reference/{word}/index.md", *listed(found)]})
    tabs = {folder: {contents.WAYS[folder][0]: listed(found)} for folder, found in ways.items() if found}
    first = [tabs.pop(folder) for folder in ("tutorials", "how_to") if folder in tabs]
    project = [{"Changelog": "changelog.md"}, {"Contributing": "contributing.md"},
               {"How it is checked": "checks.md"}, {"Licence": "licence.md"}]
    config.nav = [{"Home": "index.md"}, *first, {"Look up": look_up}, *tabs.values(), {"Project": project}]
    return config


def on_files(files: Files, config) -> Files:
    "Put pages in the place of notebooks, and add what is no notebook"
    made = {}
    for file in [file for file in files if file.src_dir == config.docs_dir]:
        if not file.src_uri.endswith(SHOWN): files.remove(file)
        if not file.src_uri.endswith(".ipynb"): continue
        made[place_of(f"nbs/{file.src_uri}")] = page(Path(file.abs_src_path), made)
    for path, where in OTHERS.items():
        if where == "index.md": continue # README is the same page
        text = relinked((ROOT / path).read_text(encoding="utf-8"), path)
        made[where] = f"# Licence\n\n{text}" if path == "LICENSE" else text
    for word, found in contents.packages(NBS).items():
        made[f"reference/{word}/index.md"] = reference(word, found)
    for asset in sorted((ROOT / ".ci/site/assets").iterdir()):
        made[f"assets/{asset.name}"] = asset.read_bytes()
    for where, content in made.items(): files.append(File.generated(config, where, content=content))
    return files
