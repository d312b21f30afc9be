"""rerun_pages.py ROOT: every page from top to bottom, each in a fresh Jupyter kernel, as a reader runs it.

nbdev_test shares its processes among pages, so one page can lean on what another left behind; here none can.
Slow cells are left to nbdev_test. Stored outputs stay as they are.
"""
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from pages import directives, pages, runs


def rerun(page: Path) -> tuple[float, str]:
    "Execute a page: seconds, and the error's last words if it raised"
    start, error = time.time(), ""
    notebook = nbformat.read(page, 4)
    notebook.cells = [c for c in notebook.cells if runs(c) and "slow" not in directives(c)]
    try:
        NotebookClient(
            notebook, timeout=1800, kernel_name="python3", resources={"metadata": {"path": str(page.parent)}}
        ).execute()
    except Exception as failure: error = str(failure).strip()[-2000:].replace("\n", "\n    ") or repr(failure)
    return time.time() - start, error


if __name__ == "__main__":
    root = Path(sys.argv[1])
    with ProcessPoolExecutor(min(os.cpu_count(), 4)) as pool:
        jobs = {pool.submit(rerun, page): page.relative_to(root) for page in pages(root)}
        for job in as_completed(jobs):
            seconds, error = job.result()
            print(
                f"{'failed' if error else 'passed'} fresh-kernel {jobs[job]} ({seconds:.0f} s)"
                + (f": {error}" if error else ""),
                flush=True,
            )
