#!/usr/bin/env python3
"""Looks at a page of gouji's as text: that it is made of the tags and
attributes that gouji writes and of no others, that they are closed, that ids
are there once, and that links stay on the page.

Usage: markup.py PAGE
"""

import sys
from html.parser import HTMLParser

VOID = {"meta", "link", "col", "br"}
TAGS = VOID | set(
    "html head title style body header main section footer h1 h2 h3 p ol ul "
    "li details summary div table caption thead tbody tr th td colgroup a b i "
    "em strong small sup span bdi code dl dt dd script".split())
ATTRIBUTES = set(
    "id class lang href scope colspan rowspan span role title tabindex "
    "charset name content rel http-equiv".split())


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links, self.faults = [], set(), set(), []

    def fault(self, what):
        self.faults.append("%d:%d: %s" % (*self.getpos(), what))

    def handle_starttag(self, tag, attributes):
        if tag not in TAGS:
            self.fault("tag " + tag)
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attributes:
            self.look_at(tag, name, value)

    def look_at(self, tag, name, value):
        if name == "id":
            if value in self.ids:
                self.fault("a second id " + value)
            self.ids.add(value)
        elif name == "href" and tag == "a":
            if not value.startswith("#"):
                self.fault("a link to " + value)
            self.links.add(value[1:])
        elif name in ("aria-labelledby", "aria-describedby"):
            self.links.update(value.split())
        elif name not in ATTRIBUTES and not name.startswith(("data-", "aria-")):
            self.fault(f"attribute {name} of {tag}")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.fault("end of " + tag)


def main():
    page = Page()
    with open(sys.argv[1], encoding="utf-8") as file:
        page.feed(file.read())
    page.close()
    faults = page.faults + ["not closed: " + tag for tag in page.open]
    faults += ["leads nowhere: " + link for link in page.links - page.ids]
    print("\n".join(faults))
    return bool(faults) or len(page.ids) < 50


if __name__ == "__main__":
    sys.exit(main())
