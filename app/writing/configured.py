"""The language model that the settings name, if they name one, and who receives what."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec

from app.command.cli_errors import MissingExtra
from app.command.reading_tables import BadSetting
from app.command.requests import check_engine
from app.settings import Settings
from app.writing.model import Model, Prompt
from app.writing.pacing import Pace
from app.writing.places import gguf_in, notice_of
from app.writing.writer import Writer

ALL_TIMES = 2.0  # an answer may take as long again as its first words may


def writer_in(settings: Settings) -> Writer | None:
    """The writer over the model that the settings name; None where they name none.

    Nothing is loaded or asked before the first answer is written.

    Raises:
        NoEngine: the engine is `llm` and no model is named.
        BadSetting: two models are named, or a server without its model's name, or no GGUF file.
        MissingExtra: the packages that the model needs are not installed.
    """
    url, gguf = settings.text("llm_url"), settings.text("llm_gguf")
    is_usual = settings.text("engine") == "llm"
    if not url and not gguf:
        check_engine(settings.text("engine"))
        return None
    _check(settings)
    notice = notice_of(url) if url else ""
    return Writer(model=_Lazy(settings=settings), is_usual=is_usual, notice=notice)


def notice_in(settings: Settings) -> str:
    """What people are told of the model named: empty where nothing would leave this computer."""
    url = settings.text("llm_url")
    return notice_of(url) if url else ""


def _check(settings: Settings) -> None:
    url, gguf = settings.text("llm_url"), settings.text("llm_gguf")
    if url and gguf:
        raise BadSetting(
            "Both llm_url and llm_gguf name a language model.", remedy="Drop one of them."
        )
    if url and not settings.text("llm_model"):
        raise BadSetting(
            "llm_url names a server and nothing says which of its models to ask.",
            remedy="Set llm_model, or CLIPPINGS_LLM_MODEL, to the model's name there.",
        )
    if gguf:
        gguf_in(gguf)
    _check_installed("gguf" if gguf else "llm")


def _check_installed(extra: str) -> None:
    llama_index = "llama_index.llms.openai_like"
    needed = {"llm": (llama_index,), "gguf": (llama_index, "xllamacpp")}[extra]
    if not all(map(_is_installed, needed)):
        raise MissingExtra(
            "The engine llm needs packages that are not installed.",
            remedy=f"Install them with `pip install 'clippings[{extra}]'`.",
        )


def _is_installed(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # not even the package that would hold it
        return False


@dataclass(frozen=True, kw_only=True)
class _Lazy:
    """The model of the settings, whose libraries take seconds to import, when it is first asked."""

    settings: Settings

    def stream(self, prompt: Prompt) -> Generator[str, None, None]:
        yield from self._model.stream(prompt)

    @cached_property
    def _model(self) -> Model:
        settings, first = self.settings, self.settings.number("llm_seconds")
        pace = Pace(first_seconds=first, all_seconds=ALL_TIMES * first)
        if settings.text("llm_gguf"):
            from app.writing.gguf import GgufModel

            return GgufModel(path=gguf_in(settings.text("llm_gguf")), pace=pace)
        from app.writing.server import ServerModel

        return ServerModel(
            url=settings.text("llm_url"),
            name=settings.text("llm_model"),
            key=settings.text("llm_key"),
            pace=pace,
        )
