"""What a host says that could not write a site."""


class SiteError(Exception):
    """The site could not be built, or something in it is wrong; the text says what."""
