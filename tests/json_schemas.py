"""Files held against a JSON Schema by check-jsonschema, which knows nothing of this program."""

from pathlib import Path

import check_jsonschema
from click.testing import CliRunner, Result


def validated(schema: str, folder: Path, *files: Path) -> Result:
    """What check-jsonschema says of `files`. It runs in this process: a new one takes longer to start than to look.
    `schema` is a schema's text, which is written into `folder`."""
    path = folder / "the.schema.json"
    path.write_text(schema, encoding="utf-8")
    command = ["--schemafile", str(path), *map(str, files)]
    return CliRunner().invoke(check_jsonschema.main, command)
