"""How much an identity provider may say, and for how long: whoever sets one must not fill or hold up the service."""

from __future__ import annotations

from time import monotonic

import httpx2

MOST_BYTES = 256 * 1024
SECONDS = 15.0


class BoundedTransport(httpx2.BaseTransport):
    """Passes requests to ``inner`` and reads their answers whole, up to ``MOST_BYTES`` and for ``seconds``.

    Every kind of answer comes through here: what a provider says of itself, its keys, tokens and people.
    """

    def __init__(self, inner: httpx2.BaseTransport, *, seconds: float = SECONDS) -> None:
        self._inner = inner
        self._seconds = seconds

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Pass a request on.

        Raises ReadError where the answer is too large or packed, ReadTimeout where it takes too long.
        """
        until = monotonic() + self._seconds
        # What is packed cannot be measured before it is unpacked.
        request.headers["Accept-Encoding"] = "identity"
        answer = self._inner.handle_request(request)
        stream = answer.stream
        assert isinstance(stream, httpx2.SyncByteStream)  # noqa: S101 - for the types
        try:
            if answer.headers.get("Content-Encoding", "identity") != "identity":
                raise httpx2.ReadError("The answer is packed, which was not asked for.", request=request)
            content = bytearray()
            for part in stream:
                content += part
                if len(content) > MOST_BYTES:
                    raise httpx2.ReadError("The answer is too large.", request=request)
                if monotonic() > until:
                    raise httpx2.ReadTimeout("The answer takes too long.", request=request)
        finally:
            stream.close()
        return httpx2.Response(answer.status_code, headers=answer.headers, stream=httpx2.ByteStream(bytes(content)))

    def close(self) -> None:
        """Close what is open."""
        self._inner.close()
