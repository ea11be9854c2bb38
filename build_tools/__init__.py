"""Chinese government gazettes: raw text → structured pages, data and a site, no character lost."""

__version__ = "0.1.0"
