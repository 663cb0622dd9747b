"""The open diary file: one parent connection per process and path, a cursor per call, errors as sentences.

Sharing one DuckDB connection between threads mixes up their answers, so nobody ever gets the parent. The
connection is closed to the world: no file reading, no extensions, no change of its settings.
"""

from __future__ import annotations

import contextlib
import threading
import weakref
from typing import TYPE_CHECKING, Any, Final

import duckdb

from data.errors import StoreDamaged, StoreError, StoreLocked, StoreNotWritable
from data.store.migrations import migrate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONFIG: Final[dict[str, str | bool | int | float | list[str]]] = {
    "enable_external_access": "false",
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    "lock_configuration": "true",
    "memory_limit": "512MB",
    # A larger import goes into the file at once instead of through the log first.
    "checkpoint_threshold": "1MB",
}

_NEXT_REVISION: Final = (
    "UPDATE meta SET value = CAST(CAST(value AS BIGINT) + 1 AS VARCHAR) WHERE name = 'revision'"
)

_OPEN: weakref.WeakValueDictionary[Path, Database] = weakref.WeakValueDictionary()
_OPENING = threading.Lock()


def database(path: Path) -> Database:
    """The one `Database` of this process for `path`; it closes when its last user is gone."""
    path = path.expanduser().absolute()
    with _OPENING:
        found = _OPEN.get(path)
        if found is None:
            found = _OPEN[path] = Database(path)
        return found


class Database:
    """A diary file that opens when first used and opens again after `close` or a broken write."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._parent: duckdb.DuckDBPyConnection | None = None
        self._opening = threading.Condition()
        self._users = 0
        self._leaving = False
        self._asked: dict[str, list[tuple[Any, ...]]] = {}
        self._writes = 0
        self.writing = threading.RLock()

    @contextlib.contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor for one call. Raises the StoreError family."""
        with self._opening:
            self._opening.wait_for(lambda: not self._leaving)
            if self._parent is None:
                self._parent = self._opened()
            cursor = self._parent.cursor()
            self._users += 1
        try:
            yield cursor
        except duckdb.Error as error:
            if not _outside(error):
                raise
            self.close()
            raise as_sentence(error, self.path) from error
        finally:
            with self._opening, contextlib.suppress(duckdb.Error):
                self._users -= 1
                self._opening.notify_all()
                cursor.close()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What a query without values gives, asked once between two writes; not to be changed. Raises the StoreError
        family. One page asks for settings, journal and revision some thirty times, and nobody else writes this file.
        """
        with self._opening:
            before, known = self._writes, self._asked.get(query)
        if known is not None:
            return known
        with self.cursor() as cursor:
            found = cursor.execute(query).fetchall()
        with self._opening:
            if before == self._writes:
                self._asked[query] = found
        return found

    def _forget(self) -> None:
        """What was asked before is not known any more, nor what is being asked right now."""
        with self._opening:
            self._writes += 1
            self._asked.clear()

    @contextlib.contextmanager
    def transaction(self, *, revised: bool = True) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor for one write: everything inside happens or nothing does. One writer at a time.

        revised: whether the diary is another one afterwards.
        """
        with self.writing, self.cursor() as cursor:
            cursor.execute("BEGIN")
            try:
                yield cursor
                if revised:
                    cursor.execute(_NEXT_REVISION)
                cursor.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(duckdb.Error):
                    cursor.execute("ROLLBACK")
                raise
            finally:
                self._forget()

    def checkpoint(self) -> None:
        """Move what was committed from the log, where one bad byte hides all later records, into the
        checksummed file. Not now is no loss: the log has everything, and closing or the next call moves it.
        """
        with contextlib.suppress(StoreError, duckdb.TransactionException), self.cursor() as cursor:
            cursor.execute("CHECKPOINT")

    def close(self) -> None:
        """Let go of the file."""
        with self._opening:
            self._let_go()

    def remove(self) -> None:
        """Delete every file we made, and the folder when nothing else is in it. Raises StoreNotWritable."""
        # DuckDB hands an open file out again by its path: nobody may hold it or open it while it goes, or
        # they would write into a ghost.
        with self.writing, self._opening:
            self._leaving = True
            try:
                self._opening.wait_for(lambda: self._users == 0)
                self._let_go()
                self._unlink()
            except OSError as error:
                raise StoreNotWritable(
                    f"{self.path} cannot be removed: {error.strerror}.", path=str(self.path)
                ) from error
            finally:
                self._leaving = False
                self._opening.notify_all()

    def _unlink(self) -> None:
        spill = self.path.with_name(self.path.name + ".tmp")
        log = self.path.with_name(self.path.name + ".wal")
        for one in (self.path, log, *spill.glob("*")):
            one.unlink(missing_ok=True)
        if spill.is_dir():
            spill.rmdir()
        with contextlib.suppress(OSError):
            self.path.parent.rmdir()

    def _let_go(self) -> None:
        self._forget()
        if self._parent is not None:
            with contextlib.suppress(duckdb.Error):
                self._parent.close()
            self._parent = None

    def _opened(self) -> duckdb.DuckDBPyConnection:
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise _not_writable(self.path) from error
        fresh = not self.path.exists()
        try:
            parent = duckdb.connect(str(self.path), config=CONFIG)
        except duckdb.Error as error:
            raise as_sentence(error, self.path) from error
        try:
            migrate(parent, fresh=fresh)
        except BaseException as error:
            parent.close()
            if isinstance(error, duckdb.Error) and _outside(error):
                raise as_sentence(error, self.path) from error
            raise
        return parent


def _outside(error: duckdb.Error) -> bool:
    """Whether disk or file are to blame. Any other DuckDB error is a defect of ours and stays one."""
    # A file that fails its checksum comes as the bare base class.
    blamed = (duckdb.IOException, duckdb.FatalException, duckdb.SerializationException)
    return type(error) is duckdb.Error or isinstance(error, blamed)


def as_sentence(error: duckdb.Error, path: Path) -> StoreError:
    """The sentence for what DuckDB reported, told apart by its own words."""
    words = str(error)
    if "Conflicting lock" in words or "being used by another process" in words:
        return StoreLocked(
            f"Another copy of the app is using {path}. Close it and try again; nothing was changed.",
            path=str(path),
        )
    if any(
        one in words for one in ("not a valid DuckDB", "version number", "Corrupt", "checksum", "Serializ")
    ):
        return StoreDamaged(
            f"{path} is not a diary file this app can read. It was left as it is; move it away to start anew,"
            " or put a copy back.",
            path=str(path),
        )
    return _not_writable(path)


def _not_writable(path: Path) -> StoreNotWritable:
    return StoreNotWritable(
        f"{path} cannot be written: the disk is full or read-only. Make room or choose another folder;"
        " nothing was changed.",
        path=str(path),
    )
