"""The router: names the pages, opens the one asked for. Nothing heavy is imported before the first paint."""

from ui import shell

shell.run()
