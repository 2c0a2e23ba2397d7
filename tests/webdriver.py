"""A browser for tests: headless Chromium through chromedriver's WebDriver protocol, no network.

W3C WebDriver is JSON over HTTP; what the tests need of it is here.
"""

from __future__ import annotations

import base64
import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ARGUMENTS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
    "--hide-scrollbars", "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9",
)  # fmt: skip
KEYS = {"tab": "\ue004", "enter": "\ue007", "shift": "\ue008"}


class Browser:
    """One window of a browser."""

    def __init__(self, address: str) -> None:
        self._address = address
        options = {"args": list(ARGUMENTS), "binary": shutil.which("chromium")}
        wanted = {
            "browserName": "chrome", "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }  # fmt: skip
        made = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self._session = f"/session/{made['sessionId']}"

    def _ask(self, method: str, path: str, body: Any = None) -> Any:
        request = urllib.request.Request(  # noqa: S310 (this machine, a port of our own)
            self._address + path, method=method,
            data=json.dumps(body or {}).encode() if method == "POST" else None,
        )  # fmt: skip
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 (as above)
            return json.load(answer)["value"]

    def open(self, path: Path, width: int = 1280, height: int = 900) -> None:
        """Open a file in a window of this size, even if narrower than a window can be."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self._devtools("Emulation.setDeviceMetricsOverride", size)
        self._ask("POST", f"{self._session}/url", {"url": path.as_uri()})

    def _devtools(self, command: str, params: dict[str, Any]) -> Any:
        return self._ask(
            "POST", f"{self._session}/goog/cdp/execute", {"cmd": command, "params": params}
        )

    def run(self, script: str, *args: Any) -> Any:
        """What a script returns in the page."""
        return self._ask("POST", f"{self._session}/execute/sync", {"script": script, "args": args})

    def run_async(self, script: str) -> Any:
        """What a script passes to its last argument."""
        return self._ask("POST", f"{self._session}/execute/async", {"script": script, "args": []})

    def press(self, keys: str) -> None:
        """Press keys, one after the other, wherever the focus is."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._ask(
            "POST", f"{self._session}/actions",
            {"actions": [{"type": "key", "id": "keys", "actions": actions}]},
        )  # fmt: skip

    def dark(self, *, wanted: bool) -> None:
        """Ask for the dark colours, or for the light ones."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if wanted else "light"}
        self._devtools("Emulation.setEmulatedMedia", {"features": [scheme]})

    @contextmanager
    def without_script(self) -> Iterator[None]:
        """Pages opened meanwhile run no script of their own; `run` still works."""
        self._devtools("Emulation.setScriptExecutionDisabled", {"value": True})
        try:
            yield
        finally:
            self._devtools("Emulation.setScriptExecutionDisabled", {"value": False})

    @contextmanager
    def beginning_with(self, script: str) -> Iterator[None]:
        """Pages opened meanwhile run this before any script of their own."""
        command = "Page.addScriptToEvaluateOnNewDocument"
        made = self._devtools(command, {"source": script})
        try:
            yield
        finally:
            self._devtools("Page.removeScriptToEvaluateOnNewDocument", made)

    def printed(self) -> bytes:
        """The page as the browser prints it, as PDF."""
        wanted = {"preferCSSPageSize": True, "printBackground": True}
        return base64.b64decode(self._devtools("Page.printToPDF", wanted)["data"])

    def log(self, kind: str) -> list[Any]:
        """The entries of the console (`browser`) or of the network (`performance`) so far."""
        entries: list[Any] = self._ask("POST", f"{self._session}/se/log", {"type": kind})
        return entries

    def picture(self) -> bytes:
        """What the window shows, as PNG."""
        return base64.b64decode(self._ask("GET", f"{self._session}/screenshot"))

    def close(self) -> None:
        """Close the window."""
        self._ask("DELETE", self._session)


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser, closed at the end together with its driver."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    driver = subprocess.Popen(
        ["chromedriver", f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/status")
        window = Browser(address)
        try:
            yield window
        finally:
            window.close()
    finally:
        driver.terminate()
        driver.wait(30)


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 (as above)
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(address)
