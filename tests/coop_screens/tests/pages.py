"""Follows every link of the suite's own pages, as the members and the people of the office."""

import re
from collections import Counter, deque
from urllib.parse import parse_qsl, urljoin, urlsplit

from lxml import html

from odoo.tools import mute_logger

from odoo.addons.coop_safety.tests.routes import ROUTES

from .walk import IS_LONG

#: Pages of one address that differ in numbers and days only: so many of them are opened.
ALIKE = 9 if IS_LONG else 2
NUMBER = re.compile(r"\d+")


def route_of(path):
    """The route of the suite that an address belongs to, or None."""
    for route in ROUTES:
        pattern = re.sub(r"<int[^>]*>", r"\\d+", re.sub(r"<string[^>]*>", "[^/]+", route))
        if re.fullmatch(pattern, path):
            return route
    return None


def shape_of(url):
    """An address without its numbers, days and values."""
    parts = urlsplit(url)
    return NUMBER.sub("N", parts.path), tuple(sorted(key for key, _v in parse_qsl(parts.query)))


class Crawl:
    """Mixin for an ``HttpCase``."""

    def crawl(self, user, starts):
        """Follow every link from some pages on.

        :return: the routes that were opened, and what was wrong
        """
        self.authenticate(user.login, user.login + user.login)
        todo, known, alike, routes, faults = deque(starts), set(starts), Counter(), set(), []
        while todo:
            url = todo.popleft()
            alike[shape_of(url)] += 1
            if alike[shape_of(url)] > ALIKE:
                continue
            where, found, fault = self.open_page(url)
            routes |= {route_of(urlsplit(url).path), route_of(where)}
            faults += [f"{user.login} · {url}: {fault}"] if fault else []
            todo.extend(link for link in found if link not in known)
            known |= set(found)
        self.counts["pages followed"] += sum(min(count, ALIKE) for count in alike.values())
        return routes - {None}, faults

    def open_page(self, url):
        """Open a page; return where it led, the links on it to others, and what was wrong."""
        with mute_logger("odoo.http"):
            answer = self.url_open(url)
        here = urlsplit(answer.url).path
        if answer.status_code != 200:
            return here, [], f"answers {answer.status_code}"
        if "text/html" not in answer.headers["Content-Type"]:
            return here, [], None
        if "Traceback (most recent call last)" in answer.text:
            return here, [], "shows a traceback"
        page = html.fromstring(answer.content)
        self.counts["forms on pages"] += len(page.xpath("//form"))
        found = page.xpath("//a/@href | //img/@src")
        links = dict.fromkeys(urljoin(here, link.split("#")[0]) for link in found)
        return here, [link for link in links if route_of(urlsplit(link).path)], None
