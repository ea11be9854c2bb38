"""A site map of more addresses than one may hold is parted; an index stands in its place, at its address."""

from __future__ import annotations

import re

MOST = 50_000  # addresses in one file, by sitemaps.org

# <url> <loc>…</loc> <lastmod>2024-08-04</lastmod> </url>
_ADDRESS = re.compile(r"\s*<url>.*?</url>", re.DOTALL)
_DAY = re.compile(r"<lastmod>(.*?)</lastmod>")


def parted(site_map: str, site_url: str, most: int = MOST) -> dict[str, str]:
    """Name below the site → content: ``sitemap.xml`` as it is where it fits, else an index of its parts."""
    found = _ADDRESS.findall(site_map)
    if len(found) <= most:
        return {"sitemap.xml": site_map}
    head, tail = site_map.partition(found[0])[0], site_map.rpartition(found[-1])[2]
    parts = ["".join(found[start : start + most]) for start in range(0, len(found), most)]
    names = [f"sitemap-{n}.xml" for n in range(1, len(parts) + 1)]
    named = list(zip(names, parts, strict=True))
    lines = "".join(_line(f"{site_url}{name}", max(_DAY.findall(part))) for name, part in named)
    index = f"{head}{lines}{tail}".replace("urlset", "sitemapindex")
    return {"sitemap.xml": index, **{name: f"{head}{part}{tail}" for name, part in named}}


def _line(address: str, day: str) -> str:
    return f"\n  <sitemap>\n    <loc>{address}</loc>\n    <lastmod>{day}</lastmod>\n  </sitemap>"
