"""What a committed file can carry without anybody noticing: paths of one machine, registry hosts, cells that
raised.
"""
import json
import re
from pathlib import Path

# written so that this file does not match itself
MACHINE = re.compile(r"(?<![\w.~-])/(root|work|tmp|home/\w+|Users/\w+)/[\w./-]*")
HOSTS = re.compile(r"[\w.]*(pypi\.org|python[h]osted|npm[j]s\.|download\.py[t]orch\.org)[\w./-]*")


def texts(cell: dict):
    "What a notebook's cell says: its source, and its outputs except pictures in base64"
    yield "its source", cell["source"]
    for output in cell.get("outputs", []):
        yield "its output", output.get("text", "")
        yield "its output", output.get("traceback", "")
        for kind, data in output.get("data", {}).items():
            if not kind.startswith("image/") or kind == "image/svg+xml":
                yield "its output", data if isinstance(data, (str, list)) else json.dumps(data)


def pieces(path: Path, name: str):
    "(where, text) for each piece of a committed file"
    try: text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError: return
    if path.suffix != ".ipynb":
        yield name, text
        return
    for number, cell in enumerate(json.loads(text)["cells"]):
        for what, said in texts(cell): yield f"{name}, cell {number}, {what}", "".join(said)
        if any(output["output_type"] == "error" for output in cell.get("outputs", [])):
            yield f"{name}, cell {number}, its output", "\0raised"


def complaints(root: Path, names: list[str]):
    "One sentence for each piece that should not be committed"
    for name in filter(None, names):
        if not (root / name).is_file(): continue
        for where, text in pieces(root / name, name):
            if text == "\0raised":
                yield f"{where}: an error is stored; run the page again, or catch what it is meant to show."
            elif found := MACHINE.search(text):
                yield (
                    f"{where}: {found[0]!r} is a path of one machine; make it relative or run the page again."
                )
            elif found := HOSTS.search(text):
                yield f"{where}: {found[0]!r} names a package registry; take it out."
