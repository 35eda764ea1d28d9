"""The hosts that write a site: whatever one of them shows, the other does."""

from wardbook.site.build import MKDOCS, STATIC

HOSTS = (MKDOCS, STATIC)
