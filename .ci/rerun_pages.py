"""rerun_pages.py ROOT: every page from top to bottom, each in a fresh Jupyter kernel, as a reader runs it.

nbdev_test shares its processes among pages, so one page can lean on what another left behind; here none can.
Slow cells are left to nbdev_test. Stored outputs stay as they are.
"""
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from pages import directives, pages, runs


def rerun(page: Path) -> str | None:
    "Execute a page; the error's last words if it raised"
    notebook = nbformat.read(page, 4)
    notebook.cells = [c for c in notebook.cells if runs(c) and "slow" not in directives(c)]
    try:
        NotebookClient(
            notebook, timeout=1800, kernel_name="python3", resources={"metadata": {"path": str(page.parent)}}
        ).execute()
    except Exception as error: return str(error).strip()[-2000:].replace("\n", "\n    ")


if __name__ == "__main__":
    root = Path(sys.argv[1])
    for page in pages(root):
        start, error = time.time(), rerun(page)
        seconds = f"{time.time() - start:.0f} s"
        print(
            f"{'failed' if error else 'passed'} fresh-kernel {page.relative_to(root)} ({seconds})"
            + (f": {error}" if error else ""),
            flush=True,
        )
