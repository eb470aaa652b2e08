"""Public keys as they are published."""

from minqing_core.integrity.note import MalformedError, VerifierKey
from minqing_core.kernel.refusals import RefusalError


class KeyTextError(RefusalError):
    """What was handed in is no public key."""

    code = "public-key"
    text = "公钥应写作 名称+编号+密钥，如 minqing keys show 所示：{trouble}"


def published_key(text: str) -> VerifierKey:
    """Read a public key as it is published.

    Raises:
        KeyTextError: it is none.
    """
    try:
        return VerifierKey.parsed(text)
    except MalformedError as error:
        raise KeyTextError(trouble=error) from error
