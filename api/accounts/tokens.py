"""Tokens («ключ доступа»): 256 random bits shown once; only their SHA-256 is kept."""

import hashlib
import re
from base64 import urlsafe_b64encode
from enum import StrEnum

from ledger.ports import Entropy

_SIZE = 32
_TOKEN = re.compile(r"(?P<kind>session|key)_[0-9A-Za-z_-]{43}", re.ASCII)


class TokenKind(StrEnum):
    """How the holder came by it; also the prefix that a leaked one is recognised by."""

    SESSION = "session"
    KEY = "key"


def new_token(kind: TokenKind, entropy: Entropy) -> str:
    """Return a token that nobody can guess."""
    return f"{kind}_{urlsafe_b64encode(entropy.secret(_SIZE)).rstrip(b'=').decode()}"


def kind_of(token: str) -> TokenKind | None:
    """Return the kind of a token, None if it cannot be one."""
    match = _TOKEN.fullmatch(token)
    return TokenKind(match["kind"]) if match else None


def token_digest(token: str) -> bytes:
    """Return what the database keeps. A slow hash would protect a guessable secret; this one is not."""
    return hashlib.sha256(token.encode()).digest()
