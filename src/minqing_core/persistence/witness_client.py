"""A witness elsewhere, asked over HTTP."""

from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from minqing_core.application.cosigning import Answered, Ask
from minqing_core.kernel.refusals import RefusalError

SECONDS = 30
MOST_BYTES = 64 * 1024
SCHEMES = {"http": HTTPConnection, "https": HTTPSConnection}


class WitnessUnreachableError(RefusalError):
    """The witness does not answer, or there is none at the address."""

    kind = "conflict"
    code = "witness-unreachable"
    text = "见证单位 {address} 联系不上：{trouble}"


def asking(address: str) -> Ask:
    """Return what asks the witness at an address.

    Raises:
        WitnessUnreachableError: that is no address.
    """
    try:
        parts = urlsplit(address)
        connect, host, port = SCHEMES[parts.scheme], parts.hostname, parts.port
    except (KeyError, ValueError) as error:
        raise WitnessUnreachableError(address=address, trouble="地址不对") from error
    if not host:
        raise WitnessUnreachableError(address=address, trouble="地址不对")
    path = f"{parts.path.rstrip('/')}/add-checkpoint"

    def ask(body: str) -> Answered:
        connection = connect(host, port, timeout=SECONDS)
        try:
            connection.request("POST", path, body.encode(), {"Content-Type": "text/plain"})
            answer = connection.getresponse()
            text = answer.read(MOST_BYTES).decode("utf-8", "replace")
        except (OSError, HTTPException) as error:
            trouble = str(error) or type(error).__name__
            raise WitnessUnreachableError(address=address, trouble=trouble) from error
        finally:
            connection.close()
        return Answered(status=answer.status, text=text)

    return ask
