"""Which Ed25519 public keys are worth the name: not those that fit signatures nobody made."""

P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P
OF_ORDER_EIGHT = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
OF_SMALL_ORDER = frozenset({0, 1, P - 1, OF_ORDER_EIGHT, P - OF_ORDER_EIGHT})
BYTES = 32


def is_sound(public: bytes) -> bool:
    """Say whether bytes are a point of the curve, in its one form, and not of small order.

    A signature of zeros fits any text once in a few tries under a key of small order, so that
    whoever published it can say later that anybody signed.
    """
    y = int.from_bytes(public, "little") & (2**255 - 1)
    if len(public) != BYTES or y >= P or y in OF_SMALL_ORDER:
        return False
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    return pow(square, (P - 1) // 2, P) == 1
