"""count_pages.py ROOT LOG STATUS LABEL [PAGE…]: what an nbdev_test run says of each page, one line each.

nbdev_test prints no counts. The pages are those that it was to run; failed are those that its list names;
a run that failed without a list (an installation, a page that took the pool down) vouches for none of them.
"""
import re
import sys
from collections import Counter
from pathlib import Path

from pages import never_run, pages

HEAD = "nbdev Tests Failed On The Following Notebooks:"


def listed(log: str) -> Counter:
    "File names in nbdev's list of failures"
    tail = log.rpartition(HEAD)[2] if HEAD in log else ""
    return Counter(re.findall(r"^\t(\S.*\.ipynb)\s*$", tail, re.M))


def main(root: str, log: str, status: str, label: str, *only: str):
    root, text = Path(root), Path(log).read_text(encoding="utf-8", errors="replace")
    run = [p for p in pages(root) if not only or str(p.relative_to(root)) in only]
    failed, success = listed(text), status == "0" and re.search(r"^Success\.$", text, re.M)
    if not run: print(f"failed {label}: there is no page to test under nbs/.")
    for page in run:
        name = page.relative_to(root)
        if failed[page.name]: # nbdev_test names no folder: pages of one name fail together
            print(f"failed {label} {name}: a cell raised; its traceback is above.")
        elif never_run(page):
            print(f"failed {label} {name}: its front matter has nbdev skip it, so nothing of it is tested.")
        elif success or HEAD in text: print(f"passed {label} {name}")
        else:
            print(
                f"failed {label} {name}: the command ended with status {status} and named no page, so none"
                " counts as passed."
            )
    for name in failed.keys() - {page.name for page in run}:
        print(f"failed {label} {name}: named by nbdev_test, and not among the pages found.")


if __name__ == "__main__": main(*sys.argv[1:])
