"""Log lines («служебный журнал»): one JSON object each, with request and command ids, never with personal data."""

import logging
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from contextlib import suppress
from typing import Any, TextIO, cast

import orjson
import structlog

FIELDS = frozenset(
    {
        "account",
        "actor",
        "attempt",
        "book",
        "code",
        "command",
        "count",
        "error",
        "event",
        "frames",
        "head",
        "level",
        "logger",
        "method",
        "milliseconds",
        "policy",
        "position",
        "request",
        "route",
        "seconds",
        "status",
        "tenant",
        "timestamp",
        "verb",
    }
)
"""Everything a line may hold: ids, codes and numbers. What is not named here is dropped, so that no text leaks."""

FRAMES = 12


def configure(level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send our own lines and those of the libraries to *stream*, standard error by default."""
    stream = cast("TextIO", _Forgiving(stream or sys.stderr))
    own: list[Any] = [structlog.contextvars.merge_contextvars, *_COMMON, _render]
    structlog.configure(
        processors=own,
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.WriteLoggerFactory(stream),
    )
    handler = logging.StreamHandler(stream)
    foreign = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.contextvars.merge_contextvars, structlog.stdlib.add_logger_name, *_COMMON],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _render],
    )
    handler.setFormatter(foreign)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)


class _Forgiving:
    """A stream that loses lines rather than the work: a full disk or a closed pipe under the log stops nobody."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        with suppress(OSError):
            self._stream.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._stream.flush()


def failure(error: BaseException) -> dict[str, Any]:
    """Return what may be told of an unexpected error: its kind and place. Its text may quote what somebody entered."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    return {"error": type(error).__qualname__, "frames": [f"{one.filename}:{one.lineno} {one.name}" for one in frames]}


def _without_exception_text(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    exception = line.pop("exc_info", None)
    if exception is True:
        exception = sys.exc_info()
    error = exception[1] if isinstance(exception, tuple) else exception
    if isinstance(error, BaseException):
        line.update(failure(error))
    return line


def _only_known(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Keep FIELDS, and structlog's own notes (their names begin with an underscore) for the formatter."""
    return {key: value for key, value in line.items() if key in FIELDS or key.startswith("_")}


def _render(_logger: Any, _method: str, line: Mapping[str, Any]) -> str:
    return orjson.dumps(line, default=str).decode()


_COMMON = (
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    _without_exception_text,
    _only_known,
)
