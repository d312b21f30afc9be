"""The hook that mkdocs runs: notebooks become Markdown pages, each package a page of reference, both the navigation.

Nothing is executed: a page shows what its notebook stores. Links between notebooks become links between pages, which
mkdocs then checks like its own. (mkdocs-jupyter leaves such links as they are, knows no `#|` lines, and puts 680 kB
of styles into every page.)
"""
import ast
import base64
import posixpath
import re
import sys
import textwrap
from pathlib import Path

import latex2mathml.converter
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / ".ci"))
import contents  # noqa: E402
from pages import cells, directives, source  # noqa: E402
from render_readme import fence  # noqa: E402

# what stands outside of nbs and is a page of the site
OUTSIDE = {"CHANGELOG.md": "changelog.md", "CONTRIBUTING.md": "contributing.md", "LICENSE": "licence.md",
           ".ci/README.md": "checks.md", "nbs/README.md": "pages.md", "README.md": "index.md"}
MARKDOWN_LINK = re.compile(r"\[([^\]]*)\]\(([^)#\s]*)(#[^)\s]*)?\)")
SHOWN = (".png", ".jpg", ".svg")
PICTURES = {"image/png": "png", "image/jpeg": "jpg"}


def relinked(markdown: str, path: str, page: str) -> str: # path: of the file, from the root; page: its place here
    "Markdown with its links seen from the site; what is no page of the site loses its link"
    def link(match: re.Match) -> str:
        text, where, anchor = match.groups()
        if "://" in where or not where: return match[0]
        there = posixpath.normpath(posixpath.join(posixpath.dirname(path), where))
        if there not in OUTSIDE and not there.startswith("nbs/"): return text
        place = OUTSIDE.get(there, there.removeprefix("nbs/").replace(".ipynb", ".md"))
        return f"[{text}]({posixpath.relpath(place, posixpath.dirname(page) or '.')}{anchor or ''})"
    return MARKDOWN_LINK.sub(link, markdown)


def prose(markdown: str, page: str) -> str:
    "A Markdown cell: links seen from the site, formulas as MathML, which browsers draw without a script"
    markdown = relinked(markdown, f"nbs/{page}", page)
    markdown = re.sub(r"\$\$(.+?)\$\$", lambda m: latex2mathml.converter.convert(m[1], display="block"), markdown, flags=re.S)
    return re.sub(r"(?<![\\`$\w])\$([^$`\n]+)\$(?![\w$])", lambda m: latex2mathml.converter.convert(m[1]), markdown)


def html(text: str) -> str:
    "A table that pandas wrote, without its style"
    text = re.sub(r"<style.*?</style>", "", text, flags=re.S)
    return f'<div class="output">\n{re.sub(chr(10) + r"s*" + chr(10), chr(10), text).strip()}\n</div>'


def output(out: dict, page: str, name: str, pictures: dict[str, bytes]) -> str:
    "One output of a cell as Markdown; a picture is put among `pictures`"
    if out["output_type"] == "stream": return fence("".join(out["text"]), "{ .text .output }")
    data = {kind: "".join(text) for kind, text in out.get("data", {}).items() if isinstance(text, (str, list))}
    for kind, suffix in PICTURES.items():
        if kind in data:
            pictures[f"{name}.{suffix}"] = base64.b64decode(data[kind])
            return f"![The figure that this cell draws]({posixpath.basename(name)}.{suffix}){{ .figure }}"
    if "image/svg+xml" in data: return f'<div class="output">{data["image/svg+xml"]}</div>'
    if "text/markdown" in data: return prose(data["text/markdown"], page)
    if "text/html" in data: return html(data["text/html"])
    return fence(data["text/plain"], "{ .text .output }") if "text/plain" in data else ""


def only(code: str, *kinds: type) -> bool: # of statements
    "Whether a cell has no other statements than these"
    try: body = ast.parse(code).body
    except SyntaxError: return False
    return bool(body) and all(isinstance(statement, kinds) for statement in body)


def folded(text: str, summary: str) -> str:
    "Markdown that a reader opens"
    return f'??? abstract "{summary}"\n\n{textwrap.indent(text, "    ")}'


