"""links.py FOLDER: the links of a built site, and what its pages load."""
import re
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

TAG = re.compile(r"<(a|img|script|link|iframe|source)\b([^>]*)>")
WHERE = re.compile(r"""\b(href|src)=(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
ID = re.compile(r"""<[^>]*?\s(?:id|name)=(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
LOADED = re.compile(r"""url\(\s*["']?(https?:)?//|@import\s+["']https?:""")


def links(page: str): # HTML
    "(tag, address, attributes) of each link, picture, script and style"
    for tag, attributes in TAG.findall(page):
        if where := WHERE.search(attributes): yield tag, where[2] or where[3] or where[4] or "", attributes


def complaints(site: Path):
    "A sentence for each link that leads nowhere, and for each script, style or picture from elsewhere"
    text = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    ids = {path: {unquote("".join(found)) for found in ID.findall(page)} for path, page in text.items()}
    for path, page in sorted(text.items()):
        name, said = path.relative_to(site), set()
        for tag, address, attributes in links(page):
            parts = urlsplit(address)
            loads = tag != "a" and not re.search(r"rel=.?(canonical|prev|next)", attributes)
            if parts.scheme in ("http", "https") or parts.netloc:
                if loads: said.add(f"{name} loads {address} from elsewhere.")
                continue
            if parts.scheme or not (parts.path or parts.fragment): continue
            base = site if parts.path.startswith("/") else path.parent
            there = (base / unquote(parts.path).lstrip("/")).resolve() if parts.path else path
            if there.is_dir(): there /= "index.html"
            if not there.exists(): said.add(f"{name} links to {address}, which is not there.")
            elif parts.fragment and there in ids and unquote(parts.fragment) not in ids[there]:
                said.add(f"{name} links to {address}, and that page has no such place.")
        yield from sorted(said)
    for path in sorted(site.rglob("*.css")):
        if LOADED.search(path.read_text(encoding="utf-8")):
            yield f"{path.relative_to(site)} loads a thing from elsewhere."


if __name__ == "__main__":
    found = list(complaints(Path(sys.argv[1]).resolve()))
    print(*found, sep="\n")
    sys.exit(bool(found))
