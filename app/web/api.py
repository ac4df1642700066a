"""The HTTP interface for programs: JSON of the command-line contract under `/api`.

`/api/openapi.json` describes it, `/api/docs` for people.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from typing import cast

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from app.command.desk import Desk
from app.command.requests import Asking
from app.page.actions import UPLOADS
from app.web.api_add import ADD_PATH, Receiving, add_route
from app.web.api_bodies import json_of
from app.web.api_docs import docs_page, openapi
from app.web.api_errors import DOCS, NoSuchRoute, WrongMethod
from app.web.crowd import Crowd
from app.web.endpoints import USUAL_HITS, checked_k
from app.web.uploads import SEPARATORS
from app.wire import Fields
from corpus.errors import shown
from corpus.web_urls import is_url
from index.home import Home

QUESTION_SECONDS = 300.0  # a language model may take a minute to begin, and others wait in line
LIBRARY_SECONDS = 30.0
QUESTIONS_AT_ONCE = 4  # as on the page: more than the cores only make all wait
QUESTIONS_WAITING = 16
READERS_AT_ONCE = 4  # of the library, whom questions do not hold up
READERS_WAITING = 60

_Route = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answering:
    """The routes that read: a home, the desk that answers for it, and the crowds before it."""

    home: Home
    desk: Desk
    questions: Crowd
    library: Crowd

    async def ask(self, request: Request) -> Response:
        asked = Asking.from_fields(await json_of(request))
        return await self._answered(partial(self.desk.ask, asked))

    async def search(self, request: Request) -> Response:
        fields = dict(await json_of(request))
        k = checked_k(fields.pop("k", USUAL_HITS))
        asked = Asking.from_fields(fields)
        return await self._answered(partial(self.desk.search, asked, k=k))

    async def articles(self, _: Request) -> Response:
        return await self._read(self._articles)

    async def article(self, request: Request) -> Response:
        return await self._read(partial(self._article, request.path_params["article_id"]))

    async def health(self, _: Request) -> Response:
        return await self._read(self._health)

    def _articles(self) -> Fields:
        listed = cast("list[Fields]", self.desk.library.list_articles()["articles"])
        return {"articles": [_without_folders(each) for each in listed]}

    def _article(self, article_id: str) -> Fields:
        return _without_folders(self.desk.library.show(article_id))

    def _health(self) -> Fields:
        count = self.home.library.count()
        return {"status": "ok", "version": version("clippings"), "articles": count}

    async def _answered(self, work: Callable[[], Fields]) -> Response:
        return JSONResponse(await self.questions.do(work, seconds=QUESTION_SECONDS))

    async def _read(self, work: Callable[[], Fields]) -> Response:
        return JSONResponse(await self.library.do(work, seconds=LIBRARY_SECONDS))


def api_routes(home: Home, desk: Desk, *, token: str) -> APIRouter:
    """Every route under `/api`; what is none of them is told so in JSON.

    `token` is what a request has to bring that changes something.
    """
    answering = _Answering(
        home=home,
        desk=desk,
        questions=Crowd(at_once=QUESTIONS_AT_ONCE, waiting=QUESTIONS_WAITING),
        library=Crowd(at_once=READERS_AT_ONCE, waiting=READERS_WAITING),
    )
    receiving = Receiving(folder=home.path / UPLOADS, token=token)
    routes: Mapping[str, tuple[str, _Route]] = {
        "/api/ask": ("POST", answering.ask),
        "/api/search": ("POST", answering.search),
        ADD_PATH: ("POST", add_route(desk, receiving)),
        "/api/articles": ("GET", answering.articles),
        "/api/article/{article_id}": ("GET", answering.article),
        "/api/health": ("GET", answering.health),
        "/api/openapi.json": ("GET", _openapi),
        DOCS: ("GET", _docs),
    }
    router = APIRouter(include_in_schema=False)
    for path, (method, route) in routes.items():
        router.add_api_route(path, route, methods=[method])
    for path, (method, _) in routes.items():
        router.add_api_route(path, _refusing(method), methods=_others(method))
    for path in ("/api", "/api/{rest:path}"):
        router.add_api_route(path, _nowhere, methods=[*_METHODS])
    return router


def _without_folders(article: Fields) -> Fields:
    """The article, its file by name alone: where the owner keeps it is nothing to visitors."""
    path = article["path"]
    if path is None or is_url(str(path)):
        return article
    return article | {"path": SEPARATORS.split(str(path))[-1]}


_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def _others(method: str) -> list[str]:
    return [each for each in _METHODS if each != method]


def _refusing(method: str) -> _Route:
    async def refuse(request: Request) -> Response:
        raise WrongMethod(
            f"{request.url.path} does not take {request.method}.", remedy=f"Send a {method}."
        )

    return refuse


async def _nowhere(request: Request) -> Response:
    raise NoSuchRoute(
        f"Nothing is at {shown(request.url.path)}.", remedy=f"{DOCS} lists what there is."
    )


async def _openapi(_: Request) -> Response:
    return JSONResponse(openapi())


async def _docs(_: Request) -> Response:
    return HTMLResponse(docs_page())
