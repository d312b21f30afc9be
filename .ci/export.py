"""export.py: nbdev_export, with the comments of parameters in the docstrings (docstrings.py); run at the
root.
"""
import nbdev.export
from nbdev.doclinks import nbdev_export

from docstrings import documented


def docstrings(cell):
    "nbdev's export runs this on each cell before it writes the modules"
    if cell.cell_type == "code" and {"export", "exports", "exporti"} & set(cell.directives_):
        cell.set_source(documented(cell.source))


if __name__ == "__main__":
    nbdev.export.docstrings = docstrings # nbdev finds processors by name, there
    nbdev_export(procs="docstrings")
