"""Reading pages in tests."""

from bs4 import BeautifulSoup


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def errors(response):
    """The lines of the error summary."""
    return [line.get_text(" ", strip=True) for line in soup(response).select(".error-summary li")]


def labels(response):
    return [label.get_text(" ", strip=True) for label in soup(response).select("main label")]
