"""One module per command: each has a click command called `command` and imports what it needs on running."""