def cell(c: dict, page: str, number: int, pictures: dict[str, bytes]) -> list[str]:
    "A cell as pieces of Markdown, by nbdev's and Quarto's `#|` lines"
    if c["cell_type"] == "markdown": return [prose(source(c), page)]
    flags = directives(c)
    if c["cell_type"] != "code" or "hide" in flags or "default_exp" in flags: return []
    lines = source(c).splitlines()
    while lines and re.match(r"\s*#\s*\|", lines[0]): lines.pop(0)
    code, shown = "\n".join(lines).strip("\n"), []
    if code and flags.get("echo") != "false" and "hide_input" not in flags:
        shown = [fence(code, "python")]
        if flags.get("code-fold") == "true": shown = [folded(shown[0], flags.get("code-summary", "Code").strip('"'))]
        elif only(code, ast.Assert): shown = [folded(shown[0], "Check")]
        elif only(code, ast.Import, ast.ImportFrom): shown = [folded(shown[0], "Imports")]
    if flags.get("output") == "false" or "hide_output" in flags: return shown
    stem = page.removesuffix(".ipynb")
    return shown + [output(o, page, f"{stem}_{number}_{i}", pictures) for i, o in enumerate(c["outputs"])]


def markdown(path: Path, pictures: dict[str, bytes]) -> str: # pictures: gets the page's, by their path in nbs
    "A notebook as a page of the site"
    page = path.relative_to(ROOT / "nbs").as_posix()
    parts = [part.strip("\n") for n, c in enumerate(cells(path)) for part in cell(c, page, n, pictures)]
    front = ["---\nhide: [navigation]\n---"] if page == "index.ipynb" else []
    return "\n\n".join(filter(None, front + parts)) + "\n"


def reference(word: str, found: list[contents.Page]) -> str:
    "A package's page of reference: its modules with signatures and the comments of their parameters"
    head = f"# {word}\n\n"
    if len(found) > 1: head += "\n".join(f"- [{p.title}](../../{p.path.replace('.ipynb', '.md')}): {p.about}" for p in found[1:]) + "\n\n"
    modules = [f"transformer_distiller.{p.module}" for p in found if p.module and "__init__" not in p.module]
    return head + "\n\n".join(f"::: {name}" for name in modules) + "\n"


def listed(found: list[contents.Page]) -> list[dict[str, str]]:
    "Pages in the navigation"
    return [{p.title.replace("`", ""): p.path.replace(".ipynb", ".md")} for p in found]


def on_config(config):
    "The navigation: three ways in, then explanations, thesis and project"
    nbs = ROOT / "nbs"
    ways, library = contents.ways(nbs), contents.packages(nbs)
    look_up = [{"All pages": "pages.md"}]
    for word, found in library.items(): look_up.append({word: [f"reference/{word}/index.md", *listed(found)]})
    config.nav = [{"Home": "index.md"}, {"Learn": listed(ways["tutorials"])}]
    if ways["how_to"]: config.nav.append({"Do": listed(ways["how_to"])})
    config.nav += [{"Look up": look_up}, {"Explanations": listed(ways["explanations"])}, {"Thesis": listed(ways["thesis"])},
                   {"Project": [{"Changelog": "changelog.md"}, {"Contributing": "contributing.md"},
                                {"How it is checked": "checks.md"}, {"Licence": "licence.md"}]}]
    return config


def on_files(files: Files, config) -> Files:
    "Put pages in the place of notebooks, and add what stands outside of nbs"
    pictures = {}
    for file in list(files):
        if file.src_dir == config.docs_dir and not file.src_uri.endswith(SHOWN): files.remove(file)
        if not file.src_uri.endswith(".ipynb"): continue
        path = Path(file.abs_src_path)
        files.append(File.generated(config, file.src_uri.replace(".ipynb", ".md"), content=markdown(path, pictures)))
    for path, content in pictures.items(): files.append(File.generated(config, path, content=content))
    for path, where in OUTSIDE.items():
        if where == "index.md": continue
        text = (ROOT / path).read_text(encoding="utf-8")
        if path == "LICENSE": text = f"# Licence\n\n{text}"
        files.append(File.generated(config, where, content=relinked(text, path, where)))
    for word, found in contents.packages(ROOT / "nbs").items():
        files.append(File.generated(config, f"reference/{word}/index.md", content=reference(word, found)))
    assets = ROOT / ".ci/site/assets"
    for asset in sorted(assets.iterdir()):
        files.append(File(f"assets/{asset.name}", str(assets.parent), config.site_dir, config.use_directory_urls))
    return files
