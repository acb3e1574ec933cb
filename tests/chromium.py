"""A headless Chromium and a page in it: what a reader does, and what the browser saw."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from typing import TYPE_CHECKING, Any, Self, TypeVar

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, CDPSession, ConsoleMessage, Dialog, Frame, Locator, Page, Request

T = TypeVar("T")
FLAGS = (
    "--disable-gpu",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",  # WebGL without a graphics card
    "--disable-quic",
    "--window-size=1440,1000",
)


class Chromium:
    """One browser.

    Playwright works in a thread and a loop of its own: in the thread of the tests it would leave a running loop, in
    which no other test could start one.
    """

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="chromium", daemon=True)

    def ask(self, work: Callable[[], Coroutine[Any, Any, T]], seconds: float = 120) -> T:
        """What comes of ``work``, all of it done in that thread."""

        async def there() -> T:
            return await work()

        return asyncio.run_coroutine_threadsafe(there(), self._loop).result(seconds)

    def __enter__(self) -> Self:
        from playwright.async_api import async_playwright

        self._thread.start()
        self._playwright = self.ask(lambda: async_playwright().start())
        self._browser = self.ask(
            lambda: self._playwright.chromium.launch(
                executable_path=shutil.which("chromium"),
                args=FLAGS,
                ignore_default_args=["--hide-scrollbars"],  # readers have them
            )
        )
        return self

    def __exit__(self, *_: object) -> None:
        self.ask(self._browser.close)
        self.ask(self._playwright.stop)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def context(self, **options: Any) -> BrowserContext:
        """A profile of its own; as large as the window where no viewport is given."""
        return self.ask(lambda: self._browser.new_context(**({"no_viewport": True} | options)))


_AXE = "return axe.run(document, {resultTypes: ['violations']}).then((found) => found.violations)"


class Tab:
    """A page."""

    def __init__(self, chromium: Chromium, context: BrowserContext) -> None:
        self._ask, self._context = chromium.ask, context
        self._said: list[str] = []
        self._asked: list[str] = []
        self._page, self._session = self._ask(self._begin)
        self._frame: Frame = self._page.main_frame

    async def _begin(self) -> tuple[Page, CDPSession]:
        """A page, and the protocol of its developer tools, with somebody who listens."""
        page = await self._context.new_page()
        page.set_default_navigation_timeout(60_000)
        session = await self._context.new_cdp_session(page)
        self._context.on("console", self._console)
        self._context.on("weberror", lambda error: self._said.append(str(error.error)))
        self._context.on("dialog", self._dialog)
        self._context.on("request", self._request)
        # Playwright itself keeps silent about icons.
        session.on("Network.requestWillBeSent", lambda event: self._asked.append(event["request"]["url"]))
        await session.send("Network.enable")
        return page, session

    def _console(self, message: ConsoleMessage) -> None:
        self._said.append(f"{message.type}: {message.text}")

    async def _dialog(self, dialog: Dialog) -> None:
        self._said.append(f"dialog: {dialog.message}")
        await dialog.dismiss()

    def _request(self, request: Request) -> None:
        self._asked.append(request.url)

    def close(self) -> None:
        """Close the page and its profile."""
        self._ask(self._context.close)

    def go(self, address: str) -> None:
        """Go to an address, and forget what was said and asked before."""
        self._ask(lambda: self._page.goto("about:blank"))
        self._said.clear()
        self._asked.clear()
        self._ask(lambda: self._page.goto(address))

    def run(self, script: str, *arguments: object) -> Any:
        """What the body of a function returns, or what its promise comes to."""
        function = f"(given) => (function () {{ {script}\n }}).apply(window, given)"
        return self._ask(lambda: self._frame.evaluate(function, list(arguments)))

    def wait(self, script: str, seconds: float = 20) -> None:
        """Wait until the page is there and a script returns something true."""
        end = time.monotonic() + seconds
        while not self._holds(script):
            assert time.monotonic() < end, f"after {seconds} s still not: {script}"
            time.sleep(0.05)

    def _holds(self, script: str) -> bool:
        from playwright.async_api import Error

        try:
            return bool(self.run(f"if (document.readyState !== 'complete') return false; {script}"))
        except Error as error:
            if "context was destroyed" in error.message:  # the next page is coming
                return False
            raise

    @contextlib.contextmanager
    def frame(self) -> Iterator[None]:
        """Be inside the first frame of the page."""
        self._frame = self._page.main_frame.child_frames[0]
        try:
            yield
        finally:
            self._frame = self._page.main_frame

    def _find(self, selector: str) -> Locator:
        return self._frame.locator(selector).first

    def click(self, selector: str) -> None:
        """Click an element."""
        self._ask(lambda: self._find(selector).click())

    def follow(self, words: str) -> None:
        """Click the link with just these words."""
        self.click(f'role=link[name="{words}" s]')

    def click_in(self, selector: str, x: float, y: float) -> None:
        """Click a place of an element (pixels from its top left corner)."""
        box = self._ask(lambda: self._find(selector).bounding_box())
        assert box is not None, f"not to be seen: {selector}"
        self._ask(lambda: self._page.mouse.click(box["x"] + round(x), box["y"] + round(y)))

    def type(self, text: str, selector: str = "#q") -> None:
        """Type into a field, at first into that of the search."""
        self._ask(lambda: self._find(selector).clear())
        self._ask(lambda: self._find(selector).press_sequentially(text))

    def press(self, *keys: str) -> None:
        """Press keys anywhere on the page."""

        async def pressed() -> None:
            for key in keys:
                await self._page.keyboard.press(key)

        self._ask(pressed)

    def seen(self, selector: str) -> bool:
        """Whether an element can be seen."""
        return self._ask(lambda: self._find(selector).is_visible())

    def text(self, selector: str) -> str:
        """The text of an element, shown or not."""
        found: str = self.run("return document.querySelector(arguments[0]).textContent", selector)
        return found

    def devtools(self, method: str, parameters: dict[str, Any] | None = None) -> dict[str, Any]:
        """What the protocol of the developer tools answers."""
        answer: dict[str, Any] = self._ask(lambda: self._session.send(method, parameters))
        return answer

    def barriers(self, axe: str) -> list[str]:
        """What axe-core, whose source is given, finds in the page that is serious or worse: rule, place, why."""
        self.run(axe)
        return [
            f"{each['id']}: {node['target']} {node['html'][:200]} {node['failureSummary'][:200]}"
            for each in self.run(_AXE)
            if each["impact"] in {"serious", "critical"}
            for node in each["nodes"][:4]
        ]

    def errors(self) -> list[str]:
        """What the console said since the page was opened, warnings too."""
        self.run("return null")  # what it says before this answer has come by then
        # WebGL by software is slow, and says so.
        return [each for each in self._said if "GL Driver Message" not in each]

    def requests(self) -> list[str]:
        """Every address that the browser asked for since the page was opened, but those in the page itself."""
        self.run("return null")
        asked = dict.fromkeys(self._asked)  # the two that tell know the same ones
        return [address for address in asked if not address.startswith(("data:", "blob:", "about:"))]
