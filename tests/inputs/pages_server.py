"""A server on loopback that answers each path with bytes of a test's own, and notes what it was asked."""

import socketserver
import ssl
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

Answer = bytes | Sequence[bytes | float]
"""What is sent: bytes, or several with pauses in seconds between."""


class PagesServer(socketserver.ThreadingTCPServer):
    """Where it listens, and the heads of the requests that came."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, answers: Mapping[str, Answer], proof: ssl.SSLContext | None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers = answers
        self.heads: list[str] = []
        self.address = f"{'https' if proof else 'http'}://127.0.0.1:{self.server_address[1]}"
        if proof:
            self.socket = proof.wrap_socket(self.socket, server_side=True)

    def handle_error(self, request: object, client_address: object) -> None:
        """Let a client hang up in silence."""


class _Handler(socketserver.StreamRequestHandler):
    server: PagesServer

    def handle(self) -> None:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += self.rfile.readline()
        self.server.heads.append(head.decode())
        answer = self.server.answers[head.split()[1].decode()]
        for part in [answer] if isinstance(answer, bytes) else answer:
            if isinstance(part, bytes):
                self.wfile.write(part)
            else:
                time.sleep(part)


@contextmanager
def serving(proof: ssl.SSLContext | None = None, **answers: Answer) -> Iterator[PagesServer]:
    """Serve answers, each under its name as the path; with a proof of who it is, over TLS."""
    with PagesServer({f"/{name}": answer for name, answer in answers.items()}, proof) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
