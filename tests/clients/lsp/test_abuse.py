"""What no client should send: the server answers with an error, and lives on."""

import json
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]
SERVER = os.environ.get("BAILIWICK_LSP", str(ROOT / "target" / "debug" / "bailiwick-lsp"))


class Raw:
    """A client that sends bytes."""

    def __init__(self):
        self.process = subprocess.Popen([SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def send(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def message(self, **content):
        self.framed(json.dumps({"jsonrpc": "2.0", **content}))

    def framed(self, text):
        data = text if isinstance(text, bytes) else text.encode()
        self.send(b"Content-Length: %d\r\n\r\n" % len(data) + data)

    def answer(self):
        """The next message that is no notification."""
        while True:
            length = 0
            while line := self.process.stdout.readline().strip():
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            content = json.loads(self.process.stdout.read(length))
            if "id" in content and "method" not in content:
                return content

    def begin(self):
        self.message(id=1, method="initialize", params={"capabilities": {}})
        assert "capabilities" in self.answer()["result"]
        self.message(method="initialized", params={})

    def lives(self):
        self.message(id="alive", method="workspace/symbol", params={"query": "x"})
        assert self.answer() == {"jsonrpc": "2.0", "id": "alive", "result": []}

    def leave(self):
        self.message(id=99, method="shutdown")
        assert self.answer()["result"] is None
        self.message(method="exit")
        return self.process.wait(20)


@pytest.fixture
def raw():
    client = Raw()
    yield client
    client.process.kill()
    client.process.wait()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", -32700),
        ("", -32700),
        ("\x00", -32700),
        (b"\xff\xfe", -32700),
        ("[]", -32600),
        ("[{}]", -32600),
        ("42", -32600),
        ('{"jsonrpc":"2.0","id":7}', -32600),
        ('{"jsonrpc":"2.0","id":7,"method":[]}', -32600),
        ("[" * 5000, -32700),
    ],
)
def test_what_is_no_message(raw, text, code):
    raw.begin()
    raw.framed(text)
    assert raw.answer()["error"]["code"] == code
    raw.lives()
    assert raw.leave() == 0


def test_headers_that_mean_nothing(raw):
    raw.begin()
    raw.send(b"hello\r\n\r\nContent-Length: many\r\n\r\nX: y\r\n")
    for _ in range(2):
        assert raw.answer()["error"]["code"] == -32700
    raw.lives()
    assert raw.leave() == 0


@pytest.mark.parametrize("length", [b"-5", b"many", b"", b"9" * 30, b"14"])
def test_a_length_that_is_wrong(raw, length):
    """Whatever a message says of its length, the next one is read."""
    raw.begin()
    raw.send(b"Content-Length: " + length + b"\r\n\r\n" + b'{"method": "x"}')
    assert raw.answer()["error"]["code"] == -32700
    raw.lives()
    assert raw.leave() == 0


@pytest.mark.parametrize("number", ["99999999999", "1.5", "[1]", "null"])
def test_an_id_that_is_none(raw, number):
    raw.begin()
    raw.framed('{"jsonrpc":"2.0","id":%s,"method":"shutdown"}' % number)
    assert raw.answer()["error"]["code"] == -32600
    raw.lives()
    assert raw.leave() == 0


def test_a_message_that_is_too_long_is_passed_over(raw):
    raw.begin()
    raw.send(b"Content-Length: 300000000\r\n\r\n")
    chunk = b" " * 1_000_000
    for _ in range(300):
        raw.send(chunk)
    assert raw.answer()["error"]["code"] == -32700
    raw.lives()
    assert raw.leave() == 0


def test_requests_before_the_beginning(raw):
    raw.message(id=5, method="textDocument/hover", params={})
    assert raw.answer()["error"]["code"] == -32002
    raw.message(method="textDocument/didOpen", params={})
    raw.begin()
    raw.message(id=6, method="no/such/method", params={})
    assert raw.answer()["error"]["code"] == -32601
    assert raw.leave() == 0


def test_a_client_that_vanishes(raw):
    raw.begin()
    text = (ROOT / "examples" / "helpdesk" / "flawed" / "helpdesk.bwk").read_text()
    document = {"uri": "file:///nowhere/policy.bwk", "languageId": "bailiwick", "version": 1, "text": text}
    raw.message(method="textDocument/didOpen", params={"textDocument": document})
    raw.process.stdin.close()
    raw.process.stdout.close()
    assert raw.process.wait(20) == 1


def test_exit_without_a_word(raw):
    raw.message(method="exit")
    assert raw.process.wait(20) == 1


def test_options():
    version = subprocess.run([SERVER, "--version"], capture_output=True, text=True, check=True).stdout
    assert version.startswith("bailiwick-lsp ")
    assert "--stdio" in subprocess.run([SERVER, "--help"], capture_output=True, text=True, check=True).stdout
    wrong = subprocess.run([SERVER, "--port"], capture_output=True, text=True)
    assert wrong.returncode == 2 and "`--port`" in wrong.stderr
