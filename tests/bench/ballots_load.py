"""The load generator of ballots.py: a plan on the standard input, a report on the output.

As light as can be (sockets and nothing else), since it shares the machine with what it measures.
"""

import asyncio
import json
import os
import re
import sys
import time


def request(plan, login):
    """One ballot as a browser sends it through a proxy; or, without a right, an empty question."""
    body, kind = "{}", "application/json"
    if "right" in login:
        body = f"csrf_token={login['token']}&right={login['right']}&choice={login['choice']}"
        kind = "application/x-www-form-urlencoded"
    head = (
        f"POST {plan['path']} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        f"Cookie: session_id={login['sid']}\r\n"
        "User-Agent: Mozilla/5.0 (X11; Linux x86_64) Chrome/120\r\n"
        f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode()


async def read(reader):
    """One whole answer, by its length, after which the connection is closed, as a proxy does.

    Odoo's server looks for up to 10 ms after each answer whether the other side still sends
    something: who waits for the server to close the connection measures that wait. nginx does not.
    """
    head = await reader.readuntil(b"\r\n\r\n")
    return await reader.readexactly(int(re.search(rb"(?i)content-length: (\d+)", head)[1]))


async def cast(plan, waiting, receipts, times):
    """Cast one ballot after the other."""
    while waiting:
        login = waiting.pop()
        data, started = request(plan, login), time.perf_counter()
        reader, writer = await asyncio.open_connection("127.0.0.1", plan["port"])
        writer.write(data)
        answer = await read(reader)
        writer.close()
        times.append(time.perf_counter() - started)
        found = re.search(rb'"receipt": "(\w+)"', answer)
        if found:
            receipts[login["sid"]] = found[1].decode()


async def main():
    """Cast all, several at once, and say how long it took."""
    plan = json.load(sys.stdin)
    waiting, receipts, times = list(plan["logins"]), {}, []
    spent, started = sum(os.times()[:2]), time.perf_counter()
    await asyncio.gather(*(cast(plan, waiting, receipts, times) for _ in range(plan["at_once"])))
    seconds = time.perf_counter() - started
    times.sort()
    report = {"seconds": seconds, "median": times[len(times) // 2], "receipts": receipts}
    report |= {"p99": times[int(len(times) * 0.99)], "cpu": sum(os.times()[:2]) - spent}
    print(json.dumps(report))


if __name__ == "__main__":
    asyncio.run(main())
