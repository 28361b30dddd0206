"""What the shell offers behind TAB."""

from asmr_cli.cli.environment import environment
from asmr_cli.cli.output import unsaid
from asmr_cli.errors import AsmrError


def presets(incomplete: str) -> list[str]:
    """Names of presets; none where they cannot be read."""
    from asmr_cli.store.paths import Paths
    from asmr_cli.store.presets import names

    found = names(Paths.from_environ(environment().environ).presets)
    return [name for name in found if name.startswith(incomplete)]


def triggers(incomplete: str) -> list[str]:
    """Names of triggers and tags, also behind a comma: `rain,pa` becomes `rain,paper`."""
    from asmr_cli.cli.collection import Collection

    before, comma, part = incomplete.rpartition(",")
    try:
        catalogue = Collection(unsaid).catalogue()
    except AsmrError:
        return []  # a shell that completes must not print errors
    words = {trigger.name for trigger in catalogue} | {tag for trigger in catalogue for tag in trigger.tags}
    return [before + comma + word for word in sorted(words) if word.startswith(part)]
