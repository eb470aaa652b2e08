"""A bare aiohttp handler: it reads what is sent and answers with so many bytes."""

import asyncio
import sys

from aiohttp import web


async def answer(request: web.Request) -> web.Response:
    """Answer with as many bytes as the address says."""
    await request.read()
    size = int(request.match_info["size"])
    return web.Response(body=bytes(size), content_type="application/json")


async def main() -> None:
    """Answer whatever is asked."""
    app = web.Application()
    app.router.add_route("*", "/{size}", answer)
    await listen(app)


async def listen(app: web.Application) -> None:
    """Listen on a free port, say where, and go on until ended."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0]
    print(f"http://{host}:{port}", file=sys.stderr, flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
