"""Lists that nobody keeps: broken, endless, in disguise. None may hang, and none may end without a
word."""

import random
from collections.abc import Callable, Mapping


def _stray(seed: int) -> str:
    """Three hundred lines with quotation marks at any two places."""
    chance = random.Random(seed)
    text = "编号,状态,备注\n" + "".join(f"MZ{at:04d},已补录,{at}号\n" for at in range(1, 301))
    first, second = sorted(chance.sample(range(20, len(text)), 2))
    if seed % 2:  # one opens a number, the other closes it hundreds of lines below
        first, second = 1 + text.rfind("\n", 0, first), text.find(",", second)
    return text[:first] + '"' + text[first:second] + '"' + text[second:]


HOSTILE: Mapping[str, Callable[[], str]] = {
    **{f"two stray marks, {seed}": (lambda seed=seed: _stray(seed)) for seed in range(12)},
    "a mark before each cell": lambda: (
        "编号,状态\n" + "".join(f'"MZ{at:04d},"已补录\n' for at in range(1, 400))
    ),
    "an endless cell": lambda: "编号,状态\nMZ0001," + "x" * 100_000 + "\nMZ0002,已补录\n",
    "an endless cell between marks": lambda: (
        '编号,状态\nMZ0001,"' + "x" * 200_000 + '"\nMZ0002,已补录\n'
    ),
    "an endless number": lambda: "编号,状态\n" + "9" * 100_000 + ",已补录\nMZ0002,已补录\n",
    "an endless amount": lambda: "编号,状态,金额,系统金额\nMZ0001,已补录," + "1," * 200 + "\n",
    "accents without end": lambda: "编号,状态\nMZ0001,a" + "\u0301\u0323" * 50_000 + "\n",
    "brackets without end": lambda: "编号,状态\nMZ0001," + "(" * 50_000 + "\n",
    "spaces without end": lambda: "编号,状态\nMZ0001,已补录" + " " * 100_000 + "x\n",
    "dashes without end": lambda: "编号\n" + "MZ0001-" * 20_000 + "\n",
    "nothing but commas": lambda: "," * 1_000_000,
    "nothing but marks": lambda: '"' * 100_001,
    "marks in every line": lambda: '"\n' * 50_000,
    "one line of a megabyte": lambda: "MZ0001 " * 150_000,
    "zeros in between": lambda: "\0".join("编号,状态\nMZ0001,已补录\n"),
    "mixed delimiters": lambda: "编号;状态,备注\tx\nMZ0001;已补录\nMZ0002,已补录\nMZ0003\t已补录\n",
    "carriage returns": lambda: (
        "编号,状态\r" + "".join(f"MZ{at:04d},已补录\r" for at in range(1, 401))
    ),
    "breaks of all kinds in one cell": lambda: (
        '编号,状态\n"MZ0001\r\n\n\r2026-11-29",已补录\r\nMZ0002,已补录\n'
    ),
    "many strange numbers": lambda: (
        "编号,状态\n" + "".join(f"XX{at:04d},已补录\n" for at in range(1, 3000))
    ),
}
