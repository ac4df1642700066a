"""The project's own files agree: pyproject.toml, constraints.txt, README.md and the folders."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = ("corpus", "index", "app", "evals")
FOLDERS = {*SOURCES, "tests"}
# Modules that fit weights, and those that pytest loads; they may use the dev extra.
FOR_DEVELOPERS_ONLY = ("evals.fitting.", "evals.conftest", "evals.test_facts")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
README = (ROOT / "README.md").read_text("utf-8")
CONSTRAINTS = [
    line
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def _canonical(name: str) -> str:
    """A distribution's name as PyPI compares it: `python_Frontmatter>=1` is python-frontmatter."""
    bare = re.split(r"[\s\[<>=!~;]", name, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", bare).lower()


REQUIRED = [_canonical(line) for line in PYPROJECT["project"]["dependencies"]]
_EXTRAS = PYPROJECT["project"]["optional-dependencies"]
FOR_DEVELOPERS = [_canonical(line) for line in _EXTRAS["dev"]]
# Modules that only an extra makes work, and its name.
OF_EXTRAS = {"app.web.mcp_server": "mcp", "app.writing.server": "llm", "app.writing.gguf": "gguf"}


def _dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def _imported(module: Path) -> set[str]:
    """Top-level names that a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".", maxsplit=1)[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".", maxsplit=1)[0])
    return names


def _modules() -> list[Path]:
    return sorted(path for folder in SOURCES for path in (ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("line", CONSTRAINTS)
def test_a_constraint_is_one_exact_public_version(line: str) -> None:
    # No hash, no `+cpu`, no path, no marker: it must resolve from the plain registry too.
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*==[0-9][0-9a-z.]*", line)


def test_every_dependency_is_constrained() -> None:
    constrained = {_canonical(line) for line in CONSTRAINTS}
    assert {*REQUIRED, *FOR_DEVELOPERS} <= constrained


@pytest.mark.parametrize(
    "names",
    [REQUIRED, FOR_DEVELOPERS, [_canonical(line) for line in CONSTRAINTS]],
    ids=["dependencies", "dev", "constraints"],
)
def test_no_distribution_is_named_twice(names: list[str]) -> None:
    assert sorted(set(names)) == sorted(names)


def test_python_lies_only_in_the_allowed_folders() -> None:
    tops = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    assert {top for top in tops if any((ROOT / top).rglob("*.py"))} == FOLDERS
    assert not list(ROOT.glob("*.py"))


@pytest.mark.parametrize("module", _modules(), ids=_dotted)
def test_what_is_imported_is_declared(module: Path) -> None:
    extra = FOR_DEVELOPERS if _dotted(module).startswith(FOR_DEVELOPERS_ONLY) else []
    of_extra = _EXTRAS.get(OF_EXTRAS.get(_dotted(module), ""), [])
    declared = {*REQUIRED, *extra, *map(_canonical, of_extra)}
    owners = metadata.packages_distributions()
    foreign = _imported(module) - set(SOURCES) - sys.stdlib_module_names
    undeclared = {
        name
        for name in foreign
        if not declared & {_canonical(owner) for owner in owners.get(name, [name])}
    }
    assert not undeclared


@pytest.mark.parametrize("dependency", REQUIRED)
def test_the_readme_says_what_a_dependency_is_for(dependency: str) -> None:
    assert re.search(rf"^\| `{re.escape(dependency)}` \| .{{10,}} \|$", README, re.MULTILINE)


@pytest.mark.parametrize("dependency", FOR_DEVELOPERS)
def test_the_readme_names_a_developers_tool(dependency: str) -> None:
    assert f"`{dependency}`" in README


def test_the_readmes_tree_shows_the_tests() -> None:
    assert re.search(r"^tests/ +\S", README, re.MULTILINE)


@pytest.mark.parametrize("folder", SOURCES)
def test_the_readmes_tree_shows_each_module_and_no_other(folder: str) -> None:
    tree = re.search(rf"^{folder}/ +\S.*\n((?:  .*\n)*)", README, re.MULTILINE)
    assert tree
    modules = (ROOT / folder).rglob("*.py")
    there = [path.relative_to(ROOT / folder).as_posix() for path in modules]
    assert sorted(_modules_in(tree.group(1))) == sorted(
        name for name in there if not name.endswith("__init__.py")
    )


def _modules_in(tree: str) -> list[str]:
    """The paths of the modules in an indented tree, two spaces a level."""
    folders: list[str] = []
    found: list[str] = []
    for indent, name in re.findall(r"^((?:  )+)(\w+(?:/|\.py)) +\S", tree, re.MULTILINE):
        del folders[len(indent) // 2 - 1 :]
        if name.endswith("/"):
            folders.append(name)
        else:
            found.append("".join([*folders, name]))
    return found


def test_links_inside_the_readme_lead_somewhere() -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)#\s]+)", README)
    assert not [link for link in links if not (ROOT / link).exists()]


def test_the_console_script_and_its_verbs_exist() -> None:
    names = [PYPROJECT["project"]["scripts"]["clippings"]]
    names += PYPROJECT["project"]["entry-points"]["clippings.verbs"].values()
    for name in names:
        module, function = name.split(":")
        path = ROOT / Path(*module.split(".")).with_suffix(".py")
        assert re.search(rf"^def {function}\(", path.read_text("utf-8"), re.MULTILINE)
