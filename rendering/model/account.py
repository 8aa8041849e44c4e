"""What a picture was made from, part by part: enough to tell whether it would come out the same, and what differs."""

from typing import Any

from typing_extensions import TypedDict


class Account(TypedDict):
    """What was observed while a scene was recorded.

    Files are called by their path in the project; installed ones by their path among the packages, after
    "installed:"; others by their full path.
    """

    #: By source file: what ran of it, "" for all that runs when it is imported or else a function, with its hash.
    functions: dict[str, dict[str, str]]
    #: The hash of each of those files as a text: while that is the same, so are the others.
    sources: dict[str, str]
    #: Other files that were opened, with the hash of their contents, or None for what was looked for in vain.
    files: dict[str, str | None]
    #: Folders that were listed, with the hash of the names in them.
    folders: dict[str, str | None]


class MadeFrom(Account):
    """All that a file was made from."""

    parameters: dict[str, Any]
    settings: dict[str, Any]
    #: Of Python, of cairo, and of each installed package that everything stands on.
    versions: dict[str, str]
    #: The hash of those packages' sources, which the manifest lists under `environments`.
    environment: str
    #: By source file of `rendering`, the hash of the code that records, paints and writes.
    makers: dict[str, str]


def merged(accounts: list[Account]) -> Account:
    """One account of several recordings."""
    whole = Account(functions={}, sources={}, files={}, folders={})
    for account in accounts:
        for name, functions in account["functions"].items():
            whole["functions"].setdefault(name, {}).update(functions)
        whole["sources"].update(account["sources"])
        whole["files"].update(account["files"])
        whole["folders"].update(account["folders"])
    return whole
