"""Run a program for root under another user id, which PostgreSQL demands, with no trace left in the system.

A script of the standard library alone: `python -I -S unprivileged.py namespace|user UID GID PROGRAM ARGUMENT…`.

*namespace*: the id is another one only as seen from inside; files still belong to root. *user*: for containers that
refuse namespaces; the id really changes, and of root's powers only passing closed folders is kept.
"""

import ctypes
import os
import sys
from pathlib import Path

CLONE_NEWUSER = 0x1000_0000
PR_SET_KEEPCAPS = 8
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
CAP_DAC_OVERRIDE = 1
CAPABILITY_VERSION_3 = 0x2008_0522


def main(way: str, uid: int, gid: int, command: list[str]) -> None:
    """Change the user id and become the command."""
    if way == "namespace":
        _enter_namespace(uid, gid)
    else:
        _become(uid, gid)
    os.execv(command[0], command)  # noqa: S606 - becoming another program is the purpose


def _enter_namespace(uid: int, gid: int) -> None:
    outside_uid, outside_gid = os.geteuid(), os.getegid()
    _call("unshare", CLONE_NEWUSER)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{uid} {outside_uid} 1")
    Path("/proc/self/gid_map").write_text(f"{gid} {outside_gid} 1")


def _become(uid: int, gid: int) -> None:
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    _call("prctl", PR_SET_KEEPCAPS, 1, 0, 0, 0)
    os.setresuid(uid, uid, uid)
    kept = 1 << CAP_DAC_OVERRIDE
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)(kept, kept, kept, 0, 0, 0)
    _call("capset", ctypes.byref(header), ctypes.byref(sets))
    _call("prctl", PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0)


def _call(name: str, *arguments: object) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


if __name__ == "__main__":
    try:
        main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
    except (OSError, AttributeError) as error:
        sys.exit(str(error))
