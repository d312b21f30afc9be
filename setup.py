"""Packaging: everything it needs to know stands in settings.ini."""
from configparser import ConfigParser
from pathlib import Path
from setuptools import find_packages, setup

here = Path(__file__).parent
parser = ConfigParser(delimiters=["="])
parser.read(here / "settings.ini", encoding="utf-8")
cfg = parser["DEFAULT"]
lib = cfg["lib_path"]

suffix = "_requirements"
extras = {key.removesuffix(suffix): value.split() for key, value in cfg.items() if key.endswith(suffix)}
extras["dev"] += extras["embedded"]  # tests and the quickstart use the embedded teacher
extras["dev"] += extras["docs"]  # a gate builds the site
extras["dev"] += extras["onnx"]  # pages write and run such files
extras["dev"] += extras["dask"]  # a page runs jobs on a cluster of this machine

setup(
    name=cfg["lib_name"],
    version=cfg["version"],
    description=cfg["description"],
    long_description=(
        (here / "README.md").read_text(encoding="utf-8") if (here / "README.md").exists() else ""
    ),
    long_description_content_type="text/markdown",
    author=cfg["author"],
    license=cfg["license"].upper(),
    keywords=cfg["keywords"],
    python_requires=f">={cfg['min_python']}",
    packages=find_packages(include=[lib, lib + ".*"]),
    package_data={lib: cfg["package_data"].split()},
    install_requires=cfg["requirements"].split(),
    extras_require=extras,
    entry_points={"console_scripts": cfg["console_scripts"].split()},
    zip_safe=False,
)
