"""Parameters are documented once, beside where they are declared; from there they reach the docstring
(standard
library only).

    def scale(
        x: Tensor, # (batch, positions)
        by: float = 2,
    ) -> Tensor: # as large as x

reads in the exported module, below the same signature:

    Parameters
    ----------
    x : Tensor
        (batch, positions)
    by : float, default 2

    Returns
    -------
    Tensor
        as large as x

A comment stands behind its parameters, or above them in lines of its own. Behind the last line of a signature
it is
of what comes back, or, as in `# x: tokens`, of the parameters that it names. A class is documented by the
comments of
its `__init__`, a dataclass by those of its fields.
"""
import ast
import io
import re
import textwrap
import tokenize

WIDTH = 110


def comments(text: str, first: int, last: int) -> tuple[dict[int, str], dict[int, str]]:
    "The comments of some lines, by line: those behind code, and those that have a line of their own"
    behind, alone = {}, {}
    for token in tokenize.generate_tokens(io.StringIO(text + "\n").readline):
        row = token.start[0]
        if token.type != tokenize.COMMENT or not first <= row <= last: continue
        where = alone if not token.line[:token.start[1]].strip() else behind
        where[row] = token.string.lstrip("#").strip()
    return behind, alone


def above(alone: dict[int, str], row: int) -> str:
    "The comment in the lines right above a row"
    found = []
    while (row := row - 1) in alone: found.insert(0, alone[row])
    return " ".join(found)


def is_code(node: ast.expr | None, text: str) -> str:
    "How an expression is written, in one line"
    return " ".join((ast.get_source_segment(text, node) or "").split()) if node else ""


def entry(name: str, kind: str, default: str) -> str:
    "numpydoc's first line of a parameter"
    said = ", ".join(filter(None, [kind, f"default {default}" if default else ""]))
    return f"{name} : {said}" if said else name


def parameters(node: ast.FunctionDef, text: str) -> list[tuple[int, int, str, str]]:
    "(first line, last line, name, numpydoc's first line) of each parameter but self and cls"
    a = node.args
    plain = [*a.posonlyargs, *a.args]
    found = list(zip(plain, [None] * (len(plain) - len(a.defaults)) + a.defaults, [""] * len(plain)))
    if plain and plain[0].arg in ("self", "cls"): found.pop(0)
    if a.vararg: found.append((a.vararg, None, "*"))
    found += zip(a.kwonlyargs, a.kw_defaults, [""] * len(a.kwonlyargs))
    if a.kwarg: found.append((a.kwarg, None, "**"))
    return [(arg.lineno, (default or arg).end_lineno, arg.arg,
             entry(stars + arg.arg, is_code(arg.annotation, text), is_code(default, text)))
            for arg, default, stars in found]


def of_signature(node: ast.FunctionDef, text: str) -> tuple[list[tuple[list[str], str]], str] | None:
    """((first lines, comment) of each group of parameters, comment of what comes back); nothing without a
    comment
    """
    known = parameters(node, text)
    end = node.body[0].lineno - 1 if node.body[0].lineno > node.lineno else node.lineno
    lines = text.split("\n")
    while end > node.lineno and not re.match(r"[^#]*:\s*(#.*)?$", lines[end - 1]): end -= 1
    behind, alone = comments(text, node.lineno, end)
    if not behind and not alone: return None
    groups, told, back = [], {}, ""
    last = behind.pop(end, "") or above(alone, end)
    for row in dict.fromkeys(last_row for _, last_row, *_ in known):
        here = [p for p in known if p[1] == row]
        if row == end: said = ""
        else: said = " ".join(filter(None, [above(alone, min(p[0] for p in here)), behind.get(row, "")]))
        groups.append(([p[2] for p in here], said))
    # the last line: of the parameters that it names, else of what comes back
    rest = []
    names = {p[2] for p in known}
    for part in re.split(r";\s+", last):
        match = re.match(r"(\w+(?:(?:, | and )\w+)*): (.*)", part)
        mine = set(re.split(r", | and ", match[1])) if match else set()
        if mine and mine <= names: told[frozenset(mine)] = match[2]
        elif told and not match and not rest: # goes on with what was said before
            key = list(told)[-1]
            told[key] += f"; {part}"
        else: rest.append(part)
    back = "; ".join(rest).removeprefix("-> ")
    nothing = node.returns is None or is_code(node.returns, text) == "None"
    if (
        back
        and nothing
        and not last.startswith("->")
        and node.name not in ("__init__",)
        and groups
        and not any(s for _, s in groups)
    ):
        groups, back = [([p[2] for p in known], back)], ""
    elif back and node.name == "__init__": groups, back = [([p[2] for p in known], back)], ""
    heads = {p[2]: p[3] for p in known}
    out = []
    for members, said in groups:
        shared = [] # what each member is documented by, next to each other where it is the same
        for member in members:
            by = next((words for key, words in told.items() if member in key), said)
            if shared and shared[-1][1] == by: shared[-1][0].append(heads[member])
            else: shared.append(([heads[member]], by))
        out += shared
    return out, back


