"""What plain values are read into is learnt by one thread at a time."""

import threading
from typing import TypeVar

import msgspec

KindT = TypeVar("KindT")

_LEARNING = threading.Lock()


def learnt(kind: KindT) -> KindT:
    """Return a type that may be read into by any number of threads from now on.

    The reader keeps what it learns of a class with the class, while it is still at it: another
    thread that reads into the same class then takes the whole process down. For a type that is
    known when its module is imported, the module keeps a reader of it instead.
    """
    with _LEARNING:
        msgspec.msgpack.Decoder(kind)
    return kind