def of_fields(node: ast.ClassDef, text: str) -> list[tuple[list[str], str]] | None:
    "(first lines, comment) of each field of a dataclass; nothing where no field has a comment"
    fields = [s for s in node.body if isinstance(s, ast.AnnAssign) and isinstance(s.target, ast.Name)
              and "ClassVar" not in is_code(s.annotation, text)]
    if not fields: return None
    behind, alone = comments(text, node.lineno, fields[-1].end_lineno)
    found = [([entry(f.target.id, is_code(f.annotation, text), is_code(f.value, text))],
              " ".join(filter(None, [above(alone, f.lineno), behind.get(f.end_lineno, "")]))) for f in fields]
    return found if any(said for _, said in found) else None


def wrapped(said: str, indent: str) -> list[str]:
    return textwrap.wrap(said, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False,
                         break_on_hyphens=False)


def group(heads: list[str], said: str, indent: str) -> list[str]:
    "The lines of parameters that share a comment: under one heading where type and default are the same"
    rest = {head.partition(" : ")[2] for head in heads}
    if len(rest) == 1:
        heads = [", ".join(h.partition(" : ")[0] for h in heads) + f" : {rest.pop()}".removesuffix(" : ")]
    return [row for head in heads for row in [head, *wrapped(said, indent + "    ")]]


def sections(groups: list[tuple[list[str], str]], back: str, kind: str, indent: str) -> str:
    "numpydoc's Parameters and Returns"
    rows = []
    if any(said for _, said in groups):
        rows += ["Parameters", "-" * 10]
        for heads, said in groups: rows += group(heads, said, indent)
    if back or rows and kind not in ("", "None"):
        rows += [""] * bool(rows) + ["Returns", "-" * 7, kind or "object", *wrapped(back, indent + "    ")]
    return "\n".join(row if not row or row.startswith(indent + "    ") else indent + row for row in rows)


def is_dataclass(node: ast.ClassDef) -> bool:
    return any("dataclass" in ast.dump(d) for d in node.decorator_list) or any(
        "NamedTuple" in ast.dump(b) for b in node.bases
    )


def wanted(tree: ast.Module, text: str):
    "(function or class, its sections) for each that has something to say"
    def below(body):
        for node in body:
            if getattr(node, "name", "").startswith("_"): continue
            if isinstance(node, ast.ClassDef):
                init = next(
                    (n for n in node.body if isinstance(n, ast.FunctionDef) and n.name == "__init__"), None
                )
                indent = " " * (node.col_offset + 4)
                if init and (found := of_signature(init, text)):
                    yield node, sections(found[0], "", "", indent)
                elif is_dataclass(node) and (fields := of_fields(node, text)):
                    yield node, sections(fields, "", "", indent)
                yield from below(node.body)
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                if found := of_signature(node, text):
                    yield node, sections(*found, is_code(node.returns, text), " " * (node.col_offset + 4))
            elif isinstance(node, (ast.If, ast.Try)): yield from below(node.body)
    yield from below(tree.body)


EXAMPLE = '''
@dataclass
class Sizes:
    "How large things are."
    width: int = 8 # of a vector

class Model(Module):
    "A model."
    def __init__(self, sizes: Sizes, seed: int = 0): # sizes: as asked for
        self.sizes = sizes

    def run(self, batch): # one pass
        return batch

def scale(
    x: Tensor, mask, # (batch, positions)
    # how much, in a comment that is long enough
    # for two lines
    by: float = 2,
    **more,
) -> Tensor: # as large as x
    "A tensor, scaled."
    return x
'''
SAID = [
    ("Sizes", """How large things are.

Parameters
----------
width : int, default 8
    of a vector"""),
    ("Model", """A model.

Parameters
----------
sizes : Sizes
    as asked for
seed : int, default 0"""),
    ("run", "One pass."),
    ("scale", """A tensor, scaled.

Parameters
----------
x : Tensor
    (batch, positions)
mask
    (batch, positions)
by : float, default 2
    how much, in a comment that is long enough for two lines
**more

Returns
-------
Tensor
    as large as x"""),
]


def self_test():
    "One sentence for each docstring of the example that is not as it should be"
    tree = ast.parse(documented(EXAMPLE))
    found = {
        n.name: ast.get_docstring(n) for n in ast.walk(tree) if isinstance(n, (ast.ClassDef, ast.FunctionDef))
    }
    for name, wanted in SAID:
        if found[name] != wanted:
            yield f"the docstring of the example's {name} is not what its comments say: {found[name]!r}"


def documented(text: str) -> str:
    "Code whose docstrings say what its comments say of parameters, fields and what comes back"
    lines = text.split("\n")
    changes = []
    for node, said in wanted(ast.parse(text), text):
        first = node.body[0]
        if not said or first.lineno == node.lineno: continue # all in one line
        pad = " " * (node.col_offset + 4)
        escaped = said.replace("\\", "\\\\").replace('"""', r'\"\"\"')
        if ast.get_docstring(node) is None:
            # a body beside the signature's last line
            if lines[first.lineno - 1][:first.col_offset].strip(): continue
            row = min([first.lineno, *(d.lineno for d in getattr(first, "decorator_list", []))])
            while lines[row - 2].strip().startswith("#") and row - 2 > node.lineno: row -= 1
            said = comments(text, node.lineno, node.lineno)[0].get(node.lineno, "")
            if (
                isinstance(node, ast.FunctionDef)
                and not node.returns
                and lines[node.lineno - 1].split("#")[0].rstrip().endswith("):")
                and said
                and not re.match(r"->|\w+(, \w+)*:", said)
            ):  # nothing else says what it does
                new = "\n".join(wrapped(f'"""{said[0].upper()}{said[1:].rstrip(".")}."""', pad)).replace(
                    "\\", "\\\\"
                )
                changes.append((row, row - 1, new))
                continue
            changes.append((row, row - 1, f'{pad}"""\n{escaped}\n{pad}"""'))
            continue
        literal = ast.get_source_segment(text, first)
        match = re.fullmatch(r"(?s)([rR]?)(\"\"\"|'''|\"|')(.*)\2", literal)
        if not match or lines[first.end_lineno - 1].strip() != literal.split("\n")[-1].strip(): continue
        raw, quote, body = match.groups()
        if raw: escaped = said
        body = body.rstrip()
        if quote in ("'", "'''"): body = body.replace('"""', r'\"\"\"')
        changes.append((first.lineno, first.end_lineno, f'{pad}{raw}"""{body}\n\n{escaped}\n{pad}"""'))
    for start, end, new in sorted(changes, reverse=True): lines[start - 1:end] = new.split("\n")
    return "\n".join(lines)
